"""`swornspec read`: what is printed where, and what `--layout` takes."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from swornspec.cli.main import cli
from swornspec.page.layouts import LAYOUTS

TABLES = Path(__file__).parents[1] / "cases" / "ferry" / "page.md"
LABELLED = Path(__file__).parents[1] / "cases" / "video" / "page.txt"


def test_every_operation_of_every_page_is_in_one_document_and_the_layouts_are_named() -> None:
    done = CliRunner().invoke(cli, ["read", str(TABLES), str(LABELLED)])

    assert done.exit_code == 0
    assert [list(p) for p in yaml.safe_load(done.stdout)["paths"].values()] == [["post"], ["patch"], ["delete"], ["post"]]
    assert "page.md: 3 operations, 26 fields, read as a Markdown parameter table (" in done.stderr
    assert "page.txt: 8 fields, read as a labelled page (" in done.stderr


def test_help_lists_the_layouts() -> None:
    done = CliRunner().invoke(cli, ["read", "--layout", "help"])

    assert (done.exit_code, [line.split(":")[0] for line in done.stdout.splitlines()]) == (0, [layout.name for layout in LAYOUTS])


@pytest.mark.parametrize("arguments", [["--layout", "tabels", str(TABLES)], [str(TABLES.parent / "spec.yaml")]])
def test_a_layout_that_does_not_exist_and_a_page_of_none_are_one_line_and_status_2(arguments: list[str]) -> None:
    done = CliRunner().invoke(cli, ["read", *arguments])

    assert (done.exit_code, done.stdout) == (2, "")
    assert "layout" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_layout_that_is_named_is_taken() -> None:
    done = CliRunner().invoke(cli, ["read", "--layout", "markdown-table", str(LABELLED)])

    assert done.exit_code == 0
    assert "page.txt: 0 fields, read as a Markdown parameter table" in done.stderr


def test_a_sample_that_breaks_a_sentence_is_named_with_both_lines_and_no_failure() -> None:
    done = CliRunner().invoke(cli, ["read", str(TABLES)])

    assert done.exit_code == 0
    assert "the sample at page.md:16 leaves out departs_at and open_ticket" in done.stderr
    assert '  page.md line 36: "Required unless `open_ticket` is true."' in done.stderr
