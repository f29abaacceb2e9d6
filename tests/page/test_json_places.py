"""JSON with places: the values are those of JSON, and where they stand is where they are; what is no JSON, cut short above all, is none."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from swornspec.page.json_places import Placed, placed_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def bare(placed: Placed, text: str) -> Any:
    """The value without its places, each of which is held against the text."""
    if placed.kind == "object":
        shown = {}
        for name, (at, value) in placed.members.items():
            assert json.loads(text[at : text.index(":", at + len(json.dumps(name, ensure_ascii=False)))]) == name
            shown[name] = bare(value, text)
        return shown
    if placed.kind == "array":
        return [bare(item, text) for item in placed.items]
    assert json.loads(text[placed.start : placed.end]) == placed.value
    return placed.value


@given(VALUES, st.sampled_from((None, 2)))
def test_values_are_those_of_json(value: Any, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)

    placed = placed_json(text)

    assert placed is not None
    assert bare(placed, text) == value


@given(VALUES, st.data())
def test_what_is_cut_short_is_json_or_none(value: Any, data: st.DataObject) -> None:
    text = json.dumps([value])

    assert placed_json(text[: data.draw(st.integers(0, len(text) - 1))]) is None


def test_a_key_at_the_end_is_no_json() -> None:
    assert placed_json('{"a"') is None
