"""Paths of every look: a client and a case are sent to the very operation that they are of."""

import json
from pathlib import Path
from typing import Any

from calling import call, imported

from swornspec.codegen.partial import generate_what_can_be
from swornspec.contract import plan
from swornspec.contract.case import Kind
from swornspec.contract.credential import Carried
from swornspec.contract.inside import inside
from swornspec.contract.request import build
from swornspec.mock import create_app
from swornspec.spec.document import read_document

PATHS = [
    *("/v1/{name}", "/v1/{name}:cancel", "/v1/{name}:{verb}", "/v1/{name}/x", "/v1/all"),
    *(
        "/a/{name}#one",
        "/a/{name}#two&b",
        "/a/{name}",
        "/a?b=c",
        "/a b",
        "/é/{name}",
        "/{name}é",
        "/p%20q/{name}%21",
        "/100%",
        "/(a);b=c,d@e",
    ),
]


def document_of(order: int) -> Any:
    raw: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "paths", "version": "1"}, "paths": {}}
    for n, path in enumerate(PATHS[::order]):
        names = [v for v in ("name", "verb") if f"{{{v}}}" in path]
        told = {"type": "object", "required": ["at"], "properties": {"at": {"const": path}}}
        raw["paths"][path] = {
            "get": {
                "operationId": f"at{n}",
                "parameters": [
                    {"name": v, "in": "path", "required": True, "schema": {"type": "string", "enum": ["a:b/ ?#"]}} for v in names
                ],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": told}}}},
            }
        }
    return read_document(raw, "paths")


def test_a_client_and_its_mock_meet_whatever_stands_in_a_path(tmp_path: Path) -> None:
    for order in (1, -1):
        document = document_of(order)
        done = generate_what_can_be(document, tmp_path / str(order))
        with imported(done.folder, done.plan.package) as module:
            calls = {m.name: {a.name: "a:b/ ?#" for a in m.arguments} for m in done.plan.methods}
            found = call(module, done.plan, document, calls)

        assert {m.endpoint.path: found[m.name].at for m in done.plan.methods} == {p: p for p in PATHS}


def test_the_cases_of_an_operation_are_sent_to_it() -> None:
    document = document_of(-1)
    ask = inside(create_app([document]))
    for endpoint in document.endpoints:
        for case in plan(document, endpoint).cases:
            if case.kind is Kind.VALID:
                answer = ask(build(case, endpoint, "http://mock.test", Carried()))

                assert answer.status == 200, endpoint.path
                assert json.loads(answer.content) == {"at": endpoint.path}
