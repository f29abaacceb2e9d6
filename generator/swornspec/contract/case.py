"""One test of one operation: what is sent, what it is for, and what the documentation says about it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from swornspec.rules.rule import Said


class Kind(StrEnum):
    """What a case is for; it decides what is expected."""

    VALID = "valid"
    """The documentation allows the request: a documented success is expected."""
    INVALID = "invalid"
    """The request breaks exactly one documented constraint: a documented refusal is expected."""
    UNAUTHORIZED = "unauthorized"
    """The request brings no usable credentials: 401 or 403 is expected."""
    MALFORMED = "malformed"
    """The request is no JSON request at all: a client error is expected."""


class Identity(StrEnum):
    """Which credentials a request brings."""

    RIGHT = "right"
    NONE = "none"
    EMPTY = "empty"
    OTHER_SCHEME = "other-scheme"
    NOT_A_SCHEME = "not-a-scheme"
    MALFORMED = "malformed"
    WRONG_PLACE = "wrong-place"
    INCOMPLETE = "incomplete"


class _Unsent:
    """The absence of a body."""

    def __repr__(self) -> str:
        return "no body"


UNSENT: Final = _Unsent()


@dataclass(frozen=True, slots=True)
class Case:
    """A request and its purpose.

    `id` is unique in its document and readable. Where a case is `tolerated`, accepting the request is as good as refusing
    it. `body` is a JSON value; `content` stands instead of it where the bytes
    matter. `constraint` is what the request breaks or is at the edge of, `text` and `said` what the documentation
    demands and where it says so. `also` is what an invalid request breaks besides, where nothing breaks the constraint alone;
    `touches` are other fields and rules that a valid request is at an edge of. `twice`: the request is sent a second time,
    and what must be repeatable is compared.
    """

    id: str
    operation_id: str
    kind: Kind
    body: Any = UNSENT
    content: bytes | None = None
    content_type: str | None = None
    path: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    identity: Identity = Identity.RIGHT
    tolerated: bool = False
    constraint: str | None = None
    text: str = ""
    said: tuple[Said, ...] = field(default=())
    also: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a constraint has no case of its own.

    With `proved`, whatever breaks the constraint breaks one of `by` too (nothing can break it when there are none);
    otherwise the search found neither a case nor a proof.
    """

    operation_id: str
    constraint: str
    by: tuple[str, ...]
    why: str
    proved: bool = True
