"""Which values of a sample are evidence: not those that only stand where a value belongs.

    "<string>"  "YOUR_API_KEY"  "..."  "{{image_url}}"      written in place of a value: no evidence anywhere
    "string"  123  true  {}                                 made from the type alone: no evidence where a page makes its samples so

A page whose sample holds one text of the second kind made all of it from types; 123 there is no value that anybody chose.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from swornspec.page.sent import Path

_IN_PLACE: Final = re.compile(
    r"<[^<>]*>|\{[^{}]*\}|\{\{[^{}]*\}\}|\$\{?\w+\}?|%\w+%|\[[^\[\]]*\]|#\w+#"
    r"|.*(?:\.\.\.|…).*|your\b.*|your_.*|(?:insert|replace|enter)[ _-].*|.*[_-]here"
    r"|xx+[x-]*|[*_?-]+|todo|tbd|foo|bar|baz|foobar|placeholder",
    re.IGNORECASE | re.DOTALL,
)
_CAPITALS: Final = re.compile(r"(?:[A-Z0-9]+[_-])*(?:[A-Z0-9]*(?:ID|KEY|TOKEN|URL|URI|SECRET|NAME|PATH|UUID|VALUE))")
_OF_TYPE: Final = re.compile(
    r"<(?:string|any|integer|int|number|float|boolean|bool|object|array|unknown|uuid|uri|url|date|date-time|datetime|email)>"
    r"|string|text|str|any|value|integer|number|boolean|object|array|uuid|uri",
    re.IGNORECASE,
)
_MADE: Final = frozenset(("2019-08-24T14:15:22Z", "2023-11-07T05:31:56Z", "2024-01-15T09:30:00Z", "2019-08-24", "2023-12-25", "2023-01-15"))
"""Dates that renderers of reference pages put where the type is a date."""
_NUMBERS: Final = frozenset((0, 1, 10, 123, 1.1, 123.45, 1234, 12345))
_MOST_OF_TEXT: Final = 500  # characters; longer texts are data


def fill_ins(body: dict[str, Any]) -> frozenset[Path]:
    """The parts of a sample that are no evidence, by their paths; an object or array is none when nothing in it is."""
    leaves = [(path, value) for path, value in parts_of(body) if not (isinstance(value, (dict, list)) and value)]
    made = any(_of_type(path, value) for path, value in leaves) or all(_generic(value) for _, value in leaves)
    blank = {path for path, value in leaves if _in_place(value) or (made and (_generic(value) or _of_type(path, value)))}
    around = {path[:n] for path, _ in leaves for n in range(len(path))}
    told = {path[:n] for path, _ in leaves if path not in blank for n in range(len(path))}
    return frozenset(blank | (around - told))


def parts_of(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every part of a JSON value with its path, the value itself first."""
    waiting: list[tuple[Path, Any]] = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        waiting += [((*path, key), below) for key, below in inner]


def _in_place(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    text = value.strip()
    return len(text) > _MOST_OF_TEXT or bool(_IN_PLACE.fullmatch(text) or _CAPITALS.fullmatch(text))


def _of_type(path: Path, value: Any) -> bool:
    """Whether a text is made from the type or the name of its field alone: `"string"`, `"prompt": "prompt"`."""
    name = next((p for p in reversed(path) if isinstance(p, str)), "")
    return isinstance(value, str) and (bool(_OF_TYPE.fullmatch(value.strip())) or _letters(value) == _letters(name) != "")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _generic(value: Any) -> bool:
    if isinstance(value, (bool, dict, list)) or value is None:
        return True
    if isinstance(value, str):
        return not value or value in _MADE or bool(_OF_TYPE.fullmatch(value.strip()))
    return value in _NUMBERS
