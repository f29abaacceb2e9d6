"""Claims whose condition is that their own field is absent, or has some value: what such a claim can mean, and when it means nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.expr import And, Compare, Expr, HasValue, Literal, Not, OneOf, Present, Ref, names
from swornspec.rules.rule import Effect

_ABOUT_ABSENCE: Final = frozenset({"overrides", "fallback", "not_required", "exempt"})


def default_when_absent(claim: Claim, when: Sequence[Expr]) -> Claim:
    """A claim of one value for a field that was not sent, which is its default: "when unspecified, the value is 1"."""
    only = claim.keywords.get("enum", ())
    if claim.form in ("enum", "use") and len(only) == 1 and list(when) == [Not(Present(claim.subject))]:
        return replace(claim, form="default", keywords={"default": only[0]})
    return claim


def contradicted(claim: Claim, when: Sequence[Expr]) -> bool:
    """Whether a claim can never matter, or speaks of every request.

    That is one about the value or the use of a field that was not sent, about a field's value where its own value is
    the condition, or that says of every field that is sent that it is ignored.
    """
    if not when:
        return False
    limits = [c for limit in when for c in (limit.parts if isinstance(limit, And) else (limit,))]
    name = claim.subject
    if (
        claim.form in _ABOUT_ABSENCE
        or claim.form.startswith("default")
        or (claim.form in ("enum", "use") and default_when_absent(claim, when) is not claim)
    ):
        return False
    if claim.form == "required" and any(
        c in (Present(name), Not(Present(name))) or (isinstance(c, Compare | OneOf) and name in names(c)) for c in limits
    ):
        return True  # "if given, all its parts are required": these are other fields; "required if it is over 9" says nothing
    if claim.effect is not Effect.IGNORED and claim.demands:
        return False
    absent = (Not(Present(name)), Not(HasValue(Ref(name))), Not(Compare("==", Ref(name), Literal(True))))
    if any(c in absent for c in limits):
        return True
    if claim.effect is Effect.IGNORED:
        return limits == [Present(name)]
    compared = any(isinstance(c, Compare | OneOf) and name in _left(c) for c in limits)
    return compared and bool(claim.keywords) and not {"default", "examples", "deprecated"} & set(claim.keywords)


def _left(condition: Compare | OneOf) -> tuple[str, ...]:
    ref = condition.left if isinstance(condition, Compare) else condition.item
    return (ref.name,) if isinstance(ref, Ref) else ()
