"""A document's file: its text read as JSON or YAML, and the lines on which its descriptions stand."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.spec.source.embedded import embedded
from swornspec.spec.source.json_lines import lines_in_json
from swornspec.spec.source.json_text import read_json
from swornspec.spec.source.yaml_text import read_yaml
from swornspec.text.span import Span

_PAGES: Final = frozenset((".md", ".mdx", ".markdown", ".txt", ".html", ".htm"))
_INDENT: Final = re.compile(r"\A\s*[{\[]\r?\n(?P<indent>[ \t]{1,16})")


class Layout(StrEnum):
    """How a document is written down."""

    JSON = "json"
    YAML = "yaml"


@dataclass(slots=True)
class Source:
    """A document as it was read: `name` as evidence quotes it, `value` its content (changed in place by who enriches it).

    `indent` is what JSON is indented with, None where it is written on one line.
    """

    name: str
    text: str
    value: Any
    layout: Layout
    indent: str | None = "  "
    marks: dict[tuple[int, str], tuple[int, int, bool]] | None = field(default=None, repr=False)

    def lines(self, holder: Any, key: str, span: Span) -> tuple[int, int]:
        """First and last line of a part of the text under a key of an object of the document; `span` counts lines of that text.

        (0, 0) where it is not known, as for an object that was not read from the file.
        """
        if self.marks is None:
            self.marks = lines_in_json(self.text, self.value)
        first, last, literal = self.marks.get((id(holder), key), (0, 0, False))
        return (first + span.first, min(last, first + span.last)) if literal else (first, last)


def read_source(path: Path) -> Source:
    """Read the file of a document; DocumentError when it is neither JSON nor YAML."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot read the document: {error.strerror or error}", where=str(path)) from error
    return source_of(content, str(path))


def source_of(content: bytes, name: str) -> Source:
    """Read a document from the bytes of a file; its name's ending, else its first character, tells JSON from YAML.

    Of a page in Markdown or HTML it is the document that the page holds, in a piece of code or in a script.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(f"cannot read the document: not UTF-8 text (byte {error.start})", where=name) from error
    ending = Path(name).suffix.lower()
    held = embedded(text) if ending in _PAGES else None
    if held is None and ending in _PAGES - {".txt"}:
        mend = "give the document itself, or read the page with `swornspec read`"
        raise DocumentError("the page holds no OpenAPI document", where=name, mend=mend)
    text = held or text
    if ending == ".json" or (ending not in (".yaml", ".yml") and text.lstrip()[:1] == "{"):
        value = read_json(text, name)
        indent = _INDENT.match(text)
        on_one_line = held is None and "\n" not in text.strip()
        return Source(Path(name).name, text, value, Layout.JSON, indent["indent"] if indent else None if on_one_line else "  ")
    value, marks = read_yaml(text, name)
    return Source(Path(name).name, text, value, Layout.YAML, marks=marks)
