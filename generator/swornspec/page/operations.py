"""The operations of a Markdown page: which elements are about which, and what each calls.

An operation begins at the heading above the line that says what is called (`POST /v1/images`), headings such as
"Endpoint" or "HTTP request" aside. Only lines about nothing else count; a page that has none may say it in a curl command.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from msgspec import structs

from swornspec.page.block import templated
from swornspec.page.gfm import Table
from swornspec.page.headings import FIELDS, column_role, entitles_section, section_of
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.mentioned import confirmed, mentions
from swornspec.page.requests import (
    METHODS,
    Call,
    read_address,
    read_base,
    read_block,
    read_call,
    read_curl,
    read_labelled,
    read_request,
    read_tabled,
    read_titled,
    server_of,
)
from swornspec.text import Passage, within
from swornspec.text.legible import legible, words

_MOST_OF_ROWS: Final = 2  # of a table that says what is called; longer ones list the operations of a page
_MOST_OF_TITLE: Final = 6  # words of a line that is a title in all but its marks
_RUNS_ON: Final = re.compile(r",|\b(?:call|to|the|an?|via|with|use|using|and|or|at|by|from|of|see|is)$", re.IGNORECASE)
_ALONE: Final = re.compile(r"(?:GET|PUT|POST|DELETE|PATCH)\s+(?:https?://|/)\S{1,200}$")
_METHODS_BEGIN: Final = ("G", "P", "D")
_MOST_OF_CALLS: Final = 40  # lines of code that show an address with its queries
_DOES: Final = re.compile(  # a heading that says what an operation does, whatever sections are called
    r"(?:create|get|list|update|delete|add|remove|retrieve|fetch|find|send|submit|cancel|generate|upload|download|edit|modify|replace|patch"
    r"|start|stop|check|validate|verify|read|show|make|query(?!\s(?:string|param|arg))|search(?!\s(?:param|arg|quer))"
    r"|request(?=\s(?:an?|the|new)\b))\s+(?!param|field|arg|bod|header|attr|propert|option)\w",
)
_GENERIC: Final = (
    "endpoint",
    "http request",
    "request",
    "url",
    "method",
    "usage",
    "http",
    "path",
    "resource",
    "definition",
    "call",
    "request url",
)
_ANNOUNCING: Final = (*_GENERIC, "request method", "http method", "api url", "request address", "endpoint url")
_WORDS: Final = re.compile(r"[A-Z]{3,7}")
_EXAMPLE: Final = re.compile(r"\b(?:examples?|samples?)\b", re.IGNORECASE)
_FILLED: Final = re.compile(r"[?&][\w.-]{1,60}=[{<]|\?[{<\[]?(?:parameters|params|options|query|\.{3}|…)[}>\]]?[\s`]*$", re.IGNORECASE)
_NEAR: Final = 3  # elements below a heading in which a sentence says what is called
_APART: Final = 2  # elements between a method and its address
_MOST_OF_ALONE: Final = 14  # characters of a method with its marks
_ITEM: Final = re.compile(r"[-*+•]\s")
_MOST: Final = 200  # characters of a line within a paragraph that says what is called


@dataclass(frozen=True, slots=True)
class Scene:
    """An operation of a page: its lines [first, last] by index, its elements, and what it calls.

    `calls` are the lines that say so, `heading` the line of its own heading, -1 when none is known to be that.
    """

    first: int
    last: int
    elements: tuple[Element, ...]
    calls: frozenset[int]
    method: str | None
    path: Passage | None
    address: Passage | None
    heading: int = -1
    level: int = 0  # of its heading, where it is not the only operation of its page

    def precedes(self, element: Element) -> bool:
        """Whether a heading begins a part of the page that is about none of its several operations."""
        return element.first < self.heading and element.level < self.level

    @property
    def route(self) -> str:
        """The path with its parameters in braces; empty where the page does not show it."""
        return templated(self.path.text) if self.path else ""


def split(lines: Sequence[Passage], elements: Sequence[Element]) -> tuple[Scene, ...]:
    """The operations of a page in order, at least one; together they have every line."""
    elements = tuple(_apart(lines, elements))
    said = list(_calls(lines, elements))
    based = list(_bases(lines, elements))
    base, bases = based[0][1] if based else None, [n for n, _ in based]
    starts = list(_starts(lines, elements, said)) or list(_sampled(lines, elements))
    told = [] if any(c.method and c.path for _, _, c in said) else list(mentions(lines, elements))
    if len(starts) < 2 and len(begun := _told(lines, elements, told)) > 1:
        starts = begun
    last = max(0, len(lines) - 1)
    if len(starts) < 2:
        here = frozenset([*(n for n, _, _ in said), *bases])
        whole = _scene(lines, elements, 0, last, [c for _, _, c in said], here, base, [c for _, c in told])
        return (replace(whole, heading=elements[starts[0]].first) if starts else whole,)
    edges = [0, *(elements[at].first for at in starts[1:]), last + 1]
    scenes = []
    places, called, mentioned = [e.first for e in elements], [n for n, _, _ in said], [at for at, _ in told]
    for start, (first, end) in zip(starts, pairwise(edges), strict=True):
        begins, ends = bisect_left(places, first), bisect_left(places, end)
        inner = elements[begins:ends]
        own = [(n, c) for n, _, c in said[bisect_left(called, first) : bisect_left(called, end)]]
        here = frozenset([*(n for n, _ in own), *bases[bisect_left(bases, first) : bisect_left(bases, end)]])
        heard = [c for _, c in told[bisect_left(mentioned, begins) : bisect_left(mentioned, ends)]]
        scene = _scene(lines, inner, first, end - 1, [c for _, c in own], here, base, heard)
        begin = elements[start]
        scenes.append(replace(scene, heading=begin.first, level=begin.level if begin.kind == "heading" else 0))
    return tuple(scenes)


def _scene(
    lines: Sequence[Passage],
    elements: Sequence[Element],
    first: int,
    last: int,
    said: Sequence[Call],
    places: frozenset[int],
    base: Passage | None,
    told: Sequence[Call] = (),
) -> Scene:
    found = list(said)
    if not any(c.path for c in found):
        found += _shown_to(lines, elements, told, next((c.method for c in found if c.method), None))
    call = next((c for c in found if c.method and c.path), found[0] if found else Call(None, None, None))
    method = call.method or next((c.method for c in found if c.method), None)
    server = call.server or base or next((c.server for c in found if c.server), None)
    path = call.path
    if call.server is not None and path is not None and base is not None and (below := _below(call.server, path, base)) is not None:
        server, path = base, below
    if server is None:
        server = server_of(path, [*_curls(lines, elements), *_requests(lines, elements)])
    return Scene(first, last, tuple(elements), places, method, path, server)


def _shown_to(lines: Sequence[Passage], elements: Sequence[Element], told: Sequence[Call], method: str | None) -> list[Call]:
    """What samples and sentences call where no line says it, by a method that may be known: a sentence that a sample bears out, else
    the samples, else a sentence where it is the only one.
    """
    shown = [c for c in (_curls(lines, elements) or _requests(lines, elements)) if method in (None, c.method)]
    heard = [c for c in told if method in (None, c.method)]
    if (call := confirmed(heard[:_MOST_OF_CALLS], shown[:_MOST_OF_CALLS])) is not None:
        return [call]
    shown = shown or [c for c in _addresses(lines, elements) if method in (None, c.method)]
    return shown or (heard[:1] if len({c.key for c in heard}) == 1 else [])


def _curls(lines: Sequence[Passage], elements: Iterable[Element]) -> list[Call]:
    """What the commands in pieces of code call."""
    return [c for e in elements if e.kind == "code" and (c := read_curl(list(lines[slice(*e.code)])))]


def _requests(lines: Sequence[Passage], elements: Iterable[Element]) -> list[Call]:
    """What the requests call that pieces of code begin with (`GET https://…`, queries or headers below it)."""
    return [c for e in elements if e.kind == "code" and (c := read_request(lines[slice(*e.code)]))]


def _addresses(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[Call]:
    """What an address calls that is all of a piece of code: words above it name one method, or it has queries with values to fill in."""
    for at, element in enumerate(elements):
        code = [line for line in lines[slice(*element.code)] if line.text] if element.kind == "code" else []
        if len(code) != 1 or (call := read_address(code[0])) is None:
            continue
        above = [line.text for e in elements[max(0, at - _APART) : at] if e.kind != "code" for line in lines[e.first : e.last + 1]]
        named = {word for text in above for word in _WORDS.findall(text) if word in METHODS}
        if len(named) == 1 or _FILLED.search(code[0].text):
            yield structs.replace(call, method=named.pop() if len(named) == 1 else "GET")


def _below(server: Passage, path: Passage, base: Passage) -> Passage | None:
    """The part of a path that comes after the base address; None where the address does not begin with it."""
    extra = base.text.removeprefix(server.text)
    if extra == base.text or not path.text.startswith(f"{extra}/"):
        return None
    return within(path, len(extra), len(path.text))


def _calls(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, int, Call]]:
    """The lines that say what is called, each with the index of its element; the second of a method and an address apart says both."""
    before: tuple[int, Call] | None = None
    for n, at, call in _single_calls(lines, elements):
        if before is not None and at - before[0] <= _APART and (both := _both(before[1], call)) is not None:
            call = both
        yield n, at, call
        before = at, call


def _both(one: Call, other: Call) -> Call | None:
    """What two lines say together of which one has the method and the other the address; None for any other two."""
    if (one.method is None) == (other.method is None) or bool(one.path or one.server) == bool(other.path or other.server):
        return None
    return Call(one.method or other.method, one.server or other.server, one.path or other.path)


def _apart(lines: Sequence[Passage], elements: Iterable[Element]) -> Iterator[Element]:
    """The elements, with lines of paragraphs that say what is called as paragraphs of their own: copies lose blank lines."""
    for element in elements:
        first = element.first
        if element.kind == "paragraph" and element.last > first:
            for n in range(first, element.last + 1):
                text = lines[n].text
                if n >= first and n < element.last and len(text) <= _MOST_OF_ALONE and _method_above(lines, n):
                    if n > first:
                        yield structs.replace(element, first=first, last=n - 1)
                    yield structs.replace(element, first=n, last=n + 1)
                    first = n + 2
                    continue
                if n < first:
                    continue
                if len(text) < _MOST and "<" not in text and (read_call(lines[n]) or read_base(lines[n])) and _ends(lines, n, element):
                    if n > first:
                        yield structs.replace(element, first=first, last=n - 1)
                    yield structs.replace(element, first=n, last=n)
                    first = n + 1
        if first <= element.last:
            yield element if first == element.first else structs.replace(element, first=first)


def _single_calls(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, int, Call]]:
    """The lines that say what is called: headings, lines of their own, the first line of code."""
    for at, element in enumerate(elements):
        if lines[element.first].text.startswith(("{%", "<")) and (call := read_block(lines[element.first])) is not None:
            yield element.first, at, call
            continue
        match element.kind:
            case "heading" | "paragraph" if element.first == element.last or element.kind == "heading":
                call = read_call(lines[element.first])
                if call is None and element.kind == "heading" and element.text is not None:
                    call = read_titled(element.text)
                if call is None and _shown(lines[element.first]).text.strip("`* ") in METHODS:
                    call = _called_below(lines, elements[at : at + 3])
                if call is None and element.kind == "paragraph" and at:
                    call = _item_below(elements[at - 1], lines[element.first])
                if call is not None:
                    yield element.first, at, call
            case "paragraph":
                for n in range(element.first, element.last + 1):
                    text = lines[n].text
                    may = n < element.last and ("<" in text or (n == element.first and _method_above(lines, n)))
                    if may and (call := read_tabled(_shown(lines[n]), _shown(lines[n + 1]))) is not None:
                        yield n, at, call
                    if (
                        text[:1] in _METHODS_BEGIN
                        and _ALONE.match(text)
                        and (call := read_call(lines[n])) is not None
                        and _ends(lines, n, element)
                    ):
                        yield n, at, call
            case "code" if element.last > element.first + 1:
                call = read_labelled(lines[slice(*element.code)]) or read_call(lines[element.first + 1])
                if (
                    call is not None
                    and call.method
                    and (not call.strong or element.last - element.first <= 3 or _calls_alone(lines, element))
                ):
                    yield element.first, at, call
            case "table" if element.table is not None and len(element.table.rows) <= _MOST_OF_ROWS:
                if (call := _tabled(element.table)) is not None:
                    yield element.first, at, call
            case _:
                continue


def _item_below(heading: Element, line: Passage) -> Call | None:
    """What an item says below a heading that announces no more than its address or its method: `Request URL`, `- https://…/v1/x`."""
    title = words(heading.text).strip(":* ").lower() if heading.kind == "heading" and heading.text is not None else ""
    item = _ITEM.match(line.text) if title in _ANNOUNCING else None
    if item is None:
        return None
    inner = line.text[item.end() :].strip("`* ")
    start = line.text.find(inner, item.end())
    bare = within(line, start, start + len(inner))
    return Call(inner, None, None) if inner in METHODS else read_address(bare)


def _method_above(lines: Sequence[Passage], at: int) -> bool:
    """Whether a line is a method and no more, and the next one an address."""
    word = lines[at].text
    if len(word) > _MOST_OF_ALONE or word.strip("`* ") not in METHODS:
        return False
    return at + 1 < len(lines) and read_tabled(lines[at], lines[at + 1]) is not None


def _shown(line: Passage) -> Passage:
    """What a line shows, without the tags around it."""
    if "<" not in line.text[:1]:
        return line
    shown = legible(line)
    bare = shown.text.strip()
    start = shown.text.index(bare)
    return shown.part(start, start + len(bare))


def _ends(lines: Sequence[Passage], at: int, element: Element) -> bool:
    """Whether the line above one, in the same paragraph, does not run on into it."""
    above = lines[at - 1].text if at > element.first else ""
    titled = above[:1].isupper() and len(above.split()) <= _MOST_OF_TITLE and not _RUNS_ON.search(above)
    return not above or titled or above.endswith((".", ":", "¶")) or _ITEM.match(lines[at].text) is not None


def _called_below(lines: Sequence[Passage], near: Sequence[Element]) -> Call | None:
    """What is called where a method stands alone: the address on the next line, or behind one more that announces it (`URI`)."""
    for element in near[1:]:
        if (call := read_tabled(_shown(lines[near[0].first]), _shown(lines[element.first]))) is not None:
            return call
        if element.first < element.last or len(lines[element.first].text.split()) > 2:
            return None
    return None


def _calls_alone(lines: Sequence[Passage], element: Element) -> bool:
    """Whether every line of a piece of code says what is called: one path, with the queries that it may have."""
    shown = [read_call(line) for line in lines[slice(*element.code)][:_MOST_OF_CALLS] if line.text]
    return all(shown) and element.last - element.first <= _MOST_OF_CALLS and len({c.key for c in shown if c is not None}) == 1


def _tabled(table: Table) -> Call | None:
    """What a table with a column of methods and one of paths says is called, in the first of its rows that does."""
    roles = [column_role(words(cell)) for cell in table.header]
    if "method" not in roles or "path" not in roles:
        return None
    at, where = roles.index("method"), roles.index("path")
    for _, row in table.rows:
        if max(at, where) < len(row) and (call := read_tabled(row[at], row[where])) is not None:
            return call
    return None


def _bases(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, Passage]]:
    for element in elements:
        if element.kind == "paragraph" and element.first == element.last and (base := read_base(lines[element.first])):
            yield element.first, base


def _starts(lines: Sequence[Passage], elements: Sequence[Element], said: Sequence[tuple[int, int, Call]]) -> Iterator[int]:
    """The elements with which operations begin: for each address that is new, the heading above it."""
    seen: set[tuple[str | None, str]] = set()
    before, begun = -1, False
    for line, at, call in said:
        if call.method is None or call.path is None or call.key in seen or _is_example(elements, at, before, call, seen):
            continue
        start = _heading_above(elements, at, before)
        if start is None and read_block(lines[line]) is not None:
            start = at
        if start is None and before >= 0 and _lists_fields(lines, elements[before + 1 : at]):
            start = at - int(_titles(lines, elements, at))
            if not begun:
                begun = True
                yield 0
        if start is not None and (elements[at].kind == "heading" or start > before):
            if not begun and before >= 0 and start > before and _lists_fields(lines, elements[before + 1 : start]):
                yield 0  # what is called first, with no heading of its own
            begun = True
            seen.add(call.key)
            yield start
        before = at


def _sampled(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[int]:
    """The elements with which operations begin on a page that says in samples alone what is called: headings with fields below them,
    each of which shows another call first.
    """
    shown = [(at, call) for at, call in _samples(lines, elements) if call.method and call.path]
    seen: set[tuple[str | None, str]] = set()
    starts: list[int] = []
    before = -1
    for at, call in shown:
        start = _heading_above(elements, at, before)
        before = at
        if start is not None and call.key not in seen:
            seen.add(call.key)
            starts.append(start)
    ends = [*starts[1:], len(elements)]
    if len(starts) > 1 and all(_lists_fields(lines, elements[start:end]) for start, end in zip(starts, ends, strict=True)):
        yield from starts


def _told(lines: Sequence[Passage], elements: Sequence[Element], told: Sequence[tuple[int, Call]]) -> list[int]:
    """The elements with which operations begin on a page that says in sentences what is called: headings right above one that is new,
    where some of them have fields below them.
    """
    seen: set[tuple[str | None, str]] = set()
    starts: list[int] = []
    before = -1
    for at, call in told:
        start = _heading_above(elements, at, before)
        before = at
        if start is not None and at - start <= _NEAR and call.key not in seen:
            seen.add(call.key)
            starts.append(start)
    ends = [*starts[1:], len(elements)]
    listed = (_lists_fields(lines, elements[start:end]) for start, end in zip(starts, ends, strict=True))
    return starts if len(starts) > 1 and any(listed) else []


def _samples(lines: Sequence[Passage], elements: Iterable[Element]) -> Iterator[tuple[int, Call]]:
    """What the pieces of code of a page call, with the indexes of their elements."""
    for at, element in enumerate(elements):
        code = list(lines[slice(*element.code)]) if element.kind == "code" else []
        call = (read_curl(code) or read_request(code)) if code else None
        if call is not None:
            yield at, call


def _lists_fields(lines: Sequence[Passage], elements: Iterable[Element]) -> bool:
    """Whether some elements have a table, or a title of a section of fields."""
    for element in elements:
        if element.kind == "table":
            return True
        line = element.text if element.kind == "heading" else lines[element.first] if element.kind == "paragraph" else None
        titled = line is not None and (element.kind == "heading" or line.text.endswith(":") or entitles_section(line.text))
        if titled and line is not None and len(line.text.split()) <= _MOST_OF_TITLE and section_of(words(line).rstrip(":")) in FIELDS:
            return True
    return False


def _titles(lines: Sequence[Passage], elements: Sequence[Element], at: int) -> bool:
    """Whether the element above one is a line of a few words, or in bold, the title of what is called below it."""
    above = elements[at - 1]
    if above.kind == "heading":
        return above.text is not None and section_of(words(above.text)) is None
    line = lines[above.first].text
    alone = above.kind == "paragraph" and above.first == above.last
    return alone and len(line.split()) <= _MOST_OF_TITLE and line[-1] not in ".:;,)" and "(" not in line and not _ITEM.match(line)


def _heading_above(elements: Sequence[Element], at: int, before: int) -> int | None:
    """The nearest heading above an element that is no heading of a part of an operation, down to an element before."""
    if elements[at].kind == "heading" and elements[at].level < LABEL_LEVEL and not _is_part(elements, at, before):
        return at
    for n in range(at, before, -1):
        element = elements[n]
        if element.kind != "heading" or element.level >= LABEL_LEVEL or element.text is None:
            continue
        text = words(element.text).lower().strip(":")
        if n != at and text not in _GENERIC and (section_of(text) is None or _DOES.match(text)):
            return n
    return None


def _is_example(elements: Sequence[Element], at: int, before: int, call: Call, seen: Iterable[tuple[str | None, str]]) -> bool:
    """Whether an address below a heading that announces an example fills in the parameters of one that is known."""
    shown = next((e.text for e in reversed(elements[before + 1 : at + 1]) if e.kind == "heading"), None)
    if shown is None or call.path is None or not _EXAMPLE.search(words(shown)):
        return False
    parts = call.path.text.rstrip("/").split("/")
    for method, route in seen:
        known = route.rstrip("/").split("/")
        if method == call.method and len(known) == len(parts) and all(a == b or a[:1] == "{" for a, b in zip(known, parts, strict=True)):
            return True
    return False


def _is_part(elements: Sequence[Element], at: int, before: int) -> bool:
    """Whether a heading that shows an address stands right below the heading of its operation."""
    return at - 1 > before and elements[at - 1].kind == "heading" and elements[at - 1].level < elements[at].level
