"""The result of a contract run goes in; text for people, JSON or JUnit XML comes out.

The JSON holds all that `swornspec replay` needs to send the failures again, and no secret.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from swornspec.contract.case import Case, Identity, Kind, Proof
from swornspec.contract.derive import Plan
from swornspec.contract.expect import Failure
from swornspec.contract.request import curl
from swornspec.contract.running import Breadth, Outcome, Summary
from swornspec.report.plain import json_text, one_line, printable
from swornspec.report.text import many
from swornspec.spec.document import said_as_json
from swornspec.spec.secret import redacted_value

VERSION: Final = 1
"""Of the JSON report; it changes when a member changes its meaning or goes."""
_NAMES: Final = ("id", "operation", "kind", "identity", "constraint")
"""Members that say which case it is: they come from the document, and no secret stands in them."""
_LONGEST_ANSWER: Final = 4_000
_WORDS: Final = {
    Kind.VALID: "valid requests",
    Kind.INVALID: "requests that break one constraint",
    Kind.MALFORMED: "malformed requests",
    Kind.UNAUTHORIZED: "requests without usable credentials",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a tested document lies, as a path with `/` from where the tool ran, and the SHA-256 of its bytes."""

    path: str
    digest: str


def source_of(path: Path) -> Source:
    """The source of a document at a path."""
    return Source(path.as_posix(), sha256(path.read_bytes()).hexdigest())


@dataclass(frozen=True, slots=True)
class Tested:
    """A run to report: the name of the API, its document, the server's URL (None: our mock) and what was found."""

    api: str
    source: Source
    base: str | None
    summary: Summary

    @property
    def where(self) -> str:
        """The server, for people."""
        return self.base or "our mock"


def tested_as_text(tested: Tested) -> str:
    """Failures one after the other, then the proofs, then the figures."""
    return "".join(f"{line}\n" for line in _text(tested.api, tested.where, tested.summary))


def _text(api: str, where: str, summary: Summary) -> Iterator[str]:
    for failure in summary.failures:
        yield printable(f"{failure}\n")
    for breadth in summary.breadth:
        for found in breadth.found.failures if breadth.found else ():
            yield printable(f"{breadth.operation_id}: a random request\n{found}\n")
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
        if sent:
            yield f"  {sum(o.failure is None for o in sent)} of {len(sent)} {words} answered as documented"
        yield from (f"  {n} {words} not sent: {why}" for why, n in Counter(o.why for o in of_kind if o.held_back).items())
    yield from (f"  {line}" for breadth in summary.breadth for line in _breadth_text(breadth))
    whole = len(summary.constraints)
    impossible = len({(p.operation_id, p.constraint) for p in proved} & _constraints(summary))
    open_ones = whole - len(summary.covered) - impossible
    yield f"  {whole} constraints: {len(summary.covered)} broken alone, {impossible} proved to be implied by others, {open_ones} not tested"
    yield f"{summary.sent} cases run, {summary.passed} passed, {len(summary.failures)} failed"


def _breadth_text(breadth: Breadth) -> Iterator[str]:
    name, found = one_line(breadth.operation_id), breadth.found
    if found is not None:
        yield f"{name}: {found.requests} random requests, {found.accepted} of them accepted, {many(len(found.failures), 'failure')}"
    if breadth.why:
        yield f"{name}: {'no random requests' if found is None else 'ended early'}: {breadth.why}"


def _constraints(summary: Summary) -> set[tuple[str, str]]:
    return {(operation, constraint) for operation, _, constraint in (c.partition("/") for c in summary.constraints)}


def tested_as_json(tested: Tested) -> str:
    """Everything as one JSON object."""
    summary = tested.summary
    held = Counter(o.why for o in summary.outcomes if o.held_back)
    return json_text(
        {
            "version": VERSION,
            "api": tested.api,
            "document": {"path": tested.source.path, "sha256": tested.source.digest},
            "server": tested.base,
            "cases": {"run": summary.sent, "passed": summary.passed, "failed": len(summary.failures), "held_back": held.total()},
            "held_back": dict(held),
            "constraints": {"documented": list(summary.constraints), "covered": list(summary.covered)},
            "proofs": [_proof(p) for p in summary.proofs],
            "conformance": [_breadth(b) for b in summary.breadth],
            "failures": [_failure(f) for f in summary.failures],
            "passed": [o.case.id for o in summary.outcomes if o.failure is None and not o.held_back],
        }
    )


def tested_as_junit(tested: Tested) -> str:
    """JUnit XML: a suite for each operation, a case for each request."""
    summary, api = tested.summary, tested.api
    breadth = {b.operation_id: b for b in summary.breadth}
    whole = ElementTree.Element("testsuites", name=_xml(api))
    for operation in dict.fromkeys([*(o.case.operation_id for o in summary.outcomes), *breadth]):
        suite = ElementTree.SubElement(whole, "testsuite", name=_xml(f"{api}.{operation}"), hostname=_xml(tested.where))
        for outcome in summary.outcomes:
            if outcome.case.operation_id == operation:
                _junit_case(suite, f"{api}.{operation}", outcome)
        if operation in breadth:
            _junit_breadth(suite, f"{api}.{operation}", breadth[operation])
        _count(suite)
    _count(whole)
    ElementTree.indent(whole)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(whole, encoding='unicode')}\n"


def _count(element: ElementTree.Element) -> None:
    """The figures of a suite, from what is in it."""
    for name, tag in (("tests", "testcase"), ("failures", "testcase[failure]"), ("skipped", "testcase[skipped]"), ("errors", "error")):
        element.set(name, str(len(element.findall(f".//{tag}"))))
    element.set("time", f"{sum(float(case.get('time', 0)) for case in element.iter('testcase')):.3f}")


def listed_as_text(plans: tuple[Plan, ...]) -> str:
    """One line for each case: id, kind and what the documentation says."""
    lines = (f"{c.id}  {c.kind.value}  {one_line(c.text)}".rstrip() for p in plans for c in p.cases)
    return "".join(f"{line}\n" for line in lines)


def listed_as_json(plans: tuple[Plan, ...]) -> str:
    """The cases with what they send, and the proofs, as one JSON object."""
    found = [_case(c) for p in plans for c in p.cases]
    return json_text({"cases": found, "proofs": [_proof(proof) for p in plans for proof in p.proofs]})


def _junit_case(suite: ElementTree.Element, group: str, outcome: Outcome) -> None:
    seconds = 0.0 if outcome.exchange is None else outcome.exchange.seconds
    element = ElementTree.SubElement(suite, "testcase", classname=_xml(group), name=_xml(outcome.case.id), time=f"{seconds:.3f}")
    if outcome.held_back:
        ElementTree.SubElement(element, "skipped", message=_xml(outcome.why))
    if outcome.failure is not None:
        failure = outcome.failure
        below = ElementTree.SubElement(element, "failure", type=f"fault {failure.fault.code}", message=_xml(failure.fault.title))
        below.text = _xml(str(failure))


def _junit_breadth(suite: ElementTree.Element, group: str, breadth: Breadth) -> None:
    element = ElementTree.SubElement(suite, "testcase", classname=_xml(group), name="random requests conform")
    if breadth.found is None:
        ElementTree.SubElement(element, "skipped", message=_xml(breadth.why))
    elif breadth.found.failures:
        below = ElementTree.SubElement(element, "failure", type="conformance", message=many(len(breadth.found.failures), "failure"))
        below.text = _xml("\n\n".join(breadth.found.failures))


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
        found["content_base64"] = b64encode(case.content).decode()
    elif isinstance(case.body, dict | list | str | int | float | bool | None):
        found["body"] = case.body
    for place in ("path", "query", "headers", "cookies"):
        pairs = getattr(case, place)
        if pairs:
            found[place] = [list(pair) for pair in pairs]
    if case.content_type is not None:
        found["content_type"] = case.content_type
    if case.identity is not Identity.RIGHT:
        found["identity"] = case.identity.value
    return found


def _failure(failure: Failure) -> dict[str, Any]:
    answer, case = failure.answer, _case(failure.case)
    whole = {
        **case,
        "fault": {"code": failure.fault.code, "title": failure.fault.title},
        "expected": failure.expected,
        "actual": failure.actual,
        "status": None if answer is None else answer.status,
        "answer": None if answer is None else answer.content.decode("utf-8", errors="replace")[:_LONGEST_ANSWER],
        "request": curl(failure.request),
        "calls": dict(failure.calls),
    }
    named = {name: case[name] for name in _NAMES if name in case}
    return {**redacted_value(whole, failure.request.secrets), **named}


def _breadth(breadth: Breadth) -> dict[str, Any]:
    found = breadth.found
    figures = {"requests": found.requests, "accepted": found.accepted, "failures": list(found.failures)} if found is not None else {}
    return {"operation": breadth.operation_id, **figures, **({"why": breadth.why} if breadth.why else {})}


def _proof(proof: Proof) -> dict[str, Any]:
    return {
        "operation": proof.operation_id,
        "constraint": proof.constraint,
        "proved": proof.proved,
        "by": list(proof.by),
        "why": proof.why,
    }


def _xml(text: str) -> str:
    """Text that XML 1.0 can hold."""
    return "".join(c if c not in "\ufffe\uffff" else "?" for c in printable(text))
