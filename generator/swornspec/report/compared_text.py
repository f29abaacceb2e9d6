"""Comparisons as text for a terminal."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from swornspec.contract.compatibility import Decided, Verdict
from swornspec.report.compared import Comparison, Entry, Version
from swornspec.report.place import Place
from swornspec.report.plain import one_line, printable
from swornspec.report.text import many
from swornspec.spec.compare import Side

_COLOURS: Final = {Verdict.BREAKING: "31;1", Verdict.UNDECIDED: "33", Verdict.COMPATIBLE: "32", Verdict.DOCUMENTATION: "36"}
_LONGEST: Final = 400
_LONGEST_QUOTE: Final = 300
FOR: Final = {Side.SENDER: "for senders of requests", Side.READER: "for readers of responses"}


def compared_as_text(comparisons: Iterable[Comparison], *, colour: bool = False) -> str:
    """Every change below its operation, the gravest first, both sentences below it; then the version that follows, and its changelog."""
    lines = [line for comparison in comparisons for line in _comparison(comparison, colour)]
    return "".join(f"{line}\n" for line in lines)


def _comparison(comparison: Comparison, colour: bool) -> Iterator[str]:
    yield heading(comparison)
    for operation, entries in comparison.operations():
        yield f"  {one_line(operation) or 'all operations'}"
        for entry in entries:
            yield from _entry(entry, colour)
    yield f"  {counts(comparison)}"
    if comparison.step is not None:
        step = comparison.step
        yield f"  {one_line(step.package)} {step.before}: the next version is {step.release.version}, and its changelog says:"
        yield from (f"    {line}".rstrip() for line in printable(step.section).splitlines())
    yield ""


def heading(comparison: Comparison) -> str:
    """`lamps: HEAD:specs/lamps/openapi.yaml -> specs/lamps/openapi.yaml`."""
    return f"{one_line(comparison.name)}: {_label(comparison.old)} -> {_label(comparison.new)}"


def _label(version: Version | None) -> str:
    return one_line(version.label) if version is not None else "nothing"


def counts(comparison: Comparison) -> str:
    """`2 breaking, 1 not decided, 3 compatible, 1 documentation only`; `no changes` where there are none."""
    return ", ".join(f"{n} {verdict.value}" for verdict, n in comparison.verdicts.items() if n) or "no changes"


def _entry(entry: Entry, colour: bool) -> Iterator[str]:
    decided = entry.decided
    verdict = decided.verdict.value
    shown = f"\x1b[{_COLOURS[decided.verdict]}m{verdict}\x1b[0m" if colour else verdict
    yield f"    {shown} {FOR[decided.change.side]}"
    yield f"      {one_line(decided.change.text)}"
    if decided.why:
        yield f"      {why(decided)}"
    if decided.renamed:
        yield f"      {renaming(decided)}"
    yield from (f"      before  {_placed(p)}" for p in entry.before)
    yield from (f"      now     {_placed(p)}" for p in entry.after)


def why(decided: Decided) -> str:
    """The reason for a verdict on one line, with the message that shows it."""
    reason = one_line(decided.why)
    message = decided.message
    if message is None:
        return reason
    kind = {"parameters": "with the parameters ", "response": "", "body": ""}[message.what]
    where = f" ({one_line(message.operation)})" if message.operation != decided.change.operation else ""
    return f"{reason}{where}: {kind}{as_json(message.value)}"


def renaming(decided: Decided) -> str:
    """What a field may be called under another name."""
    return f"perhaps renamed: {one_line(decided.renamed)} has the same type and nearly the same words"


def as_json(value: Any) -> str:
    """A message on one line, cut where it is long."""
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({many(len(text), 'character')})"


def _placed(place: Place) -> str:
    words = quote(place)
    return f'{at(place)}  "{words}"' if words else at(place)


def at(place: Place) -> str:
    """`specs/lamps/pages/lamps.txt:4`."""
    return f"{one_line(place.path)}:{place.first}" if place.first else one_line(place.path)


def quote(place: Place) -> str:
    """The words at a place on one line, cut where they are long."""
    words = one_line(place.quote)
    return words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 3]}..."
