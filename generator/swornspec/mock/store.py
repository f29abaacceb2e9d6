"""What was created is kept in memory, as JSON text: bounded in number and bytes, the oldest leave."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from swornspec.mock.answer import encode

MOST_THINGS: Final = 1_000
"""Things that are kept of one collection."""
MOST_BYTES: Final = 8 * 1024 * 1024
"""Bytes that the things of one collection take."""
Key = tuple[str, ...]


class Store:
    """Everything that is kept."""

    def __init__(self) -> None:
        """Nothing is kept at first."""
        self._all: list[Things] = []

    def things(self) -> "Things":
        """A new collection."""
        self._all.append(Things())
        return self._all[-1]

    def reset(self) -> None:
        """Forget everything."""
        for things in self._all:
            things.reset()


class Things:
    """The things of one collection by their place: the values of the path's variables, the id last."""

    def __init__(self) -> None:
        """Nothing is kept at first."""
        self.reset()

    def reset(self) -> None:
        """Forget all of them."""
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._bytes = 0
        self._number = 0

    def number(self) -> int:
        """The next number, from 1."""
        self._number += 1
        return self._number

    def __contains__(self, key: Key) -> bool:
        return key in self._kept

    def get(self, key: Key) -> dict[str, Any] | None:
        """The thing at a place, None where there is none."""
        return None if key not in self._kept else msgspec.json.decode(self._kept[key])

    def put(self, key: Key, thing: Mapping[str, Any]) -> None:
        """Keep a thing; the oldest leave where there are too many."""
        content = encode(thing)
        before = self._kept.get(key)
        self._bytes += _weight(key, content) - (0 if before is None else _weight(key, before))
        self._kept[key] = content
        while len(self._kept) > 1 and (len(self._kept) > MOST_THINGS or self._bytes > MOST_BYTES):
            self._bytes -= _weight(*self._kept.popitem(last=False))

    def remove(self, key: Key) -> None:
        """Forget a thing."""
        self._bytes -= _weight(key, self._kept.pop(key))

    def below(self, parent: Key) -> list[dict[str, Any]]:
        """The things whose place begins so, the oldest first."""
        return [msgspec.json.decode(content) for key, content in self._kept.items() if key[:-1] == parent]


def _weight(key: Key, content: bytes) -> int:
    return len(content) + sum(map(len, key)) + 200
