"""What an installation has is told, and what is missing with what it would give."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from swornspec.cli.main import cli
from swornspec.report import equipment as told
from swornspec.report.equipment import EXTRAS, PROGRAMS, as_text, equipment

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def stated(*requirements: str) -> object:
    """The requirements of an imagined swornspec, in the place of `importlib.metadata`."""
    return lambda name: list(requirements)


class Provided:
    """The metadata of an imagined swornspec with one extra."""

    def get_all(self, key: str) -> list[str]:
        return {"Provides-Extra": ["solver"]}[key]


def test_everything_that_the_package_needs_is_looked_for() -> None:
    found = equipment()

    assert found.works
    assert {"click", "pydantic", "openapi-python-client"} <= {library.wanted.split(">")[0].split("=")[0] for library in found.libraries}
    assert [p.name for p in found.programs] == list(PROGRAMS)


def test_every_extra_says_what_it_gives() -> None:
    assert set(EXTRAS) == set(PROJECT["optional-dependencies"])
    assert all(EXTRAS.values())


def test_what_is_missing_is_named_with_what_it_would_give(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = stated("click>=8.1", "pydantic>=99", "no-such-library>=1", 'no-solver>=4; extra == "solver"', 'colorama; sys_platform == "no"')
    monkeypatch.setattr(told, "requires", wanted)
    monkeypatch.setattr(told, "metadata", lambda name: Provided())
    monkeypatch.setattr(told.shutil, "which", lambda name: None)

    found = equipment()
    text = as_text(found)

    assert not found.works
    assert "libraries: 3 needed, 2 of them missing or of another version\n  wrong    pydantic>=99: " in text
    assert "  wrong    no-such-library>=1: not installed\n" in text
    assert f"  missing  solver: {EXTRAS['solver']}; missing no-solver>=4: pip install 'swornspec[solver]'\n" in text
    assert f"  missing  git: {PROGRAMS['git']}\n" in text
    assert "  ok       click>=8.1: " in as_text(found, every=True)
    assert CliRunner().invoke(cli, ["doctor"]).exit_code == 1


def test_the_same_is_told_to_programs() -> None:
    done = CliRunner().invoke(cli, ["doctor", "--format", "json"])

    value = json.loads(done.stdout)
    assert (done.exit_code, value["works"]) == (0, True)
    assert {"libraries", "extras", "programs", "python", "swornspec"} <= set(value)
