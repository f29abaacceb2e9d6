"""Documents are read with the lines of their descriptions, whatever they hold, and refused in one line when they are none."""

import json
from typing import Any

import pytest

from swornspec.errors import DocumentError
from swornspec.spec.source import Layout, Source, source_of, written
from swornspec.text.lines import lines


def spoken(source: Source, holder: Any, key: str = "description") -> list[tuple[int, int]]:
    """The lines in the file of each line of a text."""
    return [source.lines(holder, key, p.span) for p in lines("", holder[key]) if p.text]


def test_each_line_of_a_literal_text_has_its_own_line() -> None:
    source = source_of(b"a:\n  description: |\n    one\n\n    two\n  b: 1\n", "x.yaml")

    assert spoken(source, source.value["a"]) == [(3, 3), (5, 5)]


def test_a_folded_or_quoted_text_has_all_its_lines() -> None:
    source = source_of(b'a:\n  description: >\n    one\n    two\nb:\n  description: "one\n   two"\nc: {description: plain}\n', "x.yaml")

    assert spoken(source, source.value["a"]) == [(2, 4)]
    assert spoken(source, source.value["b"]) == [(6, 7)]
    assert spoken(source, source.value["c"]) == [(8, 8)]


def test_lines_of_json_are_found_beside_brackets_and_quotes_in_text() -> None:
    text = json.dumps({"x": ["{", {"description": 'a "}" b'}, "]"], "y": {"de\\": 1, "description": "[\n"}, "description": ","}, indent=1)
    source = source_of(text.encode(), "x.json")
    rows = text.split("\n")

    for holder in (source.value, source.value["x"][1], source.value["y"]):
        [(first, last)] = set(spoken(source, holder))
        assert first == last
        assert json.dumps(holder["description"]) in rows[first - 1]


def test_aliases_and_merge_keys_mean_what_they_mean() -> None:
    text = b"a: &x {description: one, n: 1}\nb: *x\nc:\n  <<: *x\n  n: 2\n"
    source = source_of(text, "x.yaml")

    assert source.value["b"] is source.value["a"]
    assert source.value["c"] == {"description": "one", "n": 2}
    assert source_of(written(source, Layout.YAML).encode(), "y.yaml").value == source.value


BOMB = b"a: &a [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b", ".join([b"*%c" % (97 + n)] * 10)) for n in range(9)
)
STAIRS = b"a0: &a0 [x]\n" + b"".join(b"a%d: &a%d [*a%d]\n" % (n, n, n - 1) for n in range(1, 400))
REFUSED = {
    "stairs": (STAIRS, "x.yaml", "x.yaml:200: aliases make the document deeper than 200 levels"),
    "bomb": (BOMB, "x.yaml", "aliases make the document too large"),
    "deep": (b"[" * 100_000, "x.yaml", "nested deeper than 200 levels"),
    "deep json": (b"[" * 100_000, "x.json", "nested deeper than 200 levels"),
    "rather deep json": (b'[\n"[[",' + b"[" * 300 + b"]" * 301, "x.json", "x.json:2: nested deeper than 200 levels"),
    "just too deep json": (b"[" * 201 + b"]" * 201, "x.json", "x.json:1: nested deeper than 200 levels"),
    "inside itself": (b"a: &a\n  b: *a\n", "x.yaml", "stands within its own anchor"),
    "no anchor": (b"a: *b\n", "x.yaml", "alias"),
    "tag": (b"a: !!python/name:os.system x\n", "x.yaml", "tags such as"),
    "binary": (b"a: !!binary aGk=\n", "x.yaml", "tags such as"),
    "key": (b"? [a]\n: 1\n", "x.yaml", "a key that is not plain text"),
    "two": (b"a: 1\n---\nb: 1\n", "x.yaml", "a second document begins"),
    "empty": (b"", "x.yaml", "the file is empty"),
    "latin-1": (b"a: \xe9\n", "x.yaml", "not UTF-8"),
    "broken": (b"a: [\n", "x.yaml", "not valid YAML"),
    "broken json": (b'{"a": }', "x.json", "not valid JSON"),
    "not finite": (b'{"NaN": 1,\n"a": NaN}', "x.json", "x.json:2: not valid JSON: NaN is not a JSON value"),
    "too large": (b'{"a": 1e999}', "x.json", "too large"),
    "digits": (b'{"a": ' + b"9" * 5000 + b"}", "x.json", "not valid JSON"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_document_is_refused_in_one_line(case: str) -> None:
    content, name, words = REFUSED[case]

    with pytest.raises(DocumentError) as refused:
        source_of(content, name)

    assert words in str(refused.value)
    assert str(refused.value).startswith(name)
    assert "\n" not in str(refused.value)


def test_what_is_just_deep_enough_is_read() -> None:
    deep = "[" * 200 + "]" * 200

    assert source_of(deep.encode(), "x.json").value == source_of(deep.encode(), "x.yaml").value


@pytest.mark.parametrize("indent", [None, 1, 4, "\t"])
def test_json_keeps_its_indentation(indent: Any) -> None:
    text = json.dumps({"a": [1, {"b": "é"}]}, indent=indent, ensure_ascii=False, separators=None if indent else (",", ":")) + "\n"
    source = source_of(text.encode(), "x.json")

    assert written(source, Layout.JSON) == text


def test_half_a_character_stays_in_json_and_is_refused_in_yaml() -> None:
    source = source_of(b'{"a": "\\ud800"}', "x.json")

    assert json.loads(written(source, Layout.JSON)) == {"a": "\ud800"}
    with pytest.raises(DocumentError, match="YAML cannot hold"):
        written(source, Layout.YAML)
