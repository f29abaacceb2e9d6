"""Responses that are read while they arrive: documented event streams and JSON lines item by item, files chunk by chunk.

A stream is opened by `with` (`async with` for its twin) and closed at its end, whatever happens in between:

    with client.watch_pictures() as events:
        for event in events:
            print(event.value)

Opening it is what sends the request, with the same errors and retries as any other call. Nothing is sent again once the
response has begun: a connection that breaks then is an APIConnectionError, and what is no such stream a ResponseInvalid.
"""

import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Generic, Self, TypeAlias, TypeVar

import httpx

from .connection import AsyncCall, Call
from .errors import ClientError, ResponseInvalid
from .events import TooLong
from .files import replacing
from .formats import Format, WrongItem
from .opening import asked, failed, refused

LONGEST_ITEM: Final = 16 * 2**20
"""Bytes that one item of a stream may have, unless its `longest_item` says otherwise."""

_Item = TypeVar("_Item")
Parts: TypeAlias = Mapping[str, Any]


class _Stream:
    """A response that is yet to be opened."""

    def __init__(self, call: Call, parts: Parts, accept: str, accepted: frozenset[str] | None) -> None:
        self._call = call
        self._parts = asked(parts, accept, whole=accepted is None)
        self._accepted = accepted
        self._response: httpx.Response | None = None

    @property
    def response(self) -> httpx.Response:
        """The HTTP response, for its status and headers; ClientError before the stream is opened."""
        return _begun(self._response, "with")

    def __enter__(self) -> Self:
        if self._response is not None:
            raise ClientError("a stream is opened once: call the method again")
        self._response = self._call.send(**self._parts, stream=True)
        if complaint := refused(self._response, self._accepted):
            self.close()
            raise ResponseInvalid(complaint, self._response)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the rest of the stream is not read."""
        if self._response is not None:
            self._response.close()

    def _chunks(self) -> Iterator[bytes]:
        response = self.response
        try:
            yield from response.iter_bytes()
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise failed(self._call, error, response) from error


class _AsyncStream:
    """A response that is yet to be opened, under asyncio."""

    def __init__(self, call: AsyncCall, parts: Parts, accept: str, accepted: frozenset[str] | None) -> None:
        self._call = call
        self._parts = asked(parts, accept, whole=accepted is None)
        self._accepted = accepted
        self._response: httpx.Response | None = None

    @property
    def response(self) -> httpx.Response:
        """The HTTP response, for its status and headers; ClientError before the stream is opened."""
        return _begun(self._response, "async with")

    async def __aenter__(self) -> Self:
        if self._response is not None:
            raise ClientError("a stream is opened once: call the method again")
        self._response = await self._call.send(**self._parts, stream=True)
        if complaint := refused(self._response, self._accepted):
            await self.close()
            raise ResponseInvalid(complaint, self._response)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connection; the rest of the stream is not read."""
        if self._response is not None:
            await self._response.aclose()

    async def _chunks(self) -> AsyncIterator[bytes]:
        response = self.response
        try:
            async for chunk in response.aiter_bytes():
                yield chunk
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise failed(self._call, error, response) from error


class ItemStream(_Stream, Generic[_Item]):
    """The items of a documented stream, each as soon as it has arrived. Use it in a `with` statement, and iterate over it once.

    `longest_item` is the limit in bytes of one item, over which the stream ends in ResponseInvalid; set it before the first.
    """

    def __init__(self, call: Call, parts: Parts, form: Format[_Item]) -> None:
        """Keep what is sent when the stream is opened."""
        super().__init__(call, parts, form.accept, form.accepted)
        self.longest_item = LONGEST_ITEM
        self._form = form
        self._items: Iterator[_Item] | None = None

    def __iter__(self) -> Iterator[_Item]:
        return self

    def __next__(self) -> _Item:
        if self._items is None:
            self._items = self._read()
        return next(self._items)

    def _read(self) -> Iterator[_Item]:
        response, reader = self.response, self._form.reader(self.longest_item)
        try:
            for chunk in self._chunks():
                yield from reader.feed(chunk)
            yield from reader.end()
        except (TooLong, WrongItem) as error:
            raise _unreadable(error, self.longest_item, response) from error
        finally:
            self.close()


class AsyncItemStream(_AsyncStream, Generic[_Item]):
    """The twin of `ItemStream`, for `async with` and `async for`."""

    def __init__(self, call: AsyncCall, parts: Parts, form: Format[_Item]) -> None:
        """Keep what is sent when the stream is opened."""
        super().__init__(call, parts, form.accept, form.accepted)
        self.longest_item = LONGEST_ITEM
        self._form = form
        self._items: AsyncIterator[_Item] | None = None

    def __aiter__(self) -> AsyncIterator[_Item]:
        return self

    async def __anext__(self) -> _Item:
        if self._items is None:
            self._items = self._read()
        return await anext(self._items)

    async def _read(self) -> AsyncIterator[_Item]:
        response, reader = self.response, self._form.reader(self.longest_item)
        try:
            async for chunk in self._chunks():
                for item in reader.feed(chunk):
                    yield item
            for item in reader.end():
                yield item
        except (TooLong, WrongItem) as error:
            raise _unreadable(error, self.longest_item, response) from error
        finally:
            await self.close()


class ByteStream(_Stream):
    """A file that the server sends, of which no more than a chunk is held in memory. Use it in a `with` statement."""

    def __init__(self, call: Call, parts: Parts, accept: str) -> None:
        """Keep what is sent when the stream is opened."""
        super().__init__(call, parts, accept, None)

    @property
    def media_type(self) -> str:
        """What the server says that the file is; empty where it does not."""
        return _media_type(self.response)

    def __iter__(self) -> Iterator[bytes]:
        return self._chunks()

    def read(self, max_bytes: int | None = None) -> bytes:
        """The whole file; ResponseInvalid when it has more than `max_bytes` bytes."""
        return b"".join(self._up_to(max_bytes))

    def save(self, path: str | os.PathLike[str], max_bytes: int | None = None) -> Path:
        """Write the file as it arrives; its path, which nothing is put at unless all of it has arrived. Errors as in `read`; OSError."""
        with replacing(path) as target:
            for chunk in self._up_to(max_bytes):
                target.write(chunk)
        return Path(path)

    def _up_to(self, most: int | None) -> Iterator[bytes]:
        size = 0
        for chunk in self._chunks():
            size += len(chunk)
            _fits(size, most, self.response)
            yield chunk


class AsyncByteStream(_AsyncStream):
    """The twin of `ByteStream`, for `async with` and `async for`."""

    def __init__(self, call: AsyncCall, parts: Parts, accept: str) -> None:
        """Keep what is sent when the stream is opened."""
        super().__init__(call, parts, accept, None)

    @property
    def media_type(self) -> str:
        """What the server says that the file is; empty where it does not."""
        return _media_type(self.response)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks()

    async def read(self, max_bytes: int | None = None) -> bytes:
        """The whole file; ResponseInvalid when it has more than `max_bytes` bytes."""
        return b"".join([chunk async for chunk in self._up_to(max_bytes)])

    async def save(self, path: str | os.PathLike[str], max_bytes: int | None = None) -> Path:
        """Write the file as it arrives; its path, which nothing is put at unless all of it has arrived. Errors as in `read`; OSError."""
        with replacing(path) as target:
            async for chunk in self._up_to(max_bytes):
                target.write(chunk)
        return Path(path)

    async def _up_to(self, most: int | None) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._chunks():
            size += len(chunk)
            _fits(size, most, self.response)
            yield chunk


def items(parts: Callable[..., dict[str, Any]], form: Format[_Item]) -> Callable[..., ItemStream[_Item]]:
    """A function that takes what an endpoint function takes, and gives the stream of its items."""

    def stream(*, client: Call, **arguments: Any) -> ItemStream[_Item]:
        return ItemStream(client, parts(client.operation, **arguments), form)

    return stream


def async_items(parts: Callable[..., dict[str, Any]], form: Format[_Item]) -> Callable[..., AsyncItemStream[_Item]]:
    """The twin of `items`."""

    def stream(*, client: AsyncCall, **arguments: Any) -> AsyncItemStream[_Item]:
        return AsyncItemStream(client, parts(client.operation, **arguments), form)

    return stream


def file(parts: Callable[..., dict[str, Any]], accept: str) -> Callable[..., ByteStream]:
    """A function that takes what an endpoint function takes, and gives the stream of the file."""

    def stream(*, client: Call, **arguments: Any) -> ByteStream:
        return ByteStream(client, parts(client.operation, **arguments), accept)

    return stream


def async_file(parts: Callable[..., dict[str, Any]], accept: str) -> Callable[..., AsyncByteStream]:
    """The twin of `file`."""

    def stream(*, client: AsyncCall, **arguments: Any) -> AsyncByteStream:
        return AsyncByteStream(client, parts(client.operation, **arguments), accept)

    return stream


def _begun(response: httpx.Response | None, keyword: str) -> httpx.Response:
    if response is None:
        raise ClientError(f"a stream is opened by a {keyword} statement: {keyword} client.method(...) as stream: ...")
    return response


def _media_type(response: httpx.Response) -> str:
    kind: str = response.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind


def _unreadable(error: TooLong | WrongItem, longest: int, response: httpx.Response) -> ResponseInvalid:
    said = f"an item of the stream has more than {longest} bytes" if isinstance(error, TooLong) else str(error)
    return ResponseInvalid(said, response)


def _fits(size: int, most: int | None, response: httpx.Response) -> None:
    if most is not None and size > most:
        raise ResponseInvalid(f"the file has more than {most} bytes", response)


__all__ = ["AsyncByteStream", "AsyncItemStream", "ByteStream", "ItemStream", "async_file", "async_items", "file", "items"]
