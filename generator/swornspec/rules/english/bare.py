"""Lists of bare values within a sentence: "up / down", "Status of the job (queued, done)", "0 = off, 1 = on".

Ordinary words are values only in their place: a list is the whole clause or the end of it, and what stands before it
names the field or a category ("type", "status"). Alternatives of kinds of things ("name or id") are no values.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.listed import agrees
from swornspec.rules.english.marks import DEFAULTS
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.meaning.read import claims_of
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Kinds, Match
from swornspec.rules.english.referent import speaks_plainly
from swornspec.rules.english.subject import head_of, is_category, own_parts, subject_of, tells_format
from swornspec.rules.english.tokens import QUOTES, Token, is_name, kind_at, parts_of

_DENYING: Final = frozenset(
    ["CANNOT", "NOT", "UNSUPPORTED", "IGNORED", "IF", "UNLESS", "ONLY_VALID", "OVERRIDES", "REQUIRED", "BY_DEFAULT"]
)
_ARTICLE: Final = re.compile(r"\W*(?:the|an?|its|your)\s+", re.IGNORECASE)
_COUNTING: Final = frozenset(("AT_LEAST_ONE", "EXACTLY_ONE", "AT_MOST_ONE", "NONE_OF"))
_JOINING: Final = frozenset(("OR", "AND", "COMMA", "SEMI", "SLASH", "PIPE", "LPAR"))  # no list is without one of them
_SETTING: Final = frozenset(("USE", "ENTER", "GIVE", "SET_TO", "SENT", "ALTER", "USED"))
_WORD: Final = re.compile(r"[A-Za-z_][\w-]+|[A-Z]")
_MEDIA: Final = frozenset(("application", "text", "image", "audio", "video", "font", "model", "multipart", "message"))
_MODALS: Final = frozenset(("CAN", "MUST", "BE", "COLON", "THIS", "IS", "WILL", "ACCEPTS"))
_EITHER: Final = re.compile(r"(?i),\s+either\b")
_NUMERIC: Final = frozenset(("integer", "number"))
_VERSION: Final = re.compile(r"(?i)^[a-z][\w.+-]*\d[\w.+-]*$")
_ROW: Final = re.compile(r"[a-z]{2,40}(?:, [a-z]{2,40})+,? or [a-z]{2,40}")
_PAIR: Final = 3  # tokens of "a or b"
_LABEL: Final = frozenset(("W", "ADJ", "FIELD", "EACH", "KIND", "WHETHER", "YOU", "TO", "THIS", "IN", "RESULT", "ITEMS", "RETURNED"))
_ENDS: Final = frozenset(("", "STOP", "SEMI", "MARK", "RPAR"))
_CLOSE: Final = 3  # of these, the ones that a remark in brackets follows directly
_AT: Final = frozenset(("at", "on", "under", "by"))
_NEAR: Final = 5  # words before a list that may name what it lists


def bare_lists(tokens: Sequence[Token], context: Sequence[Token], scope: Scope, text: str) -> Iterator[tuple[Match, Claim]]:
    """Yield the lists of bare values in a clause; `context` is what stands before it where the clause is a remark in brackets."""
    denied = any(t.kind in _DENYING for t in tokens)
    if any_is("open", (str(t.value).lower() for t in tokens)) or any_is("syntax", (head_of(scope.subject),)):
        return
    tokens = [piece for t in tokens for piece in _split(t)]
    if not any(t.kind in _JOINING for t in tokens):
        return
    kinds, at = Kinds(tokens), 0
    while at < len(kinds.tokens):
        match = kinds.longest("lists", at)
        at += 1
        if match is None or (match.first and tokens[match.first - 1].kind == "INCLUDING"):
            continue
        if (not denied or match.form.startswith("codes")) and _in_place(match, tokens, context, scope, text):
            claims = [c for c in claims_of(match, scope, text) if agrees(next(iter(c.keywords.values())), scope)]
            yield from ((match, claim) for claim in claims)
            at = match.last if claims else at


def _split(token: Token) -> Iterator[Token]:
    """The words of "on/off/auto" as tokens of their own; a media type stays whole."""
    words = str(token.value).split("/") if token.kind in ("W", "VAL") and token.end - token.start == len(str(token.value)) else []
    if len(words) < 2 or not all(words) or words[0] in _MEDIA or not all(_WORD.fullmatch(w) for w in words):
        yield token
        return
    at = token.start
    for n, word in enumerate(words):
        if n:
            yield Token("SLASH", "/", at - 1, at)
        yield Token("W", word, at, at + len(word))
        at += len(word) + 1


def rest_of_list(match: Match, before: Sequence[Token]) -> bool:
    """Whether values are the rest of a list whose first value is the name of a field: "prompt, photo or props"."""
    said = [t.kind for t in before if str(t.value).lower() != "either"]
    return match.form == "enum_of_codes" and said == ["FIELD", "COMMA"]


def scattered(tokens: Sequence[Token], scope: Scope, text: str) -> list[str]:
    """The values of "use `a` to ..., `b` to ... or `c` to ...": each with its purpose, and no other value among them."""
    colon = next((n for n, t in enumerate(tokens) if t.kind == "COLON"), -1)
    labelled = colon > 0 and kind_at(tokens, colon + 1) == "VAL" and all(t.kind in (*_LABEL, "DESCRIBES") for t in tokens[:colon])
    if labelled:
        tokens = tokens[colon:]  # "The kind of user: `new` to create one, or `old` to ..."
    first = next((n for n, t in enumerate(tokens) if t.kind not in _MODALS and t.value != scope.subject), 0)
    if (
        not tokens
        or (not labelled and tokens[0].kind not in _SETTING and not any(t.kind in ("CAN", "MUST") for t in tokens[:first]))
        or scope.field.types not in (("string",), ("array",))
    ):
        return []
    values = [n for n, t in enumerate(tokens) if t.kind == "VAL" and not is_name(tokens, n)]
    shown = [n for n in values if text[tokens[n].start] in QUOTES]
    values = shown if len(shown) > 1 else values  # "... or `old` to use one of the application": documented values of other fields
    purposed = all(_has_purpose(tokens, n + 1) and re.fullmatch(r"[\w.+/-]+", str(tokens[n].value)) for n in values)
    purposed = purposed and all(_joins(tokens, n - 1) or (tokens[n - 1].kind == "TO" and _joins(tokens, n - 2)) for n in values[1:])
    joined = any(t.kind in ("OR", "AND", "COMMA") for t in tokens)
    named = [str(tokens[n].value) for n in values]
    denied = any(t.kind in ("NOT", "CANNOT", "EXAMPLE") for t in tokens)
    return (
        named
        if len(values) > 1 and values[0] <= max(2, first) and purposed and joined and not denied and len(set(named)) == len(named)
        else []
    )


def _joins(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].kind in ("OR", "AND", "COMMA")


def _of_some(before: Sequence[Token]) -> bool:
    """Whether the words before a colon say of what cases the values behind it are: "valid values for guests: ..."."""
    told = next((n for n, t in enumerate(before) if t.kind in ("ACCEPTS", "ALLOWED")), len(before))
    places = [n for n in range(told, len(before)) if before[n].kind in ("FOR", "WITH", "IN") or str(before[n].value) in _AT]
    return any(kind_at(before, n + 1) not in ("", "THIS", "FIELD", "COLON") for n in places)


def _has_purpose(tokens: Sequence[Token], at: int) -> bool:
    kinds = [t.kind for t in tokens[at : at + 2]]
    return kinds[:1] in (["TO"], ["FOR"], ["IF"]) or (
        kinds[:1] == ["COMMA"] and len(kinds) > 1 and tokens[at + 1].value in ("where", "which", "meaning")
    )


def _in_place(match: Match, tokens: Sequence[Token], context: Sequence[Token], scope: Scope, text: str) -> bool:
    before, after = tokens[: match.first], tokens[match.last].kind if match.last < len(tokens) else ""
    kinds = {t.kind for t in match.parts["values"]}
    closed = (after in _ENDS and match.last >= len(tokens) - 2) or (after == "COMMA" and kind_at(tokens, match.last + 1) in DEFAULTS)
    set_apart = _quoted(match, text) or "SLASH" in kinds or "PIPE" in kinds
    chosen = match.form == "enum_entered" and str(tokens[match.first].value).startswith(("choose", "select"))
    introduced = match.form == "enum_after" and match.parts["mark"][0].kind == "COLON" and "COMMA" in kinds
    if (
        "AND" in kinds
        and not (chosen or introduced)
        and not (_quoted(match, text) or _codes(match, text))
        and match.form.startswith("enum")
    ):
        return False  # ordinary words joined by "and" are no alternatives
    match match.form:
        case "enum_alone":
            if "PIPE" in kinds and any(any_is("generic", parts_of(str(t.value))) for t in match.parts["values"]):
                return False  # "Value | Notes" heads a table
            opens = not before and closed and _EITHER.search(text[match.parts["values"][0].start : match.parts["values"][-1].end]) is None
            of_category = is_category(scope.subject)
            if tokens[0].kind == "THAT_IS":
                return opens and (of_category or all(text[t.start].isupper() for t in match.parts["values"] if t.kind in ("W", "VAL")))
            if context:
                if not opens or _denied(context) or (not _quoted(match, text) and any_is("composed", (str(context[-1].value),))):
                    return False
                values = any(t.kind in ("ACCEPTS", "LISTED") for t in context[-_CLOSE:])
                coded = of_category and _codes(match, text) and _named(context, scope)
                return values or coded or (_named(context[-_CLOSE:], scope, itself=True) and (of_category or _quoted(match, text)))
            own = any(parts_of(str(t.value)) == parts_of(scope.subject) for t in match.parts["values"])
            if own or _ARTICLE.fullmatch(text[: match.parts["values"][0].start]):
                return False  # "State/Province", of a state; "The weather, mild or strong"
            lower = all(text[t.start : t.end].islower() for t in match.parts["values"] if text[t.start].isalpha())
            numbers = kinds <= {"NUM", "OR", "COMMA"} and "OR" in kinds and bool(_NUMERIC & set(scope.field.types))
            named = any_is("datum", (head_of(scope.subject),))
            plain = (
                lower and not named and len(match.parts["values"]) > _PAIR and _in_a_row(match, text) and len(tokens) - match.last < _PAIR
            )
            said = [t for t in match.parts["values"] if t.kind not in _JOINING]
            versions = len(said) >= _PAIR and all(t.kind == "VAL" and _VERSION.search(str(t.value)) for t in said)
            plain = plain or (versions and "COMMA" in kinds)  # "v4, v4_5, v5"
            return opens and (of_category or _quoted(match, text) or numbers or plain or (lower and ("SLASH" in kinds or "PIPE" in kinds)))
        case "enum_after":
            mark = match.parts["mark"][0].kind
            if before and before[-1].kind in ("VAL", "NUM", "RPAR") and mark == "COMMA":
                return False  # the rest of a longer list
            if mark == "COMMA" and kind_at(before, len(before) - 2) == "COMMA":
                return False  # as here, after a word that is none of the values as we know them
            if mark == "COMMA" and any(t.kind in _COUNTING for t in before):
                return False  # "at least one of `a`, `b` or `c`" are fields
            if mark == "COLON" and ((not set_apart and _names_parts(before, match)) or _of_some(before)):
                return False
            dashed = mark in ("MINUS", "MARK") and any(t.kind == "FIELD" and t.value == scope.subject for t in before)
            titled = is_category(scope.subject) and all(text[t.start].isupper() for t in match.parts["values"] if t.kind == "W")
            if mark == "COMMA" and not set_apart and not titled and not _named(before[-1:], scope):
                return False
            either = "either" in text[match.parts["mark"][0].end : match.parts["values"][0].start].lower()
            joined = "OR" in kinds and (mark != "COMMA" or either or titled or _codes(match, text))
            strong = mark == "COLON" or set_apart or joined or dashed
            return (
                closed and strong and (_named(before, scope) or (mark == "COLON" and "OR" in kinds and _labels(before, match, scope, text)))
            )
        case "enum_by":
            named = match.parts["by"][0].value == "by" and "by" in own_parts(scope.subject)
            return named and closed and (_quoted(match, text) or _codes(match, text))
        case "enum_in":
            return closed and "OR" in kinds and is_category(scope.subject)
        case "enum_closed" if before and before[0].kind == "WHETHER":
            return closed and "OR" in kinds
        case "enum_closed" if context:
            return False  # "the time it changed (i.e. was created or sent)"
        case "enum_closed":
            subject = subject_of(match.form, before, scope.subject, scope, text, after_form=False)
            return closed and subject == scope.subject
        case "enum_entered":
            return after in (*_ENDS, "TO", "IN", "FOR") and (chosen or _quoted(match, text) or _codes(match, text))
        case "enum_returned":
            return not before and closed and is_category(scope.subject)
        case "enum_of_own":
            own = match.parts["own"][0].value == scope.subject and tokens[match.first + 1].value == "of"
            return own and after in (*_ENDS, "FOR", "COMMA") and _codes(match, text)
        case "enum_of_noun":
            return "OR" in kinds
        case "codes_in_brackets":
            listed = [t.kind for n, t in enumerate(match.parts["values"]) if n and match.parts["values"][n - 1].kind == "RPAR"]
            joined = all(kind in ("COMMA", "AND") for kind in listed)
            plain = "OR" in kinds or (joined and _quoted(match, text))
            return (
                is_category(scope.subject)
                and plain
                and sum(t.kind == "LPAR" for t in tokens) == sum(t.kind == "LPAR" for t in match.parts["values"])
            )
        case "codes_before" | "codes_after":
            if any(t.kind in ("MAXIMUM", "MINIMUM") for t in match.parts["values"]) or scope.field.types == ("number",):
                return False
            if any(t.kind in ("EXAMPLE", "EXAMPLE_WORD") for t in context):
                return False  # "Example: `lids=2,7` (2 = oak, 7 = ash)" explains those of the example
            glossed = context and scope.field.types == ("string",) and not is_category(scope.subject)
            if glossed and not _named(context[-_CLOSE:], scope, itself=True):
                return False  # "the grade of the school (PK = a, K = b)" explains some values
            opens = not before or before[-1].kind in ("COLON", "STOP", "COMMA", "SEMI", "MINUS", "MARK")
            return opens and closed and (not before or _named(before, scope) or bool(context))
        case _:
            return True


def _in_a_row(match: Match, text: str) -> bool:
    """Whether nothing but commas and "or" stands between the values of a list, no article either."""
    shown = text[match.parts["values"][0].start : match.parts["values"][-1].end]
    return _ROW.fullmatch(shown) is not None


def _labels(before: Sequence[Token], match: Match, scope: Scope, text: str) -> bool:
    """Whether words that open a sentence only name what the values behind a colon are: "Language code: `de` or `fr`"."""
    numbers = all(t.kind in ("NUM", "OR", "COMMA") for t in match.parts["values"])
    typed = bool(_NUMERIC & set(scope.field.types)) if numbers else _quoted(match, text)
    named = {p for t in before for p in parts_of(str(t.value)) if isinstance(t.value, str)}
    own = all(t.kind != "FIELD" or t.value == scope.subject or speaks_plainly(t, text) for t in before)
    plain = all(t.kind in _LABEL for t in before) and 0 < len(before) <= _NEAR and own
    return (
        typed
        and plain
        and not (any_is("structure", named) or any_is("reported", named))
        and match.last >= len(match.parts["values"]) + len(before) + 1
    )


def _denied(tokens: Sequence[Token]) -> bool:
    return any(t.kind in (*_DENYING, "EXAMPLE") for t in tokens) or (bool(tokens) and tokens[0].kind == "FOR")


def _quoted(match: Match, text: str) -> bool:
    return all(text[t.start] in QUOTES for t in match.parts["values"] if t.kind == "VAL") and any(
        t.kind == "VAL" for t in match.parts["values"]
    )


def _codes(match: Match, text: str) -> bool:
    """Whether all words of a list look like codes: capitals, digits, underscores."""
    words = [text[t.start : t.end] for t in match.parts["values"] if t.kind not in ("OR", "AND", "COMMA", "SLASH", "PIPE")]
    return all(w.isupper() or "_" in w or any(c.isdigit() for c in w) for w in words)


def _named(tokens: Sequence[Token], scope: Scope, *, itself: bool = False) -> bool:
    """Whether the words before a list name the field, values or, unless it must be the field `itself`, a category."""
    near = [t for t in tokens if t.kind not in ("MARK", "COLON", "COMMA")][-_NEAR:]
    if scope.separated and any(t.kind == "COLLECTION" for t in near):
        return True
    if tells_format((p for t in near if t.kind == "W" for p in parts_of(str(t.value))), scope.subject):
        return False  # "accepted formats: JPEG, PNG", of the address of an image
    if any(t.kind == "FIELD" and t.value == scope.subject for t in near) or any(t.kind in ("LISTED", "ACCEPTS") for t in near):
        return True
    words = _said(near)
    return bool(words & own_parts(scope.subject)) or (not itself and any_is("category", words))


def _said(tokens: Sequence[Token]) -> set[str]:
    """The parts of the words among tokens."""
    return {p for t in tokens if isinstance(t.value, str) and t.kind not in ("VAL",) for p in parts_of(t.value)}


def _names_parts(before: Sequence[Token], match: Match) -> bool:
    """Whether a list names the parts of a value by the words before it: "coordinates and zoom level: lat, long, zoom-level"."""
    parts = [parts_of(str(t.value)) for t in match.parts["values"]]
    return any(len(p) > 1 and _said(before).issuperset(p) for p in parts)
