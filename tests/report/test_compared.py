"""Comparisons as reports: a page that drifted in four steps, each told rightly; nothing a page says steers who reads the report."""

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from markdown_it import MarkdownIt

from swornspec.contract.compatibility import Verdict
from swornspec.report.compared import Comparison, Version, compared, only
from swornspec.report.compared_github import compared_as_github
from swornspec.report.compared_json import compared_as_json
from swornspec.report.compared_markdown import compared_as_markdown
from swornspec.report.compared_text import compared_as_text
from swornspec.spec.build import read_pages
from swornspec.spec.check import Checker
from swornspec.spec.compare import Topic
from swornspec.spec.document import Document, read_document

DRIFT = Path(__file__).parent / "drift"
B, U, C = Verdict.BREAKING, Verdict.UNDECIDED, Verdict.COMPATIBLE
SCHEMA = json.loads(resources.files("swornspec.report").joinpath("diff.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Version]:
    """The five versions of the page, each read as if it were called murals.md."""
    found: dict[int, Version] = {}
    for n in range(1, 6):
        page = tmp_path_factory.mktemp(f"murals-{n}") / "murals.md"
        page.write_bytes((DRIFT / f"murals-{n}.md").read_bytes())
        document = read_document(read_pages([page]).document, f"murals-{n}.md")
        found[n] = Version(document, f"murals-{n}.md", renamed={"murals.md": f"murals-{n}.md"})
    return found


@pytest.fixture(scope="module")
def drift(versions: dict[int, Version]) -> Callable[[int, int], Comparison]:
    done: dict[tuple[int, int], Comparison] = {}

    def between(old: int, new: int) -> Comparison:
        if (old, new) not in done:
            done[old, new] = compared("murals", versions[old], versions[new], tries=50)
        return done[old, new]

    return between


def constraints(comparison: Comparison) -> dict[str, tuple[Verdict, Any]]:
    """Verdict and message of each change, but for new words, by what it is about; of several the gravest."""
    found: dict[str, tuple[Verdict, Any]] = {}
    for _, entries in comparison.operations():
        for entry in entries:
            change, message = entry.decided.change, entry.decided.message
            if change.about is None or change.about.topic is not Topic.WORDS:
                found.setdefault(change.where, (entry.decided.verdict, message.value if message else None))
    return found


STEPS: list[tuple[int, int, dict[str, tuple[Verdict, Any]]]] = [
    (2, 3, {"breadth": (C, None), "tallness": (C, None)}),
    (3, 2, {"breadth": (B, {"motif": "text", "breadth": 1032}), "tallness": (B, {"motif": "text", "tallness": 1032})}),
    (3, 4, {"passes": (C, None)}),
    (4, 3, {"passes": (B, {"motif": "text", "passes": 29})}),
    (4, 5, {"realism": (B, {"motif": "text", "realism": 0.46})}),
    (5, 4, {"realism": (C, None)}),
]


@pytest.mark.parametrize(("old", "new", "expected"), STEPS, ids=lambda v: str(v) if isinstance(v, int) else "")
def test_each_step_of_the_drift_is_told_with_a_request_that_shows_it(
    versions: dict[int, Version], drift: Callable[[int, int], Comparison], old: int, new: int, expected: dict[str, Any]
) -> None:
    found = constraints(drift(old, new))

    assert found == expected
    for verdict, message in found.values():
        if verdict is B:
            accepted = [Checker(v.document, v.document.endpoints[0]).accepts(message) for v in (versions[old], versions[new])]
            assert accepted == [True, False]


def test_from_16_to_49_fields_nothing_breaks_and_back_every_field_does(
    versions: dict[int, Version], drift: Callable[[int, int], Comparison]
) -> None:
    more, fewer = drift(1, 2), drift(2, 1)

    assert [len(versions[n].document.endpoints[0].fields) for n in (1, 2)] == [16, 49]
    assert (more.verdicts[B], more.verdicts[U]) == (0, 0)
    assert more.step is not None
    assert more.step.release.version == "0.1.0"
    gone = [e.decided for e in fewer.entries if e.decided.change.text.endswith("is no longer documented")]
    assert len(gone) == 33
    assert all(d.verdict is B and d.message is not None and d.change.where in d.message.value for d in gone)
    assert fewer.step is not None
    assert fewer.step.release.version == "1.0.0"


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_the_drift_as_text_and_markdown(drift: Callable[[int, int], Comparison], golden: Callable[[Path, str], None], step: int) -> None:
    found = [drift(step, step + 1)]

    golden(DRIFT / f"step-{step}.txt", compared_as_text(found))
    golden(DRIFT / f"step-{step}.markdown", compared_as_markdown(found))


def test_json_keeps_its_published_schema(drift: Callable[[int, int], Comparison], versions: dict[int, Version]) -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    validator = jsonschema_rs.Draft202012Validator(SCHEMA)
    some = [drift(2, 1), drift(4, 5), only("murals", versions[1], came=True), only("murals", versions[1], came=False)]

    whole = json.loads(compared_as_json(some))

    validator.validate(whole)
    assert [c["counts"]["breaking"] for c in whole["comparisons"]] == [some[0].verdicts[B], 1, 0, 1]
    assert whole["comparisons"][1]["changes"][0]["before"][0]["line"] == 22
    assert whole["comparisons"][1]["changes"][0]["after"][0]["line"] == 22


EVIL = (
    "\x1b[31m@octocat #1 <script>alert(1)</script> [x](javascript:1) **b** `c` https://evil.example"
    " ::error::x\r\n::set-output name=a::b\u202e|%0A"
)


def evil(words: str, maximum: int) -> Document:
    field = {"type": "integer", "maximum": maximum, "description": words}
    said = [{"keywords": ["maximum"], "page": "p`age\x1b.txt", "line": 3, "quote": words}]
    schema = {"type": "object", "properties": {EVIL: {**field, "x-said": said}, "listed": {"enum": [EVIL, maximum]}}}
    body = {"content": {"application/json": {"schema": schema}}}
    operation = {"operationId": f"{EVIL}", "summary": words, "requestBody": body, "responses": {"200": {"description": words}}}
    raw = {"openapi": "3.1.0", "info": {"title": EVIL, "version": str(maximum)}, "paths": {"/a": {"post": operation}}}
    return read_document(raw, "evil.yaml")


@pytest.fixture(scope="module")
def hostile() -> Comparison:
    old, new = (Version(evil(w, n), f"{EVIL}.yaml", text="{}") for w, n in ((EVIL, 5), (f"{EVIL} more", 4)))
    return compared(EVIL, old, new)


def test_what_a_page_says_steers_no_terminal(hostile: Comparison) -> None:
    text = compared_as_text([hostile])

    assert hostile.verdicts[B] >= 2
    assert not set(text) & {"\x1b", "\r", "\u202e", "\x00"}
    assert "\\x1b[31m@octocat" in text


def test_what_a_page_says_is_no_markup_link_or_name(hostile: Comparison) -> None:
    text = compared_as_markdown([hostile])
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)

    inline = [t for token in tokens if token.type == "inline" for t in token.children or ()]
    plain = "".join(t.content for t in inline if t.type == "text")
    assert {t.type for t in inline} <= {"text", "code_inline", "strong_open", "strong_close", "softbreak"}
    assert {t.content.strip() for t in inline if t.type == "text" and "octocat" in t.content}
    assert "@octocat" not in plain
    assert "#1" not in plain
    assert "https://" not in plain
    assert all(t.content.strip().startswith(("<details>", "</details>")) for t in tokens if t.type == "html_block")
    assert not set(text) & {"\x1b", "\r", "\u202e"}


def test_what_a_page_says_is_no_workflow_command(hostile: Comparison) -> None:
    lines = compared_as_github([hostile]).splitlines()

    assert len(lines) == len(hostile.entries)
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    assert not any("\r" in line or "\x1b" in line for line in lines)


def test_hostile_text_keeps_the_schema_of_json(hostile: Comparison) -> None:
    text = compared_as_json([hostile])

    assert text.isascii()
    jsonschema_rs.Draft202012Validator(SCHEMA).validate(json.loads(text))


def gapped(*quotes: str) -> Document:
    gaps = [{"subject": "a", "said": {"page": "p.txt", "line": n, "quote": q}, "why": "names no field"} for n, q in enumerate(quotes, 1)]
    operation = {"operationId": "run", "x-gaps": gaps, "responses": {"200": {"description": "Done."}}}
    return read_document({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": operation}}}, "d.yaml")


def test_a_new_sentence_that_was_not_read_is_not_decided() -> None:
    old, new = Version(gapped("One."), "d.yaml", pages="pages"), Version(gapped("One.", "It must fit."), "d.yaml", pages="pages")

    there, back = compared("d", old, new), compared("d", new, old)

    [entry] = there.entries
    assert (entry.decided.verdict, entry.decided.why) == (U, "names no field")
    assert [(p.path, p.first, p.quote) for p in entry.after] == [("pages/p.txt", 2, "It must fit.")]
    assert there.step is None
    assert [e.decided.verdict for e in back.entries] == [Verdict.DOCUMENTATION]


def test_an_operation_that_is_not_read_is_not_called_unchanged() -> None:
    def unread(maximum: int) -> Document:
        broken = {
            "operationId": "run",
            "security": [{"nobody": []}],
            "parameters": [{"name": "a", "in": "query", "schema": {"maximum": maximum}}],
        }
        raw = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"get": {**broken, "responses": {}}}}}
        return read_document(raw, "d.yaml", partly=True)

    found = compared("d", Version(unread(1), "d.yaml"), Version(unread(2), "d.yaml"))

    assert [e.decided.verdict for e in found.entries] == [U, U]
    assert compared("d", Version(unread(1), "d.yaml"), Version(unread(1), "d.yaml")).entries == ()
