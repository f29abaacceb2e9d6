"""One clause of a sentence: its conditions first, then the sentence forms in what is left.

A form counts only if what stands before it is its subject and what follows does not limit it further: a rule that is
read by half is worse than a gap. What sounds like a rule and was not read is a reason for a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning import Claim, claims_of
from swornspec.rules.english.parts import TRIGGERS, Part, cut
from swornspec.rules.english.patterns import Kinds
from swornspec.rules.english.subject import subject_of
from swornspec.rules.english.tokens import QUOTES, Token
from swornspec.rules.expr import Compare, Expr, Literal, Not, Present, Ref
from swornspec.rules.rule import Effect

_LIMITING: Final = frozenset({"OR", "BYTES", "UNLESS", "IF", "STAR", "PLUS", "MINUS", "INSTEAD_OF", "ONLY", "FOR", "NOT"})
_ALONE: Final = frozenset({"required", "ignored", "forbidden", "requires", "excludes", "at_least_one", "exactly_one"})
_LIMITS: Final = frozenset({"BETWEEN", "AT_LEAST", "AT_MOST", "MAXIMUM", "MINIMUM", "MULTIPLE", "OR_MORE", "OR_LESS", "ACCEPTS"})
_OPENS: Final = frozenset({"BETWEEN", "AT_LEAST", "AT_MOST", "MUST", "CANNOT", "DEFAULT", "BARE_DEFAULT", "MAXIMUM", "MINIMUM", "REQUIRED"})
_BOUNDS: Final = frozenset({"between", "at_least", "at_most", "over", "under"})
_CONTINUING: Final = frozenset({"W", "VAL", "NUM", "FIELD", "MUST", "CANNOT", "IS", "WITH", "IN", "COLON", "SET_TO"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim together with the conditions of its sentence, ready to become keywords or a rule."""

    claim: Claim
    when: tuple[Expr, ...]
    effect: Effect
    needs: str | None

    @property
    def is_keyword(self) -> bool:
        """Whether JSON Schema keywords of one field say all of it."""
        plain = not self.when and self.needs is None and self.effect in (Effect.REJECT, Effect.DEPRECATED)
        return plain and (bool(self.claim.keywords) or self.claim.form == "required")


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the same field have said."""

    condition: Expr | None = None
    elsewhere: list[Expr] = field(default_factory=list)
    deprecated: bool = False
    listed: tuple[Any, ...] = ()


@dataclass(slots=True)
class Result:
    """What a clause says: readings, reasons for a gap, words of conditions that were not understood."""

    readings: list[Reading] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    advice: bool = False


class Clause:
    """Reads one clause: its conditions first, then the forms in what is left."""

    def __init__(self, tokens: Sequence[Token], text: str, scope: Scope, memory: Memory) -> None:
        self._text, self._scope, self._memory = text, replace(scope, listed=memory.listed), memory
        start = _opening(tokens)
        marks = (n for n, t in enumerate(tokens) if t.kind == "EXAMPLE" or (t.kind == "EXAMPLE_WORD" and _kind(tokens, n + 1) == "COLON"))
        cut = next(marks, len(tokens))
        self._tokens = tuple(tokens[start:cut])
        self._examples = self._quoted(tokens[1:]) if cut == 0 else ()
        self._result = Result()

    def read(self) -> Result:
        """Read the clause; `memory` is brought up to date."""
        tokens = self._tokens
        if self._examples:
            prefix = "items." if self._scope.field.types == ("array",) else ""
            claim = Claim("example", self._scope.subject, {f"{prefix}examples": list(self._examples)})
            self._result.readings.append(Reading(claim, (), Effect.REJECT, None))
        if not tokens or tokens[0].kind == "WHETHER":
            return self._result
        self._result.advice = any(t.kind == "ADVICE" for t in tokens)
        for part in cut(tokens, self._text, self._scope, self._memory.condition):
            self._result.unread += part.unread
            self._read_part(part)
        return self._result

    def _quoted(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The values of "example: 'a', 'b'"; none when anything but quoted values follows, or the field holds no text."""
        values = [t for t in tokens if t.kind not in ("COLON", "COMMA", "OR", "AND", "STOP")]
        quoted = all(t.kind == "VAL" and self._text[t.start] in QUOTES for t in values)
        text = set(self._scope.field.types) & {"string", "array"}
        return tuple(t.value for t in values) if quoted and text else ()

    def _read_part(self, part: Part) -> None:
        matches = list(Kinds(part.tokens).find("forms.txt"))
        used = set()
        found: list[Claim] = []
        last, owner = 0, self._scope.subject
        for match in matches:
            before = part.tokens[last : match.first]
            subject = subject_of(match.form, before, owner, self._scope, self._text, after_form=bool(found) and last > 0)
            claims = claims_of(match, replace(self._scope, subject=subject), self._text) if subject else ()
            claims = tuple(c for c in claims if self._fits(c, part))
            if claims and not self._limited_after(part.tokens[match.last :], claims):
                found += claims
                used |= set(range(match.first, match.last))
                owner, last = subject or owner, match.last
        self._add(found, part)
        self._remember(part, found)
        left = [t for n, t in enumerate(part.tokens) if n not in used]
        self._judge(left, part, found)

    def _fits(self, claim: Claim, part: Part) -> bool:
        """Forms that mean something only in their place."""
        absent = Not(Present(claim.subject))
        if claim.form == "fallback" or (claim.form == "overrides" and claim.demands):
            return part.when == [absent]
        if claim.form in ("use", "elsewhere"):
            return bool(part.when)
        if claim.form == "forbidden":
            return bool(part.when) or part.group is not None
        if claim.form.endswith("_alone"):
            return len([t for t in self._tokens if t.kind not in ("STOP", "MARK")]) == 1
        if claim.form == "default" or "examples" in claim.keywords:
            return part.group is None and not part.unread and all(self._is_own(c, claim) for c in part.when)
        if claim.form == "restricted":
            return len(self._tokens) < 4 and not part.when
        if claim.effect is Effect.DEPRECATED and claim.other is not None:
            return self._memory.deprecated or any(t.kind == "DEPRECATED" for t in self._tokens)
        return True

    def _limited_after(self, rest: Sequence[Token], claims: Sequence[Claim]) -> bool:
        """Whether the words right after a form limit or widen it in a way that was not read."""
        following = next((t for t in rest if t.kind != "MARK"), None)
        if following is None:
            return False
        if following.kind in _LIMITING:
            return True
        form = claims[0].form
        if form in _BOUNDS and any(t.kind == "RELATIVE" for t in rest[:3]):
            return True  # "30 minutes before the end" is no bound of the value
        if form == "default":
            listed = following.kind in ("COMMA", "SLASH") and _kind(rest, 1) in ("VAL", "NUM")
            return listed or (following.kind == "W" and isinstance(claims[0].keywords["default"], str))
        if form in _ALONE:
            return following.kind not in ("STOP", "COMMA", "AND", "RPAR", "SEMI")
        return form in ("enum", "use", "example") and following.kind in _CONTINUING

    def _add(self, found: Sequence[Claim], part: Part) -> None:
        hedged = any(t.kind in ("ADVICE", "HEDGE") for t in self._tokens)
        for claim in found:
            when = [c for c in (*part.when, *([claim.condition] if claim.condition is not None else [])) if not self._is_own(c, claim)]
            if claim.form in ("enum", "use", "between", "at_least", "at_most") and when:
                when += [Not(e) for e in self._memory.elsewhere if e not in when]
            effect, needs = claim.effect, claim.needs
            if effect is Effect.REJECT and hedged:
                effect = Effect.ADVICE
            limits = [*part.unread, *([part.group] if part.group else [])]
            if limits:
                needs = "; ".join(filter(None, [needs, *limits]))
                effect = Effect.EXTERNAL if effect is Effect.REJECT else effect
            if part.unread and not part.when and claim.form != "elsewhere":
                continue  # nothing of the condition was understood: a gap, see _judge
            self._result.readings.append(Reading(claim, tuple(when), effect, needs))

    def _is_own(self, condition: Expr, claim: Claim) -> bool:
        """Conditions that a claim has anyway: its subject is used; or, for a default, its subject is absent."""
        scope = replace(self._scope, subject=claim.subject)
        used = condition in (Present(claim.subject), scope.used(claim.subject)) and not claim.demands
        absent = condition == Not(Present(claim.subject)) and claim.form in ("default", "overrides")
        return used or absent

    def _remember(self, part: Part, found: Sequence[Claim]) -> None:
        if part.when:
            self._memory.condition = part.when[0]
        for claim in found:
            if claim.form == "enum" and not part.when and claim.subject == self._scope.subject:
                self._memory.listed = tuple(claim.keywords.get("enum", ()))
            if claim.form == "elsewhere":
                self._memory.elsewhere += part.when
            if "deprecated" in claim.keywords:
                self._memory.deprecated = True

    def _judge(self, left: Sequence[Token], part: Part, found: Sequence[Claim]) -> None:
        """Say what sounds like a rule and was not read."""
        words = [t for t in left if self._sounds(t)]
        advice = self._result.advice
        if words and not (advice and not found):
            heard = ", ".join(dict.fromkeys(self._text[t.start : t.end].lower() for t in words))
            self._result.reasons.append(f"sounds like a rule ({heard}), but its form is not known")
        if part.unread and not part.when and (found or (self._speaks() and not advice)):
            self._result.reasons.append(f"the condition was not understood: {'; '.join(part.unread)}")
        elif not found and not advice:
            others = [c for c in part.when if not self._is_self(c)]
            if others:
                self._result.reasons.append("the condition was understood, but not what follows from it")
            elif named := self._named_values():
                self._result.reasons.append(f"names values of {named}, but states no rule whose form is known")
            elif self._lists_values():
                self._result.reasons.append("lists values, but its form is not known")

    def _named_values(self) -> str | None:
        """Another field that the clause names together with some of its values."""
        said = {t.value for t in self._tokens if t.kind == "VAL"}
        others = (t.value for t in self._tokens if t.kind == "FIELD" and t.value != self._scope.subject)
        return next((name for name in others if said & set(self._scope.fields[name].enum or ())), None)

    def _lists_values(self) -> bool:
        """Whether the clause has quoted values with "or" between the last two, or after a colon, for a field that holds text."""
        kinds = [t.kind for t in self._tokens]
        quoted = [t.kind == "VAL" and self._text[t.start] in QUOTES for t in self._tokens]
        if not {"string", "array"} & set(self._scope.field.types):
            return False
        joined = (n for n in range(1, len(kinds) - 1) if quoted[n - 1] and quoted[n + 1])
        return any(kinds[n] == "OR" or (kinds[n] == "COMMA" and n > 1 and kinds[n - 2] == "COLON") for n in joined)

    def _speaks(self) -> bool:
        return any(t.kind in ("FIELD", "MUST", "CANNOT") for t in self._tokens)

    def _is_self(self, condition: Expr) -> bool:
        plain = condition.part if isinstance(condition, Not) else condition
        name = self._scope.subject
        return plain in (Present(name), self._scope.used(name)) or plain == Compare("==", Ref(name), Literal(False))

    def _sounds(self, token: Token) -> bool:
        """Whether a word that no form has used sounds like a rule."""
        if token.kind in _LIMITS:
            return self._before_number(token)
        if token.kind == "ONLY":
            return self._next_is(token)
        return token.kind in TRIGGERS

    def _next_is(self, token: Token) -> bool:
        following = next((t for t in self._tokens if t.start >= token.end), None)
        return following is not None and following.kind in ("IF", "FOR", "WITH", "NUM", "VAL", "ALTER", "USE", "GIVE", "SENT")

    def _before_number(self, token: Token) -> bool:
        """Whether a number or field stands among the next words, so that a limit limits something."""
        after = [t for t in self._tokens if t.start >= token.end][:4]
        return any(t.kind in ("NUM", "RNG", "FIELD") for t in after) or token.kind in ("OR_MORE", "OR_LESS")


def _opening(tokens: Sequence[Token]) -> int:
    """How many tokens at the start only introduce the rest: "Note:", "note that", "How strong it is," before a rule."""
    kinds = [t.kind for t in tokens[:2]]
    if kinds[:1] == ["NOTE"] and (kinds[1:] in (["COLON"], ["COMMA"]) or str(tokens[0].value).endswith("that")):
        return 2 if kinds[1:] in (["COLON"], ["COMMA"]) else 1
    if kinds[:1] == ["WHETHER"] and tokens[0].value != "whether":
        comma = next((n for n, t in enumerate(tokens) if t.kind == "COMMA"), len(tokens))
        if _kind(tokens, comma + 1) in _OPENS:
            return comma + 1
    return 0


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else ""
