"""Read rendered pages of a Docusaurus site with API pages made from an OpenAPI document, copied as text or scraped to Markdown.

    POST                                             what is called

    /v1/images

    Request

    Body                                             a section

    prompt stringrequired                            a name, its type or format, and badges, with or without a gap

    Possible values: non-empty and <= 64 characters  what is listed: `[png, webp]`, `>= 1 and <= 5`, a regular expression

    Default value: a cat

    What to paint.                                   prose

    size                                             an object: its parts follow, and nothing shows where they end
    object

    Responses                                        no more fields of the request

Fields below an object are gaps, unless the sample of a request shows which of them are its parts. What stands below `oneOf` is
no field: what one alternative requires is not required of the others.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from swornspec.page.block import Page
from swornspec.page.headings import VALUES, Section
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.roles import Role
from swornspec.page.stacked import stacked, stacked_lines
from swornspec.page.stacked_words import Dialect
from swornspec.text import Passage

_SECTIONS: Final[Mapping[str, Section]] = {
    **dict.fromkeys(("authorization", *(f"authorization: {s}" for s in ("http", "oauth2", "apikey", "openidconnect"))), "auth"),
    "header parameters": "header",
    "path parameters": "path",
    "query parameters": "query",
    "cookie parameters": "cookie",
    "request": "request",
    "request body": "body",
    "body": "body",
    "bodyrequired": "body",
    "body required": "body",
    "responses": "response",
    "response headers": "ignored",
    "callbacks": "ignored",
    **dict.fromkeys(("oneof", "anyof"), "types"),
}
_EDGE: Final = r"[\s*_`]*"
_LABELS: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(rf"Possible values:{_EDGE}\[(?P<value>[^\[\]]*)\]{_EDGE}"), "values"),
    (re.compile(r"Possible values:[\s*_]*(?P<value>.*[Mm]ust match regular expression.*?)[\s_]*"), "bounds"),
    (re.compile(rf"Possible values:{_EDGE}(?P<value>.*?){_EDGE}"), "bounds"),
    (re.compile(rf"{VALUES}:{_EDGE}\[?(?P<value>[^\[\]<>]*)\]?{_EDGE}"), "values"),
    (re.compile(r"Default value:[\s*_]*(?P<value>.*?)[\s*_]*"), "default"),
    (re.compile(r"Examples?:[\s*_]*(?P<value>.*?)[\s*_]*"), "example"),
)
_NEVER: Final = re.compile(r"(?!)")
_CHROME: Final = re.compile(
    r"Skip to main content|Search|⌘ ?K|Ctrl ?K|On this page|API docs by Redocly|Send API Request|Collapse all|Expand all|Copy"
    r"|Edit this page|curl|python|go|nodejs|ruby|csharp|php|java|powershell|cURL|Python|Go|NodeJS|Ruby|C#|PHP|Java"
    r"|Base URL|Schema|Example \(auto\)|Example \(from schema\)|Parameters|Request samples"
    r"|Security Scheme Type:?|HTTP Authorization Scheme:?"
)
_MARKS: Final = re.compile(
    r"(?:\*\*)?Possible values:(?:\*\*)?\s*`?(?:\[|[<>]=?|non-empty|Value must match).*"
    r"|[\w.-]{1,60} [\w\[\]-]{2,30}required|#{1,4} Body(?:\*\*)?required(?:\*\*)?|Example \((?:auto|from schema)\)"
)
_SIGNS: Final = ("**Possible", "Possible", "Example")
_END: Final = re.compile(r"Was this page helpful\?|Last updated on .*|Previous|Next|Response|Click the Send API Request button above.*")
_DIALECT: Final = Dialect("rendered Docusaurus page", _SECTIONS, _LABELS, (), _NEVER, _NEVER, _CHROME, _END, unended=True)


def score(page: Sequence[Passage]) -> int:
    """How many lines are sections, fields, badges or labels; 0 without what only such sites print, or without a field."""
    marked = (text for line in page if (text := line.text).endswith(("required", "required**")) or text.startswith(_SIGNS))
    if not any(len(text) < 200 and _MARKS.fullmatch(text) for text in marked):
        return 0
    found = stacked_lines(page, _DIALECT)
    return sum(part.count for part in found if part.entries)


def read(name: str, text: str) -> tuple[Page, ...]:
    """The page in this layout: one operation, or one of each page where the text has several."""
    return tuple(page.result() for page in stacked(name, text, _DIALECT))


LAYOUT: Final = Layout(
    "docusaurus",
    _DIALECT.title,
    "a name and its type in one line, as 'prompt stringrequired', with lines such as 'Possible values: [a, b]' below",
    score,
    mixed(read),
)
