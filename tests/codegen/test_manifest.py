"""A manifest tells what was written, the same on every machine; whatever else lies in its place is none."""

import json
from pathlib import Path

import pytest

from swornspec.codegen import client_sources, generate_client
from swornspec.codegen.manifest import MANIFEST, manifest_source, read_manifest
from swornspec.digest import digest
from swornspec.spec.document import Document


def test_every_file_of_a_package_stands_in_its_manifest(tmp_path: Path, workshop_document: Document) -> None:
    generate_client(workshop_document, tmp_path, b"openapi: 3.1.0\n")
    folder = tmp_path / "workshop_client"

    manifest = read_manifest(folder)

    assert manifest is not None
    assert manifest.document == digest(b"openapi: 3.1.0\n")
    below = {p.relative_to(folder).as_posix(): digest(p.read_bytes()) for p in folder.rglob("*") if p.is_file()}
    assert manifest.files == {path: found for path, found in below.items() if path != MANIFEST}


def test_generated_files_hold_no_carriage_return(workshop_document: Document) -> None:
    """Else a digest that does not count line ends would miss a change."""
    assert not [path for path, content in client_sources(workshop_document).items() if b"\r" in content]


def test_a_manifest_names_only_what_a_release_is_pinned_to() -> None:
    stated = json.loads(manifest_source(b"{}", {"b": b"", "a": b""}))

    assert list(stated["files"]) == ["a", "b"]
    assert set(stated["tools"]) == {"swornspec", "datamodel-code-generator", "openapi-python-client", "ruff"}


@pytest.mark.parametrize(
    "content",
    [None, b"", b"[]", b"\xff", b"[" * 100_000, b'{"document": 1, "files": {}}', b'{"document": "", "files": {"a": 1}}', b"<<<<<<<"],
)
def test_what_is_no_manifest_is_none(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / MANIFEST).write_bytes(content)

    assert read_manifest(tmp_path) is None
