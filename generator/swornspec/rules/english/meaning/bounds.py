"""What the forms of forms/bounds.txt mean: bounds, multiples, lengths, numbers of items."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim, product, quoted_number
from swornspec.rules.english.nouns import any_is, nouns
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.subject import head_of, own_parts
from swornspec.rules.english.tokens import Token, number, parts_of
from swornspec.rules.expr import Compare, Literal, Ref, Size
from swornspec.rules.rule import Effect

_NON_EMPTY: Final = ("non_empty", "non_empty_kind", "non_empty_alone")
_LONG: Final = frozenset({"LONG", "LENGTH", "MAX_LENGTH", "MIN_LENGTH"})
_PRECISION: Final = frozenset(("decimal", "decimals", "places", "decimal number"))
_EXACT: Final = frozenset({"exact_length", "size_alone"})
_PARTICIPLE: Final = re.compile(r"[a-z]{3,}ed")  # "5 files attached": the head of the phrase stands before it
_OPEN: Final = re.compile(r"[`\s,]{0,3}\(?(?:both )?exclusive(?:ly)?\b", re.IGNORECASE)  # behind "between 0 and 1"
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")


def _bounds(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    limits = _limits(match, scope, text)
    numeric = _is_numeric(scope)
    if numeric and any(str(t.value).lower() in _PRECISION for t in (*match.parts.get("unit", ()), *match.parts.get("unit2", ()))):
        return  # "up to 2 decimal places"
    noun = match.parts.get("noun", ())
    if any(not own_parts(scope.subject).intersection(parts_of(str(t.value))) for t in noun if t.kind != "THIS"):
        return  # "5 is the maximum page"
    if any(t.value != "of" for t in match.parts.get("of", ()) if "range" not in match.parts):
        return
    what = match.parts.get("what", ())
    units = [t for p in ("unit", "unit2") for t in match.parts.get(p, ())]
    timed = numeric and any(any_is("measure", parts_of(str(t.value))) for t in units)
    long = any(t.kind in _LONG for t in (*units, *what)) and not timed  # "the maximum length is 10 seconds"
    unit = (
        "ITEMS"
        if "list" in match.parts
        else _unit(units, scope) or _unit([t for t in what if "array" in scope.field.types or t.value != scope.subject], scope)
    )
    unit = "ITEMS" if unit == "OTHER" and (_names_items(match, units, scope) or _opens_list(match, units, scope, text)) else unit
    types = scope.field.types
    if unit == "OTHER" and types == ("string",) and any(scope.times.intersection(parts_of(str(t.value))) for t in units):
        unit = None  # "at most 15 days" of a duration in days
    if limits is None or any(t.value != scope.subject for t in match.parts.get("who", ())):
        return
    if match.form in _EXACT and (set(types) <= {"integer", "number"} or not _is_whole(match, unit)):
        return
    total = bool(match.tokens) and match.tokens[0].kind == "COUNT" and str(match.tokens[0].value).startswith("total")
    if total and unit == "OTHER":
        return  # "the total number of pixels" is what several fields make together
    if types == ("object",) and unit in ("ITEMS", "OTHER") and _names_members(units, scope):
        yield from _sized(match, scope, limits, "Properties")
    elif numeric and not long and _measures(unit, scope):
        yield Claim(match.form, scope.subject, limits)
    elif ("array" in types or (scope.separated and "string" in types)) and unit == "ITEMS":
        yield from _sized(match, scope, limits, "Items")
    elif not types and not long and unit is None and _is_number(match, limits, scope):
        yield Claim(match.form, scope.subject, limits)
    elif not types and not numeric and (unit == "CHARACTERS" or (long and unit is None)):
        yield from _sized(match, scope, limits, "Length")  # which limits nothing but texts
    elif types == ("array",) and unit is None and _holds_no_numbers(scope):
        yield from _sized(match, scope, limits, "Items")  # there is nothing else that a limit could count
    elif scope.separated and match.form in _EXACT:
        return  # "a comma-separated list of 24-character ids" has the length of none of them
    elif "string" in types and (unit == "CHARACTERS" or (long and unit is None)):
        yield from _sized(match, scope, limits, "Length")
    elif "string" in types and unit == "BYTES" and limits.get("minimum", 0) <= 1 and any(str(t.value).startswith("byte") for t in units):
        yield from _sized(match, scope, limits, "Length")  # a character has one byte or more
    elif "string" in types and unit is None and match.form == "between" and _begins_range(match) and _is_long(match, scope):
        yield from _sized(match, scope, limits, "Length")
    elif "string" in types and unit is None and not long and match.form != "exact_length" and _counts(scope):
        yield Claim(match.form, scope.subject, limits)


def _is_number(match: Match, limits: Mapping[str, Any], scope: Scope) -> bool:
    """Whether a field without a type is a number by its range, as it is no list by its name."""
    ranged = match.form in ("between", "range_alone") and {"minimum", "maximum"} <= limits.keys()
    return ranged and not scope.subject.endswith("s") and not _is_written(scope)


def _begins_range(match: Match) -> bool:
    """Whether a range is called one: "Range: 1 to 2000"."""
    return bool(match.tokens) and match.tokens[0].kind == "BETWEEN" and "range" in str(match.tokens[0].value)


def _is_long(match: Match, scope: Scope) -> bool:
    """Whether a range is that of a length: of a text that is prose by its name, or by its own, "Size range: 2..20"."""
    return _is_written(scope) or str(match.tokens[0].value).startswith("size")


def _is_written(scope: Scope) -> bool:
    """Whether a text is prose by its name, and so no number."""
    return any_is("written", (head_of(scope.subject),))


def _is_numeric(scope: Scope) -> bool:
    """Whether a field holds a number, by its type, or by its default where no type is given."""
    default = scope.field.default
    return bool({"integer", "number"} & set(scope.field.types)) or (
        not scope.field.types and isinstance(default, int | float) and not isinstance(default, bool)
    )


def _is_whole(match: Match, unit: str | None) -> bool:
    """Whether a size without a bound is that of the whole value: "must be 4 digits", not "must contain 4 digits"."""
    exactly = any(t.kind == "EXACTLY" for t in match.tokens)
    held = next((str(t.value) for t in match.tokens if t.kind == "HOLD"), "")
    if match.first == 0 and any(t.kind == "CHARACTERS" and match.tokens[n + 1].value == "of" for n, t in enumerate(match.tokens[:-1])):
        return False  # "4 digits of the code"
    if unit == "ITEMS":
        return exactly or match.form != "size_alone"
    return exactly or not held or held.endswith(" of")


def _names_items(match: Match, units: Sequence[Token], scope: Scope) -> bool:
    """Whether what may be given or added to a list goes by a word of its name, or a word that is spelled almost so."""
    if scope.field.types != ("array",) or not any(t.kind in ("GIVE", "ADD") for t in match.tokens):
        return False
    ahead = takewhile(lambda t: t.kind in ("W", "FIELD", "VAL", "ADJ") and str(t.value).lower() not in nouns("link"), units)
    said = {p for t in ahead for p in parts_of(str(t.value))}
    own = own_parts(scope.subject)
    return bool(own & said) or any(_misspells(word, name) for word in said for name in own)


def _opens_list(match: Match, units: Sequence[Token], scope: Scope, text: str) -> bool:
    """Whether a description of a list opens with how many of what lists hold there may be: "up to 16 sequences where it stops"."""
    opens = not text[: match.tokens[0].start].strip() and match.tokens[0].kind != "COUNT"
    if "array" not in scope.field.types or not opens or any(t.kind in ("CHARACTERS", "EACH") for t in units):
        return False
    head = next((t for t in reversed([*_phrase(units)]) if t.kind in ("W", "FIELD", "VAL")), None)
    return head is not None and str(head.value).endswith("s") and any_is("element", parts_of(str(head.value)))


def _phrase(units: Sequence[Token]) -> Iterable[Token]:
    """The words of a noun phrase, up to one that links it to what follows."""
    return takewhile(lambda t: str(t.value).lower() not in nouns("link"), units)


def _names_members(units: Sequence[Token], scope: Scope) -> bool:
    """Whether what is counted are the members of an object: "keys", "key-value pairs", or a word of its name."""
    ahead = [t for t in takewhile(lambda t: str(t.value).lower() not in nouns("link"), units) if t.kind in ("W", "FIELD", "ITEMS")]
    words = set(parts_of(str(ahead[-1].value))) if ahead else set()
    return any_is("member", words) or not own_parts(scope.subject).isdisjoint(words)


def _misspells(word: str, name: str) -> bool:
    """Whether a long word is another one with a single letter left out or put in: "attchment"."""
    short, full = sorted((word, name), key=len)
    return len(short) > 4 and len(full) == len(short) + 1 and any(full[:n] + full[n + 1 :] == short for n in range(len(full)))


def _unit(tokens: Sequence[Token], scope: Scope) -> str | None:
    """What a number counts, by the head of its noun phrase: CHARACTERS, BYTES, ITEMS of the field itself, FIELD, OTHER."""
    own = own_parts(scope.subject)
    head = None
    for token in tokens:
        if token.kind in ("CHARACTERS", "BYTES", "ITEMS", "MAX_ITEMS", "MIN_ITEMS"):
            return token.kind.removeprefix("MAX_").removeprefix("MIN_")
        if token.kind == "FIELD":
            return "ITEMS" if token.value == scope.subject else "FIELD"
        word = str(token.value).lower()
        if token.kind in ("IN", "EACH", "FOR") or (head and (word in nouns("link") or _PARTICIPLE.fullmatch(word))):
            break
        if token.kind in ("W", "VAL") and word not in nouns("link"):
            head = word
    return None if head is None else "ITEMS" if own & set(parts_of(head)) else "OTHER"


def _holds_no_numbers(scope: Scope) -> bool:
    items = scope.field.schema.get("items", {})
    if not hasattr(items, "get") or "type" in items:
        return hasattr(items, "get") and items["type"] in ("string", "object", "boolean")
    return not any(any_is(kind, own_parts(scope.subject)) for kind in ("quantity", "measure", "graded", "valued", "number"))


def _measures(unit: str | None, scope: Scope) -> bool:
    """Whether a number with a unit can be a number's value: bytes only where the field's name says so."""
    return unit != "CHARACTERS" and (unit != "BYTES" or "byte" in own_parts(scope.subject))


def _counts(scope: Scope) -> bool:
    """Whether a field holds a number by its name, though its type is text."""
    return any_is("quantity", own_parts(scope.subject)) and not any_is("datum", (head_of(scope.subject),))


def _sized(match: Match, scope: Scope, limits: Mapping[str, Any], what: str) -> Iterable[Claim]:
    named = {"minimum": f"min{what}", "maximum": f"max{what}"}
    inclusive = {"exclusiveMinimum": ("minimum", 1), "exclusiveMaximum": ("maximum", -1)}  # sizes are whole numbers
    if all(isinstance(v, int) for v in limits.values()):
        limits = {inclusive.get(k, (k, 0))[0]: v + inclusive.get(k, (k, 0))[1] for k, v in limits.items()}
    if all(k in named and isinstance(v, int) and v >= 0 for k, v in limits.items()):
        yield Claim(match.form, scope.subject, {named[k]: v for k, v in limits.items()})


def _percent(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Both ends of "0% to 100%", for a field of whole numbers or one that counts by its name in hundredths."""
    low, high = (match.parts[k][0].value for k in ("low", "high"))
    marked = all(match.parts[k][0].value == "%" for k in ("mark", "mark2"))
    counted = scope.field.types == ("integer",) or ("number" in scope.field.types and "percent" in scope.subject.lower())
    if marked and counted and low < high:
        yield Claim("between", scope.subject, {"minimum": low, "maximum": high})


def _chain(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """`0 <= ratio < 1`: both bounds of the field that stands between them."""
    low, high = (match.parts[k][0].value for k in ("low", "high"))
    who = match.parts["who"][0]
    name = str(who.value).casefold()
    own = who.kind == "THIS" or name in (scope.subject.casefold(), "x", "n", "value")
    if own and {"integer", "number"} & set(scope.field.types) and low < high:
        strict = [match.parts[k][0].kind == "REL_LT" for k in ("less", "less2")]
        least, most = ("exclusiveMinimum" if strict[0] else "minimum"), ("exclusiveMaximum" if strict[1] else "maximum")
        yield Claim("between", scope.subject, {least: low, most: high})


def _limits(match: Match, scope: Scope, text: str) -> dict[str, Any] | None:
    """The bounds that a form states, None when they are not numbers or out of order."""
    if match.form == "within":
        return _within(match, scope, text)
    keyword = {"at_least": "minimum", "at_most": "maximum", "over": "exclusiveMinimum", "under": "exclusiveMaximum"}
    form = match.form.removesuffix("_alone")
    if form in keyword:
        limit = _number(match.parts["n"], scope, text)
        return None if limit is None else {keyword[form]: limit}
    if match.form == "at_most_one":
        return {"maximum": 1}
    if match.form in _EXACT:
        n = match.parts["n"][0].value
        return {"minimum": n, "maximum": n}
    if match.form.startswith(("positive", "non_negative")):
        return {"exclusiveMinimum": 0} if match.form.startswith("positive") else {"minimum": 0}
    if "low" in match.parts and text[: match.parts["low"][0].start].endswith("–"):
        return None  # a dash that may be the number's sign: "width –5 to 5"
    low, high = match.parts["range"][0].value if "range" in match.parts else (_number(match.parts[k], scope, text) for k in ("low", "high"))
    if match.form == "hull":
        low, high = min(low, match.parts["n"][0].value), max(high, match.parts["n"][0].value)
    if match.form == "range_alone" and "range" not in match.parts and low not in (-1, 0, 1):
        return None  # `[30, 60]` may list two values
    if match.form == "between" and "range" not in match.parts and low is not None and high is not None and low > high:
        low, high = high, low  # "between 1 and 0"
    if match.tokens and _OPEN.match(text, match.tokens[-1].end):
        numeric = {"integer", "number"} & set(scope.field.types)
        fits = numeric and low is not None and high is not None and low < high
        return {"exclusiveMinimum": low, "exclusiveMaximum": high} if fits else None
    return {"minimum": low, "maximum": high} if low is not None and high is not None and low <= high else None


def _within(match: Match, scope: Scope, text: str) -> dict[str, Any] | None:
    """Both bounds of "greater than 0 and at most 9", each inclusive or not; None when they are out of order."""
    low, high = (_number(match.parts[k], scope, text) for k in ("low", "high"))
    if low is None or high is None or low >= high:
        return None
    strict = ("OVER", "UNDER", "REL_GT", "REL_LT", "LPAR", "RPAR")
    over, under = (match.parts[k][0].kind in strict for k in ("least", "most"))
    return {"exclusiveMinimum" if over else "minimum": low, "exclusiveMaximum" if under else "maximum": high}


def _some(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """At least one item of a list, or one character of a text that must not be empty."""
    types = scope.field.types
    said = match.parts.get("what", ())
    if any((t.kind == "ADJ" and t.value != "non-empty") or "null" in text[t.start : t.end].lower() for t in said):
        return  # a text that is not null may be empty
    if match.form == "non_empty" and match.tokens and text[: match.tokens[0].start].split()[-1:] in (["both"], ["Both"]):
        return  # "both cannot be empty": one of them may
    if match.form == "one_item":
        if types == ("array",) and _unit(match.parts["unit"], scope) == "ITEMS":
            yield Claim(match.form, scope.subject, {"minItems": 1, "maxItems": 1})
    elif types == ("array",) and (match.form in _NON_EMPTY or _unit(match.parts["unit"], scope) == "ITEMS"):
        yield Claim(match.form, scope.subject, {"minItems": 1})
    elif types == ("string",) and match.form in _NON_EMPTY:
        yield Claim(match.form, scope.subject, {"minLength": 1})


def _pairs(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The most members of an object that its prose opens with: "set of 16 key-value pairs"."""
    if scope.field.types == ("object",) and _names_members(match.parts["unit"], scope):
        yield from _sized(match, scope, {"maximum": match.parts["n"][0].value}, "Properties")


def _amount(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """One amount and no other: "must be 8 seconds long"."""
    if {"integer", "number"} & set(scope.field.types) and any_is("measure", parts_of(str(match.parts["unit"][0].value))):
        yield Claim("use", scope.subject, {"enum": [match.parts["n"][0].value]})


def _empty(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A list or a text of nothing, in some case: "must be empty when ..."."""
    if scope.field.types in (("array",), ("string",)):
        yield Claim("empty", scope.subject, expr=Compare("==", Size(Ref(scope.subject)), Literal(0)))


def _number(tokens: Sequence[Token], scope: Scope, text: str) -> int | float | None:
    """The number, or product of numbers, that tokens stand for; `100.000` has a thousands separator where no fraction can be."""
    factors = [quoted_number(t) if t.kind == "VAL" else t.value for t in tokens if t.kind in ("NUM", "VAL")]
    if None in factors:
        return None
    if len(factors) == 1 and "number" not in scope.field.types and _THOUSANDS.fullmatch(text[tokens[0].start : tokens[0].end]):
        return number(text[tokens[0].start : tokens[0].end].replace(".", ""))
    return product(tokens) if len(tokens) > 1 else factors[0]


def _multiple(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    n = match.parts["n"][0].value
    if {"integer", "number"} & set(scope.field.types) and n > 0:
        yield Claim(match.form, scope.subject, {"multipleOf": n})


def _even(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    if scope.field.types == ("integer",):
        yield Claim("multiple", scope.subject, {"multipleOf": 2})


def _maximum_by_group(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    small, large = match.parts["n"][0].value, match.parts["m"][0].value
    yield Claim(match.form, scope.subject, {"maximum": max(small, large)})
    named = " ".join(str(t.value) for t in match.parts["group"])
    if small < large:
        group = scope.groups.get(named.casefold())
        limit = Claim(match.form, scope.subject, {"maximum": small}, condition=group)
        yield limit if group else replace(limit, effect=Effect.EXTERNAL, needs=f"for {named}")


READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {
    **dict.fromkeys(
        (
            *("between", "at_least", "at_most", "over", "under", "at_most_one", "positive", "non_negative", "exact_length"),
            *("range_alone", "between_alone", "positive_alone", "non_negative_alone", "within", "size_alone", "hull", "min_max"),
            *("over_alone", "under_alone"),
        ),
        _bounds,
    ),
    **dict.fromkeys(("some", "some_alone", *_NON_EMPTY, "one_item"), _some),
    "chain": _chain,
    "pairs": _pairs,
    "percent": _percent,
    "multiple": _multiple,
    "even": _even,
    "empty": _empty,
    "amount": _amount,
    "maximum_by_group": _maximum_by_group,
}
