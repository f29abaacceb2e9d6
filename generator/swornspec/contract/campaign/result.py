"""What a task found, as a value that can be kept, sent and compared."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 8_000
"""Characters of a finding that are kept."""
MOST = 200
"""Findings of one task that are kept; of the others only their number is."""


class Status(StrEnum):
    """How a task ended."""

    DONE = "done"
    """It ran; what it found are its findings."""
    HELD_BACK = "held back"
    """It would have sent valid requests to a server elsewhere, which may cost money."""
    SKIPPED = "skipped"
    """The file is no OpenAPI document."""
    FAILED = "failed"
    """It could not be run to its end; `reason` says why."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is not as documented: a title, the whole text without secrets, and where there is one the case and its fault code."""

    title: str
    text: str
    case: str = ""
    code: int | None = None
    constraint: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one task.

    `requests` were sent; `findings` are the first that there were, `more` the number of the others; `operations` are those
    of a document that was read; of a task that breaks constraints, `constraints` are all documented ones, `covered` those
    broken alone, `implied` those that cannot be. `seconds` is how long it took, and no part of any report.
    """

    status: Status = Status.DONE
    reason: str = ""
    requests: int = 0
    held_back: int = 0
    findings: tuple[Found, ...] = ()
    more: int = 0
    operations: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def found(self) -> int:
        """How many findings there were."""
        return len(self.findings) + self.more


def clean(text: str) -> str:
    """Text that UTF-8 can hold, of a bounded length."""
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}... ({len(whole)} characters)"
