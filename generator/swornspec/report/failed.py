"""Failures of a contract run as findings, so that code hosts show them beside the sentences that were broken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from swornspec.contract.expect import Failure, Fault
from swornspec.contract.request import curl
from swornspec.report.findings import Finding, Review, Severity
from swornspec.report.kinds import Kind
from swornspec.report.located import located
from swornspec.report.tested import Tested
from swornspec.spec.document import Document
from swornspec.spec.secret import redacted

_CONFORMANCE: Final = "conformance"
_ADVICE: Final = {
    Fault.SERVER_ERROR: ("No request, whatever is in it, may make a server fail.", "Find the error in the server's log."),
    Fault.RESPONSE_MISMATCH: ("A client that trusts the documentation misreads the answer.", "Correct the answer or its schema."),
    Fault.INVALID_ACCEPTED: ("The documentation forbids what the server takes.", "Enforce the constraint, or withdraw the sentence."),
    Fault.VALID_REFUSED: ("A caller who follows the documentation is refused.", "Document why, or accept the request."),
    Fault.CREDENTIALS_IGNORED: ("Anybody can use the operation.", "Check credentials before anything else."),
    Fault.NOT_JUDGED: ("Nothing is known about the constraint.", "Check the credentials, the address and the rate of requests."),
    Fault.NO_ANSWER: ("A caller cannot tell what has happened.", "Answer every request, and close connections in order."),
    Fault.TOO_SLOW: ("A caller waits for nothing.", "Answer in time, or give the tests more (--timeout)."),
    Fault.TOO_LARGE: ("A caller runs out of memory.", "Answer in pages."),
}


def kinds() -> dict[str, Kind]:
    """What can be wrong, as the rules of a report."""
    found = {_named(f): Kind(_named(f), Severity.ERROR, f.title, *_ADVICE[f]) for f in Fault}
    about = "a random request was not answered as documented"
    conformance = Kind(_CONFORMANCE, Severity.ERROR, about, "The server does what no page says.", "Correct the server or the document.")
    return {**found, _CONFORMANCE: conformance}


def as_review(tested: Tested, document: Document, path: Path) -> Review:
    """The failures as findings on the lines of the pages, or of the document at a path, without secrets."""
    found = located((*map(_finding, tested.summary.failures), *_random(tested)), document, path)
    pages = path.parent / "pages"
    return Review(tested.source.path, pages.as_posix() if pages.is_dir() else None, len(document.endpoints), found)


def _finding(failure: Failure) -> Finding:
    case, secrets = failure.case, failure.request.secrets
    words = [
        f"{failure.fault.title}: {case.text or case.id}",
        f"expected {failure.expected}; actual {failure.actual}",
        curl(failure.request),
        *(f"{label}: {text}" for label, text in failure.calls),
    ]
    message = redacted("\n".join(words), secrets)
    subject = case.constraint or case.id
    return Finding(_named(failure.fault), Severity.ERROR, case.operation_id, subject, message, case.said)


def _random(tested: Tested) -> Iterator[Finding]:
    for breadth in tested.summary.breadth:
        for text in breadth.found.failures if breadth.found is not None else ():
            yield Finding(_CONFORMANCE, Severity.ERROR, breadth.operation_id, "", text)


def _named(fault: Fault) -> str:
    return fault.name.lower().replace("_", "-")
