"""Cells and headings as limits of a field: what all readers of limits keyed by values share.

`Max width` names width and says that cells are its greatest values; `512, 768` lists values, `1-20` is a range.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from swornspec.page.cells import bare_words, read_bounds, read_values, unquoted
from swornspec.page.types import Kind
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Vocabulary, parts_of, tokenize
from swornspec.rules.expr import Expr
from swornspec.rules.field import Field, Fields
from swornspec.rules.rule import Effect
from swornspec.spec.keyed_values import values_said

FACETS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("max", "maximum", "max allowed", "maximum allowed", "max value", "maximum value", "upper limit", "up to"), "maximum"),
    **dict.fromkeys(("max length", "maximum length"), "longest"),
    **dict.fromkeys(("min", "minimum", "min allowed", "minimum allowed", "min value", "minimum value", "lower limit"), "minimum"),
    **dict.fromkeys(("min length", "minimum length"), "shortest"),
    **dict.fromkeys(("range", "allowed range", "valid range", "supported range", "min max", "value range", "limits"), "range"),
    **dict.fromkeys(("length", "length range"), "lengths"),
    **dict.fromkeys(("supported", "allowed", "valid", "accepted", "available", "possible", "permitted", "values", "options"), "values"),
    **dict.fromkeys((f"{w} values" for w in ("supported", "allowed", "valid", "accepted", "available", "possible", "permitted")), "values"),
    **dict.fromkeys((f"{w} options" for w in ("supported", "allowed", "valid", "accepted", "available")), "values"),
    "": "either",
}
"""What the words of a header beside the name of a field say that its cells hold."""
_COUNTING: Final = frozenset(("num", "number", "n", "no", "nb", "count", "of"))
UNITS: Final = re.compile(r"\b(?:in )?(?:px|pixels?|(?P<sized>characters?|chars?))\b", re.IGNORECASE)
_NOTHING: Final = frozenset(("", "-", "–", "—", "n/a", "na", "none", "any", "all", "unlimited", "no limit", "not limited", "∞"))
PRICED: Final = re.compile(
    r"pric|\bcosts?\b|credits?\b|billing|charge|\bfees?\b|\busd\b|\beur\b|[$€£¥]|(?<!frame )(?<!bit )(?<!sample )\brates?\b|quota"
    r"|\b[rt]p[ms]\b|concurren|throughput|latency|\bplan\b|\btier\b|benchmark"
    r"|\b(?:per|/) ?(?:s|sec|second|min|minute|hour|day|month|image|request|call|token|user|account|key)\b",
    re.IGNORECASE,
)
"""Words of tables of prices, rates and measurements."""
CONDITION: Final = re.compile(
    r"default|recommend|suggest|typical|usual|best|ideal|example|optimal|average|tested"
    r"|\b(?:if|when|unless|only|except|with|without|while|once|enterprise|beta|free|paid|trial|legacy|deprecated|not)\b"
    r"|\bfor (?!(?:each|every|all|the following|these|different)\b)",
    re.IGNORECASE,
)
"""Words above a table or list that make advice of it, or state a condition that its rules would lose."""
_HIGH: Final = re.compile(r"(?:up to|at most|max(?:imum)?:?(?: of)?|no more than|≤|<=)\s?(?P<number>.{1,20})", re.IGNORECASE)
_LOW: Final = re.compile(r"(?:at least|min(?:imum)?:?(?: of)?|no less than|≥|>=)\s?(?P<number>.{1,20})", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,6})?")
_LISTED: Final = re.compile(r"\d{1,12}(?:\.\d{1,6})?(?:,\s\d{1,12}(?:\.\d{1,6})?){1,40}")
_SECONDS: Final = re.compile(r"(?<=\d)\s?(?:s|secs?|seconds?)\b", re.IGNORECASE)
_SHORT: Final = 3  # characters of a word that is in the singular
_ONE_OF: Final = re.compile(r"^\s*(?:must be(?: one of)?|one of|any of|either|only)\b:?\s*", re.IGNORECASE)
_FORMS: Final = {"min": "at_least", "max": "at_most", "enum": "enum"}


def named_in(header: str, fields: Fields, vocabulary: Vocabulary) -> tuple[Field, str] | None:
    """The one field that a header names, and its other words; fields that count something go by what they count."""
    found = [t for t in tokenize(header, vocabulary) if t.kind == "FIELD"]
    rest = header
    for token in reversed(found):
        rest = f"{rest[: token.start]} {rest[token.end :]}"
    plain = plain_words(rest)
    if len({t.value for t in found}) == 1 and found[0].value in fields:
        return fields[found[0].value], plain
    if found:
        return None
    facets = sorted(filter(None, FACETS), key=len, reverse=True)
    facet = next((f for f in facets if plain == f or plain.startswith(f"{f} ") or plain.endswith(f" {f}")), None)
    counted = parts_of(plain.replace(facet, "", 1)) if facet else ()
    meant = [f for name, f in fields.items() if counted and _counted(name) == counted]
    return (meant[0], facet) if len(meant) == 1 and facet else None


def named_by(head: str, fields: Fields, vocabulary: Vocabulary) -> tuple[Field, str] | None:
    """The one field that a heading is about, in the singular or plural, and what of it: its greatest value, its values."""
    for text in (head, " ".join(_singular(word) for word in head.split())):
        named = named_in(text, fields, vocabulary)
        facet = FACETS.get(named[1]) if named is not None else None
        if named is not None and facet is not None:
            return named[0], facet
    return None


def _singular(word: str) -> str:
    bare = word.strip(":*_`")
    return bare[:-1] if len(bare) > _SHORT and bare.endswith("s") and not bare.endswith("ss") else bare


def speaks_otherwise(text: str) -> bool:
    """Whether words speak of prices, rates and the like, advise, or state a condition of their own."""
    return bool(CONDITION.search(text) or PRICED.search(text))


def plain_words(text: str) -> str:
    """The words of a text in lower case, without the marks between them."""
    return " ".join(re.sub(r"[^\w ]+", " ", text.lower()).split())


def _counted(name: str) -> tuple[str, ...]:
    parts = parts_of(name)
    kept = tuple(p for p in parts if p not in _COUNTING)
    return kept if len(kept) < len(parts) else ()


def limit_of(subject: str, stated: Mapping[str, Any], condition: Expr) -> Reading:
    """That a field is held to some keywords under a condition."""
    form = next(f for start, f in _FORMS.items() if next(iter(stated)).startswith(start)) if len(stated) == 1 else "between"
    return Reading(Claim(form, subject, dict(stated)), (condition,), Effect.REJECT, None)


def said_of_cell(text: str, field: Field, facet: str, *, sized: bool = False) -> dict[str, Any] | None:
    """The keywords that a cell states of a field; none where it limits nothing, None where it was not understood."""
    plain = " ".join(bare_words(text).replace("\\", "").split()).rstrip(".")
    if plain.lower() in _NOTHING and unquoted(plain) not in (field.enum or ()):
        return {}
    kind = field.types[0] if len(field.types) == 1 else None
    counted = UNITS.search(plain)
    bare = _without_unit(plain, field)
    if kind == "string" and facet in ("either", "values") and not counted:
        return _members(_ONE_OF.sub("", text, count=1), field)
    sized = sized or bool(counted and counted["sized"]) or facet in ("longest", "shortest", "lengths")
    if kind not in ("integer", "number", "array", "string") or (kind == "string") is not sized:
        return None
    if facet in ("maximum", "longest", "minimum", "shortest"):
        return _one_side(bare, kind, low=facet in ("minimum", "shortest"))
    if facet in ("either", "values") and kind != "string" and _LISTED.fullmatch(bare):
        return _members(bare, field)  # `24, 30` are two values, not the ends of a range
    bounds = read_bounds(bare, Kind({"type": kind}))
    if bounds is None and not _NUMBER.fullmatch(bare):
        bounds = _one_side(bare, kind, low=False) or _one_side(bare, kind, low=True)
    if bounds is not None and facet != "values":
        return bounds
    return _members(text, field) if facet in ("values", "either") and kind != "string" else None


def number_of(text: str, field: Field) -> dict[str, Any] | None:
    """That a field of numbers is the one number that a cell is; None where the cell is anything else."""
    bare = _without_unit(" ".join(bare_words(text).split()), field)
    if not set(field.types) & {"integer", "number"} or not _NUMBER.fullmatch(bare):
        return None
    value = float(bare.replace(",", ""))
    return {"enum": [int(value) if value.is_integer() else value]}


def _one_side(text: str, kind: str, *, low: bool) -> dict[str, Any] | None:
    found = _NUMBER.fullmatch(text) or ((m := (_LOW if low else _HIGH).fullmatch(text)) and _NUMBER.fullmatch(m["number"]))
    return read_bounds(f"{'≥' if low else '≤'} {found[0]}", Kind({"type": kind})) if found else None


def _without_unit(text: str, field: Field) -> str:
    """A text without what its numbers count: pixels, characters, or what the field's name says."""
    bare = " ".join(UNITS.sub(" ", text).split())
    own = set(parts_of(field.name))
    if any_is("lasting", own):
        bare = _SECONDS.sub("", bare)
    last = bare.rpartition(" ")
    return last[0] if last[0] and last[2].isalpha() and set(parts_of(last[2])) <= own else bare


def _members(text: str, field: Field) -> dict[str, Any] | None:
    """The values that a cell lists, all of them documented where the page lists them; one alone must be set apart or documented."""
    array = field.types == ("array",)
    holder = field.schema.get("items", {}) if array else field.schema
    known = holder.get("enum")
    kind = Kind({k: v for k, v in field.schema.items() if k in ("type", "items")})
    plain = bare_words(text)
    values = read_values(text.strip(), kind)
    if values is None and known and unquoted(plain) in map(str, known):
        values = [v for v in known if str(v) == unquoted(plain)]
    if array or not values or (known is not None and not all(v in known for v in values)):
        return None
    if known is None and field.types == ("string",) and "`" not in text and '"' not in text:
        values = list(values_said(text.strip(), field))
        return {"enum": values} if len(values) > 1 else None
    return {"enum": values}


__all__ = [
    "CONDITION",
    "FACETS",
    "PRICED",
    "UNITS",
    "limit_of",
    "named_by",
    "named_in",
    "number_of",
    "plain_words",
    "said_of_cell",
    "speaks_otherwise",
]
