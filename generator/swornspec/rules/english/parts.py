"""A clause cut at its conditions ("when ...", "for ...", "in ... mode, ..."): stretches, and what limits each of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from swornspec.rules.english.conditions import Condition, Scope, negated, read_condition
from swornspec.rules.english.members import equal, of_members
from swornspec.rules.english.openers import opens_case
from swornspec.rules.english.patterns import MOST_TOKENS
from swornspec.rules.english.pieces import GOVERNING, pieces
from swornspec.rules.english.situations import condition_for, doing, is_ended, lacking
from swornspec.rules.english.tokens import Token, is_dash, kind_at
from swornspec.rules.english.wording import adjunct_before, limit_before, only_refuses, speaks_next, unit_behind
from swornspec.rules.expr import Compare, Expr, OneOf, Size, both, names

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
        "RETURNED_ONLY",
        "NOT_APPLY",
        "AT_MOST_ONE",
        "CANNOT_BOTH",
        "BOTH",
        "REFUSED",
        "NONE_OF",
        "REL_LE",
        "REL_GE",
        "REL_LT",
        "REL_GT",
        "REL_NE",
        "UNSUPPORTED",
        "ACCEPTS",
        "MAXIMUM",
        "MINIMUM",
        "PROPERTY",
        "EVEN",
        "WINS",
        "OVERRIDDEN",
    ]
)
"""Kinds of words that sound like a rule."""

_BEFORE_IT: Final = 6  # characters before a clause in which its dropped "then" stands
_THEN: Final = re.compile(r"(?i)^\W*then\b(?! (?:one|two|three|a|an|by)\b)|\b(?:is|are|must|will) then\b|\bthen (?:it|this) (?:is|must)\b")
_CLAUSE: Final = 12  # tokens that a relative clause may have before its "for"
JOINTS: Final = frozenset({"COMMA", "AND", "SEMI", "COLON", "STOP", "PIPE"})
_JOINING: Final = frozenset({"COMMA", "OR", "LPAR"})
_EDGES: Final = frozenset({"STOP", "LPAR", "RPAR", "COMMA", "MARK", "SEMI", "AND"})
_ENUMERATED: Final = frozenset({"COLON", "VAL", "NUM", "COMMA", "OR", "AND", "SLASH", "STOP"})
_MARKS: Final = frozenset({"STOP", "LPAR", "RPAR", "COMMA", "SEMI", "COLON", "MARK", "AND", "OR", "MUST", "IF", "UNLESS"})
_ANNOUNCING: Final = frozenset({"ACCEPTS", "ALLOWED", "LISTED", "MAXIMUM", "MINIMUM", "BETWEEN"})
_NO_GROUP: Final = ("that ", "each ", "your ", "all ", "every ")
_NAMING: Final = frozenset(
    {"W", "ADJ", "VAL", "FIELD", "NUM", "KIND", "LONG", "LENGTH", "ITEMS", "CHARACTERS"} | {"RESULT", "COUNT", "LISTED"}
)

_BETWEEN: Final = frozenset({"AND", "OR", "COMMA", "SLASH"})
_LISTED: Final = _BETWEEN | {"VAL", "NUM", "AT_MOST", "AT_LEAST", "UNDER", "OVER"}


@dataclass(slots=True)
class Part:
    """A stretch of a clause without conditions, and the conditions that limit it.

    `settled` says that the other limits of the clause were told from this one.
    """

    tokens: tuple[Token, ...]
    when: list[Expr] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    group: str | None = None
    settled: bool = False

    @property
    def condition(self) -> Expr | None:
        """All that limits the stretch, when every word of it was understood."""
        return both(*self.when) if self.when and not self.unread and self.group is None else None

    @property
    def known(self) -> Expr | None:
        """What was understood of all that must hold at once: "if `a` is sent and the owner has a default"."""
        return both(*self.when) if self.when and self.group is None else None


def cut(tokens: Sequence[Token], text: str, scope: Scope, before: Expr | None) -> list[Part]:
    """The stretches of a clause; `before` is the condition that "all other ..." and "otherwise" are the opposite of."""
    parts: list[Part] = []
    for piece, otherwise in pieces(tuple(tokens)):
        if otherwise and only_refuses(piece):
            continue  # "otherwise the request fails"
        cutter = _Cutter(piece, text, scope, before)
        found = cutter.parts()
        if not any(p.when or p.unread or p.group for p in found) and any(_then(p.tokens, text) for p in found):
            found[0].unread.append("then")
        for part in found if otherwise else ():
            if before is not None:
                part.when.append(negated(before))
            else:
                part.unread.append("otherwise")
        parts += found
        limits = [p for p in found if p.when or p.unread or p.group]
        scope = replace(scope, recent=limits[-1].condition if limits and not limits[-1].unread else None)
        before = limits[-1].condition if limits and not otherwise else cutter.governing or before
    return parts


def _then(tokens: Sequence[Token], text: str) -> bool:
    """Whether "then" stands where it says that something holds in a case told before: "then it must", "is then required"."""
    demands = any(t.kind in ("REQUIRED", "MUST", "CANNOT") for t in tokens)
    return demands and _THEN.search(text[max(0, tokens[0].start - _BEFORE_IT) : tokens[-1].end]) is not None


class _Cutter:
    def __init__(self, tokens: tuple[Token, ...], text: str, scope: Scope, before: Expr | None) -> None:
        self._tokens, self._text, self._scope, self._before = tokens, text, scope, before
        self.governing: Expr | None = None
        listed = [n for n, t in enumerate(tokens) if n and t.kind == "FOR" and _is_amount(tokens[:n])]
        self._listed = frozenset(listed) if len(listed) > 1 else frozenset()
        self._requires = next((n for n, t in enumerate(tokens) if t.kind == "REQUIRES"), len(tokens))

    def parts(self) -> list[Part]:
        """Cut the clause at its conditions; each limits the stretch before it, or after it when it opens the stretch."""
        parts: list[Part] = []
        pending = Part(())
        at = start = 0
        governed = sounded = False
        while at < len(self._tokens):
            kind = self._tokens[at].kind
            governed = (kind in GOVERNING and not self._names_value(at)) or (governed and not self._starts_anew(at))
            condition = None if governed and not self._is_apart(at) else self._condition_at(at, sounded)
            if governed and kind == "IF" and self.governing is None:
                read = read_condition(self._tokens[at + 1 :], self._scope, self._text)
                self.governing = None if read.unread else read.expr
            sounded = sounded or kind in TRIGGERS
            if condition is None:
                at += 1
                continue
            end = self._end(at, condition)
            self._before = condition.expr if condition.expr is not None and not condition.unread else self._before
            before = self._tokens[start:at]
            other = _other_limit(before)
            if other is not None:
                known = condition.expr if not condition.unread else None
                parts += _two_limits(*other, known, pending) if known is not None else [Part(before, [], ["for some"])]
                pending = Part(())
                at = start = end
                continue
            opens = (not before or before[-1].kind in JOINTS) and any(t.kind not in _EDGES for t in self._tokens[end:])
            if any(t.kind not in _EDGES for t in before):
                pending.tokens = before
                parts.append(pending)
            if opens or not parts:
                kept = pending if not parts or parts[-1] is not pending else Part(())
                pending = self._limited(kept, at, condition)
            else:
                limited = self._limited(parts[-1], at, condition)
                following = [t.kind for t in self._tokens[end : end + 2]]
                goes_on = following in (["COMMA", "YOU"], ["COMMA", "GIVE"], ["COMMA", "IN_WHICH"])
                end += 2 if following == ["COMMA", "IN_WHICH"] else 0
                pending = Part((), [*limited.when], [*limited.unread], limited.group) if goes_on else Part(())
            at = start = end
        if start and parts and pending == Part(()) and _announces(parts[-1].tokens, self._tokens[start:]):
            parts[-1].tokens += self._tokens[start:]  # "valid values for `a`: 1, 2"
        elif any(t.kind not in _EDGES for t in self._tokens[start:]) or (pending.when or pending.unread or pending.group):
            pending.tokens = self._tokens[start:]
            parts.append(pending)
        return parts

    def _end(self, at: int, condition: Condition) -> int:
        """Where a condition ends: one that was not understood takes along all the words up to the next mark."""
        end = at + condition.last
        if condition.expr is not None or self._tokens[at].kind not in ("IF", "UNLESS"):
            return end
        end = next((n for n in range(end, len(self._tokens)) if self._tokens[n].kind in _MARKS), len(self._tokens))
        if at and kind_at(self._tokens, end) == "COLON" and all(t.kind in _ENUMERATED for t in self._tokens[end:]):
            return len(self._tokens)  # "required when the order has any of: `a`, `b`", whose values are the condition's
        return end

    def _starts_anew(self, at: int) -> bool:
        """Whether a mark ends what stands before it: not a comma before "and" or "or"."""
        kind = self._tokens[at].kind
        joined = self._tokens[at + 1 : at + 2] and self._tokens[at + 1].kind in ("AND", "OR")
        return kind in ("SEMI", "STOP") or (kind == "COMMA" and not joined)

    def _is_apart(self, at: int) -> bool:
        """Whether a condition in brackets or behind a dash stands at a token, behind an "only" of values: "can only be 5 (when ...)"."""
        before = self._tokens[at - 1] if at else None
        apart = before is not None and (before.kind == "LPAR" or is_dash(before))
        return apart and self._tokens[at].kind in ("IF", "UNLESS") and any(t.kind == "CAN" for t in self._tokens[:at])

    def _names_value(self, at: int) -> bool:
        """Whether an "only" tells of a value, not of a case: "the only valid value is 5", "5 is the only value", "only 5 is valid"."""
        kinds = [t.kind for t in self._tokens[at + 1 : at + 3]]
        if self._tokens[at].kind == "ONLY_VALID":
            return kinds == ["THIS", "IS"] or (kinds[:1] == ["THIS"] and kind_at(self._tokens, at - 1) == "IS")
        start = at + 1 + (kinds[:1] == ["THIS"]) + (kinds == ["THIS", "W"])
        end = next((n for n in range(start, len(self._tokens)) if self._tokens[n].kind not in _LISTED), len(self._tokens))
        stated = kind_at(self._tokens, end) == "IS" and kind_at(self._tokens, end + 1) in ("ALLOWED", "ACCEPTS")
        return self._tokens[at].kind == "ONLY" and end > start and stated

    def _condition_at(self, at: int, sounded: bool) -> Condition | None:
        """The condition that starts at a token, its end counted from there; None where none starts."""
        kind = self._tokens[at].kind
        where = kind == "W" and str(self._tokens[at].value).lower() == "where"
        if not at and (adjunct := adjunct_before(self._tokens)):
            return Condition(None, (str(self._tokens[0].value),), adjunct)
        if kind == "IN_WHICH" and not at:
            recent = self._scope.recent
            return Condition(recent, () if recent is not None else ("case",), 1 + (kind_at(self._tokens, 1) == "COMMA"))
        if not (where or kind in ("IF", "UNLESS", "WITHOUT", "IN", "FOR", "WITH", "TRUE", "TO")) or self._is_only(at):
            return None
        rest = self._tokens[at + 1 : at + 1 + MOST_TOKENS]
        first = at == 0 or self._tokens[at - 1].kind in ("COMMA", "LPAR")
        if kind in ("IF", "UNLESS"):
            twice = int(kind == "IF" and kind_at(rest, 0) in ("IF", "WITH"))  # "required if if you send a", "while with `a` it must"
            read = read_condition(rest[twice:], self._scope, self._text, self._before)
            named = kind_at(rest, 0) == "VAL" and kind_at(rest, 1) in ("COMMA", "COLON")  # "if slow, ..."
            if read.expr is None and (kind == "UNLESS" or named or opens_case(self._tokens[at])):
                read = condition_for(rest, self._scope, self._text) or read  # "except for `a`", "at `a`"
            read = doing(rest, self._scope, self._text) or read if read.expr is None else read
            expr = negated(read.expr) if kind == "UNLESS" and read.expr is not None else read.expr
            return Condition(expr, read.unread or (() if read.last else ("?",)), read.last + 1 + twice)
        if kind == "WITHOUT":
            alone = rest[:1] and rest[0].kind == "FIELD" and (len(rest) == 1 or rest[1].kind in ("COMMA", "STOP", "RPAR", "SEMI"))
            return Condition(negated(self._scope.used(rest[0].value)), (), 2) if alone else None
        if kind == "IN" and first:
            read = read_condition(rest, self._scope, self._text, self._before)
            follows = rest[read.last].kind if read.last < len(rest) else ""
            if read.expr is not None and not read.unread and speaks_next(rest, read.last):
                return Condition(read.expr, (), read.last + 1)  # "in `a` mode this field must ..."
            if follows == "COMMA" and (read.expr is not None or len(read.unread) == 1):
                return Condition(read.expr, read.unread, read.last + 1)
        if kind == "FOR":
            return self._group_at(at, rest, sounded)
        if kind == "TO":
            return self._purpose_at(rest) or self._aim_at(at, rest)
        if kind in ("IN", "W"):
            return self._where_at(kind, rest, sounded or (kind == "W" and at == 0))
        return self._value_at(at, rest)

    def _purpose_at(self, rest: tuple[Token, ...]) -> Condition | None:
        """What "to use this", "to use `a`" and "to use `fast`", a value of the field itself, limit a rule about another field to."""
        if [t.kind for t in rest[:1]] not in (["USE"], ["ENABLING"], ["ALTER"]) or not is_ended(rest, 2) or len(rest) < 2:
            return None
        used, own = rest[1], self._scope.subject
        if used.kind == "VAL" and (value := self._scope.bind(own, used)) in (self._scope.field.enum or ()):
            return Condition(equal(self._scope.ref(own), (value,)), (), 3)
        if used.kind != "FIELD" and not (used.kind == "THIS" and str(used.value).startswith("this")):
            return None
        return Condition(self._scope.used(used.value if used.kind == "FIELD" else self._scope.subject), (), 3)

    def _aim_at(self, at: int, rest: tuple[Token, ...]) -> Condition | None:
        """What "to remove the last key," before a demand limits it to, which is no condition on fields."""
        opens = all(t.kind in ("NOTE", "COMMA", "MARK") or t.value == "that" for t in self._tokens[:at])
        comma = next((n for n, t in enumerate(rest[:_CLAUSE]) if t.kind == "COMMA"), 0)
        plain = comma and kind_at(rest, 0) == "W" and all(t.kind not in TRIGGERS for t in rest[:comma])
        demanded = plain and kind_at(rest, comma + 1) == "FIELD" and kind_at(rest, comma + 2) == "MUST"
        words = self._text[self._tokens[at].start : rest[comma - 1].end] if comma else ""
        return Condition(None, (words,), comma + 1) if opens and demanded else None

    def _where_at(self, kind: str, rest: tuple[Token, ...], sounded: bool) -> Condition | None:
        """What "where `a` is sent" and, behind the words of a rule, "in `a` mode" limit it to, where every word is understood."""
        read = read_condition(rest, self._scope, self._text, self._before)
        ends = read.last >= len(rest) or rest[read.last].kind in ("COMMA", "STOP", "RPAR", "SEMI", "IF", "UNLESS")
        cases = isinstance(read.expr, Compare | OneOf) or (kind == "W" and read.expr is not None)
        cases = cases and read.expr is not None and self._scope.subject not in names(read.expr)
        return Condition(read.expr, (), read.last + 1) if sounded and cases and ends and not read.unread else None

    def _is_only(self, at: int) -> bool:
        """Whether an "only" follows what starts at a token: "for drafts only", which the forms of what is only valid read."""
        if self._tokens[at].kind not in ("FOR", "WITH", "IN"):
            return False
        end = next((n for n in range(at + 1, len(self._tokens)) if self._tokens[n].kind not in (*_NAMING, "AND", "OR")), len(self._tokens))
        closes = [t.kind for t in self._tokens[end + 1 : end + 2]] in ([], ["STOP"], ["RPAR"], ["SEMI"], ["COMMA"], ["COLON"])
        return end < len(self._tokens) and self._tokens[end].kind == "ONLY" and closes

    def _value_at(self, at: int, rest: tuple[Token, ...]) -> Condition | None:
        """What "with `a`" or "on `a`" limits a rule to: a value that one other field is documented to have."""
        if self._tokens[at].value not in ("with", "on") or not rest:
            return None
        if not at and [t.kind for t in rest[:2]] == ["FIELD", "SET_TO"]:
            given = read_condition(rest, self._scope, self._text)
            ended = given.expr is not None and not given.unread and kind_at(rest, given.last) == "COMMA"
            return Condition(given.expr, (), given.last + 1) if ended else None  # "with `a` set to `b`, ..."
        if kind_at(self._tokens, at - 1) == "IGNORED" and at and rest[0].kind == "FIELD" and rest[0].value != self._scope.subject:
            return Condition(self._scope.used(rest[0].value), (), 2) if is_ended(rest, 1) else None  # "has no effect with `a`"
        if rest[0].kind == "OVER" or str(rest[0].value).lower() in ("multiple", "several"):
            many = read_condition(rest, self._scope, self._text)
            counted = isinstance(many.expr, Compare) and isinstance(many.expr.left, Size) and is_ended(rest, many.last)
            return Condition(many.expr, (), many.last + 1) if counted else None  # "with more than one image"
        if rest[0].kind != "VAL":
            return None
        if not at and [t.kind for t in rest[1:3]] in (["FIELD", "MUST"], ["FIELD", "CANNOT"], ["THIS", "MUST"], ["THIS", "CANNOT"]):
            expr = of_members(rest[:1], self._scope)
            return None if expr is None else Condition(expr, (), 2)  # "with `a` the size must be ..."
        read = condition_for(rest, self._scope, self._text)
        return None if read is None else Condition(read.expr, (), read.last + 1)

    def _group_at(self, at: int, rest: tuple[Token, ...], sounded: bool) -> Condition | None:
        """What "for X" limits a rule to: a condition on a field, or a group of requests known by name."""
        inside = at and self._tokens[at - 1].kind == "LPAR" and self._requires < at
        own = bool(rest) and (rest[0].kind == "THIS" or (rest[0].kind == "FIELD" and rest[0].value == self._scope.subject))
        if own and at and self._tokens[at - 1].kind in ("THIS", "MAXIMUM", "MINIMUM", "DEFAULT", "BARE_DEFAULT"):
            return None  # "the maximum value for `count` is 5", said of count
        if any(t.kind == "W" and t.value in ("that", "who") for t in self._tokens[max(0, at - _CLAUSE) : at]):
            return None  # "a code that is sent for the clip" says what the code is
        if inside or at in self._listed:
            return None  # the forms for requirements and for values with meanings read it themselves
        read = condition_for(rest, self._scope, self._text, self._before)
        if read is not None:
            return Condition(read.expr, (), read.last + 1)
        if (absent := lacking(rest, self._scope, self._text)) is not None:
            return absent
        count = next((n for n, t in enumerate(rest) if t.kind not in _NAMING), len(rest))
        follows = rest[count].kind if count < len(rest) else "STOP"
        named = self._text[rest[0].start : rest[count - 1].end] if count else ""
        if named.lower().startswith(_NO_GROUP) or _goes_on(rest[count:]):
            return None  # "a limit must be set for that feature" names no group, "not available for all plans" not what it says
        known = self._scope.groups.get(named.casefold())
        if known is not None:
            return Condition(known, (), count + 1)
        if count and follows in ("COMMA", "STOP", "RPAR", "SEMI") and (at == 0 or sounded):
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


def _announces(head: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether words say that a limit or a list follows, which stands behind a colon: "valid values", "the maximum"."""
    stated = any(t.kind in ("NUM", "RNG", "VAL", "MUST", "CANNOT", "COLON") for t in head)
    return kind_at(rest, 0) == "COLON" and not stated and any(t.kind in _ANNOUNCING for t in head)


def _is_amount(before: Sequence[Token]) -> bool:
    """Whether tokens end with a value, or a number and what it counts: "9", "9 characters"."""
    unit = before[-1].kind in ("CHARACTERS", "ITEMS", "W", "FIELD") and kind_at(before, len(before) - 2) in ("NUM", "RNG")
    return unit or before[-1].kind in ("NUM", "RNG", "VAL")


def _other_limit(before: tuple[Token, ...]) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """A limit, and another one that a condition follows: "at most 9 (4 if ...)", "1-9, or 1-4 for ..."; None where there are no two."""
    before = _ranged(before)
    own = unit_behind(before)
    before = before[: len(before) - len(own)]
    if not before or before[-1].kind not in ("NUM", "RNG"):
        return None
    kinds = [t.kind for t in before[:-1]]
    end = next(
        (
            len(kinds) - len(joint)
            for joint in (["COMMA", "OR"], ["LPAR", "OR"], ["LPAR"], ["OR"], ["COMMA"])
            if kinds[-len(joint) :] == joint
        ),
        0,
    )
    base, last = before[:end], before[-1]
    if last.kind == "RNG" and base and base[-1].kind == "RNG":
        return base, (last,)
    limit, unit = limit_before(base), unit_behind(base)
    alike = not own or [t.kind for t in own] == [t.kind for t in unit]
    return (base, (limit, last, *unit)) if limit is not None and last.kind == "NUM" and alike else None


def _ranged(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tokens that end with two ranges, each as one token: "between 1 and 50 (1 and 4"; any others as they are."""
    last = _range(tokens[-3:])
    joint = next((n for n in range(len(tokens) - 4, 0, -1) if tokens[n].kind not in _JOINING), 0) + 1
    first = _range(tokens[joint - 3 : joint]) if joint > 3 else None  # "1 and 50"
    return tokens if last is None or first is None else (*tokens[: joint - 3], first, *tokens[joint:-3], last)


def _range(tokens: tuple[Token, ...]) -> Token | None:
    """The range that "1 and 50" or "1 to 50" is; None where it is none."""
    if [t.kind for t in tokens] not in (["NUM", "AND", "NUM"], ["NUM", "TO", "NUM"]) or tokens[0].value > tokens[2].value:
        return None
    return Token("RNG", (tokens[0].value, tokens[2].value), tokens[0].start, tokens[2].end)


def _two_limits(base: tuple[Token, ...], other: tuple[Token, ...], condition: Expr, limits: Part) -> Iterator[Part]:
    """The stretch of a limit, for all cases if the `other` one, which holds under a condition, is narrower; and that of the other.

    Both are limited by what limits the two together.
    """
    usual, special = (next(t for t in reversed(side) if t.kind in ("NUM", "RNG")).value for side in (base, other))
    if base[-1].kind == "RNG":
        narrower = usual[0] <= special[0] and special[1] <= usual[1]
    else:
        narrower = special <= usual if other[0].kind in ("AT_MOST", "MAXIMUM") else special >= usual
    shared, unread = limits.when, limits.unread
    yield Part(base, [*shared, *([] if narrower else [negated(condition)])], [*unread], limits.group, settled=True)
    yield Part(other, [*shared, condition], [*unread], limits.group, settled=True)


def _goes_on(tokens: Sequence[Token]) -> bool:
    """Whether a list of names goes on after a comma: "for A, B and C"."""
    if not tokens or tokens[0].kind != "COMMA":
        return False
    count = next((n for n, t in enumerate(tokens[1:]) if t.kind not in _NAMING), len(tokens) - 1)
    after = [t.kind for t in tokens[1 + count : 3 + count]]
    return (count > 0 and after[:1] in (["COMMA"], ["AND"], ["OR"])) or (count == 0 and after in (["AND", "VAL"], ["OR", "VAL"]))
