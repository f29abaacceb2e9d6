"""Values with a colon in them and no blank beside it, which assign nothing: `pots:glaze`, fired:twice.

`mode:fast` assigns, as `mode: fast` and `mode=fast` do, unless it is a documented value as a whole, or stands where a value is expected.
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.token import Token
from swornspec.rules.english.vocabulary import Vocabulary, longest_phrases

_SCOPED: Final = re.compile(r"[A-Za-z][\w.-]{0,40}:[A-Za-z*][\w.*-]{0,60}")
_EXPECTS: Final = frozenset(("BE", "IS", "SET_TO", "ONE_OF", "ACCEPTS", "LISTED", "DEFAULT", "REL_NE"))
_BEFORE_LIST: Final = frozenset(("ONE_OF", "ACCEPTS", "LISTED", "DEFAULT", "BARE_DEFAULT"))
_JOINTS: Final = frozenset(("COMMA", "OR", "AND", "SLASH", "PIPE"))
_ADJOINED: Final = len(("pots", ":", "glaze"))


def is_whole(inside: str, before: Sequence[Token], vocabulary: Vocabulary) -> bool:
    """Whether what is quoted is one value, for all that a colon stands in it."""
    if _SCOPED.fullmatch(inside) is None:
        return False
    return vocabulary.is_value(inside) or _expected(before)


def unbroken_value(found: Sequence[re.Match[str]], at: int, before: Sequence[Token], vocabulary: Vocabulary) -> Token | None:
    """The value that two words and the colon between them are, where no blank stands beside it; None for none."""
    pieces = found[at : at + _ADJOINED]
    if len(pieces) < _ADJOINED or pieces[1].group() != ":" or pieces[0].lastgroup != "WORD" or pieces[2].lastgroup != "WORD":
        return None
    start, end = pieces[0].start(), pieces[2].end()
    text = pieces[0].string[start:end]
    if _SCOPED.fullmatch(text) is None or text[-1] == ":" or pieces[0].string[end : end + 1] == ":":
        return None
    named = vocabulary.names_field(pieces[0].group()) or pieces[0].group().lower() in longest_phrases()
    if vocabulary.is_value(text) or (not named and text[0].islower() and _expected(before)):
        return Token("VAL", text, start, end)
    return None


def _expected(before: Sequence[Token]) -> bool:
    """Whether a value is expected behind some words: "must be", "one of:", "`a` or"."""
    kinds = [token.kind for token in before[-2:]]
    if kinds[-1:] == ["COLON"]:
        return kinds[0] in _BEFORE_LIST
    return bool(kinds) and (kinds[-1] in _EXPECTS or (kinds[-1] in _JOINTS and kinds[0] == "VAL"))
