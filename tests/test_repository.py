"""What the repository promises about itself: its layout, small modules, no vendor in the toolkit, documentation that holds."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from swornspec.cli.main import COMMANDS
from swornspec.rules.remark import KINDS

ROOT = Path(__file__).parents[1]
LISTED = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True).stdout
FILES = [ROOT / name for name in LISTED.decode().split("\0") if name and (ROOT / name).is_file()]
TOOLKIT = [f for f in FILES if f.is_relative_to(ROOT / "generator")]
MODULES = [f for f in TOOLKIT if f.suffix == ".py"]
READ = (ROOT / "generated", ROOT / "tests" / "cases", ROOT / "specs")  # what is built, and pages that are read: their links lead elsewhere
PAGES = [f for f in FILES if f.suffix == ".md" and not any(f.is_relative_to(folder) for folder in READ)]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_top_level_is_as_promised() -> None:
    shown = {named(f).split("/")[0] for f in FILES}
    folders = {"specs", "generator", "generated", "contracts", "tests", "docs", ".ci", ".github"}
    files = {"pyproject.toml", "Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "requirements.lock"}

    assert shown == folders | files | {".gitignore", ".gitattributes", ".editorconfig", ".pre-commit-hooks.yaml", "action.yml"}


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_modules_are_small_and_say_what_they_are_for(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 500
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("folder", sorted({f.parent for f in MODULES}), ids=named)
def test_only_packages_are_on_the_way_to_a_module(folder: Path) -> None:
    """Folders of templates and copied runtimes aside, every folder with modules below swornspec is a package."""
    assert folder.name in ("runtime", "templates", "_runtime") or (folder / "__init__.py").is_file()


VENDORS = re.compile(r"\b(?:scenario|stablecog|leonardo)(?![a-zA-Z])|photo_?real|preset_?style|alchemy|unzoom|ensure_?ip", re.IGNORECASE)


@pytest.mark.parametrize("file", TOOLKIT, ids=named)
def test_toolkit_knows_no_vendor(file: Path) -> None:
    assert VENDORS.findall(file.read_text(encoding="utf-8")) == []


HOSTS = re.compile("py" + r"pi\.(org|python\.org)|pythonhosted\.org|npmjs\.(org|com)|--(extra-)?index-url|--find-links")
PLACES = re.compile(r"(?<![\w.~*<>}{\"'/-])/(?:root|home|work|Users|mnt|opt)/[\w.-]+")


@pytest.mark.parametrize("file", [f for f in FILES if f != Path(__file__).resolve()], ids=named)
def test_no_file_knows_where_it_was_written(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert HOSTS.search(text) is None
    assert PLACES.search(text) is None


LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]+)?(#[^)\s]+)?\)")


def anchors(page: Path) -> set[str]:
    """The anchors that code hosts give to the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        there = page.parent / target if target else page

        assert there.exists(), target
        assert not anchor or anchor in anchors(there), anchor


def test_documents_name_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = "\n".join(p.read_text(encoding="utf-8") for p in PAGES)

    assert set(re.findall(r"(?:^|`|\$ )make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"(?:^|`|/|\$ )swornspec ([a-z]+)", text, re.MULTILINE)) <= set(COMMANDS)


def test_reference_lists_every_command_and_every_kind_of_finding() -> None:
    text = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")

    assert [c for c in COMMANDS if f"swornspec {c}" not in text] == []
    assert [k for k in KINDS if f"`{k}`" not in text] == []


def test_every_gap_is_explained() -> None:
    """The sentence of each gap stands in docs/gaps.md."""
    explained = " ".join((ROOT / "docs" / "gaps.md").read_text(encoding="utf-8").split())
    sentences = []
    for path in sorted((ROOT / "specs").glob("*/openapi.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["paths"].values():
            sentences += [gap["said"]["quote"] for operation in item.values() for gap in operation.get("x-gaps", ())]

    assert [s for s in sentences if " ".join(s.split()) not in explained] == []


def test_every_decision_is_linked() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")

    assert [d.name for d in sorted((ROOT / "docs" / "decisions").glob("*.md")) if f"(decisions/{d.name})" not in reference] == []


def test_every_key_that_built_documents_add_is_explained() -> None:
    reference = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    built = "".join(f.read_text(encoding="utf-8") for f in FILES if f.name == "openapi.yaml" and f.is_relative_to(ROOT / "specs"))

    assert [key for key in sorted(set(re.findall(r"^[ -]*(x-[A-Za-z-]+):", built, re.MULTILINE))) if f"| `{key}` |" not in reference] == []
