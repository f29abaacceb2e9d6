"""What a generated client does on the wire, against a transport that records."""

import asyncio
import copy
import json
import logging
import pickle
import subprocess
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

KEY = "sk-very-secret-0123456789"
PICTURE = {"id": "p1", "status": "drawn", "cost": 1.5}
Answer = Callable[[httpx.Request], httpx.Response]


class Recorder:
    """Answers each request with the next of some answers, the last again and again."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    @property
    def body(self) -> Any:
        return json.loads(self.requests[-1].content)


def ok(body: Any = PICTURE, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)


@pytest.fixture(autouse=True)
def waits(workshop: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No test really waits between attempts; what a client would have waited is kept."""
    waited: list[float] = []
    connection = __import__(f"{workshop.__name__}._runtime.connection", fromlist=["time"])

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(connection, "sleep", waited.append)
    monkeypatch.setattr(connection, "async_sleep", sleep)
    return waited


@pytest.fixture
def client(workshop: ModuleType) -> Callable[..., tuple[Any, Recorder]]:
    def make(*answers: httpx.Response | Exception, **options: Any) -> tuple[Any, Recorder]:
        recorder = Recorder(*(answers or (ok(),)))
        http = httpx.Client(transport=httpx.MockTransport(recorder))
        keys = {"bearer_api_key": KEY} if not {k for k in options if "api_key" in k} else {}
        return workshop.Workshop(http_client=http, **keys, **options), recorder

    return make


def test_a_valid_call_sends_what_was_given_and_nothing_else(client: Any, workshop: ModuleType) -> None:
    api, sent = client()

    reference = workshop.Reference(id="r", kind=workshop.Kind.PHOTO)
    picture = api.create_picture(prompt="a", width=None, top_p=0.5, style="soft line", references=[reference], strength=0.05, dry_run=True)

    assert sent.body == {
        "prompt": "a",
        "width": None,
        "strength": 0.05,
        "topP": 0.5,
        "style": "soft line",
        "references": [{"id": "r", "kind": "photo"}],
    }
    assert str(sent.requests[0].url) == "https://workshop.example/api/v1/pictures?dryRun=true"
    assert sent.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert sent.requests[0].headers["content-type"] == "application/json"
    assert sent.requests[0].headers["user-agent"].startswith("workshop-client/1.2.0 python/")
    assert (picture.id, picture.status, picture.cost) == ("p1", workshop.Status.DRAWN, 1.5)
    assert workshop.http_response(picture).status_code == 200


def test_every_broken_constraint_is_reported_and_nothing_is_sent(client: Any, workshop: ModuleType) -> None:
    api, sent = client()

    with pytest.raises(workshop.RequestInvalid) as caught:
        api.create_picture(prompt="", count=8, width=2000, dry_run="yes", extra_body={"seed": 1, "upscale": True})

    assert sent.requests == []
    assert [e.constraint for e in caught.value.errors] == [
        "prompt-minLength",
        "width-maximum",
        "count-when-wide",
        "seed-excludes-upscale",
        "dryRun-type",
    ]
    assert str(caught.value).splitlines()[:4] == [
        "prompt must have at least 1 characters",
        "width must be at most 1024",
        '  (create.txt lines 10-11: "Between 32 and 1024.")',
        "count must be at most 4 when width is over 256",
    ]


def test_a_rule_that_read_a_default_says_so(client: Any, workshop: ModuleType) -> None:
    api, _ = client()

    with pytest.raises(workshop.RequestInvalid) as caught:
        api.create_picture(prompt="x", count=8)

    assert str(caught.value) == (
        "count must be at most 4 when width is over 256\n"
        '  (create.txt line 20: "If width is over 256, at most 4.")\n'
        "  width was not sent and defaults to 512"
    )
    with pytest.raises(workshop.RequestInvalid, match="width was null and defaults to 512"):
        api.create_picture(prompt="x", count=8, width=None)


@pytest.mark.parametrize("count", ["4", True, 4.5, [4]])
def test_nothing_is_converted(client: Any, workshop: ModuleType, count: Any) -> None:
    api, sent = client()

    with pytest.raises(workshop.RequestInvalid, match="count must be an integer"):
        api.create_picture(prompt="x", count=count)

    assert sent.requests == []


def test_a_body_that_is_a_number_is_one_argument(generated: Any, tmp_path: Any) -> None:
    path = tmp_path / "counted.json"
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Anzahl\u00e4"}}}
    operation = {"operationId": "count", "requestBody": {"required": True, "content": content}, "responses": {"204": {"description": ""}}}
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "Counted", "version": "1", "x-api": "counted"},
        "servers": [{"url": "https://counted.example"}],
        "paths": {"/it": {"put": operation}},
        "components": {"schemas": {"Anzahl\u00e4": {"type": "integer", "minimum": 1}}},
    }
    path.write_text(json.dumps(raw))
    package, sent = generated(path)[1], Recorder(httpx.Response(204))
    api = package.Counted(http_client=httpx.Client(transport=httpx.MockTransport(sent)))

    for given in (3, 512.0):
        api.count(body=given)

    assert [r.content for r in sent.requests] == [b"3", b"512"]
    with pytest.raises(package.RequestInvalid, match="body must be at least 1"):
        api.count(body=0)


def test_an_integral_number_is_an_integer(client: Any) -> None:
    api, sent = client()

    api.create_picture(prompt="x", width=512.0, strength=1, top_p=2)

    assert sent.requests[0].content == b'{"prompt":"x","width":512,"strength":1,"topP":2}'


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_a_deprecated_field_still_works(client: Any) -> None:
    api, sent = client()

    api.create_picture(prompt="x", old_seed=3)

    assert sent.body == {"prompt": "x", "oldSeed": 3}


@pytest.fixture
def warned(workshop: ModuleType) -> set[tuple[str, str]]:
    """What the client has warned of so far, which is forgotten first."""
    seen: set[tuple[str, str]] = __import__(f"{workshop.__name__}._runtime.advice", fromlist=["_WARNED"])._WARNED
    seen.clear()
    __import__(f"{workshop.__name__}._runtime.model", fromlist=["_READY"])._READY.clear()
    return seen


def test_what_is_deprecated_warns_once_and_names_the_caller(client: Any, workshop: ModuleType, warned: set[Any]) -> None:
    api, _ = client()

    with pytest.warns(DeprecationWarning, match="createPicture: oldSeed is deprecated") as told:
        [api.create_picture(prompt="x", old_seed=3) for _ in range(3)]
    with pytest.warns(DeprecationWarning, match="CreatePictureRequest: oldSeed is deprecated") as of_model:
        [workshop.CreatePictureRequest(prompt="x", old_seed=3) for _ in range(3)]

    assert [w.filename for w in (*told, *of_model)] == [__file__, __file__]
    assert len(warned) == 2


@pytest.mark.usefixtures("warned")
def test_what_is_not_deprecated_does_not_warn(client: Any, workshop: ModuleType) -> None:
    api, _ = client()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        api.create_picture(prompt="x", seed=1, style="Bold")
        workshop.CreatePictureRequest(prompt="x", seed=1)


def test_operations_parameters_and_values_may_be_deprecated(generated: Any, tmp_path: Any) -> None:
    path = tmp_path / "aged.json"
    mode = {"oneOf": [{"const": "new"}, {"const": "old", "deprecated": True, "description": "Use new."}]}
    operation = {
        "operationId": "change",
        "deprecated": True,
        "description": "Use renew.",
        "parameters": [{"name": "q", "in": "query", "deprecated": True, "schema": {"type": "string"}}],
        "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"mode": mode}}}}},
        "responses": {"204": {"description": ""}},
    }
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "Aged", "version": "1", "x-api": "aged"},
        "servers": [{"url": "https://aged.example"}],
        "paths": {"/it": {"patch": operation}},
    }
    path.write_text(json.dumps(raw))
    api = generated(path)[1].Aged(http_client=httpx.Client(transport=httpx.MockTransport(Recorder(httpx.Response(204)))))

    with pytest.warns(DeprecationWarning, match="change: ") as told:
        [api.change(mode=mode, q="x") for mode in ("new", "old")]

    assert [str(w.message) for w in told] == [
        "change: this operation is deprecated (Use renew.)",
        "change: q is deprecated",
        "change: mode should no longer be old",
    ]


def test_advice_is_given_where_it_applies_and_refuses_nothing(client: Any, workshop: ModuleType) -> None:
    api, _ = client()

    given = workshop.advice("createPicture", {"prompt": "x", "topP": 0.95, "oldSeed": 1})
    assert [(a.effect, a.rule, a.pointer, a.text) for a in given] == [
        ("advice", "topP-advice", "/topP", "advice: topP must be under 0.9"),
        ("deprecated", "oldSeed-deprecated", "/oldSeed", "oldSeed is deprecated"),
    ]
    assert str(given[0]) == "advice: topP must be under 0.9"
    assert workshop.advice("create_picture", workshop.CreatePictureRequest(prompt="x", top_p=0.5)) == ()
    assert workshop.advice("createPicture", {"prompt": "x"}) == ()
    assert api.advice("createPicture", {"prompt": "x", "topP": 1})[0].rule == "topP-advice"
    bodies: list[Any] = [None, 3, [], {"topP": "much"}, {1: 2}]
    for body in bodies:
        assert len(workshop.advice("createPicture", body)) <= 1
    with pytest.raises(workshop.ClientError, match="unknown operation 'nope'"):
        workshop.advice("nope", {})


def test_a_strict_client_holds_successes_to_the_documentation(client: Any, workshop: ModuleType) -> None:
    wrong = {"id": 7, "status": "exploded", "cost": "much", "references": [{"kind": "opera"}]}
    api, _ = client(ok(wrong), ok(), ok({**PICTURE, "more": 1}, 201), httpx.Response(200, text="no"), strict=True)

    with pytest.raises(workshop.ResponseInvalid) as caught:
        api.create_picture(prompt="x")

    assert sorted((b.constraint, b.pointer) for b in caught.value.errors) == [
        ("cost-type", "/cost"),
        ("id-type", "/id"),
        ("references[].id-required", "/references/0/id"),
        ("references[].kind-enum", "/references/0/kind"),
        ("status-enum", "/status"),
    ]
    assert "cost must be a number" in str(caught.value)
    assert pickle.loads(pickle.dumps(caught.value)).errors == caught.value.errors
    assert api.create_picture(prompt="x").id == "p1"
    assert api.create_picture(prompt="x").model_extra == {"more": 1}
    with pytest.raises(workshop.ResponseInvalid, match="is not JSON"):
        api.create_picture(prompt="x")


def test_only_a_strict_client_reads_the_schemas_of_responses(generated: Any, workshop: ModuleType) -> None:
    code = f"import sys, {workshop.__name__} as c; c.Workshop(); print([m for m in sys.modules if m.endswith(('_responses', '_advice'))])"
    folder = str(Path(str(workshop.__file__)).parents[1])

    run = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "[]"


def test_options_of_one_call_are_sent_too(client: Any) -> None:
    api, sent = client()

    api.create_picture(prompt="x", extra_body={"new": [1]}, extra_headers={"X-A": "b"}, extra_query={"q": "1"}, timeout=3)

    assert sent.body == {"prompt": "x", "new": [1]}
    assert sent.requests[0].headers["x-a"] == "b"
    assert str(sent.requests[0].url).endswith("?q=1")
    assert sent.requests[0].extensions["timeout"]["read"] == 3


def test_parameters_go_where_they_are_documented(client: Any) -> None:
    api, sent = client(ok([PICTURE]), key_header_api_key="k", basic_api_key="u")

    pictures = api.list_pictures(limit=5, tag=["a", "b c"], size=[1, 2], filter_={"a": [1]}, x_trace="t", session="s")

    assert str(sent.requests[0].url).split("?")[1] == "limit=5&tag=a&tag=b+c&size=1%2C2&filter=%7B%22a%22%3A+%5B1%5D%7D"
    assert (sent.requests[0].headers["x-trace"], sent.requests[0].headers["cookie"]) == ("t", "session=s")
    assert sent.requests[0].headers["x-api-key"] == "k"
    assert [p.id for p in pictures.root] == ["p1"]


def test_the_first_alternative_with_all_its_keys_is_taken(client: Any) -> None:
    api, sent = client(ok([]), basic_api_key="user", basic_api_secret="pass")

    api.list_pictures(limit=1)

    assert sent.requests[0].headers["authorization"] == "Basic dXNlcjpwYXNz"


def test_path_parameters_are_escaped(client: Any, workshop: ModuleType) -> None:
    api, sent = client(httpx.Response(200, content=b"\x89PNG"))

    file = api.get_picture(picture_id="a/b ?")

    assert sent.requests[0].url.raw_path == b"/api/v1/pictures/a%2Fb%20%3F"
    assert file.payload.read() == b"\x89PNG"
    assert "authorization" not in sent.requests[0].headers
    for dangerous in ("..", ".", ""):
        with pytest.raises(workshop.RequestInvalid, match="can stand in a path"):
            api.get_picture(picture_id=dangerous)


def test_operations_without_a_result_return_none(client: Any) -> None:
    api, sent = client(httpx.Response(204))

    assert api.delete_picture(picture_id="p") is None
    assert sent.requests[0].method == "DELETE"


def test_a_body_that_is_no_object_is_one_argument(client: Any, workshop: ModuleType) -> None:
    api, sent = client(httpx.Response(200, text="said"))

    assert api.replace_notes(body=["a", "b"]) == "said"
    assert sent.body == ["a", "b"]
    with pytest.raises(workshop.RequestInvalid, match="at most 2 items"):
        api.replace_notes(body=["a", "b", "c"])


def test_a_form_is_sent_as_a_form_and_an_optional_body_not_at_all(client: Any) -> None:
    api, sent = client(httpx.Response(200))

    api.change_settings(theme="dark", list_=3)
    api.change_settings()

    assert sent.requests[0].content == b"theme=dark&list=3"
    assert sent.requests[1].content == b""
    assert "content-type" not in sent.requests[1].headers


def test_keys_and_address_come_from_the_environment(workshop: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKSHOP_API_KEY", KEY)
    monkeypatch.setenv("WORKSHOP_BASE_URL", "http://127.0.0.1:9/v2/")
    recorder = Recorder(ok())

    with workshop.Workshop(http_client=httpx.Client(transport=httpx.MockTransport(recorder))) as api:
        api.create_picture(prompt="x")

    assert str(recorder.requests[0].url) == "http://127.0.0.1:9/v2/pictures"
    assert recorder.requests[0].headers["authorization"] == f"Bearer {KEY}"


def test_a_missing_key_is_one_clear_error_and_an_invalid_request_comes_first(client: Any, workshop: ModuleType) -> None:
    api, sent = client(bearer_api_key="")

    with pytest.raises(workshop.CredentialsMissing, match=r"pass bearer_api_key=\.\.\. or set WORKSHOP_API_KEY"):
        api.create_picture(prompt="x")
    with pytest.raises(workshop.RequestInvalid):
        api.create_picture(prompt="")

    assert sent.requests == []


@pytest.mark.parametrize("key", ["line\nbreak-secret", "snowman-☃-secret"])
def test_a_key_that_no_header_can_carry_is_not_shown(client: Any, workshop: ModuleType, key: str) -> None:
    api, _ = client(bearer_api_key=key)

    with pytest.raises(workshop.CredentialsMissing) as caught:
        api.create_picture(prompt="x")

    assert "secret" not in str(caught.value)


def test_the_key_is_nowhere_to_be_seen(client: Any, workshop: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    echo = httpx.Response(400, json={"error": f"bad key {KEY}"})
    api, _ = client(echo)

    with pytest.raises(workshop.BadRequestError) as caught:
        api.create_picture(prompt="x")

    shown = [repr(api), str(api), str(vars(api)), repr(vars(api._connection)), str(caught.value), repr(caught.value), caplog.text]
    assert not any(KEY in text for text in shown)
    assert "POST https://workshop.example/api/v1/pictures: 400" in caplog.text


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (418, "APIStatusError"),
        (422, "UnprocessableError"),
        (429, "RateLimitError"),
        (500, "ServerError"),
        (599, "ServerError"),
    ],
)
def test_an_error_status_is_an_error_of_its_own(client: Any, workshop: ModuleType, status: int, kind: str) -> None:
    api, _ = client(httpx.Response(status, json={"error": "no such luck"}, headers={"X-Request-Id": "r-1"}))

    with pytest.raises(workshop.APIStatusError, match=f"{status}.*no such luck") as caught:
        api.create_picture(prompt="x")

    assert type(caught.value).__name__ == kind
    assert (caught.value.status, caught.value.request_id, caught.value.response.status_code) == (status, "r-1", status)
    assert isinstance(pickle.loads(pickle.dumps(workshop.RequestInvalid("o", ()))), workshop.RequestInvalid)


def test_an_error_body_is_the_documented_model(client: Any, workshop: ModuleType) -> None:
    problem = httpx.Response(400, json={"title": "No", "detail": "d", "more": 1}, headers={"content-type": "application/problem+json"})
    api, _ = client(ok({"error": "e"}, 400), problem, ok({"wrong": 1}, 404), httpx.Response(502, text="<html>"))
    errors = []
    for _ in range(4):
        with pytest.raises(workshop.APIStatusError) as caught:
            api.create_picture(prompt="x")
        errors.append(caught.value)

    assert isinstance(errors[0].body, workshop.Failure)
    assert (type(errors[1].body), errors[1].body.detail, errors[1].body.model_extra) == (workshop.Problem, "d", {"more": 1})
    assert errors[2].body.error is None
    assert errors[3].body == "<html>"


def test_rate_limits_are_waited_out(client: Any, waits: list[float]) -> None:
    api, sent = client(httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(429), ok())

    api.create_picture(prompt="x")

    assert len(sent.requests) == 3
    assert waits[0] == 7
    assert 0 <= waits[1] <= 1


def test_a_pause_that_is_too_long_is_an_error(client: Any, workshop: ModuleType, waits: list[float]) -> None:
    api, sent = client(httpx.Response(429, headers={"Retry-After": "3600"}))

    with pytest.raises(workshop.RateLimitError) as caught:
        api.create_picture(prompt="x")

    assert (caught.value.retry_after, len(sent.requests), waits) == (3600, 1, [])


def test_a_post_is_repeated_only_if_it_was_never_sent(client: Any, workshop: ModuleType) -> None:
    for failure, attempts in ((httpx.ConnectError("refused"), 3), (httpx.ReadTimeout("slow"), 1), (httpx.ReadError("cut"), 1)):
        api, sent = client(failure)
        with pytest.raises(workshop.APIConnectionError):
            api.create_picture(prompt="x")

        assert len(sent.requests) == attempts
    for status in (408, 409, 500, 503):
        api, sent = client(httpx.Response(status))
        with pytest.raises(workshop.APIStatusError):
            api.create_picture(prompt="x")

        assert len(sent.requests) == 1


def test_an_idempotent_request_is_repeated(client: Any, workshop: ModuleType) -> None:
    for failure in (httpx.ReadTimeout("slow"), httpx.Response(503), httpx.Response(409)):
        api, sent = client(failure, httpx.Response(204))
        api.delete_picture(picture_id="p")

        assert len(sent.requests) == 2
    api, sent = client(httpx.Response(503), max_retries=0)
    with pytest.raises(workshop.ServerError):
        api.delete_picture(picture_id="p")

    assert len(sent.requests) == 1


def test_a_time_limit_is_a_connection_error(client: Any, workshop: ModuleType) -> None:
    api, _ = client(httpx.ReadTimeout("slow"))

    with pytest.raises(workshop.APITimeoutError, match="ReadTimeout: slow"):
        api.create_picture(prompt="x")
    with pytest.raises(workshop.APITimeoutError, match="ReadTimeout: no answer in time"):
        client(httpx.ReadTimeout(""))[0].create_picture(prompt="x")

    assert issubclass(workshop.APITimeoutError, workshop.APIConnectionError)


def test_redirects_are_not_followed(client: Any, workshop: ModuleType) -> None:
    api, sent = client(httpx.Response(302, headers={"location": "https://elsewhere.example/"}))

    with pytest.raises(workshop.APIStatusError, match="redirects are not followed"):
        api.create_picture(prompt="x")

    assert [r.url.host for r in sent.requests] == ["workshop.example"]


def test_responses_are_read_leniently(client: Any, workshop: ModuleType) -> None:
    strange = {"id": 7, "status": "exploded", "cost": "much", "references": [{"id": "r", "kind": "opera", "x": 1}, 5], "new": {"a": 1}}
    api, _ = client(ok(strange), ok({}), ok({"id": "p", "status": None}, 201))

    picture, empty, created = (api.create_picture(prompt="x") for _ in range(3))

    assert (picture.id, picture.status, picture.cost) == (7, "exploded", "much")
    assert picture.model_extra == {"new": {"a": 1}}
    assert [getattr(r, "kind", r) for r in picture.references] == ["opera", 5]
    assert (empty.id, empty.model_fields_set) == (None, set())
    assert created.id == "p"


def test_a_list_keeps_what_can_be_read_of_it(client: Any, workshop: ModuleType) -> None:
    api, _ = client(ok([PICTURE, 7, {"id": "p2"}]), ok([PICTURE]), ok({"a": 1}), key_header_api_key="k")

    mixed, whole = (api.list_pictures(limit=1) for _ in range(2))

    assert [getattr(p, "id", p) for p in mixed.root] == ["p1", 7, "p2"]
    assert isinstance(whole.root[0], workshop.Picture)
    assert workshop.http_response(mixed).status_code == workshop.http_response(whole).status_code == 200
    with pytest.raises(workshop.ResponseInvalid, match="not a ListPicturesResponse"):
        api.list_pictures(limit=1)


@pytest.mark.parametrize("content", [b"", b"not json", b"[1]", b"null", b'"text"', b"[" * 100_000, b"\xff"])
def test_a_response_without_sense_is_a_typed_error(client: Any, workshop: ModuleType, content: bytes) -> None:
    api, _ = client(httpx.Response(200, content=content))

    with pytest.raises(workshop.ResponseInvalid) as caught:
        api.create_picture(prompt="x")

    assert caught.value.response.content == content


def test_the_twin_does_the_same(workshop: ModuleType, waits: list[float]) -> None:
    recorder = Recorder(httpx.Response(429), ok(), httpx.Response(404, json={"error": "gone"}))

    async def calls() -> Any:
        http = httpx.AsyncClient(transport=httpx.MockTransport(recorder))
        async with workshop.AsyncWorkshop(bearer_api_key=KEY, http_client=http) as api:
            with pytest.raises(workshop.RequestInvalid):
                await api.create_picture(prompt="x", count=8)
            picture = await api.create_picture(prompt="x", dry_run=False)
            with pytest.raises(workshop.NotFoundError):
                await api.delete_picture(picture_id="p")
            assert KEY not in repr(api)
            return picture

    picture = asyncio.run(calls())

    assert picture.id == "p1"
    assert [r.method for r in recorder.requests] == ["POST", "POST", "DELETE"]
    assert len(waits) == 1


def test_a_given_http_client_stays_open_and_an_own_one_is_closed(workshop: ModuleType) -> None:
    given = httpx.Client()
    with workshop.Workshop(http_client=given), workshop.Workshop() as own:
        inner = own._connection.http

    assert not given.is_closed
    assert inner.is_closed


def test_an_edited_model_is_checked_again_when_it_is_sent(workshop: ModuleType) -> None:
    connection = __import__(f"{workshop.__name__}._runtime.model", fromlist=["to_wire"])
    operation = workshop._OPERATIONS["create_picture"]
    model = workshop.CreatePictureRequest(prompt="x", width=256)
    assert connection.to_wire(operation, model) == {"prompt": "x", "width": 256}

    model.width = 2000

    with pytest.raises(workshop.RequestInvalid, match="at most 1024"):
        connection.to_wire(operation, model)
    del model.width
    assert connection.to_wire(operation, model) == {"prompt": "x"}


def test_no_server_is_one_clear_error(workshop: ModuleType) -> None:
    with pytest.raises(workshop.ClientError, match=r"not an address: 'nowhere'; pass base_url=\.\.\. or set WORKSHOP_BASE_URL"):
        workshop.Workshop(base_url="nowhere")


def test_headers_of_any_spelling_stand_once(client: Any, workshop: ModuleType) -> None:
    api, sent = client()

    api.create_picture(prompt="x", extra_headers={"AUTHORIZATION": "mine", "user-agent": "me"})

    assert sent.requests[0].headers.get_list("authorization") == [f"Bearer {KEY}"]
    assert sent.requests[0].headers.get_list("user-agent") == ["me"]
    with pytest.raises(workshop.ClientError, match="characters that HTTP cannot carry"):
        api.create_picture(prompt="x", extra_headers={"X-A": "\u2603"})


def test_an_address_with_a_password_does_not_show_it(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="workshop_client")
    api, sent = client(base_url="https://me:hunter2@workshop.example/v1")

    api.create_picture(prompt="x")

    assert sent.requests[0].url.password == "hunter2"
    assert "hunter2" not in repr(api)
    assert "hunter2" not in "".join(r.getMessage() for r in caplog.records if r.name == "workshop_client")
    assert caplog.records


def test_a_key_in_the_address_is_kept_from_the_log(generated: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "keyed.json"
    operation = {
        "operationId": "look",
        "responses": {"200": {"description": "", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    }
    scheme = {"type": "apiKey", "in": "query", "name": "key", "x-env": ["KEYED_KEY"]}
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "Keyed", "version": "1", "x-api": "keyed"},
        "servers": [{"url": "https://keyed.example"}],
        "security": [{"k": []}],
        "paths": {"/look": {"get": operation}},
        "components": {"securitySchemes": {"k": scheme}},
    }
    path.write_text(json.dumps(raw))
    keyed = generated(path)[1]
    recorder = Recorder(httpx.Response(200, text="seen"))

    with keyed.Keyed(api_key=KEY, http_client=httpx.Client(transport=httpx.MockTransport(recorder))) as api:
        assert api.look() == "seen"

    assert recorder.requests[0].url.params["key"] == KEY
    assert "keyed.example/look" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("kind", ["query", "basic"])
def test_the_key_is_hidden_in_every_form_it_is_sent_in(client: Any, workshop: ModuleType, kind: str) -> None:
    credentials = __import__(f"{workshop.__name__}._runtime.credentials", fromlist=["Scheme"])
    parts = (credentials.Part("user", ""), credentials.Part("secret", "")) if kind == "basic" else (credentials.Part("secret", ""),)
    keys = credentials.Credentials([credentials.Scheme(kind, "key", parts)], {"user": "somebody", "secret": "a+b/c d=="})

    shown = keys.redact("a+b/c d== a%2Bb%2Fc%20d%3D%3D a%2Bb/c%20d%3D%3D a%2Bb%2Fc+d%3D%3D")
    assert shown == "*** *** *** ***"
    if kind == "basic":
        assert keys.redact("Basic c29tZWJvZHk6YStiL2MgZD09") == "Basic ***"


def test_what_is_kept_of_a_request_holds_no_key(client: Any, workshop: ModuleType) -> None:
    api, sent = client(ok(), ok({"error": "e"}, 400), key_header_api_key=KEY, bearer_api_key=KEY)

    picture = api.create_picture(prompt="x")
    with pytest.raises(workshop.BadRequestError) as caught:
        api.create_picture(prompt="x")

    kept = [workshop.http_response(picture), caught.value.response]
    assert sent.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert [r.request.headers["authorization"] for r in kept] == ["***", "***"]
    assert [json.loads(r.request.content) for r in kept] == [{"prompt": "x"}] * 2
    assert KEY.encode() not in pickle.dumps((picture, caught.value))


def test_results_are_equal_whichever_responses_brought_them(client: Any, workshop: ModuleType) -> None:
    api, _ = client()

    first, second = api.create_picture(prompt="x"), api.create_picture(prompt="y")

    assert first == second == workshop.Picture(**PICTURE)
    assert first == copy.deepcopy(first) == pickle.loads(pickle.dumps(first))
    assert workshop.http_response(copy.deepcopy(first)).status_code == 200
    assert first != workshop.Picture(**PICTURE | {"id": "p2"})


def test_an_error_is_copied_with_all_it_knows(client: Any, workshop: ModuleType) -> None:
    api, _ = client(httpx.Response(429, headers={"Retry-After": "3600"}, json={"error": "e"}))
    with pytest.raises(workshop.RateLimitError) as caught:
        api.create_picture(prompt="x")

    for twin in (copy.copy(caught.value), pickle.loads(pickle.dumps(caught.value))):
        assert (str(twin), twin.status, twin.retry_after, twin.body) == (str(caught.value), 429, 3600, caught.value.body)


def test_a_success_that_no_standard_names_is_a_success(client: Any) -> None:
    api, _ = client(ok(PICTURE, 250))

    assert api.create_picture(prompt="x").id == "p1"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"detail": [{"loc": ["body", "a"], "msg": "a is bad"}, {"msg": "b too"}]}, "a is bad; b too"),
        ({"errors": ["a is bad", {"message": "b too"}]}, "a is bad; b too"),
        ({"detail": "2 things.", "errors": [{"detail": "a is bad"}, {"detail": "b too"}]}, "2 things: a is bad; b too"),
        ({"error": {"message": "no\r\nsuch \x1b[31mthing\x00"}}, "no such [31mthing"),
        ({"error": 5, "title": "Bad"}, "Bad"),
        ("x" * 495 + KEY, "x" * 495 + "***"),
        ([["a"], 5, {}], "a"),
    ],
)
def test_the_message_tells_what_the_server_says(client: Any, workshop: ModuleType, body: Any, told: str) -> None:
    api, _ = client(ok(body, 418))

    with pytest.raises(workshop.APIStatusError) as caught:
        api.create_picture(prompt="x")

    assert str(caught.value) == f"418 I'm a Teapot: {told}"


def test_not_modified_is_not_called_a_redirect(client: Any, workshop: ModuleType) -> None:
    api, _ = client(httpx.Response(304))

    with pytest.raises(workshop.APIStatusError) as caught:
        api.create_picture(prompt="x")

    assert str(caught.value) == "304 Not Modified"


@pytest.mark.parametrize("address", ["http://", "https:///v1", "ftp://a", "https://a/v1?k=v", "https://a/v1#f", "https://a?"])
def test_an_address_that_no_path_can_follow_is_refused(workshop: ModuleType, address: str) -> None:
    with pytest.raises(workshop.ClientError, match="address"):
        workshop.Workshop(base_url=address)


def test_an_argument_of_a_wrong_type_is_told_at_once(workshop: ModuleType) -> None:
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.Client, not AsyncClient"):
        workshop.Workshop(http_client=httpx.AsyncClient())
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.AsyncClient, not Client"):
        workshop.AsyncWorkshop(http_client=httpx.Client())
    with pytest.raises(TypeError, match="bearer_api_key must be a string, not bytes"):
        workshop.Workshop(bearer_api_key=b"k")
    with pytest.raises(TypeError, match="max_retries must be an integer, not NoneType"):
        workshop.Workshop(max_retries=None)


def test_the_log_of_httpx_shows_no_password_and_is_filtered_once(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="httpx")
    made = [client(base_url="https://me:hunter2@workshop.example/v1")[0] for _ in range(3)]

    before = len(logging.getLogger("httpx").filters)
    made.append(client(base_url="https://me:hunter2@workshop.example/v1")[0])
    made[-1].create_picture(prompt="x")

    assert "workshop.example/v1/pictures" in caplog.text
    assert "hunter2" not in caplog.text
    assert len(logging.getLogger("httpx").filters) == before


def test_threads_share_one_connection(workshop: ModuleType) -> None:
    for _ in range(20):
        with workshop.Workshop() as api, ThreadPoolExecutor(8) as threads:
            own = {*threads.map(lambda _, link=api._connection: link.http, range(8))}

            assert len(own) == 1


def test_each_event_loop_has_connections_of_its_own(workshop: ModuleType) -> None:
    api = workshop.AsyncWorkshop()

    async def own() -> tuple[httpx.AsyncClient, bool]:
        http = api._connection.http
        return http, http is api._connection.http

    async def closed() -> bool:
        http = api._connection.http
        await api.close()
        await api.close()
        return bool(http.is_closed)

    (first, same), (second, again) = asyncio.run(own()), asyncio.run(own())
    assert first is not second
    assert same
    assert again
    assert asyncio.run(closed())


def test_a_parameter_is_written_as_a_body_would_be(client: Any, workshop: ModuleType) -> None:
    api, sent = client(ok([]), key_header_api_key="k")

    api.list_pictures(limit=5.0, size=[1.0, 2])

    assert str(sent.requests[0].url).split("?")[1] == "limit=5&size=1%2C2"
    with pytest.raises(workshop.RequestInvalid, match=r"^size must be at least 1$"):
        api.list_pictures(limit=5, size=[0])


def test_a_value_that_contains_itself_is_refused(client: Any, workshop: ModuleType) -> None:
    api, sent = client()
    endless: list[Any] = []
    endless += [endless, endless]
    shared = [1]

    with pytest.raises(workshop.RequestInvalid, match="nested too deep, or contains itself"):
        api.create_picture(prompt="x", extra_body={"a": endless})
    api.create_picture(prompt="x", extra_body={"a": [shared, shared]})

    assert sent.body == {"prompt": "x", "a": [[1], [1]]}
    assert len(sent.requests) == 1


@pytest.mark.parametrize(
    ("name", "kind", "sent_as"),
    [
        ("plain", "application/json", "application/json"),
        ("merged", "application/merge-patch+json", "application/merge-patch+json"),
        ("spelled", "application/json; charset=utf-8", "application/json"),
        ("odd", 'application/x"\n+json', "application/json"),
    ],
)
def test_null_is_a_body_and_json_is_called_what_it_is(generated: Any, tmp_path: Any, name: str, kind: str, sent_as: str) -> None:
    path = tmp_path / "patched.json"
    operation = {"operationId": "change", "requestBody": {"content": {kind: {"schema": True}}}, "responses": {"204": {"description": ""}}}
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "Patched", "version": "1", "x-api": name},
        "servers": [{"url": "https://patched.example"}],
        "paths": {"/it": {"patch": operation}},
    }
    path.write_text(json.dumps(raw))
    package = generated(path)[1]
    recorder = Recorder(httpx.Response(204))
    api = getattr(package, name.capitalize())(http_client=httpx.Client(transport=httpx.MockTransport(recorder)))

    api.change(body=None)
    api.change(body={"a": None})
    api.change()

    assert [r.content for r in recorder.requests] == [b"null", b'{"a":null}', b""]
    assert [r.headers.get("content-type") for r in recorder.requests] == [sent_as, sent_as, None]
