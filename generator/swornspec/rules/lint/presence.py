"""Fields that can never be sent, must always be sent although nobody says so, or never stand alone.

dead-field         size      two rules about it exclude each other
hidden-required    prompt    "one of prompt, image is required" where image can never be sent
never-alone        depth     "requires width to be set"
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from swornspec.rules.expr import HasValue, Not, Present, Ref, names
from swornspec.rules.field import field_at, top_of
from swornspec.rules.lint.implied import sentences, shown
from swornspec.rules.lint.inquiry import Example, Excluded, Inquiry
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.witness import Constraint, Space, notable, sample
from swornspec.rules.witness.breaking import minimal
from swornspec.rules.witness.search import Demand

_TRIED: Final = 6


def presence(inquiry: Inquiry) -> Iterator[Remark]:
    """What can be said about the sending of each field that rules speak of; nothing where no request is valid.

    To be read first: what else could be said of a dead field is no news.
    """
    space = inquiry.space
    if not isinstance(inquiry.least, Mapping):
        return
    sent: Mapping[str, Any] = inquiry.least
    for name in _spoken_of(space):
        field = space.fields[name]
        if not field.required and name in sent and not _omitted(space, sent, name):
            yield from _hidden_required(inquiry, name)
        if name not in sent and _alone(space, sent, name) is None:
            answer = inquiry.ask(f"whether any request can send {name}", [Demand(Present(name))])
            if isinstance(answer, Excluded):
                inquiry.dead.add(name)
                yield _dead(name, answer.by)
            elif isinstance(answer, Example):
                yield from _never_alone(inquiry, name, answer, sent)


def ignored_alone(inquiry: Inquiry, rules: tuple[Rule, ...]) -> Iterator[Remark]:
    """Each field that is ignored in every request that sends it with nothing but the required fields."""
    space = inquiry.space
    sent: Mapping[str, Any] = inquiry.least if isinstance(inquiry.least, Mapping) else {}
    for rule in rules if isinstance(inquiry.least, Mapping) else ():
        name = rule.subject
        if rule.effect is not Effect.IGNORED or rule.expr is None or field_at(name, space.fields) is None or name in sent:
            continue
        others = [Demand(Not(Present(n))) for n in _neighbours(space, name, rule) if n not in sent]
        if inquiry.proof([Demand(HasValue(Ref(name))), Demand(rule.expr, broken=True), *others]) is None:
            continue
        heard = inquiry.ask(f"whether {name} is ever heeded", [Demand(HasValue(Ref(name))), Demand(rule.expr, broken=True)])
        if isinstance(heard, Example):
            such = f"; a request in which it counts: {shown(heard.body)}" if heard.fit else ""
            message = f"{name} alone does nothing: {rule.text}{such}"
            yield Remark("never-alone", Severity.INFO, name, message, rule.said)


def _spoken_of(space: Space) -> list[str]:
    """The fields that rules between fields speak of, and those whose own keywords leave no room, in the document's order."""
    ruled = {n for c in space.constraints if c.rule is not None for n in c.fields}
    return [n for n, f in space.fields.items() if n in ruled or (not f.required and len(f.schema) > 1)]


def _omitted(space: Space, least: Mapping[str, Any], name: str) -> bool:
    return not space.judge({k: v for k, v in least.items() if k != name})


def _alone(space: Space, least: Mapping[str, Any], name: str) -> Any | None:
    """A value with which a field stands alone beside what is required, if a likely one does."""
    schema = space.fields[name].schema
    values = [sample(schema), *(v for _, v in notable(schema))]
    return next((v for v in values[:_TRIED] if v is not None and not space.judge({**least, name: v})), None)


def _hidden_required(inquiry: Inquiry, name: str) -> Iterator[Remark]:
    answer = inquiry.ask(f"whether any request can leave out {name}", [Demand(Not(Present(name)))])
    if isinstance(answer, Excluded):
        yield Remark(
            "hidden-required",
            Severity.WARNING,
            name,
            f"{name} is not marked as required, and no valid request leaves it out: {_named(answer.by)}",
            sentences(answer.by),
            f"mark {name} as required",
        )


def _dead(name: str, by: tuple[Constraint, ...]) -> Remark:
    message = f"no valid request can send {name}: {_named(by)}"
    return Remark("dead-field", Severity.WARNING, name, message, sentences(by), "find out which of the sentences holds")


def _never_alone(inquiry: Inquiry, name: str, example: Example, least: Mapping[str, Any]) -> Iterator[Remark]:
    space = inquiry.space
    alone = [Demand(Present(name)), *(Demand(Not(Present(n))) for n in _neighbours(space, name) if n not in least)]
    proof = inquiry.proof(alone)
    if proof is None:
        answer = inquiry.ask(f"whether {name} can be sent alone", alone)
        proof = answer if isinstance(answer, Excluded) else None
    if proof is not None:
        smallest = minimal(space, example.body, frozenset())
        together = smallest if isinstance(smallest, Mapping) and name in smallest else example.body
        such = f"; a valid request with it: {shown(together)}" if example.fit else ""
        message = f"{name} is never valid alone: {_named(proof.by)}{such}"
        yield Remark("never-alone", Severity.INFO, name, message, sentences(proof.by))


def _neighbours(space: Space, name: str, also: Rule | None = None) -> list[str]:
    """The other fields that rules join with a field, directly or through others, in the document's order."""
    top = top_of(name, space.fields)
    spoken = names(also.expr) if also is not None and also.expr is not None else ()
    reach = {top, *(top_of(n, space.fields) for n in spoken)}
    for _ in space.fields:
        wider = reach.union(*(c.fields for c in space.constraints if c.rule is not None and reach.intersection(c.fields)))
        if wider == reach:
            break
        reach = wider
    return [n for n in space.fields if n in reach and n != top and not space.fields[n].required]


def _named(constraints: tuple[Constraint, ...]) -> str:
    rules = [c.rule.text for c in constraints if c.rule is not None]
    return " and ".join(rules or [c.id for c in constraints]) or "its own keywords exclude it"
