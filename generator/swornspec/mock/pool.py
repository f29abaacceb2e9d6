"""Answers drawn one after another, the same ones in every run: as many as are worth keeping, then from the first again."""

from collections.abc import Callable
from typing import Final

from swornspec.mock.answer import Answer
from swornspec.mock.sample import NoSampleError

MOST: Final = 256
"""Answers that are drawn before they come again."""
_MOST_BYTES: Final = 1024 * 1024


class Pool:
    """Answers in a fixed order; each is drawn when it is first asked for."""

    def __init__(self, draw: Callable[[int], Answer], otherwise: Answer) -> None:
        """`draw` makes the answer with a number, or raises NoSampleError; `otherwise` is sent where nothing can be drawn at all."""
        self._draw = draw
        self._otherwise = otherwise
        self._made: list[Answer] = []
        self._size = MOST
        self._room = _MOST_BYTES
        self._at = 0

    def take(self) -> Answer:
        """The next answer."""
        at = self._at
        if at >= self._size:
            at = 0
        self._at = at + 1
        return self._made[at] if at < len(self._made) else self._next()

    def _next(self) -> Answer:
        try:
            made = self._draw(len(self._made))
        except NoSampleError:
            made = self._made[0] if self._made else self._otherwise
            self._size = len(self._made) + 1
        self._made.append(made)
        self._room -= len(made.body)
        if self._room < 0:
            self._size = len(self._made)
        return made
