"""uvicorn's HTTP protocol with bounds on what a client may take without getting anywhere.

uvicorn stops reading a body until the application asks for more. It does not bound header fields, trailers, chunk
extensions, or requests sent ahead of their answers (pipelining), and waits for ever for the rest of a request or for
a client that does not read. It loses the body of a request that also asks for another protocol (`Upgrade: h2c`).
"""

import asyncio
import logging
import re
from enum import Enum
from typing import Any, Final

import httptools
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from swornspec.mock.answer import Answer, phrase
from swornspec.mock.at_once import now_of
from swornspec.mock.disturb import CONNECTION
from swornspec.mock.limits import Limits
from swornspec.mock.outbox import MOST, Outbox, written
from swornspec.mock.problem import plain_answer, problem

_PIECE: Final = 8_192
"""Bytes that are parsed at once: what follows several requests in one of them waits for their answers."""
_LINGER: Final = 1.0
"""Seconds for a client to read why it is refused: closing at once would throw away what it has not read yet."""
_MOST_THROWN_AWAY: Final = 1024 * 1024
"""Bytes of a client that is refused."""
_UPGRADE_OR_END: Final = re.compile(rb"\r\n(?:(upgrade):|\r\n)", re.IGNORECASE)
_MAYBE_UPGRADE: Final = re.compile(rb"(?:\r\n)?\r(?:\n(?:u(?:p(?:g(?:r(?:a(?:de?)?)?)?)?)?)?)?\Z", re.IGNORECASE)
_AUTHORITY: Final = re.compile(rb"[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)

log: Final = logging.getLogger("swornspec.mock")
"""Tells of our own mistakes alone; what clients do wrong they are told themselves."""
log.addFilter(lambda record: not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError)))


class Phase(Enum):
    """What a connection waits for."""

    FRESH = "its first request"
    IDLE = "another request"
    HEAD = "the rest of a head"
    BODY = "the rest of a body"
    ANSWER = "answers to what was asked"
    END = "the client to read why it was refused"


class BoundedProtocol(HttpToolsProtocol):
    """A connection that keeps to its limits. `enforce` has to be called now and then."""

    limits = Limits()
    outbox = Outbox()
    flow: "_HeldFlow"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Take what uvicorn gives."""
        super().__init__(*arguments, **named)
        self.logger = log
        self._phase = Phase.FRESH
        self._since = self.loop.time()
        self._unread, self._unread_since = 0, self._since  # bytes of answers, and since when there are so many
        self._nothing = 0  # bytes in a row that completed neither a head nor a piece of a body
        self._moved = False
        self._held = b""  # the end of a piece of a head that may be the start of `Upgrade:`
        self._waiting = b""  # what was sent ahead, not yet parsed
        self._running: RequestResponseCycle | None = None  # the request that is answered; `cycle` is the one that came last
        self._refusal: bytes | None = None  # to be sent after the answers to earlier requests
        self._all_sent = False  # the client sends no more, and may still read
        self._now = now_of(self.app)
        self._collected: bytes | None = None  # what came of the body of a request that may be answered at once
        self._fields: list[tuple[bytes, bytes]] = []  # the header fields of the request that is being read

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection; refuse it where there are too many."""
        super().connection_made(transport)
        self.flow = _HeldFlow(transport)
        if len(self.connections) > self.limits.connections:
            self._phase = Phase.END
            transport.write(_BUSY)
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all that was sent ahead."""
        super().connection_lost(exc)
        self.pipeline.clear()
        self._waiting = self._held = b""

    def data_received(self, data: bytes) -> None:
        """Parse what was sent, unless earlier requests wait for their answers or the end is near."""
        if self._deaf():
            self._nothing += len(data)
            if self._nothing > _MOST_THROWN_AWAY:
                self.transport.abort()
            return
        if self.pipeline or self._waiting:
            self._waiting += data
            self._hold()
            return
        if self._phase is not Phase.BODY and self._phase is not Phase.ANSWER:
            data, self._held = without_upgrade(self._held + data)
        for start in range(0, len(data), _PIECE):
            self._feed(data[start : start + _PIECE])
            if self._deaf():
                return
            if self.pipeline:
                self._waiting = data[start + _PIECE :]
                self._hold()
                return
        if self._collected is not None:  # the rest may be long in coming, and not be needed for an answer
            self._take_time()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Keep the connection for as long as there is something to answer."""
        self._all_sent = True
        self.outbox.send()
        if self._phase is Phase.BODY and not self._waiting and not self._deaf():
            self._refuse(b"")
        return self._pending()

    def _feed(self, data: bytes) -> None:
        self._moved = False
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:  # CONNECT, or a wish that `without_upgrade` has not seen; what follows is no HTTP
            self.cycle.keep_alive = False
        except httptools.HttpParserError as error:
            self._refuse(_TOO_LARGE if isinstance(error.__context__, _TooManyFieldsError) else _MALFORMED)
            return
        if self._moved:
            self._nothing = 0
            return
        self._nothing += len(data)
        if self._nothing > self.limits.head_size:
            self._refuse(_TOO_LARGE)

    def _hold(self) -> None:
        self.flow.pause_reading()
        self.flow.held = True

    def on_message_begin(self) -> None:
        """A request begins; what an application needs to know of it is gathered in `_begin`, where there is one to be started."""
        self.url = b""
        self.expect_100_continue = False
        self.headers = []
        self._phase, self._since = Phase.HEAD, self.loop.time()

    def on_headers_complete(self) -> None:
        """A head is complete."""
        self._moved = True
        self._fields, self.headers = self.headers, []  # those of the trailer are nobody's (RFC 9110, 6.5.1)
        if len(self._fields) > self.limits.fields:
            raise _TooManyFieldsError
        if not self.url.startswith(b"/"):  # absolute-form (RFC 9112, 3.2.2)
            path = _AUTHORITY.sub(b"", self.url, count=1)
            self.url = path if path[:1] in (b"/", b"*") else b"/" + path
        self._phase, self._since = Phase.BODY, self.loop.time()
        if self._may_be_quick():
            self._collected = b""
            return
        self._begin()

    def _may_be_quick(self) -> bool:
        """Whether a request may be answered as soon as it is complete: nothing is before it, and nothing about it is unusual."""
        if self._now is None or self.pipeline or self.flow.write_paused or (self._running is not None and self._pending()):
            return False
        parser = self.parser
        usual = not self.expect_100_continue and b"#" not in self.url and parser.get_http_version() == "1.1"
        return usual and parser.should_keep_alive() and not parser.should_upgrade()

    def _begin(self) -> None:
        """Start the application on a request, of which more may come."""
        url, waits = self.url, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, waits
        self.scope["headers"] = self._fields
        self.scope[CONNECTION] = self.transport  # type: ignore[typeddict-unknown-key] # for faults, which end connections
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body came."""
        self._moved = True
        if self._collected is None:
            super().on_body(body)
            return
        self._collected += body
        if len(self._collected) > MOST:
            self._take_time()

    def _take_time(self) -> None:
        """Let a request that cannot be answered at once take the usual way."""
        body, self._collected = self._collected or b"", None
        self._begin()
        if body:
            super().on_body(body)

    def _at_once(self, body: bytes) -> bool:
        """Answer a complete request if that takes no waiting."""
        raw_path, _, query = self.url.partition(b"?")
        method = self.parser.get_method().decode("ascii")
        scope = {"type": "http", "method": method, "raw_path": raw_path, "query_string": query, "headers": self._fields}
        answer = None if self._now is None else self._now(scope, body)
        if answer is None:
            return False
        self._collected = None
        self.outbox.put(self.loop, self.transport, written(answer, self.server_state.default_headers, head=method == "HEAD"))
        self.server_state.total_requests += 1
        self._phase, self._since = Phase.IDLE, self.loop.time()
        return True

    def on_message_complete(self) -> None:
        """A request is complete."""
        if self._collected is not None:
            if self._at_once(self._collected):
                return
            self._take_time()
        self._phase, self._since = Phase.ANSWER if self.pipeline or self._pending() else Phase.IDLE, self.loop.time()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer was sent: go on with what was asked in the meantime."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        if self.pipeline:
            cycle, app = self.pipeline.pop()
            self._start_asgi_task(cycle, app)
        elif self._refusal is not None:
            self._end(self._refusal)
            return
        elif self._phase is Phase.ANSWER:
            self._phase, self._since = Phase.IDLE, self.loop.time()
        if not self.pipeline:
            self._read_on()

    def _read_on(self) -> None:
        """Read again, and first what was sent ahead."""
        self.flow.held = False
        self.flow.resume_reading()
        if self._waiting:
            waiting, self._waiting = self._waiting, b""
            self.data_received(waiting)
        if self._all_sent and not self._pending():
            self.transport.close()

    def enforce(self, now: float) -> None:
        """Let the client go when it has taken longer than it may; `now` is the loop's time."""
        unread = self.transport.get_write_buffer_size()
        if not unread or unread != self._unread:
            self._unread, self._unread_since = unread, now
        elif now - self._unread_since > self.limits.unread:
            self.transport.abort()
            return
        if self.transport.is_closing():
            return
        spent = now - self._since
        match self._phase:
            case Phase.END if spent > _LINGER:
                self.transport.close()
            case Phase.FRESH if spent > self.limits.head:
                self.transport.close()
            case Phase.IDLE if spent > self.limits.idle:
                self.transport.close()
            case Phase.HEAD | Phase.BODY if self.flow.read_paused:  # it is we who do not read
                self._since = now
            case Phase.HEAD if spent > self.limits.head and self._refusal is None:
                self._refuse(_TOO_SLOW)
            case Phase.BODY if spent > self.limits.body and self._refusal is None:
                self._refuse(_TOO_SLOW)

    def shutdown(self) -> None:
        """End the connection as soon as what was asked in full is answered."""
        self.outbox.send()
        if self._phase is Phase.END or not self._pending() or (self._phase is Phase.BODY and self.cycle is self._running):
            self.transport.close()
        else:
            self.cycle.keep_alive = False

    def _refuse(self, refusal: bytes) -> None:
        """Refuse the request that is being read, once earlier ones are answered, and end the connection."""
        if self._collected is not None:
            self._collected = None
            self._end(refusal)
            return
        cycle = self.cycle
        if self._phase is Phase.BODY and cycle is not None:
            cycle.disconnected = True  # the application need not answer it
            cycle.message_event.set()
            if cycle is self._running:
                self._end(b"" if cycle.response_started else refusal)
                return
            self.pipeline.popleft()  # it came last
        self._refusal = refusal
        if not self._pending():
            self._end(refusal)

    def _deaf(self) -> bool:
        """Whether what is sent does not matter any more."""
        return self._phase is Phase.END or self._refusal is not None

    def _pending(self) -> bool:
        """Whether a request is being answered."""
        return self._running is not None and not self._running.response_complete and not self._running.disconnected

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _end(self, words: bytes) -> None:
        self.outbox.send()
        self._phase, self._since = Phase.END, self.loop.time()
        self._waiting = self._held = b""
        self._nothing = 0
        self.flow.held = False
        self.flow.resume_reading()  # what is sent is read and thrown away, so that the words arrive
        if words:
            self.transport.write(words)
        self.transport.write_eof()


class _HeldFlow(FlowControl):
    """Reading is not taken up again while it is `held`, whoever asks."""

    held = False

    def resume_reading(self) -> None:
        if not self.held:
            super().resume_reading()


class _TooManyFieldsError(Exception):
    """A head has more fields than it may."""


def bounded(limits: Limits) -> type[BoundedProtocol]:
    """The protocol class to give to uvicorn, for some limits."""
    return type("BoundedProtocol", (BoundedProtocol,), {"limits": limits, "outbox": Outbox()})


def without_upgrade(data: bytes) -> tuple[bytes, bytes]:
    """A piece of a request's head with its wish for another protocol taken back, in as many bytes; and its end if the wish may begin there.

    A server may ignore it (RFC 9110, 7.8), and clients of HTTP/2 express it with every first request; httptools drops the body then.
    """
    found = _UPGRADE_OR_END.search(data)
    if found is not None and found[1] is None:
        return data, b""
    if found is not None:
        data = data[: found.start(1)] + b"Ignored" + data[found.end(1) :]
        if data.find(b"\r\n\r\n", found.end(1)) >= 0:
            return data, b""
    partial = _MAYBE_UPGRADE.search(data, max(0, len(data) - 16))
    return (data, b"") if partial is None else (data[: partial.start()], data[partial.start() :])


def _written(answer: Answer) -> bytes:
    """An answer as it stands on the wire, the last of its connection."""
    fields = b"".join(b"%s: %s\r\n" % field for field in (*answer.headers, (b"connection", b"close")))
    return b"HTTP/1.1 %d %s\r\n%s\r\n%s" % (answer.status, phrase(answer.status).encode(), fields, answer.body)


_MALFORMED: Final = _written(plain_answer(problem(400, "The request is not valid HTTP/1.1 (RFC 9112).")))
_TOO_SLOW: Final = _written(plain_answer(problem(408, "The request did not arrive in time.")))
_TOO_LARGE: Final = _written(plain_answer(problem(431, "The header fields are too many or too large.")))
_BUSY: Final = _written(plain_answer(problem(503, "Too many connections are open."), ((b"retry-after", b"1"),)))
