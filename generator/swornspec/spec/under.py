"""Sentences of notes that hold for what other words than their own name: a condition, a field, a value before a colon.

`fast`: `steps` must be at most 4.          holds when model is fast, of which `fast` is a value
- `width`: at most 900                      is about width
For rye loaves, `soak` is ignored.          holds when flour is rye
- V3 & V4: `prompt` 3000 characters         a limit of a text
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import LIMITS, Reading
from swornspec.rules.english.tokens import tokenize
from swornspec.rules.expr import And, Compare, Expr, Literal, Not, Present, Ref
from swornspec.rules.expr import names as names_in
from swornspec.rules.rule import Effect
from swornspec.rules.spelling import parts_of
from swornspec.spec.ground import Ground
from swornspec.spec.keyed_cells import limit_of, named_by, number_of, said_of_cell, speaks_otherwise
from swornspec.spec.labels import Condition, condition_of
from swornspec.spec.text_limits import NOTHING, Announced, read_limits
from swornspec.spec.whole import WHOLE
from swornspec.text import Passage, within
from swornspec.text.sentences import sentences

_LABEL: Final = re.compile(r"\s*(?P<label>(?:`[^`\n]{1,80}`|[^\s:–—`])(?:`[^`\n]{1,80}`|[^:–—`\n]){0,60}?)\s*(?::|\s[–—-])\s+(?=\S)")
_LIMITING: Final = re.compile(
    r"\b(?:plans?|tiers?|accounts?|users?|customers?|enterprise|free|pro|beta|trial|models?|modes?|versions?|regions?|countr\w+|for|if|when|unless"
    r"|with|without|using|only|in|on)\b|\bv\d|\b[A-Za-z]+[-.]\w*\d",
    re.IGNORECASE,
)
_GRANTED: Final = re.compile(r"\b(?:plans?|tiers?|accounts?|enterprise|free|beta|trial|subscri\w+|customers?)\b", re.IGNORECASE)
_FIELD: Final = re.compile(
    r"\s*[*_]{0,2}(?:`(?P<quoted>[^`\s]{1,80})`|(?P<bare>[A-Za-z_$][\w$]{0,80}))[*_]{0,2}(?:\s*\([^()\n]{0,40}\))?[*_]{0,2}"
    r"\s*(?::|[–—]|-\s)\s*(?=\S)"
)
_SAYS: Final = re.compile(
    r"(?:conditionally\s+)?(?:required|mandatory|ignored|must|only|optional|cannot|valid|defaults?|maximum|minimum|one\s+of)\b",
    re.IGNORECASE,
)
PREFIXED: Final = re.compile(r"^(?:for|in|with|on|using)\s+(?P<label>[^,:]{1,60}),\s+(?P<rest>\S.*)$", re.IGNORECASE | re.DOTALL)
_ONLY: Final = re.compile(r"^\s*only\s+(?=`[^`\n]{1,80}`.{0,120}\b(?:is|are)\s+(?:required|mandatory)\b)", re.IGNORECASE)
_REGARDLESS: Final = re.compile(r",?\s+(?:regardless|irrespective)\s+of\s+[^,.;]{1,80}(?=[.;]?\s*$)", re.IGNORECASE)
_OBJECT: Final = re.compile(
    r"(?P<head>\b(?:requires?|needs?|must (?:include|provide|contain))\s+(?:an?\s+|the\s+)?)`?(?P<name>[A-Za-z_$][\w$]{0,80})`?\s+"
    r"(?:object|parameter|field|array|block|property)\b(?:\s+(?:with|containing|including|that)\s+[^.;]{1,200})?",
    re.IGNORECASE,
)
_CELL: Final = re.compile(
    r"[*_\W]{0,4}(?P<label>[A-Za-z][\w ]{1,40}?)[*_`]{0,3}\s?:[*_]{0,3}\s{1,3}(?P<cell>\S.{0,200}?)(?P<only>\s+only)?[.]?", re.IGNORECASE
)
_ALL_OF: Final = re.compile(r"(?P<first>\S)\s+(?:and|or)\s+(?P<last>\S+)$")
_MOST_NAMED: Final = 4  # fields of a sentence that may be about one of them
_LISTS: Final = re.compile(
    r"[\W_]*(?:(?P<required>required|mandatory)|(?P<refused>(?:not (?:supported|allowed|accepted)|unsupported|forbidden))"
    r"|(?P<ignored>ignored)|optional)(?:\s+(?:fields|parameters|params|inputs|properties|arguments))?[\s*_]*:[\s*_]*(?P<names>\S.*)",
    re.IGNORECASE,
)
_BECOMES: Final = re.compile(  # `Required for `slow`: a, b`
    r"[\W_]*(?P<word>required|mandatory|not supported|not allowed|unsupported|ignored)\s+(?:if|when|for|with|in|by)\b", re.IGNORECASE
)
_COMMAS: Final = re.compile(r"\s*(?:,\s*(?:and\s+)?|\band\b|\+|&)\s*")
_STATUS: Final = re.compile(r"\b[45]\d\d\b")
_CONSTRAINING: Final = LIMITS | {"enum", "items.enum", "multipleOf", "pattern", "minItems", "maxItems"}
_NOT_READ: Final = "holds for what the words before it name"


def read_under(condition: Condition, passage: Passage, ground: Ground, announced: Announced = NOTHING) -> list[Sentence]:
    """The sentences of a passage, each of which holds only under a condition; the words above may have announced limits."""
    scope, vocabulary = ground.whole, ground.vocabulary
    found = []
    for part in sentences(passage):
        if (limited := read_limits(part, ground, announced)) is not None:
            found.append(under(limited, condition.expr))
            continue
        if (listed := _listed(part, condition, ground)) is not None:
            found.append(listed)
            continue
        shown = _said_plainly(part.text, ground)
        first = shown[:1].lower() if shown[1:2].islower() else shown[:1]
        text = f"{condition.words[:1].upper()}{condition.words[1:]}, {first}{shown[1:]}"
        read = read_prose([Passage(text, part.span)], scope, vocabulary)
        if len(read) == 1 and read[0].readings and read[0].outcome is not Outcome.GAP and all(map(_stands, read[0].readings)):
            found.append(replace(read[0], passage=part, readings=tuple(map(_demanding, read[0].readings))))
        elif (said := _of_one_named(text, part, ground) or _of_cell(part, condition, ground)) is not None:
            found.append(said)
        else:
            read = read_prose(
                [Passage(shown, part.span) if shown != part.text.strip() else Passage(part.text, part.span)], scope, vocabulary
            )
            found += [under(replace(s, passage=part) if len(read) == 1 else s, condition.expr) for s in read]
    return found


def _stands(reading: Reading) -> bool:
    """Whether a reading holds under a condition, and is about a field."""
    return bool(reading.when) and not (reading.claim.subject == WHOLE and reading.claim.keywords)


def _of_one_named(text: str, part: Passage, ground: Ground) -> Sentence | None:
    """A sentence with its condition as one about the one field that it names and can be about; None where there is none."""
    ways = []
    for name in list(named_fields(part.text, ground))[:_MOST_NAMED]:
        read = about_field(Passage(text, part.span), name, ground)
        if len(read) == 1 and read[0].readings and read[0].outcome is Outcome.RULE and all(_is_rule_of(r, name) for r in read[0].readings):
            ways.append(replace(read[0], passage=part))
    return ways[0] if len(ways) == 1 else None


def _of_cell(part: Passage, condition: Condition, ground: Ground) -> Sentence | None:
    """A field with the values that it may have under a condition, as in a table: `Resolution: 480p or 720p`; None for all other words."""
    found = _CELL.fullmatch(part.text.strip())
    named = named_by(found["label"], ground.fields, ground.vocabulary) if found is not None else None
    if found is None or named is None or named[0].name in names_in(condition.expr) or speaks_otherwise(f"{found['label']} {found['cell']}"):
        return None
    field, facet = named
    said = said_of_cell(_ALL_OF.sub(r"\g<first>, \g<last>", found["cell"]), field, facet) or {}
    if found["only"]:
        said = said or number_of(found["cell"], field) or {}
    values, known = said.get("enum"), set(map(str, field.enum or ()))
    told = bool(said) and (values is None or bool(found["only"]) or set(map(str, values)) < known)
    return Sentence(part, Outcome.RULE, (limit_of(field.name, said, condition.expr),)) if told else None


def _is_rule_of(reading: Reading, name: str) -> bool:
    """Whether a reading holds a field to something under a condition."""
    return bool(reading.when) and reading.claim.subject == name and reading.effect in (Effect.REJECT, Effect.IGNORED)


def _listed(part: Passage, condition: Condition, ground: Ground) -> Sentence | None:
    """A list of fields behind what becomes of them under the condition: `Required: a, b`; None for all other words."""
    found = _LISTS.fullmatch(part.text.strip())
    if found is None:
        return None
    pieces = [piece.strip("`*\"' ") for piece in _COMMAS.split(found["names"].rstrip(". ")) if piece.strip()]
    if not pieces or not all(piece in ground.fields for piece in pieces):
        return None
    readings = []
    for name in dict.fromkeys(pieces):
        field = ground.fields[name]
        if found["ignored"]:
            readings.append(Reading(Claim("ignored", name, effect=Effect.IGNORED), (condition.expr,), Effect.IGNORED, None))
        elif found["refused"]:
            used: Expr = Compare("==", Ref(name), Literal(True)) if field.types == ("boolean",) else Present(name)
            readings.append(Reading(Claim("forbidden", name, expr=Not(used), demands=True), (condition.expr,), Effect.REJECT, None))
        elif found["required"] and not field.required:
            readings.append(Reading(Claim("required", name, expr=Present(name), demands=True), (condition.expr,), Effect.REJECT, None))
    return Sentence(Passage(part.text, part.span), Outcome.RULE if readings else Outcome.NOTE, tuple(readings))


def _said_plainly(text: str, ground: Ground) -> str:
    """A demand under a condition without words that say no more of it: `only a is required`, `a object with b`."""
    shown = _REGARDLESS.sub("", _ONLY.sub("", text)).strip()
    return _OBJECT.sub(lambda m: f"{m['head']}{m['name']}" if m["name"] in ground.fields else m.group(), shown)


def _demanding(reading: Reading) -> Reading:
    """A reading without a subject that says what a condition requires, as a demand: the condition is all that it depends on."""
    claim = reading.claim
    if claim.subject != WHOLE or claim.form != "requires" or claim.demands or claim.expr is None:
        return reading
    parts = claim.expr.parts if isinstance(claim.expr, And) else (claim.expr,)
    return replace(reading, claim=replace(claim, demands=True)) if all(isinstance(p, Present) for p in parts) else reading


def under(said: Sentence, condition: Expr) -> Sentence:
    """A sentence that holds only under a condition."""
    kept = tuple(replace(r, when=(condition, *r.when)) for r in said.readings if _limits(r))
    if len(kept) == len(said.readings):
        return replace(said, readings=kept, outcome=Outcome.RULE if said.outcome is Outcome.KEYWORD else said.outcome)
    return replace(said, readings=kept, outcome=Outcome.GAP, why=_NOT_READ)


def _limits(reading: Reading) -> bool:
    """Whether a reading is one that may hold under a condition alone: a constraint, or what becomes of a field."""
    claim = reading.claim
    return claim.expr is not None or bool(_CONSTRAINING & set(claim.keywords)) or reading.effect in (Effect.IGNORED, Effect.OVERRIDES)


def of_field(note: Passage, ground: Ground) -> list[Sentence] | None:
    """A note that opens with a field and a colon or dash is about that field; None for all others."""
    found = _FIELD.match(note.text)
    name = (found["quoted"] or found["bare"]) if found is not None else ""
    if found is None or name not in ground.fields:
        return None
    plain = not (found["quoted"] or note.level)
    if plain and not (":" in found.group() and (len(parts_of(name)) > 1 or _SAYS.match(note.text, found.end()))):
        return None  # a word of prose may be called like a field: `Note: ...`
    rest = within(note, found.end(), len(note.text))
    read = about_field(rest, name, ground)
    return [replace(s, passage=note) if s.outcome is Outcome.GAP else s for s in read]


def about_field(passage: Passage, name: str, ground: Ground) -> list[Sentence]:
    """The sentences of a passage that is about one field."""
    scope, vocabulary = Scope(name, ground.fields, {}, {}), ground.vocabulary
    return [read_plainer(s, scope, vocabulary) for s in read_prose([passage], scope, vocabulary)]


def prefixed(note: Passage, ground: Ground) -> list[Sentence] | None:
    """A note that opens with a value for which its first sentence holds: `For rye loaves, soak is ignored.`; None for all others."""
    first, *others = list(sentences(note)) or [note]
    found = PREFIXED.match(first.text)
    condition = condition_of(found["label"], ground, whole=True) if found is not None else None
    if found is None or condition is None:
        return None
    read = read_under(condition, within(first, *found.span("rest")), ground)
    plain = [Passage(p.text, p.span) for p in others]
    return [*read, *(read_plainer(s, ground.whole, ground.vocabulary) for s in read_prose(plain, ground.whole, ground.vocabulary))]


def label_of(note: Passage, ground: Ground) -> tuple[Condition | None, Passage] | None:
    """The condition that the label of a note is, with what stands behind it; None for it where it may be one, None where there is none."""
    found = _LABEL.match(note.text)
    if found is None:
        return None
    condition = condition_of(found["label"], ground, whole=True)
    if not _states(found["label"]) and set(named_fields(found["label"], ground)) - set(names_in(condition.expr) if condition else ()):
        return None
    limiting = _LIMITING if note.level else _GRANTED
    if condition is None and not (limiting.search(found["label"]) and not _STATUS.search(found["label"])):
        return None
    return condition, within(note, found.end(), len(note.text))


def _states(label: str) -> bool:
    """Whether a label sets a value apart together with its field, or opens a condition."""
    return "=" in label or ":" in label or label[:3].lower() == "if " or label[:5].lower() == "when "


def labelled(note: Passage, ground: Ground) -> list[Sentence] | None:
    """A note under the condition that its label is; gaps where the label may be one that is not understood. None for all other notes."""
    found = label_of(note, ground)
    if found is None:
        return None
    condition, rest = found
    if condition is not None:
        becomes = _BECOMES.match(note.text)
        of_list = _listed(Passage(f"{becomes['word']}: {rest.text}", rest.span), condition, ground) if becomes is not None else None
        return [replace(of_list, passage=note)] if of_list is not None else read_under(condition, rest, ground)
    read = read_prose([rest], ground.whole, ground.vocabulary)
    return [replace(s, readings=(), outcome=Outcome.GAP, why=_NOT_READ) if s.readings else s for s in read]


def named_fields(text: str, ground: Ground) -> Iterator[str]:
    """The fields that a text names, each once."""
    told: Mapping[str, None] = dict.fromkeys(str(t.value) for t in tokenize(text, ground.vocabulary) if t.kind == "FIELD")
    yield from (name for name in told if name in ground.fields)


__all__ = ["PREFIXED", "about_field", "label_of", "labelled", "named_fields", "of_field", "prefixed", "read_under", "under"]
