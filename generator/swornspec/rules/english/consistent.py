"""The sentences of one field held against each other: what two of them say of it must be able to hold together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from swornspec.rules.english.conditions import Scope, negated
from swornspec.rules.english.doubts import exceptional, outside
from swornspec.rules.english.reading import Outcome, Reading, Sentence
from swornspec.rules.english.tokens import QUOTES, Vocabulary, tokenize
from swornspec.rules.field import of_items
from swornspec.rules.rule import Effect

_ALSO: Final = re.compile(
    r"(?<!see )\balso\s+(?:(?:accepts?|takes?|supports?|allows?|has|have|knows?|offers?|can be|may be|use)\s+)?(?:the\s+)?(?=[`\"'])",
    re.IGNORECASE,
)
_CASE: Final = re.compile(r"(?:for|with|when|if)\b(?=.{1,100}\b(?:at most|at least|up to|no more than|maximum|minimum)\b)", re.IGNORECASE)
DOUBTED: Final = ("lists values without", "lists values, and another", "lists texts", "states bounds", "states a default")
"""How the reason begins for which a sentence that was understood is a gap: what others say of its field."""
_SIZES: Final = frozenset(("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems"))
_BOUNDS: Final = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))


def consistent(found: Sequence[Sentence], scope: Scope, vocabulary: Vocabulary) -> Iterator[Sentence]:
    """Yield the sentences of a field, without what another one of them takes back.

    A list of values that lacks the default, or several that are examples elsewhere, is not all there are. Bounds that leave no
    value, or that a number which is to be set lies outside of ("at least 1 ... Set to 0 to switch it off"), are no bounds of every
    request. A limit that another sentence widens in some case holds in the others ("at most 600 ... for `tiff` at most 1200").
    Words are no values of a list of numbers.
    """
    items = of_items(scope.subject, scope.fields)[0].types
    stated: dict[str, Any] = {}
    defaults = set()
    for said in found:
        for reading in _plain(said, scope):
            stated.update(reading.claim.keywords)
            defaults |= {repr(reading.claim.keywords["default"])} if "default" in reading.claim.keywords else set()
    bounds = {k: v for k, v in stated.items() if k in _BOUNDS}
    special = exceptional(bounds, (tokenize(s.passage.text, vocabulary) for s in found), scope.subject) if bounds else None
    special = _in_a_case(bounds, found, vocabulary) if bounds and special is None else special
    doubts = {
        "bounds": "states bounds that leave no value together with those of other sentences"
        if _leaves_nothing(bounds)
        else f"states bounds, and another sentence gives the value {special:g}, which lies outside of them"
        if special is not None
        else "",
        "enum": f"lists values, and another sentence adds {added!r}"
        if (added := _added(stated.get("enum", stated.get("items.enum", ())), found, vocabulary))
        else "",
        "default": f"states a default, and other sentences state others: {', '.join(sorted(defaults))}"
        if len(defaults) > 1
        else "states a default that is none of the values of its field"
        if _is_none_of(stated.get("default"), scope.field.schema.get("enum", ()))
        else "",
    }
    cases = [r for said in found for r in said.readings if _is_case(r, stated, scope)]
    for said in (_narrowed(said, cases, scope) for said in found) if cases else found:
        doubted = [(r, why) for r in _plain(said, scope) if (why := _misfit(r, items) or _doubt(r, stated, doubts))]
        if not doubted:
            yield said
            continue
        kept = tuple(r for r in said.readings if all(r is not d for d, _ in doubted))
        yield replace(said, outcome=Outcome.GAP, readings=kept, why="; ".join(dict.fromkeys(w for _, w in doubted)))


def _in_a_case(bounds: Mapping[str, Any], found: Sequence[Sentence], vocabulary: Vocabulary) -> float | None:
    """A number outside of bounds in a sentence that was not read, and limits something for some case: "For big ones, at most 1200"."""
    for said in (s for s in found if s.outcome is Outcome.GAP and _CASE.match(s.passage.text)):
        values = (t.value for t in tokenize(said.passage.text, vocabulary) if t.kind == "NUM")
        if (wider := next((v for v in values if outside(v, bounds)), None)) is not None:
            return float(wider)
    return None


def _is_case(reading: Reading, stated: Mapping[str, Any], scope: Scope) -> bool:
    """Whether a reading allows more in some case than a limit that is stated without one."""
    said, conditional = reading.claim.keywords, reading.when or reading.needs is not None
    if not conditional or reading.effect not in (Effect.REJECT, Effect.EXTERNAL) or reading.claim.subject != scope.subject:
        return False
    return any(k in stated and (said[k] < stated[k] if k.startswith("min") else said[k] > stated[k]) for k in _SIZES & set(said))


def _narrowed(said: Sentence, cases: Sequence[Reading], scope: Scope) -> Sentence:
    """A sentence whose limits hold but for the cases in which others allow more; a gap where such a case is not one known condition."""
    limits = [r for r in _plain(said, scope) if any(_SIZES & set(r.claim.keywords) & set(c.claim.keywords) for c in cases)]
    if not limits:
        return said
    others = tuple(r for r in said.readings if all(r is not limit for limit in limits))
    if any(len(c.when) != 1 or c.needs is not None for c in cases):
        return replace(said, outcome=Outcome.GAP, readings=others, why="another sentence states a wider limit for some cases")
    unless = tuple(negated(c.when[0]) for c in cases)
    readings = (*(replace(r, when=unless) for r in limits), *others)
    return replace(said, outcome=Outcome.RULE if said.outcome is Outcome.KEYWORD else said.outcome, readings=readings)


def _misfit(reading: Reading, items: Sequence[str]) -> str:
    """Why listed values can be none of a list's items; nothing when they can."""
    values = reading.claim.keywords.get("items.enum", ())
    texts = bool(items) and "string" not in items and any(isinstance(v, str) for v in values)
    return f"lists texts, and the items are of type {' or '.join(items)}" if texts else ""


def _doubt(reading: Reading, stated: Mapping[str, Any], doubts: Mapping[str, str]) -> str:
    """What speaks against a reading; nothing when nothing does."""
    keywords = reading.claim.keywords
    if "default" in stated and "enum" in keywords and stated["default"] not in keywords["enum"]:
        return f"lists values without the default {stated['default']!r}"
    if doubts["enum"] and {"enum", "items.enum"} & set(keywords):
        return doubts["enum"]
    others = [v for v in stated.get("examples", ()) if v not in keywords["enum"]] if "enum" in keywords else []
    if len(others) > 1:
        return f"lists values, and another sentence has others as examples, such as {others[0]!r}"
    return doubts["bounds"] if _BOUNDS & set(keywords) else doubts["default"] if "default" in keywords else ""


def _is_none_of(default: Any, values: Sequence[Any]) -> bool:
    """Whether a text is none of the texts that a page lists as values."""
    return isinstance(default, str) and bool(values) and all(isinstance(v, str) for v in values) and default.strip() not in values


def _added(values: Sequence[Any], found: Sequence[Sentence], vocabulary: Vocabulary) -> str:
    """A quoted value that a sentence adds to those that another one lists: "`pro` also takes `c`"; none where no list was read."""
    for text in [s.passage.text for s in found if values and _ALSO.search(s.passage.text)]:
        start = _ALSO.search(text).end()  # type: ignore[union-attr] # it has matched
        quoted = (t for t in tokenize(text, vocabulary) if t.kind == "VAL" and t.start >= start and text[t.start] in QUOTES)
        added = next((str(t.value) for t in quoted if t.value not in values), "")
        if added:
            return added
    return ""


def _plain(said: Sentence, scope: Scope) -> list[Reading]:
    return [r for r in said.readings if r.is_keyword and r.claim.subject == scope.subject]


def _leaves_nothing(bounds: Mapping[str, Any]) -> bool:
    low = max((v for k, v in bounds.items() if k in ("minimum", "exclusiveMinimum")), default=None)
    high = min((v for k, v in bounds.items() if k in ("maximum", "exclusiveMaximum")), default=None)
    if low is None or high is None:
        return False
    strict = bounds.get("exclusiveMinimum") == low or bounds.get("exclusiveMaximum") == high
    return bool(low > high or (low == high and strict))
