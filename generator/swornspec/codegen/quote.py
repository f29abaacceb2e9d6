"""Documented text in generated code: the only doors through which it may enter. Nothing that passes them is ever code."""

import json
import math
import re
import textwrap
import unicodedata
from collections.abc import Mapping
from typing import Any

from swornspec.errors import GenerationError


class Name(str):
    """The name of something that generated code defines, among JSON values; never made of documented text."""

    __slots__ = ()


def literal(value: Any) -> str:
    """The Python source of a JSON value (which may hold names), in ASCII; GenerationError for anything that is none."""
    if isinstance(value, Name):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{literal(str(k))}: {literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        raise GenerationError(f"{value!r} is not a JSON number")
    if value is None or isinstance(value, str | int | float):
        return ascii(value)
    raise GenerationError(f"{type(value).__name__} is not a JSON value")


def plain(text: str) -> str:
    """A text without control characters and half surrogates, its blank space and lines kept."""
    if text.isascii() and text.isprintable():  # as most texts are
        return text
    kept = (c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp", "Cf") else " " for c in text)
    return "".join(kept)


def flat(text: str, longest: int = 2000) -> str:
    """A text on one line, cut where it is very long."""
    line = " ".join(plain(text).split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."


def docstring(text: str, indent: int = 0) -> str:
    """The source of a docstring that says a text, wrapped and indented; its first line is not indented.

    The lines that follow an item of a section (indented by four) are indented by four more, all others as their first.
    """
    pad = " " * indent
    wrapped: list[str] = []
    for line in plain(text).strip().splitlines():
        lead = re.match(r" *", line)
        hang = " " * len(lead.group() if lead else "")
        wrapped += textwrap.wrap(
            line, 116 - indent, subsequent_indent=f"{hang}    " if len(hang) == 4 else hang, break_on_hyphens=False, break_long_words=False
        ) or [""]
    body = f"\n{pad}".join(wrapped).replace("\\", "\\\\").replace('"', '\\"')
    body = re.sub(r'(?<!\\)((?:\\\\)*)\\"(?!\\")(?!$)', r'\1"', body)  # single quotation marks need no escape
    body = re.sub(r"[ \t]+\n", "\n", body)
    return f'"""{body}\n{pad}"""' if "\n" in body else f'"""{body}"""'


def markdown(text: str) -> str:
    """A text on one line in which nothing is Markdown or HTML."""
    line = re.sub(r"([\\`*\[\]<>|~&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9]))", r"\\\1", flat(text))
    return re.sub(r"^([#+=-]|[0-9]+[.)])", lambda m: f"{m[0][:-1]}\\{m[0][-1]}", line)


def code_span(text: str) -> str:
    """A text as Markdown code."""
    line = flat(text)
    ticks = "`" * (1 + max((len(m) for m in re.findall(r"`+", line)), default=0))
    inner = f" {line} " if line[:1] == "`" or line[-1:] == "`" else line
    return f"{ticks}{inner}{ticks}"


def toml(text: str) -> str:
    """The TOML source of a string."""
    return json.dumps(flat(text), ensure_ascii=False)  # control characters, which TOML writes otherwise, are gone
