"""Random rules and bodies for every back end of the rule tree.

`exprs` speak of `FIELDS`, and by their path of fields within them; `bodies` are objects with some of these fields: right,
null, of a wrong type, or missing.
`strange` values are any JSON there is, for back ends that promise to stand that.
"""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    ForAll,
    HasValue,
    Implies,
    Item,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
)
from swornspec.rules.field import Field

POINT: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "weight": {"type": "number", "default": 1},
        "label": {"type": ["string", "null"]},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}
FRAME: Mapping[str, Any] = {
    "type": ["object", "null"],
    "properties": {
        "width": {"type": "integer", "default": 512},
        "label": {"type": ["string", "null"]},
        "tags": {"type": "array", "items": {"type": "string"}, "default": ["fast"]},
        "crop": {
            "type": "object",
            "properties": {
                "ratio": {"type": "number", "default": 0.5},
                "mode": {"type": "string"},
                "in": {"type": "boolean", "default": True},
            },
        },
        "crop.mode": {"type": "integer"},
    },
}
FIELDS = {
    f.name: f
    for f in (
        Field("width", {"type": "integer", "default": 1024}),
        Field("steps", {"type": ["integer", "null"]}),
        Field("ratio", {"type": "number", "default": 0.5}),
        Field("mode", {"type": "string", "default": "fast"}),
        Field("name-of it", {"type": ["string", "null"]}),
        Field("flag", {"type": "boolean", "default": True}),
        Field("in", {"type": "boolean"}),
        Field("images", {"type": "array"}),
        Field("sizes", {"type": "array", "items": {"type": "integer"}, "default": [512, 1024]}),
        Field("points", {"type": ["array", "null"], "items": POINT}),
        Field("extra", {"type": "object"}),
        Field("either", {"type": ["string", "integer"]}),
        Field("any", {}),
        Field("frame", FRAME),
        Field("frame.odd", {"type": "string"}),
    )
}
NUMERIC = ("width", "steps", "ratio", "frame.width", "frame.crop.ratio")
STRINGS = ("mode", "name-of it", "frame.label", "frame.odd")
PATHS = ("frame.width", "frame.label", "frame.tags", "frame.crop", "frame.crop.ratio", "frame.crop.mode", "frame.crop.in", "frame.other")
numbers = st.integers(-2000, 2000) | st.sampled_from([0.5, 1.0, 2.5, -0.25, 512.0, 1e6])
words = st.sampled_from(["fast", "slow", "slows\n", "v1", "\u0663", "", "é", 'q"\\', "in"])
scalars = numbers | words | st.booleans()
crops = st.dictionaries(st.sampled_from(["ratio", "mode", "in"]), st.none() | scalars, max_size=3)
frames = st.dictionaries(
    st.sampled_from(["width", "label", "tags", "crop", "crop.mode", "other"]),
    st.none() | scalars | crops | st.lists(words, max_size=2),
    max_size=5,
)
points = st.dictionaries(st.sampled_from(["weight", "label", "tags"]), st.none() | scalars | st.lists(words, max_size=2), max_size=3)
anything = st.none() | scalars | st.lists(st.none() | scalars | points, max_size=3) | st.just({"a": 1}) | frames
operators = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def refs(names: tuple[str, ...]) -> st.SearchStrategy[Ref]:
    return st.builds(Ref, st.sampled_from(names), st.booleans())


def arithmetic(operands: st.SearchStrategy[Any]) -> st.SearchStrategy[Arithmetic]:
    several = st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), st.lists(operands, min_size=2, max_size=3).map(tuple))
    remainder = st.builds(lambda a, b: Arithmetic("%", (a, Literal(b))), refs(NUMERIC), st.sampled_from([8, -3, 1, 0, 7]))
    return several | remainder


def compound(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(parts, max_size=3).map(tuple)
    counted = st.builds(Count, st.integers(0, 2), st.none() | st.integers(0, 3), several)
    return st.one_of(
        st.builds(Not, parts),
        st.builds(And, several),
        st.builds(Or, several),
        st.builds(Implies, parts, parts),
        st.builds(AllOrNone, several),
        counted,
    )


number_terms = st.recursive(refs(NUMERIC) | st.builds(Literal, numbers), arithmetic, max_leaves=4)
sizes = st.builds(Size, refs(("mode", "images", "name-of it", "sizes", "any", "frame.label", "frame.tags")))
patterns = st.sampled_from(["^f", "s$", "[a-z]+$", "\\d", ""])
flat_atoms = st.one_of(
    st.builds(Compare, operators, number_terms | sizes, number_terms | sizes),
    st.builds(Compare, operators, refs(STRINGS), refs(STRINGS) | st.builds(Literal, words)),
    st.builds(Compare, st.sampled_from(["==", "!="]), refs(("flag", "in", "frame.crop.in")), st.booleans().map(Literal)),
    st.builds(Compare, operators, refs(("either", "any", "frame.crop.mode")), st.builds(Literal, numbers | words)),
    st.builds(OneOf, refs((*NUMERIC, *STRINGS, "either", "flag")), st.lists(scalars, max_size=3).map(tuple)),
    st.builds(Matches, refs(STRINGS), patterns),
    st.builds(Present, st.sampled_from((*FIELDS, *PATHS))),
    st.builds(HasValue, refs((*FIELDS, *PATHS))),
)
flat_exprs = st.recursive(flat_atoms, compound, max_leaves=6)
"""Expressions without for-alls."""

item_atoms = st.one_of(
    st.builds(Compare, operators, st.just(Item()), st.builds(Literal, scalars)),
    st.builds(Compare, operators, st.builds(Size, st.just(Item())), st.builds(Literal, st.integers(0, 4))),
    st.builds(lambda n: Compare("==", Arithmetic("%", (Item(), Literal(n))), Literal(0)), st.sampled_from([8, 1, 3])),
    st.builds(OneOf, st.just(Item()), st.lists(scalars, max_size=3).map(tuple)),
    st.builds(Matches, st.just(Item()), patterns),
    st.builds(HasValue, st.just(Item())),
)
point_atoms = st.one_of(
    item_atoms,
    st.builds(Compare, operators, refs(("weight",)), st.builds(Literal, numbers)),
    st.builds(Compare, operators, refs(("label",)), st.builds(Literal, words)),
    st.builds(Compare, operators, st.builds(Size, refs(("tags", "label"))), refs(("weight",))),
    st.builds(Present, st.sampled_from(["weight", "label", "tags", "other"])),
    st.builds(HasValue, refs(("weight", "label", "tags", "other"))),
    st.builds(ForAll, refs(("tags",)), st.recursive(item_atoms, compound, max_leaves=2)),
)
for_alls = st.one_of(
    st.builds(ForAll, refs(("sizes", "images", "any", "mode", "frame.tags")), st.recursive(item_atoms, compound, max_leaves=3)),
    st.builds(ForAll, refs(("points", "images")), st.recursive(point_atoms, compound, max_leaves=3)),
)
exprs = st.recursive(flat_atoms | for_alls, compound, max_leaves=6)
bodies = st.dictionaries(st.sampled_from(tuple(FIELDS)), anything, max_size=8)


_BY_TYPE = {"string": words, "boolean": st.booleans(), "integer": st.integers(-2000, 2000), "number": numbers, "object": st.just({"a": 1})}
_ARRAYS = {
    "sizes": st.lists(st.integers(0, 2000), max_size=3),
    "points": st.lists(points, max_size=3),
    "frame": st.fixed_dictionaries(
        {},
        optional={
            "width": st.integers(-2000, 2000) | st.none(),
            "label": words,
            "tags": st.lists(words, max_size=2),
            "crop": st.fixed_dictionaries({}, optional={"ratio": numbers, "mode": words, "in": st.booleans()}),
            "crop.mode": st.integers(0, 3),
        },
    ),
    "images": st.lists(scalars, max_size=3),
}


def _fitting(name: str) -> st.SearchStrategy[Any]:
    if name in _ARRAYS:
        return _ARRAYS[name]
    types = FIELDS[name].types
    return _BY_TYPE.get(types[0], anything) if types else anything


typed_bodies = st.fixed_dictionaries({}, optional={name: _fitting(name) | st.none() for name in FIELDS})
"""Bodies whose values have the documented types, or are null: those for which rules say more than that a type is wrong."""


def strange() -> st.SearchStrategy[Any]:
    leaves = anything | st.floats(allow_nan=False) | st.integers() | st.just(10**400) | st.text(max_size=5)
    return st.recursive(leaves, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=4), v, max_size=3), max_leaves=5)
