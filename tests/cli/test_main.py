"""What all commands share: help without heavy imports, one line for mistakes, exit codes, colour."""

import contextlib
import importlib
import itertools
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import click
import pytest
from click.testing import CliRunner

from swornspec import __version__
from swornspec.cli.completion import SHELLS
from swornspec.cli.conventions import LazyGroup, shared_options
from swornspec.cli.examples import EXAMPLES
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
        if callable(body):
            body()

    go.params += shared_options()
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
    command = f"{sys.executable} -m swornspec lint printer --format json | true"

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


def test_help_costs_few_modules() -> None:
    """`swornspec --help` stays under 150 ms as long as it imports little more than click."""
    program = (
        "import sys, click\nbefore = set(sys.modules)\nfrom swornspec.cli.main import cli\ncli(['--help'], standalone_mode=False)\n"
        "print(len(set(sys.modules) - before), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert int(done.stderr) < 25


def test_help_of_each_command_imports_nothing_heavy() -> None:
    """One process for all of them: what one imports would be seen at the end."""
    program = (
        "import sys\nfrom swornspec.cli.main import COMMANDS, cli\n"
        "for name in COMMANDS:\n    cli([name, '--help'], standalone_mode=False)\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"


def test_nothing_but_the_name_tells_a_newcomer_what_to_try() -> None:
    shown = CliRunner().invoke(cli, [])

    assert (shown.exit_code, shown.stdout) == (2, "")
    tried = re.findall(r"^  swornspec (\w+)", shown.stderr, re.MULTILINE)
    assert len(tried) == 3
    assert set(tried) <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_ends_with_examples(name: str) -> None:
    shown = CliRunner().invoke(cli, [name, "--help"]).output

    assert len(EXAMPLES[name]) >= 1
    assert "\n  Examples:\n" in shown
    assert all(f"\n    {typed}\n" in shown for typed, _ in EXAMPLES[name])


@pytest.mark.parametrize("typed", [typed for name in COMMANDS for typed, _ in EXAMPLES.get(name, ())])
def test_each_example_is_one_that_its_command_takes(typed: str) -> None:
    words = shlex.split(typed.removeprefix('eval "$(').removesuffix(')"'))
    words = list(itertools.takewhile(lambda word: word not in ("|", ">"), words[words.index("swornspec") :]))

    with cli.make_context("swornspec", words[1:2]) as around:
        _, command, _ = cli.resolve_command(around, words[1:2])
        assert command is not None
        with command.make_context(words[1], words[2:], parent=around) as context:
            assert context.command is command


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_is_a_script_for_the_shell(shell: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell])

    assert done.exit_code == 0
    assert f"_SWORNSPEC_COMPLETE={shell}_complete" in done.stdout


def completed(words: str) -> list[str]:
    """What a shell is told to complete the last of some words with."""
    parts = words.split(" ")
    told = {"_SWORNSPEC_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(parts) - 1)}
    done = CliRunner().invoke(cli, [], env=told, prog_name="swornspec")
    return [line.partition(",")[2] for line in done.stdout.splitlines()]


def test_a_shell_completes_commands_options_and_apis(project: Path) -> None:
    assert completed("swornspec val") == ["validate"]
    assert "--fail-on" in completed("swornspec lint --f")
    assert completed("swornspec lint p") == ["printer"]
    assert completed("swornspec build --check ") == ["printer", "scanner"]
    assert completed("swornspec lint openapi.y") == ["openapi.y"]  # a file: the shell goes on itself


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colour_unless_it_asks_for_none(project: Path, environment: dict[str, str], coloured: bool) -> None:
    settings = {**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "TERM": "xterm", **environment}
    seen, terminal = pty.openpty()
    with os.fdopen(seen, "rb", closefd=True) as shown:
        subprocess.run([sys.executable, "-m", "swornspec", "lint", "printer"], stdout=terminal, env=settings, check=False)
        os.close(terminal)
        text = read_all(shown)

    assert ("\x1b[" in text) == coloured


@pytest.mark.parametrize(
    ("environment", "choice"),
    [({"NO_COLOR": "", "TERM": "xterm"}, None), ({"NO_COLOR": "0", "TERM": "xterm"}, False), ({"NO_COLOR": "", "TERM": "dumb"}, False)],
)
def test_what_the_environment_says_of_colour_is_heeded(environment: dict[str, str], choice: bool | None) -> None:
    seen: list[bool | None] = []

    CliRunner().invoke(group(lambda: seen.append(click.get_current_context().color)), ["go"], env=environment)

    assert seen == [choice]


def read_all(shown: BinaryIO) -> str:
    """What a terminal has shown, once nobody writes to it any more."""
    text = b""
    with contextlib.suppress(OSError):  # Linux tells the end of a terminal as an error
        while more := os.read(shown.fileno(), 65536):
            text += more
    return text.decode()
