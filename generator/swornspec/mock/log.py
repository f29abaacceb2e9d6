"""Requests to an ASGI application become lines of JSON, one per answer, for a person or a log collector to read.

    {"time": "2026-01-31T12:00:00.000Z", "method": "POST", "path": "/v1/images", "status": 200, "ms": 0.3}

Header fields, query strings and bodies are not logged: they hold credentials and customers' data.
"""

import json
import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

_LONGEST_PATH: Final = 2_000


def logged(app: Any, write: Callable[[str], object]) -> Any:
    """The application, writing a line (without its end) for every HTTP request that gets an answer."""

    async def logging(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        start = time.perf_counter()
        status = 0

        async def noted(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await app(scope, receive, noted)
        if status:
            spent = round((time.perf_counter() - start) * 1000, 3)
            write(
                json.dumps(
                    {"time": moment(), "method": scope["method"], "path": scope["path"][:_LONGEST_PATH], "status": status, "ms": spent}
                )
            )

    return logging


def moment() -> str:
    """The time of day as logs have it: `2026-01-31T12:00:00.000Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Lines:
    """Appends lines to a file, each as soon as it is there. When the disk is full that is told once, and requests go on being answered."""

    def __init__(self, path: Path, complain: Callable[[str], object]) -> None:
        """OSError when the file cannot be opened."""
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._complain = complain
        self._broken = False

    def __call__(self, line: str) -> None:
        """Write one line."""
        if self._broken:
            return
        try:
            self._file.write(f"{line}\n")
        except OSError as error:
            self._broken = True
            self._complain(f"the log {self._file.name} ends here: {error.strerror}")

    def __enter__(self) -> "Lines":
        """The lines themselves."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        try:
            self._file.close()
        except OSError as lost:
            if not self._broken:
                self._complain(f"the log {self._file.name} ends early: {lost.strerror}")
