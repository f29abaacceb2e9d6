"""Quoted text is data: what goes in comes out of Python, TOML and Markdown as it was, or harmless."""

import ast
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.codegen.quote import code_span, docstring, flat, literal, toml
from swornspec.errors import GenerationError

NASTY = st.text(alphabet=st.sampled_from("\"'\\\n\r\t {}%`ab\x00\x0c\u2028\ud800é"), max_size=40) | st.text(max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | NASTY,
    lambda v: st.lists(v, max_size=3) | st.dictionaries(NASTY, v, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_a_literal_evaluates_to_its_value(value: Any) -> None:
    assert ast.literal_eval(literal(value)) == value
    assert literal(value).isascii()


@given(NASTY, st.sampled_from([0, 4, 8]))
def test_a_docstring_is_one_string_that_says_the_text(text: str, indent: int) -> None:
    source = docstring(text, indent)

    tree = ast.parse(f"class A:\n    x = {source}" if indent else source)
    constants = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    assert len(constants) == 1
    assert "".join(constants[0].split()) == "".join(flat(text, 10_000).split())


@given(NASTY)
def test_toml_reads_what_was_written(text: str) -> None:
    assert tomllib.loads(f"a = {toml(text)}")["a"] == flat(text)


@given(NASTY)
def test_a_code_span_stays_one(text: str) -> None:
    span = code_span(text)
    ticks = len(span) - len(span.lstrip("`"))

    assert "\n" not in span
    assert "`" * ticks not in span[ticks : len(span) - ticks]


@pytest.mark.parametrize("value", [float("inf"), float("nan"), {1}, b"x", object()])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(GenerationError, match="JSON"):
        literal(value)
