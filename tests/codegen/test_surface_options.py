"""What a caller may choose: for all calls, for one call, to be told of each attempt, and to see the whole response."""

import asyncio
import inspect
import json
import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from twins import KEY, Twin, raw_server, reply

from swornspec.contract import Case, Kind
from swornspec.contract.call import client_call
from swornspec.spec.document import read_document

JSON = "application/json"
PICTURE = b'{"id": "p1", "status": "drawn"}'
OK = reply(200, PICTURE, Content_Type=JSON, X_Request_Id="r-7")


def test_every_option_of_a_client_can_be_changed_in_a_copy(workshop: ModuleType) -> None:
    for kind in (workshop.Workshop, workshop.AsyncWorkshop):
        own = {n for n in inspect.signature(kind).parameters if not n.endswith(("api_key", "api_secret"))}

        assert own - {"base_url", "http_client"} == {*inspect.signature(kind.with_options).parameters} - {"self"}


def test_every_method_takes_the_options_of_one_call(workshop: ModuleType) -> None:
    common = {"timeout", "max_retries", "extra_headers", "extra_query", "idempotency_key"}
    for kind in (workshop.Workshop, workshop.AsyncWorkshop):
        for name, operation in workshop._OPERATIONS.items():
            taken = {*inspect.signature(getattr(kind, name)).parameters}

            assert common <= taken, operation.id
            assert ("extra_body" in taken) == (name in ("create_picture", "change_settings"))


def test_a_copy_shares_connections_and_leaves_them_open(workshop: ModuleType) -> None:
    client = workshop.Workshop(bearer_api_key=KEY)
    copy = client.with_options(timeout=3, max_retries=0, default_headers={"X-A": "b"})

    assert type(copy) is type(client)
    assert copy._connection.http is client._connection.http
    with copy:
        pass
    assert not client._connection.http.is_closed
    opened = client._connection.http
    client.close()
    assert opened.is_closed
    assert (client._connection.settings.max_retries, copy._connection.settings.max_retries) == (2, 0)


def test_a_copy_of_an_awaited_client_shares_connections_too(workshop: ModuleType) -> None:
    async def opened() -> tuple[bool, bool, bool]:
        async with workshop.AsyncWorkshop() as client:
            http = client._connection.http
            async with client.with_options(timeout=1) as copy:
                same = copy._connection.http is http
            still = http.is_closed
        return same, still, http.is_closed

    assert asyncio.run(opened()) == (True, False, True)


def test_a_copy_says_what_was_changed_and_keeps_the_rest(twin: Twin, workshop: ModuleType) -> None:
    client, wire = twin.client(workshop, OK, default_headers={"X-A": "1", "X-B": "2", "User-Agent": "mine"}, timeout=5)
    copy = client.with_options(default_headers={"x-a": "3"}).with_options(timeout=7)

    twin.call(client, "create_picture", prompt="x")
    twin.call(copy, "create_picture", prompt="x")
    twin.call(copy, "create_picture", prompt="x", timeout=9, extra_headers={"X-B": "4"})

    twin.call(copy.with_options(default_headers=None), "create_picture", prompt="x")

    first, second, third, last = wire.requests
    assert "x-b" not in last.headers
    assert (first.headers["x-a"], first.headers["x-b"], first.headers["user-agent"]) == ("1", "2", "mine")
    assert (second.headers["x-a"], second.headers["x-b"], third.headers["x-b"]) == ("3", "2", "4")
    assert [r.extensions["timeout"]["read"] for r in wire.requests] == [5, 7, 9, 7]


def test_a_subclass_stays_what_it_is(workshop: ModuleType) -> None:
    class Mine(workshop.Workshop):  # type: ignore[name-defined,misc]
        name = "mine"

    client = Mine()
    client.name = "changed"

    assert (type(client.with_options()), client.with_options().name) == (Mine, "changed")


def test_retries_are_counted_for_one_call_alone(twin: Twin, workshop: ModuleType) -> None:
    client, wire = twin.client(workshop, reply(429))

    for retries in (0, 1, 4):
        wire.requests.clear()
        with pytest.raises(workshop.RateLimitError):
            twin.call(client, "create_picture", prompt="x", max_retries=retries)
        assert len(wire.requests) == retries + 1


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"timeout": "3"}, TypeError, "timeout must be a number of seconds, not str"),
        ({"timeout": True}, TypeError, "timeout must be a number of seconds, not bool"),
        ({"timeout": -1}, ValueError, "timeout must be over 0"),
        ({"timeout": float("nan")}, ValueError, "timeout must be over 0"),
        ({"max_retries": 1.5}, TypeError, "max_retries must be an integer, not float"),
        ({"max_retries": -1}, ValueError, "max_retries must be at least 0"),
        ({"deadline": "1"}, TypeError, "deadline must be a number of seconds, not str"),
        ({"deadline": 0}, ValueError, "deadline must be over 0"),
        ({"max_response_bytes": -1}, ValueError, "max_response_bytes must be at least 0"),
        ({"on_attempt": 3}, TypeError, "on_attempt must be a function"),
        ({"default_headers": {"Idempotency-Key": "k"}}, ValueError, "belongs to one call"),
    ],
)
def test_an_option_without_sense_is_told_at_once(workshop: ModuleType, options: dict[str, Any], error: type, said: str) -> None:
    with pytest.raises(error, match=said):
        workshop.Workshop(**options)
    with pytest.raises(error, match=said):
        workshop.Workshop().with_options(**options)


def test_a_hook_must_not_be_awaited(workshop: ModuleType) -> None:
    async def hook(_: Any) -> None: ...

    with pytest.raises(TypeError, match="called, not awaited"):
        workshop.AsyncWorkshop(on_attempt=hook)


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"X-A": "a\r\nX-B: b"}, "the header X-A holds characters that HTTP cannot carry"),
        ({"X-A": " padded-secret"}, "the header X-A holds"),
        ({"X-A": "\u2603-secret"}, "the header X-A holds"),
        ({"X A": "b"}, "'X A' cannot be the name of a header"),
        ({"X-A": 3}, "the header X-A must be a string"),
    ],
)
def test_headers_that_cannot_be_sent_are_told_by_name_alone(twin: Twin, workshop: ModuleType, headers: Any, said: str) -> None:
    client, wire = twin.client(workshop, OK)

    with pytest.raises(workshop.ClientError, match=said) as caught:
        twin.call(client, "create_picture", prompt="x", extra_headers=headers)
    with pytest.raises(workshop.ClientError, match=said):
        twin.client(workshop, OK, default_headers=headers)

    assert wire.requests == []
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"x_trace": "a\nb"}, "the header x-trace holds"),
        ({"x_trace": "\u2603"}, "a header holds"),
    ],
)
def test_documented_headers_are_checked_too(twin: Twin, workshop: ModuleType, arguments: Any, said: str) -> None:
    client, wire = twin.client(workshop, reply(200, b"[]"))

    with pytest.raises(workshop.ClientError, match=said):
        twin.call(client, "list_pictures", limit=1, **arguments)

    assert wire.requests == []


def test_documented_cookies_are_percent_encoded(twin: Twin, workshop: ModuleType) -> None:
    client, wire = twin.client(workshop, reply(200, b"[]"))

    twin.call(client, "list_pictures", limit=1, session="\u2603; a=b")

    assert wire.requests[0].headers["cookie"] == "session=%E2%98%83%3B%20a=b"


def test_an_idempotency_key_makes_repeating_safe_and_is_the_same_each_time(twin: Twin, workshop: ModuleType) -> None:
    client, wire = twin.client(workshop, reply(500), httpx.ReadTimeout("slow"), OK)

    twin.call(client, "create_picture", prompt="x", idempotency_key="k-1")

    assert [r.headers["idempotency-key"] for r in wire.requests] == ["k-1"] * 3
    for options in ({}, {"extra_headers": {"X-Other-Key": "k"}}):
        client, wire = twin.client(workshop, reply(500), OK)
        with pytest.raises(workshop.ServerError):
            twin.call(client, "create_picture", prompt="x", **options)
        assert len(wire.requests) == 1
    client, wire = twin.client(workshop, reply(500), OK)
    twin.call(client, "create_picture", prompt="x", extra_headers={"idempotency-key": "k-2"})
    assert len(wire.requests) == 2
    with pytest.raises(workshop.ClientError, match="cannot be empty"):
        twin.call(client, "create_picture", prompt="x", idempotency_key="")


def keyed_document(*parameters: dict[str, Any], api: str) -> dict[str, Any]:
    fields = {"idempotency_key": {"type": "integer"}, "max_retries": {"type": "integer"}}
    operation = {
        "operationId": "with_options",
        "parameters": [*parameters],
        "requestBody": {"required": True, "content": {JSON: {"schema": {"type": "object", "properties": fields}}}},
        "responses": {
            "200": {
                "description": "",
                "headers": {"X-Shop-Request-Id": {"schema": {"type": "string"}}, "X-Paid": {"schema": {"type": "string"}}},
                "content": {JSON: {"schema": {"type": "object", "properties": {"a": {"type": "integer"}}}}},
            }
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": api, "version": "1", "x-api": api},
        "servers": [{"url": "https://keyed.example"}],
        "paths": {"/orders": {"post": operation}},
    }


@pytest.fixture(scope="module")
def ordering(generated: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A client whose only operation documents its idempotency key, and is called as a method of every client."""
    header = {"name": "idempotency-KEY", "in": "header", "required": True, "schema": {"type": "string", "maxLength": 5}}
    other = {"name": "X-Idempotency-Key", "in": "header", "schema": {"type": "string"}}
    query = {"name": "idempotencyKey", "in": "query", "schema": {"type": "string"}}
    path = tmp_path_factory.mktemp("ordering") / "ordering.json"
    path.write_text(json.dumps(keyed_document(header, other, query, api="ordering")))
    package: ModuleType = generated(path)[1]
    return package


def test_the_call_that_is_shown_for_a_request_has_the_same_name(ordering: ModuleType) -> None:
    header = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}
    document = read_document(keyed_document(header, api=ordering._client._SERVICE.name), "ordering.json")
    case = Case("x", "with_options", Kind.VALID, {"max_retries": 3}, headers=(("Idempotency-Key", "k-1"),))

    text = client_call(document, case, "http://localhost") or ""

    assert text.endswith(f").{next(iter(ordering._OPERATIONS))}(extra_body={{'max_retries': 3}}, idempotency_key='k-1')")


def test_a_documented_idempotency_key_is_the_one_of_every_method(twin: Twin, ordering: ModuleType) -> None:
    client, wire = twin.client(ordering, reply(500), reply(200, b"{}", Content_Type=JSON))
    [method] = ordering._OPERATIONS
    names = [*inspect.signature(getattr(type(client), method)).parameters]

    fields = {n: 3 for n in names if n.startswith(("max_retries_", "idempotency_key_2"))}
    twin.call(client, method, idempotency_key="k-1", **fields)

    assert method != "with_options"
    assert "Sent as Idempotency-Key" not in (getattr(type(client), method).__doc__ or "")
    assert len(wire.requests) == 2
    assert [r.headers["idempotency-key"] for r in wire.requests] == ["k-1", "k-1"]
    assert json.loads(wire.requests[0].content) == {"idempotency_key": 3, "max_retries": 3}
    with pytest.raises(ordering.RequestInvalid, match="at most 5 characters"):
        twin.call(client, method, idempotency_key="too long")
    assert {n for n in names if "idempotency" in n} == {"idempotency_key", "idempotency_key_2", "idempotency_key_3", "x_idempotency_key"}


def test_the_documented_request_id_goes_first(twin: Twin, ordering: ModuleType) -> None:
    [method] = ordering._OPERATIONS
    named = reply(200, b"{}", Content_Type=JSON, X_Shop_Request_Id="shop-1", X_Request_Id="r-1")
    other = reply(200, b"[]", Content_Type=JSON, X_Request_Id="r-1")
    refused = reply(404, b"", X_Request_Id="r-1", X_Shop_Request_Id="shop\x1b[31m-2")
    client, _ = twin.client(ordering, named, other, refused)

    assert twin.call(client, f"with_raw_response.{method}", idempotency_key="k").request_id == "shop-1"
    with pytest.raises(ordering.ResponseInvalid) as invalid:
        twin.call(client, method, idempotency_key="k")
    with pytest.raises(ordering.NotFoundError) as missing:
        twin.call(client, method, idempotency_key="k")

    for error, name in ((invalid.value, "r-1"), (missing.value, "shop [31m-2")):
        assert [error.request_id, pickle.loads(pickle.dumps(error)).request_id] == [name, name]


def test_a_hook_is_told_of_every_attempt(twin: Twin, workshop: ModuleType) -> None:
    told: list[Any] = []
    limited = reply(429, b"", Retry_After="3", X_Request_Id="r-6")
    client, _ = twin.client(
        workshop, limited, httpx.ConnectError("no"), OK, on_attempt=told.append, base_url="https://u:hunter2@w.example/a"
    )

    twin.call(client, "create_picture", prompt="x", extra_query={"q": "1"})

    assert all(isinstance(a, workshop.Attempt) for a in told)
    assert [(a.operation, a.method, a.url, a.number) for a in told] == [
        ("createPicture", "POST", "https://w.example/a/pictures", n) for n in (1, 2, 3)
    ]
    assert [(a.status, type(a.error).__name__, a.request_id) for a in told] == [
        (429, "NoneType", "r-6"),
        (None, "APIConnectionError", None),
        (200, "NoneType", "r-7"),
    ]
    assert [a.wait for a in told] == [*twin.waited, None]
    assert all(a.elapsed >= 0 for a in told)


def test_a_hook_that_fails_is_logged_and_changes_nothing(twin: Twin, workshop: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    def hook(_: Any) -> None:
        raise RuntimeError("the hook is broken")

    client, _ = twin.client(workshop, OK, on_attempt=hook)

    assert twin.call(client, "create_picture", prompt="x").id == "p1"
    assert [(r.name, r.levelno, r.getMessage()) for r in caplog.records] == [("workshop_client", logging.ERROR, "on_attempt failed")]
    assert "the hook is broken" in caplog.text


def test_a_hook_is_told_what_cannot_be_read(twin: Twin, workshop: ModuleType) -> None:
    told: list[Any] = []
    client, _ = twin.client(workshop, reply(200, b"x" * 11), on_attempt=told.append, max_response_bytes=10)

    with pytest.raises(workshop.ResponseInvalid) as caught:
        twin.call(client, "create_picture", prompt="x")

    assert told[0].error is caught.value


@pytest.mark.parametrize(
    ("answer", "cause"), [(reply(429, Retry_After="7"), "RateLimitError"), (httpx.ConnectError("no"), "APIConnectionError")]
)
def test_a_pause_beyond_the_deadline_is_not_begun(twin: Twin, workshop: ModuleType, answer: Any, cause: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("random.uniform", lambda _low, high: high)
    told: list[Any] = []
    client, wire = twin.client(workshop, answer, deadline=0.4, on_attempt=told.append)

    with pytest.raises(workshop.APITimeoutError, match=r"no success within 0.4 s: 1 attempt, .*; the next would begin in") as caught:
        twin.call(client, "create_picture", prompt="x")

    assert type(caught.value.__cause__).__name__ == cause
    assert (len(wire.requests), twin.waited, [a.wait for a in told]) == (1, [], [None])


def test_a_deadline_caps_the_timeouts_of_each_step(twin: Twin, workshop: ModuleType) -> None:
    client, wire = twin.client(workshop, OK, deadline=5, timeout=httpx.Timeout(60, connect=0.5, pool=None))

    twin.call(client, "create_picture", prompt="x")

    limits = wire.requests[0].extensions["timeout"]
    assert limits["connect"] == 0.5
    assert all(0 < limits[step] <= 5 for step in ("read", "write", "pool"))


def test_a_trickle_ends_at_the_deadline(twin: Twin, workshop: ModuleType) -> None:
    def trickle(connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(100_000):
            connection.sendall(b"1\r\n \r\n")

    with raw_server(trickle) as url:
        client, _ = twin.client(workshop, base_url=url, deadline=0.1, max_response_bytes=None)
        with pytest.raises(workshop.APITimeoutError):
            twin.call(client, "create_picture", prompt="x")
        client, _ = twin.client(workshop, base_url=url, max_response_bytes=100)
        with pytest.raises(workshop.ResponseInvalid, match="longer than 100 bytes"):
            twin.call(client, "create_picture", prompt="x")


@pytest.mark.parametrize(
    ("method", "arguments", "answer", "parsed"),
    [
        ("create_picture", {"prompt": "x"}, OK, "Picture"),
        ("list_pictures", {"limit": 1}, reply(200, b"[]", Content_Type=JSON), "ListPicturesResponse"),
        ("get_picture", {"picture_id": "p"}, reply(200, b"\x89PNG"), "File"),
        ("delete_picture", {"picture_id": "p"}, reply(204), "NoneType"),
        ("replace_notes", {"body": ["a"]}, reply(200, b"said"), "str"),
    ],
)
def test_any_result_has_its_raw_response(
    twin: Twin, workshop: ModuleType, method: str, arguments: dict[str, Any], answer: httpx.Response, parsed: str
) -> None:
    client, _ = twin.client(workshop, reply(429, Retry_After="0"), answer)

    raw = twin.call(client, f"with_raw_response.{method}", **arguments)

    assert type(raw.parsed).__name__ == parsed
    assert (raw.status, raw.content) == (answer.status_code, answer.extensions["raw"])
    assert raw.http_response.request.headers.get("authorization") in (None, "***")


def test_raw_methods_look_like_the_methods_themselves(workshop: ModuleType) -> None:
    for client in (workshop.Workshop(), workshop.AsyncWorkshop()):
        methods = vars(client.with_raw_response)

        assert {*methods} == {*workshop._OPERATIONS}
        assert all(inspect.signature(m) == inspect.signature(getattr(client, n)) for n, m in methods.items())
        assert all(m.__doc__ == getattr(client, n).__doc__ for n, m in methods.items())


def test_raw_calls_at_once_keep_their_responses_apart(workshop: ModuleType) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"id": json.loads(request.content)["prompt"]}, headers={"X-Request-Id": "r"})

    async def calls() -> list[Any]:
        http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        async with workshop.AsyncWorkshop(bearer_api_key=KEY, http_client=http) as client:
            return await asyncio.gather(*(client.with_raw_response.create_picture(prompt=str(n)) for n in range(20)))

    found = asyncio.run(calls())

    assert [(r.parsed.id, r.http_response.json()["id"]) for r in found] == [(str(n), str(n)) for n in range(20)]


def test_a_download_may_be_allowed_to_be_large(twin: Twin, workshop: ModuleType) -> None:
    picture = bytes(3_000_000)
    client, _ = twin.client(workshop, reply(200, picture), max_response_bytes=1_000_000)

    with pytest.raises(workshop.ResponseInvalid, match=r"with_options\(max_response_bytes=\.\.\.\) allows more"):
        twin.call(client, "get_picture", picture_id="p")
    for limit in (None, 3_000_000):
        file = twin.call(client.with_options(max_response_bytes=limit), "get_picture", picture_id="p")
        assert file.payload.read() == picture


def test_a_response_can_be_left_open(twin: Twin, workshop: ModuleType) -> None:
    client, wire = twin.client(
        workshop, reply(429, Retry_After="0"), reply(200, b"\x89PNG"), reply(404, b'{"error": "e"}', Content_Type=JSON)
    )
    connection = __import__(f"{workshop.__name__}._runtime.connection", fromlist=["Call"])
    options = __import__(f"{workshop.__name__}._runtime.options", fromlist=["Options"]).Options()
    endpoint = workshop._client._ENDPOINT_DELETE_PICTURE
    parts = {"method": "get", "url": "/pictures/p", "stream": True}

    async def awaited() -> tuple[httpx.Response, bool, bytes]:
        call = connection.AsyncCall(client._connection, endpoint, options)
        response = await call.send(**parts)
        closed = response.is_closed
        content = b"".join([chunk async for chunk in response.aiter_bytes()])
        with pytest.raises(workshop.NotFoundError):
            await call.send(**parts)
        return response, closed, content

    def waited() -> tuple[httpx.Response, bool, bytes]:
        call = connection.Call(client._connection, endpoint, options)
        response = call.send(**parts)
        closed = response.is_closed
        content = b"".join(response.iter_bytes())
        with pytest.raises(workshop.NotFoundError):
            call.send(**parts)
        return response, closed, content

    response, closed, content = asyncio.run(awaited()) if twin.kind == "async" else waited()

    assert (closed, content, len(wire.requests)) == (False, b"\x89PNG", 3)
    assert (wire.requests[1].headers["authorization"], response.request.headers["authorization"]) == (f"Bearer {KEY}", "***")
