"""What one request costs the mock, stage by stage, without sockets or another process: the least of many short measurements.

    python tests/bench/bench_request.py [FILE...]

The bytes of a request are given to a connection's protocol that writes to nowhere. A busy machine makes most measurements
longer, but hardly the shortest one; what the kernel and a client take is not in them.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import uvloop
from bench_mock import with_bodies
from load import bodies, fields_for, written
from uvicorn import Config
from uvicorn.server import ServerState

from swornspec.mock import create_app, server_path
from swornspec.mock.glance import UNSURE, WORTH, look_for
from swornspec.mock.limits import Limits
from swornspec.mock.protocol import bounded
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.schemas import Schemas

TIMES, ROUNDS = 100, 400


class Nowhere:
    """A transport of which nobody reads."""

    written = 0

    def write(self, _: bytes) -> None:
        self.written += 1

    def is_closing(self) -> bool:
        return False

    def get_extra_info(self, _: str, default: Any = None) -> Any:
        return default


class Turn:
    """A loop whose turn ends when it is told so."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._waiting: list[Callable[[], None]] = []
        self.time = loop.time

    def call_soon(self, act: Callable[[], None]) -> None:
        self._waiting.append(act)

    def end(self) -> None:
        for act in self._waiting:
            act()
        self._waiting.clear()


def least(act: Callable[[], Any]) -> float:
    """Microseconds that something takes at least."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(TIMES):
            act()
        found.append(time.perf_counter() - start)
    return min(found) / TIMES * 1e6


def connection(app: Any, loop: Any, transport: Any) -> Any:
    config = Config(app, http="httptools", ws="none", interface="asgi3", log_config=None, lifespan="off", proxy_headers=False)
    config.load()
    state = ServerState()
    state.default_headers = [(b"date", b"Sat, 21 Nov 2026 12:00:00 GMT")]
    protocol = bounded(Limits())(config=config, server_state=state, app_state={}, _loop=loop)
    protocol.connection_made(transport)
    return protocol


def bench(document: Document, endpoint: Endpoint) -> None:
    schemas = Schemas(document)
    path = server_path(document) + endpoint.path
    checker, validator = Checker(document, endpoint, schemas), schemas.validator(endpoint.body.schema, "body", sent=True)
    look, used = (look_for(document, endpoint, schemas, if_quicker=only) for only in (False, True))
    for kind, raw in bodies(document, endpoint):
        app, turn, transport = create_app([document], dynamic=True), Turn(uvloop.new_event_loop()), Nowhere()
        protocol, request = connection(app, turn, transport), written(path, fields_for(endpoint), raw)

        def whole(protocol: Any = protocol, request: bytes = request, turn: Turn = turn) -> None:
            protocol.data_received(request)
            turn.end()

        for _ in range(2 * WORTH):
            whole()
        if transport.written != 2 * WORTH:
            raise SystemExit("requests are not answered at once")
        fields = [(k.encode(), v.encode()) for k, v in {**fields_for(endpoint), "content-length": str(len(raw))}.items()]
        scope = {"type": "http", "method": "POST", "raw_path": path.encode(), "query_string": b"", "headers": fields}
        body = msgspec.json.decode(raw)
        stages: dict[str, Callable[[], Any]] = {
            "protocol, application, outbox": whole,
            "application": lambda app=app, scope=scope, raw=raw: app.now(scope, raw),
            "reading": lambda raw=raw: msgspec.json.decode(raw),
            "schema": lambda body=body: validator.is_valid(body),
            "rules": lambda body=body: checker.keeps_rules(body),
        }
        if look is not None:
            verdict = "in vain" if look(raw) is UNSURE else "reading and schema in one"
            stages[f"glance ({verdict}; {'used' if used else 'not used, as it is no quicker'})"] = lambda raw=raw: look(raw)
        sys.stdout.write(f"{document.title} {endpoint.operation_id}, {kind}, {len(raw)} bytes\n")
        for name, act in stages.items():
            sys.stdout.write(f"  {name:64}{least(act):7.2f} us\n")


def main() -> None:
    given = [Path(p) for p in sys.argv[1:]]
    for _, document, endpoint in with_bodies(given or sorted(Path(__file__).parents[2].glob("specs/*/openapi.yaml"))):
        bench(document, endpoint)


if __name__ == "__main__":
    main()
