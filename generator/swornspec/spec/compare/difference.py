"""One difference between two schemas, and what it means for senders and readers."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from swornspec.rules.rule import Said
from swornspec.spec.compare.change import Kind, Side


class Trend(StrEnum):
    """How the values that a schema allows changed."""

    FEWER = "fewer"
    MORE = "more"
    OTHER = "other"


class Topic(StrEnum):
    """What a difference is about."""

    TYPE = "type"
    PRESENCE = "presence"
    FIELD = "field"
    MEMBER = "member"
    BOUND = "bound"
    DEFAULT = "default"
    STATUS = "status"
    SHAPE = "shape"
    ADDRESS = "address"
    ANSWER = "answer"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference at a place below two schemas: the names of properties, `[]` for items.

    `keyword` is the keyword or (`of_rule`) the id of the rule that differs, as verdicts name it; where it stands in a branch of
    `anyOf` or the like, that is the keyword around it, and the last `below` steps of the path lead into the branch. `value` is the
    member of an enum, or the schema of the field, that came or went. `said` is where the documentation says it, before and after.
    """

    path: tuple[str, ...]
    topic: Topic
    trend: Trend
    text: str
    before: str = ""
    after: str = ""
    sure: bool = True
    keyword: str = field(default="", compare=False)
    below: int = field(default=0, compare=False)
    value: Any = field(default=None, compare=False, repr=False)
    of_rule: bool = field(default=False, compare=False)
    said: tuple[tuple[Said, ...], tuple[Said, ...]] = field(default=((), ()), compare=False, repr=False)

    @property
    def place(self) -> tuple[str, ...]:
        """The path, as far as it does not lead into a branch."""
        return self.path[: len(self.path) - self.below]


_B, _C, _D = Kind.BREAKING, Kind.COMPATIBLE, Kind.DOCUMENTATION
_SENDER: Final = {
    (Topic.DEFAULT, Trend.OTHER): _C,
    (Topic.STATUS, Trend.OTHER): _C,
    (Topic.FIELD, Trend.FEWER): _B,
    (Topic.FIELD, Trend.MORE): _C,
}
_READER: Final = {
    (Topic.TYPE, Trend.FEWER): _C,
    (Topic.TYPE, Trend.MORE): _B,
    (Topic.PRESENCE, Trend.FEWER): _C,
    (Topic.PRESENCE, Trend.MORE): _B,
    (Topic.MEMBER, Trend.MORE): _C,
    (Topic.BOUND, Trend.FEWER): _C,
    (Topic.BOUND, Trend.MORE): _C,
    (Topic.BOUND, Trend.OTHER): _C,
    (Topic.FIELD, Trend.MORE): _C,
    (Topic.DEFAULT, Trend.OTHER): _D,
    (Topic.STATUS, Trend.OTHER): _C,
}
_BY_TREND: Final = {Trend.FEWER: _B, Trend.MORE: _C, Trend.OTHER: _B}


def kind_of(difference: Difference, side: Side) -> Kind:
    """What a difference means for one side.

    A sender is hurt when fewer values are allowed. A reader is hurt by what programs are written against: fields, their
    presence and types, members of enums that are gone. New members and other bounds are no harm: responses are read leniently.
    """
    if difference.topic is Topic.WORDS:
        return _D
    key = (difference.topic, difference.trend)
    if side is Side.READER:
        return _READER.get(key, _B)
    return _SENDER.get(key, _BY_TREND[difference.trend])
