"""Requests to an ASGI application are recorded for an HTTP Archive: the last ones, in bounded memory, without secrets."""

import re
import time
from collections import deque
from collections.abc import MutableMapping
from typing import Any, Final
from urllib.parse import quote

from swornspec.mock.covered import Covering
from swornspec.mock.har import Content, Recorded, archive, entry
from swornspec.mock.log import moment
from swornspec.spec.secret import redacted

MOST_ENTRIES: Final = 10_000
MOST_BYTES: Final = 64 * 1024 * 1024
"""Bytes of all entries together."""
MOST_OF_BODY: Final = 64 * 1024
"""Bytes of a body that an entry has."""
_BEYOND: Final = 4_096
"""Bytes read beyond, so that a secret is found that the end would cut in two."""
_HOST: Final = re.compile(r"[A-Za-z0-9._~\[\]:-]{1,255}")


class Recorder:
    """An application in front of another one, which keeps what passes."""

    def __init__(self, app: Any, covering: Covering, *, most: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES) -> None:
        """`most` entries of `most_bytes` together are kept, the last ones."""
        self._app = app
        self._covering = covering
        self._most = most
        self._most_bytes = most_bytes
        self._entries: deque[bytes] = deque()
        self._bytes = 0
        self._left_out = 0

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Pass a request on; it is kept when it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, begin = moment(), time.perf_counter()
        sent, answered = _Kept(), _Kept()
        start: dict[str, Any] = {}
        begun = begin

        async def received() -> Any:
            message = await receive()
            if message["type"] == "http.request":
                sent.add(message.get("body", b""))
            return message

        async def noted(message: MutableMapping[str, Any]) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = time.perf_counter()
                start.update(message)
            elif message["type"] == "http.response.body":
                answered.add(message.get("body", b""))
            await send(message)

        await self._app(scope, received, noted)
        if start:
            wait, receiving = (begun - begin) * 1000, (time.perf_counter() - begun) * 1000
            self._keep(self._entry(scope, started, wait, receiving, sent, start, answered))

    def written(self, version: str) -> str:
        """The archive of what was kept, as JSON text; `version` is the tool's own."""
        remark = f"{self._left_out} earlier requests are left out" if self._left_out else ""
        return archive(self._entries, version, remark).decode()

    def _keep(self, one: bytes) -> None:
        self._entries.append(one)
        self._bytes += len(one)
        while len(self._entries) > self._most or (self._bytes > self._most_bytes and len(self._entries) > 1):
            self._bytes -= len(self._entries.popleft())
            self._left_out += 1

    def _entry(
        self,
        scope: MutableMapping[str, Any],
        started: str,
        wait: float,
        receiving: float,
        sent: "_Kept",
        start: dict[str, Any],
        answered: "_Kept",
    ) -> bytes:
        covering, query = self._covering, scope["query_string"]
        secrets = covering.secrets(scope["headers"], query)
        shown = covering.query(query, secrets)
        headers = covering.headers(scope["headers"], secrets)
        answer = covering.headers(start["headers"], secrets)
        recorded = Recorded(
            started,
            round(wait, 3),
            round(receiving, 3),
            scope["method"],
            f"{_origin(scope, headers)}{redacted(_path(scope), secrets)}{'?' if shown else ''}{quote(shown, safe=_SAFE)}",
            scope.get("http_version", "1.1"),
            shown,
            headers,
            self._content(sent, headers, secrets),
            start["status"],
            answer,
            self._content(answered, answer, secrets),
        )
        return entry(recorded)

    def _content(self, kept: "_Kept", headers: list[tuple[str, str]], secrets: tuple[str, ...]) -> Content:
        media_type = next((v for n, v in headers if n == "content-type"), "")
        raw = bytes(kept.start)
        remark = f"the first {MOST_OF_BODY} of {kept.size} bytes" if kept.size > MOST_OF_BODY else ""
        try:
            text = raw.decode("utf-8", "ignore" if remark else "strict")
        except UnicodeDecodeError:
            if any(s.encode("latin-1", "replace") in raw for s in secrets):
                return Content(kept.size, media_type, "", "left out: it holds credentials")
            return Content(kept.size, media_type, raw[:MOST_OF_BODY], remark)
        shown = self._covering.body(text, media_type.partition(";")[0].strip().lower(), secrets)
        return Content(kept.size, media_type, shown[:MOST_OF_BODY], remark)


class _Kept:
    """The start of a body, and the size of all of it."""

    __slots__ = ("size", "start")

    def __init__(self) -> None:
        self.start = bytearray()
        self.size = 0

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        room = MOST_OF_BODY + _BEYOND - len(self.start)
        if room > 0:
            self.start += piece[:room]


def _origin(scope: MutableMapping[str, Any], headers: list[tuple[str, str]]) -> str:
    host = next((v for n, v in headers if n == "host"), "")
    if not _HOST.fullmatch(host):
        address, port = (scope.get("server") or ("localhost", None))[:2]
        host = f"[{address}]" if ":" in address else address
        host += f":{port}" if port else ""
    return f"{scope.get('scheme', 'http')}://{host}"


def _path(scope: MutableMapping[str, Any]) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
    path = quote(raw, safe=_SAFE)
    return path if path.startswith("/") else f"/{path}"


_SAFE: Final = "/:@!$&'()*+,;=~%-._?"
