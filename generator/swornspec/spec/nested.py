"""Rules of the objects within a request: the `x-rules` of every schema but the one that a whole body has.

They are a keyword of their schema: an object breaks it as it breaks `required`, wherever JSON Schema holds the object to
that schema, in parts of an `allOf`, in items, in one branch of a `oneOf` alone. What is no object keeps every rule.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import jsonschema_rs

from swornspec.errors import DocumentError, RuleError
from swornspec.rules.field import Fields, top_of
from swornspec.rules.gate import gates
from swornspec.rules.python import compiled
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.document import Document, Endpoint, as_list, documented_fields, pointed, read_rule

KEYWORD: Final = "\0rules"
"""The keyword under which validators find the number of a schema's rules; no document has a reason to use it."""
DOCUMENTED: Final = "\0documented"
"""The keyword of an object schema that was changed and whose rules still know its fields as they were: the schema before."""
_BESIDE_LISTED: Final = ("allOf", "anyOf", "oneOf")
_BESIDE: Final = ("not", "if", "then", "else")
_BELOW: Final = ("items", "contains", "additionalProperties", "unevaluatedProperties", "unevaluatedItems")
_BELOW_NAMED: Final = ("properties", "patternProperties")

Visit: TypeAlias = tuple[Any, tuple[Mapping[str, Any], ...]]
"""A schema, and those around it that speak of the same value."""


@dataclass(frozen=True, slots=True)
class Nested:
    """The rules that reject of one object schema; `fields` are what they can speak of, `allOf` and all that is around it included."""

    schema: Mapping[str, Any]
    rules: tuple[Rule, ...]
    fields: Fields


@dataclass(frozen=True, slots=True)
class BrokenWithin:
    """An object within a request and the rule that it breaks; `fields` are what the rule can speak of."""

    rule: Rule
    fields: Fields
    value: Any


def nested_rules(document: Document, endpoints: Iterable[Endpoint]) -> dict[int, Nested]:
    """The rules of objects within the requests of some endpoints, by the identity of their schema; DocumentError where one is malformed.

    Each schema is looked at once. One that is reached by a reference knows nothing of what is around the reference.
    """
    found: dict[int, Nested] = {}
    seen: set[int] = set()
    waiting = [visit for e in endpoints for visit in _tops(document.raw, e)]
    while waiting:
        schema, around = waiting.pop()
        if not isinstance(schema, Mapping) or id(schema) in seen:
            continue
        seen.add(id(schema))
        try:
            rules = rejecting(schema)
        except RuleError as error:
            raise DocumentError(f"a rule of an object within a request is malformed: {error.reason}", where=document.name) from error
        if rules:
            fields = {n: f for s in (*around, schema) for n, f in documented_fields(document.raw, s.get(DOCUMENTED, s)).items()}
            found[id(schema)] = Nested(schema, rules, fields)
        waiting += [(_target(document.raw, schema), ()), *_inner(schema, around)]
    return found


def rejecting(schema: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of a schema that reject; RuleError where one is malformed."""
    listed = schema.get("x-rules")
    read = map(read_rule, listed if isinstance(listed, list) else ())
    return tuple(r for r in read if r.effect is Effect.REJECT and r.expr is not None)


def _tops(raw: Mapping[str, Any], endpoint: Endpoint) -> Iterator[Visit]:
    """Where the objects within a request begin; the rules of the whole body are the endpoint's own."""
    yield from ((p.schema, ()) for p in endpoint.parameters)
    node: Any = endpoint.body.schema if endpoint.body is not None else None
    own = endpoint.body.resolved.get("x-rules") if endpoint.body is not None else None
    seen: set[int] = set()
    while isinstance(node, Mapping) and id(node) not in seen:
        seen.add(id(node))
        stated = node.get("x-rules")
        if stated is not None and stated is not own:
            yield node, ()
        yield from _inner(node, ())
        node = _target(raw, node)


def _target(raw: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    reference = schema.get("$ref")
    try:
        return pointed(raw, reference) if isinstance(reference, str) else None
    except DocumentError:  # the validator follows it in its own way, or refuses it
        return None


def _inner(schema: Mapping[str, Any], around: tuple[Mapping[str, Any], ...]) -> Iterator[Visit]:
    beside = [s for k in _BESIDE_LISTED for s in as_list(schema.get(k))]
    beside += [*(schema.get(k) for k in _BESIDE), *_named(schema.get("dependentSchemas"))]
    yield from ((s, (*around, schema)) for s in beside)
    below = [*(schema.get(k) for k in _BELOW), *as_list(schema.get("prefixItems"))]
    below += [s for k in _BELOW_NAMED for s in _named(schema.get(k))]
    yield from ((s, ()) for s in below)


def _named(node: Any) -> list[Any]:
    return list(node.values()) if isinstance(node, Mapping) else []


Compiled: TypeAlias = tuple[Rule, str | None, Callable[[Any], bool]]


def compiled_rules(rules: Iterable[Rule], fields: Fields) -> Iterator[Compiled]:
    """The rules that reject, each with a field without which it holds."""
    for rule in rules:
        if rule.effect is Effect.REJECT and rule.expr is not None:
            gate = next(iter(gates(rule.expr)), None)
            yield rule, None if gate is None else top_of(gate, fields), compiled(rule.expr, fields)


def broken_rules(rules: Iterable[Compiled], body: Any) -> Iterator[Rule]:
    """Those that a body breaks."""
    sent = body if isinstance(body, (dict, Mapping)) else ()
    for rule, gate, holds in rules:
        if (gate is None or gate in sent) and not holds(body):
            yield rule


class Judges:
    """Rules of schemas by their number, for the keyword that holds objects to them."""

    def __init__(self, nested: Sequence[Nested]) -> None:
        """Compile the rules."""
        self._known = [(n, tuple(compiled_rules(n.rules, n.fields))) for n in nested]

    @property
    def keyword(self) -> type:
        """The keyword as validators take it; its value is the number of the rules."""
        known = self._known

        class Judge:
            """What a validator makes of the keyword in one schema."""

            def __init__(self, parent: Any, value: Any, path: Any) -> None:
                """Find the rules by their number."""
                self._number = value
                self._rules = known[value][1] if isinstance(value, int) and 0 <= value < len(known) else ()

            def validate(self, instance: Any) -> None:
                """ValueError for an object that breaks a rule."""
                for error in self.iter_errors(instance):
                    raise error

            def iter_errors(self, instance: Any) -> Iterator[ValueError]:
                """An error for every rule that an object breaks; its text is the number and the rule's own among them."""
                for at, rule in enumerate(self._rules if isinstance(instance, dict) else ()):
                    if any(broken_rules((rule,), instance)):
                        yield ValueError(f"{self._number} {at}")

        return Judge

    def broken(self, error: jsonschema_rs.ValidationError) -> BrokenWithin | None:
        """What an error of a validator says of a rule; None where it is about another keyword."""
        if error.schema_path[-1:] != [KEYWORD]:
            return None
        number, at = map(int, error.message.split())  # the error's cause is another one's where a `oneOf` has failed before
        nested, rules = self._known[number]
        return BrokenWithin(rules[at][0], nested.fields, error.instance)
