"""The blocks of a page, of the fields that were read of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from swornspec.page.block import Block
from swornspec.page.entry import Entry
from swornspec.text import Passage


def blocks_of(entries: Iterable[Entry]) -> tuple[tuple[Block, ...], tuple[Passage, ...]]:
    """The blocks of some fields in page order, and what was not understood of them.

    Objects that are arrays by their own type are named so in `within` of the fields that are parts of them.
    """
    done = [entry.finished() for entry in entries]
    arrays = {(b.location, (*(w.replace("[]", "") for w in b.within), b.name)) for b, _ in done if _is_array(b)}
    blocks = [b if not b.within or (listed := tuple(_listed(b, arrays))) == b.within else replace(b, within=listed) for b, _ in done]
    return tuple(blocks), tuple(p for _, strays in done for p in strays)


def _is_array(block: Block) -> bool:
    stated = block.schema.get("type", ())
    return "array" in ((stated,) if isinstance(stated, str) else stated)


def _listed(block: Block, arrays: Sequence[object] | set[Any]) -> Iterable[str]:
    bare = tuple(w.replace("[]", "") for w in block.within)
    for n, name in enumerate(block.within):
        yield f"{name}[]" if "[]" not in name and (block.location, bare[: n + 1]) in arrays else name
