"""The mutants of what an operation answers: a member forgotten or of another type, a header forgotten, a status that is wrong."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from swornspec.contract.expect import Answer
from swornspec.contract.inside import Ask
from swornspec.contract.mutant.mutant import Mutant
from swornspec.rules.witness import Constraint, constraints
from swornspec.rules.witness.constraint import ITEM
from swornspec.rules.witness.sample import types_of
from swornspec.spec.answered import schema_for
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.inline import inlined

_UNUSUAL: Final = (201, 202, 200, 206, 226)
_MOST: Final = 200
Edit = Callable[[Any], Any]


def of_responses(document: Document, endpoint: Endpoint, answers: tuple[Answer, ...]) -> Iterator[Mutant]:
    """Every mutant of an operation's answers; `answers` are those that the right server gives, which show the shapes it uses."""
    for (status, media_type), answer in _shapes(answers).items():
        response = endpoint.response_for(status)
        if response is None:
            continue
        schema = schema_for(response, media_type)
        body = _json(answer)
        if schema is not None and body is not None:
            yield from _of_body(endpoint, (status, media_type), inlined(document, schema, Direction.RESPONSE), body)
        for name in response.header_schemas:
            if name.lower() in answer.headers:
                yield Mutant(
                    f"response-{status}-header-{name}", "missing", endpoint, around=_without_header((status, media_type), name.lower())
                )
    yield from _of_statuses(endpoint, {a.status for a in answers})


def _shapes(answers: tuple[Answer, ...]) -> dict[tuple[int, str], Answer]:
    return {_shape(a): a for a in reversed(answers)}


def _shape(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.headers.get("content-type", "").partition(";")[0].strip().lower()


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.content)
    except ValueError:
        return None


def _of_body(endpoint: Endpoint, shape: tuple[int, str], schema: Any, body: Any) -> Iterator[Mutant]:
    for constraint in constraints(schema)[:_MOST]:
        known = f"response-{shape[0]}-{constraint.id}"
        if constraint.keyword == "required" and _reaches(body, constraint.path):
            yield Mutant(known, "missing", endpoint, around=_edited(shape, lambda v, c=constraint: _dropped(v, c.path)))  # type: ignore[misc]
        elif constraint.keyword == "type" and constraint.schema is not None and _reaches(body, constraint.path):
            wrong = _of_another_type(constraint)
            yield Mutant(known, "mistyped", endpoint, around=_edited(shape, lambda v, c=constraint, w=wrong: _set(v, c.path, w)))  # type: ignore[misc]


def _of_another_type(constraint: Constraint) -> Any:
    types = types_of(constraint.schema or {})
    return next(
        value
        for kind, value in (("string", "text"), ("integer", 1), ("boolean", True), ("array", []), ("", {}))
        if kind not in types and (kind, "number") not in {("integer", t) for t in types}
    )


def _of_statuses(endpoint: Endpoint, seen: set[int]) -> Iterator[Mutant]:
    for status in sorted(seen):
        if 200 <= status < 300 and endpoint.response_for(status) is not None:
            other = next((s for s in _UNUSUAL if endpoint.response_for(s) is None), None)
            if other is not None:
                yield Mutant(f"response-{status}", f"sent-as-{other}", endpoint, around=_sent_as(status, other))
        elif status in (401, 403):
            yield Mutant(f"response-{status}", "sent-as-404", endpoint, around=_sent_as(status, 404))
        elif 400 <= status < 500:
            yield Mutant(f"response-{status}", "sent-as-500", endpoint, around=_sent_as(status, 500))
            yield Mutant(f"response-{status}", "sent-as-404", endpoint, around=_sent_as(status, 404))


def _answering(change: Callable[[Answer], Answer]) -> Callable[[Ask], Ask]:
    """What changes every answer of a server on its way."""
    return lambda ask: lambda request: change(ask(request))


def _sent_as(status: int, other: int) -> Callable[[Ask], Ask]:
    return _answering(lambda found: replace(found, status=other) if found.status == status else found)


def _without_header(shape: tuple[int, str], name: str) -> Callable[[Ask], Ask]:
    def without(found: Answer) -> Answer:
        return replace(found, headers={k: v for k, v in found.headers.items() if k != name}) if _shape(found) == shape else found

    return _answering(without)


def _edited(shape: tuple[int, str], edit: Edit) -> Callable[[Ask], Ask]:
    def edited(found: Answer) -> Answer:
        body = _json(found) if _shape(found) == shape else None
        return found if body is None else replace(found, content=json.dumps(edit(body)).encode())

    return _answering(edited)


def _reaches(value: Any, path: tuple[str, ...]) -> bool:
    for step in path:
        if step == ITEM and isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return False
    return True


def _dropped(value: Any, path: tuple[str, ...]) -> Any:
    return _at(value, path[:-1], lambda node: {k: v for k, v in node.items() if k != path[-1]} if isinstance(node, Mapping) else node)


def _set(value: Any, path: tuple[str, ...], new: Any) -> Any:
    return _at(value, path, lambda _: new)


def _at(value: Any, path: tuple[str, ...], edit: Edit) -> Any:
    if not path:
        return edit(value)
    if path[0] == ITEM:
        return [_at(item, path[1:], edit) for item in value] if isinstance(value, list) else value
    if isinstance(value, Mapping) and path[0] in value:
        return {k: _at(v, path[1:], edit) if k == path[0] else v for k, v in value.items()}
    return value
