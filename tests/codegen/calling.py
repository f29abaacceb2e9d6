"""Calls every operation of a planned client with values that its document allows, against our mock of the same document."""

import asyncio
import importlib
import inspect
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from swornspec.codegen.plan import Argument, Method, Plan
from swornspec.mock import create_app
from swornspec.mock.route import server_path
from swornspec.mock.sample import draw
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document
from swornspec.spec.schemas import Schemas


@contextmanager
def imported(folder: Path, package: str) -> Iterator[ModuleType]:
    """A generated package, imported while this lasts."""
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module(package)
    finally:
        sys.path.remove(str(folder))
        for name in [n for n in sys.modules if n == package or n.startswith(f"{package}.")]:
            del sys.modules[name]


def value_for(document: Document, schemas: Schemas, argument: Argument, seed: str) -> Any:
    """A value that the document allows for an argument."""
    if "FileInput" in argument.annotation:
        file = ("a.png", b"\x89PNG\x00\xff", "image/png")
        return [file, file] if argument.annotation.startswith("Sequence") else file
    schema = {k: v for k, v in argument.schema.items() if k not in ("default", "example", "examples")}
    return draw(document.raw, schema, seed, schemas.validator(schema, argument.wire, sent=True).is_valid, direction=Direction.REQUEST)


def arguments_for(document: Document, method: Method, *, whole: bool, seed: str = "s") -> dict[str, Any]:
    """What a method is called with: everything (but what `false` allows nothing for), or what is required."""
    schemas = Schemas(document)
    asked = [a for a in method.arguments if (whole or a.required) and not impossible(a.schema)]
    return {a.name: value_for(document, schemas, a, seed) for a in asked}


def impossible(schema: Mapping[str, Any]) -> bool:
    """Whether nothing at all is allowed."""
    return schema.get("not") == {}


async def called(module: ModuleType, plan: Plan, document: Document, calls: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The results of some methods of the awaited client, by name, each from our mock, which refuses what is not documented."""
    keys = {k.argument: "secret-key" for k in plan.keys}
    transport = httpx.ASGITransport(app=create_app([document], strict=True))
    found: dict[str, Any] = {}
    async with httpx.AsyncClient(transport=transport) as http:
        base_url = f"http://mock.test{server_path(document)}"
        async with getattr(module, f"Async{plan.class_name}")(**keys, http_client=http, base_url=base_url) as client:
            for name, given in calls.items():
                method = getattr(client, name)
                assert inspect.signature(method).parameters.keys() >= given.keys()
                found[name] = await method(**given)
    return found


def round_trips(module: ModuleType, plan: Plan, document: Document, *, whole: bool) -> dict[str, Any]:
    """Every method called once; an APIStatusError or RequestInvalid is what a failure looks like."""
    calls = {m.name: arguments_for(document, m, whole=whole) for m in plan.methods}
    return call(module, plan, document, calls)


def call(module: ModuleType, plan: Plan, document: Document, calls: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What `called` gives."""
    return asyncio.run(called(module, plan, document, calls))
