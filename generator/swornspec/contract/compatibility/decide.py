"""Every change between two documents with its verdict: by a message that both documents judge, by a proof, or by its form.

A change of what requests must be breaks something exactly when a request that was valid is not any more; a change of what
replies may be, when a reply that is valid now was not. Operations, fields, credentials and addresses that are gone break whatever
was written against them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from swornspec.contract.compatibility.exchange import SOLVED, effective
from swornspec.contract.compatibility.pairing import BODY, TOGETHER, Pairing, places
from swornspec.contract.compatibility.renamed import renamed
from swornspec.contract.compatibility.tries import TRIES, tried
from swornspec.contract.compatibility.verdict import Decided, Message, Verdict
from swornspec.rules.witness import Constraint, Implied, Outcome, Witness
from swornspec.rules.witness.constraint import dotted
from swornspec.spec.compare import Change, Difference, Kind, Side, Topic, Trend, compare, paired
from swornspec.spec.document import Document

_MOST_OPERATIONS: Final = 20
"""In how many operations a change of a shared component is looked at."""
_FORM: Final = {
    Kind.BREAKING: (Verdict.BREAKING, "what was documented is gone, or more is demanded"),
    Kind.COMPATIBLE: (Verdict.COMPATIBLE, "whatever was right still is"),
    Kind.DOCUMENTATION: (Verdict.DOCUMENTATION, ""),
}


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
_Places: TypeAlias = list[tuple[Pairing, tuple[str, ...], tuple[str, ...]]]


@dataclass(slots=True)
class _Decider:
    """Decides changes; `told` holds the changes that tell of a constraint, by operation, part and its id."""

    pairings: dict[str, Pairing]
    told: dict[_Key, list[Change]] = field(default_factory=dict)
    touched: dict[tuple[str, Side], None] = field(default_factory=dict)

    def decided(self, change: Change) -> Decided:
        """The verdict on one change."""
        found = change.about
        if change.kind is Kind.DOCUMENTATION and (found is None or found.topic is not Topic.DEFAULT):
            return _by_form(change)
        if found is None or found.topic is Topic.WORDS:
            return _by_form(change)
        if found.topic is Topic.ADDRESS:
            return Decided(change, Verdict.BREAKING, "requests go another way than before")
        if found.topic is Topic.ANSWER:
            success = change.part[1][:1] == "2"
            verdict = Verdict.BREAKING if success else Verdict.COMPATIBLE
            return Decided(change, verdict, "no reply was like that before" if success else "what is no success was never promised")
        where = list(self._where(change, found))
        self.touched.update(dict.fromkeys((pairing.new.operation_id, change.side) for pairing, _, _ in where))
        if found.topic is Topic.FIELD:
            return self._field(change, found, where)
        if found.topic is Topic.MEMBER and not found.below:
            return self._member(change, found, where)
        outcomes = [o for pairing, part, path in where for o in self._outcomes(change, found, pairing, part, path)]
        return self._settled(change, found, outcomes)

    def _where(self, change: Change, found: Difference) -> Iterator[tuple[Pairing, tuple[str, ...], tuple[str, ...]]]:
        """The parts of operations in which a difference shows, each with the way to it."""
        if change.part[:1] == ("component",):
            listed = 0
            for pairing in self.pairings.values():
                for part, path in places(pairing.new_document, pairing.new, change.part[1], change.side):
                    listed += 1
                    if listed <= _MOST_OPERATIONS:
                        yield pairing, part, (*path, *found.place)
            return
        own = self.pairings.get(change.operation)
        if own is None:
            return
        if change.part == TOGETHER:
            bodily = any(r.id == found.keyword for e in (own.old, own.new) for r in e.rules)
            yield own, BODY if bodily else TOGETHER, found.place
        elif change.part[:1] == ("parameter",):
            yield own, change.part, (change.part[2], *found.place)
        else:
            yield own, change.part, found.place

    def _outcomes(
        self, change: Change, found: Difference, pairing: Pairing, part: tuple[str, ...], path: tuple[str, ...]
    ) -> Iterator[tuple[Pairing, tuple[str, ...], Constraint, Outcome]]:
        """What was found for the constraints that a difference is about."""
        answers = pairing.answers(part)
        if found.topic is Topic.DEFAULT:
            top = path[0] if path else ""
            chosen = [c for c, _ in answers.values() if c.rule is not None and top in effective(c.rule)]
        else:
            names = _names(found, path, change)
            chosen = [c for c, _ in answers.values() if c.id in names]
            for name in names:
                self._tell(change, pairing, part, name)
        for constraint in chosen:
            self._tell(change, pairing, part, constraint.id)
            yield pairing, part, constraint, answers[constraint.id][1]

    def _settled(
        self, change: Change, found: Difference, outcomes: Iterable[tuple[Pairing, tuple[str, ...], Constraint, Outcome]]
    ) -> Decided:
        listed = list(outcomes)
        for pairing, part, _, outcome in listed:
            if isinstance(outcome, Witness):
                return _shown(change, pairing, part, outcome.body)
        implied = [o for *_, o in listed if isinstance(o, Implied)]
        if listed and len(implied) == len(listed):
            by = ", ".join(dict.fromkeys(b for o in implied for b in o.by))
            whose = "the old document" if change.side is Side.SENDER else "the new document"
            why = f"proved: it follows from {by} of {whose}" if by else "proved: nothing can break it"
            return Decided(change, Verdict.COMPATIBLE, why, shown=all(o.why != SOLVED for o in implied))
        if _harmless(change, found):
            return Decided(
                change, Verdict.COMPATIBLE, "it allows all that was allowed" if change.side is Side.SENDER else "it promises all it did"
            )
        if found.topic is Topic.DEFAULT and not listed:
            return Decided(change, Verdict.COMPATIBLE, "no rule reads the default")
        return Decided(change, Verdict.UNDECIDED, "neither a message that shows it nor a proof was found")

    def _field(self, change: Change, found: Difference, where: _Places) -> Decided:
        gone = found.trend is Trend.FEWER
        shown: list[Decided] = []
        for pairing, part, path in where:
            for constraint, witness in pairing.witnesses(part):
                below = constraint.path[: len(path)] == path and constraint.rule is None
                if below and ((constraint.keyword == "required") is (gone and change.side is Side.READER) or constraint.path != path):
                    self._tell(change, pairing, part, constraint.id)
                    shown.append(_shown(change, pairing, part, witness.body))
        if shown:
            return shown[0]
        if not gone:
            return Decided(change, Verdict.COMPATIBLE, "nothing that was documented is refused for it")
        if change.side is Side.READER:
            return Decided(change, Verdict.BREAKING, "programs that read it do not find it any more")
        why = "programs send it, and nothing is promised about it any more"
        for pairing, part, path in where:
            exchange = pairing.exchange(part)
            sent = exchange.sending(path) if exchange is not None else None
            if exchange is not None and sent is not None:
                refused = exchange.refused(sent)
                for constraint_id in refused:
                    self._tell(change, pairing, part, constraint_id)
                if refused:
                    return _shown(change, pairing, part, sent)
                return Decided(change, Verdict.BREAKING, why, _message(pairing, part, sent))
        return Decided(change, Verdict.BREAKING, why)

    def _member(self, change: Change, found: Difference, where: _Places) -> Decided:
        if (found.trend is Trend.FEWER) is not (change.side is Side.SENDER):
            return Decided(change, Verdict.COMPATIBLE, "whatever was right still is")
        for pairing, part, path in where:
            for keyword in ("enum", "const"):
                self._tell(change, pairing, part, f"{dotted(path)}-{keyword}")
        outcomes: list[Outcome] = []
        for pairing, part, path in where:
            exchange = pairing.exchange(part)
            if exchange is None:
                continue
            outcome = exchange.with_member(path, found.value)
            if isinstance(outcome, Witness):
                return _shown(change, pairing, part, outcome.body)
            outcomes.append(outcome)
        if outcomes and all(isinstance(o, Implied) for o in outcomes):
            return Decided(change, Verdict.COMPATIBLE, "proved: no request that was valid could have the value", shown=True)
        return Decided(change, Verdict.UNDECIDED, "neither a message that shows it nor a proof was found")

    def _tell(self, change: Change, pairing: Pairing, part: tuple[str, ...], constraint: str) -> None:
        self.told.setdefault((pairing.new.operation_id, part, constraint), []).append(change)

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
                    found.setdefault(id(teller), _shown(teller, pairing, part, message))
                else:
                    left.setdefault((operation, side, constraint), _left(pairing, side, part, constraint, message))
        for one in decided:
            one = found.get(id(one.change), one)
            if one.verdict is Verdict.UNDECIDED and tries:
                one = replace(one, why=f"{one.why}; {self._count(one.change, tries)}")
            yield one
        yield from left.values()

    def _messages(self, pairing: Pairing, side: Side, tries: int) -> Iterator[tuple[tuple[str, ...], str, object]]:
        """What is right where it is sent and refused where it is taken, with the constraint: drawn at random, and found by the search."""
        for part in pairing.parts(side):
            for constraint, witness in pairing.witnesses(part):
                yield part, constraint.id, witness.body
            if part != TOGETHER:
                yield from ((part, refused.constraint, refused.message) for refused in tried(pairing, part, tries))

    def _count(self, change: Change, tries: int) -> str:
        side = "request" if change.side is Side.SENDER else "reply"
        drawn = [o for o, s in self.touched if s is change.side and change.operation in ("", o)]
        return f"no such {side} among {tries * max(1, len(drawn)):,} drawn at random" if drawn else f"no {side} could be drawn"


def _names(found: Difference, path: tuple[str, ...], change: Change) -> tuple[str, ...]:
    """The names that a verdict may give the constraint which a difference is about."""
    if change.part == TOGETHER:
        return (found.keyword,)
    if found.of_rule:  # of an object within; the way ends with the subject of the rule
        above = path[:-1] if found.path else path
        return (f"{dotted(above)}.{found.keyword}" if above else found.keyword,)
    return tuple(f"{dotted(path)}-{k}" for k in ((found.keyword, "const") if found.keyword == "enum" else (found.keyword,)))


def _harmless(change: Change, found: Difference) -> bool:
    """Whether the form of a difference is a proof: it widens what is taken, at a place that only plain keywords lead to."""
    if found.topic in (Topic.STATUS, Topic.DEFAULT):
        return found.topic is Topic.STATUS
    return found.sure and found.trend is (Trend.MORE if change.side is Side.SENDER else Trend.FEWER)


def _by_form(change: Change) -> Decided:
    verdict, why = _FORM[change.kind]
    return Decided(change, verdict, why)


def _message(pairing: Pairing, part: tuple[str, ...], value: object) -> Message:
    return Message(pairing.new.operation_id, "parameters" if part[0] in ("parameter", "rules") else part[0], value)


def _shown(change: Change, pairing: Pairing, part: tuple[str, ...], value: object) -> Decided:
    why = "a request that was valid is refused now" if change.side is Side.SENDER else "a reply that is valid now was not before"
    return Decided(change, Verdict.BREAKING, why, _message(pairing, part, value), shown=True)


def _left(pairing: Pairing, side: Side, part: tuple[str, ...], constraint: str, value: object) -> Decided:
    sender = side is Side.SENDER
    text = f"what was valid is refused now, by {constraint}" if sender else f"what was never valid may come now: it breaks {constraint}"
    change = Change(pairing.new.operation_id, constraint, side, Kind.BREAKING if sender else Kind.COMPATIBLE, text)
    return _shown(change, pairing, part, value)


__all__ = ["decide", "refined"]
