"""Pages with names, types and Required or Optional: reading is the inverse of printing, and what pages do beyond that."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from render import LOCATIONS, Param
from test_markdown_table import Placed, placed_specs

from swornspec.errors import PageError
from swornspec.page import Block, Page, read_operations, read_page
from swornspec.page.pasted_apart import apart
from swornspec.page.read import recognise
from swornspec.page.run_together import read_glued, runs_together
from swornspec.text import lines

SECTIONS = {"query": "Query parameters", "path": "Path parameters", "header": "Headers", "body": "Request"}
TYPES = {"float": "float", "int32": "int32", "date-time": "datetime"}
PARTS = ("apart", "spaced out", "one line", "glued")


@dataclass(frozen=True)
class Style:
    """How a site prints fields, and what the copy does to them."""

    parts: str
    gaps: int
    demand_last: bool
    ranged: bool
    values_apart: bool


STYLES = st.builds(Style, st.sampled_from(PARTS), st.integers(0, 2), st.booleans(), st.booleans(), st.booleans())


def suited(placed: Placed) -> Placed:
    """What the layout can say: defaults of one word; lists do not say that their items may be null."""
    param = placed.param
    default = None if (isinstance(param.default, str) and " " in param.default) or isinstance(param.default, dict) else param.default
    return replace(placed, param=replace(param, default=default, item_null=False, listed=()))


def render(spec: Sequence[Placed], style: Style) -> str:
    """The specification as a page; nothing is lost but what `suited` takes away, and where objects end that have no parts."""
    lines = ["Create a thing", "POST", "https://api.example.com", "/v1/things", "Makes things, as many as you like."]
    for location in LOCATIONS:
        group = [p for p in spec if p.param.location == location]
        lines += [SECTIONS[location]] if group else []
        for n, placed in enumerate(group):
            lines += [*head(placed.param, style), *placed.param.paragraphs]
            if placed.param.values:
                values = placed.param.values
                lines += ["Allowed values:", *values] if style.values_apart else [f"Allowed values: {' '.join(f'`{v}`' for v in values)}"]
            parts = [p for p in group[n + 1 :] if p.within == inside(placed)]
            lines += [f"Hide {len(parts)} properties"] if parts else []
    lines += ["Response", "A thing", "Errors", "422", "Unprocessable Entity Error"]
    return ("\n" * (style.gaps + 1 if style.parts != "spaced out" else 1)).join(lines)


def inside(placed: Placed) -> tuple[str, ...]:
    return (*placed.within, f"{placed.param.name}{'[]' if placed.param.kind == 'array' else ''}")


def head(param: Param, style: Style) -> list[str]:
    kind = "enum" if param.values else f"list of {param.items}" if param.items else TYPES.get(param.kind, param.kind)
    kind += " or null" if param.nullable else ""
    bounds: list[str] = []
    if param.bounds:
        low, high = param.bounds
        bounds = [f"`{low}-{high}`"] if style.ranged and low >= 0 else [f">={low}", f"<={high}"]
    default = param.default if isinstance(param.default, str) else json.dumps(param.default)
    defaults = [f"Defaults to {default}"] if param.default is not None else []
    demand = "Required" if param.required else "Optional"
    facets = [*bounds, *defaults, *(["Deprecated"] if param.deprecated else [])]
    facets = [*facets, demand] if style.demand_last and style.parts in ("apart", "spaced out") else [demand, *facets]
    match style.parts:
        case "apart":
            return [param.name, kind, *facets]
        case "spaced out":
            return [param.name, "", kind, "", *facets]
        case "one line":
            return [" ".join((param.name, kind, *facets))]
        case _:
            return ["".join((param.name, kind, *facets))]


def wanted(placed: Placed) -> tuple[Any, ...]:
    param = placed.param
    schema = dict(param.schema)
    if param.values:
        schema = {k: v for k, v in schema.items() if k in ("deprecated", "default")} | {"type": "string", "enum": list(param.values)}
    return param.name, param.location, placed.within, schema, param.required, " ".join(param.paragraphs).split()


def found(block: Block) -> tuple[Any, ...]:
    return block.name, block.location, block.within, dict(block.schema), block.required, " ".join(p.text for p in block.prose).split()


def told(spec: Sequence[Placed]) -> list[Placed]:
    """Default values that are among the values; no null beside values, of which the type is not told."""
    fixed = [suited(p) for p in spec]
    return [replace(p, param=replace(p.param, nullable=p.param.nullable and not p.param.values)) for p in fixed]


@given(placed_specs(), STYLES)
@settings(max_examples=100, deadline=None)
def test_pages_give_the_spec_whatever_their_style(spec: list[Placed], style: Style) -> None:
    spec = told(spec)

    page = read_page("page.txt", render(spec, style), "fern")

    assert [found(block) for block in page.blocks] == [wanted(p) for p in spec]
    assert page.gaps == ()
    assert (page.method, page.route, page.address and page.address.text) == ("POST", "/v1/things", "https://api.example.com")


@given(placed_specs(), STYLES)
@settings(max_examples=30, deadline=None)
def test_pages_are_recognised(spec: list[Placed], style: Style) -> None:
    found = recognise("page.txt", render(told(spec), style))
    scores = dict(found.scores)

    assert found.layout.name == "fern"
    assert all(scores["fern"] >= 1.3 * score for name, score in scores.items() if name != "fern")


TOP = ("Make", "POST", "/v1/things", "Request")


def read(*lines: str) -> Page:
    return read_page("page.txt", "\n".join([*TOP, *lines]), "fern")


def schemas(page: Page) -> dict[str, Any]:
    return {block.path or "": {**block.schema, **({"required": True} if block.required else {})} for block in page.blocks}


@pytest.mark.parametrize(
    ("line", "name", "schema"),
    [
        ("promptstringRequired", "prompt", {"type": "string", "required": True}),
        ("seedintegerOptional`0-2147483647`", "seed", {"type": "integer", "minimum": 0, "maximum": 2147483647}),
        ("num_imagesintegerOptional>=1<=8Defaults to 1", "num_images", {"type": "integer", "minimum": 1, "maximum": 8, "default": 1}),
        ("textstringRequired>=1 character<=20 characters", "text", {"type": "string", "minLength": 1, "maxLength": 20, "required": True}),
        ('urlstringOptionalformat: "uri"', "url", {"type": "string", "format": "uri"}),
        ('codestringOptionalformat: "^[A-Z]+$"', "code", {"type": "string", "pattern": "^[A-Z]+$"}),
        ("tagslist of strings or nullOptional", "tags", {"type": ["array", "null"], "items": {"type": "string"}}),
        ("stopstring or list of stringsOptional", "stop", {"type": ["string", "array"], "items": {"type": "string"}}),
        ("objectobjectOptional", "object", {"type": "object"}),
        ("update_atdatetimeOptional", "update_at", {"type": "string", "format": "date-time"}),
        ("aspect\\_ratio string Optional", "aspect_ratio", {"type": "string"}),
        ("**mode** `string` Required", "mode", {"type": "string", "required": True}),
        ('kind"url"Required', "kind", {"type": "string", "enum": ["url"], "required": True}),
        ("extramap from strings to anyOptionalBeta", "extra", {"type": "object"}),
        ("storefalseOptional", "store", {"type": "boolean", "enum": [False]}),
        ("sizelist of strings or integersOptional", "size", {"type": "array", "items": {"type": ["string", "integer"]}}),
        ("sizelist of strings or integerOptional", "size", {}),
        (
            "sizemap from strings to strings or integersOptional",
            "size",
            {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
        ),
    ],
)
def test_a_line_is_cut_where_it_can_be_cut_in_one_way(line: str, name: str, schema: dict[str, Any]) -> None:
    assert schemas(read(line)) == {name: schema}


@pytest.mark.parametrize(
    "line",
    [
        "The voice string Required by law.",
        "Required",
        "stringRequired",
        "a widget Optional",
        "width integer Optional when mode is fast",
        "Returns a list of strings",
        "sizelist of x strings or integersOptional",
    ],
)
def test_words_are_no_field(line: str) -> None:
    assert schemas(read("a", "string", "Required", "Text.", line)) == {"a": {"type": "string", "required": True}}


def test_the_demand_may_stand_below_name_and_type() -> None:
    page = read("a string", "Required", "A.", "b_clist of strings", "", "Optional", "Defaults to []", "the string", "is long.")

    assert schemas(page) == {
        "a": {"type": "string", "required": True},
        "b_c": {"type": "array", "items": {"type": "string"}, "default": []},
    }


def test_a_default_with_a_condition_is_prose() -> None:
    page = read("a", "integer", "Optional", "Defaults to 1 when mode is fast.", "b", "integer", "Optional", "Defaults to the size of a.")

    assert schemas(page) == {"a": {"type": "integer"}, "b": {"type": "integer"}}
    assert [[p.text for p in block.prose] for block in page.blocks] == [
        ["Defaults to 1 when mode is fast."],
        ["Defaults to the size of a."],
    ]


def test_values_that_stand_together_are_lost_and_those_apart_are_not() -> None:
    page = read(
        "aenumOptional",
        "Allowed values:FASTSLOW",
        "benumOptional",
        "Allowed values:",
        "audio/mpeg",
        "audio/wav",
        "c",
        "enum",
        "Optional",
        "Show 3 enum values",
    )

    assert schemas(page) == {"a": {}, "b": {"type": "string", "enum": ["audio/mpeg", "audio/wav"]}, "c": {}}
    assert [block.enum_lost for block in page.blocks] == [True, False, True]


def test_a_value_that_is_called_like_a_type_is_a_value() -> None:
    page = read("a", "enum", "Optional", "Allowed values:", "text", "string", "b", "string", "Optional")

    assert schemas(page) == {"a": {"type": "string", "enum": ["text", "string"]}, "b": {"type": "string"}}


def test_objects_that_are_opened_have_as_many_parts_as_they_say() -> None:
    page = read(
        *("a", "object", "Optional", "Hide 2 properties", "b", "list of objects", "Required", "Hide 1 property", "c", "string", "Required"),
        *("d", "string", "Optional", "e", "string", "Optional"),
    )

    assert [block.path for block in page.blocks] == ["a", "a.b", "a.b[].c", "a.d", "e"]


def test_objects_that_do_not_say_how_many_parts_they_have_need_indents() -> None:
    flat = read("a", "object", "Optional", "Hide properties", "b", "string", "Required", "c", "string", "Optional")
    indented = read("a", "object", "Optional", "Hide properties", "  b", "  string", "  Required", "c", "string", "Optional")

    assert [block.path for block in flat.blocks] == ["a"]
    assert [gap.text for gap in flat.gaps] == ["b", "string", "Required", "c", "string", "Optional"]
    assert [block.path for block in indented.blocks] == ["a", "a.b", "c"]


def test_alternatives_of_a_field_are_gaps_and_the_next_field_is_none() -> None:
    page = read(
        *("a", "object or object", "Optional", "Hide 2 variants", "object", "Hide 1 property", "x", "string", "Required", "OR"),
        *("object", "Hide 1 property", "y", "string", "Required", "b", "string", "Required"),
    )

    assert [block.path for block in page.blocks] == ["a", "b"]
    assert [gap.text for gap in page.gaps] == ["object", "x", "string", "Required", "object", "y", "string", "Required"]


def test_of_alternative_bodies_no_field_is_required() -> None:
    page = read("a", "string", "Required", "OR", "b", "string", "Required")

    assert schemas(page) == {"a": {"type": "string"}, "b": {"type": "string"}}
    assert [gap.text for gap in page.gaps] == ["OR"]


def test_fields_of_answers_and_errors_are_not_sent() -> None:
    page = read(
        "a", "string", "Required", "Response", "idstring", "It.", "n", "integer", ">=0", "Errors", "422", "detail", "string", "Required"
    )

    assert [(b.name, b.location) for b in page.blocks] == [("a", "body"), ("id", "response"), ("n", "response")]


def test_the_header_with_the_key_is_no_field() -> None:
    page = read_page(
        "page.txt",
        "\n".join(
            [
                "Make",
                "POST",
                "/v1/things",
                "Headers",
                "Authorization",
                "Bearer",
                "Send your key.",
                "X-A",
                "string",
                "Optional",
                *TOP[3:],
                "astringRequired",
            ]
        ),
    )

    assert [b.name for b in page.blocks] == ["X-A", "a"]
    assert "Send your key." in [p.text for p in page.auth]


def test_a_page_of_another_kind_is_refused() -> None:
    with pytest.raises(PageError):
        read_page("page.txt", "Requests\n\nEvery field is Required or Optional.\n")


def test_backslashes_of_line_breaks_are_not_there() -> None:
    lines = ("sizeintegerOptional", "How many (of \\[1, 8)).\\", "\\", "temperaturedoubleOptional\\", "\\", "How warm.\\")

    page = read(*lines)

    assert [(b.path, b.schema["type"], [p.text for p in b.prose]) for b in page.blocks] == [
        ("size", "integer", ["How many (of \\[1, 8))."]),
        ("temperature", "number", ["How warm."]),
    ]


def test_what_the_file_of_a_page_says_at_its_top_is_no_documentation_but_its_title() -> None:
    matter = ("---", 'url: "https://kites.example.com/make"', 'title: "Make a kite | Kites | Docs"', "published: 2025-11-17", "---", "")
    fields = ("### Request", "", "sizeintegerRequired", "", "How large.")
    titled = read_page("page.md", "\n".join([*matter, "Makes a kite.", *fields]), "fern")
    headed = read_page("page.md", "\n".join([*matter[:-2], "description: Kites fly.", "---", "# Make one", *fields]), "fern")
    called = read_page("page.md", "\n".join([*matter, "Makes a kite.", "POST /v1/kites", *fields]), "fern")

    assert [page.title.text if page.title else None for page in (titled, headed, called)] == ["Make a kite", "Make one", "Make a kite"]
    assert [[note.text for note in page.notes] for page in (titled, headed, called)] == [
        ["Makes a kite."],
        ["Kites fly."],
        ["Makes a kite."],
    ]
    assert [schemas(page) for page in (titled, headed, called)] == [{"size": {"type": "integer", "required": True}}] * 3


def test_a_page_that_is_nothing_but_dashes_has_no_title() -> None:
    for text in ("---", "---\n---", "---\ntitle:\n---\nsize integer Required", "---\ntitle: A\nsize integer Required"):
        page = read_page("page.md", text, "fern")

        assert len(page.lines) == text.count("\n") + 1


def test_heads_may_be_run_together_with_their_prose() -> None:
    page = read_page(
        "p.txt",
        "Fire a pot\n\nPOST /v1/fire\n\nBody\nhuestringrequiredThe colour of\nthe glaze.\n"
        'modeEnumDefault: "slow"\nHow.\nPossible values: slow, fast\n'
        "tagsstring[]· uuidWhich.\nkilnstring* required\nWhere.\nwayintegerThe way.\n- Values:\nupdown\n",
    )

    assert [(b.name, dict(b.schema), b.required, b.enum_lost) for b in page.blocks] == [
        ("hue", {"type": "string"}, True, False),
        ("mode", {"type": "string", "enum": ["slow", "fast"], "default": "slow"}, False, False),
        ("tags", {"type": "array", "items": {"type": "string", "format": "uuid"}}, False, False),
        ("kiln", {"type": "string"}, True, False),
        ("way", {"type": "integer"}, False, True),
    ]
    prose = [" ".join(p.text.split()) for b in page.blocks for p in b.prose]
    assert prose == ["The colour of the glaze.", "How.", "Which.", "Where.", "The way."]


def test_whether_a_field_is_required_may_stand_between_its_name_and_its_type() -> None:
    page = read_page(
        "p.txt",
        "Fire a pot\n\nPOST /v1/fire\n\nSend a pot.\nhueoptionalstringThe colour.\nheatoptionalfloatdefault: 900In degrees.\n"
        "is_requiredbooleanWhether it is.\npotrequiredstringdefault: bowlThe pot.\n",
    )

    assert [(b.name, dict(b.schema), b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        ("hue", {"type": "string"}, False, ["The colour."]),
        ("heat", {"type": "number", "format": "float", "default": 900}, False, ["In degrees."]),
        ("is_required", {"type": "boolean"}, False, ["Whether it is."]),
        ("pot", {"type": "string", "default": "bowl"}, True, ["The pot."]),
    ]


def test_words_that_end_in_a_type_are_no_heads_that_are_run_together() -> None:
    for text in ("substring", "substringstring", "the stringThing", "blueprintThe", "string", "stringrequired"):
        head = read_glued(text)
        assert head is None or text in ("substring", "substringstring")
    assert not runs_together(["substring", "huestringrequired", "amount objectrequired", "heatstringrequired"])
    assert not runs_together(["huestringrequired", "A field string required"])


def test_a_type_may_have_behind_it_when_the_field_is_required() -> None:
    page = read_page("p", "Fire a pot\n\nPOST /v1/pots\n\nParameters\n\nclay\nstringRequired unless mud is sent\n\nWhich clay.\n\nmud\n"
                     "objectRequired if wet=true\n\nWhich mud.\n\nn\nintegerRequired\n\nHow many.\n\nkind\nenumRequired\n\nThe kind.\n\n"
                     "Possible enum values\nraw\nfired\n", "fern")  # fmt: skip

    assert [(b.name, b.schema.get("type"), b.required, b.schema.get("enum"), [p.text for p in b.prose]) for b in page.blocks] == [
        ("clay", "string", False, None, ["Required unless mud is sent", "Which clay."]),
        ("mud", "object", False, None, ["Required if wet=true", "Which mud."]),
        ("n", "integer", True, None, ["How many."]),
        ("kind", "string", True, ["raw", "fired"], ["The kind."]),
    ]


def test_marks_between_the_lines_of_a_head_say_nothing() -> None:
    page = read(
        "Required arguments",
        "channel",
        "string",
        "·",
        "Required",
        "Where to.",
        "Optional arguments",
        "text",
        "string",
        "·",
        "Optional",
        "What.",
    )

    assert schemas(page) == {"channel": {"type": "string", "required": True}, "text": {"type": "string"}}
    assert page.gaps == ()


def test_an_example_below_a_field_is_no_sample_of_the_page() -> None:
    page = read("a", "string", "Required", "Words.", "Example", "C123", "b", "integer", "Optional", "Example", '{"a": 1}')

    assert schemas(page) == {"a": {"type": "string", "required": True, "examples": ["C123"]}, "b": {"type": "integer"}}


def test_a_type_that_has_only_a_name_is_one_where_the_demand_stands_below_it() -> None:
    page = read("a", "Kite", "Required", "Words.", "Wide", "kites", "fly.")

    assert schemas(page) == {"a": {"required": True}}
    assert [b.type_name for b in page.blocks] == ["Kite"]


PLAIN = (
    "Body parameters",
    "Name, Type, Description",
    "name string Required",
    "The name.",
    "tags array of strings",
    "At most 3.",
    "hue string or null",
)


def test_fields_without_a_demand_are_read_where_others_say_required_in_their_line() -> None:
    page = read(*PLAIN, "Default: red", "any string", "The string")

    assert schemas(page) == {
        "name": {"type": "string", "required": True},
        "tags": {"type": "array", "items": {"type": "string"}},
        "hue": {"type": ["string", "null"], "default": "red"},
    }
    assert page.gaps == ()


def test_fields_without_a_demand_are_prose_where_others_say_optional() -> None:
    page = read(*PLAIN, "size integer Optional")

    assert [b.name for b in page.blocks] == ["name", "size"]


def test_a_default_and_an_example_may_stand_below_the_prose() -> None:
    page = read(
        "a", "string", "Optional", "Words", "Default: calm", 'Example: "wild one"', "b", "integer", "Optional", "Default: see the guide."
    )

    assert schemas(page) == {"a": {"type": "string", "default": "calm", "examples": ["wild one"]}, "b": {"type": "integer"}}
    assert [[p.text for p in b.prose] for b in page.blocks] == [["Words"], ["Default: see the guide."]]


def test_a_sentence_of_a_name_and_a_type_is_prose() -> None:
    page = read(*PLAIN, "size integer Optional", "width number.")

    assert [b.name for b in page.blocks][-1:] == ["size"]
    assert [p.text for p in page.blocks[-1].prose] == ["width number."]


CALL = ("cURL", "curl https://api.kites.example/v1/kites \\", "--data-raw '{", '"name": "a", "tail": {"length": 2}, "color": "red"', "}'")


def test_the_sample_of_a_request_tells_where_the_parts_of_an_object_end() -> None:
    head = ("name", "string", "Required", "tail", "object", "Optional", "Hide child attributes", "length", "integer", "Required")
    page = read(*head, "knots", "integer", "Optional", "color", "string", "Optional", "Enum values：", "red", "blue", *CALL)

    assert [(b.name, b.within) for b in page.blocks] == [("name", ()), ("tail", ()), ("length", ("tail",)), ("color", ())]
    assert page.blocks[-1].schema["enum"] == ["red", "blue"]
    assert [gap.text for gap in page.gaps] == ["knots", "integer", "Optional"]


def test_an_example_that_prose_announces_ends_no_section() -> None:
    page = read("name", "string", "Required", "What it is called", "Example:", '"the red one"', "size", "integer", "Optional")

    assert [b.name for b in page.blocks] == ["name", "size"]


def test_lines_that_are_never_wrapped_are_sentences() -> None:
    long = f"Kites of {'very ' * 40}thin paper tear"
    page = read("name", "string", "Required", long, "Cannot exceed 20 characters", "When size is 2, this is left out", "at all")

    assert [p.text for p in page.blocks[0].prose] == [long, "Cannot exceed 20 characters", "When size is 2, this is left out\nat all"]


def test_a_page_that_a_copy_made_one_line_of_is_cut_where_fields_begin() -> None:
    text = (
        "Fly a kiteAsk uspost https://api.x.com/v1/kitesFlies one of them.Body Paramshuestringrequired3 letters of a colour."
        "tail_lengthfloatHow long. Not for kites.com/huestring or others."
        "notestringrequiredAny.wind_speedintegerIn knots (about).skyobjectWhere."
    )

    page = read_page("page.txt", text)
    assert (page.method, page.route) == ("POST", "/v1/kites")
    assert [(b.name, b.required) for b in page.blocks] == [
        ("hue", True),
        ("tail_length", False),
        ("note", True),
        ("wind_speed", False),
        ("sky", False),
    ]


def test_sentences_with_words_of_types_are_not_cut() -> None:
    assert apart_texts("It is required. A string is a text.Somestring is required.Whatever integer is required.") is None
    assert apart_texts("Body Paramshuestringrequired3 letters.") is None


def apart_texts(text: str) -> list[str] | None:
    page = lines("page", text)
    found = apart(page)
    return None if found is page else [line.text for line in found]


def test_a_format_may_stand_in_brackets_behind_a_type_that_is_run_together() -> None:
    for text, kind in (("tostring (email)requiredTo whom.", "string (email)"), ("atstring (date-time)When.", "string (date-time)")):
        head = read_glued(text)

        assert head is not None
        assert text[slice(*head.type)] == kind


def test_one_demand_beside_several_plain_heads_shows_that_a_page_is_run_together() -> None:
    plain = ["huestringThe hue.", "tailstringThe tail.", "notestringAny.", "skyobjectWhere to.", "Notes."]

    assert runs_together([*plain, "windintegerrequiredIn knots."])
    assert not runs_together([*plain[:3], "windintegerrequiredIn knots."])
    assert not runs_together(plain)


GITBOOK = """Kilns

List kilns

get

All of them.

Authorizations
X-Yard-TokenstringRequired
Query parameters
hueint32 · min: 1Optional

The hue.

Responses
200
OK
get
GET /v1/kilns HTTP/1.1
Host: kiln.example
{"kilns": []}

Build a kiln

post

Builds it.

Authorizations
X-Yard-TokenstringRequired
Body
bricksstring[]Required
ownerall ofRequired

Who has it.

Responses
201
Created
post
POST /v1/kilns HTTP/1.1
Host: kiln.example
{"bricks": ["red"]}
"""


def test_operations_of_gitbook_begin_at_their_methods_above_the_fields() -> None:
    pages = read_operations("page.txt", GITBOOK)

    assert [(p.method, p.route, [(b.name, b.location) for b in p.blocks if b.location != "response"]) for p in pages] == [
        ("GET", "/v1/kilns", [("hue", "query")]),
        ("POST", "/v1/kilns", [("bricks", "body"), ("owner", "body")]),
    ]


def test_headers_and_bodies_below_an_answer_are_those_of_the_answer() -> None:
    sent = "# Fire\n\n### POST /v1/kilns\n\n#### Body\n\nhue string Required\n\n"
    page = f"{sent}### Response\n\n#### Headers\n\nX-Left integer Required\n\n#### Body\n\nkiln string Required\n"

    assert [b.name for b in read_page("page.md", page, "fern").blocks if b.location != "response"] == ["hue"]
