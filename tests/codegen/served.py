"""A server in the process for both twins of a client: the same test asks one and the other."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from types import ModuleType
from typing import Any

import httpx

Answer = httpx.Response | Exception
TWINS = ("sync", "async")


class Chunks(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in chunks, of which an exception breaks the connection; knows how much was taken, and whether it was closed."""

    def __init__(self, chunks: Iterable[bytes | Exception]) -> None:
        self.chunks = chunks
        self.taken = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            if isinstance(chunk, Exception):
                raise chunk
            self.taken += 1
            yield chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class Served:
    """A client whose requests are answered by a function, or by answers one after the other; `twin` is sync or async.

    `found` are the items that were read last, also when an error came after them.
    """

    def __init__(self, module: ModuleType, twin: str, *answers: Answer, by: Callable[[httpx.Request], Answer] | None = None) -> None:
        self.requests: list[httpx.Request] = []
        self.found: list[Any] = []
        self.is_async = twin == "async"
        self._answers = list(answers)
        self._by = by
        name = next(n for n in module.__all__ if n.lower() == module.__name__.removesuffix("_client"))
        transport = httpx.MockTransport(self._answer)
        http = httpx.AsyncClient(transport=transport) if self.is_async else httpx.Client(transport=transport)
        self.client = getattr(module, f"Async{name}" if self.is_async else name)(api_key="key-123456", http_client=http)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._by(request) if self._by else self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def call(self, method: str, **arguments: Any) -> Any:
        """What a method gives."""
        return self._done(lambda: getattr(self.client, method)(**arguments))

    def each(self, method: str, most: int | None = None, **arguments: Any) -> list[Any]:
        """What a method gives one by one, or the first `most` of it."""
        return list(self._done(lambda: self.gathered(getattr(self.client, method)(**arguments), most)))

    def streamed(self, method: str, use: Callable[[Any], Any] | None = None, most: int | None = None, **arguments: Any) -> Any:
        """What `use` makes of an open stream, else its items, or the first `most` of them."""
        stream = getattr(self.client, method)(**arguments)
        used = use or (lambda opened: self.gathered(opened, most))

        def now() -> Any:
            with stream as opened:
                return used(opened)

        async def later() -> Any:
            async with stream as opened:
                result = used(opened)
                return await result if inspect.isawaitable(result) else result

        return self._done(later if self.is_async else now)

    def gathered(self, items: Any, most: int | None) -> Any:
        self.found = []

        def now() -> list[Any]:
            for item in items:
                self.found.append(item)
                if len(self.found) == most:
                    break
            return self.found

        async def later() -> list[Any]:
            async for item in items:
                self.found.append(item)
                if len(self.found) == most:
                    break
            return self.found

        return later() if self.is_async else now()

    def _done(self, call: Callable[[], Any]) -> Any:
        async def awaited() -> Any:
            result = call()
            return await result if inspect.isawaitable(result) else result

        return asyncio.run(awaited()) if self.is_async else call()
