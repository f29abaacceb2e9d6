"""Which operations give pages, and how one leads to the next. Only what a document states counts, never the name of a parameter.

It is stated by (the first that can be followed is taken)
    x-speakeasy-pagination, x-fern-pagination, x-pagination      an extension of the operation, see `_EXTENSIONS`
    x-ms-pageable                                                the property of the body that holds the next address
    links                                                        a Link Object (OpenAPI 3.1, 4.8.20) to the same operation
    a header `Link` of the response                              RFC 8288, rel="next"; for GET
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from swornspec.codegen.shapes import Array, Class, Named, ObjectClass, RootClass, Scalar, Shape, Union
from swornspec.codegen.stated import followed, stated_operation, stated_successes
from swornspec.spec.document import Document, as_list, as_mapping
from swornspec.spec.names import distinct

if TYPE_CHECKING:
    from swornspec.codegen.method import Method

Way: TypeAlias = tuple[str | int, ...]
"""From the top of a response body to a value: names of properties as they are on the wire, and places in lists."""

_STEP: Final = re.compile(r"""\.([A-Za-z_@$][\w@$-]*)|\[(-?\d{1,6})\]|\[\(@\.length-(\d{1,6})\)\]|\['([^'\]]*)'\]|\["([^"\]]*)"\]""")
_HEADER_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Paging:
    """How the pages of an operation follow each other, and what the methods for them are called.

    `kind` is cursors (`moved` are arguments and where in a response their values stand: a way, or the name of a header),
    counted (`argument` counts pages, or items where `by_items`) or linked (`url` is the way to the next address, None for
    the header `Link`). `items` is the way to the list of items, None where none is stated, and `item` their type;
    `empty_is_last`: a cursor counts for nothing on a page without items.
    """

    kind: str
    moved: tuple[tuple[str, Way | str], ...] = ()
    integers: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    argument: str = ""
    first: int = 0
    by_items: bool = False
    total: Way | None = None
    more: Way | None = None
    url: Way | None = None
    items: Way | None = None
    empty_is_last: bool = False
    item: str = ""
    method: str = ""
    page: str = ""
    pages_name: str = ""
    items_name: str = ""
    most_name: str = "max_pages"


def find_pagings(document: Document, methods: Iterable["Method"], classes: Mapping[str, Class], taken: set[str]) -> Iterator[Paging]:
    """The pagings of a document's methods; `taken` are the names of all methods, to which theirs are added."""
    for method in methods:
        model = method.returns
        if model not in classes:  # a page is one object, or one list
            continue
        stated = next((p for p in _stated(document, method) if _can_be_followed(p)), None)
        if stated is None:
            continue
        way = stated.items if stated.items is not None else () if isinstance(_at(Named(model), (), classes), Array) else None
        pages_name = distinct(f"{method.name}_pages", taken)
        items_name = distinct(f"{method.name}_iter", {*taken, pages_name}) if way is not None else ""
        taken |= {pages_name, items_name}
        yield replace(
            stated,
            items=way,
            item="" if way is None else _item(way, model, classes),
            integers=tuple(name for name, _ in stated.moved if Scalar("integer") in _types(method, name)),
            strings=tuple(name for name, _ in stated.moved if Scalar("string") in _types(method, name)),
            method=method.name,
            page=f"models.{model}",
            pages_name=pages_name,
            items_name=items_name,
            most_name=distinct("max_pages", {a.name for a in method.arguments}),
        )


def unread_statements(document: Document, methods: Iterable["Method"], pagings: Iterable[Paging]) -> Iterator[tuple[str, str]]:
    """The methods whose pages are stated by an extension and cannot be followed, each with the name of the extension."""
    known = {p.method for p in pagings}
    for method in methods:
        stated = [k for k in _EXTENSIONS if stated_operation(document, method.endpoint).get(k)]
        if stated and method.name not in known:
            yield method.name, stated[0]


def way_of(expression: Any) -> Way | None:
    """Where in a response body a value stands, from a JSONPath or the like: `$.a[-1].b`, `$response.a.b`, `$response.body#/a/b`.

    None for what is no such thing; only names and places in lists are read.
    """
    if not isinstance(expression, str) or len(expression) > 500:
        return None
    if expression.startswith("$response.body"):
        return _pointer(expression.removeprefix("$response.body"))
    rest = expression.removeprefix("$response").removeprefix("$")
    rest = rest if not rest or rest[0] in ".[" else f".{rest}"
    way: list[str | int] = []
    at = 0
    while at < len(rest):
        step = _STEP.match(rest, at)
        if step is None:
            return None
        name, place, back, single, double = step.groups()
        way.append(int(place) if place else -int(back) if back else next(n for n in (name, single, double) if n is not None))
        at = step.end()
    return tuple(way) if expression else None


def _pointer(fragment: str) -> Way | None:
    """The way of a JSON Pointer (RFC 6901) behind a `#`."""
    if fragment in ("", "#"):
        return ()
    if not fragment.startswith("#/"):
        return None
    parts = [p.replace("~1", "/").replace("~0", "~") for p in fragment[2:].split("/")]
    return tuple(int(p) if re.fullmatch(r"0|[1-9]\d{0,5}", p) else p for p in parts)


def _stated(document: Document, method: "Method") -> Iterator[Paging]:
    operation = stated_operation(document, method.endpoint)
    for key, read in _EXTENSIONS.items():
        extension = operation.get(key)
        if extension is True:  # as the top of the document says
            extension = document.raw.get(key)
        if isinstance(extension, Mapping):
            paging = read(extension, method)
            if paging is not None:
                yield paging
    for response in stated_successes(document, method.endpoint):
        for link in as_mapping(response.get("links")).values():
            paging = _of_link(followed(document, link), method)
            if paging is not None:
                yield paging
    if method.endpoint.method == "GET":
        for response in stated_successes(document, method.endpoint):
            if any(str(name).lower() == "link" for name in as_mapping(response.get("headers"))):
                yield Paging("linked")


def _can_be_followed(paging: Paging) -> bool:
    """Whether it says all that is needed to come to the next page, and to an end."""
    if paging.kind == "cursors":
        return bool(paging.moved)
    return paging.kind == "linked" or (bool(paging.argument) and paging.items is not None)


def _of_link(link: Mapping[str, Any], method: "Method") -> Paging | None:
    """A link to the same operation whose parameters come from the response."""
    path = method.endpoint.path.replace("~", "~0").replace("/", "~1")
    here = f"#/paths/{path}/{method.endpoint.method.lower()}"
    if link.get("operationId") != method.endpoint.operation_id and link.get("operationRef") != here:
        return None
    moved: dict[str, Way | str] = {}
    for name, expression in as_mapping(link.get("parameters")).items():
        if not isinstance(expression, str) or not expression.startswith("$response."):
            continue  # the same as before, or fixed: it stays as it was given
        location, _, wire = (
            str(name).partition(".") if str(name).startswith(("path.", "query.", "header.", "cookie.")) else ("", "", str(name))
        )
        argument = _argument(method, wire, location)
        header = expression.removeprefix("$response.header.")
        source = header if header != expression and _HEADER_NAME.fullmatch(header) else way_of(expression) if header == expression else None
        if not argument or source is None:
            return None
        moved[argument] = source
    return Paging("cursors", tuple(moved.items()))


def _speakeasy(said: Mapping[str, Any], method: "Method") -> Paging | None:
    """`{type: offsetLimit | cursor | url, inputs: [{name, in, type}], outputs: {results, numPages, nextCursor, nextUrl}}`."""
    outputs = as_mapping(said.get("outputs"))
    inputs: dict[str, str] = {}
    for entry in map(as_mapping, as_list(said.get("inputs"))):
        inputs.setdefault(
            str(entry.get("type")), _argument(method, str(entry.get("name")), "body" if entry.get("in") == "requestBody" else "")
        )
    items = way_of(outputs.get("results"))
    if said.get("type") == "cursor":
        paging = _cursor(inputs.get("cursor", ""), way_of(outputs.get("nextCursor")), items)
        return paging and replace(paging, empty_is_last=True)
    if said.get("type") == "url":
        return _linked(method, way_of(outputs.get("nextUrl")), items)
    kind = next((k for k in ("page", "offset") if inputs.get(k)), "")
    counted = _counted(method, inputs.get(kind, ""), items, by_items=kind == "offset")
    return replace(counted, total=way_of(outputs.get("numPages"))) if kind == "page" else counted


def _fern(said: Mapping[str, Any], method: "Method") -> Paging | None:
    """`{cursor, next_cursor, results}`, `{offset, step, has-next-page, results}` or `{next_uri | next_path, results}`."""
    items = way_of(said.get("results"))
    if "cursor" in said:
        return _cursor(_asked(method, said["cursor"]), way_of(said.get("next_cursor")), items)
    if "offset" in said:
        counted = _counted(method, _asked(method, said["offset"]), items, by_items="step" in said)
        more = said.get("has-next-page")
        return counted if more is None else replace(counted, more=way_of(more)) if way_of(more) else None
    return _linked(method, way_of(said.get("next_uri", said.get("next_path"))), items)


def _own(said: Mapping[str, Any], method: "Method") -> Paging | None:
    """`{cursor: ARGUMENT, next: WAY, items: WAY}`, `{page | offset: ARGUMENT, items: WAY}` or `{url: WAY, items: WAY}`."""
    items = way_of(said.get("items"))
    if "cursor" in said:
        return _cursor(_asked(method, said["cursor"]), way_of(said.get("next")), items)
    for kind in ("page", "offset"):
        if kind in said:
            return _counted(method, _asked(method, said[kind]), items, by_items=kind == "offset")
    return _linked(method, way_of(said.get("url")), items)


def _microsoft(said: Mapping[str, Any], method: "Method") -> Paging | None:
    """`{nextLinkName: PROPERTY, itemName: PROPERTY}`: the items are in `value` unless it says otherwise."""
    name, items = said.get("nextLinkName"), said.get("itemName", "value")
    if not isinstance(name, str) or not name or not isinstance(items, str):
        return None
    return _linked(method, (name,), (items,))


_EXTENSIONS: Final[Mapping[str, Callable[[Mapping[str, Any], "Method"], Paging | None]]] = {
    "x-speakeasy-pagination": _speakeasy,
    "x-fern-pagination": _fern,
    "x-pagination": _own,
    "x-ms-pageable": _microsoft,
}


def _cursor(argument: str, source: Way | None, items: Way | None) -> Paging | None:
    return Paging("cursors", ((argument, source),), items=items) if argument and source else None


def _linked(method: "Method", url: Way | None, items: Way | None) -> Paging | None:
    return Paging("linked", url=url, items=items) if url and method.endpoint.method == "GET" else None


def _counted(method: "Method", argument: str, items: Way | None, *, by_items: bool) -> Paging:
    schema = next((a.schema for a in method.arguments if a.name == argument), {})
    default = schema.get("default")
    first = default if isinstance(default, int) and not isinstance(default, bool) else 0 if by_items else 1
    return Paging("counted", argument=argument, first=first, items=items, by_items=by_items)


def _asked(method: "Method", expression: Any) -> str:
    """The argument that `$request.NAME` means, or a plain name; empty for none."""
    return _argument(method, expression.removeprefix("$request."), "") if isinstance(expression, str) else ""


def _argument(method: "Method", wire: str, location: str) -> str:
    """The argument of a name on the wire, in a place if that is said; empty for none."""
    if method.whole_body:
        return next((a.name for a in method.parameters if a.wire == wire and location in ("", a.location)), "")
    return next((a.name for a in method.arguments if a.wire == wire and location in ("", a.location)), "")


def _types(method: "Method", argument: str) -> tuple[Shape, ...]:
    """What an argument may be, null apart, if that is one thing."""
    shape = next((a.shape for a in method.arguments if a.name == argument), None)
    options = tuple(o for o in (shape.options if isinstance(shape, Union) else (shape,)) if o not in (None, Scalar("null")))
    return options if len(options) == 1 else ()


def _item(way: Way, model: str, classes: Mapping[str, Class]) -> str:
    match _at(Named(model), way, classes):
        case Array(Named(name)):
            return f"models.{name}"
        case Array(Scalar("string")):
            return "str"
        case _:
            return "Any"


def _at(shape: Shape, way: Way, classes: Mapping[str, Class]) -> Shape | None:
    """The shape at the end of a way; None where it is not described."""
    described = classes.get(shape.name) if isinstance(shape, Named) else None
    if isinstance(described, RootClass):
        return _at(described.shape, way, classes)
    if not way:
        return shape
    if isinstance(shape, Array) and isinstance(way[0], int):
        return _at(shape.items, way[1:], classes)
    if not isinstance(described, ObjectClass):
        return None
    below = next((a.shape for a in described.attributes if a.wire == way[0]), None)
    return None if below is None else _at(below, way[1:], classes)


__all__ = ["Paging", "find_pagings", "unread_statements", "way_of"]
