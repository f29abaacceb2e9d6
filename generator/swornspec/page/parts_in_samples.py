"""Which fields are parts of which, as the samples of a request show it where a page lists them all at one level.

{"size": {"width": 2}, "prints": [{"ink": "red"}]}     the sample of a request
size, width, prints, ink                               as they are listed: `width` is a part of `size`, `ink` one of the items of `prints`

Parts that nothing lists of an object that is listed are fields, too, of which the sample shows whether they hold others.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, Final

from msgspec import structs

from swornspec.page.block import Block, Page, Sample, Stated
from swornspec.page.fill_in import fill_ins, parts_of
from swornspec.page.sent import Path, Sent, requests_in
from swornspec.text import Passage, within

_NAME: Final = re.compile(r"[A-Za-z_][\w$-]{0,60}")
_MADE_UP: Final = re.compile(r"additionalProp\d|property_?\d|key_?\d?|any_additional_property", re.IGNORECASE)
_OPEN: Final = re.compile(  # objects whose members whoever sends them chooses
    r"\b(?:key[ -]?values?|key/value|map(?:ping)?s?|dictionar(?:y|ies)|arbitrary|free-?form|custom|any (?:json|valid|data|object|keys?)"
    r"|variables?|placeholders?|meta-?data|record<|hash|additional|template data|merge|substitutions?|own)\b"
    r"|\b(?:criteria|selectors?|query (?:syntax|language)|expressions?)\b",
    re.IGNORECASE,
)
_OPEN_NAMES: Final = re.compile(
    r"meta|selector|criteria|where$|custom|variable|header|attribut|param|propert|label|tags?$|context|data$|vars$|payload|extra|env|args|substitut|field|option",
    re.IGNORECASE,
)
_ELSEWHERE: Final = re.compile(r"\]\(|\b(?:see|refer|documented|described)\b", re.IGNORECASE)  # where its parts are told of
_HOLDERS: Final = ("object", "array")
_CLOSED: Final = re.compile(
    r"^\W{0,4}show (?:child|nested|all|more|object|properties|attributes|\d|[A-Z]\w{1,40}(?:for\b| for\b))", re.IGNORECASE | re.MULTILINE
)
_CLOSED_IN: Final = ("Redoc", "Scalar", "Swagger", "copied ReadMe", "declarations")  # layouts whose copies have objects closed
_MOST_SAMPLES: Final = 20
_MOST: Final = 30  # members of an object that are fields of it
_MOST_DEEP: Final = 4
_FEWEST: Final = 2  # fields of a table that a sample shows within an object, and all of it is about that


def with_parts(page: Page) -> Page:
    """The page with the fields of its body where the samples of its requests show them: in the objects that are listed beside them."""
    own = [b for b in page.blocks if b.location == "body" and b.name is not None]
    if not own or not page.samples or any(b.name is None for b in page.blocks):
        return page
    shown = list(_bodies(page, {str(b.name) for b in own if not b.within}))
    if not shown:
        return page
    blocks = list(_moved(page.blocks, [dict(sent.body or {}) for _, sent in shown]))
    around = {_bare(b.within) for b in blocks if b.location == "body"}
    closed = any(word in page.layout for word in _CLOSED_IN) or _has_closed(page.text)
    for sample, sent in shown if not closed else ():  # the parts of closed objects are not on the page
        if 2 * len(fill_ins(sent.body or {})) > len(list(parts_of(sent.body))):
            continue  # made from types alone, for which reference pages have every object of every type
        more = list(_added(blocks, around, sample, sent))
        blocks += more
        around |= {_bare(b.within) for b in more}
    return replace(page, blocks=tuple(sorted(blocks, key=lambda b: b.span.start))) if blocks != list(page.blocks) else page


@lru_cache(maxsize=2)
def _has_closed(text: str) -> bool:
    """Whether a text, that of all operations of a page, has words to open an object with."""
    return _CLOSED.search(text) is not None


def _bodies(page: Page, known: set[str]) -> Iterator[tuple[Sample, Sent]]:
    """The bodies that samples show of requests that are made of fields of the page."""
    answered = {b.name for b in page.blocks if b.location == "response"}
    for sample in [s for s in page.samples if s.kind != "response"][:_MOST_SAMPLES]:
        for sent in requests_in(sample.code):
            members = set(sent.body or ())
            shared = members & known
            sure = sample.kind == "request" or bool(sent.address)
            if shared and 2 * len(shared) >= len(members) and (sure or len(shared) > max(1, len(members & answered))):
                yield sample, sent


def _moved(blocks: Sequence[Block], bodies: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    """The blocks, those that bodies show within one object alone as parts of it; what is listed together is of one object."""
    holds: dict[str, set[str]] = {}
    arrays: set[str] = set()
    for body in bodies:
        for name, value in body.items():
            items = [v for v in value if isinstance(v, dict)] if isinstance(value, list) else [value] if isinstance(value, dict) else []
            for item in items:
                holds.setdefault(name, set()).update(item)
            if items and isinstance(value, list):
                arrays.add(name)
    top = {name for body in bodies for name in body}
    holders = {b.name or "" for b in blocks if b.location == "body" and not b.within and _may_hold(b)} & holds.keys()
    full = {b.within[0].removesuffix("[]") for b in blocks if b.within and b.location == "body"}
    holders -= full
    whole = {n: one for one in _together(blocks) for n in one}
    group, seen = "", set[str]()
    done: set[str] = set()
    passed: set[str] = set()  # an object stands above its parts
    for at, b in enumerate(blocks):
        name = b.name or ""
        beside = {blocks[n].name or "" for n in whole.get(at, ())}
        if b.location != "body" or b.within or name in top or name in holders:
            group = group if b.location != "body" or b.within else ""
            passed |= {name} & holders if b.location == "body" and not b.within else set()
            yield b
            continue
        known = group and name in holds[group]
        listed = group and len(beside & holds[group]) >= _FEWEST and not beside & (top | holders)
        if not ((known or listed) and name not in seen) and not (listed and at > 0 and whole.get(at) != whole.get(at - 1)):
            seen = set()
            done.add(group)
            free = [holder for holder in sorted(passed - done) if name in holds[holder]]
            group = max(free, key=partial(_run_of, blocks[at:], holds), default="")
        if not group:
            yield b
            continue
        seen = {name} if at and whole.get(at) != whole.get(at - 1) else {*seen, name}
        yield structs.replace(b, within=(f"{group}[]" if group in arrays else group,))


def _together(blocks: Sequence[Block]) -> Iterator[range]:
    """The blocks that stand on lines right below each other, as the rows of one table do, by their indexes."""
    start = 0
    for n in range(1, len(blocks) + 1):
        if n == len(blocks) or not 0 < blocks[n].span.first - blocks[n - 1].span.last <= 1:
            yield range(start, n)
            start = n


def _run_of(blocks: Sequence[Block], holds: Mapping[str, set[str]], holder: str) -> int:
    """How many blocks in a row are of names that an object holds."""
    count = 0
    while count < min(len(blocks), _MOST) and blocks[count].name in holds[holder]:
        count += 1
    return count


def _may_hold(block: Block) -> bool:
    kind = block.schema.get("type")
    kinds = [kind] if isinstance(kind, str) else list(kind or ())
    return not kinds or any(k in _HOLDERS for k in kinds)


def _added(blocks: Sequence[Block], around: Container[tuple[str, ...]], sample: Sample, sent: Sent) -> Iterator[Block]:
    """The parts that a body shows of objects that are listed without any: those that nothing is `around` of."""
    body = sent.body or {}
    for b in [b for b in blocks if b.location == "body" and (*b.within, b.name or "")[0].removesuffix("[]") in body]:
        path = (*_bare(b.within), b.name or "")
        if path in around or len(path) > _MOST_DEEP:
            continue
        at, value = _at(body, path)
        if value is not None and _closed(b):
            yield from _parts(sample, sent, (*b.within, f"{b.name}[]" if isinstance(value, list) else str(b.name)), at, value, 0)


def _closed(block: Block) -> bool:
    """Whether an object has members of its own, not such as whoever sends it chooses."""
    said = " ".join((block.type_name or "", block.kind.text[:200], *(p.text[:400] for p in block.prose[:4])))
    kind = block.schema.get("type")
    if kind not in _HOLDERS or "additionalProperties" in block.schema or _ELSEWHERE.search(said):
        return False
    return kind == "array" or not (_OPEN_NAMES.search(block.name or "") or _OPEN.search(said))


def _at(body: Any, path: Iterable[str]) -> tuple[Path, Any]:
    at: list[str | int] = []
    value = body
    for name in path:
        if isinstance(value, list):
            value = value[0] if value else None
            at.append(0)
        value = value.get(name) if isinstance(value, dict) else None
        at.append(name)
    return tuple(at), value


def _parts(sample: Sample, sent: Sent, around: tuple[str, ...], at: Path, value: Any, deep: int) -> Iterator[Block]:
    """The members of an object, or of those in an array, and theirs."""
    items = [((*at, n), v) for n, v in enumerate(value[:_MOST])] if isinstance(value, list) else [(at, value)]
    members = {name: (where, v) for where, item in reversed(items) if isinstance(item, dict) for name, v in item.items()}
    if len(members) > _MOST or deep > _MOST_DEEP:
        return
    if not all(_NAME.fullmatch(name) and not _MADE_UP.fullmatch(name) for name in members) or _has_operators(value):
        return
    for name, (where, inner) in members.items():
        key = _key(sample, sent, (*where, name))
        kind = _type_of(inner)
        yield Block(
            name, "body", key, (), (), key.span, {"type": kind} if kind else {}, (Stated(("type",), key),) if kind else (), within=around
        )
        if isinstance(inner, list) or not _OPEN_NAMES.search(name):
            yield from _parts(sample, sent, (*around, f"{name}[]" if isinstance(inner, list) else name), (*where, name), inner, deep + 1)


def _has_operators(value: Any) -> bool:
    """Whether an object is written in a language of queries, `{"year": {"$gt": 2010}}`: its members are what is asked for."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(part, dict) and any(name.startswith("$") for name in part) for part in parts)


def _key(sample: Sample, sent: Sent, path: Path) -> Passage:
    """Where the name of a member stands."""
    place = sent.places.get(path)
    if place is None or sample.shown or sample.passage.text[place : place + 1] != '"':
        return sample.passage
    return within(sample.passage, place + 1, place + 1 + len(str(path[-1])))


def _type_of(value: Any) -> str | None:
    """The type of a value that holds others; one value does not show of what type all others are."""
    return "object" if isinstance(value, dict) else "array" if isinstance(value, list) else None


def _bare(path: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.removesuffix("[]") for name in path)


__all__ = ["with_parts"]
