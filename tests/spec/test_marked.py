"""YAML as people write it by hand, with the line of every place."""

from hypothesis import given
from hypothesis import strategies as st

from swornspec.spec.marked import quoted, read_marked


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_quoted_text_is_read_back_as_itself(text: str) -> None:
    assert read_marked(f"{{a: {quoted(text)}}}", "x.yaml").value == {"a": text}


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
def test_quoted_text_serves_as_a_key(text: str) -> None:
    """YAML 1.2 (7.4) limits a key to 1,024 characters, escapes included; a hundred of ten each stay below."""
    assert read_marked(f"{{{quoted(text)}: b}}", "x.yaml").value == {text: "b"}


def test_bare_words_are_those_of_yaml_1_2() -> None:
    marked = read_marked("[yes, off, 010, 0o17, 1_000, 1:30, 2026-01-01, 1.5, -2, .5, 1e3, true, null, ~, '1', \"no\"]", "x.yaml")

    assert marked.value == ["yes", "off", 10, "0o17", "1_000", "1:30", "2026-01-01", 1.5, -2, 0.5, 1000.0, True, None, None, "1", "no"]


def test_keys_are_text_as_written() -> None:
    assert read_marked("{200: a, true: b, null: c}", "x.yaml").value == {"200": "a", "true": "b", "null": "c"}


def test_every_place_knows_its_line() -> None:
    marked = read_marked("a:\n  - b: 1\n\n    c: |\n      text\n  - d\n", "x.yaml")

    assert [marked.line(path) for path in (("a",), ("a", 0), ("a", 0, "c"), ("a", 1), ("a", 1, "gone"), ("gone",))] == [1, 2, 4, 6, 6, 1]
