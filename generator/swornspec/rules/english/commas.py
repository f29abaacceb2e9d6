"""Conditions that end before a comma or an "and" that belongs to the rule."""

from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.patterns import Kinds, Match
from swornspec.rules.english.token import Token

_STATING: Final = ("MUST", "CANNOT", "WILL", "CAN", "IS", "ISNT", "REQUIRES", "OVERRIDES", "WINS")


def until_comma(found: Match | None, tokens: Sequence[Token]) -> Match | None:
    """A condition as far as a comma behind which the rule starts: "if using a, b must be ..." has no list of a and b."""
    fields = found.parts.get("fields", ()) if found is not None else ()
    kinds = [t.kind for t in fields]
    if found is not None and (apart := _before_comma(found, tokens)):
        return Kinds(tokens[:apart]).longest("conditions", found.first)
    joined = any(kind in ("AND", "OR") for kind in kinds)
    if found is None or "COMMA" not in kinds or (joined and kinds[-2] != "COMMA") or found.last >= len(tokens):
        return found
    if tokens[found.last].kind not in _STATING or tokens[found.last - 1] is not fields[-1]:
        return found
    commas = [n for n in range(found.first, found.last) if tokens[n].kind == "COMMA"]
    comma = commas[-1] if joined else commas[0]
    return Kinds(tokens[:comma]).longest("conditions", found.first)


def _before_comma(found: Match, tokens: Sequence[Token]) -> int:
    """Where the comma stands behind the first of values that no "or" joins: "if `a` is 1, 2 is ..."; 0 where there is none."""
    said = found.parts.get("values", ())
    kinds = [t.kind for t in said]
    if kinds == ["VAL", "AND", "NUM"] and found.last < len(tokens):
        return next(n for n in range(found.first, found.last) if tokens[n] is said[1])  # "if `a` is `b` and 5 if ..."
    if not said or all(t.kind != "COMMA" for t in said) or any(t.kind in ("OR", "AND", "SLASH") for t in said):
        return 0
    ended = (
        found.last >= len(tokens) or tokens[found.last].kind in ("RPAR", "RSQB", "STOP", "COMMA") or tokens[found.last - 1].kind == "RSQB"
    )
    ended = ended or any(t.kind == "ONE_OF" for t in found.tokens)  # "if `a` is one of `b`, `c` it is required"
    return 0 if ended else next(n for n in range(found.first, found.last) if tokens[n] is next(t for t in said if t.kind == "COMMA"))
