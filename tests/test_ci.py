"""What other projects run in their pipelines: the action, the workflows, the hooks, and the scripts behind them, run here offline."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.site import MARKDOWN, Site
from tests.cli.test_build import ANNOTATIONS, PAGE

from swornspec.cli.main import COMMANDS, cli

ROOT = Path(__file__).parents[1]
STEPS = ROOT / ".ci" / "steps"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
YAML = [ROOT / "action.yml", *WORKFLOWS]
MOSAIC = (ROOT / "tests" / "cases" / "mosaic" / "page.md").read_bytes()
HOSTILE = "::error::taken\n  ::set-env name=PATH::/tmp\n### <b>taken</b>\n```\n"


def named(path: Path) -> str:
    return path.name


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # `on` is a word here, not true


def mappings(node: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, Mapping):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from mappings(item)


def steps_of(path: Path) -> list[Mapping[str, Any]]:
    return [node for node in mappings(read(path)) if "uses" in node or "run" in node]


def inputs_of(path: Path) -> Mapping[str, Any]:
    """The inputs of an action, or of a workflow that others can call."""
    value = read(path)
    return value["inputs"] if "inputs" in value else value["on"].get("workflow_call", {}).get("inputs", {})


@pytest.mark.parametrize("path", YAML, ids=named)
def test_whatever_is_used_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    lines = re.findall(r"^ *(?:- )?uses: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(lines) == sum("uses" in step for step in steps_of(path))
    assert [line for line in lines if not re.fullmatch(r"\./\S*|[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+(?:\.\d+){2}", line)] == []


@pytest.mark.parametrize("path", YAML, ids=named)
def test_steps_run_scripts_of_this_repository_and_put_nothing_into_them(path: Path) -> None:
    for step in steps_of(path):
        run = step.get("run", "")
        script = run.strip("'\"").replace("$GITHUB_ACTION_PATH/", "")

        assert "name" in step
        assert "${{" not in run
        assert not run or os.access(ROOT / script, os.X_OK), run


@pytest.mark.parametrize("path", YAML, ids=named)
def test_each_input_is_described_and_used_and_no_other_is(path: Path) -> None:
    text, inputs = path.read_text(encoding="utf-8"), inputs_of(path)

    assert set(re.findall(r"\binputs\.([a-z-]+)", text)) == set(inputs)
    assert all(one["description"] for one in inputs.values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=named)
def test_workflows_may_do_nothing_but_what_each_job_says_and_end_in_time(path: Path) -> None:
    value = read(path)

    assert value["permissions"] == {}
    for job in value["jobs"].values():
        assert job["permissions"]["contents"] == "read"
        assert int(job["timeout-minutes"]) <= 60
        checkouts = [step for step in job["steps"] if str(step.get("uses")).startswith("actions/checkout@")]
        assert [step["with"]["persist-credentials"] for step in checkouts] == ["false"] * len(checkouts)


def test_the_action_hands_the_scripts_only_what_they_read_and_workflows_the_action_only_inputs_it_has() -> None:
    action = read(ROOT / "action.yml")
    scripts = "".join(path.read_text(encoding="utf-8") for path in STEPS.iterdir())
    handed = [step["with"] for path in WORKFLOWS for step in steps_of(path) if step.get("uses", "").startswith("./") if "with" in step]

    assert [name for step in steps_of(ROOT / "action.yml") for name in step.get("env", ()) if f"${{{name}:" not in scripts] == []
    assert {name for given in handed for name in given} <= set(action["inputs"])


@pytest.mark.parametrize("path", sorted(STEPS.iterdir()), ids=named)
def test_scripts_are_bash_and_say_what_they_are_for(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0
    assert lines[0] == "#!/usr/bin/env bash" or not os.access(path, os.X_OK)
    assert any(line.startswith("# ") and "shellcheck" not in line for line in lines[:2])


def test_hooks_run_commands_that_take_their_options() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    for hook in hooks:
        words = shlex.split(hook["entry"])
        with cli.make_context("swornspec", words[1:], resilient_parsing=True) as context:
            assert context.command is cli
        assert words[0] == "swornspec"
        assert set(words[1:]) & set(COMMANDS)
        assert re.compile(hook["files"])
    assert len({hook["id"] for hook in hooks}) == len(hooks)


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for the PATH, with `swornspec` as it is here."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program(folder, "swornspec", f'exec {shlex.quote(sys.executable)} -m swornspec "$@"')
    return folder


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def run(step: str, at: Path, programs: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A script as the runner would run it; its summary and outputs go to `summary` and `output` beside the project."""
    told = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(at.parent / "summary"), "GITHUB_OUTPUT": str(at.parent / "output")}
    clients = os.pathsep.join([*map(str, (at / "generated").glob("*_client")), os.environ.get("PYTHONPATH", "")])
    settings = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": clients, **told, **settings}
    return subprocess.run([STEPS / step], cwd=at, env={**os.environ, **settings}, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project as a person writes it; nothing is built."""
    folder = tmp_path / "project"
    (folder / "specs" / "printer" / "pages").mkdir(parents=True)
    (folder / "specs" / "printer" / "pages" / "print.txt").write_text(PAGE, encoding="utf-8")
    (folder / "specs" / "printer" / "api.yaml").write_text(ANNOTATIONS, encoding="utf-8")
    return folder


def test_verify_passes_what_is_in_order_and_fails_what_is_not(project: Path, programs: Path) -> None:
    subprocess.run([programs / "swornspec", "-q", "build"], cwd=project, check=True, capture_output=True)

    fine = run("verify", project, programs)
    (project / "generated/printer_client/README.md").write_text("mine", encoding="utf-8")
    program(programs, "swornspec", f'test "$2" != build || exec {shlex.quote(sys.executable)} -m swornspec "$@"')
    stale = run("verify", project, programs, APIS="printer", REPORTS="again")

    assert (fine.returncode, fine.stderr) == (0, "")
    reports = {path.name for path in (project / "swornspec-reports").iterdir()}
    kinds = {f"test-printer.{kind}" for kind in ("txt", "xml", "json", "sarif")}
    assert {"build.txt", "lint.txt", "lint.sarif", "lint.github", *kinds} <= reports
    assert stale.returncode == 1
    assert "edited generated/printer_client/README.md" in stale.stdout
    summary = (project.parent / "summary").read_text(encoding="utf-8")
    verdicts = re.findall(r"^### What is generated is up to date: (.*)$", summary, re.MULTILINE)
    assert verdicts == ["fine", "not fine"]
    assert (project.parent / "output").read_text(encoding="utf-8") == "reports=swornspec-reports\nreports=again\n"


def test_the_worst_of_all_steps_decides_and_none_is_left_out(project: Path, programs: Path) -> None:
    program(programs, "swornspec", 'echo "$@" >> calls\ncase $2 in build) exit 1;; lint) exit 2;; esac')
    (project / "specs/printer/openapi.yaml").write_text("openapi: 3.1.0\n", encoding="utf-8")

    done = run("verify", project, programs, FAIL_ON="warning", BASE_URL="http://127.0.0.1:9")

    assert done.returncode == 2
    build, lint, test = (project / "calls").read_text(encoding="utf-8").splitlines()
    assert build == "-q build --check"
    assert lint.startswith("-q lint printer --fail-on warning --format text --format sarif=")
    assert test.startswith("-q test printer --base-url http://127.0.0.1:9 --format text ")


def test_what_changed_since_a_commit_is_compared_where_there_was_a_document(project: Path, programs: Path) -> None:
    program(programs, "swornspec", 'echo "$@" >> calls')
    (project / "specs/printer/openapi.yaml").write_text("openapi: 3.1.0\n", encoding="utf-8")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], cwd=project, check=True)
    (project / "specs/fax").mkdir()
    (project / "specs/fax/openapi.yaml").write_text("openapi: 3.1.0\n", encoding="utf-8")

    done = run("verify", project, programs, BASE="HEAD")
    unknown = run("verify", project, programs, BASE="--help")

    assert done.returncode == 0, done.stderr
    compared = [line for line in (project / "calls").read_text(encoding="utf-8").splitlines() if " diff " in line]
    [words] = [line.split() for line in compared]
    assert re.fullmatch(r"[0-9a-f]{40}:specs/printer/openapi.yaml", words[2])
    assert words[3:6] == ["specs/printer/openapi.yaml", "--fail-on", "breaking"]
    assert (unknown.returncode, unknown.stderr) == (2, "The commit to compare with is not here: --help. Check out with its history.\n")


def test_words_of_pages_are_no_commands_of_the_runner_and_no_markup(project: Path, programs: Path) -> None:
    (programs / "words").write_text(HOSTILE, encoding="utf-8")
    program(programs, "swornspec", f"cat {shlex.quote(str(programs / 'words'))}; cat {shlex.quote(str(programs / 'words'))} >&2")

    done = run("pages", project, programs)

    assert [line for line in done.stdout.splitlines() if not line.startswith(("| ", "== "))] == []
    assert done.stderr == ""
    heading, *shown = (project.parent / "summary").read_text(encoding="utf-8").splitlines()
    assert heading == "### The documentation pages are as they were: fine"
    assert [line for line in shown if line and not line.startswith("    ")] == []


def test_markdown_that_swornspec_writes_is_the_summary(project: Path, programs: Path) -> None:
    program(programs, "swornspec", "echo '**one** of them' > swornspec-reports/pages.md; exit 1")

    done = run("pages", project, programs)

    summary = (project.parent / "summary").read_text(encoding="utf-8")
    assert (done.returncode, summary) == (1, "### The documentation pages are as they were: not fine\n\n**one** of them\n\n\n")


@pytest.mark.parametrize("step", ["verify", "pages"])
def test_an_option_in_the_place_of_an_api_is_refused(step: str, project: Path, programs: Path) -> None:
    done = run(step, project, programs, APIS="printer --base-url=http://elsewhere.example")

    assert (done.returncode, done.stderr) == (2, "no name of an API or file: --base-url=http://elsewhere.example\n")


def test_a_folder_without_apis_is_said_to_be_one(tmp_path: Path, programs: Path) -> None:
    (tmp_path / "empty").mkdir()

    done = run("verify", tmp_path / "empty", programs)

    assert (done.returncode, done.stderr) == (2, "There is no API here: no specs/API/openapi.yaml, and APIS names none.\n")


def test_pages_are_read_again_from_their_addresses_and_a_change_fails(tmp_path: Path, programs: Path) -> None:
    site = Site({"/docs/tiles.md": (200, MARKDOWN, MOSAIC)})
    folder = tmp_path / "project"
    folder.mkdir()
    try:
        begin = [programs / "swornspec", "-q", "init", "mosaic", f"{site.address}/docs/tiles", "--yes"]
        subprocess.run(begin, cwd=folder, check=True, capture_output=True)
        annotations = folder / "specs/mosaic/api.yaml"
        annotations.write_text(annotations.read_text(encoding="utf-8").replace('"???"', "made up"), encoding="utf-8")
        site.pages["/docs/tiles.md"] = (200, MARKDOWN, MOSAIC.replace(b"must not exceed 65536", b"must not exceed 4096"))
        changed = run("pages", folder, programs, APIS="mosaic")
    finally:
        site.close()

    assert changed.returncode == 1
    assert "| mosaic: changed\n|   breaking: lay_a_mosaic.columns: another rule: " in changed.stdout
    assert "    mosaic: changed" in (tmp_path / "summary").read_text(encoding="utf-8")


def test_the_toolkit_is_installed_from_where_the_action_says(tmp_path: Path, programs: Path) -> None:
    program(programs, "python", 'echo "$@" > installed')
    (tmp_path / "project").mkdir()

    done = run("install", tmp_path / "project", programs, SWORNSPEC="swornspec==0.1.0")
    option = run("install", tmp_path / "project", programs, SWORNSPEC="--pre")

    assert done.returncode == 0
    assert (tmp_path / "project/installed").read_text(encoding="utf-8").endswith(" -- swornspec==0.1.0\n")
    assert option.returncode == 2


DOCUMENTED = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", DOCUMENTED)
def test_what_the_documentation_shows_fits_what_there_is(block: str) -> None:
    ours = {"OWNER/swornspec": "action.yml", **{f"OWNER/swornspec/.github/workflows/{p.name}": named(p) for p in WORKFLOWS}}
    inputs = {name: inputs_of(ROOT / file if file == "action.yml" else ROOT / ".github/workflows" / file) for name, file in ours.items()}
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}

    for node in mappings(yaml.load(block, Loader=yaml.BaseLoader)):
        used, _, commit = str(node.get("uses", "")).partition("@")
        if used in inputs:
            assert commit == "COMMIT"
            required = {name for name, one in inputs[used].items() if one.get("required") == "true"}
            assert required <= set(node["with"]) <= set(inputs[used])
        assert not isinstance(node.get("id"), str) or node["id"] in hooks
        for line in node.get("script", ()):
            words = shlex.split(line)
            assert words[0] == "pip" or words[1] in COMMANDS
