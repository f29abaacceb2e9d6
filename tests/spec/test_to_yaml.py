"""What the emitter is told value by value is what PyYAML writes of the whole, and means the same."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from swornspec.spec.source import source_of, to_yaml
from swornspec.spec.source.plain import is_text

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.text("ab :#-'\"\n\t{}[],&*?|>%@`!~0123456789.=é", max_size=200),
    st.sampled_from(
        [
            "yes",
            "null",
            "~",
            "1e3",
            "705e0609",
            "9e999",
            "-12e4",
            ".inf",
            "0o7",
            "0x1",
            "1_000",
            "2026-11-22",
            "<<",
            "=",
            "field",
            "present",
            "- a",
            "a: b",
            " a",
            "a ",
        ]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=20,
)


class Whole(yaml.CSafeDumper):
    """Writes a document from the tree of its nodes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def of_list(dumper: Any, data: list[Any]) -> Any:
    short = all(isinstance(v, str | int | float | bool | None) for v in data) and sum(len(str(v)) + 2 for v in data) <= 80
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=short)


def of_object(dumper: Any, data: dict[str, Any]) -> Any:
    leaf = len(data) == 1 and next(iter(data)) in ("field", "effective", "has-value", "present")
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=leaf)


def of_text(dumper: Any, data: str) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None if is_text(data) else "'")


for kind, write in ((list, of_list), (dict, of_object), (str, of_text)):
    Whole.add_representer(kind, write)


@given(VALUES)
def test_values_are_written_as_the_whole_would_be(value: Any) -> None:
    written = to_yaml(value)

    assert written == yaml.dump(value, Dumper=Whole, sort_keys=False, allow_unicode=True, width=120)
    assert yaml.safe_load(written) == value


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1))
def test_what_is_written_is_read_as_it_was(value: dict[str, Any]) -> None:
    assert source_of(to_yaml(value).encode(), "a.yaml").value == value


def test_one_value_in_several_places_is_written_in_each() -> None:
    shared = {"present": "a"}

    assert to_yaml({"all": [shared, shared]}) == "all:\n- {present: a}\n- {present: a}\n"


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(yaml.YAMLError):
        to_yaml({"when": object()})
