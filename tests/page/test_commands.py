"""Pages whose sections say in commands alone what they call."""

from pathlib import Path

import pytest

from swornspec.errors import PageError
from swornspec.page import read_operations
from swornspec.spec.build import read_pages


def section(title: str, path: str, *below: str) -> str:
    command = f'```shell\ncurl "https://api.example.com/v2/boats/{path}" \\\n  -u "my-key:" \\\n  -d boatID=1\n```'
    return "\n\n".join([f"## {title}", command, "Does what it says.", *below])


TABLE = "### Parameters\n\nParameter | Required | Description\n--------- | ------- | -----------\n{} | Yes | The name of it."


def test_a_section_without_fields_is_an_operation_where_most_of_its_kind_have_some() -> None:
    text = "\n\n".join(
        [section("Status", "status"), section("List", "list", TABLE.format("sail")), section("Get", "get", TABLE.format("mast"))]
    )

    pages = read_operations("page.md", text)

    assert [(p.method, p.route, [b.name for b in p.blocks]) for p in pages] == [
        ("POST", "/v2/boats/status", []),
        ("POST", "/v2/boats/list", ["sail"]),
        ("POST", "/v2/boats/get", ["mast"]),
    ]


@pytest.mark.parametrize("title", ["Examples", "Sample request", "Another"])
def test_a_sample_below_the_fields_is_no_operation_of_its_own(title: str) -> None:
    text = "\n\n".join([section("List", "list", TABLE.format("sail")), section(title, "status")])

    assert len(read_operations("page.md", text)) == 1


@pytest.mark.parametrize("bars", [True, False])
def test_a_table_of_values_needs_no_bars_around_it(tmp_path: Path, bars: bool) -> None:
    rows = ["Act | Description", "--- | ---", "opened | Boats that sail.", "closed | Boats that do not.", "sold | Boats of others."]
    values = "\n".join(f"| {row} |" if bars else row for row in rows)
    page = tmp_path / "page.md"
    page.write_text(section("List", "list", TABLE.format("act"), "### Boat acts", values), encoding="utf-8")

    [field] = read_pages([page]).operations[0].operation.fields

    assert field.schema["enum"] == ["opened", "closed", "sold"]


GRAPH = """\
# Boats

## Reading

#### Example

### HTTP
```
GET /v2/{{quay}}/boats HTTP/1.1
Host: api.example.com
```

### {library}
```
boats.read()
```

#### Parameters

| Parameter | Description |
| --- | --- |
| `longest`<br><br>*float* | How long at most. |

#### Fields

{answer}

| Field | Description |
| --- | --- |
| `total`<br><br>*unsigned int32* | How many. |

## Creating

### /quay_{{quay}}/boats
You can make a POST request to *boats* from here:

#### Parameters

| Parameter | Description |
| --- | --- |
| `phase`<br><br>*enum {{start, move, end}}* | The phase. |
| `rig` This field is only there in v2.3 or later.<br><br>*enum {{sloop, ketch}}* | The rig. |
"""


@pytest.mark.parametrize("library", ["PHP SDK", "JavaScript"])
def test_headings_that_are_addresses_begin_operations(library: str) -> None:
    reading, creating = read_operations("page.md", GRAPH.format(library=library, answer="Reading from here will return an object:"))

    assert (reading.method, reading.route) == ("GET", "/v2/{quay}/boats")
    assert [b.name for b in reading.blocks if b.location == "query"] == ["longest"]
    assert (creating.method, creating.route) == ("POST", "/quay_{quay}/boats")
    assert [(b.name, b.schema) for b in creating.blocks] == [
        ("phase", {"type": "string", "enum": ["start", "move", "end"]}),
        ("rig", {"type": "string", "enum": ["sloop", "ketch"]}),
    ]


def test_a_newer_version_is_no_value(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Boats\n\n`POST /v2/boats`\n\n- `rig` (enum): This is only there in v2.3 or later.\n", encoding="utf-8")

    [field] = read_pages([page]).operations[0].operation.fields

    assert "enum" not in field.schema


ANNOUNCED = """\
# Rate a boat

`POST /v2/boats/(int:id)/ratings`

| Name | Type | Description |
| --- | --- | --- |
| flag | string | Why. |
| note | string | More of it. |

{line}

| {title} | Description |
| --- | --- |
| slow | It is slow. |
| leaky | It leaks. |
"""


@pytest.mark.parametrize("title", ["Constant", "Value", "Code"])
@pytest.mark.parametrize(
    "line", ["Possible values for the `flag` field:", "Available constants for the `flag` property:", "The `flag` can be one of:"]
)
def test_a_table_whose_line_above_says_of_what_has_the_values_of_a_field(tmp_path: Path, line: str, title: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(ANNOUNCED.format(line=line, title=title), encoding="utf-8")

    fields = {f.name: f for f in read_pages([page]).operations[0].operation.fields}

    assert fields["flag"].schema["enum"] == ["slow", "leaky"]


@pytest.mark.parametrize(
    "line", ["The `flag` is one of the things in here:", "Values of `flag` in the response:", "Some values:", "See `flag`:"]
)
def test_a_table_below_other_words_has_no_values(tmp_path: Path, line: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(ANNOUNCED.format(line=line, title="Thing"), encoding="utf-8")

    fields = {f.name: f for f in read_pages([page]).operations[0].operation.fields}

    assert "enum" not in fields["flag"].schema


def test_a_place_in_a_path_may_say_the_type_of_its_parameter(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(ANNOUNCED.format(line="", title="Thing"), encoding="utf-8")

    [operation] = read_pages([page]).document["paths"].values()
    [parameter] = operation["post"]["parameters"]

    assert (parameter["name"], parameter["schema"]["type"]) == ("id", "integer")
    assert parameter["schema"]["x-said"][0]["quote"] == "/v2/boats/(int:id)/ratings"


THREE = """\
# Fire a pot

# Method

POST `/pots/{id}/fire`

POST `/pots/key/{key}/fire` (fires the newest pot of a key)

POST `/pots/key/{key}/kiln/{kiln-id}/fire` (fires it in a kiln of its own)

# Parameters

## Path Parameters

| Name | Description |
| --- | --- |
| id | The pot. |
| key | The key. |
| kiln-id | The kiln. |

## Request Body

| Name | Description |
| --- | --- |
| heat | How hot. |

# Example

## Firing a pot

### Request

POST `/pots/aPot/fire`

POST `/pots/key/aKey/fire`

    {"heat": 3}
"""


def test_longer_and_shorter_ways_to_one_thing_are_operations_of_one_list() -> None:
    assert [(p.route, [b.name for b in p.blocks]) for p in read_operations("page.md", THREE)] == [
        ("/pots/{id}/fire", ["id", "heat"]),
        ("/pots/key/{key}/fire", ["key", "heat"]),
        ("/pots/key/{key}/kiln/{kiln-id}/fire", ["key", "kiln-id", "heat"]),
    ]


FACTS = """\
## Finding boats

| Fact | Value |
| --- | --- |
| **URL** | /v2/boats?{{query}} |
| **Privacy** | Public |
| **Method** | GET |

{line}

| Name | Description |
| --- | --- |
| sail | The sail. |
"""


@pytest.mark.parametrize(
    "line", ["The current query parameters are as follows:", "It takes these parameters:", "The following arguments are sent:"]
)
def test_a_table_of_facts_says_what_is_called_and_a_line_what_is_listed(line: str) -> None:
    [page] = read_operations("page.md", FACTS.format(line=line))

    assert (page.method, page.route) == ("GET", "/v2/boats")
    assert [(b.name, b.location) for b in page.blocks] == [("sail", "query")]


@pytest.mark.parametrize("line", ["A boat has the following attributes:", "Returns these fields:", "Read this:"])
def test_a_line_about_something_else_lists_no_parameters(line: str) -> None:
    with pytest.raises(PageError):
        read_operations("page.md", FACTS.format(line=line))
