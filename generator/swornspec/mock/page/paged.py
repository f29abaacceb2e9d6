"""A page for people in front of an application: at `/` to read and try, at `/__operations` as JSON, made when first asked for."""

import asyncio
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, Final, Protocol

from swornspec.mock.answer import Answer, answer
from swornspec.mock.at_once import now_of
from swornspec.mock.operation import Operation
from swornspec.mock.route import Routes, server_path
from swornspec.spec.document import Document

PAGE: Final = "/"
FACTS: Final = "/__operations"


class Served(Protocol):
    """An application that serves documents: the mock, or the proxy."""

    @property
    def operations(self) -> Mapping[tuple[str, str], Operation]:
        """What it serves, by method and full path."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of the documents."""

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one ASGI connection scope."""


class Paged:
    """The application with the page; a documented `GET` of the same path comes first."""

    def __init__(self, app: Served, documents: Sequence[Document]) -> None:
        """Nothing is made yet."""
        self.operations = app.operations
        self.notes = app.notes
        self._app = app
        self._documents = tuple(documents)
        routes: Routes[str] = Routes()
        for document in documents:
            for endpoint in document.endpoints:
                routes.at(server_path(document) + endpoint.path)[endpoint.method] = endpoint.operation_id
        self._own = frozenset(p for p in (PAGE, FACTS) if "GET" not in (routes.find(p) or ({}, ()))[0])
        self._made: asyncio.Future[dict[str, Answer]] | None = None
        self._now = now_of(app)
        self._own_raw = frozenset(p.encode() for p in self._own)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer what is asked of the page, pass on everything else."""
        if scope.get("path") not in self._own or scope.get("method") not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        if self._made is None or self._made.get_loop() is not asyncio.get_running_loop():
            self._made = asyncio.ensure_future(asyncio.to_thread(self._make))
        made = (await self._made)[scope["path"]]
        await send({"type": "http.response.start", "status": made.status, "headers": list(made.headers)})
        await send({"type": "http.response.body", "body": made.body if scope["method"] == "GET" else b""})

    def now(self, scope: dict[str, Any], body: bytes) -> Answer | None:
        """The answer to a request with its whole body; None for the page, and when that would take waiting."""
        return None if self._now is None or scope["raw_path"] in self._own_raw else self._now(scope, body)

    def _make(self) -> dict[str, Answer]:
        """Both answers; away from the event loop, since bodies to start from are searched for."""
        from swornspec.mock.page.facts import operation_facts
        from swornspec.mock.page.render import json_text, page_of

        facts = json_text(operation_facts(self._documents))
        page, policy = page_of(facts)
        shared = ((b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store"), (b"referrer-policy", b"no-referrer"))
        return {
            PAGE: answer(200, "text/html; charset=utf-8", page.encode(), (*shared, (b"content-security-policy", policy.encode()))),
            FACTS: answer(200, "application/json", facts.encode(), shared),
        }
