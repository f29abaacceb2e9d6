"""What one side may send and the other takes, and the questions between them: is anything that is right here refused there?

    sends   the bodies of requests that the old document allows        replies that the new document allows
    takes   the bodies of requests that the new document allows        replies that the old document allows

Whoever keeps to a document sends only what it documents: a field that only the other side knows is not sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from swornspec.rules.expr import Expr, ForAll, Not, OneOf, Or, Present, Ref, names, walk
from swornspec.rules.field import Field, Fields, field_at, path_at, top_of
from swornspec.rules.lint.inquiry import Excluded, Inquiry
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness import Constraint, Implied, Outcome, Space, Undecided, Witness, breaking, embed, find, prove
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.constraint import ITEM, dotted, is_item
from swornspec.rules.witness.find import Found
from swornspec.rules.witness.sample import fields_in, flattened, member_of, sample
from swornspec.rules.witness.search import Demand
from swornspec.rules.witness.siblings import excluded_beside
from swornspec.spec.compare.keywords import canonical
from swornspec.spec.document import as_list

SOLVED: Final = "the solver has proved it"
_NOW: Final = " (there)"
_MOST: Final = 400
"""How many constraints of one side are asked about."""
_BESIDE: Final = frozenset({"pattern", "contains", "enum", "oneOf", "anyOf"})
"""Keywords beside which others cannot be broken alone."""
_UNREAD: Final = frozenset({"anyOf", "oneOf", "not", "contains", "minContains", "maxContains", "propertyNames", "additionalProperties"})
"""Keywords of which the search knows the name alone."""
_CARRIED: Final = ("additionalProperties", "propertyNames")
"""Keywords whose meaning depends on what stands beside them."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The messages of one kind: what one side may send, and what the other takes.

    `strangers` are the fields that only the taking side documents; none where the sending side may send any.
    """

    sends: Space
    takes: Space
    strangers: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Tell the strangers."""
        unknown = frozenset(n for n in self.takes.fields if not documented(self.sends.schema, (n,)))
        object.__setattr__(self, "strangers", unknown)

    def questions(self) -> Iterator[Constraint]:
        """The constraints of the taking side that may refuse what is right for the sending side."""
        known = {c.id: c for c in self.sends.constraints}
        for constraint in self.takes.constraints[:_MOST]:
            if not self._alike(known.get(constraint.id), constraint) and self._reached(constraint):
                yield constraint

    def answer(self, constraint: Constraint, *, solver: bool = False) -> Outcome:
        """A message that is right where it is sent and breaks this constraint where it is taken, or the proof that there is none."""
        space = self.joint(constraint.id, constraint)
        own = space.constraints[-1]
        if any(not self._alike(self._sent(name), self._taken(name)) for name in excluded_beside(space, own)):
            own = replace(own, schema={k: v for k, v in (own.schema or {}).items() if k == own.keyword or k not in _BESIDE})
        outcome = breaking(space, own)
        if isinstance(outcome, Undecided) and solver and own.flat and not own.repeated:
            settled = Inquiry(space, solver=True).settle([Demand(own, broken=True)], breaks=frozenset({own.id}))
            if isinstance(settled, Excluded):
                outcome = Implied(own.id, tuple(c.id for c in settled.by), SOLVED)
        if isinstance(outcome, Implied) and constraint.rule is not None and not self._reads_alike(constraint.rule):
            return Undecided(own.id, "the fields of the rule are read in another way than before")
        if isinstance(outcome, Implied) and not all(_is_read(c) for c in (constraint, *constraint.elsewhere)):
            return Undecided(own.id, "the search does not look into the keyword")
        return outcome

    def _sent(self, name: str) -> Constraint | None:
        return next((c for c in self.sends.constraints if c.id == name), None)

    def _taken(self, name: str) -> Constraint | None:
        return next((c for c in self.takes.constraints if c.id == name), None)

    def with_member(self, path: tuple[str, ...], value: Any) -> Outcome:
        """A message with a value at a place that is right where it is sent, and where it is taken refused at that place."""
        space = self.joint(f"{dotted(path)}-enum", None, f"{dotted(path)}-const")
        marked = frozenset({f"{dotted(path)}-enum{_NOW}"})
        if not path or is_item(path[0]):
            whole = embed(space.schema, path, value)
            return (
                Witness("", whole) if frozenset(space.judge(whole)) == marked else Undecided("", "every message that was tried is refused")
            )
        schema = space.fields[path[0]].schema if path[0] in space.fields else {}
        result = find(space, fixed={path[0]: embed(schema, path[1:], value)}, breaks=marked)
        if isinstance(result, Found):
            return Witness("", minimal(space, result.body, marked))
        if len(path) == 1 and isinstance(value, str | int | float):
            near = [c for c in space.constraints if c.flat]
            proof = prove(space, [Demand(OneOf(Ref(path[0]), (value,)))], marked, near)
            if proof is not None:
                return Implied("", proof.by, "no message that was right could have the value")
        return Undecided("", "no message with the value was found")

    def sending(self, path: tuple[str, ...]) -> Any | None:
        """A small message that is right where it is sent and has a field; None when none was found."""
        space = self.sends
        if not path or path[0] not in space.fields:
            return None
        below = space.fields[path[0]].schema
        value = embed(below, path[1:], sample(_at(below, path[1:])))
        having = replace(space, judge=lambda m: [*space.judge(m), *([] if isinstance(m, dict) and path[0] in m else ["not sent"])])
        result = find(having, fixed={path[0]: value})
        return minimal(having, result.body, frozenset()) if isinstance(result, Found) else None

    def refused(self, message: Any) -> tuple[str, ...]:
        """The constraints that a message breaks where it is taken; none where it is not right to be sent, or would not be sent."""
        if self.sends.judge(message) or (isinstance(message, dict) and not self.strangers.isdisjoint(message)):
            return ()
        return tuple(dict.fromkeys(self.takes.judge(message)))

    def joint(self, name: str, constraint: Constraint | None, *others: str) -> Space:
        """The messages of the sending side, in which a constraint of the taking side is one more, the last one.

        A rule of the taking side reads its own defaults; what rules of the sending side say where they read another default is then
        left to the judge.
        """
        sends, takes, strangers = self.sends, self.takes, self.strangers

        def judge(message: Any) -> list[str]:
            there = [f"{name}{_NOW}"] if not {name, *others}.isdisjoint(takes.judge(message)) else []
            found = [*sends.judge(message), *there]
            return found + [f"{n} is not documented" for n in sorted(strangers) if isinstance(message, dict) and n in message]

        schema, changed = self._read_as_taken(constraint.rule if constraint is not None else None)
        kept = [_where_sent(c, changed) for c in sends.constraints]
        kept += [_unsent(n) for n in sorted(strangers)]
        if constraint is not None:
            elsewhere = tuple(replace(c, id=f"{name}{_NOW}") for c in constraint.elsewhere)
            kept.append(replace(constraint, id=f"{name}{_NOW}", elsewhere=elsewhere))
        return Space(schema, sends.rules, judge, tuple(kept))

    def _read_as_taken(self, rule: Rule | None) -> tuple[Mapping[str, Any], set[str]]:
        """What is sent, with every field that a rule of the taking side speaks of, and the fields whose defaults differ in it."""
        spoken = {top_of(n, self.takes.fields) for n in names(rule.expr)} if rule is not None and rule.expr is not None else set()
        read = effective(rule) if rule is not None else set()
        whole = dict(flattened(self.sends.schema))
        properties = dict(whole.get("properties") or {})
        changed: set[str] = set()
        for name, other in self.takes.fields.items():
            if name in self.strangers:
                properties[name] = other.schema
                continue
            own = properties.get(name)
            if name in spoken and not isinstance(own, Mapping):
                below = member_of(whole, name)
                own = properties[name] = below if isinstance(below, Mapping) else {}
            if name in read and isinstance(own, Mapping) and canonical(own.get("default")) != canonical(other.default):
                changed.add(name)
                rest = {k: v for k, v in own.items() if k != "default"}
                properties[name] = rest if other.default is None else {**rest, "default": other.default}
        for name in sorted(read):
            field = field_at(name, self.takes.fields)
            own = field_at(name, fields_in({"properties": properties}))
            if field is not None and field.within and own is not None and canonical(own.default) != canonical(field.default):
                changed.add(name)
                properties[field.path[0]] = _with_default(properties[field.path[0]], field.path[1:], field.default)
        if properties:
            whole["properties"] = properties
        return whole, changed

    def _alike(self, one: Constraint | None, other: Constraint | None) -> bool:
        """Whether two constraints say the same, as each side reads it."""
        if one is None or other is None or other.keyword in _CARRIED:
            return False
        if one.rule is not None and other.rule is not None:
            spoken = names(other.rule.expr) if other.rule.expr is not None else ()
            same = one.rule.expr == other.rule.expr and self._reads_alike(other.rule)
            return same and all(canonical(_default(self.sends.fields, n)) == canonical(_default(self.takes.fields, n)) for n in spoken)
        return _stated(one) == _stated(other)

    def _reached(self, constraint: Constraint) -> bool:
        path = constraint.path[:-1] if constraint.keyword == "required" else constraint.path
        return constraint.rule is not None or documented(self.sends.schema, path)

    def _reads_alike(self, rule: Rule) -> bool:
        """Whether what the sending side may send has the same values for both sides, in the fields that a rule speaks of."""
        if rule.expr is None:
            return True
        within = any(isinstance(node, ForAll) for node in walk(rule.expr))
        sent, taken = self.sends.fields, self.takes.fields
        spoken = [n for n in names(rule.expr) if top_of(n, sent) not in self.strangers]
        around = [".".join(way[:n]) for name in spoken for way in (path_at(name, sent),) for n in range(1, len(way))]
        pairs = [(own, field_at(n, taken)) for n in dict.fromkeys((*spoken, *around)) if (own := field_at(n, sent)) is not None]
        return all(_read_alike(one, other, within) for one, other in pairs)


def _is_read(constraint: Constraint) -> bool:
    """Whether the search looks into a constraint, so that its proof holds for one that another keyword of the same name replaces."""
    if constraint.keyword in _UNREAD or (constraint.keyword == "dependentRequired" and not constraint.between):
        return False
    members = constraint.value if constraint.keyword == "enum" else [constraint.value] if constraint.keyword == "const" else []
    return not any(isinstance(m, list | dict) for m in (members if isinstance(members, list) else [members]))


def effective(rule: Rule) -> set[str]:
    """The fields whose documented defaults a rule reads."""
    return {n.name for n in walk(rule.expr) if isinstance(n, Ref) and n.effective} if rule.expr is not None else set()


def reads_default(rule: Rule, path: tuple[str, ...]) -> bool:
    """Whether a rule reads the documented default of the field at a place, or may: what is said of each item is not looked into."""
    if rule.expr is None or ".".join(path) in effective(rule):
        return rule.expr is not None
    arrays = (tuple(n.over.name.split(".")) for n in walk(rule.expr) if isinstance(n, ForAll))
    return any(len(path) > len(over) and path[: len(over)] == over for over in arrays)


def documented(schema: Any, path: tuple[str, ...]) -> bool:
    """Whether a schema documents a place: an object that lists its properties documents no others, unless it says of what kind they are."""
    for n, step in enumerate(path):
        whole = flattened(schema) if isinstance(schema, Mapping) else {}
        if is_item(step):
            prefix = whole.get("prefixItems")
            heads = prefix if isinstance(prefix, list) else []
            at = len(heads) if step == ITEM else int(step[1:-1])
            schema = heads[at] if at < len(heads) else whole.get("items")
            if schema is None:
                return True
            continue
        listed = whole.get("properties")
        below = member_of(whole, step)
        if step in as_list(whole.get("required")) and not isinstance(below, Mapping):
            return True  # it must be sent, and nobody says what it is
        if isinstance(listed, Mapping) and listed and step not in listed and not isinstance(below, Mapping):
            return False
        if not isinstance(listed, Mapping) or not listed:
            return n + 1 == len(path) or not isinstance(below, Mapping) or documented(below, path[n + 1 :])
        schema = below
    return True


def _with_default(schema: Any, way: tuple[str, ...], default: Any) -> Any:
    """A schema with another documented default where a path leads."""
    whole = flattened(schema) if isinstance(schema, Mapping) else {}
    if way:
        properties = whole.get("properties")
        listed = properties if isinstance(properties, Mapping) else {}
        return {**whole, "properties": {**listed, way[0]: _with_default(listed.get(way[0]), way[1:], default)}}
    rest = {k: v for k, v in whole.items() if k != "default"}
    return rest if default is None else {**rest, "default": default}


def _where_sent(constraint: Constraint, changed: set[str]) -> Constraint:
    """A rule as far as it does not depend on some defaults: where the fields are sent."""
    rule = constraint.rule
    read = sorted(effective(rule) & changed) if rule is not None else []
    if rule is None or rule.expr is None or not read:
        return constraint
    absent: tuple[Expr, ...] = tuple(Not(Present(name)) for name in read)
    return replace(constraint, rule=replace(rule, expr=Or((*absent, rule.expr))))


def _unsent(name: str) -> Constraint:
    expr: Expr = Not(Present(name))
    rule = Rule(f"{name} is not documented", Effect.REJECT, name, expr, f"{name} is not sent", ())
    return Constraint(rule.id, name, (name,), rule=rule)


def _stated(constraint: Constraint) -> tuple[object, ...]:
    return canonical(constraint.value), constraint.keyword, tuple(canonical(c.value) for c in constraint.elsewhere)


def _default(fields: Fields, name: str) -> Any:
    field = field_at(name, fields)
    return field.default if field is not None else None


def _read_alike(one: Field, other: Field | None, within: bool) -> bool:
    if other is None or not other.types:
        return not within or other is None or canonical(one.schema.get("items")) == canonical(other.schema.get("items"))
    allowed = {*other.types, *(("integer",) if "number" in other.types else ())}
    same_items = not within or canonical(one.schema.get("items")) == canonical(other.schema.get("items"))
    return bool(one.types) and allowed.issuperset(one.types) and same_items


def _at(schema: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        whole = flattened(schema) if isinstance(schema, Mapping) else {}
        schema = whole.get("items") if is_item(step) else member_of(whole, step)
    return schema if isinstance(schema, Mapping) else {}


__all__ = ["SOLVED", "Exchange", "documented", "reads_default"]
