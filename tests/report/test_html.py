"""The report as one HTML page: complete without its script, the same for the same input, and harmless whatever a page says."""

import json
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import swornspec.report
from swornspec.contract.derive import plan
from swornspec.report.facts import SCHEMA, overview_as_json
from swornspec.report.html import overview_as_html
from swornspec.report.markdown_summary import overview_as_markdown
from swornspec.report.overview import Overview, overview
from swornspec.report.results import results_in
from swornspec.spec.document import load_document

HOSTILE = (
    """</script></style><script>alert(1)</script><img src=x onerror=alert(2)> <!-- {{ 7*7 }} {% raw %} "x' & \u202e ]]> ](javascript:3)"""
)
PAGE = f"""\
Print {HOSTILE}

POST

/v1/print

Prints. {HOSTILE}

Request Body

width

min10  max200 | int

The width. {HOSTILE} Must be a multiple of 5 {HOSTILE}. We recommend {HOSTILE}. It must not be odd on Sundays {HOSTILE}.
"""
TAGS = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "p",
        "code",
        "svg",
        "rect",
        "dl",
        "dt",
        "dd",
        "div",
    ),
    *("b", "span", "main", "section", "nav", "ul", "li", "article", "form", "fieldset", "legend", "label", "input", "select", "option"),
    *("button", "details", "summary", "blockquote", "footer", "br", "script"),
}


class Reader(HTMLParser):
    """What a browser finds in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"style": [], "script": [], "": []}
        self._within = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._within = tag if tag in ("style", "script") else ""

    def handle_endtag(self, tag: str) -> None:
        self._within = ""

    def handle_data(self, data: str) -> None:
        self.texts[self._within].append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")


def seen(path: Path) -> Overview:
    document = load_document(path)
    return overview(document, path, document.endpoints, [plan(document, e) for e in document.endpoints], None)


def is_harmless(page: str) -> None:
    """Nothing in the page was written by the documentation but text."""
    read = Reader(page)
    scripts = [attributes for tag, attributes in read.tags if tag == "script"]
    assert {tag for tag, _ in read.tags} <= TAGS
    assert scripts == [{"type": "application/json", "id": "cases"}, {}]
    assert len(read.texts["style"]) == 1
    for _, attributes in read.tags:
        assert not any(name.startswith("on") or name in ("src", "style", "srcdoc", "action") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    json.loads(read.texts["script"][0])


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documented: Callable[..., Path]) -> Overview:
    monkeypatch.chdir(tmp_path)
    return seen(documented(Path("specs/printer"), PAGE, title=HOSTILE, evidence=HOSTILE) / "openapi.yaml")


def test_hostile_pages_stay_text(hostile: Overview) -> None:
    page = overview_as_html(hostile)

    is_harmless(page)
    assert "\u202e" not in page
    assert "{{ 7*7 }} {% raw %}" in "".join(Reader(page).texts[""])
    assert "alert(1)" not in "".join(Reader(page).texts["script"][1:] + Reader(page).texts["style"])


def test_hostile_pages_stay_text_in_markdown(hostile: Overview) -> None:
    text = overview_as_markdown(hostile)

    assert "\\<script\\>alert(1)" in text
    assert not re.search(r"(?<!\\)[<>\[]", text.replace("swornspec", ""))
    assert "\u202e" not in text


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=20))
@settings(max_examples=15)
def test_whatever_a_document_says_stays_text(words: str, name: str, rule: str) -> None:
    field = {"type": "integer", "maximum": 3, "description": words}
    said = [{"page": words, "line": 1, "quote": rule}]
    advice = {"id": rule or "r", "effect": "advice", "subject": name, "text": words, "said": said}
    schema = {"type": "object", "properties": {name: field}, "x-rules": [advice]}
    body = {"content": {"application/json": {"schema": schema}}}
    operation = {"operationId": name, "requestBody": body, "responses": {"200": {"description": words}}}
    raw = {"openapi": "3.1.0", "info": {"title": words, "version": "1"}, "paths": {"/x": {"post": operation}}}
    with TemporaryDirectory() as folder:
        path = Path(folder, "document.json")
        path.write_text(json.dumps(raw), encoding="utf-8")
        it = seen(path)

    is_harmless(overview_as_html(it))
    assert is_valid(overview_as_json(it))


def is_valid(text: str) -> bool:
    schema = json.loads(Path(swornspec.report.__file__ or "").with_name(SCHEMA).read_text(encoding="utf-8"))
    return list(jsonschema_rs.validator_for(schema).iter_errors(json.loads(text))) == []


def test_the_policy_allows_the_own_style_and_script_alone(printer: Path) -> None:
    page = overview_as_html(seen(printer / "openapi.yaml"))
    read = Reader(page)
    policy = next(a["content"] or "" for tag, a in read.tags if tag == "meta" and a.get("http-equiv") == "Content-Security-Policy")
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (*read.texts["style"], read.texts["script"][1])]

    assert (
        policy
        == f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_is_complete_without_its_script(printer: Path) -> None:
    it = seen(printer / "openapi.yaml")
    page = overview_as_html(it)
    read = Reader(page)
    places = {a["id"] for _, a in read.tags if "id" in a}

    assert {a["href"] for tag, a in read.tags if tag == "a"} <= {f"#{p}" for p in places}
    assert all("open" in a for tag, a in read.tags if tag == "details")
    assert [a for tag, a in read.tags if tag == "form"] == [{"id": "filters", "hidden": None, "aria-label": "Filters"}]
    for entry in it.entries:
        assert entry.statement.text in "".join(read.texts[""])


def test_the_same_input_gives_the_same_bytes(printer: Path) -> None:
    first, second = seen(printer / "openapi.yaml"), seen(printer / "openapi.yaml")

    assert overview_as_html(first) == overview_as_html(second)
    assert overview_as_json(first) == overview_as_json(second)


def test_json_keeps_to_its_schema(printer: Path) -> None:
    path = printer / "openapi.yaml"
    document = load_document(path)
    plans = [plan(document, e) for e in document.endpoints]
    failure = {"id": plans[0].cases[0].id, "fault": {"title": "refused"}, "expected": "200", "actual": "400", "answer": None}
    run = {"version": 1, "document": {"path": "x", "sha256": "0"}, "server": None, "cases": {"run": 1}, "failures": [failure]}
    texts = [overview_as_json(overview(document, path, document.endpoints, plans, r)) for r in (None, results_in(run, "x.json"))]

    assert all(map(is_valid, texts))
    assert json.loads(texts[1])["results"] == {"source": "x.json", "server": None, "run": 1, "outdated": True}
    assert json.loads(texts[1])["figures"]["cases"]["failed"] == 1
    assert not is_valid(texts[0].replace('"became": "rule"', '"became": "guess"'))


def test_markdown_tells_the_figures_and_the_gaps(printer: Path) -> None:
    text = overview_as_markdown(seen(printer / "openapi.yaml"))

    assert text.startswith("## Printer: what became of its documentation\n\n| | |\n")
    assert "| sentences read | 11 of 12 (91 %) |\n" in text
    assert "no results are known" in text
    assert '- print.txt line 27: "Some say that it must not be odd on Sundays." (' in text
