"""Success responses held to the documentation, for clients that are strict."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

import httpx

from .errors import ResponseInvalid
from .request import Broken, broken_keywords

_SHOWN: Final = 20


def require_documented(operation_id: str, response: httpx.Response) -> None:
    """ResponseInvalid with every documented keyword that the body of a success breaks; only JSON bodies have a schema."""
    known = import_module(f"{__name__.rpartition('._runtime.')[0]}._responses")  # for those who are strict
    schemas: Mapping[str, Any] = known.RESPONSES.get(operation_id, {})
    only = tuple(schemas) if len(schemas) == 1 else ()  # any other success is read as the only documented one
    for status in (str(response.status_code), f"{response.status_code // 100}XX", "default", *only):
        if status in schemas:
            broken = _broken(schemas[status], response, known.SCHEMAS)
            if broken:
                shown = "\n".join(str(b) for b in broken[:_SHOWN])
                more = f"\nand {len(broken) - _SHOWN} more" if len(broken) > _SHOWN else ""
                raise ResponseInvalid(f"the {response.status_code} response is not as documented:\n{shown}{more}", response, broken)
            return


def _broken(schema: Any, response: httpx.Response, schemas: Mapping[str, Any]) -> tuple[Broken, ...]:
    try:
        return broken_keywords(schema, response.json(), schemas)
    except (ValueError, RecursionError) as error:
        raise ResponseInvalid(f"the {response.status_code} response is not JSON", response) from error
