"""What is called and sent in a sample: commands, messages and JSON as pages show them; any text at all is read without an error."""

import json
import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.page.sent import Sent, requests_in

ADDRESS = "https://api.example.com/v1/kites"
BODY = '{"size": 2, "tail": {"bows": ["it\'s"]}}'
SENT = {"size": 2, "tail": {"bows": ["it's"]}}
QUOTED = shlex.quote(BODY)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
BODIES = st.dictionaries(st.text(max_size=8), VALUES, max_size=4)


def test_a_message_of_http_is_a_request() -> None:
    [sent] = requests_in(f"PUT /v1/kites/7?draft=true HTTP/1.1\nHost: api.example.com\n\n{BODY}")

    assert (sent.method, sent.address, sent.body) == ("PUT", "/v1/kites/7?draft=true", SENT)


@pytest.mark.parametrize(
    "command",
    [
        f"curl -X POST {ADDRESS} -d {QUOTED}",
        f"curl --request POST \\\n     --url {ADDRESS} \\\n     --header 'accept: */*' \\\n     --data {QUOTED}",
        f"curl -XPOST '{ADDRESS}' -H \"Key: $KEY\" --data-raw={QUOTED}",
        f"$ curl {ADDRESS} --json {QUOTED} | jq .",
        f"curl {ADDRESS} -d @- <<'EOF'\n{BODY}\nEOF",
        f"export KEY=1\ncurl {ADDRESS} -d {json.dumps(BODY)}",
    ],
)
def test_a_command_is_a_request_however_it_is_written(command: str) -> None:
    [sent] = requests_in(command)

    assert (sent.method, sent.address, sent.body) == ("POST", ADDRESS, SENT)


@pytest.mark.parametrize(
    "words",
    ["-F size=2", "-d size=2", "-d @body.json", "-d '{\"size\": ...}'", "-d '[1]'", "-d '{\"size\": NaN}'", '-d \'{"a": "\\ud800"}\''],
)
def test_what_is_no_json_object_is_no_body(words: str) -> None:
    [sent] = requests_in(f"curl {ADDRESS} {words}")

    assert (sent.method, sent.address, sent.body) == ("POST", ADDRESS, None)


@pytest.mark.parametrize(
    "code", ["", "client.kites.create(size=2)", "libcurl/8 'x'", f'curl {ADDRESS} -d \'{{"size": 2}}', "[1, 2]", "{" * 200 + "}" * 200]
)
def test_what_shows_no_request_shows_none(code: str) -> None:
    assert requests_in(code) == ()


def test_several_commands_are_several_requests() -> None:
    sent = requests_in(f"curl {ADDRESS}\ncurl -X DELETE {ADDRESS}/7")

    assert [(s.method, s.address) for s in sent] == [("GET", ADDRESS), ("DELETE", f"{ADDRESS}/7")]


@given(BODIES, st.sampled_from([None, 1, 2]))
def test_a_body_comes_back_and_each_member_is_found_at_its_name(body: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(body, indent=indent)

    for code, shown in ((text, text), (f"curl {ADDRESS} -d {shlex.quote(text)}", text)):
        [sent] = requests_in(code)

        assert sent.body == body
        assert all(code.startswith(json.dumps(path[-1]), at) for path, at in sent.places.items() if path and isinstance(path[-1], str))
        assert sent.places or shown not in code


@given(st.text(max_size=80) | st.text("curl -dX'\"{}\\\n<EOF:[],1ahtps/.", max_size=120).map(lambda t: f"curl {t}"))
def test_any_text_is_read(code: str) -> None:
    for sent in requests_in(code):
        assert isinstance(sent, Sent)
