"""The bytes of a request body become a JSON value, or a reason why they are none.

Strict (RFC 8259): UTF-8 without a byte order mark, no NaN or Infinity, no lone surrogates, no numbers that no double
or 4,300-digit integer can hold, no nesting beyond `MOST_NESTED`. A name that appears twice in an object keeps its last
value, as in most JSON parsers (RFC 8259, 4, leaves it open).
"""

import re
from typing import Any, Final

import msgspec

MOST_NESTED: Final = 128
"""How deep arrays and objects may be nested."""
MOST_JUDGED: Final = 5_000
"""How many values a body may have for each to be looked at when it is refused."""
_CONTAINERS: Final = frozenset({dict, list})
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.?)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_decode: Final = msgspec.json.Decoder().decode


class UnreadableError(Exception):
    """Part of a request cannot be read; the message says why, in plain English, and repeats nothing that was sent."""


def read_json(raw: bytes) -> Any:
    """The JSON value that some bytes say; UnreadableError when they say none."""
    if raw.count(b"[") + raw.count(b"{") > MOST_NESTED and _nested(raw) > MOST_NESTED:
        raise UnreadableError(f"the body is nested deeper than {MOST_NESTED} levels")
    try:
        return _decode(raw)
    except UnicodeDecodeError as error:
        raise UnreadableError("the body is not UTF-8") from error
    except msgspec.DecodeError as error:
        raise UnreadableError(f"the body is not valid JSON: {_reason(error, raw)}") from error


def is_large(value: Any) -> bool:
    """Whether a JSON value holds more than MOST_JUDGED values."""
    count, waiting = 1, [value] if type(value) in _CONTAINERS else []
    while waiting:
        node = waiting.pop()
        count += len(node)
        if count > MOST_JUDGED:
            return True
        waiting += [n for n in (node.values() if type(node) is dict else node) if type(n) in _CONTAINERS]
    return False


def _reason(error: msgspec.DecodeError, raw: bytes) -> str:
    if not raw.strip():
        return "it is empty"
    if raw.startswith(b"\xef\xbb\xbf"):
        return "it starts with a byte order mark"
    if "truncated" in str(error) and _SURROGATE.search(raw):
        return "it ends too early, or holds one half of a surrogate pair"
    return str(error).removeprefix("JSON is malformed: ").replace("Input data was truncated", "it ends too early")


def _nested(raw: bytes) -> int:
    """How deep the brackets outside strings are nested, counted no further than is allowed."""
    depth = deepest = 0
    for token in _TOKEN.finditer(raw):
        first = raw[token.start()]
        if first in b"[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > MOST_NESTED:
                break
        elif first in b"]}":
            depth -= 1
    return deepest
