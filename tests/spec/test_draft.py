"""A draft lists exactly what a person must supply; once that is supplied, it builds."""

from pathlib import Path

import pytest

from swornspec.errors import AnnotationError
from swornspec.page import Page
from swornspec.spec.build import build_api, read_file
from swornspec.spec.draft import Draft, draft

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/page.*")) + sorted((Path(__file__).parents[2] / "specs").glob("*/pages/*.txt"))
ANSWERS = {"title": "A title", "version": "1", "server": "https://api.example.com"}


def written(folder: Path, page: Path, made: Draft) -> Path:
    (folder / "pages").mkdir()
    (folder / "pages" / page.name).write_bytes(page.read_bytes())
    (folder / "api.yaml").write_text(made.text, encoding="utf-8")
    return folder


def answers(made: Draft) -> dict[str, str]:
    """An answer for every blank: names as a person would give them, each once."""
    endings = {"method": "POST", "path": "/things"}
    return {b.key: ANSWERS.get(b.key) or endings.get(b.key.rsplit(".")[-1]) or f"named_{n}" for n, b in enumerate(made.blanks)}


def fields_of(pages: tuple[Page, ...]) -> int:
    return sum(len(page.blocks) for page in pages)


@pytest.mark.parametrize("page", CASES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_what_is_blank_is_said_and_refused_and_nothing_else_is_missing(page: Path, tmp_path: Path) -> None:
    pages = read_file(page)
    made = draft("thing", [pages])
    lines = made.text.splitlines()

    assert made.blanks
    assert all('"???"' in lines[blank.line - 1] for blank in made.blanks)
    with pytest.raises(AnnotationError, match=r"still '\?\?\?'"):
        build_api(written(tmp_path, page, made))

    filled = draft("thing", [pages], answers(made))
    (tmp_path / "api.yaml").write_text(filled.text, encoding="utf-8")
    built = build_api(tmp_path)

    assert filled.blanks == ()
    assert "???" not in filled.text
    assert len(built.operations) == len(pages)
    assert sum(len(d.operation.fields) for d in built.operations) == fields_of(pages)


def test_the_names_of_a_pages_own_prose_are_proposed() -> None:
    scenario = Path(__file__).parents[2] / "specs" / "scenario" / "pages" / "caption.txt"

    proposed = {name for blank in draft("thing", [read_file(scenario)]).blanks for name in blank.proposals}

    assert {"topP", "temperature"} <= proposed
