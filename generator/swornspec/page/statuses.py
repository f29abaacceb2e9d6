"""Documented errors: which of them a request can avoid by its fields, and the message of one as a sentence.

400 - "width must be at most 1024"      gives   width must be at most 1024
429: at most 10 requests per minute     is about no field of a request
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.gfm import Table
from swornspec.text import Passage, Span

_STATUS: Final = re.compile(r"(?<![\w.])[1-5](?:\d\d|xx|XX)(?![\w.%])")
_OF_REQUEST: Final = frozenset(("400", "409", "412", "413", "415", "416", "422", "4xx", "4XX"))
_LABEL: Final = re.compile(
    r"(?P<label>[\s*_`(]{0,4}(?:HTTP )?[45]\d\d\b[\s*_`)]{0,20}(?:\(?[A-Z][A-Za-z]+(?: [A-Za-z]+){0,3}\)?[\s*_`]{0,4})?"
    r"(?:[-–—:=→]|->)\s*)(?=[^\W\d]|[\"'`“])"
)
_QUOTED: Final = re.compile(r"(?:`+(?P<code>[^`\n]+)`+|\"(?P<double>[^\"\n]+)\"|'(?P<single>[^\n]+)'|“(?P<curly>[^”\n]+)”)[.,;]?\s*")
_FEWEST: Final = 3  # words of a message; fewer are a value or a code


def avoidable(text: str) -> bool:
    """Whether an error is one that the fields of a request decide, by the status in a text; one without a status may be."""
    statuses = _STATUS.findall(text[:80])
    return not statuses or not _OF_REQUEST.isdisjoint(statuses)


def messages_in(table: Table, roles: Sequence[str | None]) -> list[Passage]:
    """The texts of the errors that a table lists and that the fields of a request decide; `roles` are those of its columns."""
    found = []
    for _, row in table.rows:
        if all(avoidable(cell.text) for role, cell in zip(roles, row, strict=False) if role == "status"):
            told = [n for n, role in enumerate(roles) if role in ("message", "prose") and n < len(row)]
            told = told or ([n for n in range(len(row)) if n or len(row[0].text.split()) >= _FEWEST] if "status" in roles else [])
            found += [row[at] for at in told if row[at].text]
    return found


def message_of(passage: Passage) -> Passage | None:
    """A passage less the status before it and the quotes around all of it; None where its status is none of the request's fields."""
    label = _LABEL.match(passage.text)
    if label is not None and not avoidable(label["label"]):
        return None
    start, end = label.end("label") if label is not None else 0, len(passage.text)
    quoted = _QUOTED.fullmatch(passage.text, start)
    if quoted is not None and quoted.lastgroup is not None and len(quoted[quoted.lastgroup].split()) >= _FEWEST:
        start, end = quoted.span(quoted.lastgroup)
    if (start, end) == (0, len(passage.text)):
        return passage
    span = passage.span
    return Passage(passage.text[start:end], Span(span.page, span.first, span.last, span.start + start, span.start + end), passage.level)
