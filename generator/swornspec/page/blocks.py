"""The blocks of a page, of the fields that were read of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace

from swornspec.page.block import Block
from swornspec.page.entry import Entry
from swornspec.page.names import MOST_DEEP
from swornspec.text import Passage


def blocks_of(entries: Iterable[Entry]) -> tuple[tuple[Block, ...], tuple[Passage, ...]]:
    """The blocks of some fields in page order, and what was not understood of them.

    Objects that are arrays by their own type are named so in `within` of the fields that are parts of them.
    """
    done = [entry.finished() for entry in entries]
    arrays = {(b.location, (*(w.replace("[]", "") for w in b.within), b.name)) for b, _ in done if _is_array(b)}
    apart = _slashed([b for b, _ in done])
    blocks = [b if not b.within or (listed := tuple(_listed(b, arrays))) == b.within else replace(b, within=listed) for b in apart]
    return tuple(blocks), tuple(p for _, strays in done for p in strays)


def _slashed(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, those whose names lead through a field that may have parts by slashes as parts of it: `address/city` of `address`."""
    if not any("/" in (b.name or "") for b in blocks):
        return blocks
    holders = {(b.location, *(w.replace("[]", "") for w in b.within), b.name) for b in blocks if _may_hold(b)}
    found = []
    for block in blocks:
        parts = [part.replace("[]", "") for part in (block.name or "").split("/")]
        places = [(block.location, *(w.replace("[]", "") for w in block.within), *parts[:n]) for n in range(1, len(parts))]
        leads = 1 < len(parts) <= MOST_DEEP and all(parts) and block.location in ("body", "response") and places[0] in holders
        found.append(replace(block, within=(*block.within, *parts[:-1]), name=parts[-1]) if leads else block)
    return found


def _may_hold(block: Block) -> bool:
    """Whether a field is an object or an array of some, or nothing says of what type it is."""
    stated = block.schema.get("type")
    return stated in (None, "object", "array") or (isinstance(stated, list) and not {"object", "array"}.isdisjoint(stated))


def _is_array(block: Block) -> bool:
    stated = block.schema.get("type", ())
    return "array" in ((stated,) if isinstance(stated, str) else stated)


def _listed(block: Block, arrays: Sequence[object] | set[Any]) -> Iterable[str]:
    bare = tuple(w.replace("[]", "") for w in block.within)
    for n, name in enumerate(block.within):
        yield f"{name}[]" if "[]" not in name and (block.location, bare[: n + 1]) in arrays else name
