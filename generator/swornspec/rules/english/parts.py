"""A clause cut at its conditions ("when ...", "for ...", "in ... mode, ..."): stretches, and what limits each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from swornspec.rules.english.conditions import Condition, Scope, read_condition
from swornspec.rules.english.tokens import Token
from swornspec.rules.expr import Expr, Not

TRIGGERS: Final = frozenset(
    [
        "MUST",
        "CANNOT",
        "REQUIRED",
        "REQUIRES",
        "AT_LEAST",
        "AT_MOST",
        "MULTIPLE",
        "ONE_OF",
        "ONLY_VALID",
        "ONLY_MATTERS",
        "IGNORED",
        "OVERRIDES",
        "DEPRECATED",
        "INCOMPATIBLE",
        "MUTUAL",
        "BUT_NOT_BOTH",
        "AT_LEAST_ONE",
        "EXACTLY_ONE",
        "FORMULA",
        "DEFAULT",
        "UNUSED_UNLESS",
        "REL_LE",
        "REL_GE",
        "REL_LT",
        "REL_GT",
        "REL_NE",
        "UNSUPPORTED",
        "ACCEPTS",
        "MAXIMUM",
        "MINIMUM",
    ]
)
"""Kinds of words that sound like a rule."""

JOINTS: Final = frozenset({"COMMA", "AND", "SEMI", "COLON", "STOP", "PIPE"})
_EDGES: Final = frozenset({"STOP", "RPAR", "COMMA", "MARK", "SEMI", "AND"})


@dataclass(slots=True)
class Part:
    """A stretch of a clause without conditions, and the conditions that limit it."""

    tokens: tuple[Token, ...]
    when: list[Expr] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    group: str | None = None


def cut(tokens: Sequence[Token], text: str, scope: Scope, before: Expr | None) -> list[Part]:
    """The stretches of a clause; `before` is the condition that "all other ..." is the opposite of."""
    return _Cutter(tuple(tokens), text, scope, before).parts()


class _Cutter:
    def __init__(self, tokens: tuple[Token, ...], text: str, scope: Scope, before: Expr | None) -> None:
        self._tokens, self._text, self._scope, self._before = tokens, text, scope, before

    def parts(self) -> list[Part]:
        """Cut the clause at its conditions; each limits the stretch before it, or after it when it opens the stretch."""
        parts: list[Part] = []
        pending = Part(())
        at = start = 0
        while at < len(self._tokens):
            condition = self._condition_at(at)
            if condition is None:
                at += 1
                continue
            end = at + condition.last
            before = self._tokens[start:at]
            opens = (not before or before[-1].kind in JOINTS) and any(t.kind not in _EDGES for t in self._tokens[end:])
            if any(t.kind not in _EDGES for t in before):
                pending.tokens = before
                parts.append(pending)
            if opens or not parts:
                kept = pending if not parts or parts[-1] is not pending else Part(())
                pending = self._limited(kept, at, condition)
            else:
                self._limited(parts[-1], at, condition)
                pending = Part(())
            at = start = end
        if any(t.kind not in _EDGES for t in self._tokens[start:]) or (pending.when or pending.unread or pending.group):
            pending.tokens = self._tokens[start:]
            parts.append(pending)
        return parts

    def _condition_at(self, at: int) -> Condition | None:
        """The condition that starts at a token, its end counted from there; None where none starts."""
        kind = self._tokens[at].kind
        rest = self._tokens[at + 1 :]
        first = at == 0 or self._tokens[at - 1].kind in ("COMMA", "LPAR")
        if at and self._tokens[at - 1].kind in ("ONLY_VALID", "ONLY_MATTERS", "UNUSED_UNLESS"):
            return None
        if kind in ("IF", "UNLESS"):
            read = read_condition(rest, self._scope, self._text, self._before)
            expr = Not(read.expr) if kind == "UNLESS" and read.expr is not None else read.expr
            return Condition(expr, read.unread or (() if read.last else ("?",)), read.last + 1)
        if kind == "IN" and first:
            read = read_condition(rest, self._scope, self._text, self._before)
            follows = rest[read.last].kind if read.last < len(rest) else ""
            if follows == "COMMA" and (read.expr is not None or len(read.unread) == 1):
                return Condition(read.expr, read.unread, read.last + 1)
        if kind == "FOR":
            return self._group_at(at)
        return None

    def _group_at(self, at: int) -> Condition | None:
        """What "for X" limits a rule to: a condition on a field, or a group of requests known by name."""
        rest = self._tokens[at + 1 :]
        inside = at and self._tokens[at - 1].kind == "LPAR" and any(t.kind == "REQUIRES" for t in self._tokens[:at])
        listed = [n for n, t in enumerate(self._tokens) if n and t.kind == "FOR" and self._tokens[n - 1].kind in ("NUM", "VAL")]
        if inside or (at in listed and len(listed) > 1):
            return None  # the forms for requirements and for values with meanings read it themselves
        read = read_condition(rest, self._scope, self._text)
        ends = read.last >= len(rest) or rest[read.last].kind in ("COMMA", "STOP", "RPAR")
        if read.expr is not None and not read.unread and ends:
            return Condition(read.expr, (), read.last + 1)
        count = next((n for n, t in enumerate(rest) if t.kind not in ("W", "VAL", "FIELD", "NUM")), len(rest))
        follows = rest[count].kind if count < len(rest) else "STOP"
        named = self._text[rest[0].start : rest[count - 1].end] if count else ""
        known = self._scope.groups.get(named.casefold())
        if known is not None:
            return Condition(known, (), count + 1)
        if count and follows in ("COMMA", "STOP", "RPAR") and (at == 0 or any(t.kind in TRIGGERS for t in self._tokens[:at])):
            return Condition(None, (f"for {named}",), count + 1)
        return None

    def _limited(self, part: Part, at: int, condition: Condition) -> Part:
        if self._tokens[at].kind == "FOR" and condition.expr is None:
            part.group = condition.unread[0]
        else:
            if condition.expr is not None:
                part.when.append(condition.expr)
            part.unread += condition.unread
        return part
