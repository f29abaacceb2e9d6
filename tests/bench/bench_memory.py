"""Whether the mock's memory stays as it is, however many requests and connections come.

    python tests/bench/bench_memory.py [REQUESTS [CONNECTIONS [FILE]]]

By default 200,000 requests of every kind, pipelined on a few connections, and 10,000 connections one after another,
each with a request that is damaged or cut off. Exits with 1 when the memory grew by more than MOST_GROWTH, when a
request was answered with an error of the server, when the log is not empty, or when a good request is not answered.
"""

import asyncio
import random
import re
import socket
import sys
import tempfile
import time
from pathlib import Path

import uvloop
from load import MOCK, bodies, fields_for, started, written

from swornspec.mock import server_path
from swornspec.spec.document import load_document

MOST_GROWTH = 4.0
"""MiB: what allocators keep for reuse varies; what is kept of each request would be far more."""
WARM_UP = 20_000
PIPELINED = 50
CLIENTS = 4
STATUS = re.compile(rb"HTTP/1\.1 (\d)\d\d [A-Z]")


def kinds(path: str, fields: dict[str, str], valid: bytes, invalid: bytes) -> list[bytes]:
    """Requests that are answered, each in its own way."""
    other = [
        ("no credentials", {k: v for k, v in fields.items() if k != "authorization"}, valid),
        ("other media type", {**fields, "content-type": "text/plain"}, valid),
        ("half of a body", fields, valid[: len(valid) // 2]),
        ("no JSON", fields, b"\xff" * 20),
        ("deep JSON", fields, b"[" * 5_000),
        ("a long number", fields, b'{"a":' + b"9" * 5_000 + b"}"),
        ("many values", fields, b"[" + b"0," * 20_000 + b"0]"),
        ("own fields", {**fields, **{f"x-{n}": "y" * 50 for n in range(50)}}, valid),
    ]
    requests = [written(path, fields, valid)] * 20 + [written(path, fields, invalid)] * 10
    requests += [written(path, f, b) for _, f, b in other]
    requests += [written(f"/nowhere/{n}", fields, b"") for n in range(3)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(c), c) for c in (valid[:9], valid[9:])) + b"0\r\nx-trailer: y\r\n\r\n"
    head = written(path, fields, b"").replace(b"content-length: 0", b"transfer-encoding: chunked")
    return [*requests, head + chunks, f"GET {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode()]


async def ask(port: int, requests: list[bytes], count: int, seed: int) -> int:
    """Send that many requests on one connection; how many were answered with an error of the server."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    choice, failed = random.Random(seed), 0
    for start in range(0, count, PIPELINED):
        due = min(PIPELINED, count - start)
        writer.write(b"".join(choice.choices(requests, k=due)))
        rest = b""
        while due:
            came = await reader.read(65_536)
            if not came:
                raise SystemExit("the server closed a connection")
            piece = rest + came
            found = list(STATUS.finditer(piece))
            due, failed = due - len(found), failed + sum(f[1] == b"5" for f in found)
            rest = piece[max(found[-1].end() if found else 0, len(piece) - 15) :]
    writer.close()
    return failed


async def ask_together(port: int, requests: list[bytes], count: int) -> int:
    return sum(await asyncio.gather(*(ask(port, requests, count // CLIENTS, n) for n in range(CLIENTS))))


def connect(port: int, requests: list[bytes], count: int) -> None:
    """Connections one after another, each left in its own way."""
    choice = random.Random(7)
    for n in range(count):
        request = bytearray(choice.choice(requests))
        for _ in range(choice.randrange(4)):
            request[choice.randrange(min(len(request), 400))] = choice.randrange(256)
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                leave(connection, bytes(request[: choice.randrange(len(request) + 1)]), n % 4)
        except TimeoutError as error:
            raise SystemExit("the server leaves a connection open") from error
        except OSError:  # it has closed the connection before we did
            pass


def leave(connection: socket.socket, sent: bytes, how: int) -> None:
    """Send something, then read to the end, reset the connection, or just close it."""
    connection.sendall(sent)
    if how == 1:
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65_536):
            pass
    elif how == 2:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def main() -> None:
    count, connections = (int(sys.argv[n]) if len(sys.argv) > n else default for n, default in ((1, 200_000), (2, 10_000)))
    path = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(__file__).parents[2] / "specs" / "leonardo" / "openapi.yaml"
    document = load_document(path)
    endpoint = next(e for e in document.endpoints if e.body is not None)
    target, fields = server_path(document) + endpoint.path, fields_for(endpoint)
    valid, invalid = (body for _, body in bodies(document, endpoint))
    requests = kinds(target, fields, valid, invalid)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with started([*MOCK, str(path)], log) as server:
            server.answered(target, fields, valid)
            said = log.read_bytes()
            failed = uvloop.run(ask_together(server.port, requests, WARM_UP))
            before, began = server.memory("VmRSS"), time.perf_counter()
            failed += uvloop.run(ask_together(server.port, requests, count))
            asked = time.perf_counter() - began
            between = server.memory("VmRSS")
            connect(server.port, requests, connections)
            server.answered(target, fields, valid)
            after = server.memory("VmRSS")
        logged = log.read_bytes()[len(said) :]
    sys.stdout.write(f"{document.title}: {before:.1f} MiB after {WARM_UP:,} requests of every kind\n")
    sys.stdout.write(f"  {between:.1f} MiB after {count:,} more ({count / asked:,.0f}/s), {failed} answered with an error of the server\n")
    sys.stdout.write(f"  {after:.1f} MiB after {connections:,} connections, one after another; {len(logged)} bytes were logged\n")
    grown = max(between, after) - before
    well = grown <= MOST_GROWTH and not failed and not logged
    sys.stdout.write(f"  grown by {grown:.1f} MiB, bar {MOST_GROWTH:g} MiB: {'met' if well else 'MISSED'}\n")
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
