import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.page.cells import read_bounds, read_default, read_demand, read_location, read_values
from swornspec.page.kind_words import may_state_type
from swornspec.page.kinds import Typed, read_kind
from swornspec.page.types import SCALARS, Kind, read_plain

HERE = Path(__file__).parent
KINDS = tuple(
    line.rsplit(" ;; ", 1) for line in (HERE / "kinds.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
)


def shown(found: Typed | None, text: str) -> object:
    if found is None:
        return None
    kind = found.kind
    flags = [b.demand or b.keywords[0] for b in found.badges if b.demand or b.keywords]
    extra = {
        "x-name": kind.type_name,
        "x-enum": kind.enum,
        "x-flags": flags,
        "x-rest": [text[a:b] for a, b in found.rest],
    }
    return {**kind.schema, **{k: v for k, v in extra.items() if v}}


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_type_cells_state_their_schema(text: str, expected: str) -> None:
    wanted = None if expected == "-" else json.loads(expected)

    assert shown(read_kind(text, named=True), text) == wanted


@given(st.sampled_from([text for text, _ in KINDS] + list(SCALARS)), st.sampled_from(("", "array of ", "a list of ", "or ", "optional ")))
def test_whatever_states_a_type_may_state_one(text: str, before: str) -> None:
    found = read_kind(before + text, named=True)

    assert found is None or not found.kind.schema or found.kind.type_name or found.rest or may_state_type(before + text)


@pytest.mark.parametrize("text", ["The id of the ship.", "What is read, if any - or a string", "A name's owner"])
def test_words_of_which_none_is_a_type_state_none(text: str) -> None:
    assert not may_state_type(text)
    assert read_kind(text) is None


def cells() -> Iterator[tuple[str, str, str, str]]:
    for line in (HERE / "cells.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, cell, expected = line.split("¦")
            what, kind = head.rstrip(" |").split(" | ", 1)
            yield what, kind, cell, expected.removeprefix(" | ")


def read(what: str, kind: Kind | None, cell: str) -> Any:
    match what:
        case "demand":
            return read_demand(cell)
        case "default":
            return read_default(cell, kind.schema if kind else {})
        case "range":
            return read_bounds(cell, kind)
        case "values":
            return read_values(cell, kind)
        case _:
            return read_location(cell)


@pytest.mark.parametrize(("what", "kind", "cell", "expected"), list(cells()))
def test_cells_state_what_they_say_and_nothing_else(what: str, kind: str, cell: str, expected: str) -> None:
    found = read(what, None if kind == "-" else read_plain(kind), cell)

    assert json.dumps(found) == ("null" if expected == "-" else json.dumps(json.loads(expected)))


@pytest.mark.parametrize("kind", [Kind({"type": "object"}), Kind({"type": "array", "items": {"type": "array"}})])
def test_no_page_lists_arrays_and_objects(kind: Kind) -> None:
    assert read_values("`[1]`, `{}`, `[1]`", kind) is None
    assert read_values("`{}`, `{}`", kind) is None


PIECES = st.sampled_from(
    ["string", "array", "of", " ", "[", "]", "(", ")", "<", ">", ",", "|", " or ", '"a"', "`", "1", "-", "8", "null", "\\", "enum", "图"]
)
ODD = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=60)


@given(ODD, st.booleans())
def test_any_cell_is_read_or_left(text: str, named: bool) -> None:
    found = read_kind(text, named=named)

    assert found is None or all(0 <= start <= end <= len(text) for start, end in found.rest)
    for kind in (None, Kind({"type": "string"}), Kind({"type": "integer"}), Kind({"type": "array", "items": {"type": "string"}})):
        for what in ("demand", "default", "range", "values", "location"):
            json.dumps(read(what, kind, text))


@given(
    st.one_of(
        st.from_regex(r"\A[A-Za-z_]\w{0,12}\Z"),
        st.builds(
            "".join,
            st.tuples(
                st.sampled_from([*sorted(SCALARS), "enum", "csv", "blob", "tinyint", "timestamp", "str", "list", "width"]),
                st.sampled_from(["", "required", "optional", "nullable", "deprecated", "s", "_2"]),
            ),
        ),
    )
)
def test_one_word_is_the_same_type_with_white_space_behind_it(word: str) -> None:
    assert read_kind(word) == read_kind(f"{word} ")
