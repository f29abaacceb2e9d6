"""What the forms of forms/effects.txt mean: effects that refuse nothing, and what is only valid or only matters under a condition."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from swornspec.rules.english.conditions import Condition, Scope, negated, read_condition
from swornspec.rules.english.meaning.claim import Claim, chosen_values, names_of, nothing
from swornspec.rules.english.members import of_members
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.situations import condition_for, doing
from swornspec.rules.english.tokens import Token, parts_of
from swornspec.rules.expr import Expr, both, names
from swornspec.rules.relation import Relation, RelationKind
from swornspec.rules.rule import Effect

_END: Final = frozenset({"STOP", "COLON", "RPAR", "SEMI", "COMMA", "MARK"})
_SAYING: Final = frozenset({"FIELD", "VAL", "NUM", "MUST", "CANNOT", "OR", "AND", "IF", "UNLESS", "NOT", "ONLY", "ABSENT", "REQUIRED"})
_RELATED: Final = {"same_order": RelationKind.ORDER, "same_result": RelationKind.REPEATABLE, "in_output": RelationKind.ABSENT}
_SUPPORTING: Final = frozenset(
    {"support", "supports", "allow", "allows", "accept", "accepts", "offer", "offers", "permit", "permits", "take", "takes"}
)
_APPLYING: Final = ("applies", "apply", "applicable", "relevant")
_LONGEST_NOUN: Final = 60
_RULES: Final = frozenset({"this", "rule", "limit", "limitation", "restriction", "requirement", "constraint", "maximum", "minimum"})


def _ignored(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim("ignored", scope.subject, effect=Effect.IGNORED)


def _forced(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What is sent does not count where the server sets the value: "forced to false when ..."."""
    yield Claim("forced", scope.subject, effect=Effect.IGNORED)


def _not_apply(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Of a rule it says that the rule before has an exception, of the field that it is ignored."""
    token = match.parts["what"][0] if "what" in match.parts else None
    if token is None or (token.kind == "THIS" and token.value not in ("this", "value", "values")):
        yield from _ignored(match, scope, text)
    elif str(token.value).lower() in _RULES:
        yield Claim("exempt", scope.subject)


def _overrides(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    others = [scope.itself] if "itself" in match.parts else names_of(match)
    for other in others:
        if other and other != scope.subject:
            yield Claim("overrides", scope.subject, effect=Effect.OVERRIDES, other=other)


def _wins(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A field wins over the other one of the condition, else over the one whose prose it is: "if both are sent, `a` wins"."""
    if match.form == "used_then" or scope.itself == scope.subject or not parts_of(scope.itself or ""):  # of nothing, or of all fields
        yield Claim(match.form, scope.subject, effect=Effect.OVERRIDES)
    else:
        yield Claim(match.form, scope.subject, effect=Effect.OVERRIDES, other=scope.itself)


def _overridden(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if other != scope.subject:
        yield Claim("overrides", other, effect=Effect.OVERRIDES, other=scope.subject)


def _only(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    if any(str(t.value).lower() not in _APPLYING for t in match.parts.get("verb", ())):
        return
    condition = understood(match, scope, text)
    if condition is not None and set(names(condition)) == {scope.subject}:
        return  # "applies only when `a` is true", said of `a`: some other field is meant
    if condition is not None and match.form == "only_valid":
        yield Claim("requires", scope.subject, expr=condition, given=condition)
    elif condition is not None:
        yield Claim("ignored", scope.subject, effect=Effect.IGNORED, condition=negated(condition), given=condition)
    elif (named := _group(match, text)) and not _names_value(match, scope):
        yield Claim("only_for", scope.subject, effect=Effect.EXTERNAL, needs=f"for {named} only")


def understood(match: Match, scope: Scope, text: str) -> Expr | None:
    """The condition of a form, when every word of it was understood: "for `a`", "for `a` with the `b` and `c` formats"."""
    tokens = match.parts["condition"]
    whole = _read_whole(tokens, scope, text)
    comma = next((n for n, t in enumerate(tokens) if t.kind == "COMMA"), 0) if whole is None else 0
    if comma and all(t.kind not in _SAYING for t in tokens[comma:]):
        return _read_whole(tokens[:comma], scope, text)  # "with `a=b`, existing files will be lost"
    joint = next((n for n in range(2, len(tokens) - 1) if tokens[n].kind in ("WITH", "IN")), 0) if whole is None else 0
    if not joint:
        return whole
    halves = [_read_whole(piece, scope, text) for piece in (tokens[:joint], tokens[joint:])]
    known = [h for h in halves if h is not None]
    apart = len(known) > 1 and set(names(known[0])).isdisjoint(names(known[1]))
    return both(*known) if apart else None


def _read_whole(tokens: Sequence[Token], scope: Scope, text: str) -> Expr | None:
    """What tokens limit a rule to, when every word of them was understood."""
    where = next((n for n, t in enumerate(tokens) if t.value in ("where", "whose")), 0)
    if where > 1 and tokens[0].kind in ("FOR", "WITH", "IN"):
        return _of_kind(tokens[1:where], tokens[where + 1 :], scope, text)
    if tokens and tokens[0].kind in ("FOR", "TO"):
        read = condition_for(tokens[1:], scope, text)
        start = 1
        return _whole(read, tokens[start:])
    if tokens and tokens[0].kind in ("WITHOUT", "UNLESS"):
        return _lacking(tokens, scope, text)
    start = 1 if tokens and tokens[0].kind in ("IF", "IN") else 0
    if tokens and tokens[0].kind in ("VAL", "W"):
        return _whole(condition_for(tokens, scope, text), tokens)  # "only affects `png` images"
    found = _whole(read_condition(tokens[start:], scope, text), tokens[start:])
    if found is None and tokens and tokens[0].kind == "IF":
        return _whole(doing(tokens[1:], scope, text), tokens[1:])
    if found is None and tokens and tokens[0].kind in ("IN", "WITH"):
        return _whole(condition_for(tokens[1:], scope, text), tokens[1:])  # "with a size of 5", "in the `a` and `b` modes"
    return found


def _lacking(tokens: Sequence[Token], scope: Scope, text: str) -> Expr | None:
    """The condition "without `a`" and "unless `a` is sent"."""
    if tokens[0].kind == "UNLESS":
        given = _whole(read_condition(tokens[1:], scope, text), tokens[1:])
    else:
        named = len(tokens) > 1 and tokens[1].kind == "FIELD" and all(t.kind in _END for t in tokens[2:])
        given = scope.used(tokens[1].value) if named else None
    return negated(given) if given is not None else None


def _of_kind(kind: Sequence[Token], rest: Sequence[Token], scope: Scope, text: str) -> Expr | None:
    """The condition "for driving routes where `a` is sent": what stands before "where" names no case, or one that is understood."""
    after = _whole(read_condition(rest, scope, text), rest)
    if after is None or all(t.kind in ("W", "ADJ", "ITEMS", "RESULT") for t in kind):
        return after
    before = condition_for(kind, scope, text)
    return both(before.expr, after) if before is not None and before.expr is not None and before.last == len(kind) else None


def _whole(read: Condition | None, tokens: Sequence[Token]) -> Expr | None:
    """A condition when every word of it was understood, and it is all that there is."""
    whole = read is not None and not read.unread and all(t.kind in _END for t in tokens[read.last :])
    return read.expr if read is not None and whole else None


def _group(match: Match, text: str) -> str:
    """What stands after "for", when it is nothing but names: `enterprise customers`."""
    tokens = match.parts["condition"]
    named = [t for t in tokens[1:] if t.kind not in _END]
    plain = all(t.kind in ("W", "ADJ", "VAL", "NUM", "KIND", "ITEMS", "LONG", "CHARACTERS") for t in named)
    if not named or not plain or tokens[0].kind != "FOR" or any_is("aim", parts_of(str(named[-1].value))):
        return ""  # "for display purposes only" says what it is for
    return text[named[0].start : named[-1].end]


def _names_value(match: Match, scope: Scope) -> bool:
    """Whether what stands after "for" has a value of another field: it is a condition on that, and was not understood."""
    others = {n: f for n, f in scope.fields.items() if n != scope.subject}
    return any(t.kind == "VAL" and replace(scope, fields=others).is_documented(str(t.value)) for t in match.parts["condition"])


def _only_value(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """What one value of the subject requires; words that are no documented values of it may be anything."""
    condition = understood(match, scope, text)
    chosen = chosen_values(match, scope)
    if condition is not None and chosen is not None:
        yield Claim("requires", scope.subject, expr=condition, condition=chosen, demands=True)


def _sole_case(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The only case in which the subject, or some values of it, may be used: "only `a` supports `b`", "only `a` accepts this"."""
    verb = str(match.parts["verb"][0].value).lower()
    case = of_members([t for t in match.parts["who"] if t.kind == "VAL"], scope)
    if case is None or verb not in _SUPPORTING:
        return
    if "this" in match.parts:
        yield Claim("requires", scope.subject, expr=case, given=case)
    elif (chosen := chosen_values(match, scope)) is not None:
        yield Claim("requires", scope.subject, expr=case, condition=chosen, demands=True)


def _ignored_in(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """That the subject does nothing in a case: "`a` ignores this parameter"."""
    case = of_members([t for t in match.parts["who"] if t.kind == "VAL"], scope)
    if case is not None:
        yield Claim("ignored", scope.subject, effect=Effect.IGNORED, condition=case)


def _sole_value(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The only values that the subject may have, in some case or in all: "only `n=1` is supported for `a`", "`b` is the only option"."""
    if any(t.value != scope.subject for t in match.parts.get("own", ())):
        return
    noun = [p for t in match.parts.get("noun", ()) if t.kind == "W" for p in parts_of(str(t.value))]
    values = [scope.bind(scope.subject, t) for t in match.parts["values"] if t.kind in ("VAL", "NUM", "TRUE", "FALSE")]
    if (noun and not any_is("generic", noun)) or not all(scope.fits(scope.subject, v) for v in values):
        return
    condition = understood(match, scope, text) if "condition" in match.parts else None
    named = _group(match, text) if "condition" in match.parts and condition is None else ""
    claim = Claim("enum", scope.subject, {"items.enum" if scope.field.types == ("array",) else "enum": values}, condition=condition)
    if "condition" not in match.parts or condition is not None:
        yield claim
    elif named:
        yield replace(claim, effect=Effect.EXTERNAL, needs=f"for {named}")


def _deprecated(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim("deprecated", scope.subject, {"deprecated": True}, effect=Effect.DEPRECATED)


def _replaced(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if any(str(t.value).lower() not in ("alias", "synonym") for t in match.parts.get("alias", ())):
        return
    if any(t.kind == "DEPRECATED" for t in match.tokens):
        yield from _deprecated(match, scope, text)
    if other != scope.subject:
        yield Claim("deprecated", scope.subject, effect=Effect.DEPRECATED, other=other)


def _fallback(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    other = match.parts["items"][0].value
    if other != scope.subject:
        yield Claim("overrides", scope.subject, effect=Effect.OVERRIDES, other=other, demands=True)
        if match.tokens[0].kind == "USE":
            yield from _replaced(match, scope, text)  # "deprecated: use `a`"


def _relation(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    if match.form == "in_response":
        named = all(t.kind != "FOR" for t in match.tokens) or any(t.kind in ("FIELD", "VAL") for t in match.tokens)
        if named and all(t.value != "once" for t in match.tokens):  # "a key can be included only once"
            yield Claim(match.form, scope.subject, effect=Effect.RELATION)
        return
    kind = _RELATED[match.form]
    subject = match.parts["items"][0].value if "items" in match.parts else scope.subject
    if kind is RelationKind.ABSENT and match.tokens[0].kind != "CANNOT":
        yield Claim(match.form, subject, effect=Effect.RELATION)
    else:
        vague = kind is RelationKind.ORDER and "items" not in match.parts and all("same" not in str(t.value) for t in match.tokens)
        noun = None if vague else _noun(match, text)  # "sorted in the order of their age"
        yield Claim(match.form, subject, effect=Effect.RELATION, relation=Relation(kind, subject, of=noun))


def _counted(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """How many of something there are to be: exactly so many where they are made, at most so many where they are found."""
    verb = match.parts["verb"][0]
    words = parts_of(str(verb.value))
    makes = verb.kind == "W" and any_is("making", words)
    noun = _noun(match, text)
    if noun is not None and not makes and any_is("packet", parts_of(noun)[-1:]):
        return  # so many pages of results are no results
    if {"integer", "number"} & set(scope.field.types) and (makes or verb.kind != "W" or any_is("finding", words)):
        kind = RelationKind.COUNT if makes else RelationKind.AT_MOST
        yield Claim(match.form, scope.subject, effect=Effect.RELATION, relation=Relation(kind, scope.subject, of=noun))


def _noun(match: Match, text: str) -> str | None:
    """What a form says the response holds, in the words of the sentence."""
    tokens = match.parts.get("of", ())
    named = " ".join(text[tokens[0].start : tokens[-1].end].split()) if tokens and tokens[-1].kind != "THIS" else ""
    return named if 0 < len(named) <= _LONGEST_NOUN else None


def _elsewhere(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield Claim("elsewhere", scope.subject, effect=Effect.EXTERNAL, needs="what the page refers to")


def _restricted(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Who may use the subject ("Enterprise only") is not a matter of the request."""
    last = match.parts["items"][-1]
    if last.kind == "FIELD":
        case = _whole(read_condition(match.parts["items"], scope, text), match.parts["items"])
        if case is not None and scope.subject not in names(case):
            yield Claim("requires", scope.subject, expr=case)  # "slow mode only"
        return
    condition = of_members(match.parts["items"][:1], scope)
    if condition is not None and (last.kind == "VAL" or parts_of(str(last.value))[-1:] == parts_of(names(condition)[0])[-1:]):
        yield Claim("requires", scope.subject, expr=condition)  # "`a` only", of a value that one other field has
        return
    named = text[match.parts["items"][0].start : match.parts["items"][-1].end]
    yield Claim("restricted", scope.subject, effect=Effect.EXTERNAL, needs=f"for {named} only")


def _only_listed(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """Values of one other field, and nothing else said: "Only `a` and `b`."."""
    tokens = (*match.parts["items"], *match.parts.get("noun", ()))
    read = condition_for(tokens, scope, text)
    if read is not None and read.expr is not None and read.last == len(tokens) and scope.subject not in names(read.expr):
        yield Claim("only_listed", scope.subject, expr=read.expr)


READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {
    **dict.fromkeys(("only_valid", "only_matters", "unless_ignored"), _only),
    **dict.fromkeys(("same_order", "same_result", "in_output", "in_response"), _relation),
    "counted": _counted,
    "only_value": _only_value,
    "sole_case": _sole_case,
    "ignored_in": _ignored_in,
    "sole_value": _sole_value,
    "not_apply": _not_apply,
    "ignored": _ignored,
    "forced": _forced,
    "overrides": _overrides,
    **dict.fromkeys(("wins", "used_then"), _wins),
    "overridden": _overridden,
    "deprecated": _deprecated,
    "replaced": _replaced,
    "fallback": _fallback,
    "fallback_default": nothing,  # the value of another field is no default that a keyword can say
    "elsewhere": _elsewhere,
    "restricted": _restricted,
    "only_listed": _only_listed,
}
