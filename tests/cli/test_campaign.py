"""`swornspec campaign`: thin, and clear about what is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swornspec.cli.main import cli


def campaign(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["campaign", *arguments])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("good.yaml").write_text("openapi: 3.1.0\npaths: {/lamps: {get: {responses: {'200': {description: All.}}}}}\n", encoding="utf-8")
    Path("broken.yaml").write_text("openapi: 3.1.0\npaths: [\n", encoding="utf-8")
    return tmp_path


def test_findings_make_the_exit_code_1_and_every_format_is_written(files: Path) -> None:
    done = campaign(".", "--workers", "1", "--only", "valid", "--format", "text", "--format", "json=all.json", "--format", "junit=all.xml")

    assert done.exit_code == 1
    assert "broken.yaml\n  read: the document cannot be read\n    broken.yaml:3:1: not valid YAML" in done.stdout
    assert "2 documents, 3 tasks, 1 request: 1 finding, 0 tasks failed\n" in done.stdout
    assert json.loads(Path("all.json").read_text())["figures"]["findings"] == 1
    assert "<testsuites" in Path("all.xml").read_text()
    assert "2 files on 1 worker of this machine" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nowhere.yaml",), "neither an API nor a file"),
        ((".", "--resume"), "need --store"),
        ((".", "--store", "s", "--retry-failed"), "goes with --resume"),
        ((".", "--workers", "2", "--scheduler", "tcp://x:1"), "does not go with --scheduler"),
        ((".", "--seeds", "9..0"), "no range such as 0..9"),
        ((".", "--seeds", "a"), "no range such as 0..9"),
        ((".", "--format", "html"), "is not one of text, json, junit"),
        (("empty",), "there is no OpenAPI document to test"),
        ((".", "--targets", "targets.yaml"), "the environment lacks NOT_SET_ANYWHERE"),
        ((".", "--store", "good.yaml"), "good.yaml"),
    ],
)
def test_wrong_usage_is_told_before_anything_runs(files: Path, arguments: tuple[str, ...], told: str) -> None:
    Path("empty").mkdir()
    Path("targets.yaml").write_text("good.yaml: {url: 'http://127.0.0.1:9', headers: {X-Key: NOT_SET_ANYWHERE}}\n", encoding="utf-8")

    done = campaign(*arguments)

    assert done.exit_code == 2
    assert told in done.stderr
    assert done.stdout == ""
    assert not Path("s").exists()


def test_a_store_is_gone_on_with_and_failed_tasks_are_tried_again(files: Path) -> None:
    Path("targets.yaml").write_text("good.yaml: {url: 'http://127.0.0.1:9'}\n", encoding="utf-8")
    common = ("good.yaml", "--workers", "1", "--only", "valid", "--store", "s")

    first = campaign(*common, "--targets", "targets.yaml")
    again = campaign(*common)
    gone_on = campaign(*common, "--resume", "--targets", "targets.yaml", "--retry-failed")

    assert first.exit_code == gone_on.exit_code == 1
    assert "1 task could not be run: http://127.0.0.1:9 does not answer" in first.stdout
    assert again.exit_code == 2
    assert "--resume" in again.stderr
    assert "1 failed tasks are run again" in gone_on.stderr
    assert "1 of them before" in gone_on.stderr
    assert gone_on.stdout == first.stdout
