"""Fields that a page groups under words: when they are sent, or how many of them.

    ### Required if method is card        card_token is required when method is card; no field of the group always is
    ### Only for boleto                   due_date is required, fine is used, when method is boleto
    One of these fields is required:      at least one of the fields below

    Option 1 / Option 2                   the required fields of one of the options

What is marked as required in a group with a condition is required under the condition; where that is not understood it is a gap.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from swornspec.page import Block, Page
from swornspec.page.cells import read_demand
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import And, Count, Expr, Not, Or, Present
from swornspec.rules.expr import names as names_in
from swornspec.rules.field import Fields
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground, ground_of
from swornspec.spec.labels import Condition, condition_of
from swornspec.spec.levels import Level, level_of
from swornspec.spec.outline import Lead, leads_of
from swornspec.text import Passage

_DEMANDS: Final = re.compile(r"\b(?:required|mandatory)\b|\bmust\b|\bneeds? to\b", re.IGNORECASE)
_ASKS: Final = re.compile(
    r"\b(?:required|mandatory|must|needs?|provide|specify|send|include|pass|supply|set|give"
    r"|(?:can|may|should) be (?:used|sent|specified|provided|given|passed|present))\b",
    re.IGNORECASE,
)
_MAY: Final = re.compile(r"\b(?:can|may|could|able to|possible to)\b[^.;]{0,60}$", re.IGNORECASE)  # "you can search by any of these"
_CONDITIONAL: Final = re.compile(r"\b(?:if|when|unless|for|except|depend\w*|based on)\b", re.IGNORECASE)
_ONLY: Final = re.compile(r"\bonly\b", re.IGNORECASE)
_SOUNDS: Final = re.compile(
    r"\b(?:required|mandatory|only|applies|applicable|used)\b.{0,30}\b(?:if|when|unless|for|with)\b|^(?:if|unless)\b|\b(?:if|unless)\b",
    re.IGNORECASE,
)
_FIELDS: Final = r"(?:fields?|parameters?|params?|properties|attributes|arguments|options|keys|values|inputs|query parameters)"
_ONE_OF: Final = re.compile(
    rf"\b(?P<many>at least one|one or more|any|exactly one|only one|one and only one|at most one|either|one|all)\s+of\s+"
    rf"(?:the\s+following|these|the)(?:\s+(?:\w+\s+){{0,2}}{_FIELDS})?(?=\W|$)",
    re.IGNORECASE,
)
_EXCLUSIVE: Final = re.compile(
    rf"\b(?:the\s+following|these)(?:\s+(?:\w+\s+){{0,2}}{_FIELDS})?\s+(?:are\s+mutually\s+exclusive|(?:cannot|can't|can\s?not|must\s+not|may\s+not)"
    r"\s+be\s+(?:used|sent|combined|specified|set|provided|given)(?:\s+(?:together|at\s+the\s+same\s+time))?)(?=\W*$)",
    re.IGNORECASE,
)
FORBIDS: Final = r"(?:cannot|can't|can\s+\W{0,3}not\W{0,3}|must\s+not|may\s+not)"
_NOT_WITH: Final = re.compile(
    rf"\W{{0,3}}(?:the\s+following|these)(?:\s+(?:\w+\s+){{0,2}}{_FIELDS})?\s+{FORBIDS}\s+be\s+(?:used|sent|combined|mixed|specified|set|provided)"
    r"(?:\s+together|\s+in\s+combination)?\s+with\s+(?:the\s+)?(?P<names>`[^.;]{1,160}?)(?:\s+(?:parameters?|fields?))?[.:]?",
    re.IGNORECASE,
)
_NOT_BELOW: Final = re.compile(
    rf"\W{{0,3}}(?:the\s+)?(?P<names>`[^`\n]{{1,80}}`)(?:\s+(?:parameter|field|option))?\s+{FORBIDS}\s+be\s+(?:used|sent|combined|mixed)"
    rf"(?:\s+together|\s+in\s+combination)?\s+with\s+(?:any\s+of\s+)?(?:the\s+)?(?:[\w-]+\s+){{0,3}}{_FIELDS}\s+(?:listed\s+)?below[.:]?",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"`(?P<name>[A-Za-z_$][\w$.-]{0,80})(?:=[^`\n]{0,60})?`")
_EACH: Final = re.compile(
    rf"^\W*(?:(?:the\s+following|these)(?:\s+(?:\w+\s+){{0,2}}{_FIELDS})?\s+(?:are|is|must\s+be)\s+(?:also\s+)?"
    rf"(?:required|mandatory|provided|sent|specified|set)|(?:required|mandatory)(?:\s+(?:\w+\s+){{0,2}}{_FIELDS})?)\b",
    re.IGNORECASE,
)
_OPTION: Final = re.compile(
    r"(?:option|alternative|variant|choice)\s*[#:]?\s*(?:\d{1,2}|[A-F]|one|two|three|four)\b.*|(?:either|or)\W*", re.IGNORECASE
)
_QUOTED: Final = re.compile(r"`([^`\s]{1,60})`|[‘“]([^’”\s]{1,60})[’”]|\"([^\"\s]{1,60})\"|'([\w-]{1,60})'")
_MOST_OPTIONS: Final = 12
_SHORT: Final = 4  # characters of a word that may be a name and is not set apart
_MOST_WORDS: Final = 12  # of a heading that leads fields
_UNREAD: Final = "says when the fields below are sent; of its condition is not clear what it means"


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a group states of one of its fields, by the number of the field."""

    number: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Groups:
    """What the groups of a page state, and the fields that are not always required although they are marked so.

    `cases` has the conditions of the groups that a field is told of in, where it is told of nowhere else.
    """

    sentences: tuple[Grouped, ...] = ()
    sometimes: frozenset[int] = frozenset()
    cases: Mapping[tuple[Level, str], tuple[Expr, ...]] = field(default_factory=dict)

    def in_case(self, reading: Reading, level: Level) -> Reading:
        """What a sentence demands, in the case of the group that all fields it is about are told of in."""
        claim = reading.claim
        if not claim.demands or reading.when or claim.expr is None or reading.effect is not Effect.REJECT:
            return reading
        told = [self.cases.get((level, name), ()) for name in dict.fromkeys(names_in(claim.expr))]
        shared = [case for case in told[0] if all(case in other for other in told[1:])] if told else []
        return replace(reading, when=(shared[0],)) if len(shared) == 1 else reading


def read_groups(page: Page, blocks: Sequence[Block], named: Sequence[str], levels: Mapping[Level, Fields]) -> Groups:
    """What the words above fields say of when these are sent; `levels` has the fields of each object, `named` what each field is called."""
    leads = leads_of(page, blocks)
    level_at = [level_of(block) for block in blocks]
    named = [
        b.name if b.name is not None and b.name in levels.get(level, ()) else own
        for b, own, level in zip(blocks, named, level_at, strict=True)
    ]  # as first shown
    found: list[Grouped] = []
    sometimes: set[int] = set()
    options: list[Lead] = []
    grounds: dict[Level, Ground] = {}
    cases: dict[tuple[Level, str], list[Expr]] = {}
    quoted = _quoted_in(blocks, named)
    for lead in leads:
        members = lead.members
        if not _is_lead(lead, named):
            continue
        level = level_at[members[0]]
        if level not in grounds:
            grounds[level] = ground_of(levels[level])
        group = _Group(lead, [named[m] for m in members], grounds[level], quoted)
        if lead.kind == "heading" and _OPTION.fullmatch(lead.text):
            options.append(lead)
            continue
        if (counted := group.counted()) is not None:
            found.append(Grouped(members[0], counted))
            sometimes.update(m for m in members if len(members) > 1)
        elif (apart := group.apart()) is not None:
            found.append(Grouped(members[0], apart))
        elif group.sounds:
            start = lead.passage.span.start
            marked = [m for m in members if _demanded(blocks[m], start) and blocks[m].location != "path"]
            told = group.conditioned([named[m] for m in marked], [named[m] for m in members if _demanded(blocks[m], start) is False])
            sometimes.update(m for m in marked if blocks[m].required)
            condition = group.condition()
            if condition is not None:
                for m in members:
                    cases.setdefault((level, named[m]), []).append(condition.expr)
            found += [Grouped(next(m for m in members if named[m] == name), said) for name, said in told]
    if 1 < len(options) <= _MOST_OPTIONS:
        marked_in = [[m for m in lead.members if blocks[m].required] for lead in options]
        sometimes.update(m for marked in marked_in for m in marked)
        found += _alternatives(options, marked_in, named, [level_at[lead.members[0]] for lead in options])
    places = {(level_at[n], named[n]): max(1, len(block.told)) for n, block in enumerate(blocks)}
    always_grouped = {at: tuple(exprs) for at, exprs in cases.items() if len(exprs) >= places[at]}
    return Groups(tuple(found), frozenset(sometimes), always_grouped)


def _demanded(block: Block, start: int) -> bool | None:
    """Whether a field is said to be required where words at a place lead it; None where nothing is said of that."""
    places = [told for told in block.told if told.start >= start]
    if places:
        return min(places, key=lambda told: told.start).required
    refused = any(flag.text.strip() and read_demand(flag.text) == "no" for flag in block.flags)
    return True if block.required else False if refused else None


def _is_lead(lead: Lead, named: Sequence[str]) -> bool:
    """Whether words are about the fields below them: a heading of few words, a line that ends in a colon or says that they follow."""
    text = lead.text
    if lead.kind == "heading":
        return len(text.split()) <= _MOST_WORDS
    if not (text.rstrip("*_ ").endswith(":") or re.search(r"\b(?:following|these|below)\b", text, re.IGNORECASE)):
        return False
    others = _others(text)
    if others:
        return not any(named[m] in others for m in lead.members)
    own = {named[m] for m in lead.members} if text.rstrip("*_ ").endswith(":") else set(named)
    return not any(part.strip("`\"'.,:()") in own for part in text.split() if part[:1] == "`" or len(part) > _SHORT)


def _alternatives(
    options: Sequence[Lead], marked: Sequence[Sequence[int]], named: Sequence[str], levels: Sequence[Level]
) -> Iterator[Grouped]:
    """That the required fields of one of several options are sent; a gap where an option has none."""
    first = options[0]
    if not all(marked) or len(set(levels)) > 1:
        if any(marked):
            yield Grouped(first.members[0], Sentence(first.passage, Outcome.GAP, (), _UNREAD))
        return
    ways = [And(tuple(Present(named[m]) for m in one)) if len(one) > 1 else Present(named[one[0]]) for one in marked]
    claim = Claim("at_least_one", named[marked[0][0]], expr=Or(tuple(ways)), demands=True)
    yield Grouped(marked[0][0], Sentence(first.passage, Outcome.RULE, (Reading(claim, (), Effect.REJECT, None),)))


def _quoted_in(blocks: Sequence[Block], named: Sequence[str]) -> dict[str, frozenset[str]]:
    """The words that the prose of each text field sets apart, where there are several: they may be its values."""
    found = {}
    for block, name in zip(blocks, named, strict=True):
        if not block.within and block.schema.get("type", "string") == "string":
            told = frozenset(next(filter(None, groups)).lower() for p in block.prose[:4] for groups in _QUOTED.findall(p.text[:2000]))
            if len(told) > 1:
                found[name] = told
    return found


@dataclass(frozen=True)
class _Group:
    lead: Lead
    names: Sequence[str]
    ground: Ground
    quoted: Mapping[str, frozenset[str]]

    @property
    def sounds(self) -> bool:
        """Whether the words name a condition under which the fields are sent."""
        return self.condition() is not None or bool(_SOUNDS.search(self.lead.text))

    def condition(self) -> Condition | None:
        return condition_of(self.lead.text, self.ground, self.quoted, names=frozenset(self.names))

    def counted(self) -> Sentence | None:
        """How many of the fields are sent, where the words say so: `One of the following is required:`."""
        text = self.lead.text
        if len(self.names) < 2:
            return None
        parts = tuple(map(Present, self.names))
        found = _ONE_OF.search(text)
        if _EXCLUSIVE.search(text):
            return self._of(Claim("exclude_each_other", self.names[0], expr=Count(0, 1, parts), demands=True), ())
        if found is None or not _ASKS.search(text) or (found["many"].lower() == "any" and _MAY.search(text[: found.start()])):
            return None
        expr = _count(" ".join(found["many"].lower().split()), parts, text[found.end() :])
        tail = text[found.end() :]
        when: tuple[Expr, ...] = ()
        if re.search(r"\b(?:if|when|unless)\b", f"{text[: found.start()]} {tail}", re.IGNORECASE):
            condition = self.condition()
            if condition is None:
                return Sentence(self.lead.passage, Outcome.GAP, (), _UNREAD)
            when = (condition.expr,)
        return None if expr is None else self._of(Claim("at_least_one", self.names[0], expr=expr, demands=True), when)

    def apart(self) -> Sentence | None:
        """That none of the fields is sent with others, where the words say so: `These parameters cannot be combined with q.`"""
        others = _others(self.lead.text)
        if not others or any(name not in self.ground.fields or name in self.names for name in others):
            return None
        return Sentence(self.lead.passage, Outcome.RULE, tuple(excluding(self.names, others)))

    def _of(self, claim: Claim, when: tuple[Expr, ...]) -> Sentence:
        return Sentence(self.lead.passage, Outcome.RULE, (Reading(claim, when, Effect.REJECT, None),))

    def demanded(self) -> Iterator[Sentence]:
        """That each of the fields is required, but for those that always are."""
        for name in self.names:
            if not self.ground.fields[name].required:
                yield self._of(Claim("required", name, expr=Present(name), demands=True), ())

    def conditioned(self, marked: Sequence[str], refused: Sequence[str] = ()) -> Iterator[tuple[str, Sentence]]:
        """When the fields of the group are sent: those `marked` as required, all where the words demand and none is marked.

        Those `refused` are said not to be required in each case.
        """
        condition, text = self.condition(), self.lead.text
        demanded = marked or ([name for name in self.names if name not in refused] if _DEMANDS.search(text) else ())
        if condition is None:
            for name in dict.fromkeys((*demanded, *self.names[:1])):
                yield name, Sentence(self.lead.passage, Outcome.GAP, (), _UNREAD)
            return
        for name in (n for n in self.names if n not in names_in(condition.expr)):
            if name in demanded:
                yield name, self._of(Claim("required", name, expr=Present(name), demands=True), (condition.expr,))
            elif _ONLY.search(text):
                ignored = Reading(Claim("ignored", name, effect=Effect.IGNORED), (Not(condition.expr),), Effect.IGNORED, None)
                yield name, Sentence(self.lead.passage, Outcome.RULE, (ignored,))


def _count(many: str, parts: tuple[Expr, ...], tail: str) -> Expr | None:
    if many in ("exactly one", "one and only one") or (many == "only one" and re.search(r"\b(?:must|required|needs?)\b", tail)):
        return Count(1, 1, parts)
    if many in ("only one", "at most one"):
        return Count(0, 1, parts)
    if many == "all":
        return None
    return Count(1, 1 if re.search(r"\bnot both\b", tail, re.IGNORECASE) else None, parts)


def _others(text: str) -> list[str]:
    """The fields with which those below words are not sent."""
    found = _NOT_WITH.fullmatch(text.strip()) or _NOT_BELOW.fullmatch(text.strip())
    return named_in(found["names"]) if found is not None else []


def named_in(text: str) -> list[str]:
    """The names that words set apart as code."""
    return [found["name"] for found in _NAME.finditer(text)]


def excluding(own: Sequence[str], others: Sequence[str]) -> Iterator[Reading]:
    """That none of some fields is sent together with one of others."""
    for name in own:
        for other in others:
            claim = Claim("excludes", name, expr=Count(0, 1, (Present(name), Present(other))), demands=True)
            yield Reading(claim, (), Effect.REJECT, None)


def said_of_group(lead: Passage, names: Sequence[str], ground: Ground) -> tuple[Sentence, ...]:
    """What words state of the fields that are listed below them; nothing where they state nothing of when these are sent."""
    group = _Group(Lead(lead, lead.text, "prose", ()), list(dict.fromkeys(names)), ground, {})
    if not names:
        return ()
    if (counted := group.counted()) is not None:
        return (counted,)
    if group.condition() is not None and _DEMANDS.search(lead.text):
        return tuple(said for _, said in group.conditioned(()))
    if _EACH.search(lead.text) and not _CONDITIONAL.search(lead.text):
        return tuple(group.demanded())
    return ()


__all__ = ["FORBIDS", "Grouped", "Groups", "excluding", "named_in", "read_groups", "said_of_group"]
