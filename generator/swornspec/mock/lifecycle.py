"""uvicorn's server, which ends quietly when it is told to and lets clients go that take too long."""

import asyncio
import contextlib
import signal
import socket
import threading
import time
from collections.abc import Generator
from typing import Final

import uvicorn

from swornspec.mock.protocol import BoundedProtocol

_GRACE: Final = 0.8
"""Seconds for the answers to requests that have arrived when the server is stopped."""
_LAST_WORDS: Final = 0.1
"""Seconds for those that are interrupted then."""


class QuietServer(uvicorn.Server):
    """A server of connections that keep to limits. SIGINT and SIGTERM make `run` return."""

    async def on_tick(self, counter: int) -> bool:
        """Hold connections to their limits; called ten times a second."""
        now = asyncio.get_running_loop().time()
        for connection in self._connections():
            connection.enforce(now)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what has arrived, as far as that takes no longer than `_GRACE`, and close all connections."""
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in self._connections():
            connection.shutdown()
        await self._done_within(_GRACE)
        for task in self.server_state.tasks:
            task.cancel()  # what only waits may still answer
        await self._done_within(_LAST_WORDS)
        for connection in self._connections():
            connection.transport.abort()
        if not self.force_exit:
            await self.lifespan.shutdown()

    async def _done_within(self, seconds: float) -> None:
        """Wait until all is answered and all connections are closed, but no longer than that."""
        deadline = time.monotonic() + seconds
        while (self.server_state.connections or self.server_state.tasks) and time.monotonic() < deadline and not self.force_exit:
            await asyncio.sleep(0.01)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        """Stop on a signal; unlike uvicorn, do not raise it again afterwards: the caller has things to finish."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {s: signal.signal(s, self.handle_exit) for s in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _connections(self) -> list[BoundedProtocol]:
        return [c for c in self.server_state.connections if isinstance(c, BoundedProtocol)]
