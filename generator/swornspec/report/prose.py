"""What a document's descriptions state and its schemas lack or contradict, as findings."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from swornspec.report.findings import Finding, Review, Severity
from swornspec.report.text import many
from swornspec.rules.remark import Remark
from swornspec.spec.enrich import Addition, Enriched, dialect_of, enrich
from swornspec.spec.enrich.judge import shown
from swornspec.spec.enrich.site import Dialect
from swornspec.spec.source import Source


def disagreements(path: Path, enriched: Enriched) -> Review:
    """What enriching a document could not decide: where prose and schema disagree, and what was not read."""
    findings = tuple(_finding(place, remark) for place, remark in enriched.remarks)
    return Review(path.as_posix(), None, enriched.operations, findings)


def review_prose(path: Path, source: Source) -> Review | None:
    """What the descriptions of a document add to it or contradict; None for one that was built from pages, and so has none left.

    `source` is the document read from `path`, and enriched afterwards; DocumentError when it is no OpenAPI document.
    """
    if _built(source.value):
        return None
    enriched = enrich(source)
    missing = tuple(_missing(addition) for addition in enriched.additions)
    return Review(path.as_posix(), None, enriched.operations, (*missing, *disagreements(path, enriched).findings))


def is_older(source: Source) -> bool:
    """Whether a document is a Swagger 2.0 one, of which only the descriptions are looked at."""
    return dialect_of(source.value, source.name) is Dialect.SWAGGER


def _built(raw: Any) -> bool:
    info = raw.get("info") if isinstance(raw, Mapping) else None
    return isinstance(info, Mapping) and "x-api" in info


def _missing(addition: Addition) -> Finding:
    if addition.keyword is None:
        words, mend = f"the text states a rule between fields: {addition.value}", "write it under x-rules, as `swornspec enrich` does"
        return Finding("prose-not-in-schema", Severity.INFO, addition.place, addition.subject, words, addition.said, mend)
    stated = shown(addition.value)
    words, mend = f"the text says {addition.keyword} {stated}, the schema does not", f"add {addition.keyword}: {stated}"
    return Finding("prose-not-in-schema", Severity.WARNING, addition.place, addition.subject, words, addition.said, mend)


def _finding(place: str, remark: Remark) -> Finding:
    return Finding(remark.kind, remark.severity, place, remark.subject, remark.message, remark.said, remark.mend)


def summary(enriched: Enriched) -> Iterator[str]:
    """What was read, added and not added, in three lines."""
    counts = Counter(remark.kind for _, remark in enriched.remarks)
    kinds = ", ".join(f"{count} {kind}" for kind, count in enriched.keywords.most_common())
    disagreeing = counts["prose-contradicts-schema"] + counts["conflict"]
    yield f"{many(enriched.descriptions, 'description')} of {many(enriched.operations, 'operation')} read"
    yield f"added: {kinds or 'no keyword'}; {many(enriched.rules, 'rule')}"
    yield (
        f"not added: {many(disagreeing, 'disagreement')}, {many(counts['prose-not-in-schema'], 'keyword')} beside a $ref; "
        f"{many(counts['gap'], 'sentence')} not read"
    )
