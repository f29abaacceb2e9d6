"""The responses of one endpoint, judged as they come back from a real server."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final, TypeAlias

from swornspec.mock.parameter import ParameterReader
from swornspec.spec.answered import NO_PROMISES, Answers, missing_headers
from swornspec.spec.check import Broken, Checker
from swornspec.spec.document import Document, Endpoint, Parameter, Response, resolve
from swornspec.spec.schemas import Schemas

RawHeaders: TypeAlias = Sequence[tuple[bytes, bytes]]
_NO_BODY: Final = (204, 205, 304)
_OF_HTTP: Final = frozenset({HTTPStatus.NOT_MODIFIED})
"""Statuses that answer a condition of the request (RFC 9110, 13) and need no documentation."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What is wrong with a response: what it breaks, and what it says besides that is not documented."""

    broken: tuple[Broken, ...]
    undocumented: tuple[Broken, ...] = ()


class ResponseJudge:
    """Judges the responses of one endpoint; everything is compiled when it is made."""

    def __init__(self, document: Document, endpoint: Endpoint, schemas: Schemas, answers: Answers) -> None:
        """`schemas` and `answers` are shared by all endpoints of a document; DocumentError when a schema of it is not valid."""
        self._endpoint = endpoint
        self._answers = answers
        self._headers = {status: _Headers(document, endpoint, r, schemas) for status, r in endpoint.responses.items() if r.header_schemas}
        answers.prepare(endpoint)

    def judge(self, method: str, status: int, headers: RawHeaders, content: bytes | None) -> Returned:
        """The verdict on a response; `content` is None where the body is not known, the names of headers are in lower case."""
        response = self._endpoint.response_for(status)
        if response is None:
            told = Broken(f"status-{status}-undocumented", "", f"status {status} is not documented", ())
            return Returned(() if status in _OF_HTTP else (told,))
        broken = list(self._headers[response.status].broken(headers)) if response.status in self._headers else []
        named: Mapping[str, str] = {n.decode("latin-1"): v.decode("latin-1") for n, v in headers}
        if method == "HEAD" or status in _NO_BODY:
            return Returned((*broken, *missing_headers(response, named)))
        broken += self._answers.departures(response, named, content)
        strange = () if content is None else self._answers.strangers(response, named, content)
        return Returned(tuple(dict.fromkeys(broken)), tuple(dict.fromkeys(strange)))


class _Headers:
    """The values of the headers of a documented response, read and judged as header parameters are."""

    def __init__(self, document: Document, endpoint: Endpoint, response: Response, schemas: Schemas) -> None:
        known = tuple(
            Parameter(name, "header", False, resolve(document.raw, schema), "simple", False)
            for name, schema in response.header_schemas.items()
            if name.lower() not in NO_PROMISES
        )
        apart = replace(endpoint, parameters=known, body=None, rules=(), parameter_rules=())
        self._reader, self._checker = ParameterReader(document, apart), Checker(document, apart, schemas)

    def broken(self, headers: RawHeaders) -> Iterator[Broken]:
        for broken in self._checker.broken_parameters(self._reader.read({}, (), headers)):
            yield replace(broken, pointer="")
