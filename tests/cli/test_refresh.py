"""`swornspec refresh` reads pages again from their addresses, and tells a change from a page that only looks different."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.cli.site import HTML, MARKDOWN, Site

from swornspec.cli.main import cli

MOSAIC = (Path(__file__).parents[1] / "cases" / "mosaic" / "page.md").read_bytes()
PAGE = Path("specs/mosaic/pages/docs-tiles.md")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site with one page, and a project that was begun from it, as the current directory."""
    monkeypatch.chdir(tmp_path)
    made = Site({"/docs/tiles.md": (200, MARKDOWN, MOSAIC)})
    try:
        assert run("init", "mosaic", f"{made.address}/docs/tiles", "--yes").exit_code == 0
        annotations = Path("specs/mosaic/api.yaml")
        text = annotations.read_text(encoding="utf-8").replace('"???"', "made up")
        annotations.write_text(text, encoding="utf-8")
        yield made
    finally:
        made.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def serve(site: Site, content: bytes) -> None:
    site.pages["/docs/tiles.md"] = (200, MARKDOWN, content)


def test_pages_that_stayed_the_same_are_no_change(here: Site) -> None:
    done = run("refresh", "--check")

    assert (done.exit_code, done.stdout) == (0, "mosaic: what is read from the pages did not change\n")


def test_a_changed_rule_is_shown_with_both_sentences_and_fails_the_check(here: Site) -> None:
    old = b"must not exceed 65536"
    assert old in MOSAIC
    serve(here, MOSAIC.replace(old, b"must not exceed 4096"))

    checked = run("refresh", "mosaic", "--check")
    written = run("refresh", "mosaic")

    assert checked.exit_code == 1
    assert checked.stdout.startswith("mosaic: changed\n  breaking: lay_a_mosaic.columns: another rule: columns * rows must be at most 4096")
    assert "\n    was: " in checked.stdout
    assert checked.stdout.endswith("  -> `columns` × `rows` must not exceed 65536.\n  +> `columns` × `rows` must not exceed 4096.\n   \n")
    assert "next: swornspec build mosaic" in written.stderr
    assert (written.exit_code, PAGE.read_bytes()) == (0, MOSAIC.replace(old, b"must not exceed 4096"))
    assert run("refresh", "--check").exit_code == 0


def test_a_page_that_the_annotations_do_not_fit_any_more_is_compared_all_the_same(here: Site) -> None:
    serve(here, MOSAIC.replace(b"What lies between the tiles.", b"What lies between the tiles. At most 2 of it."))

    done = run("refresh", "--check")

    assert done.exit_code == 1
    assert done.stdout.startswith("mosaic: changed\n  api.yaml does not fit the new pages: ")
    assert "lay_a_mosaic.grout: " in done.stdout


def test_a_page_that_differs_in_nothing_that_is_read_is_no_change_but_is_taken(here: Site) -> None:
    serve(here, MOSAIC + b"\n\n")

    assert run("refresh", "--check").exit_code == 0
    assert PAGE.read_bytes() == MOSAIC
    assert run("refresh").exit_code == 0
    assert PAGE.read_bytes() == MOSAIC + b"\n\n"


def test_a_page_that_is_no_longer_readable_is_a_change_and_nothing_else(here: Site) -> None:
    serve(here, b"Moved.\n\x1b[2J")

    done = run("refresh", "--check")

    assert done.exit_code == 1
    assert "docs-tiles.md cannot be read as it is now: " in done.stdout
    assert "\x1b" not in done.stdout


def test_an_address_that_answers_nothing_is_told_and_exits_2(here: Site) -> None:
    del here.pages["/docs/tiles.md"]

    done = run("refresh")

    assert done.exit_code == 2
    assert "the server answered 404" in done.stderr
    assert PAGE.read_bytes() == MOSAIC


def test_pages_that_were_copied_by_hand_are_named_and_not_compared(here: Site) -> None:
    here.pages["/docs/tiles.md"] = (404, HTML, b"")
    here.pages["/docs/tiles"] = (200, HTML, b"<p>tiles")
    annotations = Path("specs/mosaic/api.yaml")
    annotations.write_text(annotations.read_text(encoding="utf-8").replace('tiles.md"', 'tiles"'), encoding="utf-8")

    done = run("refresh", "--check")

    assert (done.exit_code, done.stdout) == (2, "mosaic: no page was compared\n")
    assert f"mosaic: docs-tiles.md is not compared: it was copied by hand, and {here.address}/docs/tiles gives .html" in done.stderr
