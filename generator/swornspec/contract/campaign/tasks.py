"""Documents, targets and settings go in; the tasks of a campaign come out, each independent of all others.

A task's `id` is readable and stays the same when its document changes; its `key` changes with everything that its
result depends on, so a kept result counts for as long as its key does.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from swornspec import __version__


class TaskKind(StrEnum):
    """What a task does."""

    READ = "read"
    """Reads a document and lists its operations."""
    VALID = "valid"
    INVALID = "invalid"
    MALFORMED = "malformed"
    UNAUTHORIZED = "unauthorized"
    """Sends the derived cases of that kind."""
    AGREEMENT = "agreement"
    """Compares the rules' verdict on random bodies with the server's."""
    CONFORMANCE = "conformance"
    """Runs schemathesis."""


KINDS: Final = tuple(k for k in TaskKind if k is not TaskKind.READ)
DERIVED: Final = (TaskKind.VALID, TaskKind.INVALID, TaskKind.MALFORMED, TaskKind.UNAUTHORIZED)


@dataclass(frozen=True, slots=True)
class Target:
    """A server under test; our mock where there is no `url`.

    `headers` pair the name of a header with the environment variable that holds its value, `rate` is in requests a second.
    """

    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    rate: float | None = None
    allow_cost: bool = False

    @property
    def name(self) -> str:
        """What reports call it."""
        return self.url or "mock"

    @property
    def origin(self) -> str | None:
        """Scheme, host and port (RFC 6454): what a rate holds for."""
        parts = urlsplit(self.url or "")
        return f"{parts.scheme}://{parts.netloc}".lower() if self.url else None


MOCK: Final = Target()


@dataclass(frozen=True, slots=True)
class Input:
    """A file that may be an OpenAPI document, as its bytes; `named` if it was named itself, not found in a folder."""

    name: str
    content: bytes = field(repr=False)
    named: bool = True
    targets: tuple[Target, ...] = (MOCK,)

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Settings:
    """What makes a campaign this one: the kinds of tasks, the seeds (first and last) of the random ones, how many examples a seed has."""

    kinds: tuple[TaskKind, ...] = KINDS
    seeds: tuple[int, int] = (0, 0)
    seeds_in_task: int = 1
    examples: int = 100

    @property
    def identity(self) -> dict[str, Any]:
        """The settings by the names a person knows, and our version: results of another one are not comparable."""
        return {
            "kinds": ", ".join(self.kinds),
            "seeds": "..".join(map(str, self.seeds)),
            "seeds in a task": self.seeds_in_task,
            "examples": self.examples,
            "version": __version__,
        }

    def ranges(self) -> Iterator[tuple[int, int]]:
        """The seeds of one random task after the other, as first and last."""
        first, last = self.seeds
        for start in range(first, last + 1, self.seeds_in_task):
            yield start, min(last, start + self.seeds_in_task - 1)


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of a campaign. `digest` is the document's, `seeds` are the first and the last of a random kind."""

    document: str
    digest: str
    kind: TaskKind
    operation: str = ""
    target: Target = MOCK
    seeds: tuple[int, int] | None = None
    examples: int = 0
    named: bool = True

    @property
    def id(self) -> str:
        """Readable, unique in a campaign, the same in the next one."""
        parts = [self.document, self.kind.value]
        if self.kind is not TaskKind.READ:
            parts += [self.operation, self.target.name]
        if self.seeds is not None:
            parts.append("seeds {}..{}".format(*self.seeds))
        return " :: ".join(parts)

    @property
    def key(self) -> str:
        """What the result depends on, as a digest; how fast it may come, `rate`, is no part of it."""
        target = [self.target.url, self.target.headers, self.target.allow_cost]
        parts = [self.digest, self.document, self.kind, self.operation, target, self.seeds, self.examples, self.named]
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def reading(given: Input) -> Task:
    """The task that reads a document."""
    return Task(given.name, given.digest, TaskKind.READ, named=given.named)


def tasks_of(given: Input, operations: Iterable[str], settings: Settings) -> Iterator[tuple[Task, ...]]:
    """The tasks of a document's operations, those together that share their derived cases: one worker derives them once."""
    digest = given.digest
    for target in given.targets:
        for operation in operations:
            derived = tuple(Task(given.name, digest, k, operation, target) for k in settings.kinds if k in DERIVED)
            if derived:
                yield derived
            for kind in (k for k in settings.kinds if k not in DERIVED):
                for seeds in settings.ranges():
                    yield (Task(given.name, digest, kind, operation, target, seeds, settings.examples),)
