"""Fields of a JSON body that its schema does not document, or that do not go the way of the body, wherever they stand."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.spec.check import Broken
from swornspec.spec.direction import Direction, Projection, projection_of
from swornspec.spec.document import as_list, as_mapping, resolve

_NOT_THIS_WAY: Final = {
    Direction.REQUEST: "is read-only: it is part of responses alone",
    Direction.RESPONSE: "is write-only: it is part of requests alone",
}


def undocumented(raw: Mapping[str, Any], schema: Any, body: Any, direction: Direction) -> Iterator[Broken]:
    """One `<field>-undocumented` per unknown field, one `<field>-readOnly` (or `-writeOnly`) per field that goes the other way.

    A schema that names no fields, or speaks of additional ones, allows any.
    """
    yield from _within(raw, projection_of(raw, direction), direction, [schema], body, "", "")


def _within(
    raw: Mapping[str, Any], projection: Projection, direction: Direction, schemas: list[Any], value: Any, pointer: str, name: str
) -> Iterator[Broken]:
    flat = list(_flat(raw, schemas, set()))
    if isinstance(value, Mapping):
        known: dict[str, list[Any]] = {}
        for schema in flat:
            for field, sub in as_mapping(schema.get("properties")).items():
                known.setdefault(str(field), []).append(sub)
        free = not known or any(k in s for s in flat for k in ("additionalProperties", "unevaluatedProperties", "patternProperties"))
        demanded = {f for s in flat for f in as_list(s.get("required")) if isinstance(f, str)}  # what must be there is documented
        for field, item in value.items():
            below, called = f"{pointer}/{field.replace('~', '~0').replace('/', '~1')}", f"{name}.{field}" if name else field
            if any(projection.is_marked(s) for s in known.get(field, ())):
                yield Broken(f"{called}-{direction.value}", below, f"{called} {_NOT_THIS_WAY[direction]}", ())
            elif field in known:
                yield from _within(raw, projection, direction, known[field], item, below, called)
            elif not free and field not in demanded:
                yield Broken(f"{called}-undocumented", below, f"{called} is not a documented field", ())
    elif isinstance(value, list):
        items = [s["items"] for s in flat if "items" in s]
        for n, item in enumerate(value if items else ()):
            yield from _within(raw, projection, direction, items, item, f"{pointer}/{n}", f"{name}[]")


def _flat(raw: Mapping[str, Any], schemas: list[Any], seen: set[int]) -> Iterator[Mapping[str, Any]]:
    """The schemas with their references followed, and all that apply (or may apply) beside them."""
    for schema in schemas:
        if not isinstance(schema, Mapping) or id(schema) in seen:
            continue
        seen.add(id(schema))
        try:
            followed = resolve(raw, schema)
        except DocumentError:  # a reference that the validator follows in its own way: what it documents is not known here
            yield {"additionalProperties": True}
            continue
        yield followed
        for keyword in ("allOf", "anyOf", "oneOf"):
            yield from _flat(raw, list(followed.get(keyword) or ()), seen)
        yield from _flat(raw, [followed[k] for k in ("if", "then", "else") if k in followed], seen)
