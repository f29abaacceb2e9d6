"""What the prose of a field says of one of its values: it holds when the field has that value.

- `slow` – over night; requires `seeds`        seeds is required when mode is slow
- `fast`: `weight` must be at most 500         weight must be at most 500 when mode is fast

`round` (requires `soak`), `long`              soak is required when shape is round

| `slow` | Over night. Requires `seeds`. |     a table of the values
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.page.cells import unquoted
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.members import equal
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.expr import Expr, Ref, names
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.labels import Condition
from swornspec.spec.under import read_under
from swornspec.spec.value_cases import read_cases
from swornspec.spec.whole import about_fields
from swornspec.text import Passage, within

_QUOTED: Final = r"`[^`\n]{1,80}`|\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[\w.:/-]{1,80}?"
_LABEL: Final = re.compile(
    rf"\s*(?P<mark>[-–•]\s)?\s*[*_]{{0,2}}(?P<word>{_QUOTED})[*_]{{0,2}}(?:\s*\([^()\n]{{0,40}}\))?\s*(?::|=|→|->|[–—]|-\s)\s*"
)
_ROW: Final = re.compile(rf"\s*\|\s*[*_]{{0,2}}(?P<word>{_QUOTED})[*_]{{0,2}}\s*\|\s*")
_BESIDE: Final = re.compile(rf"(?P<word>{_QUOTED})\s*\((?P<said>[^()\n]{{3,200}})\)")
OF_ONE: Final = "what is said of one value of a list is not read"
"""Why what is said of one value alone is a gap."""
_LONGEST: Final = 2000
_SEVERAL: Final = 2
_CLOSE: Final = 4  # characters between sentences of one passage


def read_of_values(heard: Iterable[Sentence], scope: Scope, ground: Ground) -> Iterator[Sentence]:
    """The sentences about a field; those that are about one of its values are rules under that value, or gaps."""
    said = list(heard)
    values = _values(said, scope)
    if len(values) < _SEVERAL:
        yield from _unlisted(said, scope, ground)
        return
    cased = read_cases(said, values, scope, ground)
    line, value = -1, None
    end = -1  # of the sentence before, where that is about a value
    for at, one in enumerate(said):
        if at in cased:
            kept = tuple(r for r in one.readings if r.is_keyword)
            yield replace(one, readings=(*kept, *cased[at]), outcome=Outcome.RULE, why="")
            continue
        row = _ROW.match(one.passage.text)
        opens = one.passage.text.lstrip().startswith("|")
        label = _LABEL.match(one.passage.text)
        named = values.get(unquoted(label["word"])) if label is not None else None
        if opens:
            line, value = one.passage.span.first, values.get(unquoted(row["word"])) if row is not None else None
            yield _of_value(one, within(one.passage, row.end(), len(one.passage.text)) if row else None, value, scope, ground)
        elif one.passage.span.first == line:
            yield _of_value(one, one.passage, value, scope, ground)
        elif one.why == OF_ONE or named is not None:
            value = named if named is not None else value
            rest = within(one.passage, label.end(), len(one.passage.text)) if label is not None and named is not None else one.passage
            others = any(r.claim.subject != scope.subject or not (r.is_keyword or r.when) for r in one.readings)
            listed = one.why == OF_ONE or others or (label is not None and label["mark"] is not None)
            yield _of_value(one, rest, value, scope, ground) if listed else one
            end = one.passage.span.end if named is not None or 0 <= one.passage.span.start - end <= _CLOSE else -1
        elif 0 <= one.passage.span.start - end <= _CLOSE and any(r.claim.subject != scope.subject for r in one.readings):
            yield _of_value(one, one.passage, value, scope, ground)
            end = one.passage.span.end
        else:
            yield _beside(one, values, scope, ground)


def _unlisted(said: Sequence[Sentence], scope: Scope, ground: Ground) -> Iterator[Sentence]:
    """Sentences behind labels that may be values which nothing lists: what several of them state of other fields are gaps."""
    labels = [label for s in said if (label := _LABEL.match(s.passage.text)) is not None and label["word"][0] in "`\"'"]
    cases = {unquoted(label["word"]) for label in labels} - {*ground.fields}
    for one in said:
        label = _LABEL.match(one.passage.text)
        own = tuple(r for r in one.readings if r.is_keyword and r.claim.subject == scope.subject)
        if len(cases) >= _SEVERAL and label is not None and unquoted(label["word"]) in cases and len(own) < len(one.readings):
            yield replace(one, readings=own, outcome=Outcome.GAP, why=OF_ONE)
        else:
            yield one


def _values(said: Sequence[Sentence], scope: Scope) -> dict[str, Any]:
    """The values of the field, known or listed in its prose, by their texts."""
    listed = [v for s in said for r in s.readings if r.is_keyword for v in r.claim.keywords.get("enum", ())]
    return {str(v): v for v in (*(scope.field.enum or ()), *listed) if isinstance(v, str | int)}


def _of_value(one: Sentence, rest: Passage | None, value: Any, scope: Scope, ground: Ground) -> Sentence:
    """A sentence with what it says of one value as a rule under that value; a gap where it states something that is not read."""
    kept = tuple(r for r in one.readings if r.is_keyword and r.claim.subject == scope.subject)
    stated = one.why == OF_ONE or len(kept) < len(one.readings) or one.outcome is Outcome.GAP
    if not stated or rest is None or len(rest.text) > _LONGEST:
        return one
    read = list(_under(rest, value, scope, ground)) if value is not None else []
    if not read:
        return replace(one, readings=kept, outcome=Outcome.GAP, why=one.why or OF_ONE)
    return replace(one, readings=(*kept, *read), outcome=Outcome.RULE, why="")


def _under(rest: Passage, value: Any, scope: Scope, ground: Ground) -> Iterator[Reading]:
    """What a text states of other fields, under a value of its own field; nothing where any of it is not understood."""
    own = scope.subject
    text = rest.text.strip().strip("|").strip()
    plain = Passage(text, rest.span)
    condition = equal(Ref(own), (value,))
    read = [s for s in read_prose([plain], scope, ground.vocabulary) if s.outcome not in (Outcome.NOTE, Outcome.ADVICE)]
    readings = [r for s in read for r in s.readings]
    if read and all(s.outcome is not Outcome.GAP for s in read) and readings and all(_of_others(r, own) for r in readings):
        for r in readings:
            claim = replace(r.claim, demands=True) if r.claim.subject == own else r.claim  # the condition says that it is sent
            yield replace(r, claim=claim, when=(condition, *r.when))
        return
    under = read_under(Condition(condition, f"when `{own}` is `{value}`"), plain, ground)
    told = [s for s in under if s.outcome not in (Outcome.NOTE, Outcome.ADVICE)]
    kept = [about_fields(r, formulas=True) for s in told for r in s.readings]
    if told and all(s.outcome is Outcome.RULE for s in told) and all(r is not None and _of_others(r, own) for r in kept):
        yield from (r for r in kept if r is not None)


def said_of_value(part: Passage, value: Any, scope: Scope, ground: Ground) -> Iterator[Sentence]:
    """A sentence about one value of a field as rules under that value; a gap where it states something of other fields that is not read."""
    read = read_prose([part], scope, ground.vocabulary)
    readings = tuple(_under(part, value, scope, ground))
    if readings:
        yield Sentence(part, Outcome.RULE, readings)
    elif any(s.outcome is Outcome.GAP or any(not r.is_keyword for r in s.readings) for s in read) and any(
        t.kind == "FIELD" and t.value != scope.subject and t.value in ground.fields for t in tokenize(part.text, ground.vocabulary)
    ):
        yield Sentence(part, Outcome.GAP, (), OF_ONE)


def _of_others(reading: Reading, own: str) -> bool:
    """Whether a reading states something of other fields than its own, that may hold under a condition."""
    claim = reading.claim
    if reading.effect not in (Effect.REJECT, Effect.IGNORED, Effect.EXTERNAL) or reading.needs is not None:
        return False
    if claim.subject != own:
        return claim.expr is not None or bool(claim.keywords) or reading.effect is Effect.IGNORED
    spoken: Sequence[str] = names(claim.expr) if claim.expr is not None else ()
    return any(n != own for n in spoken) and not _has_own(reading.when, own)


def _has_own(when: Iterable[Expr], own: str) -> bool:
    return any(own in names(e) for e in when)


def _beside(one: Sentence, values: dict[str, Any], scope: Scope, ground: Ground) -> Sentence:
    """A sentence that lists values with words in brackets behind some: what these state holds for the value before them."""
    lists = any(r.is_keyword and "enum" in r.claim.keywords for r in one.readings)
    others = [r for r in one.readings if not r.is_keyword]
    if not lists or not others:
        return one
    readings = [r for r in one.readings if r.is_keyword]
    for found in _BESIDE.finditer(one.passage.text[:_LONGEST]):
        value = values.get(unquoted(found["word"]))
        if value is not None:
            readings += _under(within(one.passage, *found.span("said")), value, scope, ground)
    if len(readings) == len(one.readings) - len(others) and any(r.claim.subject == scope.subject and not r.when for r in others):
        return replace(one, readings=tuple(readings), outcome=Outcome.GAP, why=OF_ONE)
    return replace(one, readings=tuple(readings)) if len(readings) > len(one.readings) - len(others) else one


__all__ = ["OF_ONE", "read_of_values", "said_of_value"]
