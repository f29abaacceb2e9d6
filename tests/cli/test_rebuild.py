"""A build builds what changed, names and keeps what was edited by hand, and is mended by the next one wherever it was stopped."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import swornspec
from swornspec.cli.main import cli
from swornspec.cli.place import files_below
from swornspec.cli.project import build_project
from swornspec.cli.record import read_record
from swornspec.cli.stage import building

PAGE = "Print pages\n\nPOST\n\n/v1/print\n\nPrints a text.\n\nRequest Body\n\ntext required\n\nstring\n\nThe text to print.\n"
ANNOTATIONS = """\
api: {api}
title: Printer
version: "1"
evidence: made up
servers: [{{url: https://printer.example, evidence: made up}}]
auth: {{bearer: {{type: http, scheme: bearer, environment: [PRINTER_KEY], evidence: made up}}}}
operations:
  print_pages:
    page: print.txt
    evidence: made up
    fields:
      - {{name: text, fingerprint: tmmdvtsp}}
    responses:
      '200': {{description: Printed., evidence: made up}}
"""
APIS = ("press", "printer")
MODELS = "generated/press_client/press_client/models.py"


def write_project(root: Path) -> None:
    for api in APIS:
        folder = root / "specs" / api
        (folder / "pages").mkdir(parents=True)
        (folder / "pages" / "print.txt").write_text(PAGE, encoding="utf-8")
        (folder / "api.yaml").write_text(ANNOTATIONS.format(api=api), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["build", *arguments], catch_exceptions=False)


def files(root: Path = Path()) -> dict[str, bytes]:
    below = (p for p in root.rglob("*") if p.is_file() and not {".swornspec", "__pycache__"} & {*p.relative_to(root).parts})
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in below}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two APIs as a build leaves it; not to be changed."""
    root = tmp_path_factory.mktemp("built")
    write_project(root)
    build_project(root)
    return root


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after both pages changed; not to be changed."""
    root = tmp_path_factory.mktemp("changed")
    write_project(root)
    build_project(root)
    for api in APIS:
        change_page(root, api)
    build_project(root)
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the built project, as the current directory."""
    shutil.copytree(built, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def change_page(root: Path, api: str) -> None:
    page = Path(root, "specs", api, "pages", "print.txt")
    page.write_text(page.read_text(encoding="utf-8").replace("Prints a text.", "Prints any text."), encoding="utf-8")


def test_nothing_changed_builds_nothing_and_says_the_same(project: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in project.rglob("*")}

    done = run()
    shutil.rmtree(".swornspec")
    afresh = run()

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.count("  unchanged\n") == 2
    assert done.stdout == afresh.stdout
    assert afresh.stderr == "building press\nbuilding printer\n"
    assert {p: p.stat().st_mtime_ns for p in before if p.exists() and ".swornspec" not in p.parts and p.is_file()} == {
        p: t for p, t in before.items() if ".swornspec" not in p.parts and p.is_file()
    }


def test_nothing_changed_needs_click_and_the_standard_library_alone(project: Path) -> None:
    code = (
        "import sys; before = {*sys.modules}; from swornspec.cli.main import cli; cli(sys.argv[1:], standalone_mode=False);"
        "print('|', *sorted({m.split('.')[0] for m in {*sys.modules} - before} - {*sys.stdlib_module_names}))"
    )
    given = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for arguments in (["build"], ["build", "--check"]):
        done = subprocess.run([sys.executable, "-c", code, *arguments], env=given, capture_output=True, text=True, check=True)

        assert done.stdout.split("|")[1].split() == ["click", "swornspec"]
        assert done.stderr == ""


def test_only_the_api_of_a_changed_page_is_built(project: Path) -> None:
    before = files()
    change_page(project, "press")

    done = run("-v")

    assert done.stderr == "changed since press was built: specs/press/pages/print.txt\nbuilding press\n"
    assert {p for p, content in files().items() if content != before.get(p)} >= {"specs/press/openapi.yaml", "specs/press/pages/print.txt"}
    assert {p.split("/")[1] for p, content in files().items() if content != before.get(p)} == {"press", "press_client"}
    assert run("--check").exit_code == 0


@pytest.mark.parametrize("name", ["specs/press/api.yaml", "specs/press/pages/other.txt", "docs/gaps.md", "contracts/press/test_press.py"])
def test_whatever_a_build_reads_counts(project: Path, name: str) -> None:
    path = Path(name)
    if path.name.startswith("test_"):
        path.unlink()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(path.read_text(encoding="utf-8") + "# more\n" if path.exists() else "more", encoding="utf-8")

    assert "building press\n" in run().stderr


@pytest.mark.parametrize("changed", ["the toolkit", "ruff"])
def test_another_toolkit_or_tool_builds_everything(project: Path, changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from swornspec.cli import project as module

    others = {**module.toolkit(), changed: "another"}
    monkeypatch.setattr(module, "toolkit", lambda: others)

    assert run().stderr == "building press\nbuilding printer\n"
    assert run().stderr == ""


def test_every_file_of_the_toolkit_counts() -> None:
    """Though what tools leave behind does not: no folder of ours may be called as theirs are."""
    home = Path(swornspec.__file__).parent

    assert files_below(home) == sorted(p for p in files(home) if not p.endswith(".pyc"))


@pytest.mark.parametrize("elsewhere", [False, True])
def test_edits_by_hand_are_named_and_replaced_and_a_copy_is_kept(project: Path, elsewhere: bool) -> None:
    built = files()
    if elsewhere:  # as in a clone
        shutil.rmtree(".swornspec")
    Path(MODELS).write_bytes(built[MODELS] + b"# mine\n")
    Path("specs/press/openapi.yaml").write_bytes(b"# mine\n" + built["specs/press/openapi.yaml"])
    Path("generated/press_client/notes.txt").write_text("mine", encoding="utf-8")

    checked = run("--check", "-q")
    done = run("-q")

    assert checked.exit_code == 1
    assert checked.stdout.endswith(
        f"edited by hand; building replaces them:\n  edited {MODELS}\n  edited specs/press/openapi.yaml\n"
        "orphaned; building removes them:\n  orphaned generated/press_client/notes.txt\n"
    )
    assert done.stderr == (
        "generated/press_client/notes.txt was none of the generated files; it was removed, and .swornspec/replaced/1 has a copy\n"
        f"{MODELS} was edited by hand; it was replaced, and .swornspec/replaced/1 has a copy\n"
        "specs/press/openapi.yaml was edited by hand; it was replaced, and .swornspec/replaced/1 has a copy\n"
    )
    assert files() == built
    assert files(Path(".swornspec/replaced/1")) == {
        MODELS: built[MODELS] + b"# mine\n",
        "specs/press/openapi.yaml": b"# mine\n" + built["specs/press/openapi.yaml"],
        "generated/press_client/notes.txt": b"mine",
    }
    Path(MODELS).write_text("again", encoding="utf-8")
    assert ".swornspec/replaced/2 has a copy" in run().stderr


def test_what_is_stale_was_not_edited_by_hand(project: Path) -> None:
    change_page(project, "press")

    checked = run("--check")

    assert checked.exit_code == 1
    assert "  changed specs/press/openapi.yaml\n" in checked.stdout
    assert "edited" not in checked.stdout
    assert "by hand" not in run().stderr


def test_line_ends_of_a_checkout_are_no_edits(project: Path) -> None:
    for path in [*project.glob("generated/**/*"), *project.glob("specs/*/openapi.yaml")]:
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = files()

    assert (run("--check").exit_code, run().stderr) == (0, "")
    shutil.rmtree(".swornspec")
    assert run("--check").exit_code == 0
    assert run().stdout.count("  unchanged\n") == 2
    assert files() == before


FOREIGN: dict[str, Callable[[dict[str, object]], object]] = {
    "nothing": lambda record: None,
    "a list": lambda record: [record],
    "numbers": lambda record: {**record, "written": {"a": 1}},
    "a list as a text": lambda record: {**record, "summary": []},
    "another package": lambda record: {**record, "package": "generated/../.."},
    "a device": lambda record: {**record, "written": {"/dev/zero": "0" * 64}},
    "another document": lambda record: {**record, "written": {**dict(record["written"]), "specs/press/openapi.yaml": "0" * 64}},  # type: ignore[call-overload]
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_record_that_is_none_costs_a_build_and_no_more(project: Path, kind: str) -> None:
    before = files()
    path = Path(".swornspec/build/press.json")
    path.write_text(json.dumps(FOREIGN[kind](json.loads(path.read_bytes()))), encoding="utf-8")

    done = run()

    assert (done.exit_code, done.stderr) == (0, "building press\n")
    assert files() == before
    assert run().stderr == ""


@pytest.mark.parametrize("content", [b"", b"\xff{", b"[" * 100_000, b'{"read": {}}'])
def test_a_record_that_cannot_be_read_costs_a_build_and_no_more(project: Path, content: bytes) -> None:
    Path(".swornspec/build/press.json").write_bytes(content)

    assert read_record(Path(), "press") is None
    assert run().stderr == "building press\n"


def test_what_a_record_says_steers_no_terminal(project: Path) -> None:
    path = Path(".swornspec/build/press.json")
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "summary": "\x1b[2Jdone\n"}), encoding="utf-8")

    assert run("press").stdout == "\\x1b[2Jdone\n  unchanged\n"


class KilledError(BaseException):
    """As a signal that nothing can catch would end it."""


@pytest.mark.parametrize("step", [0, 2, 6, 20])
def test_a_build_that_is_stopped_anywhere_is_mended_by_the_next(
    project: Path, changed: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for api in APIS:
        change_page(project, api)
    for path in project.glob("generated/*/*/_*.py"):
        path.unlink()
    replace, left = os.replace, [step]

    def replaced(old: Path, new: Path) -> None:
        if not left[0]:
            raise KilledError
        left[0] -= 1
        replace(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replaced)
        with pytest.raises(KilledError):
            run()
    Path(".swornspec/building-left").mkdir(exist_ok=True)  # which no end of a block could remove
    mended = run()

    assert mended.exit_code == 0
    assert "by hand" not in mended.stderr
    assert not list(project.glob("**/.*.new"))
    assert not list(project.glob(".swornspec/building-*"))
    assert files() == files(changed)


def test_one_build_waits_for_another(tmp_path: Path) -> None:
    said: list[str] = []
    entered, waiting = threading.Event(), threading.Event()

    def second() -> None:
        with building(tmp_path, lambda text: (said.append(text), waiting.set())):  # type: ignore[arg-type,func-returns-value]
            entered.set()

    with building(tmp_path, said.append):
        thread = threading.Thread(target=second)
        thread.start()
        assert waiting.wait(30)
        assert not entered.is_set()
    thread.join()

    assert entered.is_set()
    assert said == ["waiting for another build of this project"]


def test_two_builds_at_once_in_strange_surroundings_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "somewhere else"
    write_project(root)
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "America/Caracas", "LC_ALL": "tr_TR.UTF-8", "HOME": str(tmp_path), "RUFF_LINE_LENGTH": "20"},
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "swornspec", "build"],
            cwd=root,
            env={**given, "PYTHONPATH": os.pathsep.join(sys.path)},
            umask=umask,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for given, umask in zip(surroundings, (0o077, 0o002), strict=True)
    ]
    ended = [(*process.communicate(), process.returncode) for process in started]

    assert [code for *_, code in ended] == [0, 0], ended
    assert files(root) == files(built)
    assert sorted(err.decode().count("building ") for _, err, _ in ended) == [0, 2]


def test_two_apis_that_give_one_package_are_refused(project: Path) -> None:
    for api in ("a_b", "a__b"):
        shutil.copytree("specs/press", f"specs/{api}")
        Path(f"specs/{api}/api.yaml").write_text(ANNOTATIONS.format(api=api), encoding="utf-8")
    before = files()

    done = run()

    assert done.exit_code == 2
    assert "the APIs a__b and a_b are both built to generated/a_b_client" in done.stderr
    assert files() == before


def test_packages_of_no_api_are_removed_and_named_and_what_no_build_wrote_is_kept(project: Path) -> None:
    shutil.rmtree("specs/press")
    Path("generated/mine_client").mkdir()
    Path("generated/mine_client/mine.py").write_text("mine", encoding="utf-8")
    number = sum(path.startswith("generated/press_client/") for path in files())

    done = run()

    assert done.stderr == (
        "generated/mine_client is built from no API here; it was removed (1 file), and .swornspec/replaced/1 has a copy\n"
        f"generated/press_client is built from no API here; it was removed ({number} files)\n"
        "contracts/press/test_press.py tests an API that is not here; it is yours to remove\n"
    )
    assert [p.name for p in Path("generated").iterdir()] == ["printer_client"]
    assert files(Path(".swornspec/replaced/1")) == {"generated/mine_client/mine.py": b"mine"}
