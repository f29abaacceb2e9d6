"""Copied Swagger UI pages: heads of parameters, labels below them, and bodies of which the page shows a sample."""

from typing import Any

import pytest

from swornspec.page import Page, read_operations, read_page
from swornspec.page.read import recognise

TOP = "POST\n/kites/{id}\nMake a kite\nParameters\nTry it out\nName\tDescription\n"


def page_of(*lines: str) -> Page:
    return read_page("page.txt", TOP + "\n".join([*lines, "Responses", "Code\tDescription\tLinks", "200\t", "ok"]), "swagger-ui")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("id *", "integer($int64)", "(path)", "Which."), ("path", True, {"type": "integer", "format": "int64"}, ["Which."])),
        (("id\u00a0*", "", "string", "(query)", "", "id"), ("query", True, {"type": "string"}, [])),
        (("id", "array[string]", "(header)"), ("header", False, {"type": "array", "items": {"type": "string"}}, [])),
        (("id", "number", "($double)", "(formData)"), ("body", False, {"type": "number", "format": "double"}, [])),
        (("id", "boolean", "deprecated", "(query)"), ("query", False, {"type": "boolean", "deprecated": True}, [])),
        (("id", "any", "(query)", "What it is."), ("query", False, {}, ["What it is."])),
        (
            ("id", "string", "(query)", "Available values : a, b", "Default value : a", "a"),
            ("query", False, {"type": "string", "enum": ["a", "b"], "default": "a"}, []),
        ),
        (
            ("id", "integer", "(query)", "maximum: 9", "minimum: 1", "multipleOf: 2", "4"),
            ("query", False, {"type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 2}, []),
        ),
    ],
)
def test_a_parameter_is_a_name_a_type_and_a_place(lines: tuple[str, ...], expected: tuple[str, bool, dict[str, Any], list[str]]) -> None:
    page = page_of(*lines)

    [block] = page.blocks
    assert (block.location, block.required, dict(block.schema), [p.text for p in block.prose]) == expected
    assert (block.name, page.gaps) == ("id", ())


@pytest.mark.parametrize("lines", [("id", "string"), ("id", "(query)"), ("the id", "string", "(query)"), ("id", "words", "(query)")])
def test_without_a_name_a_type_or_a_place_there_is_no_parameter(lines: tuple[str, ...]) -> None:
    assert page_of(*lines).blocks == ()


def test_the_sample_of_a_body_shows_its_fields_and_that_of_an_answer_none() -> None:
    page = read_page(
        "page.txt",
        TOP + "id *\nstring\n(path)\nRequest body\n\napplication/json\nExample Value\nSchema\n"
        '{\n"size": 0,\n"mood": "string",\n"tails": [\n{\n"long": true\n}\n],\n"additionalProp1": {}\n}\nResponses\n200\t\n{\n"no": 1\n}\n',
    )

    assert [(b.location, b.within, b.name, b.required, dict(b.schema)) for b in page.blocks] == [
        ("path", (), "id", True, {"type": "string"}),
        ("body", (), "size", False, {}),
        ("body", (), "mood", False, {"type": "string"}),
        ("body", (), "tails", False, {"type": "array", "items": {"type": "object"}}),
        ("body", ("tails[]",), "long", False, {"type": "boolean"}),
    ]


def test_operations_begin_with_what_they_call() -> None:
    one = "id *\nstring\n(path)\nResponses\n200\t\nok\n"
    pages = read_operations("page.txt", "kites\n" + TOP + one + "\nDELETE\n/kites/{id}\nLoses a kite.\nParameters\n" + one)

    assert [(p.method, p.route, p.title and p.title.text, [b.name for b in p.blocks]) for p in pages] == [
        ("POST", "/kites/{id}", "Make a kite", ["id"]),
        ("DELETE", "/kites/{id}", "Loses a kite.", ["id"]),
    ]
    assert recognise("page.txt", TOP + one).layout.name == "swagger-ui"
