r"""Short Markdown or HTML as a reader sees it, every character with its place: for cells, names and headings.

    model\_id<br>*string*   gives   model_id
                                    *string*

Unlike `swornspec.text.markup`, which keeps lengths, this one gives the words as they are meant.
"""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from swornspec.text.lines import within
from swornspec.text.span import Passage

_TARGET: Final = r"\([^()\n]{0,1000}(?:\([^()\n]{0,400}\)[^()\n]{0,400}){0,12}\)"  # of a link; parentheses in it come in pairs
# each begins with a character of its own, so that a search goes from one of those to the next
_MARK: Final = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|&(?P<entity>(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});)"
    r"|<(?P<comment>!--(?:(?!-->).){0,500}-->)"
    r"|</?(?P<line>(?:br|p|div|li|ul|ol|option|h[1-6]|section|article|tr|td|th|dl|dt|dd)\b[^<>]{0,400}>)"
    r"|</?(?P<code>(?:code|tt|kbd|samp)\b[^<>]{0,400}>)"
    r"|</?(?P<tag>(?:b|i|em|strong|a|span|sup|sub|small|font|u|del|s|mark|abbr|nobr|label|wbr|svg|img|dfn|cite)\b[^<>]{0,400}>)"
    r"|\[(?P<anchor>[\u200b-\u200d\u2060\ufeff#¶§\U0001f517\s]{0,8}\]\([^()\s#]{0,200}#[^()\n]{0,400}\))"
    rf"|\[(?P<shown>[^\[\]\n]{{1,200}})\]{_TARGET}"
    rf"|!\[(?P<drawn>[^\[\]\n]{{1,200}})\]{_TARGET}"
    r"|`(?P<ticks>(?<![^\s(\[{>*:|/\"']`)`{1,2}(?=[^`\s])|(?<=[^`\s]`)`{1,2}(?![^\s)\]},.;:!?*<|/\"']))"  # ``code``, not `a``b`
    r"|\*(?P<stressed>\*)"
    r"|_(?P<strong>_(?=\w)|(?<=\w_)_)",
    re.IGNORECASE | re.DOTALL,
)

_SHORT: Final = 200  # characters of what is kept with what it reads
_SPECIAL: Final = re.compile(r"[\\&<\[*_`](?:(?<=[\\&<\[])|(?<=\*)\*|(?<=_)_|(?<=`)`)")  # begins in one way, which a search is faster for


class Legible(Struct, frozen=True, gc=False):
    """What a passage reads, and for each of its characters, and its end, the offset in the passage."""

    text: str
    at: Sequence[int]
    passage: Passage

    def part(self, start: int, end: int) -> Passage:
        """The part of the passage that the characters [start, end) of the text stand for; tags and entities are whole in it."""
        if end <= start:
            return within(self.passage, self.at[start], self.at[start])
        last = self.at[end - 1]
        stands = self.passage.text[last] in "<&" and self.text[end - 1] != self.passage.text[last]
        return within(self.passage, self.at[start], self.at[end] if stands else last + 1)


def legible(passage: Passage) -> Legible:
    """A one-line passage as it is meant: escapes and entities as their characters, `<br>` as a line end, other markup gone."""
    raw = passage.text
    if not _SPECIAL.search(raw):
        return Legible(raw, range(len(raw) + 1), passage)
    text, at = _shown(raw) if len(raw) <= _SHORT else _shown.__wrapped__(raw)
    return Legible(text, at, passage)


@lru_cache(maxsize=4096)
def _shown(raw: str) -> tuple[str, Sequence[int]]:
    """What a text reads, and the offset of each of its characters and of its end."""
    pieces: list[str] = []
    places: list[int] = []
    for text, at, kept in _pieces(raw, 0, len(raw)):
        pieces.append(text)
        if kept:
            places.extend(range(at, at + len(text)))
        else:
            places.extend([at] * len(text))
    return "".join(pieces), (*places, len(raw))


def _pieces(raw: str, start: int, end: int) -> Iterator[tuple[str, int, bool]]:
    """The pieces that a part of a text reads, where each stands, and whether it stands there as it is, character for character."""
    at = start
    for found in _MARK.finditer(raw, start, end):
        begin, stop = found.span()
        if begin > at:
            yield raw[at:begin], at, True
        at = stop
        match found.lastgroup:
            case "code" | "ticks":
                yield "`", begin, False
            case "line":
                yield "\n", begin, False
            case "escaped":
                yield found["escaped"], stop - 1, False
            case "entity":
                yield html.unescape(found.group()), begin, False
            case "shown" | "drawn" as group:
                yield from _pieces(raw, *found.span(group))  # which holds no other link
            case _:
                pass
    if end > at:
        yield raw[at:end], at, True


def plain(text: str) -> bool:
    """Whether a text on one line reads as it stands, each of its characters in its place."""
    return _SPECIAL.search(text) is None


def reads(text: str) -> str:
    """What a text on one line reads."""
    if _SPECIAL.search(text) is None:
        return text
    return _read(text) if len(text) <= _SHORT else _read.__wrapped__(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> str:
    return "".join([piece for piece, _, _ in _pieces(text, 0, len(text))])


def words(passage: Passage) -> str:
    """What a passage reads on one line, without marks around it."""
    return words_of(passage.text)


def words_of(text: str) -> str:
    """What a text reads on one line, without marks around it."""
    return _words(text) if len(text) <= _SHORT else _words.__wrapped__(text)


@lru_cache(maxsize=4096)
def _words(raw: str) -> str:
    return " ".join(reads(raw).replace("`", "").split()).strip("*_ ")
