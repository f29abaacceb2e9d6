"""Documented streams of a generated client: events, JSON lines, JSON sequences and files, from servers good and bad."""

import itertools
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from tests.codegen.served import TWINS, Chunks, Served

EVENTS = {"content-type": "text/event-stream; charset=utf-8"}
LINES = {"content-type": "application/x-ndjson"}
Serve = Callable[..., Served]


@pytest.fixture(params=TWINS)
def serve(gallery: ModuleType, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """The gallery's client, of either twin, with a server; no pause between attempts is waited for."""
    connection = __import__("gallery_client._runtime.connection", fromlist=["sleep"])

    async def sleep(seconds: float) -> None:
        pass

    monkeypatch.setattr(connection, "sleep", lambda _: None)
    monkeypatch.setattr(connection, "async_sleep", sleep)
    return lambda *answers, by=None: Served(gallery, request.param, *answers, by=by)


def sent(chunks: Iterable[bytes | Exception], headers: dict[str, str] = EVENTS, status: int = 200) -> tuple[httpx.Response, Chunks]:
    body = Chunks(chunks)
    return httpx.Response(status, headers=headers, stream=body), body


def test_an_operation_with_both_gives_either(serve: Serve, gallery: ModuleType) -> None:
    answer, body = sent([b'data: {"text": "a"}\n\ndata: {"te', b'xt": "b", "more": 1}\n\ndata: [DONE]\n\n'])
    served = serve(answer, httpx.Response(200, json={"text": "ab", "done": True}))

    events = served.streamed("chat_stream", prompt="x", stream=True)
    whole = served.call("chat", prompt="x")

    assert [(e.event, e.data, e.value) for e in events] == [
        ("message", '{"text": "a"}', gallery.Chunk(text="a")),
        ("message", '{"text": "b", "more": 1}', gallery.Chunk(text="b", more=1)),
        ("message", "[DONE]", None),
    ]
    assert body.closed
    assert (whole.text, whole.done) == ("ab", True)
    assert [r.headers["accept"] for r in served.requests] == ["text/event-stream", "application/json"]
    assert served.requests[0].content == b'{"prompt":"x","stream":true}'
    assert served.requests[0].headers["authorization"] == "Bearer key-123456"


def test_an_event_is_read_as_its_type_is_documented(serve: Serve, gallery: ModuleType) -> None:
    answer, _ = sent(
        [b'event: thing\nid: 1\ndata: {"id": "t"}\n\nevent: remark\ndata: {"id": 1}\n\nevent: any\ndata: [1]\n\nevent: new\ndata: [2]\n\n']
    )

    events = serve(answer).streamed("watch")

    assert [e.value for e in events] == [gallery.Thing(id="t"), '{"id": 1}', [1], [2]]
    assert [e.id for e in events] == ["1"] * 4


def test_data_that_are_documented_as_text_stay_text(serve: Serve) -> None:
    answer, _ = sent([b"data: 12\ndata: 13\n\n: still here\n\n"])

    assert [e.value for e in serve(answer).streamed("read_log")] == ["12\n13"]


def test_data_of_another_kind_are_kept_as_they_are(serve: Serve) -> None:
    deep = b"[" * 100_000
    answer, _ = sent([b"data: [1]\n\ndata: {nonsense\n\ndata: " + deep + b'\n\ndata: {"done": true}\n\n'])

    events = serve(answer).streamed("chat_stream", prompt="x")

    assert [e.value for e in events[:3]] == [None, None, None]
    assert (events[2].data, events[3].value.done, events[3].value.text) == (deep.decode(), True, None)


@pytest.mark.parametrize("kind", ["application/jsonl", "application/x-ndjson", "application/json", ""])
def test_lines_are_items(serve: Serve, gallery: ModuleType, kind: str) -> None:
    answer, body = sent([b'{"id": "a"}\n\n{"id": ', b'"b"}\r\n{"id": "c"}'], {"content-type": kind} if kind else {})
    served = serve(answer)

    assert served.streamed("export_rows", since=3) == [gallery.Thing(id=i) for i in "abc"]
    assert body.closed
    assert (served.requests[0].headers["accept"], served.requests[0].url.query) == ("application/jsonl", b"since=3")


def test_a_sequence_is_items(serve: Serve) -> None:
    answer, _ = sent([b'\x1e{"a": 1}\n\x1e[2,\n', b"3]\n\x1e\x1e4\n"], {"content-type": "application/json-seq"})

    assert serve(answer).streamed("export_sequence") == [{"a": 1}, [2, 3], 4]


@pytest.mark.parametrize(
    ("line", "said"),
    [(b"{nonsense\n", "is not JSON"), (b"[1]\n", "is not a Thing"), (b"[" * 100_000 + b"\n", "is not JSON"), (b"\xff\n", "is not JSON")],
)
def test_a_line_that_is_no_item_is_an_error_after_those_before_it(serve: Serve, gallery: ModuleType, line: bytes, said: str) -> None:
    answer, body = sent([b'{"id": "a"}\n', line], LINES)
    served = serve(answer)

    with pytest.raises(gallery.ResponseInvalid, match=said) as caught:
        served.streamed("export_rows")

    assert [t.id for t in served.found] == ["a"]
    assert (caught.value.response.status_code, body.closed) == (200, True)


def test_a_request_that_breaks_a_constraint_opens_nothing(serve: Serve, gallery: ModuleType) -> None:
    served = serve()

    with pytest.raises(gallery.RequestInvalid):
        served.streamed("chat_stream", prompt="far too long for it")
    with pytest.raises(gallery.RequestInvalid):
        served.streamed("export_rows", since=-1)

    assert served.requests == []


def test_an_error_is_read_and_typed_before_anything_is_streamed(serve: Serve, gallery: ModuleType) -> None:
    answer, body = sent([b'{"message": ', b'"no key-123456"}'], {"content-type": "application/json", "x-request-id": "r"}, 403)

    with pytest.raises(gallery.PermissionDeniedError, match=r"403 Forbidden: no \*\*\*") as caught:
        serve(answer).streamed("chat_stream", prompt="x")

    assert (caught.value.body.message, caught.value.request_id, body.closed) == ("no key-123456", "r", True)


def test_an_error_without_an_end_is_read_no_further_than_needed(serve: Serve, gallery: ModuleType) -> None:
    answer, body = sent(itertools.repeat(b"x" * 65_536), {"content-type": "text/html"}, 500)
    served = serve(by=lambda _: answer)

    with pytest.raises(gallery.ServerError):
        served.streamed("chat_stream", prompt="x")

    assert body.closed
    assert body.taken < 100


def test_only_the_beginning_is_tried_again(serve: Serve, gallery: ModuleType) -> None:
    answer, _ = sent([b'{"id": "a"}\n', httpx.ReadError("cut off")], LINES)
    served = serve(httpx.ConnectError("refused"), httpx.Response(503), answer)

    with pytest.raises(gallery.APIConnectionError, match="cut off"):
        served.streamed("export_rows")

    assert [t.id for t in served.found] == ["a"]
    assert len(served.requests) == 3


@pytest.mark.parametrize(
    ("failure", "kind"), [(httpx.ReadTimeout("slow"), "APITimeoutError"), (httpx.RemoteProtocolError("incomplete"), "APIConnectionError")]
)
def test_a_stream_that_breaks_is_a_typed_error(serve: Serve, gallery: ModuleType, failure: httpx.RequestError, kind: str) -> None:
    answer, body = sent([b'data: {"text": "a"}\n\n', failure])
    served = serve(answer)

    with pytest.raises(gallery.APIConnectionError) as caught:
        served.streamed("chat_stream", prompt="x")

    assert (type(caught.value).__name__, len(served.found), body.closed) == (kind, 1, True)
    assert failure.request.headers["authorization"] == "***"


def test_a_body_that_cannot_be_unpacked_is_a_typed_error(serve: Serve, gallery: ModuleType) -> None:
    answer, body = sent([b"no gzip at all"], {**EVENTS, "content-encoding": "gzip"})

    with pytest.raises(gallery.APIConnectionError):
        serve(answer).streamed("chat_stream", prompt="x")

    assert body.closed


@pytest.mark.parametrize("kind", ["text/html", "application/json", "application/octet-stream"])
def test_what_is_no_event_stream_is_refused(serve: Serve, gallery: ModuleType, kind: str) -> None:
    answer, body = sent([b"data: 1\n\n"], {"content-type": f"{kind}; charset=utf-8"})

    with pytest.raises(gallery.ResponseInvalid, match=f"200 response is {kind}, not a stream"):
        serve(answer).streamed("watch")

    assert body.closed


def test_no_content_is_no_items(serve: Serve) -> None:
    assert serve(httpx.Response(204)).streamed("watch") == []


@pytest.mark.parametrize("endless", [b"data: " + b"x" * 1000, b"data: x\n" * 100, b": comment\n" * 100])
def test_an_event_without_an_end_is_an_error(serve: Serve, gallery: ModuleType, endless: bytes) -> None:
    answer, body = sent(itertools.chain([b"data: 1\n\n"], itertools.repeat(endless)))
    served = serve(answer)

    def limited(stream: Any) -> Any:
        stream.longest_item = 10_000
        return served.gathered(stream, None)

    with pytest.raises(gallery.ResponseInvalid, match="more than 10000 bytes"):
        served.streamed("read_log", limited)

    assert (len(served.found), body.closed) == (1, True)
    assert body.taken < 30


def test_a_stream_without_an_end_ends_when_its_user_leaves(serve: Serve) -> None:
    answer, body = sent(itertools.repeat(b"data: tick\n\n"))

    assert len(serve(answer).streamed("read_log", most=5)) == 5
    assert body.closed
    assert body.taken < 10


def test_a_stream_is_closed_when_its_user_fails(serve: Serve) -> None:
    answer, body = sent(itertools.repeat(b"data: tick\n\n"))

    def fail(stream: Any) -> Any:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        serve(answer).streamed("read_log", fail)

    assert body.closed


def test_a_stream_outside_of_with_says_how_it_is_used(gallery: ModuleType) -> None:
    served = Served(gallery, "sync", *(sent([])[0] for _ in range(2)))
    stream = served.client.watch()

    with pytest.raises(gallery.ClientError, match=r"with client\.method\(\.\.\.\) as stream"):
        next(stream)
    with stream, pytest.raises(gallery.ClientError, match="opened once"):
        stream.__enter__()
    with pytest.raises(StopIteration):
        next(stream)
    assert len(served.requests) == 1


def test_the_response_of_a_stream_shows_no_key(serve: Serve) -> None:
    answer, _ = sent([], {**EVENTS, "x-made-by": "them"})

    def look(stream: Any) -> Any:
        return [stream.response.status_code, stream.response.headers["x-made-by"], stream.response.request.headers["authorization"]]

    assert serve(answer).streamed("watch", look) == [200, "them", "***"]


def test_a_file_is_saved_as_it_arrives(serve: Serve, gallery: ModuleType, tmp_path: Path) -> None:
    answer, body = sent([b"\x89PNG", b"rest"], {"content-type": "image/png"})
    served = serve(answer, sent([b"a", b"b"], {})[0], sent([b"a", b"b"], {"content-type": "image/png"})[0])
    target = tmp_path / "a.png"

    assert served.streamed("get_picture_stream", lambda file: file.save(target), id="p") == target
    assert served.streamed("get_picture_stream", id="p") == [b"a", b"b"]
    assert served.streamed("get_picture_stream", lambda file: file.read(), id="p") == b"ab"
    assert (target.read_bytes(), [p.name for p in tmp_path.iterdir()], body.closed) == (b"\x89PNGrest", ["a.png"], True)
    assert served.requests[0].headers["accept"] == "image/png, image/webp"


@pytest.mark.parametrize("failure", [httpx.ReadError("cut off"), None])
def test_a_file_that_did_not_arrive_whole_replaces_nothing(
    serve: Serve, gallery: ModuleType, tmp_path: Path, failure: Exception | None
) -> None:
    rest: Iterable[bytes | Exception] = [failure] if failure else itertools.repeat(b"x" * 1000)
    answer, body = sent(itertools.chain([b"new"], rest), {"content-type": "image/png"})
    target = tmp_path / "a.png"
    target.write_bytes(b"old")

    with pytest.raises(gallery.ClientError, match="cut off" if failure else "more than 5000 bytes"):
        serve(answer).streamed("get_picture_stream", lambda file: file.save(target, max_bytes=5000), id="p")

    assert (target.read_bytes(), [p.name for p in tmp_path.iterdir()], body.closed) == (b"old", ["a.png"], True)


def test_a_file_in_memory_is_read_and_saved_as_often_as_wanted(serve: Serve, tmp_path: Path) -> None:
    file = serve(httpx.Response(200, content=b"\x89PNG")).call("get_picture", id="p")

    assert (file.read(), file.read()) == (b"\x89PNG", b"\x89PNG")
    assert file.save(tmp_path / "a.png").read_bytes() == b"\x89PNG"
    assert file.save(str(tmp_path / "a.png")).read_bytes() == b"\x89PNG"
    with pytest.raises(OSError, match="directory"):
        file.save(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]
