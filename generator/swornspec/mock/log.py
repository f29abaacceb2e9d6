"""Requests to an ASGI application become lines of JSON, one per answer, for a person or a log collector to read.

    {"time": "2026-01-31T12:00:00.000Z", "method": "POST", "path": "/v1/images", "status": 200, "ms": 0.3}

Header fields, query strings and bodies are not logged: they hold credentials and customers' data.
"""

import json
import time
from collections.abc import Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any


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
            write(json.dumps({"time": moment(), "method": scope["method"], "path": scope["path"], "status": status, "ms": spent}))

    return logging


def moment() -> str:
    """The time of day as logs have it: `2026-01-31T12:00:00.000Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
