"""The arguments of a call as what is checked and what is sent."""

import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from .advice import Advice, Note, advice_on, sent_names, warn_of
from .errors import ClientError, RequestInvalid
from .model import json_value, unspeakable, verdict
from .request import Broken, Operation
from .types import UNSET, Unset

_EXACT: Final = 2.0**53


def fields(given: Mapping[str, Any], extra: Mapping[str, Any] | None, *, required: bool) -> Any:
    """The fields of a body that were given, by their names on the wire; UNSET for an optional body without any."""
    body = {name: value for name, value in given.items() if not isinstance(value, Unset)}
    body.update(extra or {})
    return body if body or required else UNSET


def checked(operation: Operation, body: Any, parameters: Mapping[tuple[str, str], Any]) -> Any:
    """The body as JSON values; RequestInvalid with everything that body and parameters break."""
    value = UNSET if isinstance(body, Unset) else json_value(body)
    sent = {key: json_value(v) for key, v in parameters.items() if not isinstance(v, Unset)}
    broken: tuple[Broken, ...] = () if isinstance(value, Unset) else verdict(operation, value)
    broken += operation.broken_parameters(sent)
    broken += tuple(b for (where, name), v in sent.items() for b in _unsendable(where, name, v))
    if broken:
        raise RequestInvalid(operation.id, broken)
    if operation.deprecated:
        warn_of(operation.id, operation.deprecated, sent_names(value, sent), value)
    return value


def check(operations: Mapping[str, Operation], operation_id: str, body: Any) -> tuple[Broken, ...]:
    """Every documented constraint that a body breaks, none when it may be sent; ClientError for an unknown operation."""
    return verdict(operations[_name_of(operations, operation_id)], json_value(body))


def advise(package: str, operations: Mapping[str, Operation], operation_id: str, body: Any) -> tuple[Advice, ...]:
    """What the documentation says of a body without forbidding it; ClientError for an unknown operation."""
    notes: Mapping[str, tuple[Note, ...]] = import_module(f"{package}._advice").NOTES  # for those who ask
    return advice_on(notes[_name_of(operations, operation_id)], json_value(body))


def _name_of(operations: Mapping[str, Operation], operation_id: str) -> str:
    """The name of the method of an operation, which may be called by it too."""
    if operation_id not in operations:
        named = (name for name, operation in operations.items() if operation.id == operation_id)
        if (name := next(named, None)) is not None:
            return name
        raise ClientError(f"unknown operation {operation_id!r}; known: {', '.join(operations) or 'none'}")
    return operation_id


def text(value: Any) -> Any:
    """A parameter as text, lists joined by commas; UNSET for what is not sent, which null is not either."""
    return _joined(value, ",")


def query(value: Any, style: str) -> Any:
    """A query parameter: `value` as it is, `repeat` once for each item, else a list joined by `,`, space or `|`, or as JSON."""
    plain = json_value(value)
    if plain is None or isinstance(plain, Unset):
        return UNSET
    if style == "json":
        return json.dumps(plain, ensure_ascii=False)
    if isinstance(plain, list):
        return [_text(item) for item in plain] if style in ("repeat", "value") else _joined(plain, style)
    return _whole(plain)


def _joined(value: Any, separator: str) -> Any:
    plain = json_value(value)
    if plain is None or isinstance(plain, Unset):
        return UNSET
    return separator.join(map(_text, plain)) if isinstance(plain, list) else _text(plain)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(_whole(value), ensure_ascii=False)


def _whole(value: Any) -> Any:
    """512.0 as 512, as bodies send it."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value


def _unsendable(where: str, name: str, value: Any) -> tuple[Broken, ...]:
    if any(unspeakable(value)):
        return (Broken(f"{name}-json", f"?{name}", f"{name} must be a JSON value"),)
    if where == "path" and text(value) in (UNSET, "", ".", ".."):
        return (Broken(f"{name}-path", f"?{name}", f"{name} must be a value that can stand in a path"),)
    return ()
