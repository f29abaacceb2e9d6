"""`swornspec diff` compares what it is given, here or in another revision, in any format, and fails where it is told to."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swornspec.cli.main import cli

API = """\
openapi: 3.1.1
info: {title: Printer, version: 1.0.0, x-api: printer}
servers: [{url: 'https://printer.example'}]
paths:
  /print:
    post:
      operationId: print_pages
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [text]
              properties:
                text: {type: string}
                copies:
                  type: integer
                  maximum: 8
                  x-said: [{keywords: [maximum], page: print.txt, line: 6, quote: At most 8.}]
      responses:
        '200': {description: Printed.}
"""
PAGE = "# Printer\n\n## Print pages\n\n### HTTP Request\n\n`POST https://printer.example/print`\n\n### Body Parameters\n\n"
TABLE = "Parameter | Type | Description\n--- | --- | ---\ntext | string, required | What to print.\ncopies | integer | {}\n"


def git(*arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@a.example", *arguments], check=True, capture_output=True, env=environment
    )


def commit() -> None:
    git("add", "-A")
    git("commit", "-m", "a state")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["diff", *arguments])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one API, the last commit of which allows 8 copies, the one before 9, and the working tree 4."""
    monkeypatch.chdir(tmp_path)
    document = tmp_path / "specs" / "printer" / "openapi.yaml"
    document.parent.mkdir(parents=True)
    git("init", "-q")
    for maximum in (9, 8):
        document.write_text(API.replace("8", str(maximum)), encoding="utf-8")
        (tmp_path / "print.md").write_text(PAGE + TABLE.format(f"At most {maximum}."), encoding="utf-8")
        commit()
    document.write_text(API.replace("8", "4"), encoding="utf-8")
    (tmp_path / "print.md").write_text(PAGE + TABLE.format("At most 4."), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("arguments", [(), ("printer",), ("specs/printer",), ("HEAD:specs/printer", "printer")])
def test_the_last_commit_is_compared_with_the_working_tree(repository: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)

    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("printer: HEAD:specs/printer/openapi.yaml -> specs/printer/openapi.yaml\n")
    assert "      copies must be at most 4 (before: 8)\n" in done.stdout
    assert 'a request that was valid is refused now: {"text": "text", "copies": 5}' in done.stdout
    assert 'before  HEAD:specs/printer/pages/print.txt:6  "At most 8."' in done.stdout
    assert 'now     specs/printer/pages/print.txt:6  "At most 4."' in done.stdout
    assert "printer-client 1.0.0: the next version is 2.0.0" in done.stdout


def test_two_revisions_are_compared(repository: Path) -> None:
    folder = run("HEAD~1:specs/printer", "HEAD:specs/printer")
    file = run("HEAD~1:specs/printer/openapi.yaml", "HEAD:./specs/printer/openapi.yaml")

    assert "copies must be at most 8 (before: 9)" in folder.stdout
    assert "copies must be at most 8 (before: 9)" in file.stdout


def test_pages_are_compared_whatever_their_files_are_called(repository: Path) -> None:
    Path("other.md").write_text(Path("print.md").read_text(encoding="utf-8"), encoding="utf-8")

    same, older = run("print.md", "other.md"), run("HEAD:print.md", "other.md")

    assert "no changes" in same.stdout
    assert "copies must be at most 4 (before: 8)" in older.stdout
    assert 'before  HEAD:print.md:14  "At most 8."' in older.stdout
    assert 'now     other.md:14  "At most 4."' in older.stdout


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("breaking", 1), ("undecided", 1), ("any", 1)])
def test_the_exit_code_follows_the_level(repository: Path, level: str, code: int) -> None:
    assert run("--fail-on", level).exit_code == code


@pytest.mark.parametrize(("level", "code"), [("breaking", 0), ("undecided", 0), ("any", 1)])
def test_what_breaks_nothing_fails_only_where_anything_does(repository: Path, level: str, code: int) -> None:
    assert run("printer", "HEAD:specs/printer", "--fail-on", level).exit_code == code


def test_reports_go_where_they_are_told(repository: Path) -> None:
    one = run("-o", "diff.json", "--format", "json")
    several = run("--format", "markdown", "--format", "github=commands.txt")

    assert (one.exit_code, one.stdout) == (0, "")
    assert json.loads(Path("diff.json").read_text())["comparisons"][0]["counts"]["breaking"] == 1
    assert several.stdout.startswith("## printer: 1 breaking, 1 documentation only\n")
    assert Path("commands.txt").read_text().startswith("::error file=specs/printer/pages/print.txt,line=6,title=breaking-change")


def test_an_api_that_comes_or_goes_is_told(repository: Path) -> None:
    Path("specs/scanner").mkdir()
    Path("specs/scanner/openapi.yaml").write_text(API.replace("printer", "scanner"), encoding="utf-8")
    Path("specs/printer/openapi.yaml").unlink()
    Path("specs/printer").rmdir()

    done = run("--fail-on", "breaking")

    assert done.exit_code == 1
    assert "printer: HEAD:specs/printer/openapi.yaml -> nothing\n" in done.stdout
    assert "the API is no longer there" in done.stdout
    assert "scanner: nothing -> specs/scanner/openapi.yaml\n" in done.stdout


def test_the_step_goes_on_from_the_client_that_was_released(repository: Path) -> None:
    Path("specs/printer/openapi.yaml").write_text(API, encoding="utf-8")
    built = CliRunner().invoke(cli, ["generate", "specs/printer/openapi.yaml", "-o", "generated"])
    history = Path("generated/printer_client/history.json")
    history.write_text(history.read_text().replace('"version": "1.0.0"', '"version": "3.4.0"', 1), encoding="utf-8")
    commit()
    Path("specs/printer/openapi.yaml").write_text(API.replace("8", "4"), encoding="utf-8")

    told = json.loads(run("--format", "json").stdout)["comparisons"][0]["step"]
    again = CliRunner().invoke(cli, ["generate", "specs/printer/openapi.yaml", "-o", "generated"])

    assert (built.exit_code, again.exit_code) == (0, 0)
    assert (told["before"], told["version"]) == ("3.4.0", "4.0.0")
    assert told["changelog"].strip() in Path("generated/printer_client/CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nope:specs/printer", "printer"), "git knows no revision 'nope' here"),
        (("--", "--output=x:specs/printer", "printer"), "git knows no revision '--output=x' here"),
        (("HEAD:specs/nope", "printer"), "'specs/nope' does not exist in 'HEAD'"),
        (("HEAD:specs/printer",), "one revision is named"),
        (("nothing", "printer"), "'nothing' is neither an API nor a file or folder, nor git-ref:path; the APIs here are printer"),
        (("specs", "printer"), "specs: the folder holds neither openapi.yaml nor api.yaml"),
        (("HEAD:../print.md", "printer"), "git says: fatal:"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(repository: Path, arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)

    assert done.exit_code == 2
    assert message in done.stderr
    assert len([line for line in done.stderr.splitlines() if not line.startswith("comparing")]) == 1


def test_where_there_is_no_repository_files_are_still_compared(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    os.chdir(elsewhere)
    for name, maximum in (("old.yaml", 8), ("new.yaml", 4)):
        (elsewhere / name).write_text(API.replace("8", str(maximum)), encoding="utf-8")

    assert "copies must be at most 4 (before: 8)" in run("old.yaml", "new.yaml").stdout
    assert "run this inside of a git repository" in run("HEAD:old.yaml", "new.yaml").stderr


def test_three_versions_are_wrong_usage(repository: Path) -> None:
    done = run("printer", "printer", "printer")

    assert done.exit_code == 2
    assert "Name one API, or OLD and NEW." in done.stderr
