"""Values and calls as Python source that people read: double quotes, one line where it fits, else one argument a line.

Every text is written as a literal in which only printable characters stand for themselves.
"""

from collections.abc import Mapping
from typing import Any, Final

from swornspec.codegen.example import Example
from swornspec.codegen.quote import literal

_WIDTH: Final = 100


def call_source(function: str, example: Example, *, indent: int = 0, more: Mapping[str, Any] | None = None) -> str:
    """`client.create(prompt="a")`; `indent` is how far the line it stands in is indented, for which there must be room."""
    arguments = {**example.arguments, **({"extra_body": dict(example.extra)} if example.extra else {}), **(more or {})}
    return _bracketed(f"{function}(", [f"{name}=" for name in arguments], list(arguments.values()), ")", indent)


def value_source(value: Any, indent: int = 0) -> str:
    """A JSON value, or in its place bytes of ASCII, or a tuple that stands for a file."""
    if isinstance(value, Mapping):
        return _bracketed("{", [f"{_text(str(k))}: " for k in value], list(value.values()), "}", indent)
    if isinstance(value, list):
        return _bracketed("[", [""] * len(value), value, "]", indent)
    if isinstance(value, tuple):
        return _bracketed("(", [""] * len(value), list(value), ")", indent)
    if isinstance(value, bytes):
        return f"b{_text(value.decode('ascii'))}"
    return _text(value) if isinstance(value, str) else literal(value)


def _bracketed(opening: str, names: list[str], values: list[Any], closing: str, indent: int) -> str:
    line = opening + ", ".join(n + value_source(v) for n, v in zip(names, values, strict=True)) + closing
    if not values or ("\n" not in line and len(line) + indent <= _WIDTH):
        return line
    inner = " " * (indent + 4)
    lines = [f"{inner}{n}{value_source(v, indent + 4)},\n" for n, v in zip(names, values, strict=True)]
    return f"{opening}\n{''.join(lines)}{' ' * indent}{closing}"


def _text(text: str) -> str:
    return '"' + "".join(_character(c) for c in text) + '"'


def _character(c: str) -> str:
    if c in '"\\':
        return f"\\{c}"
    if c.isprintable():
        return c
    code = ord(c)
    return _SHORT.get(c) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}")


_SHORT: Final = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
