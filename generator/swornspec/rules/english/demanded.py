"""What the prose of a field demands of another one: it is asked for when the field is used ("`stream` must be enabled")."""

from collections.abc import Sequence
from dataclasses import replace

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.parts import Part
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.referent import is_named
from swornspec.rules.english.tokens import Token
from swornspec.rules.expr import Compare, Expr, Literal, Not, Present


def for_use(claim: Claim, match: Match, before: Sequence[Token], part: Part, scope: Scope, text: str) -> Claim:
    """A bare demand on another field as what the use of this one requires; any other claim as it is."""
    other = claim.subject
    free = not (part.when or part.unread or part.group or claim.condition is not None)
    if other == scope.subject or other not in scope.fields or scope.subject not in scope.fields or not free:
        return claim
    named = [t for t in before if t.kind == "FIELD" and t.value == other]
    spoken = [t for t in match.parts.get("used", ()) if t.kind == "FIELD" and t.value != scope.subject]
    wanted = _wanted(claim, scope)
    known = says_documented(claim, scope)
    listed = [t for t in before if t.kind == "FIELD"]  # one that can be no ordinary word tells of those beside it
    if wanted is None or spoken or len(named) != 1 or not (known or any(is_named(t, text) for t in listed)):
        return claim
    form = "excludes" if isinstance(wanted, Not) else "requires"
    return replace(claim, form=form, subject=scope.subject, keywords={}, expr=wanted, other=other, demands=False)


def says_documented(claim: Claim, scope: Scope) -> bool:
    """Whether a claim is that a field has a value that it is documented to have, so that its name can be no ordinary word."""
    values, field = claim.keywords.get("enum", ()), scope.fields.get(claim.subject)
    return bool(values) and field is not None and all(v in (field.enum or ()) for v in values)


def _wanted(claim: Claim, scope: Scope) -> Expr | None:
    """What a claim asks of a field besides its being there; None for what may be said of the field itself, whatever else is sent."""
    name, values = claim.subject, claim.keywords.get("enum", ())
    if claim.form == "required":
        return Present(name)
    if claim.form == "forbidden":
        return Not(scope.used(name))
    if claim.form == "flag" and isinstance(claim.expr, Compare):
        return replace(claim.expr, left=scope.ref(name))
    if claim.form in ("use", "enum") and len(values) == 1 and len(claim.keywords) == 1:
        return Compare("==", scope.ref(name), Literal(values[0]))
    return None
