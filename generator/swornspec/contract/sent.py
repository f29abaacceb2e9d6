"""Values as they travel outside a body: in a path, a query, a header or a cookie everything is text."""

from collections.abc import Iterable, Mapping
from typing import Any

from swornspec.rules.witness.sample import types_of
from swornspec.spec.document import Parameter


def as_texts(value: Any) -> tuple[str, ...] | None:
    """The texts that carry a value, one for each item of an array; None when no text can."""
    if isinstance(value, list | tuple):
        items = [as_texts(v) for v in value]
        return None if any(i is None or len(i) != 1 for i in items) else tuple(i[0] for i in items if i)
    if value is None or isinstance(value, Mapping):
        return None
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return (str(value),)


def written(parameter: Parameter, value: Any) -> tuple[str, ...] | None:
    """The texts that carry a parameter's value in its own style: an array one item each, or joined by commas; None when no text can."""
    texts = as_texts(value)
    if not isinstance(value, list | tuple) or not texts or not _joined(parameter):
        return texts
    return None if any("," in t or not t for t in texts) else (",".join(texts),)


def _joined(parameter: Parameter) -> bool:
    """Whether an array is one text with commas between its items (OpenAPI 3.1, Style Values)."""
    return parameter.style == "simple" or (parameter.style == "form" and not parameter.explode)


def as_value(parameter: Parameter, texts: tuple[str, ...]) -> Any:
    """What a receiver that knows the schema reads from the texts; a text that is no number stays a text."""
    types = types_of(parameter.schema)
    if "array" in types:
        if _joined(parameter):
            texts = tuple(texts[-1].split(",")) if texts else ()
        items = parameter.schema.get("items")
        item = Parameter(parameter.name, parameter.location, False, items if isinstance(items, Mapping) else {})
        return [as_value(item, (t,)) for t in texts]
    return _scalar(texts[0], types) if texts else None


def _scalar(text: str, types: Iterable[str]) -> Any:
    for kind in types:
        if kind == "boolean" and text in ("true", "false"):
            return text == "true"
        if kind == "integer" and text.lstrip("-").isascii() and text.lstrip("-").isdigit():
            return int(text)
        if kind in ("integer", "number"):
            try:
                number = float(text)
            except ValueError:
                continue
            return int(text) if text.lstrip("-").isdigit() else number
        if kind == "string":
            return text
    return text


def expressible(parameter: Parameter, value: Any) -> tuple[str, ...] | None:
    """The texts of a value if a receiver reads the same value (and type) back from them."""
    texts = written(parameter, value)
    one_each = (parameter.location, parameter.style, parameter.explode) == ("query", "form", True)
    if isinstance(value, list | tuple) and not one_each and not _joined(parameter):
        return None  # written in a way of its own
    if "object" in types_of(parameter.schema):
        return None  # so are objects: a text may be read as one of their members
    if not texts or parameter.media_type is not None or any(not _sendable(parameter.location, t) for t in texts):
        return None  # no item at all is as good as not sent
    return texts if repr(as_value(parameter, texts)) == repr(value) else None


def _sendable(location: str, text: str) -> bool:
    if location in ("header", "cookie"):
        return text.isascii() and text.isprintable() and text == text.strip() and not set(text) & set(',; "\\')
    if location == "path":
        return bool(text) and text not in (".", "..") and "/" not in text
    return True
