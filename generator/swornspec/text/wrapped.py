"""Sentences that go on in the line below, as in text that is wrapped."""

import re
from typing import Final

from swornspec.text.span import Passage

GOES_ON: Final = re.compile(
    r"[,(]$|\b(?:the|an?|of|for|or|and|nor|to|with|without|by|in|on|at|from|than|between|is|are|be|as|whom|that|which|if|when|unless|whether"
    r"|its|your|their|this|these|not|must|may|can|cannot|should|only|either|both|least|most|exactly|per|into|has|have)$",
    re.IGNORECASE,
)
"""How a line ends whose sentence goes on below: in a word that none ends in, or in the middle of a list."""
_LONG: Final = 50  # characters of a line that may be wrapped
_TAIL: Final = 40  # characters of which the last word is one
_ENDS: Final = ".:;!?"


def goes_on(above: tuple[Passage, Passage] | None, line: Passage) -> bool:
    """Whether a line right below some prose, told by its first and last line, may go on with its last sentence.

    That sentence has no end, and its line is long, or ends as none does.
    """
    return _unended(above, line) and above is not None and (len(above[1].text) >= _LONG or _is_open(above[1].text))


def must_go_on(above: tuple[Passage, Passage] | None, line: Passage) -> bool:
    """Whether it does, as no sentence ends as the line above does."""
    return _unended(above, line) and above is not None and _is_open(above[1].text)


def _unended(above: tuple[Passage, Passage] | None, line: Passage) -> bool:
    return above is not None and above[1].span.last + 1 == line.span.first and above[1].text[-1] not in _ENDS


def _is_open(text: str) -> bool:
    return GOES_ON.search(text[-_TAIL:]) is not None
