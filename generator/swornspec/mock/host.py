"""Several documents on one port, told apart by the host that a request names (RFC 9110, 7.2) as their server URLs name theirs."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping, Sequence
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from swornspec.errors import DocumentError
from swornspec.mock.answer import Answer
from swornspec.mock.at_once import now_of
from swornspec.mock.problem import plain_answer, problem
from swornspec.mock.route import listed, server_path, server_urls
from swornspec.spec.document import Document


class Served(Protocol):
    """An application that serves some documents and can say whether a request is for it."""

    operations: dict[tuple[str, str], Any]
    notes: tuple[str, ...]

    def serves(self, scope: MutableMapping[str, Any], /) -> bool:
        """Whether something is documented at the path of a request."""

    def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any, /) -> Awaitable[None]:
        """Answer one ASGI connection scope."""


App = TypeVar("App", bound=Served)


def hosts(document: Document) -> tuple[str, ...]:
    """The hosts of a document's server URLs in lower case, without ports; DocumentError when a URL is not valid."""
    found = []
    for url in server_urls(document):
        try:
            found.append(urlsplit(url).hostname)
        except ValueError as error:
            raise DocumentError(f"the server URL {url!r} is not valid", where=document.name) from error
    return tuple(dict.fromkeys(h for h in found if h))


def told_apart_by_host(documents: Sequence[Document]) -> bool:
    """Whether two documents claim one method and path, and all that do so name hosts that the others do not."""
    claims: dict[tuple[str, str], list[frozenset[str]]] = {}
    for document in documents if len(documents) > 1 else ():
        base, named = server_path(document), frozenset(hosts(document))
        for key in dict.fromkeys((e.method, base + e.path) for e in document.endpoints):
            claims.setdefault(key, []).append(named)
    shared = [names for names in claims.values() if len(names) > 1]
    return bool(shared) and all(all(n) and sum(map(len, n)) == len(frozenset().union(*n)) for n in shared)


class ByHost(Generic[App]):
    """The application: a request for a documented host goes to the documents that name it.

    A request for any other host (`localhost`) goes to the only documents that have its path; where several have it, it is
    refused with 421 and the hosts there are. `operations` has each operation by method and `//host/path`.
    """

    def __init__(self, documents: Sequence[Document], make: Callable[[Sequence[Document]], App]) -> None:
        """`make` prepares the documents that share a host; DocumentError when none names a host, or one cannot be served."""
        groups = _groups(documents)
        if not any(names for names, _ in groups):
            raise DocumentError("no document names a host in its servers", mend="serve them by path, without --by-host")
        self._apps = [make(together) for _, together in groups]
        self._by_host: dict[bytes, App] = {
            n.encode("utf-8", "replace"): a for a, (names, _) in zip(self._apps, groups, strict=True) for n in names
        }
        self.operations: dict[tuple[str, str], Any] = {
            (method, f"//{names[0]}{path}" if names else path): operation
            for app, (names, _) in zip(self._apps, groups, strict=True)
            for (method, path), operation in app.operations.items()
        }
        self.notes = tuple(note for app in self._apps for note in app.notes)
        there = listed(h.decode() for h in self._by_host)
        self._misdirected = plain_answer(problem(421, f"Several APIs have this path. The Host header says which one is meant: {there}."))

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one ASGI connection scope (ASGI 3.0)."""
        app = self._apps[0] if scope["type"] != "http" else self._by_host.get(_host(scope["headers"])) or self._by_path(scope)
        if app is None:
            await _send(self._misdirected, scope, send)
        else:
            await app(scope, receive, send)

    def now(self, scope: dict[str, Any], body: bytes) -> Answer | None:
        """The answer to a request with its whole body; None when that would take waiting."""
        app = self._by_host.get(_host(scope["headers"])) or self._by_path(scope)
        immediate = now_of(app)
        return self._misdirected if app is None else None if immediate is None else immediate(scope, body)

    def _by_path(self, scope: MutableMapping[str, Any]) -> App | None:
        """The only application that has the path of a request; the first when none has it, None when several have it."""
        able = [a for a in self._apps if a.serves(scope)]
        return able[0] if len(able) == 1 else None if able else self._apps[0]


def _groups(documents: Iterable[Document]) -> list[tuple[tuple[str, ...], list[Document]]]:
    """The documents that share a host, together, with all the hosts that they name; those without a host are one group."""
    groups: list[tuple[tuple[str, ...], list[Document]]] = []
    for document in documents:
        named = hosts(document)
        same = [g for g in groups if set(g[0]) & set(named) or not (g[0] or named)]
        names = tuple(dict.fromkeys(n for found, _ in (*same, (named, [])) for n in found))
        groups = [g for g in groups if g not in same] + [(names, [d for _, some in same for d in some] + [document])]
    return groups


def _host(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The host that a request names, in lower case, without its port, the brackets of IPv6 and the dot of the root."""
    host: bytes = next((v for n, v in headers if n == b"host"), b"").strip().lower()
    if host.startswith(b"["):
        return host[1:].partition(b"]")[0]
    return host.partition(b":")[0].rstrip(b".")


async def _send(answer: Answer, scope: Mapping[str, Any], send: Callable[[Any], Awaitable[None]]) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body if scope["method"] != "HEAD" else b""})
