"""The words of a page that a browser copied: headings of its sections, and what the site prints around it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from swornspec.page.block import Location
from swornspec.page.headings import TITLED, section_of

Part = Location | Literal["request", "auth", "errors", "ignored", "sample"]
SENT: Final[tuple[Location, ...]] = ("path", "query", "header", "cookie", "body", "response")
_SECTIONS: Final[Mapping[str, Part]] = {
    **dict.fromkeys(("path parameters", "path params", "path parameter"), "path"),
    **dict.fromkeys(("query parameters", "query params", "query parameter", "query string parameters"), "query"),
    **dict.fromkeys(("headers", "header parameters", "header params", "request headers", "request header"), "header"),
    **dict.fromkeys(("cookies", "cookie parameters"), "cookie"),
    **dict.fromkeys(("request body", "body parameters", "body params", "form parameters", "request body parameters", "body"), "body"),
    **dict.fromkeys(("request", "parameters", "request parameters", "arguments", "required arguments", "optional arguments"), "request"),
    **dict.fromkeys(
        ("response", "responses", "returns", "response body", "response fields", "response parameters", "response headers", "return value"),
        "response",
    ),
    **dict.fromkeys(("errors", "error responses", "error codes"), "errors"),
    **dict.fromkeys(("authentication", "authorization", "authorizations", "security"), "auth"),
    **dict.fromkeys(("rate limits", "rate limiting", "pricing", "changelog", "see also", "related", "on this page"), "ignored"),
    **dict.fromkeys(
        ("example request", "request example", "example response", "response example", "example", "examples", "example requests"), "sample"
    ),
}
_HEADINGS: Final[Mapping[str, Part]] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "payload": "body",
    "output": "response",
    "result": "response",
    **dict.fromkeys(("input", "inputs", "properties", "params", "attributes", "fields"), "request"),
}
"""What a heading may say in one word, which as a line may be a name or a label."""
_SIDES: Final = re.compile(
    r"(?:\((?:[1-5]\d\d\b[^()]{0,30}|application/json|json)\))?(?:json|form ?data|multipart)?\s*"
    r"(?:expand ?collapse|expand all|collapse all)?$"
)
_BESIDE: Final = ("json", "data", "multipart", "collapse", "all", ")")  # of which one ends what is matched
_MARKS: Final = re.compile(r"(?:#{1,6}\s+|\*\*)?(?P<text>.*?)(?:\*\*)?:?")
MEDIA_TYPE: Final = re.compile(r"[a-z]{1,20}/[\w.+*-]{1,60}")
_CHROME: Final = re.compile(
    r"(?:chevron-(?:right|down|up)"
    r"|Copy(?: page| as Markdown| link)?|Copied!?|Try it|Run|Ask (?:AI|a question)|Search(?:\.\.\.|…)?|⌘ ?K|Ctrl K|/"
    r"|Skip to (?:main )?content|Built with(?: Fern)?|Powered by .{1,30}|Expand ?Collapse|Expand all|Collapse all|View as Markdown"
    r"|Open in .{1,20}|Edit this page|Loading(?:…|\.\.\.)?|Next|Previous|Light|Dark|(?:Accept|Reject|Decline|Allow)(?: all)?(?: cookies)?"
    r"|Cookie (?:settings|preferences)|Manage cookies|We use cookies.{0,200}|©.{0,100}|Copyright .{0,100}|Log ?in|Sign (?:up|in)"
    r"|Get started|Dashboard|Send(?: request)?|Authorize|API (?:keys?|Playground)|Yes|No|Thanks for .{0,60}feedback.{0,20})"
)
_BUTTONS: Final = frozenset("ABCDEGLMNOPRSTVWYc/⌘©")  # what such words begin with
MOST_OF_TITLE: Final = 100
_MOST_OF_SECTION: Final = 60
MOST_WORDS: Final = 10


def part_of(text: str) -> Part | None:
    """What a line says about the fields below it, when it is the heading of a section; None for any other line."""
    if not text or len(text) > (MOST_OF_TITLE if text[0] in "#*" else _MOST_OF_SECTION) or not (text[0].isupper() or text[0] in "#*"):
        return None
    return _part_of(text)


@lru_cache(maxsize=4096)
def _part_of(text: str) -> Part | None:
    marked = _MARKS.fullmatch(text) if text[0] in "#*" or text[-1] in "*:" else None
    bare = (marked["text"] if marked else text).strip().lower()
    bare = _SIDES.sub("", bare).strip() if bare.endswith(_BESIDE) else bare
    known = _SECTIONS.get(bare) or (_SECTIONS.get(bare[0] + bare[2:]) if bare[1:2] == " " else None)  # `P ath Parameters`
    if known is not None or len(bare.split()) > 5:
        return known
    if text[0] == "#" and bare in _HEADINGS and marked is not None and marked["text"].istitle():
        return _HEADINGS[bare]
    said = section_of(bare)
    if said in ("errors", "ignored", "auth", "response") and text[0] == "#":
        return said
    titled = (text[0] == "#" or len(bare.split()) > 1) and TITLED.fullmatch(bare[:1].upper() + bare[1:]) is not None
    return said if titled and said in ("path", "query", "header", "cookie", "body", "response", "request", "errors") else None


def is_chrome(text: str) -> bool:
    """Whether a line is a button or a notice of the site."""
    return len(text) < 250 and text[:1] in _BUTTONS and _CHROME.fullmatch(text) is not None
