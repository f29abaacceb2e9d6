"""One clause of a sentence: its conditions first, then the sentence forms in what is left.

A form counts only if what stands before it is its subject and what follows does not limit it further: a rule that is
read by half is worse than a gap. What sounds like a rule and was not read is a reason for a gap.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Any, Final

from swornspec.rules.english.absence import contradicted, default_when_absent
from swornspec.rules.english.again import said_again
from swornspec.rules.english.bare import bare_lists, rest_of_list, scattered
from swornspec.rules.english.cases import (
    OF_ITSELF,
    OF_OTHER,
    case_before,
    case_glossed,
    case_told,
    in_case,
    names_case,
    of_case,
    speaks_of,
)
from swornspec.rules.english.conditions import Scope, negated
from swornspec.rules.english.counted import of_another, widens
from swornspec.rules.english.demanded import for_use
from swornspec.rules.english.doubts import NUMERIC, doubtful, named_after
from swornspec.rules.english.each import items_scope, of_list, with_each
from swornspec.rules.english.edges import before_glosses, before_reasons, between_semicolons, opening, told_until
from swornspec.rules.english.examples import example_at, examples
from swornspec.rules.english.exclusive import made_exclusive, not_both, remark_from, remarked
from swornspec.rules.english.held import held_against
from swornspec.rules.english.lapses import lapsing, only_lapses, tells_case
from swornspec.rules.english.marks import marked_value, named_value, of_a_case, opening_value
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.meaning.read import claims_of
from swornspec.rules.english.parts import TRIGGERS, Part, cut
from swornspec.rules.english.patterns import MOST_TOKENS, Kinds, Match
from swornspec.rules.english.place import Place, alternatives, fits, is_own, limited_after, rival, stands_alone, stranger
from swornspec.rules.english.reading import LIMITS, Exemption, Memory, Reading, Result
from swornspec.rules.english.referent import (
    advises,
    refers_to_limits,
    restricts_field,
    speaks_of_field,
    states_demand,
    without_alternatives,
)
from swornspec.rules.english.stretch import Stretch
from swornspec.rules.english.subject import several, subject_of
from swornspec.rules.english.tokens import QUOTES, Token, kind_at
from swornspec.rules.expr import AllOrNone, And, Compare, Expr, Literal, Not, OneOf, Present, Ref, both, names
from swornspec.rules.rule import Effect

_LIMITING: Final = frozenset(
    {"BETWEEN", "AT_LEAST", "AT_MOST", "MAXIMUM", "MINIMUM", "MULTIPLE", "OR_MORE", "OR_LESS", "ACCEPTS", "LENGTH"}
)
_SAME: Final = {"required_noun": "required", "forced": "ignored"}
"""Forms that mean what another one does, but only under a condition."""
_AHEAD: Final = 9  # words behind a limit among which its number stands


class Clause:
    """Reads one clause: its conditions first, then the forms in what is left."""

    def __init__(self, stretch: Stretch, text: str, scope: Scope, memory: Memory) -> None:
        self._text, self._scope, self._memory = text, replace(scope, listed=memory.listed, itself=scope.subject), memory
        tokens, self._context, self._marked = stretch.tokens, stretch.context, stretch.marked
        self._following = stretch.following
        start = opening(tokens)
        shown = example_at(tokens)
        end = before_glosses(tokens, shown)
        end = before_reasons(tokens, end)
        last, remark = remark_from(tokens, text)
        self._remark, end = remark if last < end else None, min(last, end)
        self._tokens = tuple(tokens[start:end])
        self._likened = kind_at(tokens, end) == "EXAMPLE" and kind_at(tokens, end - 1) in ("W", "FIELD", "ITEMS")  # "types like `a`"
        self._examples = examples(tokens[shown:], self._scope, text) if shown < len(tokens) else []
        self._result = Result()
        self._parts: list[Part] = []
        self._earlier: Sequence[Claim] = ()
        self._glossed: Expr | None = None
        self._versa = any(t.kind == "VICE_VERSA" for t in tokens)

    def read(self) -> Result:
        """Read the clause; `memory` is brought up to date."""
        tokens = self._tokens
        if self._examples:
            self._state("example", {"examples": self._examples})
        if not tokens:
            return self._result
        if len(tokens) > MOST_TOKENS:
            if any(t.kind in TRIGGERS for t in tokens):
                self._result.reasons.append(f"sounds like a rule, and is too long to be read: {len(tokens)} words and marks")
            return self._result
        told = tokens[0].kind == "WHETHER"
        stated = tokens[told_until(tokens) :] if told else tokens
        if stated:
            self._result.advice = advises(tokens)
            self._parts = cut(stated, self._text, self._scope, self._memory.condition)
            lapses = len(self._parts) > 1 and only_lapses(self._parts[-1])
            self._parts = self._parts[:-1] if lapses else self._parts
            ends = {t.end for t in stated if t.kind == "SEMI"}
            demanded = any(t.kind == "MUST" for t in stated)
            for part in self._parts:
                if not_both(part) and (exclusive := made_exclusive(self._result.readings)) != self._result.readings:
                    self._result.readings = exclusive
                    continue
                self._result.unread += part.unread
                before = len(self._result.readings)
                self._read_part(part)
                apart = part.tokens and any(end <= part.tokens[0].start for end in ends)
                if before and apart and len(self._result.readings) == before and widens(part.tokens, demanded=demanded):
                    self._result.withdraw()
            if lapses:
                self._result.readings = [lapsing(r) for r in self._result.readings]
        self._result.readings += [r for reading in self._result.readings for r in self._only_then(reading)]
        self._result.readings = without_alternatives(self._result.readings)
        if self._remark is not None:
            self._result.readings = remarked(self._result.readings, self._remark)
        if told and "string" in self._scope.field.types:
            found = [
                c
                for m, c in bare_lists(tokens, self._context, self._scope, self._text)
                if m.form == "enum_closed" or (m.form == "enum_after" and m.parts["mark"][0].kind == "COLON")
            ]
            self._result.readings += (Reading(claim, (), Effect.REJECT, None) for claim in found[:1])
        if not self._has("enum") and (values := scattered(tokens, self._scope, self._text)):
            self._state("enum", {"enum": values})
            self._memory.listed = tuple(values)
        if not self._has("enum") and sum(t.kind == "LPAR" for t in tokens) > 1:
            coded = [c for m, c in bare_lists(tokens, self._context, self._scope, self._text) if m.form == "codes_in_brackets"]
            self._result.readings += (Reading(claim, (), Effect.REJECT, None) for claim in coded[:1])
        for token in self._marked if not self._has("default") else ():
            self._mark_default(token)
        if not self._has("default"):
            self._name_default()
        return self._result

    def _has(self, keyword: str) -> bool:
        return any(keyword in k for r in self._result.readings for k in r.claim.keywords)

    def _state(self, form: str, keywords: Mapping[str, Any]) -> None:
        """Add keywords of the field, or of its items where it is a list, that no condition limits."""
        prefix = "items." if self._scope.field.types == ("array",) and "default" not in keywords else ""
        claim = Claim(form, self._scope.subject, {f"{prefix}{k}": v for k, v in keywords.items()})
        self._result.readings.append(Reading(claim, (), Effect.REJECT, None))

    def _mark_default(self, token: Token) -> None:
        """Take the value that a mark names as the default: the word before it, else the one value that the clause tells of."""
        scope = replace(self._scope, listed=self._memory.listed)
        value = None if of_a_case(token, self._tokens) else marked_value(token, self._tokens, scope.listed, scope, self._text)
        if value is None and token is self._tokens[-1 if self._tokens[-1].kind != "STOP" else -2]:
            value = opening_value(self._tokens, self._scope, self._text)
        if value is not None:
            self._state("default", {"default": value})

    def _name_default(self) -> None:
        """Take the one value that a clause about the default names as the default."""
        known = (*self._memory.known, *self._memory.listed)
        value, token = named_value(self._tokens, (*self._context, *self._following), known, self._scope, self._text)
        for part in self._parts:
            if token is None and part.when and part.when == [Not(Present(self._scope.subject))]:
                value, token = named_value(part.tokens, (), known, self._scope, self._text, absent=True)
        if token is None or self._result.unread or any(p.group for p in self._parts):
            return
        self._state("default", {"default": value})
        self._result.reasons = [r for r in self._result.reasons if not r.startswith("sounds like a rule (by default")]

    def _read_part(self, part: Part) -> None:
        free = not (part.when or part.unread or part.group or any(t.kind == "OR" for t in self._following))
        lists = list(bare_lists(part.tokens, self._context, self._scope, self._text)) if free and not self._likened else []
        coded = any(m.form.startswith("codes") and not m.first and m.last == len(part.tokens) for m, _ in lists)
        matches = [] if coded else list(Kinds(part.tokens).find("forms"))
        used: set[int] = set()
        found: list[Claim] = []
        last, owner = 0, self._scope.subject
        told = case_told(self._context, self._scope, self._text) if self._context else None
        for match in (with_each(m, part.tokens, self._scope) for m in matches):
            before = part.tokens[last : match.first]
            if part is not self._parts[0] and [t.kind for t in before] == ["AND"]:
                before = ()  # "required for `a` and ignored for others"
            if rest_of_list(match, before):
                continue
            subject = subject_of(match.form, before, owner, self._scope, self._text, after_form=bool(found) and last > 0)
            spoken = subject is not None and speaks_of_field(match, before, subject, self._scope.subject, self._text)
            anew = not found or (bool(before) and before[0].kind in ("COMMA", "AND", "SEMI"))
            case = case_before(before, self._scope, self._text) if match.form in OF_OTHER | OF_ITSELF and anew else None
            if not before and self._context and part is self._parts[0]:
                case = case_glossed(self._context, self._scope) if match.form in OF_ITSELF else case
                self._glossed = case
            if case is not None and speaks_of(case, match.form, self._scope.subject):
                subject, spoken = self._scope.subject, True
            elif case is not None or (match.form in OF_ITSELF and names_case(before, self._scope)):
                case, subject = None, subject if case is not None else None
            subjects = several(before, match) or ((subject,) if subject and spoken and not self._unclear(before, part) else ())
            items = items_scope(before or match.tokens[-1:], self._scope) if not part.when and not part.group and not part.unread else None
            claims = (
                tuple(c for one in claims_of(match, items, self._text) if (c := of_list(one)) is not None)
                if items is not None
                else tuple(c for s in subjects for c in claims_of(match, self._scope.about(s), self._text))
            )
            if match.form == "by_value" and not claims:
                self._result.reasons.append("gives a limit for each of some values, which no other field is known to have")
            subject = self._scope.subject if items is not None else subject
            claims = tuple(for_use(c, match, before, part, self._scope, self._text) for c in claims)
            alone = stands_alone(part.tokens, match, self._scope)
            if case is not None:
                claims = tuple(in_case(c, case, self._scope) for c in claims)
            elif told is not None and claims and not before:
                claims = tuple(c for claim in claims if (c := of_case(claim, told, self._scope)) is not None)
                if not claims:
                    self._result.reasons.append("says of one value what can only be said of the field")
            elif self._glossed is not None and part is not self._parts[0]:
                case = self._glossed  # "`a`: both of them (requires `b`; `c` is required if ...)"
                claims = tuple(replace(c, condition=case if c.condition is None else both(case, c.condition)) for c in claims)
            here = part if case is None else replace(part, when=[*part.when, case])
            place = Place(self._tokens, self._context, here, self._scope, self._text, self._memory.deprecated)
            claims = tuple(
                _like_before(_completed(self._winning(c, part), part, versa=self._versa), match, part, self._memory)
                for c in claims
                if fits(c, place, alone=alone)
                and self._refers(match)
                and states_demand(match, part.tokens[: match.last], c.form, limited=bool(part.when))
                and not contradicted(c, part.when)
                and not self._doubted(c, match, part)
                and not of_another(
                    c, match, part.tokens[: match.first], part.tokens[match.last :], self._scope, self._text, free=not part.when
                )
            )
            if any(c.form in ("exempt", "not_required") for c in claims):
                self._result.exempts.append(Exemption(part.known, all(c.form == "not_required" for c in claims)))
                used |= set(range(match.first, match.last))
                continue
            limited = bool(claims) and limited_after(part.tokens[match.last :], claims, self._scope, self._text)
            of_noun = any(m.form == "enum_of_noun" and m.first <= match.first < m.last for m, _ in lists)  # "in `a` or `b` order"
            if limited and match.form != "use" and "enum" in claims[0].keywords and not of_noun:
                self._result.reasons.append("lists values, and goes on with words that are none")
            elif limited and match.form == "default_if_absent":
                self._result.reasons.append("says what is used where nothing is sent, but not always")
            other = stranger(part.tokens[match.last :], self._text) if claims and claims[0].form in ("excludes", "requires") else None
            if other is not None:
                self._result.reasons.append(f"names {other.value}, too, which is no field that is known")
            if claims and not limited:
                if claims[0].form == "default_named":
                    part.unread.clear()
                found += claims
                whole = items is not None or [t.kind for t in before] in (["MAXIMUM"], ["MINIMUM"])
                used |= set(range(last if whole else match.first, match.last))
                owner, last = subject or owner, match.last
        if not any("enum" in k for c in found for k in c.keywords):
            for match, claim in lists:
                if used.isdisjoint(range(match.first, match.last)):
                    found.append(claim)
                    used |= set(range(match.first, match.last))
                    break
        if not found and not coded:
            found, places = held_against(part.tokens, self._scope, self._text, limited=bool(part.when))
            used |= places
        again = said_again(part.tokens, self._earlier, self._scope) if part.when and not found and not part.unread else None
        if again is not None:
            found, used = [again], set(range(len(part.tokens)))
        self._earlier = found if part.when else ()
        self._add(found, part)
        self._remember(part, found)
        left = [t for n, t in enumerate(part.tokens) if n not in used]
        if any(c.form in ("all_or_none", "excludes") for c in found):
            left = [t for t in left if t.kind != "VICE_VERSA"]
        if any(c.form == "excludes" for c in found) and all(t.kind != "FIELD" for t in left):
            left = [t for t in left if t.kind != "MUTUAL"]  # "cannot be used with `a`: these are mutually exclusive"
        if found and any(t.kind == "VICE_VERSA" for t in left):
            self._result.reasons.append("says that it holds the other way round, too, which was not read")
        if not found and part.when and not part.unread and self._is_exception(left):
            part.when = [negated(both(*part.when))]
            found = [Claim("required", self._scope.subject, expr=Present(self._scope.subject), demands=True)]
            self._add(found, part)
        if not found and part.when and not part.unread and part.group is None and tells_case(left):
            given = both(*part.when)
            part.when = [negated(given)]
            found = [Claim("ignored", self._scope.subject, effect=Effect.IGNORED, given=given)]
            self._add(found, part)
        if (part.when or part.unread) and any(t.kind == "ADJ" and t.value == "optional" for t in left) and not found:
            self._result.exempts.append(Exemption(part.known, True))
            if any(t.kind == "UNLESS" for t in self._tokens):
                self._result.reasons.append("says that the field is optional, but not always, and more that was not read")
        if any(t.kind == "NOT_APPLY" for t in left):
            self._result.exempts.append(Exemption(None))
        self._judge(left, part, found)

    def _only_then(self, reading: Reading) -> Iterator[Reading]:
        """That a field must not be sent otherwise, where it is required "if and only if" something holds."""
        asked = reading.claim.form == "required" and reading.effect is Effect.REJECT and bool(reading.when)
        if asked and sum(t.value in ("if and only if", "iff") for t in self._tokens) == 1 and len(self._result.readings) == 1:
            claim = Claim("forbidden", reading.claim.subject, expr=Not(self._scope.used(reading.claim.subject)), demands=True)
            yield replace(reading, claim=claim, when=(negated(both(*reading.when)),))

    def _winning(self, claim: Claim, part: Part) -> Claim:
        """A claim that its field wins as one that says over which other field."""
        if claim.form not in ("wins", "used_then"):
            return claim
        return replace(claim, form="overrides", other=rival(claim, part, self._scope, self._text) or claim.other)

    def _is_exception(self, left: Sequence[Token]) -> bool:
        """Whether the clause is "optional unless ...", which asks for the field where the exception holds."""
        said = [t for t in left if t.kind not in ("STOP", "THIS", "IS", "COMMA", "LPAR", "RPAR", "MARK")]
        return [t.value for t in said] == ["optional"] and sum(t.kind == "UNLESS" for t in self._tokens) == 1

    def _unclear(self, before: Sequence[Token], part: Part) -> bool:
        """Whether "it" may be another field, which the condition has named before: "if a time is given, it is ignored"."""
        others = (c for limit in part.when for c in (limit.parts if isinstance(limit, And) else (limit,)))
        named = {c.name for c in others if isinstance(c, Present)} - {self._scope.subject}
        it = next((t for t in before if t.kind == "THIS" and t.value == "it"), None)
        return it is not None and any(t.kind == "FIELD" and t.value in named and t.start < it.start for t in self._tokens)

    def _doubted(self, claim: Claim, match: Match, part: Part) -> bool:
        """Whether a claim without a condition is not to be believed."""
        if part.when or part.group or part.settled or claim.condition is not None or claim.needs is not None:
            return False
        if {"minLength", "maxLength", "enum"} & set(claim.keywords) and any(t.kind == "OR" for t in self._following):
            return True  # "a name (up to 5 characters) or an order", "one kind (`a` or `b`) or both (`c`)"
        if claim.form == "size_alone" and self._context and any(t.kind != "STOP" for t in self._following):
            return True  # "a code (2 letters) and a number", "the grey part (2 letters) of the name"
        if NUMERIC & set(claim.keywords) and named_after(self._context, self._following, self._scope):
            return True
        at = next((n for n, t in enumerate(self._tokens) if t is part.tokens[match.first]), match.first)
        here = replace(match, first=at, last=at + match.last - match.first)
        ends = all(t.kind == "STOP" for t in self._following)
        context = [t for t in self._context if t.kind != "OR"] if ends and len(self._tokens) == len(match.tokens) else self._context
        return doubtful(claim, here, self._tokens, context, self._scope, item=self._memory.item)

    def _refers(self, match: Match) -> bool:
        """Whether a form that speaks of other texts or of some people limits the field."""
        if match.form == "elsewhere":
            return refers_to_limits(self._tokens, match)
        if match.form != "restricted":
            return True
        ahead = [t.kind for t in self._tokens if t.end <= match.tokens[0].start][-1:]
        return ahead not in (["AND"], ["OR"], ["COMMA"], ["VAL"]) and restricts_field(match, self._context)

    def _add(self, found: Sequence[Claim], part: Part) -> None:
        near = between_semicolons(self._tokens, part)
        advised, hedged = (any(t.kind == kind for t in near) for kind in ("ADVICE", "HEDGE"))
        for claim in found:
            limits = [*part.when, *([claim.condition] if claim.condition is not None else [])]
            when = [
                c for limit in limits for c in (limit.parts if isinstance(limit, And) else (limit,)) if not is_own(c, claim, self._scope)
            ]
            if claim.form in ("enum", "use", "between", "min_max", "at_least", "at_most") and when:
                when += [Not(e) for e in self._memory.elsewhere if e not in when]
            effect, needs = claim.effect, claim.needs
            promised = effect is Effect.RELATION and claim.relation is not None
            if (effect is Effect.REJECT and (hedged or (advised and "default" not in claim.keywords))) or (hedged and promised):
                effect = Effect.ADVICE
            unknown = [*part.unread, *([part.group] if part.group else [])]
            if unknown:
                needs = "; ".join(filter(None, [needs, *unknown]))
                effect = Effect.EXTERNAL if effect is Effect.REJECT else effect
            if part.unread and not part.when and claim.form != "elsewhere":
                continue  # nothing of the condition was understood: a gap, see _judge
            self._result.readings.append(Reading(claim, tuple(when), effect, needs))
            if claim.form == "non_empty" and when and claim.subject == self._scope.subject:  # a field that is not sent is empty, too
                sent = Claim("required", claim.subject, expr=Present(claim.subject), demands=True)
                self._result.readings.append(Reading(sent, tuple(when), effect, needs))

    def _remember(self, part: Part, found: Sequence[Claim]) -> None:
        if part.when or part.unread or part.group:
            self._memory.condition = part.condition
            self._memory.recent = None if part.unread else part.condition
        for claim in found:
            if claim.given is not None:
                self._memory.condition = claim.given
            if claim.form == "enum" and not part.when and claim.subject == self._scope.subject:
                self._memory.listed = tuple(claim.keywords.get("enum", claim.keywords.get("items.enum", ())))
            if not part.when and not part.group and not part.unread and claim.condition is None:
                self._memory.limits |= LIMITS & set(claim.keywords)
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
        elif not found and not advice and not self._result.exempts:
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
        if any(pair == ("LISTED", "INCLUDING") for pair in pairwise(kinds)) and any(quoted):
            return True  # "options include `a`": there may be more
        joined = (n for n in range(1, len(kinds) - 1) if quoted[n - 1] and quoted[n + 1])
        return any(kinds[n] == "OR" or (kinds[n] == "COMMA" and n > 1 and kinds[n - 2] == "COLON") for n in joined)

    def _speaks(self) -> bool:
        return any(t.kind in ("FIELD", "MUST", "CANNOT") for t in self._tokens)

    def _is_self(self, condition: Expr) -> bool:
        plain = condition.part if isinstance(condition, Not) else condition
        name = self._scope.subject
        numbered = any(t.kind == "NUM" for t in self._tokens[1:2])  # "if -1, the seed is random"
        valued = numbered and isinstance(plain, Compare | OneOf) and names(plain) == (name,)
        return plain in (Present(name), self._scope.used(name), Compare("==", Ref(name), Literal(False))) or valued

    def _sounds(self, token: Token) -> bool:
        """Whether a word that no form has used sounds like a rule."""
        if token.kind == "ACCEPTS" and " " in str(token.value) and self._next_in(token, ("VAL", "NUM", "COLON")):
            return True
        if token.kind in _LIMITING:
            return self._before_number(token) or "exceed" in str(token.value)
        if token.kind in ("BARE_DEFAULT", "BY_DEFAULT"):
            return any(t.kind in ("VAL", "NUM") for t in self._tokens)
        if token.kind == "ONLY":
            return self._next_is(token) or self._closes_values(token)
        if token.kind == "REFUSES":
            return self._next_in(token, ("VAL", "FIELD"))
        if token.kind in ("IF", "UNLESS"):
            return True  # what governs it ("only ... when") was not read
        return token.kind in TRIGGERS

    def _closes_values(self, token: Token) -> bool:
        """Whether an "only" ends what quoted values are said of: "for `a` and `b` only"."""
        before = [t for t in self._tokens if t.end <= token.start][-1:]
        after = [t.kind for t in self._tokens if t.start >= token.end][:1]
        return after in ([], ["STOP"], ["SEMI"]) and any(t.kind == "VAL" and self._text[t.start] in QUOTES for t in before)

    def _next_in(self, token: Token, kinds: Sequence[str]) -> bool:
        following = [t.kind for t in self._tokens if t.start >= token.end][:2]
        return bool(following) and (following[0] in kinds or following in (["W", "COMMA"], ["W", "OR"], ["W", "AND"]))

    def _next_is(self, token: Token) -> bool:
        after = [t for t in self._tokens if t.start >= token.end][:3]
        if any(t.kind == "CHARACTERS" for t in after):
            return True  # "only small letters"
        following = after[0] if after else None
        return following is not None and following.kind in ("IF", "FOR", "WITH", "NUM", "VAL", "ALTER", "USE", "GIVE", "SENT")

    def _before_number(self, token: Token) -> bool:
        """Whether a number or field stands among the next words, so that a limit limits something."""
        after = list(takewhile(lambda t: t.kind not in ("COMMA", "SEMI", "STOP"), (t for t in self._tokens if t.start >= token.end)))[
            :_AHEAD
        ]
        numbered = ("NUM", "RNG") if token.value == "from" else ("NUM", "RNG", "FIELD")  # "from the start image to the end image"
        return any(t.kind in numbered for t in after) or token.kind in ("OR_MORE", "OR_LESS")


def _completed(claim: Claim, part: Part, *, versa: bool) -> Claim:
    """A claim whose fields are those of the condition, which is then no condition any more; `versa` says that it holds both ways."""
    claim = default_when_absent(claim, part.when)
    claim = replace(claim, form=_SAME.get(claim.form, claim.form))
    sent = alternatives(part)
    together = claim.form == "required" and claim.condition is not None and part.when and not part.unread
    if together and any(t.kind == "WITH" and t.value != "with" for t in part.tokens):
        return replace(claim, condition=None)  # "required together with `a` when ..." asks for both in that case
    if versa and claim.form == "required" and len(part.when) == 1 and isinstance(part.when[0], Present):
        both_sent = AllOrNone((part.when.pop(), Present(claim.subject)))
        return replace(claim, form="all_or_none", keywords={}, expr=both_sent, demands=True)
    if claim.form != "all_sent" or sent is None:
        return claim
    part.when.clear()
    return replace(claim, form="all_or_none", subject=names(sent)[0], expr=AllOrNone(sent.parts))


def _like_before(claim: Claim, match: Match, part: Part, memory: Memory) -> Claim:
    """A size without a word for a bound, in some case, as the limit that was stated before for all: "Up to 140 characters. 35 if ..."."""
    sizes = {k: v for k, v in claim.keywords.items() if k in LIMITS}
    bare = claim.form in ("size_alone", "exact_length") and all(t.kind not in ("EXACTLY", "MUST") for t in match.tokens)
    if not part.when or not bare or len(sizes) != 2 or len(memory.limits & set(sizes)) != 1:  # a lower and an upper limit
        return claim
    return replace(claim, form="at_most", keywords={k: v for k, v in claim.keywords.items() if k not in sizes or k in memory.limits})
