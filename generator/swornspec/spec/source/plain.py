"""Scalars of YAML 1.2 (core schema) as JSON values: the words and numbers a plain scalar may stand for."""

import re
from typing import Final

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER: Final = re.compile(
    r"(?P<int>[-+]?[0-9]+)|0x(?P<hex>[0-9a-fA-F]+)|0o(?P<octal>[0-7]+)|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DIGITS: Final = 1000
"""Characters of a number at most; Python refuses to read much longer ones."""


def plain_value(text: str) -> str | int | float | bool | None:
    """What a plain scalar stands for (YAML 1.2, 10.3.2); text that is no finite number and no known word is itself."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "-+.0123456789" or len(text) > _DIGITS:
        return text
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    if match["int"]:
        return int(text)
    if match["hex"] or match["octal"]:
        return int(text, 0)
    value = float(text)
    return text if value in (float("inf"), float("-inf")) else value


def is_not_finite(text: str) -> bool:
    """Whether a plain scalar stands for a number that JSON does not have: infinite, too large for a double, or none."""
    if _NOT_FINITE.fullmatch(text):
        return True
    match = _NUMBER.fullmatch(text) if len(text) <= _DIGITS else None
    return match is not None and match.lastgroup is None and float(text) in (float("inf"), float("-inf"))


def is_text(text: str) -> bool:
    """Whether a plain scalar stands for its own text, so that text may be written without quotes for what YAML 1.2 says of it."""
    return isinstance(plain_value(text), str) and not is_not_finite(text)
