"""What is wrong with a request becomes an answer: problem details (RFC 9457) that conform to the document.

    {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "The request breaks 1 documented constraint.",
     "errors": [{"constraint": "width-multipleOf", "pointer": "/width", "detail": "width must be a multiple of 8",
                 "said": [{"page": "create.txt", "line": 52, "quote": "The value should be a multiple of 8."}]}]}

Where the document declares problem details for the status, or no JSON at all, that is what is sent. Where it declares
JSON of another shape, an instance of that shape is sent, with as many of the members above as the shape has room for.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.mock.answer import Answer, answer, conforming, encode, is_json, phrase, required_headers, sendable
from swornspec.spec.check import Broken
from swornspec.spec.document import Document, Endpoint, Response, said_as_json
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
    return {
        "constraint": broken.constraint,
        "pointer": broken.pointer,
        "detail": broken.text,
        "said": [said_as_json(s) for s in broken.said],
    }


def broken_problem(status: int, broken: Sequence[Broken], *, whole: bool = True) -> dict[str, Any]:
    """The problem details that name every broken constraint (of very many, the first ones and how many there are).

    `whole` says whether these are all.
    """
    count = len(broken)
    detail = f"The request breaks {'' if whole else 'at least '}{count} documented constraint{'' if count == 1 else 's'}."
    if not whole:
        detail += " It has too many values for all of them to be found."
    if count > _MOST_ERRORS:
        detail += f" The first {_MOST_ERRORS} are listed."
    return problem(status, detail, [entry(b) for b in broken[:_MOST_ERRORS]])


def malformed_problem(status: int, constraint: str, pointer: str, reason: str) -> dict[str, Any]:
    """The problem details for a request of which a part cannot be read at all."""
    return problem(
        status, f"The request cannot be read: {reason}.", [{"constraint": constraint, "pointer": pointer, "detail": reason, "said": []}]
    )


class Refusals:
    """Makes the answers that refuse requests of one endpoint, each status in the shape that the document declares for it."""

    def __init__(self, document: Document, endpoint: Endpoint, schemas: Schemas, seed: int) -> None:
        """A shape is read before the first answer with its status; `prepare` does it ahead."""
        self._document = document
        self._endpoint = endpoint
        self._schemas = schemas
        self._seed = seed
        self._shapes: dict[int, _Shape | None] = {}
        self._headers: dict[int, tuple[tuple[bytes, bytes], ...]] = {}

    def prepare(self, statuses: Iterable[int]) -> None:
        """Read the documented shapes of some statuses; DocumentError when one is not valid."""
        for status in statuses:
            self._shapes[status] = self._shape(status)
            self._headers[status] = self._required(status)

    def answer(self, body: Mapping[str, Any], extra: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
        """The answer for problem details, with the status that they state."""
        status: int = body["status"]
        if status not in self._shapes:
            try:
                self.prepare((status,))
            except DocumentError:  # no shape to follow; a request is no place to complain of the document
                self._shapes[status] = None
        shape, given = self._shapes[status], tuple(extra)
        named = {name for name, _ in given}
        fields = (*(h for h in self._headers.get(status, ()) if h[0] not in named), *given)
        if shape is None:
            return plain_answer(body, fields)
        return answer(status, shape.media_type, encode(shape.fitted(body)), fields)

    def _required(self, status: int) -> tuple[tuple[bytes, bytes], ...]:
        """The header fields that the documented response must have."""
        response = self._endpoint.response_for(status)
        if response is None or not response.header_schemas:
            return ()
        return required_headers(self._document, response, self._schemas, f"{self._seed}/{self._endpoint.operation_id}/{status}")

    def _shape(self, status: int) -> "_Shape | None":
        response = self._endpoint.response_for(status)
        if response is None:
            return None
        names = [m for m in response.media_types if is_json(m)]
        media_type = next((m for m in names if m.split(";")[0].strip().lower() == PROBLEM), names[0] if names else None)
        if media_type is None or (media_type == PROBLEM and media_type not in response.schemas):
            return None
        seed = f"{self._seed}/{self._endpoint.operation_id}/{status}"
        return _Shape(self._document, response, media_type, self._schemas, seed)


def plain_answer(body: Mapping[str, Any], extra: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
    """The answer for problem details where no document declares another shape."""
    return answer(body["status"], PROBLEM, encode(body), extra)


class _Shape:
    """The JSON that a document declares for an error."""

    def __init__(self, document: Document, response: Response, media_type: str, schemas: Schemas, seed: str) -> None:
        self.media_type = sendable(media_type)
        schema = response.schemas.get(media_type)
        self._accepts = _anything if schema is None else schemas.validator(schema, f"response {response.status}").is_valid
        self._draw = partial(conforming, document, response, media_type, schemas, seed)
        self._drawn: list[Any] = []

    def fitted(self, body: Mapping[str, Any]) -> Any:
        """The problem as it is where the shape allows that, else an instance of the shape with what fits of the problem laid over it."""
        if self._accepts(body):
            return body
        base = self._base()
        if not isinstance(base, dict):
            return base
        whole = {**base, **body}
        if not self._accepts(whole):
            whole = self._laid_over(base, body)
        reasons = {n: body["detail"] for n in _REASONS if n not in body and isinstance(whole.get(n), str)}
        return self._laid_over(whole, reasons)

    def _base(self) -> Any:
        """The documented example or a drawn instance; most documents never need it, and drawing it takes longest."""
        if not self._drawn:
            self._drawn.append(self._draw()[0])
        return self._drawn[0]

    def _laid_over(self, base: Mapping[str, Any], members: Mapping[str, Any]) -> dict[str, Any]:
        whole = dict(base)
        for name, value in members.items():
            attempt = {**whole, name: value}
            if self._accepts(attempt):
                whole = attempt
        return whole


def _anything(_: Any) -> bool:
    return True
