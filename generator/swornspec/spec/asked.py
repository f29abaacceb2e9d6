"""Cells that say in words when a field is required, where a column says so of all fields: the column has said "required".

    If `mode` is `slow`          required when mode is slow
    Yes, for slow boats          required when mode is slow, of which `slow` is a value
    ✓ (`mode=slow`)
    No, unless `mode` is `slow`
    Yes, either `url` or `file`  at least one of them

What is understood as a sentence about the field is read as that; what is understood as neither is a gap.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from swornspec.page import Block, Page, Stated
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.reworded import reworded
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
_SEVERAL: Final = 2
_BESIDE: Final = 24  # characters between "required" and the names of those of which one is: `Required, at least one of`
_OPENS_LIST: Final = re.compile(r"(?:at least )?one of\b|either\b", re.IGNORECASE)
_IS_REQUIRED: Final = re.compile(r"\s(?:is|are|must be)\s(?:required|mandatory|provided|sent|set|given|specified)$", re.IGNORECASE)
_DEMANDED: Final = re.compile(r"(?:required|mandatory)\s+(?=(?:only\s+)?(?:if|when|unless|for)\b)", re.IGNORECASE)
_LABELLED: Final = re.compile(r"[\s*_`]{0,6}(?:required|mandatory)[\s*_]{0,3}:[\s*_`]{0,6}(?P<cell>\S.{3,199})", re.IGNORECASE)
_BRACKETED: Final = re.compile(
    r"\s*\((?P<cell>(?:yes|required|mandatory|conditional(?:ly)?|if|when|unless|only|one of|either)\b"
    r"[^()\n]{0,160}(?:\([^()\n]{1,120}\))?)\)",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"[\s*_]{0,6}(?:yes|conditional(?:ly)?|required|mandatory)\b[\s*_:;,(]{1,4}(?:if|when|unless|for|one of|either)\b", re.IGNORECASE
)
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
        if understood and not _ONLY.match(cell.text) and not any(_names_listed(s, name, ground) for s in own):
            continue
        said = _read(cell, name, ground)
        if said is None and own:
            continue
        at = found.index(own[0]) if own else len(found)
        found = [s for s in found if s not in own]
        found.insert(at, said or Sentence(Passage(cell.text, cell.span), Outcome.GAP, (), _UNREAD))
    return found


def with_names_apart(block: Block, siblings: Collection[str]) -> Block:
    """A field without values that are names of the fields beside it, its own among them: they say which of these is required."""
    values = block.schema.get("enum", ())
    if len(values) < _SEVERAL or block.name not in values or not all(v in siblings for v in values):
        return block
    told = tuple(s.passage for s in block.stated if "enum" in s.keywords)
    stated = tuple(Stated(kept, s.passage) for s in block.stated if (kept := tuple(k for k in s.keywords if k != "enum")))
    schema = {k: v for k, v in block.schema.items() if k != "enum"}
    demanded = [s for s in stated if s.keywords == ("required",) and any(0 <= t.span.start - s.passage.span.end <= _BESIDE for t in told)]
    stated = tuple(s for s in stated if s not in demanded)
    required = block.required and not demanded
    return structs.replace(block, schema=schema, stated=stated, asked=(*block.asked, *told), required=required)


def as_cell(said: Sentence, name: str, ground: Ground) -> Sentence:
    """A sentence that says when its field is required as such cells do: `(required, one of a or b)`, `Required: if a is sent`.

    Names of fields that were taken for values of the field are none.
    """
    listed = _names_listed(said, name, ground)
    if not listed and (said.outcome is not Outcome.GAP or said.readings):
        return said
    text = said.passage.text
    found = _LABELLED.fullmatch(text) or _BRACKETED.match(text)
    cells = [found["cell"]] if found is not None else [text] if listed or _ANSWERED.match(text) else []
    for cell in cells:
        read = _read(Passage(cell.replace("**", "").rstrip(". "), said.passage.span), name, ground)
        if read is not None:
            return replace(read, passage=said.passage)
    if listed and (other := reworded(text)) != text:
        plain = about_field(Passage(other, said.passage.span), name, ground)
        if len(plain) == 1 and plain[0].outcome is Outcome.RULE:
            return replace(plain[0], passage=said.passage)
    return replace(said, outcome=Outcome.GAP, readings=(), why=_UNREAD) if listed else said


def _names_listed(said: Sentence, name: str, ground: Ground) -> bool:
    """Whether what was taken for the values of a field are names of fields, its own among them."""
    for reading in said.readings:
        values = reading.claim.keywords.get("enum") if reading.is_keyword else None
        if values and len(values) > 1 and name in values and all(v in ground.fields for v in values):
            return True
    return False


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
    if _OPENS_LIST.match(rest):
        rest = _IS_REQUIRED.sub("", rest)
    if (demanded := _DEMANDED.match(rest)) is not None:
        rest = rest[demanded.end() :]
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


__all__ = ["as_cell", "asked_of", "with_asked", "with_names_apart"]
