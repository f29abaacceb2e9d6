"""Whatever documentation shows of code is run, parsed or said not to be; what it says of commands is so."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
import yaml
from tests.walk import ROOT, Block, blocks, walked

from swornspec.cli.main import COMMANDS, cli

DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS, *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
TUTORIAL = ROOT / "docs" / "tutorial.md"
RUN = {
    "README.md": "tests/test_readme.py",
    "client-files.md": "tests/codegen/test_client_files_guide.py",
    "clients.md": "tests/codegen/test_clients_page.py",
    "tutorial.md": "tests/test_docs.py",
}
"""The pages whose programs are run, and the tests that do."""


def named(path: Path) -> str:
    return path.name


def test_a_newcomer_goes_from_an_empty_folder_to_a_client_that_changes_with_its_page(
    golden: Callable[[Path, str], None], tmp_path: Path
) -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    for folder in ("empty", "programs"):
        (tmp_path / folder).mkdir()

    real = walked(text, tmp_path / "empty", tmp_path / "programs")

    golden(TUTORIAL, real)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_each_program_is_run_or_says_why_not(page: Path) -> None:
    programs = [b for b in blocks(page.read_text(encoding="utf-8")) if b.language in ("console", "sh", "python")]
    run = [block for block in programs if block.why is None]

    assert not run or page.name in RUN, [block.content for block in run]
    assert not run or page.name in (ROOT / RUN[page.name]).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_each_block_has_a_language_that_is_known_and_is_what_it_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert len(re.findall(r"^```", text, re.MULTILINE)) == 2 * len(blocks(text))
    for block in blocks(text):
        assert block.language in ("console", "json", "python", "sh", "text", "yaml")
        _parse(block)


def _parse(block: Block) -> None:
    if block.language == "python":
        compile(block.content, "<example>", "exec")
    if block.language == "yaml":
        assert yaml.safe_load(block.content) is not None
    if block.language == "json":
        json.loads(block.content)


def commands(text: str) -> Iterator[tuple[str, set[str]]]:
    """The command and the options of each line of code that runs swornspec."""
    for name, rest in re.findall(r"^(?:    |\$ |)(?:\S*/)?swornspec (?:-q )?([a-z]+)(.*)$", text, re.MULTILINE):
        yield name, set(re.findall(r"(?<= )--?[a-z][a-z-]*", re.split(r" [|>#] | \|\| ", rest)[0]))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_that_are_shown_have_the_options_they_are_shown_with(page: Path) -> None:
    for name, options in commands(page.read_text(encoding="utf-8")):
        assert name in COMMANDS
        with cli.make_context("swornspec", [name]) as around:
            command = cli.get_command(around, name)
            assert isinstance(command, click.Command)
            known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert options <= known, name
