"""A description adds to its value what it states and the schema lacks: a table, a version and a place to a row."""

import json
from pathlib import Path
from typing import Any

import pytest

TABLE = Path(__file__).with_name("keywords.txt").read_text(encoding="utf-8").splitlines()
ROWS = [
    (version.strip(), *(cell.strip() for cell in rest.split(" | ")))
    for versions, _, rest in (line.partition(" | ") for line in TABLE if line and not line.startswith("#"))
    for version in versions.split(",")
]
COMPONENTS = {"Code": {"type": "string", "maxLength": 8}, "Level": {"type": "integer"}}
KINDS = {"disagrees": "prose-contradicts-schema", "beside": "prose-not-in-schema", "gap": "gap"}


def paths(version: str, place: str, schema: str, text: str) -> Any:
    """The paths of a document with the value in its place."""
    value = json.loads(schema.replace("#/c/", "#/definitions/" if version == "2.0" else "#/components/schemas/"))
    described = {"description": text}
    if place == "property":
        body = {"type": "object", "properties": {"value": {**value, **described}}}
        wrapped = {"requestBody": {"content": {"application/json": {"schema": body}}}}
        sent = {"parameters": [{"name": "body", "in": "body", "schema": body}]} if version == "2.0" else wrapped
        return {"/x": {"post": {**sent, "responses": {}}}}
    inner = value if version == "2.0" else {"schema": value}
    if place == "header":
        return {"/x": {"get": {"responses": {"200": {"headers": {"X-Value": {**inner, **described}}}}}}}
    return {"/x": {"get": {"parameters": [{"name": "value", "in": "query", **inner, **described}], "responses": {}}}}


def added(before: Any, after: Any) -> Any:
    """What the one place that has become more has more, without the way to it; {} when nothing has."""
    if isinstance(after, list):
        [found] = [more for one, other in zip(before, after, strict=True) if (more := added(one, other))] or [{}]
        return found
    if not isinstance(after, dict):
        assert before == after
        return {}
    new = {k: v for k, v in after.items() if k not in before}
    below = {k: more for k, v in after.items() if k in before and (more := added(before[k], v))}
    on_the_way = not new and len(below) == 1 and "description" not in after
    return below.popitem()[1] if on_the_way else {**new, **below}


@pytest.mark.parametrize(("version", "place", "schema", "text", "expected"), ROWS, ids=lambda cell: cell[:40])
def test_description_adds_what_the_schema_lacks(
    version: str, place: str, schema: str, text: str, expected: str, document: Any, enriched: Any, bare: Any
) -> None:
    raw = document(
        version, paths(version, place, schema, text), **({"definitions": COMPONENTS} if version == "2.0" else {"schemas": COMPONENTS})
    )

    after, result = enriched(raw)

    keywords = expected[: expected.rindex("}") + 1] if expected.startswith("{") else ""
    kind, _, words = expected[len(keywords) :].strip(" -").partition(": ")
    assert added(raw, bare(after)) == json.loads(keywords or "{}")
    assert [(r.kind, words in r.message) for _, r in result.remarks] == ([(KINDS[kind], True)] if kind else [])
