"""Values that a mark names as the default: "`a` (default) or `b`", "if false, drafts are hidden. This is the default."

A mark stands behind the value itself or behind what the value does. Ordinary words are values only where the prose
lists them, quotes them, or sets them against a code: "UTC (default) or local".
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.values import default_value
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.subject import is_category, own_parts
from swornspec.rules.english.tokens import QUOTES, Token, kind_at

DEFAULTS: Final = frozenset(("BARE_DEFAULT", "DEFAULT", "BY_DEFAULT"))
"""Kinds of words that speak of a default."""
_LEADING: Final = frozenset(
    ("IF", "THIS", "IS", "BE", "SET_TO", "USE", "ALTER", "SENT", "ABSENT", "NOT", "COMMA", "OR", "TO", "FIELD", "CAN")
)
_ENDS: Final = frozenset(("", "STOP", "COMMA", "SEMI", "RPAR"))
_OTHER_CASES: Final = frozenset(("OR", "SEMI", "OTHERWISE", "UNLESS", "CANNOT", "OTHER", "INSTEAD", "INSTEAD_OF"))
_JOINTS: Final = frozenset(("COMMA", "AND", "OR", "SEMI", "COLON", "ALTER", "USE", "GIVE", "FALLBACK", "WHETHER"))
_LINKS: Final = frozenset(("THIS", "WILL", "BE", "IS", "IN"))
_NEAR: Final = 7  # words between "by default" and the value
_ORDERS: Final = frozenset(("sort", "order", "sorting", "ordering", "direction", "by"))
_DENIED: Final = re.compile(r"(?i)\b(?:exclud|hid|omit|skip|remov|filtered out|drop|suppress|reject)")
_ARTICLE: Final = re.compile(r"(?i)\b(?:an?|the)\s+$")
_WORD: Final = re.compile(r"[\w.+/-]{1,60}")
_DENYING: Final = frozenset(("NOT", "NO", "CANNOT", "UNLESS", "IF", "OTHER", "EXAMPLE", "IGNORED", "ISNT", "WITHOUT", "ABSENT"))


def marks_default(inside: Sequence[Token]) -> bool:
    """Whether a remark only says that what stands before it is the default: "(default)", "(which is the default)"."""
    words = [t for t in inside if t.kind not in ("COMMA", "STOP")]
    if [t.kind for t in words[:2]] in (["WHETHER", "IS"], ["THIS", "IS"]):
        words = words[2:]
    told = [t.kind for t in inside[-2:]] == ["COMMA", "BARE_DEFAULT"] and len(inside) < _NEAR  # "`16:9` (landscape, default)"
    if told and all(t.kind in ("W", "ADJ", "COMMA", "BARE_DEFAULT") for t in inside):
        return True
    return bool(words) and words[0].kind in DEFAULTS and (len(words) == 1 or words[1].kind in ("IF", "THIS") or words[1].value == "value")


def is_mark(tokens: Sequence[Token]) -> bool:
    """Whether a sentence only says that what the one before it told of is the default: "This is the default behavior."."""
    words = [t for t in tokens if t.kind != "STOP"]
    said = [t.kind for t in words[:3]] == ["THIS", "IS", "BARE_DEFAULT"]
    return said and all(any_is("generic", (str(t.value).lower(),)) or t.kind in ("THIS", "ALTER", "ENABLING") for t in words[3:])


def default_mark(tokens: Sequence[Token], at: int) -> int:
    """Where a mark between commas ends that starts at a token (", which is the default,"); `at` when none does."""
    first = at + (kind_at(tokens, at) == "COMMA")
    if kind_at(tokens, first) not in ("WHETHER", "BARE_DEFAULT") or first + 1 >= len(tokens):
        return at
    told = [kind_at(tokens, first), kind_at(tokens, first + 1)] == ["WHETHER", "IS"] and tokens[first].value == "which"
    last = first + 2 if told else first
    if kind_at(tokens, last) != "BARE_DEFAULT" or kind_at(tokens, last + 1) not in _ENDS:
        return at
    article = tokens[last].start - tokens[last - 1].end > len(" the")
    return last + 1 if told or (first > at and article and kind_at(tokens, last + 1) == "COMMA") else at


def marked_value(token: Token, tokens: Sequence[Token], known: Iterable[Any], scope: Scope, text: str) -> Any:
    """The value of the word before a mark, as the field's type has it; None when it is an ordinary word."""
    value = default_value(token, scope, text)
    said = text[token.start : token.end].strip(QUOTES)
    at = next((n for n, t in enumerate(tokens) if t is token), -1)
    after = tokens[at + 1] if 0 <= at < len(tokens) - 1 else None
    known = {*known, *(scope.field.enum or ())}
    last = said.rpartition("/")[2]
    if isinstance(value, str) and value not in known and (last in known or ("/" in said and is_category(scope.subject))):
        return last  # "left/right (default)"
    if "string" in scope.field.types and at == 0 and after is not None and after.value == "means":
        return said  # "None (default) means that ..."
    quoted = token.end - token.start > len(str(token.value))
    number = token.kind == "NUM" and any_is("quantity", own_parts(scope.subject))
    if token.kind in ("W", "VAL") and "string" in scope.field.types and _is_alternative(tokens, at, text):
        return said
    return value if value in known or quoted or number or not isinstance(value, str) else None


def of_a_case(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a word before a mark is told of some case alone.

    "If `clear`, the format must be `png` (default) or `webp`", "`png`, `webp` (default) for `owl-2`, `jpeg` for `heron-1`"
    """
    at = next((n for n, t in enumerate(tokens) if t is token), 0)
    before, behind = tokens[:at], tokens[at:]
    if [t.kind for t in behind[1:3]] == ["FOR", "VAL"]:  # what stands in brackets is a clause by itself
        return True
    return bool(before) and before[0].kind in ("IF", "UNLESS", "FOR") and any(t.kind == "COMMA" for t in before)


def opening_value(tokens: Sequence[Token], scope: Scope, text: str) -> Any:
    """The one value that a sentence starts with and tells of ("If false, drafts are hidden"); None when it tells of more."""
    if not {"string", "boolean", "integer"} & set(scope.field.types):
        return None
    start = next(
        (n for n, t in enumerate(tokens) if t.kind not in _LEADING and not (n == 1 and [tokens[0].kind, t.kind] == ["IF", "W"])),
        len(tokens),
    )
    if start == len(tokens) or any(t.kind == "FIELD" and t.value != scope.subject for t in tokens[:start]):
        return None
    token, rest = tokens[start], tokens[start + 1 :]
    if any(t.kind in (*_OTHER_CASES, "TRUE", "FALSE") or (t.kind == "VAL" and text[t.start] in QUOTES) for t in rest):
        return None
    commas = sum(t.kind == "COMMA" for t in rest)
    if commas > (start > 0) or token.kind not in ("VAL", "TRUE", "FALSE", "NUM"):
        return None
    value = default_value(token, scope, text)
    return value if not isinstance(value, str) or token.kind == "VAL" else None


def named_value(
    tokens: Sequence[Token], context: Sequence[Token], known: Sequence[Any], scope: Scope, text: str, *, absent: bool = False
) -> tuple[Any, Token | None]:
    """The one value of the field that a clause about its default names ("by default, `new` ones are shown"), with its token.

    The value must be one that the prose lists, or quoted where the field holds one of a few values; a remark in brackets
    that is a value and nothing else speaks of what stands before it. `absent` says that the clause tells what is returned
    where the field is not sent.
    """
    if scope.field.types != ("string",):
        return None, None
    told = context if len(tokens) == 1 else tokens
    states = any(t.kind == "BY_DEFAULT" or (t.kind == "DEFAULT" and t.value.startswith("defaults to")) for t in told)
    if not told or not (states or (absent and any(t.kind == "RETURNED" for t in told))):
        return None, None
    values = {*known, *(scope.field.enum or ())}
    glosses = told is context and bool(tokens) and tokens[0].value in values  # "those not sent (`open`)" says in words what `open` is
    if any(t.kind in _DENYING for t in told if not ((t.kind == "UNLESS" and told is context) or (t.kind == "NOT" and glosses))):
        return None, None
    if told is context and any(t.kind in ("OR", "AND") for t in told):
        return None, None  # "thin (`a`) or thick by default"
    if not glosses and _DENIED.search(text[told[0].start : told[-1].end]):
        return None, None
    quoted = [t for t in tokens if t.kind == "VAL" and text[t.start] in QUOTES]
    if values:
        found = [t for t in tokens if t.kind in ("VAL", "W") and t.value in values and (t in quoted or not str(t.value).islower())]
        found = found if len(quoted) == sum(t in quoted for t in found) else []
    else:
        found = quoted if is_category(scope.subject) and _tells_at_once(tokens, told is context, scope) else []
    names = {str(t.value) for t in found}
    return (found[0].value, found[0]) if len(names) == 1 and _WORD.fullmatch(str(found[0].value)) else (None, None)


def _tells_at_once(tokens: Sequence[Token], glossed: bool, scope: Scope) -> bool:
    """Whether a clause goes straight from "by default" to its quoted value, or the other way: no other thing lies between them.

    What is sorted or ordered by default is so by a value of a field for that, and by nothing that stands after it.
    """
    if glossed:
        return True
    default = next((n for n, t in enumerate(tokens) if t.kind in DEFAULTS), 0)
    value = next((n for n, t in enumerate(tokens) if t.kind == "VAL" and t.end - t.start > len(str(t.value))), 0)
    low, high = sorted((default, value))
    between = [t for n, t in enumerate(tokens[low + 1 : high]) if n or t.kind != "COMMA"]
    plain = all(t.kind in _LINKS or t.value == "by" for t in between) or any(t.kind == "RETURNED" for t in between)
    ordered = any(str(t.value) in ("sorted", "ordered", "order") for t in tokens)
    closed = kind_at(tokens, value + 1) in (*_ENDS, *DEFAULTS) or tokens[value + 1].value in ("order", scope.subject)
    if (ordered and own_parts(scope.subject).isdisjoint(_ORDERS)) or not closed:
        return False
    return plain and len(between) <= _NEAR and not any(t.kind in _JOINTS for t in (*between, *tokens[:low]))


def _is_alternative(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether a bare word stands beside "or" and another word, of which at least one is a code: "sortName or relevance"."""
    if kind_at(tokens, at + 1) == "OR" and kind_at(tokens, at + 3) in _ENDS:
        other = tokens[at + 2] if at + 2 < len(tokens) else None
    elif kind_at(tokens, at - 1) == "OR" and kind_at(tokens, at + 1) in _ENDS and at > 1:
        other = tokens[at - 2]
    else:
        return False
    if other is None or other.kind not in ("W", "VAL") or _ARTICLE.search(text[: tokens[at].start]):
        return False
    shown = [text[t.start : t.end] for t in (tokens[at], other)]
    return any(c.isupper() or c.isdigit() or c == "_" for w in shown for c in w[1:])
