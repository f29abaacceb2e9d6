import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from swornspec.page.flags import read_flag
from swornspec.page.opening import opening_type
from swornspec.page.types import Kind, read_labelled, read_plain

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[tuple[str, str, str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, rest = line.split(" | ", 1)
            middle, last = rest.rsplit(" | ", 1)
            yield first, middle, last


def shown(kind: Kind | None) -> object:
    if kind is None:
        return None
    return {**kind.schema, **({"x-name": kind.type_name} if kind.type_name else {}), **({"x-enum": True} if kind.enum else {})}


@pytest.mark.parametrize(("layout", "line", "schema"), list(rows("types.txt")))
def test_type_lines_state_their_schema(layout: str, line: str, schema: str) -> None:
    readers = {"readme": [read_plain], "labelled": [read_labelled], "both": [read_plain, read_labelled]}[layout]
    expected = None if schema == "-" else json.loads(schema)

    assert [shown(read(line)) for read in readers] == [expected] * len(readers)


def flag_rows() -> Iterator[tuple[str, str, str]]:
    """In these rows the type may hold a bar: `string | null | Defaults to null | …`."""
    for kind, flag, keywords in rows("flags.txt"):
        yield (f"{kind} | null", flag.removeprefix("null | "), keywords) if flag.startswith("null | ") else (kind, flag, keywords)


@pytest.mark.parametrize(("kind", "flag", "keywords"), list(flag_rows()))
def test_flag_lines_state_their_keywords(kind: str, flag: str, keywords: str) -> None:
    stated = read_plain(kind)
    assert stated is not None
    expected = None if keywords == "-" else json.loads(keywords)

    found = read_flag(flag, stated)

    assert found == expected
    assert json.dumps(found) == json.dumps(expected)  # 1 is not 1.0 and not true, on paper


def test_what_the_items_of_an_array_are_may_be_said_with_it() -> None:
    found = opening_type("A JSON array of pot objects.")

    assert found is not None
    assert found[0].schema == {"type": "array", "items": {"type": "object"}}


@pytest.mark.parametrize(
    ("prose", "kind"),
    [
        ("An integer value for the heat.", "integer"),
        ("An integer between 1 and 9.", "integer"),
        ("A Boolean indicating whether it is wet.", "boolean"),
        ("A bool flag.", "boolean"),
        ("A floating point value from 0 to 1.", "number"),
        ("A string specifying the glaze.", "string"),
        ("A text value which names it.", "string"),
        ("A JSON array of pots.", "array"),
        ("An array of pots.", "array"),
        ("A JSON object with the pots.", "object"),
        ("An integer array.", None),
        ("A string of pearls.", None),
        ("A number of pots.", None),
        ("A list of pots.", None),
        ("A date string.", None),
        ("An interval that pots need.", None),
        ("Boolean algebra.", None),
        ("How hot it is. (number)", "number"),
        ("Which glaze! (String)\nMore of it.", "string"),
        ("Which glaze (string) it gets.", None),
        ("Which glaze it gets (string)", None),
    ],
)
def test_the_prose_of_a_field_may_begin_or_end_with_its_type(prose: str, kind: str | None) -> None:
    found = opening_type(prose)

    assert (found[0].type if found else None) == kind
