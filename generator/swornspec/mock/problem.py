"""What is wrong with a request becomes an answer: problem details (RFC 9457) that conform to the document.

    {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "The request breaks 1 documented constraint.",
     "errors": [{"constraint": "width-multipleOf", "pointer": "/width", "detail": "width must be a multiple of 8",
                 "said": [{"page": "create.txt", "line": 52, "quote": "The value should be a multiple of 8."}]}]}

Where the document declares problem details for the status, or no JSON at all, that is what is sent. Where it declares
JSON of another shape, an instance of that shape is sent, with as many of the members above as the shape has room for.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import jsonschema_rs

from swornspec.mock.answer import Answer, answer, conforming, encode, is_json, phrase, sendable
from swornspec.rules.rule import Said
from swornspec.spec.check import Broken
from swornspec.spec.document import Document, Endpoint, Response
from swornspec.spec.schemas import Schemas

PROBLEM: Final = "application/problem+json"
_MOST_ERRORS: Final = 500
"""A small body can break a constraint once for each of its items; more entries than this help nobody."""
_REASONS: Final = ("message", "error", "detail", "reason", "title", "description", "error_description")
"""Members in which documents of another shape commonly say what is wrong."""


def problem(status: int, detail: str, errors: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The problem details for a status; `errors` is there only when there are some."""
    body: dict[str, Any] = {"type": "about:blank", "title": phrase(status), "status": status, "detail": detail}
    if errors:
        body["errors"] = list(errors)
    return body


def entry(broken: Broken) -> dict[str, Any]:
    """A broken constraint as an item of `errors`."""
    return {"constraint": broken.constraint, "pointer": broken.pointer, "detail": broken.text, "said": [_said(s) for s in broken.said]}


def broken_problem(status: int, broken: Sequence[Broken]) -> dict[str, Any]:
    """The problem details that name every broken constraint (of very many, the first ones and how many there are)."""
    count = len(broken)
    detail = f"The request breaks {count} documented constraint{'' if count == 1 else 's'}."
    if count > _MOST_ERRORS:
        detail += f" The first {_MOST_ERRORS} are listed."
    return problem(status, detail, [entry(b) for b in broken[:_MOST_ERRORS]])


def malformed_problem(status: int, constraint: str, pointer: str, reason: str) -> dict[str, Any]:
    """The problem details for a request of which a part cannot be read at all."""
    return problem(
        status, f"The request cannot be read: {reason}.", [{"constraint": constraint, "pointer": pointer, "detail": reason, "said": []}]
    )


def _said(said: Said) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if said.page:
        found["page"] = said.page
    if said.first:
        found["line"] = said.first
    if said.last > said.first:
        found["end_line"] = said.last
    if said.quote:
        found["quote"] = said.quote
    if said.evidence is not None:
        found["evidence"] = said.evidence
    return found


class Refusals:
    """Makes the answers that refuse requests of one endpoint (or of none: unknown paths), each status in its documented shape."""

    def __init__(self, document: Document | None = None, endpoint: Endpoint | None = None, seed: int = 0) -> None:
        """Nothing is prepared before the first answer with a status; `prepare` does it ahead."""
        self._document = document
        self._endpoint = endpoint
        self._seed = seed
        self._shapes: dict[int, _Shape | None] = {}

    def prepare(self, statuses: Iterable[int]) -> None:
        """Read the documented shapes of some statuses; DocumentError when one is not valid."""
        for status in statuses:
            self._shapes[status] = self._shape(status)

    def answer(self, body: Mapping[str, Any], extra: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
        """The answer for problem details, with the status that they state."""
        status: int = body["status"]
        if status not in self._shapes:
            self._shapes[status] = self._shape(status)
        shape = self._shapes[status]
        if shape is None:
            return answer(status, PROBLEM, encode(body), extra)
        return answer(status, shape.media_type, encode(shape.fitted(body)), extra)

    def _shape(self, status: int) -> "_Shape | None":
        response = self._endpoint.response_for(status) if self._endpoint else None
        if response is None or self._document is None or self._endpoint is None:
            return None
        names = [m for m in response.media_types if is_json(m)]
        media_type = next((m for m in names if m.split(";")[0].strip().lower() == PROBLEM), names[0] if names else None)
        if media_type is None or (media_type == PROBLEM and media_type not in response.schemas):
            return None
        return _Shape(self._document, response, media_type, f"{self._seed}/{self._endpoint.operation_id}/{status}")


class _Shape:
    """The JSON that a document declares for an error."""

    def __init__(self, document: Document, response: Response, media_type: str, seed: str) -> None:
        self.media_type = sendable(media_type)
        schema = response.schemas.get(media_type)
        self._validator: jsonschema_rs.Draft202012Validator | None = (
            None if schema is None else schemas.validator(schema, f"response {response.status}")
        )
        self._base = conforming(document, response, media_type, seed)[0] if schema is not None else {}

    def fitted(self, body: Mapping[str, Any]) -> Any:
        """The problem as it is where the shape allows that, else an instance of the shape with what fits of the problem laid over it."""
        if self._validator is None or self._validator.is_valid(body):
            return body
        if not isinstance(self._base, dict):
            return self._base
        whole = {**self._base, **body}
        if not self._validator.is_valid(whole):
            whole = self._laid_over(self._base, body)
        reasons = {n: body["detail"] for n in _REASONS if n not in body and isinstance(whole.get(n), str)}
        return self._laid_over(whole, reasons)

    def _laid_over(self, base: Mapping[str, Any], members: Mapping[str, Any]) -> dict[str, Any]:
        whole = dict(base)
        for name, value in members.items():
            attempt = {**whole, name: value}
            if self._validator is None or self._validator.is_valid(attempt):
                whole = attempt
        return whole
