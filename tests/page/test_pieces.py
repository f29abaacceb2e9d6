"""The pieces that layouts share: names, lines that say what is called, rows of tables, words as they are meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.page.gfm import cells, table_at
from swornspec.page.markdown import elements
from swornspec.page.names import path_of, read_names
from swornspec.page.operations import split
from swornspec.page.requests import read_base, read_call, read_curl
from swornspec.text import Passage, Span, lines
from swornspec.text.legible import legible
from swornspec.text.markup import unmarked

HERE = Path(__file__).parent
MARKS = st.lists(
    st.sampled_from(["|", "`", "*", "\\", "[", "]", "(", ")", "<br>", "<b>", "&lt;", "&", ";", "_", "-", "#", "a", " ", "1", "\n", "図"]),
    max_size=50,
)


def rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield [part.strip() for part in line.split(";; " if ";; " in line else ";;")]


def one(text: str) -> Passage:
    (line,) = lines("page.md", text or " ")
    return line


@pytest.mark.parametrize("row", list(rows("names.txt")), ids=lambda row: row[0])
def test_name_cells_are_read_for_what_they_are(row: list[str]) -> None:
    cell, names, indent, marks, beside = (part.removesuffix(";;").strip() for part in (row + [""] * 5)[:5])
    found = read_names(one(cell))

    assert ",".join(n.name for n in found) == names
    if found:
        assert (found[0].indent, " ".join(found[0].marks)) == (int(indent), marks)
        assert "|".join(p.text for p in found[0].rest) == beside


@pytest.mark.parametrize("row", list(rows("calls.txt")), ids=lambda row: row[0])
def test_lines_say_what_is_called_when_they_are_about_nothing_else(row: list[str]) -> None:
    call = read_call(one(row[0]))
    shown = (
        "-"
        if call is None
        else ", ".join((call.method or "-", call.server.text if call.server else "-", call.path.text if call.path else "-"))
    )

    assert shown == row[1]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("curl https://a.example/v1/x", ("GET", "/v1/x")),
        ("curl https://a.example/v1/x -d '{}'", ("POST", "/v1/x")),
        ("curl -X PUT \\\n  'https://a.example/v1/x?a=1'", ("PUT", "/v1/x")),
        ("curl --request DELETE --url https://a.example/v1/x", ("DELETE", "/v1/x")),
        ("$ curl -F file=@a.png https://a.example/v1/x", ("POST", "/v1/x")),
        ("wget https://a.example/v1/x", None),
    ],
)
def test_curl_commands_say_what_is_called(command: str, expected: tuple[str, str] | None) -> None:
    call = read_curl(list(lines("page.md", command)))

    assert (call and (call.method, call.path and call.path.text)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Base URL: https://a.example/v1/", "https://a.example/v1"),
        ("**Base URL**: `https://a.example`", "https://a.example"),
        ("The base URL is https://a.example/api", "https://a.example/api"),
        ("Visit https://a.example", None),
    ],
)
def test_base_addresses_are_read(line: str, expected: str | None) -> None:
    found = read_base(one(line))

    assert (found and found.text) == expected


def test_dotted_names_are_paths_and_versions_are_not() -> None:
    names = ("a.b", "a[0].b", "a[].b[]", "size[width]", "v1.5", "tags[]", "items[*].id", "a..b", ".".join("a" * 40))

    assert [path_of(n)[0] for n in names] == [("a",), ("a[]",), ("a[]",), ("size",), (), (), ("items[]",), (), ()]
    assert [path_of(n)[1] for n in names][:4] == ["b", "b", "b", "width"]


@pytest.mark.parametrize(
    ("row", "count", "expected"),
    [
        ("| a | b |", 2, ["a", "b"]),
        ("a | b", 2, ["a", "b"]),
        ("| a \\| b | c |", 2, ["a \\| b", "c"]),
        ("| `a|b` | c |", 2, ["`a|b`", "c"]),
        ("| `a` | `b` |", 2, ["`a`", "`b`"]),
        ("|a||", 2, ["a", ""]),
    ],
)
def test_rows_are_cut_into_cells(row: str, count: int, expected: list[str]) -> None:
    assert [cell.text for cell in cells(one(row), count)] == expected


@given(MARKS.map("".join))
def test_every_character_of_a_legible_text_has_its_place(text: str) -> None:
    for line in lines("page.md", text):
        shown = legible(line)
        cut = [shown.part(n, n + 1) for n in range(len(shown.text))]

        assert len(shown.at) == len(shown.text) + 1
        assert list(shown.at) == sorted(shown.at)
        assert all(text[p.span.start : p.span.end] == p.text for p in cut)


@given(MARKS.map("".join))
def test_every_filled_line_is_in_one_element_and_every_line_in_one_operation(text: str) -> None:
    page = lines("page.md", text)
    found = tuple(elements(page))
    used = [n for e in found for n in range(e.first, e.last + 1) if page[n].text]
    scenes = split(page, found)

    assert used == [n for n, line in enumerate(page) if line.text]
    assert [n for s in scenes for n in range(s.first, s.last + 1)] == list(range(max(1, len(page))))
    assert all(table_at(page, e.first) is not None for e in found if e.kind == "table")


@given(MARKS.map("".join), st.integers(0, 5))
def test_prose_without_its_markup_stands_where_it_stood(text: str, before: int) -> None:
    page = "x\n" * before + text
    top = lines("page.md", page)
    if len(top) <= before:
        return
    span = top[before].span
    passage = Passage(page[span.start :], type(span)("page.md", span.first, len(top), span.start, len(page)))
    for found in unmarked(passage):
        raw = page[found.span.start : found.span.end]

        assert len(raw) == len(found.text)
        assert page.count("\n", 0, found.span.start) + 1 == found.span.first


def test_three_ticks_within_a_line_set_code_apart() -> None:
    assert [p.text for p in unmarked(one("Not over ```60000``` today."))] == ["Not over   `60000`   today."]
    assert legible(one("```a``` or b")).text == "`a` or b"


def test_the_target_of_a_link_may_hold_pairs_of_parentheses() -> None:
    assert legible(one("[Kite](/a#(kites)%20b) or [Pot](/p(1)(2)) (big)")).text == "Kite or Pot (big)"
    assert legible(one("[Kite](/a(b or (c")).text == "[Kite](/a(b or (c"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"Pattern: `^\+[1-9]\.$` \(new\).", r"Pattern: `^\+[1-9]\.$` (new )."),
        (r"Must match <code>^\+\d{2}$</code>, as \# does.", r"Must match `^\+\d{2}$` , as # does."),
        (r"`a\|b` or \`c.", r"` a|b` or `c."),
        (r"\*Not \`code\`.", "*Not `code `."),
    ],
)
def test_a_backslash_in_code_is_a_character_of_it(text: str, shown: str) -> None:
    def squeezed(text: str) -> str:
        return text.replace(" ", "")

    assert [squeezed(p.text) for p in unmarked(one(text))] == [squeezed(shown)]


def test_an_entity_leaves_its_character_where_words_keep_together() -> None:
    raw = "It isn&#39;t &#x60;a&#x60;, but &lt;&#x3D; 3 or &quot;b&quot;."
    (found,) = unmarked(one(raw))

    assert " ".join(found.text.split()) == 'It isn\'t `a` , but <= 3 or "b" .'
    assert len(found.text) == len(raw)


def test_items_that_a_copy_has_in_one_line_stand_apart() -> None:
    def shown(text: str) -> list[str]:
        return [p.text for p in unmarked(Passage(text, Span("page.md", 1, 1, 0, len(text))))]

    items = "- `calm` suits any. - `wild` is for kites. - `mad` is for `nobody` - ever."

    assert shown(items) == ["`calm` suits any.", "`wild` is for kites.", "`mad` is for `nobody` - ever."]
    assert shown("From `a` - `b`. See also.") == ["From `a` - `b`. See also."]
