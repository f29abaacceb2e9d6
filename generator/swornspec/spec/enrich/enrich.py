"""A document's descriptions read, and what they state and its schemas lack put into it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.rules.english.build import numbered, rule_of
from swornspec.rules.english.reader import Outcome
from swornspec.rules.english.reading import Reading
from swornspec.rules.field import Field
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.spec.enrich.collect import Collector
from swornspec.spec.enrich.hear import Heard, Hearing, hear, says_more, told
from swornspec.spec.enrich.judge import Verdict, judge
from swornspec.spec.enrich.known import Known, Tree
from swornspec.spec.enrich.relate import relate
from swornspec.spec.enrich.site import Dialect, Family, Site
from swornspec.spec.enrich.write import write_dependencies, write_keywords, write_rules
from swornspec.spec.openapi import between_parameters, within_body
from swornspec.spec.source import Source
from swornspec.spec.whole import WHOLE, about_fields
from swornspec.text.span import Span
from swornspec.text.undisturbed import undisturbed

_MOST_ROUNDS: Final = 5
"""How often prose is read again because other prose has told what its words mean."""
_LONGEST_QUOTE: Final = 1000


@dataclass(frozen=True, slots=True)
class Addition:
    """A keyword or rule (`keyword` None) that was added: operation or component, value or rule it is about, and the sentences."""

    place: str
    subject: str
    keyword: str | None
    value: Any
    said: tuple[Said, ...]


@dataclass(slots=True)
class Enriched:
    """What became of a document's descriptions: how many were read, what was added, and remarks by operation or component."""

    operations: int = 0
    descriptions: int = 0
    additions: list[Addition] = field(default_factory=list)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)

    @property
    def keywords(self) -> Counter[str]:
        """How many keywords of each kind were added."""
        return Counter(a.keyword.removeprefix("items.") for a in self.additions if a.keyword is not None)

    @property
    def rules(self) -> int:
        """How many rules were added."""
        return sum(a.keyword is None for a in self.additions)


@undisturbed()
def enrich(source: Source) -> Enriched:
    """Add to a document, in place, what its descriptions state; DocumentError when it is no OpenAPI document.

    What the document already says is never changed. A second time adds nothing.
    """
    raw = source.value
    dialect = dialect_of(raw, source.name)
    tree = Tree(raw)
    collector = Collector(tree, dialect)
    families = list(collector.families())
    stated = Known(tree, {})
    hearings, verdicts = _heard(families, tree, stated, source, dialect)
    enriched = Enriched(collector.operations, sum(len(s.texts) for f in families for s in f.sites) + sum(len(f.whole) for f in families))
    met = {id(guest) for family in families for guest in family.guests}
    rules = [_rules(h, source) for h in hearings]
    for hearing in hearings:
        _remark(hearing, verdicts, met, source, enriched)
    for site, verdict in verdicts.values():
        if verdict.added:
            nullable = "null" in _types(stated.of(site.schema))
            place, subject = site.path
            enriched.additions += [Addition(place, subject, k, v, tuple(s)) for k, (v, s) in verdict.added.items()]
            write_keywords(site, verdict.added, nullable, dialect)
    operations: dict[int, tuple[dict[str, Any], dict[str, Field]]] = {}
    for hearing, found in zip(hearings, rules, strict=True):
        family = hearing.family
        if found and family.holder is not None:
            new = write_rules(family.holder, found, hearing.fields)
            enriched.additions += [Addition(family.path, r.subject, None, r.text, r.said) for r in new]
            if new and family.of_operation:
                operations.setdefault(id(family.holder), (family.holder, {}))[1].update(hearing.fields)
    for operation, fields in operations.values():
        write_dependencies(operation, fields)
    if dialect is not Dialect.SWAGGER:
        stated_by_responses = relate(raw, lambda holder, sentence: _cited(source, holder, sentence.span))
        enriched.additions += [Addition(r.operation, r.rule.subject, None, r.rule.text, r.rule.said) for r in stated_by_responses]
    return enriched


def dialect_of(raw: Any, name: str) -> Dialect:
    """The version of a document, as far as it matters; DocumentError when it is no OpenAPI document."""
    if isinstance(raw, dict):
        version = str(raw.get("openapi", ""))
        if version.startswith("3.0"):
            return Dialect.OPENAPI_30
        if version.startswith("3."):
            return Dialect.OPENAPI_31
        if str(raw.get("swagger", "")).startswith("2"):
            return Dialect.SWAGGER
    raise DocumentError("not an OpenAPI document: neither 'openapi: 3.x' nor 'swagger: 2.0' at its top", where=name)


Verdicts = dict[int, tuple[Site, Verdict]]


def _heard(families: list[Family], tree: Tree, stated: Known, source: Source, dialect: Dialect) -> tuple[list[Hearing], Verdicts]:
    """Every family's prose, read again until nothing that was learned changes what a sentence means; and what is to be added."""
    known = stated
    hearings: dict[int, Hearing] = {}
    verdicts: Verdicts = {}
    for _ in range(_MOST_ROUNDS):
        changed = False
        speaking: set[int] = set()
        for family in families:
            fields, telling = told(family, known)
            before = hearings.get(id(family))
            if before is None or before.known != telling:
                changed = True
                hearings[id(family)] = hear(family, fields, telling, known, speaking, before)
            else:
                before.fields = fields
            if family.shared and says_more(hearings[id(family)]):
                speaking |= {id(site) for site in family.sites}
        if not changed:
            break
        verdicts = _judged(hearings.values(), stated, source, dialect)
        known = Known(tree, {id(site.schema): {k: v for k, (v, _) in verdict.added.items()} for site, verdict in verdicts.values()})
    return list(hearings.values()), verdicts


def _judged(hearings: Any, stated: Known, source: Source, dialect: Dialect) -> Verdicts:
    found: dict[int, tuple[Site, list[tuple[Mapping[str, Any], Said]]]] = {}
    for hearing in hearings:
        homes = {site.name: site for site in hearing.family.sites}
        for heard in hearing.heard:
            for reading in heard.sentence.readings:
                site = _meant(heard, reading, homes)
                if site is not None:
                    keywords = reading.claim.keywords or {"required": True}
                    found.setdefault(id(site.schema), (site, []))[1].append((keywords, _said(heard, source)))
    verdicts = {}
    for key, (site, said) in found.items():
        field = stated.field(site)
        says = {**field.schema, **_beside(site)}
        verdicts[key] = (site, judge(site, said, says, field.required, dialect))
    return verdicts


def _meant(heard: Heard, reading: Reading, homes: Mapping[str, Site]) -> Site | None:
    """The value that keywords are stated of; None for a rule, and where it is described elsewhere."""
    if not reading.is_keyword or heard.guest or heard.site is None:
        return None
    return heard.site if reading.claim.subject == heard.site.name else homes.get(reading.claim.subject)


def _beside(site: Site) -> dict[str, Any]:
    """What stands in a parameter object and is said of its value."""
    parameter = site.parameter
    if parameter is None or parameter is site.schema:
        return {}
    found: dict[str, Any] = {"deprecated": parameter["deprecated"]} if "deprecated" in parameter else {}
    return {**found, "examples": []} if "example" in parameter or "examples" in parameter else found


def _said(heard: Heard, source: Source) -> Said:
    return _cited(source, heard.text.holder, heard.sentence.passage.span, heard.text.key)


def _cited(source: Source, holder: dict[str, Any], span: Span, key: str = "description") -> Said:
    """Where a sentence stands, and the document's own words for it, markup included."""
    first, last = source.lines(holder, key, span)
    quote = " ".join(str(holder[key])[span.start : min(span.end, span.start + 2 * _LONGEST_QUOTE)].split())
    return Said(source.name, first, last, quote if len(quote) <= _LONGEST_QUOTE else f"{quote[:_LONGEST_QUOTE]}...")


def _rules(hearing: Hearing, source: Source) -> tuple[Rule, ...]:
    family = hearing.family
    found = []
    if family.holder is None:
        return ()
    for heard in hearing.heard:
        for reading in heard.sentence.readings:
            named = None if reading.is_keyword else reading if heard.site is not None else about_fields(reading)
            if named is not None:
                rule = rule_of(named, _said(heard, source), hearing.fields)
                body = family.body
                alone = body is None or between_parameters(rule, hearing.fields.keys() - body)
                found.append(rule if body is None or alone else within_body(rule, body, hearing.fields))
    return numbered(found)


def _remark(hearing: Hearing, verdicts: Verdicts, met: set[int], source: Source, enriched: Enriched) -> None:
    """What of a family's prose was not read, and what disagrees with the document."""
    family = hearing.family
    for site in family.sites:
        if site.texts and id(site.schema) in verdicts:
            enriched.remarks += [(site.path[0], remark) for remark in verdicts[id(site.schema)][1].remarks]
    for heard in hearing.heard:
        if family.shared and heard.site is not None and id(heard.site) in met:
            continue
        subject = heard.site.path[1] if heard.site is not None else ""
        place = heard.site.path[0] if heard.site is not None else family.path
        for why in _unread(heard, family):
            enriched.remarks.append((place, Remark("gap", Severity.INFO, subject, f"not read: {why}", (_said(heard, source),))))


def _unread(heard: Heard, family: Family) -> Iterator[str]:
    if heard.sentence.outcome is Outcome.GAP:
        yield heard.sentence.why
    elif heard.site is None:
        if any(r.is_keyword and r.claim.subject != WHOLE for r in heard.sentence.readings):
            yield "what is said of one value is read where that value is described"
    elif family.holder is None and heard.site.sent and any(_binds(r) for r in heard.sentence.readings):
        yield "a rule about a value that stands alone"


def _binds(reading: Reading) -> bool:
    """Whether a rule says something of the request, and not of what is returned for it."""
    return not reading.is_keyword and reading.claim.effect is not Effect.RELATION


def _types(schema: Mapping[str, Any]) -> list[Any]:
    stated = schema.get("type")
    return stated if isinstance(stated, list) else [stated]
