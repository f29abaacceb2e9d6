"""`swornspec build` writes what is generated, nothing else, and all of it or nothing; `read` needs no project."""

import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from swornspec.cli.main import cli

PAGE = """\
Print pages

POST

/v1/print

Prints a text.

Request Body

text required

string

The text to print.

width

min10  max200 | int

The width of the page. The value should be a multiple of 5.

copies

int

How many copies to print. If width is over 100, must be at most 4. Some say that it must not be odd on Sundays.
"""
ANNOTATIONS = """\
api: printer
title: Printer
version: "1"
evidence: made up
servers: [{url: https://printer.example, evidence: made up}]
auth: {bearer: {type: http, scheme: bearer, environment: [PRINTER_KEY], evidence: made up}}
operations:
  print_pages:
    page: print.txt
    evidence: made up
    fields:
      - {name: text, fingerprint: tmmdvtsp}
      - {name: width, fingerprint: dzhhkfkr}
      - {name: copies, fingerprint: fvptqnts}
    responses:
      '200': {description: Printed., evidence: made up}
"""


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project as a person writes it, as the current directory: pages and annotations."""
    folder = tmp_path / "specs" / "printer"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages" / "print.txt").write_text(PAGE, encoding="utf-8")
    (folder / "api.yaml").write_text(ANNOTATIONS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def files(root: Path) -> dict[str, bytes]:
    return {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in root.rglob("*")
        if p.is_file() and not {"__pycache__", ".swornspec"} & {*p.parts}
    }


def test_build_writes_specification_client_and_suite_and_says_what_it_read(pages: Path) -> None:
    done = run("build")

    assert done.exit_code == 0
    written = set(files(pages))
    assert {"specs/printer/openapi.yaml", "generated/printer_client/pyproject.toml"} <= written
    assert any(name.startswith("contracts/printer/test_") for name in written)
    assert done.stdout.startswith(
        "printer: 1 operation, 3 fields, 7 keywords, 1 rule (1 reject)\n"
        "  1 gap: sentences that sound like a rule and were not read; specs/printer/openapi.yaml lists them under x-gaps\n"
        "  new contracts/printer/test_printer.py, generated/printer_client ("
    )
    assert done.stderr == "building printer\n"


def test_building_twice_changes_nothing(pages: Path) -> None:
    run("build")
    first = files(pages)

    again = run("build", "printer")

    assert again.stdout.endswith("  unchanged\n")
    assert files(pages) == first
    assert run("build", "--check").exit_code == 0


def test_a_changed_page_is_the_next_version_of_the_client(pages: Path) -> None:
    run("build")
    folder = pages / "specs" / "printer"
    (folder / "pages" / "print.txt").write_text(PAGE.replace("must be at most 4.", "must be at most 3."), encoding="utf-8")
    (folder / "api.yaml").write_text(ANNOTATIONS.replace("fvptqnts", "xqjknhkj"), encoding="utf-8")

    run("build")

    changes = Path("generated/printer_client/CHANGELOG.md").read_text(encoding="utf-8")
    assert "\n## 2.0.0\n\n### Breaking\n\n* print_pages: another rule: copies must be at most 3 when width is over 100 (before: " in changes
    assert 'version = "2.0.0"' in Path("generated/printer_client/pyproject.toml").read_text(encoding="utf-8")
    assert run("build").stdout.endswith("  unchanged\n")
    assert run("build", "--check").exit_code == 0
    built = files(pages)
    shutil.rmtree(".swornspec")
    assert run("build").stdout.endswith("  unchanged\n")
    assert files(pages) == built


def test_a_changelog_that_was_edited_is_named_and_a_history_that_cannot_be_read_stops_the_build(pages: Path) -> None:
    run("build")
    client = Path("generated/printer_client")
    changes = (client / "CHANGELOG.md").read_bytes()
    (client / "CHANGELOG.md").write_text("mine", encoding="utf-8")

    mended = run("build")

    assert "generated/printer_client/CHANGELOG.md was edited by hand; it was replaced" in mended.stderr
    assert (client / "CHANGELOG.md").read_bytes() == changes
    (client / "history.json").write_text("{", encoding="utf-8")
    stopped = run("build")
    assert stopped.exit_code == 2
    assert "restore the file, or remove it to begin a new history" in stopped.stderr
    (client / "history.json").unlink()
    assert run("build").exit_code == 0
    assert (client / "CHANGELOG.md").read_bytes() == changes


def test_check_lists_what_is_stale_edited_or_orphaned_and_writes_nothing(pages: Path) -> None:
    run("build")
    Path("specs/printer/openapi.yaml").write_text("edited", encoding="utf-8")
    Path("generated/printer_client/pyproject.toml").unlink()
    Path("generated/printer_client/printer_client/old.py").write_text("", encoding="utf-8")
    before = files(pages)

    done = run("build", "--check", "-q")

    assert done.exit_code == 1
    assert done.stdout.endswith(
        "not up to date; run: swornspec build\n"
        "stale; building writes them:\n"
        "  new generated/printer_client/pyproject.toml\n"
        "edited by hand; building replaces them:\n"
        "  edited specs/printer/openapi.yaml\n"
        "orphaned; building removes them:\n"
        "  orphaned generated/printer_client/printer_client/old.py\n"
    )
    assert files(pages) == before


def test_suite_is_yours_once_it_is_written(pages: Path) -> None:
    Path("contracts/printer").mkdir(parents=True)
    Path("contracts/printer/test_mine.py").write_text("# mine\n", encoding="utf-8")

    run("build")

    assert [p.name for p in Path("contracts/printer").iterdir()] == ["test_mine.py"]


def test_client_of_an_api_that_is_gone_goes_only_when_all_are_built(pages: Path) -> None:
    Path("generated/fax_client").mkdir(parents=True)
    Path("generated/fax_client/pyproject.toml").write_text("", encoding="utf-8")

    run("build", "printer")
    assert Path("generated/fax_client").exists()

    run("build")
    assert not Path("generated/fax_client").exists()


def test_nothing_is_written_unless_everything_could_be_built(pages: Path) -> None:
    Path("specs/scanner/pages").mkdir(parents=True)
    before = files(pages)

    done = run("build")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("swornspec: ")
    assert files(pages) == before


def test_page_that_changed_under_its_annotation_stops_the_build(pages: Path) -> None:
    page = Path("specs/printer/pages/print.txt")
    page.write_text(PAGE.replace("The width of the page.", "The height of the page."), encoding="utf-8")

    done = run("build")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "print.txt line 19 has width" in done.stderr
    assert "specs/printer/api.yaml:13" in done.stderr
    assert "dzhhkfkr" in done.stderr


def test_unknown_api_names_the_known_ones(pages: Path) -> None:
    done = run("build", "plotter")

    assert (done.exit_code, done.stderr) == (2, "swornspec: unknown API plotter; the APIs here are printer\n")


def test_folder_without_apis_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("build").exit_code == 2


def test_read_prints_a_document_and_lists_what_it_did_not_read(pages: Path) -> None:
    done = run("read", "specs/printer/pages/print.txt")

    assert done.exit_code == 0
    document = yaml.safe_load(done.stdout)
    assert list(document["paths"]) == ["/v1/print"]
    assert document["components"]["schemas"]["PrintRequest"]["properties"]["width"]["multipleOf"] == 5
    assert 'print.txt line 27: "Some say that it must not be odd on Sundays."' in done.stderr
    assert run("read", "-q", "specs/printer/pages/print.txt").stderr == ""


def test_read_gives_lost_names_a_placeholder(pages: Path) -> None:
    Path("lost.txt").write_text("Body Params\nstring\nrequired\n\nThe text.\n\ninteger\n1 to 8\n\nCopies.\n\nResponses\n", encoding="utf-8")

    schemas = yaml.safe_load(run("read", "lost.txt").stdout)["components"]["schemas"]

    assert list(schemas["LostRequest"]["properties"]) == ["field_1", "field_2"]


@pytest.mark.parametrize("content", [b"", b"Just some prose.\n", b"\xff\xfe", None])
def test_read_refuses_what_is_no_page_in_one_line(pages: Path, content: bytes | None) -> None:
    if content is not None:
        Path("odd.txt").write_bytes(content)

    done = run("read", "odd.txt")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_an_api_that_has_another_name_than_its_folder_is_refused_and_nothing_is_written(pages: Path) -> None:
    Path("specs/printer/api.yaml").write_text(ANNOTATIONS.replace("api: printer", "api: press"), encoding="utf-8")
    before = files(pages)

    done = run("build")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "specs/printer/api.yaml: the API is called 'press' here and 'printer' by its folder" in done.stderr
    assert files(pages) == before


def test_what_is_left_of_an_api_that_is_gone_is_orphaned_and_its_suite_is_named(pages: Path) -> None:
    run("build")
    shutil.copytree("specs/printer", "specs/press")
    Path("specs/press/api.yaml").write_text(ANNOTATIONS.replace("api: printer", "api: press"), encoding="utf-8")
    run("build")
    Path("specs/press/api.yaml").unlink()
    shutil.rmtree("specs/press/pages")
    before = files(pages)

    checked = run("build", "--check", "-q")

    assert checked.exit_code == 1
    assert "\norphaned; building removes them:\n  orphaned generated/press_client (" in checked.stdout
    assert checked.stdout.endswith(
        "  orphaned specs/press (1 file)\nsuites of APIs that are not here; yours to remove:\n  idle contracts/press/test_press.py\n"
    )
    assert files(pages) == before
    built = run("build")
    assert "specs/press is built from no API here; it was removed (1 file)\n" in built.stderr
    assert "contracts/press/test_press.py tests an API that is not here; it is yours to remove\n" in built.stderr
    assert not any("press" in name for name in files(pages) if not name.startswith("contracts/"))
    assert run("build", "--check").exit_code == 1  # the suite is still there
    shutil.rmtree("contracts/press")
    assert run("build", "--check").exit_code == 0


def test_a_document_without_pages_that_no_build_wrote_is_left_alone(pages: Path) -> None:
    run("build")
    for name, text in (("fax", "openapi: 3.1.0\n"), ("press", "# Built by swornspec from ...\nedited: by hand\n")):
        Path("specs", name).mkdir()
        Path("specs", name, "openapi.yaml").write_text(text, encoding="utf-8")

    run("build")

    assert Path("specs/fax/openapi.yaml").read_text(encoding="utf-8") == "openapi: 3.1.0\n"
    assert not Path("specs/press").exists()
    assert Path(".swornspec/replaced/1/specs/press/openapi.yaml").is_file()
    assert run("build", "--check").exit_code == 0
