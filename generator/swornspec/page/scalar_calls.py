"""What a copied Scalar page calls: its operations, each with its title above its fields and its address below them.

    Kites Copy link                     a group, with what it calls
    post
    /kites
    Make a kiteCopy link                title
    Body                                its first section
    …
    Request Example forpost/kites       what is called; or on lines of their own
    Test Request
    (post /kites)

The list of a group says nothing that these lines do not.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from swornspec.page.block import templated
from swornspec.page.operations import Scene
from swornspec.page.pasted_calls import scenes
from swornspec.page.pasted_words import MOST_OF_TITLE, is_chrome, part_of
from swornspec.page.requests import read_curl, server_of
from swornspec.text import Passage, within

_VERB: Final = r"(?P<method>(?i:get|put|post|delete|patch|head|options))"
_CALLED: Final = re.compile(rf"\({_VERB} (?P<path>[\w{{/][\w{{}}.~:/@%+$*-]{{0,400}})\)")
_FOR: Final = re.compile(rf"Request Example for ?(?:{_VERB} ?(?P<path>/[\w{{}}.~:/@%+$*-]{{0,400}})?)?")
_METHOD: Final = re.compile(_VERB)
_PATH: Final = re.compile(r"/[\w{}.~:/@%+$*-]{0,400}")
_SERVER: Final = re.compile(r"(?:Server|Base URL|Selected):?")
_ADDRESS: Final = re.compile(r"https?://[\w.:/{}-]{1,200}")
LINK: Final = re.compile(r"\s?#?Copy link(?: to .{1,200})?")
_SECTIONS: Final = ("path", "query", "header", "cookie", "body")
_MOST_ABOVE: Final = 3


def scalar_scenes(page: Sequence[Passage], code: Mapping[int, int]) -> tuple[Scene, ...]:
    """The operations of a page, at least one."""
    calls = _calls(page)
    if not calls:
        return scenes(page, code)
    ends = [-1, *(max(said) for said, _, _ in calls.values())]
    starts = [_title(page, before + 1, min(said)) for before, (said, _, _) in zip(ends, calls.values(), strict=False)]
    begin = [start if start >= 0 else min(said) for start, (said, _, _) in zip(starts, calls.values(), strict=True)]
    curls = [call for first, last in code.items() if (call := read_curl(list(page[first : last + 1]))) is not None]
    base = _server(page)
    return tuple(
        Scene(first, end - 1, (), frozenset(said), method, path, base or server_of(path, curls), heading)
        for (first, end), heading, (said, method, path) in zip(pairwise([0, *begin[1:], len(page)]), starts, calls.values(), strict=True)
    )


def _calls(page: Sequence[Passage]) -> dict[tuple[str, str], tuple[list[int], str, Passage]]:
    """What is called, in page order, with the lines that say so."""
    found: dict[tuple[str, str], tuple[list[int], str, Passage]] = {}
    for said, method, path in _lines_called(page):
        key = (method, templated(path.text))
        if key in found:
            found[key][0].extend(said)
        else:
            found[key] = (list(said), method, path)
    return found


def _lines_called(page: Sequence[Passage]) -> Iterator[tuple[tuple[int, ...], str, Passage]]:
    for at, line in enumerate(page):
        text = line.text
        if text[:1] == "(" and (called := _CALLED.fullmatch(text)) is not None:
            yield (at,), called["method"].upper(), within(line, *called.span("path"))
        elif text[:1] == "R" and (called := _FOR.fullmatch(text)) is not None:
            if called["path"]:
                yield (at,), called["method"].upper(), within(line, *called.span("path"))
            elif at + 2 < len(page) and (method := called["method"] or page[at + 1].text) and _METHOD.fullmatch(method):
                below = at + (1 if called["method"] else 2)
                if _PATH.fullmatch(page[below].text):
                    yield tuple(range(at, below + 1)), method.upper(), page[below]


def _title(page: Sequence[Passage], first: int, called: int) -> int:
    """The title of an operation between the one above it and what it calls: the last line with a link to itself above its first section."""
    section = next((n for n in range(first, called) if part_of(page[n].text) in _SECTIONS), called)
    linked = [n for n in range(first, section) if linked_title(page[n].text)]
    if linked:
        return linked[-1]
    for n in range(section - 1, max(first, section - _MOST_ABOVE) - 1, -1):
        text = page[n].text
        if text and len(text) < MOST_OF_TITLE and text[-1] not in ".:,;!?" and text[0].isupper() and not is_chrome(text):
            return n
    return -1


def linked_title(text: str) -> bool:
    """Whether a line is a heading with the button that copies the link to it."""
    found = LINK.search(text) if "Copy link" in text else None
    return found is not None and found.end() == len(text) and 0 < found.start() <= 2 * MOST_OF_TITLE


def _server(page: Sequence[Passage]) -> Passage | None:
    """The address below the words that announce it."""
    for at, line in enumerate(page[:-1]):
        if line.text[:1] in "SB" and _SERVER.fullmatch(line.text) and _ADDRESS.fullmatch(page[at + 1].text):
            return within(page[at + 1], 0, len(page[at + 1].text.rstrip("/")))
    return None
