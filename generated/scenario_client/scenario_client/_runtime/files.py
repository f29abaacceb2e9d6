"""Files: bytes and paths as data URLs (RFC 2397), and files that are written whole or not at all.

A file is written to a temporary place beside its target, which it replaces when all of it has arrived.
"""

import os
import re
from base64 import b64encode
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO, Final

from .errors import ClientError
from .sniff import named, sniffed

LARGEST_FILE: Final = 64 * 2**20
"""Bytes that a file may have to be written into a data URL, unless `max_bytes` says otherwise."""

_BYTES: Final = (bytes, bytearray, memoryview)
_FILES: Final = (*_BYTES, os.PathLike)
_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"  # RFC 6838, 4.2
_MEDIA_TYPE: Final = re.compile(rf"{_NAME}/{_NAME}(;{_NAME}=[A-Za-z0-9!#$&^_.+-]+)*")


class FileRefused(ClientError, ValueError):  # noqa: N818 - it says what is wrong, not that something is
    """A file cannot be put into a request: it cannot be read, is too large, or of a type that its bytes do not tell."""


def data_url(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview, media_type: str | None = None, *, max_bytes: int = LARGEST_FILE
) -> str:
    """A file, given by its path or as its bytes, as a data URL (RFC 2397) in base64.

    The type is `media_type`, else what the first bytes tell, else what the ending of the path tells. FileRefused for a
    file that cannot be read, has more than `max_bytes` bytes, or is of an unknown type: a wrong one is never made up.
    """
    if isinstance(source, _BYTES):
        name, content = "", bytes(source)
    else:
        name = os.fsdecode(source)
        content = _read(name, max_bytes)
    if len(content) > max_bytes:
        raise FileRefused(f"{name or 'the file'} has more than {max_bytes} bytes")
    kind = media_type or sniffed(content) or named(name)
    if kind is None:
        raise FileRefused(f"the type of {name or 'these bytes'} is unknown: call data_url(..., media_type=...)")
    if not _MEDIA_TYPE.fullmatch(kind):
        raise FileRefused(f"not a media type: {kind[:100]!r}")
    return f"data:{kind};base64,{b64encode(content).decode()}"


def as_data_urls(value: Any) -> Any:
    """An argument with its paths and bytes, alone or in a sequence, as data URLs; a string stays what it is."""
    items = _items(value)
    return _as_data_url(value) if items is None else [_as_data_url(item) for item in items]


def _items(value: Sequence[Any] | float | None) -> Sequence[Any] | None:
    return value if isinstance(value, Sequence) and not isinstance(value, (str, *_FILES)) else None


def _as_data_url(value: bytes | bytearray | memoryview | os.PathLike[str] | str | None) -> Any:
    return data_url(value) if isinstance(value, _FILES) else value


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Generator[BinaryIO, None, None]:
    """A file to write to, which takes the place of `path` at the end; on an error it is removed and `path` stays as it was."""
    target = Path(path)
    partial = target.with_name(f".{token_hex(8)}.partial")
    try:
        with partial.open("xb") as file:
            yield file
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _read(name: str, most: int) -> bytes:
    """The bytes of a regular file, at most one more than `most`: a device or a pipe may have no end."""
    try:
        if not Path(name).is_file():
            raise FileRefused(f"{name or 'the empty path'} is not a file")
        with Path(name).open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(f"{name!r} cannot be read: {getattr(error, 'strerror', None) or error}") from error


__all__ = ["LARGEST_FILE", "FileRefused", "as_data_urls", "data_url", "replacing"]
