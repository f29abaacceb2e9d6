"""Notes about an operation, sentence by sentence, with what the words above or before some of them say that these hold for.

What a sentence states of the one field that it names is read as its own prose would be: `The maximum wait time is 500`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.plainer import read_plainer
from swornspec.rules.english.reader import Outcome, Sentence, read_prose
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import Compare, Literal, OneOf, Ref, Scalar
from swornspec.rules.expr import names as names_in
from swornspec.rules.field import Fields
from swornspec.rules.rule import Effect
from swornspec.spec.errors_said import read_refused
from swornspec.spec.ground import Ground
from swornspec.spec.heads import NO_HEADS, Heads
from swornspec.spec.keyed_cells import speaks_otherwise
from swornspec.spec.keyed_lists import read_keyed_list
from swornspec.spec.labels import Condition, condition_of
from swornspec.spec.led import items_below, items_under, read_list, section_of_value
from swornspec.spec.listed_above import of_listed
from swornspec.spec.text_limits import read_limits
from swornspec.spec.under import PREFIXED, about_field, labelled, named_fields, of_field, prefixed, read_under
from swornspec.spec.whole import WHOLE, about_fields
from swornspec.text import Passage, within
from swornspec.text.sentences import sentences

_FORMULA: Final = re.compile(
    r"`(?P<formula>(?P<name>[A-Za-z_$][\w$]{0,80})\s*(?:[-+*×]\s*[\w.$]{1,80}\s*){0,4}(?:<=|>=|<|>|≤|≥|==|!=)\s*[^`\n]{1,120})`"
)
_OF_VALUE: Final = re.compile(
    r"\W{0,4}(?P<label>[^,.;:]{1,60}?)\s+(?P<rest>(?:requires?|needs?|only\s+supports?|supports?\s+only|(?:does|do)(?:\s+not|n't)\s+support"
    r"|ignores?)\s+\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_CODED: Final = re.compile(
    r"\W{0,3}`(?P<code>[a-z][a-z0-9]{0,40}(?:[_.-][a-z0-9]{1,40}){1,12}|[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){0,12})`[*_]{0,2}\s*(?::|[–—]|-\s)\s*(?=\S+\s+\S+\s+\S)"
    r"|\W{0,3}(?P<capital>[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,12})\s*(?::|[–—]|-\s)\s*(?=\S+\s+\S+\s+\S)"
)
_TITLED: Final = re.compile(
    r"[\W_]*(?P<label>(?:[\w-]+\s+){0,3}(?:validations?|checks?|rules?|constraints?|limits?|limitations?|requirements?|restrictions?"
    r"|dependenc(?:y|ies)|exclusiv\w+|combinations?|conflicts?|ordering|consistency))[\s*_]*:[\s*_]*(?=\S)",
    re.IGNORECASE,
)
_LIMITED_TO: Final = re.compile(
    r"\b(?:plans?|tiers?|accounts?|users?|customers?|enterprise|free|pro|beta|trial|models?|modes?|versions?|regions?|for|if|when|in|on|with|rate)\b"
    r"|\d",
    re.IGNORECASE,
)
_CALLING: Final = re.compile(
    r"[\W_]*(?:note\s+that\s+)?when\s+(?:creating|sending|making|posting|submitting)\s+(?:an?|the|this|your)\s+[a-z]+,\s+(?:\w+\s+){0,2}(?=(?:you\s+)?must\b"
    r"[^,]{0,60}\b(?:one\s+of|either)\b)",
    re.IGNORECASE,
)
_HEADED: Final = re.compile(r"[`*]{0,3}(?P<name>[A-Za-z_$][\w$.-]{0,80})[`*]{0,3}(?:\s(?:parameter|field|option|property))?")
_ENDING: Final = re.compile(
    r"(?P<rest>\S.{5,300}?)\s+(?:in|for|with|on|by|under)\s+(?P<label>(?:the\s+)?[^,.;:]{1,60})[.]?$", re.IGNORECASE
)
_ONLY_THESE: Final = re.compile(
    r"(?:only\s+supports?|supports?\s+only|(?:is\s+)?(?:limited|restricted)\s+to|only\s+works\s+(?:with|at|in))\s+"
    r"(?P<values>[^.;:]{1,120}?)[.]?",
    re.IGNORECASE,
)
_SUPPORTED_BY: Final = re.compile(
    r"\W{0,3}only\s+(?:the\s+)?(?P<label>[^.;:]{1,80}?)\s+(?:supports?|accepts?|allows?)\s+(?:the\s+)?`(?P<name>[A-Za-z_$][\w$]{0,80})`[.]?",
    re.IGNORECASE,
)
_IGNORES: Final = re.compile(r"^ignores?\s+(?P<what>[^.;]{1,200}?)(?=[.;]?$)", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"[\W_]*(?:(?:the|a|an|maximum|minimum|max|min|total|number|of|allowed|supported|valid|values?|length|for)\s+){0,5}[`\"'*]*(?P<name>[A-Za-z_$][\w$]*)",
    re.IGNORECASE,
)
_MOST_NAMED: Final = 4  # fields of a sentence that may be about one of them


def read_notes(notes: Sequence[Passage], ground: Ground) -> list[Sentence]:
    """The sentences of notes; `level` of a note says that it is an item of a list."""
    return [sentence for sentence, _ in read_led(notes, ground)]


def read_led(notes: Sequence[Passage], ground: Ground, heads: Heads = NO_HEADS) -> list[tuple[Sentence, bool]]:
    """The sentences of notes, and whether other words than its own say of what or when a sentence holds."""
    found: list[tuple[Sentence, bool]] = []
    plain: list[Passage] = []
    notes = [_bare_formulas(note, ground.fields) for note in notes]

    def settle() -> None:
        found.extend((s, False) for s in _plainly(plain, ground))
        plain.clear()

    at = 0
    while at < len(notes):
        note = notes[at]
        items = items_below(notes, at, heads.above)
        section = section_of_value(heads.around.get(note.span.start, ""), ground)
        if section is not None:
            settle()
            whole = (note, *items)
            found += ((s, True) for s in items_under(section, whole, ground))
            at += len(whole)
            continue
        name = _name_above(heads.around.get(note.span.start, ""), ground)
        if name is not None and not items:
            settle()
            found += ((s, True) for s in _below_name(note, name, ground))
            at += 1
            continue
        told_above = of_listed(note, heads.listed.get(note.span.start, ()), ground)
        if told_above is not None:
            settle()
            for said in told_above:
                found.extend([(said, True)] if said.readings else [(s, False) for s in _plainly([said.passage], ground)])
            at += 1
            continue
        led = list(read_list(note, items, ground)) if items else []
        if led:
            settle()
            found += ((s, True) for s in led)
            at += 1 + len(items)
            continue
        keyed = read_keyed_list(notes, at, heads.above.get(note.span.start) or _lead_above(notes, at), ground)
        if keyed is not None:
            settle()
            found += ((s, True) for s in keyed[1])
            at += keyed[0]
            continue
        note = _uncoded(note, ground)
        told = of_field(note, ground) or labelled(note, ground) or prefixed(note, ground)
        if told is not None:
            settle()
            found += ((s, True) for s in told)
        else:
            plain.append(Passage(note.text, note.span))  # an item that opens with a field is about it
        at += 1
    settle()
    return found


def _name_above(heading: str, ground: Ground) -> str | None:
    """The field that a heading is the name of, letter for letter."""
    found = _HEADED.fullmatch(heading.strip())
    return found["name"] if found is not None and found["name"] in ground.fields else None


def _below_name(note: Passage, name: str, ground: Ground) -> Iterator[Sentence]:
    """The sentences of a note below the name of a field: those that name what they are about, and those about the field."""
    for part in sentences(note):
        passage = Passage(part.text, part.span)
        plain = _plainly([passage], ground)
        stated = all(s.outcome is Outcome.RULE and all(about_fields(r, formulas=True) for r in s.readings) for s in plain)
        about = about_field(passage, name, ground) if not stated else []
        told = len(about) == 1 and about[0].outcome in (Outcome.RULE, Outcome.KEYWORD) and bool(about[0].readings)
        yield from about if told and all(r.claim.subject == name for r in about[0].readings) else plain


def _uncoded(note: Passage, ground: Ground) -> Passage:
    """A note without the code of an error before it: `missing_id_or_name`: one of id or name must be set."""
    found = _CODED.match(note.text)
    if found is None or (found["code"] or found["capital"]) in ground.fields or condition_of(found.group(), ground, whole=True) is not None:
        return note
    return structs.replace(within(note, found.end(), len(note.text)), level=note.level)


def _lead_above(notes: Sequence[Passage], at: int) -> str:
    """The words that announce the list whose first item a note is."""
    before = notes[at - 1] if at else None
    leads = before is not None and before.level < notes[at].level and before.text.rstrip("*_ ").endswith(":")
    return before.text if before is not None and leads else ""


def _plainly(notes: Sequence[Passage], ground: Ground) -> list[Sentence]:
    """The sentences of notes that nothing else than themselves says of what they hold for."""
    scope, vocabulary = ground.whole, ground.vocabulary
    read = (read_refused(read_plainer(s, scope, vocabulary), ground) for s in read_prose(notes, scope, vocabulary))
    return [_of_the_value(_of_the_named(_untitled(s, ground), ground), ground) for s in read]


def _untitled(said: Sentence, ground: Ground) -> Sentence:
    """A sentence that is not understood by itself, without words before it that say nothing: `Date check:`, `When sending a message,`."""
    foreign = bool(said.readings) and all(r.effect is Effect.EXTERNAL for r in said.readings)
    if not foreign and (said.outcome is not Outcome.GAP or said.readings):
        return said
    text = said.passage.text
    found = _TITLED.match(text)
    if found is not None and (_LIMITED_TO.search(found["label"]) or condition_of(found["label"], ground, whole=True) is not None):
        return said
    found = found or _CALLING.match(text)
    if found is None:
        return said
    rest = text[found.end() :]
    read = [
        read_plainer(s, ground.whole, ground.vocabulary)
        for s in read_prose([structs.replace(said.passage, text=rest)], ground.whole, ground.vocabulary)
    ]
    understood = len(read) == 1 and read[0].readings and read[0].outcome in (Outcome.RULE, Outcome.KEYWORD)
    return replace(read[0], passage=said.passage) if understood else said


def _of_the_value(said: Sentence, ground: Ground) -> Sentence:
    """A sentence that is not understood by itself, under the value that it begins or ends with: `edit requires image`."""
    if said.outcome is not Outcome.GAP or any(not r.when for r in said.readings):
        return said
    text = said.passage.text
    for pattern in (_OF_VALUE, PREFIXED, _ENDING):
        found = pattern.match(text)
        condition = condition_of(found["label"], ground, whole=True) if found is not None else None
        if found is None or condition is None:
            continue
        rest = within(said.passage, *found.span("rest"))
        rest = Passage(rest.text, rest.span)
        if (values := _values_alone(rest.text, condition, ground)) is not None:
            return replace(said, outcome=Outcome.RULE, readings=(values,), why="")
        read = read_under(condition, Passage(_IGNORES.sub(r"\g<what> is ignored", rest.text), rest.span), ground)
        held = [about_fields(r, formulas=True) for s in read for r in s.readings if r.effect in (Effect.REJECT, Effect.IGNORED)]
        understood = len(read) == 1 and read[0].outcome is Outcome.RULE and len(held) == len(read[0].readings)
        if understood and None not in held:
            return replace(said, outcome=Outcome.RULE, readings=read[0].readings, why="")
    return said


def _values_alone(text: str, condition: Condition, ground: Ground) -> Reading | None:
    """That a field has one of the values which alone are supported under a condition: `only supports 720p`."""
    found = _ONLY_THESE.fullmatch(text.strip())
    other = condition_of(found["values"], ground, whole=True) if found is not None else None
    match other.expr if other is not None else None:
        case Compare("==", Ref(name), Literal(value)):
            values: tuple[Scalar, ...] = (value,)
        case OneOf(Ref(name), listed):
            values = listed
        case _:
            return None
    if name in names_in(condition.expr):
        return None
    return Reading(Claim("enum", name, {"enum": list(values)}), (condition.expr,), Effect.REJECT, None)


def _of_the_named(said: Sentence, ground: Ground) -> Sentence:
    """A sentence that is not understood by itself, as it is in the prose of the one field that it can be about."""
    if _wins(said):
        found = _SUBJECT.match(said.passage.text)
        read = _as_of(said, found["name"], ground) if found is not None and found["name"] in ground.fields else None
        return read or said
    if said.outcome is not Outcome.GAP or said.readings or " AND " in said.passage.text:
        return said
    if (limited := read_limits(said.passage, ground)) is not None:
        return limited
    turned = _SUPPORTED_BY.fullmatch(said.passage.text.strip())
    if turned is not None and turned["name"] in ground.fields:
        text = f"`{turned['name']}` is only supported by {turned['label']}."
        read = _as_of(replace(said, passage=structs.replace(said.passage, text=text)), turned["name"], ground)
        return said if read is None else replace(read, passage=said.passage)
    named = list(named_fields(said.passage.text, ground))
    if not 0 < len(named) <= _MOST_NAMED:
        return said
    ways = [read for name in named if (read := _as_of(said, name, ground)) is not None]
    return ways[0] if len(ways) == 1 else said


def _wins(said: Sentence) -> bool:
    """Whether a sentence says of something that it wins over a field, and not yet of what."""
    return bool(said.readings) and all(r.effect is Effect.OVERRIDES and r.claim.subject == WHOLE for r in said.readings)


def _as_of(said: Sentence, name: str, ground: Ground) -> Sentence | None:
    """A sentence as one about a field; None where it is not understood so, or states nothing that the field is held to."""
    read = about_field(Passage(said.passage.text, said.passage.span), name, ground)
    if len(read) != 1 or not read[0].readings or read[0].outcome not in (Outcome.RULE, Outcome.KEYWORD):
        return None
    held = all(r.claim.subject == name and r.effect in (Effect.REJECT, Effect.IGNORED, Effect.OVERRIDES) for r in read[0].readings)
    always = any(r.is_keyword and not r.when for r in read[0].readings)
    return read[0] if held and not (always and not _opens_with(said.passage.text, name)) else None


def _opens_with(text: str, name: str) -> bool:
    """Whether a sentence begins with a field, so that what it states without a condition is about it."""
    found = _SUBJECT.match(text)
    return found is not None and found["name"] == name and not speaks_otherwise(text)


def _bare_formulas(note: Passage, fields: Fields) -> Passage:
    """A note in which a comparison that is set apart as code, `a <= b`, has blanks for the marks around it."""

    def bare(found: re.Match[str]) -> str:
        return f" {found['formula']} " if found["name"] in fields else found.group()

    return Passage(_FORMULA.sub(bare, note.text), note.span, note.level) if "`" in note.text else note


__all__ = ["read_led", "read_notes"]
