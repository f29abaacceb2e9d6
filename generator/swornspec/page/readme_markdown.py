"""Read pages of ReadMe sites that were scraped to Markdown, or copied with blank lines between the parts of a field.

    post https://api.example.com/v1/images           what is called

    ### Body Params                                  a section

    **prompt** string required                       a name with its type and flags; or each on a line of its own

    The text to paint.                               prose

    **size**

    integer

    enum

    256 to 1024                                      flags: a range, `length ≤ 20`, `Defaults to 512`

    Defaults to 512

    Allowed:

    `256``512``1024`                                 the values, where the scrape kept them

    ### Responses                                    no more fields of the request

A scrape may have lost names: `string`, `required` and prose are then a field without one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from swornspec.page.block import Page
from swornspec.page.headings import VALUES, Section
from swornspec.page.layout import Layout
from swornspec.page.lone_values import without_run_together
from swornspec.page.mixed import mixed
from swornspec.page.roles import Role
from swornspec.page.stacked import holds_any, stacked, stacked_lines
from swornspec.page.stacked_line import any_apart
from swornspec.page.stacked_words import Dialect
from swornspec.text import Passage

_SECTIONS: Final[Mapping[str, Section]] = {
    "query params": "query",
    "path params": "path",
    "body params": "body",
    "raw body": "body",
    "form data": "body",
    "form params": "body",
    "headers": "header",
    "header params": "header",
    "cookie params": "cookie",
    "response": "response",
    "responses": "response",
    "response body": "response",
    "response headers": "ignored",
    "credentials": "auth",
    "authentication": "auth",
}
_MARKS: Final = frozenset(("query params", "path params", "body params", "raw body", "form params", "header params", "cookie params"))
_NUMBER: Final = r"-?[0-9][0-9.,]{0,30}(?:[eE][+-]?[0-9]{1,3})?"
_FLAGS: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(rf"(?P<value>{_NUMBER} to {_NUMBER})"), "bounds"),
    (re.compile(rf"length (?P<value>between {_NUMBER} and {_NUMBER})"), "bounds"),
    (re.compile(rf"(?:length )?(?P<value>(?:≥|>=|≤|<=|>|<) {_NUMBER})"), "bounds"),
)
_LABELS: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(rf"{VALUES}:[\s*_]*(?P<value>[^\s*_].*?)?[\s*]*"), "values"),
    (re.compile(r"(?i:default(?: value)?):[\s*_]*(?P<value>[^\s*_].*?)[\s*]*"), "default"),
)
_NEVER: Final = re.compile(r"(?!)")
_CHILDREN: Final = re.compile(r"(?P<name>[\w.$-]{1,80}) object(?: \| null)?")
_CHROME: Final = re.compile(
    r"Recent Requests|Log in to see (?:your )?full request history|TimeStatusUser Agent|(?:\|?\s*Time\s*\|\s*Status\s*\|\s*User Agent.*)"
    r"|Retrieving recent requests…|(?:Loading)+…|Make a request to see history\.|[0-9]+ Requests? This Month|Language|Installation"
    r"|(?:Shell|Node|Ruby|PHP|Python)(?: ?(?:Shell|Node|Ruby|PHP|Python))*|Try It!|Suggest Edits|Jump to Content|Copy Page|Ask AI"
    r"|Click `?Try It!`? to start a request and see the response here! Or choose an example:|Request|Examples?"
    r"|A(?:DD|dd)\s{1,3}[A-Za-z][\w -]{0,40}"
    r"|Updated .{1,40} ago|Show Details|Bearer|Header|auth-scheme|URL|cURL|cURL Request|RESPONSE|x{6,20}|truefalse"
    r"|URL Expired|The URL for this request expired after \d{1,3} days\."
    r"|\[Skip link to [^\]]{0,100}\]\(.*\)|\[Log in to [^\]]{0,100}\]\(.*\)"
    r"|View Additional Properties|Recipes|Open Recipe"
)
_END: Final = re.compile(r"Did this page help you\?|What’s Next|Powered by .{1,40}|Table of Contents")
_SIGN: Final = re.compile(
    r"Click `?Try It!`? to start a request and see the response here!.{0,40}|Make a request to see history\.|Retrieving recent requests…"
    r"|Did this page help you\?"
)
_SIGNS: Final = (
    "Did this page help you?",
    "to start a request and see the response here!",
    "Make a request to see history.",
    "Retrieving recent requests…",
)
_DIALECT: Final = Dialect(
    "ReadMe page as Markdown", _SECTIONS, _LABELS, _FLAGS, _CHILDREN, _NEVER, _CHROME, _END, nameless=True, sign=_SIGN
)


def score(page: Sequence[Passage]) -> int:
    """How many lines are sections, names, types or flags; 0 for a page copied as text, which has none of them set apart."""
    short = [line.text for line in page if len(line.text) < 160]
    shown = "\n".join(short)
    headed = holds_any(shown.lower(), _MARKS) and any(text.strip("#*_:` ").lower() in _MARKS for text in short)
    if not headed and not (holds_any(shown, _SIGNS) and any(_SIGN.fullmatch(text.strip("| ")) for text in short)):
        return 0
    if headed and not any_apart(page, _DIALECT):
        return 0
    found = stacked_lines(page, _DIALECT)
    names, nameless, decorated = (sum(counts) for counts in zip(*((p.names, p.nameless, p.decorated) for p in found), strict=True))
    count = sum(part.count for part in found)
    if names > nameless and not headed:
        return count  # no section lines, so that nothing else reads it
    fields = any(part.entries for part in found)
    return count if fields and decorated and (names > nameless or decorated >= nameless) else 0


def read(name: str, text: str) -> tuple[Page, ...]:
    """The page in this layout: one operation, or one of each page where the text has several."""
    return tuple(without_run_together(page.result()) for page in stacked(name, text, _DIALECT))


LAYOUT: Final = Layout(
    "readme-markdown",
    _DIALECT.title,
    "a section line such as '### Body Params', with names in bold or on lines of their own below it",
    score,
    mixed(read),
)
