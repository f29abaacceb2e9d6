"""One endpoint of a document, prepared once: it judges requests and answers them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.mock.answer import Answer
from swornspec.mock.credential import Verdict, guard_for
from swornspec.mock.glance import UNSURE, Glance
from swornspec.mock.intake import NOTHING, OPAQUE, Intake, Receive, RefusedError
from swornspec.mock.parameter import Pairs, ParameterReader, read_query
from swornspec.mock.problem import Refusals, broken_problem, malformed_problem, problem
from swornspec.mock.read import UnreadableError, is_large
from swornspec.mock.related import Related
from swornspec.mock.state import Keeper
from swornspec.mock.success import Successes
from swornspec.spec.address import variables
from swornspec.spec.check import Broken, Checker
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.schemas import Schemas
from swornspec.spec.strict import undocumented

_NO_BODY = Broken("body-required", "", "a request body is required", ())
_UNREAD: Final = {
    400: ("request-unreadable", "", "the request cannot be read"),
    401: ("credentials", "", "the credentials are missing, malformed, or not among the accepted ones"),
    413: ("body-size", "", "the request body is too large"),
    415: ("body-media-type", "", "the request body is of a media type that is not documented, or compressed"),
}
"""What is told of requests that are refused before their contents are judged, by the status they are refused with."""


@dataclass(frozen=True, slots=True)
class Departures:
    """How a request departs from its document: what is told of it, undocumented names included, and the answer that refuses it.

    `valid` says that all of it was judged and nothing is broken.
    """

    found: tuple[Broken, ...] = ()
    refusal: Answer | None = None
    valid: bool = False


_RETRY: Final = ((b"retry-after", b"1"),)


class Operation:
    """An endpoint with all that its answers need; nothing changes once it is made, so requests may overlap.

    Requests are judged in this order: credentials (401), media type (415), size (413), JSON (400), then parameters and
    body together: 400 that names every broken constraint, or 422 where the document declares that one alone.
    """

    def __init__(
        self,
        document: Document,
        endpoint: Endpoint,
        path: str,
        *,
        schemas: Schemas,
        seed: int,
        strict: bool,
        max_body: int,
        tokens: Collection[str] | None,
        dynamic: bool = False,
        keeper: Keeper | None = None,
    ) -> None:
        """Compile everything (`path` is the full template it is served at); DocumentError when a schema of the document is not valid.

        `dynamic`: successes are drawn for each request; a `keeper` makes them speak of what was created before.
        """
        self.endpoint = endpoint
        self._document = document
        self._strict = strict
        self._names = variables(path)
        self._checker = Checker(document, endpoint, schemas)
        self._refusals = Refusals(document, endpoint, schemas, seed)
        self._broken_status = 422 if "422" in endpoint.responses and "400" not in endpoint.responses else 400
        self._refusals.prepare({400, self._broken_status})
        self._reader = ParameterReader(document, endpoint) if endpoint.parameters else None
        self._keys = frozenset(c.parameter for needed in endpoint.security for c in needed if c.location == "query")
        self._needs_body = endpoint.body is not None and endpoint.body.required
        self._beyond_query = bool(endpoint.parameter_rules) or (self._reader is not None and self._reader.beyond_query)
        self._glance = Glance(document, endpoint, schemas)
        self._intake = None if endpoint.body is None else Intake(endpoint.body, self._refusals, max_body)
        self._guard = guard_for(document, endpoint, tokens)
        self._unauthorized = self._unauthorized_answers()
        challenges = () if self._guard is None else tuple((b"www-authenticate", c) for c in self._guard.challenges)
        self._extra = {401: challenges, 429: _RETRY, 503: _RETRY}
        self._successes = Successes(document, endpoint, schemas, seed, self._refusals, dynamic=dynamic, extra=self._extra)
        self.note = self._successes.note
        self._related = Related(document, endpoint, schemas)
        self._keeper = keeper

    async def answer(self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes], values: tuple[str, ...], receive: Receive) -> Answer:
        """The answer to a request that was routed here (`values`: of the path's variables); ClientGoneError when the client has left."""
        try:
            json = self._admitted(scope, headers)
            raw = b"" if self._intake is None else await self._intake.received(receive)
            return self._answered(scope, headers, values, raw, json=json)
        except RefusedError as refused:
            return refused.answer

    def answer_at_once(self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes], values: tuple[str, ...], raw: bytes) -> Answer:
        """The answer to a request with its whole body."""
        try:
            json = self._admitted(scope, headers)
            raw = b"" if self._intake is None else self._intake.bounded(raw)
            return self._answered(scope, headers, values, raw, json=json)
        except RefusedError as refused:
            return refused.answer

    def _answered(
        self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes], values: tuple[str, ...], raw: bytes, *, json: bool
    ) -> Answer:
        body, broken = self._judged(scope, headers, values, raw, json=json)
        if broken:
            return self._refusals.answer(broken_problem(self._broken_status, broken, whole=not _is_large(headers, body)))
        answer = self._successes.answer(headers)
        preferred = answer.status >= 400 or any(n == b"preference-applied" for n, _ in answer.headers)
        if not preferred:
            answer = self._related.answer(answer, body)
        return answer if preferred or self._keeper is None else self._keeper.answer(values, body, answer, self._refusals)

    def failure(self, status: int) -> Answer:
        """The answer of a fault that is asked for: a status in the shape that the document declares for it."""
        marked = (*self._extra.get(status, ()), (b"x-mock-fault", str(status).encode()))
        return self._refusals.answer(problem(status, "The mock was told to fail."), marked)

    async def departures(
        self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes], values: tuple[str, ...], receive: Receive
    ) -> Departures:
        """How a request departs from the document; ClientGoneError when the client has left."""
        try:
            json = self._admitted(scope, headers)
            raw = b"" if self._intake is None else await self._intake.received(receive)
            body, broken = self._judged(scope, headers, values, raw, json=json)
        except RefusedError as refused:
            return Departures((Broken(*_UNREAD.get(refused.answer.status, _UNREAD[400]), ()),), refused.answer)
        try:
            strange = [*self._strangers(body), *self._strange_parameters(read_query(scope["query_string"]))]
        except UnreadableError:
            strange = [Broken(*_UNREAD[400], ())]
        answer = self._refusals.answer(broken_problem(self._broken_status, broken)) if broken else None
        return Departures(tuple(dict.fromkeys((*broken, *strange))), answer, valid=not broken and body is not OPAQUE)

    def _admitted(self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> bool:
        """Whether a body that is JSON is announced; RefusedError for a request of which nothing more is read."""
        if self._guard is not None:
            verdict = self._guard.judge(headers, scope["query_string"])
            if verdict is not Verdict.WELL:
                raise RefusedError(self._unauthorized[verdict])
        return self._intake is not None and self._intake.announced(headers)

    def _judged(
        self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes], values: tuple[str, ...], raw: bytes, *, json: bool
    ) -> tuple[Any, Sequence[Broken]]:
        """The body, and all that is broken; RefusedError for a request that is refused before its contents are judged."""
        body = self._glance.value(raw) if json else UNSURE
        seen = body is not UNSURE
        if not seen:
            body = NOTHING if self._intake is None else self._intake.value(headers, raw, json=json)
        if self._beyond_query or scope["query_string"]:
            return body, [*self._broken_parameters(scope, values), *self._broken_body(body, headers, seen=seen)]
        return body, self._broken_body(body, headers, seen=seen)

    def _broken_body(self, body: Any, headers: Mapping[bytes, bytes], *, seen: bool) -> tuple[Broken, ...]:
        """What a body breaks; `seen` says that it was seen to keep the schema."""
        if body is NOTHING or body is OPAQUE:
            return (_NO_BODY,) if self._needs_body and body is NOTHING else ()
        if self._checker.keeps_rules(body) if seen else self._checker.accepts(body):
            broken: tuple[Broken, ...] = ()
        else:
            broken = self._checker.first_broken(body) if _is_large(headers, body) else self._checker.broken(body)
        return (*broken, *self._strangers(body)) if self._strict else broken

    def _strangers(self, body: Any) -> Iterator[Broken]:
        if self.endpoint.body is not None and body is not NOTHING and body is not OPAQUE:
            yield from undocumented(self._document.raw, self.endpoint.body.schema, body, Direction.REQUEST)

    def _broken_parameters(self, scope: Mapping[str, Any], values: tuple[str, ...]) -> Iterator[Broken]:
        if self._reader is None and not self._strict:
            return
        try:
            query = read_query(scope["query_string"])
        except UnreadableError as error:
            raise RefusedError(self._refusals.answer(malformed_problem(400, "query", "?", str(error)))) from error
        if self._reader is not None:
            yield from self._checker.broken_parameters(
                self._reader.read(dict(zip(self._names, values, strict=True)), query, scope["headers"])
            )
        if self._strict:
            yield from self._strange_parameters(query)

    def _strange_parameters(self, query: Pairs) -> Iterator[Broken]:
        known = self._keys | (self._reader.query_names if self._reader else frozenset())
        for name in dict.fromkeys(n if n in known else n.partition("[")[0] for n, _ in query):
            if name not in known:
                yield Broken(f"{name}-undocumented", f"?{name}", f"{name} is not a documented parameter", ())

    def _unauthorized_answers(self) -> dict[Verdict, Answer]:
        if self._guard is None:
            return {}
        invalid = b', error="invalid_token"'  # RFC 6750, 3.1: only when there was a token
        missing = [(b"www-authenticate", c) for c in self._guard.challenges]
        malformed = [(n, c + invalid if c.startswith(b"Bearer") else c) for n, c in missing]
        return {
            Verdict.MISSING: self._refusals.answer(problem(401, "The request has no credentials, or not all of them."), missing),
            Verdict.MALFORMED: self._refusals.answer(
                problem(401, "The credentials are malformed, or not among the accepted ones."), malformed
            ),
        }


def _is_large(headers: Mapping[bytes, bytes], body: Any) -> bool:
    """Whether a body has very many values; fewer than 10,000 bytes have no room for them, and need not be counted."""
    length = headers.get(b"content-length", b"")
    return not (length.isdigit() and len(length) < 5) and is_large(body)
