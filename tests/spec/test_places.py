"""A rule is the same wherever a page states it, and of whatever object; what is no rule is none in any place."""

from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from swornspec.spec.build import read_pages
from swornspec.spec.operation import Operation

_KINDS: Final = {"name": "string", "mode": "string", "seed": "string", "token": "string", "upper": "integer", "lower": "integer"}
_PROSE: Final = {
    "name": "What it is called.",
    "mode": "How it is made.",
    "seed": "What it grows from.",
    "token": "Shown in the list.",
    "upper": "One end of it.",
    "lower": "The other end of it.",
}
_VALUES: Final = ("fast", "slow")


@dataclass
class Said:
    """What a page says besides its fields: prose of one of them, a condition of its being required, and what stands around them all."""

    subject: str
    own: list[str] = field(default_factory=list)
    below: str = ""
    demand: str = ""
    above: str = ""
    after: str = ""
    message: str = ""


def placed(place: str, subject: str, own: str, full: str) -> Said:
    """A sentence in a place of a page: as one about its field, or as one that names it."""
    said = Said(subject)
    match place:
        case "own":
            said.own = [own]
        case "second":
            said.own = ["It is kept for a year.", own]
        case "remark":
            said.below = f"**Note:** {own}"
        case "demand":
            said.demand = own.rstrip(".")
        case "intro":
            said.above = f"Makes a thing. {full}"
        case "section":
            said.after = f"## Notes\n\n{full}"
        case "items":
            said.after = f"## Limitations\n\n- Things are kept for a year.\n- {full}"
        case "quoted":
            said.after = f"## More\n\n> [!WARNING]\n> {full}"
        case "headed":
            said.after = f"## Details\n\n### `{subject}`\n\nRead this first. {own}"
        case "message":
            said.message = full
        case "list":
            said.after = f"## Errors\n\n- `400`: {full}"
        case _:
            raise ValueError(place)
    return said


PLACES: Final = ("own", "second", "remark", "demand", "intro", "section", "items", "quoted", "headed", "message", "list")
LAYOUTS: Final = ("table", "items", "labels", "fern", "stainless", "mdx")


def page(layout: str, said: Said, within: str = "", twice: bool = False) -> str:
    """A page of a layout whose fields are those of the body, or of the items of an array of it; `twice` there is an object like it."""
    fields = _fields(layout, said, f"{within}[]." if within else "")
    if twice:
        fields += _fields(layout, Said(""), "lid.")
    head = f"# Make a thing\n\n`POST /v1/things`\n\n{said.above or 'Makes a thing.'}"
    if layout == "mdx":
        head = f"---\ntitle: Make a thing\napi: POST https://api.example.com/v1/things\n---\n\n{said.above or 'Makes a thing.'}"
    elif layout == "stainless":
        head = head.replace("`POST /v1/things`", "**post** `/v1/things`")
    elif layout == "fern":
        head = head.replace("`POST /v1/things`", "POST\n\nhttps://api.example.com/v1/things")
    title = {"fern": "### Request", "stainless": "### Body Parameters", "mdx": ""}.get(layout, "## Body parameters")
    top = "| Name | Type | Required | Description |\n|---|---|---|---|\n" if layout == "table" else ""
    answer = f'## Errors\n\n```json\n{{"error": {{"code": 400, "message": "{said.message}"}}}}\n```' if said.message else ""
    return "\n\n".join(part for part in (head, title, top + "\n".join(fields), said.after, answer) if part) + "\n"


def _fields(layout: str, said: Said, prefix: str) -> list[str]:
    nested = bool(prefix)
    found = []
    if nested:
        found.append(_field(layout, prefix.removesuffix(".").removesuffix("[]"), Said(""), "", parts="[]" in prefix))
    names = list(_KINDS)[1 if nested else 0 :]
    return [
        *found,
        *(_field(layout, name, said, prefix) for name in names),
        *(["</Expandable>\n</ParamField>"] if nested and layout == "mdx" else []),
    ]


def _field(layout: str, name: str, said: Said, prefix: str, parts: bool | None = None) -> str:
    kind = _KINDS.get(name, "array of objects" if parts else "object")
    mine = name == said.subject
    prose = " ".join([_PROSE.get(name, "What it holds."), *(said.own if mine else [])])
    values = f" One of {', '.join(f'`{v}`' for v in _VALUES)}." if name == "mode" else ""
    demand, below = (said.demand if mine else "") or "No", said.below if mine else ""
    asked = f" {said.demand}." if mine and said.demand else ""
    pad = "  " if prefix else ""
    match layout:
        case "table":
            return f"| `{prefix}{name}` | {kind} | {demand} | {prose}{values}{'<br>' + below if below else ''} |"
        case "items":
            return f"{pad}- `{name}` ({kind}, optional): {prose}{values}{asked}" + (f"\n\n{pad}  {below}\n" if below else "")
        case "labels":
            told = f"### {prefix}{name}\n\n- **Type:** {kind}\n- **Required:** {demand}\n- **Description:** {prose}{values}\n"
            return told + (f"\n{below}\n" if below else "")
        case "fern":
            of = "list of objects" if parts else kind
            opens = f"\n\nHide {len(_KINDS) - 1} properties" if parts is not None else ""
            return f"{name}{of}Optional\n\n{prose}{values}{asked}" + (f"\n\n{below}" if below else "") + opens + "\n"
        case "stainless":
            inner = f" {{ {', '.join(list(_KINDS)[1:])} }}" if parts is not None else ""
            of = ("array of object" if parts else kind.replace("integer", "number")) + inner
            of = " or ".join(f'"{v}"' for v in _VALUES) if name == "mode" else of
            return f"{pad}- `{name}: optional {of}`\n\n{pad}  {prose}{asked}\n" + (f"\n{pad}  {below}\n" if below else "")
        case _:
            opened = f'<ParamField body="{name}" type="{kind}">\n  {prose}{values}{asked}' + (f"\n\n  {below}" if below else "")
            return opened + ('\n<Expandable title="properties">' if parts is not None else "\n</ParamField>")


RULES = (
    ("seed", "Required when `mode` is `fast`.", "`seed` is required when `mode` is `fast`.", "[reject] seed is required when mode is fast"),
    (
        "seed",
        "Required unless `token` is set.",
        "`seed` is required unless `token` is set.",
        "[reject] seed is required when token is not sent",
    ),
    ("seed", "Ignored when `mode` is `slow`.", "When `mode` is `slow`, `seed` is ignored.", "[ignored] seed is ignored when mode is slow"),
    ("seed", "Overrides `token`.", "`seed` overrides `token`.", "[overrides] seed wins over token"),
    ("upper", "Must be greater than `lower`.", "`upper` must be greater than `lower`.", "[reject] upper must be over lower"),
    (
        "upper",
        "Must be at most 40 when `mode` is `fast`.",
        "`upper` must be at most 40 when `mode` is `fast`.",
        "[reject] upper must be at most 40 when mode is fast",
    ),
)
NONE = (
    ("seed", "Works best when `mode` is `fast`.", "`seed` works best when `mode` is `fast`."),
    ("seed", "Typically used with `token`.", "`seed` is typically used with `token`."),
    ("upper", "At most 60 requests per minute.", "At most 60 requests per minute are allowed."),
)
PAIRS = [(layout, place, n) for n, (layout, place) in enumerate(product(LAYOUTS, PLACES))]


def read(folder: Path, layout: str, said: Said, within: str = "", *, twice: bool = False) -> Operation:
    file = folder / ("page.mdx" if layout == "mdx" else "page.md")
    file.write_text(page(layout, said, within, twice), encoding="utf-8")
    return read_pages([file]).operations[0].operation


def stated(operation: Operation) -> list[str]:
    inner = [f"{'.'.join(within)}: [{r.effect}] {r.text}" for within, rules in operation.nested for r in rules]
    return [*(f"[{r.effect}] {r.text}" for r in operation.rules), *inner]


@pytest.mark.parametrize("within", ["", "lines"])
@pytest.mark.parametrize(("layout", "place", "number"), PAIRS)
def test_a_rule_is_read_in_every_place(tmp_path: Path, layout: str, place: str, number: int, within: str) -> None:
    rules = [rule for rule in RULES if place != "demand" or rule[1].startswith("Required")]
    subject, own, full, text = rules[(number + bool(within)) % len(rules)]

    found = stated(read(tmp_path, layout, placed(place, subject, own, full), within))

    assert found == [f"{within}[]: {text}" if within else text]


@pytest.mark.parametrize(("layout", "place", "number"), [pair for pair in PAIRS if pair[1] != "demand"])
def test_what_is_no_rule_is_none_in_any_place(tmp_path: Path, layout: str, place: str, number: int) -> None:
    subject, own, full = NONE[number % len(NONE)]
    within = "lines" if number % 2 else ""

    assert stated(read(tmp_path, layout, placed(place, subject, own, full), within)) == []


@pytest.mark.parametrize("layout", ["table", "items", "stainless", "mdx"])
def test_a_note_about_names_that_two_objects_have_is_a_gap(tmp_path: Path, layout: str) -> None:
    said = placed("section", "seed", "", "`seed` and `token` are mutually exclusive.")

    operation = read(tmp_path, layout, said, "lines", twice=True)

    assert stated(operation) == []
    assert [s.quote for _, s, _ in operation.gaps] == ["`seed` and `token` are mutually exclusive."]


@pytest.mark.parametrize("layout", ["table", "items", "stainless", "mdx"])
def test_a_name_with_its_object_before_it_is_of_that_object(tmp_path: Path, layout: str) -> None:
    said = placed("section", "seed", "", "`lines[].seed` and `lines[].token` are mutually exclusive.")

    operation = read(tmp_path, layout, said, "lines", twice=True)

    assert stated(operation) == ["lines[]: [reject] at most one of these must be sent: seed, token"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_of_fields_in_place_of_a_demand_are_no_values(tmp_path: Path, layout: str) -> None:
    operation = read(tmp_path, layout, Said("seed", demand="Required, one of `seed` or `token`"))

    assert stated(operation) == ["[reject] at least one of these must be sent: seed, token"]
    assert [f.name for f in operation.fields if f.required] == []


LED = "When `mode` is `fast`:\n\n- `upper` must be at most 40.\n- `seed` is required."


@pytest.mark.parametrize("layout", LAYOUTS)
def test_items_below_a_condition_hold_in_that_case(tmp_path: Path, layout: str) -> None:
    operation = read(tmp_path, layout, Said("", after=LED))

    assert sorted(stated(operation)) == [
        "[reject] seed is required when mode is fast",
        "[reject] upper must be at most 40 when mode is fast",
    ]
    assert all("maximum" not in f.schema for f in operation.fields)


HEAD = "# Make a thing\n\n`POST /v1/things`\n\n## Body parameters\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- `mode` (string): How it is made.\n  - `fast`: At once. `tone` must be `a` or `b`.\n  - `slow`: Over night.\n"
            "- `tone` (string): One of `a`, `b`, `c`.\n",
            ["[reject] tone must be one of a, b when mode is fast"],
        ),
        (
            "### mode\n\n- **Type:** string\n- **Description:** How it is made.\n\n- `fast`: `upper` must not exceed 40\n- `slow`: The usual way.\n\n"
            "### upper\n\n- **Type:** integer\n- **Description:** Its end.\n",
            [],
        ),
        (
            "- `mode` (string): How. One of `fast`, `slow`.\n- `upper` (integer): Its end.\n\n## fast\n\nMade at once. `upper` must be at most 40.\n",
            ["[reject] upper must be at most 40 when mode is fast"],
        ),
        (
            "- `orderType` (string): How. One of `fast`, `slow`.\n- `upper` (integer): Its end.\n\n## `fast` orderType\n\n`upper` must be at most 40.\n",
            ["[reject] upper must be at most 40 when orderType is fast"],
        ),
    ],
)
def test_what_is_said_of_one_value_holds_for_that_alone(tmp_path: Path, text: str, expected: list[str]) -> None:
    file = tmp_path / "page.md"
    file.write_text(HEAD + text, encoding="utf-8")

    operation = read_pages([file]).operations[0].operation

    assert stated(operation) == expected
    assert all("maximum" not in f.schema and f.schema.get("enum") != ["a", "b"] for f in operation.fields)
    assert expected or operation.gaps
