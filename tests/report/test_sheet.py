"""Whatever its layout, a page is shown as it is, and nothing that was read of it is missing."""

import re
from pathlib import Path

import pytest

from swornspec.page import Page, read_operations
from swornspec.report.sheet import Sheet, key_of, sheets_of_pages
from swornspec.spec.build import read_pages
from swornspec.spec.openapi import Described
from swornspec.spec.operation import said_at
from swornspec.text.saved import text_of

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/page.*"), key=lambda path: path.parent.name)


def read(path: Path) -> tuple[Sheet, list[tuple[Page, Described]]]:
    pages = read_operations(path.name, text_of(path.read_bytes()))
    described = read_pages([path]).operations
    found = list(zip(pages, described, strict=True))
    (sheet,) = sheets_of_pages(found, lambda operation, said: ())
    return sheet, found


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_a_page_of_any_layout_is_shown_whole(case: Path) -> None:
    sheet, found = read(case)
    shown = ["".join(words for words, _ in pieces) for _, pieces in sheet.lines()]
    heard = {key_of(h.said): h.became for h in sheet.heard}
    wanted = [(key_of(said_at(s.passage)), s.outcome.value) for _, d in found for _, s in d.operation.sentences]

    assert shown == text_of(case.read_bytes()).removesuffix("\n").split("\n")
    assert {key for key, _ in wanted} <= heard.keys()
    assert [key for key, became in wanted if heard[key] == "note" and became != "note"] == []
    marked = {number for number, pieces in sheet.lines() if any(heard for _, heard in pieces)}
    assert {u.line.span.first for p, _ in found for u in p.lines if u.use in ("prose", "gap") and u.line.text} <= marked
    for page, _ in found:
        assert {key_of(said_at(page.plain(s.passage))) for b in page.blocks for s in b.stated} <= heard.keys()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.parent.name)
def test_the_marks_of_a_page_stand_on_the_words(case: Path) -> None:
    sheet, _ = read(case)

    for heard in sheet.heard:
        marked = "".join(sheet.text[start:end] for start, end in heard.ranges)
        assert re.sub(r"[\W_]+", "", marked) == re.sub(r"[\W_]+", "", heard.said.quote)
