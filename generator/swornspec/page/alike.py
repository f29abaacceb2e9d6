"""Lines that nothing sets apart and that are fields as others around them are: copies of hand-made pages, which have lost their marks.

width - integer - required - In pixels.     a name with its type, or whether it is required, behind it
height (optional). In pixels.               as another line has it, at least

width                                       a name on a line of its own, with its type below it
integer
required
In pixels.

One such line may be a sentence; several are a list.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from swornspec.page.cells import read_badge
from swornspec.page.facets import Facets, read_facets
from swornspec.page.headings import FIELDS, Section, section_of
from swornspec.page.kinds import read_kind
from swornspec.page.markdown import Element
from swornspec.page.names import leading_names
from swornspec.text import Passage, within

_FEWEST: Final = 2  # lines of a list,
_SURE: Final = 3  # and of one that no heading announces
_BEGINS: Final = re.compile(
    r"(?P<name>(?:[a-z]:(?=[a-z]))?[a-z_$](?:[\w$.]|-(?=[a-z])|\\_|/(?=\w)|\[\w{0,20}\]){0,80})[*?]?(?P<rest>(?:\s|=(?=<)|[:,|(<\[–—-]).*)?",
    re.DOTALL,
)
_ASKED: Final = re.compile(r"\s?\((?:required|mandatory|optional)\b[^()]{1,120}\)", re.IGNORECASE)  # `(required if …)`
_CAPITAL: Final = re.compile(r"[A-Z]\w{0,40}[a-z0-9]")  # `TreeCount`
_AT_END: Final = re.compile(r"(?<=\s)(?P<mark>[(*_\[]|\*\*)(?P<said>[A-Za-z][^()*_\[\]]{1,58})[)*_\]]{1,2}\.?$")
_STOPPED: Final = re.compile(r"[\w.$-]{1,80}(?: \w{1,40}){1,3}\.")
_MARKED: Final = re.compile(r"[\w.$\[\]]{1,80}\s?[:(,–—|-]")
_SENTENCE: Final = re.compile(r"[A-Z\"“`'(0-9<\[{]|https?:")
_TELLING: Final = ("type", "badge", "demand")
_MOST: Final = 4000  # characters of a line
_MOST_OF_TYPE: Final = 60
_FAR: Final = 2  # lines between a name and its type
_NO_NAMES: Final = frozenset(
    (
        *("true", "false", "null", "none", "string", "integer", "number", "boolean", "object", "array", "int", "bool", "float"),
        *("int32", "int64", "uint32", "uint64", "double"),
    )
)


class Alike(NamedTuple):
    """The lines of a page, by index, that are fields with what is said of them, and those that are names alone."""

    told: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()

    def tells(self, at: int, section: Section | None) -> bool:
        """Whether a line is a field with what is said of it, where it stands in some section."""
        return at in self.told and (section in FIELDS or (section is None and len(self.told) >= _SURE))

    def names(self, at: int, section: Section | None) -> bool:
        """Whether a line is the name of a field, where it stands in some section."""
        return at in self.named and (section in FIELDS or (section is None and len(self.named) >= _SURE))


def alike(page: Sequence[Passage], elements: Sequence[Element]) -> Alike:
    """The lines in the paragraphs of a page that are alike."""
    told: list[int] = []
    named: list[int] = []
    stopped: list[int] = []
    for at in _lines(elements):
        if _CAPITAL.fullmatch(page[at].text) is not None:
            named += [at] if section_of(page[at].text) is None and _typed_below(page, at, demanded=True) else []
            continue
        found = _BEGINS.fullmatch(page[at].text) if page[at].text[:1].islower() or page[at].text[:1] in ("_", "$") else None
        if found is None or len(page[at].text) > _MOST or found["name"] in _NO_NAMES or read_badge(found["name"]) is not None:
            continue
        if not (found["rest"] or "").strip():
            named += [at] if _typed_below(page, at) else []
        elif _tells(page[at]):
            (stopped if _STOPPED.fullmatch(page[at].text) else told).append(at)
    if not any(_MARKED.match(page[at].text) for at in told):
        told += stopped  # `width enum.` is a sentence among lines with marks
    return Alike(frozenset(told if len(told) >= _FEWEST else ()), frozenset(named if len(named) >= _FEWEST else ()))


def _lines(elements: Sequence[Element]) -> Iterator[int]:
    for element in elements:
        yield from range(element.first, element.last + 1) if element.kind == "paragraph" else ()


def _tells(line: Passage) -> bool:
    """Whether a line has short words about a field behind a name, and nothing or a sentence behind them."""
    leading = leading_names(line)
    if leading is None or len(leading.names) != 1 or leading.apart:
        return False
    facets = read_facets(within(line, leading.end, len(line.text)))
    if not facets.said and _ASKED.match(line.text, leading.end) is not None:
        return True
    if not facets.said or facets.said[0][0] not in _TELLING:
        return False
    return facets.prose is None or _SENTENCE.match(facets.prose.text) is not None


def _typed_below(page: Sequence[Passage], at: int, *, demanded: bool = False) -> bool:
    """Whether a line right below is a type, or a badge, with nothing else on it; `demanded`: a type, and a badge below that."""
    below = [line for line in page[at + 1 : at + 1 + 2 * _FAR] if line.text]
    near = bool(below) and (below[0] is page[at + 1] or below[0] is page[at + _FAR])
    if not near or len(below[0].text) > _MOST_OF_TYPE or not _is_type(read_facets(below[0]), below[0].text):
        return False
    return not demanded or (read_badge(below[0].text) is None and len(below) > 1 and read_badge(below[1].text) is not None)


def _is_type(facets: Facets, text: str) -> bool:
    if not facets.said or facets.prose is not None or facets.said[0][0] not in _TELLING:
        return False
    role, word = facets.said[0]
    if role != "type":
        typed = len(facets.said) > 1 and facets.said[1][0] == "type" and read_kind(facets.said[1][1].text) is not None
        return typed or read_badge(text) is not None  # `Optional, string`
    kind = read_kind(word.text)
    return kind is not None and (bool(kind.kind.schema) or (kind.kind.enum and not kind.rest))


def told_at_end(facets: Facets) -> Facets:
    """What prose says of a field in brackets or set apart at its end: `- width: In pixels. (integer, required)`."""
    found = _AT_END.search(facets.prose.text, max(0, len(facets.prose.text) - _MOST_OF_TYPE)) if facets.prose is not None else None
    if facets.said or facets.prose is None or found is None or not found.start():
        return facets
    more = read_facets(within(facets.prose, *found.span("said")))
    if more.prose is not None or "type" not in more.roles:
        return facets
    return Facets(more.said, within(facets.prose, 0, len(facets.prose.text[: found.start()].rstrip())), facets.mark)
