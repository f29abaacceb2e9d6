"""Responses become models by the annotations of their fields, whatever they hold."""

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from swornspec.codegen.runtime.model import ApiModel, StrEnum, json_value, read_leniently
from swornspec.codegen.runtime.root import RootModel


class CatKind(StrEnum):
    CAT = "cat"


class DogKind(StrEnum):
    DOG = "dog"


class Cat(ApiModel):
    kind: CatKind
    lives: int | None = None


class Dog(ApiModel):
    kind: DogKind
    lives: int | None = None
    bark: str | None = None


class Home(ApiModel):
    pet: Cat | Dog | None = None
    pets: Annotated[list[Cat | Dog] | None, Field(alias="allPets")] = None
    best: CatKind | str | None = None
    worst: CatKind | None = None
    size: int | None = None
    notes: dict[str, Cat] | None = None
    inner: "Home | None" = None


class Pets(RootModel[list[Cat]]):
    root: list[Cat]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(["cat", "dog", "x"]),
    lambda v: (
        st.lists(v, max_size=3) | st.dictionaries(st.sampled_from(["pet", "kind", "lives", "allPets", "size", "inner", "x"]), v, max_size=4)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["pet", "allPets", "best", "worst", "size", "notes", "inner", "x"]), JSON))
def test_any_object_is_read_and_says_what_it_said(raw: dict[str, Any]) -> None:
    home = read_leniently(Home, raw)

    assert home is not None
    assert json_value(home) == raw
    assert home == read_leniently(Home, json_value(home))


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"kind": "cat"}, Cat),
        ({"kind": "dog", "lives": 1}, Dog),
        ({"kind": "wolf", "bark": "oo"}, Dog),
        ({"kind": "cat", "bark": "oo"}, Cat),
        ({"lives": 9}, Cat),
        (7, int),
        ("cat", str),
    ],
)
def test_an_object_becomes_the_class_it_is_most_like(raw: Any, kind: type[Any]) -> None:
    home = read_leniently(Home, {"pet": raw, "allPets": [raw]})

    assert home is not None
    assert home.pets is not None
    assert type(home.pet) is type(home.pets[0]) is kind


def test_strings_become_members_where_there_are_some() -> None:
    known, unknown = (read_leniently(Home, {"best": v, "worst": v}) for v in ("cat", "wolf"))

    assert known is not None
    assert unknown is not None
    assert known.best is known.worst is CatKind.CAT
    assert (type(unknown.best), type(unknown.worst), unknown.worst) == (str, CatKind, "wolf")


def test_a_body_of_another_kind_is_not_read() -> None:
    assert read_leniently(Home, []) is None
    assert read_leniently(Pets, {}) is None
    assert [type(p) for p in (read_leniently(Pets, [{"kind": "cat"}, 5]) or Pets(root=[])).root] == [Cat, int]
