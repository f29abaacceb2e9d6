"""What users of schemathesis get: no false alarms about rules that no JSON Schema can say, and servers that forgot one are found."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from swornspec.mock import create_app, running, server_path
from swornspec.spec.document import Document, load_document, read_document

LEONARDO = Path(__file__).parents[2] / "specs" / "leonardo" / "openapi.yaml"
TOKEN = "the-only-token"
FORGOTTEN = "num_images-between-when-width-height"


def schemathesis_run(served: Document, tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """A user's own run on the Leonardo document against a mock of another one."""
    with running(create_app([served], tokens=[TOKEN])) as mock:
        url = f"{mock.url.rstrip('/')}{server_path(served).rstrip('/')}"
        command = [
            sys.executable,
            "-m",
            "schemathesis.cli",
            "run",
            str(LEONARDO),
            "--url",
            url,
            "--header",
            f"Authorization: Bearer {TOKEN}",
        ]
        fixed = ["--seed", "1", "--max-examples", "10", "--generation-database", "none", "--no-color"]
        environment = {**os.environ, "SCHEMATHESIS_HOOKS": "swornspec.contract.hooks"}
        return subprocess.run([*command, *fixed, *options], env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def forgetful() -> Document:
    raw: dict[str, Any] = yaml.safe_load(LEONARDO.read_text(encoding="utf-8"))
    for path in raw["paths"].values():
        del path["post"]["x-dependencies"]  # which says the rule a second time
    for schema in raw["components"]["schemas"].values():
        schema["x-rules"] = [r for r in schema.get("x-rules", ()) if r["id"] != FORGOTTEN]
    return read_document(raw, str(LEONARDO))


def test_a_right_server_raises_no_false_alarm(tmp_path: Path) -> None:
    done = schemathesis_run(load_document(LEONARDO), tmp_path, "--phases", "examples,fuzzing")

    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]


def test_a_server_that_forgot_a_rule_is_found_with_the_sentence(forgetful: Document, tmp_path: Path) -> None:
    done = schemathesis_run(forgetful, tmp_path, "--phases", "examples")

    assert done.returncode == 1, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert "The documented constraints say otherwise" in done.stdout
    assert "create-generation.txt" in done.stdout
