"""Where the documentation says something, read from a document and written into one (`x-said`)."""

from collections.abc import Mapping
from typing import Any

from swornspec.rules.rule import Said
from swornspec.spec.nodes import as_list, as_mapping


def read_said(raw: Any) -> Said:
    """A place in the documentation from its JSON form (see `swornspec.spec.openapi`)."""
    item = as_mapping(raw)
    line, last = item.get("line", 0), item.get("end_line", item.get("line", 0))
    evidence = item.get("evidence")
    first, end = (n if isinstance(n, int) and not isinstance(n, bool) else 0 for n in (line, last))
    said_by = None if evidence is None else str(evidence)
    return Said(str(item.get("page", "")), first, end, str(item.get("quote", "")), said_by)


def said_as_json(said: Said) -> dict[str, Any]:
    """A place in the documentation as JSON values, the form that `x-said` has in a document; `read_said` is its inverse."""
    entry: dict[str, Any] = {"page": said.page} if said.page else {}
    if said.first:
        entry["line"] = said.first
    if said.last > said.first:
        entry["end_line"] = said.last
    if said.quote:
        entry["quote"] = said.quote
    if said.evidence is not None:
        entry["evidence"] = said.evidence
    return entry


def said_of(schema: Mapping[str, Any], keyword: str) -> tuple[Said, ...]:
    """Where the documentation states a keyword of a schema, from its `x-said`."""
    entries = (as_mapping(e) for e in as_list(schema.get("x-said")))
    return tuple(read_said(e) for e in entries if keyword in as_list(e.get("keywords")))
