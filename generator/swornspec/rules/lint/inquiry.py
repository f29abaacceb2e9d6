"""Questions about all valid requests, put first to the search for witnesses and then, where it is installed, to the solver.

What neither can answer is kept, so that it can be said: no question is dropped in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from swornspec.rules.evaluate import holds
from swornspec.rules.expr import names
from swornspec.rules.field import Fields, top_of
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.solver import INSTALL, available
from swornspec.rules.witness import Constraint, Space, prove, satisfying
from swornspec.rules.witness.find import Found, find
from swornspec.rules.witness.search import Demand

_GIVEN_UP: Final = 12
"""After so many questions without an answer no further ones are asked about an operation: each of them took long."""
_SHOWN: Final = 6
_WIDEST: Final = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A request that does what was asked for; `fit` to be shown when it is the small one of the search, not any one of the solver."""

    body: Any
    fit: bool = True


@dataclass(frozen=True, slots=True)
class Excluded:
    """The proof that no request does it: these constraints together stand in the way."""

    by: tuple[Constraint, ...]


@dataclass(slots=True)
class Inquiry:
    """The questions about one operation, and those of them (what, why) that stayed open.

    `least` is a valid request, if one was found; `dead` are the fields that no valid request can send, once that is known.
    """

    space: Space
    solver: bool = field(default_factory=available)
    unanswered: list[tuple[str, str]] = field(default_factory=list)
    dead: set[str] = field(default_factory=set)
    least: Any = field(init=False)

    def __post_init__(self) -> None:
        """Find a valid request."""
        self.least = None  # for the solver, which is asked when the search has none
        self.least = satisfying(self.space)
        if self.least is None:
            answer = self.settle([])
            self.least = answer.body if isinstance(answer, Example) else None

    @property
    def exhausted(self) -> bool:
        """Whether so many questions were given up that no more should be asked."""
        return len(self.unanswered) >= _GIVEN_UP

    def ask(
        self, what: str, demands: Sequence[Demand], fixed: Mapping[str, Any] | None = None, *, breaks: frozenset[str] = frozenset()
    ) -> Example | Excluded | None:
        """A request that meets the demands and keeps everything but `breaks`, or the proof that there is none; None: not decided."""
        if self.exhausted:
            self.unanswered.append((what, "not asked, because too many questions before it were given up"))
            return None
        found = find(self.space, demands, fixed, breaks=breaks)
        if isinstance(found, Found):
            return Example(found.body)
        answer = self.settle(demands, breaks=breaks)
        if answer is None:
            self.unanswered.append((what, "the search found no request and no proof"))
        return answer

    def proof(self, demands: Sequence[Demand], *, breaks: frozenset[str] = frozenset()) -> Excluded | None:
        """The proof that no request meets the demands and keeps everything but `breaks`, if there is one."""
        answer = self.settle(demands, breaks=breaks)
        return answer if isinstance(answer, Excluded) else None

    def settle(self, demands: Sequence[Demand], *, breaks: frozenset[str] = frozenset()) -> Example | Excluded | None:
        """What can be said of a question to which the search has found no request: a proof of its own, or the solver's answer."""
        keep = [c for c in self.space.constraints if c.id not in breaks and c.flat]
        for near in _neighbourhoods(self.space.fields, demands, keep):
            closed = prove(self.space, demands, breaks, near)
            if closed is not None:
                return self._excluded(closed.by)
        if not self.solver:
            return None
        from swornspec.rules.solver.ask import Impossible, Possible, ask

        answer = ask(self.space.fields, demands, keep)
        if isinstance(answer, Impossible):
            return self._excluded(answer.by)
        if isinstance(answer, Possible):
            rest = self.least if isinstance(self.least, Mapping) else self.space.base
            body = {**{k: v for k, v in rest.items() if k not in answer.spoken}, **answer.body}
            if frozenset(self.space.judge(body)) == breaks and all(self._met(d, body) for d in demands):
                return Example(body, fit=False)
        return None

    def _met(self, demand: Demand, body: Any) -> bool:
        if isinstance(demand.what, Constraint):
            return (demand.what.id in self.space.judge(body)) is demand.broken
        return holds(demand.what, body, self.space.fields) is not demand.broken

    def _excluded(self, by: Sequence[str]) -> Excluded:
        return Excluded(tuple(c for c in self.space.constraints if c.id in by))


def _neighbourhoods(fields: Fields, demands: Sequence[Demand], keep: Sequence[Constraint]) -> Iterator[list[Constraint]]:
    """Ever more constraints that may stand in the way: about the demanded fields, then about those that rules join with them."""
    reach = {n for d in demands for n in (d.what.fields if isinstance(d.what, Constraint) else (top_of(n, fields) for n in names(d.what)))}
    if not reach:
        yield list(keep)
        return
    for _ in range(_WIDEST):
        touching = [c for c in keep if not c.fields or reach.intersection(c.fields)]
        yield touching
        wider = reach.union(*(c.fields for c in touching))
        if wider == reach:
            return
        reach = wider


def not_analysed(inquiries: Sequence[Inquiry]) -> Iterator[Remark]:
    """What stayed open about one operation, as one remark."""
    left = [question for inquiry in inquiries for question in inquiry.unanswered]
    if not left:
        return
    some = "; ".join(f"{what} ({why})" for what, why in left[:_SHOWN])
    more = f"; and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
    amount = "1 question was" if len(left) == 1 else f"{len(left)} questions were"
    message = f"{amount} neither answered nor proved unanswerable: {some}{more}"
    yield Remark("not-analysed", Severity.INFO, "", message, (), None if all(i.solver for i in inquiries) else INSTALL)


__all__ = ["Example", "Excluded", "Inquiry", "not_analysed"]
