"""Sentences of a passage, with their places."""

import re
from collections.abc import Iterator
from typing import Final

from swornspec.text.span import Passage, Span

_END: Final = re.compile(
    r"(?<=[a-z]{3}|[a-z]{2}\))\.(?=(?:Accepted|Allows|Also|Applies|Available|Between|By|Conflicts|Currently|Deprecated|Either|Format|Ignored|Length|Min|Max"
    r"|Mutually|Not|Note|Omit|Optional|Otherwise|Range|Recommended|Requires|Set|Specify|Supported|Supports|Unless|Up|Use|Used|You)\s)|"
    r"(?<=[a-z)])\.(?=(?:Must|Should|Default|Defaults|The|This|These|If|When|Valid|Allowed|Possible|Only|It|Cannot|Can|May|Maximum|Minimum|Required)\b"
    r"|(?:Enum|Range|Options|Supported values|Available options|Accepted values)\s?:)|"
    r"[.!?;][\"'”)\]]*(?=\s+(?:\\?\*\s+|\*{2}\s?)?[\"'“(\[`]?[A-Z0-9`\"']|\s*$"
    r"|\s+[a-z]\w*(?:(?:,\s|,?\s(?:and|or)\s)[a-z]\w*){0,3}\s*(?:[*×<>=]|(?:is|are|must|should|cannot|can)\b)|\s+(?:true|false)\s|\s+[a-z][\w-]{0,30}:\s"
    r"|\s+(?:\*{2})?(?:[a-z]{1,30}_[a-z0-9_]{1,40}|[a-z]{1,30}[A-Z]\w{0,40})(?:,|\s+(?:and|or|must|should|cannot|can|is|are|will|takes|overrides)\b|\s&\s)"
    r"|\s+[\w\"'`.-]{1,30}\s+only\s+(?:support|allow|accept)s?\s)"
    r"|(?<=[a-z]\))(?=\s+[\w\"'`.-]{1,30}\s+(?:(?:do|does)(?:n't| not)\s+(?:support|allow|accept)|only\s+(?:support|allow|accept)s?)\s)"
    r"|(?<=[\w)\]%`\"'”])(?=[ \t]{0,8}\n\s{0,12}(?:Only|If|When|For|Required|Must|Cannot|Either|Defaults?|Note|This|It|Valid|Applicable"
    r"|Mandatory|Ignored|Optional|Mutually|Conditional|At (?:least|most)|Exactly|One of|Max(?:imum)?|Min(?:imum)?|Not|Can|May|Should"
    r"|Do not|Don't|Supported|Possible|Allowed|Available|Unless|Otherwise|Takes effect|Has no effect)\s)"
    r"|;(?=\s+(?:for|with|when|if)\s+(?:\S{1,40}\s+){1,4}(?:at most|at least|up to|no more than)\b)"
)
_LONGEST: Final = 12  # characters of an abbreviation
_ABBREVIATION: Final = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|max|min|fig|cf|resp)|\b(?-i:[A-Z]))\.$", re.IGNORECASE)


def sentences(passage: Passage) -> Iterator[Passage]:
    """Yield the sentences of a passage in order; together they hold every character but surrounding white space."""
    text, start, counted, depth = passage.text, 0, 0, 0
    last = len(text.rstrip())
    for match in _END.finditer(text):
        depth += text.count("(", counted, match.end()) - text.count(")", counted, match.end())
        counted = match.end()
        before = text[max(start, match.start() - _LONGEST) : match.start() + 1]
        unfinished = _ABBREVIATION.search(before) and match.end() < last and not _ends_limit(before, text[match.end() :][:2])
        numbered = before.lower().endswith((" no.", "(no.")) and text[match.end() :].lstrip()[:1].isdigit()  # "no. 5"
        if unfinished or numbered or depth > 0:
            continue
        yield from _piece(passage, start, match.end())
        start, depth = match.end(), 0
    yield from _piece(passage, start, len(text))


def _ends_limit(before: str, after: str) -> bool:
    """Whether "max." ends its sentence, as in "20 characters max. Must not ...": a limit that follows it is a number."""
    return before.lower().endswith((" max.", " min.")) and after.strip()[:1].isupper()


def _piece(passage: Passage, start: int, end: int) -> Iterator[Passage]:
    raw = passage.text[start:end]
    text = raw.strip()
    if text:
        begin = start + raw.index(text)
        yield cut(passage, begin, begin + len(text))


def cut(passage: Passage, start: int, end: int) -> Passage:
    """The part of a passage between two offsets into its text, with its own lines."""
    span = passage.span
    first = span.first + passage.text.count("\n", 0, start)
    last = first + passage.text.count("\n", start, end)
    return Passage(passage.text[start:end], Span(span.page, first, last, span.start + start, span.start + end))
