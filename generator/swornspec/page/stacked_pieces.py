"""The pieces of a stacked page that are no lines of a stack: code, comments and tables."""

from collections.abc import Sequence
from typing import Final

from swornspec.page.gfm import dashes
from swornspec.page.markdown import COMMENTS, Element, elements
from swornspec.text import Passage, Span

_FENCES: Final = frozenset(("```", "~~~"))
_OPENS: Final = (*COMMENTS, "<table")
_MARKS: Final = frozenset("|:-<{")
_BLANK: Final = Passage("", Span("", 1, 1))


def pieces(page: Sequence[Passage]) -> list[Element]:
    """Code, comments and tables of a page, in order; where it has fences alone, nothing else of it is looked at."""
    texts = [line.text for line in page]
    if any(text[:1] in _MARKS and _opens(text) for text in texts):
        return [element for element in elements(page) if element.kind in ("code", "comment", "table")]
    fences = [n for n, text in enumerate(texts) if text[:3] in _FENCES]
    if not fences:
        return []
    bare = [_BLANK] * len(page)
    for n in fences:
        bare[n] = page[n]
    return [element for element in elements(bare) if element.kind == "code"]


def _opens(text: str) -> bool:
    """Whether a comment or a table of tags begins with a line, or it is the row of dashes of a table, or of the front matter."""
    return text == "---" or text.startswith(_OPENS) or dashes(text) > 0
