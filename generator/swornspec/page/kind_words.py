"""Types that are said in several words, as patterns: what each states, or which word in it is the type proper.

integer array       ?string        comma-separated list       ISO 8601 datetime       float between 0 and 1
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from swornspec.page.types import read_number

Says = Literal["array", "null", "same", "object", "enum"]

_MEASURED: Final = re.compile(
    r"(?P<kind>[A-Za-z]{3,10} ?[\[(] ?-?\d[^\[\]()\n]{0,40}[\])]) ?"
    r"(?:degrees?|°|%|percent|k?m|cm|mm|meters?|met(?:re|er)s|kilomet(?:re|er)s|miles?|px|pixels?|ms|s|(?:milli)?seconds?|minutes?|hours?|days?|bytes|[kmg]b)",
    re.I,
)
_TEXT: Final[Mapping[str, Any]] = {"type": "string"}
_STATED: Final[tuple[tuple[str, Mapping[str, Any]], ...]] = (
    (r"(?:uuid|guid)(?:[ -]?v?[1-7])? string|string uuid|globally unique identifier", {"type": "string", "format": "uuid"}),
    (r"(?:url|uri) string|string ur[il]|https? url", {"type": "string", "format": "uri"}),
    (r"e-?mail string|email address", {"type": "string", "format": "email"}),
    (r"date string|iso[ -]?8601 date", {"type": "string", "format": "date"}),
    (r"(?:date[ -]?time|iso[ -]?8601 (?:date[ -]?time|timestamp)) ?(?:string)?", {"type": "string", "format": "date-time"}),
    (r"yyyy-mm-dd", {"type": "string", "format": "date"}),
    (r"yyyy-mm-dd(?:t| )hh:mm:ss\S{0,12}|(?:dd?|mm?)[/.-](?:dd?|mm?)[/.-]yyyy|hh?:mm(?::ss)?", _TEXT),
    (r"base64[ -](?:encoded )?(?:string|image|file|data|text|audio)", {"type": "string", "format": "byte"}),
    (r"(?:iso[ -]?8601|json|numeric|hex(?:adecimal)?|csv|unicode|utf-8|plain|free|fixed|text|xml|html|decimal) ?string", _TEXT),
    (
        r"(?:comma|space|pipe|semicolon)[ -](?:separated|delimited) (?:(?:string )?array|string|list|values|text)(?: of [a-z]{2,20})?",
        _TEXT,
    ),
    (r"csv(?: list)?", _TEXT),
    (r"(?:unix|epoch|posix)(?: epoch)?(?:[ -]?time)?(?:[ -]?stamp)?(?: in (?:seconds|milliseconds|ms))?", {"type": "integer"}),
    (
        r"(?:(?:multipart|binary|image|audio|video|uploaded) )?file(?: upload| contents?| data)?|blob",
        {"type": "string", "format": "binary"},
    ),
    (r"key[-/ ]value(?: pairs?| objects?| map)?|associative array", {"type": "object"}),
    (r"positive (?:number|float|double|decimal)", {"type": "number", "exclusiveMinimum": 0}),
    (r"(?:non-?negative|unsigned) (?:number|float|double|decimal)", {"type": "number", "minimum": 0}),
    (r"floating[ -]?point(?: (?:number|value))?", {"type": "number"}),
    (r"positive int", {"type": "integer", "minimum": 1}),
    (r"(?:non-?negative|unsigned) (?:int|integer|long)", {"type": "integer", "minimum": 0}),
    (r"(?:tiny|small|medium)int", {"type": "integer"}),
    (r"json array", {"type": "array"}),
    (r"boolean flag|true ?\| ?false|true(?:,| or) false", {"type": "boolean"}),
)
_WHOLE: Final = re.compile("|".join(f"({pattern})" for pattern, _ in _STATED))  # in small letters, one group for each
_PARTS: Final[tuple[tuple[Says, re.Pattern[str]], ...]] = (
    ("array", re.compile(r"(?P<type>[A-Za-z][\w<>\[\]-]{1,40}) (?:array|list)", re.IGNORECASE)),
    ("array", re.compile(r"\[\](?P<type>[A-Za-z][\w.]{1,40})")),
    ("array", re.compile(r"\[(?P<type>[A-Za-z][\w.]{1,40})\]")),
    ("array", re.compile(r"\[(?P<type>[A-Za-z][\w.]{1,40})(?:, ?(?P=type)){1,9}\]")),
    ("array", re.compile(r"repeated (?P<type>[A-Za-z][\w.]{1,40})")),
    ("null", re.compile(r"(?P<type>(?i:guid|decimal|long|double|datetime|datetimeoffset|dateonly|timespan|timeonly))\?")),
    ("null", re.compile(r"\?\s?(?P<type>[A-Za-z].{1,100})")),
    ("same", re.compile(r"(?P<type>[A-Za-z]\w{1,40})\?")),
    ("enum", re.compile(r"(?P<type>[A-Za-z]{3,10}) enum(?:eration)?|enum (?P<other>[A-Za-z]{3,10})", re.IGNORECASE)),
    ("object", re.compile(r"(?:an? )?(?:partial )?(?P<type>[A-Za-z]\w{1,60}(?: [A-Za-z]\w{1,60}){0,2}) (?:object|struct)", re.IGNORECASE)),
)
_AROUND: Final = re.compile(r"[ \[?]")  # some of which is in all of them
_BOUNDED: Final = re.compile(
    r"(?P<type>[A-Za-z][A-Za-z ]{1,30}?(?:\s?<[\w-]{2,20}>)?)\s*"
    r"(?P<rest>(?:[\[>≤≥]|<=?\s?\d|[\"'`]|-?\d|\b(?:between|from|min|max|up to|at least|at most|range|non-?empty)\b).{0,60})",
    re.IGNORECASE,
)
_KEYWORD: Final = re.compile(
    r"[\s,;]+(?P<keyword>minLength|maxLength|minItems|maxItems|minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf):\s*"
    r"(?P<number>-?\d{1,18}(?:\.\d{1,15})?)|[\s,;]+pattern:\s*(?P<tick>`?)(?P<pattern>\S.{0,300}?)(?P=tick)$"
)
_FITTING: Final[Mapping[str, str]] = {"Length": "string", "pattern": "string", "Items": "array"}
_MORE_THAN_WORDS: Final = re.compile(r"[^A-Za-z\s,.'’-]")
_WORDS: Final = (  # with what the words begin, in small letters, of which one is in every type; badges among them
    r"str|text|char|var|num|float|double|decimal|int|uint|long|bool|byte|binary|object|array|list|set|collection|enum|choice|date|time"
    r"|yyyy|dd|mm|hh|uuid|guid|globally|ur[il]|https?|host|password|e-?mail|file|blob|json|csv|xml|html|hex|mixed|any|map|dict|hash|key|true|false|whole|unsigned"
    r"|positive|non-?neg|tiny|small|medium|big|comma|space|pipe|semicolon|base|iso|unicode|utf|plain|free|fixed|unix|epoch|posix|multipart"
    r"|image|audio|video|upload|associative|required|mandatory|optional|not\s+req|conditional|deprecated|obsolete|read|write|null|or\s+null"
)
_BEGINS: Final = re.compile(rf"[\W_]*(?:an?\s+)?(?:{_WORDS})")  # a type that is plain words
_HAS: Final = re.compile(  # one of these words, or of those that only have others beside them, the items of an array, a value in quotes
    rf"(?<![a-z])(?:{_WORDS}|ipv|one of|all of|sequence|iterable|vec|record|union|literal)|\[\]|[\"'`]"
)


_NAME_ALONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9.-]*_[\w.-]*")  # no type has a line in its name
_SENTENCE: Final = re.compile(r"[A-Za-z]+ [A-Za-z]+ [^,;·|\n\"'`]*")  # a type has marks, or begins as one


@dataclass(frozen=True, slots=True)
class Part:
    """What the words around the type say of it, and the type: `integer array` says `array` of `integer`."""

    says: Says
    type: str


def may_state_type(text: str) -> bool:
    """Whether a text may be a type and badges, by its first word; what is more than plain words may always be some."""
    return _MORE_THAN_WORDS.search(text) is not None or _BEGINS.match(text.lower()) is not None


def is_no_type(text: str) -> bool:
    """Whether a text that may be a type and badges is the name of a field, or words none of which can be more than prose."""
    plain = text.lower()
    if _HAS.search(plain) is None or _NAME_ALONE.fullmatch(text) is not None:
        return True
    return _SENTENCE.fullmatch(text) is not None and _BEGINS.match(plain) is None


def read_words(text: str) -> Mapping[str, Any] | None:
    """What several words state as one type; None when they are none of those."""
    found = _WHOLE.fullmatch(text.lower()) if "_" not in text else None  # which is in names alone
    return None if found is None or found.lastindex is None else _STATED[found.lastindex - 1][1]


def read_part(text: str) -> Part | None:
    """The type within several words; None when nothing is known to stand around it."""
    if not _AROUND.search(text):
        return None
    for says, pattern in _PARTS:
        if found := pattern.fullmatch(text):
            return Part(says, found["type"] or found["other"])
    return None


def bounded(text: str) -> tuple[str, str] | None:
    """A type and the bounds that stand right behind it, both unread: `float` and `between 0 and 1`."""
    found = _BOUNDED.fullmatch(text)
    return None if found is None else (found["type"], found["rest"])


def with_keywords(text: str) -> tuple[str, dict[str, Any]] | None:
    """A type and the keywords of JSON Schema by their names behind it: `string minLength: 1 maxLength: 64`; None for any other text."""
    first = _KEYWORD.search(text)
    if first is None or not first.start():
        return None
    found: dict[str, Any] = {}
    at = first.start()
    while (said := _KEYWORD.match(text, at)) is not None:
        number = read_number(said["number"]) if said["number"] else None
        found |= {"pattern": said["pattern"]} if said["pattern"] else {said["keyword"]: number}
        at = said.end()
    return (text[: first.start()], found) if at >= len(text.rstrip()) else None


def takes(keyword: str, type_: str | None) -> bool:
    """Whether a keyword says something of the values of a JSON type."""
    wanted = next((of for part, of in _FITTING.items() if part in keyword), "number")
    return type_ in ("integer", "number") if wanted == "number" else type_ == wanted


def without_unit(text: str) -> str:
    """A type with bounds in brackets, without the unit behind them: `Decimal [-90,90] degrees`."""
    measured = _MEASURED.fullmatch(text) if text[-1:] not in ")]" else None
    return text if measured is None else measured["kind"]
