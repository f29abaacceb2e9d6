"""An api.yaml is loaded with its evidence, or refused with the line, what is wrong there, and how to mend it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.errors import AnnotationError
from swornspec.spec.annotation import Api, cite, load_annotations, read_annotations

LAMPS = """\
api: lamps
title: Lamps
version: "1"
evidence: handbook
sources:
  handbook: {says: the printed handbook, at: https://lamps.example/handbook}
servers:
  - {url: https://lamps.example/v1, evidence: handbook}
auth:
  key: {type: http, scheme: bearer, environment: [LAMPS_KEY], evidence: handbook}
operations:
  set_lamp:
    page: lamp.txt
    method: POST
    path: /lamps
    evidence: handbook
    fields:
      - {name: colour, fingerprint: bcdfghjk, enum: [red, no, 010], evidence: handbook}
      - {name: level, in: query, fingerprint: bcdfghjl}
    responses:
      200: {description: Done., schema: {$ref: "#/components/schemas/Lamp"}, example: {on: true}, evidence: handbook}
    aliases:
      - {field: colour, said: scarlet, means: red, evidence: a call to the shop}
responses:
  200: {description: Never used., evidence: handbook}
  5XX: {description: Dark., evidence: handbook}
schemas:
  Lamp: {evidence: handbook, schema: {type: object, properties: {on: {type: boolean}}}}
"""


def read(old: str = "", new: str = "") -> Api:
    assert old in LAMPS
    return read_annotations(LAMPS.replace(old, new, 1) if old else LAMPS, "api.yaml")


def refusal(old: str, new: str) -> str:
    with pytest.raises(AnnotationError) as caught:
        read(old, new)
    return str(caught.value)


def test_a_file_gives_what_it_says_with_evidence_and_lines() -> None:
    api = read()
    operation = api.operations[0]
    colour, level = operation.fields

    assert (api.name, api.servers[0].url, api.auth[0].environment) == ("lamps", "https://lamps.example/v1", ("LAMPS_KEY",))
    assert (colour.schema, colour.line, cite(colour.evidence["enum"])) == (
        {"enum": ["red", "no", 10]},
        18,
        "the printed handbook",
    )
    assert str(api.sources["handbook"]) == "the printed handbook (https://lamps.example/handbook)"
    assert (level.location, dict(level.schema), list(level.evidence)) == ("query", {}, ["name"])
    assert [(a.said, a.means, cite(a.evidence)) for a in operation.aliases] == [("scarlet", "red", "a call to the shop")]


def test_responses_of_all_operations_are_added_where_an_operation_has_none_of_its_own() -> None:
    operation = read().operations[0]

    assert [(r.status, r.description) for r in operation.responses] == [("200", "Done."), ("5XX", "Dark.")]


def test_evidence_may_differ_by_keyword() -> None:
    api = read(
        "enum: [red, no, 010], evidence: handbook}", "type: string, format: hex, evidence: {type: [handbook, a guess], format: a guess}}"
    )
    colour = api.operations[0].fields[0]

    assert {key: [s.text for s in sources] for key, sources in colour.evidence.items()} == {
        "name": ["the printed handbook"],
        "type": ["the printed handbook", "a guess"],
        "format": ["a guess"],
    }


WRONG = [
    (
        "title: Lamps",
        "titel: Lamps",
        "api.yaml:1: the key 'title' is missing (add it)\napi.yaml:2: unknown key 'titel' (did you mean 'title'?)",
    ),
    ("title: Lamps", "title: 3", "api.yaml:2: 3 is not text in title (put it in quotes)"),
    ("title: Lamps", "title: Lamps\ntitle: Lamps", "api.yaml:3: the key 'title' stands twice, first on line 2 (keep one of them)"),
    (
        "title: Lamps",
        "title: &a Lamps",
        "api.yaml:2: anchors and aliases are not read (write the value out, or name it under sources or schemas)",
    ),
    (
        "title: Lamps",
        "title: *a",
        "api.yaml:2: anchors and aliases are not read (write the value out, or name it under sources or schemas)",
    ),
    (
        "title: Lamps",
        "title: !!python/name:os.system x",
        "api.yaml:2: tags such as tag:yaml.org,2002:python/name:os.system are not read (write the plain value)",
    ),
    ("title: Lamps", "? [a]\n: b", "api.yaml:2: a key that is not plain text (write the key as a word)"),
    ("title: Lamps", "title: 1e999", "api.yaml:2: the number 1e999 is too large (write it in quotes if it is text)"),
    ("title: Lamps", "title: [", "api.yaml:4:1: not valid YAML: did not find expected ',' or ']'"),
    ("title: Lamps", "title: Lamps\n---\na: b\n...", "api.yaml:3: a second document begins here (keep one document per file)"),
    (
        "evidence: handbook\nsources",
        "evidence: handbok\nsources",
        "api.yaml:4: unknown source 'handbok' in evidence (did you mean 'handbook'?)",
    ),
    (
        "finger",
        "fingre",
        "api.yaml:18: the key 'fingerprint' is missing in operations > set_lamp > fields > 0 (add it)\n"
        "api.yaml:18: unknown key 'fingreprint' in operations > set_lamp > fields > 0 (did you mean 'fingerprint'?)",
    ),
    (
        ", evidence: handbook}\n      - {name: level",
        "}\n      - {name: level",
        "api.yaml:18: 'colour' has enum and no evidence (add evidence: who says so)",
    ),
    (
        "evidence: handbook}\n      - {name: level",
        "evidence: {name: handbook}}\n      - {name: level",
        "api.yaml:18: 'colour' has enum and no evidence for it (add enum to its evidence)",
    ),
    (
        "evidence: handbook}\n      - {name: level",
        "evidence: {enum: handbook, type: handbook}}\n      - {name: level",
        "api.yaml:18: 'colour' has evidence for type, which it does not have (remove it)",
    ),
    (
        "name: level, in: query",
        "name: colour",
        "api.yaml:19: 'colour' is listed twice in the body of set_lamp (keep one of them, or mend its name)",
    ),
    ("name: level", 'name: "???"', "api.yaml:19: a field of set_lamp has no name yet (name it, from a source that you give as evidence)"),
    (
        "in: query",
        "in: queue",
        'api.yaml:19: "queue" is not one of query, body, header, path, cookie, response in operations > set_lamp > fields > 1 > in',
    ),
    (
        "enum: [red",
        "known_values: {red: null}, enum: [red",
        "api.yaml:18: 'colour' has enum and known_values: a list is either closed or open (keep one of them)",
    ),
    ("enum: [red, no, 010]", "type: txt", "api.yaml:18: 'colour': not JSON Schema: "),
    (
        "enum: [red, no, 010]",
        '$ref: "#/components/schemas/Lmp"',
        "api.yaml:18: the reference '#/components/schemas/Lmp' leads nowhere (did you mean 'Lamp'?)",
    ),
    (
        "example: {on: true}",
        "example: {on: 1}",
        'api.yaml:21: the example does not fit its schema: 1 is not of type "boolean" (mend one of them)',
    ),
    ('schema: {$ref: "#/components/schemas/Lamp"}, ', "", "api.yaml:21: response 200 has an example and no schema (add its schema)"),
    (
        "description: Done.",
        "description: Done., from: page",
        "api.yaml:21: response 200 has both a schema and 'from: page' (keep one of them)",
    ),
    ("{on: {type: boolean}}", "{on: {type: bool}}", "api.yaml:28: not a JSON Schema: "),
    (
        "{on: {type: boolean}}",
        '{on: {$ref: "https://lamps.example/on"}}',
        "api.yaml:28: the reference 'https://lamps.example/on' leads nowhere (known: Lamp)",
    ),
    (
        "field: colour",
        "field: color",
        "api.yaml:23: the alias is for the field 'color', which set_lamp does not have (did you mean 'colour'?)",
    ),
    ("means: red", "means: rad", "api.yaml:23: the alias means 'rad', which is no value of 'colour' (did you mean 'red'?)"),
    ("scheme: bearer, ", "", "api.yaml:10: auth 'key' of type http has no 'scheme' (add it)"),
    (
        "scheme: bearer",
        "scheme: basic",
        "api.yaml:10: auth 'key' needs two environment variables, for user and password (list the names of the variables)",
    ),
    (
        "responses:\n  200",
        "waivers: [{rule: a, reason: b, operation: set_lmp}]\nresponses:\n  200",
        "api.yaml:24: unknown operation 'set_lmp' (did you mean 'set_lamp'?)",
    ),
    (
        "responses:\n  200",
        "groups: {Warm: {field: color, values: [red], evidence: a call}}\nresponses:\n  200",
        "api.yaml:24: the group 'Warm' is for the field 'color', which no operation has (did you mean 'colour'?)",
    ),
    (
        "responses:\n  200",
        "groups: {Warm: {field: colour, values: [red, rad], evidence: a call}}\nresponses:\n  200",
        "api.yaml:24: the group 'Warm' holds 'rad', which is no value of 'colour' (did you mean 'red'?)",
    ),
    ("5XX:", "600:", 'api.yaml:26: "600" is not a status in responses (from 100 to 599, 4XX or the like, or default)'),
    (
        "path: /lamps",
        "path: lamps",
        'api.yaml:15: "lamps" is not a path in operations > set_lamp > path (it begins with / and has no white space)',
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), WRONG, ids=[message.split(": ", 1)[1][:50] for _, _, message in WRONG])
def test_what_is_wrong_is_said_with_its_line_and_how_to_mend_it(old: str, new: str, message: str) -> None:
    assert refusal(old, new).startswith(message) if message.endswith((": ", "match")) else refusal(old, new) == message


@pytest.mark.parametrize(
    "text", ["", "# only a comment\n", "[]", "api", "a: [1, 2", "\x00", "- " * 100, "[" * 100_000, "{a: " * 100_000, "%YAML 9.9\n---\na"]
)
def test_texts_that_are_no_annotations_are_refused(text: str) -> None:
    with pytest.raises(AnnotationError, match=r"^api\.yaml"):
        read_annotations(text, "api.yaml")


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"api: caf\xe9")

    with pytest.raises(AnnotationError, match="No such file"):
        load_annotations(tmp_path / "api.yaml")
    with pytest.raises(AnnotationError, match="not UTF-8"):
        load_annotations(tmp_path / "latin.yaml")


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(LAMPS)))
    cut = data.draw(st.integers(0, 12))
    piece = data.draw(
        st.one_of(st.text(max_size=6), st.sampled_from(("{", "}", "[", "null", "{}", "[]", "1", "true", "\n", "  ", ": ", "'")))
    )

    try:
        api = read_annotations(LAMPS[:at] + piece + LAMPS[at + cut :], "api.yaml")
    except AnnotationError as error:
        message, operations = str(error), ()
    else:
        message, operations = "", api.operations

    assert operations or message.startswith("api.yaml")
