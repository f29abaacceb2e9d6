"""What a sentence says is called, where no line of the page says it alone.

To create a kite, send a `POST` request to `/v1/kites`.
Lists kites, using the endpoint `GET /v1/kites`.
The `/v1/kites` endpoint accepts the DELETE method.

The sentence has to say that something is sent or called; `see GET /v1/kites` and `returned by POST /v1/kites` do not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from swornspec.page.block import templated
from swornspec.page.markdown import Element
from swornspec.page.requests import ADDRESS, METHODS, Call
from swornspec.text import Passage, within

_MARKS: Final = r"(?:</?(?:mark|strong|span|code|kbd|em|b|i|tt|a)\b[^<>]{0,200}>|[\s`*_'\"(\[<]){0,12}"
_METHOD: Final = rf"(?P<{{}}>{'|'.join(METHODS)})\b"
_CALLED: Final = re.compile(
    rf"(?<![\w/]){_METHOD.format('method')}{_MARKS}(?:[:,]\s)?"
    rf"(?:(?:https?|api|ajax|rest)\s(?=request|call|method))?(?:(?:requests?|calls?|method|query|operation|action|endpoint|verb)\b{_MARKS})?"
    rf"(?:(?:is|are|can be|should be|must be)\s(?:sent|made|issued)\s)?(?:(?:to|at|on|against|with|of|for|via|from|by)\b{_MARKS})?"
    rf"(?:(?:the|this|our|its|following)\b{_MARKS}){{0,2}}(?:api\s)?(?:(?:endpoint|url|uri|path|resource|route|address)\b{_MARKS}:?{_MARKS})?"
    rf"{ADDRESS}",
    re.IGNORECASE,
)
_REVERSED: Final = re.compile(
    rf"(?<![\w./-]){ADDRESS}(?:\?[^\s`<]{{0,300}})?(?:</\w{{1,10}}>|[\s`*_'\")\]]){{0,6}}"
    rf"(?:(?:endpoint|url|uri|path|resource|route|address)\b{_MARKS})?(?:,\s)?"
    rf"(?:(?:and|that|which|it)\s)?(?:(?:by\s)?(?:using|with|via|by|accepts?|supports?|expects?|takes)\b{_MARKS})"
    rf"(?:(?:a|an|the|only|http)\b{_MARKS}){{0,3}}{_METHOD.format('method')}",
    re.IGNORECASE,
)
_CUE: Final = re.compile(
    r"\b(?:send|sends|sending|make|makes|making|issue|issuing|perform|performing|submit|submitting|do|call|calls|calling|invoke|invoking"
    r"|use|uses|using|through|via|endpoint|requests?|navigate|access|accessing|hit|query|querying|accepts?)\b",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:see|instead|returned (?:by|from|in)|obtained|retrieved (?:by|from|with|via|using)|received (?:from|via)"
    r"|response (?:of|from|to)|output of|(?:created|generated) (?:by|via|with|using)|deprecated"
    r"|equivalent|same as|similar to|unlike|before|after|first|previous"
    r"|previously|later|then|poll|polling|webhook|callback|we (?:send|make|call|will)|we'll|(?:will|is|are) (?:send|make|call|sent|called)"
    r"|your (?:server|endpoint|url|webhook|backend)|note that|for (?:example|instance)|e\.g|such as|no longer|not|never|also|alternatively"
    r"|additionally|if|unless)\b",
    re.IGNORECASE,
)
OF_OTHERS: Final = re.compile(
    r"web\s?hook|callback|event|notif|authenti|authori|example|quick\s?start|getting|overview|introduction|errors?\b", re.IGNORECASE
)
"""What headings say whose samples call no operation of the page."""
_STOP: Final = re.compile(r"[.!?;](?=\s|$)")
_CAPTION: Final = re.compile(r"[#\s]{0,8}(?:table\s\d{1,3}[.:]\s{1,3})?(?P<path>/[^\s{]{0,200}\{[^\s]{1,200})\s*", re.IGNORECASE)
_LONGEST: Final = 1500  # characters of a paragraph


def mentions(lines: Sequence[Passage], elements: Iterable[Element]) -> Iterator[tuple[int, Call]]:
    """What paragraphs say is called in a sentence, with the indexes of their elements; one that names several calls says none."""
    for at, element in enumerate(elements):
        if element.kind == "paragraph" and (call := _mention(lines[element.first : element.last + 1])) is not None:
            yield at, call


def _mention(part: Sequence[Passage]) -> Call | None:
    if not any("/" in line.text for line in part):
        return None
    text = "\n".join([line.text for line in part])
    if len(text) > _LONGEST or not any(method in text for method in METHODS):
        return None
    found: dict[tuple[str | None, str], Call] = {}
    for sentence in _sentences(text):
        if _ASIDE.search(sentence_text := text[slice(*sentence)]) or not _CUE.search(sentence_text):
            continue
        for pattern in (_CALLED, _REVERSED):
            for match in pattern.finditer(text, *sentence):
                if match["method"] in METHODS and (call := _call(part, match)) is not None:
                    found.setdefault(call.key, call)
    return next(iter(found.values())) if len(found) == 1 else None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        yield start, stop.start()
        start = stop.end()
    yield start, len(text)


def _call(part: Sequence[Passage], found: re.Match[str]) -> Call | None:
    """The call that some words of a paragraph say; None where what looks like a path is none."""
    path = _place(part, found, "path") or _place(part, found, "alone")
    if path is None or not re.search(r"[A-Za-z]", path.text) or path.text.strip("/") in METHODS:  # `GET/POST` names two methods
        return None
    return Call(found["method"], _place(part, found, "server"), path, strong=False)


def _place(part: Sequence[Passage], found: re.Match[str], group: str) -> Passage | None:
    """Some words of a paragraph as the line has them that they stand in."""
    if not found[group]:
        return None
    start = found.start(group)
    for line in part:
        if start <= len(line.text):
            return within(line, start, start + len(found[group].rstrip(".:*-,")))
        start -= len(line.text) + 1
    return None


def captions(lines: Sequence[Passage], elements: Iterable[Element]) -> Iterator[Passage]:
    """The paths with parameters that headings are, as above tables of these: `Table 1. /v1/pots/{id}`."""
    for element in elements:
        line = lines[element.first] if element.kind == "heading" else None
        found = _CAPTION.fullmatch(line.text) if line is not None else None
        if line is not None and found is not None:
            yield within(line, *found.span("path"))


def confirmed(said: Iterable[Call], shown: Sequence[Call]) -> Call | None:
    """The one call that a sentence says and a sample shows, whatever comes before the path there and stands for its parameters."""
    found = {call.key: call for call in said if any(other.method == call.method and ends_alike(call, other) for other in shown)}
    return next(iter(found.values())) if len(found) == 1 else None


def ends_alike(call: Call, shown: Call) -> bool:
    """Whether an address that is shown ends in the path of a call."""
    if call.path is None or shown.path is None:
        return False
    parts = templated(call.path.text).strip("/").split("/")
    ends = templated(shown.path.text).strip("/").split("/")[-len(parts) :]
    return len(ends) == len(parts) and all(a == b or (a[:1] == "{" and b) for a, b in zip(parts, ends, strict=True))
