"""The page at `/`: complete, alone, and made of nothing but text, whatever the documents say."""

import asyncio
import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.mock import create_app
from swornspec.mock.page import Paged
from swornspec.mock.page.facts import operation_facts
from swornspec.mock.page.render import json_text, page_of
from swornspec.spec.check import Checker
from swornspec.spec.document import load_document

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'`><!--<script>",
    "{{js}} {{facts}}",
    "\u2028\u2029\u0000",
    "&lt;b&gt; ]]>",
)
ROOT = Path(__file__).parents[2]
PAGES = ROOT / "generator/swornspec/mock/page"


class Elements(HTMLParser):
    """The elements of a page with their attributes and text."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.found, self.inside = [], False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])
        self.inside = True

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1][2] += data


def got(app, path="/", method="GET"):
    """The answer to a request, from an application that runs in an event loop of its own."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {"type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "headers": []}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], {n.decode(): v.decode() for n, v in sent[0]["headers"]}, sent[1]["body"]


@pytest.fixture(scope="module")
def paged(lamps):
    return Paged(create_app([lamps]), [lamps])


def test_the_page_and_its_facts_are_served_and_everything_else_passes(paged):
    status, headers, page = got(paged)
    facts = json.loads(got(paged, "/__operations")[2])

    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert facts == embedded(page.decode())
    assert [o["id"] for o in facts["apis"][0]["operations"]] == ["list_lamps", "create_lamp", "read_lamp", "delete_lamp"]
    assert got(paged, method="HEAD")[2] == b""
    assert got(paged, method="POST")[0] == got(paged, "/none")[0] == 404
    assert got(paged, "/v2/lamps/1")[0] == 400


@pytest.mark.parametrize(("documented", "path"), [("/", "/"), ("/__operations", "/__operations"), ("/{any}", "/__operations")])
def test_a_documented_path_comes_first(document_of, documented, path):
    get = {documented: {"get": {"operationId": "g", "responses": {"204": {"description": "G."}}}}}
    post = {documented: {"post": {"operationId": "p", "responses": {"204": {"description": "P."}}}}}

    statuses = [got(Paged(create_app([d]), [d]), path)[0] for d in (document_of(paths=get), document_of(paths=post))]

    assert statuses == [204, 200]


def test_nothing_is_made_before_it_is_asked_for(lamps, work):
    app = create_app([lamps])

    assert work(lambda: Paged(app, [lamps])) * 10 < work(lambda: operation_facts([lamps]))


def test_the_policy_allows_the_two_inline_parts_and_requests_to_this_origin_alone(paged):
    _, headers, page = got(paged)
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    parts = {tag: text for tag, attributes, text in Elements(page.decode()).found if tag in ("script", "style") and "id" not in attributes}

    assert policy["default-src"] == "'none'"
    assert policy["connect-src"] == "'self'"
    for tag, text in parts.items():
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert policy[f"{tag}-src"] == f"'sha256-{digest}'"
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_the_page_loads_nothing_and_has_no_inline_handlers(paged):
    elements = Elements(got(paged)[2].decode()).found

    assert [tag for tag, _, _ in elements if tag in ("img", "iframe", "object", "embed", "base", "meta http-equiv")] == []
    assert all(not a.startswith("on") and a != "style" and a != "src" for _, attributes, _ in elements for a in attributes)
    assert {attributes["href"] for _, attributes, _ in elements if "href" in attributes} == {"data:,", "/__operations", "#apis"}
    assert all(f["id"] in {a.get("for") for t, a, _ in elements if t == "label"} for t, f, _ in elements if t == "input")


def test_the_script_writes_text_alone():
    script = (PAGES / "page.js").read_text(encoding="utf-8")

    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setAttribute\(\"on", script) == []
    assert "</" not in script
    assert "<!--" not in script


def embedded(page):
    """The facts in a page, found as a browser finds them: in the second of exactly three elements that hold raw text."""
    elements = Elements(page).found
    assert [tag for tag, _, _ in elements if tag in ("script", "style")] == ["style", "script", "script"]
    [facts] = [text for tag, attributes, text in elements if tag == "script" and attributes.get("id") == "facts"]
    return json.loads(facts)


@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)))
def test_no_text_of_a_document_becomes_part_of_the_page(document_of, text):
    said = [{"page": text, "line": 1, "quote": text}]
    rule = {"id": text, "effect": "reject", "subject": text, "expr": {"present": text}, "text": text, "said": said}
    schema = {"type": "object", "description": text, "properties": {"p": {"enum": [text], "default": text}}, "x-rules": [rule]}
    document = document_of(
        schema=schema,
        responses={"200": {"description": text}},
        info={"title": text, "version": text},
        path="/things/{x}",
        operation={
            "operationId": text,
            "summary": text,
            "description": text,
            "parameters": [
                {"name": text, "in": "query", "required": True, "schema": {"type": "string", "enum": [text], "description": text}}
            ],
        },
    )
    facts = json_text(operation_facts([document]))
    page, policy = page_of(facts)

    assert embedded(page) == json.loads(facts)
    assert page.replace(re.search(r'id="facts">(.*?)</script>', page, re.DOTALL)[1], "") == page_of("")[0]
    assert policy == page_of("")[1]


def test_the_facts_say_how_to_call_an_operation(lamps):
    operations = {o["id"]: o for o in operation_facts([lamps])["apis"][0]["operations"]}

    assert operations["create_lamp"]["credentials"]["fields"] == [{"in": "header", "name": "Authorization", "value": "Bearer TOKEN"}]
    assert operations["create_lamp"]["rules"][0]["said"] == [
        {"page": "lamps.txt", "line": 12, "quote": "Below 24 volts no more than 40 watts."}
    ]
    assert [p["about"] for p in operations["list_lamps"]["parameters"]][:2] == [
        "integer, at least 1, at most 100",
        "array, 2 items at most",
    ]
    assert [(p["name"], p["in"], p["example"]) for p in operations["read_lamp"]["parameters"]] == [
        ("id", "path", "1"),
        ("X-Trace", "header", "text"),
    ]
    assert (operations["read_lamp"]["credentials"]["fields"], operations["read_lamp"]["body"]) == ([], None)


@pytest.mark.parametrize("api", ["leonardo", "scenario", "stablecog"])
def test_every_body_to_start_from_is_valid(api):
    document = load_document(ROOT / "specs" / api / "openapi.yaml")
    [facts] = operation_facts([document])["apis"]

    for operation in facts["operations"]:
        endpoint = document.endpoint(operation["id"])
        assert Checker(document, endpoint).accepts(operation["body"]["example"])


def test_a_documented_example_is_taken_where_it_is_valid(document_of):
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
    media = {"schema": schema, "example": {"a": 7}}
    body = {"required": True, "content": {"application/json": media}}
    good = document_of(operation={"requestBody": body})
    bad = document_of(operation={"requestBody": {**body, "content": {"application/json": {**media, "example": {"a": "x"}}}}})
    found = [operation_facts([d])["apis"][0]["operations"][0]["body"] for d in (good, bad)]

    assert [(f["example"], f["source"]) for f in found] == [({"a": 7}, "the documented example"), ({"a": 1}, "the smallest valid one")]
