"""What speaks against a reading that its form allows: a made-up constraint costs more trust than a missed one."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import takewhile
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.examples import example_at
from swornspec.rules.english.meaning.claim import Claim, quoted_number
from swornspec.rules.english.nouns import any_is, nouns
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.subject import is_category, own_parts
from swornspec.rules.english.tokens import QUOTES, Token, is_dash, is_name, kind_at, parts_of
from swornspec.rules.field import Field, Fields, that_may_have

NUMERIC: Final = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))
_SIZES: Final = frozenset(("minLength", "maxLength"))
_LIMITING: Final = frozenset(("IF", "UNLESS", "FOR", "ONLY", "ONLY_VALID", "ONLY_MATTERS", "WITHOUT", "OTHER", "IN", "YOU"))
_CASING: Final = frozenset(("IF", "UNLESS", "FOR", "ONLY", "ONLY_VALID", "ONLY_MATTERS", "REQUIRES"))
_CLOSING: Final = frozenset(("", "STOP", "COMMA", "SEMI", "RPAR", "MARK", "COLON", "MINUS"))
_OPENING: Final = frozenset(("COMMA", "COLON", "STOP", "SEMI", "MINUS", "MARK"))
_DEMANDING: Final = frozenset(("must", "cannot", "can", "can't", "may", "should"))
_SELF: Final = frozenset(("THIS", "KIND", "IS", "BE", "MUST", "ADJ", "WILL", "AND"))
_NEAR: Final = 3  # words before a remark in brackets that it may speak of
_TIME: Final = re.compile(
    r"(?<!\d )(?<!\d)(?<!\ba )(?<!\ban )(?<!\bper )(?<!\beach )(?<!\bevery )\b(minute|hour|day|week|month|year)s?\b", re.IGNORECASE
)
_UNITS: Final = ("minute", "hour", "day", "week", "month", "year")
_OF_NAMED: Final = re.compile(r"\bof (?:the |an? )?(?P<word>[A-Za-z]\w{0,40})\W{0,3}$", re.IGNORECASE)
_MOST_OF_NAMED: Final = 60
_SETTING: Final = frozenset(("SET_TO", "USE", "ALTER", "GIVE", "ENTER", "SENT", "OR"))
_WORD: Final = re.compile(r"[\w.+/-]{1,60}")
_JOINING: Final = frozenset(("followed", "plus", "then", "optionally"))
_ADDING: Final = frozenset(("AND", "PLUS", "WITH", "INCLUDING"))
_HOLDING: Final = frozenset(("array", "object", "list", "dict"))
_TYPES: Final = _HOLDING | {"string", "number", "integer", "boolean", "null", "file", "text"}
_FOR_ALL: Final = frozenset(("combined", "together", "altogether", "summed", "added"))
_FACTORS: Final = frozenset(("times", "x"))


def times_of(text: str) -> frozenset[str]:
    """The units of time that a description names apart from its numbers: "the number of days", "in minutes"."""
    small = text.lower()
    return frozenset(m.group(1).lower() for m in _TIME.finditer(text)) if any(unit in small for unit in _UNITS) else frozenset()


def doubtful(claim: Claim, match: Match, tokens: Sequence[Token], context: Sequence[Token], scope: Scope, *, item: bool) -> bool:
    """Whether the words around a form speak against what it claims without a condition.

    `tokens` are those of the clause, `context` what stands before it where it is a remark in brackets; `item` says that
    the clause stands in an item of a list.
    """
    before, after = tokens[: match.first], tokens[match.last :]
    if claim.form == "required":
        return not _plainly_required(match, tokens, context, scope, item=item)
    if "deprecated" in claim.keywords:
        start = max((n + 1 for n, t in enumerate(before) if t.kind in _OPENING), default=0)
        if context and context[-1].kind in ("VAL", "NUM") and context[-1].value != scope.subject:
            return True  # "one of `a`, `b` (deprecated)"
        return item or not all(_is_own(t, scope) for t in before[start:])
    if {"enum", "items.enum"} & set(claim.keywords):
        return _names_types(claim) or _of_another(match, tokens, scope)
    if _SIZES & set(claim.keywords):
        joined = claim.form == "size_alone" and any(t.kind in _ADDING or t.value in _JOINING for t in (*context, *after))
        joined = joined or (claim.form in ("size_alone", "exact_length") and _goes_on(after))
        joined = joined or (claim.form == "exact_length" and any(t.value in _JOINING for t in match.tokens))
        return joined or _of_a_part(claim, match, before, after, context)
    if "default" in claim.keywords and _glosses(before, after):
        return True  # "0 - the default mode 1 - the fast mode"
    if "default" in claim.keywords or not NUMERIC & set(claim.keywords):
        return False
    if any(t.kind == "BY_DEFAULT" for t in before) and not any(t.kind in ("NUM", "VAL") for t in before):
        return True  # "by default, this limit is 10"
    if context and any(t.kind == "IS" for t in tokens):
        return True  # "an overdrawn account (`balance` is less than 0)"
    if context and context[-1].kind in ("NUM", "RNG"):
        return True  # "between 0 and 500 (0 - 5 stars)" says it in another unit
    if claim.subject != scope.subject and (context or not any(map(_demands, tokens))):
        return True
    if (
        any(t.kind == "CHARACTERS" for t in (*before, *after))
        or _tells_length((*before, *after))
        or any(t.value in _FACTORS for t in _unit(match))
    ):
        return True
    if any(t.kind == "OR" and kind_at(after, n + 1) in ("NUM", "VAL") for n, t in enumerate(after)):
        return True  # "1 to 31, or 0 for the whole year"
    if any(str(t.value).lower() in _FOR_ALL for t in after[:1]):
        return True  # "`a` and `b` must not exceed 50 combined"
    if [t.kind for t in after[:2]] in (["COMMA", "NUM"], ["AND", "NUM"]) and kind_at(after, 2) in ("COMMA", "AND", "", "STOP"):
        return True  # "1 to 5, 10"
    if claim.form == "between" and [t.kind for t in after[:2]] == ["IS", "W"]:
        return True  # "values between 1 and 5 are reserved"
    if any(_foreign(t, scope) for t in (*_unit(match), *after[:1])):
        return True
    how = bool(context) and not context[0].start and str(context[0].value) == "how" and not any(t.kind in ("NUM", "FIELD") for t in context)
    return bool(context) and not _speaks_of(context[-_NEAR:], scope, opens_with_how=how)


def _names_types(claim: Claim) -> bool:
    """Whether listed values are types that the field itself may be of: "accepts a string or an array"."""
    values = {v for key in ("enum", "items.enum") for v in claim.keywords.get(key, ())}
    return len(values) > 1 and values <= _TYPES and not values.isdisjoint(_HOLDING) and not is_category(claim.subject)


def _glosses(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether words tell what some value before a dash means, and a dash follows that tells what the next one means."""
    dashes = [t.kind == "MINUS" or is_dash(t) for t in (*before[-1:], *after[:1])]
    return dashes == [True, True] and kind_at(before, len(before) - 2) in ("NUM", "VAL", "TRUE", "FALSE")


def _goes_on(after: Sequence[Token]) -> bool:
    """Whether more characters follow those that were counted: "three letters, then digits", "2 letters then 4 digits"."""
    following = [t.kind for t in after[:3]]
    return following[:2] in (["COMMA", "CHARACTERS"], ["NUM", "CHARACTERS"]) or following == ["COMMA", "NUM", "CHARACTERS"]


def named_after(context: Sequence[Token], following: Sequence[Token], scope: Scope) -> bool:
    """Whether the field is named right after a remark and not before it: "small grains (0.5 - 0.9 µm) ratio"."""
    own = own_parts(scope.subject)
    named = [any(own.intersection(parts_of(str(t.value))) for t in part if t.kind in ("W", "FIELD")) for part in (context, following[:2])]
    return named == [False, True]


def _tells_length(tokens: Sequence[Token]) -> bool:
    """Whether a length of text is spoken of, not one of time: "recording length in seconds"."""
    return any(t.kind == "LENGTH" and not _in_time(tokens[n + 1 : n + 3]) for n, t in enumerate(tokens))


def _in_time(tokens: Sequence[Token]) -> bool:
    """Whether tokens are "in seconds" or the like."""
    return kind_at(tokens, 0) == "IN" and any(any_is("time", parts_of(str(t.value))) or t.value == "seconds" for t in tokens[1:])


def partial(readings: Iterable[Reading], tokens: Sequence[Token], scope: Scope, text: str) -> bool:
    """Whether a sentence quotes words that a list of values read from it lacks."""
    quoted = _without_cases(tokens[: example_at(tokens)])
    listed = (
        t for n, t in enumerate(quoted) if (t.kind == "VAL" or (t.kind == "FIELD" and _in_list(quoted, n))) and not is_name(quoted, n)
    )
    names = {str(t.value) for t in listed if text[t.start] in QUOTES and _WORD.fullmatch(str(t.value))}
    for reading in readings:
        values = reading.claim.keywords.get("enum", reading.claim.keywords.get("items.enum", ()))
        plain = reading.is_keyword and reading.claim.subject == scope.subject
        if plain and values and names.difference(map(str, values), (str(reading.claim.keywords.get("default")), "null")):
            return True
    return False


def of_cases(reading: Reading, tokens: Sequence[Token], scope: Scope) -> bool:
    """Whether a field is said to be required for what stands in brackets behind: "Required (fast, slow)", values of another field."""
    if reading.claim.form != "required" or reading.when or reading.claim.subject != scope.subject:
        return False
    at = next((n for n, t in enumerate(tokens) if t.kind == "REQUIRED" and kind_at(tokens, n + 1) == "LPAR"), len(tokens))
    inside = list(takewhile(lambda t: t.kind != "RPAR", tokens[at + 2 :]))
    cases = [str(t.value) for t in inside if t.kind in ("VAL", "W")]
    others = (f for case in cases for f in that_may_have(case, scope.fields) if f.name != scope.subject)
    return any(any(str(v).casefold() == case.casefold() for v in f.enum or () for case in cases) for f in others)


def of_another(reading: Reading, scope: Scope, text: str) -> bool:
    """Whether listed values are those of another field, which the words before them name."""
    values = reading.claim.keywords.get("enum", reading.claim.keywords.get("items.enum", ()))
    quoted = next((at for at, c in enumerate(text) if c in QUOTES), len(text))
    return bool(values) and reading.claim.subject == scope.subject and of_other_field(values, text[:quoted], scope.field, scope.fields)


def of_other_field(values: Collection[Any], before: str, field: Field, fields: Fields) -> bool:
    """Whether values are those of one other field, which the words right before them name: "used for pots of type `a` or `b`"."""
    named = _OF_NAMED.search(before[-_MOST_OF_NAMED:])
    if named is None:
        return False
    said, word = {str(v) for v in values}, named["word"].lower()
    having = [f for f in fields.values() if f.name != field.name and f.enum and said <= set(map(str, f.enum))]
    ends = parts_of(having[0].name)[-1:] if len(having) == 1 else ()
    return bool(ends) and word in (ends[0], f"{ends[0]}s")


def _without_cases(tokens: Sequence[Token]) -> Sequence[Token]:
    """Tokens without the brackets that say for which case a value is: "`a`, `b` (only for `c`)"."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = next((n for n in range(at + 1, len(tokens)) if tokens[n].kind == "RPAR"), 0) if tokens[at].kind == "LPAR" else 0
        cased = end and any(t.kind in _CASING for t in tokens[at + 1 : end])
        found += [] if cased else [tokens[at]]
        at = end + 1 if cased else at + 1
    return found


def exceptional(keywords: Any, sentences: Iterable[Sequence[Token]], subject: str) -> float | None:
    """A number that a sentence tells to set, outside of the bounds that another one states of a field; None when there is none."""
    for tokens in sentences:
        for n, token in enumerate(tokens):
            term = kind_at(tokens, n + 1) in ("STAR", "PLUS")  # "frames = 24 × seconds + 1"
            value = token.value if token.kind == "NUM" else quoted_number(token)
            meant = token.kind == "VAL" and kind_at(tokens, n - 1) == "THIS"  # "the value `0` means ..."
            other = kind_at(tokens, n - 1) == "SET_TO" and kind_at(tokens, n - 2) == "FIELD" and tokens[n - 2].value != subject
            said = n > 0 and not term and not other and (tokens[n - 1].kind in _SETTING or _is_value(tokens, n - 1) or meant)
            said = said or (isinstance(value, int) and _has_purpose(tokens, n))
            if said and value is not None and outside(value, keywords):
                return float(value)
    return None


def _has_purpose(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number opens a stretch that says what it does: "0 to disable", "-1 for unlimited", "(0 = never)", "0 turns it off"."""
    if kind_at(tokens, at - 1) not in ("", "STOP", "COMMA", "SEMI", "LPAR", "OR", "AND"):
        return False
    after, word = kind_at(tokens, at + 1), str(tokens[at + 1].value).lower() if at + 1 < len(tokens) else ""
    if after == "TO":
        return kind_at(tokens, at + 2) not in ("NUM", "RNG", "FIELD", "")
    return after in ("FOR", "SET_TO", "DISABLES", "IGNORES") or (after == "W" and any_is("acting", (word,))) or any_is("telling", (word,))


def _of_another(match: Match, tokens: Sequence[Token], scope: Scope) -> bool:
    """Whether the noun that a list of values stands behind is another thing than the field: "any of these states" of a time."""
    if any_is("open", (str(t.value).lower() for t in tokens[: match.first + 3])):
        return True
    values = match.parts.get("values", ())
    ahead = [t for t in tokens if values and t.end <= values[0].start]
    noun = next((t for t in reversed(ahead) if t.kind == "W"), None)
    words = set(parts_of(str(noun.value))) if noun else set()
    return any_is("category", words) and words.isdisjoint(own_parts(scope.subject)) and not is_category(scope.subject)


def _of_a_part(claim: Claim, match: Match, before: Sequence[Token], after: Sequence[Token], context: Sequence[Token]) -> bool:
    """Whether a length is that of a part of the value, or of one of several kinds of it: "a name (up to 5 characters) or an order"."""
    around = (*before, *after)
    if claim.form in ("exact_length", "size_alone") and any(
        t.kind == "NUM" and kind_at(around, n + 1) in ("CHARACTERS", "MINUS") for n, t in enumerate(around)
    ):
        return True
    labelled = any(t.kind == "LENGTH" for t in match.parts.get("what", ())) and any(t.kind in ("SET_TO", "COLON") for t in match.tokens)
    return bool(context) and any(t.kind == "OR" for t in (*context, *before)) and not labelled


def outside(value: Any, keywords: Any) -> bool:
    """Whether a number lies outside of bounds."""
    low, high = keywords.get("minimum"), keywords.get("maximum")
    over, under = keywords.get("exclusiveMinimum"), keywords.get("exclusiveMaximum")
    return (
        (low is not None and value < low)
        or (high is not None and value > high)
        or (over is not None and value <= over)
        or (under is not None and value >= under)
    )


def _is_value(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is "a value of ...": the word before it is "of", after one for a value."""
    return tokens[at].value == "of" and at > 0 and tokens[at - 1].kind == "THIS"


def _plainly_required(match: Match, tokens: Sequence[Token], context: Sequence[Token], scope: Scope, *, item: bool) -> bool:
    """Whether "required" is said of the field itself, and of every request."""
    before, after = tokens[: match.first], tokens[match.last :]
    words = [t for t in match.tokens if t.kind == "REQUIRED"]
    weak = any(t.value not in ("required", "mandatory", "compulsory") for t in words) or any("also" in str(t.value) for t in match.tokens)
    start = max((n + 1 for n, t in enumerate(before) if t.kind in _OPENING), default=0)
    said = before[start:]
    itself = all(_is_own(t, scope) for t in said)
    if weak or not itself or (item and (said or context)) or kind_at(after, 0) not in _CLOSING:
        return False
    later = any(t.kind == "WILL" for t in (*said, *match.tokens))
    return not later and not any(t.kind in _LIMITING or str(t.value).lower() in ("exception", "exceptions") for t in tokens)


def _is_own(token: Token, scope: Scope) -> bool:
    """Whether a word before a verb means the field itself: "this", its name, a word of its name."""
    if token.kind == "FIELD":
        return bool(token.value == scope.subject)
    return token.kind in _SELF or (token.kind == "W" and own_parts(scope.subject).issuperset(parts_of(str(token.value))))


def _speaks_of(context: Sequence[Token], scope: Scope, *, opens_with_how: bool) -> bool:
    """Whether a remark stands behind the field's name, a word for a number, or at the end of a clause about it."""
    own = own_parts(scope.subject)
    if opens_with_how:
        return True
    for token in context:
        if token.kind in ("THIS", "KIND", "COUNT") or (token.kind == "FIELD" and token.value == scope.subject):
            return True
        words = parts_of(str(token.value)) if token.kind in ("W", "VAL") else ()
        if own.intersection(words) or any_is("quantity", words) or any_is("graded", words):
            return True
    return not any(t.kind in ("CHARACTERS", "FIELD", "VAL", "IS") for t in context)


def _unit(match: Match) -> tuple[Token, ...]:
    return tuple(t for part in ("unit", "unit2") for t in match.parts.get(part, ()))


def _foreign(token: Token, scope: Scope) -> bool:
    """Whether a word is a unit of time that the field is not said to count."""
    words = set(parts_of(str(token.value))) & nouns("time") if token.kind == "W" else set()
    return bool(words) and words.isdisjoint(own_parts(scope.subject)) and words.isdisjoint(scope.times)


def foreign_unit(token: Token | None, scope: Scope) -> bool:
    """Whether a number is followed by a unit of time that the field is not said to count: "12 hours"."""
    return token is not None and _foreign(token, scope)


def _in_list(tokens: Sequence[Token], at: int) -> bool:
    """Whether a quoted name stands in a list beside quoted values, as one of them."""
    return kind_at(tokens, at + 1) in ("COMMA", "OR", "PIPE") and "VAL" in (kind_at(tokens, at + 2), kind_at(tokens, at + 3))


def _demands(token: Token) -> bool:
    """Whether a word demands something, alone or in a phrase: "must", "must not exceed", "cannot exceed"."""
    return token.kind in ("MUST", "CANNOT") or (token.kind == "AT_MOST" and str(token.value).split()[0] in _DEMANDING)
