"""What a response must be, and what to say when it is something else.

Fault codes follow the fault catalogue of the Web Fuzzing Commons where it has one; the names are ours.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import jsonschema_rs

from swornspec.contract.case import Case, Kind
from swornspec.contract.request import Request, curl, redacted
from swornspec.rules.rule import Said
from swornspec.spec.check import validator_for
from swornspec.spec.document import Document, Endpoint, Response

_NO_REFUSAL: Final = frozenset({401, 403, 404, 405, 429})
"""Client errors that say nothing about the body: an expired key would refuse every invalid request."""
_LONGEST: Final = 1_000


class Fault(Enum):
    """What can be wrong with a response."""

    SERVER_ERROR = (100, "the server failed")
    RESPONSE_MISMATCH = (101, "the response is not as documented")
    INVALID_ACCEPTED = (102, "an invalid request was accepted")
    VALID_REFUSED = (103, "a valid request was refused")
    CREDENTIALS_IGNORED = (104, "a request without usable credentials was accepted")
    NOT_JUDGED = (900, "the server did not judge the request")
    """A 401, 403, 404, 405 or 429 where a verdict on the body was expected: neither accepted nor refused."""
    NO_ANSWER = (901, "the server did not answer")

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
    """What came back: status, headers (names in lower case) and body."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """An answer that is not what the documentation promises."""

    case: Case
    fault: Fault
    expected: str
    actual: str
    request: Request
    answer: Answer | None

    def __str__(self) -> str:
        """The sentence, the expectation, the answer and the request, one under the other, without secrets."""
        lines = [f"{self.case.id}: {self.fault.title} (fault {self.fault.code})"]
        if self.case.text:
            lines.append(f"documented: {self.case.text}")
        lines += [f"  {quotation(said)}" for said in self.case.said]
        lines += [f"expected:   {self.expected}", f"actual:     {self.actual}"]
        if self.answer is not None and self.answer.content:
            lines.append(f"answer:     {_shown(self.answer.content)}")
        lines.append(f"request:    {curl(self.request)}")
        return redacted("\n".join(lines), self.request.secrets)


def quotation(said: Said) -> str:
    """`page.txt lines 4-6: "the words"`."""
    words = " ".join(said.quote.split())
    quoted = f': "{words}"' if words else ""
    evidence = f" (evidence: {said.evidence})" if said.evidence else ""
    return f"{said}{quoted}{evidence}".strip()


def judge(document: Document, endpoint: Endpoint, case: Case, request: Request, answer: Answer) -> Failure | None:
    """What is wrong with an answer; None when it is what the case expects."""
    expected = expectation(endpoint, case)

    def failed(fault: Fault, actual: str) -> Failure:
        return Failure(case, fault, expected, actual, request, answer)

    status = answer.status
    if status >= 500:
        return failed(Fault.SERVER_ERROR, f"status {status}")
    if case.tolerated and status < 400:
        return None
    if case.kind is Kind.UNAUTHORIZED:
        if status not in (401, 403):
            accepted = status < 400
            return failed(Fault.CREDENTIALS_IGNORED if accepted else Fault.RESPONSE_MISMATCH, f"status {status}")
        return _conforming(document, endpoint, answer, failed, documented=False)
    if case.kind is Kind.VALID:
        if 200 <= status < 300:
            return _conforming(document, endpoint, answer, failed, documented=succeeds(endpoint))
        return failed(Fault.NOT_JUDGED if status in _NO_REFUSAL else Fault.VALID_REFUSED, f"status {status}")
    if status < 400:
        return failed(Fault.INVALID_ACCEPTED, f"status {status}")
    if status in _NO_REFUSAL:
        return failed(Fault.NOT_JUDGED, f"status {status}, which says nothing about the body")
    return _conforming(document, endpoint, answer, failed, documented=case.kind is Kind.INVALID and refuses(endpoint))


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


def _conforming(document: Document, endpoint: Endpoint, answer: Answer, failed: Any, *, documented: bool = True) -> Failure | None:
    response = endpoint.response_for(answer.status)
    if response is None:
        return failed(Fault.RESPONSE_MISMATCH, f"status {answer.status} is not documented") if documented else None
    why = mismatch(document, response, answer) or (_header_missing(response, answer) if answer.status < 300 else None)
    return failed(Fault.RESPONSE_MISMATCH, f"status {answer.status}, but {why}") if why else None


def _header_missing(response: Response, answer: Answer) -> str | None:
    """Why the headers of an answer do not fit a documented response: one that is required is not there."""
    missing = next((name for name in response.header_schemas if name.lower() not in answer.headers), None)
    return None if missing is None else f"its header {missing} is missing"


def mismatch(document: Document, response: Response, answer: Answer) -> str | None:
    """Why an answer does not fit a documented response; None when it does."""
    if not response.schemas:
        return None
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    schema = schema_for(response, media_type)
    if schema is None:
        return f"its media type {media_type or 'is missing'}{'' if not media_type else ' is not documented'}"
    if "json" not in media_type:
        return None
    try:
        body = json.loads(answer.content)
    except (ValueError, RecursionError):
        return "its body is not JSON"
    errors = validator_for(document, schema, f"response {response.status}").iter_errors(body)
    first: jsonschema_rs.ValidationError | None = next(iter(errors), None)
    if first is None:
        return None
    place = "/".join(map(str, first.instance_path)) or "the body"
    return f"{place}: {first.message[:300]}"


def schema_for(response: Response, media_type: str) -> Mapping[str, Any] | None:
    """The schema for a media type: exact, else its range (`application/*`), else `*/*`."""
    known = {name.partition(";")[0].strip().lower(): schema for name, schema in response.schemas.items()}
    for name in (media_type, f"{media_type.partition('/')[0]}/*", "*/*"):
        if media_type and name in known:
            return known[name]
    return None


def _shown(content: bytes) -> str:
    text = content.decode("utf-8", errors="replace")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... ({len(content)} bytes)"
