"""`swornspec enrich` prints or writes the document, reports what it could not decide, and leaves nothing half written."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from swornspec.cli.main import cli

DOCUMENT = """\
swagger: "2.0"
info: {title: Shelf, version: "1"}
paths:
  /books:
    get:
      operationId: list_books
      parameters:
      - name: limit
        in: query
        type: integer
        description: |
          How many.
          At most 100.
      - {name: page, in: query, type: integer, maximum: 5, description: "At most 10."}
      - {name: sort, in: query, type: string, description: "Must be set if the moon is full."}
      responses: {200: {description: ok}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("api.yaml").write_text(DOCUMENT, encoding="utf-8")


def test_document_is_printed_in_the_form_it_had() -> None:
    done = run("enrich", "api.yaml")

    limit = yaml.safe_load(done.stdout)["paths"]["/books"]["get"]["parameters"][0]
    assert done.exit_code == 0
    assert limit["maximum"] == 100
    assert limit["x-said"] == [{"keywords": ["maximum"], "page": "api.yaml", "line": 13, "quote": "At most 100."}]


def test_ending_of_the_output_decides_its_form_and_the_summary_is_no_part_of_it() -> None:
    done = run("enrich", "api.yaml", "-o", "out.json")

    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(Path("out.json").read_text())["paths"]["/books"]["get"]["parameters"][0]["maximum"] == 100
    assert done.stderr == (
        "3 descriptions of 1 operation read\n"
        "added: 1 maximum; 0 rules\n"
        "not added: 1 disagreement, 0 keywords beside a $ref; 1 sentence not read\n"
    )
    assert run("-q", "enrich", "api.yaml", "-o", "out.json").stderr == ""


def test_a_second_time_changes_nothing() -> None:
    run("enrich", "api.yaml", "-o", "once.yaml")
    run("enrich", "once.yaml", "-o", "twice.yaml")

    assert Path("once.yaml").read_text() == Path("twice.yaml").read_text()


def test_findings_are_reported_and_fail_only_where_asked() -> None:
    done = run("enrich", "api.yaml", "-o", "out.yaml", "--format", "text", "--format", "sarif=out.sarif", "--fail-on", "warning")

    assert done.exit_code == 1
    assert "warning prose-contradicts-schema page" in done.stdout
    assert 'api.yaml line 14: "At most 10."' in done.stdout
    [place] = json.loads(Path("out.sarif").read_text())["runs"][0]["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "api.yaml"}
    assert place["physicalLocation"]["region"]["startLine"] == 14
    assert run("enrich", "api.yaml", "-o", "out.yaml", "--fail-on", "error").exit_code == 0


def test_document_and_report_do_not_share_standard_output() -> None:
    done = run("enrich", "api.yaml", "--format", "text")

    assert done.exit_code == 2
    assert "standard output" in done.stderr


@pytest.mark.parametrize("content", ["a: 1", "[", "", "{}", "\x00", "swagger: 1.2"])
def test_what_is_no_document_leaves_the_output_as_it_was(content: str) -> None:
    Path("bad.yaml").write_text(content, encoding="utf-8")
    Path("out.yaml").write_text("mine", encoding="utf-8")

    done = run("enrich", "bad.yaml", "-o", "out.yaml")

    assert done.exit_code == 2
    assert done.stderr.startswith("swornspec: bad.yaml")
    assert done.stderr.count("\n") == 1
    assert Path("out.yaml").read_text() == "mine"


def test_lint_tells_what_the_descriptions_add() -> None:
    done = run("lint", "api.yaml", "--fail-on", "warning")

    assert done.exit_code == 1
    assert "warning prose-not-in-schema limit" in done.stdout
    assert "to mend: add maximum: 100" in done.stdout
    assert "warning prose-contradicts-schema page" in done.stdout
    assert "info gap sort" in done.stdout
    run("enrich", "api.yaml", "-o", "out.yaml")
    assert "prose-not-in-schema" not in run("lint", "out.yaml").stdout
