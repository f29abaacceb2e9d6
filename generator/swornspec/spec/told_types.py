"""The type of a field of which nothing but its prose tells one, and that tells for sure.

If `true`, the kite is flown.              true and false are all that a field of flags holds, as the value that it is set to,
Default: `false`. | `true` or `false`      as both of its values, or as its default
From 0.5 to 2.                             limits that are no whole numbers
One of `breeze`, `gale`.                   values in an address are all texts, or all whole numbers; so are those of an "enum"
Required, UUID of the kite. | An integer from 1.    the word that the prose begins with
Pattern: `^AC[0-9a-f]{32}$`                patterns are of texts
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.page import Block
from swornspec.page.kinds import read_kind
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.field import Field
from swornspec.rules.rule import Effect

_MARK: Final = r"(?:`|\"|'|\*\*)?"
_ANYTHING: Final = re.compile(r"any|anyof|oneof|mixed|variant|union", re.IGNORECASE)
_ENUM: Final = re.compile(r"enum", re.IGNORECASE)
_TRUTH: Final = rf"{_MARK}(?P<truth>true|false){_MARK}(?![\w/.=-])"
_SET: Final = re.compile(
    rf"(?:^|[.;(]\s{{0,3}}|\b(?:if|when|or|then|enable|disable|this|it)[\s,]{{1,3}})"
    r"(?:(?:if|when|while)\s+)?(?:(?:it|this|this\s+\w+|the\s+value)\s+is\s+|is\s+)?"
    r"(?:set(?:ting)?\s+(?:(?:this|it)(?:\s+(?:parameter|field|flag|option|value|property|attribute|key))?\s+)?(?:to|as)\s+|(?:if|when)\s+)"
    rf"(?:the\s+value\s+)?{_TRUTH}",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(rf"\s*(?:[-*]\s)?{_TRUTH}\s*(?:[:=–—]|-\s|\b(?:if|to|when|means|will|for|enables|disables)\b)", re.IGNORECASE)
_EITHER: Final = re.compile(
    rf"{_MARK}\btrue{_MARK}(?:\s*\([^()]{{0,60}}\))?\)?\s*(?:,|/|\||,?\s*(?:or|and)(?:\s+not)?)\s*(?:[\w ]{{0,40}}\()?{_MARK}false\b"
    rf"|{_MARK}\bfalse{_MARK}(?:\s*\([^()]{{0,60}}\))?\)?\s*(?:,|/|\||,?\s*(?:or|and)(?:\s+not)?)\s*(?:[\w ]{{0,40}}\()?{_MARK}true\b",
    re.IGNORECASE,
)
_REMARK: Final = r"(?:\s*\([^()]{0,80}\))?"
_OTHERS: Final = re.compile(
    r"(?<!\w)[`\"'](?!true\b|false\b|null\b)\w[\w .-]{0,40}[`\"']"
    rf"{_REMARK}\s*(?:,|/|\||,?\s*or)\s*(?:or\s+)?{_MARK}(?:true|false)\b{_MARK}"
    rf"|{_MARK}\b(?:true|false){_MARK}{_REMARK}\s*(?:,?\s*or\s+(?:an?|any|the)\s+\w"
    r"|(?:,|/|\||,?\s*or)\s*(?:or\s+)?[`\"'](?!true|false|null)[\w .-]{1,40}[`\"'])",
    re.IGNORECASE,
)
_NAMES_TYPE: Final = re.compile(
    r"\W{0,3}(?:(?:required|optional|mandatory)\s{0,2}[,.:;–—-]\s{1,3})?(?:(?:this\s+)?(?:must|should)\s+be\s+|(?:is\s+)?)(?:an?\s+|the\s+)?"
    r"(?:(?P<uuid>(?:valid\s+|unique\s+)?(?:UUID|GUID)(?:\s?v?4)?(?:\s+string)?)"
    r"|(?P<integer>(?:positive\s+|non-negative\s+|nonnegative\s+|unsigned\s+|whole\s+)?integer(?:\s+(?:value|number))?)"
    r"|(?P<boolean>boolean(?:\s+(?:value|flag))?)|(?P<object>JSON\s+object|object)"
    r"|(?P<array>(?:JSON\s+)?array)|(?P<number>floating[\s-]point\s+number|float|decimal(?:\s+number)?)"
    r"|(?P<string>(?:ISO(?:[\s-]8601)?\s+)?(?:date|datetime|date-time|timestamp)\s+string"
    r"|(?:non-empty\s+|JSON\s+|free-form\s+|base64(?:[\s-]encoded)?\s+|hex(?:adecimal)?(?:[\s-]encoded)?\s+|url-encoded\s+|alphanumeric\s+)?string))"
    r"(?=\s*(?:[.,;:(]|$)|\s+(?:of|for|that|which|with|containing|indicating|representing|specifying|describing|denoting|defining|identifying|determining"
    r"|setting|stating|giving|holding|between|from|in|or\s+zero)\b)",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(  # `(integer) How many.`, `[optional, string] Its key.`
    r"\s{0,3}(?:[*_]{1,2})?[(\[](?:(?:required|optional|mandatory)\s?[,;:]?\s{1,3})?"
    r"(?P<type>string|str|integer|int|number|float|double|boolean|bool|array|list|object)"
    r"(?:\s?[,;]\s{0,3}(?:required|optional|mandatory))?[)\]](?:[*_]{1,2})?(?=[\s:.,–—-]|$)",
    re.IGNORECASE,
)
_PATTERN: Final = re.compile(r"\b(?:pattern|regexp?|regular\s+expression|must\s+match|matches)\b\W{0,8}\^[^\s`]{1,300}\$", re.IGNORECASE)
_DEMAND: Final = re.compile(r"\W*(?:optional|required|mandatory)\W*", re.IGNORECASE)
_OTHER_TYPE: Final = re.compile(r"\bor\s+(?:an?\s+)?[(\[]?(?:string|integer|number|boolean|object|array|null|list)\b", re.IGNORECASE)
_TEXT: Final = re.compile(r"(?!-?\d[\d.]*$|true$|false$|null$|none$)[^\n]{1,200}", re.IGNORECASE)


def with_type(heard: Sequence[Sentence], field: Field, block: Block) -> list[Sentence]:
    """The sentences of the prose of a field of which nothing else states a type; one of them does where they tell it for sure."""
    if field.parts or not heard:
        return list(heard)
    told: dict[str, Any] = {k: v for k, v in field.schema.items() if k != "default"}
    places: dict[str, int] = {}
    for n, said in enumerate(heard):
        for key, value in (
            (k, v) for r in said.readings if r.is_keyword and r.claim.subject == field.name for k, v in r.claim.keywords.items()
        ):
            told.setdefault(key, value)
            places.setdefault(key, n)
    if "items.enum" in told or "items" in told:
        return list(heard)
    kind, at = _kind(told, places, heard, block)
    first = 1 if len(heard) > 1 and _DEMAND.fullmatch(heard[0].passage.text) else 0
    if not kind and (named := _named(heard[first].passage.text, told)) and field.types in ((), (named["type"],)):
        return [_stating(s, field, named["type"], named) if n == first else s for n, s in enumerate(heard)]
    return (
        list(heard)
        if not kind or field.types not in ((), (kind,))
        else [_stating(s, field, kind) if n == at else s for n, s in enumerate(heard)]
    )


def _named(text: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """The type that prose begins with, and the format of a UUID; nothing where it names another one, too, or what is told disagrees."""
    short = _IN_BRACKETS.match(text)
    found = _NAMES_TYPE.match(text) if short is None else short
    if found is None or found.lastgroup is None or _OTHER_TYPE.search(text) or "enum" in told:
        return {}
    typed = None if short is None else read_kind(short["type"].lower())
    kind = str(typed.kind.type) if typed is not None else {"uuid": "string"}.get(found.lastgroup, found.lastgroup)
    numeric = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"} & set(told)
    if numeric and kind not in ("integer", "number"):
        return {}
    return {"type": kind, "format": "uuid"} if found.lastgroup == "uuid" and "format" not in told else {"type": kind}


def _kind(told: Mapping[str, Any], places: Mapping[str, int], heard: Sequence[Sentence], block: Block) -> tuple[str, int]:
    """The type that the prose of a field tells, and the number of the sentence that does; nothing where none tells it."""
    values, default = [v for v in told.get("enum", ()) if v is not None], told.get("default", block.schema.get("default"))
    if values:
        return _kind_of(values, block), places.get("enum", 0)
    limits = [k for k in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum") if isinstance(told.get(k), float)]
    broken = next((k for k in limits if not float(told[k]).is_integer() and k in places), None)
    if broken is not None and isinstance(default, int | float | None):
        return "number", places[broken]
    if (default is not None and not isinstance(default, bool)) or any(_OTHERS.search(s.passage.text) for s in heard):
        return "", 0
    if "default" in places:
        return "boolean", places["default"]
    for n, said in enumerate(heard):
        text = said.passage.text
        if _PATTERN.search(text):
            return "string", n
        if _SET.search(text) or _EITHER.search(text) or _OPENS.match(text):
            return "boolean", n
    return "", 0


def _kind_of(values: Sequence[Any], block: Block) -> str:
    """The type of listed values: in an address, or where the page calls them an enum."""
    listed = _ENUM.search(block.kind.text) is not None
    if _ANYTHING.fullmatch(block.kind.text.strip()) or (block.location not in ("query", "path") and not listed):
        return ""
    if all(isinstance(v, str) for v in values):
        return "string" if any(_TEXT.fullmatch(v) for v in values) else ""
    return "integer" if all(type(v) is int for v in values) and not listed else ""


def _stating(said: Sentence, field: Field, kind: str, keywords: Mapping[str, Any] | None = None) -> Sentence:
    reading = Reading(Claim("type", field.name, keywords or {"type": kind}), (), Effect.REJECT, None)
    return replace(said, outcome=Outcome.KEYWORD if said.outcome is Outcome.NOTE else said.outcome, readings=(*said.readings, reading))


__all__ = ["with_type"]
