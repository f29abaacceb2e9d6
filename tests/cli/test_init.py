"""`swornspec init` starts an API from its pages, and what it leaves is enough for `swornspec build`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swornspec.cli.main import cli

MOSAIC = Path(__file__).parents[1] / "cases" / "mosaic" / "page.md"


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--quiet", *arguments])


def test_an_api_is_started_filled_in_and_built(empty: Path) -> None:
    done = run("init", "mosaic", str(MOSAIC), "--yes")

    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "specs/mosaic/api.yaml: 2 operations, 19 fields",
        "  specs/mosaic/api.yaml:9: the name of the API as people know it; perhaps Lay a mosaic or Look at a mosaic",
        "  specs/mosaic/api.yaml:10: the version of the API; perhaps 1",
        "next: fill these in, with evidence, then swornspec build mosaic",
    ]
    assert (empty / "specs/mosaic/pages/page.md").read_bytes() == MOSAIC.read_bytes()

    refused = run("build", "mosaic")

    assert refused.exit_code == 2
    assert "specs/mosaic/api.yaml:9: title is still '???' (fill it in)" in refused.output
    assert not (empty / "generated").exists()

    draft = empty / "specs/mosaic/api.yaml"
    text = draft.read_text().replace('title: "???"', "title: Mosaic").replace('version: "???"', 'version: "2"')
    draft.write_text(text.replace('evidence: "???"', "evidence: the page"))
    built = run("build", "mosaic")

    assert built.exit_code == 0, built.output
    assert "new specs/mosaic/openapi.yaml" in built.stdout
    assert (empty / "generated/mosaic_client/pyproject.toml").is_file()
    assert (empty / "contracts/mosaic/test_mosaic.py").is_file()


def test_on_a_terminal_each_blank_is_asked_for(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("swornspec.cli.init.on_terminal", lambda: True)

    done = CliRunner().invoke(cli, ["init", "mosaic", str(MOSAIC)], input="Mosaic\n2\n")

    assert done.exit_code == 0, done.output
    assert done.stdout.endswith("next: swornspec build mosaic\n")
    assert "title: Mosaic\n" in (empty / "specs/mosaic/api.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Mosaic", str(MOSAIC)], "'Mosaic' cannot be the name of an API"),
        (["mosaic", "nowhere.md"], "cannot read the page: No such file or directory"),
        (["mosaic", str(MOSAIC), str(MOSAIC)], "a page is given twice"),
        (["mosaic", str(MOSAIC), "--layout", "papyrus"], "papyrus"),
        (["there", str(MOSAIC)], "specs/there is there already"),
    ],
)
def test_what_cannot_be_started_leaves_nothing_behind(empty: Path, arguments: list[str], said: str) -> None:
    (empty / "specs/there").mkdir(parents=True)

    done = run("init", *arguments)

    assert done.exit_code == 2
    assert said in done.output
    assert [p.name for p in (empty / "specs").iterdir()] == ["there"]
