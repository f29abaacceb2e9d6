"""Whether a form stands where it means something: by itself, under the conditions it asks for, with nothing after it that limits it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.doubts import foreign_unit
from swornspec.rules.english.marks import DEFAULTS
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.parts import Part
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.tokens import QUOTES, Token, is_dash, kind_at, parts_of
from swornspec.rules.expr import And, Expr, Not, Or, Present, names
from swornspec.rules.rule import Effect

_LIMITING: Final = frozenset(
    {"OR", "BYTES", "UNLESS", "IF", "STAR", "PLUS", "MINUS", "INSTEAD_OF", "ONLY", "FOR", "NOT"}
    | {"OR_MORE", "OR_LESS", "OR_OVER", "OR_UNDER"}
)
_ALONE: Final = frozenset(
    (
        *("required", "ignored", "forbidden", "requires", "excludes", "at_least_one", "exactly_one"),
        *("all_or_none", "compare", "give", "give_not", "overrides", "unique"),
        *("multiple_of", "same_size", "sized_by", "counted_by", "formula"),
    )
)
_COUNTS: Final = frozenset(("at_least_one", "exactly_one", "all_or_none"))
_BOUNDS: Final = frozenset({"between", "min_max", "within", "at_least", "at_most", "over", "under"})
_PURPOSE: Final = re.compile(  # what a flag is for
    r"\W{0,3}(?:use|set (?:this )?to|choose|select)\s\W{0,2}(?:true|false)\W{0,2}\sfor\s", re.IGNORECASE
)
_IN_CASE: Final = frozenset({"on", "under", "during", "outside"})
_TEMPORAL: Final = frozenset({"RELATIVE", "BEFORE", "AFTER"})
_NEAR_CLAUSE: Final = 8
_AFTER_COUNT: Final = frozenset({"STOP", "COMMA", "SEMI", "LPAR", "RPAR", "LSQB", "MINUS", "COLON", "BETWEEN", "RNG"})
_AFTER_LIST: Final = frozenset(
    [
        *("", "DEFAULT", "BARE_DEFAULT", "BY_DEFAULT", "CASE", "WITH", "WHETHER", "IF", "MUST", "REQUIRED", "IGNORED", "ADJ", "AND"),
        *("ONLY_MATTERS", "ONLY_VALID", "UNUSED_UNLESS", "DEPRECATED", "CANNOT", "FOR"),
    ]
)
_OTHERS: Final = frozenset(("them", "these", "those", "the two"))
_REQUEST: Final = (["request"], ["body"], ["query"], ["call"])
_COUNTED: Final = ("characters", "chars", "digits", "letters", "bytes")
_JOINTS: Final = ("COMMA", "OR", "AND", "SLASH")
_DEFINITE: Final = re.compile(r"(?i)\bthe\s+$")
_CONTINUING: Final = frozenset(
    {"W", "VAL", "NUM", "FIELD", "MUST", "CANNOT", "IS", "WITH", "IN", "COLON", "SET_TO", "INSTEAD", "OTHER", "COLLECTION"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: the tokens of its clause, those before it where that is a remark, its stretch, the text of the sentence.

    `deprecated` says that an earlier sentence has called the field deprecated.
    """

    tokens: Sequence[Token]
    context: Sequence[Token]
    part: Part
    scope: Scope
    text: str
    deprecated: bool


def stands_alone(tokens: Sequence[Token], match: Match, scope: Scope) -> bool:
    """Whether a form stands by itself: between commas or the like, or right after the name of its field."""
    before = tokens[match.first - 1] if match.first else None
    after = kind_at(tokens, match.last)
    own = before is not None and before.kind == "FIELD" and before.value == scope.subject and match.first == 1
    opens = before is None or own or before.kind in ("COMMA", "COLON", "SEMI", "STOP", "MARK")
    opens = opens or (before is not None and (before.kind == "TAKES" or (before.kind == "AND" and match.first == 1)))
    opens = opens or (before is not None and before.value in ("each", "every") and scope.field.types == ("array",))
    named = before is not None and before.kind == "COLON" and kind_at(tokens, match.first - 2) in ("MINIMUM", "MAXIMUM")
    return opens and not named and after in ("", "COMMA", "SEMI", "STOP", "LPAR", "RPAR", "MARK", "MINUS")


def fits(claim: Claim, place: Place, *, alone: bool) -> bool:
    """Whether a claim is one that its form makes in this place; `alone` says that the form stands by itself."""
    part, tokens = place.part, place.tokens
    if claim.form in ("fallback", "default_if_absent", "default_count_if_absent") or (claim.form == "overrides" and claim.demands):
        return part.when == [Not(Present(claim.subject))]
    if claim.form in ("use", "elsewhere", "give", "give_not", "flag", "empty", "required_noun", "forced"):
        flag = place.scope.field.types == ("boolean",)
        return bool(part.when) and not (flag and (_PURPOSE.match(place.text) or _is_itself(part.when, claim, place.scope)))
    if claim.form in ("wins", "used_then"):
        return claim.other is not None or rival(claim, part, place.scope, place.text) is not None
    if claim.form in ("forbidden", "value_forbidden", "case"):
        return bool(part.when or part.unread) or part.group is not None
    if claim.also:
        return not part.when
    if claim.form == "counted":
        return part.group is None and not part.unread
    if claim.form == "all_sent":
        return alternatives(part) is not None
    if claim.form in ("range_alone", "between_alone", "size_alone", "over_alone", "under_alone", "some_alone", "one_item"):
        return alone
    if claim.form == "default_alone":
        return len([t for t in tokens if t.kind != "STOP"]) == 2 or alone
    if claim.form.endswith("_alone"):
        typed = any(t.kind == "KIND" or " " in str(t.value) for t in tokens) and not any(
            t.kind in ("NUM", "FIELD") for t in place.context[1:]
        )
        return (not place.context or typed) and len([t for t in tokens if t.kind not in ("STOP", "MARK", "THIS", "KIND")]) == 1
    if claim.form == "default_named" and part.unread and not part.when:
        return part.group is None and _is_definite(place)
    if "default" in claim.keywords or "examples" in claim.keywords:
        return part.group is None and not part.unread and all(is_own(c, claim, place.scope) for c in part.when)
    if claim.form == "enum" and part.group is not None and kind_at(part.tokens, 0) == "ACCEPTS":
        return len(claim.keywords.get("enum", ())) != 1  # "values are `asc` for rising order"
    if claim.form == "unique" or any(k.endswith("Properties") for k in claim.keywords):
        return not part.when and not part.unread and part.group is None
    if claim.form == "only_listed":
        return alone and "ONLY" in (tokens[0].kind, *[t.kind for t in tokens if t.kind != "STOP"][-1:])
    if claim.form == "restricted":
        return len(tokens) < 4 and not part.when
    if claim.effect is Effect.DEPRECATED and claim.other is not None:
        return place.deprecated or any(t.kind == "DEPRECATED" for t in tokens)
    return True


def is_own(condition: Expr, claim: Claim, scope: Scope) -> bool:
    """Whether a claim has a condition anyway: that its subject is used; or, for a default, that its subject is absent."""
    absent_or = isinstance(condition, Or) and claim.form.startswith("default") and Not(Present(claim.subject)) in condition.parts
    if absent_or and all(names(part) == (claim.subject,) for part in condition.parts):  # type: ignore[union-attr] # it is an Or
        return True  # "if omitted or set to 0, defaults to 5"
    used = condition in (Present(claim.subject), scope.about(claim.subject).used(claim.subject)) and not claim.demands
    absent = condition == Not(Present(claim.subject)) and (claim.form.startswith("default") or claim.form == "overrides")
    both = claim.effect is Effect.OVERRIDES and condition in [Present(n) for n in (claim.other, claim.subject) if n]
    return used or absent or both


def _is_itself(conditions: Sequence[Expr], claim: Claim, scope: Scope) -> bool:
    """Whether the only condition of a claim about a flag is that the flag is true: "use true for test mode", of `test_mode`."""
    return all(condition == scope.about(claim.subject).used(claim.subject) for condition in conditions)


def alternatives(part: Part) -> Or | None:
    """The condition "if a or b is sent", which "both must be sent" speaks of."""
    condition = part.condition
    return condition if isinstance(condition, Or) and all(isinstance(p, Present) for p in condition.parts) else None


def rival(claim: Claim, part: Part, scope: Scope, text: str) -> str | None:
    """The field that the subject of a claim wins over: the other one of two that the condition says to be sent."""
    given = [c for limit in part.when for c in (limit.parts if isinstance(limit, And) else (limit,))]
    sent = {c.name for c in given if isinstance(c, Present)}
    if part.unread or part.group is not None or len(sent) < len(given):
        return None
    if sent == {scope.subject} != {claim.subject} and "both" in text.lower().split():
        return scope.subject  # "if both are sent, `a` is used"
    others = sent - {claim.subject}
    return others.pop() if len(sent) == 2 and len(others) == 1 else None


def limited_after(rest: Sequence[Token], claims: Sequence[Claim], scope: Scope, text: str) -> bool:
    """Whether the words right after a form limit or widen what it claims in a way that was not read."""
    following = next((t for t in rest if t.kind != "MARK"), None)
    if following is None:
        return False
    form, keywords = claims[0].form, claims[0].keywords
    if form in _COUNTS and stranger(rest, text) is not None:
        return True  # "at least one of `a`, `b`, or `stranger`"
    if following.kind in _LIMITING or (following.kind == "COMMA" and kind_at(rest, 1) == "OR"):
        return not _is_remark(following, rest, claims[0])
    if form == "required" and following.kind == "COMMA" and _or_another(rest[1:]):
        return True  # "required, either one of them"
    if form == "pattern" and following.kind in ("IS", "ISNT", "CANNOT", "W", "FIELD", "IN", "WITH"):
        return True  # "the pattern `a` is not checked", "`a` at the start"
    if keywords and _is_elsewhere(following, rest):
        return True  # "defaults to 10 in the app"
    limiting = any(k.removeprefix("items.")[:3] in ("min", "max") for k in keywords)
    if limiting and following.kind in ("W", "BETWEEN", "TO") and any_is("casing", (str(following.value).lower(),)):
        return True  # "up to 30 by air", "up to 30 until May"
    part = following.value == "of" and text[: following.start].rstrip().endswith(_COUNTED)
    if limiting and (part or following.kind == "YOU" or (following.kind == "COMMA" and kind_at(rest, 1) == "NOT")):
        return True  # "at most 8 characters of it", "at most 8 characters, not counting spaces"
    if form in _BOUNDS and following.kind == "LPAR" and kind_at(rest, 1) in ("NUM", "RNG"):
        return True  # "1 to 50 (1 to 4 for the fans)"
    if form == "non_empty" and (following.kind == "TOGETHER" or "both" in text[: following.start].lower().split()):
        return True  # "both cannot be empty"
    if form in _BOUNDS and following.kind in ("OVER", "UNDER"):
        return True  # "at least 5 more than that"
    if (form in _BOUNDS and _in_case(following, rest)) or (form in ("sole_value", "enum") and _at_some_time(following, rest)):
        return True  # "at most 4 on the small plan", "up to 8 without an account", "at most 10 by default"
    if following.kind == "WITH" and any(k.endswith("maxItems") for k in keywords):
        return True  # "at most 20 clips with sound and 20 without"
    if following.kind == "EACH" and following.value != "individual" and any(k.endswith("Length") for k in keywords):
        return True  # "9 characters per line"
    if form in (*_BOUNDS, "exact_length") and any(t.kind in _TEMPORAL for t in rest[:3]):
        return True  # "30 minutes before the end" is no bound of the value
    if form.startswith("default_count") and any(t.kind == "NUM" for t in rest):
        return True  # "returns 20 clips on the first page and 10 on others"
    if "default" in keywords and any(t.kind in _TEMPORAL for t in rest[:2]):
        return True  # "defaults to 5 seconds after the start"
    if "default" in keywords:
        return foreign_unit(following, scope) or _goes_on(form, keywords["default"], following, rest, text)
    if form == "requires" and [t.kind for t in rest[:3]] == ["AND", "FIELD", "TO"]:
        return True
    if form == "give" and following.kind == "AND" and kind_at(rest, 1) == "W" and any(t.kind == "WILL" for t in rest[2:_NEAR_CLAUSE]):
        return True  # "set `a` to 1 and the owner will be told", which nobody must
    if form == "counted":
        return following.kind not in _AFTER_COUNT  # "to generate per page", "to create clips from"
    if form in _ALONE and not (form == "overrides" and claims[0].demands):
        ends = [t.kind for t in rest[:2]] == ["IN", "ANY"] or (is_dash(rest[0]) and following.kind == "IGNORED")  # "in any case"
        ends = ends or (following.kind == "LPAR" and len(rest) == 1)  # what stood in brackets was a condition
        ends = ends or (
            form in ("requires", "give") and following.kind == "TO" and kind_at(rest, 1) in ("W", "GIVE")
        )  # "... to make a film of it"
        ends = ends or (following.kind == "IN" and [str(t.value).lower() for t in rest[1:3] if t.kind != "STOP"][-1:] in _REQUEST)
        ends = ends or (following.value == "respectively" and kind_at(rest, 1) in ("", "STOP"))
        ends = ends or (form == "excludes" and is_dash(rest[0]) and any(t.kind == "MUTUAL" for t in rest))
        return following.kind not in ("STOP", "COMMA", "AND", "RPAR", "SEMI") and not ends
    separated = following.kind in ("COMMA", "SLASH", "PIPE")
    if form in ("enum", "use", "example", "enum_of_codes") and separated and kind_at(rest, 1) == "VAL" and kind_at(rest, 2) != "BY_DEFAULT":
        return True
    if form in ("enum", "use") and following.kind == "AND" and len(rest) > 1 and any_is("ongoing", (str(rest[1].value).lower(),)):
        return True  # "`a`, `b` and so on"
    if form == "enum" and [kind_at(rest, n) for n in (0, 2)] == ["WITH", "AS_DEFAULT"]:
        return False
    if form == "enum" and following.value == "where" and any(t.kind in DEFAULTS for t in rest[:4]):
        return False
    if form in ("enum", "use") and following.kind == "TO" and kind_at(rest, 1) == "NUM":
        return True  # "1.0 to 5.0"
    if form == "enum" and separated and len(rest) > 1 and str(rest[1].value).lower() in ("based", "depending", "according", "depends"):
        return False  # "`a` or `b`, based on what it is for"
    if form == "enum" and separated and kind_at(rest, 1) not in _AFTER_LIST and kind_at(rest, 2) != "BY_DEFAULT":
        return True  # the list goes on with something that is no value
    return form in ("enum", "use", "example") and following.kind in _CONTINUING


def stranger(rest: Sequence[Token], text: str) -> Token | None:
    """The name that a list of fields goes on with and that is none of a field: "`a`, `b`, or `stranger`"; None where the list ends."""
    joints = next((n for n, t in enumerate(rest) if t.kind not in _JOINTS), len(rest))
    named = rest[joints] if 0 < joints < len(rest) else None
    quoted = named is not None and named.kind == "VAL" and text[named.start] in QUOTES
    ends = kind_at(rest, joints + 1) in ("", "STOP", "RPAR", *_JOINTS)
    return named if quoted and ends else None


def _or_another(rest: Sequence[Token]) -> bool:
    """Whether words go on with what may be sent instead, rather than with values: "either one of them", "either this or `a`"."""
    first = int(kind_at(rest, 0) == "ONE_OF")
    others = [t for t in rest[first : first + 2] if t.kind in ("FIELD", "THIS") or str(t.value).lower() in _OTHERS]
    return bool(others[:1]) and (first == 1 or kind_at(rest, 1) == "OR")


def _is_elsewhere(following: Token, rest: Sequence[Token]) -> bool:
    """Whether what stands before holds for an application, an older version or a response, and not for the request."""
    if following.kind == "OUTPUT":
        return True
    near = [str(t.value) for t in [t for t in rest if t.kind != "MARK"][1:4] if t.kind in ("W", "VAL", "FIELD")]
    named = [p for word in near for p in (word.lower(), *parts_of(word))]
    return following.kind == "IN" and any_is("elsewhere", named)


def _in_case(following: Token, rest: Sequence[Token]) -> bool:
    """Whether a limit goes on with the case that it holds in."""
    with_other = following.kind == "WITH" and kind_at(rest, 1) in ("VAL", "FIELD")
    return with_other or following.kind in ("WITHOUT", "BY_DEFAULT") or _at_some_time(following, rest)


def _at_some_time(following: Token, rest: Sequence[Token]) -> bool:
    """Whether "on weekends" or "under the moon" follows, but not "under 5"."""
    opens = following.kind in ("TRUE", "W", "UNDER") and str(following.value).lower() in _IN_CASE
    return opens and kind_at(rest, 1) not in ("NUM", "FIELD")


def _is_remark(following: Token, rest: Sequence[Token], claim: Claim) -> bool:
    """Whether a word that limits what stands before it only adds to it: "a two-letter code for the country", "5 - the fewest"."""
    if following.kind == "FOR":
        return claim.form == "exact_length" and "maxLength" in claim.keywords
    if following.kind == "ONLY":
        return any(k.endswith("Length") for k in claim.keywords) and kind_at(rest, 1) != "IF"  # "9 characters, containing only letters"
    if following.kind == "MINUS":
        return claim.form == "default" and kind_at(rest, 1) not in ("NUM", "RNG")
    return claim.form == "deprecated" and following.kind == "INSTEAD_OF"


def _goes_on(form: str, default: Any, following: Token, rest: Sequence[Token], text: str) -> bool:
    """Whether the words after a default make something else of it: a list, a range, the name of a thing."""
    textual = isinstance(default, str)
    if following.kind == "IS" and kind_at(rest, 1) != "USED" and form != "default_named":
        return True  # "by default the `id` is shown" is no default of the id
    quoted = text[: rest[0].start].rstrip()[-1:] in QUOTES
    truth = str(default).lower() in ("true", "false")  # "false to keep it small" is no range
    if textual and not quoted and not truth and following.kind in ("TO", "IN"):
        return True  # "the default order is oldest to newest"
    if following.kind in ("COMMA", "SLASH") and kind_at(rest, 1) in ("VAL", "NUM"):
        return [kind_at(rest, n) for n in (2, 3)] not in (["IS", "MAXIMUM"], ["IS", "MINIMUM"])  # "20 is the default, 100 is the maximum"
    joined = following.kind in ("AND", "SLASH") and kind_at(rest, 1) in ("W", "VAL", "NUM")
    joined = joined or (following.kind == "COMMA" and kind_at(rest, 1) == "W" and kind_at(rest, 2) in ("", "STOP"))
    word = following.kind in ("W", "VAL", "CHARACTERS", "ITEMS", "BYTES", "RETURNS", "RETURN")
    return textual and (joined or (word and not any_is("category", parts_of(str(following.value)))))


def _is_definite(place: Place) -> bool:
    """Whether "the default" is spoken of, which is the same whatever the condition; not "a default"."""
    default = next((t for t in place.part.tokens if t.kind in DEFAULTS), None)
    return default is not None and (default.value.startswith("the ") or _DEFINITE.search(place.text[: default.start]) is not None)
