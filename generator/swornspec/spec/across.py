"""Rules that speak of fields of several objects, as rules of the nearest object that is around all of them.

    size.width    Required when `mode` is `fast`.     size.width is required when mode is fast and size is sent
    rows[].sku    Required when `mode` is `fast`.     sku of each item of rows is required when mode is fast

What such a rule demands of an object is demanded where the object is sent: whether it must be is another matter. An object
that a page only names in the names of its fields (`size[width]`) is nothing by itself: these are demanded as any others are.
What no path can tell stays in words alone.
"""

from collections import ChainMap
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from swornspec.rules.english.build import rule_of
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import And, Count, Expr, ForAll, HasValue, Implies, Item, Not, Ref, both, mapped, names
from swornspec.rules.field import Field, Fields, field_at, path_at
from swornspec.rules.gate import gates
from swornspec.rules.plain import describe
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.spec.levels import Level, level_names

_INNER: Final = "\0"
"""Before the names of fields of items, while a rule is taken apart; no page has a name with it."""

Place = tuple[Level, str]
"""The object that a field is a part of, and its name there."""


def arrays_of(levels: Mapping[Level, Fields], listed: Iterable[Sequence[str]]) -> dict[Level, int]:
    """The arrays among the objects of a request, with how often their items are arrays again; `listed` are names as pages show them.

    The type that a page states counts, else the `[]` of a name.
    """
    found: dict[Level, int] = {}
    for within in listed:
        for n, step in enumerate(within, 1):
            level = level_names(within[:n])
            found[level] = max(found.get(level, 0), step.count("[]"))
    for level, fields in levels.items():
        for name, field in fields.items():
            if field.types:
                found[*level, name] = max(found.get((*level, name), 0), _depth(field)) if "array" in field.types else 0
    return {level: depth for level, depth in found.items() if depth}


def _depth(field: Field) -> int:
    items = field.schema.get("items")
    inner = Field(field.name, items if isinstance(items, Mapping) else {})
    return 1 + (_depth(inner) if "array" in inner.types else 0)


def linked(levels: Mapping[Level, Fields], arrays: Collection[Level]) -> dict[Level, dict[str, Field]]:
    """The fields of each object, knowing those of the objects that they are; `arrays` are the arrays among these."""

    def read(level: Level) -> Callable[[Mapping[str, object]], Fields]:
        return lambda _: found.get(level, {})

    def one(level: Level, field: Field) -> Field:
        inner = (*level, field.name)
        schema = field.schema if field.types or inner not in arrays else {**field.schema, "type": "array"}
        return replace(field, schema=schema, read=read(inner))

    found = {level: {name: one(level, field) for name, field in fields.items()} for level, fields in levels.items()}
    return found


@dataclass
class Across:
    """The objects of a request with all their fields; `listed` are their names as the page shows them."""

    levels: Mapping[Level, Fields]
    listed: Iterable[Sequence[str]]
    implied: Collection[Level] = frozenset()
    """The objects that the page says nothing of but the names of their fields."""

    def __post_init__(self) -> None:
        """Sort the names by which sentences may speak of the fields of other objects."""
        self._all_arrays = arrays_of(self.levels, self.listed)
        self._linked = linked(self.levels, self._all_arrays)
        self._paths: dict[str, Place] = {}
        self._bare: dict[str, list[Place]] = {}
        for level, fields in self.levels.items():
            for name in fields:
                self._paths[".".join((*level, name))] = level, name
                self._bare.setdefault(name, []).append((level, name))

    def place(self, name: str) -> Place | None:
        """What a name stands for: a field by its path, or the only one of the name."""
        bare = self._bare.get(name, ())
        return self._paths.get(name) or (bare[0] if len(bare) == 1 else None)

    def rule(self, reading: Reading, said: Said, level: Level) -> tuple[Level, Rule]:
        """The rule that is stated of an object of the request, and the object that it is a rule of."""
        own = self.levels[level]
        rule = rule_of(reading, said, own)
        said_of = (*(names(rule.expr) if rule.expr is not None else ()), *([rule.other] if rule.other else ()))
        said_of = (*said_of, rule.subject) if rule.effect is Effect.IGNORED and self.place(rule.subject) is not None else said_of
        outside = list(dict.fromkeys(n for n in said_of if n not in own))
        if not outside:
            return level, rule
        spoken = {n: (level, n) if n in own else self.place(n) for n in _spoken(reading)}
        places = {n: place for n, place in spoken.items() if place is not None}
        known = len(places) == len(spoken) and rule.relation is None and rule.expr is not None
        told = self._told(reading, said, _level_of(reading, level, places), places) if known else None
        return told or (level, _in_words(rule, outside))

    def tells(self, reading: Reading, level: Level) -> bool:
        """Whether what is stated of an object is a rule of more than words."""
        return self.rule(reading, Said("", 0, 0, ""), level)[1].expr is not None

    def _told(self, reading: Reading, said: Said, level: Level, places: Mapping[str, Place]) -> tuple[Level, Rule] | None:
        arrays = {n: self._arrays(of) for n, (of, _) in places.items()}
        common = _common(of for of, _ in places.values())
        if all(len(a) <= len(common) for found in arrays.values() for a in found):
            return self._by_path(reading, said, level, common, places)
        return self._of_each(reading, said, level, places)

    def _arrays(self, level: Level) -> list[Level]:
        return [level[:n] for n in range(1, len(level) + 1) if level[:n] in self._all_arrays]

    def _by_path(self, reading: Reading, said: Said, level: Level, common: Level, places: Mapping[str, Place]) -> tuple[Level, Rule] | None:
        """The rule with paths from the object around all fields."""
        ways = {n: (*of[len(common) :], key) for n, (of, key) in places.items()}
        if not self._lead(common, ways.values()):
            return None
        rule = rule_of(_renamed(reading, {n: ".".join(way) for n, way in ways.items()}), said, self._linked[common])
        rule = replace(rule, id=rule_of(_renamed(reading, {n: "-".join(way) for n, way in ways.items()}), said, {}).id)
        around = level[len(common) :]
        if rule.expr is None or not around or rule.effect not in (Effect.REJECT, Effect.EXTERNAL, Effect.ADVICE):
            return common, rule
        holder = field_at(".".join(around), self._linked[common])
        if level in self.implied and reading.when and reading.claim.form == "required":
            return common, rule
        if holder is None or holder.required or any(path_at(g, self._linked[common])[: len(around)] == around for g in gates(rule.expr)):
            return common, rule
        return common, _retold(rule, _given(rule.expr, HasValue(Ref(holder.name))))

    def _of_each(self, reading: Reading, said: Said, level: Level, places: Mapping[str, Place]) -> tuple[Level, Rule] | None:
        """The rule of each item of an array, under conditions of what is around the array."""
        arrays = self._arrays(level)
        if not arrays or self._all_arrays[arrays[-1]] > 1 or reading.effect is not Effect.REJECT or reading.needs is not None:
            return None
        array = arrays[-1]
        inner = {n for n, (of, _) in places.items() if of[: len(array)] == array}
        common = _common([array[:-1], *(of for n, (of, _) in places.items() if n not in inner)])
        beyond = [a for n, (of, _) in places.items() for a in self._arrays(of) if len(a) > (len(array) if n in inner else len(common))]
        ways = {n: (*of[len(array if n in inner else common) :], key) for n, (of, key) in places.items()}
        over = array[len(common) :]
        outer = [way for n, way in ways.items() if n not in inner]
        if beyond or not self._lead(common, [*outer, over]) or not self._lead(array, [ways[n] for n in inner]):
            return None
        named = {n: f"{_INNER if n in inner else ''}{'.'.join(way)}" for n, way in ways.items()}
        items = {f"{_INNER}{name}": field for name, field in self._linked[array].items()}
        known = ChainMap(items, self._linked[common])
        rule = rule_of(_renamed(reading, named), said, known)
        expr = _each(rule.expr, Ref(".".join(over))) if rule.expr is not None else None
        if expr is None:
            return None
        slugs = {n: "-".join((*(over if n in inner else ()), *way)) for n, way in ways.items()}
        rule = replace(rule, id=rule_of(_renamed(reading, slugs), said, {}).id, subject=".".join(over))
        return common, _retold(rule, expr)

    def _lead(self, level: Level, ways: Iterable[tuple[str, ...]]) -> bool:
        """Whether each path leads where it should: no property has the same name, and it can be read in one way."""
        return all(path_at(".".join(way), self._linked[level]) == way for way in ways)


def _level_of(reading: Reading, level: Level, places: Mapping[str, Place]) -> Level:
    """The object that a reading states something of: that of its subject, also where prose about all objects states it of one alone."""
    claim = reading.claim
    about = {places[n][0] for n in (claim.subject, *(names(claim.expr) if claim.expr is not None else ()))}
    return about.pop() if len(about) == 1 else level


def _spoken(reading: Reading) -> list[str]:
    """Every field that a reading names, its subject first."""
    claim = reading.claim
    found = [claim.subject, *(n for e in (claim.expr, *reading.when) if e is not None for n in names(e))]
    return list(dict.fromkeys([*found, *([claim.other] if claim.other else [])]))


def _renamed(reading: Reading, named: Mapping[str, str]) -> Reading:
    """A reading with other names for the fields."""

    def change(ref: Ref | Item) -> Ref | Item:
        return replace(ref, name=named[ref.name]) if isinstance(ref, Ref) else ref

    claim = reading.claim
    other = named[claim.other] if claim.other else claim.other
    expr = mapped(claim.expr, change) if claim.expr is not None else None
    when = tuple(mapped(c, change) for c in reading.when)
    return replace(reading, claim=replace(claim, subject=named[claim.subject], expr=expr, other=other), when=when)


def _common(levels: Iterable[Level]) -> Level:
    """The object that is around all of some."""
    first, *others = levels
    length = next((n for n, step in enumerate(first) if any(o[n : n + 1] != (step,) for o in others)), len(first))
    return first[:length]


def _given(expr: Expr, condition: Expr) -> Expr:
    return Implies(both(expr.when, condition), expr.then) if isinstance(expr, Implies) else Implies(condition, expr)


def _each(expr: Expr, array: Ref) -> Expr | None:
    """A rule of one item and what is around its array as a rule of each item; None where that is more than a condition and a demand."""
    match expr:
        case Count(0, 1, (one, other)):
            expr = Implies(other, Not(one)) if _side(one) else Implies(one, Not(other))
        case _:
            pass
    if not isinstance(expr, Implies):
        return None
    given: list[Expr] = list(expr.when.parts) if isinstance(expr.when, And) else [expr.when]
    demands: list[Expr] = []
    if _side(expr.then):
        demands = [expr.then]
    elif _side(expr.then) is False and isinstance(expr.then, Not):
        given.append(expr.then.part)
    else:
        return None
    sides = [_side(part) for part in given]
    within = [part for part, side in zip(given, sides, strict=True) if side]
    around = [part for part, side in zip(given, sides, strict=True) if side is False]
    if None in sides or not around or not (within or demands):
        return None
    inner = demands[0] if demands else Not(both(*within))
    each = Implies(both(*within), inner) if demands and within else inner
    return Implies(both(*around, HasValue(array)), ForAll(array, mapped(each, _bared)))


def _side(expr: Expr) -> bool | None:
    """Whether an expression speaks of items; None where it speaks of what is around them, too."""
    sides = {name.startswith(_INNER) for name in names(expr)}
    return sides.pop() if len(sides) == 1 else None


def _bared(ref: Ref | Item) -> Ref | Item:
    return replace(ref, name=ref.name.removeprefix(_INNER)) if isinstance(ref, Ref) else ref


def _retold(rule: Rule, expr: Expr) -> Rule:
    return replace(rule, expr=expr, text=describe(rule.effect, rule.subject, expr, rule.other, rule.needs))


def _in_words(rule: Rule, outside: Iterable[str]) -> Rule:
    """A rule that speaks of fields of other objects without its expression, which could not be told."""
    needs = "; ".join(filter(None, [rule.needs, f"{', '.join(outside)} of another object"]))
    effect = rule.effect if rule.effect in (Effect.IGNORED, Effect.ADVICE) else Effect.EXTERNAL
    return replace(rule, effect=effect, expr=None, other=None, needs=needs)
