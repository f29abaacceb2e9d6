"""Objects that a page only names with a dot behind them, `parcels.weight`, and a sample of the request shows as arrays."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from swornspec.page.block import Block, Sample
from swornspec.page.sent import requests_in

_MOST_SAMPLES: Final = 8


def with_arrays(blocks: Sequence[Block], samples: Iterable[Sample]) -> Sequence[Block]:
    """The blocks, those within an object that no block is about as parts of the items of an array where a sample shows these parts."""
    known = {(*_bare(b.within), b.name) for b in blocks if b.location == "body"}
    around = {b.within[: n + 1] for b in blocks if b.location == "body" for n in range(len(b.within))}
    unknown = {path for path in around if not path[-1].endswith("[]") and _bare(path) not in known}
    if not unknown:
        return blocks
    bodies = [sent.body for sample in [s for s in samples if s.kind != "response"][:_MOST_SAMPLES] for sent in requests_in(_code(sample))]
    parts: dict[tuple[str, ...], set[str | None]] = {path: set() for path in unknown}
    for b in blocks:
        if b.within in parts:
            parts[b.within].add(b.name)
    shown = [body for body in bodies if body is not None]
    arrays = {path for path in unknown if any(_lists(body, _bare(path), parts[path]) for body in shown)}
    return [replace(b, within=_marked(b.within, arrays)) if b.location == "body" and b.within else b for b in blocks]


def _code(sample: Sample) -> str:
    return sample.shown or sample.passage.text


def _bare(path: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.removesuffix("[]") for name in path)


def _lists(body: Any, path: Sequence[str], parts: set[str | None]) -> bool:
    """Whether a body has an array at a path, whose first item is an object with one of some parts."""
    for name in path:
        body = body[0] if isinstance(body, list) and body else body
        body = body.get(name) if isinstance(body, dict) else None
    return isinstance(body, list) and bool(body) and isinstance(body[0], dict) and any(part in body[0] for part in parts)


def _marked(within: Sequence[str], arrays: set[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(f"{name}[]" if tuple(within[: n + 1]) in arrays else name for n, name in enumerate(within))
