"""JSON text to the value it says, within bounds that whatever walks the value can bear."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

from swornspec.errors import DocumentError

DEEPEST: Final = 200
"""How deep a document's objects and arrays may be nested."""
_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{}\n]|-?Infinity|NaN|-?[0-9][0-9.eE+-]*', re.DOTALL)
_FLATTEN: Final = "flatten it"


def read_json(text: str, name: str) -> Any:
    """The value of a JSON text (RFC 8259); DocumentError with file and line for anything else, NaN and deep nesting included."""
    try:
        value = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise DocumentError(f"not valid JSON: {error.msg}", where=f"{name}:{error.lineno}:{error.colno}") from error
    except RecursionError as error:
        raise _too_deep(text, name) from error
    except _NoNumberError as error:
        line = next(line for line, mark in _tokens(text) if mark == error.word)
        raise DocumentError(f"not valid JSON: {error}", where=f"{name}:{line}", mend="write a number, or null") from error
    except ValueError as error:
        raise DocumentError(f"not valid JSON: {error}", where=name) from error
    if _is_deep(value):
        raise _too_deep(text, name)
    return value


def line_below(text: str, deepest: int) -> int | None:
    """The line on which a JSON text is nested deeper than so many levels; None where it is not."""
    if text.count("[") + text.count("{") <= deepest:
        return None
    depth = 0
    for line, mark in _tokens(text):
        depth += (mark in "[{") - (mark in "]}")
        if depth > deepest:
            return line
    return None


class _NoNumberError(Exception):
    """A word or number that JSON does not have."""

    def __init__(self, word: str, reason: str) -> None:
        self.word = word
        super().__init__(reason)


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """The brackets, numbers and odd words of a text with their lines; what stands in quotes is none of them."""
    line = 1
    for match in _TOKEN.finditer(text):
        mark = match.group()
        if mark == "\n":
            line += 1
        elif mark[0] != '"':
            yield line, mark


def _too_deep(text: str, name: str) -> DocumentError:
    line = line_below(text, DEEPEST)
    return DocumentError(f"nested deeper than {DEEPEST} levels", where=f"{name}:{line}" if line else name, mend=_FLATTEN)


def _is_deep(value: Any) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(DEEPEST):
        level = [v for node in level for v in (node.values() if isinstance(node, dict) else node) if isinstance(v, dict | list)]
        if not level:
            return False
    return True


def _no_constant(word: str) -> NoReturn:
    raise _NoNumberError(word, f"{word} is not a JSON value")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise _NoNumberError(digits, f"the number {digits[:40]} is too large")
    return value
