"""OpenAPI documents within pages: found whatever stands around them, and read by `swornspec enrich`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from swornspec.cli.main import cli
from swornspec.spec.source import scripted

PET = {"type": "object", "properties": {"age": {"type": "integer", "description": "In years. Must be between 0 and 40."}}}
BODY = {"content": {"application/json": {"schema": PET}}}
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Pets {", "version": "1"},
    "paths": {"/pets": {"post": {"requestBody": BODY, "responses": {"200": {"description": "OK"}}}}},
}
AROUND = ("<script>window.spec = {};</script>", '<script type="application/json">{{"a": 1, "oas": {}}}</script>', "<h1>A</h1>\n\n<p>{}</p>")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_document_is_found_in_a_page(around: str, indent: int | None) -> None:
    before, _, after = around.replace("{{", "{").replace("}}", "}").partition("{}")
    text = f"<html>\n{before}{json.dumps(DOCUMENT, indent=indent)}{after}"
    found = scripted(text)

    assert found is not None
    assert found.value == DOCUMENT
    assert json.loads(text[found.start : found.end]) == DOCUMENT
    assert text.split("\n")[found.line - 1].endswith("{") or indent is None


@pytest.mark.parametrize("text", ['{"openapi": "3.0.0"}', '{"openapi": "3.0.0", "paths": {', '"openapi": "3.0.0", "paths": {}', "{" * 5000])
def test_what_is_no_document_is_not_found(text: str) -> None:
    assert scripted(text) is None


@given(st.text(alphabet='{}[]":openapi3.0swgr, \n', max_size=200))
def test_any_text_is_searched(text: str) -> None:
    found = scripted(text)

    assert found is None or json.loads(text[found.start : found.end]) == found.value


def test_a_page_is_enriched_with_the_lines_that_its_document_has(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html>\n<script>\nwindow.x = {json.dumps(DOCUMENT, indent=1)};\n</script>\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["enrich", str(page)])
    age = json.loads(done.stdout)["paths"]["/pets"]["post"]["requestBody"]["content"]["application/json"]["schema"]["properties"]["age"]

    assert done.exit_code == 0
    assert (age["minimum"], age["maximum"]) == (0, 40)
    assert [said["line"] for said in age["x-said"]] == [page.read_text(encoding="utf-8").split("In years")[0].count("\n") + 1]


def test_a_page_without_a_document_is_refused_and_one_with_a_document_says_so(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    table = "<table><tr><th>Name</th><th>Type</th></tr><tr><td>a</td><td>int</td></tr></table>"
    page.write_text(table, encoding="utf-8")
    refused = CliRunner().invoke(cli, ["enrich", str(page)])
    page.write_text(f"{table}\n<script>{json.dumps(DOCUMENT)}</script>", encoding="utf-8")
    told = CliRunner().invoke(cli, ["read", str(page)])

    assert (refused.exit_code, len(refused.stderr.splitlines())) == (2, 1)
    assert "page.html: line 2 holds an OpenAPI document of 1 path; 'swornspec enrich page.html' reads that" in told.stderr
