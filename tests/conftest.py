"""What all tests share: golden files, which `make accept` rewrites."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# No test depends on how long an example takes: machines that run the checks are slow now and then.
hypothesis.settings.register_profile("swornspec", deadline=None)
hypothesis.settings.load_profile("swornspec")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="Rewrite golden files instead of comparing with them.")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; with `--accept` (or SWORNSPEC_ACCEPT=1) write it instead."""
    accept = request.config.getoption("--accept") or os.environ.get("SWORNSPEC_ACCEPT") == "1"

    def compare(path: Path, text: str) -> None:
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        expected = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert text == expected, f"differs from {path.name}; read the difference, then run: make accept"

    return compare


@pytest.fixture
def documented() -> Callable[..., Path]:
    """Make the folder of an API from the text of a labelled page: annotations, and the document that is built of both."""
    from swornspec.page import read_page
    from swornspec.spec.build import build_api
    from swornspec.spec.fingerprint import fingerprint

    def made(folder: Path, page: str, title: str = "Printer", evidence: str = "made up") -> Path:
        (folder / "pages").mkdir(parents=True)
        (folder / "pages/print.txt").write_text(page, encoding="utf-8", newline="\n")
        blocks = read_page("print.txt", page).blocks
        answer = {"description": "Printed.", "evidence": evidence}
        operation = {
            "page": "print.txt",
            "evidence": evidence,
            "fields": [{"name": b.name, "fingerprint": fingerprint(b)} for b in blocks],
            "responses": {"200": answer},
        }
        server = {"url": "https://printer.example", "evidence": evidence}
        api = {
            "api": "printer",
            "title": title,
            "version": "1",
            "evidence": evidence,
            "servers": [server],
            "operations": {"print": operation},
        }
        (folder / "api.yaml").write_text(json.dumps(api), encoding="utf-8")
        (folder / "openapi.yaml").write_text(build_api(folder).yaml, encoding="utf-8", newline="\n")
        return folder

    return made


@pytest.fixture
def work() -> Callable[[Callable[[], Any]], int]:
    """Count the calls that a function makes: a measure of its work that does not depend on how busy the machine is."""

    def counted(function: Callable[[], Any]) -> int:
        calls = 0

        def count(frame: Any, event: str, argument: Any) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            function()
        finally:
            sys.setprofile(before)
        return calls

    return counted
