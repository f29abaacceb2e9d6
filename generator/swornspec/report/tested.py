"""The result of a contract run goes in; text for people, JSON or JUnit XML comes out."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from swornspec.contract.case import Case, Kind, Proof
from swornspec.contract.derive import Plan
from swornspec.contract.expect import Failure
from swornspec.contract.request import curl
from swornspec.contract.running import Outcome, Summary
from swornspec.report.plain import one_line, printable
from swornspec.spec.document import said_as_json

_WORDS = {
    Kind.VALID: "valid requests",
    Kind.INVALID: "requests that break one constraint",
    Kind.MALFORMED: "malformed requests",
    Kind.UNAUTHORIZED: "requests without usable credentials",
}


def tested_as_text(api: str, where: str, summary: Summary) -> str:
    """Failures one after the other, then the proofs, then the figures."""
    return "".join(f"{line}\n" for line in _text(api, where, summary))


def _text(api: str, where: str, summary: Summary) -> Iterator[str]:
    for failure in summary.failures:
        yield printable(f"{failure}\n")
    undecided = [p for p in summary.proofs if not p.proved]
    proved = [p for p in summary.proofs if p.proved]
    if proved:
        yield "cannot happen alone:"
        yield from (f"  {p.operation_id}/{one_line(p.constraint)}: {one_line(p.why)}" for p in proved)
    if undecided:
        yield "not tested:"
        yield from (f"  {p.operation_id}/{one_line(p.constraint)}: {one_line(p.why)}" for p in undecided)
    yield f"{one_line(api)} at {one_line(where)}"
    for kind, words in _WORDS.items():
        of_kind = [o for o in summary.outcomes if o.case.kind is kind]
        sent = [o for o in of_kind if not o.held_back]
        held = f", {len(of_kind) - len(sent)} not sent because they may cost money" if len(sent) < len(of_kind) else ""
        yield f"  {sum(o.failure is None for o in sent)} of {len(sent)} {words} answered as documented{held}"
    whole = len(summary.constraints)
    impossible = len({(p.operation_id, p.constraint) for p in proved} & _constraints(summary))
    open_ones = whole - len(summary.covered) - impossible
    yield f"  {whole} constraints: {len(summary.covered)} broken alone, {impossible} proved to be implied by others, {open_ones} not tested"
    yield f"{summary.sent} cases run, {summary.passed} passed, {len(summary.failures)} failed"


def _constraints(summary: Summary) -> set[tuple[str, str]]:
    return {(operation, constraint) for operation, _, constraint in (c.partition("/") for c in summary.constraints)}


def tested_as_json(api: str, where: str, summary: Summary) -> str:
    """Everything as one JSON object."""
    return _dump(
        {
            "api": api,
            "server": where,
            "cases": {"run": summary.sent, "passed": summary.passed, "failed": len(summary.failures), "held_back": _held_back(summary)},
            "constraints": {"documented": list(summary.constraints), "covered": list(summary.covered)},
            "proofs": [_proof(p) for p in summary.proofs],
            "failures": [_failure(f) for f in summary.failures],
        }
    )


def tested_as_junit(api: str, where: str, summary: Summary) -> str:
    """JUnit XML: a suite for each operation, a case for each request."""
    whole = ElementTree.Element("testsuites", name=_xml(api), tests=str(len(summary.outcomes)), failures=str(len(summary.failures)))
    for operation in dict.fromkeys(o.case.operation_id for o in summary.outcomes):
        outcomes = [o for o in summary.outcomes if o.case.operation_id == operation]
        suite = ElementTree.SubElement(
            whole,
            "testsuite",
            name=_xml(f"{api}.{operation}"),
            tests=str(len(outcomes)),
            failures=str(sum(o.failure is not None for o in outcomes)),
            errors="0",
            skipped=str(sum(o.held_back for o in outcomes)),
            hostname=_xml(where),
        )
        for outcome in outcomes:
            _junit_case(suite, f"{api}.{operation}", outcome)
    ElementTree.indent(whole)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(whole, encoding='unicode')}\n"


def listed_as_text(plans: tuple[Plan, ...]) -> str:
    """One line for each case: id, kind and what the documentation says."""
    lines = (f"{c.id}  {c.kind.value}  {one_line(c.text)}".rstrip() for p in plans for c in p.cases)
    return "".join(f"{line}\n" for line in lines)


def listed_as_json(plans: tuple[Plan, ...]) -> str:
    """The cases with what they send, and the proofs, as one JSON object."""
    found = [_case(c) for p in plans for c in p.cases]
    return _dump({"cases": found, "proofs": [_proof(proof) for p in plans for proof in p.proofs]})


def _junit_case(suite: ElementTree.Element, group: str, outcome: Outcome) -> None:
    element = ElementTree.SubElement(suite, "testcase", classname=_xml(group), name=_xml(outcome.case.id))
    if outcome.held_back:
        ElementTree.SubElement(element, "skipped", message="a valid request may cost money")
    if outcome.failure is not None:
        failure = outcome.failure
        below = ElementTree.SubElement(element, "failure", type=f"fault {failure.fault.code}", message=_xml(failure.fault.title))
        below.text = _xml(str(failure))


def _case(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = {"id": case.id, "operation": case.operation_id, "kind": case.kind.value}
    if case.constraint is not None:
        found["constraint"] = case.constraint
    if case.text:
        found["text"] = case.text
    if case.said:
        found["said"] = [said_as_json(s) for s in case.said]
    if case.content is not None:
        found["content"] = case.content.decode("utf-8", errors="replace")[:1_000]
    elif isinstance(case.body, dict | list | str | int | float | bool | None):
        found["body"] = case.body
    for place in ("path", "query", "headers", "cookies"):
        pairs = getattr(case, place)
        if pairs:
            found[place] = [list(pair) for pair in pairs]
    return found


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        **_case(failure.case),
        "fault": {"code": failure.fault.code, "title": failure.fault.title},
        "expected": failure.expected,
        "actual": failure.actual,
        "status": None if failure.answer is None else failure.answer.status,
        "request": curl(failure.request),
    }


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "operation": proof.operation_id,
        "constraint": proof.constraint,
        "proved": proof.proved,
        "by": list(proof.by),
        "why": proof.why,
    }


def _held_back(summary: Summary) -> int:
    return sum(o.held_back for o in summary.outcomes)


def _xml(text: str) -> str:
    """Text that XML 1.0 can hold."""
    return "".join(c if c not in "\ufffe\uffff" else "?" for c in printable(text))


def _dump(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=True) + "\n"
