"""Clauses that say nothing of a request, told by the kinds of their words alone: most of what describes a field.

    The name of the job, as it is shown in lists.        no word in it demands, limits, lists or sets a condition

A kind of word that is not listed here may say something; so may a clause in which a form stands.
"""

from functools import lru_cache
from typing import Final

from swornspec.rules.english.marks import DEFAULTS
from swornspec.rules.english.patterns import stands_in
from swornspec.rules.english.stretch import Stretch

_QUIET: Final = frozenset(
    (
        *("W", "FIELD", "VAL", "NUM", "RNG", "STOP", "COMMA", "COLON", "SEMI", "MINUS", "MARK", "THIS", "YOU", "KIND", "ADJ"),
        *("CASE", "AND", "OR", "AS", "TO", "IN", "WITH", "IS", "BE", "CAN", "WILL", "HOLD", "TRUE", "FALSE", "NO", "NOT"),
        *("NEITHER", "NOR", "NOTHING", "COUNT", "RESULT", "COLLECTION", "ITEMS", "CHARACTERS", "BYTES", "LONG", "LISTED"),
        *("ANY", "EACH", "SAME", "TOGETHER", "COMBINED", "DESCRIBES", "SENT", "RETURN", "RETURNS", "RETURNED", "GIVE", "USE"),
        *("USED", "ENTER", "ADD", "ALTER", "TAKES", "SET_TO", "ALLOWED", "OUTPUT", "ENABLED", "DISABLED", "ABSENT", "OMIT"),
        *("NULL", "OVER", "UNDER", "BEFORE", "AFTER", "RELATIVE", "HEDGE", "NOTE", "WHETHER"),
    )
)
_OPENING: Final = frozenset(("COMMA", "COLON", "SEMI", "STOP", "MINUS", "MARK", "NOTE", "WHETHER"))  # what "in slow mode" may stand after
_VALUED: Final = frozenset(("IN", "WITH", "TRUE"))  # "with `a`", "on `a`"
_LONGEST: Final = 120  # tokens


def says_nothing(stretch: Stretch, text: str) -> bool:
    """Whether there is nothing to be read in a clause of a sentence, nor anything that sounds so."""
    tokens = stretch.tokens
    if stretch.marked or "/" in text or len(tokens) > _LONGEST:
        return False
    if len(tokens) == 1 and any(t.kind in DEFAULTS for t in (*stretch.context, *stretch.following)):
        return False  # "(`open`)", beside the words for a default
    return _are_quiet(tuple([t.kind for t in tokens]))


@lru_cache(maxsize=1 << 12)
def _are_quiet(kinds: tuple[str, ...]) -> bool:
    """Whether words of these kinds, in this order, say nothing."""
    if not _QUIET.issuperset(kinds) or kinds.count("VAL") > 1 or {"VAL", "FIELD"} <= {*kinds}:
        return False
    before = list(zip(("STOP", *kinds), kinds, strict=False))
    if any((kind == "IN" and left in _OPENING) or (kind == "VAL" and left in _VALUED) for left, kind in before):
        return False
    return not stands_in("forms", kinds) and not stands_in("lists", kinds)
