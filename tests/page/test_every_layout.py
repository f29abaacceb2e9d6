"""What every layout promises of any text: it is read in time that grows with its length, each line in one operation, or refused."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.errors import PageError
from swornspec.page import Page, read_operations
from swornspec.page.layout import Layout
from swornspec.page.layouts import LAYOUTS
from swornspec.page.read import layout_named, recognise
from swornspec.text import lines

ROOT = Path(__file__).parents[2]
GOLDEN = sorted([*(ROOT / "tests" / "cases").glob("*/page.*"), *(ROOT / "specs").glob("*/pages/*")])
EACH = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
SIZE = 1_000
ODD = (
    "|",
    "`",
    "*",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    ";",
    "\\",
    "-",
    "_",
    "#",
    "~",
    ":",
    "{",
    "}",
    "/",
    '"',
    "!",
    "\u00a0",
    "\t",
    "\r",
    "\x0c",
    "<!--",
    "|-|-|\n",
)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def golden_of(name: str) -> tuple[Path, ...]:
    """The golden pages of a layout."""
    return tuple(path for path in GOLDEN if recognise(path.name, text_of(path)).layout.name == name)


def checked(layout: Layout, text: str) -> tuple[Page, ...]:
    """Read a text in a layout, and hold the pages to what every layout promises."""
    try:
        pages = read_operations("page.txt", text, layout.name)
    except PageError:
        return ()
    raw = text.split("\n")
    used = [use for page in pages for use in page.lines]
    assert pages
    assert [use.line.span.first for use in used] == list(range(1, len(raw) - (raw[-1] == "") + 1))
    assert all(use.line.text == line.strip() for use, line in zip(used, raw, strict=False))
    for page in pages:
        told = [p for block in page.blocks for p in (block.kind, *block.flags, *block.prose, *(s.passage for s in block.stated))]
        told += [*page.summary, *page.notes, *page.auth, *(s.passage for s in page.samples), *page.strays]
        told += [p for p in (page.title, page.path, page.address) if p]
        cells = [cell for lookup in page.lookups for row in (lookup.header, *lookup.rows) for cell in row]
        assert all(text[p.span.start : p.span.end] == p.text for p in (*told, *cells))
        shown = {n for p in told for n in range(p.span.first, p.span.last + 1)}
        assert all(use.line.span.first in shown for use in page.lines if use.use in ("prose", "title"))
        starts = [block.span.first for block in page.blocks]
        assert starts == sorted(starts)
        assert all(len(block.within) < 50 for block in page.blocks)
    return pages


@EACH
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused(layout: Layout, data: st.DataObject) -> None:
    checked(layout, data.draw(st.text(max_size=300) | st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=60).map("".join)))


@EACH
@given(raw=st.binary(max_size=200))
@settings(max_examples=30, deadline=None)
def test_any_bytes_are_read_or_refused(layout: Layout, raw: bytes) -> None:
    checked(layout, raw.decode("utf-8", errors="replace"))


@EACH
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_prefix_of_a_page_is_read_or_refused(layout: Layout, data: st.DataObject) -> None:
    text = text_of(data.draw(st.sampled_from(golden_of(layout.name))))

    checked(layout, text[: data.draw(st.integers(0, len(text)))])


@EACH
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_lines_of_pages_in_any_order_are_read_or_refused(layout: Layout, data: st.DataObject) -> None:
    known = text_of(data.draw(st.sampled_from(golden_of(layout.name)))).split("\n")
    chosen = data.draw(st.lists(st.sampled_from(known), max_size=40))

    checked(layout, data.draw(st.sampled_from(("\n", "\n\n", "\r\n"))).join(chosen))


@EACH
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_page_with_strange_characters_in_it_is_read_or_refused(layout: Layout, data: st.DataObject) -> None:
    text = text_of(data.draw(st.sampled_from(golden_of(layout.name))))
    for _ in range(data.draw(st.integers(1, 12))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.sampled_from(ODD)) + text[at + data.draw(st.integers(0, 2)) :]

    checked(layout, text)


@EACH
def test_a_page_of_a_layout_is_recognised_and_counted_by_its_lines(layout: Layout) -> None:
    for path in golden_of(layout.name):
        page = lines(path.name, text_of(path))
        scores = {other.name: other.score(page) for other in LAYOUTS}

        assert 0 < scores[layout.name] <= sum(bool(line.text) for line in page)
    assert golden_of(layout.name)


@EACH
def test_nothing_that_only_another_layout_has_counts(layout: Layout) -> None:
    assert layout.score(lines("page.txt", "Dear reader,\n\nthis is a letter. It says nothing.\n")) == 0


PIECES = (
    *ODD,
    "a\n",
    "string\n",
    "| a | string |\n",
    "| a |\n|---|\n",
    "# a\n\n",
    "```\n",
    "```x\n",
    "- a\n",
    "  a\n",
    "> a\n",
    "<!-- a\n",
    "`a",
    "a.b.",
    "&nbsp;",
    "[a](b",
    "1,",
    "**a** ",
    "a: b\n",
    "--\n",
    "a\n==\n",
)


@EACH
@pytest.mark.parametrize("kind", ["pieces", "page"])
def test_work_grows_with_the_length_of_a_page_alone(layout: Layout, kind: str, work: Callable[[Callable[[], Any]], int]) -> None:
    page = text_of(golden_of(layout.name)[0])
    top = page[: SIZE // 2]
    repeated = PIECES if kind == "pieces" else tuple(line + "\n" for line in dict.fromkeys(page.split("\n")) if line.strip())[::4][:12]
    for piece in repeated:
        small, large = (work(partial(read_quietly, layout, top + piece * -(-size // len(piece)))) for size in (SIZE, 4 * SIZE))

        assert large < 8 * max(small, 1_000), piece  # 4 times the text: at most 4 times the work when linear, 16 times when quadratic


@EACH
def test_what_was_read_before_changes_nothing(layout: Layout) -> None:
    texts = {path: text_of(path) for path in golden_of(layout.name)}
    first = {path: layout.read(path.name, text) for path, text in texts.items()}

    for path, text in texts.items():
        moved = layout.read(path.name, f"\n\n{text}")
        assert layout.read(path.name, text) == first[path]
        assert [(b.name, b.schema, b.kind.span.first - 2) for page in moved for b in page.blocks] == [
            (b.name, b.schema, b.kind.span.first) for page in first[path] for b in page.blocks
        ]


def read_quietly(layout: Layout, text: str) -> None:
    try:
        layout.score(lines("page.txt", text))
        layout.read("page.txt", text)
    except PageError:
        return


def test_lines_are_told_with_the_marks_of_names_without_which_they_were_read() -> None:
    (page,) = checked(layout_named("labelled"), "- `keelboat`\n\nPath Parameters\n\n- `keelboat`\n\nstring\n\n- `dinghy`\n\nstring")

    assert page.lines[0].line.text == "- `keelboat`"
