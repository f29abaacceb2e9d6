"""Parts of an object that a page lists in its prose, and then documents beside the object and not within it.

<ParamField body="tail" type="object">
  * `length`: how long it is
  * `bows`: what is tied to it
</ParamField>
<ParamField body="length" type="integer" required>     the part of `tail`,
<ParamField body="bows" type="array">                  as is this, for both follow right behind it
"""

from collections.abc import Sequence
from typing import Final

from swornspec.page.entry import Entry

_FEWEST: Final = 2  # parts, as a field of the request may be called like one part of an object
_MOST: Final = 200  # fields below an object that are looked at


def take_in(entries: Sequence[Entry], parts: Sequence[Entry]) -> None:
    """Make the fields that follow right behind an object its parts, where they are called like all of those that its prose lists."""
    listed: dict[tuple[str, ...], list[Entry]] = {}
    for part in parts:
        listed.setdefault((part.location, *part.base), []).append(part)
    places = {(entry.location, *entry.path): n for n, entry in enumerate(entries)} if listed else {}
    for place, found in listed.items():
        names = {part.name for part in found}
        at = places.get(place)
        if at is None or len(names) < _FEWEST:
            continue
        holder, depth = entries[at], len(entries[at].base)
        below = [entry for entry in entries[at + 1 : at + 1 + _MOST] if entry.location == holder.location and len(entry.base) >= depth]
        if any(entry.base[: depth + 1] == found[0].base for entry in below):
            continue  # it has parts of its own
        beside = [entry for entry in below if entry.base == holder.base][: len(names)]
        if {entry.name for entry in beside} != names or len(beside) < len(names):
            continue
        roots = {(*holder.base, name) for name in names}
        for entry in below:
            if entry in beside or tuple(word.removesuffix("[]") for word in entry.base[: depth + 1]) in roots:
                entry.base = (*found[0].base, *entry.base[depth:])
