"""How fast the mock is, beside the same endpoint written plainly, and beside Prism, each in the same run.

    [PRISM=path/to/prism] python tests/bench/bench_mock.py [SECONDS] [FILE...]

The plain peer is what most hand-written mocks are: json, jsonschema and the rules' reference interpreter behind the
same server. Where wrk and Prism (`@stoplight/prism-cli`) are installed, the real commands are measured too, and it
exits with 1 when a bar is missed. Ratios are what to read: machines differ, and the client takes its share of them.
"""

import asyncio
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import uvloop
from load import bodies, fields_for, written
from prism import compare, tools

from swornspec.mock import create_app, server_path
from swornspec.mock.server import bind, origin, serve
from swornspec.rules.evaluate import holds
from swornspec.rules.rule import Effect
from swornspec.spec.document import Document, Endpoint, load_document

CONNECTIONS = 16
ROUNDS = 3
BESIDE_PRISM = ("leonardo", "stablecog")


def plain_app(document: Document, endpoint: Endpoint) -> Any:
    """The peer: everything is done for each request, with the usual libraries."""
    body = endpoint.body
    assert body is not None
    validator = jsonschema.Draft202012Validator({**body.schema, "components": document.raw.get("components", {})})
    rules = [r for r in endpoint.rules if r.effect is Effect.REJECT and r.expr is not None]
    success = next(r for s, r in sorted(endpoint.responses.items()) if s.startswith("2"))
    example = next(iter(success.examples.values()), {})

    def judged(raw: bytes, authorization: str) -> tuple[int, Any]:
        if not authorization.lower().startswith(("bearer ", "basic ")):
            return 401, {"error": "no credentials"}
        try:
            value = json.loads(raw)
        except ValueError:
            return 400, {"error": "no JSON"}
        broken = [e.message for e in validator.iter_errors(value)]
        broken += [r.text for r in rules if r.expr is not None and not holds(r.expr, value, body.fields)]
        return (400, {"errors": broken}) if broken else (200, example)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = {k.decode(): v.decode() for k, v in scope["headers"]}
        raw, more = b"", True
        while more:
            message = await receive()
            raw, more = raw + message.get("body", b""), message.get("more_body", False)
        status, answer = judged(raw, headers.get("authorization", ""))
        content = json.dumps(answer).encode()
        fields = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": fields})
        await send({"type": "http.response.body", "body": content})

    return app


def in_process(app: Any, scope: dict[str, Any], raw: bytes, seconds: float) -> float:
    """Requests a second without server or event loop: the cost of the application alone."""
    message = {"type": "http.request", "body": raw, "more_body": False}

    async def receive() -> Any:
        return message

    async def send(_: Any) -> None:
        return

    def once() -> None:
        try:
            app(dict(scope), receive, send).send(None)
        except StopIteration:
            return
        raise AssertionError("the application waits")

    return rate(once, seconds)


def rate(act: Callable[[], None], seconds: float) -> float:
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        for _ in range(100):
            act()
        done += 100
    return done / spent


class Client(asyncio.Protocol):
    """One connection that asks again as soon as it has its answer."""

    def __init__(self, request: bytes) -> None:
        self.request = request
        self.answers = 0
        self._got = b""
        self._size = 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._got += data
        if not self._size:
            head, _, _ = self._got.partition(b"\r\n\r\n")
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self._size = len(head) + 4 + int(length)
        if len(self._got) >= self._size:
            self._got = b""
            self.answers += 1
            self.transport.write(self.request)


async def over_the_wire(port: int, request: bytes, seconds: float) -> float:
    """Requests a second of some connections together."""
    loop = asyncio.get_running_loop()
    clients = [(await loop.create_connection(lambda: Client(request), "127.0.0.1", port))[1] for _ in range(CONNECTIONS)]
    before, start = sum(c.answers for c in clients), time.perf_counter()
    await asyncio.sleep(seconds)
    result = (sum(c.answers for c in clients) - before) / (time.perf_counter() - start)
    for client in clients:
        client.transport.close()
    return result


def run_server(path: Path, operation: str, peer: bool, ports: Any) -> None:
    document = load_document(path)
    app = plain_app(document, document.endpoint(operation)) if peer else create_app([document])
    listener = bind("127.0.0.1", 0)
    ports.put(int(origin(listener).rsplit(":", 1)[1]))
    serve(app, listener=listener)


def bench(path: Path, endpoint: Endpoint, document: Document, seconds: float) -> None:
    target = server_path(document) + endpoint.path
    context = multiprocessing.get_context("spawn")
    ports: Any = context.Queue()
    servers = {}
    for name, peer in (("mock", False), ("plain", True)):
        process = context.Process(target=run_server, args=(path, endpoint.operation_id, peer, ports), daemon=True)
        process.start()
        servers[name] = (process, ports.get(timeout=30))
    apps = {"mock": create_app([document]), "plain": plain_app(document, endpoint)}
    for kind, raw in bodies(document, endpoint):
        fields = {**fields_for(endpoint), "content-length": str(len(raw))}
        request = written(target, fields, raw)
        scope = {
            "type": "http",
            "method": "POST",
            "path": target,
            "raw_path": target.encode(),
            "query_string": b"",
            "headers": [(k.encode(), v.encode()) for k, v in fields.items()],
        }
        inside: dict[str, list[float]] = {n: [] for n in apps}
        wire: dict[str, list[float]] = {n: [] for n in apps}
        for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits both
            for name, app in apps.items():
                inside[name].append(in_process(app, scope, raw, seconds / 4))
                wire[name].append(uvloop.run(over_the_wire(servers[name][1], request, seconds)))
        for label, found in (("in process", inside), ("over the wire", wire)):
            mock, plain = (statistics.median(found[n]) for n in ("mock", "plain"))
            ratio = f"{mock / plain:5.1f} times the plain server's {plain:,.0f}"
            sys.stdout.write(f"{document.title} {endpoint.operation_id}: {kind:7} {label:13} {mock:9,.0f} requests/s, {ratio}\n")
    for process, _ in servers.values():
        process.terminate()
        process.join()


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    given = [Path(p) for p in sys.argv[2:]]
    specs = Path(__file__).parents[2] / "specs"
    for path, document, endpoint in with_bodies(given or sorted(specs.glob("*/openapi.yaml"))):
        bench(path, endpoint, document, seconds)
    wrk, prism = tools()
    if wrk is None or prism is None:
        missing = " and ".join(n for n, found in (("wrk", wrk), ("prism (or PRISM=path)", prism)) if found is None)
        sys.stdout.write(f"Prism: not measured, {missing} not found\n")
        return
    met = True
    for path, document, endpoint in with_bodies(given or [specs / name / "openapi.yaml" for name in BESIDE_PRISM]):
        met &= compare(path, document, endpoint, max(1, round(seconds * 2)), wrk, prism)
    sys.exit(0 if met else 1)


def with_bodies(paths: list[Path]) -> Iterator[tuple[Path, Document, Endpoint]]:
    for path in paths:
        document = load_document(path)
        yield from ((path, document, endpoint) for endpoint in document.endpoints if endpoint.body is not None)


if __name__ == "__main__":
    main()
