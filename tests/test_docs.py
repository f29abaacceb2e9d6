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
PARSED = ("test_ci.py", "test_repository.py", "test_site.py")
"""Tests that name pages and run nothing of them."""


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

    tests = (test for test in (ROOT / "tests").rglob("test_*.py") if test.name not in PARSED)
    assert not run or any(f'"{page.name}"' in test.read_text(encoding="utf-8") for test in tests), [block.content for block in run]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_each_block_has_a_language_that_is_known_and_is_what_it_says(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert len(re.findall(r"^```", text, re.MULTILINE)) == 2 * len(blocks(text))
    for block in blocks(text):
        assert block.language in ("console", "diff", "html", "json", "markdown", "python", "sh", "text", "toml", "yaml")
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
