"""The connections that a client and its copies share: a given httpx client, which stays open, or one of their own."""

from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

import httpx

if TYPE_CHECKING:  # asyncio is imported where it is used: it takes as long to import as half of pydantic
    from asyncio import AbstractEventLoop

_Http = TypeVar("_Http")


class Pool:
    """Connections that are waited for."""

    def __init__(self, http_client: httpx.Client | None) -> None:
        """Use the given httpx client and leave it open, or make one when it is needed; TypeError for anything else."""
        self._given = _fitting(http_client, httpx.Client)
        self._own: httpx.Client | None = None
        self._making = Lock()

    @property
    def http(self) -> httpx.Client:
        """The httpx client in use."""
        if self._given is not None:
            return self._given
        with self._making:  # threads share one
            if self._own is None:
                self._own = httpx.Client()
            return self._own

    def close(self) -> None:
        """Close the connections of the pool's own making; later calls make new ones."""
        with self._making:
            own, self._own = self._own, None
        if own is not None:
            own.close()


class AsyncPool:
    """Connections that are awaited, under asyncio."""

    def __init__(self, http_client: httpx.AsyncClient | None) -> None:
        """Use the given httpx client and leave it open, or make one when it is needed; TypeError for anything else."""
        self._given = _fitting(http_client, httpx.AsyncClient)
        self._own: WeakKeyDictionary[AbstractEventLoop, httpx.AsyncClient] = WeakKeyDictionary()

    @property
    def http(self) -> httpx.AsyncClient:
        """The httpx client in use; connections cannot leave their event loop, so each loop has its own."""
        if self._given is not None:
            return self._given
        from asyncio import get_running_loop

        loop = get_running_loop()
        if loop not in self._own:
            self._own[loop] = httpx.AsyncClient()
        return self._own[loop]

    async def close(self) -> None:
        """Close the connections of the pool's own making in the running event loop; later calls make new ones."""
        from asyncio import get_running_loop

        own = self._own.pop(get_running_loop(), None)
        if own is not None:
            await own.aclose()


def _fitting(http_client: Any, kind: type[_Http]) -> _Http | None:
    if http_client is not None and not isinstance(http_client, kind):
        raise TypeError(f"http_client must be an httpx.{kind.__name__}, not {type(http_client).__name__}")
    return http_client
