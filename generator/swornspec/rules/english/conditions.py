"""Conditions in prose ("width or height is over 768", "when provided", "in contextual mode") as expressions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.rules.english.commas import until_comma
from swornspec.rules.english.members import equal, of_members
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Kinds, Match
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.tokens import QUOTES, Token, parts_of
from swornspec.rules.expr import (
    And,
    Arithmetic,
    Compare,
    CompareOperator,
    Expr,
    ForAll,
    HasValue,
    Item,
    Literal,
    Not,
    Or,
    Present,
    Scalar,
    Size,
    names,
)
from swornspec.rules.field import that_may_have

_BOUNDS: Final[Mapping[str, CompareOperator]] = {"over": ">", "under": "<", "at_least": ">=", "at_most": "<="}
RELATIONS: Final[Mapping[str, CompareOperator]] = {
    "OVER": ">",
    "UNDER": "<",
    "AT_LEAST": ">=",
    "AT_MOST": "<=",
    "DIFFERS": "!=",
    "SAME_AS": "==",
    "OR_MORE": ">=",
    "OR_LESS": "<=",
    "REL_GT": ">",
    "REL_LT": "<",
    "REL_GE": ">=",
    "REL_LE": "<=",
    "REL_NE": "!=",
}
"""What words and marks between two values say of them."""
_JOINTS: Final = ("AND", "OR", "COMMA")
_BETWEEN: Final = (*_JOINTS, "SLASH")
_NUMERIC: Final = frozenset({"integer", "number"})
_STATING: Final = frozenset(
    {"MUST", "CANNOT", "AT_LEAST", "AT_MOST", "BETWEEN", "MULTIPLE", "REQUIRED", "IGNORED", "ONLY", "MAXIMUM", "MINIMUM"}
    | {"UNSUPPORTED", "INCOMPATIBLE", "ONLY_VALID", "ONLY_MATTERS"}
)
_BEFOREHAND: Final = frozenset(
    {"earlier", "previously", "already", "again", "twice", "later", "elsewhere", "wrongly", "incorrectly", "before"}
)
_NARROWING: Final = frozenset({"by", "from", "on", "enough", "most", "often", "before", "during", "via", "through"})
_SENDERS: Final = frozenset({"you", "client", "caller", "user", "sender"})
_MOST_NARROWING: Final = 6
_SETS: Final = frozenset({"set to", "=", "==", "equals", "equal to"})
_NO_NAMES: Final = ("novalue", "judging", "generic", "link")
_CLOSING: Final = ("COMMA", "STOP", "RPAR", "SEMI")
_ENDS: Final = ("STOP", "RPAR", "SEMI", *_JOINTS)
_DESCRIBED: Final = frozenset({"THIS", "W", "FIELD", "KIND", "ADJ", "ITEMS", "LENGTH", "COUNT"})
_REQUEST: Final = frozenset({"request", "body", "call", "query", "payload", "header", "url"})
_ARTICLE: Final = re.compile(r"(?i)\ban?\s+$")
_BOUNDING: Final = ("over", "under", "at_least", "at_most")
_DIFFERENT: Final = ("different", "differ", "distinct", "unequal")
_EQUAL: Final = ("equal", "identical")
_UNUSED: Final = frozenset({"not used", "unused"})


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as far as it was understood: its expression, the words that were not, and where it ends (token index)."""

    expr: Expr | None
    unread: tuple[str, ...]
    last: int


def negated(expr: Expr) -> Expr:
    """That an expression does not hold, without a double negation."""
    return expr.part if isinstance(expr, Not) else Not(expr)


def read_condition(tokens: Sequence[Token], scope: Scope, text: str, before: Expr | None = None) -> Condition:
    """Read a condition from the start of tokens as far as it reaches.

    `text` is what the tokens' offsets count in; `before` is the condition that "all other ..." is the opposite of.
    """
    kinds = Kinds(tokens)
    parts: list[Expr] = []
    unread: list[str] = []
    at, last = 0, 0
    joints: set[str] = set()
    while at < len(kinds.tokens):
        at += _is_adjective(kinds.tokens, at)
        found = _with_open_value(until_comma(kinds.longest("conditions", at), kinds.tokens), kinds.tokens, scope, text)
        part = _meaning(found, scope, before, parts[-1:]) if found and not _limited(found, kinds.tokens, scope, text) else None
        if found and part is not None:
            parts += [part] if part not in parts else []
            at = last = found.last
        else:
            end = _until_joint(kinds.tokens, at)
            if end == at:
                break
            if any(t.kind == "NONE_OF" for t in kinds.tokens[at:end]):
                return Condition(None, (text[kinds.tokens[0].start : kinds.tokens[end - 1].end],), end)  # "not all of a and b"
            unread.append(text[kinds.tokens[at].start : kinds.tokens[end - 1].end])
            at = last = end
        following = _after_joint(kinds, at)
        if following is None:
            break
        at = following
        joints.add(next(t.kind for t in reversed(kinds.tokens[:at]) if t.kind in ("AND", "OR")))
    if parts and last and (end := _narrowed(kinds.tokens, last)) > last:
        return Condition(None, (text[kinds.tokens[0].start : kinds.tokens[end - 1].end],), end)
    if not parts or len(joints) > 1 or (unread and "OR" in joints):
        words = (text[kinds.tokens[0].start : kinds.tokens[last - 1].end],) if last else ()
        return Condition(None, words, last)
    whole = parts[0] if len(parts) == 1 else Or(tuple(parts)) if "OR" in joints else And(tuple(parts))
    return Condition(whole, tuple(unread), last)


def _narrowed(tokens: Sequence[Token], at: int) -> int:
    """Where words such as "by mail" and "enough" end that narrow the condition before them; the same place where none do."""
    end = next((n for n in range(at, len(tokens)) if tokens[n].kind in _CLOSING), len(tokens))
    said = [str(t.value).lower() for t in tokens[at:end]]
    plain = all(t.kind in ("W", "TRUE", "BEFORE", "BETWEEN", "IN") for t in tokens[at:end]) and len(said) < _MOST_NARROWING
    ours = any(word in _SENDERS or any_is("request", (word,)) for word in said)
    return end if said[:1] and said[0] in _NARROWING and plain and not ours else at


def _with_open_value(found: Match | None, tokens: Sequence[Token], scope: Scope, text: str) -> Match | None:
    """A condition, with plain words as values where the field may have any text: "if payType is card" or "is set to card"."""
    if found is None or found.form not in ("value", "not_value") or [t.kind for t in found.parts.get("fields", ())] != ["FIELD"]:
        return found
    named, said = found.parts["fields"][0], found.parts["values"]
    field, shown = scope.fields.get(named.value), text[named.start : named.end].strip(QUOTES)
    exact = shown == named.value and (len(parts_of(shown)) > 1 or text[named.start] in QUOTES)
    exact = exact and any_is("category", parts_of(shown)[-1:])  # "if `source_url` is reachable" names no value
    exact = exact or any(t.kind == "SET_TO" and str(t.value) in _SETS for t in found.tokens)
    ends = found.last >= len(tokens) or tokens[found.last].kind in (*_CLOSING, "AND", "OR")
    plain = all(t.kind in ("W", "VAL", "OR", "COMMA") for t in said) and all(str(t.value).isalnum() for t in said if t.kind == "W")
    if field is None or field.types != ("string",) or field.enum or not (exact and ends and plain) or said[0].start < named.start:
        return found
    if any(any_is(kind, (str(t.value).lower(),)) for t in said if t.kind == "W" for kind in _NO_NAMES):
        return found  # "if `a` is valid"
    values = tuple(replace(t, kind="VAL") if t.kind == "W" else t for t in said)
    return replace(found, parts={**found.parts, "values": values})


def _is_adjective(tokens: Sequence[Token], at: int) -> bool:
    """Whether "supplied" only describes the noun after it: "if the supplied value is over 9" does not ask whether it is supplied."""
    if at + 1 >= len(tokens):
        return False
    if tokens[at].kind == "W" and tokens[at + 1].kind == "FIELD" and str(tokens[at].value).endswith(("'s", "’s")):
        return True  # "the table's type is ..."
    if tokens[at].kind != "SENT":
        return False
    return tokens[at + 1].kind in _DESCRIBED and not str(tokens[at + 1].value).startswith(("this", "it", "there"))


def _is_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether an "on" stands behind a name, and not behind what would make it a value: "is on"."""
    return tokens[at].kind == "TRUE" and tokens[at].value == "on" and at > 0 and tokens[at - 1].kind == "FIELD"


def _limited(found: Match, tokens: Sequence[Token], scope: Scope, text: str) -> bool:
    """Whether an atom says less than its form: sent "in the title", and not in the request; "a `Clip`", which is a kind of object."""
    if found.form == "bare":
        bare = found.tokens[0]
        flag = scope.is_flag(bare.value) and text[bare.start : bare.end] == bare.value and len(tokens) <= len(("autoplay", "."))
        apart = flag or text[bare.start] in QUOTES or len(parts_of(str(bare.value))) > 1
        return not apart or bool(found.first) or (found.last < len(tokens) and tokens[found.last].kind not in _CLOSING)
    if any(t.kind in ("W", "THIS") and not _of_all(t) for part in ("all", "there") for t in found.parts.get(part, ())):
        return True
    after = tokens[found.last : found.last + 4]
    if found.form == "true" and after and after[0].kind in ("W", "FIELD", "VAL", "THIS") and _is_on(tokens, found.last - 1):
        return True  # "`a` on the box is 09"
    if found.form == "used" and after and after[0].kind in ("W", "ITEMS") and any_is("handled", parts_of(str(after[0].value))):
        named = found.tokens[-1]
        return named.kind == "FIELD" and text[named.start] not in QUOTES and len(parts_of(str(named.value))) == 1  # "using a limit order"
    goes_on = bool(after) and (after[0].kind in ("TO", "AS") or after[0].value == "as")
    if goes_on and found.form in ("sent", "not_sent", "used", "not_used", "true", "members"):
        return True  # "sent to the owner", "chosen as slow"
    if "lacking" in found.parts:  # "if no `a`", but "if no status change is made"
        ends = found.last >= len(tokens) or tokens[found.last].kind in _CLOSING
        return not ends and text[found.parts["lacking"][0].start] not in QUOTES
    if "short" in found.parts:  # "must be sent if `a` is"
        return found.last < len(tokens) and tokens[found.last].kind not in (*_CLOSING, "AND", "OR")
    if found.form in ("sent", "not_sent"):
        if after and str(after[0].value).lower() in _BEFOREHAND:
            return True  # "if `a` was sent earlier"
        if after and after[0].kind == "FOR" and found.tokens[-1].kind == "THIS":
            return True  # "a value for" something that is no field
        return bool(after) and after[0].kind == "IN" and all(str(t.value).lower() not in _REQUEST for t in after)
    if found.form == "both":
        return "both" not in text[: tokens[found.first].start].lower().split()[-2:]
    if (found.form == "value_of" and not _is_value_of(found)) or any(
        t.value not in ("as", "leave") for part in ("as", "leave") for t in found.parts.get(part, ())
    ):
        return True
    if found.form == "own_value" and (found.first or (found.last < len(tokens) and tokens[found.last].kind not in _CLOSING)):
        return True  # "2 clips are sent", "size is 2 and 128 otherwise"
    if found.last < len(tokens) and tokens[found.last].kind in ("OR_MORE", "OR_LESS", "OR_OVER", "OR_UNDER"):
        return True  # "less than 1 or greater than 9"
    if found.form == "value" and "fields" in found.parts and found.parts["values"][0].start < found.parts["fields"][0].start:
        value = found.parts["values"][0]
        name = _holding(found.parts["fields"][0].value, (value,), scope)
        if text[value.start] not in QUOTES and scope.bind(name, value) not in (scope.fields[name].enum or ()):
            return True  # "v2 accounts"
    if found.form in ("value", "not_value"):
        quoted = [t for t in found.parts.get("values", ()) if t.kind == "VAL"]
        kinds = [t.value for t in quoted if _ARTICLE.search(text[max(0, t.start - 4) : t.start])]
        return any(all(kind not in (f.enum or ()) for f in that_may_have(kind, scope.fields)) for kind in kinds)
    return False


def _of_all(token: Token) -> bool:
    """Whether a word means that every one is meant, or that there is one: "all", "there is"."""
    return token.value in ("all", "any", "every") or str(token.value).startswith("there ")


def _is_value_of(found: Match) -> bool:
    """Whether a form is "a duration of 5" or "a duration of 5 seconds"; not "the size of `a`" or "the mode to 5"."""
    unit = found.parts.get("unit", ())
    return found.parts["of"][0].value in ("of", "being") and all(any_is("measure", parts_of(str(t.value))) for t in unit)


def _after_joint(kinds: Kinds, at: int) -> int | None:
    """Where the next part of a condition starts: after "and", "or", ", or", "or if"; None where the condition is over.

    A second "if" belongs to the same condition only when nothing but a condition stands after it.
    """
    tokens = kinds.tokens
    if at < len(tokens) and tokens[at].kind == "COMMA":
        at += 1
    if at >= len(tokens) or tokens[at].kind not in ("AND", "OR"):
        return None
    at += 1
    if at < len(tokens) and (tokens[at].kind in ("VICE_VERSA", *_STATING) or tokens[at].value == "optional"):
        return None  # "if a is set and at most 8 if b is": what follows is the next rule
    if at < len(tokens) and tokens[at].kind in ("NUM", "RNG") and any(t.kind in ("IF", "FOR") for t in tokens[at + 1 : at + 6]):
        return None  # "1 to 9 if `a` is set and 1 to 5 if it is not"
    if at + 1 < len(tokens) and tokens[at].kind == "IS" and tokens[at + 1].kind in _STATING:
        return None  # "if a is set and is ignored if it is not"
    if at < len(tokens) and tokens[at].kind == "IF":
        found = kinds.longest("conditions", at + 1) if at + 1 < len(tokens) else None
        if found is None or (found.last < len(tokens) and tokens[found.last].kind not in _ENDS):
            return None
        at += 1
    return at


def _until_joint(tokens: Sequence[Token], at: int) -> int:
    stops = (*_JOINTS, "STOP", "RPAR", "SEMI", "LPAR", "MUST", "CANNOT", "USE", "IF", "UNLESS", "REQUIRED", "IGNORED", "COLON")
    return next((n for n in range(at, len(tokens)) if tokens[n].kind in stops), len(tokens))


def _meaning(match: Match, scope: Scope, before: Expr | None, last: Sequence[Expr] = ()) -> Expr | None:
    """The expression of one atom, or None when it does not fit the fields it speaks of.

    An atom without a field of its own speaks of the one in the `last` part ("when a is false or not set"), else of the subject.
    """
    tokens = match.parts.get("fields") or match.parts.get("lacking", ())
    implied = [n for part in last for n in names(part)][-1:] if all(t.kind != "THIS" for t in match.tokens) else []
    named = [t.value for t in tokens if t.kind == "FIELD"] or implied or [scope.subject]
    if match.form == "apart":
        return _apart(match, named, scope)
    if match.form in _BOUNDING and not tokens and not implied and all(t.kind != "THIS" for t in match.tokens):
        return None  # "over 5" of nothing that was named
    denied = any(t.kind in ("NOT", "ISNT", "NO", "CANNOT", "IGNORED") for t in match.tokens)
    if match.form == "none_sent":
        plain = str(match.parts["none"][0].value).startswith(("none", "neither"))  # not "not all of"
        return And(tuple(Not(Present(name)) for name in dict.fromkeys(named))) if plain else None
    if denied and any(t.kind == "OR" or (t.kind == "SLASH" and all(v.value != "are" for v in match.tokens)) for t in tokens):
        return None  # "a or b is not set": one of them, or neither? But "a/b are not set"
    if len(named) > 1 and any(t.kind == "CANNOT" for t in match.tokens):
        return None  # "you do not send a and b": neither, or not both?
    if any(t.kind == "IGNORED" and t.value not in _UNUSED for t in match.tokens):
        return None
    exprs = [_atom(match, name, scope, before) for name in named]
    known = [e for e in exprs if e is not None]
    if len(known) < len(exprs):
        return None
    if len(known) == 1:
        return known[0]
    either = (not denied and any(t.kind in ("OR", "SLASH") for t in tokens)) or any(
        t.kind in ("ONE_OF", "AT_LEAST_ONE") for t in match.tokens
    )
    return Or(tuple(known)) if either else And(tuple(known))


def _atom(match: Match, name: str, scope: Scope, before: Expr | None) -> Expr | None:
    ref, flag = scope.ref(name), scope.is_flag(name)
    match match.form:
        case "sent":
            whole = all(any_is("medium", parts_of(str(t.value))) for t in match.parts.get("medium", ()))
            return Present(name) if whole else None  # "a `mask` image is provided"
        case "not_sent":
            return Not(Present(name))
        case "includes":
            return _including(match, name, scope)
        case "true" | "false" if (member := _member(match.tokens[-1], name, scope)) is not None:
            return Compare("==", ref, Literal(member))
        case "true" | "false" | "not_true" if (said := _word(match.tokens[-1], name, scope)) is not None:
            equals = Compare("==", ref, Literal(said))
            return Not(equals) if match.form == "not_true" else equals
        case "true" if match.tokens[-1].kind == "TRUE" and name in scope.fields and not scope.fields[name].types:
            return Compare("==", ref, Literal(True))
        case "true" | "used":
            return scope.used(name)
        case "not_used":
            return Not(scope.used(name))
        case "not_true":
            return Not(Compare("==", ref, Literal(True))) if flag else Not(Present(name))
        case "false":
            return Compare("==", ref, Literal(False)) if flag else Not(Present(name))
        case "value" | "not_value" | "value_of":
            return _valued(match, name, scope)
        case "compared":
            return _compared(match, name, scope)
        case "bare":
            return scope.used(name)
        case "members" | "not_members":
            meant = of_members([t for t in match.parts["values"] if t.kind not in _BETWEEN], scope)
            if meant is None and match.form == "members":
                return _known_values(match, scope.subject, scope)  # "when `a` is selected", said of the field that has it
            return Not(meant) if meant is not None and match.form == "not_members" else meant
        case "both":
            return Present(scope.subject)
        case "multiple":
            n = match.parts["n"][0].value
            whole = name in scope.fields and scope.fields[name].types == ("integer",) and isinstance(n, int) and n > 0
            return Compare("==", Arithmetic("%", (ref, Literal(n))), Literal(0)) if whole else None
        case "empty" | "sized" | "several":
            return _of_size(match, name, scope)
        case "values_of" | "own_value":
            return _known_values(match, name, scope)
        case "other_value":
            noun = {p for t in match.parts.get("noun", ()) for p in parts_of(str(t.value))}
            if noun and (before is None or not all(noun.intersection(parts_of(n)) for n in names(before))):
                return None  # "for all other birds"
            spoken = match.parts.get("fields") or (before is not None and len(names(before)) == 1)
            return Not(before) if before is not None and spoken and (name in names(before) or "fields" not in match.parts) else None
        case "between":
            low, high = (match.parts[k][0].value for k in ("low", "high"))
            return And((Compare(">=", ref, Literal(low)), Compare("<=", ref, Literal(high))))
        case _:
            return Compare(_BOUNDS[match.form], ref, Literal(match.parts["n"][0].value))


def _valued(match: Match, name: str, scope: Scope) -> Expr | None:
    said = match.parts["values"]
    tokens = [t for t in said if t.kind not in _BETWEEN]
    if not tokens:
        return None
    if any(t.kind == "AND" for t in said) and not any(t.kind == "OR" for t in said):
        return None  # a field has one value: "2 and 128 otherwise" is no list
    if [str(t.value).lower() for t in tokens if t.kind == "W"] in (["none"], ["null"]) and len(tokens) == 1:
        absent = not any(str(v).lower() in ("none", "null") for v in (scope.fields[name].enum or ()))
        return (Present(name) if match.form == "not_value" else Not(Present(name))) if absent else None
    name = _holding(name, tokens, scope)
    field = scope.fields.get(name)
    members = field.enum if field is not None and field.enum else ()
    values = tuple(_spelled(t, members) or scope.bind(name, t) for t in tokens)
    if any(t.kind not in ("VAL", "NUM", "TRUE", "FALSE", "NO") and value not in members for t, value in zip(tokens, values, strict=True)):
        return None  # an ordinary word is a value only where the documentation lists it
    if not all(scope.fits(name, value) for value in values):
        return None
    expr = equal(scope.ref(name), values)
    return Not(expr) if match.form == "not_value" else expr


def _spelled(token: Token, members: Sequence[Any]) -> str | None:
    """The documented value that a word is which was taken for the name of a field: `Part`, where a field is called `parts`."""
    alike = [m for m in members if isinstance(m, str) and parts_of(m) == parts_of(str(token.value))] if token.kind == "FIELD" else []
    return alike[0] if len(alike) == 1 else None


def _holding(name: str, values: Sequence[Token], scope: Scope) -> str:
    """The field that a named one means, where its values are not those said: "`a` mode" is of `shot_mode`, if `mode` has no `a`.

    One other field must have all of them, and a name that ends in the words of the name that was said.
    """
    said = [str(t.value) for t in values if t.kind in ("VAL", "W", "ADJ")]
    field = scope.fields.get(name)
    if len(said) < len(values) or field is None or any(v in (field.enum or ()) for v in said):
        return name
    holding = that_may_have(said[0], scope.fields) if said else ()
    fitting = [f.name for f in holding if f.enum and all(v in f.enum for v in said) and _is_kind_of(f.name, name)]
    return fitting[0] if len(fitting) == 1 else name


def _is_kind_of(longer: str, name: str) -> bool:
    """Whether a field's name ends in the words of another, or says of what kind that is: `shot_mode` of `mode`, `mask_type` of `mask`."""
    words, own = parts_of(longer), parts_of(name)
    return words[-len(own) :] == own or (words[: len(own)] == own and any_is("category", words[len(own) :]))


def _apart(match: Match, named: Sequence[str], scope: Scope) -> Expr | None:
    """That two fields have different values, or the same: "when a and b are different"."""
    how = str(match.parts["how"][0].value).lower() if "how" in match.parts else "differ"
    one, other = named
    if how not in (*_DIFFERENT, *_EQUAL) or one == other or scope.fields[one].types != scope.fields[other].types:
        return None
    same = (how in _EQUAL) != any(t.kind in ("NOT", "ISNT") for t in match.tokens)
    return Compare("==" if same else "!=", scope.ref(one), scope.ref(other))


def _compared(match: Match, name: str, scope: Scope) -> Expr | None:
    """That two fields have the same value, or different ones, or that one number is the larger."""
    other, relation = match.parts["item"][0].value, match.parts["relation"][0].kind if "relation" in match.parts else ""
    types = [frozenset(scope.fields[n].types) for n in (name, other)]
    if other == name or types[0] & {"array", "object"}:
        return None
    if not relation:
        relation = "DIFFERS" if "not" in match.parts or any(t.kind == "DIFFERS" for t in match.tokens) else "SAME_AS"
    operator = RELATIONS[relation]
    fitting = types[0] == types[1] if operator in ("==", "!=") else all(t & _NUMERIC for t in types)
    return Compare(operator, scope.ref(name), scope.ref(other)) if fitting else None


def _of_size(match: Match, name: str, scope: Scope) -> Expr | None:
    """That a list or a text has so many items or characters, or is empty."""
    types = scope.fields[name].types if name in scope.fields else ()
    if match.form == "empty" and types and set(types) <= _NUMERIC and any_is("datum", parts_of(name)[-1:]):
        return Not(Present(name))  # a number that is no amount: `template_id`
    if types not in (("array",), ("string",)):
        return None
    ref, last = scope.ref(name), match.tokens[-1]
    if match.form == "empty":
        return Or((Not(Present(name)), Compare("==", Size(ref), Literal(0))))
    if match.form == "several":
        one, many = ([str(t.value).lower() for t in match.parts.get(part, ())] for part in ("one", "many"))
        counts = types == ("array",) and (one == ["one"] or many in (["multiple"], ["several"]))
        return Compare(">", Size(ref), Literal(1)) if counts else None
    if last.kind in ("SENT", "USED"):
        return (
            Compare(_BOUNDS[match.parts["relation"][0].kind.lower()], Size(ref), Literal(match.parts["n"][0].value))
            if types == ("array",)
            else None
        )
    if last.kind == "CHARACTERS" if types == ("array",) else last.kind != "CHARACTERS":
        return None
    if last.kind == "FIELD" and last.value != name:
        return None
    return Compare(_BOUNDS[match.parts["relation"][0].kind.lower()], Size(ref), Literal(match.parts["n"][0].value))


def _known_values(match: Match, name: str, scope: Scope) -> Expr | None:
    """That a field has one of some values, which it is documented to have."""
    tokens = [t for t in match.parts["values"] if t.kind not in _BETWEEN]
    name = _holding(name, tokens, scope) if match.form == "values_of" else name
    field = scope.fields.get(name)
    values = tuple(scope.bind(name, t) for t in tokens)
    if field is None or (match.form == "own_value" and name != scope.subject):
        return None
    if not field.enum and _NUMERIC & set(field.types):
        return equal(scope.ref(name), values) if all(not isinstance(v, str | bool) for v in values) else None
    listed = scope.listed if name == scope.subject else ()
    known = {(type(v), v) for v in ((True, False) if field.types == ("boolean",) else field.enum or listed) if isinstance(v, Scalar)}
    return equal(scope.ref(name), values) if all((type(v), v) in known for v in values) else None


def _member(token: Token, name: str, scope: Scope) -> Scalar | None:
    """The text value of a field that a word like "enabled" is."""
    field, value = scope.fields.get(name), scope.bind(name, token)
    return value if field is not None and isinstance(value, str) and value in (field.enum or ()) else None


def _word(token: Token, name: str, scope: Scope) -> str | None:
    """The word `true` or `false` as a text field has it, which is a boolean written as text."""
    field = scope.fields.get(name)
    text = field is not None and field.types == ("string",) and not field.enum
    return str(token.value) if text and token.kind in ("TRUE", "FALSE") else None


def _including(match: Match, name: str, scope: Scope) -> Expr | None:
    """That one of the items of an array is one of some values, or that a field which has one value has one of them."""
    field = scope.fields.get(name)
    if field is not None and field.enum:
        return _known_values(match, name, scope)
    if field is None or field.types != ("array",) or any(t.kind == "AND" for t in match.parts["values"]):
        return None
    ref = scope.ref(name)
    said = [Literal(t.value) for t in match.parts["values"] if t.kind not in _BETWEEN]
    found = [And((HasValue(ref), Not(ForAll(ref, Compare("!=", Item(), one))))) for one in said]
    return found[0] if len(found) == 1 else Or(tuple(found))


__all__ = ["RELATIONS", "Condition", "Scope", "negated", "read_condition"]
