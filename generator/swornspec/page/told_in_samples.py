"""Fields that a page lists nowhere, but shows in the sample of a request and demands in its notes.

{"mode": "slow", "wood": "oak"}              the sample of a request
When `mode` is `slow`, wood is required.     words that name both: they are fields of the body
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from swornspec.page.block import Block, Page, Sample, Stated
from swornspec.page.json_places import Placed, placed_json
from swornspec.text import Passage, Span, within

_DEMANDS: Final = re.compile(
    r"\b(?:required|mandatory|must|ignored|max(?:imum)?|limit|cannot|mutually exclusive|not supported|characters)\b", re.IGNORECASE
)
_NAME: Final = re.compile(r"[A-Za-z_$][\w$-]{1,60}")
_METHODS: Final = ("POST", "PUT", "PATCH")
_FEWEST: Final = 2  # names that a sample and the notes share
_MOST: Final = 100  # members of a body
_MOST_CHARACTERS: Final = 20_000  # of a sample
_MOST_SAMPLES: Final = 20


def with_sampled(page: Page) -> Page:
    """The page with the fields that one of its samples shows and its notes demand something of, which it lists nowhere else."""
    if page.method not in _METHODS or not page.notes or not page.samples or any(block.name is None for block in page.blocks):
        return page
    told = [note.text for note in page.notes if _DEMANDS.search(note.text)]
    known = {block.name for block in page.blocks if not block.within and block.location != "response"}
    best: list[Block] = []
    for sample, body in _bodies(page.samples[:_MOST_SAMPLES]):
        named = [name for name in body.members if name not in known and _NAME.fullmatch(name) and _says(told, name)]
        shared = len(named) + sum(name in known for name in body.members)
        if len(named) >= _FEWEST and len(named) > len(best) and 2 * shared >= len(body.members):
            best = [_block(sample.passage, name, *body.members[name]) for name in named]
    return replace(page, blocks=tuple(sorted((*page.blocks, *best), key=lambda block: block.span.start))) if best else page


def _bodies(samples: Iterable[Sample]) -> Iterator[tuple[Sample, Placed]]:
    """The samples that are JSON objects of a few members and are not those of an answer."""
    for sample in samples:
        text = sample.passage.text
        body = placed_json(text) if sample.kind != "response" and not sample.shown and len(text) <= _MOST_CHARACTERS else None
        if body is not None and 0 < len(body.members) <= _MOST:
            yield sample, body


def _says(told: Iterable[str], name: str) -> bool:
    """Whether a text has a name, letter for letter, as a word of its own."""
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    return any(word.search(text) is not None for text in told)


def _block(sample: Passage, name: str, at: int, value: Placed) -> Block:
    """A field that is a member of the body that a sample shows, of the type that its value has."""
    key = within(sample, at + 1, at + 1 + len(name))
    shown = within(sample, value.start, value.end)
    kind = _type_of(value)
    stated = (Stated(("type",), shown),) if kind else ()
    span = Span(key.span.page, key.span.first, shown.span.last, key.span.start, shown.span.end)
    return Block(name, "body", key, (), (), span, {"type": kind} if kind else {}, stated)


def _type_of(value: Placed) -> str | None:
    """The type of a value; none for one that may as well be of another."""
    if value.kind != "scalar":
        return value.kind
    if isinstance(value.value, bool):
        return "boolean"
    return "string" if isinstance(value.value, str) else None if value.value is None else "number"


__all__ = ["with_sampled"]
