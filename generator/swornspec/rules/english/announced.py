"""A line that announces values, and the one line below it that has them all, as one line.

Possible values:
`fixed`                     Possible values: `fixed`

What several lines have, each a value, is a list of its own (see `swornspec.rules.english.listed`).
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from swornspec.text import Passage, Span

_ANNOUNCES: Final = re.compile(
    r"(?:the )?(?:(?:possible|allowed|accepted|acceptable|valid|supported|available|permitted) (?:values?|options?)(?: are| is)?"
    r"|enum(?: values?)?|values?|options?|(?:must|can|may|should) be(?: one of)?|one of)(?: the following)?:\s*",
    re.IGNORECASE,
)
_CODED: Final = re.compile(r"\s*\"[^\"\n]{1,60}\"\s*|\s*`[^`\n]{1,60}`(?:\s*(?:[,|/]\s*)?(?:or\s+)?`[^`\n]{1,60}`){0,60}[.]?\s*")
_WORDS: Final = re.compile(r"\s*[\w.-]{1,40}(?:,\s*(?:or\s+)?[\w.-]{1,40}){1,60}[.]?\s*")
_BARE: Final = re.compile(r"\s*(?:enum(?: values)?|(?:possible|allowed|accepted|valid) values|value)\s*", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\s*(?:\"[^\"\n]{1,60}\"|`[^`\n]{1,60}`)\s*")
_GLUED: Final = re.compile(r"(?<=\w`)\s{0,3}(?=`\w)")


def announced(passages: Sequence[Passage]) -> Sequence[Passage]:
    """The passages of some prose; those that only announce values have them behind the colon."""
    if any(_BARE.fullmatch(p.text) for p in passages[:-1]):
        passages = [_with_colon(p, after) for p, after in zip_longest(passages, passages[1:])]
    if not any(p.text.rstrip().endswith(":") for p in passages[:-1]):
        return passages
    found: list[Passage] = []
    for at, passage in enumerate(passages):
        before = found[-1] if found else None
        if before is not None and passages[at - 1] is before and _one_line(before, passages, at):
            values = _GLUED.sub(", ", passage.text.strip())
            span = Span(before.span.page, before.span.first, passage.span.last, before.span.start, passage.span.end)
            found[-1] = Passage(f"{before.text.rstrip()} {values}", span, before.level)
        else:
            found.append(passage)
    return found


def _with_colon(passage: Passage, after: Passage | None) -> Passage:
    """A label of values above values in quotes, `Enum` above `"fast"`, as others have it: `Enum:`."""
    announces = after is not None and _BARE.fullmatch(passage.text) is not None and _QUOTED.fullmatch(after.text) is not None
    label = "Possible values" if passage.text.strip().lower() == "value" else passage.text.rstrip()
    return Passage(f"{label}:", passage.span, passage.level) if announces else passage


def _one_line(before: Passage, passages: Sequence[Passage], at: int) -> bool:
    """Whether a line announces values and the next one has them, which no other line behind it does."""
    here, after = passages[at], passages[at + 1] if at + 1 < len(passages) else None
    if here.level or _ANNOUNCES.fullmatch(before.text) is None or not _has_values(here.text):
        return False
    return after is None or (not after.level and _CODED.fullmatch(after.text) is None and (":" in after.text or " " in after.text.strip()))


def _has_values(text: str) -> bool:
    return _CODED.fullmatch(text) is not None or _WORDS.fullmatch(text) is not None


__all__ = ["announced"]
