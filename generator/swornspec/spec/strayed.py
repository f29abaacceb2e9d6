"""Prose of a field that is about the fields beside it: what stands below the last field of a page, or a remark between two.

seed
  The seed. `steps` must be at most 4 when `mode` is `fast`.     a rule about steps

  When `mode` is `slow`:                                         holds for each item below it
  - `steps` is ignored.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.reader import OF_LABEL, Outcome, Sentence, read_prose
from swornspec.rules.english.tokens import Vocabulary
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.labels import condition_of
from swornspec.spec.led import items_below, items_under
from swornspec.spec.levels import Level
from swornspec.spec.noted import read_notes
from swornspec.spec.valued import OF_ONE
from swornspec.spec.whole import about_fields
from swornspec.text import Passage
from swornspec.text.sentences import sentences

_GOES_ON: Final = re.compile(
    r"\W{0,4}(?:otherwise|else|instead|then|also|here|if so|if not|however|but|and|or|in (?:this|that|such|these|which)\b"
    r"|this|that|these|those|it|they|both|neither|each|such)\b|\|",
    re.IGNORECASE,
)
_IF_HELD: Final = re.compile(
    r"[*_]{0,2}(?:(?:this|it)(?: \w+)? is )?(?:required|mandatory|needed)[*_]{0,2}:? (?:if|when|whenever) "
    r"(?:the |an? )?[`\"'*_]{0,2}(?P<name>[A-Za-z_][\w-]{0,80}(?:\[\])?)"
    r"[`\"'*_]{0,2}(?: (?:object|array|list|field|property|parameter|block|section))? "
    r"(?:is|are|was|has been) (?:not (?:null|empty|omitted|missing)|non-null|given|provided|specified|sent|set|supplied|passed|present"
    r"|included|used|defined)[.]?",
    re.IGNORECASE,
)
_STATED: Final = (Effect.REJECT, Effect.IGNORED, Effect.OVERRIDES)
_LONGEST: Final = 600
_INDENT: Final = 40
_MARKS: Final = frozenset("-*•·–")


def of_siblings(said: Sentence, ground: Ground) -> Sentence | None:
    """A sentence that is not understood as one about its field, as one about the fields that it names; None where it is none."""
    passage = said.passage
    if said.outcome is not Outcome.GAP or said.readings or said.why in (OF_ONE, OF_LABEL):
        return None
    if passage.level or len(passage.text) > _LONGEST or _GOES_ON.match(passage.text):
        return None
    read = read_notes([Passage(passage.text, passage.span)], ground)
    if len(read) != 1 or read[0].outcome is not Outcome.RULE or not read[0].readings:
        return None
    kept = [about_fields(r, formulas=True) for r in read[0].readings if r.effect in _STATED and r.needs is None and not r.is_keyword]
    if len(kept) < len(read[0].readings):
        return None
    told = [r for r in kept if r is not None and r.claim.subject in ground.fields]
    return replace(read[0], passage=passage, readings=tuple(told)) if len(told) == len(kept) else None


def of_holder(said: Sentence, level: Level, scope: Scope, vocabulary: Vocabulary) -> Sentence:
    """A sentence that requires a field where the object around it is sent, as one that always does: `Required if vendors is given`."""
    found = _IF_HELD.fullmatch(said.passage.text.strip()) if level and said.outcome is Outcome.GAP and not said.readings else None
    if found is None or level[-1].casefold() != found["name"].removesuffix("[]").casefold():
        return said
    [read] = read_prose([Passage("Required.", said.passage.span)], scope, vocabulary)
    return replace(read, passage=said.passage)


def as_items(prose: Sequence[Passage], text: str) -> list[Passage]:
    """Prose that is no markup, with the levels of items where the page has the marks of them.

    `text` is that of the page.
    """
    return [_as_item(passage, text) for passage in prose]


def led_apart(prose: Sequence[Passage], ground: Ground) -> tuple[list[Passage], list[Sentence]]:
    """The prose of a field without its lists that begin with a condition of all their items, and what these state."""
    left: list[Passage] = []
    found: list[Sentence] = []
    at = 0
    while at < len(prose):
        items = items_below(prose, at) if ground.fields else ()
        *before, lead = (list(sentences(prose[at])) or [prose[at]]) if items else [prose[at]]
        condition = condition_of(lead.text, ground, whole=True) if items and len(lead.text) < _LONGEST else None
        read = list(items_under(condition, items, ground)) if condition is not None else []
        if not any(s.outcome is Outcome.RULE for s in read):
            left.append(prose[at])
            at += 1
            continue
        left += before
        found += (_of_fields(s) for s in read)
        at += 1 + len(items)
    return left, found


def _as_item(passage: Passage, text: str) -> Passage:
    """A passage, with the level of an item where the page has the mark of one before it."""
    before = text[text.rfind("\n", max(0, passage.span.start - _INDENT), passage.span.start) + 1 : passage.span.start].strip()
    return passage if passage.level or before not in _MARKS else structs.replace(passage, level=1)


def _of_fields(said: Sentence) -> Sentence:
    """A sentence of a list with what it states of fields alone; a gap where it states something else."""
    kept = [about_fields(r, formulas=True) for r in said.readings]
    told = tuple(r for r in kept if r is not None)
    if len(told) == len(kept):
        return replace(said, readings=told)
    return replace(said, readings=told, outcome=Outcome.GAP, why=said.why or "holds for what the words above it name")


__all__ = ["as_items", "led_apart", "of_holder", "of_siblings"]
