"""An answer that stands to its request as the document says: as many items as were asked for, in order, the settings repeated.

    POST {"copies": 2, "size": 512}   ->   {"prints": [{...}, {...}], "settings": {"size": 512}}

Relations are prepared once. An answer is changed only where a relation asks for it and what comes out conforms to the schema
of the response: a relation that no conforming answer keeps is left out, and so is one that asks for an answer of unusual size.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final
from uuid import UUID

import msgspec

from swornspec.mock.answer import Answer, encode, is_json
from swornspec.mock.sample import NoSampleError, draw
from swornspec.rules.field import Fields
from swornspec.rules.related import MISSING, MOST_ITEMS, at_place, forbidden_words, named_by, occurs, related_fields, wanted_count
from swornspec.rules.relation import Relation, RelationKind
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.room import schema_at
from swornspec.spec.schemas import Schemas

_MOST_BYTES: Final = 8_000_000
_LONGEST_KEPT: Final = 100
_MOST_BASES: Final = 512
"""Answers to start from: more than an operation draws."""
_MOST_KEPT: Final = 64
_LARGEST_KEPT: Final = 4_096
_CONTAINERS: Final = frozenset((list, dict))
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_IDENTIFIER: Final = re.compile(r"(?i:id|.*[_-]id|uuid)|.*[a-z0-9]Id")
_INSTEAD: Final = "***"


@dataclass(slots=True)
class _Base:
    """An answer as it is without relations: its value, the relations that its schema has a place for, and their items by place.

    `lists` (by place and length) and `answers` were made before.
    """

    value: Any
    conforms: Callable[[Any], bool]
    relations: "tuple[_Prepared, ...]"
    items: Mapping[str, list[Any]]
    lists: dict[tuple[str, int], list[Any]] = field(default_factory=dict)
    answers: dict[Any, Answer] = field(default_factory=dict)


class Related:
    """The relations of an endpoint between a request's body and its answer; answers may overlap."""

    def __init__(self, document: Document, endpoint: Endpoint, schemas: Schemas) -> None:
        """Sort out the relations that have a place in the response, whether the documentation promises or only advises them."""
        stated = [r for r in endpoint.rules if r.effect in (Effect.RELATION, Effect.ADVICE) and r.has_place]
        self._relations = tuple(_Prepared(rule, rule.relation, endpoint) for rule in stated if rule.relation is not None)
        always = all(relation.always for relation in self._relations)
        self._names = tuple(dict.fromkeys(n for r in self._relations for n in r.names)) if always else None
        self._document, self._endpoint, self._schemas = document, endpoint, schemas
        self._bases: dict[Any, _Base | None] = {}
        self._conforms: dict[tuple[str, str], Callable[[Any], bool]] = {}

    def answer(self, given: Answer, body: Any) -> Answer:
        """The answer to a valid request with a body: `given` with what the relations ask for."""
        if not self._relations or not isinstance(body, dict):
            return given
        key = (given.status, given.headers, given.body)
        if key not in self._bases:
            if len(self._bases) >= _MOST_BASES:
                self._bases.clear()
            self._bases[key] = self._base(given)
        base = self._bases[key]
        if base is None:
            return given
        said = self._said(body)
        if said is None:
            return self._made(given, body, base)
        answer = base.answers.get(said)
        if answer is None:
            answer = self._made(given, body, base)
            if len(answer.body) <= _LARGEST_KEPT and all(len(v) <= _LARGEST_KEPT for v in said[0] if isinstance(v, str)):
                if len(base.answers) >= _MOST_KEPT:
                    base.answers.clear()
                base.answers[said] = answer
        return answer

    def _said(self, body: dict[str, Any]) -> Any:
        """All that the answer depends on, as a key; None where it cannot be one."""
        if self._names is None:
            return None
        values = tuple([body.get(n) for n in self._names])
        kinds = tuple(map(type, values))
        return (values, kinds) if _CONTAINERS.isdisjoint(kinds) else None

    def _made(self, given: Answer, body: dict[str, Any], base: _Base) -> Answer:
        value = base.value
        for relation in base.relations:
            value = relation.kept_by(value, body, base)
        if value is base.value:
            return given
        if not _holds(base.conforms, value):
            value = _as_far_as_it_conforms(body, base)
        content = encode(value)
        length = str(len(content)).encode()
        headers = tuple((n, length) if n == b"content-length" else (n, v) for n, v in given.headers)
        return Answer(given.status, headers, content)

    def _base(self, given: Answer) -> _Base | None:
        """What is known of an answer; None where it is no success, or not JSON of a documented schema."""
        media_type = next((v.decode("latin-1") for n, v in given.headers if n == b"content-type"), "")
        response = self._endpoint.response_for(given.status)
        if response is None or not 200 <= given.status < 300 or not is_json(media_type) or not given.body:
            return None
        documented = media_type if media_type in response.schemas else next((m for m in response.schemas if is_json(m)), None)
        if documented is None:
            return None
        schema = response.schemas[documented]
        value = msgspec.json.decode(given.body)
        key = (response.status, documented)
        if key not in self._conforms:
            self._conforms[key] = self._schemas.validator(schema, f"response {response.status}", formats=True).is_valid
        conforms = self._conforms[key]
        if not conforms(value):  # the example itself has another format than its schema says
            conforms = self._schemas.validator(schema, f"response {response.status}").is_valid
        found = {r: _at(self._document, schema, value, r.steps) for r in self._relations}
        relations = tuple(r for r, items in found.items() if items is not None)
        return _Base(value, conforms, relations, {r.place: items for r, items in found.items() if items is not None})


class _Prepared:
    """One relation between the fields `names` and a place; `always` where it applies to every request. `parts` are those of one field."""

    def __init__(self, rule: Rule, relation: Relation, endpoint: Endpoint) -> None:
        self._rule, self._relation = rule, relation
        self._fields: Fields = endpoint.fields
        self._aside = tuple(r for r in endpoint.rules if _may_set_aside(r, relation))
        self.always = rule.expr is None and not self._aside
        given = {n: endpoint.fields[n].default for n in relation.fields if n in endpoint.fields}
        self._defaults = {n: v for n, v in given.items() if v is not None}
        self.names, self._kind, self.steps = relation.fields, relation.kind, relation.steps
        self.place = relation.response or ""
        several = relation.fields if len(relation.fields) > 1 else ()
        self.parts = tuple(_Prepared(rule, replace(relation, request=(name,)), endpoint) for name in several)
        self._single = isinstance(relation.request, str)

    def kept_by(self, value: Any, body: dict[str, Any], base: _Base) -> Any:
        """An answer's value as the relation asks for; the same object where it asks for nothing."""
        if self.always:
            names, defaults = self.names, self._defaults
        else:
            names = related_fields(self._rule, self._aside, body, self._fields)
            defaults = {n: v for n, v in self._defaults.items() if n in names}
        kind, steps = self._kind, self.steps
        if kind is RelationKind.ECHO and not self._single:
            found = at_place(value, self.steps)
            there = found if isinstance(found, dict) else {}
            told = {**there, **defaults, **{n: body[n] for n in names if body.get(n) is not None}}
            return value if told == there else _put(value, steps, told)
        if not names:
            return value
        asked = body.get(names[0])
        if asked is None:
            asked = defaults.get(names[0])
        if asked is None or kind is RelationKind.REPEATABLE:
            return value
        if kind is RelationKind.ECHO:
            return _put(value, steps, asked)
        if kind is RelationKind.ABSENT:
            return self._without(value, forbidden_words(asked))
        return self._listed(value, asked, base)

    def _listed(self, value: Any, asked: Any, base: _Base) -> Any:
        relation = self._relation
        ordered = relation.kind is RelationKind.ORDER
        count = len(asked) if ordered and isinstance(asked, list) else wanted_count(asked)
        if count is None or count > MOST_ITEMS:
            return value
        key = (self.place, count)
        items = base.lists.get(key)
        if items is None:
            items = _numbered(base.items[self.place], count)
            if len(base.lists) < _MOST_KEPT and count <= _LONGEST_KEPT:
                base.lists[key] = items
        if len(items) != count:
            return value
        if ordered and relation.by is not None:
            told = [named_by(a, relation.by) for a in asked]
            items = [{**i, relation.by: t} if isinstance(i, dict) and t is not None else i for i, t in zip(items, told, strict=True)]
        return _put(value, self.steps, items)

    def _without(self, value: Any, words: Sequence[str]) -> Any:
        found = at_place(value, self.steps)
        cleaned = _cleaned(found, words) if found is not MISSING else found
        return value if cleaned is found or cleaned == found else _put(value, self._relation.steps, cleaned)


def _may_set_aside(rule: Rule, relation: Relation) -> bool:
    """Whether a rule may say that a field of a relation does not count."""
    name = {Effect.IGNORED: rule.subject, Effect.OVERRIDES: rule.other}.get(rule.effect)
    return name in relation.fields


def _holds(conforms: Callable[[Any], bool], value: Any) -> bool:
    try:
        return conforms(value)
    except (ValueError, RecursionError):  # nested too deeply for the validator
        return False


def _put(value: Any, steps: Sequence[str], new: Any) -> Any:
    """A value with something else at a place; itself where no objects lead there."""
    if not steps:
        return new
    if not isinstance(value, dict) or (len(steps) > 1 and steps[0] not in value):
        return value
    below = _put(value.get(steps[0]), steps[1:], new)
    return value if below is value.get(steps[0]) else {**value, steps[0]: below}


def _as_far_as_it_conforms(body: Any, base: _Base) -> Any:
    """What the relations ask for, without those that an answer of the schema cannot keep."""
    value = base.value
    for relation in base.relations:
        for part in relation.parts or (relation,):
            changed = part.kept_by(value, body, base)
            if _holds(base.conforms, changed):
                value = changed
    return value


def _numbered(given: list[Any], count: int) -> list[Any]:
    """So many items: those that are given, and then copies of them with identifiers of their own; none where that would be too much."""
    if not given or count * len(encode(given)) > _MOST_BYTES * len(given):
        return []
    return [given[n] if n < len(given) else _renamed(given[n % len(given)], n) for n in range(count)]


def _renamed(item: Any, n: int) -> Any:
    if isinstance(item, dict):
        named = [k for k in item if _IDENTIFIER.fullmatch(k)]
        own = [k for k in named if k.lower() in ("id", "uuid")] or named
        return {**item, **{k: _other(item[k], n) for k in own}}
    return _other(item, n) if isinstance(item, str) and _UUID.fullmatch(item) else item


def _other(identifier: Any, n: int) -> Any:
    """Another identifier of the same kind, always the same one."""
    if isinstance(identifier, str) and _UUID.fullmatch(identifier):
        drawn = Random(f"{identifier}/{n}").getrandbits(128)  # noqa: S311 - no secret
        return str(UUID(int=drawn, version=4))
    if isinstance(identifier, str):
        return f"{identifier}-{n + 1}"
    return identifier + n if isinstance(identifier, int) and not isinstance(identifier, bool) else identifier


def _cleaned(value: Any, words: Sequence[str]) -> Any:
    """A JSON value of which no text holds any of some words; it is an answer of ours, so it is not deep."""
    if isinstance(value, str):
        for word in words:
            if occurs(word, value):
                instead = "" if occurs(word, _INSTEAD) else _INSTEAD
                value = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", instead, value)
        return value
    if isinstance(value, dict):
        return {k: _cleaned(v, words) for k, v in value.items()}
    return [_cleaned(v, words) for v in value] if isinstance(value, list) else value


def _at(document: Document, schema: Mapping[str, Any], value: Any, steps: Sequence[str]) -> list[Any] | None:
    """The items at a place of an answer, else one that the schema describes; None where the place is not even documented."""
    found = at_place(value, tuple(steps))
    if isinstance(found, list) and found:
        return found
    node = schema_at(document, schema, tuple(steps))
    if node is None:
        return None if found is MISSING else []
    items = node.get("items")
    try:
        return [draw(document.raw, items, "/".join(steps), lambda _: True)] if isinstance(items, Mapping) else []
    except NoSampleError:
        return []
