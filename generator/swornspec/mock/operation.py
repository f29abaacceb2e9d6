"""One endpoint of a document, prepared once: it judges requests and answers them."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from swornspec.mock.answer import Answer, success
from swornspec.mock.credential import Verdict, guard_for
from swornspec.mock.intake import NOTHING, OPAQUE, Intake, Receive, RefusedError
from swornspec.mock.parameter import ParameterReader, read_query
from swornspec.mock.problem import Refusals, broken_problem, malformed_problem, problem
from swornspec.mock.read import UnreadableError, is_large
from swornspec.mock.route import variables
from swornspec.mock.strict import undocumented
from swornspec.spec.check import Broken, Checker
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.schemas import Schemas

_NO_BODY = Broken("body-required", "", "a request body is required", ())


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
    ) -> None:
        """Compile everything (`path` is the full template it is served at); DocumentError when a schema of the document is not valid."""
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
        self._intake = None if endpoint.body is None else Intake(endpoint.body, self._refusals, max_body)
        self._guard = guard_for(document, endpoint, tokens)
        self._unauthorized = self._unauthorized_answers()
        self._success, self.note = success(document, endpoint, schemas, seed)

    async def answer(self, scope: Mapping[str, Any], headers: Mapping[bytes, bytes], values: tuple[str, ...], receive: Receive) -> Answer:
        """The answer to a request that was routed here (`values`: of the path's variables); ClientGoneError when the client has left."""
        try:
            if self._guard is not None:
                verdict = self._guard.judge(headers, scope["query_string"])
                if verdict is not Verdict.WELL:
                    return self._unauthorized[verdict]
            body = NOTHING if self._intake is None else await self._intake.take(headers, receive)
            broken = [*self._broken_parameters(scope, values), *self._broken_body(body)]
        except RefusedError as refused:
            return refused.answer
        if not broken:
            return self._success
        return self._refusals.answer(broken_problem(self._broken_status, broken, whole=not is_large(body)))

    def _broken_body(self, body: Any) -> tuple[Broken, ...]:
        if body is NOTHING or body is OPAQUE:
            return (_NO_BODY,) if self._needs_body and body is NOTHING else ()
        if self._checker.accepts(body):
            broken: tuple[Broken, ...] = ()
        else:
            broken = self._checker.first_broken(body) if is_large(body) else self._checker.broken(body)
        if self._strict and self.endpoint.body is not None:
            broken = (*broken, *undocumented(self._document.raw, self.endpoint.body.schema, body))
        return broken

    def _broken_parameters(self, scope: Mapping[str, Any], values: tuple[str, ...]) -> Iterator[Broken]:
        raw_query: bytes = scope["query_string"]
        if not raw_query and (self._reader is None or not self._reader.beyond_query) and not self.endpoint.parameter_rules:
            return
        if self._reader is None and not self._strict:
            return
        try:
            query = read_query(raw_query)
        except UnreadableError as error:
            raise RefusedError(self._refusals.answer(malformed_problem(400, "query", "?", str(error)))) from error
        if self._reader is not None:
            yield from self._checker.broken_parameters(
                self._reader.read(dict(zip(self._names, values, strict=True)), query, scope["headers"])
            )
        if self._strict:
            known = self._keys | (self._reader.query_names if self._reader else frozenset())
            for name in dict.fromkeys(n.partition("[")[0] for n, _ in query):
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
