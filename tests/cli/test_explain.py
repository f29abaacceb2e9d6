"""`swornspec explain` answers for fields, rules and sentences, and knows what was meant."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from swornspec.cli.main import cli


def explain(topic: str, *options: str, api: str = "printer") -> Result:
    return CliRunner().invoke(cli, ["explain", api, topic, *options])


RULE = """\
print_pages

  copies must be at most 4 when width is over 100
    stated      print.txt lines 8-9: "If width is over 100, at most 4."
    became      rule (reject) copies-at-most-when-width
    stands at   #/components/schemas/PrintRequest/x-rules/0
    enforced by client, mock and contract suite
    in CEL      """


@pytest.mark.parametrize("topic", ["copies-at-most-when-width", "if width is OVER 100,", "If width is over 100 at most 4"])
def test_a_rule_is_found_by_its_name_or_its_words(project: Path, topic: str) -> None:
    done = explain(topic)

    assert done.exit_code == 0
    assert done.stdout.startswith(RULE)
    assert '    valid       {"text": "text", "copies": 4}\n' in done.stdout
    assert done.stdout.endswith('    breaks it   {"text": "text", "copies": 5}\n')


def test_a_field_has_its_keywords_default_and_rules(project: Path) -> None:
    statements = json.loads(explain("width", "--format", "json").stdout)["statements"]

    assert [(s["became"], s["id"]) for s in statements] == [
        ("keyword type", "width-type"),
        ("keyword minimum", "width-minimum"),
        ("keyword maximum", "width-maximum"),
        ("default", None),
        ("rule (reject)", "copies-at-most-when-width"),
    ]
    assert statements[1]["pointer"] == "#/components/schemas/PrintRequest/properties/width/minimum"
    assert statements[1]["breaks"] == {"text": "text", "width": 9}
    assert statements[1]["cel"].endswith("self.width >= 10")


def test_a_sentence_about_the_operation_or_a_response_is_a_note(project: Path) -> None:
    path = project / "specs/printer/openapi.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("print_pages\n", "print_pages\n      description: Prints on paper.\n"), encoding="utf-8"
    )

    assert "  a note in the description of the operation; no rule was read in it\n" in explain("prints on paper").stdout
    assert "  a note in the description of response 200; no rule was read in it\n" in explain("what was printed").stdout


def test_a_gap_is_said_to_be_one(project: Path) -> None:
    done = explain("some papers only fit")

    assert "  not read: names no field\n" in done.stdout
    assert "    became      gap\n" in done.stdout
    assert "    enforced by nobody: it was not read\n" in done.stdout


@pytest.mark.parametrize(
    ("api", "rule", "by"),
    [
        ("stablecog", "num_outputs-count", "mock and contract suite: it relates the response to the request"),
        ("stablecog", "settings-echo-hedged", "mock: it usually relates the response to the request"),
        ("leonardo", "num_images-count", "nobody: the document does not tell where in the response it shows"),
    ],
)
def test_a_relation_is_enforced_where_the_response_shows_it(api: str, rule: str, by: str) -> None:
    done = explain(rule, api=str(Path(__file__).parents[2] / "specs" / api / "openapi.yaml"))

    assert f"    enforced by {by}\n" in done.stdout


def test_a_name_is_found_however_it_is_spelled(project: Path) -> None:
    assert explain("COPIES").stdout == explain("copies").stdout != ""


@pytest.mark.parametrize(
    ("topic", "options", "words"),
    [
        ("copie", (), "'copie' is no field, rule or sentence of list_prints, print_pages; did you mean copies"),
        ("wdth", (), "did you mean width"),
        ("quite another thing", (), "is no field, rule or sentence"),
        ("", (), "is no field, rule or sentence"),
        ("x" * 100_000, (), "is no field, rule or sentence"),
        ("width", ("--operation", "fax"), "known: list_prints, print_pages"),
        ("width", ("--operation", "list_prints"), "'width' is no field"),
    ],
)
def test_what_is_unknown_is_one_line_and_exits_2(project: Path, topic: str, options: tuple[str, ...], words: str) -> None:
    done = explain(topic, *options)

    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_any_document_will_do(project: Path) -> None:
    parameters = [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 9, "description": "How many there are at once."}}
    ]
    paths = {"/things": {"get": {"operationId": "things", "parameters": parameters, "responses": {}}}}
    Path("plain.json").write_text(json.dumps({"openapi": "3.0.3", "paths": paths}), encoding="utf-8")

    keyword = explain("limit-maximum", api="plain.json")
    note = explain("how many there are", api="plain.json")

    assert "stands at   #/paths/~1things/get/parameters/0/schema/maximum" in keyword.stdout
    assert 'breaks it   {"limit": 10}' in keyword.stdout
    assert "a note in the description of limit" in note.stdout


TOGETHER = {"any": [{"present": "limit"}, {"present": "page"}]}


def rule(name: str, subject: str) -> dict[str, object]:
    return {"id": name, "effect": "reject", "subject": subject, "text": "at least one of these must be sent: limit, page", "expr": TOGETHER}


def test_rules_between_parameters_and_of_objects_are_explained(project: Path) -> None:
    fields = {"limit": {"type": "integer"}, "page": {"type": "integer"}}
    parameters = [{"name": name, "in": "query", "schema": schema} for name, schema in fields.items()]
    view = {"type": "object", "properties": fields, "x-rules": [rule("in-view", "limit")]}
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"view": view}}}}}
    operation = {"parameters": parameters, "x-rules": [rule("in-query", "limit")], "requestBody": body, "responses": {}}
    Path("plain.json").write_text(json.dumps({"openapi": "3.1.0", "paths": {"/things": {"post": operation}}}), encoding="utf-8")

    between, within = explain("in-query", api="plain.json"), explain("view.in-view", api="plain.json")

    assert "stands at   #/paths/~1things/post/x-rules/0" in between.stdout
    assert "breaks it   {}" in between.stdout
    assert "in view, at least one of these must be sent: limit, page" in within.stdout
    assert "content/application~1json/schema/properties/view/x-rules" in within.stdout
