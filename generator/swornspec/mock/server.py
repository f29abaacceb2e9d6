"""An ASGI application is served over HTTP by uvicorn: until a person stops it, or for as long as a block of code runs."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from swornspec.errors import SwornspecError

if TYPE_CHECKING:
    import uvicorn

_START_WITHIN: Final = 30.0
_STOP_WITHIN: Final = 10.0


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


def serve(app: Any, host: str = "127.0.0.1", port: int = 8080, *, listener: socket.socket | None = None) -> None:
    """Serve until interrupted (Ctrl-C ends it quietly); SwornspecError when the address cannot be used.

    `listener` is a socket from `bind`, for callers who must know the port, or that it is free, beforehand.
    """
    with contextlib.closing(listener or bind(host, port)) as taken, contextlib.suppress(KeyboardInterrupt):
        _server(app).run(sockets=[taken])


@contextlib.contextmanager
def running(app: Any, port: int = 0, host: str = "127.0.0.1") -> Iterator[Running]:
    """Serve an application in a thread while a block runs; it has stopped when the block is left.

        with running(create_app([document])) as server:
            httpx.post(server.url + server_path(document) + "/images", ...)

    SwornspecError when the port is taken.
    """
    with contextlib.closing(bind(host, port)) as listener:
        server = _server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="swornspec-mock", daemon=True)
        thread.start()
        try:
            _wait_for_start(server, thread)
            yield Running(origin(listener))
        finally:
            server.should_exit = True
            thread.join(_STOP_WITHIN)


def _wait_for_start(server: "uvicorn.Server", thread: threading.Thread) -> None:
    deadline = time.monotonic() + _START_WITHIN
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise SwornspecError("the mock server did not start", mend="its log says why")
        time.sleep(0.002)


def _server(app: Any) -> "uvicorn.Server":
    import uvicorn

    from swornspec.mock.protocol import http_protocol

    config = uvicorn.Config(
        app,
        http=http_protocol(),
        ws="none",
        lifespan="auto",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)
