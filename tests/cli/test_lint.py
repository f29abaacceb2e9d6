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


def lint(*options: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["lint", "printer", *options])
    return done.exit_code, done.stdout, done.stderr


def test_a_baseline_is_written_filled_and_heeded(project: Path) -> None:
    path = Path("specs/printer/lint-baseline.yaml")

    written = lint("--write-baseline", "--fail-on", "warning")
    unfilled = lint("--fail-on", "warning")
    path.write_text(path.read_text().replace('reason: ""', 'reason: "the vendor knows"'))
    filled = lint("--fail-on", "warning")

    assert written[:2] == (0, "")
    assert "2 accepted, 2 without a reason" in written[2]
    assert unfilled[0] == 2
    assert "specs/printer/lint-baseline.yaml:4: default-breaks-rule of print_pages.copies is accepted without a reason" in unfilled[2]
    assert filled[0] == 0
    assert filled[1].endswith("2 operations: 0 errors, 0 warnings, 1 note; 2 findings accepted by the baseline\n")


def test_a_stale_entry_fails_where_warnings_do(project: Path) -> None:
    Path("other.yaml").write_text("accepted:\n- {finding: gap, about: print_pages.ink, fingerprint: '0', reason: gone}\n")

    code, text, _ = lint("--baseline", "other.yaml", "--fail-on", "warning")

    assert code == 1
    assert "warning stale-baseline print_pages.ink" in text
    assert "other.yaml line 2" in text


def test_writing_keeps_reasons_and_drops_what_is_gone(project: Path) -> None:
    path = Path("b.yaml")
    lint("--write-baseline", "--baseline", "b.yaml", "--fail-on", "warning")
    gone = '  - {finding: gap, about: x, fingerprint: "0", reason: r}\n'
    path.write_text(path.read_text().replace('reason: ""', 'reason: "known"', 1) + gone)

    lint("--write-baseline", "--baseline", "b.yaml", "--fail-on", "warning")

    assert path.read_text().count("reason: known") == 1
    assert path.read_text().count("- finding") == 2


@pytest.mark.parametrize("options", [("--baseline", "missing.yaml"), ("scanner.yaml", "--baseline", "b.yaml")])
def test_a_baseline_that_cannot_be_used_exits_2(project: Path, options: tuple[str, ...]) -> None:
    Path("scanner.yaml").write_text("openapi: 3.1.0\npaths: {}\n")

    assert lint(*options)[0] == 2
