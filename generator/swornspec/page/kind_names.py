"""The words that are types, from a table (`kind_names.txt`): those that are types anywhere, and those of a column of types alone."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from swornspec.page.types import SCALARS

_ALONE: Final = "# in a column of types alone"
_SIZED: Final = re.compile(r"(?:an|ans|alphanumeric) ?(?:\.\.\.?|\()? ?(?P<most>[0-9]{1,6})\)?|as?n?(?:\.\.\.?|\()(?P<other>[0-9]{1,6})\)?")
_FORMAT: Final = re.compile(r"(?P<name>[A-Za-z][\w-]{1,24}) format")
_FORMATS: Final = {
    "timestamp": "date-time",
    "datetime": "date-time",
    "bytes": "byte",
    "url": "uri",
    "guid": "uuid",
    **{name: name for name in ("date", "date-time", "time", "duration", "uuid", "uri", "email", "byte", "binary", "password", "hostname")},
    **{name: name for name in ("ipv4", "ipv6", "int32", "int64", "uint32", "uint64", "float", "double", "decimal")},
}


def of_name(word: str) -> Mapping[str, Any] | None:
    """What a word in small letters states wherever a type may stand; None when it is no type."""
    stated = _anywhere().get(word)
    return SCALARS.get(word) if stated is None else stated


@lru_cache(maxsize=2048)
def of_column(words: str) -> Mapping[str, Any] | None:
    """What words in small letters state in a column of types, as `dateonly`, `u32`, `an..40`; None when they are no type."""
    whole, stated = _in_columns()
    if found := whole.fullmatch(words):
        return stated[(found.lastindex or 1) - 1]
    if sized := _SIZED.fullmatch(words):  # the notation of ISO 8583
        return {"type": "string", "maxLength": int(sized["most"] or sized["other"])}
    return None


def format_called(words: str) -> str | None:
    """The format that `int64 format` calls by its name, empty for one that JSON Schema has no word for; None for other words."""
    found = _FORMAT.fullmatch(words)
    if found is None:
        return None
    name = found["name"].lower()
    return _FORMATS.get(name, name if name in _FORMATS.values() else "")


@lru_cache(maxsize=1)
def _anywhere() -> Mapping[str, Mapping[str, Any]]:
    return {word: stated for stated, words in _rows()[0] for word in words.split("|")}


@lru_cache(maxsize=1)
def _in_columns() -> tuple[re.Pattern[str], tuple[Mapping[str, Any], ...]]:
    rows = _rows()[1]
    return re.compile("|".join(f"({words})" for _, words in rows)), tuple(stated for stated, _ in rows)


@lru_cache(maxsize=1)
def _rows() -> tuple[list[tuple[Mapping[str, Any], str]], list[tuple[Mapping[str, Any], str]]]:
    anywhere, _, alone = files(__package__).joinpath("kind_names.txt").read_text(encoding="utf-8").partition(_ALONE)
    return _read(anywhere), _read(alone)


def _read(table: str) -> list[tuple[Mapping[str, Any], str]]:
    rows = (line.split(" ;; ", 1) for line in table.splitlines() if line and not line.startswith("#"))
    return [(json.loads(stated), words) for stated, words in rows]
