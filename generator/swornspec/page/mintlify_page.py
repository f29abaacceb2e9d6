"""Read rendered Mintlify pages that were copied as text or scraped to Markdown.

POST /v1/images                                  what is called

#### Body
application/json

[​](https://docs.example.com/images#body-size)    an anchor, whose name shows what a field is a part of
size

object

required                                         badges: required, deprecated, default:64, where it is sent

How large the image is.

Hide child attributes                            its parts follow
size.width

integer

Required range: `64 <= x <= 2048`                 what is listed below the prose
Available options: `64`, `128`
Example: `64`

Was this page helpful?                           nothing behind this

Where an object has alternatives (`Option 1 · object`, or a list of their titles), the page shows the fields of one of them: what
that requires is not required of the others, and so it is a gap.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from swornspec.page.block import Page
from swornspec.page.headings import Section
from swornspec.page.layout import Layout
from swornspec.page.mixed import mixed
from swornspec.page.roles import Role
from swornspec.page.stacked import holds_any, stacked, stacked_lines
from swornspec.page.stacked_apart import apart
from swornspec.page.stacked_line import FEWEST_BARE, bare_fields, looked_at
from swornspec.page.stacked_words import Dialect
from swornspec.text import Passage

_MEDIA: Final = ("application/json", "multipart/form-data", "application/x-www-form-urlencoded")
_SECTIONS: Final[Mapping[str, Section]] = {
    "authorizations": "auth",
    "authorization": "auth",
    "headers": "header",
    "header parameters": "header",
    "request headers": "header",
    "response headers": "ignored",
    "path parameters": "path",
    "path params": "path",
    "query parameters": "query",
    "query params": "query",
    "cookies": "cookie",
    "body": "body",
    "request body": "body",
    "body parameters": "body",
    "body params": "body",
    **{f"body params {media}{required}": "body" for media in _MEDIA for required in ("", "required", " required")},
    "header params": "header",
    "path 参数": "path",  # of Apifox, in Chinese
    "query 参数": "query",
    "header 参数": "header",
    "cookie 参数": "cookie",
    **{f"body 参数{gap}{media}": "body" for gap in ("", " ") for media in ("", *_MEDIA)},
    "返回响应": "response",
    "路径参数": "path",
    "查询参数": "query",
    "请求头": "header",
    "请求体": "body",
    "响应": "response",
    "request": "request",
    "request parameters": "request",
    "response": "response",
    "responses": "response",
}
_VALUE: Final = r"[\s*_]*(?P<value>[^\s*_].*?)?[\s*]*"
_LABELS: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(rf"Required (?:range|(?:string|array) length):{_VALUE}"), "bounds"),
    (re.compile(r"(?P<value>(?:[<>]=?|[≤≥])\s?-?\d[\d.,]{0,18}(?:\s(?:characters?|items?|elements?))?)"), "bounds"),  # of Apifox
    (re.compile(rf"Multiple of:{_VALUE}"), "multiple"),
    (re.compile(rf"Minimum (?:(?:string|array) )?length:{_VALUE}"), "minimum"),
    (re.compile(rf"Maximum (?:(?:string|array) )?length:{_VALUE}"), "maximum"),
    (re.compile(rf"(?:Required string )?[Pp]attern:{_VALUE}"), "pattern"),
    (re.compile(rf"(?:Available options?|Allowed values?):{_VALUE}"), "values"),
    (re.compile(rf"(?:Examples?|示例值?|示例值列表):{_VALUE}"), "example"),
    (re.compile(rf"(?:枚举值|可选值|可用选项|Enum values?):{_VALUE}"), "values"),
    (re.compile(rf"(?:默认值|Default(?: value)?):{_VALUE}"), "default"),
)
_CHILDREN: Final = re.compile(r"(?:Hide ?)?(?:child attributes|properties)", re.IGNORECASE)
_COLLAPSED: Final = re.compile(r"Show ?(?:child attributes|properties|child parameters)", re.IGNORECASE)
_MARKS: Final = re.compile(
    r"Required (?:range|(?:string|array) length):.*|(?:Minimum|Maximum) (?:(?:string|array) )?length:.*|Available options:.*"
    r"|(?:Show|Hide) child attributes|default:\S.{0,80}|(?:enum|string)<[\w-]+>(?:\[\])?|Powered by Mintlify|Authorizations"
    r"|\[Powered by Mintlify\]\(.*|#{1,6} Authorizations"
    r"|必需|必填|可选|可用选项:.*|Body Params [a-z]+/[\w.+-]{3,40}(?: ?required)?",  # of Apifox
)
_WORDS: Final = frozenset(("string", "integer", "number", "boolean"))
_SIGNS: Final = (
    "Required ",
    " length:",
    "Available options:",
    " child attributes",
    "default:",
    "enum<",
    "string<",
    "Mintlify",
    "Authorizations",
    "Body Params ",
    "必需",
    "必填",
    "可选",
)
_CHROME: Final = re.compile(
    r"Try it|Copy(?: page)?|Copied!?|Ask AI|Ask a question\.{0,3}|On this page|Skip to main content|Search\.{3}|⌘ ?[IK]|Ctrl ?[IK]|cURL"
    r"|Python|JavaScript|Node(?:\.js)?|PHP|Go|Java|Ruby|Swift|C#|TypeScript|Navigation|Documentation|API Reference|Send"
    r"|Loading\.{3}|Expand all|Assistant|Toggle dark mode|Open in \S{1,20}|\[|Ctrl\+[A-Z]|⌘[A-Z]"
    r"|The body is of type `?\w+`?\.?|The response is of type `?\w+`?\.?"
    r"|(?:请求示例|响应示例|请求参数){1,2}|成功|Request Code Samples|Generate Code"
    r"|Documentation Index|Fetch the complete documentation index at: \S+"
    r"|Use this file to discover all available pages before exploring further\.?"
)
_OPTION: Final = re.compile(r"Option \d{1,2}(?!\w)(?: · (?P<type>[^·]{1,80}?)(?=$|Option \d))?(?=$|Option \d)")
_END: Final = re.compile(
    r"Was this page helpful\?|Powered by(?: Mintlify)?|Suggest edits|Raise issue|This documentation is built and hosted on Mintlify.*"
    r"|Responses are generated using AI and may contain mistakes\.?"
)
_DIALECT: Final = Dialect(
    "rendered Mintlify page", _SECTIONS, _LABELS, (), _CHILDREN, _COLLAPSED, _CHROME, _END, option=_OPTION, run_together=True
)


def score(page: Sequence[Passage]) -> int:
    """How many lines are sections, names, types, badges or labels; 0 without what only such sites print, or without a field."""
    page = apart(page)
    short = [line.text for line in page if len(line.text) < 200]
    if not holds_any("\n".join(short), _SIGNS) or not any(_MARKS.fullmatch(text.strip("*_` ")) for text in short):
        bare = bare_fields(looked_at(page, _DIALECT)) if any(text in _WORDS for text in short) else 0
        return bare if bare >= FEWEST_BARE else 0
    found = stacked_lines(page, _DIALECT)
    return sum(part.count for part in found if part.entries)


def read(name: str, text: str) -> tuple[Page, ...]:
    """The page in this layout: one operation, or one of each page where the text has several."""
    return tuple(page.result() for page in stacked(name, text, _DIALECT))


LAYOUT: Final = Layout(
    "mintlify-page",
    _DIALECT.title,
    "a name above its type with a line such as 'Required range: …', 'Available options:' or 'default:…' below",
    score,
    mixed(read),
)
