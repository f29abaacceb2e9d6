"""One task goes in, its result comes out: whatever a document or a server does, it is a result."""

import importlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

from swornspec.contract.campaign.bench import MOCK_ORIGIN, Bench, PacedServer
from swornspec.contract.campaign.result import MOST, Found, Result, Status, clean
from swornspec.contract.campaign.tasks import DERIVED, Task, TaskKind
from swornspec.contract.credential import secrets_of
from swornspec.contract.running import run
from swornspec.contract.server import Server
from swornspec.errors import DocumentError, SwornspecError
from swornspec.spec.document import Document
from swornspec.spec.secret import redacted

NEVER: Final = 10**9
"""Seconds that a run under schemathesis gives itself: how long a task may take is decided outside of it, the same for all kinds."""


def perform(task: Task, content: bytes, bench: Bench) -> Result:
    """Run a task; what it cannot do is its result, never an exception."""
    start = time.monotonic()
    hidden: list[str] = []
    try:
        result = _read(task, content, bench) if task.kind is TaskKind.READ else _test(task, content, bench, hidden)
    except SwornspecError as error:
        result = Result(Status.FAILED, reason=str(error))
    except MemoryError:
        bench.clear()
        result = Result(Status.FAILED, reason="it needs more memory than a worker has")
    except Exception as error:  # a mistake of ours on one document must not end the campaign
        result = Result(Status.FAILED, reason=f"{type(error).__name__}: {error}")
    kept, more = result.findings[:MOST], len(result.findings[MOST:])
    return replace(result, reason=clean(redacted(result.reason, hidden)), findings=kept, more=more, seconds=time.monotonic() - start)


def _read(task: Task, content: bytes, bench: Bench) -> Result:
    try:
        document = bench.document(task, content)
    except DocumentError as error:
        if not task.named and error.reason.startswith("not an OpenAPI 3 document"):
            return Result(Status.SKIPPED, reason=error.reason)
        return Result(findings=(Found("the document cannot be read", clean(str(error))),))
    except RecursionError:
        return Result(findings=(Found("the document cannot be read", f"{task.document}: nested too deeply"),))
    names = [clean(e.operation_id) for e in document.endpoints]
    twice = dict.fromkeys(n for n in names if names.count(n) > 1)
    findings = tuple(Found("an operation id stands twice", f"{n}: only the first operation of that name is tested") for n in twice)
    return Result(findings=findings, operations=tuple(dict.fromkeys(names)))


def _test(task: Task, content: bytes, bench: Bench, hidden: list[str]) -> Result:
    document = bench.document(task, content)
    with bench.server(task, document) as server:
        credentials = server.credentials(document.endpoint(task.operation))
        hidden += [*secrets_of(credentials), *(value for _, value in server.headers)]
        if task.kind in DERIVED:
            result = _derived(task, document, bench, server)
        elif server.costly:
            return Result(Status.HELD_BACK, reason="it would send valid requests, which may cost money")
        else:
            result = (_agreement if task.kind is TaskKind.AGREEMENT else _conformance)(task, document, server)
        return _anywhere(result, server) if task.target.url is None else result


def _anywhere(result: Result, server: Server) -> Result:
    """A result that does not show which port our mock had."""
    parts = urlsplit(server.base)
    shown = urlsplit(MOCK_ORIGIN).netloc
    findings = tuple(replace(f, text=f.text.replace(parts.netloc, shown)) for f in result.findings)
    return replace(result, findings=findings, reason=result.reason.replace(parts.netloc, shown))


def _derived(task: Task, document: Document, bench: Bench, server: PacedServer) -> Result:
    whole = bench.plan(task, document)
    chosen = replace(whole, cases=tuple(c for c in whole.cases if c.kind.value == task.kind.value))
    summary = run((chosen,), server)
    found = tuple(
        Found(f.fault.title, clean(str(f)), clean(f.case.id), f.fault.code, f.case.constraint and clean(f.case.constraint))
        for f in summary.failures
    )
    held_back = len(summary.outcomes) - summary.sent
    status = Status.HELD_BACK if held_back and not summary.sent else Status.DONE
    result = Result(status, "valid requests may cost money" if held_back else "", summary.sent, held_back, found)
    if task.kind is not TaskKind.INVALID:
        return result
    implied = tuple(clean(p.constraint) for p in whole.proofs if p.proved and p.constraint in whole.constraints)
    named = [tuple(clean(c) for c in names) for names in (whole.constraints, whole.covered)]
    return replace(result, constraints=named[0], covered=named[1], implied=implied)


def _agreement(task: Task, document: Document, server: PacedServer) -> Result:
    from swornspec.contract.agreement import DisagreementError, agree

    endpoint = document.endpoint(task.operation)
    before = server.sent

    def compare(seed: int) -> tuple[Found, ...]:
        try:
            agree(server, endpoint, examples=task.examples, seed=seed)
        except DisagreementError as error:
            return (Found("the server and the rules disagree", clean(str(error))),)
        return ()

    findings = _each_seed(task, compare)
    return Result(requests=server.sent - before, findings=findings)


def _conformance(task: Task, document: Document, server: PacedServer) -> Result:
    from swornspec.contract.conformance import conform

    endpoint = document.endpoint(task.operation)
    requests = 0

    def general(seed: int) -> tuple[Found, ...]:
        nonlocal requests
        found = conform(server, endpoint, examples=task.examples, seconds=NEVER, seed=seed)
        requests += found.requests
        return tuple(Found("schemathesis found a failure", clean(text)) for text in found.failures)

    with _paced(server):
        findings = _each_seed(task, general)
    return Result(requests=requests, findings=findings)


def _each_seed(task: Task, test: Callable[[int], tuple[Found, ...]]) -> tuple[Found, ...]:
    """What the seeds of a task find, the same thing once."""
    first, last = task.seeds or (0, 0)
    found: dict[Found, None] = {}
    for seed in range(first, last + 1):
        found.update(dict.fromkeys(test(seed)))
    return tuple(found)


@contextmanager
def _paced(server: PacedServer) -> Iterator[None]:
    """Space what schemathesis sends, its probes too, which no hook of it sees: it sends all with requests."""
    sessions: Any = importlib.import_module("requests.sessions")
    send = sessions.Session.send

    def send_in_turn(session: Any, request: Any, **settings: Any) -> Any:
        server.turns.wait()
        return send(session, request, **settings)

    sessions.Session.send = send_in_turn
    try:
        yield
    finally:
        sessions.Session.send = send
