"""A limit on what is written for one rule: some languages must say a part twice, and parts nest.

all or none of (all or none of (all or none of …))        twice as long with every level
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from swornspec.errors import InexpressibleError

MOST_PARTS: Final = 5_000
"""How many parts are written for one rule at most."""


class Budget:
    """Counts the parts that are written in a `language`, each as often as it is."""

    def __init__(self, language: str) -> None:
        """Nothing is spent yet."""
        self._language = language
        self._left = MOST_PARTS
        self._times = 1

    def spend(self) -> None:
        """Write one more part; InexpressibleError when there are too many."""
        self._left -= self._times
        if self._left < 0:
            raise InexpressibleError(f"{self._language} would need more than {MOST_PARTS} parts to say it")

    @contextmanager
    def repeated(self, times: int) -> Iterator[None]:
        """What is written within is written several times."""
        before = self._times
        self._times *= max(1, times)
        yield
        self._times = before
