"""An overview as a Markdown summary, for the page of a CI step or a pull request."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from swornspec.report.overview import Entry, Overview
from swornspec.report.plain import one_line, quoted

_MOST: Final = 20
_LONGEST: Final = 300
_MARKED: Final = re.compile(r"[\\`*_{}\[\]<>#|~&]|:(?=//)")


def overview_as_markdown(it: Overview) -> str:
    """Figures as a table, then what failed, what is not tested and what was not read, each at most 20 times."""
    return "".join(f"{line}\n" for line in _lines(it))


def _lines(it: Overview) -> Iterator[str]:
    figures, cases = it.figures, it.figures.cases
    whole = sum(figures.sentences.values())
    yield f"## {_text(it.title or it.api)}: what became of its documentation"
    yield ""
    yield "| | |"
    yield "| --- | --- |"
    share = f"{whole - figures.sentences['gap']} of {whole} ({figures.read_percent} %)"
    yield f"| sentences read | {share if it.is_read else 'none; `swornspec enrich` reads descriptions'} |"
    yield f"| they became | {', '.join(f'{n} {became}' for became, n in figures.sentences.items())} |"
    yield (
        f"| constraints | {figures.constraints}: {figures.alone} broken alone by a case, {figures.implied} implied by others, "
        f"{figures.untested} not tested |"
    )
    yield f"| rules between fields that reject | {figures.rules}, {figures.rules_alone} with a case that breaks them alone |"
    if it.results is None:
        yield f"| contract cases | {sum(cases.values())}; no results are known |"
    else:
        counted = ", ".join(f"{n} {result}" for result, n in sorted(cases.items()))
        yield f"| contract cases | {counted}, at {_text(it.results.server or 'our mock')} |"
    if it.outdated:
        yield from ("", "**The results are about another version of the document.**")
    if it.stray:
        yield from ("", f"**{len(it.stray)} statements quote words that no page has any more: run `swornspec build`.**")
    yield from _listed("Not as documented", [e for e in it.entries if e.checked.status == "failed"], _failure)
    yield from _listed("Not tested", [e for e in it.entries if e.checked.status == "no case"], _plain)
    yield from _listed("Not read", [e for e in it.entries if e.kind == "gap"], _gap)


def _listed(title: str, entries: list[Entry], shown: Callable[[Entry], str]) -> Iterator[str]:
    if not entries:
        return
    yield from ("", f"### {title}", "")
    yield from (f"- {shown(entry)}" for entry in entries[:_MOST])
    if len(entries) > _MOST:
        yield f"- and {len(entries) - _MOST} more"


def _failure(entry: Entry) -> str:
    shows = entry.checked.counterexample
    seen = f": {_text(shows.shows.fault)}, with {_text(shows.request)}" if shows is not None and shows.shows is not None else ""
    return f"{_plain(entry)}{seen}"


def _plain(entry: Entry) -> str:
    said = "; ".join(quoted(s) for s in entry.statement.said)
    return f"{_text(entry.statement.text)}{f' ({_text(said)})' if said else ''}"


def _gap(entry: Entry) -> str:
    return f"{_text('; '.join(quoted(s) for s in entry.statement.said))} ({_text(entry.statement.text)})"


def _text(text: str) -> str:
    """Text as Markdown shows it as it is (GitHub Flavored Markdown, backslash escapes), on one line, cut where it is long."""
    line = one_line(text)
    return _MARKED.sub(r"\\\g<0>", line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}...")
