"""The types that the samples of a page suggest for fields of which it states none; a person decides, no schema has them."""

from typing import Any

from swornspec.page import Page
from swornspec.page.fill_in import parts_of
from swornspec.spec.shown import Asked, requests_of
from swornspec.spec.where import path_of


def suggested_types(page: Page) -> dict[str, str]:
    """For fields of the body by their dotted path: the type of the first value that a sample sends, with where it does."""
    members = {b.name: b.required for b in page.blocks if b.location == "body" and not b.within and b.name is not None}
    found: dict[str, str] = {}
    for shown in requests_of(Asked(page.method, path_of(page), members), page):
        blank = shown.blank
        for path, value in parts_of(shown.sent.body):
            name = "".join("[]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
            kind = _type_of(value)
            if path and path not in blank and kind is not None and isinstance(path[-1], str):
                found.setdefault(name, f"no type on the page; perhaps 'type: {kind}', as {shown.at(path)} has it")
    return found


def _type_of(value: Any) -> str | None:
    if isinstance(value, bool):
        return "boolean"
    known = {int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return known.get(type(value))
