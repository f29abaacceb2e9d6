"""What a response must be, and what to say when it is something else.

Fault codes follow the fault catalogue of the Web Fuzzing Commons where it has one; the names are ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, TypeAlias

from swornspec.contract.case import Case, Kind
from swornspec.contract.request import Request, curl
from swornspec.mock.returned import ResponseJudge
from swornspec.rules.rule import Said
from swornspec.spec.answered import Answers
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.schemas import Schemas
from swornspec.spec.secret import redacted
from swornspec.text.safe import printable

_NO_REFUSAL: Final = frozenset({401, 403, 404, 405, 429})
"""Client errors that say nothing about the body: an expired key would refuse every invalid request."""
_LONGEST: Final = 1_000
_LARGEST_KEPT: Final = 65_536


class Fault(Enum):
    """What can be wrong with a response."""

    SERVER_ERROR = (100, "the server failed")
    RESPONSE_MISMATCH = (101, "the response is not as documented")
    INVALID_ACCEPTED = (102, "an invalid request was accepted")
    VALID_REFUSED = (103, "a valid request was refused")
    CREDENTIALS_IGNORED = (104, "a request without usable credentials was accepted")
    NOT_JUDGED = (900, "the server did not judge the request")
    """A redirect, or 401, 403, 404, 405 or 429 where a verdict on the body was expected: neither accepted nor refused."""
    NO_ANSWER = (901, "the server did not answer")
    TOO_SLOW = (902, "the server did not answer in time")
    TOO_LARGE = (903, "the answer is too large to be read")

    @property
    def code(self) -> int:
        """The number of the fault."""
        return int(self.value[0])

    @property
    def title(self) -> str:
        """The fault in words."""
        return str(self.value[1])


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (names in lower case) and body; `size` is the body's where `content` is its beginning alone."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    size: int | None = None


def beginning(answer: Answer) -> Answer:
    """The answer as it is kept for reports: of a large body the beginning alone."""
    size = len(answer.content)
    return answer if size <= _LARGEST_KEPT else replace(answer, content=answer.content[:_LARGEST_KEPT], size=size)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what came back; without an answer a fault, and why. `started` is in seconds since 1970, UTC."""

    request: Request
    answer: Answer | None
    started: float
    seconds: float
    fault: Fault | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An answer that is not what the documentation promises; `calls` show the request in Python, each with its label."""

    case: Case
    fault: Fault
    expected: str
    actual: str
    request: Request
    answer: Answer | None
    calls: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The sentence, the expectation, the answer and the request, one under the other, without secrets."""
        lines = [f"{self.case.id}: {self.fault.title} (fault {self.fault.code})"]
        if self.case.text:
            lines.append(f"documented: {self.case.text}")
        lines += [f"  {quotation(said)}" for said in self.case.said]
        lines += [f"expected:   {self.expected}", f"actual:     {self.actual}"]
        if self.answer is not None and self.answer.content:
            lines.append(f"answer:     {_shown(self.answer)}")
        lines.append(f"request:    {curl(self.request)}")
        lines += [f"{f'{label}:':<12}{text}" for label, text in self.calls]
        return printable(redacted("\n".join(lines), self.request.secrets))


def quotation(said: Said) -> str:
    """`page.txt lines 4-6: "the words"`."""
    words = " ".join(said.quote.split())
    quoted = f': "{words}"' if words else ""
    evidence = f" (evidence: {said.evidence})" if said.evidence else ""
    return f"{said}{quoted}{evidence}".strip()


Departure: TypeAlias = Callable[[Endpoint, Request, Answer], str | None]


class Judge:
    """Judges the answers to the cases of one document; what its responses must be is compiled once."""

    def __init__(self, document: Document) -> None:
        """Nothing is compiled yet."""
        self._document = document
        self._schemas = Schemas(document)
        self._answers = Answers(document, self._schemas)
        self._by_operation: dict[tuple[str, str], ResponseJudge] = {}

    def failure(self, case: Case, request: Request, answer: Answer) -> Failure | None:
        """What is wrong with an answer; None when it is what the case expects. DocumentError when a schema of a response is not valid."""
        return _failure(self._document.endpoint(case.operation_id), case, request, answer, self._departure)

    def departure(self, endpoint: Endpoint, method: str, answer: Answer) -> str | None:
        """Why an answer is not what the document says of its status; None when it is."""
        key = (endpoint.method, endpoint.path)
        if key not in self._by_operation:
            self._by_operation[key] = ResponseJudge(self._document, endpoint, self._schemas, self._answers)
        headers = [(n.lower().encode("latin-1", "replace"), v.encode("latin-1", "replace")) for n, v in answer.headers.items()]
        first = next(iter(self._by_operation[key].judge(method, answer.status, headers, answer.content).broken), None)
        return None if first is None else first.text

    def _departure(self, endpoint: Endpoint, request: Request, answer: Answer) -> str | None:
        return self.departure(endpoint, request.method, answer)


def judge(document: Document, case: Case, request: Request, answer: Answer) -> Failure | None:
    """What is wrong with one answer (see `Judge`, which is for several of a document)."""
    return Judge(document).failure(case, request, answer)


def _failure(endpoint: Endpoint, case: Case, request: Request, answer: Answer, departure: Departure) -> Failure | None:
    expected = expectation(endpoint, case)

    def failed(fault: Fault, actual: str) -> Failure:
        return Failure(case, fault, expected, actual, request, answer)

    def conforming(*, documented: bool = True) -> Failure | None:
        why = _why(endpoint, request, answer, departure, documented=documented)
        return failed(Fault.RESPONSE_MISMATCH, why) if why else None

    status = answer.status
    if status >= 500:
        return failed(Fault.SERVER_ERROR, f"status {status}")
    if 300 <= status < 400 and case.kind is not Kind.VALID:
        return failed(Fault.NOT_JUDGED, _redirection(answer))
    if case.tolerated and status < 400:
        return None
    if case.kind is Kind.UNAUTHORIZED:
        if status not in (401, 403):
            accepted = status < 400
            return failed(Fault.CREDENTIALS_IGNORED if accepted else Fault.RESPONSE_MISMATCH, f"status {status}")
        return conforming(documented=False)
    if case.kind is Kind.VALID:
        if 200 <= status < 300:
            return conforming(documented=succeeds(endpoint))
        if 300 <= status < 400:
            listed = endpoint.response_for(status)
            stated = listed is not None and listed.status != "default"
            return conforming() if stated else failed(Fault.VALID_REFUSED, _redirection(answer))
        return failed(Fault.NOT_JUDGED if status in _NO_REFUSAL else Fault.VALID_REFUSED, f"status {status}")
    if status < 400:
        return failed(Fault.INVALID_ACCEPTED, f"status {status}")
    if status in _NO_REFUSAL:
        return failed(Fault.NOT_JUDGED, f"status {status}, which says nothing about the body")
    return conforming(documented=case.kind is Kind.INVALID and refuses(endpoint))


def _redirection(answer: Answer) -> str:
    to = answer.headers.get("location", "")[:300]
    return f"status {answer.status}, which redirects{f' to {to}' if to else ''}; redirects are not followed, as they may lead elsewhere"


def refuses(endpoint: Endpoint) -> bool:
    """Whether an operation documents any answer to an invalid request; where none is, any client error will do."""
    statuses = set(endpoint.responses) - set(map(str, _NO_REFUSAL))
    return any(s == "default" or s.startswith("4") for s in statuses)


def succeeds(endpoint: Endpoint) -> bool:
    """Whether an operation documents any success; where none is, any will do."""
    return any(s == "default" or s.startswith("2") for s in endpoint.responses)


def expectation(endpoint: Endpoint, case: Case) -> str:
    """What a case expects, in words."""
    success = ", ".join(s for s in endpoint.responses if s.startswith("2")) or "default"
    refusals = ", ".join(s for s in endpoint.responses if s.startswith("4") and s not in map(str, _NO_REFUSAL)) or "none"
    if case.tolerated:
        return "any answer but a failure of the server"
    match case.kind:
        case Kind.VALID if not succeeds(endpoint):
            return "a success (none is documented)"
        case Kind.VALID:
            return f"a documented success ({success}) whose body matches its schema"
        case Kind.INVALID if refuses(endpoint):
            return f"a documented client error ({refusals}; not 401, 403, 404, 405 or 429) whose body matches its schema"
        case Kind.UNAUTHORIZED:
            return "401 or 403"
        case _:
            return "a client error (not 401, 403, 404, 405 or 429)"


def _why(endpoint: Endpoint, request: Request, answer: Answer, departure: Departure, *, documented: bool) -> str | None:
    if endpoint.response_for(answer.status) is None:
        return f"status {answer.status} is not documented" if documented else None
    why = departure(endpoint, request, answer)
    return f"status {answer.status}, but {why}" if why else None


def _shown(answer: Answer) -> str:
    text = answer.content.decode("utf-8", errors="replace")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({answer.size or len(answer.content)} bytes)"
