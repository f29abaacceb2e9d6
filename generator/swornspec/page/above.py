"""What stands right above a list of fields, and tells whose they are where no heading does.

**Returns** a pot:                                    {"pot_id": "p1", "state": "wet"}     below `Sample response:`
- `pot_id` (string) – Which pot.                      | Field | Type | …                   the fields of that answer
- `state` (string) – How it is.                       | pot_id | string | …

When it is done we send a POST request to your `notify_url` with:     fields of what is sent to those who read the page
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from msgspec import Struct

from swornspec.page.entry import Entry
from swornspec.page.headings import Section, section_of, sends
from swornspec.page.markdown import Element
from swornspec.text import Passage

_MOST_OF_LINE: Final = 4  # words of a line that is one, in a paragraph
_MOST_WORDS: Final = 8  # of a paragraph that is a heading in all but its marks
_MOST: Final = 400  # characters of words above
_SENDING: Final = ("POST", "PUT", "PATCH")
_FEWEST: Final = 2  # fields that a sample shows, and two thirds of all there are
_RETURNS: Final = re.compile(
    r"[*_`]{0,3}(?:returns?|response|output|result)s?\b:?[*_`]{0,3}:? (?!if|when|unless|only)"
    r"|.{0,200}\b(?:(?:returns?|responds? with|gives back)\b|(?:is|are|be) returned\b"
    r"|(?:response|answer|reply|result|returned \w{1,30})(?: (?:body|object|payload|json))?"
    r" (?:(?:will )?(?:contain|include|ha(?:s|ve)|consists? of|is|be|are|looks? like)s?)\b)",
    re.IGNORECASE,
)
_MOST_ANNOUNCING: Final = 14  # words of a line that says what follows
_ANNOUNCES: Final = re.compile(
    r"\b(?:the\s+following|these)\s+(?:\w+\s+){0,3}(?:fields|parameters|params|properties|attributes|arguments)\b[^.]{0,40}:[\s*_]*$"
    r"|\b(?:fields|parameters|params|properties|attributes|arguments)\s+(?:are|is)\s+(?:as\s+follows|the\s+following|listed\s+below|supported|accepted|available"
    r"|allowed)?\s*:[\s*_]*$",
    re.IGNORECASE,
)
_FOLLOWING: Final = re.compile(r"\b(?:following|these|below)\b")
_ASKS: Final = re.compile(
    r"\b(?:requests?|parameters?|params|arguments?|accepts?|takes?|pass(?:ed)?|you (?:can|may|must)|options?)\b", re.IGNORECASE
)
_WE: Final = r"(?:[Ww]e|(?:[Tt]he|[Oo]ur) [a-z]{2,20}(?: [a-z]{2,20})?|[A-Z]\w{1,30})"
_SEND: Final = r"(?:sends?|posts?|POSTs?|calls?|notif(?:y|ies)|delivers?|makes?|issues?)"
_TOLD: Final = re.compile(  # what is sent to those who read the page
    rf"\b(?:{_WE}(?: will| shall)? {_SEND} [^.:]{{0,100}}\b(?:to )?your\b"
    r"|(?:[Ss]ent|[Pp]osted|[Dd]elivered|made|pushed|notified) (?:as an? [\w ]{1,30} )?(?:to|at|on) "
    r"(?:your\b|the [`\w]{0,30}(?:callback|notif|webhook|notice|return)\w{0,20})"
    r"|your [\w `-]{1,40} (?:will )?(?:receives?|gets?|be (?:called|notified|sent))\b)"
)
_OF_READERS: Final = re.compile(r"//(?:[\w-]{1,30}\.)?(?:your|my|merchant|customer|client)[\w-]{0,40}(?:[./:]|$)", re.IGNORECASE)
_LIST: Final = re.compile(  # the title of a list of fields that leaves it open whose they are
    r"(?:(?:parameter|param|field|attribute|propert|argument|payload|element|object|data)(?:s|y|ies)?\s?){1,2}(?:descriptions?|details?|reference|list)?"
    r"|(?:descriptions? of (?:the )?|explanations? of (?:the )?)(?:parameter|field|attribute|propert|element)(?:s|ies)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"\"([\w.$@-]{1,100})\"\s{0,4}:")
_MOST_OF_SAMPLE: Final = 20_000
_UNNAMED: Final = re.compile(
    r"(?:an?|the|one|single)?\s?(?:single |plain |valid |flat )?(?:json )?(?:object|body|payload|document|hash|map|dictionary)\s"
    r"(?:with|of|that|which|having|containing|holding)\b",
    re.IGNORECASE,
)


class Above(Struct):
    """The line and the names in the sample of an answer that stand above what comes next, below the same heading."""

    line: str = ""
    shown: frozenset[str] = frozenset()
    apart: bool = False  # whether a heading stands between the sample and what comes next

    def heading(self, text: str = "") -> None:
        """Below another heading nothing of it holds, but for the sample where the heading only says that fields follow: `Parameters`."""
        self.line, self.apart = "", True
        if not _LIST.fullmatch(text.strip(" *_:")):
            self.shown = frozenset()

    def prose(self, line: str, *, apart: bool) -> bool:
        """Prose ends in a line; whether this announces fields of an answer, or of what is sent to those who read the page.

        `apart` says that a heading below that of the operation is right above it, which asks for nothing.
        """
        self.line = line.strip(" *_") if len(line) <= _MOST else ""
        if not self.line or not (self.line[-1] == ":" or _FOLLOWING.search(self.line)):
            return apart and _TOLD.search(self.line) is not None
        return _TOLD.search(self.line) is not None or (_RETURNS.match(self.line) is not None and _ASKS.search(self.line) is None)

    def code(self, passage: Passage, kind: str) -> None:
        """A sample stands there."""
        answers = kind == "response" or (kind == "unknown" and section_of(self.line) == "response")
        self.shown = frozenset(_NAME.findall(passage.text[:_MOST_OF_SAMPLE])) if answers else frozenset()
        self.line, self.apart = "", False

    def shows(self, names: Iterable[str], known: Mapping[str, Sequence[Entry]], method: str | None) -> bool:
        """Whether the sample of an answer has the fields of some names, which are not all `known` as those of the request.

        Below a heading of their own these are the fields that the sample shows, all of them and hardly fewer, and others are known
        to be sent: samples may stand above the parameters of a request that come back in the answer.
        """
        named = set(names) if self.shown else set()
        common = named & self.shown
        if not common or named <= set(known):
            return False
        asked = any(method not in _SENDING or e.location == "body" for entries in known.values() for e in entries)
        if asked and named == common and 3 * len(common) >= 2 * len(self.shown):
            return True
        return not self.apart and len(common) >= _FEWEST and 3 * len(common) >= 2 * len(named)


def leaves_open(section: Section | None, said: str) -> bool:
    """Whether words above fields leave it open whose they are: no section, or a title such as `Payload description`."""
    return section in (None, "request") or (section == "body" and _LIST.fullmatch(said.strip(" *_:")) is not None)


def kind_of_sample(text: str, language: str, said: str, section: Section | None) -> Literal["request", "response", "unknown"]:
    """What a piece of code is a sample of, by what it holds and the headings around it; `said` are their words."""
    if "curl " in text[:2000] and section != "errors":
        return "request"
    if section_of(said) == "response" or section in ("response", "errors") or text.lstrip().startswith("HTTP/"):
        return "response"
    return "request" if "request" in said or language in ("http", "curl") else "unknown"


def of_readers(address: Passage | None) -> bool:
    """Whether an address may stand for one of those who read the page: `https://your-server.example`."""
    return address is not None and _OF_READERS.search(address.text) is not None


def announced_section(line: str) -> Section | None:
    """What a line says of the fields that follow it: `The query parameters are as follows:`, `The request has the following fields:`."""
    if len(line.split()) > _MOST_ANNOUNCING or _ANNOUNCES.search(line) is None or not sends(line) or _RETURNS.match(line.strip(" *_")):
        return None
    said = section_of(line)
    return said if said in ("path", "query", "header", "body") else None if said in ("response", "errors") else "request"


def section_above(lines: Sequence[Passage], previous: Element | None, section: Section | None) -> Section | None:
    """The section of a table: the words right above it, where they are few, else that of the headings around it."""
    if previous is None or previous.kind != "paragraph":
        return section
    last = lines[previous.last].text
    if section is None and (announced := announced_section(last)) is not None:
        return announced
    if len(last.split()) <= _MOST_WORDS and (last.endswith(":") or len(last.split()) < 4):
        said = section_of(last.strip(":*"))
        if said == "types" and section is not None and _UNNAMED.match(last):
            return section  # `Request body`, below it `A JSON object with the following properties:`
        if said is not None and (said != "request" or section is None):
            return said
    for line in lines[max(previous.first, previous.last - 2) : previous.last][::-1]:  # of a copy without blank lines
        if len(line.text.split()) <= _MOST_OF_LINE and line.text[0].isupper() and line.text[-1].isalnum():
            said = section_of(line.text)
            if said not in (None, "request"):
                return said
    return section


__all__ = ["Above", "announced_section", "kind_of_sample", "leaves_open", "of_readers", "section_above"]
