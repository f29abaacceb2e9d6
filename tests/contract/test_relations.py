"""Requests that show whether a relation to the response is kept, and servers that break one."""

import copy
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from swornspec.contract import Fault, Server
from swornspec.contract.derive import Plan, plan
from swornspec.contract.expect import Failure
from swornspec.contract.server import mock_server
from swornspec.rules.rule import Effect
from swornspec.spec.document import Document, load_document, read_document
from swornspec.spec.enrich import enrich
from swornspec.spec.source import source_of

ROOT = Path(__file__).parents[2]
PRINT = {"id": "5f6ad6a4-6fd3-4a1c-9a4e-0d9d5d9f0f11"}


@cache
def documents() -> dict[str, Document]:
    source = source_of(Path(__file__).with_name("prints.yaml").read_bytes(), "prints.yaml")
    enrich(source)
    built = {path.parent.name: load_document(path) for path in sorted((ROOT / "specs").glob("*/openapi.yaml"))}
    return {**built, "prints": read_document(source.value, "prints.yaml")}


RULES = [
    (name, endpoint.operation_id, rule.id)
    for name, document in documents().items()
    for endpoint in document.endpoints
    for rule in endpoint.rules
    if rule.effect is Effect.RELATION and rule.relation is not None and rule.relation.response is not None
]


def without(document: Document, rule: str) -> Document:
    """The document as a server would read it that does not know of a relation."""
    raw = copy.deepcopy(dict(document.raw))
    waiting: list[Any] = [raw]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and "x-rules" in node:
            node["x-rules"] = [r for r in node["x-rules"] if r["id"] != rule]
        waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return read_document(raw, document.name)


@cache
def planned(name: str, operation: str) -> Plan:
    return plan(documents()[name], documents()[name].endpoint(operation))


def failures(server: Server, name: str, operation: str, rule: str = "") -> list[Failure]:
    """What is wrong with the answers to the requests that show relations, or one of them."""
    judged = Server(documents()[name], server.base)
    shown = [c for c in planned(name, operation).cases if f"{rule}-related" in c.id]
    return [f for c in shown if (f := judged.failure(c)) is not None]


@pytest.mark.parametrize(("name", "operation", "rule"), RULES)
def test_a_server_that_does_not_know_a_relation_is_found(name: str, operation: str, rule: str) -> None:
    hidden = [p for p in planned(name, operation).proofs if p.constraint == rule]
    with mock_server(without(documents()[name], rule)) as server:
        found = [f for f in failures(server, name, operation, rule) if f.case.constraint == rule]

    if hidden:
        assert (rule, [p.proved for p in hidden]) == ("assetIds-order", [True])
    elif rule != "seed-repeatable":  # the mock always gives the same answer
        assert {f.fault for f in found} == {Fault.RESPONSE_MISMATCH}
        assert all(f.case.said[0].quote in str(f) for f in found)


@pytest.mark.parametrize("name", dict.fromkeys(name for name, _, _ in RULES))
def test_our_own_mock_keeps_them_all(name: str) -> None:
    with mock_server(documents()[name]) as server:
        assert [str(f) for e in documents()[name].endpoints for f in failures(server, name, e.operation_id)] == []


def test_the_cases_of_a_relation_are_named_after_it() -> None:
    cases = planned("stablecog", "create_generation").cases
    shown = {c.id.removeprefix("stablecog-create_generation-"): c.body for c in cases if "num_outputs-count" in c.id}

    assert shown == {
        "num_outputs-count-related-default": {"prompt": "text"},
        "num_outputs-count-related-minimum": {"prompt": "text", "num_outputs": 1},
        "num_outputs-count-related-maximum": {"prompt": "text", "num_outputs": 4},
        "num_outputs-count-related-two": {"prompt": "text", "num_outputs": 2},
    }


Wrong = Callable[[dict[str, Any], dict[str, Any]], None]
Answering = Callable[..., AbstractContextManager[Server]]


def correct(path: str, body: dict[str, Any]) -> Any:
    """What a server answers that keeps every relation of the document."""
    if path.endswith("/prints"):
        settings = {"size": body.get("size", 300), "ink": body.get("ink", "black"), **({"ratio": body["ratio"]} if "ratio" in body else {})}
        return {"prints": [dict(PRINT) for _ in range(int(body.get("copies", 2)))], "settings": settings, "mode": body.get("mode")}
    if path.endswith("/labels"):
        return {"labels": [{"id": p["id"]} for p in body["parcels"]] if "parcels" in body else [{"id": b} for b in body.get("boxes", [])]}
    words = [w for w in ("the", "best", "of", "all") if w not in body.get("avoid", [])]
    return {"slogans": [" ".join(words)] * int(body.get("many", 1))}


@pytest.mark.parametrize(
    ("operation", "wrong", "rule"),
    [
        ("create_prints", None, None),
        ("label", None, None),
        ("create_slogans", None, None),
        ("create_prints", lambda body, told: told["prints"].append(dict(PRINT)), "copies-count"),
        ("create_prints", lambda body, told: told.update(prints=[dict(PRINT)] * body.get("copies", 1)), "copies-count"),
        ("create_prints", lambda body, told: told["settings"].update(size=300), "settings-echo"),
        ("create_prints", lambda body, told: told["settings"].update(ink="blue"), "settings-echo"),
        ("create_prints", lambda body, told: told["settings"].update(ratio=round(body.get("ratio", 1))), "settings-echo"),
        ("create_prints", lambda body, told: told.update(mode=None), "mode-echo"),
        ("label", lambda body, told: told["labels"].reverse(), "parcels-order"),
        ("label", lambda body, told: told["labels"].sort(key=lambda i: i["id"]), "parcels-order"),
        ("label", lambda body, told: told["labels"].pop(), "parcels-order"),
        ("create_slogans", lambda body, told: told["slogans"].append("the end"), "avoid-output"),
    ],
)
def test_a_server_that_breaks_one_relation_is_told_which(
    answering: Answering, operation: str, wrong: Wrong | None, rule: str | None
) -> None:
    def answer(method: str, path: str, headers: dict[str, str], raw: bytes) -> tuple[int, Any]:
        body = json.loads(raw)
        told = correct(path, body)
        if wrong is not None and any(told.values()):
            wrong(body, told)
        return 200, told

    with answering(documents()["prints"], answer) as server:
        found = {f.case.constraint for f in failures(server, "prints", operation)}

    assert found == set() if rule is None else rule in found


def test_what_must_be_repeatable_is_asked_for_twice(answering: Answering) -> None:
    document = documents()["prints"]
    case = next(c for c in planned("prints", "create_slogans").cases if c.twice)
    asked: list[bytes] = []

    def random(method: str, path: str, headers: dict[str, str], raw: bytes) -> tuple[int, Any]:
        asked.append(raw)
        return 200, {"slogans": [f"number {len(asked)}"]}

    with answering(document, random) as server:
        failure = Server(document, server.base).failure(case)
    with answering(document, lambda *_: (200, {"slogans": ["always"]})) as server:
        kept = Server(document, server.base).failure(case)

    assert failure is not None
    assert kept is None
    assert (failure.fault, failure.case.constraint, len(asked)) == (Fault.RESPONSE_MISMATCH, "seed-repeatable", 2)
    assert asked[0] == asked[1]
    assert "/slogans differs between two answers to the same request" in str(failure)
