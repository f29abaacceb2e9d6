"""Values that prose tells one by one, each with what it means beside it, in one sentence or in a sentence each.

How it flies: 'low' for low, 'high' for high        quoted values, each behind a mark or a joint and before its meaning
Whether to keep (`KEEP`) or drop it (`DROP`)        quoted values in brackets, each behind its meaning
0 - kite, 1 - balloon | 1 = kite; 2 = balloon       numbers that count up from 0 or 1
lo = Flies low. hi = Flies high.                    words, each before a sign of equality
A value of Y flies it, a value of N does not        values that are called so
Use `low` to fly low. Use `high` to fly high.       one sentence for each, of a field whose name says that it has a few values

A sentence with a quoted word that stands elsewhere, and one with an example, tells none.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.reader import Sentence
from swornspec.rules.english.subject import own_parts
from swornspec.rules.field import Field
from swornspec.spec.value_runs import Run

_QUOTED: Final = r"(?:`[\"']?(?P<ticked>[^`\n]{1,60}?)[\"']?`|'(?P<single>[^'\n]{1,60})'(?!\w)|[\"“](?P<double>[^\"“”\n]{1,60})[\"”])"
_TOKEN: Final = re.compile(rf"(?<![\w'’]){_QUOTED}")
_REMARK: Final = r"\s*(?:\([^()\n]{0,60}\)\s*)?"
_MEANS: Final = re.compile(
    rf"{_REMARK}(?:[:=→]|->|[-–—]\s|\((?!e\.?g)|(?:for|to|means|will|if|when|indicates|denotes|represents|stands\s+for|is\s+(?:an?|the(?!\s+default)|for))\s+\S"
    r"|(?!(?:is|was|has|does|as|values?|modes?|options?|types?)\b)[a-z]{2,14}s\b)",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"(?:^|[:,;.(|\n]|\s[-–—•*·]|\b(?:or|and|while|whereas|use|set(?:\s+(?:it|this))?\s+to|specify|choose|select|pass|send|enter|put))\s*$",
    re.IGNORECASE,
)
_SET_TO: Final = re.compile(r"\b(?:if|when)\s+(?:(?:it|this|the\s+value)\s+is\s+)?(?:set|equal)\s+to\s*$", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:(?<=^)|(?<=[:,;(\n/|])|(?<=[:,;(/|]\s)|(?<=\s[-•]\s)|(?<=\bor\s)|(?<=\band\s)|(?<=\bset\sto\s)|(?<=\buse\s))[ \t]*"
    r"[`\"']?(?P<number>\d{1,3})[`\"']?(?:\s?(?:=|:|-|–|—|→)\s?(?=[A-Za-z(])|\s(?=(?:for|means|if|to)\s[a-z]))",
    re.IGNORECASE,
)
_EQUAL: Final = re.compile(r"(?:^|[.,;:(\[\n])\s*[`\"']?(?P<word>[A-Za-z][\w-]{0,30})[`\"']?\s?=\s?(?=[A-Za-z][a-z]*(?:\s|[.,;)\]\n]|$))")
_OF_VALUE: Final = re.compile(rf"\bvalue\s+of\s+(?:{_QUOTED}|(?P<bare>[A-Z0-9][A-Z0-9_]{{0,30}})\b)")
_OF_ONE: Final = re.compile(
    r"\W{0,3}(?:(?:use|set(?:\s+(?:it|this))?(?:\s+(?:to|as))?|specify|choose|select|pass|send|(?:if|when)(?:\s+(?:it|this|the\s+value)\s+is)?(?:\s+set)?(?:\s+(?:to|as))?)"
    rf"\s+(?:the\s+value\s+)?|){_QUOTED}(?!\s*(?:,|or|and)\s*[`'\"“])(?:{_MEANS.pattern}|\s*,)",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"(?:use|specify|choose|select|pass|send)\s+(?P<word>[a-z]\w{0,30})\s+(?:to|for)\s", re.IGNORECASE)
_EITHER: Final = re.compile(
    r"(?:[^.]{0,80}\b)?(?:whether|choose|chose|select|switch|toggle)\s+(?:[^.]{0,60}\b(?:is|are|occurs?|be|runs?)\s+(?:on\s+)?(?:an?\s+|the\s+)?|between\s+(?:the\s+)?)"
    r"(?P<one>[A-Za-z]\w{1,30})\s+(?:or|and)\s+(?:an?\s+)?(?P<other>(?!not\b|no\b)[A-Za-z]\w{1,30})(?:\s+\w{1,30})?\s*[.]?",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"(?:(?:can\s+be|either)\s+)?(?P<one>[a-z]\w{1,30})\s+or\s+(?P<other>[a-z]\w{1,30})\s*[.]?", re.IGNORECASE)
_NAMED: Final = re.compile(r"\s+(?:parameter|field|option|property|attribute|header)s?\b", re.IGNORECASE)
_DENYING: Final = re.compile(
    r"\b(?:e\.?g|examples?|such\s+as|like|etc|not\s+supported|cannot|deprecated|bit\s?(?:mask|wise|field)s?|sum\b|combin\w+|both|respectively|keys?|properties"
    r"|attributes)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z0-9][\w .:/+-]{0,59}")
_DATE_PART: Final = re.compile(r"([YMDHSymdhs])\1{1,3}|%\w")
_TRUTHS: Final = frozenset(("true", "false"))
_COUNTED: Final = frozenset(("limit", "size", "count", "timeout", "max", "maximum", "min", "minimum", "number", "amount", "ttl", "page"))
_LONGEST: Final = 2000
_FEWEST: Final = 2
_BITS: Final = ((1, 2, 4), (0, 1, 2))


def glossed(heard: Sequence[Sentence], field: Field) -> Iterator[tuple[int, Run]]:
    """Runs of values that are told one by one, each with the number of the sentence that tells the first."""
    category = any_is("category", own_parts(field.name))
    for n, said in enumerate(heard):
        text = said.passage.text
        if len(text) > _LONGEST or any(r.when and r.claim.keywords for r in said.readings) or _DENYING.search(_TOKEN.sub("", text)):
            continue
        run = _quoted(text, field, category=category) or _called(text)
        run = run or (_either(text, alone=len(heard) == 1) if category or len(heard) == 1 else None)
        if run is not None:
            yield n, run
    whole = "\n".join(s.passage.text.strip() for s in heard)
    if len(whole) <= _LONGEST and not _DENYING.search(whole):
        for form in (_NUMBERED, _EQUAL):
            run = _numbered(whole, field) if form is _NUMBERED else _equal(whole)
            if run is not None:
                yield next((n for n, s in enumerate(heard) if form.search(s.passage.text)), 0), run
    if category:
        yield from _apart(heard)


def _quoted(text: str, field: Field, *, category: bool) -> Run | None:
    """Values in quotes, each where one is told, and none elsewhere."""
    tokens = [t for t in _TOKEN.finditer(text) if not _NAMED.match(text, t.end())]
    values = [_value(t) for t in tokens]
    if len(tokens) < _FEWEST or not _are_values(values):
        return None
    if field.types == ("integer",) and not _counts_up(values):
        return None
    default = _marked([(t.end(), _value(t)) for t in tokens], text)
    run = Run(0, len(text), values, default=default, joints={","})
    if all(text[t.start() - 1 : t.start()] == "(" and text[t.end() : t.end() + 1] == ")" for t in tokens):
        return run if re.search(r"\bor\b", text[tokens[0].end() : tokens[-1].start()]) else None
    set_to = [_SET_TO.search(text, 0, t.start()) is not None for t in tokens]
    told = all(s or (_BEHIND.search(text, 0, t.start()) and _MEANS.match(text, t.end())) for s, t in zip(set_to, tokens, strict=True))
    announced = category or all(set_to) or re.search(r"(?:^|[:(,\n]|\s[-–—•])\s*$", text[: tokens[0].start()]) is not None
    return run if told and announced else None


def _called(text: str) -> Run | None:
    """Values that are each called "a value of" something."""
    values = [m["bare"] or _value(m) for m in _OF_VALUE.finditer(text)]
    return Run(0, len(text), values, joints={","}) if len(values) >= _FEWEST and _are_values(values) else None


def _either(text: str, *, alone: bool) -> Run | None:
    """Two words of which a sentence asks which one it is, or that are all it says: "Whether it is open or closed"."""
    found = _EITHER.fullmatch(text.strip()) or (_WHOLE.fullmatch(text.strip()) if alone else None)
    values = [found["one"], found["other"]] if found is not None else []
    fitting = len(set(values)) == _FEWEST and not any(any_is("datum", (v.lower(),)) for v in values)
    return Run(0, len(text), values, joints={"or"}) if fitting and _TRUTHS.isdisjoint(map(str.lower, values)) else None


def _numbered(text: str, field: Field) -> Run | None:
    """Numbers that count up from 0 or 1, each before what it means."""
    tokens = list(_NUMBERED.finditer(text))
    values = [t["number"] for t in tokens]
    if len(values) < _FEWEST or not _counts_up(values) or not _COUNTED.isdisjoint(own_parts(field.name)):
        return None
    return Run(0, len(text), values, quoted=False, default=_marked([(t.end(), t["number"]) for t in tokens], text), joints={","})


def _equal(text: str) -> Run | None:
    """Words, each before a sign of equality and what it means."""
    values = [m["word"] for m in _EQUAL.finditer(text)]
    apart = "&" in text or "http" in text or len(re.findall("=", text)) != len(values)
    return None if apart or len(values) < _FEWEST or not _are_values(values) else Run(0, len(text), values, joints={","})


def _marked(ends: Sequence[tuple[int, str]], text: str) -> str | None:
    """The value that what stands between it and the next one calls the default."""
    places = [*(end for end, _ in ends[1:]), len(text)]
    found = [value for (end, value), last in zip(ends, places, strict=True) if re.match(r"\s*\(\s*default", text[end:last], re.IGNORECASE)]
    return found[0] if len(found) == 1 else None


def _counts_up(values: Sequence[str]) -> bool:
    if not all(re.fullmatch(r"\d{1,3}", v) for v in values) or len(set(values)) < len(values):
        return False
    numbers = sorted(map(int, values))
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return numbers[0] in (0, 1) and (counted or (len(numbers) > _FEWEST and tuple(numbers[:3]) not in _BITS))


def _apart(heard: Sequence[Sentence]) -> Iterator[tuple[int, Run]]:
    """Values that a sentence each is about, in the same words."""
    told = {_value(t) for s in heard for t in _TOKEN.finditer(s.passage.text) if not _NAMED.match(s.passage.text, t.end())}
    for form in (_OF_ONE, _PLAIN):
        found = [(n, m) for n, s in enumerate(heard) if not _DENYING.search(s.passage.text) for m in [form.match(s.passage.text)] if m]
        values = [_value(m) if form is _OF_ONE else m["word"] for _, m in found]
        if len(values) >= _FEWEST and _are_values(values) and told.issubset(values) and not any(v.isdigit() for v in values):
            yield found[0][0], Run(0, 0, values, joints={","})


def _value(found: re.Match[str]) -> str:
    return next(v.strip() for k in ("ticked", "single", "double") if (v := found[k]) is not None)


def _are_values(values: Sequence[str]) -> bool:
    """Whether words are values, each another one, and none a part of how a date is written."""
    fitting = all(_WORD.fullmatch(v) is not None and _DATE_PART.fullmatch(v) is None for v in values)
    return fitting and len(set(values)) == len(values) and not _TRUTHS.issuperset(map(str.lower, values))


__all__ = ["glossed"]
