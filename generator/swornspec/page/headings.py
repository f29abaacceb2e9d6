"""What headings of sections and columns say, from tables of words (`sections.txt`, `columns.txt`)."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, Literal

from swornspec.text import Passage

Section = Literal["ignored", "errors", "response", "path", "query", "header", "cookie", "body", "auth", "types", "request"]
FIELDS: Final = ("path", "query", "header", "cookie", "body", "response", "request")
"""The sections in which fields are listed."""
ASKED: Final = ("path", "query", "header", "body", "request")
"""The sections in which the fields of a request are listed."""
_ASKS: Final = re.compile(
    r"(?:http |json )?request"
    r"(?: (?:body|url|path|query|parameters?|params|headers?|fields?|attributes|payload|schema|arguments|format)){0,2}",
    re.IGNORECASE,
)
VALUES: Final = (
    r"(?i:(?:allowed|possible|available|accepted|supported|permitted|valid|enum) (?:values?|options?)|allowed|options|values|enum"
    r"|(?:must be )?one of)"
)
"""A label of the values that a field may have, as sites and authors word it."""
_STATUS: Final = re.compile(r"(?:http\s+)?(?P<status>[1-5])(?:\d\d|xx)\b")
_MOST: Final = 80  # characters of a heading; more is a sentence
_HEAD: Final = 3  # letters
_OBJECT: Final = re.compile(
    r"(?:(?:attributes|properties) of )?(?:the )?`?(?P<name>[a-z][\w .-]{0,60}?)`?"
    r" (?:object|model|schema|resource|data type|data structure)s?"
    r"(?: (?:attributes|properties|fields|definition|reference|schema|structure))?"
)
_SENDS: Final = re.compile(
    r"\b(?:param\w{0,10}|arg(?:ument)?s?|options?|inputs?|requests?|body|quer(?:y|ies)|sen[dt]\w{0,3}|accept\w{0,3}|supply|provide)\b",
    re.IGNORECASE,
)
_ANSWERED: Final = re.compile(
    r"\b(?:respon\w{1,4}|return\w{0,3}|[1-5]\d\d)\b|^(?:outputs?|results?|success|reply|callbacks?|webhooks?)$", re.IGNORECASE
)
_GROUP: Final = re.compile(r"outputs?|results?", re.IGNORECASE)
_PRICES: Final = ("price ", "cost ", "requests per ")
ASIDE: Final = (
    r"(?:\s?\((?:(?:raw )?json(?: object)?|application/[\w.+-]{1,60}|multipart/form-data|(?:www-)?form(?:[ -]?data|[ -]urlencoded)?"
    r"|x-www-form-urlencoded|xml|required|optional)\))?"
)
"""What stands in brackets behind the title of a section: how the fields are encoded, or whether there must be any."""
TITLED: Final = re.compile(
    r"(?-i:(?=[A-Z]))(?:"
    r"(?:(?:Request|Response|Query|Path|URL|URI|HTTP|API|Body|Headers?|Form|Data|Cookie|JSON|String|Optional|Required|Input|Output|POST|PUT"
    r"|PATCH|Multipart|Payload|Return|Result|Route|Common|Additional|Supported|Accepted|Available)\s){0,5}"
    r"(?:Parameters?|Params|Arguments|Fields|Attributes|Headers?|Body|Payload|Request|Responses?|Errors?|Cookies)"
    r"|(?:Request|Response|Body|Payload|Input|Output|JSON|Query|Path|URL|URI|Header)\s(?:(?:Body|Object|JSON)\s)?"
    r"(?:Properties|Schema|Variables?|Structure|Values?|Object|Params?)"
    r"|(?:URL\s)?Query String|Return Values?|Returns|Outputs?|Results?|Parameters? list|Path variables?"
    r"|The\s(?:request|response)\sbody"
    rf"){ASIDE}:?"
    r"|[1-5]\d\d(?::|\s[-–—])?\s[A-Z][A-Za-z]+(?:\s[A-Za-z]+){0,3}:?",
    re.IGNORECASE,
)
_KINDS_OF_NAMES: Final = (
    *(
        "input",
        "request",
        "body",
        "json",
        "form",
        "query",
        "path",
        "url",
        "uri",
        "api",
        "payload",
        "config",
        "http",
        "data",
        "post",
        "filter",
    ),
    *("search", "optional", "required", "request body", "query string", "form data", "additional", "common", "main", "basic", "advanced"),
)
_NAMES: Final = re.compile(
    rf"(?:{'|'.join(_KINDS_OF_NAMES)}) (?:parameter|param|field|attribute|property|argument|arg|key|option|variable|name)s?"
)
_OF_FIELDS: Final = frozenset(
    ("parameter", "parameters", "param", "field", "fields", "property", "attribute", "argument", "option", "key", "value", "json")
)
_JOINING: Final = frozenset(("is", "it", "or", "not", "and", "of", "the", "a", "y", "n", "yes", "no", "this"))
_BY_WORDS: Final[Sequence[tuple[str, frozenset[str], frozenset[str]]]] = (
    ("demand", frozenset(("required", "mandatory", "obligatory", "compulsory", "optionality", "needed")), _JOINING | {"optional"}),
    (
        "prose",
        frozenset(("description", "descriptions", "explanation", "remarks", "notes", "comments")),
        (_JOINING | _OF_FIELDS | {"details", "values", "constraints", "short", "brief", "more", "additional", "other", "full", "usage"})
        - {"no", "n"},
    ),
    (
        "type",
        frozenset(("type", "datatype")),
        _JOINING
        | {
            "data",
            "variable",
            "json",
            "field",
            "value",
            "property",
            "attribute",
            "argument",
            "length",
            "size",
            "format",
            "max",
            "expected",
        },
    ),
    ("default", frozenset(("default", "defaults")), _JOINING | {"value", "to", "if", "omitted", "set", "when", "setting", "unset"}),
    (
        "name",
        frozenset(("name", "names")),
        (_JOINING | _OF_FIELDS | {"variable", "member", "header", "query", "body", "form", "arg", "prop"}) - {"value"},
    ),
)
_MOST_OF_COLUMN: Final = 40  # characters of a header that is no sentence
_APART: Final = str.maketrans('_-“"', "    ")
_WORDS: Final = re.compile(r"[^\w/?.' -]+")


@cache
def _rows(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = (files("swornspec.page") / name).read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((kind, tuple(rest.split(" | "))) for kind, _, rest in rows)


@cache
def _columns() -> Mapping[str, str]:
    return {word: role for role, words in reversed(_rows("columns.txt")) for word in words}


@cache
def _column_heads() -> frozenset[str]:
    """The first letters of all titles of columns, and of those that have fewer in their first word."""
    titles = [*_columns(), *_PRICES, *_KINDS_OF_NAMES]
    return frozenset([title[:_HEAD] for title in titles] + [title[:2] for title in titles if len(title.split()[0]) < _HEAD])


def may_entitle_column(text: str) -> bool:
    """Whether a text may begin with the title of a column, by its first letters."""
    begin, heads = text[:_HEAD].lower(), _column_heads()
    return begin in heads or begin[:2] in heads or not begin[:1].isalpha()


@cache
def _section_heads() -> frozenset[str]:
    """The first letters of all words that say what a section is."""
    return frozenset(re.split("[ -]", word)[0][:_HEAD] for _, words in _rows("sections.txt") for word in words)


@cache
def _section_words() -> tuple[re.Pattern[str], Sequence[tuple[Section, re.Pattern[str]]]]:
    """The beginnings of words that say what a section is: all of them, and those of each kind, in the order of the table."""
    rows = [(kind, "|".join(re.escape(word.replace("-", " ")) for word in words)) for kind, words in _rows("sections.txt")]
    kinds = [(kind, re.compile(f" (?:{words})(?!d\\b)")) for kind, words in rows]  # "structured" is no structure
    return re.compile(f" (?:{'|'.join(words for _, words in rows)})(?!d\\b)"), kinds  # type: ignore[return-value] # the rows are those of the type


@lru_cache(maxsize=4096)
def column_role(header: str) -> str | None:
    """The role of a column by its header (`type`, `demand`, `prose`, …); None for words that are in no row of the table."""
    plain = " ".join(_WORDS.sub(" ", header.lower()).split()).strip(":* ")
    known = _columns().get(plain) or _columns().get(plain.removesuffix("s"))
    return known or ("price" if plain.startswith(_PRICES) else "name" if _NAMES.fullmatch(plain) else _by_words(plain))


def titles_column(text: str) -> bool:
    """Whether a text is one title of a column, and not several that a copy has in one line."""
    plain = " ".join(text.lower().split())
    return plain in _columns() or (column_role(plain) is not None and not all(word in _columns() for word in plain.split()))


def _by_words(plain: str) -> str | None:
    """The role of a column whose header says more than its one word: `required or not`, `description and notes`, `type (length)`."""
    said = re.findall(r"[a-z]+", plain) if len(plain) <= _MOST_OF_COLUMN else []
    for role, heads, others in _BY_WORDS:
        if any(word in heads for word in said) and all(word in heads or word in others for word in said):
            return role
    return None


@lru_cache(maxsize=4096)
def section_of(heading: str) -> Section | None:
    """What a section is by its heading; None when the heading does not say."""
    text = " ".join(heading.lower().split())
    if len(text) > _MOST:
        return None
    if status := _STATUS.match(text.strip("`* ")):
        return "errors" if status["status"] in "45" else "response"
    plain = f" {text.translate(_APART)}"
    if _section_heads().isdisjoint([word[:_HEAD] for word in plain.split(" ")]):
        return None
    any_word, kinds = _section_words()
    if not any_word.search(plain):
        return None
    return next(kind for kind, words in kinds if words.search(plain))


def is_weak(heading: str) -> bool:
    """Whether a heading that sounds like that of an answer may as well name what a request asks for: `Output format`, `Result limits`."""
    text = heading.strip(":*_ `")
    return _ANSWERED.search(text) is None and TITLED.fullmatch(text) is None


def section_in(
    heading: str, below: Sequence[Passage], beside: Section | Literal[False] | None, around: Sequence[Section | None]
) -> Section | None:
    """What a section is by its heading, the lines below it, the section beside it (False: none) and those it is in.

    A heading that seems to be about something else, such as a library, is that of the piece of code right below it. One that fields
    of an answer have, `Output`, names one more group of parameters where the section beside it is such a group.
    """
    section = section_of(heading)
    if section == "ignored" and next((line.text for line in below if line.text), "").startswith(("```", "~~~")):
        return None
    grouped = beside in (None, "path", "query", "header") and any(s in ASKED for s in around)
    return None if grouped and _GROUP.fullmatch(heading.strip(":*_ `")) else section


def asks(heading: str) -> bool:
    """Whether a heading names the request itself, which no part of an answer does: `Request`, `Request body`."""
    return _ASKS.fullmatch(heading.strip(":*_ ")) is not None


def sends(text: str) -> bool:
    """Whether words say of fields that they are sent, as `parameters` do and `attributes` do not."""
    return _SENDS.search(text) is not None


@lru_cache(maxsize=1024)
def object_of(heading: str) -> str | None:
    """The name of the object whose attributes a heading announces: `kite` for "The Kite object"; None for any other heading."""
    found = _OBJECT.fullmatch(" ".join(heading.lower().split())) if section_of(heading) == "types" else None
    return found["name"] if found else None


def entitles_section(text: str) -> bool:
    """Whether a line is the title of a section by its words alone, as it is in a copy that has lost the marks of headings."""
    return text[:1].isupper() and len(text) <= _MOST and TITLED.fullmatch(text) is not None and section_of(text) is not None


def asks_again(line: str, label: str) -> bool:
    """Whether a line titles what is sent (`Parameters:`), below a label that is no title and only has a word for answers."""
    titled = entitles_section(line.strip("*_ ")) and not entitles_section(label)
    return titled and sends(line) and section_of(line) not in ("response", "errors", "ignored")
