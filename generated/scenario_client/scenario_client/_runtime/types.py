"""What endpoint functions take and give besides models: the mark of a field that was not given, files, typed responses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, Literal, TypeAlias, TypeVar

from .files import replacing


class Unset:
    """The mark of a field that was not given: it is not sent, whereas None is sent as null."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()

_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True, slots=True)
class File:
    """Bytes that are not JSON: what a response brought, or what is to be sent, then with its media type and name if they matter."""

    payload: BinaryIO
    content_type: str = "application/octet-stream"
    name: str | None = None

    @property
    def content(self) -> bytes:
        """All of the bytes, from the start where the payload can be wound back; TypeError when there are none but text."""
        if self.payload.seekable():
            self.payload.seek(0)
        return _binary(self.payload.read())

    def read(self) -> bytes:
        """All of the bytes, however much of `payload` was read before: its `content`."""
        return self.content

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the bytes to a file, which is replaced at once; its path. OSError where that cannot be done."""
        with replacing(path) as target:
            target.write(self.read())
        return Path(path)


def _binary(read: object) -> bytes:
    if not isinstance(read, bytes):
        raise TypeError(f"a file must be opened in binary mode, not for {type(read).__name__}")
    return read


FileInput: TypeAlias = (
    bytes
    | PathLike[str]
    | BinaryIO
    | File
    | tuple[str, bytes | PathLike[str] | BinaryIO]
    | tuple[str, bytes | PathLike[str] | BinaryIO, str]
)
"""What may be sent as a file: bytes, a path, an open file, a `File`, or one of them after its name and before its media type."""


Given: TypeAlias = Mapping[Any, Any] | Sequence[Any] | float | bytes | bytearray | memoryview | PathLike[str] | BinaryIO | File | None
"""A JSON value, or what may be given for a file."""


@dataclass(frozen=True, slots=True)
class Response(Generic[_Parsed]):
    """A success response: its status, bytes and headers, and what they say."""

    status_code: int
    content: bytes
    headers: Mapping[str, str]
    parsed: _Parsed


__all__ = ["UNSET", "File", "FileInput", "Given", "Response", "Unset"]
