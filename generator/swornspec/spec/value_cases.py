"""Items of a list of values that say for which cases some of them are, as what each value then asks for.

- `fast` works everywhere.
- `fine` and `finest` are supported for the Heron models.      model must be one of the Heron models when quality is fine or finest
- `plain` is the only option for `owl-2`.                      quality must be plain when model is owl-2

A value that several items name is for the cases of all of them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.members import equal
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import Compare, Expr, Literal, OneOf, Or, Ref, Scalar, names
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.text import Passage

_VALUE: Final = re.compile(r"`(?P<value>[^`\n]{1,80})`")
_CASED: Final = re.compile(
    r"\s*(?P<values>`[^`\n]{1,80}`(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+)`[^`\n]{1,80}`){0,20})\s+(?:is|are)\s+"
    r"(?:(?P<sole>the\s+only\s+(?:\w+\s+)?(?:option|value|choice|mode|setting|\w+))|(?:only\s+)?(?:supported|available|allowed|valid|accepted|offered|possible)"
    r"(?:\s+only)?)\s+(?P<case>(?:for|with|by|on|when|if)\s[^\n]{1,300})",
    re.IGNORECASE,
)


def read_cases(said: Sequence[Sentence], values: Mapping[str, Any], scope: Scope, ground: Ground) -> Mapping[int, tuple[Reading, ...]]:
    """What the sentences at some indices state of some values: each is for the cases that any of them names."""
    stated = {at: read for at, one in enumerate(said) if (read := _read(one, values, scope, ground)) is not None}
    cases: dict[Any, list[Expr]] = {}
    for named, reading, _ in stated.values():
        for value in named:
            if reading.claim.expr is not None and reading.claim.expr not in cases.setdefault(value, []):
                cases[value].append(reading.claim.expr)
    told: set[Any] = set()
    found: dict[int, tuple[Reading, ...]] = {}
    for at, (named, reading, sole) in stated.items():
        groups: dict[tuple[Expr, ...], list[Scalar]] = {}
        for value in named:
            if value not in told:
                told.add(value)
                groups.setdefault(tuple(cases[value]), []).append(value)
        rules = [_under(reading, exprs, tuple(group), scope.subject) for exprs, group in groups.items()]
        found[at] = (*rules, *sole)
    return found


def _read(
    one: Sentence, values: Mapping[str, Any], scope: Scope, ground: Ground
) -> tuple[Sequence[Any], Reading, tuple[Reading, ...]] | None:
    """The values that a sentence says to be for a case, what that asks for, and what the case allows where it allows nothing else."""
    found = _CASED.fullmatch(one.passage.text)
    named = [values.get(m["value"]) for m in _VALUE.finditer(found["values"])] if found is not None else []
    if found is None or not named or None in named:
        return None
    asked = _rules(f"Only supported {found['case']}", one.passage, scope, ground)
    if len(asked) != 1 or asked[0].claim.expr is None or asked[0].when or scope.subject in names(asked[0].claim.expr):
        return None
    sole: Sequence[Reading] = ()
    if found["sole"]:
        listed = " or ".join(m.group() for m in _VALUE.finditer(found["values"]))
        sole = _rules(f"Must be {listed} {found['case']}", one.passage, scope, ground)
        if not sole:
            return None
    return named, asked[0], tuple(sole)


def _rules(text: str, said: Passage, scope: Scope, ground: Ground) -> list[Reading]:
    """The rules that a text states; none where any of it is not understood."""
    read = read_prose([Passage(text, said.span)], scope, ground.vocabulary)
    readings = [r for s in read for r in s.readings]
    return readings if all(s.outcome is Outcome.RULE for s in read) and all(r.effect is Effect.REJECT for r in readings) else []


def _under(reading: Reading, cases: tuple[Expr, ...], values: tuple[Scalar, ...], own: str) -> Reading:
    """What is asked for in any of some cases, where the field has one of some values."""
    expr = _any_of(cases)
    return replace(reading, claim=replace(reading.claim, expr=expr, given=expr, demands=True), when=(equal(Ref(own), values),))


def _any_of(cases: tuple[Expr, ...]) -> Expr:
    """That one of some cases holds; as one list where all are values of the same field."""
    if len(cases) == 1:
        return cases[0]
    members: dict[Scalar, None] = {}
    refs: set[Ref] = set()
    for case in cases:
        if isinstance(case, OneOf) and isinstance(case.item, Ref):
            refs.add(case.item)
            members |= dict.fromkeys(case.values)
        elif isinstance(case, Compare) and case.operator == "==" and isinstance(case.left, Ref) and isinstance(case.right, Literal):
            refs.add(case.left)
            members[case.right.value] = None
        else:
            return Or(cases)
    return equal(refs.pop(), tuple(members)) if len(refs) == 1 else Or(cases)


__all__ = ["read_cases"]
