"""The body of a request to one endpoint is taken in: its media type, size and JSON are judged before its contents are."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias

from swornspec.mock.answer import Answer, is_json
from swornspec.mock.problem import Refusals, malformed_problem, problem
from swornspec.mock.read import UnreadableError, read_json
from swornspec.spec.document import Body

Receive: TypeAlias = Callable[[], Awaitable[Mapping[str, Any]]]
NOTHING: Final = object()
"""No body was sent."""
OPAQUE: Final = object()
"""A body of a documented media type that is not JSON was sent; its contents are not judged."""


class RefusedError(Exception):
    """A request is refused; the answer says why."""

    def __init__(self, answer: Answer) -> None:
        """Keep the answer that is to be sent."""
        super().__init__(answer.status)
        self.answer = answer


class ClientGoneError(Exception):
    """The client went away before its request was complete; nobody waits for an answer."""


class Intake:
    """Takes in bodies for one endpoint; what it refuses with is prepared once."""

    def __init__(self, body: Body, refusals: Refusals, max_body: int) -> None:
        """`max_body` is in bytes."""
        self._refusals = refusals
        self._max_body = max_body
        self._types = tuple(dict.fromkeys(_essence(m) for m in body.media_types)) or ("application/json",)
        self._usual = frozenset(m.encode() for m in self._types if is_json(m) and "*" not in m)
        wanted = ", ".join(self._types)
        printable = "".join(c for c in wanted if " " <= c <= "~")
        self._unsupported = refusals.answer(
            problem(415, f"The request body must be {printable}, and its Content-Type say so."), ((b"accept", printable.encode()),)
        )
        self._compressed = refusals.answer(problem(415, "Compressed request bodies are not read."), ((b"accept-encoding", b"identity"),))
        self._too_large = refusals.answer(problem(413, f"The request body is larger than {max_body} bytes."))

    def announced(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether the header fields announce a body that is JSON; RefusedError for one that is not read."""
        content_type = headers.get(b"content-type")
        json = content_type in self._usual
        if not json and content_type is not None:
            json = self._documented_json(content_type)
        if b"content-encoding" in headers and headers[b"content-encoding"].lower() != b"identity":
            raise RefusedError(self._compressed)
        length = headers.get(b"content-length")
        if length is not None:
            self._check_length(length, content_type)
        elif content_type is None and b"transfer-encoding" in headers:
            raise RefusedError(self._unsupported)
        return json

    def value(self, headers: Mapping[bytes, bytes], raw: bytes, *, json: bool) -> Any:
        """The JSON value of a body that was announced as `json` or not, NOTHING or OPAQUE; RefusedError for what cannot be read."""
        if not raw:
            return NOTHING
        if b"content-type" not in headers:
            raise RefusedError(self._unsupported)
        if not json:
            return OPAQUE
        try:
            return read_json(raw)
        except UnreadableError as error:
            raise RefusedError(self._malformed("body-json", str(error))) from error

    async def received(self, receive: Receive) -> bytes:
        """The whole body; reading stops as soon as it is too large, whatever length was announced. ClientGoneError when it never comes."""
        message = await receive()
        if message["type"] != "http.request":
            raise ClientGoneError
        body: bytes = message.get("body", b"")
        if message.get("more_body", False):
            whole = bytearray(body)  # a list would take many times as much of a body that comes byte by byte
            while message.get("more_body", False) and len(whole) <= self._max_body:
                message = await receive()
                if message["type"] != "http.request":
                    raise ClientGoneError
                whole += message.get("body", b"")
            body = bytes(whole)
        return self.bounded(body)

    def bounded(self, body: bytes) -> bytes:
        """A body that is not too large; RefusedError where it is."""
        if len(body) > self._max_body:
            raise RefusedError(self._too_large)
        return body

    def _malformed(self, constraint: str, reason: str) -> Answer:
        return self._refusals.answer(malformed_problem(400, constraint, "", reason))

    def _documented_json(self, content_type: bytes) -> bool:
        """Whether a documented media type is JSON; RefusedError when it is not documented."""
        essence = _essence(content_type.decode("latin-1"))
        kind = essence.partition("/")[0]
        if essence not in self._types and f"{kind}/*" not in self._types and "*/*" not in self._types:
            raise RefusedError(self._unsupported)
        return is_json(essence) and "*" not in essence

    def _check_length(self, length: bytes, content_type: bytes | None) -> None:
        if not length.isdigit() or len(length) > 18:
            raise RefusedError(self._too_large if length.isdigit() else self._malformed("content-length", "Content-Length is not a number"))
        size = int(length)
        if size and content_type is None:
            raise RefusedError(self._unsupported)
        if size > self._max_body:
            raise RefusedError(self._too_large)


def _essence(media_type: str) -> str:
    """`Application/JSON; charset=utf-8` as `application/json`."""
    return media_type.split(";")[0].strip().lower()
