"""What a change means, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from swornspec.spec.compare import Change


class Verdict(StrEnum):
    """What a change means for its side; from the gravest to the lightest."""

    BREAKING = "breaking"
    """What was right may be refused; a reply may come that could not; or something that was documented is gone."""
    UNDECIDED = "not decided"
    """Neither a message that shows it nor a proof that there is none was found."""
    COMPATIBLE = "compatible"
    """Whatever was right still is: proved."""
    DOCUMENTATION = "documentation only"
    """Other words, or other advice."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or reply that shows what a change means: its body, or its parameters by name; both documents have judged it.

    `operation` is the operation of the new document to which it belongs.
    """

    operation: str
    what: str
    value: Any


@dataclass(frozen=True, slots=True)
class Decided:
    """A change with its verdict, the reason in plain English, and the message that shows it where there is one.

    `shown` tells that the verdict rests on the message, or on a proof, rather than on the form of the change. `renamed` is the
    field which came, or went, that looks like this one under another name.
    """

    change: Change
    verdict: Verdict
    why: str
    message: Message | None = None
    shown: bool = False
    renamed: str = ""


_GRAVITY: Final = tuple(Verdict)


def gravest(decided: Iterable[Decided]) -> Verdict | None:
    """The gravest verdict; None where nothing changed."""
    return min((d.verdict for d in decided), key=_GRAVITY.index, default=None)
