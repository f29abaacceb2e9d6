"""Mend a body until it breaks nothing, changing as little as possible.

Instead of throwing invalid bodies away, which silently leaves only the easy ones, each broken constraint is mended by
trying values that its own words suggest until an edit leaves less broken.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from random import Random
from typing import Any, Final

from swornspec.rules.expr import Expr, Literal, names, walk
from swornspec.rules.field import field_at, path_at
from swornspec.rules.witness import Constraint, Space, embed, notable, sample
from swornspec.rules.witness.breaking import without
from swornspec.rules.witness.sample import member_of

_ROUNDS: Final = 12
_REMOVED: Final = object()


class Mender:
    """Mends bodies of one space; what it tries is prepared once.

    `accepts` says whether a body breaks nothing, where that is known faster than what it breaks.
    """

    def __init__(self, space: Space, least: Any, accepts: Callable[[Any], bool] | None = None) -> None:
        """Nothing is tried before the first body."""
        self._space = space
        self._accepts = accepts or (lambda body: not space.judge(body))
        self._least = least
        self._by_id: dict[str, Constraint] = {c.id: c for c in space.constraints}
        self._typical = lru_cache(maxsize=None)(self._edges)

    def mended(self, body: Any, random: Random) -> Any:
        """A body that breaks nothing: this one, edited where it must be; at the very worst the smallest valid one."""
        if not isinstance(body, Mapping) or not isinstance(self._least, Mapping):
            return self._least if self._space.judge(body) else body
        current: dict[str, Any] = dict(body)
        broken = self._space.judge(current)
        for _ in range(_ROUNDS):
            if not broken:
                return current
            better = self._better(current, broken, random)
            if better is None:
                break
            current, broken = better
        while broken:  # what could not be mended is left out
            fields = [n for name in broken for n in self._fields(name) if n in current and n not in self._least]
            if not fields:
                return dict(self._least)
            del current[fields[0]]
            broken = self._space.judge(current)
        return current

    def _better(self, body: dict[str, Any], broken: Any, random: Random) -> tuple[dict[str, Any], Any] | None:
        """The first edit, in random order, that leaves less broken; what is left of it too."""
        edits = list(self._edits(broken[0], body))
        random.shuffle(edits)
        for name, value in edits:
            edited = {k: v for k, v in body.items() if k != name} if value is _REMOVED else {**body, name: value}
            if len(broken) == 1:  # all must be well then, which is known fast
                if self._accepts(edited):
                    return edited, ()
            elif len(left := self._space.judge(edited)) < len(broken):
                return edited, left
        return None

    def _edits(self, broken: str, body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name in self._fields(broken):
            field = self._space.fields.get(name)
            if name in body and not (field and field.required):
                yield name, _REMOVED
            yield from ((name, value) for value in self._typical(name))
            constraint = self._by_id.get(broken)
            if constraint is not None and constraint.rule is not None and constraint.rule.expr is not None:
                for node in walk(constraint.rule.expr):
                    if isinstance(node, Literal):
                        yield name, node.value
        if (known := self._by_id.get(broken)) is not None and known.rule is not None and known.rule.expr is not None:
            yield from self._edits_within(known.rule.expr, body)

    def _edits_within(self, expr: Expr, body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Edits of the fields within objects that a rule speaks of, each as its whole object."""
        literals = [n.value for n in walk(expr) if isinstance(n, Literal)]
        for name in names(expr):
            way = path_at(name, self._space.fields)
            if len(way) > 1:
                fewer = without(body, way)
                if fewer is not None:
                    yield way[0], fewer[way[0]]
                holder = self._space.fields[way[0]].schema
                for value in (*self._typical(name), *literals):
                    yield way[0], _put(body[way[0]], way[1:], value, holder) if way[0] in body else embed(holder, way[1:], value)

    def _fields(self, constraint: str) -> tuple[str, ...]:
        known = self._by_id.get(constraint)
        if known is not None:
            return known.fields
        head = constraint.partition("-")[0].partition(".")[0].partition("[")[0]
        return (head,) if head in self._space.fields else tuple(self._space.fields)

    def _edges(self, name: str) -> tuple[Any, ...]:
        field = field_at(name, self._space.fields)
        if field is None:
            return (None,)
        return (sample(field.schema), *(value for _, value in notable(field.schema)))


def _put(value: Any, way: tuple[str, ...], put: Any, schema: Any) -> Any:
    """An object with a value where a path leads; what is missing on the way is made as small as its schema allows."""
    if not isinstance(value, Mapping):
        return embed(schema, way, put)
    below = member_of(schema, way[0])
    return {**value, way[0]: put if len(way) == 1 else _put(value.get(way[0]), way[1:], put, below if isinstance(below, Mapping) else {})}
