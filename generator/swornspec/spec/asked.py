"""Cells that say in words when a field is required, where a column says so of all fields: the column has said "required".

    If `mode` is `slow`          required when mode is slow
    Yes, for slow boats          required when mode is slow, of which `slow` is a value
    ✓ (`mode=slow`)
    No, unless `mode` is `slow`
    Yes, either `url` or `file`  at least one of them

What is understood as a sentence about the field is read as that; what is understood as neither is a gap.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from swornspec.page import Block, Page
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.expr import Count, Present
from swornspec.rules.expr import names as names_in
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.labels import condition_of
from swornspec.spec.under import about_field
from swornspec.text import Passage
from swornspec.text.markup import unmarked

_YES: Final = re.compile(
    r"[\s*_✓✔✅☑️●]{1,8}"
    r"|(?:yes|y|true|required|mandatory|conditional(?:ly)?(?: required)?|cond\.?|sometimes|depends)(?![\w-])[\s*_:;,–—-]{0,4}",
    re.IGNORECASE,
)
_NO: Final = re.compile(r"(?:no|n|false|optional|not required)(?![\w-])[\s*_:;,–—-]{0,4}", re.IGNORECASE)
_CONDITION: Final = re.compile(r"(?:only\s+)?(?:if|when|whenever|unless|where)\b", re.IGNORECASE)
_FOR: Final = re.compile(r"(?:only\s+)?(?:for|in|on|with)\s+(?P<label>\S.*)", re.IGNORECASE)
_ONLY: Final = re.compile(r"\W{0,3}only\s+(?:if|when|for)\b", re.IGNORECASE)  # required only then, which "only when ..." alone is not
_OTHERWISE: Final = re.compile(r"\b(?:optional|not|no|required|otherwise|depend\w*|based on|see|note)\b", re.IGNORECASE)
_JOINED: Final = frozenset(("FIELD", "OR", "COMMA", "SLASH", "ONE_OF", "AT_LEAST_ONE", "STOP", "THIS"))
_OPENS_OTHERS: Final = re.compile(r"\W{0,3}or\s", re.IGNORECASE)
_LONGEST: Final = 200
_UNREAD: Final = "says when the field is required in a way that is not clear"


def asked_of(page: Page, block: Block) -> tuple[Passage, ...]:
    """The cells of a field that say when it is required, as its sentences are read."""
    return tuple(p for passage in block.asked for p in (unmarked(page.plain(passage)) if block.markup else (passage,)))


def with_asked(heard: Sequence[Sentence], asked: Iterable[Passage], name: str, ground: Ground) -> list[Sentence]:
    """The sentences of a field's prose, those of cells that say when it is required as what these say."""
    found = list(heard)
    for cell in asked:
        own = [s for s in found if cell.span.start <= s.passage.span.start < max(cell.span.end, cell.span.start + 1)]
        understood = any(s.readings or s.outcome is Outcome.ADVICE for s in own)
        if understood and not _ONLY.match(cell.text):
            continue
        said = _read(cell, name, ground)
        if said is None and own:
            continue
        at = found.index(own[0]) if own else len(found)
        found = [s for s in found if s not in own]
        found.insert(at, said or Sentence(Passage(cell.text, cell.span), Outcome.GAP, (), _UNREAD))
    return found


def _read(cell: Passage, name: str, ground: Ground) -> Sentence | None:
    """What a cell says of when its field is required; None where that is not understood."""
    text = " ".join(cell.text.split())
    if len(text) > _LONGEST:
        return None
    for rest in _without_answer(text):
        if _CONDITION.match(rest):
            asks = f"Required {rest[:1].lower()}{rest[1:]}".replace("Required only ", "Required ", 1)
            read = about_field(Passage(asks, cell.span), name, ground)
            if len(read) == 1 and read[0].outcome is Outcome.RULE and all(r.claim.form == "required" for r in read[0].readings):
                return replace(read[0], passage=Passage(cell.text, cell.span))
            continue
        readings = (*_alternatives(rest, name, ground),) or (*_in_case(rest, name, ground),)
        if readings:
            return Sentence(Passage(cell.text, cell.span), Outcome.RULE, readings)
    return None


def _without_answer(text: str) -> Iterator[str]:
    """What a cell says besides yes or no."""
    rest = text.rstrip(". ")
    answered = _YES.match(rest)
    if answered is not None:
        rest = rest[answered.end() :]
    elif (refused := _NO.match(rest)) is not None:
        rest = rest[refused.end() :].strip("() ")
        if rest[:7].lower() != "unless ":
            return
        rest = f"when {rest[7:]}"
    rest = rest.strip()
    if rest[:1] == "(" and rest.endswith(")") and rest.count("(") == 1:
        rest = rest[1:-1].strip()
    if rest:
        yield rest


def _in_case(text: str, name: str, ground: Ground) -> Iterator[Reading]:
    """That a field is required in the case that a label is: `slow boats`, `mode=slow`."""
    found = _FOR.fullmatch(text)
    label = found["label"] if found is not None else text
    condition = None if _OTHERWISE.search(label) else condition_of(label, ground, names=frozenset((name,)), whole=True)
    if condition is not None and name not in names_in(condition.expr):
        yield Reading(Claim("required", name, expr=Present(name), demands=True), (condition.expr,), Effect.REJECT, None)


def _alternatives(text: str, name: str, ground: Ground) -> Iterator[Reading]:
    """That at least one of the fields that a cell joins with "or" is sent, its own among them."""
    tokens = tokenize(text, ground.vocabulary)
    kinds = [t.kind for t in tokens]
    named = list(dict.fromkeys(str(t.value) for t in tokens if t.kind == "FIELD"))
    joint = _JOINED | {"AND"} if {"ONE_OF", "AT_LEAST_ONE"} & set(kinds) else _JOINED
    if not named or any(kind not in joint and t.value != "either" for kind, t in zip(kinds, tokens, strict=True)):
        return
    others = [n for n in named if n != name]
    joined = bool({"OR", "SLASH", "ONE_OF", "AT_LEAST_ONE"} & set(kinds))
    known = name in named or "THIS" in kinds or _OPENS_OTHERS.match(text) is not None
    if joined and known and others and all(n in ground.fields for n in others):
        parts = tuple(map(Present, (name, *others)))
        yield Reading(Claim("at_least_one", name, expr=Count(1, None, parts), demands=True), (), Effect.REJECT, None)


__all__ = ["asked_of", "with_asked"]
