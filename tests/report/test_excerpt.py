"""An error is followed by the line that it speaks of, with what is wrong in it underlined."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.errors import AnnotationError, DocumentError, RequestError
from swornspec.report.excerpt import excerpt_at, told


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def under(text: str, column: int | None = None, reason: str = "") -> str:
    """What is underlined in the one line of a file."""
    Path("a.yaml").write_text(text, encoding="utf-8")
    shown = excerpt_at(f"a.yaml:1{f':{column}' if column else ''}", reason)
    assert shown is not None
    line, marks = shown.split("\n")
    return line[marks.index("^") : len(marks)]


def test_a_column_is_marked() -> None:
    assert under("a: [1, }", 8) == "}"


def test_words_that_the_reason_quotes_are_underlined_else_the_whole_line() -> None:
    assert under("  titel: Lamps", reason="unknown key 'titel' in x") == "titel"
    assert under("title: 3", reason="3 is not text in title") == "3"
    assert under("  - {name: on, fingerprint: abcd}", reason="it has {name: on, fingerprint: abcd}") == "abcd"
    assert under("  title: 3  ", reason="something else") == "title: 3"
    assert under("subtitle: 3", reason="unknown key 'title'") == "subtitle: 3"


def test_the_message_comes_first_and_stays_one_line() -> None:
    Path("a.json").write_text('{\n  "a": 1,\n}\n', encoding="utf-8")

    shown = told(RequestError("not valid\n JSON", where="a.json:3:1", mend="mend it"))

    assert shown == "a.json:3:1: not valid JSON (mend it)\n  3 | }\n    | ^"


def test_each_part_of_an_error_has_its_lines_and_both_sides_are_shown() -> None:
    Path("a.yaml").write_text("one: 1\ntwo: 2\n", encoding="utf-8")
    parts = [AnnotationError("first", where="a.yaml:1"), AnnotationError("second", places=["a.yaml:2", "gone.txt:7"])]

    shown = told(AnnotationError("first\nsecond", parts=parts))

    assert shown == "a.yaml:1: first\n  1 | one: 1\n    | ^^^^^^\nsecond\n  a.yaml:2\n  2 | two: 2\n    | ^^^^^^"


@pytest.mark.parametrize("place", ["a.yaml", "a.yaml:9", "gone.yaml:1", "https://shop.example:80", ".:1", "a.yaml:2"])
def test_where_there_is_no_line_nothing_is_shown(place: str) -> None:
    Path("a.yaml").write_text("one: 1\n\n", encoding="utf-8")

    assert excerpt_at(place) is None
    assert told(DocumentError("wrong", where=place)) == f"{place}: wrong"


def test_a_long_line_is_cut_around_what_is_wrong() -> None:
    shown = under(f"{'a' * 5000}!{'b' * 5000}", 5001)

    assert shown == "!"
    assert len(Path("a.yaml").read_text(encoding="utf-8")) > 10_000
    assert all(len(line) < 120 for line in (excerpt_at("a.yaml:1:5001") or "").split("\n"))


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1), st.integers(1, 300))
def test_no_line_steers_a_terminal_and_there_are_always_marks(line: str, column: int) -> None:
    Path("a.yaml").write_text(line, encoding="utf-8", newline="")

    shown = excerpt_at(f"a.yaml:1:{column}")

    assert (shown is None) == (not line.strip())
    assert shown is None or (shown.count("\n") == 1 and shown.endswith("^") and "\x1b" not in shown)
