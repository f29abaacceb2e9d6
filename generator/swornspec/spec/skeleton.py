"""A first `fields:` list for a page: positions and fingerprints, the names that the page shows, and for the rest proposals."""

import re
from collections.abc import Iterator
from typing import Final

from swornspec.page import Block, Page
from swornspec.spec.annotation_check import BLANK
from swornspec.spec.bind import placed
from swornspec.spec.fingerprint import fingerprint
from swornspec.spec.marked import quoted
from swornspec.spec.suggested import suggested_types

_MOST_PROPOSALS: Final = 3
_IDENTIFIER: Final = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b|\b[a-z]+[0-9]*(?:[A-Z][a-z0-9]*)+\b")
_PEER: Final = re.compile(r"\bthis or (?P<name>[A-Za-z]\w{1,59})\b")  # `altering this or topP`: the other field of a pair
# `The lampId used to …` opens the prose of lampId itself, when that looks like a name.
_SELF: Final = re.compile(r"(?:The|An?|Enable(?: the)?) (?P<name>[A-Za-z]\w{1,59})\b")
_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_MOST_BLOCKS: Final = 1000  # beyond any page a person names by hand: no proposals
_LONGEST_PROSE: Final = 2000  # of a block, when names are looked for; proposals are a convenience


def skeleton(page: Page) -> str:
    """The YAML text of a `fields:` list.

    A name that is not on the page is written `???`, and an api.yaml with such a name is refused: a person has to name the field.
    """
    lines = ["fields:" if page.blocks else "fields: []"]
    free = _mentioned(page)
    shown = suggested_types(page)
    for block in page.blocks:
        lines += [f"  # {comment}" for comment in _comments(block, free)]
        if block.path in shown and block.location == "body" and "type" not in block.schema:
            lines.append(f"  # {short(shown[block.path])}")
        lines.append(f"  - {{name: {quoted(block.name or BLANK)}, {placed(block)}fingerprint: {fingerprint(block)}}}")
    return "\n".join(lines) + "\n"


def propose_names(page: Page, block: Block) -> tuple[str, ...]:
    """Names from the page's own prose that a nameless block may have, the likeliest first; never more than a proposal."""
    return _proposals(block, _mentioned(page))


def _comments(block: Block, free: dict[str, int]) -> Iterator[str]:
    prose = f": {block.prose[0].text}" if block.prose else ""
    yield short(f"{block.kind.span.page} line {block.kind.span.first}: {block.kind.text}{prose}")
    if block.name is None and (proposals := _proposals(block, free)):
        yield f"perhaps {' or '.join(proposals)}"
    if block.enum_lost:
        yield "the page lost the values: add enum (closed) or known_values (open), with evidence"


def _mentioned(page: Page) -> dict[str, int]:
    """The words of the page that look like names and are not those of a block, with how often they occur."""
    known = {block.name for block in page.blocks}
    found: dict[str, int] = {}
    for block in page.blocks if len(page.blocks) <= _MOST_BLOCKS else ():
        text = _prose(block)
        for name in [*_IDENTIFIER.findall(text), *_PEER.findall(text)]:
            if name not in known and len(name) <= 60:
                found[name] = found.get(name, 0) + 1
    return found


def _proposals(block: Block, names: dict[str, int]) -> tuple[str, ...]:
    """Names all of whose words occur in a block's prose; a block that speaks of a name is hardly the one that has it."""
    if block.name is not None:
        return ()
    text = _prose(block)
    words = {_stem(word) for word in _WORDS.findall(text)}
    own = _SELF.match(text)
    ranked = [(-100, 0, own["name"])] if own and own["name"] in names and _IDENTIFIER.fullmatch(own["name"]) else []
    for name, count in names.items():
        parts = [_stem(part) for part in _WORDS.findall(name)]
        if parts and all(part in words for part in parts) and not re.search(rf"\b{re.escape(name)}\b", text):
            ranked.append((-len(parts), -count, name))
        elif len(parts) == 1 and parts[0] in words and f"this or {name}" not in text:
            ranked.append((0, -count, name))
    return tuple(name for *_, name in sorted(ranked)[:_MOST_PROPOSALS])


def _prose(block: Block) -> str:
    return "\n".join(passage.text for passage in block.prose)[:_LONGEST_PROSE]


def _stem(word: str) -> str:
    bare = word.lower()
    for ending in ("ed", "ing", "es", "s"):
        if bare.endswith(ending) and len(bare) - len(ending) >= 4:
            return bare.removesuffix(ending)
    return bare


def short(text: str, longest: int = 110) -> str:
    """A text on one line, without what cannot be printed, cut where it is long."""
    words = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
