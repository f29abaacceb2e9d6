r"""Lines of a copied reference that were run together, cut where fields, labels, sections and what is called begin.

    posthttps://api.example.com/v1/kitesBodyapplication/jsonmoodstring · enumRequiredPossible values: `CALM``WILD`notestringOptional
    Default:  `250`pageinteger · int32Required              a field behind the default of the one above it
    huestring · enumOptionalDefault: redPossible values:    labels behind a head
    size
    integerHow large.                                       a type with its prose, below a name
    .mood                                                   a name behind the end of a sentence
    post https://api.example.com/v1/kitesFly one.Body Paramshuestringrequired3 letters.tailstringHow long.      a page in one line

Only a page with such heads is cut, and only where a name, a type and `Required` or `Optional` follow each other.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.code import code_ends
from swornspec.page.stacked_apart import pieces_of
from swornspec.page.unions import read_union
from swornspec.text import Passage

_WORD: Final = r"(?:string|integer|number|boolean|object|array|any of|one of|all of|any|file)"
_FACET: Final = r"(?:[a-z][a-z0-9-]{1,19}|(?:min|max): ?`?-?[\d.]{1,20}`?|[A-Z]\w{1,60})"
_TYPE: Final = rf"{_WORD}(?:\\?\[\\?\])?(?: · {_FACET}(?:\\?\[\\?\])?)*"
_HEAD: Final = re.compile(rf"(?P<type>{_TYPE})(?:Read-only|Write-only|Deprecated)?(?:Required|Optional)(?: ?`format: [^`]{{1,60}}`)?")
_TYPED: Final = re.compile(rf"(?={_WORD})")
_NAME: Final = re.compile(r"[A-Za-z_$@](?:[\w.$@-]|\\_){0,80}")
_VERB: Final = r"(?:get|post|put|patch|delete)"
_CALLED: Final = re.compile(rf"{_VERB}(?=https?://|Authorization(?:string)?|/)")
_SECTION: Final = re.compile(
    r"Authorizations(?!tring)|(?:Path|Query|Header) parameters|Headers|Body(?=application/|multipart/|$)|Responses(?=\d|$)"
)
_MEDIA: Final = re.compile(r"(?:application|multipart)/(?:json|form-data|x-www-form-urlencoded)(?=[a-zA-Z]|\d{3})")
_BEHIND: Final = re.compile(r"`(?=[A-Za-z_$])|Possible values ?: +(?=[a-z_$])|Api-Key(?=[A-Z])|Bearer(?=[A-Z])")
_LABEL: Final = re.compile(
    r"(?:(?<=Required)|(?<=Optional)|(?<=`)|(?<=\w))(?:Possible values ?:|Defaults?: |Example: |Pattern: ?`)|(?<=`)[1-5]\d\d$"
)
_TYPE_LINE: Final = re.compile(rf"(?P<type>{_WORD}(?: of [a-z]{{3,12}})?)(?:(?:Required|Optional)$|(?P<prose>(?=[A-Z][a-z]* )))")
_ALONE: Final = re.compile(r"(?:[a-z_][\w.]{0,60}|Default: ?\S.{0,60})$")
_BARE: Final = re.compile(r"\.?[a-z_][\w.]{0,60}")
_LABELS: Final = re.compile(r"(?:Default|Example): .{1,200}?[\w`](?:Example: |Possible values ?:)")
_MOST: Final = 20_000
_SMALL: Final = re.compile(  # fields without marks in a page that is one line: behind the end of a sentence or the title of a section
    r"(?:(?<=[.!?)\]])|(?P<title>(?:Body|Query|Path|Header|Form)[ -](?:Params|Parameters|Data)|Headers))"
    r"(?=[a-z_])(?P<name>[a-z_][A-Za-z0-9_]{0,40}?)"
    r"(?:string|integer|int32|int64|number|float|double|boolean|object|date|array of [a-z0-9]{3,10}?s)"
    r"(?P<demand>required)?(?=[A-Z\d])"
)
_ADDRESS: Final = re.compile(
    r"(?<![ /])(?:get|post|put|patch|delete) (?=https?://)(?P<end>https?://[\w.:/{}-]{1,200}?[a-z0-9}](?=[A-Z][a-z]{1,20} ))?"
)
_FEWEST: Final = 3


def apart(page: Sequence[Passage]) -> Sequence[Passage]:
    """The pieces of the lines of a page; the page itself where none is run together."""
    if not _marked(page):
        return page
    found: list[Passage] = []
    code, end = code_ends(page), -1
    for at, line in enumerate(page):
        end = max(end, code.get(at, -1))
        if at <= end or not line.text or len(line.text) > _MOST:
            found.append(line)
        else:
            found += pieces_of(line, sorted({0, *_cuts(line.text), *_stuck(page, at)}))
    return found if len(found) > len(page) else page


def _marked(page: Sequence[Passage]) -> bool:
    """Whether the head of a field is run together with something else."""
    for at, line in enumerate(page):
        text = line.text
        if any(True for _ in _small(text)):
            return True
        if (text[:1] == "." and _stuck(page, at)) or (text[:1] in "DE" and _LABELS.match(text)):
            return True
        if ("Required" in text or "Optional" in text) and len(text) <= _MOST:
            heads = list(_heads(text))
            if any(start > 0 for start, _ in heads) or any(_LABEL.match(text, end) for _, end in heads):
                return True
    return False


def _stuck(page: Sequence[Passage], at: int) -> tuple[int, ...]:
    """Where a name or a label begins behind the end of a sentence, or prose behind a type that stands below its name."""
    text = page[at].text
    if text[:1] == "." and len(text) > 1:
        below = page[at + 1].text if at + 1 < len(page) else ""
        return (1,) if _ALONE.match(text, 1) and (_TYPE_LINE.match(below) or text.startswith("Default", 1)) else ()
    found = _TYPE_LINE.match(text) if at and _BARE.fullmatch(page[at - 1].text) else None
    return (found.end("type"),) if found is not None and found["prose"] is not None else ()


def _cuts(text: str) -> Iterator[int]:
    """Where the pieces of a line begin."""
    yield from _small(text)
    heads = list(_heads(text))
    yield from (start for start, _ in heads)
    if heads or _CALLED.match(text) or _MEDIA.search(text) or text.startswith("Responses"):
        for part in _SECTION.finditer(text):
            if part.start() == 0 or not text[part.start() - 1].isspace():
                yield part.start()
                yield part.end()
        for media in _MEDIA.finditer(text):
            yield media.start()
            yield media.end()
    yield from (label.start() for label in _LABEL.finditer(text))


def _small(text: str) -> Iterator[int]:
    """Where the pieces of a page begin of which a copy has made one line, where several fields show that it has."""
    if "required" not in text or len(text) > _MOST:
        return
    heads = list(_SMALL.finditer(text))
    if len(heads) < _FEWEST or not any(head["demand"] for head in heads):
        return
    for head in heads:
        if head["title"]:
            yield head.start()
        yield head.start("name")
    for called in _ADDRESS.finditer(text, 0, heads[0].start()):
        yield called.start()
        if called["end"]:
            yield called.end()


def _heads(text: str) -> Iterator[tuple[int, int]]:
    """Where heads of fields begin and end in a line."""
    if "Required" not in text and "Optional" not in text:
        return
    at = 0
    if (called := _CALLED.match(text)) is not None and text.startswith("Authorization", called.end()):
        at = called.end()
    edges = _BEHIND.finditer(text)
    while True:
        end = _end(text, at)
        if end is not None:
            yield at, end
            at = end
            continue
        part = _SECTION.match(text, at) or _MEDIA.match(text, at)
        if part is None:
            later = [
                found
                for pattern in (_SECTION, _MEDIA)
                if (found := pattern.search(text, at)) is not None and found.start() > at and not text[found.start() - 1].isspace()
            ]
            part = min(later, key=lambda found: found.start(), default=None)
        edge = next((e for e in edges if e.end() > at and (e.group() != "`" or text.count("`", 0, e.end()) % 2 == 0)), None)
        following = [found.end() for found in (part, edge) if found is not None and found.end() > at]
        if not following:
            return
        at = min(following)
        edges = _BEHIND.finditer(text, at - 1)


def _end(text: str, at: int) -> int | None:
    """Where the head of a field ends that begins at a place; None when none does."""
    word = _NAME.match(text, at)
    for place in _TYPED.finditer(text, at + 1, word.end()) if word is not None else ():
        head = _HEAD.match(text, place.start())
        if head is not None and read_union(head["type"].replace("\\", "")) is not None:
            return head.end()
    return None
