"""Requests are passed on to a real server, and its answers back, as an HTTP gateway does (RFC 9110, 7.6).

Fields that concern one connection alone stay on it, Host is the server's, Via says who passed the message on;
redirections are not followed, cookies not kept. Bodies pass as they are: nothing is asked for compressed.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Final, TypeAlias

import httpx

from swornspec.spec.address import is_loopback, server_url

Pairs: TypeAlias = list[tuple[bytes, bytes]]
TIMEOUT: Final = 120.0
"""Seconds within which a server has to answer, unless told otherwise."""
_CONNECT_WITHIN: Final = 10.0
_OF_CONNECTION: Final = frozenset(
    b"connection keep-alive proxy-connection te trailer transfer-encoding upgrade proxy-authenticate proxy-authorization".split()
)
_NOT_PASSED_ON: Final = frozenset({b"host", b"expect", b"accept-encoding", b"content-length", b"ignored"})
"""What is said anew to the server, and the name that our own protocol gives to a wish for another one."""
_PSEUDONYM: Final = b"1.1 swornspec"


class UpstreamError(Exception):
    """The server gave no answer that could be passed on: `status` says so to the client, `reason` in words."""

    def __init__(self, status: int, reason: str) -> None:
        """502 for a server that cannot be reached or understood, 504 for one that is too slow."""
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Upstream:
    """A server that requests are passed on to."""

    def __init__(self, url: str, *, timeout: float = TIMEOUT) -> None:
        """`url` stands for the server URL of the document; RequestError when it is none. `timeout` is in seconds."""
        self.url = server_url(url)
        self.timeout = timeout
        self._path = httpx.URL(self.url).raw_path.rstrip(b"/")
        limits = httpx.Timeout(timeout, connect=min(timeout, _CONNECT_WITHIN))
        encrypted = self.url.startswith("https:")  # certificates take long to read
        self._client = httpx.AsyncClient(timeout=limits, follow_redirects=False, trust_env=not is_loopback(self.url), verify=encrypted)

    def target(self, base: bytes, path: bytes, query: bytes) -> bytes:
        """The request target (RFC 9112, 3.2) for a path and a query string, both as they were sent.

        `base`, the path of the document's server URL, becomes that of this server; a path that is not below it stays as it is.
        """
        below = path.removeprefix(base) if path == base or path.startswith(base + b"/") else None
        whole = (path if below is None else self._path + below) or b"/"
        return whole + b"?" + query if query else whole

    async def send(self, method: str, target: bytes, headers: Pairs, content: bytes | AsyncIterator[bytes]) -> httpx.Response:
        """The answer to a request, its body still to be read (and to be closed); UpstreamError when there is none.

        A body that is not sent in one piece keeps its announced length, or is sent in chunks.
        """
        passed = [*onward(headers, _NOT_PASSED_ON), (b"accept-encoding", b"identity")]
        if isinstance(content, bytes):
            passed += [(b"content-length", str(len(content)).encode())] if content or method in ("POST", "PUT", "PATCH") else []
        else:
            passed += [(n, v) for n, v in headers if n == b"content-length"]
        try:
            extensions = {"target": target, "timeout": self._client.timeout.as_dict()}
            request = httpx.Request(method, self.url, headers=passed, content=content or None, extensions=extensions)
            self._client.cookies.clear()
            return await self._client.send(request, stream=True)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise failure(error) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def onward(headers: Iterable[tuple[bytes, bytes]], besides: frozenset[bytes] = frozenset()) -> Pairs:
    """Header fields (names in lower case) as they are passed on: without those of one connection (RFC 9110, 7.6.1), with Via."""
    given = list(headers)
    named = {token.strip().lower() for n, v in given if n == b"connection" for token in v.split(b",")}
    dropped = _OF_CONNECTION | besides | named | {b"via"}
    via = b", ".join([*(v for n, v in given if n == b"via" and n not in named), _PSEUDONYM])
    return [*((n, v) for n, v in given if n not in dropped), (b"via", via)]


def failure(error: Exception) -> UpstreamError:
    """What an error of the connection is for the client: nothing of it is repeated, it may hold addresses and headers."""
    match error:
        case httpx.ConnectTimeout():
            return UpstreamError(504, "The upstream server could not be reached in time.")
        case httpx.TimeoutException() | TimeoutError():
            return UpstreamError(504, "The upstream server did not answer in time.")
        case httpx.ConnectError():
            return UpstreamError(502, "The upstream server cannot be reached.")
        case httpx.LocalProtocolError() | httpx.InvalidURL():
            return UpstreamError(502, "The request cannot be passed on: it holds characters that HTTP does not allow there.")
        case _:
            return UpstreamError(502, "The upstream server broke off, or its answer is not valid HTTP.")
