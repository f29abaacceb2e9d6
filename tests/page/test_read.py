"""Any text: it becomes a page all of whose lines are accounted for, or a PageError that says what was tried."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.errors import PageError
from swornspec.page import Page, read_operations, read_page, recognise
from swornspec.page.layouts import LAYOUTS
from swornspec.page.read import MOST_CHARACTERS
from swornspec.text import lines

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "specs").glob("*/pages/*.txt"))
VOCABULARY = sorted({line for path in PAGES for line in path.read_text(encoding="utf-8").split("\n")})
ODD_LINES = (
    "array of strings",
    "images",
    "images*",
    "Form Data",
    "Response Body",
    "Request Body",
    "{",
    "}",
    "[1]",
    "`a`",
    "bigint",
    "name\tx",
    "\u00a0",
)
USES = {"title", "structure", "prose", "chrome", "gap"}


def checked(text: str) -> Page | None:
    """Read a text, and hold the page to what every page promises."""
    try:
        page = read_page("page.txt", text)
    except PageError:
        return None
    numbered = text.split("\n")
    assert [use.line.span.first for use in page.lines] == list(range(1, len(page.lines) + 1))
    assert len(page.lines) == len(numbered) - (numbered[-1] == "")
    assert all(use.line.text == raw.strip() for use, raw in zip(page.lines, numbered, strict=False))
    assert {use.use for use in page.lines} <= USES
    passages = [p for block in page.blocks for p in (block.kind, *block.flags, *block.prose, *(s.passage for s in block.stated))]
    passages += [*page.summary, *page.notes, *page.auth, *(p for p in (page.title, page.path, page.address) if p)]
    assert all(text[p.span.start : p.span.end] == p.text for p in passages)
    shown = {n for p in passages for n in range(p.span.first, p.span.last + 1)}
    assert all(use.line.span.first in shown for use in page.lines if use.use in ("prose", "title"))
    assert [block.span.first for block in page.blocks] == sorted(block.span.first for block in page.blocks)
    return page


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_random_text_is_read_or_refused(text: str) -> None:
    checked(text)


@given(st.lists(st.sampled_from([*VOCABULARY, *ODD_LINES]), max_size=60))
@settings(max_examples=400, deadline=None)
def test_lines_of_real_pages_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    page = checked("\n".join(lines))

    assert page is None or page.text == "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        "Form Data\n`a`\n  • Replaces assetIds parameter\n`a`\nboolean",
        "prompt required\nprompt required\nprompt required\nRequest Body\n  • Replaces assetIds parameter",
        "Body Params\n\n**size**\ninteger\nAs of\n**mood**\nand no other.\n\n**mood**\nstring\nrequired\n",
    ],
)
def test_lines_and_prose_are_those_of_the_text_whatever_marks_its_names_have(text: str) -> None:
    assert checked(text) is not None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parents[1].name}-{path.stem}")
def test_one_heading_of_another_layout_does_not_make_a_tie(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    own = recognise(path.name, text).layout.name

    for heading in ("Request Body", "Body Params", "Query Parameters", "### Body parameters"):
        assert recognise(path.name, f"{heading}\n{text}").layout.name == own


@given(st.sampled_from(PAGES), st.data())
@settings(max_examples=60, deadline=None)
def test_a_real_page_with_a_strange_line_loses_no_line(path: Path, data: st.DataObject) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    at = data.draw(st.integers(0, len(lines)))
    strange = data.draw(st.one_of(st.sampled_from(ODD_LINES), st.text(max_size=20)))

    page = checked("\n".join([*lines[:at], strange, *lines[at:]]))

    assert page is not None


def test_a_general_layout_gives_way_to_a_particular_one() -> None:
    text = "Create Thing\n\nPOST\n\n/v1/things\n\nRequest Body\n\naaAa\n\nmin0\u00a0 \u00a0max0.1 | double\n\nnumber between 1 and 4.\n"
    found = recognise("page.txt", text)

    assert dict(found.scores)["field-list"] == dict(found.scores)["labelled"]
    assert found.layout.name == "labelled"


@pytest.mark.parametrize("text", ["", "\n \t\n", "\u00a0"])
def test_a_page_without_words_is_refused(text: str) -> None:
    with pytest.raises(PageError, match="empty"):
        read_page("page.txt", text)


def test_a_page_of_no_layout_is_refused_with_what_was_tried() -> None:
    with pytest.raises(PageError) as caught:
        read_page("page.txt", "Dear reader,\n\nhello.\n")

    tried = ", ".join(layout.name for layout in LAYOUTS)
    mend = "copy the whole page, its section headings included; `swornspec read --layout help` says what each layout looks for"
    assert str(caught.value) == f"page.txt: the page fits no layout, as it has no fields in a form that one of them reads: {tried} ({mend})"


def test_a_layout_that_is_named_is_taken_even_for_a_page_that_fits_another() -> None:
    text = "Title\nBody Params\nstring\n\nThe name.\nRequest Body\n\nsize\n\nint\n"

    assert [read_page("page.txt", text, layout).layout for layout in ("readme", "labelled")] == ["copied ReadMe page", "labelled page"]
    with pytest.raises(PageError, match="no layout 'tables'; the layouts are readme, labelled, "):
        read_page("page.txt", text, "tables")


def test_the_layouts_have_names_of_their_own() -> None:
    assert len({layout.name for layout in LAYOUTS}) == len({layout.title for layout in LAYOUTS}) == len(LAYOUTS)


def test_a_page_of_two_layouts_is_refused() -> None:
    with pytest.raises(PageError, match="equally well"):
        read_page("page.txt", "Title\nBody Params\nRequest Body\n")


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(PageError, match="over 8388608"):
        read_page("page.txt", "a" * (MOST_CHARACTERS + 1))


HOSTILE = {
    "paragraph": "two words\n",
    "interrupted prose": "two words\nLoadingLoading…\n",
    "values": "string\nAllowed:\n" + "".join(f"v{n}\n" for n in range(20_000)),
    "types": "string\n",
    "names": "a\n",
    "names and types": "images\narray of strings\n",
    "flags": "string\nDefaults to 1\n",
    "allowed": "string\nAllowed:\nx\n",
    "openings": "{\n",
    "quotes": '"\\',
    "colons": "one two:\n\n",
    "list": "  • item\n",
    "indented": "  • item\n   more\n",
    "one long line": "min1 ",
    "digits": "1",
    "closing": "}\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=list(HOSTILE))
@pytest.mark.parametrize("top", ["Title\n\nBody Params\n", "Title\n\nRequest Body\n", "Title\n\nBody Params\n\nstring\n\nResponses\n"])
def test_work_grows_with_the_length_of_the_page_alone(piece: str, top: str, work: Callable[[Callable[[], Any]], int]) -> None:
    def calls(size: int) -> int:
        text = (top + piece * -(-size // len(piece)))[: len(top) + size]
        return work(lambda: read_page("page.txt", text))

    assert calls(20_000) < 16 * max(calls(2_500), 500)  # 8 times the text: 8 times the work when linear, 64 times when quadratic


TABLED = "| Name | Type |\n|---|---|\n| {name} | {type} |\n\n"
OPERATIONS = {
    "base addresses": (
        "markdown-table",
        "## Fold kite {n}\n\nBase URL: https://api{n}.example.com/v1\n\n`POST /kites{n}`\n\n" + TABLED.format(name="w{n}", type="integer"),
    ),
    "samples": (
        "field-list",
        "## Fold kite {n}\n\nBody parameters:\n\n- `w` (integer): Wide.\n\n"
        "```bash\ncurl -X POST https://a.example/v1/k{n} -d '{{}}'\n```\n\n",
    ),
    "objects by their headings": (
        "mintlify",
        '<ParamField body="kite_{n}" type="object">\nA kite.\n</ParamField>\n\n'
        '## The Kite {n} object\n\n<ParamField body="w" type="integer">\nWide.\n</ParamField>\n\n',
    ),
    "objects of one name": (
        "markdown-table",
        TABLED.format(name="tail_fold_config", type="object") + "### Fold Configuration\n\n" + TABLED.format(name="w", type="integer"),
    ),
}


@pytest.mark.parametrize(("layout", "one"), OPERATIONS.values(), ids=list(OPERATIONS))
def test_work_grows_with_the_number_of_operations_alone(layout: str, one: str, work: Callable[[Callable[[], Any]], int]) -> None:
    few, many = (work(partial(read_operations, "page.md", "".join(one.format(n=n) for n in range(times)), layout)) for times in (100, 800))

    assert many < 16 * few  # 8 times the operations: 8 times the work when linear, 64 times when quadratic


FIELD = "string\nrequired\nDefaults to a\n\nThe name of thing {n}, which is shown.\n\n"
LONG = "Create thing\n\nBody Params\n\n" + "".join(FIELD.format(n=n) for n in range(4000))


def test_a_long_page_is_recognised_by_its_start_and_read_to_its_end() -> None:
    found = recognise("page.txt", LONG)
    page = read_page("page.txt", LONG)

    assert 0 < found.of < LONG.count("\n") / 10
    assert str(found).startswith(f"copied ReadMe page ({dict(found.scores)['readme']} of the first {found.of} lines")
    assert (found.layout.title, len(page.blocks), len(page.lines)) == (page.layout, 4000, LONG.count("\n"))


def test_a_start_that_says_nothing_is_not_enough() -> None:
    letters = "".join(f"Letter {n}\n\nDear reader, this letter says nothing of anything.\n\n" for n in range(1000))
    found = recognise("page.txt", letters + LONG)

    assert len(letters) > 60_000
    assert (found.layout.name, found.of > letters.count("\n")) == ("readme", True)


PLAIN = "string\n\nThe name of thing {n}, which is shown.\n\n"  # which one line of speaks for its layout
TABLE = "| Name | Type | Description |\n|---|---|---|\n| thing_{n} | string | A thing. |\n\n"


def test_every_line_counts_of_a_long_page_that_leaves_doubt() -> None:
    page = "Create thing\n\nBody Params\n\n" + "".join((3 * PLAIN + TABLE).format(n=n) for n in range(400))
    found = recognise("page.txt", page)

    assert len(page) > 64 * 1024
    assert found.of == 0
    assert dict(found.scores) == {layout.name: layout.score(lines("page.txt", page)) for layout in LAYOUTS}


def test_a_part_as_long_as_a_page_is_enough_where_that_page_would_leave_no_doubt() -> None:
    page = "Create thing\n\nBody Params\n\n" + "".join((2 * PLAIN + TABLE).format(n=n) for n in range(2000))
    found = recognise("page.txt", page)

    assert page.count("\n") / 8 < found.of < page.count("\n") / 2
    assert found.layout == recognise("page.txt", page[: 60 * 1024]).layout


def test_every_line_of_a_page_that_is_not_long_counts() -> None:
    page = LONG[:60_000]
    found = recognise("page.txt", page)

    assert found.of == 0
    assert dict(found.scores)["readme"] == next(layout for layout in LAYOUTS if layout.name == "readme").score(lines("page.txt", page))


def test_what_it_takes_to_recognise_a_clear_page_does_not_grow_with_it(work: Callable[[Callable[[], Any]], int]) -> None:
    recognise("page.txt", LONG)
    shorter, longer = (work(lambda text=text: recognise("page.txt", text)) for text in (LONG[:70_000], LONG))

    assert longer < 1.1 * shorter


@pytest.mark.parametrize("collecting", [True, False])
@pytest.mark.parametrize("text", [LONG, "Dear reader,\n\nhello.\n", ""], ids=["read", "of no layout", "empty"])
def test_reading_leaves_the_collection_of_cycles_as_it_was(collecting: bool, text: str) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        checked(text)

        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_the_tail_of_a_cut_sample_is_not_swallowed() -> None:
    page = read_page("page.txt", 'Title\n\nBody Params\n\nstring\n\nResponses\n\n{\n"a": 1,\nthe rest is missing\n')

    assert [gap.text for gap in page.gaps] == ["{", '"a": 1,', "the rest is missing"]


def test_a_word_that_says_whether_a_field_is_required_is_no_name_of_one() -> None:
    text = "Ship\n\nRequest Body\n\nweight\nRequired\ninteger\nIn grams.\n\nnote\nOptional\nstring\nShown.\n\n"
    text += "side\n\nOptional\n\nstring\n\nOf it.\n"
    page = read_page("page.txt", text, "labelled")

    assert [(b.name, b.required) for b in page.blocks] == [("weight", True), ("note", False)]
    assert "Optional" in [line.line.text for line in page.lines if line.use == "gap"]
