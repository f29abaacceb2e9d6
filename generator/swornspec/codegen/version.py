"""The version of a client package: what the API calls its own, and the step that a change takes from one to the next.

    v2.3  2.3.0        2024-01-15  2024.1.15        1.0-beta.2  1.0.0b2        latest  0.0.0

See docs/decisions/0013-version-of-a-client.md.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

from swornspec.spec.compare import Kind

_DATE: Final = re.compile(r"(19|20|21)\d\d[-._/]?(0[1-9]|1[0-2])([-._/]?(0[1-9]|[12]\d|3[01]))?(?![-._/]?\d)", re.ASCII)
_NUMBERS: Final = re.compile(r"\d{1,9}(?:\.\d{1,9}){0,4}", re.ASCII)
_EARLY: Final = re.compile(r"[-._ ]?(alpha|beta|rc|preview|pre|a|b|c)[-._ ]?(\d{1,9})?(?![A-Za-z])", re.IGNORECASE | re.ASCII)
_LETTERS: Final = {"alpha": "a", "a": "a", "beta": "b", "b": "b", "rc": "rc", "c": "rc", "pre": "rc", "preview": "rc"}
_CALENDAR: Final = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Version:
    """A version as Python packages write it (PEP 440): numbers, at least three, and what an early one is called."""

    numbers: tuple[int, ...]
    early: tuple[str, int] | None = None

    @classmethod
    def of(cls, text: str) -> Self:
        """The version that a text states, written the usual way; 0.0.0 for a text without numbers."""
        date = _DATE.search(text)
        if date is not None and (found := re.findall(r"\d+", re.sub(r"^(\d{4})[-._/]?(\d\d)[-._/]?", r"\1 \2 ", date[0]))):
            start, rest = date.end(), [int(n) for n in found]
        else:
            numbers = _NUMBERS.search(text)
            if numbers is None:
                return cls((0, 0, 0))
            start, rest = numbers.end(), [int(n) for n in numbers[0].split(".")]
        stage = _EARLY.match(text, start)
        early = (_LETTERS[stage[1].lower()], int(stage[2] or 0)) if stage else None
        return cls((*rest, *[0] * (3 - len(rest))), early)

    @property
    def calendar(self) -> bool:
        """Whether it is a date: it begins with a year."""
        return self.numbers[0] in _CALENDAR

    def after(self, kind: Kind | None) -> "Version":
        """The next version after a change of some kind; itself after none.

        An early version is followed by the next early one, a date by its next revision (a fourth number): neither
        tells kinds apart.
        """
        if kind is None:
            return self
        if self.early is not None:
            return Version(self.numbers, (self.early[0], self.early[1] + 1))
        if self.calendar:
            revision = self.numbers[3] if len(self.numbers) > 3 else 0
            return Version((*self.numbers[:3], revision + 1))
        major, minor, patch = self.numbers[:3]
        steps = {Kind.BREAKING: (major + 1, 0, 0), Kind.COMPATIBLE: (major, minor + 1, 0), Kind.DOCUMENTATION: (major, minor, patch + 1)}
        return Version(steps[kind])

    def __lt__(self, other: "Version") -> bool:
        return self._key < other._key

    def __str__(self) -> str:
        """`1.2.0`, `2.0.0rc1`."""
        return ".".join(map(str, self.numbers)) + (f"{self.early[0]}{self.early[1]}" if self.early else "")

    @property
    def _key(self) -> tuple[tuple[int, ...], tuple[str, int]]:
        numbers = self.numbers
        while numbers and numbers[-1] == 0:
            numbers = numbers[:-1]
        return numbers, self.early or ("z", 0)  # an early version comes before the one it leads to


def next_version(released: Version, stated_then: str, stated_now: str, kind: Kind | None) -> Version:
    """The version that follows one already released, given what the API called its own then and now, and the gravest change.

    A version of the API that rises above everything released is taken over as it is; else the change decides.
    """
    now = Version.of(stated_now)
    if Version.of(stated_then) < now and released < now:
        return now
    return released.after(kind)
