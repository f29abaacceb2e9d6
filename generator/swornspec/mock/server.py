"""An ASGI application is served over HTTP by uvicorn: until a person stops it, or for as long as a block of code runs."""

import contextlib
import gc
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from swornspec.errors import SwornspecError
from swornspec.mock.limits import Limits

if TYPE_CHECKING:
    from swornspec.mock.lifecycle import QuietServer

_START_WITHIN: Final = 30.0
_STOP_WITHIN: Final = 10.0
_OTHER_FILES: Final = 32
"""Open files that are no connections."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs in this process; `url` is its origin, such as `http://127.0.0.1:8080`."""

    url: str


def bind(host: str, port: int) -> socket.socket:
    """A listening socket (port 0: any free one); SwornspecError when the address cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise SwornspecError(
            f"cannot listen on {host} port {port}: {reason.lower()}", mend="choose another port, or stop what uses this one"
        ) from error
    return listener


def origin(listener: socket.socket) -> str:
    """The origin (RFC 6454) of what a socket serves, such as `http://127.0.0.1:8080`."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    app: Any, host: str = "127.0.0.1", port: int = 8080, *, listener: socket.socket | None = None, limits: Limits | None = None
) -> None:
    """Serve until interrupted (Ctrl-C, SIGTERM), then answer what has arrived and return; SwornspecError when the address cannot be used.

    `listener` is a socket from `bind`, for callers who must know the port, or that it is free, beforehand.
    """
    with contextlib.closing(listener or bind(host, port)) as taken, contextlib.suppress(KeyboardInterrupt):
        server = _server(app, limits)
        gc.collect()
        gc.freeze()  # the documents stay: to look through them again and again would hold up requests
        try:
            server.run(sockets=[taken])
        finally:
            gc.unfreeze()


@contextlib.contextmanager
def running(app: Any, port: int = 0, host: str = "127.0.0.1", *, limits: Limits | None = None) -> Iterator[Running]:
    """Serve an application in a thread while a block runs; it has stopped when the block is left.

        with running(create_app([document])) as server:
            httpx.post(server.url + server_path(document) + "/images", ...)

    SwornspecError when the port is taken.
    """
    with contextlib.closing(bind(host, port)) as listener:
        server = _server(app, limits)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="swornspec-mock", daemon=True)
        thread.start()
        try:
            _wait_for_start(server, thread)
            yield Running(origin(listener))
        finally:
            server.should_exit = True
            thread.join(_STOP_WITHIN)


def _wait_for_start(server: "QuietServer", thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_WITHIN
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise SwornspecError("the mock server did not start", mend="its log says why")
        time.sleep(0.002)


def _server(app: Any, limits: Limits | None) -> "QuietServer":
    import uvicorn

    from swornspec.mock.lifecycle import QuietServer
    from swornspec.mock.protocol import bounded

    config = uvicorn.Config(
        app,
        http=bounded(_possible(limits or Limits())),
        ws="none",
        lifespan="auto",
        interface="asgi3",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )
    return QuietServer(config)


def _possible(limits: Limits) -> Limits:
    """The limits, with no more connections than there may be open files (some are needed for other things)."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return limits
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return limits
    return replace(limits, connections=max(1, min(limits.connections, files - _OTHER_FILES)))
