"""What generated code cannot check is left out so that nothing is refused that the document allows, and it is told."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.codegen.runtime.schema import COVERED, faults
from swornspec.codegen.unchecked import UNREADABLE, checkable
from swornspec.spec.document import Document, read_document
from swornspec.spec.schemas import Schemas

REFERENCE = "#/components/schemas/A"
LEAVES = st.sampled_from(
    [
        {"type": "integer"},
        {"type": "object", "required": ["a"]},
        {"properties": {"a": {"type": "string"}}, "unevaluatedProperties": False},
        {"prefixItems": [{"type": "string"}], "unevaluatedItems": False},
        {"const": 1},
        {"$ref": REFERENCE},
        {"dependencies": {"a": ["b"]}},
        True,
        False,
    ]
)


def composed(below: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(below, min_size=1, max_size=3)
    return st.one_of(
        *(st.fixed_dictionaries({k: some}) for k in ("oneOf", "anyOf", "allOf", "prefixItems")),
        *(st.fixed_dictionaries({k: below}) for k in ("not", "items", "additionalProperties", "propertyNames")),
        st.fixed_dictionaries({"oneOf": some, "anyOf": some}),
        st.fixed_dictionaries({"if": below, "then": below, "else": below}),
        st.fixed_dictionaries({"contains": below, "maxContains": st.integers(0, 2)}),
        st.fixed_dictionaries({"properties": st.dictionaries(st.sampled_from(["a", "b"]), below)}),
    )


SCHEMAS = st.recursive(LEAVES, composed, max_leaves=5)
SCALARS = st.sampled_from([1, "a", None])
VALUES = st.one_of(
    SCALARS, st.lists(SCALARS, max_size=3), st.dictionaries(st.sampled_from(["a", "b", "c"]), SCALARS | st.lists(SCALARS, max_size=2))
)


def documented(schema: Any, component: Any) -> Document:
    body = {"content": {"application/json": {"schema": {"allOf": [schema]}}}}
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/t": {"post": {"requestBody": body, "responses": {}}}},
        "components": {"schemas": {"A": component}},
    }
    return read_document(raw, "t")


def schema_of(document: Document) -> Any:
    body = document.endpoints[0].body
    assert body is not None
    return body.schema


@settings(max_examples=300)
@given(SCHEMAS, SCHEMAS.filter(lambda s: REFERENCE not in str(s)), st.lists(VALUES, min_size=1, max_size=5))
def test_what_the_document_allows_is_never_refused(schema: Any, component: Any, values: list[Any]) -> None:
    document = documented(schema, component)
    original = Schemas(document).validator(schema_of(document), "body")

    changed, told = checkable(document)

    known = {REFERENCE: changed.raw["components"]["schemas"]["A"]}
    for value in values:
        if original.is_valid(value):
            assert faults(schema_of(changed), value, known) == []
        elif not told:
            assert faults(schema_of(changed), value, known) != []


@pytest.mark.parametrize("keyword", UNREADABLE)
def test_each_keyword_that_cannot_be_checked_is_told_once(keyword: str) -> None:
    value = "#meta" if keyword.endswith("Ref") else {} if keyword == "dependencies" else False
    document = documented({"properties": {"a": {keyword: value}, "b": {keyword: value}}}, {})

    changed, told = checkable(document)

    assert [(t.method, t.path, t.part) for t in told] == [("POST", "/t", f"keyword {keyword}")]
    assert keyword not in str(changed.raw)
    assert keyword not in COVERED


def test_a_document_of_which_all_can_be_checked_stays_the_same_object() -> None:
    document = documented({"oneOf": [{"type": "string"}, {"$ref": REFERENCE}]}, {"type": "integer"})

    assert checkable(document) == (document, [])
    assert checkable(document)[0] is document


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("minimum", "3"),
        ("required", True),
        ("enum", []),
        ("items", [{}]),
        ("type", "file"),
        ("multipleOf", 0),
        ("allOf", {}),
        ("minLength", -1),
    ],
)
def test_a_keyword_with_a_value_that_it_cannot_have_is_left_out(keyword: str, value: Any) -> None:
    changed, told = checkable(documented({keyword: value, "maxLength": 3}, {}))

    assert [t.part for t in told] == [f"keyword {keyword}"]
    assert schema_of(changed) == {"allOf": [{"maxLength": 3}]}
