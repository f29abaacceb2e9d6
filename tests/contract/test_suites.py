"""Suites are written once, run under pytest against a mock or another server, and spend no money unasked."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from swornspec.contract import Server, write_suite
from swornspec.contract.server import mock_server
from swornspec.errors import GenerationError
from swornspec.spec.document import Document

PUMPS = Path(__file__).parent / "pumps.yaml"


@pytest.fixture
def project(tmp_path: Path, pumps: Document) -> Path:
    (tmp_path / "specs/pumps").mkdir(parents=True)
    document = tmp_path / "specs/pumps/openapi.yaml"
    document.write_text(PUMPS.read_text(encoding="utf-8"), encoding="utf-8")
    from swornspec.spec.document import load_document

    write_suite(load_document(document), tmp_path / "contracts/pumps/test_pumps.py")
    return tmp_path


def pytest_in(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "swornspec.contract.plugin", "-p", "no:cacheprovider", "contracts", *arguments]
    known = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "PUMPS_"))}
    settings = {**known, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment}
    return subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, timeout=120, check=False)


def test_a_suite_passes_against_the_mock_it_starts(project: Path) -> None:
    done = pytest_in(project)

    assert done.returncode == 0, done.stdout
    assert " skipped" not in done.stdout


def test_a_suite_runs_against_another_server(project: Path, mocked: Server) -> None:
    done = pytest_in(project, "--base-url", mocked.base, "--header", "X-Trace: abc", "-k", "flow-maximum")

    assert done.returncode == 0, done.stdout


def test_valid_requests_are_skipped_on_servers_elsewhere(project: Path) -> None:
    done = pytest_in(
        project, "--base-url", "https://pumps.invalid/v3", "-rs", "-k", "test_documented or conform or agree", PUMPS_API_KEY="k3y-not-shown"
    )

    assert done.returncode == 0, done.stdout
    assert "--allow-cost" in done.stdout
    assert " passed" not in done.stdout
    assert "k3y-not-shown" not in done.stdout + done.stderr


def test_a_header_that_is_none_stops_the_run(project: Path) -> None:
    done = pytest_in(project, "--header", "nonsense")

    assert done.returncode == 4
    assert "Name: value" in done.stderr + done.stdout


def test_a_suite_is_never_written_over(tmp_path: Path, pumps: Document) -> None:
    out = tmp_path / "test_pumps.py"
    out.write_text("mine", encoding="utf-8")

    assert not write_suite(pumps, out)
    assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ['"""\nimport os; os.abort()\n"""', "'; x", "{x}", "\\", "a b"])
def test_a_hostile_name_never_becomes_code(tmp_path: Path, name: str, changed: Any) -> None:
    document = changed(lambda raw: raw["info"].update({"x-api": name}))
    out = tmp_path / "test_it.py"
    write_suite(document, out, "pumps_client")
    text = out.read_text(encoding="utf-8")

    compile(text, str(out), "exec")
    assert "os.abort()" not in text
    assert "import pumps_client\n" in text


def test_a_client_is_imported_by_a_name_or_not_at_all(tmp_path: Path, pumps: Document) -> None:
    with pytest.raises(GenerationError):
        write_suite(pumps, tmp_path / "test_it.py", "os; x")


def test_the_plugin_costs_nothing_until_it_is_used() -> None:
    heavy = "{'httpx', 'hypothesis', 'schemathesis', 'jsonschema_rs', 'yaml', 'click'}"
    code = f"import sys, swornspec.contract.plugin; sys.exit(bool({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=False)

    assert done.returncode == 0


def test_the_command_runs_all_cases_and_says_so() -> None:
    from swornspec.cli.main import cli

    result = CliRunner().invoke(cli, ["-q", "test", str(PUMPS)])

    assert result.exit_code == 0
    assert "0 failed" in result.output
    assert "broken alone" in result.output


def test_the_command_exits_1_when_the_contract_is_broken(pumps: Document, changed: Any) -> None:
    from swornspec.cli.main import cli

    def forget(raw: dict) -> None:  # type: ignore[type-arg]
        del raw["components"]["schemas"]["PumpRequest"]["properties"]["flow"]["maximum"]

    with mock_server(changed(forget)) as wrong:
        for layout, expected in (("text", "At most 64 litres."), ("json", '"code": 102'), ("junit", 'type="fault 102"')):
            result = CliRunner().invoke(cli, ["-q", "test", str(PUMPS), "--base-url", wrong.base, "--format", layout])

            assert result.exit_code == 1
            assert expected in result.output


@pytest.mark.parametrize(
    "arguments", [["--base-url", "nowhere"], ["--base-url", "http://127.0.0.1:9"], ["--header", "none"], ["--list", "--format", "junit"]]
)
def test_the_command_exits_2_for_a_users_mistake(arguments: list[str]) -> None:
    from swornspec.cli.main import cli

    assert CliRunner().invoke(cli, ["-q", "test", str(PUMPS), *arguments]).exit_code == 2


def test_the_command_lists_cases_without_sending_any() -> None:
    from swornspec.cli.main import cli

    result = CliRunner().invoke(cli, ["-q", "test", str(PUMPS), "--list"])

    assert result.exit_code == 0
    assert "pumps-start_pump-flow-maximum-violated  invalid  flow must be at most 64" in result.output


@pytest.mark.parametrize("workers", [(), ("-p", "xdist", "-n", "2")], ids=["alone", "workers"])
def test_missing_credentials_are_said_once_and_nothing_of_the_environment(project: Path, workers: tuple[str, ...]) -> None:
    done = pytest_in(project, "--base-url", "https://pumps.invalid/v3", *workers, SOME_OTHER_KEY="k3y-not-shown")
    said = (done.stdout + done.stderr).partition("short test summary info")[0]  # which repeats the message in full where CI is set

    assert done.returncode != 0
    assert said.count("start_pump needs credentials (set PUMPS_API_KEY") == 1, said
    assert "Traceback" not in said
    assert "k3y-not-shown" not in said
    assert "environ" not in said


def test_a_failure_shows_the_promise_and_the_request_and_none_of_our_code(project: Path, answering: Any, pumps: Document) -> None:
    with answering(pumps, lambda *_: (201, {"id": "p-1", "flow": 16})) as server:
        done = pytest_in(project, "--base-url", server.base, "-k", "broken_constraints and flow-maximum")

    for part in (
        "documented: flow must be at most 64",
        'pumps.txt line 9: "At most 64 litres."',
        "expected:",
        "actual:     status 201",
        "curl -X POST",
    ):
        assert part in done.stdout
    assert "def check" not in done.stdout
