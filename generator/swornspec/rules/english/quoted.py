"""What stands in quotes or without blanks, as the tokens that it is made of: `mode=slow`, `size >= 5`, `a|b`, png/jpeg, `lid/rim`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.scoped import is_whole
from swornspec.rules.english.token import QUOTES, Token, number
from swornspec.rules.english.vocabulary import Vocabulary, lexicon

RELATIONS: Final = {
    "<=": "REL_LE",
    "≤": "REL_LE",
    ">=": "REL_GE",
    "≥": "REL_GE",
    "<": "REL_LT",
    ">": "REL_GT",
    "=": "SET_TO",
    "==": "SET_TO",
    "===": "SET_TO",
    "!==": "REL_NE",
    "!=": "REL_NE",
    "≠": "REL_NE",
    "<>": "REL_NE",
}
"""The kinds of tokens that marks between two values are."""
_ALTERNATIVES: Final = re.compile(r"[\w.-]{1,60}(?:\|[\w.-]{1,60})+")
_PLAIN: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_RELATED: Final = re.compile(r" ?(?P<sign><=|>=|≤|≥|<|>) ?(?P<number>-?\d{1,15}(?:,\d{3})*(?:\.\d{1,15})?) ?")
_ASSIGNED: Final = re.compile(r"(?P<quote>[\"']?)(?P<name>[\w.$-]{1,60})(?P=quote) ?(?:={1,3}|:) ?(?P<value>[^\s=:].{0,80})")
_HELD: Final = re.compile(r"(?P<name>[A-Za-z_][\w.-]{0,60}) ?(?P<sign>!=|<=|>=|≤|≥|<|>) ?(?P<value>[\"']?-?[\w.]{1,40}[\"']?)")
_JOINED: Final = re.compile(r"[\w.-]{1,60}(?: ?(?:[/+,&]|\b(?:and|or)\b) ?[\w.-]{1,60})+")
_PIECE: Final = re.compile(r"(?P<name>[\w.-]{1,60}?)(?: ?(?P<joint>[/+,&]|\b(?:and|or)\b) ?|$)")
_JOINTS: Final = {"/": "SLASH", "+": "PLUS", ",": "COMMA", "&": "AND", "and": "AND", "or": "OR"}
_STATES: Final = frozenset({"TRUE", "FALSE", "ABSENT", "SENT", "EMPTY", "ENABLED", "DISABLED"})


def assigned(match: re.Match[str], vocabulary: Vocabulary, before: Sequence[Token]) -> tuple[Token, ...]:
    """The field, the sign and the value of a quoted `field=value`; nothing when no field has that name."""
    start, end = match.span()
    inside = _ASSIGNED.fullmatch(match.group()[1:-1].strip())
    if inside is None or is_whole(inside.group(), before, vocabulary):
        return ()
    name = vocabulary.called(inside["name"]) if vocabulary.names_field(inside["name"]) else vocabulary.meant_by(inside["name"])
    if name is None:
        return ()
    sign = start + re.search("[=:]", match.group()[1:]).start() + 1  # type: ignore[union-attr] # it has matched
    at = start + match.group().index(inside["value"], sign - start)
    value = unquoted(inside["value"])
    kind = "NUM" if _PLAIN.fullmatch(value) else lexicon().get((value,), "VAL") if value in ("true", "false") else "VAL"
    last = Token(kind, number(value) if kind == "NUM" else value, at, end)
    return Token("FIELD", name, start, sign), Token("SET_TO", "=", sign, at), last


def joined(match: re.Match[str], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The fields that a quoted or unbroken `a/b`, `a, b` or `a+b` names, with the joints between; nothing when it is something else."""
    quoted = match.lastgroup == "VAL"
    inside = match.group().strip(QUOTES + "”") if quoted else match.group()
    if match.lastgroup not in ("VAL", "WORD") or not _JOINED.fullmatch(inside) or (quoted and vocabulary.is_value(inside)):
        return ()
    first = match.start() + match.group().index(inside)
    tokens: list[Token] = []
    at = 0
    for piece in _PIECE.finditer(inside):
        name = vocabulary.meant_by(piece["name"])
        if name is None:
            return ()
        start, end = first + at, first + piece.end("name")
        tokens.append(Token("FIELD", name, start if tokens or not quoted else match.start(), end))
        if piece["joint"]:
            tokens.append(Token(_JOINTS[piece["joint"]], piece["joint"], end, first + piece.end()))
        at = piece.end()
    return tuple(tokens)


def held_against(match: re.Match[str]) -> tuple[Token, ...]:
    """The sign and the number of a quoted `>= 0`; nothing when it is something else."""
    inside = _RELATED.fullmatch(match.group()[1:-1])
    if inside is None:
        return ()
    start = match.start() + 1
    sign = Token(RELATIONS[inside["sign"]], inside["sign"], start + inside.start("sign"), start + inside.end("sign"))
    return sign, Token("NUM", number(inside["number"]), start + inside.start("number"), start + inside.end("number"))


def compared(match: re.Match[str], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The field, the sign and the number or value of a quoted `field != value`; nothing when no field has that name."""
    inside = _HELD.fullmatch(match.group()[1:-1])
    name = vocabulary.meant_by(inside["name"]) if inside else None
    if inside is None or name is None or (inside["sign"] != "!=" and not _PLAIN.fullmatch(inside["value"])):
        return ()
    start = match.start() + 1
    value = unquoted(inside["value"])
    last = Token("NUM", number(value), 0, 0) if _PLAIN.fullmatch(value) else Token("VAL", value, 0, 0)
    sign, at = start + inside.start("sign"), start + inside.start("value")
    kind = RELATIONS[inside["sign"]]
    return Token("FIELD", name, start - 1, sign), Token(kind, inside["sign"], sign, at), replace(last, start=at, end=match.end())


def piped(match: re.Match[str]) -> tuple[Token, ...]:
    """The values of a quoted `a|b|c`, with the marks between them; nothing when it is something else."""
    if not _ALTERNATIVES.fullmatch(match.group()[1:-1]):
        return ()
    tokens: list[Token] = []
    at = match.start() + 1
    for word in match.group()[1:-1].split("|"):
        if tokens:
            tokens.append(Token("PIPE", "|", at - 1, at))
        tokens.append(Token("VAL", word, at - 1 if not tokens else at, at + len(word)))
        at += len(word) + 1
    return tuple(tokens)


def slashed(match: re.Match[str], vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The documented values that slashes without blanks join, "png/jpeg", with the slashes between them; nothing for other words."""
    words = match.group().split("/") if match.lastgroup == "WORD" and "/" in match.group() else []
    values = [vocabulary.spelled(word) for word in words]
    kinds = [lexicon().get((word.lower(),), "") for word in words]
    if words and _STATES.issuperset(kinds):
        return _either(match, words, kinds)
    if not values or vocabulary.is_value(match.group()) or any(v is None for v in values):
        return ()
    tokens: list[Token] = []
    at = match.start()
    for word, value in zip(words, values, strict=True):
        if tokens:
            tokens.append(Token("SLASH", "/", at - 1, at))
        tokens.append(Token("VAL", value, at, at + len(word)))
        at += len(word) + 1
    return tuple(tokens)


def _either(match: re.Match[str], words: Sequence[str], kinds: Sequence[str]) -> tuple[Token, ...]:
    """The states that slashes join, with "or" for these: "false/omitted"."""
    tokens: list[Token] = []
    at = match.start()
    for word, kind in zip(words, kinds, strict=True):
        tokens += [Token("OR", "/", at - 1, at)] if tokens else []
        tokens.append(Token(kind, word.lower(), at, at + len(word)))
        at += len(word) + 1
    return tuple(tokens)


def unquoted(text: str) -> str:
    """The text of `"word"`, where a page shows a string as JSON has it."""
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


__all__ = ["RELATIONS", "assigned", "compared", "held_against", "joined", "piped", "slashed", "unquoted"]
