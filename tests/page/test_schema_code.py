"""Pages with a JSON Schema: reading is the inverse of printing, and what is no schema of a request is no field."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import Param, specs

from swornspec.page import Block, read_page
from swornspec.page.json_places import placed_json
from swornspec.page.schema_code import LAYOUT
from swornspec.text import lines

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def value_of(text: str) -> Any:
    """The value again that a text was read as."""
    found = placed_json(text)
    assert found is not None

    def plain(node: Any) -> Any:
        if node.kind == "object":
            return {key: plain(value) for key, (_, value) in node.members.items()}
        return [plain(item) for item in node.items] if node.kind == "array" else node.value

    return plain(found)


@given(JSON, st.sampled_from([None, 0, 2]))
def test_json_is_read_as_what_it_is(value: Any, indent: int | None) -> None:
    assert value_of(json.dumps(value, indent=indent)) == value


@pytest.mark.parametrize("text", ["", "{", '{"a" 1}', "[1, 2", '{"a": 1} x', "1e999", "{'a': 1}", "[" * 60 + "]" * 60])
def test_what_is_no_json_is_read_as_nothing(text: str) -> None:
    assert placed_json(text) is None


def suited(param: Param) -> Param:
    """What the layout can say: where fields are sent is not among it, and values are those of texts."""
    return replace(param, location="body", values=param.values if param.kind == "string" and param.default is None else ())


def schema_of(param: Param) -> dict[str, Any]:
    return {**param.schema, **({"enum": list(dict.fromkeys(param.values))} if param.values else {})}


def printed(spec: Sequence[Param], *, fenced: bool, indent: int) -> str:
    """The specification as a page shows it; nothing is lost."""
    properties = {p.name: {**schema_of(p), "description": "\n".join(p.paragraphs)} for p in spec}
    schema = {"type": "object", "properties": properties, "required": [p.name for p in spec if p.required]}
    shown = json.dumps(schema, indent=indent, ensure_ascii=False)
    return "\n".join(["# Make", "", "`POST /v1/things`", "", *(["```json", shown, "```"] if fenced else [shown]), ""])


def found(block: Block) -> tuple[Any, ...]:
    return block.name, block.location, dict(block.schema), block.required, " ".join(" ".join(p.text for p in block.prose).split())


@given(specs(), st.booleans(), st.sampled_from([0, 2, 4]))
@settings(max_examples=40, deadline=None)
def test_pages_give_the_spec(spec: list[Param], fenced: bool, indent: int) -> None:
    fitting = list({p.name: suited(p) for p in spec}.values())

    page = read_page("page.md", printed(fitting, fenced=fenced, indent=indent), "json-schema")

    assert [found(block) for block in page.blocks] == [
        (p.name, "body", schema_of(p), p.required, " ".join("\n".join(p.paragraphs).split())) for p in fitting
    ]
    assert page.gaps == ()


def test_parts_are_fields_of_their_objects_and_references_lead_to_them() -> None:
    size = {"type": "object", "properties": {"width": {"type": "integer"}}, "required": ["width"]}
    schema = {"properties": {"size": {"$ref": "#/$defs/Size"}, "all": {"type": "array", "items": size}}, "$defs": {"Size": size}}
    page = read_page("page.md", f"# Make\n\n`POST /v1/things`\n\n```json\n{json.dumps(schema)}\n```\n", "json-schema")

    assert [(b.within, b.name, b.required) for b in page.blocks] == [
        ((), "size", False),
        ((), "all", False),
        (("all[]",), "width", True),
        (("size",), "width", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"openapi": "3.1.0", "paths": {}, "properties": {"a": {"type": "string"}}}',
        '{"type": "kite", "colour": "red"}',
        '{"a": {"type": "x"}, "b": {"type": "y"}}',
        '{"type": "object", "properties": {"a": {"type": "string"}',
    ],
)
def test_samples_and_whole_documents_declare_no_fields(text: str) -> None:
    assert LAYOUT.score(lines("p", text)) == 0


def test_what_a_keyword_cannot_be_is_not_stated() -> None:
    said = '{"type": "string", "minLength": "many", "pattern": "[", "enum": [], "deprecated": 1, "maximum": true}'
    page = read_page("p.md", f'{{"type": "object", "properties": {{"a": {said}}}}}\n', "json-schema")

    assert [dict(b.schema) for b in page.blocks] == [{"type": "string"}]
