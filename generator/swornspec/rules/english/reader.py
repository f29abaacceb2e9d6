"""Sentences of a field's prose to keywords, rules, advice, notes and gaps: nothing guessed, nothing dropped."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from msgspec import structs

from swornspec.rules.english.announced import announced
from swornspec.rules.english.chained import with_one_condition
from swornspec.rules.english.clause import Clause
from swornspec.rules.english.conditions import Scope, negated
from swornspec.rules.english.consistent import consistent
from swornspec.rules.english.corrected import corrects, without_limits
from swornspec.rules.english.counted import denies, widens
from swornspec.rules.english.defaulted import with_plain_defaults
from swornspec.rules.english.doubts import of_another, of_cases, partial, times_of
from swornspec.rules.english.exclusive import denies_aside, made_exclusive, of_alternatives, or_instead, with_remark
from swornspec.rules.english.formats import format_of
from swornspec.rules.english.fronted import with_cases_in_front
from swornspec.rules.english.items import labelled
from swornspec.rules.english.lapses import ignored_elsewhere, lapsed
from swornspec.rules.english.listed import ValueList, value_lists
from swornspec.rules.english.marks import is_mark, opening_value
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.naming import with_bare_names
from swornspec.rules.english.quiet import says_nothing
from swornspec.rules.english.reading import LIMITS, Exemption, Memory, Outcome, Reading, Result, Sentence, firm_beside_exceptions
from swornspec.rules.english.reworded import reworded
from swornspec.rules.english.spoken import spoken_values
from swornspec.rules.english.stretch import clauses
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.them import named_out, speaks_of_them
from swornspec.rules.english.tokens import Token, Vocabulary, parts_of, tokenize
from swornspec.rules.english.wording import unabbreviated, unbracketed
from swornspec.rules.expr import names
from swornspec.rules.rule import Effect
from swornspec.text import Passage, within
from swornspec.text.sentences import sentences

_ALONE: Final = re.compile(r"([`\"'])(?P<value>(?:(?!\1)[^\n]){1,500})\1\s*[.;]?\s*")
_SEPARATED: Final = re.compile(
    r"(?i)\bcommas?[- ](?:separated|delimited)|(?:separated|delimited) (?:from each other )?(?:by|with) (?:a )?commas?\b"
    r"|^\s*(?:an?\s|the\s)?\s*(?:json\s)?(?:array|list)\sof\b"
)
_VARIES: Final = re.compile(r"\b(?:var(?:y|ies)|depends?|depending)\b(?:\s+\S{1,30}){1,8}:\s*$", re.IGNORECASE)  # "depends on the plan:"
_MARKED: Final = re.compile(
    r"\W{0,3}(?:required|mandatory)\b\W{1,40}(?=(?:if|when)\b[^.;]{3,120},[^.;]{3,120}\b(?:is|are)\s(?:required|mandatory)\W{0,3}$)",
    re.IGNORECASE,
)
_DEMANDS: Final = re.compile(
    r"\b(?:must|should|has to|have to|needs? to) be (?:provided|specified|set|sent|present|supplied|given|passed)\b"
    r"|\b(?:is|are) required\b",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(
    r"\b(?:returns?|causes?|throws?|results?\s+in|yields?|gives?|raises?)\s+(?:an?\s+)?(?:(?:\w+\s+)?(?:error|exception|failure)s?\b|`?[a-z]+(?:_[a-z]+)+|4\d\d)"
    r"|\b(?:are|is|be)\s+(?:rejected|refused)\b",
    re.IGNORECASE,
)
_OPEN_ENDED: Final = re.compile(
    r"[`\"'”)\w],?\s+or\s+(?:(?:an?|your|the)\s+)?(?:(?:own|custom|specific|arbitrary)\s+(?!`)\w|any\s+(?:other|valid|string|value|name|number|custom)\b"
    r"|another\s+(?!of\b)\w)",
    re.IGNORECASE,
)
_LIMITING: Final = frozenset({"IF", "UNLESS", "FOR", "OTHER", "OTHERWISE", "WITHOUT"})
_MOST_CHARACTERS: Final = 50_000  # of one sentence; all that is longer is a dump of something


def read_prose(passages: Iterable[Passage], scope: Scope, vocabulary: Vocabulary) -> tuple[Sentence, ...]:
    """Read what the prose of one field says; one entry per sentence, in order."""
    memory = Memory(deprecated=scope.field.schema.get("deprecated") is True)
    passages = tuple(announced(tuple(passages)))
    separated = any(_SEPARATED.search(p.text) for p in passages)
    times = frozenset[str]().union(*(times_of(p.text) for p in passages))
    scope = replace(scope, separated=separated, times=times) if separated or times else scope
    lists = {at: v for v in value_lists(passages, scope, vocabulary) for at in range(v.first, v.last)}
    memory.known = tuple(dict.fromkeys(v for one in lists.values() for v in one.values))
    found: list[Sentence] = []
    exampled = False
    for at, passage in enumerate(passages):
        memory.elsewhere = []
        values = lists.get(at)
        if values is not None:
            if at == values.first:
                memory.listed = values.values
                if found and found[-1].passage.text.endswith(":") and not found[-1].readings:
                    found[-1] = replace(found[-1], outcome=Outcome.NOTE, why="")
            found += _item(passage, at, values, scope, vocabulary)
            continue
        shown = _shown_alone(passage.text) if exampled else None
        exampled = shown is not None or (exampled and passage.level > 0) or _announces_examples(passage.text, vocabulary)
        if shown is not None and {"string", "array"} & set(scope.field.types):
            found.append(Sentence(passage, Outcome.KEYWORD, (_stated(scope, {f"{_held(scope)}examples": [shown]}),)))
        else:
            parts, begun = list(map(_without_mark, sentences(passage))), len(found)
            if passage.level and labelled(passage.text, scope):
                found += _limited(parts, scope, vocabulary)
                continue
            memory.item = passage.level > 0
            spoken = spoken_values(parts, scope, vocabulary)
            for n, part in enumerate(parts):
                if spoken is not None and n >= spoken.first:
                    memory.listed = spoken.values
                    found += _item(part, n, spoken, scope, vocabulary)
                    continue
                said = _sentence(part, scope, vocabulary, memory)
                if n and said.outcome is Outcome.RULE and _of_the_last(parts[:n], scope):
                    said = Sentence(part, Outcome.GAP, (), OF_LABEL)
                remark = of_alternatives(part.text, tokenize(part.text, vocabulary)) if n and not said.readings else None
                if remark is not None and (changed := with_remark(found[-1], remark)) is not None:
                    found[-1] = changed
                    said = Sentence(part, Outcome.NOTE)
                elif n and speaks_of_them(part.text) and all(map(_of_nothing, said.readings)):
                    said = _named_out(part, parts[max(0, n - 2) : n], said, scope, vocabulary)
                if (
                    n
                    and said.outcome in (Outcome.NOTE, Outcome.GAP)
                    and (value := _told_default(parts[n - 1 : n + 1], scope, vocabulary)) is not None
                ):
                    said = Sentence(part, Outcome.KEYWORD, (_stated(scope, {"default": value}),))
                if n and ignored_elsewhere(part.text) and (softened := lapsed(found[-1])) is not None:
                    found[-1], said = softened, Sentence(part, Outcome.NOTE)
                if n and parts[n - 1].text.endswith(";") and not said.readings and widens(tokenize(part.text, vocabulary), demanded=True):
                    found[-1] = _withdrawn(found[-1])
                if any(one.readings for one in (said, *found[begun:])) and corrects(part.text):
                    said = without_limits(said)
                    found[begun:] = map(without_limits, found[begun:])
                if found and said.outcome is Outcome.KEYWORD and _VARIES.search(found[-1].passage.text):
                    said = Sentence(part, Outcome.GAP, (), "says what holds in some of the cases that the words before it tell of")
                if said.exempts and found:
                    found[-1] = _excepted(found[-1], said.exempts)
                found.append(said)
    return tuple(consistent(found, scope, vocabulary))


def _of_the_last(before: Sequence[Passage], scope: Scope) -> bool:
    """Whether the sentence before is about one value, as another one is: "requires `a`" behind "`1`: Fast. `2`: Slow."."""
    told = _VALUED.match(before[-1].text) is not None and labelled(before[-1].text, scope)
    return told and sum(_VALUED.search(part.text) is not None for part in before) > 1


def _without_mark(part: Passage) -> Passage:
    """A sentence without a mark before it that it says again, and when: "Required If `a` is 1, `b` or `c` is required"."""
    mark = _MARKED.match(part.text)
    return part if mark is None else structs.replace(within(part, mark.end(), len(part.text)), level=part.level)


def _of_nothing(reading: Reading) -> bool:
    """Whether a reading is in part about something that has no name: prose about a whole operation has no subject.

    What wins over another field is such, too: it may win over one that the sentence before it names.
    """
    claim = reading.claim
    if claim.effect is Effect.OVERRIDES:
        return True
    said = (n for e in (claim.expr, claim.condition, *reading.when) if e is not None for n in names(e))
    return not all(map(parts_of, (claim.subject, claim.other or claim.subject, *said)))


def _named_out(part: Passage, before: Sequence[Passage], said: Sentence, scope: Scope, vocabulary: Vocabulary) -> Sentence:
    """A sentence that was not read as it is with the names of what it calls "both" or "them"; itself where that states no rule."""
    shown = named_out(part.text, [tokenize(p.text, vocabulary) for p in reversed(before)], scope)
    for text in () if shown is None else (shown, reworded(shown)):
        read = _sentence(Passage(text, part.span), scope, vocabulary, Memory())
        if read.readings and read.outcome is not Outcome.GAP:
            return replace(read, passage=part)
    return said


def _told_default(pair: Sequence[Passage], scope: Scope, vocabulary: Vocabulary) -> Any:
    """The one value that a sentence tells of, where the next one only says that this is the default; None otherwise."""
    if not pair[1].text.lower().startswith("this is the default") or any(len(p.text) > _MOST_CHARACTERS for p in pair):
        return None
    told, mark = (tokenize(p.text, vocabulary) for p in pair)
    return opening_value(told, scope, pair[0].text) if is_mark(mark) else None


def _shown_alone(text: str) -> str | None:
    """The quoted value that a passage holds and nothing else."""
    alone = _ALONE.fullmatch(text)
    return alone["value"] if alone else None


def _announces_examples(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a passage ends with a colon and says that examples follow."""
    last = tokenize(text[-200:], vocabulary) if text.endswith(":") else ()
    return any(t.kind in ("EXAMPLE", "EXAMPLE_WORD") for t in last)


def _held(scope: Scope) -> str:
    return "items." if scope.field.types == ("array",) else ""


def _stated(scope: Scope, keywords: Mapping[str, Any]) -> Reading:
    return Reading(Claim("enum", scope.subject, keywords), (), Effect.REJECT, None)


def _excepted(sentence: Sentence, exempts: Sequence[Exemption]) -> Sentence:
    """A sentence to which the next one makes exceptions; one that was not understood takes away what it is an exception to."""
    required = all(e.of_required for e in exempts)
    excepted = [r for r in sentence.readings if not required or r.claim.form == "required"]
    if not excepted:
        return sentence
    others = tuple(r for r in sentence.readings if r not in excepted)
    if any(e.condition is None for e in exempts):
        return replace(sentence, outcome=Outcome.GAP, readings=others, why="the exception in the next sentence was not understood")
    kept = [negated(e.condition) for e in exempts if e.condition is not None]
    readings = (*(replace(r, when=(*r.when, *kept)) for r in excepted), *others)
    return replace(sentence, outcome=Outcome.RULE if sentence.outcome is Outcome.KEYWORD else sentence.outcome, readings=readings)


_VALUED: Final = re.compile(r"(?:(?<!\S)[*•-]\s)?(?<!\S)(?:`[^`\n]{1,60}`|\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|\d{1,4})\s?(?:[:=–—-]|->)\s")
OF_LABEL: Final = "holds for what the label of the item names"
"""Why what is said behind a label is a gap."""


def _withdrawn(sentence: Sentence) -> Sentence:
    """A sentence without its limits, as the next one gives another limit for some cases."""
    firm = tuple(firm_beside_exceptions(sentence.readings))
    if len(firm) == len(sentence.readings):
        return sentence
    return replace(sentence, outcome=Outcome.GAP, readings=firm, why="the next sentence states another limit for some cases")


def _item(passage: Passage, at: int, values: ValueList, scope: Scope, vocabulary: Vocabulary) -> Iterator[Sentence]:
    """An item of a list of values: the first states the list; a rule in its words holds for that value alone, and so is a gap."""
    for order, passed in enumerate(sentences(passage)):
        said = _sentence(passed, scope, vocabulary, Memory(listed=values.values))
        readings = []
        if order == 0 and at == values.first:
            separated = scope.separated and scope.field.types == ("string",)
            readings.append(_stated(scope, {f"{'items.' if separated else _held(scope)}enum": list(values.values)}))
        if order == 0 and at == values.default_at and scope.field.types != ("array",):
            readings.append(_stated(scope, {"default": values.default}))
        states = said.outcome in (Outcome.KEYWORD, Outcome.RULE, Outcome.GAP) and not _only_lists(said, scope.subject)
        outcome = Outcome.GAP if states else Outcome.KEYWORD if readings else Outcome.NOTE
        yield Sentence(passed, outcome, tuple(readings), "what is said of one value of a list is not read" if states else "")


def _limited(parts: Sequence[Passage], scope: Scope, vocabulary: Vocabulary) -> Iterator[Sentence]:
    """Sentences of an item whose label says for what they hold: a rule among them is a gap."""
    for part in parts:
        said = _sentence(part, scope, vocabulary, Memory())
        plain = said.outcome in (Outcome.NOTE, Outcome.ADVICE)
        yield replace(said, readings=()) if plain else Sentence(part, Outcome.GAP, (), OF_LABEL)


def _adds_value(tokens: Sequence[Token]) -> bool:
    """Whether a remark is "or 5" and nothing else."""
    return [t.kind for t in tokens] in (["OR", kind] for kind in ("NUM", "VAL", "TRUE", "FALSE"))


def _only_lists(said: Sentence, own: str) -> bool:
    listing = (set(r.claim.keywords) <= {"enum", "default", "examples"} and r.is_keyword for r in said.readings)
    return bool(said.readings) and all(listing) and all(r.claim.subject == own for r in said.readings)


def _sentence(passage: Passage, scope: Scope, vocabulary: Vocabulary, memory: Memory) -> Sentence:
    if len(passage.text) > _MOST_CHARACTERS:
        return Sentence(passage, Outcome.GAP, why=f"is too long to be read: {len(passage.text)} characters")
    tokens = with_one_condition(
        with_bare_names(unbracketed(unabbreviated(with_plain_defaults(tokenize(passage.text, vocabulary)))), scope), scope
    )
    tokens = with_cases_in_front(tokens, scope)
    readings: list[Reading] = []
    reasons: list[str] = []
    advice = False
    unread: list[str] = []
    exempts: list[Exemption] = []
    scope = replace(scope, recent=memory.recent)
    memory.recent = None
    for clause in clauses(tokens):
        quiet = says_nothing(clause, passage.text)
        if quiet and not (clause.context and readings):
            continue
        if clause.context and denies_aside(clause.tokens) and (exclusive := made_exclusive(readings)) != readings:
            readings = exclusive
            continue
        result = Result() if quiet else Clause(clause, passage.text, scope, memory).read()
        unread += result.unread
        exempts += result.exempts
        if clause.context and result.reasons and any(t.kind in _LIMITING for t in clause.tokens):
            readings = [r for r in readings if not r.is_keyword]  # "at most 4 (8 for some)" is no limit for all
        elif clause.context and (instead := or_instead(clause.tokens, readings)) != readings:
            readings = instead
        elif clause.context and _adds_value(clause.tokens):
            reasons += ["allows another value, too"] if readings else []
            readings = []  # "must be set to 0 (or -1)"
        elif clause.context and denies(clause.tokens):
            reasons += ["does not hold for all"] if any(r.is_keyword for r in readings) else []
            readings = [r for r in readings if not r.is_keyword]
        elif clause.context and not result.readings and widens(clause.tokens, demanded=False):
            firm = firm_beside_exceptions(readings)
            reasons += ["states a limit, and then another one for some cases"] if len(firm) < len(readings) else []
            readings = firm
        readings += (r for r in result.readings if not any(r.says_as(earlier) for earlier in readings[-8:]))
        reasons += result.reasons
        advice = advice or result.advice
    formatted = memory.formatted or scope.separated or scope.field.types != ("string",)
    named = None if formatted else format_of(passage.text, own_parts(scope.subject))
    if named is not None:
        memory.formatted = True
        readings.append(Reading(Claim("format", scope.subject, {"format": named}), (), Effect.REJECT, None))
    listed = [r for r in readings if {"enum", "items.enum"} & set(r.claim.keywords)]
    if listed and (partial(listed, tokens, scope, passage.text) or (passage.text.endswith(",") and not memory.item)):
        readings = [r for r in readings if r not in listed]
        reasons.append("quotes more values than were read as a list")
    if listed and _DEMANDS.search(passage.text) and any(all(map(vocabulary.is_field, map(str, _values(r)))) for r in listed):
        readings = [r for r in readings if r not in listed]
        reasons.append("lists fields that must be sent, and more")
    if cased := [r for r in readings if of_cases(r, tokens, scope)]:
        readings = [r for r in readings if r not in cased]
        reasons.append("says in brackets for what it is required")
    if others := [r for r in listed if of_another(r, scope, passage.text)]:
        readings = [r for r in readings if r not in others]
        reasons.append("lists values of another field")
    if listed and _REFUSED.search(passage.text):
        readings = [r for r in readings if r not in listed]
        reasons.append("names values that are refused")
    if listed and _OPEN_ENDED.search(passage.text):
        readings = [r for r in readings if r not in listed]
        reasons.append("lists values, and allows others")
    if opposed := _opposed(readings):
        readings = [r for r in readings if r not in opposed]
        reasons.append("states different limits, and not for what each of them holds")
    if reasons:
        outcome = Outcome.GAP
    elif not readings:
        outcome = Outcome.ADVICE if advice else Outcome.NOTE
    elif all(r.is_keyword for r in readings):
        outcome = Outcome.KEYWORD
    else:
        outcome = Outcome.ADVICE if all(r.effect is Effect.ADVICE for r in readings) else Outcome.RULE
    return Sentence(passage, outcome, tuple(readings), "; ".join(dict.fromkeys(reasons)), tuple(unread), tuple(exempts))


def _values(reading: Reading) -> Sequence[Any]:
    keywords = reading.claim.keywords
    return list(keywords.get("enum", keywords.get("items.enum", ())))


def _opposed(readings: Sequence[Reading]) -> list[Reading]:
    """The limits without a condition of which a sentence states two that differ: "1-10 (slow), 1-20 (fast)"."""
    stated: dict[tuple[str, str], set[Any]] = {}
    plain = [r for r in readings if r.is_keyword]
    for reading in plain:
        for keyword in LIMITS & set(reading.claim.keywords):
            stated.setdefault((reading.claim.subject, keyword), set()).add(reading.claim.keywords[keyword])
    twice = {key for key, values in stated.items() if len(values) > 1}
    return [r for r in plain if any((r.claim.subject, k) in twice for k in r.claim.keywords)]


__all__ = ["Outcome", "Sentence", "read_prose"]
