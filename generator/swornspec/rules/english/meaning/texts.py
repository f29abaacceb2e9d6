"""What the forms of forms/texts.txt mean: patterns of texts, lists without duplicates."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import QUOTES, parts_of
from swornspec.rules.pattern import python_pattern

_SCALAR: Final = frozenset({"string", "integer", "number"})
_SPECIAL: Final = re.compile(r"\[[^\]]+\]|\\[dws]|\(\?|[+*]\)|\{\d+,?\d*\}|^\^|\$$")
_SYNTAX: Final = re.compile(r"[\\^$.|?*+()\[\]{}]")
_LONGEST: Final = 300


def _pattern(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A regular expression that a text matches: one that is called so, or one of all of the text ("^...$")."""
    token = match.parts["value"][0]
    if any(t.kind == "SAME_AS" and t.value == "equal" for t in match.tokens) and "named" not in match.parts:
        if scope.fits(scope.subject, value := scope.bind(scope.subject, token)) and isinstance(value, str):
            yield Claim("enum", scope.subject, {"enum": [value]})
        return
    shown = text[token.start : token.end]
    shown = shown[1:-1] if shown[0] in (*QUOTES, "/") else shown
    named = any(t.kind == "REGEX" for t in match.tokens)
    whole = shown.startswith("^") and shown.endswith("$")
    if (whole or (named and _SPECIAL.search(shown))) and len(shown) <= _LONGEST and _compiles(shown):
        types = scope.field.types
        if types == ("string",):
            yield Claim("pattern", scope.subject, {"pattern": shown})
        elif types == ("array",) and _items_type(scope) == "string":
            yield Claim("pattern", scope.subject, {"items.pattern": shown})


def _affix(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """How a text starts or ends, in the words of the sentence: "must start with https://"."""
    shown = [str(t.value) if t.kind == "VAL" else text[t.start : t.end] for t in match.parts["values"] if t.kind in ("VAL", "NUM")]
    spelled = all(text[t.start] in QUOTES or "://" in str(t.value) for t in match.parts["values"] if t.kind == "VAL")
    if (
        scope.field.types != ("string",)
        or scope.separated
        or not spelled
        or any(not 0 < len(v) <= _LONGEST or not v.isascii() for v in shown)
    ):
        return
    parts = "|".join(_SYNTAX.sub(r"\\\g<0>", v) for v in shown)
    joined = parts if len(shown) == 1 else f"(?:{parts})"
    yield Claim("pattern", scope.subject, {"pattern": f"^{joined}" if match.parts["where"][0].kind == "STARTS" else f"{joined}$"})


def _compiles(pattern: str) -> bool:
    try:
        python_pattern(pattern)
    except re.error:
        return False
    return True


def _unique(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Items of which no two are the same."""
    what, who = match.parts["what"][0], match.parts.get("who", ())
    if what.kind == "ADJ" and what.value != "unique":
        return
    own = own_parts(scope.subject)
    if not all(t.kind in ("EACH", "ITEMS", "THIS") or own.issuperset(parts_of(str(t.value))) for t in who):
        return  # "its name must be unique"
    if scope.field.types == ("array",) and (what.kind in ("DUPLICATES", "UNIQUE_ITEMS") or _items_type(scope) in _SCALAR):
        yield Claim("unique", scope.subject, {"uniqueItems": True})


def _items_type(scope: Scope) -> str:
    items = scope.field.schema.get("items", {})
    return str(items.get("type", "")) if hasattr(items, "get") else ""


READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {"pattern": _pattern, "affix": _affix, "unique": _unique}
