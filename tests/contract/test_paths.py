"""Rules between fields of different objects: rules, client and mock agree on them, and each has a request that breaks it alone."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from swornspec.codegen import generate_client
from swornspec.contract import Kind, Server, agree, plan
from swornspec.contract.server import mock_server
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, load_document

FRAMES = Path(__file__).with_name("frames.yaml")
CLIPS = Path(__file__).parents[1] / "cases" / "clips" / "spec.yaml"


@pytest.fixture(scope="module", params=[FRAMES, CLIPS], ids=["frames", "clips"])
def document(request: pytest.FixtureRequest) -> Document:
    return load_document(request.param)


@pytest.fixture(scope="module")
def client(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The generated client, imported as if nobody else had."""
    folder = tmp_path_factory.mktemp("client")
    generate_client(document, folder)
    name = f"{'frames' if document.title == 'Frames' else 'api'}_client"
    before = {n: sys.modules.pop(n) for n in list(sys.modules) if n.partition(".")[0] == name}
    sys.path.insert(0, str(folder / name))
    try:
        yield importlib.import_module(name)
    finally:
        sys.path.remove(str(folder / name))
        sys.modules.update(before)


def test_rules_client_and_mock_agree(document: Document, client: Any) -> None:
    endpoint = document.endpoints[0]
    with mock_server(document) as mock, Server(document, mock.base) as server:
        assert agree(server, endpoint, client.check, examples=60) > 100


def test_each_rule_is_broken_alone(document: Document) -> None:
    endpoint = document.endpoints[0]
    made = plan(document, endpoint)
    broken = {c.constraint for c in made.cases if c.kind is Kind.INVALID and not c.also}

    assert {r.id for r in endpoint.rules if r.effect == "reject"} <= broken
    assert [p for p in made.proofs if not p.proved and "=" not in p.constraint] == []


def test_what_breaks_a_rule_is_small() -> None:
    clips = load_document(CLIPS)
    made = plan(clips, clips.endpoints[0])
    bodies = {c.constraint: c.body for c in reversed(made.cases) if c.kind is Kind.INVALID and not c.also}

    assert bodies["size-width-required-when-mode-fast"] == {"prompt": "text", "mode": "fast", "size": {}}
    assert bodies["options-webhook-url-forbidden-when-mode-sync"] == {
        "prompt": "text",
        "mode": "sync",
        "options": {"webhook": {"url": "text"}},
    }
    assert bodies["budget-required-when-size-width"] == {"prompt": "text", "size": {"width": 1025}}


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ({"size": {"width": 1024}}, [("size-pixels", "/size/width")]),
        ({"size": {"width": 1024, "height": 8}}, []),
        ({"size": {"crop": {"left": 512}}}, [("left-under-width", "/size/crop/left")]),
        ({"size": {"crop": {"left": 511}}}, []),
        ({"mode": "sync"}, [("sync-needs-url", "/source/url")]),
        ({"mode": "sync", "source": {"kind": "own", "url": "u"}}, []),
        ({"size": {"crop": {"shape": "round"}, "height": 8}}, [("size.round-is-square", "/size/width")]),
        ({"size": None}, [("size-type", "/size")]),
    ],
)
def test_a_breach_is_told_at_its_place(body: dict[str, Any], broken: list[tuple[str, str]]) -> None:
    frames = load_document(FRAMES)
    found = Checker(frames, frames.endpoints[0]).broken({"prompt": "x", **body})

    assert list(dict.fromkeys((b.constraint, b.pointer) for b in found)) == broken


def test_the_client_refuses_before_it_sends(document: Document, client: Any) -> None:
    if document.title == "Frames":
        found = client.check("make_frame", {"prompt": "x", "size": {"width": 1024, "height": None}})
        told = {b.constraint: b for b in found}

        assert {b.pointer for b in found} == {"/size/height", "/size/width"}
        assert told["size-pixels"].notes == ("size.height was null and defaults to 512", "steps was not sent and defaults to 30")
        with pytest.raises(ValidationError) as error:
            client.FrameRequest(prompt="x", mode="sync", source={"kind": "own"})
        assert [e["loc"] for e in error.value.errors()] == [("source", "url")]


def test_the_mock_points_to_the_field_within_its_object() -> None:
    with mock_server(load_document(FRAMES)) as mock:
        answer = httpx.post(f"{mock.base}/frames", json={"prompt": "x", "mode": "sync", "source": {"kind": "own"}})

    assert answer.status_code == 400
    assert [(e["constraint"], e["pointer"]) for e in answer.json()["errors"]] == [("sync-needs-url", "/source/url")]


def test_what_is_ignored_within_an_object_is_told(document: Document, client: Any) -> None:
    if document.title != "Frames":
        name = document.endpoints[0].operation_id
        told = client.advice(name, {"prompt": "x", "metadata": {"lastFrame": "y"}})

        assert [(a.effect, a.pointer) for a in told] == [("ignored", "/metadata/lastFrame")]
        assert client.advice(name, {"prompt": "x", "metadata": {}}) == ()
