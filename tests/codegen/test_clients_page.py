"""Every example of docs/clients.md runs against the mock server, and its tables say what is so."""

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from swornspec.mock import create_app, running, server_path
from swornspec.mock.fault import Faults
from swornspec.spec.document import load_document

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LEONARDO = ROOT / "specs" / "leonardo" / "openapi.yaml"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    document = load_document(LEONARDO)
    with running(create_app([document], faults=Faults())) as started:
        yield f"{started.url.rstrip('/')}{server_path(document).rstrip('/')}"


@pytest.fixture
def leonardo(generated: Callable[[Path], Any]) -> ModuleType:
    package: ModuleType = generated(LEONARDO)[1]
    return package


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.splitlines()[-1][:40])
def test_each_example_runs(block: str, address: str, leonardo: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEONARDO_BASE_URL", address)
    monkeypatch.setenv("LEONARDO_API_KEY", "sk-0123456789")

    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(block, "<example>", "exec"), names)
    if hasattr(names.get("client"), "close") and not inspect.iscoroutinefunction(names["client"].close):
        names["client"].close()

    assert leonardo.__name__ in block


def test_the_page_has_every_argument_and_option(leonardo: ModuleType) -> None:
    told = {name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    constructor = {*inspect.signature(leonardo.Leonardo).parameters}
    options = {"timeout", "max_retries", "extra_headers", "extra_query", "extra_body", "idempotency_key"}

    assert told == constructor | options
    assert options <= {*inspect.signature(leonardo.Leonardo.create_generation).parameters}


def test_the_page_has_the_tree_of_errors(leonardo: ModuleType) -> None:
    tree = re.search(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

    assert tree is not None
    documented = (inspect.getdoc(inspect.getmodule(leonardo.ClientError)) or "").split("\n\n")[1]
    assert [line.strip() for line in tree[1].splitlines()] == [line.strip() for line in documented.splitlines()]


def test_the_page_has_the_defaults(leonardo: ModuleType) -> None:
    taken = inspect.signature(leonardo.Leonardo).parameters

    assert (taken["timeout"].default.read, taken["timeout"].default.connect) == (120, 10)
    assert (taken["max_retries"].default, taken["deadline"].default) == (2, None)
    assert taken["max_response_bytes"].default == 64 * 1024 * 1024
