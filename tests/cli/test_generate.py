"""`swornspec generate` writes the client of a document, says what it leaves out, and leaves nothing half written."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from swornspec.cli.main import cli

GOOD = """\
openapi: 3.0.3
info: {title: Pet Shop, version: 1.0.0}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: Pets.}}
"""
LOST = """\
  /pets/{id}:
    get:
      operationId: getPet
      responses: {'200': {description: A pet.}}
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pets.yaml").write_text(GOOD + LOST, encoding="utf-8")
    Path("good.yaml").write_text(GOOD, encoding="utf-8")


def test_what_is_left_out_is_told_with_its_line_and_the_rest_is_written() -> None:
    done = run("generate", "pets.yaml", "-o", "out")

    assert (done.exit_code, done.stdout) == (0, "out/pet_shop_client: 1 operation, 0 models\n")
    assert done.stderr.splitlines() == [
        "pets.yaml:10: not generated: GET /pets/{id} (getPet): the path has '{id}', which no parameter describes",
        "1 operation not generated, 0 times a part left out",
    ]
    assert "getPet" in Path("out/pet_shop_client/README.md").read_text(encoding="utf-8")


def test_strict_makes_findings_of_what_is_left_out() -> None:
    assert run("generate", "pets.yaml", "-o", "out", "--strict").exit_code == 1
    assert Path("out/pet_shop_client").is_dir()
    assert run("generate", "good.yaml", "-o", "more", "--strict").exit_code == 0


def test_writing_again_changes_nothing() -> None:
    run("generate", "good.yaml", "-o", "out")

    assert run("generate", "good.yaml", "-o", "out").stdout == "out/pet_shop_client: 1 operation, 0 models, unchanged\n"


def test_the_changelog_goes_on_from_run_to_run() -> None:
    run("generate", "pets.yaml", "-o", "out")
    Path("pets.yaml").write_text((GOOD + LOST).replace("listPets", "listAnimals"), encoding="utf-8")

    run("generate", "pets.yaml", "-o", "out")

    changes = Path("out/pet_shop_client/CHANGELOG.md").read_text(encoding="utf-8")
    assert changes.index("## 2.0.0\n\n### Breaking\n") < changes.index("## 1.0.0\n")
    assert 'version = "2.0.0"' in Path("out/pet_shop_client/pyproject.toml").read_text(encoding="utf-8")
    assert "\n## Not generated\n" in Path("out/pet_shop_client/README.md").read_text(encoding="utf-8")
    assert run("generate", "pets.yaml", "-o", "out").stdout.endswith(", unchanged\n")


@pytest.mark.parametrize("name", ["shop", "shop_client"])
def test_the_package_may_be_named(name: str) -> None:
    run("generate", "good.yaml", "-o", "out", "--package-name", name)

    assert "class Shop:" in Path("out/shop_client/shop_client/_client.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"swagger": "2.0"}, "a Swagger 2.0 document"),
        ({"openapi": "4.0.0"}, "not an OpenAPI 3 document"),
        ([], "not an OpenAPI 3 document"),
        ({"openapi": "3.1.0", "paths": {"/{a}": {"get": {}}}}, "no operation can be generated"),
        ({"openapi": "3.1.0", "paths": {"/a": {"$ref": "other.yaml"}}}, "no operation can be generated"),
    ],
)
def test_what_cannot_be_generated_at_all_is_one_line_and_writes_nothing(document: Any, reason: str) -> None:
    Path("bad.json").write_text(json.dumps(document), encoding="utf-8")

    done = run("generate", "bad.json", "-o", "out")

    assert done.exit_code == 2
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not Path("out").exists()


@pytest.mark.parametrize("arguments", [["none.yaml", "-o", "out"], ["good.yaml"], ["good.yaml", "-o", "out", "--package-name", "../x"]])
def test_wrong_usage_is_told_and_writes_nothing(arguments: list[str]) -> None:
    assert run("generate", *arguments).exit_code == 2
    assert not Path("out").exists()
