"""Fields that only code tells of, and what addresses with queries say is called."""

from collections.abc import Sequence

import pytest

from swornspec.errors import PageError
from swornspec.page import Block, read_operations, read_page
from swornspec.page.commented import members_of
from swornspec.text import lines

HEAD = "# Kiln\n\n## Fire a pot\n\nPOST /v1/pots\n\n### Request body\n\n"


def shown(blocks: Sequence[Block]) -> list[tuple[str | None, tuple[str, ...], object, bool]]:
    return [(b.name, b.within, b.schema.get("type"), b.required) for b in blocks]


BESIDE = """{
  "heat": "900", // required. How hot it is.
  "size": { // how large
    "width": "3", // optional
  },
  "fast": true // or not
}"""
ABOVE = """{
  // Required. How hot it is.
  heat: '900',

  # how large
  size: {
    // optional
    width: '3'
  },
  /* or not */
  fast: true
}"""
IN_PLACE = """{
  "heat": (required, string) how hot it is,
  "size": {
    "width": (optional, string),
  },
  "fast": (optional, boolean) or not,
}"""


@pytest.mark.parametrize("code", [BESIDE, ABOVE, IN_PLACE], ids=["beside", "above", "in place of values"])
def test_code_tells_of_fields_by_comments_or_in_place_of_values(code: str) -> None:
    page = read_page("p.md", f"{HEAD}```js\n{code}\n```\n")

    assert shown(page.blocks) == [
        ("heat", (), "string", True),
        ("size", (), "object", False),
        ("width", ("size",), "string", False),
        ("fast", (), "boolean", False),
    ]


@pytest.mark.parametrize(
    "code",
    [
        '{\n  "heat": 900,\n  "glaze": "red" // the glaze\n}',
        '{\n  "heat": 900,\n  "glaze": "red",\n  "url": "https://kiln.example"\n}',
        "const kiln = {\n  heat: 900, // how hot\n  glaze: 'red' // which\n}",
        "[\n  // one\n  1,\n  // two\n  2\n]",
        "{{{{{{{{\n// a\n// b\n",
    ],
)
def test_samples_with_few_comments_and_programs_tell_of_no_fields(code: str) -> None:
    assert members_of(lines("p.md", code))[0] is None


def test_what_a_table_lists_is_not_told_again_by_comments_and_answers_are_no_fields() -> None:
    code = '```json\n{\n  "heat": 900, // how hot\n  "glaze": "red" // which\n}\n```\n'
    table = "| Name | Type |\n|---|---|\n| heat | integer |\n"
    answers = f"### Response\n\n{code}\nReturns the following result:\n\n{code}"

    assert [b.name for b in read_page("p.md", f"{HEAD}{table}\n{code}").blocks] == ["heat"]
    with pytest.raises(PageError):
        read_page("p.md", f"# Kiln\n\n## Fire a pot\n\nPOST /v1/pots\n\n{answers}")


def test_code_adds_parts_to_an_object_that_a_table_lists() -> None:
    code = '```\n{\n  "heat": (required, integer) how hot,\n  "size": {\n    "width": (required, number)\n  }\n}\n```\n'
    page = read_page("p.md", f"{HEAD}{code}\n| Name | Type |\n|---|---|\n| heat | integer |\n| size | object |\n")

    assert sorted((b.name or "", b.within, b.required) for b in page.blocks) == [
        ("heat", (), False),
        ("size", (), False),
        ("width", ("size",), True),
    ]


TABLE = "\nParameter | Default | Description\n---|---|---\nheat | 900 | How hot.\nglaze | - | Which one.\n"


@pytest.mark.parametrize(
    "words",
    [
        "The endpoint is `https://kiln.example/v1/pots`. Try `curl 'https://kiln.example/v1/pots?heat=9&glaze=red&key=K'`.",
        "```\nhttps://kiln.example/v1/pots?heat=900&glaze=red\n```",
        "See [pots](https://kiln.example/v1/pots?heat=900) and [red ones](https://kiln.example/v1/pots?glaze=red).",
    ],
)
def test_addresses_whose_queries_name_the_fields_say_what_is_called(words: str) -> None:
    page = read_page("p.md", f"# Pots\n\n{words}\n\n## URL parameters\n{TABLE}")

    assert (page.method, page.route, [b.location for b in page.blocks]) == ("GET", "/v1/pots", ["query", "query"])


@pytest.mark.parametrize(
    "words",
    [
        "See `https://kiln.example/docs?page=3&tab=pots`.",
        "POST a pot to us; `https://kiln.example/v1/pots?heat=900&glaze=red` shows it.",
        "Either `https://kiln.example/v1/pots?heat=9&glaze=red` or `https://kiln.example/v1/kilns?heat=9&glaze=red`.",
    ],
)
def test_other_addresses_call_nothing(words: str) -> None:
    assert read_page("p.md", f"# Pots\n\n{words}\n\n## Parameters\n{TABLE}").method is None


def test_parameters_of_an_address_are_in_its_path_where_it_has_a_place_for_them() -> None:
    page = read_page("p.md", f"# Pots\n\nGET /v1/pots/{{heat}}\n\n## URL parameters\n{TABLE}")

    assert [b.location for b in page.blocks] == ["path", "query"]


def test_a_part_that_is_required_with_its_object_is_required_in_it() -> None:
    rows = [
        "size | object | no | How large.",
        "size[width] | number | yes (if `size` is provided) | W.",
        "size.depth | number | Required with size | D.",
    ]
    others = ["size[height] | number | yes (if `depth` is provided) | H.", "note | string | yes (if `size` is provided) | N."]
    page = read_page("p.md", "\n".join([HEAD, "Name | Type | Required | Description", "---|---|---|---", *rows, *others]))

    assert [(b.name, b.required) for b in page.blocks] == [
        ("size", False),
        ("width", True),
        ("depth", True),
        ("height", False),
        ("note", False),
    ]


def test_tags_may_be_badges_beside_a_name() -> None:
    body = '**heat** <Required />\n\nHow hot.\n\n**glaze** <Badge type="tip" text="optional" />\n\nWhich.\n'
    page = f"# Kiln\n\nPOST /v1/pots\n\n#### Body parameters\n\n{body}"

    assert [(b.name, b.required) for b in read_page("p.md", page).blocks] == [("heat", True), ("glaze", False)]


def test_several_addresses_that_end_alike_are_one_operation() -> None:
    code = "```http\nPOST /kilns/{kiln}/pots/{pot}/fire\nPOST /me/pots/{pot}/fire\nPOST /pots/{pot}/fire\nPOST /p/{pot}/fire\n```"
    page = f"# Fire\n\n## HTTP request\n\n{code}\n\n| Name | Type |\n|---|---|\n| heat | integer |\n"

    assert [p.route for p in read_operations("p.md", page)] == ["/kilns/{kiln}/pots/{pot}/fire"]


DECLARED = """interface Pot {
  heat: string; // How hot it is.
  /** how large */
  size?: {
    width?: string;
  };
  fast?: boolean;
}"""
REFERRED = """export interface Pot {
  heat: string;
  size?: Size;
  fast?: boolean;
}

interface Size {
  width?: string;
}"""
WORDED = """{
  "heat": "string (required) - How hot it is.",
  "size": {
    "width": "string (optional)"
  },
  "fast": "boolean, optional"
}"""
LISTED = """heat: string (required) - How hot it is.
size: object (optional) - How large.
  width: string (optional)
fast: boolean (optional) - or not"""


@pytest.mark.parametrize("code", [DECLARED, REFERRED, WORDED, LISTED], ids=["declared", "with types of its own", "in words", "lines"])
def test_code_declares_fields_by_their_types(code: str) -> None:
    page = read_page("p.md", f"{HEAD}```\n{code}\n```\n\n### Response\n\n```\n{code.replace('heat', 'pot')}\n```\n")

    assert sorted(shown(page.blocks)) == [
        ("fast", (), "boolean", False),
        ("heat", (), "string", True),
        ("size", (), "object", False),
        ("width", ("size",), "string", False),
    ]


def test_a_declaration_may_hold_lists_of_objects_and_of_values() -> None:
    page = read_page("p.md", f'{HEAD}```ts\ntype Pot = {{\n  glaze: "matt" | "clear";\n  lines?: {{\n    px: number;\n  }}[];\n}}\n```\n')

    assert shown(page.blocks) == [("glaze", (), "string", True), ("lines", (), "array", False), ("px", ("lines[]",), "number", True)]
    assert page.blocks[0].schema["enum"] == ["matt", "clear"]


@pytest.mark.parametrize(
    "code",
    [
        '{\n  "heat": "string",\n  "size": "number"\n}',
        "heat: string\nsize: number",
        "interface Pot {\n  fire(heat: string): void;\n  drop(): void;\n}",
        "const pot = {\n  heat: string;\n}",
        '{\n  "heat": "number nine",\n  "why": "string of pearls"\n}',
    ],
)
def test_other_code_declares_nothing(code: str) -> None:
    assert members_of(lines("p", code))[0] is None
