"""The Prefer header of a request (RFC 7240) becomes what the client wants of the mock, in the words that Prism uses.

Prefer: code=404, example="not found"
Prefer: dynamic=true
"""

import re
from dataclasses import dataclass
from typing import Final

_PIECE: Final = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*+"|")++')
_PREFERENCE: Final = re.compile(
    r"""\s*+([!#$%&'*+.^_`|~0-9A-Za-z-]++)\s*+(?:=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^";]*+)))?\s*+(?:;.*)?""", re.DOTALL
)
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]+")
_LONGEST: Final = 1_000
"""Bytes of a Prefer field that are read."""
_CODE: Final = re.compile(r"[2-5][0-9]{2}")


class PreferenceError(Exception):
    """A preference cannot be met; the message says why and what there is, and repeats nothing that was sent."""


@dataclass(frozen=True, slots=True)
class Preference:
    """What a client wants: a status, a named example, drawn data or not; None where it does not say."""

    code: int | None = None
    example: str | None = None
    dynamic: bool | None = None


NONE: Final = Preference()


def read_preference(header: bytes) -> Preference:
    """The preference that a Prefer field states (several fields joined by commas); PreferenceError when one of ours has no such value.

    Preferences of other names are not for us, and of one that is stated twice the first counts (RFC 7240, 2).
    """
    if len(header) > _LONGEST:
        raise PreferenceError(f"The Prefer header is longer than {_LONGEST} bytes.")
    said: dict[str, str] = {}
    for piece in _PIECE.findall(_text(header)):
        found = _PREFERENCE.fullmatch(piece)
        if found:
            value = re.sub(r"\\(.)", r"\1", found[2], flags=re.DOTALL) if found[2] is not None else (found[3] or "").strip()
            said.setdefault(found[1].lower(), value)
    return Preference(_code(said.get("code")), said.get("example"), _dynamic(said.get("dynamic")))


def applied(preference: Preference) -> bytes:
    """The value of Preference-Applied (RFC 7240, 3) for what was met."""
    parts = [] if preference.code is None else [f"code={preference.code}"]
    if preference.example is not None:
        parts.append("example" + _word(preference.example))
    if preference.dynamic is not None:
        parts.append(f"dynamic={'true' if preference.dynamic else 'false'}")
    return ", ".join(parts).encode()


def _text(header: bytes) -> str:
    try:
        return header.decode()
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _code(value: str | None) -> int | None:
    if value is None:
        return None
    if not _CODE.fullmatch(value):
        raise PreferenceError("The preferred code is no status from 200 to 599, such as in 'Prefer: code=404'.")
    return int(value)


def _dynamic(value: str | None) -> bool | None:
    if value is None:
        return None
    if value.lower() not in ("true", "false", ""):
        raise PreferenceError("The preference dynamic is true or false, as in 'Prefer: dynamic=true'.")
    return value.lower() != "false"


def _word(value: str) -> str:
    """`=value`, quoted where it is no token; nothing where a header cannot hold it."""
    if _TOKEN.fullmatch(value):
        return f"={value}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'="{escaped}"' if _PRINTABLE.fullmatch(value) else ""
