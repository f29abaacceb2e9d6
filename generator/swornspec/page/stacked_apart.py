r"""Lines of a page that a scrape has run together, cut where the lines of a stack begin: name, type, badges, prose, labels.

    [](#body-kite-size)kite_sizeintegerdefault:10How large it is.       the anchor tells the name
    [ ](#mood) mood enum<string> required Its mood. Available options: calm, wild [ ](#tail) tail object
    `10`offsetnumber                                                    a field behind the example of the one above it

Each piece is a passage of its own; `whole_lines` puts the uses of pieces together again.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Final

from swornspec.page.block import LineUse
from swornspec.page.code import code_ends
from swornspec.text import Passage, within

_ONE: Final = (
    r"(?:(?:string|integer|number|boolean|object|array|enum|file|any|null|float|uuid)"
    r"(?:(?:<|&lt;)[\w-]{1,24}(?:>|&gt;))?(?:\\?\[\\?\])*)"
)
_TYPE: Final = rf"(?:[A-Z]\w{{0,60}} · )?{_ONE}(?: ?(?:\| ?)?{_ONE})*"
_DEFAULT: Final = (
    r"default:? ?(?:\"[^\"\n]{0,80}\"|-?\d[\d.]*(?![\w.])|-?\d[\d.]*(?=[A-Z])|true|false|null"
    r"|[^\s`]{1,60}?(?=required|deprecated|[A-Z][a-z]*[ ,.]|\s|$))"
)
_BADGE: Final = rf"(?:required|deprecated|read-only|write-only|header|query|path|cookie|{_DEFAULT})"
_HEAD: Final = re.compile(rf"\s*(?P<type>{_TYPE})(?P<badges>(?:\s?{_BADGE})*)(?=\s*$|\s|[A-Z“`(\[]|[a-z_$][\w.$-]{{0,60}}?{_ONE})")
_BADGES: Final = re.compile(_BADGE)
_ANCHOR: Final = re.compile(r"\[[\s\u200b\ufeff]*\]\([^()\s#]{0,400}#(?P<slug>[\w.%-]{1,200})\)")
_FOLLOWED: Final = re.compile(rf"{_ANCHOR.pattern}[\s\u200b]*[\w.$@:{{}}\\\[\]-]{{1,160}}\s*{_ONE}")
_NAME: Final = re.compile(r"[\s\u200b]*(?P<name>(?:[\w.$@:{}-]|\\_|\\?\[\\?\]){1,160})")
_PLACES: Final = re.compile(r"(?:body|parameter|response|authorization|query|header|path|params?|request)-")
_STEPS: Final = re.compile(r"-(?:items|one-of-\d{1,2}|any-of-\d{1,2})(?=-|$)")
_LABEL: Final = re.compile(
    r"(?:Available options|Required (?:range|(?:string|array) length)|(?:Minimum|Maximum) (?:(?:string|array) )?length):"
    r"|(?:(?<=\S)Examples?:|Examples?:(?=[^\s]| ?`))|Pattern: ?`|Was this page helpful\?|(?<=\S)Last modified on [A-Z]"
    r"|(?:Show|Hide) child attributes|(?<=[\s`\w.)])#{2,6} (?=[A-Z])"
)
_BEHIND: Final = re.compile(  # where a name may begin in the middle of a line
    r"`(?=[A-Za-z_$])|(?<=[a-z)])\.(?=[a-zA-Z_])|application/json(?=[A-Za-z_])|child attributes(?=\w)"
    r"|Available options: ?(?:[\w.:/+-]{1,60}, ){0,100}[\w.:/+-]{1,60} (?=[A-Za-z_$])"
)
_SECTION: Final = re.compile(
    r"(?:(?:Path|Query|Header|Body) Parameters|Headers|Body|Response|Authorizations)"
    r"(?=[a-z][\w.$-]*|[A-Z][a-z]* |application/|[1-5]\d\d(?!\d))"
)
_WORD: Final = re.compile(r"[A-Za-z_$][\w.$-]*")
_AT: Final = re.compile(rf"(?={_ONE})")
_STUCK: Final = re.compile(rf"[\w.$-]{_ONE}")  # a type right behind a name, as in every head that is run together
_OTHERS: Final = re.compile(rf"[\w\]>](?<!\s)(?:{_ONE}|enum|binary|uuid|uri)(?:Required|Optional)$")  # heads of other sites
_SIGNS: Final = ("Available options:", "Required range:", "Required string length:", "Example:", "child attributes")
_DEMANDS: Final = ("Required", "Optional")  # which heads of other sites end in
_FEWEST: Final = 2
_MOST_NAME: Final = 61
_MOST: Final = 20_000  # characters of a line
_FENCE: Final = "```"
_COPIED: Final = re.compile(r"Copy ```\\n")
_ORDER: Final = ("gap", "structure", "title", "prose", "chrome")
_FIELDS: Final = ("field", "type", "section")


def apart(page: Sequence[Passage]) -> Sequence[Passage]:
    """The pieces of the lines of a page; the page itself where none is run together."""
    linked = any("](" in line.text and _FOLLOWED.search(line.text) for line in page if line.text[:1] != "#")
    glued = not linked and _glued(page)
    if not linked and not glued:
        return page
    found: list[Passage] = []
    code = code_ends(page)
    copied, fence, end = any(_COPIED.search(line.text) for line in page if line.text.startswith("Copy")), False, -1
    for at, line in enumerate(page):
        end = max(end, code.get(at, -1)) if not copied else end
        if at <= end or not line.text or len(line.text) > _MOST:
            found.append(line)
            continue
        cuts = sorted({0, *_cuts(line.text, linked=linked)} if not fence else {0})
        if copied and line.text.startswith(_FENCE) and fence:
            cuts, fence = sorted({0, len(_FENCE), *_cuts(line.text, linked=linked)}), False
        elif copied and (opened := _COPIED.search(line.text)) is not None:
            cuts, fence = sorted({*(c for c in cuts if c <= opened.start()), opened.start() + 5}), True
        found += pieces_of(line, cuts)
    return found if len(found) > len(page) else page


def pieces_of(line: Passage, cuts: Sequence[int]) -> Iterator[Passage]:
    """The parts of a line between some places, without the white space around them; those without words are left out."""
    text = line.text
    for start, stop in zip(cuts, [*cuts[1:], len(text)], strict=True):
        raw = text[start:stop]
        if bare := raw.strip():
            begin = start + raw.index(bare)
            yield line if len(bare) == len(text) else within(line, begin, begin + len(bare))


def whole_lines(uses: Sequence[LineUse], page: Sequence[Passage]) -> tuple[LineUse, ...]:
    """One use for each line of the text, where a line was cut that of its piece which says most."""
    found = []
    for first, group in groupby(uses, lambda use: use.line.span.first):
        pieces = list(group)
        most = min(pieces, key=lambda use: (_ORDER.index(use.use), use.role not in _FIELDS)) if len(pieces) > 1 else pieces[0]
        found.append(LineUse(page[first - 1], most.use, most.role) if len(pieces) > 1 else most)
    return tuple(found)


def _glued(page: Sequence[Passage]) -> bool:
    """Whether a page without anchors has heads that are run together, and what only such sites print."""
    if not any(sign in line.text for line in page for sign in _SIGNS):
        return False
    if any(_OTHERS.search(line.text) for line in page if line.text.endswith(_DEMANDS)):
        return False
    heads = (line.text for line in page if len(line.text) <= _MOST and _STUCK.search(line.text) is not None)
    found = 0
    for text in heads:
        found += sum(1 for _, _, behind in islice(_run(text), _FEWEST * 2) if behind)
        if found >= _FEWEST:
            return True
    return False


def _cuts(text: str, *, linked: bool) -> Iterator[int]:
    """Where the pieces of a line begin."""
    if linked and "](" in text:
        for anchor in _ANCHOR.finditer(text):
            head = _head(text, anchor.end(), anchor["slug"])
            if head:
                yield anchor.start()
                yield from head
    elif not linked:
        for start, end, behind in _run(text):
            yield start
            yield from _stack(end, behind) if behind else (end,)
    yield from (label.start() for label in _LABEL.finditer(text))


def _head(text: str, at: int, slug: str) -> tuple[int, ...]:
    """Where type, badges and prose begin behind an anchor, the name between them being what the anchor says; none without a type."""
    word = _NAME.match(text, at)
    if word is None:
        return ()
    known = {_bare(slug), _bare(_PLACES.sub("", slug, count=1)), _bare(_STEPS.sub("", _PLACES.sub("", slug, count=1)))}
    start = word.start("name")
    for end in range(word.end("name"), start, -1):
        if _bare(text[start:end]) in known and text[end - 1] not in "\\-.:":
            head = _HEAD.match(text, end)
            if head is not None:
                return (start, *_stack(end, head))
    return ()


def _stack(end: int, head: re.Match[str]) -> Iterator[int]:
    """Where type, badges and prose begin behind a name that ends somewhere."""
    yield end
    for badge in _BADGES.finditer(head.string, head.start("badges"), head.end("badges")):
        yield badge.start()
    yield head.end()


def _bare(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _run(text: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """Sections, and heads that are run together, of a line: where each begins, where its words or its name end, the rest of a head."""
    at, first = 0, True
    edges = _BEHIND.finditer(text)
    while True:
        if at < len(text) and (section := _SECTION.match(text, at)) is not None:
            yield at, section.end(), None
            at, first = section.end(), False
            continue
        found = _glued_at(text, at) if at < len(text) else None
        if found is not None and (not first or found[1]["badges"] or found[1].end() == len(text)):
            yield at, *found
            at, first = found[1].end(), False
            continue
        edge = next((e for e in edges if e.end() > at and _open(text, e)), None)
        if edge is None:
            return
        at, first = edge.end(), False


def _open(text: str, edge: re.Match[str]) -> bool:
    """Whether a tick closes what stands in ticks."""
    return edge.group() != "`" or text.count("`", 0, edge.end()) % 2 == 0


def _glued_at(text: str, at: int) -> tuple[int, re.Match[str]] | None:
    """Where the name ends that begins at a place, and the rest of its head; the shortest name that leaves one."""
    word = _WORD.match(text, at, at + _MOST_NAME)
    for place in _AT.finditer(text, at + 1, word.end()) if word else ():
        head = _HEAD.match(text, place.start())
        if head is not None and (head.end() == len(text) or not text[head.end()].isspace()):
            return place.start(), head
    return None
