"""What a response must be, and what to say when it is something else.

Fault codes follow the fault catalogue of the Web Fuzzing Commons where it has one; the names are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from swornspec.contract.case import Case, Kind
from swornspec.contract.request import Request, curl
from swornspec.rules.rule import Said
from swornspec.safe import printable
from swornspec.spec.document import Endpoint
from swornspec.spec.secret import redacted

NO_REFUSAL: Final = frozenset({401, 403, 404, 405, 429})
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
    """A request and what came back; without an answer a fault, and why. `started` is in seconds since 1970, UTC.

    `again` is the answer to the same request sent a second time, where that was asked for.
    """

    request: Request
    answer: Answer | None
    started: float
    seconds: float
    fault: Fault | None = None
    why: str = ""
    again: Answer | None = None


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


def refuses(endpoint: Endpoint) -> bool:
    """Whether an operation documents any answer to an invalid request; where none is, any client error will do."""
    statuses = set(endpoint.responses) - set(map(str, NO_REFUSAL))
    return any(s == "default" or s.startswith("4") for s in statuses)


def succeeds(endpoint: Endpoint) -> bool:
    """Whether an operation documents any success; where none is, any will do."""
    return any(s == "default" or s.startswith("2") for s in endpoint.responses)


def expectation(endpoint: Endpoint, case: Case) -> str:
    """What a case expects, in words."""
    success = ", ".join(s for s in endpoint.responses if s.startswith("2")) or "default"
    refusals = ", ".join(s for s in endpoint.responses if s.startswith("4") and s not in map(str, NO_REFUSAL)) or "none"
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


def _shown(answer: Answer) -> str:
    text = answer.content.decode("utf-8", errors="replace")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({answer.size or len(answer.content)} bytes)"
