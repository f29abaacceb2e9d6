"""Notes about an operation, sentence by sentence, with what the words above or before some of them say that these hold for.

`fast`: `steps` must be at most 4.      holds when model is fast, of which `fast` is a value

When `mode` is `edit`:                  holds for each item of the list
- `image` is required.

One of these fields is required:        is about the fields that the items open with
- `id`
- `email`
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import LIMITS, Reading
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.expr import And, Expr, Or, Present
from swornspec.rules.expr import names as names_in
from swornspec.rules.field import Fields
from swornspec.rules.rule import Effect
from swornspec.spec.errors_said import read_refused
from swornspec.spec.ground import Ground
from swornspec.spec.groups import Condition, condition_of, said_of_group
from swornspec.spec.whole import OF_LISTED
from swornspec.text import Passage, within
from swornspec.text.sentences import sentences

_LABEL: Final = re.compile(r"\s*(?P<label>(?:[^\s:–—][^:–—\n]{0,60}?))\s*(?::|\s[–—-])\s+(?=\S)")
_OPENS: Final = re.compile(r"[`\"'*\s]{0,4}(?P<name>[A-Za-z_$][\w$.-]*(?:\[\])?)[`\"'*]{0,3}\s*(?:$|[:(–—,-]|\s)")
_LIMITING: Final = re.compile(
    r"\b(?:plans?|tiers?|accounts?|users?|customers?|enterprise|free|pro|beta|trial|models?|modes?|versions?|regions?|countr\w+|for|if|when|unless"
    r"|with|without|using|only|in|on)\b|\bv\d|\b[A-Za-z]+[-.]\w*\d",
    re.IGNORECASE,
)
_SOUNDS: Final = re.compile(
    r"\b(?:required|mandatory|must|cannot|can't|exclusive|combin\w+|together|either|one of|at least|not (?:allowed|supported|valid)|only"
    r"|ignored)\b",
    re.IGNORECASE,
)
_FORMULA: Final = re.compile(
    r"`(?P<formula>(?P<name>[A-Za-z_$][\w$]{0,80})\s*(?:[-+*×]\s*[\w.$]{1,80}\s*){0,4}(?:<=|>=|<|>|≤|≥|==|!=)\s*[^`\n]{1,120})`"
)
_FIELD: Final = re.compile(
    r"\s*[*_]{0,2}(?:`(?P<quoted>[^`\s]{1,80})`|(?P<bare>[A-Za-z_$][\w$]{0,80}))[*_]{0,2}(?:\s*\([^()\n]{0,40}\))?[*_]{0,2}"
    r"\s*(?::|[–—]|-\s)\s*(?=\S)"
)
_COMBINATIONS: Final = re.compile(
    r"\bcombinations?\b|\bone of (?:the following|these) (?:sets|groups|pairs|ways)\b|\b(?:supported|valid|allowed) (?:sets|groups)\b",
    re.IGNORECASE,
)
_NOT_ALL: Final = re.compile(r"\b(?:not|invalid|unsupported|cannot|recommend\w*|example|if|when|unless|for)\b", re.IGNORECASE)
_PREFIXED: Final = re.compile(r"^(?:for|in|with|on|using)\s+(?P<label>[^,:]{1,60}),\s+(?P<rest>\S.*)$", re.IGNORECASE | re.DOTALL)
_FEWEST_WAYS: Final = 2
_STATUS: Final = re.compile(r"\b[45]\d\d\b")
_CONSTRAINING: Final = LIMITS | {"enum", "items.enum", "multipleOf", "pattern", "minItems", "maxItems"}
_NOT_READ: Final = "holds for what the words before it name"
_LONGEST_LEAD: Final = 300


def read_notes(notes: Sequence[Passage], ground: Ground) -> list[Sentence]:
    """The sentences of notes; `level` of a note says that it is an item of a list."""
    return [sentence for sentence, _ in read_led(notes, ground)]


def read_led(notes: Sequence[Passage], ground: Ground) -> list[tuple[Sentence, bool]]:
    """The sentences of notes, and whether other words than its own say of what or when a sentence holds."""
    found: list[tuple[Sentence, bool]] = []
    plain: list[Passage] = []
    fields, vocabulary, scope = ground.fields, ground.vocabulary, ground.whole
    notes = [_bare_formulas(note, fields) for note in notes]

    def settle() -> None:
        found.extend((read_refused(read_plainer(s, scope, vocabulary), ground), False) for s in read_prose(plain, scope, vocabulary))
        plain.clear()

    at = 0
    while at < len(notes):
        note = notes[at]
        items = _items_below(notes, at)
        led = list(_led(note, items, ground)) if items else []
        if led:
            settle()
            found += ((s, True) for s in led)
            at += 1 + len(items)
            continue
        told = _of_field(note, ground) or _labelled(note, ground) or _prefixed(note, ground)
        if told is not None:
            settle()
            found += ((s, True) for s in told)
        else:
            plain.append(Passage(note.text, note.span))  # an item that opens with a field is about it
        at += 1
    settle()
    return found


def _bare_formulas(note: Passage, fields: Fields) -> Passage:
    """A note in which a comparison that is set apart as code, `a <= b`, has blanks for the marks around it."""

    def bare(found: re.Match[str]) -> str:
        return f" {found['formula']} " if found["name"] in fields else found.group()

    return Passage(_FORMULA.sub(bare, note.text), note.span, note.level) if "`" in note.text else note


def read_under(condition: Condition, passage: Passage, ground: Ground) -> list[Sentence]:
    """The sentences of a passage, each of which holds only under a condition."""
    scope, vocabulary = ground.whole, ground.vocabulary
    found = []
    for part in sentences(passage):
        shown = part.text.strip()
        first = shown[:1].lower() if shown[1:2].islower() else shown[:1]
        text = f"{condition.words[:1].upper()}{condition.words[1:]}, {first}{shown[1:]}"
        read = read_prose([Passage(text, part.span)], scope, vocabulary)
        if len(read) == 1 and read[0].readings and read[0].outcome is not Outcome.GAP and all(r.when for r in read[0].readings):
            found.append(replace(read[0], passage=part))
        else:
            found += [_under(s, condition.expr) for s in read_prose([Passage(part.text, part.span)], scope, vocabulary)]
    return found


def _under(said: Sentence, condition: Expr) -> Sentence:
    """A sentence that holds only under a condition."""
    kept = tuple(replace(r, when=(condition, *r.when)) for r in said.readings if _limits(r))
    if len(kept) == len(said.readings):
        return replace(said, readings=kept, outcome=Outcome.RULE if said.outcome is Outcome.KEYWORD else said.outcome)
    return replace(said, readings=kept, outcome=Outcome.GAP, why=_NOT_READ)


def _limits(reading: Reading) -> bool:
    """Whether a reading is one that may hold under a condition alone: a constraint, or what becomes of a field."""
    claim = reading.claim
    return claim.expr is not None or bool(_CONSTRAINING & set(claim.keywords)) or reading.effect in (Effect.IGNORED, Effect.OVERRIDES)


def _items_below(notes: Sequence[Passage], at: int) -> Sequence[Passage]:
    """The items of the list that a note announces."""
    note = notes[at]
    if not note.text.rstrip("*_ ").endswith(":"):
        return ()
    end = at + 1
    while end < len(notes) and notes[end].level > note.level:
        end += 1
    return notes[at + 1 : end]


def _led(note: Passage, items: Sequence[Passage], ground: Ground) -> Iterator[Sentence]:
    """What a note states of the fields that the items below it open with, or the items under the condition that it is."""
    *before, lead = list(sentences(note)) or [note]
    if len(lead.text) > _LONGEST_LEAD:
        return
    if (ways := _ways(lead, items, ground)) is not None:
        yield from read_prose([Passage(p.text, p.span) for p in before], ground.whole, ground.vocabulary)
        yield ways
        return
    names = [_opening(item.text, ground.fields) for item in items]
    told = said_of_group(lead, [n for n in names if n is not None], ground) if None not in names else ()
    condition = None if told else condition_of(lead.text, ground, whole=True)
    if not told and condition is None:
        if names and None not in names and _SOUNDS.search(lead.text):
            yield from read_prose([Passage(p.text, p.span) for p in (*before, *items)], ground.whole, ground.vocabulary)
            yield Sentence(lead, Outcome.GAP, (), OF_LISTED)
        return
    yield from read_prose([Passage(p.text, p.span) for p in before], ground.whole, ground.vocabulary)
    if condition is None:
        yield from told
    for item in items:
        if condition is not None:
            yield from read_under(condition, item, ground)
        else:
            read = read_prose([Passage(item.text, item.span)], ground.whole, ground.vocabulary)
            yield from (replace(s, readings=(), outcome=Outcome.NOTE, why="") for s in read)


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


def _of_field(note: Passage, ground: Ground) -> list[Sentence] | None:
    """A note that opens with a field and a colon or dash is about that field; None for all others."""
    found = _FIELD.match(note.text)
    name = (found["quoted"] or found["bare"]) if found is not None else ""
    if found is None or name not in ground.fields or not (found["quoted"] or note.level):
        return None
    rest = within(note, found.end(), len(note.text))
    scope, vocabulary = Scope(name, ground.fields, {}, {}), ground.vocabulary
    read = (read_plainer(s, scope, vocabulary) for s in read_prose([rest], scope, vocabulary))
    return [replace(s, passage=note) if s.outcome is Outcome.GAP else s for s in read]


def _prefixed(note: Passage, ground: Ground) -> list[Sentence] | None:
    """A note that opens with a value for which its first sentence holds: `For rye loaves, soak is ignored.`; None for all others."""
    first, *others = list(sentences(note)) or [note]
    found = _PREFIXED.match(first.text)
    condition = condition_of(found["label"], ground, whole=True) if found is not None else None
    if found is None or condition is None:
        return None
    read = read_under(condition, within(first, *found.span("rest")), ground)
    plain = [Passage(p.text, p.span) for p in others]
    return [*read, *(read_plainer(s, ground.whole, ground.vocabulary) for s in read_prose(plain, ground.whole, ground.vocabulary))]


def _labelled(note: Passage, ground: Ground) -> list[Sentence] | None:
    """A note under the condition that its label is; gaps where the label may be one that is not understood. None for all other notes."""
    found = _LABEL.match(note.text)
    if found is None or any(
        t.kind == "FIELD" and t.value in ground.fields for t in tokenize(found["label"], ground.vocabulary) if "=" not in found["label"]
    ):
        return None
    condition = condition_of(found["label"], ground, whole=True)
    if condition is None and not (note.level and _LIMITING.search(found["label"]) and not _STATUS.search(found["label"])):
        return None
    rest = within(note, found.end(), len(note.text))
    if condition is not None:
        return read_under(condition, rest, ground)
    read = read_prose([rest], ground.whole, ground.vocabulary)
    return [replace(s, readings=(), outcome=Outcome.GAP, why=_NOT_READ) if s.readings else s for s in read]


__all__ = ["read_led", "read_notes", "read_under"]
