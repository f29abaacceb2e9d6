"""The keywords of two schemas that stand at the same place: how the values that they allow differ."""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from swornspec.errors import RuleError
from swornspec.rules.field import fields_of
from swornspec.rules.rule import Said
from swornspec.rules.witness.ranges import fraction
from swornspec.rules.witness.sample import types_of
from swornspec.spec.compare.change import quoted
from swornspec.spec.compare.difference import Difference, Topic, Trend
from swornspec.spec.compare.rules import compare_rules
from swornspec.spec.document import as_list, as_mapping, read_rule, read_said, said_of
from swornspec.spec.phrases import keyword_text

LOWER: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
UPPER: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")
BRANCHES: Final = ("anyOf", "oneOf")
_WORDS: Final = {
    "title": "title",
    "description": "description",
    "format": "format",
    "contentMediaType": "content type",
    "contentEncoding": "encoding",
    "x-extensible-enum": "list of known values",
}
WORDS: Final = tuple(_WORDS)
_LIMITING: Final = frozenset(
    {"not", "anyOf", "oneOf", "dependentRequired", "dependentSchemas", "propertyNames", "contains", "if", "then", "else"}
)
"""Keywords without which nothing is refused that was allowed, whatever stands beside them."""
_ALL_TYPES: Final = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
_LONGEST: Final = 120


def canonical(value: Any) -> str:
    """A JSON value as text that is equal for equal values: the order of keys does not matter, 1 is 1.0."""
    return "null" if value is None else json.dumps(_plain(value), sort_keys=True, default=str)


def compare_types(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What types the values may have."""
    was, now = _type_set(old), _type_set(new)
    if was != now:
        trend = Trend.FEWER if now < was else Trend.MORE if was < now else Trend.OTHER
        text = (
            f"must be {_spelt(new)} (before: {_spelt(old)})" if trend is not Trend.MORE else f"may be {_spelt(new)} (before: {_spelt(old)})"
        )
        yield _stated("type", Topic.TYPE, trend, text, old, new)


def _type_set(schema: Mapping[str, Any]) -> frozenset[str]:
    types = frozenset(types_of(schema)) or (_ALL_TYPES if schema.get("type") != [] else frozenset())
    return types | {"integer"} if "number" in types else types


def _spelt(schema: Mapping[str, Any]) -> str:
    return " or ".join(_flat(t) for t in types_of(schema)) or "anything"


def compare_members(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What values are listed."""
    was, now = _listed(old), _listed(new)
    if was is None and now is None:
        return
    if was is None:
        yield _stated("enum", Topic.BOUND, Trend.FEWER, f"must be {_either(now or {})} (before: anything)", old, new)
    elif now is None:
        yield _stated("enum", Topic.SHAPE, Trend.MORE, f"need no longer be {_either(was)}", old, new)
    else:
        for key, value in was.items():
            if key not in now:
                yield _stated("enum", Topic.MEMBER, Trend.FEWER, f"may no longer be {_shown(value)}", old, new, value=value)
        for key, value in now.items():
            if key not in was:
                yield _stated("enum", Topic.MEMBER, Trend.MORE, f"may now be {_shown(value)}", old, new, value=value)


def _listed(schema: Mapping[str, Any]) -> dict[str, Any] | None:
    if "const" in schema:
        return {canonical(schema["const"]): schema["const"]}
    return {canonical(v): v for v in schema["enum"]} if isinstance(schema.get("enum"), list) else None


def _either(members: Mapping[str, Any]) -> str:
    shown = [_shown(v) for v in members.values()]
    return f"{'one of ' if len(shown) > 1 else ''}{', '.join(shown[:12])}{', ...' if len(shown) > 12 else ''}"


def compare_bounds(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What bounds numbers, lengths and counts have."""
    for keyword in (*LOWER, *UPPER, "multipleOf", "uniqueItems"):
        was, now = old.get(keyword), new.get(keyword)
        if canonical(was) == canonical(now):
            continue
        trend = _trend(keyword, was, now)
        yield _stated(keyword, Topic.BOUND, trend, _bound_text(keyword, was, now), old, new)


def _trend(keyword: str, was: Any, now: Any) -> Trend:
    if keyword == "uniqueItems":
        return Trend.FEWER if now is True else Trend.MORE
    if was is None or now is None:
        return Trend.FEWER if was is None else Trend.MORE
    one, other = _number(was), _number(now)
    if one is None or other is None:
        return Trend.OTHER
    if keyword == "multipleOf":
        return (
            Trend.FEWER
            if one and (other / one).denominator == 1
            else Trend.MORE
            if other and (one / other).denominator == 1
            else Trend.OTHER
        )
    return Trend.FEWER if (other > one) is (keyword in LOWER) else Trend.MORE


def _bound_text(keyword: str, was: Any, now: Any) -> str:
    if keyword == "uniqueItems":
        return "must not repeat items" if now is True else "may repeat items"
    if now is None:
        return f"need no longer {_demand(keyword, was)}"
    return f"must {_demand(keyword, now)} (before: {'no such bound' if was is None else _shown(was)})"


def _demand(keyword: str, value: Any) -> str:
    """`be at most 4`."""
    text = keyword_text("", keyword, {keyword: _Text(value)}, f"keep {keyword} {_shown(value)}")
    return text.removeprefix(" must ").removeprefix(": ")


class _Text(str):
    """A number as messages show it."""

    __slots__ = ()

    def __new__(cls, value: Any) -> "_Text":
        return super().__new__(cls, _shown(value))


def compare_required(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What properties must be there."""
    was, now = (tuple(dict.fromkeys(map(str, as_list(s.get("required"))))) for s in (old, new))
    gone = as_mapping(old.get("properties")).keys() - as_mapping(new.get("properties")).keys()
    for name in now:
        if name not in was:
            yield Difference((name,), Topic.PRESENCE, Trend.FEWER, "is required", keyword="required", said=_said_required(name, old, new))
    for name in was:
        if name not in now and name not in gone:
            said = _said_required(name, old, new)
            yield Difference((name,), Topic.PRESENCE, Trend.MORE, "is no longer required", keyword="required", said=said)


def _said_required(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    was, now = (said_of(as_mapping(as_mapping(s.get("properties")).get(name)), "required") for s in (old, new))
    return was, now


def structure(keyword: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Difference:
    """A keyword whose values are not compared further: it came, went, or is another; branches may have come or gone."""
    trend = Trend.FEWER if keyword not in old else Trend.MORE if keyword not in new else Trend.OTHER
    was, now = old.get(keyword), new.get(keyword)
    if keyword in ("readOnly", "writeOnly", "deprecated"):
        said = {"readOnly": "read-only", "writeOnly": "write-only"}.get(keyword, keyword)
        return _stated(keyword, Topic.STATUS, Trend.OTHER, f"is {'now' if now is True else 'no longer'} {said}", old, new)
    if keyword == "pattern":
        text = f"must match {_shown(now)}" if now is not None else "need no longer match a pattern"
        text = text if was is None else f"{text} (before: {_shown(was)})"
        return _stated(keyword, Topic.BOUND, trend, text, old, new, sure=trend is Trend.MORE)
    if keyword == "additionalProperties" and (was is False or now is False):
        closed = now is False
        text = "allows no other fields" if closed else "allows other fields"
        return _stated(keyword, Topic.BOUND, Trend.FEWER if closed else Trend.MORE, text, old, new)
    if keyword in BRANCHES and was is not None and now is not None:
        one, other = ({canonical(b) for b in as_list(v)} for v in (was, now))
        trend = Trend.FEWER if other < one else Trend.MORE if one < other else Trend.OTHER
        text = {"fewer": "has fewer alternatives", "more": "has more alternatives"}.get(trend, "has other alternatives")
        return _stated(keyword, Topic.TYPE, trend, text, old, new, sure=False)
    if keyword == "discriminator":
        return _stated(keyword, Topic.SHAPE, Trend.OTHER, "is told apart in another way", old, new, sure=False)
    verb = {Trend.FEWER: "must now keep", Trend.MORE: "need no longer keep", Trend.OTHER: "must keep another"}[trend]
    return _stated(keyword, Topic.BOUND, trend, f"{verb} {_flat(keyword)}", old, new, sure=trend is Trend.MORE and keyword in _LIMITING)


def compare_defaults(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What holds where nothing is sent."""
    was, now = old.get("default"), new.get("default")
    if canonical(was) != canonical(now):
        text = "has no default any more" if now is None else f"defaults to {_shown(now)}"
        yield _stated("default", Topic.DEFAULT, Trend.OTHER, text if was is None else f"{text} (before: {_shown(was)})", old, new)


def compare_stated_rules(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """The rules between the properties."""
    try:
        was, now = ([read_rule(r) for r in as_list(s.get("x-rules"))] for s in (old, new))
    except RuleError:  # a rule of an object that no request holds; those of requests have been read
        if canonical(old.get("x-rules")) != canonical(new.get("x-rules")):
            yield Difference((), Topic.WORDS, Trend.OTHER, "has other rules")
        return
    yield from compare_rules(was, now, {**fields_of(old), **fields_of(new)})


def compare_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """The prose, and what is prose to us: titles, formats, values that are known among others."""
    for keyword, what in _WORDS.items():
        was, now = old.get(keyword), new.get(keyword)
        if canonical(was) != canonical(now):
            before, after = ("" if v is None else prose(s) if keyword == "description" else _shown(v) for s, v in ((old, was), (new, now)))
            text = f"has {'a' if was is None else 'another' if now is not None else 'no'} {what}{' any more' if now is None else ''}"
            yield Difference((), Topic.WORDS, Trend.OTHER, text, before, after, said=(all_said(old), all_said(new)))
    was_said, now_said = (_quotes(s) for s in (old, new))
    if was_said != now_said and old.get("description") == new.get("description"):
        said = (all_said(old), all_said(new))
        yield Difference((), Topic.WORDS, Trend.OTHER, "is documented in other words", " ".join(was_said), " ".join(now_said), said=said)


def all_said(schema: Any) -> tuple[Said, ...]:
    """Every place where the documentation speaks of a schema."""
    return tuple(dict.fromkeys(read_said(e) for e in as_list(as_mapping(schema).get("x-said")) if isinstance(e, Mapping)))


def _quotes(schema: Mapping[str, Any]) -> list[str]:
    quotes = (as_mapping(e).get("quote") for e in as_list(schema.get("x-said")))
    return sorted({" ".join(str(q).split()) for q in quotes if q})


def _stated(
    keyword: str,
    topic: Topic,
    trend: Trend,
    text: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    sure: bool = True,
    value: Any = None,
) -> Difference:
    was, now = said_of(old, keyword), said_of(new, keyword)
    return Difference((), topic, trend, text, quoted(was), quoted(now), sure, keyword, value=value, said=(was, now))


def _number(value: Any) -> Fraction | None:
    return fraction(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def prose(schema: Any) -> str:
    """The description of a schema on one line."""
    return _flat(as_mapping(schema).get("description") or "", 1000)


def _shown(value: Any) -> str:
    return _flat(value if isinstance(value, str) and value.strip() else json.dumps(value, default=str, ensure_ascii=False))


def _flat(value: Any, longest: int = _LONGEST) -> str:
    line = " ".join(str(value).split())
    return line if len(line) <= longest else f"{line[: longest - 3]}..."


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
