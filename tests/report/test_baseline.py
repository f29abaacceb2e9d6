"""A baseline accepts what it names, with a reason, and says what it names in vain."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.errors import SwornspecError
from swornspec.report.baseline import Entry, accepting, baseline_text, read_baseline
from swornspec.report.findings import Finding, Review, Severity
from swornspec.rules.rule import Said

TRAP = Finding("default-breaks-rule", Severity.WARNING, "print", "copies", "m", (Said("print.txt", 4, 5, "At most 4."),))
GAP = Finding("gap", Severity.INFO, "print", "paper", "m", (Said("print.txt", 9, 9, "Some papers."),))
REVIEW = Review("spec.yaml", None, 1, (TRAP, GAP))


def entry(finding: Finding, reason: str = "known") -> Entry:
    return Entry(finding.kind, finding.place, finding.fingerprint, reason, 3)


def test_accepted_findings_are_set_aside_with_their_reason() -> None:
    review = accepting(REVIEW, [entry(TRAP)], "b.yaml")

    assert review.findings == (GAP,)
    assert [(a.finding, a.reason) for a in review.accepted] == [(TRAP, "known")]


def test_a_finding_whose_lines_move_stays_accepted_and_one_whose_words_change_does_not() -> None:
    moved = replace(TRAP, said=(Said("print.txt", 40, 41, "At most 4."),))
    changed = replace(TRAP, said=(Said("print.txt", 4, 5, "At most 5."),))

    assert accepting(replace(REVIEW, findings=(moved,)), [entry(TRAP)], "b.yaml").findings == ()
    assert [f.kind for f in accepting(replace(REVIEW, findings=(changed,)), [entry(TRAP)], "b.yaml").findings] == [
        TRAP.kind,
        "stale-baseline",
    ]


def test_a_stale_entry_is_a_finding_on_its_line() -> None:
    [stale] = accepting(replace(REVIEW, findings=()), [entry(TRAP)], "b.yaml").findings

    assert (stale.kind, stale.severity, stale.at) == ("stale-baseline", Severity.WARNING, ("b.yaml", 3))
    assert "print.copies" in stale.message


def test_what_is_written_holds_what_fails_and_the_reasons_there_were(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(
        baseline_text(REVIEW, Severity.INFO, [entry(TRAP, 'it "is" so: #1'), Entry("gap", "gone", "0", "old")]), encoding="utf-8"
    )

    entries = read_baseline(path, unfinished=True)

    assert [(e.finding, e.about, e.fingerprint, e.reason) for e in entries] == [
        ("default-breaks-rule", "print.copies", TRAP.fingerprint, 'it "is" so: #1'),
        ("gap", "print.paper", GAP.fingerprint, ""),
    ]
    with pytest.raises(SwornspecError, match=r"b\.yaml:8: gap of print\.paper is accepted without a reason \(say why"):
        read_baseline(path)


def test_only_what_the_level_counts_is_written(tmp_path: Path) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(baseline_text(REVIEW, Severity.ERROR, []), encoding="utf-8")

    assert read_baseline(path) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("accepted: 3\n", "a baseline is one list"),
        ("- a\n", "a baseline is one list"),
        ("accepted: []\nmore: 1\n", "a baseline is one list"),
        ("accepted:\n- finding: gap\n", "an accepted finding has finding, about, fingerprint, reason"),
        ("accepted:\n- 3\n", "an accepted finding has"),
        ("a: [", "not valid YAML"),
        (
            "accepted:\n" + "- {finding: gap, about: a, fingerprint: f, reason: r}\n" * 2,
            r"b\.yaml:3: the same finding stands on line 2",
        ),
    ],
)
def test_a_malformed_baseline_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SwornspecError, match=words):
        read_baseline(path)


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=20) | st.sampled_from(['"', "\n- x", ": #", "\x00", "\u2028", "\\"])
FINDINGS = st.builds(
    Finding,
    HOSTILE,
    st.sampled_from(Severity),
    HOSTILE,
    HOSTILE,
    HOSTILE,
    st.lists(st.builds(Said, HOSTILE, st.just(1), st.just(1), HOSTILE)).map(tuple),
)


@given(st.lists(FINDINGS, max_size=3).map(tuple), HOSTILE)
def test_what_is_written_accepts_exactly_what_was_found(
    tmp_path_factory: pytest.TempPathFactory, findings: tuple[Finding, ...], reason: str
) -> None:
    path = tmp_path_factory.mktemp("b") / "b.yaml"
    review = Review("spec.yaml", None, 1, findings)
    before = [Entry("", "", p, reason or "r") for p in review.fingerprints()]
    path.write_text(baseline_text(review, Severity.INFO, before), encoding="utf-8", newline="")

    accepted = accepting(review, read_baseline(path, unfinished=True), "b.yaml")

    assert accepted.findings == ()
    assert [a.finding for a in accepted.accepted] == list(findings)
