"""A request as unknowns for z3: of each field its kind and, for each kind, its value.

What a body can be is never narrowed: what is not modelled (patterns, the order of strings, decimals in arithmetic) is an
unknown of its own. So "no request does that" is a proof, and "some request does" is only a hint.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import z3

from swornspec.rules.evaluate import term as evaluated
from swornspec.rules.expr import Ref
from swornspec.rules.field import Field, Fields, bare_body, field_at
from swornspec.rules.pattern import python_pattern
from swornspec.rules.values import as_number
from swornspec.rules.witness.known import KINDS, kind_of
from swornspec.rules.witness.sample import items_of, sample
from swornspec.rules.witness.strings import LONGEST, text

Formula = Any
"""A z3 expression; z3 has no types of its own for them."""

VALUED: Final = ("number", "string", "boolean", "array", "object")


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a term may be: under `guard` it has a value of a kind. `size` counts characters or items, `key` tells values apart."""

    guard: Formula
    kind: str
    value: Formula = None
    size: Formula = None
    key: Hashable = None


class Unknowns:
    """The unknowns of one question. `context` is theirs alone, so that the same question always gets the same answer."""

    def __init__(self, fields: Fields) -> None:
        """Nothing is declared yet: unknowns come into being as they are spoken of."""
        self.context = z3.Context()
        self.fields = fields
        self._made: dict[Hashable, Formula] = {}
        self._texts: dict[str, int] = {}
        self._spelled: list[tuple[Formula, Callable[[str], Any], Formula]] = []
        self._kinds: dict[str, None] = {}
        self._facts: list[Formula] = []

    # Plain formulas

    def true(self, value: bool = True) -> Formula:
        """A truth value."""
        return z3.BoolVal(value, self.context)

    def all(self, parts: list[Formula]) -> Formula:
        """Every part holds."""
        return z3.And(parts) if parts else self.true()

    def any(self, parts: list[Formula]) -> Formula:
        """Some part holds."""
        return z3.Or(parts) if parts else self.true(False)

    def number(self, value: int | float | Fraction) -> Formula:
        """An exact number."""
        exact = Fraction(value)
        if exact.denominator == 1:
            return z3.IntVal(exact.numerator, self.context)
        return z3.RealVal(f"{exact.numerator}/{exact.denominator}", self.context)

    def opaque(self, key: Hashable) -> Formula:
        """Something that holds or does not, and into which we do not look."""
        return self._bool(("opaque", key))

    def fresh_number(self, key: Hashable) -> Formula:
        """A number of which nothing is known."""
        return self._make(("number", key), lambda name: z3.Real(name, self.context))

    # Fields

    def kind(self, name: str, kind: str) -> Formula:
        """Whether a field is absent, null or of a JSON type; one within an object is absent where that is not sent as an object."""
        if name not in self._kinds:
            self._kinds[name] = None
            holder = self._holder(name)
            if holder:
                self._facts.append(z3.Or(self.kind(holder, "object"), self.kind(name, "absent")))
        return self._bool(("kind", name, kind))

    def _holder(self, name: str) -> str:
        """The object that holds a field, where it is not one of the request itself."""
        field = field_at(name, self.fields)
        return ".".join(field.within) if field is not None else ""

    def missing(self, name: str) -> Formula:
        """Whether a field is absent or null."""
        return z3.Or(self.kind(name, "absent"), self.kind(name, "null"))

    def standing(self, name: str) -> Formula:
        """Whether the documented default of a field stands for it: it is missing, and what holds it is sent."""
        holder = self._holder(name)
        return z3.And(self.missing(name), self.kind(holder, "object")) if holder else self.missing(name)

    def whole(self, name: str) -> Formula:
        """Whether a number is whole."""
        return self._bool(("whole", name))

    def integer(self, name: str) -> Formula:
        """A field's number, where it is whole."""
        return self._make(("integer", name), lambda label: z3.Int(label, self.context))

    def real(self, name: str) -> Formula:
        """A field's number, whole or not; it is the integer where it is whole."""
        made = ("real", name) in self._made
        found = self._make(("real", name), lambda label: z3.Real(label, self.context))
        if not made:
            self._facts.append(z3.Implies(self.whole(name), found == z3.ToReal(self.integer(name))))
            self._facts.append(z3.Implies(z3.Not(self.whole(name)), z3.Not(z3.IsInt(found))))
        return found

    def flag(self, name: str) -> Formula:
        """A field's boolean."""
        return self._bool(("flag", name))

    def string(self, name: str) -> Formula:
        """A field's string, as a number that stands for it."""
        return self._make(("text", name), lambda label: z3.Int(label, self.context))

    def size(self, name: str, kind: str) -> Formula:
        """The characters of a field's string or the items of its array."""
        made = ("size", name, kind) in self._made
        found = self._make(("size", name, kind), lambda label: z3.Int(label, self.context))
        if not made:
            self._facts.append(found >= 0)
            if kind == "string":
                self._spelled.append((self.string(name), len, found))
        return found

    def spelled(self, name: str, key: Hashable, holds: Callable[[str], bool]) -> Formula:
        """Whether something holds of a field's string; it is known of the strings that a question names."""
        made = ("spelled", name, key) in self._made
        found = self._bool(("spelled", name, key))
        if not made:
            self._spelled.append((self.string(name), holds, found))
        return found

    def literal(self, spelling: str) -> Formula:
        """The number that stands for a string."""
        return z3.IntVal(self._texts.setdefault(spelling, len(self._texts)), self.context)

    def same_text(self, one: Formula, other: Formula, sizes: tuple[Formula, Formula]) -> Formula:
        """Whether two strings are equal; then they have the same size."""
        self._facts.append(z3.Implies(one == other, sizes[0] == sizes[1]))
        return one == other

    def constant(self, value: Any, guard: Formula) -> Alternative:
        """A value that is known."""
        kind = kind_of(value)
        if kind == "number":
            exact = as_number(value)
            return Alternative(self.true(False) if exact is None else guard, kind, self.number(exact or 0))
        if kind == "string":
            return Alternative(guard, kind, self.literal(value), self.number(len(value)), value)
        if kind == "boolean":
            return Alternative(guard, kind, self.true(value))
        return Alternative(guard, kind, None, self.number(len(value)) if kind == "array" else None, repr(value))

    def value(self, ref: Ref) -> list[Alternative]:
        """What a field may be where a rule reads it: of its documented types alone; one alternative for each kind."""
        field = field_at(ref.name, self.fields)
        types = field.types if field else ()
        default = evaluated(ref, bare_body(ref.name, self.fields), self.fields) if ref.effective else None
        found = []
        for kind in VALUED:
            sent = self._sent(ref.name, kind, types)
            standing = None if default is None or kind_of(default) != kind else self.constant(default, self.standing(ref.name))
            found += [a for a in (self._either(sent, standing),) if a is not None]
        return found

    def _sent(self, name: str, kind: str, types: tuple[str, ...]) -> Alternative | None:
        whole_only = kind == "number" and bool(types) and "number" not in types
        if types and kind not in types and not (whole_only and "integer" in types):
            return None
        here = self.kind(name, kind)
        if kind == "number":
            integer = Alternative(z3.And(here, self.whole(name)), kind, self.integer(name))
            return integer if whole_only else Alternative(here, kind, self.real(name))
        if kind == "string":
            return Alternative(here, kind, self.string(name), self.size(name, kind), ("field", name))
        if kind == "boolean":
            return Alternative(here, kind, self.flag(name))
        return Alternative(here, kind, None, self.size(name, kind) if kind == "array" else None, ("field", name))

    def _either(self, sent: Alternative | None, standing: Alternative | None) -> Alternative | None:
        if sent is None or standing is None:
            return sent or standing
        there = standing.guard

        def choose(default: Formula, own: Formula) -> Formula:
            return None if own is None else z3.If(there, default, own)

        value, size = choose(standing.value, sent.value), choose(standing.size, sent.size)
        return Alternative(z3.Or(sent.guard, there), sent.kind, value, size, (sent.key, standing.key))

    # What is always true

    def facts(self) -> Iterator[Formula]:
        """What holds of the unknowns whatever is asked; to be read last."""
        for name in self._kinds:
            kinds = [self.kind(name, kind) for kind in KINDS]
            yield z3.PbEq([(k, 1) for k in kinds], 1)
        yield from self._facts
        for string, of, found in self._spelled:
            for spelling, number in self._texts.items():
                told = of(spelling)
                yield z3.Implies(string == number, found == told)

    # From an answer back to a request

    def body(self, model: Formula) -> dict[str, Any]:
        """A request that a model of the formulas describes, with the fields that were spoken of; whoever uses it lets a judge see it."""
        found: dict[str, Any] = {}
        within = [f for n in self._kinds if n not in self.fields and (f := field_at(n, self.fields)) is not None]
        for field in (*self.fields.values(), *sorted(within, key=lambda f: len(f.path))):
            holder: Any = found
            for step in field.within:
                holder = holder.get(step) if isinstance(holder, dict) else None
            kinds = [
                k for k in KINDS if field.name in self._kinds and z3.is_true(model.eval(self.kind(field.name, k), model_completion=True))
            ]
            if not kinds or not isinstance(holder, dict):
                continue
            holder.pop(field.key, None)  # an object is described by a typical one
            if kinds[0] != "absent":
                holder[field.key] = self._described(model, field, kinds[0])
        return found

    def spoken_of(self) -> frozenset[str]:
        """The fields that a question speaks of."""
        return frozenset(self._kinds)

    def _described(self, model: Formula, field: Field, kind: str) -> Any:
        name, schema = field.name, field.schema

        def value(formula: Formula) -> Formula:
            return model.eval(formula, model_completion=True)

        size = min(value(self.size(name, kind)).as_long(), LONGEST) if ("size", name, kind) in self._made else None
        if kind == "number":
            if z3.is_true(value(self.whole(name))) and ("integer", name) in self._made:
                return value(self.integer(name)).as_long()
            exact = value(self.real(name))
            return float(exact.as_fraction()) if z3.is_rational_value(exact) else None
        if kind == "string":
            by_number = {number: spelling for spelling, number in self._texts.items()}
            known = by_number.get(value(self.string(name)).as_long())
            return text(schema, size) if known is None else known
        if kind == "boolean":
            return z3.is_true(value(self.flag(name)))
        typical = sample(schema)
        if kind == "array":
            return items_of(schema, size) if size is not None else typical if isinstance(typical, list) else []
        return None if kind == "null" else dict(typical) if isinstance(typical, dict) else {}

    def _bool(self, key: Hashable) -> Formula:
        return self._make(key, lambda name: z3.Bool(name, self.context))

    def _make(self, key: Hashable, make: Callable[[str], Formula]) -> Formula:
        if key not in self._made:
            self._made[key] = make(f"{len(self._made)}")
        return self._made[key]


def found_in(pattern: str) -> Callable[[str], bool]:
    """Whether a string has a part that matches a pattern."""
    compiled = python_pattern(pattern)
    return lambda spelling: compiled.search(spelling) is not None
