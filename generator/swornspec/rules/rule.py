"""A rule: a machine-checkable statement of the documentation, with the sentence that states it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from swornspec.rules.expr import Expr
from swornspec.rules.relation import Relation


class Effect(StrEnum):
    """What follows from a rule; only `reject` makes a request invalid."""

    REJECT = "reject"
    """The expression must hold, else the request is invalid."""
    IGNORED = "ignored"
    """The subject is ignored when the expression holds (always, without one)."""
    OVERRIDES = "overrides"
    """The subject wins over `other` when the expression holds."""
    ADVICE = "advice"
    """The documentation recommends that the expression holds; nothing is refused."""
    DEPRECATED = "deprecated"
    """The subject still works, but should no longer be used; `other` replaces it."""
    RELATION = "relation"
    """The response, or another request, stands in this relation to the request."""
    EXTERNAL = "external"
    """Whether the expression must hold depends on knowledge the documents do not hold; `needs` names it."""


@dataclass(frozen=True, slots=True)
class Said:
    """Where a page says something: file, first and last line from 1, and the words themselves.

    What no page says but a person has annotated has the evidence for it instead, and lines 0.
    """

    page: str
    first: int
    last: int
    quote: str
    evidence: str | None = None

    def __str__(self) -> str:
        """`page.txt line 4`, or where the annotation stands."""
        if not self.first:
            return self.page
        return f"{self.page} line{'s' if self.last > self.first else ''} {self.lines}"

    @property
    def lines(self) -> str:
        """`4` or `4-6`."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement about the fields of a request.

    `id` is stable and readable and unique within its operation; `text` is plain English rendered from the tree, never
    page text. `other` is the second field of `overrides` and `deprecated`, `needs` the missing knowledge of `external`.
    `relation` is what can be checked of a relation; the expression beside it is the condition under which it holds. The same
    rule said in two places has two entries in `said`.
    """

    id: str
    effect: Effect
    subject: str
    expr: Expr | None
    text: str
    said: tuple[Said, ...]
    other: str | None = None
    needs: str | None = None
    relation: Relation | None = None

    @property
    def has_place(self) -> bool:
        """Whether it relates the response to the request at a place of the response that is known, so that it can be checked."""
        return self.relation is not None and self.relation.response is not None

    @property
    def revision(self) -> str:
        """Changes when a sentence that states the rule changes: eight hexadecimal digits of its SHA-256."""
        words = "\n".join(" ".join(s.quote.split()) for s in self.said)
        return hashlib.sha256(words.encode()).hexdigest()[:8]
