"""Words before or above others, as the condition under which these hold.

When `method` is `card`:            the tail of a sentence
Card payments                       a value of one field, with nouns around it
`v3` & `v4`                         several values of it
In custom mode (`custom: true`)     a value that is set apart with its field
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Final

from swornspec.rules.english.members import equal
from swornspec.rules.english.nouns import any_is, nouns
from swornspec.rules.english.reader import Outcome, read_prose
from swornspec.rules.english.tokens import parts_of, tokenize
from swornspec.rules.expr import Expr, Ref, both
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground, run_of
from swornspec.spec.keyed_values import values_said
from swornspec.spec.whole import WHOLE
from swornspec.text import Passage, Span

_WHEN: Final = re.compile(r"\b(?P<word>if|when|unless|for|with|using|in case of)\s+(?P<tail>\S.*)", re.IGNORECASE)
_STATED: Final = re.compile(
    r"`\s*(?P<name>[A-Za-z_$][\w$]{0,80})\s*(?::|==?)\s*(?P<value>[\"']?[\w.:/-]{1,80}[\"']?)\s*`"
    r"|(?<![\w.`\"'])(?P<bare>[A-Za-z_$][\w$]{0,80})\s?==?\s?(?P<said>`[^`\s]{1,80}`|\"[^\"\s]{1,80}\"|'[^'\s]{1,80}'|[\w./-]{1,80})(?![\w`])"
)
_OPENING: Final = re.compile(  # `For `slow` boats, the following fields are available:`
    r"(?:when\s+using|for|in|with|on|using)\s+(?P<label>[^,:]{1,60}),\s+(?=\S.*\b(?:following|these|additional|below)\b)", re.IGNORECASE
)
_COMMA: Final = re.compile(r",\s")
_EQUALS: Final = re.compile(r"[\s*_`\"'(]{0,6}[A-Za-z_$][\w$.]{0,80}[`\"']?\s*(?:[!=<>]=?|≤|≥)\s*\S")
_OTHERWISE: Final = re.compile(
    r"\b(?:not|no|if|when|except|unless|without|other|any|or|either|regardless|than|but|example|e\.g)\b|[<>!≤≥]", re.IGNORECASE
)
_MODE: Final = re.compile(r"(?:in\s+|for\s+|the\s+)?(?P<off>non[- ]|not[- ])?(?P<words>[a-z]+(?:[- ][a-z]+)?)[- ]mode", re.IGNORECASE)
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]{1,40}\)\s*$")
_BESIDE: Final = ("mode", "enable", "enabled", "is", "use")
_PIECES: Final = re.compile(r"\s*(?:,\s*(?:and\s+|or\s+)?|&|\+|\s/\s|\band\b|\bor\b)\s*", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\s*\((?:the )?(?:default|recommended|beta|new|preview)\)", re.IGNORECASE)
_MARKED: Final = re.compile(  # a value that is set apart, and what it is one of: `slow` boats
    r"(?:(?:for|in|with|on|using|the|an?|all|any)\s+){0,2}(?P<mark>[`\"'])(?P<value>[^`\"'\n]{1,60})(?P=mark)"
    r"(?:\s+(?!is\b|has\b|have\b|was\b|does\b|means\b|this\b|its\b|(?:require|need|use|support|allow|accept|return|ignore|take|work)s?\b)[a-z]{2,20}){0,1}"
    r"\s+(?!is\b|has\b|was\b|does\b|means\b|this\b|its\b|(?:require|need|use|support|allow|accept|return|ignore|take|work)s\b)[a-z]{2,20}s",
    re.IGNORECASE,
)
_QUOTED: Final = r"`[\w.:-]{1,60}`|\"[\w.:-]{1,60}\"|'[\w.:-]{1,60}'"
_BEFORE: Final = r"(?:(?:for|in|with|using|the|an?)\s+){0,2}"
_ARTICLES: Final = r"(?i:the|an?|this|its|your|our|each|every|any|all|no)\b"
_VALUE_NAME: Final = re.compile(
    rf"{_BEFORE}(?P<value>{_QUOTED}|(?!{_ARTICLES})[A-Za-z][\w-]{{1,40}})\s+`?(?P<name>[A-Za-z][\w-]{{1,60}}?(?: [a-z]{{2,20}}){{0,2}})`?"
)
_NAME_VALUE: Final = re.compile(rf"{_BEFORE}`?(?P<name>[A-Za-z][\w-]{{1,60}}?)`?\s+`{{0,2}}(?P<value>{_QUOTED})`{{0,2}}")
_NO_VALUES: Final = ("vague", "judging", "generic", "novalue", "link", "datum", "given", "open")
_SHORTEST_VALUE: Final = 3
_LONG_RUN: Final = 6  # letters of a value of which words are the parts: `banktransfer`, of "Bank transfer"
_MOST_BESIDE: Final = 8  # words beside a value that is set apart with its field
_MOST_PIECES: Final = 8
_MOST_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, and words of a sentence that state it: `when `method` is `card``."""

    expr: Expr
    words: str

    def and_also(self, other: "Condition | None") -> "Condition":
        """Both conditions, with the words of both."""
        if other is None:
            return self
        added = other.words.removeprefix("when ")
        joiner = "and" if other.words.startswith("when ") else ","
        return Condition(both(self.expr, other.expr), f"{self.words} {joiner} {added}")


def condition_of(
    text: str,
    ground: Ground,
    quoted: Mapping[str, frozenset[str]] = MappingProxyType({}),
    names: frozenset[str] = frozenset(),
    *,
    whole: bool = False,
) -> Condition | None:
    """The condition that a heading or label names: a sentence's tail (`if method is card`), or values of one field (`Only for boleto`).

    With `whole` the words must be the condition and nothing else.
    """
    text = _ASIDE.sub("", text)
    found = (_WHEN.match if whole else _WHEN.search)(text)
    if found is not None and found["word"].lower() in ("if", "when", "unless"):
        word = "unless" if found["word"].lower() == "unless" else "when"
        said = f"{word} {found['tail'].rstrip(' .:')}"
        expr = read_condition(f"Required {said}.", ground)
        if expr is None and not whole and found.start() == 0:
            said, expr = next(_before_commas(word, found["tail"], ground), (said, None))
        if expr is None and word == "when":
            return _stated(found["tail"], ground)
        return None if expr is None else Condition(expr, said)
    if not whole and (opening := _OPENING.match(text)) is not None:
        return condition_of(opening["label"], ground, quoted, names, whole=True)
    if (stated := _stated(text, ground)) is not None:
        return stated
    if whole and _EQUALS.match(text) and (expr := read_condition(f"Required when {text.rstrip(' .:')}.", ground)) is not None:
        return Condition(expr, f"when {text.rstrip(' .:')}")
    if (flagged := _flagged(text, ground)) is not None:
        return flagged
    if whole and (named := _beside_name(text, ground, names)) is not None:
        return _of_values(*named)
    valued = _valued(text, ground, quoted, names) or (_several(text, ground) if whole else None)
    return None if valued is None else _of_values(*valued)


def _before_commas(word: str, tail: str, ground: Ground) -> Iterator[tuple[str, Expr]]:
    """The condition before a comma of a sentence that opens with it, the longest first: `If mode is slow, these are required`."""
    ends = [found.start() for found in islice(_COMMA.finditer(tail), _MOST_PIECES)]
    for end in reversed(ends):
        said = f"{word} {tail[:end].strip()}"
        if (expr := read_condition(f"Required {said}.", ground)) is not None:
            yield said, expr


def _of_values(name: str, values: Sequence[str]) -> Condition:
    """That a field has one of some values."""
    listed = " or ".join(f"`{value}`" for value in values)
    return Condition(equal(Ref(name, effective=True), tuple(values)), f"when `{name}` is {listed}")


def read_condition(sentence: str, ground: Ground) -> Expr | None:
    """The condition of a demand that is all of a sentence."""
    read = read_prose([Passage(sentence, Span("", 1, 1, 0, len(sentence)))], ground.whole, ground.vocabulary)
    if len(read) != 1 or read[0].outcome is not Outcome.RULE or len(read[0].readings) != 1:
        return None
    [reading] = read[0].readings
    plain = reading.effect is Effect.REJECT and reading.needs is None and reading.claim.subject == WHOLE
    return both(*reading.when) if plain and reading.when else None


def _stated(text: str, ground: Ground) -> Condition | None:
    """The values that a few words set apart together with their fields: `In custom mode (`custom: true`)`."""
    if ":" not in text and "=" not in text:
        return None
    stated, rest, at = [], [], 0
    for found in _STATED.finditer(text):
        name, value = found["name"] or found["bare"], found["value"] or found["said"]
        if name not in ground.fields:
            return None
        values = values_said(f"`{value.strip('`')}`", ground.fields[name])
        if len(values) != 1:
            return None
        stated.append((name, values[0], value.strip("`\"'")))
        rest.append(text[at : found.start()])
        at = found.end()
    beside = " ".join([*rest, text[at:]])
    others = {str(t.value) for t in tokenize(beside, ground.vocabulary) if t.kind == "FIELD"} - {name for name, _, _ in stated}
    if not stated or others or len(beside.split()) > _MOST_BESIDE or _OTHERWISE.search(beside):
        return None
    exprs = (equal(Ref(name, effective=True), (value,)) for name, value, _ in stated)
    return Condition(both(*exprs), f"when {' and '.join(f'`{name}` is `{shown}`' for name, _, shown in stated)}")


def _flagged(text: str, ground: Ground) -> Condition | None:
    """The flag that a heading calls a mode, which is on or off: `Custom mode`, `Non-custom mode (simple)`, of `custom_mode`."""
    found = _MODE.fullmatch(_IN_BRACKETS.sub("", text).strip("`*_ :."))
    words = parts_of(found["words"]) if found is not None else ()
    booleans = (f.name for f in ground.fields.values() if f.types == ("boolean",))
    flags = [name for name in booleans if tuple(p for p in parts_of(name) if p not in _BESIDE) == words]
    if found is None or len(flags) != 1 or not words:
        return None
    on = not found["off"]
    return Condition(equal(Ref(flags[0], effective=True), (on,)), f"when `{flags[0]}` is {'true' if on else 'false'}")


def _beside_name(text: str, ground: Ground, names: frozenset[str]) -> tuple[str, tuple[str, ...]] | None:
    """The values of a field that stand beside its name, whether or not the page lists them: `fastcheckout mode`, `type `verdict``.

    A plain word is one where the name is a noun for what has few values; "stop types" are all the values with that word.
    """
    for pattern in (_NAME_VALUE, _VALUE_NAME):
        found = pattern.fullmatch(text.strip(" *_.:"))
        fields = [f for f in ground.fields.values() if f.name not in names and parts_of(f.name) == parts_of(found["name"])] if found else []
        if found is not None and len(fields) == 1 and any_is("category", parts_of(found["name"])[-1:]):
            return _values_beside(found["name"], found["value"], fields[0])
    return None


def _values_beside(noun: str, said: str, field: Field) -> tuple[str, tuple[str, ...]] | None:
    """The values of a field that a word beside its name means."""
    value, quoted = said.strip("`\"'"), said[:1] in "`\"'"
    several = noun.endswith("s") and field.name != noun
    if not set(field.types) <= {"string"}:
        return None
    if field.enum:
        listed = [v for v in field.enum if isinstance(v, str)]
        same = [v for v in listed if parts_of(v) == parts_of(value)]
        held = [v for v in listed if set(parts_of(value)) <= set(parts_of(v))] if several else []
        meant = held if 0 < len(held) < len(listed) else same
        return (field.name, tuple(meant)) if meant else None
    common = len(value) < _SHORTEST_VALUE or any(any_is(kind, (value.lower(),)) for kind in _NO_VALUES)
    return None if (common or several) and not quoted else (field.name, (value,))


def _several(text: str, ground: Ground) -> tuple[str, tuple[str, ...]] | None:
    """The one field of which each of some words is a value: `v3 & v4`."""
    pieces = [piece for piece in _PIECES.split(text) if piece.strip("`*\"' ")]
    if not 1 < len(pieces) <= _MOST_PIECES:
        return None
    found = [_valued(piece, ground, {}, frozenset()) for piece in pieces]
    fields = {valued[0] for valued in found if valued is not None}
    values = tuple(dict.fromkeys(v for valued in found if valued is not None for v in valued[1]))
    return (fields.pop(), values) if None not in found and len(fields) == 1 and len(values) == len(pieces) else None


def _valued(text: str, ground: Ground, quoted: Mapping[str, frozenset[str]], names: frozenset[str]) -> tuple[str, tuple[str, ...]] | None:
    """The one field of which the words, less the nouns around them, are a value."""
    shown = [w.strip("`\"'.,:()*").lower() for w in text.split()]
    plain = [w for w in shown if w and w not in _nouns()]
    if not plain:
        return None
    wanted = tuple(p for w in plain for p in parts_of(w))
    whole = tuple(p for w in shown if w for p in parts_of(w))
    found = list(dict.fromkeys(pair for spelled in (wanted, whole) for pair in ground.values.get(spelled, ()) if pair[0] not in names))
    for first, last in _parts_of(wanted):
        beside = frozenset((*wanted[:first], *wanted[last:]))
        beside = frozenset(w for w in beside if not any_is("handled", (w,)))  # `local` trip searches
        run = "".join((*wanted[:first], *wanted[last:]))  # `orderType`, of which the words are lost in lower case
        named = (p for p in ground.values.get(wanted[first:last], ()) if beside <= frozenset(parts_of(p[0])) or run == run_of(p[0]))
        close = (p for p in named if p[0] not in names)
        found += (pair for pair in close if pair not in found)
    found = found or _run_together(plain, shown, ground, names)
    if not found and (marked := _MARKED.fullmatch(text.strip(" *_.:"))) is not None:
        spelled = parts_of(marked["value"])
        found = [pair for pair in ground.values.get(spelled, ()) if pair[0] not in names and pair[1] == marked["value"]]
    if not found:
        found = [
            (name, plain[0])
            for name, told in quoted.items()
            if len(plain) == 1 and plain[0] in told and name not in names and name in ground.fields
        ]
    if len(found) > 1:  # `market order` is of `order_type`, rather than of `stop_order_type`
        said = {part for w in text.split() for part in parts_of(w.strip("`\"'.,:()*"))}
        found = [
            p for p in found if all(part in said or any_is("category", (part,)) for part in parts_of(p[0])) and said & {*parts_of(p[0])}
        ]
    return (found[0][0], found[0][1:]) if len(found) == 1 else None


def _run_together(plain: Sequence[str], shown: Sequence[str], ground: Ground, names: frozenset[str]) -> list[tuple[str, str]]:
    """The fields and values of which words are the parts, or that are several words in one: `Bank transfer`, `BankTransfer`."""
    found: list[tuple[str, str]] = []
    for word in plain:
        beside = {part for other in plain if other != word for part in parts_of(other)}
        known = ground.runs.get(run_of(word), ()) if len(word) >= _LONG_RUN else ()
        found += (pair for pair in known if beside <= frozenset(parts_of(pair[0])))
    if not found:
        runs = dict.fromkeys(form for said in (plain, shown) for run in (run_of("".join(said)),) for form in (run, run.removesuffix("s")))
        found += (pair for run in runs if len(run) >= _LONG_RUN for pair in ground.runs.get(run, ()))
    return list(dict.fromkeys(pair for pair in found if pair[0] not in names))


def _nouns() -> frozenset[str]:
    """Words beside a value in a heading that are none of it."""
    return nouns("beside")


def _parts_of(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The beginnings and ends of the stretches of a few words that are less than all of them."""
    if len(words) <= _MOST_WORDS:
        yield from ((n, m) for n in range(len(words)) for m in range(n + 1, len(words) + 1) if m - n < len(words))


__all__ = ["Condition", "condition_of", "read_condition"]
