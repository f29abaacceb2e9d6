"""Lists in notes, with what the words above their items say that these hold for.

When `mode` is `edit`:                  holds for each item of the list, and of the lists within it
- `image` is required.
- If `mask` is sent:
  - `strength` is ignored.

One of these fields is required:        is about the fields that the items open with
- `id`
- `email`

The supported combinations are:         one of the items
- `id`
- `email` and `name`

The required parameters are:            where one of the fields has one value of several, it says when the others are required
- `image` - what to start from
- `mode` - must be `edit`
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.members import equal
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.expr import And, Expr, Or, Present, Ref
from swornspec.rules.expr import names as names_in
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.groups import said_of_group
from swornspec.spec.labels import Condition, condition_of
from swornspec.spec.text_limits import NOTHING, Announced, read_limits
from swornspec.spec.under import label_of, named_fields, read_under, under
from swornspec.spec.whole import OF_LISTED
from swornspec.text import Passage
from swornspec.text.sentences import sentences

_OPENS: Final = re.compile(r"[`\"'*\s]{0,4}(?P<name>[A-Za-z_$][\w$.-]*(?:\[\])?)[`\"'*]{0,3}\s*(?:$|[:(–—,-]|\s)")
_SOUNDS: Final = re.compile(
    r"\b(?:required|mandatory|must|cannot|can't|exclusive|combin\w+|together|either|one of|at least|not (?:allowed|supported|valid)|only"
    r"|ignored)\b",
    re.IGNORECASE,
)
_COMBINATIONS: Final = re.compile(
    r"\bcombinations?\b|\bone of (?:the following|these) (?:sets|groups|pairs|ways)\b|\b(?:supported|valid|allowed) (?:sets|groups)\b",
    re.IGNORECASE,
)
_NOT_ALL: Final = re.compile(r"\b(?:not|invalid|unsupported|cannot|recommend\w*|example|if|when|unless|for)\b", re.IGNORECASE)
_REQUIRED: Final = re.compile(
    r"\b(?:required|mandatory)\s+(?:\w+\s+){0,2}(?:fields|parameters|params|properties|arguments|inputs|attributes)\b", re.IGNORECASE
)
_MUST_BE: Final = re.compile(r"\bmust\s+be\s+(?:set\s+to\s+)?[`\"'](?P<value>[^`\"'\n]{1,80})[`\"']", re.IGNORECASE)
_FEWEST_WAYS: Final = 2
_LONGEST_LEAD: Final = 300
_DEEPEST: Final = 6
_MOST_OF_HEADING: Final = 6  # words


def items_below(notes: Sequence[Passage], at: int) -> Sequence[Passage]:
    """The items of the list that a note announces."""
    note = notes[at]
    if not note.text.rstrip("*_ ").endswith(":"):
        return ()
    end = at + 1
    while end < len(notes) and notes[end].level > note.level:
        end += 1
    return notes[at + 1 : end]


def read_list(note: Passage, items: Sequence[Passage], ground: Ground) -> Iterator[Sentence]:
    """What a note states of the fields that the items below it open with, or the items under the condition that it is."""
    *before, lead = list(sentences(note)) or [note]
    if len(lead.text) > _LONGEST_LEAD:
        return
    if (ways := _ways(lead, items, ground)) is not None:
        yield from read_prose([Passage(p.text, p.span) for p in before], ground.whole, ground.vocabulary)
        yield ways
        return
    if (limited := _limited(lead, items, ground)) is not None:
        yield from read_prose([Passage(p.text, p.span) for p in before], ground.whole, ground.vocabulary)
        yield from limited
        return
    names = [_opening(item.text, ground.fields) for item in items]
    if None not in names and (fixed := _fixed(lead, items, [n for n in names if n is not None], ground)):
        yield from read_prose([Passage(p.text, p.span) for p in before], ground.whole, ground.vocabulary)
        yield from fixed
        return
    told = said_of_group(lead, [n for n in names if n is not None], ground) if None not in names else ()
    condition = None if told else condition_of(lead.text, ground, whole=True)
    if not told and condition is None:
        if names and None not in names and _SOUNDS.search(lead.text):
            yield from read_prose([Passage(p.text, p.span) for p in (*before, *items)], ground.whole, ground.vocabulary)
            yield Sentence(lead, Outcome.GAP, (), OF_LISTED)
        return
    yield from read_prose([Passage(p.text, p.span) for p in before], ground.whole, ground.vocabulary)
    if condition is not None:
        yield from items_under(condition, items, ground)
        return
    yield from told
    for item in items:
        read = read_prose([Passage(item.text, item.span)], ground.whole, ground.vocabulary)
        yield from (replace(s, readings=(), outcome=Outcome.NOTE, why="") for s in read)


def section_of_value(heading: str, ground: Ground) -> Condition | None:
    """The condition that the heading of a section is: a value of one field with nouns around it, and the name of none."""
    condition = condition_of(heading, ground, whole=True) if heading and len(heading.split()) <= _MOST_OF_HEADING else None
    return None if condition is None or set(named_fields(heading, ground)) - set(names_in(condition.expr)) else condition


def items_under(
    condition: Condition, items: Sequence[Passage], ground: Ground, depth: int = 0, announced: Announced = NOTHING
) -> Iterator[Sentence]:
    """The items of a list under a condition, those of the lists within it under theirs as well."""
    at = 0
    while at < len(items):
        item, inner = items[at], items_below(items, at)
        at += 1 + len(inner)
        if inner and depth < _DEEPEST:
            own = condition_of(item.text, ground, whole=True)
            yield from items_under(condition.and_also(own), inner, ground, depth + 1, announced.and_by(item.text, ground))
            continue
        label = label_of(item, ground)
        own, rest = label if label is not None and label[0] is not None else (None, item)
        yield from read_under(condition.and_also(own), rest, ground, announced)


def _limited(lead: Passage, items: Sequence[Passage], ground: Ground) -> list[Sentence] | None:
    """How long texts may be in the cases that items begin with, where the words above announce limits; None for all others."""
    announced = NOTHING.and_by(lead.text, ground)
    if not announced.limits:
        return None
    found = []
    for item in items:
        label = label_of(item, ground)
        said = read_limits(label[1], ground, announced) if label is not None else None
        if label is None or said is None:
            return None
        found.append(under(said, label[0].expr) if label[0] is not None else Sentence(item, Outcome.GAP, (), OF_LISTED))
    return found


def _fixed(lead: Passage, items: Sequence[Passage], names: Sequence[str], ground: Ground) -> list[Sentence]:
    """What is required where fields of a list of required ones have the one of their values that their items name; nothing without any."""
    if not _REQUIRED.search(lead.text) or _NOT_ALL.search(lead.text):
        return []
    values: dict[str, str] = {}
    for item, name in zip(items, names, strict=True):
        found = _MUST_BE.search(item.text)
        known = [str(v) for v in ground.fields[name].enum or ()]
        if found is not None and (not known or (len(known) > 1 and found["value"] in known)):
            values[name] = found["value"]
    if len(values) != 1:
        return []
    [(key, value)] = values.items()
    condition = equal(Ref(key, effective=True), (value,))
    said = []
    for name in dict.fromkeys(names):
        if name != key and not ground.fields[name].required:
            claim = Claim("required", name, expr=Present(name), demands=True)
            said.append(Sentence(lead, Outcome.RULE, (Reading(claim, (condition,), Effect.REJECT, None),)))
    return said


def _ways(lead: Passage, items: Sequence[Passage], ground: Ground) -> Sentence | None:
    """That one of the combinations of fields is sent that items list, where the words above say that these are the ones there are."""
    if len(items) < _FEWEST_WAYS or not _COMBINATIONS.search(lead.text) or _NOT_ALL.search(lead.text):
        return None
    ways: list[Expr] = []
    for item in items:
        told = tokenize(item.text, ground.vocabulary)
        named = list(dict.fromkeys(str(t.value) for t in told if t.kind == "FIELD" and t.value in ground.fields))
        if not named or any(t.kind not in ("FIELD", "AND", "COMMA", "PLUS", "STOP", "BOTH") for t in told):
            return None
        ways.append(Present(named[0]) if len(named) == 1 else And(tuple(map(Present, named))))
    claim = Claim("at_least_one", next(iter(names_in(ways[0]))), expr=Or(tuple(ways)), demands=True)
    return Sentence(lead, Outcome.RULE, (Reading(claim, (), Effect.REJECT, None),))


def _opening(text: str, fields: Mapping[str, object]) -> str | None:
    """The field that an item opens with."""
    found = _OPENS.match(text)
    name = found["name"].removesuffix("[]") if found is not None else ""
    return name if name in fields else None


__all__ = ["items_below", "items_under", "read_list", "section_of_value"]
