"""What is said of each item of a list: "each at most 9 characters", "every tag must match ..."."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.reading import LIMITS
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import Token, kind_at, parts_of
from swornspec.rules.field import Field, of_items, with_field

_KEYWORDS: Final = LIMITS | {"multipleOf", "enum", "pattern"}
_SCALAR: Final = (("string",), ("integer",), ("number",))


def items_scope(before: Sequence[Token], scope: Scope) -> Scope | None:
    """The scope of what is said of each item of a list; None where the words before a form name no item."""
    words = [t for t in before if t.kind not in ("COMMA", "AND", "ADVICE", "HEDGE")]
    if len(words) > 2 and words[0].kind == "LENGTH" and words[1].value == "of":
        words = words[2:]  # "the length of each tag must be less than 9 characters"
    if not words or words[0].kind != "EACH" or words[0].value not in ("each", "every") or scope.field.types != ("array",):
        return None
    own = own_parts(scope.subject)
    named = all(
        t.kind in ("ITEMS", "THIS") or t.value in ("of", "value", "name", "string") or own.issuperset(parts_of(str(t.value)))
        for t in words[1:]
    )
    item, _ = of_items(scope.subject, scope.fields)
    if not named or item.types not in (*_SCALAR, ()):
        return None
    item = item if item.types else Field(item.name, {**item.schema, "type": "string"}, item.required)
    return replace(scope, fields=with_field(item, scope.fields), separated=False)


def of_list(claim: Claim) -> Claim | None:
    """A claim about one item as one about the list that holds it; None for what no keyword says."""
    said = {f"items.{k}": v for k, v in claim.keywords.items() if k in _KEYWORDS}
    return replace(claim, keywords=said) if len(said) == len(claim.keywords) > 0 and claim.condition is None else None


def with_each(match: Match, tokens: Sequence[Token], scope: Scope) -> Match:
    """A form together with an "each" behind it, which says it of the items of a list: "under 50 characters each"."""
    after = tokens[match.last : match.last + 1]
    ends = kind_at(tokens, match.last + 1) in ("", "STOP", "COMMA", "SEMI", "RPAR")
    if not match.first and ends and scope.field.types == ("array",) and [t.value for t in after] == ["each"]:
        return replace(match, last=match.last + 1, tokens=(*match.tokens, *after))
    return match
