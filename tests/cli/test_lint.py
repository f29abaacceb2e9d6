"""`swornspec lint` prints what was found and what the build wrote down, in any format, and fails where it is told to."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from swornspec.cli.main import cli


def test_findings_of_the_document_and_of_the_build_are_printed(project: Path) -> None:
    done = CliRunner().invoke(cli, ["lint", "printer"])

    assert done.exit_code == 0
    assert "warning enum-values-lost style" in done.stdout
    assert "warning default-breaks-rule copies" in done.stdout
    assert 'print.txt line 30: "Some papers only fit some printers."' in done.stdout
    assert done.stdout.endswith("2 operations: 0 errors, 2 warnings, 1 note\n")


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_exit_code_follows_the_level(project: Path, level: str, code: int) -> None:
    assert CliRunner().invoke(cli, ["lint", "printer", "--fail-on", level]).exit_code == code


def test_several_formats_go_to_several_places(project: Path) -> None:
    done = CliRunner().invoke(cli, ["lint", "printer", "--format", "github", "--format", "sarif=lint.sarif", "--format", "json=lint.json"])

    assert done.exit_code == 0
    assert all(line.startswith(("::warning file=specs/printer/pages/print.txt,line=", "::notice")) for line in done.stdout.splitlines())
    assert len(json.loads(Path("lint.sarif").read_text())["runs"][0]["results"]) == len(done.stdout.splitlines()) == 3
    assert json.loads(Path("lint.json").read_text())["documents"][0]["document"] == "specs/printer/openapi.yaml"


def test_all_apis_must_have_been_built(project: Path) -> None:
    done = CliRunner().invoke(cli, ["lint"])

    assert done.exit_code == 2
    assert "run: swornspec build scanner" in done.stderr


def test_document_without_our_extensions_is_read_too(project: Path) -> None:
    Path("plain.json").write_text(json.dumps({"openapi": "3.0.3", "paths": {"/x": {"get": {"responses": {}}}}}), encoding="utf-8")

    done = CliRunner().invoke(cli, ["lint", "plain.json"])

    assert (done.exit_code, done.stdout) == (0, "plain.json\n\n1 operation: 0 errors, 0 warnings, 0 notes\n")


def test_a_document_below_here_is_reported_by_its_way_from_here(project: Path) -> None:
    done = CliRunner().invoke(cli, ["lint", str(Path("specs/printer/openapi.yaml").resolve()), "--format", "sarif"])

    run = json.loads(done.stdout)["runs"][0]
    assert {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].split("/")[0] for r in run["results"]} == {"specs"}
