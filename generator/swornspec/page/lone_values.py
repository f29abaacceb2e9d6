"""Lists of values of which a page shows one word each: a copy may have run the values together, as `FASTSLOW` for FAST and SLOW.

Where another list of the page has several words on lines of their own, nothing was run together, and one word is one value; so is
the word that is the default, or that ticks or quotes set apart. Any other is no value: there is a list, and what is in it is lost.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from msgspec.structs import replace as replace_in

from swornspec.page.block import Block, Page


def without_run_together(page: Page) -> Page:
    """The page without the values that may be several; the page itself where it has none such."""
    bare = [block for block in page.blocks if _listed(block) and not _set_apart(block)]
    lone = [block for block in bare if len(_listed(block)) == 1]
    apart = len(lone) < len(bare)
    unsure = [block for block in lone if not _confirmed(block, apart=apart)]
    if not unsure:
        return page
    return replace(page, blocks=tuple(_lost(block) if block in unsure else block for block in page.blocks))


def _confirmed(block: Block, *, apart: bool) -> bool:
    """Whether the one word is one value; `apart` says that those of other lists stand apart."""
    (value,) = _listed(block)
    return block.schema["default"] == value if "default" in block.schema else apart


def _listed(block: Block) -> list[Any]:
    return [*_holder(block.schema).get("enum", ())]


def _holder(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    items = schema.get("items")
    return schema if "enum" in schema or not isinstance(items, Mapping) else items


def _set_apart(block: Block) -> bool:
    return any(mark in text for text in _said(block) for mark in "`\"'“")


def _said(block: Block) -> Iterable[str]:
    return (stated.passage.text for stated in block.stated if {"enum", "items"} & set(stated.keywords))


def _lost(block: Block) -> Block:
    schema = {keyword: value for keyword, value in block.schema.items() if keyword != "enum"}
    if "enum" not in block.schema:
        schema["items"] = {keyword: value for keyword, value in schema["items"].items() if keyword != "enum"}
    return replace_in(block, schema=schema, enum_lost=True)
