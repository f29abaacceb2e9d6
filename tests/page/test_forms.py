"""The forms in which pages made by hand, and copies of them, say the same of a field: whatever the form, the fields are the same."""

from collections.abc import Callable
from typing import Final

import pytest

from swornspec.page import read_page

Form = Callable[[str, str, str, str], str]
FIELDS: Final = (
    ("title", "string", "required", "Title of the pot."),
    ("glaze", "string", "optional", "How it shines."),
    ("heat", "integer", "optional", "Heat in degrees. See the table of glazes."),
    ("kiln_id", "string", "optional", "The kiln."),
)
PLAIN: Final[dict[str, Form]] = {
    "brackets": lambda n, t, d, p: f"{n} ({t}, {d}): {p}",
    "demand in brackets": lambda n, t, d, p: f"{n} ({d.title()}). {t.title()}. {p}",
    "dashes": lambda n, t, d, p: f"{n} - {t} - {d} - {p}",
    "colon": lambda n, t, d, p: f"{n}: {t}. {d.title()}. {p}",
    "square brackets": lambda n, t, d, p: f"{n} [{t}] [{d}] {p}",
    "angles": lambda n, t, d, p: f"{n} <{t}> {d}: {p}",
    "set with blanks": lambda n, t, d, p: f"{n:<12}{t:<10}{d:<10}{p}",
    "tabs": lambda n, t, d, p: f"{n}\t{t}\t{d}\t{p}",
    "a stack": lambda n, t, d, p: f"{n}\n{t}\n{d}\n{p}\n",
    "a stack with a dot": lambda n, t, d, p: f"{n}\n{t}{' · required' if d == 'required' else ''}\n\n{p}\n",
    "a stack with one line of words": lambda n, t, d, p: f"{n}\n{d.title()}, {t}\n{p}\n",
    "a stack with its demand above its type": lambda n, t, d, p: f"{n}\n{d.title()}\n{t}\n{p}\n",
    "a stack with stars": lambda n, t, d, p: f"{n}{'*' if d == 'required' else ''}\n{t}\n{p}\n",
    "a stack below name and type": lambda n, t, d, p: f"{n} {t}{' REQUIRED' if d == 'required' else ''}\n{p}\n",
    "labels": lambda n, t, d, p: f"Name: {n}\nType: {t}\nRequired: {'Yes' if d == 'required' else 'No'}\nDescription: {p}\n",
    "blanks": lambda n, t, d, p: f"{n} {t} {d.title()} {p}",
    "what is to be set": lambda n, t, d, p: f"{n}=<{t}> ({d}) {p}",
    "numbers": lambda n, t, d, p: f"1. {n} ({t}) - {d.title()}. {p}",
}
MARKED: Final[dict[str, Form]] = {
    "bold": lambda n, t, d, p: f"- **{n}** ({t}) {d} - {p}",
    "code": lambda n, t, d, p: f"- `{n}` `{t}` *{d}* {p}",
    "plain items": lambda n, t, d, p: f"* {n} - {d}, {t}. {p}",
    "type behind": lambda n, t, d, p: f"- {n}: {p} ({t}, {d})",
    "type set apart behind": lambda n, t, d, p: f"- `{n}`: {p} *{t}, {d}*",
    "items of items": lambda n, t, d, p: f"- `{n}`\n  - Type: {t}\n  - Required: {'yes' if d == 'required' else 'no'}\n  - {p}",
    "headings": lambda n, t, d, p: f"### {n}\n\n*{t}*, {d}\n\n{p}\n",
    "headings with labels": lambda n, t, d, p: f"#### `{n}`\n\n**Type:** {t}\n**Required:** {'Yes' if d == 'required' else 'No'}\n\n{p}\n",
    "headings with types in bold": lambda n, t, d, p: f"### {n}\n\n**{t}**{' **required**' if d == 'required' else ''} \n{p}\n",
    "headings with items": lambda n, t, d, p: (
        f"### `{n}`\n\n- **Type:** `{t}`\n- **Required:** {'Yes' if d == 'required' else 'No'}\n- **Description:** {p}\n"
    ),
    "headings with brackets": lambda n, t, d, p: f"#### {n} ({t}) ({d})\n{p}\n",
    "terms": lambda n, t, d, p: f"{n}\n: {t}, {d}. {p}\n",
}
HEADINGS: Final = ("Parameters", "Request body", "The request body", "Body", "Arguments", "Request parameters")
TITLES: Final = {"tabs": "Parameter\tType\tRequired\tDescription\n", "set with blanks": "Name        Type      Required  Description\n"}


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("form", [*PLAIN, *MARKED])
def test_fields_are_the_same_in_every_form(form: str, heading: str) -> None:
    marks = "## " if form in MARKED else ""
    fields = "\n".join({**PLAIN, **MARKED}[form](*field) for field in FIELDS)
    call = "`POST /v1/pots`" if marks else "POST /v1/pots"
    text = f"Fire a pot\n\n{call}\n\nFires one.\n\n{marks}{heading}\n\n{TITLES.get(form, '')}{fields}\n\n{marks}Response\n\nThe pot.\n"

    page = read_page("p", f"# {text}" if marks else text)

    found = [
        (b.path, b.location, b.schema.get("type"), b.required, " ".join(p.text for p in b.prose).removeprefix("- ")) for b in page.blocks
    ]
    assert found == [(name, "body", kind, demand == "required", prose) for name, kind, demand, prose in FIELDS]


def test_lines_that_begin_like_a_field_and_go_on_like_a_sentence_are_none() -> None:
    page = read_page(
        "p",
        "Fire a pot\n\nPOST /v1/pots\n\nParameters\n\ntitle (string, required): The title.\nheat (integer): The heat.\n"
        "see file below\nnumber of pots is up to you\nuse string formats where you can\n",
    )

    assert [b.name for b in page.blocks] == ["title", "heat"]


def test_one_line_alone_makes_no_list() -> None:
    page = read_page(
        "p", "Fire a pot\n\nPOST /v1/pots\n\nParameters\n\n- `title` (string): The title.\n\nkiln: string. What is meant by it.\n"
    )

    assert [b.name for b in page.blocks] == ["title"]


ORDER: Final = (  # name, type, whether it is required, what it is a part of
    ("title", "string", True, None),
    ("address", "object", True, None),
    ("city", "string", True, "address"),
    ("zip", "string", False, "address"),
    ("lines", "array of objects", False, None),
    ("sku", "string", True, "lines"),
    ("note", "string", False, None),
)
HEADER: Final = "| Field | Type | Required |\n|---|---|---|\n"


def row(name: str, kind: str, required: bool) -> str:
    return f"| {name} | {kind} | {'Yes' if required else 'No'} |\n"


def stack(name: str, kind: str, required: bool, indent: int) -> str:
    words = (name, kind, "required" if required else "optional", f"The {name}.")
    return "".join(f"{'  ' * indent}{word}\n" for word in words)


def slashed(name: str, of: str | None) -> str:
    return f"{of}/{name}" if of else name


def tables(title: str) -> str:
    """A table of the fields, and one for each object below a title of it."""
    found = HEADER + "".join(row(n, t, r) for n, t, r, of in ORDER if of is None)
    for around in ("address", "lines"):
        parts = "".join(row(n, t, r) for n, t, r, of in ORDER if of == around)
        found += f"\n{title.format(name=around)}\n\n{HEADER}{parts}"
    return found


NESTED: Final = {
    "dots": HEADER + "".join(row(f"{of}.{n}" if of else n, t, r) for n, t, r, of in ORDER),
    "dots behind brackets": HEADER + "".join(row(f"{'lines[]' if of == 'lines' else of}.{n}" if of else n, t, r) for n, t, r, of in ORDER),
    "slashes": HEADER + "".join(row(slashed(n, of), t, r) for n, t, r, of in ORDER),
    "slashes in items": "".join(f"- `{slashed(n, of)}` ({t}, {'required' if r else 'optional'})\n" for n, t, r, of in ORDER),
    "arrows": HEADER + "".join(row(f"{'→ ' if of else ''}{n}", t, r) for n, t, r, of in ORDER),
    "a heading": tables("### {name}"),
    "a heading with a word for objects": tables("### {name} object"),
    "a bold title": tables("**{name}**"),
    "few words of it": tables("{name} properties:"),
    "a sentence": tables("The `{name}` object has these fields:"),
    "few words": tables("Fields of `{name}`:"),
    "a sentence without a colon": tables("**{name}** contains the following properties"),
    "items of items": "".join(f"{'  ' if of else ''}- `{n}` ({t}, {'required' if r else 'optional'})\n" for n, t, r, of in ORDER),
    "indented lines": "".join(f"{'  ' if of else ''}{n} ({t}, {'required' if r else 'optional'})\n" for n, t, r, of in ORDER),
    "stacks with dots": "\n".join(stack(f"{'lines[]' if of == 'lines' else of}.{n}" if of else n, t, r, 0) for n, t, r, of in ORDER),
    "indented stacks": "\n".join(stack(n, t, r, int(of is not None)) for n, t, r, of in ORDER),
}


@pytest.mark.parametrize("form", NESTED)
def test_parts_of_objects_are_the_same_in_every_form(form: str) -> None:
    page = read_page("p", f"# Order\n\n`POST /v1/orders`\n\n## Request body\n\n{NESTED[form]}\n\n## Response\n\nThe order.\n")

    found = [(b.path.replace("[]", ""), b.required) for b in page.blocks]
    assert sorted(found) == sorted((f"{of}.{n}" if of else n, r) for n, _, r, of in ORDER)


def test_a_line_that_announces_the_fields_of_a_section_is_about_no_object_of_that_name() -> None:
    top, below = row("parameters", "object", False), row("page", "integer", False)
    page = read_page("p", f"# Order\n\n`POST /v1/orders`\n\n{HEADER}{top}\nQuery parameters:\n\n{HEADER}{below}")

    assert [(b.path, b.location) for b in page.blocks] == [("parameters", "body"), ("page", "query")]


@pytest.mark.parametrize("mark", ["Yes", "X", "x", "✓", "**Yes**", "`true`", "required"])
def test_columns_of_demands_mark_what_is_required(mark: str) -> None:
    page = read_page(
        "p",
        f"# Fire a pot\n\n`POST /v1/pots`\n\n| Name | Type | Required |\n|---|---|---|\n| heat | integer | {mark} |\n| note | string | |\n",
    )

    assert [b.required for b in page.blocks] == [True, False]


def test_a_cross_among_other_marks_says_nothing() -> None:
    rows = "| heat | integer | X |\n| note | string | ✓ |\n"
    page = read_page("p", f"# Fire a pot\n\n`POST /v1/pots`\n\n| Name | Type | Required |\n|---|---|---|\n{rows}")

    assert [b.required for b in page.blocks] == [False, True]


@pytest.mark.parametrize("word", ["**required**", "*Required*", "`required`", "[required]", "<b>Required</b>", "**Required**<br>"])
def test_a_word_set_apart_before_the_prose_says_that_a_field_is_required(word: str) -> None:
    rows = f"| heat | integer | {word} How hot. |\n| note | string | **Required** if `heat` is sent. |\n"
    page = read_page("p", f"# Fire a pot\n\n`POST /v1/pots`\n\n| Name | Type | Description |\n|---|---|---|\n{rows}")

    assert [(b.required, [p.text for p in b.prose]) for b in page.blocks] == [
        (True, ["How hot."]),
        (False, ["**Required** if `heat` is sent."]),
    ]


@pytest.mark.parametrize("title", ["## The request body", "**Body parameters**", "**The parameters:**"])
@pytest.mark.parametrize("response", ["**Response**", "**200 OK:**", "**Example response:**"])
def test_headings_of_fields_end_no_section_with_a_bold_title(title: str, response: str) -> None:
    fields = "#### heat (integer)\n\nHow hot.\n\n#### note (string)\n\nA note.\n"
    page = read_page("p", f"# Fire a pot\n\n`POST /v1/pots`\n\n{title}\n\n{fields}\n{response}\n\n{fields.replace('heat', 'pot')}")

    assert [(b.name, b.location == "response") for b in page.blocks] == [("heat", False), ("note", False), ("pot", True), ("note", True)]


@pytest.mark.parametrize("title", ["Returns", "Output", "Result", "200 OK:", "Response body:"])
def test_titles_of_what_is_given_back_need_no_marks(title: str) -> None:
    text = f"Fire a pot\n\nPOST /v1/pots\n\nArguments:\n\n{{}}\n{title}\n{{}}"
    fields = "heat (integer, required): How hot.\nnote (string): A note.\n"
    page = read_page("p", text.format(fields, fields.replace("heat", "pot")))

    assert [b.name for b in page.blocks if b.location == "body"] == ["heat", "note"]


def test_fields_below_those_of_the_path_are_none_of_it_where_no_title_says_so() -> None:
    path = "pot_id (string, required): The pot.\nname (string, optional): Its name.\n"
    page = read_page("p", f"Fire a pot\n\nPUT /v1/pots/{{pot_id}}\n\nPath parameters\n\n{path}heat (integer, required): How hot.\n")

    assert [(b.name, b.location) for b in page.blocks] == [("pot_id", "path"), ("name", "body"), ("heat", "body")]
