"""How many megabytes of pages are read a second of processor time, for each layout, and whether time grows with length alone.

    python tests/bench/bench_pages.py [LAYOUT...]

The page of a layout is one of its golden cases again and again, with names, addresses and sentences of its own in each copy, so
that nothing is read twice: fields closer together than on any site. `MB/s` is a page of a megabyte, recognised and read;
`4 MB : 1 MB` is the time of four times that page, 4 when work is linear. `prose` is a page that has four times as much prose as
fields, as pages of guides have. `whole` is a megabyte of a golden page as it is, again and again, the slowest of the layout.
Where a library parses the same markup, `peer` is its time for parsing alone over ours for recognising, parsing and
understanding: 1 when they are equal, more when we are faster. Exits 1 when a layout misses a bar.
"""

import argparse
import gc
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from swornspec.page import Page, layout_named, read_operations, recognise
from swornspec.page.kinds import read_kind
from swornspec.page.layouts import LAYOUTS

CASES = Path(__file__).parents[1] / "cases"
MEGABYTE = 1_000_000
SHORT = 60_000
BAR = 1.0
LINEAR = 8.0  # times the time for four times the page: 4 when linear, 16 when quadratic
TIMES = 3
ENDS = re.compile(r"[.:;,!?)*`|\s]*$")
GUIDE = (
    "Every request is answered within {n} seconds, and what it makes is kept until you remove it. Where the words of a request leave",
    "a choice open, the service takes the one that most of its users would, and says so in the answer. A request that fails is not",
    "counted, whatever it was for; ask again after a moment. Words in {n} languages are understood, though those of some are",
    "better served than those of others. Teams that send many requests at a time may want to look at the page about limits first.",
)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def markdown(text: str) -> object:
    """Parse Markdown with its tables, as a renderer would before it prints them."""
    return MarkdownIt("commonmark").enable("table").parse(text)


PEERS: Mapping[str, Callable[[str], object]] = dict.fromkeys(("markdown-table", "field-list", "readme-markdown", "mintlify-page"), markdown)


@dataclass(frozen=True)
class Case:
    """A golden page: its name, its text, what is read from it, and the part [start, end) that is repeated."""

    name: str
    text: str
    pages: tuple[Page, ...]
    start: int
    end: int


def cases_of(layout: str) -> Iterator[Case]:
    """The golden cases of a layout, each to be repeated as a whole, and from the line of its first field to that of its last."""
    for path in sorted(CASES.glob("*/page.*")):
        text = path.read_text(encoding="utf-8")
        if recognise(path.name, text).layout.name == layout:
            pages = read_operations(path.name, text)
            spans = [block.span for page in pages for block in page.blocks]
            first, last = text.rfind("\n", 0, spans[0].start) + 1, text.find("\n", max(span.end for span in spans)) + 1
            yield Case(path.name, text, pages, 0, len(text))
            yield Case(path.name, text, pages, first, last)


def case_of(layout: str) -> Case:
    """The case that gives the page with the most fields for its length, of this layout alone."""

    def density(case: Case) -> float:
        text = page_of(case, SHORT)
        own = recognise(case.name, text).layout.name == layout
        return sum(len(page.blocks) for page in read_operations(case.name, text)) / len(text) if own else 0

    return max(cases_of(layout), key=density)


def numbered(case: Case) -> Callable[[int, int, int], str]:
    """A part [start, end) of a page as a function of a number that is in each of its names, addresses and lines of prose."""
    names = {part for page in case.pages for block in page.blocks for part in (*block.within, block.name or "")}
    names = {bare for name in names if len(bare := name.replace("[]", "")) > 1 and read_kind(bare) is None}
    paths = {page.path.text for page in case.pages if page.path}
    put: dict[int, str] = {}
    for name in sorted(names | paths, key=len, reverse=True):
        mark = "/s{n}" if name in paths else "_{n}"
        for found in re.finditer(rf"(?<![\w/]){re.escape(name)}(?!\w)", case.text):
            put.setdefault(found.start() if name in paths else found.end(), mark)
    said = [p for page in case.pages for p in (*page.summary, *page.notes, *(q for block in page.blocks for q in block.prose))]
    for passage in said:
        at = passage.span.start
        for line in passage.text.split("\n"):
            if len(line.split()) > 3 and (end := ENDS.search(line)) is not None:
                put.setdefault(at + end.start(), " ({n})")
            at += len(line) + 1

    def part(number: int, start: int, end: int) -> str:
        places = [at for at in sorted(put) if start <= at < end]
        edges = [start, *places, end]
        pieces = [case.text[a:b] for a, b in pairwise(edges)]
        return "".join((pieces[0], *(put[at].format(n=number) + piece for at, piece in zip(places, pieces[1:], strict=True))))

    return part


def page_of(case: Case, length: int, prose: int = 0) -> str:
    """A page of copies, with so many characters of plain paragraphs behind each of them."""
    part = numbered(case)
    guide = "".join(f"\n{line}\n" for line in GUIDE) + "\n"
    copies, have, number = [case.text[: case.start]], 0, 0
    while have < length:
        number += 1
        more = "".join(guide.format(n=number * 100 + m) for m in range(-(-prose // len(guide))))
        copies.append(f"{part(number, case.start, case.end)}\n{more}")
        have += len(copies[-1])
    return "".join((*copies, case.text[case.end :]))


def whole_of(layout: str) -> Iterator[tuple[str, str]]:
    """The file name and a megabyte of each golden page of a layout as it is, once behind the other."""
    for path in sorted(CASES.glob("*/page.*")):
        text = path.read_text(encoding="utf-8")
        if recognise(path.name, text).layout.name == layout:
            yield path.name, f"{text}\n" * (MEGABYTE // len(text) + 1)


def seconds(function: Callable[[], object], times: int = TIMES) -> float:
    """Processor time of the best of a few runs."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        started = time.process_time()
        function()
        best = min(best, time.process_time() - started)
    return best


def rate(name: str, page: str) -> float:
    """Megabytes of a page that are read a second."""
    return len(page.encode()) / MEGABYTE / seconds(lambda: read_operations(name, page), 2)


def measured(layout: str) -> tuple[str, bool]:
    """The row of a layout, and whether it meets the bars."""
    case = case_of(layout)
    dense, longer, prose = page_of(case, MEGABYTE), page_of(case, 4 * MEGABYTE), page_of(case, MEGABYTE, 4 * len(case.text))
    for page in (dense, prose):
        if (found := recognise(case.name, page).layout.name) != layout:
            raise SystemExit(f"the page of {layout} was taken for {found}")
    fields = sum(len(page.blocks) for page in read_operations(case.name, dense))
    once = seconds(lambda: read_operations(case.name, dense))
    growth = seconds(lambda: read_operations(case.name, longer), 1) / once
    rates = [len(dense.encode()) / MEGABYTE / once, rate(case.name, prose), min(rate(*page) for page in whole_of(layout))]
    peer = f"{seconds(lambda: PEERS[layout](dense)) / once:6.2f}" if layout in PEERS else f"{'-':>6}"
    met = min(rates) >= BAR and growth <= LINEAR
    return (
        f"{layout:16} {fields:7,} {rates[0]:6.2f} {growth:12.1f} {rates[1]:11.2f} {rates[2]:6.2f} {peer}   {'met' if met else 'MISSED'}",
        met,
    )


def main() -> int:
    """Print a row for each layout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layouts", nargs="*", metavar="LAYOUT", help="those to measure, by name; all when none is given")
    chosen = [layout_named(name).name for name in parser.parse_args().layouts] or [layout.name for layout in LAYOUTS]
    say(f"{'layout':16} {'fields':>7} {'MB/s':>6} {'4 MB : 1 MB':>12} {'prose MB/s':>11} {'whole':>6} {'peer':>6}   bar {BAR} MB/s")
    missed = 0
    for layout in chosen:
        row, met = measured(layout)
        missed += not met
        say(row)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
