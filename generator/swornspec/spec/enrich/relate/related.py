"""A document whose rules speak of responses: each relation gets its place, and what responses repeat becomes relations of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from swornspec.errors import DocumentError, RuleError
from swornspec.rules.english.answers import Repeats, read_echo
from swornspec.rules.english.build import numbered
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.tokens import Vocabulary, parts_of
from swornspec.rules.field import Field, Fields
from swornspec.rules.plain import related
from swornspec.rules.relation import Relation, RelationKind, encode_relation, pointer_of
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.spec.document import METHODS, as_list, as_mapping, documented_fields, read_rule
from swornspec.spec.enrich.known import Tree
from swornspec.spec.enrich.relate.answer import Spot, spots, types_of
from swornspec.spec.enrich.relate.place import Made, made, placed
from swornspec.spec.openapi import rule_as_json
from swornspec.text.markup import passages
from swornspec.text.span import Passage

_SCALAR: Final = frozenset(("string", "number", "integer", "boolean"))

Cite: TypeAlias = Callable[[dict[str, Any], Passage], Said]
"""Where a sentence of a description stands: the object of the document that holds the description, and the sentence in it."""


@dataclass(frozen=True, slots=True)
class Related:
    """A relation that a response states: the operation, and the rule that was added to it."""

    operation: str
    rule: Rule


@dataclass(slots=True)
class _Operation:
    """An operation with the side of its request and of its response."""

    label: str
    raw: dict[str, Any]
    made: Made
    schema: dict[str, Any]
    fields: Fields


def relate(raw: dict[str, Any], cite: Cite) -> tuple[Related, ...]:
    """Give the relations of an OpenAPI document their places in its responses, in place; tell what was added to its operations.

    A relation whose place the document does not tell stays as it is, as does one that has a place: a second time changes
    nothing. The schema of a request that several operations share gets a place only where it is the same in all of them.
    """
    tree = Tree(raw)
    found = list(_operations(tree))
    shared: dict[int, list[_Operation]] = {}
    for operation in found:
        shared.setdefault(id(operation.schema), []).append(operation)
        _place(as_list(operation.raw.get("x-rules")), [operation])
    for users in shared.values():
        _place(as_list(users[0].schema.get("x-rules")), users)
    return tuple(Related(o.label, rule) for o in found for rule in _echo(o, cite))


def _operations(tree: Tree) -> Iterator[_Operation]:
    for path, entry in as_mapping(tree.raw.get("paths")).items():
        item = tree.resolve(entry)
        for method in METHODS:
            raw = item.get(method)
            if not isinstance(raw, dict):
                continue
            content = as_mapping(tree.resolve(raw.get("requestBody")).get("content"))
            media = next((m for name, m in content.items() if "json" in str(name)), None)
            schema = tree.resolve(as_mapping(media).get("schema"))
            try:
                fields = documented_fields(tree.raw, schema)
            except DocumentError:  # whoever reads the document says so
                continue
            if fields:
                stated = raw.get("operationId")
                label = stated if isinstance(stated, str) and stated else f"{method.upper()} {path}"
                yield _Operation(label, raw, made(raw, method, str(path), spots(tree, raw)), schema, fields)


def _place(items: list[Any], users: list[_Operation]) -> None:
    for item in items:
        rule = _readable(item)
        if rule is None or rule.relation is None or rule.relation.response is not None:
            continue
        places = {placed(rule.relation, user.made, user.fields) for user in users}
        relation = places.pop()
        if relation is not None and not places:
            item["relation"] = encode_relation(relation)
            item["text"] = related(rule.effect, rule.subject, rule.expr, relation)


def _readable(item: Any) -> Rule | None:
    if not isinstance(item, dict):
        return None
    try:
        return read_rule(item)
    except RuleError:  # not ours; whoever reads the document says so
        return None


def _echo(operation: _Operation, cite: Cite) -> Iterator[Rule]:
    """The relations that descriptions of the response state; they are added to the operation's own rules."""
    there = operation.raw.get("x-rules", [])
    if not isinstance(there, list):
        return
    before = [rule for item in (*there, *as_list(operation.schema.get("x-rules"))) if (rule := _readable(item)) is not None]
    echoed = {
        (r.relation.response, name)
        for r in before
        if r.relation is not None and r.relation.kind is RelationKind.ECHO
        for name in r.relation.fields
    }
    new = [r for r in _echoes(operation, cite) if r.relation is not None and (r.relation.response, r.relation.fields[0]) not in echoed]
    rules = numbered([*before, *new])[len(numbered(before)) :]
    if rules:
        operation.raw["x-rules"] = [*there, *(rule_as_json(r, operation.fields) for r in rules)]
    yield from rules


def _echoes(operation: _Operation, cite: Cite) -> Iterator[Rule]:
    vocabulary = Vocabulary(operation.fields)
    for spot in operation.made.spots:
        settings, itself = _repeated(spot, operation.fields), _same(spot, operation.fields)
        if spot.holder is None or not spot.steps or not (settings or itself):
            continue
        echo = read_echo(passages("", spot.description), spot.name, vocabulary)
        if echo is None:
            continue
        several = echo.repeats is Repeats.SETTINGS
        said = cite(spot.holder, echo.passage)
        sure = echo.sent or (several and (echo.of is None or operation.made.is_for(echo.of)))
        for effect, names in _by_trust(settings if several else itself, operation.fields, sure):
            relation = Relation(RelationKind.ECHO, names if several else names[0], pointer_of(spot.steps))
            hedged = "-hedged" if effect is Effect.ADVICE else ""
            text = related(effect, names[0], None, relation)
            yield Rule(f"{spot.name}-echo{hedged}", effect, names[0], None, text, (said,), relation=relation)


def _repeated(spot: Spot, fields: Fields) -> tuple[str, ...]:
    """The members of an object that are fields of the request by name and type; two at least, or it is something else."""
    if spot.types != {"object"}:
        return ()
    names = tuple(name for name, types in spot.members.items() if name in fields and _fits(fields[name], types))
    return names if len(names) > 1 else ()


def _same(spot: Spot, fields: Fields) -> tuple[str, ...]:
    field = fields.get(spot.name)
    return (spot.name,) if field is not None and _fits(field, spot.types) else ()


def _fits(field: Field, types: frozenset[str]) -> bool:
    """Whether whatever the field holds can stand where these types are documented."""
    asked = types_of(field.schema)
    return bool(asked) and asked <= _SCALAR and asked <= (types | {"integer"} if "number" in types else types)


def _by_trust(names: tuple[str, ...], fields: Fields, sure: bool) -> Iterator[tuple[Effect, tuple[str, ...]]]:
    """Fields that are repeated as they were sent, and apart from them those of which the prose says that the server may change them.

    A value by itself that is described as the one "used" may be what the server made of the one that was sent; settings "for" something
    that the operation does not make may be others.
    """
    changed = {name for name in names if not sure or _may_change(fields[name])}
    for effect, some in ((Effect.RELATION, set(names) - changed), (Effect.ADVICE, changed)):
        if some:
            yield effect, tuple(name for name in names if name in some)


def _may_change(field: Field) -> bool:
    described: Any = field.schema.get("description")
    return isinstance(described, str) and any(any_is("changing", parts_of(word)) for word in described.split())
