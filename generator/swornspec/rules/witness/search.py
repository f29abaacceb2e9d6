"""Search the requests that do what is demanded and keep what must be kept, or prove that there are none.

Depth first over the splits that `decide` asks for, few fields first, with a budget of decisions. A search that ends
without a leaf is a proof; one that runs out of its budget is not, and says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from swornspec.rules.expr import Expr
from swornspec.rules.field import Fields
from swornspec.rules.witness.constraint import Constraint
from swornspec.rules.witness.decide import Decider
from swornspec.rules.witness.known import Facts, Split, Verdict

DECISIONS: Final = 60_000
"""How many constraints one search decides at most: about a quarter of a second."""


@dataclass(frozen=True, slots=True)
class Demand:
    """An expression or constraint that must hold, or must be broken."""

    what: Expr | Constraint
    broken: bool = False


@dataclass(slots=True)
class Search:
    """One search; after `leaves` is exhausted, `complete` says whether everything was looked at and `rounded` whether decimals were
    multiplied or added on the way (then no leaf is no proof). `used` holds the ids of the kept constraints that closed a branch.
    """

    fields: Fields
    demands: Sequence[Demand]
    keep: Sequence[Constraint]
    start: Facts
    most_fields: int | None = None
    budget: int = DECISIONS
    spent: int = 0
    complete: bool = False
    rounded: bool = False
    used: set[str] = field(default_factory=set)

    def leaves(self) -> Iterator[Facts]:
        """Sets of facts in which every demand is met and everything is kept, as far as can be decided."""
        decider = Decider(self.fields)
        stack: list[tuple[Facts, tuple[Constraint, ...]]] = [(dict(self.start), tuple(self.keep))]
        while stack:
            facts, open_constraints = stack.pop()
            if self.spent > self.budget:
                return
            self.spent += 1 + len(self.demands)
            if self.most_fields is not None and _sent(facts, self.start) > self.most_fields:
                continue
            if not decider.consistent(facts):
                continue
            question = self._demanded(decider, facts)
            self.rounded = decider.rounded
            if question is False:
                continue
            undecided: list[Constraint] = []
            for constraint in open_constraints:
                verdict = decider.constraint(constraint, facts)
                self.spent += 1
                if verdict is False:
                    self.used.add(constraint.id)
                    break
                if isinstance(verdict, Split):
                    undecided.append(constraint)
                    question = verdict if question is True else question
            else:
                self.rounded = decider.rounded
                if isinstance(question, Split):
                    rest = tuple(undecided)
                    stack += [({**facts, **more}, rest) for more in reversed(question.alternatives)]
                else:
                    yield facts
        self.complete = True

    def _demanded(self, decider: Decider, facts: Facts) -> Verdict:
        question: Verdict = True
        for demand in self.demands:
            what = demand.what
            verdict = decider.constraint(what, facts) if isinstance(what, Constraint) else decider.expr(what, facts)
            if isinstance(verdict, Split):
                question = verdict if question is True else question
            elif verdict is demand.broken:
                return False
        return question


def _sent(facts: Facts, start: Facts) -> int:
    """How many fields are sent beyond those given at the start."""
    return sum(1 for key, kind in facts.items() if key[0] == "kind" and kind != "absent" and key not in start)


def absent(names: Sequence[str]) -> Mapping[Any, Any]:
    """The facts that some fields are not sent."""
    return {("kind", name): "absent" for name in names}
