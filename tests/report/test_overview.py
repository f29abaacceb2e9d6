"""Every sentence of a page with what became of it, who enforces it and which cases check it."""

import json
from pathlib import Path
from typing import Any

import pytest

from swornspec.codegen.manifest import MANIFEST
from swornspec.contract.derive import plan
from swornspec.digest import digest
from swornspec.report.overview import Entry, Overview, overview
from swornspec.report.results import Results, results_in
from swornspec.spec.document import load_document


def seen(path: Path, results: Results | None = None) -> Overview:
    document = load_document(path)
    return overview(document, path, document.endpoints, [plan(document, e) for e in document.endpoints], results)


def named(it: Overview, name: str) -> Entry:
    return next(e for e in it.entries if e.statement.id == name)


def run(digest: str, failures: list[dict[str, Any]], passed: list[str]) -> Results:
    cases = {"run": len(failures) + len(passed)}
    document = {"path": "openapi.yaml", "sha256": digest}
    return results_in(
        {"version": 1, "document": document, "server": None, "cases": cases, "failures": failures, "passed": passed}, "run.json"
    )


def test_every_sentence_of_a_page_has_become_something(printer: Path) -> None:
    sheet = seen(printer / "openapi.yaml").sheets[0]

    assert [(h.name, h.said.quote, h.became) for h in sheet.heard] == [
        ("", "Prints a text.", "note"),
        ("text", "text required", "keyword"),
        ("text", "string", "keyword"),
        ("text", "The text to print.", "note"),
        ("width", "min10 max200 | int", "keyword"),
        ("width", "The width of the page.", "note"),
        ("width", "The value should be a multiple of 5.", "keyword"),
        ("copies", "int", "keyword"),
        ("copies", "How many copies to print.", "note"),
        ("copies", "If width is over 100, must be at most 4.", "rule"),
        ("copies", "We recommend 2 copies.", "advice"),
        ("copies", "Some say that it must not be odd on Sundays.", "gap"),
    ]


def test_the_lines_of_a_sheet_are_those_of_the_page(printer: Path) -> None:
    text = (printer / "pages/print.txt").read_text(encoding="utf-8")
    lines = list(seen(printer / "openapi.yaml").sheets[0].lines())

    assert [number for number, _ in lines] == list(range(1, len(text.split("\n"))))
    assert "".join("".join(words for words, _ in pieces) + "\n" for _, pieces in lines) == text


def test_what_states_something_leads_to_what_it_states(printer: Path) -> None:
    it = seen(printer / "openapi.yaml")
    stated = {h.said.quote: [it.entries[n - 1].statement.id for n in h.statements] for h in it.sheets[0].heard}

    assert stated["min10 max200 | int"] == ["width-type", "width-minimum", "width-maximum"]
    assert stated["If width is over 100, must be at most 4."] == ["copies-at-most-when-width"]
    assert stated["How many copies to print."] == []
    assert all(h.statements for h in it.sheets[0].heard if h.became != "note")


def test_figures_count_what_is_shown(printer: Path) -> None:
    figures = seen(printer / "openapi.yaml").figures

    assert dict(figures.sentences) == {"keyword": 5, "rule": 1, "advice": 1, "note": 4, "gap": 1}
    assert (figures.read_percent, figures.constraints, figures.alone + figures.implied + figures.untested) == (91, 9, 9)
    assert (figures.rules, figures.rules_alone) == (1, 1)
    assert set(figures.cases) == {"not run"}


def test_a_rule_knows_its_line_and_its_cases(printer: Path) -> None:
    entry = named(seen(printer / "openapi.yaml"), "copies-at-most-when-width")
    lines = (printer / "openapi.yaml").read_text(encoding="utf-8").split("\n")

    assert entry.line is not None
    assert "copies-at-most-when-width" in lines[entry.line - 1]
    assert (entry.kind, entry.effect, entry.mocked, entry.checked.status) == ("rule", "reject", True, "not run")
    assert [c.kind for c in entry.checked.breaking] == ["invalid"] * len(entry.checked.breaking)
    assert json.loads(entry.checked.breaking[0].request)["copies"] == 5


def test_results_show_the_smallest_counterexample(printer: Path) -> None:
    path = printer / "openapi.yaml"
    cases = named(seen(path), "width-maximum").checked.breaking
    failure = {"fault": {"title": "an invalid request was accepted"}, "expected": "a refusal", "actual": "200", "answer": "{}"}
    edges = named(seen(path), "copies-at-most-when-width").checked.edges
    it = seen(path, run(digest(path.read_bytes()), [failure | {"id": c.id} for c in cases], [c.id for c in edges]))

    shown = named(it, "width-maximum").checked
    assert (shown.status, it.outdated, it.figures.cases["failed"]) == ("failed", False, len(cases))
    assert shown.counterexample is not None
    assert shown.counterexample.shows is not None
    assert shown.counterexample.request == min((c.request for c in cases), key=len)
    assert shown.counterexample.shows.actual == "200"
    assert {c.result for c in named(it, "copies-at-most-when-width").checked.breaking} == {"not sent"}


def test_results_that_do_not_name_what_passed_leave_it_open(printer: Path) -> None:
    raw = {"version": 1, "document": {"path": "x", "sha256": "0"}, "server": None, "cases": {"run": 9}, "failures": []}
    it = seen(printer / "openapi.yaml", results_in(raw))

    assert set(it.figures.cases) == {"unknown"}
    assert named(it, "width-maximum").checked.status == "unknown"


def test_results_of_another_document_are_said_to_be_so(printer: Path) -> None:
    assert seen(printer / "openapi.yaml", run("0" * 64, [], [])).outdated


def test_a_document_that_is_older_than_its_pages_is_found_out(printer: Path) -> None:
    page = printer / "pages/print.txt"
    document = printer / "openapi.yaml"
    document.write_text(document.read_text(encoding="utf-8").replace("We recommend 2 copies.", "We recommend 3 copies."), encoding="utf-8")
    it = seen(document)

    assert "We recommend 2 copies." in page.read_text(encoding="utf-8")
    assert [it.entries[n - 1].kind for n in it.stray] == ["advice"]


def test_the_client_of_this_very_document_is_named_with_its_lines(printer: Path) -> None:
    package = Path("generated/printer_client/printer_client")
    package.mkdir(parents=True)
    manifest = {"document": digest((printer / "openapi.yaml").read_bytes()), "files": {}}
    (package.parent / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (package / "models.py").write_text(
        "class PrintRequest:\n    text: str\n    broad: Annotated[int, Field(alias='width')]\n", encoding="utf-8"
    )
    rule = "RULE = Rule('copies-at-most-when-width', 'copies', 'copies must be at most 4 when width is over 100')"
    (package / "_rules.py").write_text(f"import this_is_never_run\n{rule}\n", encoding="utf-8")
    it = seen(printer / "openapi.yaml")
    places = [named(it, name).client for name in ("text-required", "width-maximum", "copies-at-most-when-width", "copies-type")]

    assert it.client == "printer_client"
    assert [p and (Path(p.path).name, p.line, p.name) for p in places] == [
        ("models.py", 2, "PrintRequest.text"),
        ("models.py", 3, "PrintRequest.broad"),
        ("_rules.py", 2, "RULE"),
        None,
    ]
    (printer / "openapi.yaml").write_text((printer / "openapi.yaml").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert seen(printer / "openapi.yaml").client is None


@pytest.mark.parametrize("gone", ["api.yaml", "pages"])
def test_without_its_pages_a_document_is_shown_by_its_descriptions(printer: Path, gone: str) -> None:
    (printer / gone).rename(printer / "elsewhere")
    it = seen(printer / "openapi.yaml")
    heard = {h.said.quote: (h.became, [it.entries[n - 1].statement.id for n in h.statements]) for h in it.sheets[0].heard}

    assert (it.sheets[0].is_page, it.is_read) == (False, True)
    assert heard["The value should be a multiple of 5."] == ("keyword", ["width-multipleOf"])
    assert heard["If width is over 100, must be at most 4."] == ("rule", ["copies-at-most-when-width"])
    assert heard["width"] == ("keyword", ["width-type", "width-minimum", "width-maximum"])
    assert heard["Some say that it must not be odd on Sundays."][0] == "gap"
    assert heard["How many copies to print."] == ("note", [])
    assert dict(it.figures.sentences) == {"keyword": 1, "rule": 1, "advice": 1, "note": 6, "gap": 1}


def test_what_stands_around_a_parameter_is_where_its_constraint_is(tmp_path: Path) -> None:
    path = tmp_path / "things.yaml"
    path.write_text(
        """\
openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: integer, maximum: 9}}
    get:
      operationId: thing
      parameters:
      - $ref: '#/components/parameters/Limit'
      responses: {'200': {description: One.}, '400': {description: Refused.}}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {$ref: '#/components/schemas/Limit'}}
  schemas:
    Limit: {type: integer, maximum: 50}
""",
        encoding="utf-8",
    )
    it = seen(path)

    assert (named(it, "id-maximum").statement.pointer, named(it, "id-maximum").line) == (
        "#/paths/~1things~1{id}/parameters/0/schema/maximum",
        6,
    )
    assert named(it, "id-required").statement.pointer == "#/paths/~1things~1{id}/parameters/0/required"
    assert named(it, "limit-maximum").statement.pointer == "#/components/schemas/Limit/maximum"
    assert "query limit=51" in named(it, "limit-maximum").checked.breaking[0].request
    assert not it.is_read
