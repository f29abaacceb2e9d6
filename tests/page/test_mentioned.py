"""What a page calls that says it only within sentences, and sentences that only speak of an address."""

import pytest

from swornspec.page import read_operations, read_page

FIELDS = ["", "| Name | Type | Description |", "|---|---|---|", "| glaze | string | Which one. |", ""]
CURL = ["```bash", 'curl -X POST https://api.kiln.example/v2/pots/17/fire -d \'{"glaze": "ash"}\'', "```"]


def calls(*lines: str) -> list[tuple[str | None, str | None, str | None]]:
    pages = read_operations("page.md", "\n".join(lines))
    return [(page.method, page.route, page.address.text if page.address else None) for page in pages]


@pytest.mark.parametrize(
    "sentence",
    [
        "To fire a pot, send a POST request to `/v1/pots`.",
        "Send a `POST` request to the `/v1/pots` endpoint with these fields:",
        "Fires a pot, using the endpoint `POST /v1/pots`.",
        "Make an HTTP POST call to **/v1/pots**.",
        "Pots are fired by calling `POST /v1/pots`.",
        "The `/v1/pots` endpoint accepts the POST method.",
        "Requests are made to `/v1/pots` using POST.",
        "Fire a pot: call POST\n/v1/pots with a glaze.",
    ],
)
def test_a_sentence_says_what_is_called(sentence: str) -> None:
    assert calls("# Fire a pot", "", sentence, *FIELDS) == [("POST", "/v1/pots", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "See `POST /v1/kilns` for the kilns there are.",
        "Takes the id that was returned by `POST /v1/kilns`.",
        "Use `POST /v1/kilns` instead.",
        "We send a POST request to /v1/hooks when it is done.",
        "Use `GET /v1/pots` to list pots and `POST /v1/pots` to make one.",
        "Send it to the POST office / the kiln.",
        "If it fails, call `POST /v1/retry`.",
    ],
)
def test_a_sentence_that_only_speaks_of_an_address_calls_nothing(sentence: str) -> None:
    assert calls("# Fire a pot", "", sentence, *FIELDS) == [(None, None, None)]


def test_sentences_right_below_headings_begin_operations() -> None:
    page = ("# Kiln", "## Fire a pot", "", "To fire a pot, send a POST request to `/v1/pots`.", *FIELDS)

    assert calls(*page, "## List pots", "", "To list pots, send a GET request to `/v1/pots`.") == [
        ("POST", "/v1/pots", None),
        ("GET", "/v1/pots", None),
    ]


def test_a_line_that_says_what_is_called_comes_before_sentences() -> None:
    page = ("# Kiln", "## Fire a pot", "`POST /v1/pots`", *FIELDS, "## Wait", "", "Then use the endpoint `GET /v1/jobs`.", *FIELDS)

    assert calls(*page) == [("POST", "/v1/pots", None)]


def test_a_sample_bears_a_sentence_out_and_has_its_server() -> None:
    sentence = "Fires a pot, using `POST /pots/{id}/fire`."

    assert calls("# Fire", "", sentence, *FIELDS, *CURL) == [("POST", "/pots/{id}/fire", "https://api.kiln.example/v2")]


def test_a_sample_comes_before_a_sentence_about_something_else() -> None:
    sentence = "Kilns are found with the endpoint `GET /kilns`."

    assert calls("# Fire", "", sentence, *FIELDS, *CURL) == [("POST", "/v2/pots/17/fire", "https://api.kiln.example")]


def test_a_label_and_a_sample_say_together_what_is_called() -> None:
    assert calls("# Fire", "", "Method: POST", *FIELDS, *CURL) == [("POST", "/v2/pots/17/fire", "https://api.kiln.example")]
    assert calls("# Fire", "", "Method: PUT", *FIELDS, *CURL) == [("PUT", None, None)]


def test_sentences_of_other_layouts_say_it_as_well() -> None:
    table = "<table><tr><th>Name<th>Type<tr><td>glaze<td>string</table>"
    html = f"<h1>Fire</h1><p>Send a <code>POST</code> request to <code>https://api.kiln.example/v1/pots</code>.</p>{table}"
    rst = "Fire\n====\n\nMake a ``POST`` request to ``/v1/pots``:\n\n===== ======\nName  Type\n===== ======\nglaze string\n===== ======\n"

    for name, text in (("page.html", html), ("page.rst", rst)):
        page = read_page(name, text)

        assert (page.method, page.route) == ("POST", "/v1/pots")


HTTP = ["```http", "POST /v1/pots/17/fire HTTP/1.1", "Host: kiln.example", "", '{"glaze": "ash"}', "```"]
LISTED = ["# Kiln", "## List pots", "`GET /v1/pots`", *FIELDS]


def test_a_sample_alone_says_what_is_called_below_a_heading_like_those_of_other_operations() -> None:
    page = [*LISTED, "## Fire a pot", *HTTP, "### Request fields", *FIELDS]

    assert [(m, r) for m, r, _ in calls(*page)] == [("GET", "/v1/pots"), ("POST", "/v1/pots/17/fire")]
    assert [(m, r) for m, r, _ in calls(*page, "### /v1/pots/{pot}/fire", *FIELDS)] == [
        ("GET", "/v1/pots"),
        ("POST", "/v1/pots/{pot}/fire"),
    ]


@pytest.mark.parametrize("title", ["## Webhooks", "## Example", "### Fire a pot", "## Response"])
def test_a_sample_below_any_other_heading_begins_no_operation(title: str) -> None:
    assert len(calls(*LISTED, title, *HTTP, *FIELDS)) == 1


def test_a_sample_without_fields_begins_no_operation() -> None:
    assert len(calls(*LISTED, "## Fire a pot", *HTTP)) == 1


BESIDE = (
    "{0} Fire a pot\n\nTo fire one, send a POST request to /v1/pots.\n\n{1}\n\n{2}\n\n"
    "{0} Drop a kiln\n\nDELETE /v1/kilns/{{kiln}}\n\nDrops it.\n"
)


@pytest.mark.parametrize("marks", ["##", ""])
def test_a_sentence_says_what_is_called_beside_lines_that_do_where_fields_follow(marks: str) -> None:
    title = f"{marks}# Body parameters".strip("# ") if not marks else f"{marks}# Body parameters"
    page = BESIDE.format(
        marks, title, "- `heat` (integer, required): How hot." if marks else "heat (integer, required): How hot.\nnote (string): A note."
    )

    found = read_operations("p", page.lstrip())

    assert [(o.method, o.route) for o in found] == [("POST", "/v1/pots"), ("DELETE", "/v1/kilns/{kiln}")]


def test_a_sentence_beside_such_lines_without_fields_calls_nothing() -> None:
    found = read_operations(
        "p", BESIDE.format("##", "### How it works", "It is hot.") + "\n### Body parameters\n\n- `why` (string): Why.\n"
    )

    assert [(o.method, o.route) for o in found] == [("DELETE", "/v1/kilns/{kiln}")]
