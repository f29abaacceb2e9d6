"""What all commands share: help without heavy imports, one line for mistakes, exit codes, colour."""

import importlib
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from swornspec import __version__
from swornspec.cli.conventions import LazyGroup
from swornspec.cli.main import COMMANDS, cli
from swornspec.errors import RequestError

HEAVY = (
    "datamodel_code_generator",
    "httpx",
    "hypothesis",
    "jinja2",
    "jsonschema_rs",
    "lark",
    "msgspec",
    "openapi_python_client",
    "pydantic",
    "pytest",
    "rich",
    "schemathesis",
    "uvicorn",
    "yaml",
)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["-h"], []])
def test_help_and_version_import_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom swornspec.cli.main import cli\n"
        f"cli({arguments!r}, standalone_mode=False) if {arguments!r} else None\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_help_lists_every_command() -> None:
    shown = CliRunner().invoke(cli, ["--help"])

    assert shown.exit_code == 0
    assert all(f"\n  {name}" in shown.output for name in COMMANDS)


def test_version_is_the_packages() -> None:
    assert CliRunner().invoke(cli, ["--version"]).output == f"swornspec, version {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_exists_and_takes_the_shared_options(name: str) -> None:
    module, function = COMMANDS[name][0].split(":")

    assert isinstance(getattr(importlib.import_module(module), function), click.Command)
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert all(option in shown.output for option in ("--quiet", "--verbose", "--color"))


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["--nonsense"], ["validate"], ["lint", "--fail-on", "never"], ["lint", "--format", "xml"]]
)
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    done = CliRunner().invoke(cli, arguments)

    assert done.exit_code == 2
    assert done.stdout == ""


def group(body: object) -> LazyGroup:
    """A group with one command, `go`, that raises or calls what it is given."""

    @click.command()
    def go() -> None:
        if isinstance(body, BaseException):
            raise body

    made = LazyGroup("tool", table={"go": ("nowhere:go", "Go.")})
    made.get_command = lambda ctx, name: go  # type: ignore[method-assign]
    return made


def test_users_mistake_is_one_line_and_exits_2() -> None:
    done = CliRunner().invoke(group(RequestError("two\nlines \x1b[31m", where="a.json:3", mend="do this")), ["go"])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "swornspec: a.json:3: two lines \\x1b[31m (do this)\n"


def test_unusable_file_is_one_line_and_exits_2() -> None:
    done = CliRunner().invoke(group(PermissionError(13, "Permission denied", "generated/x")), ["go"])

    assert (done.exit_code, done.stderr) == (2, "swornspec: generated/x: Permission denied\n")


def test_our_own_bugs_keep_their_traceback() -> None:
    done = CliRunner().invoke(group(ZeroDivisionError("ours")), ["go"])

    assert isinstance(done.exception, ZeroDivisionError)


def test_reader_that_goes_away_is_no_error_message(project: Path) -> None:
    command = f"{sys.executable} -m swornspec.cli lint printer --format json | true"

    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)

    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {}, False),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_colour_is_chosen_before_or_after_the_command(
    project: Path, arguments: list[str], environment: dict[str, str], coloured: bool, before: bool
) -> None:
    line = [*arguments, "lint", "printer"] if before else ["lint", "printer", *arguments]

    done = CliRunner().invoke(cli, line, env=environment, color=True)

    assert ("\x1b[" in done.stdout) == coloured


@pytest.mark.parametrize(("flag", "shown"), [([], True), (["-q"], False)])
def test_quiet_leaves_only_the_result(project: Path, flag: list[str], shown: bool) -> None:
    done = CliRunner().invoke(cli, ["lint", "printer", "--format", "json=out.json", *flag])

    assert ("wrote out.json" in done.stderr) == shown
    assert done.stdout == ""
