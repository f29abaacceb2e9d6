"""The examples of docs/client-files.md run, one after the other, against a server in the process."""

import re
from pathlib import Path
from types import ModuleType

import httpx
import pytest

GUIDE = Path(__file__).parents[2] / "docs" / "client-files.md"
EVENT = {"content-type": "text/event-stream"}
PAGE = {"things": [{"id": "a"}, {"id": "b"}], "page": {"next": None}}
ANSWERS = {
    "/v1/edits": lambda: httpx.Response(204),
    "/v1/pictures/p1": lambda: httpx.Response(200, content=b"\x89PNG\r\n\x1a\n...", headers={"content-type": "image/png"}),
    "/v1/chat": lambda: httpx.Response(200, content=b'data: {"text": "Hi"}\n\ndata: [DONE]\n\n', headers=EVENT),
    "/v1/watch": lambda: httpx.Response(200, content=b"event: note\ndata: seen\n\n", headers=EVENT),
    "/v1/rows": lambda: httpx.Response(200, content=b'{"id": "r"}\n'),
    "/v1/things": lambda: httpx.Response(200, json=PAGE),
    "/v1/fern": lambda: httpx.Response(200, json=PAGE),
}


def test_the_examples_run(gallery: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    transport = httpx.MockTransport(lambda request: ANSWERS[request.url.path]())
    sync, awaited = httpx.Client, httpx.AsyncClient
    monkeypatch.setattr(httpx, "Client", lambda *a, **k: sync(*a, **k, transport=transport))
    monkeypatch.setattr(httpx, "AsyncClient", lambda *a, **k: awaited(*a, **k, transport=transport))
    monkeypatch.setitem(__import__("sys").modules, "gallery_client", gallery)
    monkeypatch.chdir(tmp_path)
    Path("photo.png").write_bytes(b"\x89PNG\r\n\x1a\n...")
    namespace: dict[str, object] = {}

    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), namespace)

    assert len(blocks) == 7
    assert capsys.readouterr().out.split() == ["Hi", "2", "note", "seen", "a", "b"]
    assert (namespace["names"], namespace["ids"]) == (["r"], ["a", "b"])
    assert Path("picture.png").read_bytes() == b"\x89PNG\r\n\x1a\n..."
    assert str(namespace["image"]).startswith("data:image/png;base64,")
