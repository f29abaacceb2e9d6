"""The documentation site is staged whole: every document in one place, links between them, and pages that are written from code."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from swornspec.cli.main import COMMANDS
from swornspec.page.layouts import LAYOUTS
from swornspec.rules.remark import KINDS

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "staged"
    subprocess.run([sys.executable, ROOT / "docs" / "site" / "stage.py", folder], check=True)
    return folder


def named_in(node: Any) -> list[str]:
    if isinstance(node, str):
        return [node]
    return [name for item in (node.values() if isinstance(node, dict) else node) for name in named_in(item)]


def test_every_document_is_there_once_and_in_the_navigation(site: Path) -> None:
    navigation = named_in(tomllib.loads((site / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"])
    pages = sorted(p.relative_to(site / "docs").as_posix() for p in (site / "docs").rglob("*.md"))
    documents = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md")}

    assert sorted(navigation) == pages
    assert documents | {"index.md", "commands.md", "sentences.md"} <= set(pages)


def test_links_lead_to_pages_of_the_site(site: Path) -> None:
    for page in (site / "docs").rglob("*.md"):
        prose = re.sub(r"^```.*?^```$|^ {4}[^\n]*$|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        targets = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", prose)

        assert [t for t in targets if not (page.parent / t).is_file()] == [], page.name
        assert "<!-- not run" not in prose


def test_what_code_knows_stands_on_pages_written_from_it(site: Path) -> None:
    text = {name: (site / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("commands", "findings-of-lint", "page-layouts")}

    assert [c for c in COMMANDS if f"\n## {c}\n" not in text["commands"]] == []
    assert [k for k in KINDS if f"\n## {k}\n" not in text["findings-of-lint"]] == []
    assert [layout.name for layout in LAYOUTS if f"| `{layout.name}` |" not in text["page-layouts"]] == []


def test_every_row_of_the_tables_of_sentences_is_shown(site: Path) -> None:
    tables = [(ROOT / "tests/rules/sentences" / f"{name}.txt").read_text(encoding="utf-8") for name in ("rules", "keywords")]
    rows = [line for table in tables for line in table.splitlines() if line and not line.startswith("#")]

    shown = re.findall(r"^\| `", (site / "docs" / "sentences.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) == len(rows)
