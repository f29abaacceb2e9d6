"""On which line of a JSON text each description stands: one pass over its marks, beside the value read from it."""

import json
import re
from typing import Any, Final

PLACED: Final = frozenset(("description", "summary"))
"""The keys whose lines are kept."""
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],\n]', re.DOTALL)
_NOTHING: Final[dict[str, Any]] = {}


def lines_in_json(text: str, value: Any) -> dict[tuple[int, str], tuple[int, int, bool]]:
    """(identity of the object, key) to (first line, last line, False), for valid JSON and the value read from it.

    Where an object has a name twice, the lines are those of the last.
    """
    marks: dict[tuple[int, str], tuple[int, int, bool]] = {}
    stack: list[tuple[Any, Any]] = []  # each open container, with the key or index at which the next value stands
    key: Any = None
    line = 1
    for match in _TOKEN.finditer(text):
        token = match.group()
        mark = token[0]
        if mark == "\n":
            line += 1
        elif mark == '"':
            holder = stack[-1][0] if stack else None
            if key is None and isinstance(holder, dict):
                key = token[1:-1] if "\\" not in token else json.loads(token)
            elif key in PLACED and isinstance(holder, dict):
                marks[id(holder), key] = (line, line, False)
        elif mark in "{[":
            inner = _below(stack[-1][0], key) if stack else value
            stack.append((inner if isinstance(inner, dict if mark == "{" else list) else (_NOTHING if mark == "{" else []), key))
            key = None if mark == "{" else 0
        elif mark == ",":
            key = key + 1 if isinstance(key, int) else None
        else:
            _, key = stack.pop()
    return marks


def _below(holder: Any, key: Any) -> Any:
    if isinstance(holder, dict):
        return holder.get(key)
    return holder[key] if isinstance(holder, list) and isinstance(key, int) and key < len(holder) else None
