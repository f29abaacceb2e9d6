"""The changelog and version of a package follow from what it was built from before, and from nothing else."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from swornspec.codegen import client_sources, generate_client
from swornspec.codegen.history import History, Release, read_history
from swornspec.errors import GenerationError
from swornspec.spec.document import Document, read_document

FIRST = """# Changes of workshop-client

What changed in the documentation of the API, and so in this package. Generated: do not edit.

## 1.2.0

The first one. The API calls this version `1.2.0`.
"""
LATER = """# Changes of workshop-client

What changed in the documentation of the API, and so in this package. Generated: do not edit.

## 2.0.1

### Documentation

* createPicture: it has another description. Before: “Draws a picture of what the prompt says.” Now: “Draws \\*it\\*.”

## 2.0.0

### Breaking

* createPicture: width must be at most 512 (before: 1024). Before: “Between 32 and 1024.” Now: “Up to 512.”

### Documentation

* createPicture: width is documented in other words. Before: “Between 32 and 1024.” Now: “Up to 512.”

## 1.3.0

### New

* getNew: GET /new is new.

## 1.2.0

The first one. The API calls this version `1.2.0`.
"""


def edited(document: Document, *edits: Callable[[Any], object]) -> Document:
    raw = json.loads(json.dumps(document.raw))
    for edit in edits:
        edit(raw)
    return read_document(raw, "edited")


def new_operation(raw: Any) -> None:
    raw["paths"]["/new"] = {"get": {"operationId": "getNew", "responses": {}}}


def tighter(raw: Any) -> None:
    width = raw["components"]["schemas"]["CreatePictureRequest"]["properties"]["width"]
    width["maximum"] = 512
    width["x-said"][0]["quote"] = "Up to 512."


def other_words(raw: Any) -> None:
    raw["paths"]["/pictures"]["post"]["description"] = "Draws *it*."


def folder_of(out: Path) -> Path:
    return out / "workshop_client"


def test_each_changed_document_is_a_version_and_a_section(workshop_document: Document, tmp_path: Path) -> None:
    changes = [new_operation, tighter, other_words]
    generate_client(workshop_document, tmp_path)
    assert (folder_of(tmp_path) / "CHANGELOG.md").read_text() == FIRST

    for n in range(1, 4):
        document = edited(workshop_document, *changes[:n])
        generate_client(document, tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert generate_client(document, tmp_path) == []
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    assert (folder_of(tmp_path) / "CHANGELOG.md").read_text() == LATER
    assert 'version = "2.0.1"' in (folder_of(tmp_path) / "pyproject.toml").read_text()
    assert '__version__ = "2.0.1"' in (folder_of(tmp_path) / "workshop_client" / "__init__.py").read_text()


def test_the_history_may_be_that_of_another_folder(workshop_document: Document, tmp_path: Path) -> None:
    generate_client(workshop_document, tmp_path / "released")

    generate_client(edited(workshop_document, new_operation), tmp_path / "new", before=tmp_path / "released")

    assert 'version = "1.3.0"' in (folder_of(tmp_path / "new") / "pyproject.toml").read_text()
    assert 'version = "1.2.0"' in (folder_of(tmp_path / "released") / "pyproject.toml").read_text()


def test_a_version_of_the_api_is_taken_over(workshop_document: Document) -> None:
    first = client_sources(workshop_document)
    history = read(first)

    later = client_sources(edited(workshop_document, tighter, lambda raw: raw["info"].update(version="1.4")), before=history)

    text = later["workshop_client/CHANGELOG.md"].decode()
    assert "## 1.4.0\n\nThe API calls this version `1.4`.\n\n### Breaking\n" in text


def test_examples_and_order_are_no_version(workshop_document: Document) -> None:
    history = read(client_sources(workshop_document))

    def reorder(raw: Any) -> None:
        properties = raw["components"]["schemas"]["Reference"]["properties"]
        raw["components"]["schemas"]["Reference"]["properties"] = dict(reversed(properties.items()))
        properties["id"]["examples"] = ["r"]

    after = read(client_sources(edited(workshop_document, reorder), before=history))

    assert after.releases == history.releases
    assert after.document != history.document


def test_a_class_that_went_is_breaking(workshop_document: Document) -> None:
    history = read(client_sources(workshop_document))
    known = History(history.releases, ("Gone", *history.models), history.document)

    text = client_sources(workshop_document, before=known)["workshop_client/CHANGELOG.md"].decode()

    assert "## 2.0.0\n\n### Breaking\n\n* the class Gone is no longer there.\n" in text


def test_keys_that_are_numbers_change_nothing(workshop_document: Document) -> None:
    raw = json.loads(json.dumps(workshop_document.raw))
    answers = raw["paths"]["/notes"]["put"]["responses"]
    raw["paths"]["/notes"]["put"]["responses"] = {int(status): answer for status, answer in answers.items()}
    raw["components"]["schemas"]["Reference"]["properties"][5] = {"type": "string"}
    document = read_document(raw, "numbers")

    history = read(client_sources(document))

    assert read(client_sources(document, before=history)) == history


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"releases": [], "models": [], "document": {}}', '{"releases": [1]}', "[" * 100_000, "\ud800"],
)
def test_a_broken_history_is_one_message_and_nothing_is_written(content: str, workshop_document: Document, tmp_path: Path) -> None:
    generate_client(workshop_document, tmp_path)
    path = folder_of(tmp_path) / "history.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    with pytest.raises(GenerationError, match=r"made of before cannot be read") as caught:
        generate_client(workshop_document, tmp_path)

    assert caught.value.where == str(path)
    assert before == {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}


@pytest.mark.parametrize("document", [{}, {"swagger": "2.0", "paths": {}}])
def test_a_history_of_no_document_is_one_message(document: Any, workshop_document: Document) -> None:
    history = History((Release("1.0.0", "1", ()),), (), document)

    with pytest.raises(GenerationError, match="made of before cannot be read"):
        client_sources(workshop_document, before=history)


def read(sources: dict[str, bytes]) -> History:
    """The history among the files of a package."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "history.json").write_bytes(sources["workshop_client/history.json"])
        history = read_history(Path(name))
    assert history is not None
    return history
