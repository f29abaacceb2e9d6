"""Every change between two documents with its verdict: by a message that both documents judge, by a proof, or by its form.

A change of what requests must be breaks something exactly when a request that was valid is not any more; a change of what
replies may be, when a reply that is valid now was not. Operations, fields, credentials and addresses that are gone break whatever
was written against them.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from swornspec.contract.compatibility.exchange import SOLVED, reads_default
from swornspec.contract.compatibility.making import by_form, counted_on, harmless, message_of, names_of, shown_by, unasked, unexplained
from swornspec.contract.compatibility.pairing import BODY, TOGETHER, Pairing, Spot, spots
from swornspec.contract.compatibility.renamed import renamed
from swornspec.contract.compatibility.tries import TRIES, tried
from swornspec.contract.compatibility.verdict import Decided, Verdict
from swornspec.errors import DocumentError
from swornspec.rules.witness import Constraint, Implied, Outcome, Witness
from swornspec.rules.witness.sample import free_name
from swornspec.spec.compare import Change, Difference, Kind, Side, Topic, Trend, compare, paired
from swornspec.spec.document import Document

_MOST_SPOTS: Final = 20
"""In how many places a change of a shared component is looked at."""
_OPEN: Final = "neither a message that shows it nor a proof was found"


def decide(old: Document, new: Document, *, solver: bool = False, tries: int = TRIES) -> tuple[Decided, ...]:
    """What changed, each change decided, in the order of `compare`; changes that only a message shows come last.

    `solver` asks z3 (it must be installed) where the search finds neither a message nor a proof. `tries` random messages are
    drawn for each operation whose messages changed. The same documents always give the same answer.
    """
    changes = compare(old, new)
    pairs, _ = paired(old, new)
    decider = _Decider(
        {e.operation_id: Pairing(old, new, pairs[e.operation_id], e, solver) for e in new.endpoints if e.operation_id in pairs}
    )
    decided = [decider.decided(change) for change in changes]
    return tuple(renamed(decider.confirmed(decided, tries)))


def refined(old: Document, new: Document) -> tuple[Change, ...]:
    """The changes as `compare` gives them, with the kinds of those that a message or a proof decides; see `kinds`."""
    return kinds(decide(old, new))


def kinds(decided: Iterable[Decided]) -> tuple[Change, ...]:
    """The changes as a client's version and changelog count them: with the kind that a message or a proof shows, else by form.

    What readers are told stays with the form: a client reads replies leniently. So does what only the solver has proved, which
    need not be installed where a client is built.
    """
    return tuple(_refined(d) for d in decided)


def _refined(decided: Decided) -> Change:
    change = decided.change
    if change.side is Side.READER or not decided.shown or change.kind is Kind.DOCUMENTATION:
        return change
    if decided.verdict is Verdict.BREAKING:
        return replace(change, kind=Kind.BREAKING, sure=True)
    return replace(change, kind=Kind.COMPATIBLE, sure=True)


_Key: TypeAlias = tuple[str, tuple[str, ...], str]
_Found: TypeAlias = tuple[Spot, Constraint, Outcome]


@dataclass(slots=True)
class _Decider:
    """Decides changes; `told` holds the changes that tell of a constraint, by operation, part and its id."""

    pairings: dict[str, Pairing]
    told: dict[_Key, list[Change]] = field(default_factory=dict)
    touched: dict[tuple[str, Side], None] = field(default_factory=dict)

    def decided(self, change: Change) -> Decided:
        """The verdict on one change."""
        found = change.about
        if found is None or found.topic is Topic.WORDS or change.kind is Kind.DOCUMENTATION:
            return self._demanded(change) if change.part[:1] == ("parameter",) and found is None else by_form(change)
        if found.topic is Topic.ADDRESS:
            return Decided(change, Verdict.BREAKING, "requests go another way than before")
        if found.topic is Topic.ANSWER:
            success = change.part[1][:1] == "2"
            verdict = Verdict.BREAKING if success else Verdict.COMPATIBLE
            return Decided(change, verdict, "no reply was like that before" if success else "what is no success was never promised")
        where = list(itertools.islice(self._where(change, found), _MOST_SPOTS + 1))
        self.touched.update(dict.fromkeys((spot.pairing.new.operation_id, change.side) for spot in where))
        plain = not found.below and not any(spot.branch for spot in where) and not any(counted_on(spot, found) for spot in where)
        if found.topic is Topic.FIELD and (plain or found.trend is Trend.FEWER):
            return self._field(change, found, where if plain else [])
        if found.topic is Topic.MEMBER and plain:
            return self._member(change, found, where)
        return self._settled(change, found, where, plain=plain)

    def _demanded(self, change: Change) -> Decided:
        """A parameter that is demanded now, shown by the least that was enough."""
        pairing = self.pairings[change.operation]
        try:
            was, now = pairing.subjects
        except DocumentError:  # a schema that no validator reads
            return by_form(change)
        refused = {b.constraint for b in now.checker.broken_parameters(was.parameters)}
        if was.checker.broken_parameters(was.parameters) or f"{change.part[2]}-required" not in refused:
            return by_form(change)
        return shown_by(change, Spot(pairing, change.part, ()), {name: value for (_, name), value in was.parameters.items()})

    def _where(self, change: Change, found: Difference) -> Iterator[Spot]:
        """Where a difference shows."""
        steps = tuple(free_name({}) if step == "*" else step for step in found.place)
        if change.part[:1] == ("component",):
            for pairing in self.pairings.values():
                for spot in spots(pairing, change.part[1], change.side):
                    yield spot if spot.branch else replace(spot, path=(*spot.path, *steps))
            return
        own = self.pairings.get(change.operation)
        if own is None:
            return
        if change.part == TOGETHER:
            bodily = any(r.id == found.keyword for e in (own.old, own.new) for r in e.rules)
            yield Spot(own, BODY if bodily else TOGETHER, steps)
        elif change.part[:1] == ("parameter",):
            yield Spot(own, change.part, (change.part[2], *steps))
        else:
            yield Spot(own, change.part, steps)

    def _outcomes(self, change: Change, found: Difference, spot: Spot) -> Iterator[_Found]:
        """What was found for the constraints that a difference is about."""
        answers = spot.pairing.answers(spot.part)
        if found.topic is Topic.DEFAULT and not spot.branch:
            chosen = [c for c, _ in answers.values() if c.rule is not None and reads_default(c.rule, spot.path)]
        else:
            named = names_of(found, spot, change)
            chosen = [c for c, _ in answers.values() if c.id in named]
            for name in named:
                self._tell(change, spot, name)
        for constraint in chosen:
            self._tell(change, spot, constraint.id)
            yield spot, constraint, answers[constraint.id][1]

    def _settled(self, change: Change, found: Difference, where: list[Spot], *, plain: bool) -> Decided:
        """`plain` when only fields and items lead to the difference."""
        listed = [o for spot in where for o in self._outcomes(change, found, spot)]
        for spot, _, outcome in listed:
            if isinstance(outcome, Witness):
                return shown_by(change, spot, outcome.body)
        implied = [o for *_, o in listed if isinstance(o, Implied)]
        if listed and len(where) <= _MOST_SPOTS and len(implied) == len(listed):
            by = ", ".join(dict.fromkeys(b for o in implied for b in o.by))
            whose = "the old document" if change.side is Side.SENDER else "the new document"
            why = f"proved: it follows from {by} of {whose}" if by else "proved: nothing can break it"
            return Decided(change, Verdict.COMPATIBLE, why, shown=all(o.why != SOLVED for o in implied))
        if plain and harmless(change, found):
            return Decided(
                change, Verdict.COMPATIBLE, "it allows all that was allowed" if change.side is Side.SENDER else "it promises all it did"
            )
        if found.topic is Topic.DEFAULT and not listed and not unasked(where):
            return Decided(change, Verdict.COMPATIBLE, "no rule reads the default")
        return Decided(change, Verdict.UNDECIDED, unasked(where) or _OPEN)

    def _field(self, change: Change, found: Difference, where: list[Spot]) -> Decided:
        gone = found.trend is Trend.FEWER
        shown: list[Decided] = []
        for spot in where:
            for constraint, witness in spot.pairing.witnesses(spot.part):
                below = constraint.path[: len(spot.path)] == spot.path and constraint.rule is None
                own = (constraint.keyword == "required") is (gone and change.side is Side.READER)
                if below and (own or constraint.path != spot.path):
                    self._tell(change, spot, constraint.id)
                    shown.append(shown_by(change, spot, witness.body))
        if shown:
            return shown[0]
        if not gone:
            return Decided(change, Verdict.COMPATIBLE, "nothing that was documented is refused for it")
        if change.side is Side.READER:
            return Decided(change, Verdict.BREAKING, "programs that read it do not find it any more")
        why = "programs send it, and nothing is promised about it any more"
        for spot in where:
            exchange = spot.pairing.exchange(spot.part)
            sent = exchange.sending(spot.path) if exchange is not None else None
            if exchange is None or sent is None:
                continue
            refused = exchange.refused(sent)
            for name in refused:
                self._tell(change, spot, name)
            return shown_by(change, spot, sent) if refused else Decided(change, Verdict.BREAKING, why, message_of(spot, sent))
        return Decided(change, Verdict.BREAKING, why)

    def _member(self, change: Change, found: Difference, where: list[Spot]) -> Decided:
        if (found.trend is Trend.FEWER) is not (change.side is Side.SENDER):
            return Decided(change, Verdict.COMPATIBLE, "whatever was right still is")
        for spot in where:
            for name in names_of(found, spot, change):
                self._tell(change, spot, name)
        exchanges = [(spot, exchange) for spot in where if (exchange := spot.pairing.exchange(spot.part)) is not None]
        outcomes: list[Outcome] = []
        for spot, exchange in exchanges:
            outcome = exchange.with_member(spot.path, found.value)
            if isinstance(outcome, Witness):
                return shown_by(change, spot, outcome.body)
            outcomes.append(outcome)
        if outcomes and len(where) <= _MOST_SPOTS and all(isinstance(o, Implied) for o in outcomes):
            return Decided(change, Verdict.COMPATIBLE, "proved: no request that was valid could have the value", shown=True)
        return Decided(change, Verdict.UNDECIDED, _OPEN)

    def _tell(self, change: Change, spot: Spot, constraint: str) -> None:
        self.told.setdefault((spot.pairing.new.operation_id, spot.part, constraint), []).append(change)

    def confirmed(self, decided: list[Decided], tries: int) -> Iterator[Decided]:
        """The same, after random messages; with one more for each constraint that refuses what was right and that no change tells of."""
        verdicts = {id(d.change): d.verdict for d in decided}
        found: dict[int, Decided] = {}
        left: dict[tuple[str, Side, str], Decided] = {}
        for operation, side in self.touched:
            pairing = self.pairings[operation]
            for part, constraint, message in self._messages(pairing, side, tries):
                tellers = self.told.get((operation, part, constraint), [])
                if any(verdicts[id(c)] is Verdict.BREAKING for c in tellers):
                    continue
                teller = next((c for c in tellers if c.about is None or c.about.topic is not Topic.MEMBER), None)
                if teller is not None:
                    found.setdefault(id(teller), shown_by(teller, Spot(pairing, part, ()), message))
                else:
                    left.setdefault((operation, side, constraint), unexplained(Spot(pairing, part, ()), side, constraint, message))
        for one in decided:
            one = found.get(id(one.change), one)
            if one.verdict is Verdict.UNDECIDED and tries:
                one = replace(one, why=f"{one.why}; {self._count(one.change)}")
            yield one
        yield from left.values()

    def _messages(self, pairing: Pairing, side: Side, tries: int) -> Iterator[tuple[tuple[str, ...], str, object]]:
        """What is right where it is sent and refused where it is taken, with the constraint: drawn at random, and found by the search."""
        for part in pairing.parts(side):
            for constraint, witness in pairing.witnesses(part):
                yield part, constraint.id, witness.body
            if part != TOGETHER:
                yield from ((part, refused.constraint, refused.message) for refused in tried(pairing, part, tries))

    def _count(self, change: Change) -> str:
        """How many random messages did not show anything."""
        side = "request" if change.side is Side.SENDER else "reply"
        where = self._where(change, change.about) if change.about is not None else iter(())
        parts = {(id(s.pairing), s.part): s.pairing.drawn.get(s.part, 0) for s in itertools.islice(where, _MOST_SPOTS)}
        drawn = sum(parts.values())
        return f"no such {side} among {drawn:,} drawn at random" if drawn else f"no {side} could be drawn at random"


__all__ = ["decide", "kinds", "refined"]
