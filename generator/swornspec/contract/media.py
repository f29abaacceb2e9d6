"""Bodies that are not JSON, and bodies that are no bodies: the bytes of a value in a media type, and bytes that nobody can read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from swornspec.spec.styles import as_text

_BOUNDARY: Final = "swornspec-boundary"
_DEEP: Final = 20_000


def encoded(value: Any, media_type: str) -> tuple[bytes, str] | None:
    """A value's bytes in a media type, and the content type that says so; None where the value cannot be written that way."""
    essence = media_type.partition(";")[0].strip().lower()
    if "json" in essence:
        return json.dumps(value, ensure_ascii=False).encode(), media_type
    if essence.startswith("text/"):
        text = as_text(value)
        return None if text is None else (text.encode(), media_type)
    if essence not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return None
    members = {str(k): as_text(v) for k, v in value.items()} if isinstance(value, Mapping) else {}
    fields = {k: t for k, t in members.items() if t is not None}
    if not fields or len(fields) < len(members):
        return None
    if essence == "multipart/form-data":
        return _multipart(fields), f"multipart/form-data; boundary={_BOUNDARY}"
    return urlencode(fields).encode(), media_type


def _multipart(fields: Mapping[str, str]) -> bytes:
    parts = [f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    return f"{''.join(parts)}--{_BOUNDARY}--\r\n".encode()


def unreadable(valid: bytes) -> Iterator[tuple[str, bytes]]:
    """Contents that are no JSON, each with a name; `valid` is a JSON body."""
    yield "cut-short", valid[:-1] or b"{"
    yield "not-json", b"this is no JSON"
    yield "single-quotes", b"{'a': 1}"
    yield "trailing-comma", b'{"a": 1,}'
    yield "two-values", valid + valid
    yield "nan", b'{"undocumented_field": NaN}'
    yield "not-utf-8", b'{"undocumented_field": "\xff\xfe"}'
    yield "too-deep", b'{"undocumented_field": ' + b"[" * _DEEP + b"]" * (_DEEP - 1) + b"}"


def repeated(value: Any, other: Any) -> Iterator[tuple[str, bytes]]:
    """A JSON object's contents with a key twice: the same value again, and another value after and before it.

    RFC 8259, section 4: what a receiver makes of that is its own affair.
    """
    if not isinstance(value, Mapping) or not value:
        return
    name = next(iter(value))
    whole = json.dumps(value, ensure_ascii=False)[1:-1]
    for kind, first, last in (("alike", value[name], None), ("wrong-last", None, other), ("wrong-first", other, None)):
        before = f"{json.dumps(name)}: {json.dumps(first, ensure_ascii=False)}, " if kind != "wrong-last" else ""
        after = f", {json.dumps(name)}: {json.dumps(last, ensure_ascii=False)}" if kind == "wrong-last" else ""
        yield kind, f"{{{before}{whole}{after}}}".encode()


def covers(documented: str, media_type: str) -> bool:
    """Whether a documented media type is, or is a range with, another."""
    known = documented.partition(";")[0].strip().lower()
    return known in (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
