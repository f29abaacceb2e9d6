"""Conditions that no "if" begins: what stands behind "for" and "when doing", as "for freight shipments", "for clips without `a`"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Condition, negated, read_condition
from swornspec.rules.english.members import lasting, of_members
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.tokens import QUOTES, Token, is_dash, kind_at, parts_of
from swornspec.rules.english.wording import speaks_next
from swornspec.rules.expr import Compare, Expr, Literal, OneOf, both, names
from swornspec.rules.field import named_with

ADDED: Final = frozenset({"DEFAULT", "INCOMPATIBLE", "REQUIRED", "REQUIRES", "CANNOT", "MUST", "IGNORED", "UNSUPPORTED"})
"""Kinds of words that begin a statement behind "and"."""
_KINDS: Final = frozenset({"family", "series", "lineup", "variant", "tier"})
_BETWEEN: Final = frozenset({"AND", "OR", "COMMA", "SLASH"})
_LISTED: Final = frozenset({"VAL", "W", "ADJ", "ITEMS", "RESULT"}) | _BETWEEN


def doing(tokens: Sequence[Token], scope: Scope, text: str) -> Condition | None:
    """What "creating `a` clips" and "using the `a` model" behind a "when" limit a rule to."""
    if not tokens or not (tokens[0].kind in ("ALTER", "USE") or (tokens[0].kind == "W" and str(tokens[0].value).endswith("ing"))):
        return None
    made = condition_for(tokens[1:], scope, text)
    return None if made is None else Condition(made.expr, (), made.last + 1)


def lacking(tokens: Sequence[Token], scope: Scope, text: str) -> Condition | None:
    """What "for messages without `a`" and "for messages with `a`" limit a rule to: what a field lacks, or has."""
    with_field = [t.kind for t in tokens[:3]] in (["W", "WITHOUT", "FIELD"], ["W", "WITH", "FIELD"])
    if not with_field or tokens[2].value == scope.subject or not str(tokens[0].value).endswith("s"):
        return None
    if not is_ended(tokens, 3):
        inner = condition_for(tokens[2:], scope, text) if tokens[1].kind == "WITH" else None
        return None if inner is None or inner.expr is None else replace(inner, last=inner.last + 3)  # "for clips with `a=b`"
    used = scope.used(tokens[2].value)
    return Condition(negated(used) if tokens[1].kind == "WITHOUT" else used, (), 4)


def condition_for(tokens: Sequence[Token], scope: Scope, text: str, before: Expr | None = None) -> Condition | None:
    """What stands after "for" as a condition, when all of it up to the next mark is one: "slow mode", "`a` and `b`"."""
    if (amount := _amount(tokens, scope, text)) is not None:
        return amount
    if kind_at(tokens, 1) == "VAL" and (tokens[0].kind in ("ANY", "EACH") or tokens[0].value == "all"):
        inner = condition_for(tokens[1:], scope, text, before)  # "for any `a` model"
        return None if inner is None else replace(inner, last=inner.last + 1)
    if len(tokens) > 2 and [t.kind for t in tokens[:2]] == ["W", "W"] and tokens[1].value in ("where", "whose"):  # and more
        inner = condition_for(tokens[2:], scope, text, before)  # "for clips where `a=b`"
        return None if inner is None else replace(inner, last=inner.last + 2)
    given = next((n for n in (1, 2) if kind_at(tokens, n) == "WITH"), 0)
    if given and _names_handled(tokens[:given], scope) and any_is("handled", parts_of(str(tokens[given - 1].value))):
        inner = condition_for(tokens[given + 1 :], scope, text, before)  # "for requests with mode `slow`"
        if inner is not None and isinstance(inner.expr, Compare | OneOf):
            return replace(inner, last=inner.last + given + 1)
    read = read_condition(tokens, scope, text, before)
    own = bool(tokens) and tokens[0].kind in ("VAL", "NUM") and read.expr is not None and names(read.expr) == (scope.subject,)
    if read.expr is not None and not own and not read.unread:
        named = read.last < len(tokens) and any_is("handled", parts_of(str(tokens[read.last].value)))  # "`png` format images"
        valued = (
            kind_at(tokens, 1) == "SET_TO" and read.last == len(("field", "=", "value")) and kind_at(tokens, read.last) in ("W", "ITEMS")
        )
        named = named or (valued and str(tokens[read.last].value).endswith("s"))  # "type=a gateways"
        end = read.last + named
        if is_ended(tokens, end):
            return replace(read, last=end)
    count = next((n for n, t in enumerate(tokens) if t.kind not in _LISTED), len(tokens))
    while count and tokens[count - 1].kind in ("COMMA", "AND", "OR"):
        count -= 1
    if [t.kind for t in tokens[:count]] == ["VAL", "VAL"] and not scope.is_documented(str(tokens[1].value)):
        tokens = (tokens[0], replace(tokens[1], kind="W"), *tokens[2:])  # "`a` `Clips`"
    if count > 1 and tokens[count - 2].kind == "VAL" and tokens[count - 1].kind in ("W", "ITEMS", "RESULT") and is_ended(tokens, count):
        expr = _of_noun(tokens[: count - 1], tokens[count - 1], scope, text)
        if expr is not None:
            return Condition(expr, (), count)
    if count == 2 and tokens[1].kind in ("W", "ITEMS", "RESULT") and is_ended(tokens, 2):
        long = lasting(str(tokens[0].value), scope)
        if long is not None:
            return Condition(long, (), 2)  # "for 6-second clips"
    of_other = [t.kind for t in tokens[count : count + 2]] == ["COMMA", "FIELD"] and tokens[count + 1].value != scope.subject
    of_other = of_other or [t.kind for t in tokens[count : count + 3]] == ["COMMA", "GIVE", "FIELD"]
    expr = of_members([t for t in tokens[:count] if t.kind not in _BETWEEN], scope, own=of_other)
    if expr is None or not is_ended(tokens, count):
        comma = next((n for n in range(1, count) if tokens[n].kind == "COMMA"), 0)
        apart = comma and kind_at(tokens, comma + 1) != "VAL" and all(t.kind not in ("OR", "AND") for t in tokens[comma:count])
        return condition_for(tokens[:comma], scope, text, before) if apart else None  # "for drafts, the one to start with"
    return Condition(expr, (), count)


def _amount(tokens: Sequence[Token], scope: Scope, text: str) -> Condition | None:
    """A number with the field that it is one of: "a 5 second duration", "25 fps"; more such conditions may follow."""
    spoken = lasting(str(tokens[0].value), scope) if kind_at(tokens, 1) == "FIELD" and kind_at(tokens, 0) == "W" else None
    if spoken is not None and names(spoken) == (tokens[1].value,) and is_ended(tokens, 2):
        return Condition(spoken, (), 2)  # "a 5-second duration"
    end = next((n for n in (1, 2) if kind_at(tokens, n) == "FIELD"), 0)
    unit = [p for t in tokens[1:end] for p in parts_of(str(t.value))]
    if not end or tokens[0].kind != "NUM" or (unit and not any_is("measure", unit)):
        return None
    name, said = str(tokens[end].value), tokens[0].value
    field = scope.fields.get(name)
    known = () if field is None else field.enum or ((said,) if {"integer", "number"} & set(field.types) else ())
    value = next((v for v in (said, str(said)) if v in known), None)
    if value is None or name == scope.subject:
        return None
    expr = Compare("==", scope.ref(name), Literal(value))
    more = condition_for(tokens[end + 2 :], scope, text) if kind_at(tokens, end + 1) == "AND" else None
    if more is not None and more.expr is not None and name not in names(more.expr):
        return Condition(both(expr, more.expr), (), more.last + end + 2)
    return Condition(expr, (), end + 1) if is_ended(tokens, end + 1) else None


def _names_handled(tokens: Sequence[Token], scope: Scope) -> bool:
    """Whether words are none but names of things, no documented value among them: "requests", "PUT requests"."""
    return all(t.kind in ("W", "ITEMS") or (t.kind == "VAL" and not scope.is_documented(str(t.value))) for t in tokens)


def _of_noun(tokens: Sequence[Token], noun: Token, scope: Scope, text: str) -> Expr | None:
    """The field that has the values before a noun: one with a word of it in its name, "`a` and `b` models", or any, "jpeg images"."""
    said = [t for t in tokens if t.kind not in _BETWEEN]
    words = set(parts_of(str(noun.value)))
    known = named_with(min(words), scope.fields) if words else ()
    named = {f.name: f for f in known if words.issubset(parts_of(f.name))}  # "`a` and `b` models", of `model_type`
    expr = of_members(said, replace(scope, fields=named)) if named else None
    if expr is not None:
        return expr
    several = len(said) > 1 and all(t.kind == "VAL" for t in said)  # "MX and SRV records"
    plural = str(noun.value).endswith("s") and (several or all(_stands_for_itself(t, text) for t in said))
    handled = (any_is("handled", words) or str(noun.value).lower() in _KINDS) and not any(
        any_is("vague", (str(t.value).lower(),)) for t in said
    )
    return of_members(said, scope) if plural or handled or any_is("category", words) else None  # "for freight shipments", "`slow` mode"


def _stands_for_itself(token: Token, text: str) -> bool:
    """Whether a value is meant whatever noun it stands before: it is quoted, or a word of its own; not "text messages", "v2 accounts"."""
    said = str(token.value)
    common = any(any_is(kind, ("".join(parts_of(said)),)) for kind in ("vague", "datum", "generic"))
    word = said.replace("-", "").replace("_", "")
    return text[token.start] in QUOTES or (word.isalpha() and len(word) > len("abc") and not common)


def is_ended(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing more of a condition stands at a place."""
    if at and speaks_next(tokens, at):
        return True
    ends = at >= len(tokens) or tokens[at].kind in ("COMMA", "COLON", "STOP", "RPAR", "SEMI", "IF", "UNLESS") or is_dash(tokens[at])
    ends = ends or (tokens[at].kind in ("THIS", "FIELD") and kind_at(tokens, at + 1) in ("MUST", "CANNOT"))  # "for `a` it must be ..."
    return ends or (tokens[at].kind == "AND" and kind_at(tokens, at + 1) in ADDED)  # "for `a` but not supported for ..."
