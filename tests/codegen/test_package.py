"""The generated package as a whole: the same bytes always, typed, installable, and with nothing in it that need not be."""

import ast
import hashlib
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from swornspec.codegen import client_sources, generate_client
from swornspec.codegen.endpoints import PATCHES, patched
from swornspec.errors import GenerationError
from swornspec.spec.document import Document, load_document, read_document

WORKSHOP = Path(__file__).parent / "documents" / "workshop.yaml"
HASHED = """
import hashlib, sys
from pathlib import Path
from swornspec.codegen import client_sources
from swornspec.spec.document import load_document
sources = client_sources(load_document(Path(sys.argv[1])))
print(hashlib.sha256(b"".join(p.encode() + c for p, c in sources.items())).hexdigest())
"""


def folder_of(module: ModuleType) -> Path:
    assert module.__file__
    return Path(module.__file__).parents[1]


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_bytes_do_not_depend_on_the_process(seed: str, workshop_document: Document, tmp_path: Path) -> None:
    here = hashlib.sha256(b"".join(p.encode() + c for p, c in client_sources(workshop_document).items())).hexdigest()
    strange = {"PYTHONHASHSEED": seed, "HOME": str(tmp_path), "RUFF_LINE_LENGTH": "20", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PATH": ""}
    strange["PYTHONPATH"] = os.pathsep.join(sys.path)

    run = subprocess.run(
        [sys.executable, "-c", HASHED, str(WORKSHOP)], env=strange, cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == here


def test_writing_twice_changes_nothing_and_leaves_no_orphans(workshop_document: Document, tmp_path: Path) -> None:
    written = generate_client(workshop_document, tmp_path)
    package = tmp_path / "workshop_client"
    orphan, edited = package / "workshop_client" / "old" / "module.py", package / "README.md"
    assert {*written} == {p for p in package.rglob("*") if p.is_file()}
    assert generate_client(workshop_document, tmp_path) == []
    orphan.parent.mkdir()
    orphan.write_text("x = 1\n")
    edited.write_text("edited")

    changed = generate_client(workshop_document, tmp_path)

    assert changed == [orphan, edited]
    assert not orphan.parent.exists()
    assert [p.name for p in tmp_path.iterdir()] == ["workshop_client"]


def test_nothing_is_written_when_something_cannot_be_generated(workshop_document: Document, tmp_path: Path) -> None:
    raw = json.loads(json.dumps(workshop_document.raw))
    raw["components"]["schemas"]["Reference"]["unevaluatedProperties"] = False

    with pytest.raises(GenerationError):
        generate_client(read_document(raw, "broken"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_package_is_clean_under_mypy_strict(workshop: ModuleType, tmp_path: Path, mypy_cache: Path) -> None:
    folder = folder_of(workshop)
    use = tmp_path / "use.py"
    use.write_text(USE)
    arguments = ["--strict", "--cache-dir", str(mypy_cache), "--python-version", "3.11", "-p", "workshop_client"]

    package = subprocess.run([sys.executable, "-m", "mypy", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    env = {**os.environ, "MYPYPATH": str(folder)}
    user = subprocess.run([sys.executable, "-m", "mypy", *arguments[:-2], str(use)], env=env, capture_output=True, text=True, check=False)

    assert package.stdout.startswith("Success"), package.stdout
    assert [line.split(": ", 1)[1].split("  [")[1].rstrip("]") for line in user.stdout.splitlines()[:-1] if ": error:" in line] == [
        "call-arg",
        "arg-type",
        "arg-type",
        "call-arg",
        "call-arg",
        "call-arg",
    ], user.stdout


USE = """
from collections.abc import Mapping
from workshop_client import AsyncWorkshop, Attempt, CreatePictureRequest, Picture, RawResponse, Reference, Style, Workshop

def told(attempt: Attempt) -> None: ...

client = Workshop(bearer_api_key="k", on_attempt=told).with_options(timeout=3, deadline=None)
raw: RawResponse[Picture] = client.with_raw_response.create_picture(prompt="x", max_retries=0, idempotency_key="k")
gone: RawResponse[None] = client.with_raw_response.delete_picture(picture_id="p")
picture: Picture = client.create_picture(prompt="x", width=None, style="Bold", strength=1, references=[Reference(id="a"), {"id": "b"}])
client.create_picture(prompt="x", style=Style.VALUE_4K, extra_body={"a": 1}, timeout=3.5)
request = CreatePictureRequest(prompt="x", top_p=0.5, class_="c")
title: int = picture.model_extra["x"] if picture.model_extra else 0

async def twin() -> Picture:
    async with AsyncWorkshop() as api:
        also: Picture = (await api.with_raw_response.create_picture(prompt="x")).parsed
        return await api.create_picture(prompt="x", dry_run=True) or also

client.create_picture(prompt="x", widht=8)
client.create_picture(prompt=1)
client.create_picture(prompt="x", style="bolt")
client.create_picture()
client.with_raw_response.create_picture(prompt="x", widht=8)
client.with_options(max_retrys=3)
"""


def test_a_package_needs_httpx_and_pydantic_alone(generated: Callable[[Path], tuple[Document, ModuleType]], workshop: ModuleType) -> None:
    imported = set()
    for path in folder_of(workshop).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {a.name.split(".")[0] for a in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                imported.add((node.module or "").split(".")[0])

    assert imported - set(sys.stdlib_module_names) == {"httpx", "pydantic", "pydantic_core"}


def test_a_package_can_be_installed(workshop: ModuleType, tmp_path: Path) -> None:
    folder = folder_of(workshop)
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check", "--quiet", "--target", str(tmp_path)]

    subprocess.run([sys.executable, "-m", "pip", "install", *options, str(folder)], check=True, capture_output=True)

    code = "import workshop_client as w, pathlib; print(w.__version__, pathlib.Path(w.__file__).with_name('py.typed').exists())"
    run = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["1.2.0", "True"]


def test_the_facade_calls_the_functions_of_the_endpoint_generator(workshop: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["workshop_client.api.default.delete_picture"]
    called: list[str] = []
    monkeypatch.setattr(module, "sync_detailed", lambda **given: called.append(given["picture_id"]))

    workshop.Workshop(bearer_api_key="k").delete_picture(picture_id="p")

    assert called == ["p"]


@pytest.mark.parametrize("name", PATCHES)
def test_a_changed_template_stops_the_generation(name: str) -> None:
    with pytest.raises(GenerationError, match="the template changed"):
        patched(name, "something else")


def test_docstrings_state_bounds_values_defaults_and_rules(workshop: ModuleType) -> None:
    text = " ".join((workshop.Workshop.create_picture.__doc__ or "").split())

    assert "width: How wide the picture is. Allowed: 32 to 1024, a multiple of 8. Default: 512 (not sent)." in text
    assert "Documented in create.txt lines 10-11." in text
    assert "model: Known values: a, b." in text
    assert "old_seed: Deprecated. On the wire: oldSeed." in text
    assert "Default: 1 (not sent). Rule: count must be at most 4 when width is over 256 (create.txt line 20)." in text
    assert "On the wire: topP. Advice: topP must be under 0.9." in text
    assert "Returns: Picture: The picture." in text
    assert "APIStatusError: The server answered with an error (documented: 400, 4XX)." in text


def test_docstrings_are_laid_out_in_sections(workshop: ModuleType) -> None:
    lines = inspect.cleandoc(workshop.Workshop.create_picture.__doc__ or "").splitlines()

    assert lines[0] == "Draw a picture."
    assert [line for line in lines if line.endswith(":") and not line.startswith(" ")] == ["Args:", "Returns:", "Raises:"]
    width = lines.index("    width: How wide the picture is.")
    assert lines[width + 1 : width + 3] == [
        "        Allowed: 32 to 1024, a multiple of 8. Default: 512 (not sent).",
        "        Documented in create.txt lines 10-11.",
    ]
    assert "    create_picture: Draw a picture." in inspect.cleandoc(workshop.Workshop.__doc__ or "").splitlines()


def test_a_document_without_operations_gives_a_client_without_methods(tmp_path: Path) -> None:
    document = read_document({"openapi": "3.1.0", "info": {"title": "An Empty API", "version": "v1 beta"}, "paths": {}}, "empty")

    generate_client(document, tmp_path)

    for module in (tmp_path / "an_empty_api_client").rglob("*.py"):
        assert module.read_text().strip(), module
    code = "import an_empty_api_client as c; print(c.AnEmptyApi(base_url='http://localhost'), c.__version__)"
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "an_empty_api_client", capture_output=True, text=True, check=True)
    assert run.stdout == "AnEmptyApi(base_url='http://localhost', max_retries=2, Credentials()) 1.0.0b0\n"


def test_real_documents_generate(generated: Callable[[Path], tuple[Document, ModuleType]]) -> None:
    for path in sorted((Path(__file__).parents[2] / "specs").glob("*/openapi.yaml")):
        document, client = generated(path)

        assert {o.id for o in client._OPERATIONS.values()} == {e.operation_id for e in load_document(path).endpoints}
        assert all(hasattr(getattr(client, n), "__doc__") for n in client.__all__)
        assert document.endpoints
