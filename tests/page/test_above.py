"""Whose the fields of a list are, as what stands right above it tells: a sentence, or the sample of an answer."""

import pytest

from swornspec.page import read_operations, read_page

SENT = "# Kiln\n\n## Fire a pot\n\n`POST /v1/pots`\n\n- `hue` (string, required) – The hue.\n- `notify` (string) – Where.\n\n"
TABLE = "| Field | Type | Description |\n|---|---|---|\n| pot | string | Which pot. |\n| state | string | How it is. |\n"


def sent(text: str) -> list[str]:
    return [str(b.name) for page in read_operations("page.md", text) for b in page.blocks if b.location != "response"]


@pytest.mark.parametrize(
    "above",
    [
        "**Returns** a pot:",
        "It returns a JSON object with:",
        "The response contains the following fields:",
        "Once fired, we send a POST request to your `notify` address with these parameters:",
        "## When it is done\n\nThe kiln will POST this to your `notify` address.",
        'Sample response:\n\n```json\n{"pot": "p1", "state": "wet"}\n```',
        'Sample response:\n\n```json\n{"pot": "p1", "state": "wet"}\n```\n\nWhere:',
    ],
)
def test_fields_are_those_of_an_answer_or_of_what_readers_are_sent(above: str) -> None:
    assert sent(f"{SENT}{above}\n\n{TABLE}") == ["hue", "notify"]


@pytest.mark.parametrize(
    "above",
    [
        "These may be sent, too:",
        "Returns a pot. The parameters that it takes are:",
        "The request contains the following fields:",
        "We send a notice to your address when it is done.",
        'Sample request:\n\n```json\n{"pot": "p1", "state": "wet"}\n```',
    ],
)
def test_other_words_and_samples_leave_fields_those_of_the_request(above: str) -> None:
    assert sent(f"{SENT}{above}\n\n{TABLE}") == ["hue", "notify", "pot", "state"]


def test_what_readers_are_sent_is_sent_by_no_request() -> None:
    hook = f"## pot.fired\n\nSent to your endpoint when it is done.\n\n`POST https://your-server.example/hook`\n\n{TABLE}"

    assert sent(SENT + hook) == ["hue", "notify"]


METHODS = """# Kiln bots

All requests go to `https://api.kilns.example/kiln<token>/METHOD_NAME`. We support **GET** and **POST**.

## Methods

### firePot

| Parameter | Type | Required | Description |
|---|---|---|---|
| pot | integer | Yes | Which pot. |

### coolPot

| Parameter | Type | Required | Description |
|---|---|---|---|
| slow | boolean | No | Whether slowly. |

## Available types

### Pot

| Field | Type | Description |
|---|---|---|
| glaze | string | Which. |
"""


def test_headings_are_called_at_the_address_that_has_a_place_for_them() -> None:
    pages = read_operations("page.md", METHODS)

    assert [(p.method, p.route, [b.name for b in p.blocks]) for p in pages] == [
        ("POST", "/kiln{token}/firePot", ["pot"]),
        ("POST", "/kiln{token}/coolPot", ["slow"]),
    ]
    assert len(read_operations("page.md", METHODS.replace("METHOD_NAME", "v1/pots"))) == 1


def test_headings_of_a_saved_page_are_called_there_too() -> None:
    row = "<tr><th>Parameter</th><th>Type</th></tr><tr><td>{}</td><td>Integer</td></tr>"
    page = "<html><body><h1>Bots</h1><p>Call <code>https://api.kilns.example/kiln&lt;token&gt;/METHOD_NAME</code> by POST.</p>"
    page += "".join(f"<h4><a name='x'></a>{name}</h4><p>Fires.</p><table>{row.format(name[:4])}</table>" for name in ("firePot", "coolPot"))

    assert [(p.route, [b.name for b in p.blocks]) for p in read_operations("page.html", f"{page}</body></html>")] == [
        ("/kiln{token}/firePot", ["fire"]),
        ("/kiln{token}/coolPot", ["cool"]),
    ]


def test_values_in_a_path_give_way_to_the_parameters_that_it_lacks() -> None:
    page = "# Find\n\n```bash\ncurl https://api.kilns.example/v1/pots/5f2b9a7c41/{}\n```\n\n## Path parameters\n\n"
    page += "| Name | Type | Description |\n|---|---|---|\n| pot | string | Which. |\n"

    assert read_page("page.md", page.replace("{}", "glaze")).route == "/v1/pots/{pot}/glaze"
    assert read_page("page.md", page.replace("{}", "77")).route == "/v1/pots/5f2b9a7c41/77"


def test_fields_below_calls_that_differ_in_a_part_are_those_of_all() -> None:
    table = "\n\n| Name | Type | Description |\n|---|---|---|\n| hue | string | Which. |\n"
    page = "# Lists\n\nAll take these:\n\n- `GET /v1/pots`\n- `GET /v1/bowls`\n- `GET /v1/cups`"
    routes = [p.route for p in read_operations("page.md", page + table) if [b.name for b in p.blocks] == ["hue"]]

    assert routes == ["/v1/pots", "/v1/bowls", "/v1/cups"]
    assert len(read_operations("page.md", page.replace("/v1/cups", "/v2/cups") + table)) == 1


ANSWER = '```json\n{"pot": "p1", "state": "wet"}\n```'


@pytest.mark.parametrize("title", ["### Parameters", "**Parameters**", "**Field descriptions**", "Payload description", "#### Attributes"])
@pytest.mark.parametrize("above", ["### Response", "**Response Structure**", "Response Payload"])
def test_a_title_of_any_list_below_the_sample_of_an_answer_does_not_make_its_fields_those_of_the_request(above: str, title: str) -> None:
    assert sent(f"{SENT}{above}\n\n{ANSWER}\n\n{title}\n\n{TABLE}") == ["hue", "notify"]


@pytest.mark.parametrize(
    "page",
    [
        "# Kiln\n\n## Change a pot\n\n`PUT /v1/pots/{id}`\n\n### URL parameters\n\n| Name | Description |\n|---|---|\n| id | Which. |\n\n"
        f"### Response\n\n{ANSWER}\n\n### Parameters\n\n{TABLE}",
        f"# Kiln\n\n## Make a pot\n\n`POST /v1/pots`\n\n### Response\n\n{ANSWER}\n\n### Parameters\n\n{TABLE}",
        f"{SENT}### Response\n\n{ANSWER}\n\n### Query parameters\n\n{TABLE}",
        f"{SENT}### Response\n\n```json\n" + '{"a": 1, "b": 2, "c": 3, "pot": "p1", "state": ""}' + f"\n```\n\n### Parameters\n\n{TABLE}",
    ],
)
def test_samples_of_answers_may_stand_above_the_parameters_that_come_back(page: str) -> None:
    assert {"pot", "state"} <= set(sent(page))
