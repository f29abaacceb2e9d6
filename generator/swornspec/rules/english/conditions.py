"""Conditions in prose ("width or height is over 768", "when provided", "in contextual mode") as expressions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.patterns import Kinds, Match
from swornspec.rules.english.tokens import Token
from swornspec.rules.expr import And, Compare, CompareOperator, Expr, Literal, Not, OneOf, Or, Present, Ref, Scalar, names
from swornspec.rules.field import Field, Fields

_BOUNDS: Final[Mapping[str, CompareOperator]] = {"over": ">", "under": "<", "at_least": ">=", "at_most": "<="}
_JOINTS: Final = ("AND", "OR", "COMMA")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sentence may speak of: the operation's fields, the field it is said of, known aliases of values.

    `aliases` maps (field, value said) to the value meant; `groups` maps a group's name in lower case to its condition.
    `listed` are the values that the sentences before have listed for the field.
    """

    subject: str
    fields: Fields
    aliases: Mapping[tuple[str, str], str]
    groups: Mapping[str, Expr]
    listed: tuple[Any, ...] = ()

    @property
    def field(self) -> Field:
        """The field the sentence is said of."""
        return self.fields[self.subject]

    def ref(self, name: str) -> Ref:
        """How a rule reads a field: the subject as sent, another one with its documented default."""
        field = self.fields.get(name)
        return Ref(name, effective=name != self.subject and field is not None and field.default is not None)

    def used(self, name: str) -> Expr:
        """That a field is used: a boolean is true, anything else was sent."""
        if self.is_flag(name):
            return Compare("==", self.ref(name), Literal(True))
        return Present(name)

    def is_flag(self, name: str) -> bool:
        """Whether a field is a boolean."""
        return name in self.fields and self.fields[name].types == ("boolean",)

    def bind(self, name: str, token: Token) -> Scalar:
        """The value of a field that a token means: a member of its enum or an alias of one, else the words themselves."""
        field = self.fields.get(name)
        if token.kind in ("TRUE", "FALSE") and (field is None or field.types in ((), ("boolean",))):
            return token.kind == "TRUE"
        if token.kind == "NUM" and (field is None or field.types != ("string",)):
            return token.value  # type: ignore[no-any-return] # a NUM token holds a number
        said = str(token.value)
        meant = self.aliases.get((name, said), said)
        members = [m for m in (field.enum or () if field else ()) if isinstance(m, str)]
        alike = [m for m in members if m.casefold() == meant.casefold()]
        return meant if meant in members or len(alike) != 1 else alike[0]


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as far as it was understood: its expression, the words that were not, and where it ends (token index)."""

    expr: Expr | None
    unread: tuple[str, ...]
    last: int


def read_condition(tokens: Sequence[Token], scope: Scope, text: str, before: Expr | None = None) -> Condition:
    """Read a condition from the start of tokens as far as it reaches.

    `text` is what the tokens' offsets count in; `before` is the condition that "all other ..." is the opposite of.
    """
    kinds = Kinds(tokens)
    parts: list[Expr] = []
    unread: list[str] = []
    joint, at, last = "AND", 0, 0
    joints: set[str] = set()
    while at < len(kinds.tokens):
        found = kinds.longest("conditions.txt", at)
        part = _meaning(found, scope, before) if found else None
        if found and part is not None:
            parts.append(part)
            at = last = found.last
        else:
            end = _until_joint(kinds.tokens, at)
            if end == at:
                break
            unread.append(text[kinds.tokens[at].start : kinds.tokens[end - 1].end])
            at = last = end
        if at >= len(kinds.tokens) or kinds.tokens[at].kind not in _JOINTS:
            break
        joint = kinds.tokens[at].kind
        if joint == "COMMA" and not (at + 1 < len(kinds.tokens) and kinds.tokens[at + 1].kind in ("AND", "OR")):
            break
        at += 2 if joint == "COMMA" else 1
        joints.add(kinds.tokens[at - 1].kind)
    if not parts or len(joints - {"COMMA"}) > 1 or (unread and "OR" in joints):
        words = (text[kinds.tokens[0].start : kinds.tokens[last - 1].end],) if last else ()
        return Condition(None, words, last)
    whole = parts[0] if len(parts) == 1 else Or(tuple(parts)) if "OR" in joints else And(tuple(parts))
    return Condition(whole, tuple(unread), last)


def _until_joint(tokens: Sequence[Token], at: int) -> int:
    stops = (*_JOINTS, "STOP", "RPAR", "LPAR", "MUST", "CANNOT", "USE", "IF", "UNLESS", "REQUIRED", "IGNORED", "COLON")
    return next((n for n in range(at, len(tokens)) if tokens[n].kind in stops), len(tokens))


def _meaning(match: Match, scope: Scope, before: Expr | None) -> Expr | None:
    """The expression of one atom, or None when it does not fit the fields it speaks of."""
    tokens = match.parts.get("fields", ())
    names = [t.value for t in tokens if t.kind == "FIELD"] or [scope.subject]
    exprs = [_atom(match, name, scope, before) for name in names]
    known = [e for e in exprs if e is not None]
    if len(known) < len(exprs):
        return None
    if len(known) == 1:
        return known[0]
    return Or(tuple(known)) if any(t.kind == "OR" for t in tokens) else And(tuple(known))


def _atom(match: Match, name: str, scope: Scope, before: Expr | None) -> Expr | None:
    ref, flag = scope.ref(name), scope.is_flag(name)
    match match.form:
        case "sent":
            return Present(name)
        case "not_sent":
            return Not(Present(name))
        case "true" | "used":
            return scope.used(name)
        case "not_used":
            return Not(scope.used(name))
        case "not_true":
            return Not(Compare("==", ref, Literal(True))) if flag else Not(Present(name))
        case "false":
            return Compare("==", ref, Literal(False)) if flag else Not(Present(name))
        case "value" | "not_value":
            return _valued(match, name, scope)
        case "other_value":
            return Not(before) if before is not None and _speaks_of(before, name) else None
        case "between":
            low, high = (match.parts[k][0].value for k in ("low", "high"))
            return And((Compare(">=", ref, Literal(low)), Compare("<=", ref, Literal(high))))
        case _:
            return Compare(_BOUNDS[match.form], ref, Literal(match.parts["n"][0].value))


def _valued(match: Match, name: str, scope: Scope) -> Expr | None:
    said = match.parts["values"]
    tokens = [t for t in said if t.kind in ("VAL", "NUM", "TRUE", "FALSE", "NO", "W")]
    if any(t.kind == "AND" for t in said) and not any(t.kind == "OR" for t in said):
        return None  # a field has one value: "2 and 128 otherwise" is no list
    field = scope.fields.get(name)
    values = tuple(scope.bind(name, t) for t in tokens)
    if any(t.kind == "W" for t in tokens) and not (field and field.enum and values[0] in field.enum):
        return None  # an ordinary word is a value only where the documentation lists it
    ref = scope.ref(name)
    expr: Expr = Compare("==", ref, Literal(values[0])) if len(values) == 1 else OneOf(ref, values)
    if match.form == "value":
        return expr
    return Not(expr)


def _speaks_of(expr: Expr, name: str) -> bool:
    return name in names(expr)
