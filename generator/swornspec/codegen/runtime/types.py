"""What endpoint functions take and give besides models: the mark of a field that was not given, files, typed responses."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import BinaryIO, Final, Generic, Literal, TypeVar

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
    """Bytes that are not JSON."""

    payload: BinaryIO

    def read(self) -> bytes:
        """All of the bytes, however much of `payload` was read before."""
        self.payload.seek(0)
        return self.payload.read()

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the bytes to a file, which is replaced at once; its path. OSError where that cannot be done."""
        with replacing(path) as target:
            target.write(self.read())
        return Path(path)


@dataclass(frozen=True, slots=True)
class Response(Generic[_Parsed]):
    """A success response: its status, bytes and headers, and what they say."""

    status_code: int
    content: bytes
    headers: Mapping[str, str]
    parsed: _Parsed


__all__ = ["UNSET", "File", "Response", "Unset"]
