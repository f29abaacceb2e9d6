"""HTTP exchanges that come to an end whatever the server does: one deadline for all of it, and a largest answer.

Timeouts of httpx are for each single read: a server that sends a byte now and then would hold a run for ever. Here the
time left until the deadline bounds every connection, handshake, read and write.
"""

import contextlib
import threading
import time
import urllib.request
import zlib
from collections.abc import Iterable, Iterator
from ssl import SSLContext
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import httpcore
import httpx

from swornspec.errors import RequestError

LARGEST: Final = 10 * 1024 * 1024
"""Bytes of an answer's body, unpacked, that are read at most."""
_PACKED: Final = ("gzip", "deflate")
_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS
_BYPASS: Final = "name an HTTP proxy, or the server in NO_PROXY"
_IDLE: Final = 2.0
"""Seconds after which an idle connection is not used again: less than servers keep theirs."""


class TooLargeError(httpx.TransportError):
    """The body of an answer is larger than what is read."""


class Wire:
    """Sends requests to one server over connections that are kept."""

    def __init__(self, base: str, timeout: float, *, direct: bool) -> None:
        """`timeout` is for each whole exchange, in seconds; `direct` heeds no proxy that the environment names."""
        self.timeout = timeout
        self._deadline = _Deadline()
        transport = _Transport(_pool(base, _Backend(self._deadline), direct=direct))
        known = {"Accept-Encoding": ", ".join(_PACKED)}
        self._client = httpx.Client(transport=transport, headers=known, timeout=timeout, follow_redirects=False, trust_env=False)

    def send(self, method: str, url: str, headers: Iterable[tuple[str, str]], content: bytes | None) -> tuple[int, httpx.Headers, bytes]:
        """Status, headers and unpacked body of the answer; redirects are not followed.

        httpx.TimeoutException when the answer is not there in time, TooLargeError when it is too large, another
        httpx.HTTPError when there is none. Cookies of earlier answers are not sent.
        """
        self._client.cookies.clear()
        self._deadline.until = time.monotonic() + self.timeout
        with self._client.stream(method, url, headers=list(headers), content=content) as response:
            body = bytearray()
            for part in response.iter_raw():
                body += part
                _hold(len(body))
            return response.status_code, response.headers, _unpacked(bytes(body), response.headers.get("content-encoding", ""))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _hold(size: int) -> None:
    if size > LARGEST:
        raise TooLargeError(f"its body is larger than {LARGEST // 2**20} MiB")


def _unpacked(body: bytes, coding: str) -> bytes:
    """The body without its content coding (RFC 9110, 8.4); never more of it than the limit."""
    name = coding.strip().lower()
    if name in ("", "identity") or not body:
        return body
    if name not in _PACKED:
        raise httpx.DecodingError(f"its content coding {name[:40]!r} was not asked for")
    for bits in (_GZIP_OR_ZLIB, -zlib.MAX_WBITS):  # the second is what some servers call deflate
        with contextlib.suppress(zlib.error):
            unpacking = zlib.decompressobj(bits)
            plain = unpacking.decompress(body, LARGEST + 1)
            _hold(len(plain))
            if unpacking.eof:
                return plain
    raise httpx.DecodingError(f"its body is not what its content coding {name} says")


class _Deadline(threading.local):
    """When the exchange of this thread must be over."""

    until = float("inf")

    def left(self) -> float:
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the answer did not end in time")
        return seconds


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> "_Stream":
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Any = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(host, port, self._deadline.left(), local_address, socket_options), self._deadline)


class _Transport(httpx.BaseTransport):
    """httpx's way to httpcore, with a pool of our own."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        target = httpcore.URL(scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path)
        content = b"".join(request.stream) if isinstance(request.stream, httpx.SyncByteStream) else None
        with _as_httpx():
            answer = self._pool.handle_request(httpcore.Request(request.method, target, headers=request.headers.raw, content=content))
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx():
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextlib.contextmanager
def _as_httpx() -> Iterator[None]:
    """Errors of httpcore as those of httpx that have the same name."""
    try:
        yield
    except (
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.ProxyError,
        httpcore.UnsupportedProtocol,
    ) as error:
        kind = next(getattr(httpx, c.__name__) for c in type(error).__mro__ if hasattr(httpx, c.__name__))
        raise kind(str(error)) from error


def _pool(base: str, backend: httpcore.NetworkBackend, *, direct: bool) -> httpcore.ConnectionPool:
    return httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=not direct),
        proxy=None if direct else _proxy(base),
        max_connections=10,
        keepalive_expiry=_IDLE,
        network_backend=backend,
    )


def _proxy(base: str) -> httpcore.Proxy | None:
    """The proxy that the environment names for a server; RequestError when it is of a kind that is not spoken."""
    parts = urlsplit(base)
    proxies = urllib.request.getproxies()
    url = proxies.get(parts.scheme) or proxies.get("all")
    if not url or urllib.request.proxy_bypass(parts.hostname or ""):
        return None
    given = urlsplit(url if "://" in url else f"http://{url}")
    if given.scheme not in ("http", "https"):
        raise RequestError(f"the environment names a proxy of the kind {given.scheme[:20]}://, which is not supported", mend=_BYPASS)
    bare = f"{given.scheme}://{given.netloc.rpartition('@')[2]}"
    return httpcore.Proxy(bare, auth=(unquote(given.username), unquote(given.password or "")) if given.username else None)
