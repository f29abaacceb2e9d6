"""The Python of a failure sends the request it shows, shows no secret, and no text of a document becomes code."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.contract import Case, Kind, Server, mock_server, plan
from swornspec.contract.call import calls, client_call, plain_call
from swornspec.contract.case import Identity
from swornspec.contract.request import curl
from swornspec.spec.document import Document, load_document

ROOT = Path(__file__).parents[2]
LEONARDO = load_document(ROOT / "specs/leonardo/openapi.yaml")
APIS = ("scenario", "stablecog")
KEYS = {"STABLECOG_API_KEY": "k" * 9, "SCENARIO_API_KEY": "k" * 9, "SCENARIO_API_SECRET": "s" * 9}


@pytest.fixture(scope="module", params=APIS)
def served(request: pytest.FixtureRequest) -> Iterator[tuple[Document, Server, tuple[Case, ...]]]:
    """A document that has a client, its mock, and the cases of its first operation."""
    document = load_document(ROOT / "specs" / request.param / "openapi.yaml")
    with mock_server(document) as server:
        yield document, server, plan(document, document.endpoints[0]).cases


def run_python(text: str) -> Any:
    """What the last expression of a line of Python gives."""
    *before, last = ast.parse(text).body
    names: dict[str, Any] = {}
    exec(compile(ast.Module(before, []), "call", "exec"), names)
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), "call", "eval"), names)


def test_the_clients_call_is_accepted_where_the_request_is_valid(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    document, server, cases = served
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    for case in [c for c in cases if c.kind is Kind.VALID][::12]:
        text = client_call(document, case, server.base)

        assert text is not None, case.id
        assert run_python(text) is not None


def test_the_clients_call_says_that_it_is_refused_where_the_request_is_invalid(served: Any) -> None:
    document, server, cases = served
    case = next(c for c in cases if c.kind is Kind.INVALID and c.body and isinstance(c.body, dict))

    client, python = (text for _, text in calls(document, case, server.request(case)))
    assert client.endswith("# RequestInvalid: it is refused before it is sent")
    with pytest.raises(ValueError, match=r".") as caught:
        run_python(client)
    assert type(caught.value).__name__ == "RequestInvalid"
    assert python.startswith("import httpx; httpx.post(")


@pytest.mark.parametrize("kind", [Kind.VALID, Kind.INVALID, Kind.MALFORMED])
def test_the_call_of_httpx_gets_the_same_answer(pumps: Document, mocked: Server, kind: Kind) -> None:
    cases = [c for c in plan(pumps, pumps.endpoint("start_pump")).cases if c.kind is kind and len(c.content or b"") < 1000]
    for case in cases[::5]:
        request = mocked.request(case)
        answer = run_python(plain_call(case, request).replace("***", "contract-test-key"))

        assert isinstance(answer, httpx.Response)
        assert answer.status_code == mocked.send(request).status


def test_without_a_client_httpx_alone_is_shown(pumps: Document, mocked: Server) -> None:
    case = Case("x", "start_pump", Kind.VALID, {"name": "text"})

    [(label, text)] = calls(pumps, case, mocked.request(case))
    assert (label, text[:13]) == ("python", "import httpx;")


@pytest.mark.parametrize("identity", [i for i in Identity if i is not Identity.RIGHT])
def test_a_client_cannot_send_wrong_credentials(served: Any, identity: Identity) -> None:
    document, server, _ = served
    endpoint = document.endpoints[0]
    case = Case("x", endpoint.operation_id, Kind.UNAUTHORIZED, {}, identity=identity)

    assert client_call(document, case, server.base) is None


@settings(max_examples=25)
@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=3), st.text(max_size=12))
def test_no_text_becomes_code(body: dict[str, str], text: str) -> None:
    hostile = Case("x", "create_generation", Kind.VALID, {**body, "prompt": text, "'); import os; ('": "\n#"})
    with Server(LEONARDO, "http://127.0.0.1:9") as server:
        request = server.request(hostile)
    for _, call in calls(LEONARDO, hostile, request):
        tree = ast.parse(call)

        assert [type(node) for node in tree.body] == [tree.body[0].__class__, ast.Expr]
        assert sum(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(tree)) == 1


CANARY = "c4n4ry/+key='\"x"


@pytest.mark.parametrize(
    "scheme",
    [
        {"type": "http", "scheme": "bearer", "x-env": ["PUMPS_API_KEY"]},
        {"type": "http", "scheme": "basic", "x-env": ["PUMPS_USER", "PUMPS_API_KEY"]},
        {"type": "apiKey", "in": "query", "name": "key", "x-env": ["PUMPS_API_KEY"]},
        {"type": "apiKey", "in": "cookie", "name": "key", "x-env": ["PUMPS_API_KEY"]},
        {"type": "apiKey", "in": "header", "name": "X-Key", "x-env": ["PUMPS_API_KEY"]},
    ],
    ids=["bearer", "basic", "query", "cookie", "header"],
)
def test_no_way_to_show_a_request_shows_its_secrets(changed: Any, scheme: dict[str, Any]) -> None:
    document = changed(lambda raw: raw["components"].update(securitySchemes={"bearer": scheme}))
    case = Case("x", "start_pump", Kind.VALID, {"name": f"echo {CANARY}"}, headers=(("X-Note", f"see {CANARY}"),))
    environment = {"PUMPS_API_KEY": CANARY, "PUMPS_USER": "someone"}
    with Server(document, "http://127.0.0.1:9", environment=environment, headers=(("Cookie", f"a=b; session={CANARY}2"),)) as server:
        request = server.request(case)
    shown = [curl(request), repr(request), *(text for _, text in calls(document, case, request))]

    assert not any("c4n4ry" in text or "YzRuNHJ5" in text for text in shown)
