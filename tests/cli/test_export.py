"""`swornspec export`: each language says what the interpreter says, and what it cannot say is listed."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from cel_expr_python import cel
from click.testing import CliRunner, Result

from swornspec.cli.main import cli
from swornspec.rules.idl import read_idl
from swornspec.spec.check import Checker
from swornspec.spec.document import load_document, read_document

PRINTER = """\
openapi: 3.1.1
info: {title: Printer, version: 1.0.0}
paths:
  /print:
    post:
      operationId: print_pages
      parameters:
      - {name: from, in: query, schema: {type: integer}}
      - {name: to, in: query, schema: {type: integer}}
      x-rules:
      - id: from-to
        subject: from
        expr: {if: {all: [{has-value: from}, {has-value: to}]}, then: {<=: [{field: from}, {field: to}]}}
        text: from must be at most to
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Print'}
      responses: {'200': {description: Printed.}}
components:
  schemas:
    Page: {type: object, properties: {number: {type: integer, minimum: 1}, next: {$ref: '#/components/schemas/Page'}}}
    Print:
      type: object
      required: [text]
      properties:
        text: {type: string, x-said: []}
        width: {type: integer, default: 150}
        copies: {type: [integer, 'null']}
        odd name: {type: string}
        pages: {type: array, items: {$ref: '#/components/schemas/Page'}}
      x-rules:
      - id: copies-at-most-when-width
        subject: copies
        expr: {if: {all: [{has-value: copies}, {'>': [{effective: width}, 100]}]}, then: {<=: [{field: copies}, 4]}}
        text: "copies must be at most 4 when width is over 100\\n'''\\"\\"\\"; import os"
      - {id: odd, subject: odd name, expr: {not: {all: [{present: odd name}, {present: copies}]}}, text: not both}
      - id: area
        subject: width
        expr: {if: {has-value: copies}, then: {<: [{'*': [{field: copies}, {effective: width}]}, 999]}}
        text: area
      - id: pages
        subject: pages
        expr: {if: {has-value: pages}, then: {each: {field: pages}, holds: {<: [{field: number}, 9]}}}
        text: few
      - {id: note, effect: advice, subject: width, expr: {present: width}, text: advice}
"""
BODIES: list[Any] = [
    {"text": "a"},
    {"text": "a", "copies": 5},
    {"text": "a", "copies": 5, "width": 100},
    {"text": "a", "copies": 4, "odd name": "x"},
    {"text": "a", "copies": 4, "width": 300},
    {"text": "a", "copies": None, "odd name": "x"},
    {"text": "a", "pages": [{"number": 3}, {"number": 8.0}]},
    {"text": "a", "pages": [{"number": 3}, {}]},
    {"text": "a", "pages": []},
]


@pytest.fixture
def printer(tmp_path: Path) -> Path:
    path = tmp_path / "printer.yaml"
    path.write_text(PRINTER, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["export", *map(str, arguments)])


def broken(path: Path, body: Any) -> set[str]:
    document = load_document(path)
    return {b.constraint for b in Checker(document, document.endpoint("print_pages")).broken(body)}


def test_cel_is_a_list_of_validations(printer: Path) -> None:
    result = run(printer, "--format", "cel")

    rules = yaml.safe_load(result.stdout)
    assert [(r["id"], r["about"], r["fieldPath"]) for r in rules] == [
        ("copies-at-most-when-width", "body", ".copies"),
        ("odd", "body", '["odd name"]'),
        ("area", "body", ".width"),
        ("pages", "body", ".pages"),
        ("from-to", "parameters", ".from"),
    ]
    environment = cel.NewEnv(variables={"self": cel.Type.DYN})
    for body in BODIES:
        refused = {r["id"] for r in rules[:4] if not environment.compile(r["rule"], disable_check=True).eval(data={"self": body}).value()}
        assert refused == broken(printer, body)


def test_python_is_a_module_that_needs_nothing_else(printer: Path) -> None:
    result = run(printer, "--format", "python")

    assert "swornspec" not in result.stdout.replace("swornspec.rules", "")
    space: dict[str, Any] = {"__name__": "rules"}
    exec(compile(result.stdout, "rules.py", "exec"), space)
    for body in BODIES:
        assert {name for name, _ in space["broken"]("print_pages", body)} == broken(printer, body)
    assert space["broken"]("print_pages parameters", {"from": 3, "to": 2}) == [("from-to", "from must be at most to")]


def test_json_schema_holds_the_request_and_its_rules(printer: Path) -> None:
    result = run(printer, "--format", "json-schema")

    made = json.loads(result.stdout)
    schema = made["print_pages"]
    validator = jsonschema_rs.Draft202012Validator(schema)
    for body in BODIES:
        assert validator.is_valid(body) is not bool(broken(printer, body) - {"area"})
    assert schema["$comment"].startswith("area is not expressed: JSON Schema compares a field with constants alone")
    assert set(schema["$defs"]) == {"Print", "Page"}
    assert "x-" not in json.dumps(schema["$defs"])
    assert "not expressed: print_pages: area:" in result.stderr
    assert "not expressed: print_pages parameters: from-to:" in result.stderr


def test_idl_lists_what_it_has_no_words_for(printer: Path) -> None:
    result = run(printer, "--format", "idl")

    assert [d.text for d in read_idl(result.stdout)] == [
        "IF copies AND (NOT width OR width>100) THEN copies<=4;",
        "IF [odd name] THEN NOT copies;",
        "from<=to;",
    ]
    assert "// not expressed: area: IDL does not know the documented default of width" in result.stdout
    assert "// not expressed: pages: IDL does not look into the items of pages" in result.stdout


def test_inlined_rules_are_keywords_and_reject_the_same(printer: Path, tmp_path: Path) -> None:
    out = tmp_path / "plain.json"

    result = run(printer, "--inline", "-o", out)

    raw = json.loads(out.read_text(encoding="utf-8"))
    schema = raw["components"]["schemas"]["Print"]
    assert [r["id"] for r in schema["x-rules"]] == ["area", "note"]
    assert "print_pages: from-to: OpenAPI has no schema for several parameters together" in result.stderr
    document = read_document({**raw, "paths": {"/": {"post": {**raw["paths"]["/print"]["post"], "x-rules": []}}}}, "plain")
    checker = Checker(document, document.endpoint("print_pages"))
    for body in BODIES:
        assert checker.accepts(body) is not bool(broken(printer, body))


def test_one_operation_alone_can_be_exported(printer: Path) -> None:
    assert run(printer, "--format", "cel", "--operation", "print_pages").exit_code == 0
    unknown = run(printer, "--format", "cel", "--operation", "prints")
    assert unknown.exit_code == 2
    assert "unknown operation 'prints'; known: print_pages" in unknown.stderr


@pytest.mark.parametrize("arguments", [(), ("--inline", "--format", "cel"), ("--inline", "--operation", "print_pages")])
def test_a_language_or_inline_is_asked_for(printer: Path, arguments: tuple[str, ...]) -> None:
    result = run(printer, *arguments)

    assert result.exit_code == 2
    assert "give either --format" in result.stderr


def test_a_document_without_rules_is_exported(tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    path.write_text(json.dumps({"openapi": "3.1.0", "paths": {"/": {"get": {"operationId": "o"}}}}), encoding="utf-8")

    assert run(path, "--format", "cel").stdout == "[]\n"
    assert json.loads(run(path, "--format", "json-schema").stdout) == {}
    assert run(path, "--format", "idl").stdout == ""
    assert "RULES" in run(path, "--format", "python").stdout
