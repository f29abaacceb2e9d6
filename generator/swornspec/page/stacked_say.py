"""What labels, anchors and samples of such pages say: bounds, and which fields are parts of which."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.page.entry import Entry, Role
from swornspec.text import Passage

_SIGNED: Final = re.compile(r"x\s*(?=[<>≤≥])")
_EXACT: Final = re.compile(r"`?(?P<size>\d{1,9})`?(?:\s(?:elements?|items?|characters?))?")


def say(entry: Entry, role: Role, passage: Passage) -> None:
    """What a label states: of bounds also those with one side, and sizes that are exact."""
    text = passage.text
    lead = len(text) - len(text.lstrip("` "))
    if role == "bounds" and (signed := _SIGNED.match(text, lead)):
        bare = Passage(text[signed.end() :], replace(passage.span, start=passage.span.start + signed.end()))
        entry.say("bounds", bare)
    elif role == "bounds" and (exact := _EXACT.fullmatch(text)):
        start, end = exact.span("size")
        size = Passage(exact["size"], replace(passage.span, start=passage.span.start + start, end=passage.span.start + end))
        entry.say("minimum", size)
        entry.say("maximum", size)
    else:
        entry.say(role, passage)


def nest(entries: Sequence[tuple[Entry, bool, str]]) -> None:
    """Fields whose anchors say so are parts of others: `#body-size-width` below `#body-size`."""
    held = {slug: entry for entry, _, slug in entries if slug}
    for entry, _, slug in entries:
        own = f"-{_slug(entry.name)}"
        if slug.endswith(own) and (parent := held.get(slug.removesuffix(own))) is not None and parent is not entry:
            if entry.location in ("body", "response") and parent.location == entry.location and "." not in entry.name:
                entry.base = parent.path
        elif slug and slug.count("-") == own.count("-"):
            entry.base = ()


def beside_in_sample(sent: Any, name: str, base: tuple[str, ...]) -> bool:
    """Whether the sample of a request shows that a field is not a part of an object, but stands beside it."""
    value = sent
    for part in base[:-1]:
        value = _inside(value, part)
    inner = _inside(value, base[-1])
    return isinstance(value, dict) and name in value and isinstance(inner, dict) and name not in inner


def _inside(value: Any, key: str) -> Any:
    """A member of a value, of the first item where it is an array."""
    found = value.get(key) if isinstance(value, dict) else None
    return found[0] if isinstance(found, list) and found else found


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def placed(name: str, around: list[tuple[str, ...]], dotted: set[tuple[str, ...]], sent: Any) -> tuple[str, tuple[str, ...]]:
    """A name, and the object whose parts are shown that it is a part of; where parts have dotted names, one without is none."""
    while around:
        base = around[-1]
        before = f"{'.'.join(base)}."
        if name.startswith(before) and len(name) > len(before):
            dotted.add(base)
            return name[len(before) :], base
        if base not in dotted and "." not in name and not beside_in_sample(sent, name, base):
            return name, base
        around.pop()
    return name, ()
