"""The arguments of a call as what is checked and what is sent."""

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final
from urllib.parse import quote

from .advice import Advice, Note, advice_on, sent_names, warn_of
from .bodies import is_file, whole
from .errors import ClientError, RequestInvalid
from .model import json_value, unspeakable, verdict
from .request import Broken, Operation
from .styles import DELIMITERS, Pairs, pairs_of
from .types import UNSET, Given, Unset
from .values import Value

_USUAL: Final = {"path": "simple", "header": "simple", "query": "form*", "cookie": "form*"}
_ENCODED: Final[Mapping[str, Callable[[str], str]]] = {
    "path": lambda text: quote(text, safe=""),
    "cookie": lambda text: quote(text, safe="!#$&'()*+-./:<=>?@[]^_`{|}~"),
    "query": str,
    "header": str,
}
"""How a text is written in its place, before what separates it from others; queries are encoded when they are sent."""


def fields(given: Mapping[str, Any], extra: Mapping[str, Any] | None, *, required: bool) -> Any:
    """The fields of a body that were given, by their names on the wire; UNSET for an optional body without any."""
    body = {name: value for name, value in given.items() if not isinstance(value, Unset)}
    body.update(extra or {})
    return body if body or required else UNSET


def checked(operation: Operation, body: Any, parameters: Mapping[tuple[str, str], Any], *, files: bool = False) -> Any:
    """The body as JSON values (and with `files`, files); RequestInvalid with everything that body and parameters break."""
    value = UNSET if isinstance(body, Unset) else _with_files(body) if files else json_value(body)
    sent = {key: json_value(v) for key, v in parameters.items() if not isinstance(v, Unset)}
    broken = () if isinstance(value, Unset) else _verdict(operation, value) if files else verdict(operation, value)
    broken += operation.broken_parameters(sent)
    broken += tuple(b for (where, name), v in sent.items() for b in _unsendable(operation, where, name, v))
    if broken:
        raise RequestInvalid(operation.id, broken)
    if operation.deprecated:
        warn_of(operation.id, operation.deprecated, sent_names(None if isinstance(value, Unset) else value, sent), value)
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


def written(operation: Operation, where: str, name: str, value: Any) -> Any:
    """A parameter as it is sent: a text, texts under one name, or texts by name; UNSET for what is not sent, which null is not either."""
    plain = json_value(value)
    if plain is None or isinstance(plain, Unset):
        return UNSET
    pairs = _pairs(where, name, _style(operation, where, name), plain)
    if isinstance(pairs, str) or not pairs:  # `checked` has told what is wrong; an empty list is as good as none
        return UNSET
    texts = [text for _, text in pairs]
    if where == "path":
        return InPath(texts[0])
    if any(n != name for n, _ in pairs):
        return dict(pairs)
    return texts[0] if len(texts) == 1 else texts


class InPath(str):
    """A text that is percent-encoded as the style of its parameter wants it."""

    __slots__ = ()


def in_path(value: Any) -> str:
    """A value as it stands in a path."""
    return value if isinstance(value, InPath) else quote(str(value), safe="")


def spread(parts: Mapping[str, Value]) -> dict[str, Any]:
    """Parameters by name, those that are written under several names by these."""
    found: dict[str, Any] = {}
    for name, value in parts.items():
        found.update(value if isinstance(value, Mapping) else {name: value})
    return found


def _style(operation: Operation, where: str, name: str) -> str:
    return next((p.style for p in operation.parameters if (p.location, p.name) == (where, name)), "") or _USUAL[where]


def _pairs(where: str, name: str, style: str, value: Any) -> Pairs | str:
    """What carries a value; none for an empty list; or why nothing can."""
    if style == "json":
        text = json.dumps(value, ensure_ascii=where == "header")
        return ((name, _ENCODED[where](text)),)
    base, explode = style.rstrip("*"), style.endswith("*")
    value = whole(value)
    if value == [] or value == {}:
        if where == "path":
            return "must not be empty"
        return () if explode or base == "deepObject" or value == {} else ((name, ""),)
    joined = not (explode and where in ("query", "cookie")) and base != "deepObject"
    if joined and value == [""]:
        return "must not be one empty text, which is written like no text at all"
    separator = DELIMITERS.get(base, ",") if where != "path" else "." if base == "label" and explode else ""
    if separator and joined and _parts_hold(value, separator, explode):
        return f"must not hold {separator!r}, which separates its parts"
    pairs = pairs_of(name, value, base, explode, _ENCODED[where] if where in ("path", "cookie") else str)
    if pairs is None:
        return "must be a value whose parts are texts, numbers or booleans"
    return pairs


def _parts_hold(value: Value, separator: str, explode: bool) -> bool:
    """Whether a separator stands in a part of an array or object, so that its parts would not be told apart."""
    marks = (separator, "=") if isinstance(value, Mapping) and explode else (separator,)
    return any(mark in text for text in _texts(value) for mark in marks)


def _texts(value: Value) -> list[str]:
    """The parts of an array or object."""
    if isinstance(value, Mapping):
        return [str(part) for part in (*value, *value.values())]
    return [str(part) for part in value] if isinstance(value, list) else []


def _unsendable(operation: Operation, where: str, name: str, value: Any) -> tuple[Broken, ...]:
    if any(unspeakable(value)):
        return (Broken(f"{name}-json", f"?{name}", f"{name} must be a JSON value"),)
    if value is None:
        return (Broken(f"{name}-path", f"?{name}", f"{name} must be a value that can stand in a path"),) if where == "path" else ()
    pairs = _pairs(where, name, _style(operation, where, name), value)
    if isinstance(pairs, str):
        return (Broken(f"{name}-{where}", f"?{name}", f"{name} {pairs}"),)
    if not pairs and any(p.required for p in operation.parameters if (p.location, p.name) == (where, name)):
        return (Broken(f"{name}-{where}", f"?{name}", f"{name} must not be empty, as it is then not sent at all"),)
    if where == "path" and pairs[0][1] in ("", ".", ".."):
        return (Broken(f"{name}-path", f"?{name}", f"{name} must be a value that can stand in a path"),)
    if where == "header" and any(part != part.strip() for _, text in pairs for part in (text, *_texts(value))):
        return (Broken(f"{name}-header", f"?{name}", f"{name} must not begin or end with blank space, which no header keeps"),)
    return ()


def _verdict(operation: Operation, value: Any) -> tuple[Broken, ...]:
    """The verdict on a body with files: what it says of the files themselves does not count, for they are no JSON values."""
    files: set[str] = set()
    plain = _without_files(value, "", files)
    return tuple(b for b in verdict(operation, plain) if b.pointer not in files)


def _with_files(value: Given, depth: int = 0) -> Any:
    """Files stay, wherever a form may have them: in its fields, and in lists there; all else becomes JSON values."""
    if is_file(value):
        return value
    if isinstance(value, Mapping) and depth == 0:
        return {k: _with_files(v, 1) for k, v in value.items()}
    if isinstance(value, list | tuple) and depth == 1:
        return [_with_files(v, 2) for v in value]
    return json_value(value)


def _without_files(value: Given, pointer: str, files: set[str]) -> Any:
    if is_file(value):
        files.add(pointer)
        return ""
    if isinstance(value, Mapping):
        return {k: _without_files(v, f"{pointer}/{str(k).replace('~', '~0').replace('/', '~1')}", files) for k, v in value.items()}
    return [_without_files(v, f"{pointer}/{i}", files) for i, v in enumerate(value)] if isinstance(value, list) else value
