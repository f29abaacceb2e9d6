"""Bodies that are not JSON: forms, texts and files, as the bytes that are sent."""

import json
import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from os import PathLike, fspath
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import quote_plus
from uuid import uuid4

from .errors import ClientError
from .model import json_value
from .styles import as_text, pairs_of
from .types import File, Given, Unset
from .values import Value

_BYTES: Final = "application/octet-stream"
_EXACT: Final = 2.0**53


def encoded(value: Any, media_type: str, encoding: Mapping[str, str]) -> Any:
    """A checked body as what is sent in a media type; UNSET stays.

    `encoding` has a style or a media type for fields of forms that are not written in the usual way: scalars as text,
    arrays item by item under the same name, objects as JSON (OpenAPI 3.1, Encoding Object). ClientError when that cannot be done.
    """
    if isinstance(value, Unset):
        return value
    essence = media_type.split(";")[0].strip().lower()
    if essence == "application/x-www-form-urlencoded":
        pairs = [pair for name, field in _fields(value) for pair in _form(name, field, encoding.get(name, ""))]
        text = "&".join(f"{quote_plus(n)}={quote_plus(v)}" for n, v in pairs)
        return File(BytesIO(text.encode("ascii")), essence)
    if essence == "multipart/form-data":
        return _multipart([part for name, field in _fields(value) for part in _parts(name, field, encoding.get(name, ""))])
    if isinstance(value, str):
        stated = media_type if value.isascii() or "charset" in media_type else f"{media_type}; charset=utf-8"
        return File(BytesIO(value.encode("utf-8")), _sent_type(stated, None))
    file = file_of(value)
    return File(file.payload, _sent_type(media_type, file))


def file_of(value: Given) -> File:
    """What was given for a file, as a file; ClientError when it is none, or cannot be read."""
    if isinstance(value, File):
        return value
    if isinstance(value, tuple) and 2 <= len(value) <= 3 and isinstance(value[0], str):
        inner = file_of(value[1])
        kind = value[2] if len(value) == 3 else _guessed(value[0]) or inner.content_type
        return File(inner.payload, str(kind), value[0])
    if isinstance(value, bytes | bytearray | memoryview):
        return File(BytesIO(bytes(value)))
    if isinstance(value, PathLike):
        path = Path(fspath(value))
        try:
            return File(BytesIO(path.read_bytes()), _guessed(path.name) or _BYTES, path.name)
        except OSError as error:
            raise ClientError(f"cannot read the file {path.name}: {error.strerror or error}") from error
    if (opened := _opened(value)) is not None:
        name = getattr(opened, "name", None)
        base = Path(name).name if isinstance(name, str) else None
        return File(opened, _guessed(base or "") or _BYTES, base)
    raise ClientError(f"{type(value).__name__} is no file: give bytes, a path, an open file, or a tuple of name, content and media type")


def is_file(value: Given) -> bool:
    """Whether a value is given as a file, and not as a JSON value."""
    if isinstance(value, tuple):
        return 2 <= len(value) <= 3 and isinstance(value[0], str) and is_file(value[1])
    return isinstance(value, File | bytes | bytearray | memoryview | PathLike) or _opened(value) is not None


def _opened(value: Any) -> BinaryIO | None:
    """A value if it is an open file, or like one."""
    return value if hasattr(value, "read") and hasattr(value, "seekable") else None


def each_of(value: Given) -> list[Any]:
    """The items of a list; any other value by itself."""
    return value if isinstance(value, list) else [value]


def whole(value: Value) -> Any:
    """512.0 as 512, as JSON bodies send it, in parts too."""
    if isinstance(value, Mapping):
        return {k: whole(v) for k, v in value.items()}
    if isinstance(value, list):
        return [whole(v) for v in value]
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value


def _fields(value: Given) -> list[tuple[str, Any]]:
    if not isinstance(value, Mapping):
        raise ClientError("a form is an object of fields")
    if any("\ud800" <= c <= "\udfff" for name in value for c in str(name)):
        raise ClientError("the name of a field has half of a surrogate pair")
    return [(str(name), field) for name, field in value.items()]


def _form(name: str, value: Given, how: str) -> Sequence[tuple[str, str]]:
    if any(map(is_file, each_of(value))):
        raise ClientError(f"{name} is a file, which only multipart forms can carry")
    plain = whole(json_value(value))
    if "/" in how:
        return [(name, json.dumps(plain, ensure_ascii=False) if "json" in how else _plain(name, plain))]
    if plain is None or plain == []:  # null has no text (OpenAPI 3.1, 4.8.14.4): the field is there, and empty
        return [(name, "")] if plain is None else []
    if not how:
        if isinstance(plain, Mapping):
            return [(name, json.dumps(plain, ensure_ascii=False))]
        texts = ((as_text(item), item) for item in each_of(plain))
        return [(name, json.dumps(item, ensure_ascii=False) if text is None else text) for text, item in texts]
    pairs = pairs_of(name, plain, how.rstrip("*"), how.endswith("*"))
    if pairs is None:
        raise ClientError(f"{name} cannot be written as {how.rstrip('*')}")
    return pairs


def _plain(name: str, value: Any) -> str:
    text = as_text(value)
    if text is None:
        raise ClientError(f"{name} must be a text or number to be sent in a form")
    return text


def _parts(name: str, value: Given, kind: str) -> Iterator[tuple[str, bytes, str, str | None]]:
    """Name, content, media type (empty for plain text) and file name of what a field becomes."""
    for item in each_of(value):
        if is_file(item):
            file = file_of(item)
            stated = kind.split(",")[0].strip() if "*" not in kind else ""
            known = file.content_type if file.content_type != _BYTES else stated or _BYTES
            yield name, file.content, known, file.name or name
            continue
        text = as_text(whole(item))
        if "json" in kind or text is None:
            yield name, json.dumps(item, ensure_ascii=False).encode("utf-8"), kind if "json" in kind else "application/json", None
        else:
            yield name, text.encode("utf-8"), kind if "/" in kind and "*" not in kind and "," not in kind else "", None


def _multipart(parts: Sequence[tuple[str, bytes, str, str | None]]) -> File:
    boundary = uuid4().hex
    lines: list[bytes] = []
    for name, content, kind, file_name in parts:
        shown = f'; filename="{_quoted(file_name)}"' if file_name is not None else ""
        stated = f"\r\nContent-Type: {_sent_type(kind, None)}" if kind else ""
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"{shown}{stated}\r\n\r\n'
        lines += [head.encode("utf-8"), content, b"\r\n"]
    return File(BytesIO(b"".join([*lines, f"--{boundary}--\r\n".encode()])), f"multipart/form-data; boundary={boundary}")


def _quoted(name: str) -> str:
    """As the HTML standard writes names of fields and files (multipart/form-data encoding algorithm)."""
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")


def _guessed(name: str) -> str:
    return mimetypes.guess_type(name)[0] or ""


def _sent_type(media_type: str, file: File | None) -> str:
    """The media type that is sent: a documented range (`image/*`) takes that of the file. ClientError when there is none to send."""
    stated = media_type.strip()
    if "*" in stated.split(";")[0]:
        own = file.content_type if file is not None else "text/plain"
        if stated.startswith("*/") or own.split("/")[0] == stated.split("/")[0]:
            stated = own
        else:
            raise ClientError(f"the body must be {stated}: give its media type, as in (name, content, media type)")
    if not (stated.isascii() and stated.isprintable() and "/" in stated):
        raise ClientError("a media type holds characters that no header can carry")
    return stated
