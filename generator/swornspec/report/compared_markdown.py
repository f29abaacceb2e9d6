"""Comparisons as Markdown, for the comment of a pull request: no text of a page is markup, a link or somebody's name in it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from swornspec.codegen.quote import code_span, markdown
from swornspec.contract.compatibility import Verdict
from swornspec.report.compared import Comparison, Entry
from swornspec.report.compared_text import FOR, as_json, at, counts, quote, renaming
from swornspec.report.plain import one_line, printable

_ACTIVE: Final = re.compile(r"@(?=[A-Za-z0-9])|#(?=[0-9])|(?<=[A-Za-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_SHOWN: Final = (Verdict.BREAKING, Verdict.UNDECIDED)
_LONGEST: Final = 60_000
"""Characters; code hosts take no longer comments."""


def compared_as_markdown(comparisons: Iterable[Comparison]) -> str:
    """What breaks and what is not decided in full, the rest folded away; nothing but the counts where it would be too long."""
    listed = list(comparisons)
    whole = "".join(f"{line}\n" for comparison in listed for line in _comparison(comparison))
    if len(whole) <= _LONGEST:
        return whole
    short = "".join(f"## {_title(c)}\n\n" for c in listed)
    return f"{short}The whole is too long for a comment; see the report as text or JSON.\n"


def _title(comparison: Comparison) -> str:
    return f"{inert(comparison.name)}: {counts(comparison)}"


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield f"## {_title(comparison)}"
    yield ""
    old, new = (code_span(one_line(v.label)) if v is not None else "nothing" for v in (comparison.old, comparison.new))
    yield f"From {old} to {new}."
    yield ""
    yield from _listed(comparison, _SHOWN)
    rest = [f"{n} {v.value}" for v, n in comparison.verdicts.items() if n and v not in _SHOWN]
    if rest:
        yield from (f"<details><summary>{', '.join(rest)}</summary>", "")
        yield from _listed(comparison, tuple(v for v in Verdict if v not in _SHOWN))
        yield from ("</details>", "")
    if comparison.step is not None:
        step = comparison.step
        yield from (f"**{inert(step.package)} {step.before} → {step.release.version}**, and in its changelog:", "")
        yield from ("````markdown", *printable(step.section).splitlines(), "````", "")


def _listed(comparison: Comparison, verdicts: tuple[Verdict, ...]) -> Iterator[str]:
    for operation, entries in comparison.operations():
        chosen = [e for e in entries if e.decided.verdict in verdicts]
        if chosen:
            yield from (f"### {inert(operation) or 'All operations'}", "")
            for entry in chosen:
                yield from _entry(entry)
            yield ""


def _entry(entry: Entry) -> Iterator[str]:
    decided = entry.decided
    yield f"* **{decided.verdict.value}** {FOR[decided.change.side]}: {inert(decided.change.text)}"
    if decided.why:
        message = f": {code_span(as_json(decided.message.value))}" if decided.message is not None else ""
        yield f"  * {inert(decided.why)}{message}"
    if decided.renamed:
        yield f"  * {inert(renaming(decided))}"
    for what, places in (("before", entry.before), ("now", entry.after)):
        for place in places:
            words = quote(place)
            yield f"  * {what} {code_span(at(place))}{f': {code_span(words)}' if words else ''}"


def inert(text: str) -> str:
    """A text on one line in which nothing is markup, a link, an issue's number or somebody's name."""
    return _ACTIVE.sub(lambda found: f"{found[0]}\u200b", markdown(one_line(text)))
