"""Dependencies that a document states as IDL become rules, and rules between parameters are enforced on parameters."""

from pathlib import Path
from typing import Any

import pytest

from swornspec.rules.rule import Effect
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, load_document, read_document

TRAILS = Path(__file__).parent / "trails.yaml"


@pytest.fixture(scope="module")
def trails() -> Document:
    return load_document(TRAILS)


def test_dependencies_between_parameters_become_rules_with_their_text(trails: Document) -> None:
    rules = trails.endpoint("find_trails").parameter_rules

    assert [(r.id, r.effect.value, r.said[0].quote) for r in rules] == [
        ("requires-radius-near", "reject", "IF radius THEN near;"),
        ("only-one-near-box[north]", "reject", "OnlyOne(near, [box[north]]);"),
        ("compare-min_length-max_length", "reject", "min_length <= max_length;"),
        ("requires-sort-near-Accept-Language", "reject", "IF sort=='distance' THEN near AND NOT [Accept-Language] LIKE '*x*';"),
        ("requires-altitude-near", "external", "IF altitude THEN near;"),
    ]
    assert rules[0].text == "near is required when radius is sent"
    assert rules[-1].needs == "altitude, which the operation does not document"


def test_what_is_no_idl_is_a_gap_with_its_place(trails: Document) -> None:
    gaps = [(g.said.quote, g.why) for g in trails.endpoint("find_trails").gaps]

    assert gaps == [
        ("min_length / max_length > 3;", "IDL line 1 column 12: a rule cannot divide; multiply the other side, at '/ max_length > 3;'"),
        ("7", "it is not a text in IDL"),
    ]


@pytest.mark.parametrize(
    ("sent", "broken"),
    [
        ({"near": "here"}, []),
        ({}, ["only-one-near-box[north]"]),
        ({"near": "here", "box[north]": 3.5}, ["only-one-near-box[north]"]),
        ({"radius": 3, "box[north]": 3.5}, ["requires-radius-near"]),
        ({"near": "here", "min_length": 4, "max_length": 4.0}, []),
        ({"near": "here", "min_length": 4.5, "max_length": 4}, ["compare-min_length-max_length"]),
        ({"near": "here", "min_length": 4.5}, []),
        ({"near": "here", "sort": "distance", "Accept-Language": "max"}, ["requires-sort-near-Accept-Language"]),
        ({"near": "here", "sort": "distance", "Accept-Language": "min"}, []),
        ({"box[north]": 1, "sort": "distance"}, ["requires-sort-near-Accept-Language"]),
    ],
)
def test_parameters_are_judged_by_their_rules(trails: Document, sent: dict[str, Any], broken: list[str]) -> None:
    places = {(("header" if name == "Accept-Language" else "query"), name): value for name, value in sent.items()}

    found = Checker(trails, trails.endpoint("find_trails")).broken_parameters(places)

    assert [b.constraint for b in found] == broken
    assert all(b.pointer.startswith("?") for b in found)


def test_dependencies_between_body_fields_are_enforced_on_the_body_and_mixed_ones_are_not(trails: Document) -> None:
    endpoint = trails.endpoint("add_trail")
    checker = Checker(trails, endpoint)

    assert [b.constraint for b in checker.broken({"name": "x"})] == ["or-loop-start"]
    assert checker.accepts({"start": "x"})
    assert checker.accepts({"start": "x", "stops": [{}, {"distance": 0.5}]})
    assert [b.constraint for b in checker.broken({"start": "x", "stops": [{}, {"distance": 0}]})] == ["stops-beside-the-start"]
    assert [(r.id, r.effect, r.needs) for r in endpoint.rules[2:]] == [
        ("requires-dry_run-name", Effect.EXTERNAL, "the value of dry_run, which is not sent in the body")
    ]


def test_a_dependency_that_repeats_a_rule_is_not_read_again() -> None:
    rule = {"id": "both", "subject": "a", "expr": {"if": {"present": "a"}, "then": {"present": "b"}}, "text": "b with a"}
    raw = {
        "openapi": "3.1.0",
        "paths": {
            "/": {
                "get": {
                    "operationId": "one",
                    "parameters": [{"name": n, "in": "query", "schema": {"type": "string"}} for n in "ab"],
                    "x-rules": [rule],
                    "x-dependencies": ["IF a THEN b;", "IF b THEN a;"],
                }
            }
        },
    }

    assert [r.id for r in read_document(raw, "document").endpoint("one").parameter_rules] == ["both", "requires-b-a"]
