"""What is known of a request in part, and what follows from it for numbers.

A request that is partly known is a mapping of *facts*: the kind of a field (absent, null, string, ...), whether a flag
is true, which string it is or is not, in which set a number lies, and whether an atom we do not look into holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias

from swornspec.rules import values
from swornspec.rules.witness.ranges import (
    ANY,
    WHOLE,
    Poly,
    Range,
    Var,
    above,
    add,
    at,
    below,
    fraction,
    meet,
    plain,
    split_constant,
    spread,
)

Facts: TypeAlias = Mapping[Any, Any]
KINDS: Final = ("absent", "null", "string", "number", "boolean", "array", "object")
_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Split:
    """Facts of which exactly one set must be true; the first are tried first."""

    alternatives: tuple[Facts, ...]


Verdict: TypeAlias = bool | Split


def facts_of(name: str, value: Any) -> dict[Any, Any]:
    """What is known of a field whose value is given."""
    facts: dict[Any, Any] = {("value", name): value, ("kind", name): kind_of(value)}
    if isinstance(value, bool):
        facts["bool", name] = value
    elif isinstance(value, str):
        facts["eq", name] = value
        facts["num", ("#", name)] = at(Fraction(len(value)))
    elif isinstance(value, int | float):
        number = fraction(value)
        if number is not None:
            facts["num", ("v", name)] = at(number)
    elif isinstance(value, list | tuple):
        facts["num", ("#", name)] = at(Fraction(len(value)))
    return facts


def kind_of(value: Any) -> str:
    """The kind of a JSON value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else "array" if isinstance(value, list | tuple) else "object"


class Known:
    """Facts, and the answers they give about numbers and atoms: yes, no, or the question that would tell."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def atom(self, atom: Any) -> Verdict:
        """Whether something holds that we do not look into; both are thought possible until it is asked."""
        key = ("atom", atom)
        return self.facts[key] if key in self.facts else Split(({key: True}, {key: False}))

    def number(self, operator: str, left: Poly, right: Poly) -> Verdict:
        """Whether two polynomials compare as an operator says."""
        poly, rest = split_constant(add(left, right, -1))
        if not poly:
            return _compare_zero(operator, rest)
        scale = poly[0][1]
        if scale < 0:
            operator = _FLIPPED[operator]
        poly, limit = tuple((m, c / scale) for m, c in poly), -rest / scale
        single = len(poly) == 1 and len(poly[0][0]) == 1
        key = poly[0][0][0] if single else poly
        if single and key[0] == "%" and operator in ("==", "!=") and limit == 0:
            verdict = self.multiple(key[1:3], Fraction(key[3]))
            return verdict if operator == "==" or isinstance(verdict, Split) else not verdict
        known = self.range_of(key)
        if known is None:
            return False  # there is no such number: `consistent` closes the branch
        if operator in ("==", "!="):
            parts = [(at(limit), True), (below(limit, strict=True), False), (above(limit, strict=True), False)]
        else:
            strict, less = operator in ("<", ">"), operator in ("<", "<=")
            parts = [(below(limit, strict=strict), True), (above(limit, strict=not strict), False)]
            if not less:
                parts = [(above(limit, strict=strict), True), (below(limit, strict=not strict), False)]
        left_over = [(met, true) for part, true in parts if (met := meet(known, part)) is not None]
        verdicts = {true for _, true in left_over}
        if len(verdicts) == 1:
            return verdicts.pop() == (operator != "!=")
        return Split(tuple({("num", key): met} for met, _ in left_over)) if left_over else False

    def multiple(self, var: Any, step: Fraction) -> Verdict:
        """Whether a number is a multiple of a step."""
        if step <= 0:
            return self.atom(("multiple", var, step))
        known = self.range_of(var)
        if known is None:
            return False
        if known.step is not None and known.step % step == 0:
            return True
        on = meet(known, Range(on=frozenset({step})))
        off = meet(known, Range(off=frozenset({step})))
        if on is None or off is None:
            return on is not None
        return Split(({("num", var): on}, {("num", var): off}))

    def range_of(self, key: Any) -> Range | None:
        """The set of an unknown or a polynomial; None when it is empty."""
        known: Range = self.facts.get(("num", key), ANY)
        if isinstance(key[0], str):
            if key[0] == "#":
                return meet(known, Range(low=Fraction(0), on=WHOLE))
            if key[0] == "%":
                most = Fraction(key[3]) - 1
                return meet(known, Range(-most, most, on=WHOLE))
            return known
        ranges: dict[Var, Range] = {}
        for monomial, _ in key:
            for var in monomial:
                own = self.range_of(var)
                if own is None:
                    return None
                ranges[var] = own
        return meet(known, spread(key, ranges))


def _compare_zero(operator: str, number: Fraction) -> bool:
    return values.compare(operator, plain(number), 0)
