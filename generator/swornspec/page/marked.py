"""What a page says of the marks of its fields: "Required parameters are marked in **bold**."."""

import re
from collections.abc import Iterable
from typing import Final

from swornspec.page.entry import Entry
from swornspec.text import Passage, Span

_NEEDED: Final = r"(?:required|mandatory|must be (?:set|given|provided|sent|specified|supplied|present|included|filled))\b"
_ABOUT: Final = r"(?:(?!\b(?:not|optional|except)\b)[^.;])"
_BOLD_REQUIRED: Final = re.compile(
    rf"(?<!not )\b{_NEEDED}{_ABOUT}{{0,120}}(?:\.\s+(?:these|those|they|such)\b{_ABOUT}{{0,60}})?\bbold"
    rf"|\bbold(?:face|ed)?\b{_ABOUT}{{0,60}}\b(?:is|are)\s+{_NEEDED}(?=\W*(?:$|[.,;:)]|and\b|while\b|all\b))",
    re.IGNORECASE,
)
_MARK: Final = "**"


def say_bold(notes: Iterable[Passage], text: str, entries: Iterable[Entry]) -> None:
    """Say of the fields whose names are in bold that they are required, where the notes of their page say so."""
    if not any("bold" in p.text.lower() and _BOLD_REQUIRED.search(p.text) for p in notes):
        return
    for entry in entries:
        if (mark := _bold_mark(text, entry.first)) is not None:
            entry.say("demand", mark)


def _bold_mark(text: str, name: Passage) -> Passage | None:
    """The last of the stars that set the name of a field in bold in the text of its page; None where nothing does."""
    start = name.span.start - len(_MARK)
    start -= text.startswith("`", name.span.start - 1)
    if start < 0 or not text.startswith(_MARK, start):
        return None
    return Passage(_MARK[1:], Span(name.span.page, name.span.first, name.span.first, start + 1, start + len(_MARK)))
