"""Which field a sentence form speaks of, from the words that stand before it."""

from collections.abc import Sequence
from itertools import dropwhile
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.parts import JOINTS, TRIGGERS
from swornspec.rules.english.tokens import QUOTES, Token, parts_of

_ANYWHERE: Final = frozenset({"restricted", "same_order", "same_result", "in_output", "elsewhere"})
_SUBJECT_WORDS: Final = frozenset({"WITH", "W", "FIELD", "THIS", "KIND", "TO", "VAL", "WILL", "NUM", "LENGTH", "IN", "ITEMS"})


def subject_of(form: str, before: Sequence[Token], owner: str, scope: Scope, text: str, *, after_form: bool) -> str | None:
    """The field that a form speaks of, from the words before it; None when they speak of something else.

    After a form that was read ("must be 1 to 8 and a multiple of 2") no words mean the same field again. A noun
    phrase and a comma ("the end of the event, required if ...") say what the field is, not what the form is about.
    """
    if form in _ANYWHERE:
        return owner
    if form in ("enum_of_codes", "enum_named") and before and before[-1].kind in ("COMMA", "VAL", "NUM"):
        return None  # the rest of a list whose start was not read
    words = [t for t in before if t.kind not in ("ADVICE", "HEDGE", "MARK")]
    if after_form:
        words = list(dropwhile(lambda t: t.kind in JOINTS, words))
    comma = max((n for n, t in enumerate(words) if t.kind in ("COMMA", "COLON", "STOP")), default=-1)
    if comma >= 0:
        if not _is_noun_phrase(words[:comma]):
            return None
        words = words[comma + 1 :]
    return owner if not words else _named_subject(words, scope, text)


def _is_noun_phrase(words: Sequence[Token]) -> bool:
    kinds = {t.kind for t in words}
    if words and words[0].kind in ("FOR", "IN", "ONLY", "WITH"):
        return False  # "for groups with a size, the default is 2" limits what follows
    alternatives = "OR" in kinds and bool(kinds & {"FIELD", "VAL"})
    return not alternatives and not kinds & {*TRIGGERS, "RPAR"}


def _named_subject(words: Sequence[Token], scope: Scope, text: str) -> str | None:
    if any(t.kind not in _SUBJECT_WORDS for t in words):
        return None
    if any(t.kind == "VAL" and text[t.start] in QUOTES and t.value != scope.subject for t in words):
        return None  # a name or value set apart in quotes is what the sentence speaks of
    fields = [str(t.value) for t in words if t.kind == "FIELD"]
    if len(words) == 1 and fields:
        return fields[0]
    name = scope.subject
    if all(t.kind in ("THIS", "KIND", "LENGTH") or t.value in ("of", name) for t in words):
        return name
    own = set(parts_of(name))
    said = {p for t in words if isinstance(t.value, str) for p in parts_of(t.value)}
    return name if fields in ([], [name]) and own & said else None
