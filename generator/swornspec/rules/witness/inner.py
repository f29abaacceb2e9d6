"""Objects within a body that keep the rules of their own schema: the properties that a rule asks for come along.

{"x-rules": at least one of number, token}      {}  ->  {"number": "text"}
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from swornspec.errors import RuleError
from swornspec.rules.encode import decode
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import Expr, names
from swornspec.rules.field import Fields, fields_of, top_of
from swornspec.rules.rule import Effect

_MOST: Final = 200
_TOGETHER: Final = 3


def keeping(schema: Mapping[str, Any], first: dict[str, Any], value: Callable[[str], Any]) -> dict[str, Any]:
    """An object with as few more properties as its schema's rules ask for, `value` giving theirs; the object itself where none help."""
    exprs = [expr for _, expr in rejecting(schema)]
    if not exprs:
        return first
    fields = fields_of(schema)
    tries = ({**first, **{n: value(n) for n in more}} for more in _additions(exprs, fields, [n for n in fields if n not in first]))
    return next((t for t in itertools.islice(tries, _MOST) if all(holds(e, t, fields) for e in exprs)), first)


def _additions(exprs: list[Expr], fields: Fields, free: list[str]) -> Iterator[tuple[str, ...]]:
    """Properties to add, few before many; those that the rules speak of."""
    spoken = {top_of(n, fields) for e in exprs for n in names(e)}
    asked = [n for n in free if n in spoken]
    for size in range(_TOGETHER + 1):
        yield from itertools.combinations(asked, size)
    yield tuple(asked)


def rejecting(schema: Mapping[str, Any]) -> Iterator[tuple[str, Expr]]:
    """The subject and the expression of each rule of an object schema that rejects."""
    listed = schema.get("x-rules")
    for rule in listed if isinstance(listed, list) else ():
        if isinstance(rule, Mapping) and rule.get("effect") == Effect.REJECT and rule.get("expr") is not None:
            try:
                yield str(rule.get("subject", "")), decode(rule["expr"])
            except RuleError:  # of a schema that no request is held to; where one is, reading the document has refused it
                continue
