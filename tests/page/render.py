"""Small random specifications, and how each layout prints them: the inverse of reading, with the loss of the copy declared.

copied ReadMe page   loses the names of fields that are no arrays, and all enum values; `names` and `values` keep them
labelled page        loses enum values with their type, the fields of objects, and defaults
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from swornspec.page import Block

LOCATIONS = ("query", "path", "header", "body")
README_SECTIONS = {"query": "Query Params", "path": "Path Params", "header": "Header Params", "body": "Body Params"}
LABELLED_SECTIONS = {
    "query": "Query Parameters",
    "path": "Path Parameters",
    "header": "Request Headers",
    "body": "Request Body",
    "response": "Response Body",
}
SCALARS = {
    "string": {"type": "string"},
    "boolean": {"type": "boolean"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "float": {"type": "number", "format": "float"},
    "int32": {"type": "integer", "format": "int32"},
    "double": {"type": "number", "format": "double"},
    "date-time": {"type": "string", "format": "date-time"},
    "uuid": {"type": "string", "format": "uuid"},
    "object": {"type": "object"},
}
PLURALS = {
    "strings": "string",
    "objects": "object",
    "integers": "integer",
    "numbers": "number",
    "booleans": "boolean",
    "date-times": "date-time",
}
PROSE = (
    "the image",
    "width",
    "of a string",
    "number",
    "required",
    "enum",
    "between 1 and 4",
    "when mode is",
    "Must be",
    "Defaults to null",
    "図",
    "0.5",
)
NAMES = st.from_regex(r"[a-z]{2,6}(?:_[a-z]{2,4}|[A-Z][a-z]{1,4}){1,2}[0-9]?", fullmatch=True)  # no type word, no flag


@dataclass(frozen=True)
class Param:
    """A field as its author meant it; prose is paragraphs, then the items of a list below a label."""

    name: str
    location: str
    kind: str
    items: str | None = None
    item_null: bool = False
    nullable: bool = False
    required: bool = False
    deprecated: bool = False
    values: tuple[str, ...] = ()
    default: Any = None
    bounds: tuple[int | float, int | float] | None = None
    paragraphs: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    @property
    def schema(self) -> dict[str, Any]:
        """What type line and flags say when nothing is lost."""
        if self.items is not None:
            item = dict(SCALARS[PLURALS[self.items]])
            base: dict[str, Any] = {"type": "array", "items": nulled(item) if self.item_null else item}
        else:
            base = dict(SCALARS[self.kind])
        found = nulled(base) if self.nullable else base
        if self.bounds:
            found |= {"minimum": self.bounds[0], "maximum": self.bounds[1]}
        if self.deprecated:
            found |= {"deprecated": True}
        if self.default is not None:
            found |= {"default": self.default}
        return found

    @property
    def prose(self) -> tuple[str, ...]:
        return (*self.paragraphs, *self.listed)


@dataclass(frozen=True)
class Wanted:
    """What reading must give for a field."""

    name: str | None
    location: str
    schema: dict[str, Any]
    required: bool
    enum_lost: bool
    prose: tuple[str, ...]
    type_name: str | None = None


def found(block: Block) -> Wanted:
    """A block, in the words of what was wanted."""
    prose = tuple(p.text for p in block.prose)
    return Wanted(block.name, block.location, dict(block.schema), block.required, block.enum_lost, prose, block.type_name)


def nulled(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(PROSE), min_size=2, max_size=8))
    tail = draw(st.sampled_from((".", ".", ", as in follow this formula:\nwidth * height <= 9.")))
    return " ".join(words) + tail


@st.composite
def params(draw: st.DrawFn, locations: Sequence[str] = LOCATIONS) -> Param:
    location = draw(st.sampled_from(locations))
    name = draw(NAMES)
    paragraphs = tuple(draw(st.lists(sentences(), max_size=3)))
    listed = tuple(draw(st.lists(sentences().filter(lambda s: "\n" not in s), max_size=3)))
    common = {"paragraphs": paragraphs, "listed": listed, "nullable": draw(st.booleans()), "required": draw(st.booleans())}
    if draw(st.integers(0, 3)) == 0:
        return Param(name, location, "array", items=draw(st.sampled_from(sorted(PLURALS))), item_null=draw(st.booleans()), **common)
    kind = draw(st.sampled_from(sorted(SCALARS)))
    common["deprecated"] = draw(st.booleans())
    json_type = SCALARS[kind]["type"]
    if kind == "string" and draw(st.booleans()):
        common["values"] = tuple(draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)))
    if json_type in ("number", "integer") and draw(st.booleans()):
        number = st.integers(-(10**9), 10**10) if json_type == "integer" else st.sampled_from((0, 0.1, 1, 4.5, 1000))
        low, high = sorted((draw(number), draw(number)))
        common["bounds"] = (low, high)
    if draw(st.booleans()):
        common["default"] = draw(
            {
                "string": st.sampled_from(("structured", "A majestic cat in the snow", "true", "1")),
                "boolean": st.booleans(),
                "integer": st.integers(-5, 10**10),
                "number": st.sampled_from((0, 1, 0.5, -3.25)),
                "object": st.just({"a": 1}),
            }[json_type]
        )
    return Param(name, location, kind, **common)


@st.composite
def specs(draw: st.DrawFn, locations: Sequence[str] = LOCATIONS) -> list[Param]:
    """The fields of one operation, in the order in which pages group them; one is in the body, so that the layout shows."""
    drawn = draw(st.lists(params(locations), min_size=1, max_size=7, unique_by=lambda p: p.name))
    drawn[0] = replace(drawn[0], location="body")
    return [param for location in locations for param in drawn if param.location == location]


def json_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def readme(spec: Sequence[Param], names: bool = False, values: bool = False, gaps: int = 1) -> str:
    """The specification as a copied ReadMe page; `gaps` blank lines stand where the site leaves one."""
    blank = [""] * gaps
    lines = ["Create a Thing", "", "This endpoint makes things.", ""]
    for location in LOCATIONS:
        group = [p for p in spec if p.location == location]
        if group:
            lines.append(README_SECTIONS[location])
        for param in group:
            array = param.kind == "array"
            lines += [param.name] if names or array else []
            lines.append(type_line(param))
            lines += ["enum"] if param.values else []
            lines += ["required"] if param.required else []
            lines += ["deprecated"] if param.deprecated else []
            lines += [f"{param.bounds[0]} to {param.bounds[1]}"] if param.bounds else []
            lines += [f"Defaults to {json_text(param.default)}"] if param.default is not None else []
            lines += prose_lines(param, blank)
            if param.values:
                lines += [*(blank if lines[-1:] != [""] else []), "Allowed:", *(param.values if values else ())]
            lines += [f"{param.name}{'*' if param.required else ''}"] if array else []
    return "\n".join([*lines, "Responses", "", "Language", "Credentials", "Bearer", "auth-scheme", "LoadingLoading…", "Response"])


def readme_wanted(param: Param, names: bool = False, values: bool = False) -> Wanted:
    name = param.name if names or param.kind == "array" else None
    schema = {**param.schema, "enum": list(param.values)} if values and param.values else param.schema
    return Wanted(name, param.location, schema, param.required, bool(param.values) and not values, param.prose)


def told_apart(param: Param, spec: Sequence[Param]) -> bool:
    """Whether a page with values shows that those of a field were not run together: one word may be two values."""
    lone = len(param.values) == 1
    return not lone or (param.default == param.values[0] if param.default is not None else any(len(p.values) > 1 for p in spec))


def labelled(spec: Sequence[Param], gaps: int = 1) -> str:
    """The specification as a labelled page; `gaps` blank lines stand between its parts."""
    blank = [""] * gaps
    lines = ["Create Thing", "", "POST", "", "/v1/things", "", "This endpoint makes things.", ""]
    for location, title in LABELLED_SECTIONS.items():
        group = [p for p in spec if p.location == location]
        if group:
            lines += [title, ""]
        for param in group:
            flags = f"{' required' if param.required else ''}{' deprecated' if param.deprecated else ''}"
            lines += [f"{param.name}{flags}", *blank, labelled_type(param), *prose_lines(param, blank), *blank]
    return "\n".join([*lines, "© 2030 A Vendor, Inc."])


def labelled_type(param: Param) -> str:
    if param.values:
        return "(enum) TThing" + (" | null" if param.nullable else "")
    bounds = f"min{param.bounds[0]}\u00a0 \u00a0max{param.bounds[1]} | " if param.bounds else ""
    return bounds + type_line(param)


def labelled_wanted(param: Param) -> Wanted:
    schema = {} if param.values else {k: v for k, v in param.schema.items() if k != "default"}
    schema |= {"deprecated": True} if param.deprecated else {}
    name = "TThing" if param.values else None
    return Wanted(param.name, param.location, schema, param.required, bool(param.values), param.prose, name)


def type_line(param: Param) -> str:
    kind = f"array of {param.items}{' or null' if param.item_null else ''}" if param.items else param.kind
    return f"{kind} | null" if param.nullable else kind


def prose_lines(param: Param, blank: list[str]) -> list[str]:
    lines = []
    for paragraph in param.paragraphs:
        lines += [*blank, *paragraph.split("\n")]
    if param.listed:
        lines += [*blank, "Notes:", *blank, *(f"  • {item}" for item in param.listed)]
    elif param.paragraphs:
        lines += blank
    return lines
