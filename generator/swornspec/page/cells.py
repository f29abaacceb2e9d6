"""What stands in the cells and badges beside a field: required or not, a default, a range, a list of values, a location.

Every reader gives what the text states and None where it does not understand it; none of them guesses.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

from msgspec import Struct

from swornspec.page.block import Location
from swornspec.page.flags import typed
from swornspec.page.types import Kind, bounds_of, read_number
from swornspec.text import Passage, Span

Demand = Literal["yes", "no", "sometimes"]

_DEMANDS: Final[Mapping[str, Demand]] = {
    **dict.fromkeys(
        (
            "required",
            "yes",
            "y",
            "true",
            "✓",
            "✔",
            "✅",
            "☑",
            "✔️",
            "*",
            "mandatory",
            "m",
            "req",
            "req.",
            "r",
            "always",
            "must",
            *("●", "•", "√", "1"),
            "required*",
            ":heavy_check_mark:",
            ":white_check_mark:",
            *("是", "必需", "必填", "必选"),
        ),
        "yes",
    ),
    **dict.fromkeys(
        (
            *(
                "optional",
                "no",
                "n",
                "false",
                "0",
                "✗",
                "✘",
                "❌",
                "✖",
                "✕",
                "×",
                "☐",
                "o",
                "opt",
                "opt.",
                "not required",
                "non-required",
                "-",
                "–",
            ),
            *("—", "○", ":heavy_minus_sign:", "➖", ":x:", ":heavy_multiplication_x:", "<optional>"),
            *("否", "可选", "选填"),
        ),
        "no",
    ),
    **dict.fromkeys(
        ("conditional", "conditionally", "c", "sometimes", "depends", "conditionally required", "cond.", "it depends"), "sometimes"
    ),
}
_NO_DEFAULT: Final = frozenset(
    (
        "",
        "-",
        "–",
        "—",
        "none",
        "n/a",
        "na",
        "no default",
        "not set",
        "unset",
        "absent",
        "undefined",
        "(none)",
        "nil",
        "∅",
        "--",
        "none.",
        "empty",
        "required",
    )
)
_NONE_AND_WHY: Final = ("none (", "n/a (", "null (")  # `none (all of them)`
_MADE: Final = ("auto-generated", "generated", "computed", "calculated", "inherited", "random", "dynamic", "varies", "depends")
_ONE_WORD: Final = re.compile(r"[A-Za-z][\w.:/+-]{0,80}")
_COMPUTED: Final = frozenset((*_MADE, "current", "now", "today", "unlimited", "see", "same"))
_NAMES_OF_VALUES: Final = ("true", "false", "null")  # which in quotes may or may not be texts
_QUOTED: Final = re.compile(r"(?:`(?P<tick>[^`\n]*)`|\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|“(?P<curly>[^”\n]*)”)")
_PLAIN_VALUE: Final = re.compile(r"(?!(?:string|null|integer|number|boolean|object|array|true|false)$)[a-z0-9][\w.:/-]{0,60}")
_SET_APART: Final = re.compile(r"(?P<mark>\*{1,2}|_{1,2})(?P<said>[^*_\s](?:[^*\n]{0,60}[^*_\s])?)(?P=mark)")
_THOUSANDS: Final = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+")
_N: Final = r"[-−+]?[0-9]{1,15}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?"
_UNIT: Final = r"(?:\s*(?P<unit>characters?|chars?|items?|elements?|entries|tags|objects))?"
_DIGIT: Final = re.compile(r"[0-9]")
_BOTH: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:between\s+|from\s+|range:?\s*|length:?\s*)?(?P<low>{_N})\s*(?:-|–|—|to|\.\.\.?|…|~|and|,)\s*(?P<high>{_N}){_UNIT}",
        rf"(?P<oopen>[\[(])\s*(?P<low>{_N})\s*(?:,|;|-|–|to|\.\.)\s*(?P<high>{_N})\s*(?P<oclose>[\])]){_UNIT}",
        rf"(?P<lsign>>=|≥|=>|>|min(?:imum)?:?)\s*(?P<low>{_N})(?: (?:characters|items))?"
        r"\s*(?:,|;|and|&|/|<br\s?/?>)?\s*"
        rf"(?P<hsign><=|≤|=<|<|max(?:imum)?:?)\s*(?P<high>{_N}){_UNIT}",
        rf"(?P<low>{_N})\s*(?P<lsign2><=|≤|<)\s*(?:[a-z]\w{{0,30}}|value|n|x)\s*(?P<hsign><=|≤|<)\s*(?P<high>{_N}){_UNIT}",
    )
)
_LOW: Final = re.compile(
    rf"(?:(?P<sign>>=|≥|>)\s*(?P<low>{_N})|(?:min(?:imum)?|at least|from):?\s*(?P<low2>{_N})|(?P<low3>{_N})\s*(?:or more|\+)){_UNIT}", re.I
)
_HIGH: Final = re.compile(
    rf"(?:(?P<sign><=|≤|<)\s*(?P<high>{_N})|(?:max(?:imum)?|at most|up to|no more than):?\s*(?P<high2>{_N})"
    rf"|(?P<high3>{_N})\s*(?:or less|max)){_UNIT}",
    re.I,
)
_BOUNDS_BEGIN: Final = frozenset("0123456789+-−[(<>≤≥=bfrlmaun`\\")  # what all of these begin with, or more marks
_SEVERAL: Final = re.compile(r"[\[(]?-?[0-9.]{1,15}(?:,-?[0-9.]{1,15}){2,30}[\])]?")  # `25,50,100`: no number has so many parts for certain
_SHORTENED: Final = re.compile(r"\b(?P<side>max|min)\. ?(?=-?[0-9])", re.IGNORECASE)
_NON_EMPTY: Final = re.compile(r"^non-empty(?:$|(?P<more> and ))")
_SIZED: Final = ("string", "array")
_PLACES: Final[Mapping[str, Location]] = {
    "query": "query",
    "querystring": "query",
    "query string": "query",
    "url query": "query",
    "path": "path",
    "url": "path",
    "uri": "path",
    "route": "path",
    "body": "body",
    "json": "body",
    "form": "body",
    "formdata": "body",
    "form-data": "body",
    "form data": "body",
    "payload": "body",
    "request body": "body",
    "json body": "body",
    "header": "header",
    "headers": "header",
    "cookie": "cookie",
    "response": "response",
}
_SHORT: Final = 80  # characters of words that are kept with what they mean
_MOST_OF_BOUNDS: Final = 120  # of those that may have marks among them
_MEDIA: Final = re.compile(r"(?:application|audio|font|image|message|model|multipart|text|video)/[\w.+-]{1,80}")
_SEPARATOR: Final = re.compile(r"\s*(?:,|;|\||/|<br\s?/?>|\n|\bor\b)\s*", re.IGNORECASE)
_INTRODUCED: Final = re.compile(
    r"\s*(?:(?:must be |can be |either )?one of:?|enum:?|allowed(?: values)?:|possible values:|values?:)\s*", re.IGNORECASE
)
_ITEM: Final = re.compile(r"^[*+•-][ \t]+", re.MULTILINE)
_NUMERIC: Final = re.compile(r"[\[,]\s*-?\d[\d.]*\s*[,\]]")
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,8}")
_MEMBER: Final = re.compile(r"[\w.+:#@%-]{1,80}")
_FLAG: Final = re.compile(  # `true`, `false` (default)
    r"`?(?:true|(?P<no>false))`?(?:\s*\(default\))?\s*(?:,|/|\||\bor\b)\s*`?(?(no)true|false)`?(?:\s*\(default\))?", re.IGNORECASE
)
_FLAG_MARKED: Final = re.compile(r"(?P<value>true|false)`?\s*\(default\)")
_MOST_OF_FLAG: Final = 60
_TEMPLATE: Final = re.compile(r"\{[A-Za-z_]\w{0,40}\}|<[A-Za-z_]\w{0,40}>")  # a word for a value, which is none itself
_MOST_LISTED: Final = 200  # characters of a list of values that is kept with its words
_MOST_OF_ITEM: Final = 3  # words of a line that is an item of a list
_ASKED_WITHIN: Final = re.compile(
    r"(?:yes|required|mandatory|true)\b[\s,:(]{0,4}(?:if|when|with|where|in)\s(?:the\s)?`?(?P<name>[\w$-]{1,80})`?"
    r"(?:\s(?:object|field|parameter|property|array|attribute))?(?:\sis\s(?:provided|present|set|given|specified|included|used|sent|passed|supplied))?[)\s.]{0,4}",
    re.IGNORECASE,
)
_FEWEST_ITEMS: Final = 2
_MEANT: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}:\s+\S")  # `post_only: only as a maker`
_BEGINS: Final = re.compile(r"[A-Z]")
_RUNS_ON: Final = re.compile(  # what a line ends in whose sentence goes on below
    r"\b(?:a|an|the|and|or|of|to|in|for|with|by|is|are|be|if|when|than|from|as|on|at|that|which|must|not|no|one)$"
)
_MARKUP: Final = re.compile(r"</?(?:b|i|em|strong|code|sup|sub|span|small)\b[^<>]{0,100}>", re.IGNORECASE)


class Badge(Struct, frozen=True, gc=False):
    """A word that stands beside a field: required or not, keywords that it states (`deprecated`, `readOnly`), or that null is allowed."""

    demand: Demand | None = None
    keywords: tuple[str, ...] = ()
    nullable: bool = False


_BADGES: Final[Mapping[str, Badge]] = {
    **dict.fromkeys(("required", "mandatory", "required*", "必需", "必填"), Badge("yes")),
    **dict.fromkeys(("optional", "not required", "可选", "选填"), Badge("no")),
    **dict.fromkeys(("conditional", "conditionally required"), Badge("sometimes")),
    **dict.fromkeys(("deprecated", "obsolete"), Badge(None, ("deprecated",))),
    **dict.fromkeys(("read-only", "readonly", "read only"), Badge(None, ("readOnly",))),
    **dict.fromkeys(("write-only", "writeonly", "write only"), Badge(None, ("writeOnly",))),
    **dict.fromkeys(("nullable", "null", "or null"), Badge(None, (), nullable=True)),
}


_BADGES_BEGIN: Final = frozenset(letter for word in _BADGES for letter in (word[0], word[0].upper()))


def read_badge(text: str) -> Badge | None:
    """What a word beside a field states; None when it is no such word."""
    if text.lstrip()[:1] not in _BADGES_BEGIN:
        return None
    return _badge(text) if len(text) <= _SHORT else _badge.__wrapped__(text)


@lru_cache(maxsize=4096)
def _badge(text: str) -> Badge | None:
    return _BADGES.get(" ".join(text.lower().split()).rstrip(".:"))


def read_demand(text: str) -> Demand | None:
    """A cell that says whether a field is required; `no` for an empty one, None for words that say more (`required if …`)."""
    return _demanded(text) if len(text) <= _SHORT else _demanded.__wrapped__(text)


@lru_cache(maxsize=4096)
def _demanded(text: str) -> Demand | None:
    bare = " ".join(bare_words(text).lower().split()).strip("()")
    mark, _, word = bare.partition(" ")
    if word and not mark.isalnum() and _DEMANDS.get(mark) is not None:  # `✅ Yes`
        return _DEMANDS[mark] if _DEMANDS.get(word) == _DEMANDS[mark] else None
    return "no" if not bare else _DEMANDS.get(bare) or _DEMANDS.get(bare.rstrip("."))


def asked_within(text: str, parent: str | None) -> Literal["yes"] | None:
    """`yes` for a cell that says that a field is required where the object is sent that it is a part of: `yes (if `size` is sent)`."""
    found = _ASKED_WITHIN.fullmatch(text) if parent is not None and len(text) <= _SHORT else None
    return "yes" if found is not None and found["name"] == parent else None


def bare_words(text: str) -> str:
    """A short text without what only sets it apart: stars, ticks, tags, escapes."""
    plain = (_MARKUP.sub("", text) if "<" in text else text).replace("\\", "").strip()
    if plain.strip("*") == "":
        return plain[:1]
    return plain.strip("*_` \t") or plain


def read_default(text: str, schema: Mapping[str, Any]) -> tuple[Any] | Literal[False] | None:
    """A default as a cell has it, as the value of the schema's type (in a tuple); None where it says that there is none.

    False where it is no value of that type, or a word that says how the value comes about (`random`).
    """
    stated = schema.get("type", ())
    types = (stated,) if isinstance(stated, str) else tuple(stated)
    if "enum" in schema or "array" in types or "object" in types or len(text) > _SHORT:
        return _default(text, schema)
    return _scalar(text, types)


@lru_cache(maxsize=4096)
def _scalar(text: str, types: tuple[str, ...]) -> tuple[Any] | Literal[False] | None:
    """A default of a field that is one of some types, none of which holds others."""
    return _default(text, {"type": types})


def _default(text: str, schema: Mapping[str, Any]) -> tuple[Any] | Literal[False] | None:
    plain = set_apart["said"] if (set_apart := _SET_APART.fullmatch(text.strip())) else text.strip()
    quoted = _QUOTED.fullmatch(plain)
    word = unquoted(unquoted(plain)) if quoted else plain.replace("\\", "").rstrip(".")
    stated = schema.get("type", ())
    types = {stated} if isinstance(stated, str) else set(stated)
    member = next((v for v in schema.get("enum", ()) if str(v) == word), None)
    if member is not None:
        return (member,)
    if not quoted and (word.lower() in _NO_DEFAULT or word.lower().startswith(_NONE_AND_WHY)):
        return None
    if word.lower() in ("null", "nil") and (not quoted or plain[0] == "`"):
        return (None,) if "null" in types else None
    if "enum" in schema or (not quoted and (word.lower() in _COMPUTED or (len(word.split()) > 1 and word[:1] not in "[{"))):
        return False
    if types <= {"boolean", "null"} and word.lower() in ("true", "false"):
        return (word.lower() == "true",)
    if types & {"integer", "number"} and _THOUSANDS.fullmatch(word):
        word = word.replace(",", "")
    in_quotes = quoted is not None and (quoted["tick"] is None or _QUOTED.fullmatch(quoted["tick"].strip()) is not None)
    if in_quotes and "string" not in types and (types or not _is_text(word)):
        return False  # a text in quotes is no number
    return typed(word, schema) or (not types and _untyped(word, texts=quoted is None or quoted["tick"] is not None)) or False


def _is_text(word: str) -> bool:
    """Whether what stands in quotes is a text even where no type says so, as it is no number, and no word for another value."""
    return any(map(str.isalpha, word)) and word.lower() not in _NAMES_OF_VALUES


def _untyped(word: str, *, texts: bool) -> tuple[Any] | None:
    """A default of a field without a type: a number where it reads as one, else a text of one word."""
    if texts and word.lower() in ("true", "false"):
        return (word.lower() == "true",)
    if not texts and _is_text(word):
        return (word,)
    number = read_number(word.replace(",", "") if _THOUSANDS.fullmatch(word) else word) if texts else None
    return (number,) if number is not None else (word,) if _ONE_WORD.fullmatch(word) else None


def read_bounds(text: str, kind: Kind | None) -> dict[str, Any] | None:
    """The bounds that a cell states of a number's value, or of the size of a text or array; None when it states none."""
    what = kind.type if kind is not None else None
    types = kind.schema.get("type", ()) if kind is not None and what is None else ()
    stated = (_bounds if len(text) <= _MOST_OF_BOUNDS else _bounds.__wrapped__)(text, what, tuple(types))
    return None if stated is None else dict(stated)


def may_be_bounds(text: str) -> bool:
    """Whether a text may state bounds, by its first character."""
    return text.lstrip("`\\").lstrip()[:1].lower() in _BOUNDS_BEGIN


@lru_cache(maxsize=4096)
def _bounds(text: str, what: str | None, types: tuple[str, ...]) -> Mapping[str, Any] | None:
    if not may_be_bounds(text):
        return None
    if not _DIGIT.search(text) and not _NON_EMPTY.match(text.strip("` ")):
        return None
    plain = _SHORTENED.sub(r"\g<side> ", " ".join(text.replace("\\", "").replace("`", "").split()))
    if not plain or len(plain) > _SHORT or _THOUSANDS.fullmatch(plain) is not None or _SEVERAL.fullmatch(plain) is not None:
        return None
    plain = _NON_EMPTY.sub(lambda m: ">= 1 and " if m["more"] else ">= 1", plain) if what in _SIZED else plain
    for pattern in _BOTH:
        if found := pattern.fullmatch(plain):
            return _bounded(found, what, types)
    if (found := _LOW.fullmatch(plain)) or (found := _HIGH.fullmatch(plain)):
        return _bounded(found, what, types)
    return None


def _bounded(found: re.Match[str], what: str | None, types: tuple[str, ...]) -> dict[str, Any] | None:
    groups = {k: v for k, v in found.groupdict().items() if v}
    low, high = (next((_number(v) for k, v in groups.items() if k.startswith(side)), None) for side in ("low", "high"))
    unit = groups.get("unit", "").lower()
    sized = "string" if unit.startswith("char") else "array" if unit else None
    what = sized if what is None and sized in types else what
    if sized not in (None, what) or what not in ("integer", "number", "string", "array"):
        return None
    whole = what in ("string", "array")
    if whole and any(b is not None and (isinstance(b, float) or b < 0) for b in (low, high)):
        return None
    if low is not None and high is not None and low > high:
        return None
    stated = bounds_of(Kind({"type": what}), low, high)
    strict = {"minimum": (">", "("), "maximum": ("<", ")")}
    one = groups.get("sign")
    signs = {
        "minimum": one or groups.get("lsign") or groups.get("oopen") or (">" if groups.get("lsign2") == "<" else None),
        "maximum": one or groups.get("hsign") or groups.get("oclose"),
    }
    result = {}
    for keyword, value in stated.items():
        open_end = keyword in strict and signs[keyword] in strict[keyword]
        if whole and (signs["minimum"] == ">" or signs["maximum"] == "<"):
            return None
        result[f"exclusive{keyword.capitalize()}" if open_end else keyword] = value
    return result


def _number(text: str) -> int | float | None:
    return read_number(text.replace(",", "").replace("−", "-").lstrip("+"))


def read_values(text: str, kind: Kind | None) -> list[Any] | None:
    """The values that a cell lists, as values of the kind; None when it lists none, or something else beside them."""
    words = (_listed if len(text) <= _MOST_LISTED else _listed.__wrapped__)(text)
    if words is not None and len(words) == 1 and kind is not None and kind.type in ("integer", "number") and "," in words[0]:
        words = (_listed if len(text) <= _MOST_LISTED else _listed.__wrapped__)(words[0])  # `25,50` in one pair of ticks
    if words is not None and len(words) == 1 and " | " in words[0] and all(map(_PLAIN_VALUE.fullmatch, words[0].split(" | "))):
        words = words[0].split(" | ")  # `oak | ash` in one pair of ticks
    if words is None or any(_TEMPLATE.search(word) for word in words):
        return None
    text_only: Mapping[str, Any] = {"type": "string"}
    untyped: Mapping[str, Any] = {"type": "integer"} if all(map(_WHOLE.fullmatch, words)) and '"' not in text else text_only
    schema = kind.schema if kind is not None and kind.type else untyped
    schema = schema.get("items", text_only) if kind is not None and kind.type == "array" else schema
    values = [typed(w, schema) for w in words if w]
    known = [v[0] for v in values if v is not None]
    return distinct(known) if known and len(known) == len(values) else None


def read_flag(text: str) -> dict[str, Any] | None:
    """What a cell states that lists true and false, of which one may be marked as the default; None for any other."""
    if len(text) > _MOST_OF_FLAG or _FLAG.fullmatch(text) is None:
        return None
    marked = _FLAG_MARKED.search(text.lower())
    return {"type": "boolean", **({"default": marked["value"] == "true"} if marked else {})}


@lru_cache(maxsize=4096)
def _listed(text: str) -> Sequence[str] | None:
    """The words that a cell lists; None when it lists none, or has something else beside them."""
    plain = _INTRODUCED.sub("", _ITEM.sub("", text.replace("\\", "").strip()), count=1).rstrip(".")
    if plain[:1] + plain[-1:] == "[]" and not _NUMERIC.search(plain):  # `[1, 8]` may be a range
        plain = plain[1:-1].strip()
    quoted = list(_QUOTED.finditer(plain))
    between = _SEPARATOR.sub("", _QUOTED.sub("", plain)).strip()
    if quoted and not between:
        return [unquoted(unquoted(m.group())) for m in quoted]
    if quoted:
        return None
    if "/" in plain and len(media := plain.split(", ")) > 1 and all(_MEDIA.fullmatch(one) for one in media):
        return media
    words = [w for w in _SEPARATOR.split(plain) if w] if _THOUSANDS.fullmatch(plain) is None else []
    return words if len(words) > 1 and all(_MEMBER.fullmatch(w) for w in words) else None


def distinct(values: Iterable[Any]) -> list[Any] | None:
    """Values in their order, each of them once; None where some are arrays or objects, which no page lists."""
    listed = list(values)
    return None if any(isinstance(value, list | dict) for value in listed) else list(dict.fromkeys(listed))


def unquoted(word: str) -> str:
    """A word without the ticks or quotes around it."""
    inner = _QUOTED.fullmatch(word)
    return word if inner is None else next(g for g in inner.groups() if g is not None)


def read_location(text: str) -> Location | None:
    """Where a field is sent, as a column of locations says it; None for other words."""
    return _place(text) if len(text) <= _SHORT else _place.__wrapped__(text)


@lru_cache(maxsize=4096)
def _place(text: str) -> Location | None:
    return _PLACES.get(" ".join(bare_words(text).lower().removesuffix(" parameter").removesuffix(" param").split()))


def prose_of_cell(cell: Passage) -> Iterator[Passage]:
    """A cell of plain text as passages: what stands in lines of its own below a colon, a few words each, are items of a list,

    and so are lines that begin with a value and a colon. A line that begins a sentence begins a passage.
    """
    if "\n" not in cell.text:
        yield cell
        return
    span, at = cell.span, 0
    pieces: list[tuple[int, int]] = []
    for raw in cell.text.split("\n"):
        pieces.append((at + len(raw) - len(raw.lstrip()), at + len(raw.rstrip())))
        at += len(raw) + 1
    items = len(pieces)
    while items > 1 and len((said := cell.text[slice(*pieces[items - 1])]).split()) <= _MOST_OF_ITEM and not said.endswith("."):
        items -= 1
    listed = len(pieces) - items >= _FEWEST_ITEMS and cell.text[: pieces[items - 1][1]].endswith(":")
    starts = [0, *range(items, len(pieces))] if listed else list(_passages([cell.text[slice(*piece)] for piece in pieces]))
    for n, first in enumerate(starts):
        last = (starts[n + 1] if n + 1 < len(starts) else len(pieces)) - 1
        start, end = pieces[first][0] if first else 0, pieces[last][1]
        item = bool(first) and (listed or _MEANT.match(cell.text[start:end]) is not None)
        if end > start:
            yield Passage(
                cell.text[start:end],
                Span(span.page, span.first + first, span.first + last, span.start + start, span.start + end),
                int(item),
            )


def _passages(said: Sequence[str]) -> Iterator[int]:
    """The lines of a cell with which passages begin: those of values with what they mean, and the sentences below them."""
    meant = [_MEANT.match(line) is not None for line in said]
    meant = [one and (meant[n - 1 : n] == [True] or meant[n + 1 : n + 2] == [True]) for n, one in enumerate(meant)]
    yield 0
    for n in range(1, len(said)):
        unended = said[n - 1][-1:].isalnum() and not _RUNS_ON.search(said[n - 1])
        if meant[n] or (_BEGINS.match(said[n]) and (unended or meant[n - 1])):
            yield n
