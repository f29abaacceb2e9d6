"""A served application is replaced between requests whenever one of its files changes.

A request is answered to its end by the application that it came to. What cannot be served leaves the old one in place.
"""

import contextlib
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from swornspec.errors import SwornspecError
from swornspec.mock.answer import Answer
from swornspec.mock.at_once import now_of

App: TypeAlias = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


class Replaceable:
    """An ASGI application that stands for another one, `app`, which may be set at any time."""

    def __init__(self, app: App) -> None:
        """Stand for an application at first."""
        self.app = app

    def now(self, scope: dict[str, Any], body: bytes) -> Answer | None:
        """The answer of the application of this moment to a request with its whole body; None when that would take waiting."""
        immediate = now_of(self.app)
        return None if immediate is None else immediate(scope, body)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer one ASGI connection scope by the application of this moment."""
        await self.app(scope, receive, send)


@contextlib.contextmanager
def reloading(served: Replaceable, files: Sequence[Path], make: Callable[[], App], tell: Callable[[str | None], object]) -> Iterator[None]:
    """Replace the application by what `make` gives whenever a file changes, while a block runs.

    `tell` is called from another thread after each change: with None when the application was replaced, with the reason
    when `make` raised SwornspecError and the old one stays. SwornspecError when files cannot be watched.
    """
    try:
        import watchfiles
    except ImportError as error:
        raise SwornspecError("files cannot be watched", mend="pip install watchfiles") from error
    # a file is watched by its folder: editors write a new file and rename it
    wanted = {p for f in files for p in (f.absolute(), f.resolve())}
    folders = sorted({p.parent for p in wanted})
    stop = threading.Event()

    def watch() -> None:
        changes = watchfiles.watch(
            *folders,
            watch_filter=lambda _, path: Path(path) in wanted,
            debounce=200,
            step=20,
            stop_event=stop,
            recursive=False,
            raise_interrupt=False,
        )
        for _ in changes:
            try:
                served.app = make()
            except SwornspecError as error:
                tell(str(error))
            else:
                tell(None)

    thread = threading.Thread(target=watch, name="swornspec-reload", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(5)
