"""What a copied page calls: its operations, each with its title, above the line or lines that say method and address."""

import re
import string
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from swornspec.page.block import templated
from swornspec.page.code import LANGUAGES
from swornspec.page.front_matter import end_of_matter, title_in
from swornspec.page.operations import Scene
from swornspec.page.pasted_words import MEDIA_TYPE, MOST_OF_TITLE, MOST_WORDS, is_chrome, part_of
from swornspec.page.requests import Call, read_base, read_call, read_curl, read_request, server_of
from swornspec.text import Passage, within

_CALL: Final = re.compile(
    r"[#\s`*]*(?P<method>(?i:get|put|post|delete|patch|head|options))[\s`*]*"
    r"(?:(?P<server>https?://[\w.:{}-]{1,200})?(?P<path>/(?:(?!https?://)[\w{}.~:/@%+$<>-]|\\_){0,500})?"
    r"(?:https?://\S{1,500})?(?:\?\S{0,500})?(?: HTTP/[\d.]{1,3})?)[\s`*/]*"
)
_CALLS: Final = frozenset(string.whitespace + "#`*gpdhoGPDHO")  # what such a line begins with
_HOST: Final = re.compile(r"`?(?P<server>https?://[\w.:{}-]{1,200})(?P<path>/(?:[\w{}.~:/@%+$<>-]|\\_){0,500})?`?")
_PATH: Final = re.compile(r"`?(?P<path>/(?:[\w{}.~:/@%+$<>-]|\\_){0,500})`?")
_BASE: Final = re.compile(r"\b(?:base|server|host|root)\b", re.IGNORECASE)
_SAID: Final = re.compile(r"\b(?:GET|PUT|POST|DELETE|PATCH)\b")  # in a line that says more: `Endpoint: POST /v1/x`
_HALF: Final = re.compile(
    r"[\s*`_•-]{0,6}(?:(?:http |request )?(?:method|verb)|(?:request |resource )?(?:url|uri|path)|(?:api )?endpoint)\b", re.I
)
_MOST_OF_CALL: Final = 400  # characters
_FENCES: Final = ("```", "~~~")
_WINDOW: Final = 3  # lines below a method, of which the address is made


def scenes(page: Sequence[Passage], code: Mapping[int, int]) -> tuple[Scene, ...]:
    """The operations of a page in order, at least one: each begins with its title, above the line that says what is called."""
    calls = list(calls_on(page, code))
    matter, titled = end_of_matter(page), title_in(page)
    bases = [(n, b) for n, line in enumerate(page) if "://" in line.text and _BASE.search(line.text[:40]) and (b := read_base(line))]
    base = bases[0][1] if bases else None
    named = [n for n, _ in bases]
    starts: list[int] = []
    groups: list[list[Called]] = []
    known: set[tuple[str, str]] = set()
    sections = (n for n, line in enumerate(page) if part_of(line.text) is not None)
    section = -1
    for call in calls:
        badge = _badge(page, call, groups[-1][-1].last if groups else matter, code)
        if badge >= 0 and (not groups or call.key not in known):
            title = _title(page, badge, groups[-1][-1].last if groups else matter)
            starts.append(badge if title < 0 else title)
            groups.append([call])
            known = {call.key}
            continue
        if not groups:
            title = _title(page, call.first, matter)
            starts.append(titled if title < 0 else title)
            groups.append([call])
            known = {call.key}
            continue
        if call.key in known:
            groups[-1].append(call)
            continue
        after = groups[-1][-1].last
        while section <= after:
            section = next(sections, len(page))
        title = _title(page, call.first, after)
        if section < title:
            starts.append(title)
            groups.append([call])
            known = {call.key}
    last = max(0, len(page) - 1)
    places = sorted(code)
    if not groups:
        first = next((n for n, line in enumerate(page) if n > matter and line.text and n not in code), -1)
        if titled >= 0 and page[first].text[:1] != "#":
            first = titled
        curl = next(_requests(page, code, places), None) or next(_curls(page, code, places), None)
        method, path, server = (curl.method, curl.path, curl.server) if curl else (None, None, None)
        return (Scene(0, last, (), frozenset(named), method, path, server or base, first),)
    edges = [0, *starts[1:], last + 1]
    found = []
    for (first, end), heading, group in zip(pairwise(edges), starts, groups, strict=True):
        here = named[bisect_left(named, first) : bisect_left(named, end)]
        said = frozenset((*(n for call in group for n in call.said), *here))
        path = next((c.path for c in group if c.path), None)
        server = next((c.server for c in group if c.server), base) or server_of(
            path, _curls(page, code, places[bisect_left(places, first) : bisect_left(places, end)])
        )
        found.append(Scene(first, end - 1, (), said, group[0].method, path, server, heading))
    return tuple(found)


def _curls(page: Sequence[Passage], code: Mapping[int, int], places: Sequence[int]) -> Iterator[Call]:
    """What the commands in the pieces of code that begin in some places call."""
    for first in places:
        if (call := read_curl(list(page[first : code[first] + 1]))) is not None:
            yield call


def _requests(page: Sequence[Passage], code: Mapping[int, int], places: Sequence[int]) -> Iterator[Call]:
    """What the pieces of code that are requests call."""
    for first in places:
        inner = [line for line in page[first : code[first] + 1] if line.text[:3] not in _FENCES]
        if (call := read_request(inner)) is not None:
            yield call


class Called:
    """What the lines `said`, by index, say is called: `key` tells it from other calls."""

    def __init__(self, method: str, server: Passage | None, path: Passage | None, said: tuple[int, ...]) -> None:
        self.method, self.server, self.path, self.said = method, server, path, said
        self.first, self.last = said[0], said[-1]
        self.key = (method, templated(path.text) if path else "")


def calls_on(page: Sequence[Passage], code: Mapping[int, int]) -> Iterator[Called]:
    """What the lines of a page outside of code say is called, in their order."""
    last = -1  # of what was looked at: a call, or a piece of code
    for at in [n for n, line in enumerate(page) if line.text[:1] in _CALLS or n in code or _may_say(line.text)]:
        if at <= last:
            continue
        text = page[at].text
        found = _CALL.fullmatch(text) if at not in code and len(text) < 800 else None
        call = _call(page, at, found, code) if found else None if at in code else _told(page, at)
        if call is not None:
            yield call
        last = code.get(at, call.last if call else at)


def _may_say(text: str) -> bool:
    """Whether a line may say what is called among other words, or half of it."""
    if len(text) > _MOST_OF_CALL:
        return False
    return ("/" in text and _SAID.search(text) is not None) or _HALF.match(text) is not None


def _told(page: Sequence[Passage], at: int) -> Called | None:
    """What a line with words or marks of its own says is called, or two of them: `URL: /v1/x`, below it `Method: POST`."""
    line = page[at]
    first = read_call(line) if line.text and _may_say(line.text) else None
    if first is None or (first.method and first.path is not None):
        return None if first is None or first.method is None else Called(first.method, first.server, first.path, (at,))
    below = next((n for n in range(at + 1, min(at + _WINDOW, len(page))) if page[n].text), None)
    second = read_call(page[below]) if below is not None and _may_say(page[below].text) else None
    if below is None or second is None or bool(second.method) is bool(first.method):
        return None
    path, server = first.path or second.path, first.server or second.server
    return Called(first.method or second.method or "", server, path, (at, below)) if path or server else None


def _call(page: Sequence[Passage], at: int, found: re.Match[str], code: Mapping[int, int]) -> Called | None:
    line = page[at]
    method = found["method"].upper()
    server, path = (_part(line, found, group) for group in ("server", "path"))
    said = [at]
    n = at + 1
    while (server is None or path is None) and n < len(page) and len(said) <= _WINDOW and n not in code:
        below = page[n]
        other = _HOST.fullmatch(below.text) if server is None else None
        other = other or (_PATH.fullmatch(below.text) if path is None else None)
        if other is not None and path is not None:
            server = within(below, other.start("server"), other.end())
            said.append(n)
        elif other is not None:
            groups = other.groupdict()
            server = server or (_part(below, other, "server") if groups.get("server") else None)
            path = path or (_part(below, other, "path") if groups.get("path") else None)
            said.append(n)
        elif below.text and (len(said) > 1 or not _titled(page, n)):
            break
        n += 1
    return Called(method, server, path, tuple(said)) if server or path else None


def _titled(page: Sequence[Passage], at: int) -> bool:
    """Whether a line between a method and its path is the title."""
    words = page[at].text
    path = page[at + 1].text if at + 1 < len(page) else ""
    return bool(words[0].isupper() and len(words) <= MOST_OF_TITLE and words[-1].isalnum() and len(path) > 1 and _PATH.fullmatch(path))


def _badge(page: Sequence[Passage], call: Called, after: int, code: Mapping[int, int]) -> int:
    """The line above a call, down to a line, that has its method alone, where sections of fields stand between them; -1 without.

    `post`, then `Body` with its fields, then the sample, which has `POST /v1/x HTTP/1.1`: a copy of GitBook.
    """
    word = call.method.lower()
    for n in range(after + 1, call.first):
        if page[n].text == word and n not in code:
            return n if any(part_of(line.text) is not None for line in page[n + 1 : call.first]) else -1
    return -1


def _part(line: Passage, found: re.Match[str], group: str) -> Passage | None:
    return within(line, *found.span(group)) if found[group] else None


def _title(page: Sequence[Passage], call: int, after: int) -> int:
    """The title above a call, down to a line: the nearest heading, else the nearest short line that is no sentence; -1 without."""
    nearest = -1
    for n in range(call - 1, max(after, call - 12), -1):
        text = page[n].text
        if not text or is_chrome(text) or text.lower() in LANGUAGES:
            continue
        if part_of(text) is not None:
            break
        if text.startswith("#"):
            return n
        fits = (
            len(text) <= MOST_OF_TITLE
            and not MEDIA_TYPE.fullmatch(text)
            and len(text.split()) <= MOST_WORDS
            and text[-1] not in ".:,;}{])"
            and text[0].isalpha()
        )
        nearest = n if nearest < 0 and fits else nearest
    return nearest
