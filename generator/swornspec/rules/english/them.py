"""Fields that a sentence speaks of as "both" or "one of them", by their names: those that the sentence before it names.

Use `a` or `b`. If both are sent, `a` wins.       If both `a` and `b` are sent, `a` wins.
Use `a` or `b`. You cannot use these at the same time.   Only one of `a` or `b` can be used.
Alternative to `b`. Only one of them may be sent.  Only one of `a` or `b` may be sent.
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.tokens import Token, parts_of

_NOUN: Final = r"(?:fields|parameters|options|values|properties|arguments|attributes)"
_GIVEN: Final = r"(?:used|sent|set|specified|provided|given|passed|supplied|present|included|defined|combined)"
_GIVE: Final = r"(?:us(?:e|ing)|set(?:ting)?|specify(?:ing)?|provid(?:e|ing)|pass(?:ing)?|send(?:ing)?|includ(?:e|ing)|supply(?:ing)?)"
_THEM: Final = re.compile(rf"\bone of (?:them|these|those|the two|the above)(?: (?:two )?{_NOUN})?(?! {_NOUN})(?=[ .,;]|$)", re.IGNORECASE)
_BOTH: Final = re.compile(
    rf"\b(?P<given>(?:if|when) )both(?: (?:of them|of these|of the two|{_NOUN}))?(?= (?:are|is|were|have been) )"
    rf"|\b(?P<give>{_GIVE} )both(?: (?:of them|{_NOUN}))?(?=[ .,;]|$)(?! (?:`|[a-z_]+ (?:and|or)\b))"
    rf"|^both(?: (?:of them|{_NOUN}))?(?= (?:cannot|can't|must not|may not|should not) )",
    re.IGNORECASE,
)
_ONE: Final = re.compile(
    rf"^(?P<one>(?:(?:exactly|at least|only|at most) )?one)(?= (?:(?:must|has to|needs to|should) be {_GIVEN}|is required)\b)",
    re.IGNORECASE,
)
_TOGETHER: Final = re.compile(
    rf"(?:also,?\s+|but\s+)?(?:(?:you\s+)?(?:cannot|can't|can\s+not|must\s+not|may\s+not)\s+{_GIVE}\s+(?:these|them|those)(?:\s+{_NOUN})?"
    rf"|(?:these|they|those)(?:\s+{_NOUN})?\s+(?:cannot|can't|can\s+not|must\s+not|may\s+not)\s+be\s+{_GIVEN})"
    r"\s+(?:together|at\s+(?:the\s+)?same\s+time|simultaneously|at\s+once)\s*[.!]?",
    re.IGNORECASE,
)
_LONGEST: Final = 200  # characters; a longer sentence says more
_MOST: Final = 6  # fields


def speaks_of_them(text: str) -> bool:
    """Whether a sentence has words for fields that were named before it."""
    return len(text) <= _LONGEST and bool(_THEM.search(text) or _BOTH.search(text) or _ONE.match(text) or _TOGETHER.fullmatch(text))


def named_out(text: str, before: Sequence[Sequence[Token]], scope: Scope) -> str | None:
    """A sentence with the names of the fields that its words for them stand for; None where these are not clear.

    `before` are the tokens of the sentences before it, the nearest first.
    """
    named = [list(dict.fromkeys(str(t.value) for t in tokens if t.kind == "FIELD")) for tokens in before]
    found = next((one for one in named if len(one) > 1), named[0])
    if len(found) == 1 and found[0] != scope.subject and parts_of(scope.subject):
        found = [scope.subject, *found]
    if not 1 < len(found) <= _MOST:
        return None
    quoted = [f"`{n}`" for n in found]
    either = f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    if _TOGETHER.fullmatch(text):
        return f"Only one of {either} can be used."
    shown = _ONE.sub(lambda m: f"{m['one']} of {either}", _THEM.sub(f"one of {either}", text))
    if len(found) == len(("one", "other")):
        shown = _BOTH.sub(lambda m: f"{m['given'] or m['give'] or ''}both {quoted[0]} and {quoted[1]}", shown)
    return shown if shown != text else None
