"""Readings of sentences as rules: the tree, a stable readable id, and the plain English of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from swornspec.rules.alike import meant
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import (
    And,
    Arithmetic,
    Compare,
    CompareOperator,
    Expr,
    HasValue,
    Implies,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Ref,
    Size,
    both,
    names,
)
from swornspec.rules.field import Fields, field_at
from swornspec.rules.plain import describe, is_, related
from swornspec.rules.relation import RelationKind
from swornspec.rules.rule import Effect, Rule, Said

_COMPARED: Final[Mapping[str, CompareOperator]] = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
    "minLength": ">=",
    "maxLength": "<=",
    "minItems": ">=",
    "maxItems": "<=",
}
_WORDS: Final = {
    "enum": "one-of",
    "use": "one-of",
    "case": "is",
    "only_listed": "requires",
    "between": "between",
    "multiple": "multiple",
    "exact_length": "length",
    "maximum_by_group": "maximum",
    "same_order": "order",
    "same_result": "repeatable",
    "in_output": "output",
    "in_response": "returned",
    "counted": "count",
    "give": "required",
    "value_forbidden": "forbidden",
    "flag": "is",
    "give_not": "forbidden",
}


def constraint(ref: Ref, keywords: Mapping[str, Any]) -> Expr:
    """Constraints on a field's value as an expression; keywords that have none (default, deprecated) say nothing."""
    parts: list[Expr] = []
    for keyword, value in keywords.items():
        if keyword in _COMPARED:
            term = Size(ref) if keyword.endswith(("Length", "Items")) else ref
            parts.append(Compare(_COMPARED[keyword], term, Literal(value)))
        elif keyword == "multipleOf":
            parts.append(Compare("==", Arithmetic("%", (ref, Literal(value))), Literal(0)))
        elif keyword == "pattern":
            parts.append(Matches(ref, value))
        elif keyword == "enum":
            parts.append(OneOf(ref, tuple(value)))
    return both(*parts)


def rule_of(reading: Reading, said: Said, fields: Fields) -> Rule:
    """The rule that a reading states; its id is not yet made unique (see `numbered`)."""
    claim, effect = reading.claim, reading.effect
    then = (
        claim.expr
        if claim.expr is not None
        else constraint(Ref(claim.subject), claim.keywords)
        if _demanding(effect, claim.keywords)
        else None
    )
    elsewhere = claim.form == "elsewhere"
    hedged = effect is Effect.ADVICE and claim.relation is not None  # no advice about the condition of the relation
    expr = None if elsewhere or hedged else _whole(reading, then, fields)
    needs = f"{reading.needs}{''.join(f' when {is_(c)}' for c in reading.when)}" if elsewhere else reading.needs
    return Rule(
        id=_id(reading),
        effect=effect,
        subject=claim.subject,
        expr=expr,
        text=related(effect, claim.subject, expr, claim.relation, returned=claim.form == "in_response")
        if claim.effect is Effect.RELATION
        else describe(effect, claim.subject, expr, claim.other, needs),
        said=(said,),
        other=claim.other if effect in (Effect.OVERRIDES, Effect.DEPRECATED) else None,
        needs=needs,
        relation=claim.relation,
    )


def numbered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules with unique ids, in order: the same rule said again adds its sentence to the first, a namesake gets a number."""
    rules = _softened(list(rules))
    first: dict[Any, Rule] = {}
    places: dict[Any, dict[Said, None]] = {}
    for rule in rules:
        what = _what(rule)
        first.setdefault(what, rule)
        places.setdefault(what, {}).update(dict.fromkeys(rule.said))
    taken: set[str] = set()
    namesakes: dict[str, int] = {}
    found = []
    for what, rule in first.items():
        name = rule.id
        while name in taken:
            namesakes[rule.id] = namesakes.get(rule.id, 1) + 1
            name = f"{rule.id}-{namesakes[rule.id]}"
        taken.add(name)
        found.append(replace(rule, id=name, said=tuple(places[what])))
    return tuple(found)


def _softened(rules: list[Rule]) -> list[Rule]:
    """Rules of which a relation that one sentence only advises ("makes a best effort") is advice in every sentence."""
    advised = {(r.relation.kind, r.relation.request) for r in rules if r.effect is Effect.ADVICE and r.relation is not None}
    return [_as_advice(r) if r.relation is not None and (r.relation.kind, r.relation.request) in advised else r for r in rules]


def _as_advice(rule: Rule) -> Rule:
    text = related(Effect.ADVICE, rule.subject, None, rule.relation)
    return replace(rule, effect=Effect.ADVICE, expr=None, text=text)


def _what(rule: Rule) -> Any:
    """What a rule says, whatever it is called and wherever it stands."""
    if rule.relation is not None:
        kind, request, response = rule.relation.kind, rule.relation.request, rule.relation.response
        told = RelationKind.COUNT if kind is RelationKind.AT_MOST else kind  # which of the two it is depends on the operation
        when = None if rule.expr is None else meant(rule.expr)
        return rule.effect, told, request, response if kind is RelationKind.ECHO else None, when
    says = (rule.subject, rule.text) if rule.expr is None else meant(rule.expr)
    if rule.effect in (Effect.IGNORED, Effect.OVERRIDES, Effect.DEPRECATED):
        says = rule.subject, says  # their tree is the condition alone
    return rule.effect, rule.other, rule.needs, rule.expr is None, says


def _demanding(effect: Effect, keywords: Mapping[str, Any]) -> bool:
    return effect in (Effect.REJECT, Effect.ADVICE, Effect.EXTERNAL) and bool(set(keywords) & {*_COMPARED, "multipleOf", "enum", "pattern"})


def _whole(reading: Reading, then: Expr | None, fields: Fields) -> Expr | None:
    claim = reading.claim
    when = list(reading.when)
    if then is None:
        return both(*when) if when else None
    off = Compare("==", Ref(claim.subject), Literal(False))
    if not claim.demands and off not in when and not _of_others(claim):
        valued = claim.form in ("formula", "compare", "flag", "case")
        used = _subject_used(claim.subject, claim.expr is not None and not valued, fields)
        told = isinstance(used, HasValue) and any(_is_value(c, claim.subject) for c in when)
        when = when if told else [used, *(c for c in when if c != used)]
    return Implies(both(*when), then) if when else then


def _of_others(claim: Claim) -> bool:
    """Whether a formula computes with other fields than the one whose prose states it: it holds whether or not that is sent."""
    spoken = names(claim.expr) if claim.form == "formula" and claim.expr is not None else ()
    return len(spoken) > 1 and not any(n == claim.subject or n.startswith(f"{claim.subject}.") for n in spoken)


def _is_value(condition: Expr, name: str) -> bool:
    """Whether a condition is that a field has some value, which says by itself that it has one."""
    match condition:
        case Compare("==", Ref(own), Literal()) | OneOf(Ref(own)):
            return own == name
        case _:
            return False


def _subject_used(name: str, use: bool, fields: Fields) -> Expr:
    """That a rule's subject is there: for rules about its use, a boolean must be true; for rules about its value it has one."""
    field = field_at(name, fields) if use else None
    if field is not None and field.types == ("boolean",):
        return Compare("==", Ref(name), Literal(True))
    return HasValue(Ref(name))


def _id(reading: Reading) -> str:
    """Readable and stable: subject, form, the other fields it speaks of, the condition, the group it is limited to."""
    claim = reading.claim
    word = _WORDS.get(claim.form, claim.form.replace("_", "-"))
    then = [n for n in (names(claim.expr) if claim.expr is not None else ()) if n != claim.subject]
    absent = "no-" if claim.form == "requires" and isinstance(claim.expr, Not) else ""
    other = [claim.other] if claim.other and claim.other not in then else []
    condition = [w for c in reading.when for w in _words(c) if w != claim.subject and w not in then]
    tail = ["when", *dict.fromkeys(condition)] if condition else []
    group = [_slug(reading.needs)] if reading.needs and reading.needs.startswith("for ") else []
    return "-".join([claim.subject, word, *(f"{absent}{n}" for n in [*then, *other]), *tail, *group])


def _words(condition: Expr) -> Iterator[str]:
    """A condition in a few words: `mode-slow`, `draft`, `not-draft`, `width`."""
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
        case Compare("==", Ref(name, _), Literal(value)) if value is not True:
            yield f"{name}-{_slug(str(value))}"
        case Not(part):
            yield from (f"not-{word}" for word in _words(part))
        case HasValue():
            return
        case _:
            yield from names(condition)


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))[:40].strip("-")
