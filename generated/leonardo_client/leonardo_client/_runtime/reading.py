"""Response bodies, read as they arrive and no further than they may: neither size nor compression exhausts the memory.

A success that cannot be read is ResponseInvalid; of an error's body what was read is kept, for its status tells enough.
"""

import codecs
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Final

import httpx

from .errors import ResponseInvalid

ACCEPTED_CODINGS: Final = "gzip, deflate"
"""The compressions that are asked for: those whose output is never over about a thousand times their input."""

_CODINGS: Final = frozenset({"gzip", "deflate", "br", "zstd"})
_PIECE: Final = 4096
_LONGEST_ERROR: Final = 1024 * 1024
_NO_CHARSETS: Final = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"})


def read(response: httpx.Response, shown: httpx.Request, limit: int | None, until: float | None) -> httpx.Response:
    """The response with its whole body, for the request as it may be shown, closed in any case.

    ResponseInvalid for a success that is longer than `limit` bytes or cannot be decompressed; httpx.TransportError when it
    breaks off, or when `until` passes (a time of `monotonic`).
    """
    body = _Body(response, limit, until)
    try:
        with body.reading():
            if body.begin():
                response.stream = _Pieces(response.stream)
            for chunk in response.iter_bytes():
                body.add(chunk)
    finally:
        response.close()
    return body.whole(shown)


async def read_awaited(response: httpx.Response, shown: httpx.Request, limit: int | None, until: float | None) -> httpx.Response:
    """Like `read`, awaited."""
    body = _Body(response, limit, until)
    try:
        with body.reading():
            if body.begin():
                response.stream = _AsyncPieces(response.stream)
            async for chunk in response.aiter_bytes():
                body.add(chunk)
    finally:
        await response.aclose()
    return body.whole(shown)


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    """Why a body is read no further."""


class _Body:
    def __init__(self, response: httpx.Response, limit: int | None, until: float | None) -> None:
        self.response = response
        self.limit = limit if response.is_success or limit is None else min(limit, _LONGEST_ERROR)
        self.until = until
        self.chunks: list[bytes] = []
        self.size = 0
        self.trouble = ""

    def begin(self) -> bool:
        """Whether the body is compressed; refuses compressions that no limit would stop in time."""
        listed = [c.strip().lower() for c in self.response.headers.get("content-encoding", "").split(",")]
        codings = [c for c in listed if c in _CODINGS]
        if len(codings) > 1 or not {"gzip", "deflate"}.issuperset(codings):
            raise _Unreadable(f"is compressed by {', '.join(codings)[:100]}, which was not asked for")
        return bool(codings)

    def add(self, chunk: bytes) -> None:
        """Keep a piece of the body."""
        if self.until is not None and monotonic() > self.until:
            raise httpx.ReadTimeout("the deadline passed while the response arrived")
        room = len(chunk) if self.limit is None else max(0, self.limit - self.size)
        self.chunks.append(chunk[:room])
        self.size += len(chunk)
        if room < len(chunk):
            raise _Unreadable(f"is longer than {self.limit} bytes; with_options(max_response_bytes=...) allows more")

    @contextmanager
    def reading(self) -> Generator[None, None, None]:
        """Note why a body cannot be read; a success that breaks off goes on as httpx.TransportError."""
        try:
            yield
        except (_Unreadable, httpx.DecodingError) as error:
            self.trouble = str(error) if isinstance(error, _Unreadable) else "cannot be decompressed"
        except httpx.TransportError:
            if self.response.is_success:
                raise

    def whole(self, shown: httpx.Request) -> httpx.Response:
        """The response with the body that was read; it knows nothing of the connection and of the keys."""
        response = self.response
        passed = {k: v for k, v in response.extensions.items() if k in ("http_version", "reason_phrase")}
        kept = httpx.Response(response.status_code, content=b"".join(self.chunks), request=shown, extensions=passed)
        kept.headers = response.headers  # set afterwards, because the content is decompressed already
        with suppress(RuntimeError):  # which a response that never was on a wire raises
            kept.elapsed = response.elapsed
        if not _is_readable(kept):
            kept.encoding = "utf-8"
        if self.trouble and response.is_success:
            raise ResponseInvalid(f"the {response.status_code} response {self.trouble}", kept)
        return kept


class _Pieces(httpx.SyncByteStream):
    """A compressed stream in pieces so small that none becomes large."""

    def __init__(self, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> None:
        assert isinstance(stream, httpx.SyncByteStream), "a client of its kind has no other"
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            yield from _cut(chunk)

    def close(self) -> None:
        self._stream.close()


class _AsyncPieces(httpx.AsyncByteStream):
    """Like `_Pieces`, awaited."""

    def __init__(self, stream: httpx.SyncByteStream | httpx.AsyncByteStream) -> None:
        assert isinstance(stream, httpx.AsyncByteStream), "a client of its kind has no other"
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            for piece in _cut(chunk):
                yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


def _cut(chunk: bytes) -> Iterator[bytes]:
    return (chunk[i : i + _PIECE] for i in range(0, len(chunk), _PIECE))


def _is_readable(response: httpx.Response) -> bool:
    """Whether the text can be read by the charset that is stated; Python knows some that fail at will, or are none."""
    name = response.charset_encoding
    try:
        if name is None:
            return True
        if codecs.lookup(name).name.replace("_", "-") in _NO_CHARSETS or not b" ".decode(name, "replace"):  # none that decompresses
            return False
        _ = response.text  # which it keeps
        return True
    except (LookupError, ValueError):
        return False
