"""How an answer is related to its request: what the document says of the two together, held against both."""

import json
from dataclasses import replace
from typing import Any

from swornspec.contract.case import UNSENT, Case
from swornspec.contract.expect import Answer, Failure, Fault, expectation
from swornspec.contract.request import Request
from swornspec.rules.related import broken_relations, differs, related_fields
from swornspec.rules.relation import RelationKind
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.values import present
from swornspec.spec.answered import schema_for
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.room import has_room


def unrelated(document: Document, endpoint: Endpoint, case: Case, request: Request, answer: Answer) -> Failure | None:
    """The first relation to its request that an answer breaks and could have kept, told with the sentence that states it."""
    if case.body is UNSENT or not any(r.relation is not None for r in endpoint.rules):
        return None
    told, response = _value(answer), endpoint.response_for(answer.status)
    schema = None if response is None else schema_for(response, _media_type(answer))
    for broken in broken_relations(endpoint.rules, case.body, told, endpoint.fields) if told is not UNSENT else ():
        if schema is None or has_room(document, schema, broken):
            return _relation_broken(endpoint, case, request, answer, broken.rule, broken.why)
    return None


def compare(endpoint: Endpoint, case: Case, request: Request, first: Answer, second: Answer) -> Failure | None:
    """What is wrong with the second of two answers to the same request; None when what must be repeatable is the same in both."""
    one, other = _value(first), _value(second)
    for rule in endpoint.rules if one is not UNSENT and other is not UNSENT else ():
        repeatable = rule.relation is not None and rule.relation.kind is RelationKind.REPEATABLE and rule.effect is Effect.RELATION
        if rule.relation is None or not repeatable or rule.relation.response is None:
            continue
        sent = any(present(case.body, name) for name in related_fields(rule, endpoint.rules, case.body, endpoint.fields))
        if sent and differs(rule.relation, one, other):
            why = f"{rule.relation.response} differs between two answers to the same request"
            return _relation_broken(endpoint, case, request, second, rule, why)
    return None


def _relation_broken(endpoint: Endpoint, case: Case, request: Request, answer: Answer, rule: Rule, why: str) -> Failure:
    told = replace(case, constraint=rule.id, text=rule.text, said=rule.said)
    expected = f"{expectation(endpoint, case)}; {rule.text}"
    return Failure(told, Fault.RESPONSE_MISMATCH, expected, f"status {answer.status}, but {why}", request, answer)


def _value(answer: Answer) -> Any:
    """The JSON value of an answer, UNSENT where it has none."""
    if "json" not in _media_type(answer):
        return UNSENT
    try:
        return json.loads(answer.content)
    except (ValueError, RecursionError):
        return UNSENT


def _media_type(answer: Answer) -> str:
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower()
