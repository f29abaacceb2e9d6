"""A change between two documents, as a value."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from swornspec.rules.rule import Said

if TYPE_CHECKING:
    from swornspec.spec.compare.difference import Difference


class Kind(StrEnum):
    """What a change means for a program that keeps to the old document; from the gravest to the lightest."""

    BREAKING = "breaking"
    """Something that was right may now be refused, missing or of another kind."""
    COMPATIBLE = "compatible"
    """Something is new, or allowed that was not; whatever was right still is."""
    DOCUMENTATION = "documentation"
    """Only the words changed, or what the documentation advises."""


class Side(StrEnum):
    """Whom a change concerns."""

    SENDER = "sender"
    """Whoever sends requests."""
    READER = "reader"
    """Whoever reads responses."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one operation (`operation` is its id; empty for the API as a whole, and for components).

    `where` names the field (`references[].id`, `Component.id`), parameter, response (`200`), rule or credential; `text` says what
    changed as a sentence without a full stop. `before` and `after` are the documentation's own sentences, as far as they are known.

    A kind is decided by form: a constraint that came counts as breaking. Where it takes a request that was valid and
    is not any more to be certain (a rule may be implied by others), `sure` is false: whoever searches such a request
    can replace the kind.

    `about` is the difference between two schemas that it tells of, if it tells of one, and `part` where they stand: `("body",)`,
    `("parameter", location, name)`, `("response", status)`, `("header", status, name)`, `("component", name)`, `("rules",)`.
    """

    operation: str
    where: str
    side: Side
    kind: Kind
    text: str
    before: str = ""
    after: str = ""
    sure: bool = True
    about: "Difference | None" = field(default=None, compare=False, repr=False)
    part: tuple[str, ...] = field(default=(), compare=False, repr=False)


_GRAVITY: Final = tuple(Kind)


def worst(changes: Iterable[Change]) -> Kind | None:
    """The gravest kind of some changes; None where there are none."""
    return min((c.kind for c in changes), key=_GRAVITY.index, default=None)


def quoted(said: Iterable[Said]) -> str:
    """The words of some places in the documentation, each once."""
    return " ".join(dict.fromkeys(" ".join(s.quote.split()) for s in said if s.quote.strip()))
