"""Regular expressions of JSON Schema (ECMA-262) in Python's syntax: `$` is the very end, digits and letters are ASCII."""

import re
from functools import lru_cache
from typing import Final

_SPACE: Final = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_EVERYTHING: Final = (r"[\s\S]", r"[\S\s]", r"[\d\D]", r"[\D\d]", r"[\w\W]", r"[\W\w]")
_CLASSES: Final = {"d": "0-9", "w": "A-Za-z0-9_", "s": _SPACE}


@lru_cache(maxsize=1024)
def python_pattern(pattern: str) -> re.Pattern[str]:
    """A JSON Schema pattern compiled; re.error where Python has no such expression."""
    try:
        return re.compile(python_text(pattern))
    except (OverflowError, RecursionError) as error:
        raise re.error(str(error)) from error


@lru_cache(maxsize=1024)
def python_text(pattern: str) -> str:
    """A JSON Schema pattern as Python writes it; re.error for what has no equivalent."""
    parts: list[str] = []
    inside, i = False, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\" and i + 1 < len(pattern):
            parts.append(_escape(pattern[i + 1], inside=inside))
            i += 2
            continue
        if inside:
            inside = char != "]"
            parts.append("\\[" if char == "[" else char)
        elif pattern.startswith(_EVERYTHING, i):
            parts.append("(?s:.)")
            i += 5
        elif char == "[":
            inside = True
            parts.append(char)
        elif pattern.startswith("(?<", i) and pattern[i + 3 : i + 4] not in ("=", "!"):
            parts.append("(?P<")
            i += 2
        else:
            parts.append(r"\Z" if char == "$" else char)
        i += 1
    return "".join(parts)


def _escape(char: str, *, inside: bool) -> str:
    if char in "dws":
        return _CLASSES[char] if inside else f"[{_CLASSES[char]}]"
    if char in "DWS" and not inside:
        return f"[^{_CLASSES[char.lower()]}]"
    if char in "pPZAzkG" or (char in "DWS" and inside):
        raise re.error(f"\\{char} has no equivalent in Python")
    return re.escape(char) if not char.isalnum() else f"\\{char}"
