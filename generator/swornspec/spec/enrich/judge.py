"""What prose states of a value beside what its schema says: what is added, and what disagrees."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import jsonschema_rs

from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Said
from swornspec.spec.enrich.site import Dialect, Site
from swornspec.spec.operation import stricter

_LOW: Final = ("minimum", "exclusiveMinimum")
_HIGH: Final = ("maximum", "exclusiveMaximum")
_KIN: Final = {**dict.fromkeys(_LOW, _LOW), **dict.fromkeys(_HIGH, _HIGH), "enum": ("enum", "const")}
_SPELLED: Final = {"examples": ("example", "x-example"), "deprecated": ("x-deprecated",)}
_PAIRS: Final = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
_LONGEST_SHOWN: Final = 120
_MOST_SHOWN: Final = 30
_VALUES: Final = ("default", "examples")
_SAYING: Final = ("deprecated", "required", *_VALUES)
"""Keywords that refuse no value by themselves."""


@dataclass(slots=True)
class Verdict:
    """What is added to a value's schema, each keyword with its evidence, and what is worth a remark."""

    added: dict[str, tuple[Any, list[Said]]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def judge(
    site: Site, stated: Sequence[tuple[Mapping[str, Any], Said]], says: Mapping[str, Any], required: bool, dialect: Dialect
) -> Verdict:
    """Weigh the keywords that sentences state against `says`, what the document says of the value (see `Known.of`)."""
    verdict = Verdict()
    inner = says.get("items")
    items = inner if isinstance(inner, Mapping) else {}
    for keywords, said in stated:
        for keyword, value in keywords.items():
            holder = items if keyword.startswith("items.") else says
            _state(verdict, site, keyword, value, said, holder, required)
    for prefix, holder in (("", says), ("items.", items)):
        _refuse_crossed(verdict, site, prefix, holder)
        _refuse_rejecting(verdict, site, prefix, holder)
        _refuse_rejected(verdict, site, prefix, holder)
    _refuse_unwritable(verdict, site, dialect)
    return verdict


def _state(verdict: Verdict, site: Site, keyword: str, value: Any, said: Said, says: Mapping[str, Any], required: bool) -> None:
    name = keyword.removeprefix("items.")
    if name == "required":
        if required or not site.sent or (site.parameter is None and site.owner is None):
            return
        if _says_otherwise(site):
            _contradicts(verdict, site, said, "the text says that it is required, the document that it is not")
            return
    kin = [k for k in _KIN.get(name, (name,)) if k in says]
    if name == "examples" and kin:
        return
    if kin:
        there = says[kin[0]]
        if not _same(name, value, kin[0], there, says):
            _contradicts(verdict, site, said, f"{kin[0]} is {shown(there)} in the schema, and {name} {shown(value)} in the text")
        return
    if odd := _occupied(site, keyword):
        _contradicts(verdict, site, said, f"{odd} in the schema is none that holds, and the text says {name} {shown(value)}")
        return
    before = verdict.added.get(keyword)
    if before is None:
        verdict.added[keyword] = (value, [said])
        return
    merged = before[0]
    if name == "examples":
        merged = [*before[0], *(v for v in value if v not in before[0])]
    elif not _same(name, value, name, before[0], says):
        merged = stricter(name, before[0], value)
        words = f"{name} is {shown(before[0])} in one sentence and {shown(value)} in another; taken: {shown(merged)}"
        places = tuple(dict.fromkeys((*before[1], said)))
        verdict.remarks.append(Remark("conflict", Severity.WARNING, site.path[1], words, places, "correct the sentence that is wrong"))
    verdict.added[keyword] = (merged, [*before[1], *([said] if said not in before[1] else [])])


def _says_otherwise(site: Site) -> bool:
    """Whether the document says in so many words that a value is not required, or something that is neither yes nor no."""
    if site.parameter is not None:
        return "required" in site.parameter
    return not isinstance((site.owner or {}).get("required", []), list)


def _occupied(site: Site, keyword: str) -> str | None:
    """The word in the place of a keyword, where it is not what that keyword should be."""
    inner = site.schema.get("items", {})
    holder = inner if keyword.startswith("items.") else site.schema
    name = keyword.removeprefix("items.")
    if not isinstance(holder, dict):
        return "items"
    if name == "required":
        return None
    beside = site.parameter if name == "deprecated" and site.parameter is not None else {}
    return next((word for word in (*_KIN.get(name, (name,)), *_SPELLED.get(name, ())) if word in holder or word in beside), None)


def _same(name: str, value: Any, other: str, there: Any, says: Mapping[str, Any]) -> bool:
    """Whether two keywords of one kind say the same, whatever the words: `> 0` and `>= 1` of an integer, "a" and [a]."""
    if name in _LOW or name in _HIGH:
        if not isinstance(there, int | float):
            return False
        step = (1 if name in _LOW else -1) if says.get("type") in ("integer", ["integer", "null"]) else 0
        strict = (name.startswith("exclusive"), other.startswith("exclusive"))
        if step:
            return bool(value + step * strict[0] == there + step * strict[1])
        return strict[0] == strict[1] and bool(value == there)
    if name == "enum":
        members = there if isinstance(there, list) else [there]
        return {_plain(v) for v in value if v is not None} == {_plain(v) for v in members if v is not None}
    return _plain(value) == _plain(there)


def _plain(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).casefold() if isinstance(value, bool) else str(value)


def _contradicts(verdict: Verdict, site: Site, said: Said, words: str) -> None:
    mend = "correct the schema or the text, whichever is wrong"
    remark = Remark("prose-contradicts-schema", Severity.WARNING, site.path[1], words, (said,), mend)
    if remark not in verdict.remarks:
        verdict.remarks.append(remark)


def _drop(verdict: Verdict, site: Site, keyword: str, words: str) -> None:
    value, said = verdict.added.pop(keyword)
    _contradicts(verdict, site, said[0], f"the text says {keyword} {shown(value)}, but {words}")


def _refuse_crossed(verdict: Verdict, site: Site, prefix: str, says: Mapping[str, Any]) -> None:
    """A lower bound over an upper one: together they would refuse everything."""
    for low, high in _PAIRS:
        lows = [(k, _bound(verdict, prefix, k, says)) for k in _KIN.get(low, (low,))]
        highs = [(k, _bound(verdict, prefix, k, says)) for k in _KIN.get(high, (high,))]
        least = max(((v, k.startswith("exclusive"), k) for k, v in lows if v is not None), default=None)
        most = min(((v, not k.startswith("exclusive"), k) for k, v in highs if v is not None), default=None)
        if least is None or most is None:
            continue
        strict = least[1] or not most[1]
        if least[0] > most[0] or (strict and least[0] == most[0]):
            for key in (least[2], most[2]):
                if f"{prefix}{key}" in verdict.added:
                    _drop(verdict, site, f"{prefix}{key}", f"then no value lies between {least[0]} and {most[0]}")


def _bound(verdict: Verdict, prefix: str, keyword: str, says: Mapping[str, Any]) -> Any:
    value = says.get(keyword, verdict.added.get(f"{prefix}{keyword}", (None,))[0])
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _refuse_rejecting(verdict: Verdict, site: Site, prefix: str, says: Mapping[str, Any]) -> None:
    """A constraint that refuses what the document gives as default, example or one of the values; a format, what the prose lists."""
    given = list(_given(site, says))
    listed = [("value", v) for v in verdict.added.get(f"{prefix}enum", ((), ()))[0]]
    for keyword in [k for k in verdict.added if _within(k, prefix)]:
        name = keyword.removeprefix(prefix)
        against = [*given, *listed] if name == "format" else given
        refused = [(kind, v) for kind, v in against if name not in _SAYING and not _accepts({name: verdict.added[keyword][0]}, v)]
        if refused:
            _drop(verdict, site, keyword, f"the document's own {refused[0][0]} {shown(refused[0][1])} would not be valid")
        elif name == "enum" and len(set(_types(says)) - {"null"}) > 1:
            value, said = verdict.added.pop(keyword)
            why = f"not read: the listed values {shown(value)} may not be all of a value of several types"
            verdict.remarks.append(Remark("gap", Severity.INFO, site.path[1], why, (said[0],)))


def _refuse_rejected(verdict: Verdict, site: Site, prefix: str, says: Mapping[str, Any]) -> None:
    """Values that prose gives and the constraints refuse."""
    constraints = {k: v for k, v in says.items() if k not in _SAYING and k not in ("items", "x-extensible-enum", "pattern")}
    if "type" in constraints and not _types(says):
        del constraints["type"]
    constraints |= {
        k.removeprefix(prefix): v for k, (v, _) in verdict.added.items() if _within(k, prefix) and k.removeprefix(prefix) not in _SAYING
    }
    for keyword in (f"{prefix}enum", *(f"{prefix}{k}" for k in _VALUES)):
        if keyword not in verdict.added:
            continue
        value = verdict.added[keyword][0]
        name = keyword.removeprefix(prefix)
        others = {k: v for k, v in constraints.items() if k != name and not (k == "type" and name == "examples")}
        refused = [v for v in ([value] if name == "default" else value) if not _accepts(others, v)]
        if refused:
            _drop(verdict, site, keyword, f"{shown(refused[0])} would not be valid")
            constraints.pop(name, None)


def _given(site: Site, says: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values that the document itself gives: what fits the documented type, as only such are meant."""
    parameter = site.parameter or {}
    named = parameter.get("examples")
    listed = [e.get("value") for e in named.values() if isinstance(e, dict)] if isinstance(named, dict) else []
    several = (("example", says.get("examples")), ("value", says.get("enum")), ("example", [parameter.get("example"), *listed]))
    found = [("default", says.get("default")), *((kind, v) for kind, values in several for v in _list(values))]
    kinds = {"type": _types(says)} if _types(says) else {}
    yield from ((kind, v) for kind, v in found if v is not None and _accepts(kinds, v))


def _accepts(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether a value is valid, its format held too; a schema that is none of JSON Schema refuses nothing."""
    try:
        return jsonschema_rs.Draft202012Validator(dict(schema), validate_formats=True).is_valid(value)
    except ValueError:  # the document's own schema is wrong, which is not ours to say here
        return True


_TYPES: Final = frozenset(("string", "number", "integer", "boolean", "array", "object", "null"))


def _types(says: Mapping[str, Any]) -> list[str]:
    """The types of JSON Schema that are documented; none when one of them is of another kind, such as `file`."""
    stated = says.get("type")
    listed: list[str] = stated if isinstance(stated, list) else [str(stated)]
    return listed if all(t in _TYPES for t in listed) else []


def _within(keyword: str, prefix: str) -> bool:
    return keyword.startswith("items.") == bool(prefix)


def _refuse_unwritable(verdict: Verdict, site: Site, dialect: Dialect) -> None:
    """Before OpenAPI 3.1 whatever stands beside a reference is ignored."""
    if dialect is Dialect.OPENAPI_31:
        return
    inner = site.schema.get("items")
    for keyword in list(verdict.added):
        holder = inner if keyword.startswith("items.") and isinstance(inner, dict) else site.schema
        beside = keyword == "required" or (site.parameter is not None and keyword in ("deprecated", "examples"))
        if "$ref" in holder and not beside:
            value, said = verdict.added.pop(keyword)
            words = f"the text says {keyword} {shown(value)}, and nothing can stand beside its $ref"
            mend = f"put the reference into allOf, and {keyword}: {shown(value)} beside it"
            verdict.remarks.append(Remark("prose-not-in-schema", Severity.WARNING, site.path[1], words, tuple(said), mend))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def shown(value: Any) -> str:
    """A value as messages show it: text without quotes, the rest as JSON, long ones cut."""
    if isinstance(value, list):
        text = f"[{', '.join(map(shown, value[:_MOST_SHOWN]))}]"
    else:
        text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."
