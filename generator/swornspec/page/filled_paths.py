"""Paths that a page shows with values in the places of their parameters, which it lists: `/v1/pots/5f2b9a7c`, below it `id` in the path."""

import re
from dataclasses import replace
from typing import Final

from swornspec.page.block import Page
from swornspec.text import Passage

_VALUE: Final = re.compile(
    r"(?=[^/]{0,80}\d)(?!v\d{1,3}(?:\.\d{1,3})?$)(?:\d{1,40}|[\w-]{6,80}|[a-z]{1,5}[_-]?\d{1,20})|[A-Z]{2,20}(?:_[A-Z]{1,20}){1,4}"
)


def with_places(page: Page) -> Page:
    """The page with its path as it is called: values in it are those of the parameters of the path that have no place there."""
    if page.path is None:
        return page
    lacking = [b.name for b in page.blocks if b.name is not None and b.location == "path" and f"{{{b.name}}}" not in (page.route or "")]
    parts = page.path.text.split("/")
    filled = [n for n, part in enumerate(parts) if _VALUE.fullmatch(part)]
    if not lacking or len(lacking) != len(filled):
        return page
    for n, name in zip(filled, lacking, strict=True):
        parts[n] = f"{{{name}}}"
    return replace(page, path=Passage("/".join(parts), page.path.span))


__all__ = ["with_places"]
