"""A bare value for the cases that a limit before it leaves out: "must be 5 when ..., otherwise 10"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reading import LIMITS
from swornspec.rules.english.tokens import Token

_ASIDE: Final = frozenset({"STOP", "COMMA", "SEMI", "OR", "AND"})


def said_again(tokens: Sequence[Token], earlier: Sequence[Claim], scope: Scope) -> Claim | None:
    """The one claim that was made before, with the value that alone stands in `tokens`; None where that is not all there is."""
    said = [t for t in tokens if t.kind not in _ASIDE]
    if len(said) != 1 or said[0].kind not in ("NUM", "VAL") or len(earlier) != 1:
        return None
    claim = earlier[0]
    value = said[0].value if _sized(claim) else scope.bind(claim.subject, said[0])
    keywords = _with(claim.keywords, value) if _sized(claim) or scope.fits(claim.subject, value) else None
    return None if keywords is None or claim.expr is not None else replace(claim, keywords=keywords, condition=None)


def _sized(claim: Claim) -> bool:
    return bool(claim.keywords) and all(k.endswith(("Length", "Items")) for k in claim.keywords)


def _with(keywords: Mapping[str, Any], value: Any) -> Mapping[str, Any] | None:
    """Keywords that say one value, with another one; None where they say more."""
    if set(keywords) == {"enum"} and len(keywords["enum"]) == 1:
        return {"enum": [value]}
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    single = len(set(map(repr, keywords.values()))) == 1
    return dict.fromkeys(keywords, value) if numeric and single and set(keywords) <= LIMITS else None
