"""Defaults, ranges and lengths that the whole of a field's prose tells, where its sentences alone are not understood.

Whether to fly it (`true`) or not (`false`, default). | `fast` (default, in a hurry) | 0: off, the default value      a mark
Defaults to the empty string. | Default: `[]`                                                                          a default
Value range: (0, 1.0]. | A random number between 0 - 99 | How strong [0-1]                                             a range
Letters or digits of up to 32 characters. | <= 2048 characters | Text (30 char. max)                                   a length

Each is told by one sentence that says nothing of a case; where several tell different things, none of them does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.page import Block
from swornspec.rules.english.doubts import exceptional
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import LIMITS, Reading
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect

_QUOTED: Final = r"[`\"'](?P<value>[^`\"'\n]{1,60})[`\"']"
_DEFAULT_MARK: Final = r"(?:the\s+)?default(?:\s+(?:value|option|setting))?"
_MARKS: Final = (
    re.compile(rf"{_QUOTED}\s*\(\s*{_DEFAULT_MARK}\s*(?:[,;)]|\s-)", re.IGNORECASE),
    re.compile(rf"\(\s*{_QUOTED}\s*,\s*{_DEFAULT_MARK}\s*\)", re.IGNORECASE),
    re.compile(rf"^\W{{0,3}}(?P<value>[\w.-]{{1,40}})[`\"']?\s*[:=–—-]\s[^.;\n]{{1,80}}[,;(]\s*{_DEFAULT_MARK}\)?\s*[.]?$", re.IGNORECASE),
)
_STATED: Final = re.compile(
    rf"\bdefault(?:s|\s+value)?\s*(?:is|to|:|=)\s*(?:{_QUOTED}|(?P<bare>(?=[\w.-]{{0,40}}\d)[A-Za-z][\w-]{{0,40}}|#[0-9A-Fa-f]{{3,8}}))(?=\s*(?:[.;,)(]|$))",
    re.IGNORECASE,
)
_ELSE: Final = re.compile(
    rf"(?:,|\()\s*(?:{_QUOTED}|(?P<bare>-?\d[\w.-]{{0,20}}|true|false))\s+(?:if|when)\s+(?:not\s+(?:specified|provided|set|given|supplied|present|defined|sent|passed)"
    r"|omitted|unspecified|absent|unset|missing|empty|left\s+(?:out|blank|empty))\b",
    re.IGNORECASE,
)
_BY_DEFAULT: Final = re.compile(
    rf"\bby\s+default(?:\s+(?:it\s+)?is)?\s*(?::|,|\bis\b|)\s*(?:{_QUOTED}|(?P<bare>[A-Za-z][\w-]{{0,40}}))\s*[.)]?$", re.IGNORECASE
)
_EMPTY: Final = re.compile(
    r"\bdefaults?(?:\s+value)?(?:\s+is)?(?:\s+to)?\s*:?\s*(?:an?\s+|the\s+)?(?P<of>empty\s+(?P<kind>string|text|list|array|object)|[`\"']?\[\s?\][`\"']?)(?![\w/])"
    r"|\b(?:if|when)\s+(?:omitted|not\s+\w+|absent|missing),?\s+(?:the|an)\s+empty\s+(?P<assumed>string)\s+is\s+(?:assumed|used)",
    re.IGNORECASE,
)
_NUMBER: Final = r"[`\"']?(?P<{}>-?\d{{1,15}}(?:\.\d{{1,10}})?)[`\"']?"
_LOW, _HIGH = _NUMBER.format("low"), _NUMBER.format("high")
_RANGES: Final = (
    re.compile(
        rf"\brange\s*(?:is|of|:|=)?\s*(?P<open>[\[(])\s*{_LOW}\s*,\s*(?:{_HIGH}|\+?(?:infinity|inf|∞)|[a-z]\w{{0,40}})\s*(?P<close>[\])])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:number|integer|value|float|decimal|seed)\s+(?:value\s+)?(?:between|from|in|ranging\s+from)\s+{_LOW}\s*(?:-|–|to|and)\s*{_HIGH}(?=\s*(?:[.,;()]|$))",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<=[\w:])\s*\[{_LOW}\s*[-–]\s*{_HIGH}\]\s*[.]?$"),
    re.compile(rf"(?:^|,)\s*{_LOW}\s?[-–]\s?{_HIGH}\s*(?:,|$)"),
    re.compile(rf"\(\s*{_LOW}\s?[-–]\s?{_HIGH}\s(?!(?:recommended|[kmg]?i?b|bytes?|default|each|per)\b)[a-z]{{1,14}}\s*\)", re.IGNORECASE),
    re.compile(r"(?<=[\w:)])\s*\[(?=-|[01]\b)" rf"{_LOW}\s*,\s*{_HIGH}\](?=\s*(?:[.;,]|$))"),
)
_POSITIVE: Final = re.compile(
    r"^\W{0,3}(?:(?:optional|required)[.,:)]\s+)?(?:an?\s+|any\s+)?(?:(?P<above>positive)|non-?\s?negative)\s+(?:whole\s+|32-bit\s+|64-bit\s+)?(?:integer|number|int)\b",
    re.IGNORECASE,
)
_AT_MOST: Final = re.compile(
    rf"\b(?P<end>max(?:imum)?|min(?:imum)?)\s+(?:allowed\s+|possible\s+|permitted\s+)?(?P<what>(?:[a-z]{{1,20}}\s+){{1,3}}?)(?:is|of|:)\s+{_NUMBER.format('limit')}(?P<unit>\s?[a-z%]{{1,14}})?(?=\s*(?:[.;,)(]|$))",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    rf"[,(;]\s*(?:the\s+)?(?P<end>max|min)(?:imum)?(?:\s+(?:value|limit|allowed))?\s+(?:is|of|:)\s*{_NUMBER.format('limit')}(?=\s*(?:[.;,)]|$))",
    re.IGNORECASE,
)
_DEFAULT_OF: Final = re.compile(
    rf"\bdefault\s+(?P<what>(?:[a-z]{{1,20}}\s+){{1,2}}?)is\s+{_NUMBER.format('value')}(?:\s?[a-z%]{{1,14}})?(?=\s*(?:[.;,)(]|$|and\b|but\b|or\b))",
    re.IGNORECASE,
)
_QUANTITY: Final = re.compile(r"\W{0,3}(?:(?:the\s+)?(?:max(?:imum)?\s+)?number\s+of|how\s+many)\s", re.IGNORECASE)
_TIMES: Final = frozenset(("time", "duration", "delay", "period", "interval", "length", "value", "number", "amount", "size", "limit"))
_UNITS: Final = frozenset(
    (
        "ms",
        "milliseconds",
        "millisecond",
        "seconds",
        "second",
        "s",
        "sec",
        "secs",
        "minutes",
        "minute",
        "hours",
        "hour",
        "days",
        "day",
        "pixels",
        "px",
        "percent",
    )
)
_SPELLED: Final = {w: n for n, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)}
_OF_LENGTH: Final = re.compile(
    rf"\W{{0,3}}(?:(?:optional|required)[.,:)]\s+)?(?:the\s+|an?\s+|its\s+)?(?:valid\s+|unique\s+)?(?P<count>\d{{1,3}}|{'|'.join(_SPELLED)})[-\s]"
    r"(?:letter|character|char|digit)s?\s+(?!(?:min|max|or|prefix|limit|long)\w*\b)(?:[\w-]+\s+){0,3}?(?:code|number|id|identifier|abbreviation|symbol|string)\b",
    re.IGNORECASE,
)
_COUNT: Final = r"(?P<{}>\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,9}})"
_CHARACTERS: Final = r"\s?(?:characters?|chars?)\b\.?"
_MOST, _FEWEST = _COUNT.format("most"), _COUNT.format("fewest")
_ENDS: Final = r"(?=\s*(?:[.;,)(]|$|long\b|in\s+length\b|max))"
_LENGTHS: Final = (
    re.compile(rf"(?:=<|<=|≤|⩽)\s*{_MOST}{_CHARACTERS}", re.IGNORECASE),
    re.compile(rf"(?<![\d–-])\b{_MOST}{_CHARACTERS}\s*max(?:imum)?\b", re.IGNORECASE),
    re.compile(
        r"\b(?:up\s+to|(?:an?\s+)?max(?:imum|\.)?(?:\s+of)?|at\s+most|no\s+(?:more|longer)\s+than|limit(?:ed)?\s+(?:to|of|is))\s+"
        rf"{_MOST}{_CHARACTERS}{_ENDS}",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:\b(?:and|of|is|be)\s+|,\s*){_FEWEST}\s?(?:to|-|–)\s?{_MOST}{_CHARACTERS}{_ENDS}", re.IGNORECASE),
    re.compile(rf"\b(?:must|should)\s+be\s+(?:between|from)\s+{_FEWEST}\s*(?:to|and|-|–)\s*{_MOST}{_CHARACTERS}{_ENDS}", re.IGNORECASE),
    re.compile(
        rf"\b(?:string|text|character)\s+length\s*(?::|is|of)?\s*{_FEWEST}\s?(?:to|and|-|–)\s?{_MOST}(?=\s*(?:[.;,)(]|$))", re.IGNORECASE
    ),
)
_CASE: Final = re.compile(
    r"\b(?:if|when|unless|otherwise|depend\w*|each|every|per|first|last|next|prefix|suffix|followed|plus|combined|total|examples?|e\.g|such\s+as|recommend\w*"
    r"|typical\w*|truncat\w*|response|returned|returns|lines?|words?|for\s+(?!this\b|the\b))\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(r"\b(?:if|when|unless|otherwise|depend\w*|e\.g|such\s+as|examples?)\b", re.IGNORECASE)
_SAID: Final = re.compile(r"\bdefaults?\s+(?:to|is|value)\b", re.IGNORECASE)
_LISTED: Final = re.compile(r"\b(?:comma|semicolon|pipe)[- ](?:separated|delimited)\b", re.IGNORECASE)
_IN_CASE: Final = re.compile(r"\W{0,3}(?:if|when|unless|for|with)\s(?!(?:not\s|omitted|unset|absent|missing))", re.IGNORECASE)
_FOR_CASE: Final = re.compile(
    r"\(default(?:\s+value)?\)\s(?:for|with|in)\s(?:[`\"'][^`\"'\n]{1,60}[`\"']|the\s+[\w.-]{1,40}(?:\s[\w.-]{1,40}){0,2}\s(?:models?|orders?|types?|modes?)\b)",
    re.IGNORECASE,
)
_OF_CASE: Final = re.compile(r"\W{0,3}(?:for|in|on|at|with|under)\b", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\d\s?(?:characters?|chars?)\b", re.IGNORECASE)


def with_facets(heard: Sequence[Sentence], field: Field, block: Block, vocabulary: Vocabulary) -> list[Sentence]:
    """The sentences of a field's prose, with the default, the range and the length that they tell and nothing else does."""
    told = {k for s in heard for r in s.readings for k in r.claim.keywords} | set(block.schema)
    found: list[tuple[int, Mapping[str, Any]]] = []
    if "default" not in told and not any(_LISTED.search(s.passage.text) for s in heard):
        found += _agreeing([(n, {"default": v}) for n, s in enumerate(heard) for v in _defaults(s, field)])
    if not LIMITS & told:
        counting = not field.types and any(_QUANTITY.match(s.passage.text) for s in heard[:1])
        numeric = counting or (bool({"integer", "number"} & set(field.types)) and "string" not in field.types)
        bounds = _agreeing([(n, b) for n, s in enumerate(heard) for b in (*_ranges(s, field), *_limits(s, field))]) if numeric else []
        if not bounds or exceptional(bounds[0][1], (tokenize(s.passage.text, vocabulary) for s in heard), field.name) is None:
            found += bounds
        textual = field.types in ((), ("string",)) and not field.enum and sum(len(_COUNTED.findall(s.passage.text)) for s in heard) <= 1
        found += _agreeing([(n, b) for n, s in enumerate(heard) for b in _lengths(s)]) if textual else []
    stated = dict(found)
    heard = [_without_other_lengths(s, block.schema.get("default")) for s in heard]
    return [_stating(s, field, stated[n]) if n in stated else s for n, s in enumerate(heard)]


def _without_other_lengths(said: Sentence, default: Any) -> Sentence:
    """A sentence without the lengths that the default does not have: they are those of something else, such as its digits."""
    if not isinstance(default, str) or not default:
        return said

    def fits(keywords: Mapping[str, Any]) -> bool:
        return bool(keywords.get("minLength", 0) <= len(default) <= keywords.get("maxLength", len(default)))

    kept = tuple(r for r in said.readings if not r.is_keyword or fits(r.claim.keywords))
    return said if len(kept) == len(said.readings) else replace(said, readings=kept, outcome=said.outcome if kept else Outcome.NOTE)


def _agreeing(found: Sequence[tuple[int, Mapping[str, Any]]]) -> list[tuple[int, Mapping[str, Any]]]:
    """The first of what sentences tell, where all of them tell the same."""
    return list(found[:1]) if all(other == found[0][1] for _, other in found) else []


def _defaults(said: Sentence, field: Field) -> Iterator[Any]:
    text = said.passage.text
    of_case = bool(_IN_CASE.match(text) or _FOR_CASE.search(text)) or any(r.when or r.claim.subject != field.name for r in said.readings)
    for mark in _MARKS if not of_case else ():  # "If `clear`, the format must be `png` (default) or `webp`."
        for found in mark.finditer(text):
            value = _typed(found["value"].strip(), field)
            if value is not None and (mark is not _MARKS[-1] or value in (field.enum or ())):
                yield value
    if len(_SAID.findall(text)) > 1:
        return  # "creating it defaults to `a`; moving it defaults to `b`"
    empty = _EMPTY.search(text)
    if empty is not None and not _CASE.search(text[: empty.start()] + text[empty.end() :]):
        array = (empty["kind"] or "").lower() in ("list", "array") or "[" in (empty["of"] or "")
        if array and field.types in ((), ("array",)):
            yield []
        elif (
            (empty["kind"] or empty["assumed"] or "").lower() in ("string", "text") and field.types in ((), ("string",)) and not field.enum
        ):
            yield ""
    of = _DEFAULT_OF.search(text)
    if (
        of is not None
        and "string" not in field.types
        and not field.enum
        and set(of["what"].lower().split()) <= own_parts(field.name) | _TIMES
    ):
        yield _as_number(of["value"])
        return
    for form in (_ELSE, _BY_DEFAULT):
        behind = form.search(text)
        told = (behind["value"] or behind["bare"]).strip() if behind is not None else ""
        value = _typed(told, field) if behind is not None and (behind["value"] or form is _ELSE or field.enum) else None
        if (
            value is None
            and form is _ELSE
            and field.types in (("integer",), ("number",))
            and re.fullmatch(r"-?\d{1,15}(?:\.\d{1,10})?", told)
        ):
            value = _as_number(told)
        if value is not None:
            yield value
            return
    stated = _STATED.search(text)
    if stated is not None and not _CASE.search(text[: stated.start()]) and not _OF_CASE.match(text):
        value = _typed(stated["value"] or stated["bare"], field)
        if value is not None:
            yield value


def _typed(said: str, field: Field) -> Any:
    """A value as a field has it; None where it can be none of its values."""
    if field.enum:
        return next((v for v in field.enum if str(v) == said), None)
    literal = {"true": True, "false": False}.get(said.lower())
    if field.types == ("boolean",):
        return literal
    if {"integer", "number"} & set(field.types):
        return None
    if field.types == ("string",):
        return said
    return said if not field.types and literal is None and re.fullmatch(r"[A-Za-z0-9][\w-]{0,40}", said) and not said.isdigit() else None


def _ranges(said: Sentence, field: Field) -> Iterator[dict[str, Any]]:
    text = said.passage.text
    for n, pattern in enumerate(_RANGES):
        found = pattern.search(text)
        case = _WHEN if n == len(_RANGES) - 1 else _CASE
        if found is None or (n and case.search(text[: found.end()])):
            continue
        groups = found.groupdict()
        low = _as_number(groups["low"])
        high = _as_number(groups["high"]) if groups.get("high") else None
        if high is None:
            yield {"exclusiveMinimum" if groups["open"] == "(" else "minimum": low}
        elif low < high:
            least = "exclusiveMinimum" if groups.get("open") == "(" else "minimum"
            yield {least: low, "exclusiveMaximum" if groups.get("close") == ")" else "maximum": high}
        return


def _limits(said: Sentence, field: Field) -> Iterator[dict[str, Any]]:
    """A limit on one side: what a number is called, and the end of what the field itself is called."""
    text = said.passage.text
    positive = _POSITIVE.match(text)
    if positive is not None:
        yield {"exclusiveMinimum" if positive["above"] else "minimum": 0}
        return
    found = _AT_MOST.search(text)
    if _WHEN.search(text):
        return
    beside = _BESIDE.search(text)
    if beside is not None:
        yield {"maximum" if beside["end"].lower() == "max" else "minimum": _as_number(beside["limit"])}
        return
    if found is not None and (found["unit"] or "s").strip().lower() in _UNITS:
        words, own = set(found["what"].lower().split()), own_parts(field.name)
        if words <= own | _TIMES:
            yield {"maximum" if found["end"].lower().startswith("max") else "minimum": _as_number(found["limit"])}
            return


def _as_number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


def _lengths(said: Sentence) -> Iterator[dict[str, Any]]:
    text = said.passage.text
    exact = _OF_LENGTH.match(text)
    if exact is not None and not re.search(r"\bor\b|\d[-\s](?:letter|char|digit)", text[exact.end("count") + 6 :], re.IGNORECASE):
        count = _SPELLED.get(exact["count"].lower()) or _count(exact["count"])
        yield {"minLength": count, "maxLength": count}
        return
    for pattern in _LENGTHS:
        found = pattern.search(text)
        if found is None or _CASE.search(text):
            continue
        groups = found.groupdict()
        least = {"minLength": _count(groups["fewest"])} if groups.get("fewest") else {}
        yield {**least, "maxLength": _count(groups["most"])}
        return


def _count(text: str) -> int:
    return int(text.replace(",", ""))


def _stating(said: Sentence, field: Field, keywords: Mapping[str, Any]) -> Sentence:
    """A sentence that states keywords; what else it says that is not understood stays a gap."""
    reading = Reading(Claim("told", field.name, dict(keywords)), (), Effect.REJECT, None)
    return replace(said, outcome=Outcome.KEYWORD if said.outcome is Outcome.NOTE else said.outcome, readings=(*said.readings, reading))


__all__ = ["with_facets"]
