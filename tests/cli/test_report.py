"""`swornspec report` writes one page, or its facts for other tools, and takes the results of a contract run."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swornspec.cli.main import cli


def report(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["-q", "report", *arguments])


def test_the_page_goes_where_it_is_wanted(project: Path) -> None:
    assert report("printer").exit_code == 0
    assert report("printer", "-o", "here.html").exit_code == 0
    assert report("specs/printer/openapi.yaml", "--format", "html=there.html", "--format", "markdown=there.md").exit_code == 0
    texts = {p.name: p.read_text(encoding="utf-8") for p in project.iterdir() if p.is_file()}

    assert sorted(texts) == ["here.html", "printer-report.html", "there.html", "there.md"]
    assert texts["here.html"] == texts["printer-report.html"] == texts["there.html"]
    assert texts["there.md"].startswith("## Printer")


def test_json_and_markdown_go_to_standard_output(project: Path) -> None:
    facts, summary = report("printer", "--format", "json"), report("printer", "--format", "markdown")

    assert json.loads(facts.stdout)["title"] == "Printer"
    assert summary.stdout.startswith("## Printer")
    assert [p.name for p in project.iterdir()] == ["specs"]


def test_the_results_of_a_run_are_shown(project: Path) -> None:
    tested = CliRunner().invoke(cli, ["-q", "test", "printer", "--only", "invalid", "--format", "json=run.json"])
    facts = json.loads(report("printer", "--results", "run.json", "--format", "json").stdout)
    status = {s["id"]: s["status"] for s in facts["statements"] if s["id"]}

    assert tested.exit_code == 0
    assert facts["results"] == {"source": "run.json", "server": None, "run": facts["figures"]["cases"]["passed"], "outdated": False}
    assert status["copies-at-most-when-width"] == "passed"
    assert facts["figures"]["cases"]["not sent"] > 0


def test_the_cases_can_be_run_for_the_report(project: Path) -> None:
    facts = json.loads(report("printer", "--test", "--format", "json").stdout)

    assert facts["results"]["source"] is None
    assert set(facts["figures"]["cases"]) == {"passed"}


def test_one_operation_can_be_asked_for(project: Path) -> None:
    facts = json.loads(report("printer", "--operation", "print_pages", "--format", "json").stdout)

    assert [o["id"] for o in facts["operations"]] == ["print_pages"]
    assert {s["operation"] for s in facts["statements"]} == {"print_pages"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing",), "'nothing' is neither an API nor a file"),
        (("printer", "--operation", "gone"), "unknown operation 'gone'"),
        (("printer", "--test", "--results", "run.json"), "give one of the two"),
        (("printer", "--results", "gone.json"), "gone.json: cannot read the report"),
        (("printer", "--results", "broken.json"), "broken.json: this is no report of a contract run (give a file that"),
        (("printer", "-o", "x", "--format", "json", "--format", "markdown"), "-o takes one report"),
        (("printer", "-o", "gone/x.html"), "there is no folder gone for the report"),
        (("printer", "--format", "pdf"), "'pdf' is not one of html, json, markdown"),
    ],
)
def test_mistakes_are_told_in_one_line_and_nothing_is_written(project: Path, arguments: tuple[str, ...], words: str) -> None:
    (project / "broken.json").write_text('{"version": 1, "document": {"path": "x", "sha256": "y"}, "server": 3, "failures": [[]]}')
    done = report(*arguments)

    assert done.exit_code == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(p.name for p in project.iterdir()) == ["broken.json", "specs"]
