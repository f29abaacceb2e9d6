"""What endpoint functions take and give besides models: the mark of a field that was not given, files, typed responses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Generic, Literal, TypeVar

from .files import File


class Unset:
    """The mark of a field that was not given: it is not sent, whereas None is sent as null."""

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()

_Parsed = TypeVar("_Parsed")


@dataclass(frozen=True, slots=True)
class Response(Generic[_Parsed]):
    """A success response: its status, bytes and headers, and what they say."""

    status_code: int
    content: bytes
    headers: Mapping[str, str]
    parsed: _Parsed


__all__ = ["UNSET", "File", "Response", "Unset"]
