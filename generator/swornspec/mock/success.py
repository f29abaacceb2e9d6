"""What an endpoint answers to a request that keeps every rule: its documented success, or what the client prefers.

The usual answer is prepared once. Others (another status, a named example, drawn data, another media type) are made
when they are first asked for, and kept.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.mock.accept import choose
from swornspec.mock.answer import (
    Answer,
    answered,
    is_json,
    required_headers,
    sendable,
    stated,
    success,
    success_response,
    usual_type,
    with_headers,
)
from swornspec.mock.example import named_examples
from swornspec.mock.pool import Pool
from swornspec.mock.prefer import NONE, Preference, PreferenceError, applied, read_preference
from swornspec.mock.problem import Refusals, plain_answer, problem
from swornspec.mock.route import listed
from swornspec.mock.sample import draw
from swornspec.spec.document import Document, Endpoint, Response
from swornspec.spec.schemas import Schemas

_MOST_KEPT: Final = 64
"""Answers to different wishes that are kept, and forgotten together; a client may wish for as many as it likes."""
_VARY: Final = b"vary"


class Successes:
    """The answers of one endpoint to requests that are right. `note` is what a person should know of the usual one."""

    def __init__(
        self,
        document: Document,
        endpoint: Endpoint,
        schemas: Schemas,
        seed: int,
        refusals: Refusals,
        *,
        dynamic: bool = False,
        extra: Mapping[int, Iterable[tuple[bytes, bytes]]] | None = None,
    ) -> None:
        """`dynamic`: data is drawn for each request, unless it wants examples; `extra` are header fields that a status must carry."""
        self._document = document
        self._endpoint = endpoint
        self._schemas = schemas
        self._seed = f"{seed}/{endpoint.operation_id}"
        self._refusals = refusals
        self._extra = extra or {}
        self._dynamic = dynamic
        self._kept: dict[tuple[bytes | None, bytes | None], Callable[[], Answer]] = {}
        self._pools: dict[tuple[str, int, str], Pool] = {}
        self._status, self._response = success_response(endpoint)
        usual, self.note = success(document, endpoint, schemas, seed)
        several = self._response is not None and len(self._response.media_types) > 1
        self._usual = with_headers(usual, (_VARY, b"accept")) if several else usual
        self._usual_type = usual_type(self._response) if self._response and usual.body else None
        self._pool: Pool | None = None
        if dynamic and self._response and self._usual_type and self._usual_type in self._response.schemas:
            self._pool = self._pool_of(self._response, self._status, self._usual_type, self._usual)

    def answer(self, headers: Mapping[bytes, bytes]) -> Answer:
        """The answer to a request with these header fields (lower-case names)."""
        accept = headers.get(b"accept")
        if b"prefer" not in headers and (accept is None or accept == b"*/*" or self._usual_type is None):
            return self._usual if self._pool is None else self._pool.take()
        key = headers.get(b"prefer"), accept
        make = self._kept.get(key)
        if make is None:
            if len(self._kept) >= _MOST_KEPT:
                self._forget()
            make = self._kept[key] = self._wanted(*key)
        return make()

    def _forget(self) -> None:
        self._kept.clear()
        self._pools = {k: p for k, p in self._pools.items() if p is self._pool}

    def _wanted(self, prefer: bytes | None, accept: bytes | None) -> Callable[[], Answer]:
        """What makes the answers to requests with a Prefer and an Accept field."""
        try:
            return self._maker(NONE if prefer is None else read_preference(prefer), accept)
        except PreferenceError as error:
            refused = plain_answer(problem(400, str(error)))
        except DocumentError as error:
            refused = plain_answer(problem(400, f"What is preferred cannot be sent: {error.reason}."))
        except _NotAcceptableError as error:
            refused = with_headers(plain_answer(problem(406, f"This response is documented as {error}.")), (_VARY, b"accept"))
        return lambda: refused

    def _maker(self, preference: Preference, accept: bytes | None) -> Callable[[], Answer]:
        status, response = self._preferred_response(preference)
        if preference.example is not None:
            status, response, examples = self._with_example(preference, status, response)
            media_type = _media_type(tuple(examples), status, accept)
            preference = Preference(preference.code, preference.example)
            made = stated(status, media_type, examples[media_type], self._headers(status, response))
        elif response is None or not response.media_types:
            made = self._plainly(status, response, None)
        else:
            media_type = _media_type(response.media_types, status, accept)
            made = self._plainly(status, response, media_type)
            drawn = self._dynamic if preference.dynamic is None else preference.dynamic
            if drawn and made.body and media_type in response.schemas:
                pool = self._pool_of(response, status, media_type, made)
                return lambda: _finished(pool.take(), preference, response)
        finished = _finished(made, preference, response)
        return lambda: finished

    def _preferred_response(self, preference: Preference) -> tuple[int, Response | None]:
        if preference.code is None:
            return self._status, self._response
        response = self._endpoint.response_for(preference.code)
        if response is None:
            raise PreferenceError(
                f"No response {preference.code} is documented here; there is {listed(self._endpoint.responses) or 'none'}."
            )
        return preference.code, response

    def _with_example(self, preference: Preference, status: int, response: Response | None) -> tuple[int, Response, Mapping[str, Any]]:
        """The response that has the preferred example: the one in hand, else (where no status is preferred) any."""
        others = self._endpoint.responses.values() if preference.code is None else ()
        known: dict[str, None] = {}
        for candidate in (*([response] if response else ()), *others):
            found = named_examples(self._document, self._endpoint, candidate)
            if preference.example in found:
                return (status if candidate is response else _status_of(candidate)), candidate, found[preference.example]
            known |= dict.fromkeys(found)
        of = "" if preference.code is None else f" of response {preference.code}"
        raise PreferenceError(f"No example{of} has that name; there is {listed(known) or 'none that has a name'}.")

    def _plainly(self, status: int, response: Response | None, media_type: str | None) -> Answer:
        """The response as it is documented; a refusal without an example says what it is."""
        if response is None or (status, media_type) == (self._status, self._usual_type):
            return self._usual
        if status >= 400 and (media_type is None or (is_json(media_type) and media_type not in response.examples)):
            return self._refusals.answer(problem(status, "The request asks for this status."), self._headers(status, response))
        made, _ = answered(self._document, status, response, media_type, self._schemas, f"{self._seed}/{status}")
        return with_headers(made, *self._extra.get(status, ()))

    def _headers(self, status: int, response: Response) -> tuple[tuple[bytes, bytes], ...]:
        own = required_headers(self._document, response, self._schemas, f"{self._seed}/{status}")
        return (*own, *(e for e in self._extra.get(status, ()) if e[0] not in dict(own)))

    def _pool_of(self, response: Response, status: int, media_type: str, base: Answer) -> Pool:
        """The data drawn for a response; `base` is what is sent where none can be drawn, and its header fields always."""
        key = (response.status, status, media_type)
        if key not in self._pools:
            schema = response.schemas[media_type]
            accepts = self._schemas.validator(schema, f"response {response.status}").is_valid
            extra = tuple(h for h in base.headers if h[0] not in (b"content-type", b"content-length"))

            def drawn(number: int) -> Answer:
                value = draw(self._document.raw, schema, f"{self._seed}/{status}/{number}", accepts, varied=True)
                return stated(status, media_type, value, extra)

            self._pools[key] = Pool(drawn, base)
        return self._pools[key]


class _NotAcceptableError(Exception):
    """A client accepts none of the media types of a success; the message lists them."""


def _media_type(offered: tuple[str, ...], status: int, accept: bytes | None) -> str:
    """The media type to answer in: JSON first, unless the client wants another. Refusals are sent whatever it accepts."""
    ordered = sorted(offered, key=lambda m: not is_json(m))
    chosen = ordered[0] if accept is None else choose(accept, ordered)
    if chosen is None and 200 <= status < 300:
        raise _NotAcceptableError(listed(sendable(m) for m in offered))
    return chosen or ordered[0]


def _finished(made: Answer, preference: Preference, response: Response | None) -> Answer:
    """An answer that says which preferences were applied, and which header fields of the request decided it."""
    said = applied(preference)
    deciding = [*([b"accept"] if response and len(response.media_types) > 1 else ()), *([b"prefer"] if said else ())]
    bare = Answer(made.status, tuple(h for h in made.headers if h[0] != _VARY), made.body)
    return with_headers(bare, *([(_VARY, b", ".join(deciding))] if deciding else ()), *([(b"preference-applied", said)] if said else ()))


def _status_of(response: Response) -> int:
    """The status that a response is sent with: its own, the first of its range, 200 for `default`."""
    digits = response.status.upper().replace("X", "0")
    return int(digits) if digits.isascii() and digits.isdigit() and 200 <= int(digits) <= 599 else 200
