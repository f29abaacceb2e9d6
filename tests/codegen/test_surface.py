"""Every method of the clients of the real documents, of both kinds: what it gives and what it raises, whatever the server does."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import httpx
import pytest
from twins import KEY, Twin, raw_server, reply

from swornspec.mock import create_app, running, server_path
from swornspec.mock.fault import Faults
from swornspec.spec.document import Document, Endpoint, load_document

SPECS = Path(__file__).parents[2] / "specs"
ARGUMENTS: dict[tuple[str, str], dict[str, Any]] = {
    ("leonardo", "create_generation"): {"prompt": "a lighthouse"},
    ("scenario", "caption_images"): {"images": ["asset_1"]},
    ("scenario", "describe_style"): {"images": ["asset_1"]},
    ("scenario", "generate_prompt"): {"mode": "completion", "prompt": "a lighthouse"},
    ("stablecog", "create_generation"): {"prompt": "a lighthouse"},
}


class Operation(NamedTuple):
    """A method of a client, arguments that it takes, and what the document says of it."""

    package: ModuleType
    endpoint: Endpoint
    method: str
    arguments: dict[str, Any]
    server: str


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, str]]:
    """The addresses of mock servers of the real documents."""
    with ExitStack() as stack:
        found = {}
        for api in sorted({a for a, _ in ARGUMENTS}):
            document = load_document(SPECS / api / "openapi.yaml")
            started = stack.enter_context(running(create_app([document], faults=Faults())))
            found[api] = f"{started.url.rstrip('/')}{server_path(document).rstrip('/')}"
        yield found


@pytest.fixture(params=ARGUMENTS, ids="-".join)
def operation(
    request: pytest.FixtureRequest, generated: Callable[[Path], tuple[Document, ModuleType]], servers: dict[str, str]
) -> Operation:
    api, method = request.param
    document, package = generated(SPECS / api / "openapi.yaml")
    [endpoint] = (e for e in document.endpoints if package._OPERATIONS[method].id == e.operation_id)
    return Operation(package, endpoint, method, ARGUMENTS[request.param], servers[api])


def test_every_method_of_every_client_is_here(generated: Callable[[Path], tuple[Document, ModuleType]]) -> None:
    packages = [generated(path)[1] for path in SPECS.glob("*/openapi.yaml")]

    assert {(p._client._SERVICE.name, m) for p in packages for m in p._OPERATIONS} == {*ARGUMENTS}


def test_a_success_is_the_documented_model(twin: Twin, operation: Operation) -> None:
    client, _ = twin.client(operation.package, base_url=operation.server)

    result = twin.call(client, operation.method, **operation.arguments)

    assert isinstance(result, operation.package.ApiModel)
    assert operation.package.http_response(result).status_code == 200


def test_a_raw_response_is_the_result_with_its_response(twin: Twin, operation: Operation) -> None:
    client, _ = twin.client(operation.package, base_url=operation.server)

    raw = twin.call(client, f"with_raw_response.{operation.method}", **operation.arguments)

    assert isinstance(raw, operation.package.RawResponse)
    assert isinstance(raw.parsed, operation.package.ApiModel)
    assert (raw.status, raw.headers["content-type"]) == (200, "application/json")
    assert json.loads(raw.content) == raw.http_response.json()


def test_each_documented_error_is_raised_with_its_model(twin: Twin, operation: Operation) -> None:
    package = operation.package
    seen = set()
    for status, response in operation.endpoint.responses.items():
        if status[0] not in "45":
            continue
        code = int(status.replace("XX", "00"))
        documented = getattr(package._client, f"_ENDPOINT_{operation.method.upper()}").errors[status]
        for media_type, model in documented.items():
            body = response.examples.get(media_type) or {"title": "No", "message": "No", "detail": "No"}
            error = reply(code, json.dumps(body).encode(), Content_Type=media_type, X_Request_Id="r-1")
            client, _ = twin.client(package, error, max_retries=0)
            with pytest.raises(package.APIStatusError) as caught:
                twin.call(client, operation.method, **operation.arguments)

            assert (caught.value.status, caught.value.request_id) == (code, "r-1")
            assert type(caught.value.body) is model
            seen.add(code)
    assert {400, 401, 429} <= seen


@pytest.mark.parametrize(("code", "kind"), [(400, "BadRequestError"), (429, "RateLimitError"), (500, "ServerError")])
def test_the_mocks_errors_are_errors(twin: Twin, operation: Operation, code: int, kind: str) -> None:
    client, _ = twin.client(operation.package, base_url=operation.server, max_retries=0)

    with pytest.raises(getattr(operation.package, kind)) as caught:
        twin.call(client, operation.method, **operation.arguments, extra_headers={"X-Mock-Fault": str(code)})

    assert caught.value.status == code


def test_a_wrong_key_is_refused(twin: Twin, operation: Operation) -> None:
    client, _ = twin.client(operation.package, reply(401, b'{"error": "no"}', Content_Type="application/json"))

    with pytest.raises(operation.package.AuthenticationError):
        twin.call(client, operation.method, **operation.arguments)


@pytest.mark.parametrize("stated", ["7", "date", "7000ms"])
def test_a_rate_limit_is_waited_out(twin: Twin, operation: Operation, stated: str) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)
    header = {"Retry_After_Ms": "7000"} if stated == "7000ms" else {"Retry_After": later if stated == "date" else stated}
    success = reply(200, b"{}", Content_Type="application/json")
    client, wire = twin.client(operation.package, reply(429, **header), success)

    twin.call(client, operation.method, **operation.arguments)

    assert len(wire.requests) == 2
    assert wire.requests[0].content == wire.requests[1].content
    [waited] = twin.waited
    assert 0 < waited <= 8 if stated == "date" else waited == 7


def test_a_server_that_does_not_answer_is_a_timeout(twin: Twin, operation: Operation) -> None:
    client, _ = twin.client(operation.package, base_url=operation.server, timeout=httpx.Timeout(30, read=0.05))

    with pytest.raises(operation.package.APITimeoutError):
        twin.call(client, operation.method, **operation.arguments, extra_headers={"X-Mock-Fault": "timeout"})

    assert twin.waited == []


@pytest.mark.parametrize("fault", ["drop", "truncate"])
def test_a_connection_that_breaks_is_a_connection_error(twin: Twin, operation: Operation, fault: str) -> None:
    client, _ = twin.client(operation.package, base_url=operation.server)

    with pytest.raises(operation.package.APIConnectionError) as caught:
        twin.call(client, operation.method, **operation.arguments, extra_headers={"X-Mock-Fault": fault})

    assert not isinstance(caught.value, operation.package.APITimeoutError)
    assert twin.waited == []


def test_a_server_that_is_not_there_is_tried_again(twin: Twin, operation: Operation) -> None:
    with raw_server(lambda _: None) as gone:
        pass
    client, _ = twin.client(operation.package, base_url=gone)

    with pytest.raises(operation.package.APIConnectionError):
        twin.call(client, operation.method, **operation.arguments)

    assert len(twin.waited) == 2


BOMB = gzip.compress(b" " * 50_000_000, mtime=0)
LARGE = json.dumps({"text": "x" * 10_000_000}).encode()
JSON = "application/json"


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        pytest.param(reply(200, b'{"a": ', Content_Type=JSON), "ResponseInvalid", "is not JSON", id="cut JSON"),
        pytest.param(reply(200, b"<html>", Content_Type="text/html"), "ResponseInvalid", "is not JSON", id="HTML page"),
        pytest.param(reply(200, b"", Content_Type=JSON), "ResponseInvalid", "is not JSON", id="empty body"),
        pytest.param(reply(204), "ResponseInvalid", "204 response|status 204", id="no content"),
        pytest.param(reply(200, b"[]", Content_Type=JSON), "ResponseInvalid", "is not a ", id="another kind"),
        pytest.param(reply(200, BOMB, Content_Encoding="gzip"), "ResponseInvalid", "longer than 1000000 bytes", id="gzip bomb"),
        pytest.param(reply(200, b"no gzip", Content_Encoding="gzip"), "ResponseInvalid", "decompressed", id="not gzip"),
        pytest.param(reply(200, BOMB, Content_Encoding="gzip, gzip"), "ResponseInvalid", "gzip, gzip, which was not", id="twice gzip"),
        pytest.param(reply(200, b"", Content_Encoding="br"), "ResponseInvalid", "br, which was not asked for", id="not asked for"),
        pytest.param(reply(302, Location="https://elsewhere.example/"), "APIStatusError", "redirects are not followed", id="redirect"),
        pytest.param(reply(302, Location="https://["), "APIStatusError", "redirects are not followed", id="redirect nowhere"),
        pytest.param(reply(500, b"<html>No</html>", Content_Type="text/html"), "ServerError", "500 Internal Server", id="error page"),
        pytest.param(reply(503), "ServerError", "503", id="empty error"),
        pytest.param(reply(500, LARGE, Content_Type=JSON), "ServerError", "500", id="large error"),
        pytest.param(reply(500, BOMB, Content_Encoding="gzip"), "ServerError", "500", id="error bomb"),
        pytest.param(reply(400, b"no gzip", Content_Encoding="gzip"), "BadRequestError", "400", id="error that is not gzip"),
        pytest.param(reply(500, b"\xff", Content_Type="text/plain; charset=base64"), "ServerError", "500", id="no charset"),
        pytest.param(reply(500, b"\xff", Content_Type="text/plain; charset=undefined"), "ServerError", "500", id="undefined charset"),
        pytest.param(reply(500, b"\xff.", Content_Type="text/plain; charset=idna"), "ServerError", "500", id="charset of names"),
        pytest.param(reply(999, b""), "ServerError", "999", id="status of no standard"),
    ],
)
def test_an_answer_without_sense_is_a_typed_error(twin: Twin, operation: Operation, answer: Any, error: str, said: str) -> None:
    client, wire = twin.client(operation.package, answer, max_response_bytes=1_000_000)

    with pytest.raises(getattr(operation.package, error), match=said) as caught:
        twin.call(client, operation.method, **operation.arguments)

    assert len(wire.requests) == 1
    assert len(caught.value.response.content) <= 1_000_000


def test_a_large_answer_of_a_strange_type_is_read(twin: Twin, operation: Operation) -> None:
    client, _ = twin.client(operation.package, reply(200, gzip.compress(LARGE, 1), Content_Type="text/plain", Content_Encoding="gzip"))

    result = twin.call(client, operation.method, **operation.arguments)

    assert len(result.model_extra["text"]) == 10_000_000


def test_the_keys_are_sent_and_never_shown(twin: Twin, operation: Operation) -> None:
    client, wire = twin.client(operation.package, httpx.ConnectError(f"no way with {KEY}"), max_retries=0)

    with pytest.raises(operation.package.APIConnectionError) as caught:
        twin.call(client, operation.method, **operation.arguments)

    assert "authorization" in wire.requests[0].headers
    assert KEY not in f"{client!r} {caught.value!r}"
