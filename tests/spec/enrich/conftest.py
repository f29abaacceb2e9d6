"""Documents around one value or a few, and what enriching them gives."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from swornspec.spec.enrich import Enriched, enrich
from swornspec.spec.source import Source, source_of

HEADS = {"2.0": {"swagger": "2.0"}, "3.0": {"openapi": "3.0.3"}, "3.1": {"openapi": "3.1.0"}}


def document(dialect: str, paths: Any = None, **components: Any) -> dict[str, Any]:
    """A document of a version; `components` stand where that version has them."""
    head = {**HEADS[dialect], "info": {"title": "T", "version": "1"}, "paths": paths or {}}
    return {**head, **components} if dialect == "2.0" else {**head, "components": components}


def enriched(raw: Any, name: str = "api.json") -> tuple[Any, Enriched]:
    """The document after enriching, and what became of its descriptions."""
    source: Source = source_of(json.dumps(raw).encode(), name)
    result = enrich(source)
    return source.value, result


def bare(node: Any) -> Any:
    """A document's part without the evidence."""
    if isinstance(node, dict):
        return {k: bare(v) for k, v in node.items() if k != "x-said"}
    return [bare(n) for n in node] if isinstance(node, list) else node


@pytest.fixture(name="document")
def document_fixture() -> Callable[..., dict[str, Any]]:
    return document


@pytest.fixture(name="enriched")
def enriched_fixture() -> Callable[..., tuple[Any, Enriched]]:
    return enriched


@pytest.fixture(name="bare")
def bare_fixture() -> Callable[[Any], Any]:
    return bare
