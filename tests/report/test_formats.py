"""Findings in each format: readable, well formed, and harmless whatever a page says."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.report.findings import KINDS, Accepted, Finding, Review, Severity, count
from swornspec.report.github import to_github
from swornspec.report.kinds import kind_of
from swornspec.report.plain import printable, quoted
from swornspec.report.sarif import to_sarif
from swornspec.report.structured import to_json
from swornspec.report.text import summary, to_text
from swornspec.rules.rule import Said

SAID = Said("print.txt", 4, 5, "If width is over 100, copies must be at most 4.")
AGAIN = Said("print.txt", 9, 9, "At most 4 copies.")
EVIDENCE = Said("", 0, 0, "", "the vendor's own client")
TRAP = Finding("default-breaks-rule", Severity.WARNING, "print", "copies", '{"copies": 5} is refused', (SAID, AGAIN), "say so")
LOST = Finding("enum-values-lost", Severity.INFO, "print", "style", "the values were supplied", (EVIDENCE,))
REVIEW = Review("specs/printer/openapi.yaml", "specs/printer/pages", 2, (LOST, TRAP))


def test_text_gives_worst_first_with_its_sentences() -> None:
    text = to_text([REVIEW])

    assert text == (
        "specs/printer/openapi.yaml\n"
        "  print\n"
        "    warning default-breaks-rule copies\n"
        '      {"copies": 5} is refused\n'
        '      print.txt lines 4-5: "If width is over 100, copies must be at most 4."\n'
        '      print.txt line 9: "At most 4 copies."\n'
        "      to mend: say so\n"
        "    info enum-values-lost style\n"
        "      the values were supplied\n"
        "      not on the page; from the vendor's own client\n"
        "\n"
        "2 operations: 0 errors, 1 warning, 1 note\n"
    )


def test_colour_changes_nothing_but_colour() -> None:
    coloured = to_text([REVIEW], colour=True)

    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == to_text([REVIEW])


def test_json_keeps_everything() -> None:
    document = json.loads(to_json([REVIEW]))

    assert document["counts"] == {"error": 0, "warning": 1, "info": 1}
    assert document["documents"][0]["findings"][1] == {
        "id": "default-breaks-rule",
        "severity": "warning",
        "operation": "print",
        "subject": "copies",
        "message": '{"copies": 5} is refused',
        "at": {"file": "specs/printer/pages/print.txt", "line": 4},
        "said": [
            {"page": "print.txt", "line": 4, "end_line": 5, "quote": "If width is over 100, copies must be at most 4."},
            {"page": "print.txt", "line": 9, "quote": "At most 4 copies."},
        ],
        "mend": "say so",
        "fingerprint": TRAP.fingerprint,
    }


def test_sarif_points_to_the_lines_of_the_page() -> None:
    run = json.loads(to_sarif([REVIEW], "1.2.3"))["runs"][0]

    _, trap = run["results"]
    place = trap["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "specs/printer/pages/print.txt"
    assert (place["region"]["startLine"], place["region"]["endLine"]) == (4, 5)
    assert [r["physicalLocation"]["region"]["startLine"] for r in trap["relatedLocations"]] == [9]
    assert run["tool"]["driver"]["rules"][trap["ruleIndex"]]["id"] == trap["ruleId"] == "default-breaks-rule"


def test_sarif_points_to_the_document_where_no_page_says_it() -> None:
    lost, _ = json.loads(to_sarif([REVIEW], "1"))["runs"][0]["results"]

    assert lost["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "specs/printer/openapi.yaml"


def test_every_kind_is_described_in_sentences() -> None:
    described = [kind_of(name) for name in KINDS]

    assert all(k.matters.endswith(".") and k.mend.endswith(".") and not k.means.endswith(".") for k in described)
    assert [k.name for k in described if k.matters == kind_of("unheard of").matters] == []


def test_sarif_describes_every_kind_of_finding() -> None:
    rules = json.loads(to_sarif([], "1"))["runs"][0]["tool"]["driver"]["rules"]

    assert [r["id"] for r in rules] == list(KINDS)
    assert all(r["shortDescription"]["text"] and r["fullDescription"]["text"] and r["help"]["text"] for r in rules)
    assert {r["defaultConfiguration"]["level"] for r in rules} == {"error", "warning", "note"}


SCHEMA = jsonschema_rs.validator_for(json.loads((Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")))


def test_sarif_of_accepted_findings_is_suppressed_with_the_reason() -> None:
    review = Review(REVIEW.document, REVIEW.pages, 2, (LOST,), (Accepted(TRAP, TRAP.fingerprint, "the vendor knows"),))

    document = json.loads(to_sarif([review], "1"))

    _, accepted = document["runs"][0]["results"]
    assert accepted["suppressions"] == [{"kind": "external", "justification": "the vendor knows"}]
    assert "suppressions" not in document["runs"][0]["results"][0]
    assert SCHEMA.is_valid(document)


@pytest.mark.parametrize(
    ("document", "pages", "page", "uri"),
    [
        ("specs/a b/openapi.yaml", "specs/a b/pages", "p#1.txt", "specs/a%20b/pages/p%231.txt"),
        ("/elsewhere/openapi.yaml", None, "openapi.yaml", "file:///elsewhere/openapi.yaml"),
        ("plain.json", None, "plain.json", "plain.json"),
        ("plain.json", None, "unknown.txt", "plain.json"),
    ],
)
def test_places_are_relative_references_or_have_a_scheme(document: str, pages: str | None, page: str, uri: str) -> None:
    review = Review(document, pages, 1, (Finding("gap", Severity.INFO, "print", "", "m", (Said(page, 7, 7, "q"),), None),))

    [result] = json.loads(to_sarif([review], "1"))["runs"][0]["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_finding_without_sentences_stands_on_its_line_of_the_document() -> None:
    finding = Finding("not-analysed", Severity.INFO, "print", "", "m", (EVIDENCE,), None, ("spec.yaml", 17))
    review = Review("spec.yaml", None, 1, (finding,))

    assert "      spec.yaml line 17\n" in to_text([review])
    assert to_github([review]).startswith("::notice file=spec.yaml,line=17,")
    assert json.loads(to_json([review]))["documents"][0]["findings"][0]["at"] == {"file": "spec.yaml", "line": 17}


def test_github_gives_one_command_per_finding() -> None:
    lines = to_github([REVIEW]).splitlines()

    assert lines[0].startswith("::notice file=specs/printer/openapi.yaml,line=1,title=enum-values-lost%3A print.style::")
    assert lines[1].startswith("::warning file=specs/printer/pages/print.txt,line=4,endLine=5,title=")
    assert "%0Aprint.txt line 9" in lines[1]
    assert lines[1].endswith("%0ATo mend: say so")


def test_fingerprint_stays_when_lines_move_and_changes_with_the_words() -> None:
    moved = Finding(TRAP.kind, TRAP.severity, "print", "copies", "other words of ours", (Said("print.txt", 40, 41, SAID.quote), AGAIN))
    changed = Finding(TRAP.kind, TRAP.severity, "print", "copies", TRAP.message, (Said("print.txt", 4, 5, "At most 5."), AGAIN))

    assert moved.fingerprint == TRAP.fingerprint
    assert changed.fingerprint != TRAP.fingerprint


def test_findings_with_the_same_words_have_fingerprints_of_their_own() -> None:
    other = Finding(TRAP.kind, TRAP.severity, "print", "copies", "another trap in the same sentences", (SAID, AGAIN))
    review = Review("specs/printer/openapi.yaml", "specs/printer/pages", 2, (TRAP, LOST, other))

    assert review.fingerprints() == (TRAP.fingerprint, LOST.fingerprint, f"{TRAP.fingerprint}:2")
    results = json.loads(to_sarif([review], "1"))["runs"][0]["results"]
    assert tuple(r["partialFingerprints"]["swornspec/v1"] for r in results) == review.fingerprints()
    assert tuple(f["fingerprint"] for f in json.loads(to_json([review]))["documents"][0]["findings"]) == review.fingerprints()


def test_what_is_about_all_operations_is_said_once() -> None:
    whole = Review("spec.yaml", None, 2, (Finding("conflict", Severity.WARNING, "", "the key", "two ways"),))

    assert "  all operations\n    warning conflict the key\n" in to_text([whole])
    assert to_github([whole]).startswith("::warning file=spec.yaml,line=1,title=conflict%3A the key::")


def test_counts_name_every_severity() -> None:
    assert count([]) == {Severity.ERROR: 0, Severity.WARNING: 0, Severity.INFO: 0}
    assert summary([REVIEW, REVIEW]) == "4 operations: 0 errors, 2 warnings, 2 notes"


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[31mb", "a\\x1b[31mb"), ("a\u202eb", "a\\u202eb"), ("\ud800", "\\ud800"), ("é – …", "é – …"), ("a\U000e0041", "a\\U000e0041")],
)
def test_what_steers_a_terminal_is_shown_as_escapes(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_long_quotes_are_cut() -> None:
    assert len(quoted(Said("p.txt", 1, 1, "word " * 1000))) < 400


HOSTILE = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["::error::x", "a\nb", "\r\n::set-output", "\x1b]0;x\x07", '","', "%0A", "\ud800"]
)
SAIDS = st.builds(Said, HOSTILE, st.integers(0, 9), st.integers(0, 9), HOSTILE, st.none() | HOSTILE)
FINDINGS = st.builds(
    Finding, HOSTILE, st.sampled_from(Severity), HOSTILE, HOSTILE, HOSTILE, st.lists(SAIDS, max_size=2).map(tuple), st.none() | HOSTILE
)


@given(st.lists(FINDINGS, max_size=4).map(tuple), st.none() | HOSTILE)
def test_no_format_lets_a_page_out_of_its_place(findings: tuple[Finding, ...], pages: str | None) -> None:
    review = Review("spec.yaml", pages, 1, findings)

    results = json.loads(to_sarif([review], "1"))["runs"][0]["results"]
    listed = json.loads(to_json([review]))["documents"][0]["findings"]
    commands = to_github([review])
    text = to_text([review])

    assert list(SCHEMA.iter_errors(json.loads(to_sarif([review], "1")))) == []
    assert len(results) == len(listed) == len(commands.splitlines()) == len(findings)
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in commands.splitlines())
    for output in (text, commands):
        output.encode("utf-8")
        assert printable(output) == output
