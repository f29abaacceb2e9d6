"""Where the operations of a page begin: what headings, code and tables say is called, and what only looks like it."""

import pytest

from swornspec.page import read_operations, read_page

FIELDS = ["", "| Name | Type | Required | Description |", "|---|---|---|---|", "| glaze | string | No | Which one. |", ""]


def calls(*lines: str) -> list[tuple[str | None, str | None]]:
    return [(page.method, page.route) for page in read_operations("page.md", "\n".join(lines))]


def test_a_title_may_end_in_what_is_called() -> None:
    for title in (
        "Fire a pot % POST /v1/pots/{pot.id#POT/object}/fire",
        "Fire a pot (POST /v1/pots/{pot.id}/fire)",
        "Fire: `POST /v1/pots/{pot.id}/fire`",
    ):
        page = ("# Kiln", *FIELDS, f"## {title}", *FIELDS, "## Cool a pot — GET /v1/cool", *FIELDS)

        assert calls(*page) == [("POST", "/v1/pots/{pot.id}/fire"), ("GET", "/v1/cool")]


def test_a_title_that_speaks_of_an_address_calls_nothing() -> None:
    assert calls("# Kiln", "## Fire", "`POST /v1/pots`", *FIELDS, "## Differences between POST /v1/pots and others", "None.") == [
        ("POST", "/v1/pots")
    ]


def test_a_heading_says_what_an_operation_does_in_the_words_of_sections() -> None:
    page = (
        line
        for title in ("Query all pots", "List objects", "Create output", "Request a kiln")
        for line in (f"## {title}", f"`GET /v1/{title[-4:]}`", *FIELDS)
    )

    assert len(calls("# Kiln", *page)) == 4


def test_headings_of_sections_begin_no_operation() -> None:
    for title in ("Query parameters", "Query string parameters", "Search parameters", "Request", "Add headers"):
        assert len(calls("# Kiln", "## Fire", *FIELDS, f"### {title}", "`GET /v1/pots`", *FIELDS)) == 1


def test_a_table_of_a_method_and_a_path_says_what_is_called() -> None:
    page = (
        "## Fire",
        "| Method | Path |",
        "|:---|:---|",
        "| `POST` | `/v1/pots/:id` |",
        *FIELDS,
        "## Cool",
        "| Method | Path |",
        "|---|---|",
    )

    assert calls("# Kiln", *page, "| GET | /v1/cool |", *FIELDS) == [("POST", "/v1/pots/{id}"), ("GET", "/v1/cool")]


def test_a_table_that_lists_the_operations_calls_none() -> None:
    listed = ("| Method | Path |", "|---|---|", "| POST | /v1/a |", "| GET | /v1/b |", "| PUT | /v1/c |")

    assert calls("# Kiln", *listed, "## Fire", "`POST /v1/pots`", *FIELDS) == [("POST", "/v1/pots")]


def test_code_may_show_one_address_with_its_queries() -> None:
    code = ("```plaintext", "GET /v1/pots", "GET /v1/pots?state=fired", "GET /v1/pots?state=cold", "GET /v1/pots?mine=true", "```")

    assert calls("# Kiln", "## List", *code, *FIELDS, "## Fire", "`POST /v1/pots`", *FIELDS) == [("GET", "/v1/pots"), ("POST", "/v1/pots")]


@pytest.mark.parametrize("query", ["?parameters", "?{parameters}", "?...", "?state={state}&limit=10"])
def test_an_address_in_code_whose_queries_are_to_be_filled_in_is_fetched(query: str) -> None:
    code = ("```", f"https://api.kiln.example/v1/pots{query}", "```")

    assert calls("# Kiln", "A request looks like this:", *code, *FIELDS) == [("GET", "/v1/pots")]


def test_code_with_several_addresses_calls_none_of_them() -> None:
    code = ("```", "GET /v1/a", "GET /v1/b", "GET /v1/c", "GET /v1/d", "```")

    assert calls("# Kiln", *code, "## Fire", "`POST /v1/pots`", *FIELDS) == [("POST", "/v1/pots")]


def test_the_title_of_a_page_is_no_section() -> None:
    items = ("# Merge requests API", "- `owner` [deprecated](/x) in 12.7.", "## Fire", "`POST /v1/pots`", *FIELDS)

    (page,) = read_operations("page.md", "\n".join(items))
    assert [block.name for block in page.blocks] == ["glaze"]


def test_the_structure_of_a_thing_is_no_request() -> None:
    thing = ("### Pot object", "###### Pot structure", "| Field | Type | Description |", "|---|---|---|", "| id | string | Its id. |", "")

    (page,) = read_operations("page.md", "\n".join(["# Pots", *thing, "## Fire", "`POST /v1/pots`", *FIELDS]))
    assert [block.name for block in page.blocks] == ["glaze"]


def test_a_method_and_an_address_may_stand_in_tags_of_their_own() -> None:
    shown = ('<div class="endpoint">', '<i class="label">POST</i>', "<h6>/v1/pots</h6>", "</div>")

    assert calls("# Kiln", "## Make ##", "### HTTP request ###", *shown, *FIELDS, "## List ##", "`GET /v1/pots`", *FIELDS) == [
        ("POST", "/v1/pots"),
        ("GET", "/v1/pots"),
    ]


def test_a_scrape_has_its_address_on_a_line_between_others() -> None:
    assert calls("Pots¶", "POST /v1/pots¶", "Makes a pot.", *FIELDS) == [("POST", "/v1/pots")]
    assert calls("# Kiln", "Whoever wants a pot has to", "POST /v1/pots", "and wait.", *FIELDS) == [(None, None)]


def test_a_request_in_a_piece_of_code_is_called_where_nothing_else_says_so() -> None:
    queries = ("```", "GET https://kiln.example/v1/pots", "  ?glaze=red", "  &size=3", "", "-> 200 OK", "```")
    headers = ("```http", "PUT /v1/pots/red HTTP/1.1", "Host: kiln.example", "", '{"glaze": "red"}', "```")

    assert calls("# Kiln", *queries, *FIELDS) == [("GET", "/v1/pots")]
    assert calls("# Kiln", *headers, *FIELDS) == [("PUT", "/v1/pots/red")]
    assert calls("# Kiln", "`PUT /v1/pots/{id}`", *FIELDS, *headers) == [("PUT", "/v1/pots/{id}")]


def test_other_code_that_begins_with_an_address_calls_nothing() -> None:
    assert calls("# Kiln", "```", "GET /v1/pots", "answers with all pots of the kiln", "that were fired", "```", *FIELDS) == [(None, None)]


def test_a_title_may_stand_behind_what_is_called_however_long_it_is() -> None:
    page = ("# Kiln", "Some words.", "## POST /v1/pots -- Fire a pot that has been glazed for the first time", *FIELDS)

    assert calls(*page) == [("POST", "/v1/pots")]
    assert calls("# Kiln", "## Fire", "`POST /v1/pots` and ask then whether it has been fired", *FIELDS) == [(None, None)]


def test_a_page_without_headings_has_operations_where_tables_follow_on_other_calls() -> None:
    page = ("Kiln", "Fire pots", "POST /v1/pots", *FIELDS, "Cool pots", "POST /v1/cool", *FIELDS)

    assert [(p.route, [b.name for b in p.blocks]) for p in read_operations("p", "\n".join(page))] == [
        ("/v1/pots", ["glaze"]),
        ("/v1/cool", ["glaze"]),
    ]


def test_an_address_by_itself_in_code_says_what_is_called_and_one_method_named_above_it_how() -> None:
    queried = "```url\nhttps://api.kiln.example/v1/pots?glaze={glaze}&heat={heat}\n```"
    plain = "```\nhttps://api.kiln.example/v1/pots\n```"

    assert calls("# Kiln", "The address of a request:", "", queried, *FIELDS) == [("GET", "/v1/pots")]
    assert calls("# Kiln", "Send a `POST` request to:", "", plain, *FIELDS) == [("POST", "/v1/pots")]
    assert calls("# Kiln", "The address of a request:", "", plain, *FIELDS) == [(None, "/v1/pots")]
    assert calls("# Kiln", "Use GET or POST:", "", plain, *FIELDS) == [(None, "/v1/pots")]


def test_what_stands_above_all_of_several_operations_is_of_none() -> None:
    general = "## Parameters\n\nAll there are:\n\n| Name | Type |\n|---|---|\n| hue | string |\n\n"
    pages = read_operations(
        "p.md",
        f"# Kites\n\n{general}### GET /kites\n\nLists them.\n\n### POST /kites\n\n#### Parameters\n\n- `hue` string - Which.\n",
        "field-list",
    )
    alone = read_page("p.md", f"# Kites\n\n{general}### GET /kites\n\nLists them.\n", "field-list")

    assert [(page.method, [block.name for block in page.blocks]) for page in pages] == [("GET", []), ("POST", ["hue"])]
    assert [block.name for block in alone.blocks] == ["hue"]


ASKED = ("Request:", "", "- `glaze` (string, required): Which one.", "", "Response:", "", "- `id` (string): The pot.", "")


def test_bold_titles_and_bare_lines_begin_operations_that_have_sections_of_their_own() -> None:
    for titles in (("**Fire**", "**Cool**"), ("Fire a pot", "Cool a pot"), ("", "")):
        page = ("# Kiln", "", titles[0], "", "`POST /v1/fire`", "", *ASKED, titles[1], "", "`POST /v1/cool`", "", *ASKED)
        pages = read_operations("page.md", "\n".join(page))

        assert [one.route for one in pages] == ["/v1/fire", "/v1/cool"]
        assert [[(b.name, b.location) for b in one.blocks] for one in pages] == [[("glaze", "body"), ("id", "response")]] * 2


def test_other_calls_below_one_operation_begin_none() -> None:
    assert calls("# Kiln", "", "`POST /v1/fire`", "", "or", "", "`POST /v2/fire`", "", *ASKED) == [("POST", "/v1/fire")]


def test_headings_with_fields_and_a_sample_each_are_operations() -> None:
    sample = ("```http", "POST /v1/{} HTTP/1.1", "Content-Type: application/json", "", '{"glaze": "red"}', "```", "")
    page = [line.replace("{}", name.lower()) for name in ("Fire", "Cool") for line in (f"## {name}", "", *sample, *ASKED)]

    assert calls("# Kiln", "", *page) == [("POST", "/v1/fire"), ("POST", "/v1/cool")]
    assert calls("# Kiln", "", "## Fire", "", *ASKED, "## First", "", *sample, "## Second", "", *sample) == [("POST", "/v1/")]


def test_the_request_is_no_part_of_the_answer_above_it() -> None:
    page = (
        "# Kiln",
        "## Fire",
        "`POST /v1/fire`",
        "## Response",
        "- `id` (string): The pot.",
        "### Cool",
        "#### Request body",
        *ASKED[2:3],
    )

    assert [(b.name, b.location) for b in read_page("page.md", "\n\n".join(page)).blocks] == [("id", "response"), ("glaze", "body")]


def test_an_address_and_a_method_may_be_items_below_headings_of_their_own() -> None:
    text = "# Fly\n\n## Request URL\n\n- `https://api.kites.example/v1/kites`\n\n## Request Method\n\n- POST\n\n## Request Parameters\n\n"
    page = read_page("page.md", text + "| Parameter | Type |\n|---|---|\n| kite | string |\n")

    assert (page.method, page.route) == ("POST", "/v1/kites")
    assert [b.name for b in page.blocks] == ["kite"]


def test_a_heading_may_say_what_is_called_and_what_that_does_in_a_sentence() -> None:
    page = ("# Kiln", "### POST `/v1/fire`: Given a `glaze`, it fires the pot with it, and says how long that takes.", *FIELDS)

    assert calls(*page, "### GET `/v1/cool` - Returns all pots that have cooled down since the kiln was lit.") == [
        ("POST", "/v1/fire"),
        ("GET", "/v1/cool"),
    ]
    assert calls("# Kiln", "## `GET /v1/cool` to fetch pots.", *FIELDS) == [(None, None)]


def test_sentences_say_what_is_called_where_nothing_else_does() -> None:
    for sentences in (
        ("* `POST /v1/pots` fires a pot.", "* `GET /v1/pots/7` returns the pot, while `GET /v1/pots` lists them."),
        ("To fire, send a `POST` request to `/v1/pots`, with these fields:", "Make a GET request to /v1/pots/7."),
        ("`POST https://kiln.example/v1/pots` fires a pot.", "Issue an HTTP GET request to the `/v1/pots/7` endpoint."),
    ):
        page = ("# Kiln", "## Fire", sentences[0], *FIELDS, "## Look", "Looks at one.", "", sentences[1], *FIELDS)

        assert calls(*page) == [("POST", "/v1/pots"), ("GET", "/v1/pots/7")]


def test_sentences_call_nothing_beside_lines_that_do() -> None:
    page = ("# Kiln", "## Fire", "POST /v1/pots", *FIELDS, "## Look", "* `GET /v1/pots/7` returns the pot.", *FIELDS)

    assert calls(*page) == [("POST", "/v1/pots")]


def test_code_that_is_all_labels_says_what_is_called() -> None:
    page = ("## Fire", "```yaml", "EndPoint: /v1/pots", "Method: Post", "DataType: json", "```", *FIELDS, "## Look", "```", "Method: GET")

    assert calls("# Kiln", *page, "URL: https://kiln.example/v1/pots/7", "```", *FIELDS) == [("POST", "/v1/pots"), ("GET", "/v1/pots/7")]
    assert calls("# Kiln", "## Fire", "```yaml", "path: /v1/pots", "name: Kiln", "```", *FIELDS) == [(None, None)]


def test_an_example_of_an_address_begins_no_operation() -> None:
    page = ("## Look", "**GET /v1/pots/{pot-id}**", "### Example", "GET /v1/pots/5c35", "### Parameters", *FIELDS)

    assert calls("# Kiln", *page) == [("GET", "/v1/pots/{pot-id}")]
    assert len(calls("# Kiln", *page, "### Example of another call", "GET /v1/kilns/5c35", *FIELDS)) == 2
    assert len(calls("# Kiln", *page, "### Open pots", "GET /v1/pots/open", *FIELDS)) == 2


def test_what_is_called_first_needs_no_heading() -> None:
    page = ("### Requests", "GET /v1/pots", *FIELDS, "### Fire a pot", "POST /v1/pots", *FIELDS)

    assert calls(*page) == [("GET", "/v1/pots"), ("POST", "/v1/pots")]


def test_the_same_call_once_more_below_an_example_begins_no_operation() -> None:
    above = ("Pots", "POST / Fire a pot", "", "HTTP Request", "POST /v1/pots", "")
    example = ("Request Example", "", "fire one", "POST /v1/pots", "body", '{"heat": 9}', "")
    rows = ("Parameter\tType\tRequired\tDescription", "heat\tInteger\tYes\tHow hot.", "glaze\tString\tNo\tWhich one.")
    found = read_operations("p.txt", "\n".join((*above, *example, *rows)))

    assert [(p.method, p.path.text if p.path else None) for p in found] == [("POST", "/v1/pots")]


def test_addresses_with_angles_stand_on_lines_of_one_paragraph() -> None:
    page = (
        "## Look",
        "`GET SITE_ROOT/v1/pots/<uuid>`<br>",
        "`GET SITE_ROOT/v1/pots/<key>`",
        "",
        "Looks at one.",
        "## Fire",
        "`POST SITE_ROOT/v1/pots/`",
    )

    assert calls(*page, *FIELDS) == [("GET", "/v1/pots/{uuid}"), ("POST", "/v1/pots/")]


def test_titles_in_bold_right_above_what_is_called_begin_operations() -> None:
    def called(title: str, *lines: str) -> tuple[str, ...]:
        return (f"**{title}**", "", "```", *lines, "```", "")

    page = (
        *("# Kiln", "", "### Pots", ""),
        *called("List", "GET /v1/pots"),
        *FIELDS,
        *called("Retrieve", "GET /v1/pots/<id>"),
        *called("Create", "POST /v1/pots"),
        *called("Example", "GET /v1/pots/7"),
    )

    assert calls(*page) == [("GET", "/v1/pots"), ("GET", "/v1/pots/{id}"), ("POST", "/v1/pots")]
    assert calls("# Kiln", "### Pots", *called("Request", "GET /v1/pots"), *FIELDS, *called("Request", "GET /v1/kilns")) == [
        ("GET", "/v1/pots"),
        ("GET", "/v1/kilns"),
    ]


@pytest.mark.parametrize("title", ["Example", "Example Requests", "Code samples", "Curl example"])
def test_the_heading_of_a_sample_begins_no_operation(title: str) -> None:
    def operation(name: str, call: str, field: str) -> str:
        sample = f"```bash\ncurl -X {call}\n```"
        return f"# {name}\n\n> Does it.\n\n## Request\n\n<ParamField {field} required>\nWhich.\n</ParamField>\n\n## {title}\n\n{sample}\n\n"

    text = operation("Make", "POST https://api.example.com/v1/kites", 'body="size" type="integer"')
    text += operation("Burn", "DELETE https://api.example.com/v1/kites/<kite_id>", 'path="kite_id" type="string"')

    pages = read_operations("page.mdx", text)

    assert [(page.method, page.route, [b.name for b in page.blocks]) for page in pages] == [
        ("POST", "/v1/kites", ["size"]),
        ("DELETE", "/v1/kites/{kite_id}", ["kite_id"]),
    ]


def test_fields_below_what_is_called_are_not_those_of_the_next_call() -> None:
    def part(path: str) -> tuple[str, ...]:
        return (
            f"**Endpoint:** `POST {path}`",
            "",
            "### Quick start",
            "",
            "Run it.",
            "",
            "### Request fields",
            *FIELDS,
            "### Output",
            "",
            "One.",
            "",
        )

    pages = read_operations("page.md", "\n".join(("# Kiln", "", "Fires.", "", *part("/v1/pots"), *part("/v1/lids"))))
    assert [(page.route, len(page.blocks)) for page in pages] == [("/v1/pots", 1), ("/v1/lids", 1)]


def test_two_addresses_above_one_table_are_two_operations_with_its_fields() -> None:
    pages = read_operations("page.md", "\n".join(("# Fire", "", "`POST /v1/pots`", "`PUT /v1/pots/{id}`", "", *FIELDS)))

    assert [(page.method, page.route, len(page.blocks)) for page in pages] == [("POST", "/v1/pots", 1), ("PUT", "/v1/pots/{id}", 1)]


def test_two_addresses_of_different_things_are_not_two_operations_with_the_same_fields() -> None:
    for one, other in (("POST /v1/pots", "POST /v2/pots"), ("POST /v1/pots", "GET /v1/kilns"), ("POST /v1/pots", "POST /v1/pots/fire")):
        assert len(calls("# Fire", "", f"`{one}`", f"`{other}`", "", *FIELDS)) == 1


def test_a_label_in_bold_about_results_makes_no_answer_of_the_parameters_below_it() -> None:
    lines = ("# Fire", "", "`POST /v1/pots`", "", "**Result of firing**", "", "It is hot.", "", "Parameters:", *FIELDS)
    answer = (*lines[:4], "**Response**", "", "It is hot.", "", "Fields:", *FIELDS)

    assert [block.location for block in read_page("page.md", "\n".join(lines)).blocks] == ["body"]
    assert [block.location for block in read_page("page.md", "\n".join(answer)).blocks] == ["response"]


def test_a_table_may_say_what_headings_of_the_same_names_call() -> None:
    rows = [
        "| Method | HTTP request |",
        "|---|---|",
        "| [**firePot**](#firepot) | **POST** /v1/pots |",
        "| [**findPot**](#findpot) | **GET** /v1/pots |",
    ]
    other = [
        "| Operation | Method | Path |",
        "|---|---|---|",
        "| Fire pot | POST | /v1/pots |",
        "| Find pot | GET | /v1/pots |",
        "| Cool pot | PUT | /v1/pots |",
    ]
    both = [("POST", "/v1/pots"), ("GET", "/v1/pots")]

    assert calls("# Kiln", *rows, "", "# **firePot**", "### Parameters", *FIELDS, "# **findPot**", "### Parameters", *FIELDS) == both
    assert calls("# Kiln", *other, "", "## Fire pot", *FIELDS, "## Find pot", *FIELDS) == both
    assert calls("# Kiln", *other, "", "## Glazes", *FIELDS) == [(None, None)]


def test_words_that_span_a_table_are_a_heading_of_it() -> None:
    page = (
        "URL:",
        "https://{{yard}}.kiln.example/v2/fire.php?do=fire",
        "It is sent by the POST method.",
        "REQUEST |",
        "NAME | DESCRIPTION | TYPE |",
    )
    below = (
        "---|---|---|",
        "glaze | Which one. | String |",
        "ANSWER |",
        "NAME | DESCRIPTION | TYPE |",
        "---|---|---|",
        "heat | How hot. | Int |",
    )
    (read,) = read_operations("page.md", "\n".join((*page, *below)).replace("ANSWER", "RESPONSE"))

    assert [(b.name, b.location) for b in read.blocks if b.location != "response"] == [("glaze", "body")]
    assert (read.method, read.route) == ("POST", "/v2/fire.php")
