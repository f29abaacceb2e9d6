"""What the forms of forms/values.txt mean: lists of values, defaults."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim, nothing, other_than, quoted_number
from swornspec.rules.english.meaning.presence import flag
from swornspec.rules.english.members import of_members
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.subject import head_of, is_category, own_parts, tells_format
from swornspec.rules.english.tokens import QUOTES, Token, parts_of
from swornspec.rules.field import of_items

_WORDLIKE: Final = re.compile(r"[-+]?\w[\w .,:;/+&'()#@-]*|")
_SINGLE: Final = re.compile(r"[\w./+:-]+")
_ARTICLE: Final = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_ALSO: Final = re.compile(r"(?i)\balso\b")
_MEASURE: Final = re.compile(r"(?<![\w.])\d{1,9} [A-Z]{2,20}\b")
_ADDRESSES: Final = frozenset(("url", "uri", "link", "href", "webhook", "callback", "endpoint"))
_DATE_PART: Final = re.compile(r"(?i:y{2,4}|m{2,4}|d{2}|h{2}|s{2,3})(?:[:.-](?i:y{2,4}|m{2}|d{2}|h{2}|s{2,3})){0,5}")
_OF_TYPES: Final = re.compile(r"\btypes?\W{0,4}$", re.IGNORECASE)
_TYPES: Final = frozenset(
    (
        *("string", "str", "int", "integer", "int32", "int64", "float", "float32", "float64", "double", "number", "bool"),
        *("boolean", "array", "object", "list", "map", "null", "nil", "none", "any", "date"),
    )
)
_LIMITED: Final = frozenset(
    ("MAXIMUM", "MINIMUM", "MAX_LENGTH", "MIN_LENGTH", "MAX_ITEMS", "MIN_ITEMS", "LENGTH", "CHARACTERS", "ITEMS", "MULTIPLE", "DEFAULT")
)
"""Kinds of words before a number that is a limit."""
_LINKS: Final = ("SET_TO", "COLON", "FOR", "MINUS", "IS", "MARK")
_SEPARATORS: Final = ("COMMA", "OR", "AND", "SLASH", "PIPE", "SEMI")


def _enum(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    spelled = [str(t.value).lower() if t.kind == "VAL" else t.kind.lower() for t in match.parts["values"]]
    if match.form in ("use", "enum") and spelled in (["true"], ["false"]) and scope.is_flag(scope.subject):
        yield from flag(match, scope, text)
        return
    spoken_of = [str(t.value) for t in match.parts.get("of", ())]
    if not _is_of_values(match.parts.get("noun", ()), scope) or any(not w.endswith("value") for w in spoken_of):
        return
    if not _is_worded_so(match):
        return
    if "unit" in match.parts and not any_is("measure", parts_of(str(match.parts["unit"][0].value))):
        return  # "supports only 5 regions"
    tokens = match.parts["values"]
    scheme = _scheme(tokens, scope) if match.form in ("use", "enum") else None
    if scheme is not None:
        yield Claim("pattern", scope.subject, {"pattern": scheme})
        return
    if "purpose" in match.parts or _ends_with_kind(tokens, text):
        return  # "can be set to 0 or -1 to disable it", "one of `a`, `b` or a number"
    if scope.field.types == ("string",) and not scope.separated and any(_is_holding(t) for t in match.tokens):
        return  # "contains `a` or `b`" names parts of the text
    if _ALSO.search(text[: tokens[0].start]) or _depends(tokens, scope):
        return  # "also accepts `a`"
    bare = any(t.kind == "VAL" and text[t.start] not in QUOTES for t in tokens)
    known = {str(v) for v in scope.field.enum or ()}
    listed = is_category(scope.subject) or known.issuperset(str(t.value) for t in tokens if t.kind == "VAL")
    if bare and not listed and match.form == "enum" and text[tokens[0].start] not in QUOTES and _ARTICLE.search(text[: tokens[0].start]):
        return  # "must be a PNG or JPEG"
    if match.form == "enum_of_codes" and bare and not listed:
        return  # "an address, FQDN or URL"
    if match.form == "enum_with_meanings":
        tokens = tuple(
            t for n, t in enumerate(tokens) if n == 0 or (tokens[n - 1].kind in _SEPARATORS and tokens[n].kind not in _SEPARATORS)
        )
    values = _values(tokens, scope, text)
    if not values and match.form == "enum" and len(tokens) == 1 and bare and listed and tokens[0].value in known:
        yield Claim("use", scope.subject, {f"{_held(scope)}enum": [tokens[0].value]})  # in some case, one of its values
    if values:
        yield Claim("use" if match.form == "use" and len(values) == 1 else "enum", scope.subject, {f"{_held(scope)}enum": values})


def _is_worded_so(match: Match) -> bool:
    """Whether the words of a form that its pattern leaves open are the ones it is about: "fixed at", "limited to"."""
    said = {part: str(match.parts[part][0].value).lower() for part in ("fixed", "to", "list") if part in match.parts}
    if said.get("fixed", "fixed") != "fixed":
        return False
    return said.get("to", "at") in ("at", "to") and said.get("list", "limited to") in ("limited to", "restricted to")


def _not_value(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    yield from other_than(match.parts["values"], scope)


def _ends_with_kind(tokens: Sequence[Token], text: str) -> bool:
    """Whether the last of quoted values is a kind of values without quotes, which stands for any of them."""
    return tokens[-1].kind == "KIND" and any(t.kind == "VAL" and text[t.start] in QUOTES for t in tokens)


def _is_holding(token: Token) -> bool:
    return token.kind == "HOLD" and not str(token.value).startswith("ha")


def _depends(tokens: Sequence[Token], scope: Scope) -> bool:
    """Whether the values are for those of another field: "10 for `small` and 20 for `large`"."""
    meant = [t for n, t in enumerate(tokens) if n and tokens[n - 1].kind == "FOR"]
    return any(of_members([t], scope) is not None for t in meant)


def _is_of_values(noun: Sequence[Token], scope: Scope) -> bool:
    """Whether the noun of "valid types are" means the values of the field: a word for values, its name, a category."""
    if not noun:
        return True
    words = {p for t in noun if isinstance(t.value, str) for p in parts_of(t.value)}
    fields = [t.value for t in noun if t.kind == "FIELD"]
    if tells_format(words, scope.subject) or "sub" in words:  # "supported sub-parameters"
        return False  # "accepted image formats" of an address tell of what is found there
    generic = any(t.kind in ("THIS", "LISTED", "ITEMS") for t in noun) or any_is("generic", words)
    own = own_parts(scope.subject)
    alike = any_is("category", words) and is_category(scope.subject)
    short = any(len(name) > 3 and word.startswith(name) for name in own for word in words)  # "the default language" of `lang`
    return scope.subject in fields or bool(words & own) or (not fields and (generic or alike or short))


def _scheme(tokens: Sequence[Token], scope: Scope) -> str | None:
    """How an address starts that must use one of the schemes listed: "must use http or https"; None for anything else."""
    said = {str(t.value).lower() for t in tokens if t.kind != "OR"}
    if scope.field.types != ("string",) or own_parts(scope.subject).isdisjoint(_ADDRESSES) or not {"https"} <= said <= {"http", "https"}:
        return None
    return "^https://" if len(said) == 1 else "^https?://"


def _must_use(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    scheme = _scheme(match.parts["values"], scope)
    if scheme is not None:
        yield Claim("pattern", scope.subject, {"pattern": scheme})


def _closed(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """A list of bare words: each a single word, none a kind of thing ("name or id")."""
    values = _values(match.parts["values"], scope, text)
    first = match.parts["values"][0]
    if match.form == "enum_closed" and _ARTICLE.search(text[: first.start]):
        return  # "may be an integer or a name" speaks of kinds of things
    if len(values) > 1 and (not all(isinstance(v, str) for v in values) or not all(any_is("datum", (w.lower(),)) for w in values)):
        yield Claim("enum", scope.subject, {f"{_held(scope)}enum": values})


def _of_noun(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """For a field `format`: "in json or xml format"; for one that says how results are sorted: "in asc or desc order"."""
    said, own = parts_of(str(match.parts["noun"][0].value)), own_parts(scope.subject)
    if own.intersection(said) or (any_is("ordering", said) and any_is("ordering", own)):
        yield from _closed(match, scope, text)


def _codes(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The codes of "1 = first, 2 = second" and "first = 1, second = 2", not what they mean."""
    tokens = match.parts["values"]
    if _depends(tokens, scope):
        return
    if any(t.value == "etc" for t in tokens) or tokens[-1].kind == "NOT":
        return
    if match.form == "codes_in_brackets":
        codes = [t for n, t in enumerate(tokens) if n and tokens[n - 1].kind == "LPAR"]
    elif match.form == "codes_after":
        codes = [t for n, t in enumerate(tokens) if n and tokens[n - 1].kind in ("SET_TO", "COLON")]
        if any(t.kind in _LIMITED or any_is("quantity", parts_of(str(t.value))) for t in tokens if t not in codes):
            return  # "minLength: 3, maxLength: 30" names no codes
        if set(scope.field.types) == {"integer"} and any(t.kind != "NUM" and quoted_number(t) is None for t in codes):
            codes = [t for n, t in enumerate(tokens) if n == 0 or tokens[n - 1].kind in _SEPARATORS]  # "1001 = TRANSFER, 1002 = CARD"
    else:
        starts = [n for n, t in enumerate(tokens[:-1]) if n == 0 or tokens[n - 1].kind in _SEPARATORS]
        codes = [tokens[n] for n in starts if tokens[n + 1].kind in _LINKS]
    shown = [text[t.start : t.end] for t in codes]
    if not all(any(c.isalnum() for c in w) for w in shown):
        return
    bare = [w for t, w in zip(codes, shown, strict=True) if t.kind == "W"]
    if match.form == "codes_in_brackets" and bare and not (all(w.isupper() for w in bare) and is_category(scope.subject)):
        return
    if any(w.isalpha() and w.islower() and len(w) > 1 for w in bare):
        return  # ordinary words are no codes
    numbers = all(t.kind == "NUM" for t in codes)
    if (
        numbers
        and match.form == "codes_after"
        and len(codes) == 2
        and scope.field.types != ("integer",)
        and codes[1].value - codes[0].value != 1
    ):
        return  # "low: 3, high: 30"
    if numbers and scope.field.types == ("string",) and any(t.kind in ("FOR", "IS") for t in tokens):
        return  # "14 days for some, 45 days for others"
    if numbers and len(codes) == 2 and abs(codes[1].value - codes[0].value) > 1 and any(t.kind == "IS" for t in tokens):
        return  # "0 is worst, 100 is best"
    values = _values(codes, scope, text)
    if len(values) > 1:
        yield Claim("enum", scope.subject, {f"{_held(scope)}enum": values})


def _only_types(tokens: Sequence[Token]) -> bool:
    """Whether listed words are names of types."""
    return all(str(t.value).lower().strip(QUOTES) in _TYPES for t in tokens if t.kind not in _SEPARATORS)


def _held(scope: Scope) -> str:
    """`items.` before a keyword of what a list holds: an array, or text with values that are separated by commas."""
    return "items." if scope.field.types == ("array",) or (scope.separated and scope.field.types == ("string",)) else ""


def _values(tokens: Sequence[Token], scope: Scope, text: str) -> list[Any]:
    """The listed values as the field's type has them; none at all when one does not fit."""
    listed = [
        t for n, t in enumerate(tokens) if t.kind not in (*_SEPARATORS, "LSQB", "RSQB", "FOR") and (n == 0 or tokens[n - 1].kind != "FOR")
    ]
    if listed and all(_DATE_PART.fullmatch(str(t.value)) for t in listed):
        return []  # "must be MM/dd/yyyy"
    if listed and not is_category(scope.subject) and _OF_TYPES.search(text[: listed[0].start]) and _only_types(listed):
        return []  # "Accepted types: string, int or bool"
    types = set(scope.field.types)
    types = set(of_items(scope.subject, scope.fields)[0].types) or types if types == {"array"} else types
    if any(text[max(0, t.start - 1) : t.start] == "=" for t in listed):
        return []  # "`all=true`": the value stands in a setting
    listed = [t for t in listed if text[t.start : t.end].lower() not in ("null", "nil")]
    if any(text[t.start : t.end].lower() in ("etc", "others", "more", "other") for t in listed):
        return []
    if any(text[t.start] not in QUOTES and any_is("charset", parts_of(text[t.start : t.end])) for t in listed):
        return []  # "allowed: letters, digits, hyphens"
    if (
        len(listed) == 1
        and listed[0].kind != "NUM"
        and (listed[0].kind != "VAL" or listed[0].end - listed[0].start == len(str(listed[0].value)))
        and (scope.itself in ("", scope.subject) or listed[0].value not in (scope.field.enum or ()))
    ):
        return []  # one ordinary word is no list of values: "accepts markdown"
    if [t.kind for t in listed] == ["NUM"] and "string" in types:
        return []  # "accepts three letters"
    numbers = [t.value if t.kind == "NUM" else quoted_number(t) for t in listed]
    if types & {"integer", "number"}:
        return numbers if None not in numbers else []
    if not types and all(isinstance(n, int) for n in numbers):
        return numbers
    if types & {"string", "array"} or not types:
        values = [scope.bind(scope.subject, t) if t.kind == "VAL" else text[t.start : t.end].strip(QUOTES) for t in listed]
        if not all(_WORDLIKE.fullmatch(str(v)) for v in values):
            return []
        if len(values) == 1 and not _SINGLE.fullmatch(str(values[0])):
            return []
        single = all(t.kind == "VAL" or not any(c.isspace() for c in text[t.start : t.end]) for t in listed)
        return values if single and len(set(map(str, values))) == len(values) else []
    return []


def _default(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    token, *unit = match.parts["value"]
    what, who = match.parts.get("what", ()), match.parts.get("who", ())
    if token.kind == "W" and str(match.tokens[0].value).endswith(" of") and text[token.start].islower():
        return  # "the default of most clips"
    if any(t.kind == "COUNT" for t in what) and not _counts_results(scope):
        return
    if unit and "string" in scope.field.types:
        if _shows_alike(text, token, unit[-1]):
            yield Claim(match.form, scope.subject, {"default": text[token.start : unit[-1].end]})
        return
    if any(t.value != scope.subject for t in who) or not (_is_of_values(what, scope) or token.kind == "NUM"):
        return
    if token.kind == "FIELD" and token.value != scope.subject and _is_alike(str(token.value), scope):
        return  # "default: answer_url", of hangup_url: what that holds
    value = default_value(token, scope, text)
    if value is None and what and token.kind in ("ENABLED", "DISABLED") and scope.field.types == ("string",):
        value = text[token.start : token.end]  # "the default state is active"
    if value is not None:
        yield Claim(match.form, scope.subject, {"default": value})


def _is_alike(name: str, scope: Scope) -> bool:
    """Whether another field holds what a field does by the last words of their names, which have others before."""
    own, other = parts_of(scope.subject), parts_of(name)
    return len(own) > 1 and len(other) > 1 and own[-1] == other[-1]


def _shows_alike(text: str, number: Token, unit: Token) -> bool:
    """Whether a sentence shows other values like a number and a word in capitals: "such as 1 DAY or 6 HOUR; the default is 1 HOUR"."""
    shown = {m.group() for m in _MEASURE.finditer(text)}
    return text[number.start : unit.end] in shown and len(shown) > 1


def _counts_results(scope: Scope) -> bool:
    """Whether a field says by its name how many things a call returns."""
    own = own_parts(scope.subject)
    return any_is("counting", own) and ("per" in own or not any_is("datum", (head_of(scope.subject),)))


def _default_count(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """How many things are returned where nothing is said, for a field that says how many."""
    if {"integer", "number"} & set(scope.field.types) and _counts_results(scope):
        yield Claim(match.form, scope.subject, {"default": match.parts["value"][0].value})


def _default_and_maximum(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    token = match.parts["value"][0]
    if {"integer", "number"} & set(scope.field.types):
        yield Claim("default", scope.subject, {"default": token.value, "maximum": token.value})


def default_value(token: Token, scope: Scope, text: str) -> Any:
    """The value that a token names as a default, as the field's type has it; None when it names none."""
    types = set(scope.field.types) or {"string" if isinstance(v, str) else "number" for v in scope.field.enum or ()}
    said = text[token.start : token.end].strip(QUOTES)
    if "boolean" in types:
        word = str(token.value).lower()
        return (
            True
            if token.kind in ("ENABLED", "TRUE") or word == "true"
            else False
            if token.kind in ("DISABLED", "FALSE")
            or word == "false"
            or (token.kind == "NO" and not text[token.end :].lstrip()[:1].isalnum())
            else None
        )
    if types & {"integer", "number"}:
        return token.value if token.kind == "NUM" else quoted_number(token)
    if not types and not scope.field.enum:
        return _literal(token, said, text)
    if "string" not in types or (any(c.isspace() for c in said.strip("`\"' ")) and token.kind != "VAL"):
        return None
    if text[token.end : token.end + 1] in tuple("%:/=@#$*+") and text[token.end : token.end + 2] not in (": ", ":\n"):
        return None  # "100%", "name:asc": not all of it is a word
    if token.kind in ("ENABLED", "DISABLED") and said not in scope.listed:
        return None  # "disabled by default" tells what the API does, not the text of a value
    if token.kind == "VAL":
        return scope.bind(scope.subject, token)
    if scope.bind(scope.subject, token) in (scope.field.enum or scope.listed):
        return scope.bind(scope.subject, token)
    article = text[: token.start].rstrip().rpartition(" ")[2].lower() in ("the", "a", "an", "your", "its", "their", "our")
    return None if article or any_is("novalue", (said.lower(),)) or any_is("datum", (said.lower(),)) else said


def _literal(token: Token, said: str, text: str) -> Any:
    """The value that a token spells out as the default of a field of no known type: a number, true or false, a text in ticks."""
    behind = text[token.end : token.end + 1]
    if behind in tuple("%:/=@#$*+") or behind.isalnum() or any_is("novalue", (said.lower(),)):
        return None
    if token.kind == "NUM" or quoted_number(token) is not None:
        return token.value if token.kind == "NUM" else quoted_number(token)
    if said in ("true", "false"):
        return said == "true"
    return said if token.kind == "VAL" and text[token.start : token.end][:1] == "`" and said.isidentifier() else None


READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {
    **dict.fromkeys(("enum", "use", "enum_with_meanings", "enum_of_codes", "enum_named"), _enum),
    **dict.fromkeys(
        ("enum_closed", "enum_entered", "enum_alone", "enum_after", "enum_returned", "enum_in", "enum_by", "enum_of_own"), _closed
    ),
    **dict.fromkeys(("codes_after", "codes_before", "codes_in_brackets"), _codes),
    "enum_of_noun": _of_noun,
    "not_value": _not_value,
    "scheme": _must_use,
    **dict.fromkeys(("default", "default_alone", "default_if_absent", "default_named", "default_told"), _default),
    **dict.fromkeys(("default_count", "default_count_if_absent"), _default_count),
    "default_and_maximum": _default_and_maximum,
    "no_default": nothing,
}
