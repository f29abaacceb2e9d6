"""Conditions under which a request is documented to be refused, to what a request must be.

    `400` if both `id` and `name` are missing              at least one of id, name is sent
    Returns `400` if both `id` and `name` are supplied     at most one of them is
    `422` if `size` is greater than 200                    size is at most 200

Only conditions that are understood to the last word are read, of statuses that the fields of a request decide.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.expr import And, Compare, Count, Expr, Literal, Not, OneOf, Or, Present, Ref, Size, names
from swornspec.rules.field import Fields
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.labels import read_condition

_REFUSED: Final = re.compile(
    r"^\W*(?:(?:errors?|validation|error cases?|note|important)\b\W+)?"
    r"(?:(?:(?:the\s+)?(?:api|endpoint|server|request|call)\s+)?(?:returns?|responds?\s+with|fails\s+with|throws|gives)\s+(?:an?\s+)?)?"
    r"(?:http\s+)?[`*]{0,3}(?P<status>4\d\d)[`*]{0,3}(?:\s*\(?[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3}\)?)?(?:\s+error)?\s*[:–—-]?\s*(?:is\s+returned\s+)?"
    r"(?:if|when)\s+(?P<condition>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BARE: Final = re.compile(r"^\W*(?:if|when)\s+(?P<condition>[^,]+)$", re.IGNORECASE)
_DECIDED: Final = ("400", "422")
_AFTER: Final = re.compile(r"\s*(?:\s[—–-]\s|\s?\()(?!.*\b(?:unless|if|when|or|except|only)\b).*$", re.DOTALL | re.IGNORECASE)
_BEYOND: Final = re.compile(
    r"\b(?:differ\w*|same|match\w*|equals?|belongs?|valid|invalid|exists?|found|other|mismatch\w*|conflict\w*|already|another|owned"
    r"|empty list)\b",
    re.IGNORECASE,
)
"""Words of conditions that no request shows, or that are about more than what is sent."""
_EMPTY: Final = re.compile(r"\b(?:empty|blank|omitted|absent|null|unset|not\s+(?:given|present))(?=[\s.]*$)", re.IGNORECASE)
_BOTH: Final = re.compile(r"\b(?:appear|occur|exist)\b(?:\s+(?:together|at once))?(?:\s+in\s+the\s+(?:same\s+)?request)?", re.IGNORECASE)
_COUNTED: Final = re.compile(r"\b(?:characters?|chars?|letters?|digits?|shorter|longer|length)\b", re.IGNORECASE)
_SHORTER: Final = {"<": "minLength", ">": "maxLength"}
_BOUNDS: Final = {"<": "minimum", "<=": "exclusiveMinimum", ">": "maximum", ">=": "exclusiveMaximum"}
_LONGEST: Final = 400


def read_refused(said: Sentence, ground: Ground) -> Sentence:
    """A sentence that tells when a request is refused as what a request must be; itself where it does not, or is not understood."""
    text = said.passage.text.strip().rstrip(".")
    if said.readings or said.outcome is Outcome.ADVICE or len(text) > _LONGEST:
        return said
    found = _REFUSED.match(text)
    if found is not None and found["status"] not in _DECIDED:
        return Sentence(said.passage, Outcome.NOTE)
    bare = found or (_BARE.match(text) if said.outcome is Outcome.GAP else None)
    if bare is None:
        return said
    condition = _BOTH.sub("are sent", bare["condition"].strip())
    if _BEYOND.search(condition):
        return said
    cut = _AFTER.sub("", condition)
    for one in dict.fromkeys((condition, cut)):
        plain = _EMPTY.sub("missing", one.strip().rstrip("."))
        expr = read_condition(f"Required when {plain}.", ground)
        if expr is not None:
            readings = tuple(_must(expr, ground.fields, counted=bool(_COUNTED.search(one))))
            return Sentence(said.passage, Outcome.RULE, readings) if readings else said
    return said


def _must(refused: Expr, fields: Fields, *, counted: bool) -> Iterator[Reading]:
    """What holds of every request that is not refused under a condition."""
    match refused:
        case Or(parts):
            for part in parts:
                yield from _must(part, fields, counted=counted)
        case And(parts) if len(parts) > 1 and all(isinstance(p, Not) and isinstance(p.part, Present) for p in parts):
            yield _reading("at_least_one", Count(1, None, tuple(p.part for p in parts if isinstance(p, Not))))
        case And(parts) if len(parts) > 1 and all(isinstance(p, Present) for p in parts):
            yield _reading("excludes", Count(0, 1, parts))
        case Compare("<" | "<=" | ">" | ">=" as operator, Ref(name), Literal(value)) if isinstance(value, int | float):
            kind = fields[name].types if name in fields else ()
            if kind and set(kind) <= {"integer", "number", "null"}:
                yield _keywords(name, {_BOUNDS[operator]: value})
            elif "string" in kind and counted and operator in _SHORTER and isinstance(value, int):
                yield _keywords(name, {_SHORTER[operator]: value})
        case Compare("<" | ">" as operator, Size(Ref(name)), Literal(value)) if isinstance(value, int):
            yield _keywords(name, {_SHORTER[operator]: value})
        case Not(OneOf(Ref(name), values)):
            yield _keywords(name, {"enum": list(values)})
        case And() | Compare() if len(names(refused)) > 1:
            yield _reading("excludes", Not(refused))
        case _:
            return


def _reading(form: str, expr: Expr) -> Reading:
    return Reading(Claim(form, names(expr)[0], expr=expr, demands=True), (), Effect.REJECT, None)


def _keywords(name: str, keywords: dict[str, Any]) -> Reading:
    form = {"minimum": "at_least", "maximum": "at_most", "enum": "enum"}.get(next(iter(keywords)), "between")
    return Reading(Claim(form, name, keywords), (), Effect.REJECT, None)


__all__ = ["read_refused"]
