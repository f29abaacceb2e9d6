"""The operations of a Markdown page: which elements are about which, and what each calls.

An operation begins at the heading above the line that says what is called (`POST /v1/images`), headings such as
"Endpoint" or "HTTP request" aside. Only lines about nothing else count; a page that has none may say it in a curl command.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import Final

from msgspec import structs

from swornspec.page.block import templated
from swornspec.page.broken_paths import whole_path
from swornspec.page.fuller_paths import fuller_path
from swornspec.page.gfm import Table
from swornspec.page.headings import column_role
from swornspec.page.listed_calls import headed_calls, listed_calls
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.mentioned import captions, confirmed, mentions
from swornspec.page.method_headings import method_calls
from swornspec.page.queried import read_queried
from swornspec.page.requests import (
    METHODS,
    Call,
    method_of,
    read_address,
    read_base,
    read_block,
    read_call,
    read_curl,
    read_headed,
    read_labelled,
    read_opening,
    read_request,
    read_tabled,
    read_titled,
    server_of,
)
from swornspec.page.resources import with_resources
from swornspec.page.starts import ANNOUNCING, ITEM, MOST_OF_TITLE, starts_beside, starts_called, starts_sampled, starts_told, told_beside
from swornspec.text import Passage, within
from swornspec.text.legible import legible, words

_PLACE: Final = re.compile(r"\{([^{}]{1,100})\}")
_OF_FACTS: Final = 2  # columns
_MOST_OF_LABELS: Final = 12  # rows of a table of facts
_MOST_OF_ROWS: Final = 2  # of a table that says what is called; longer ones list the operations of a page
_RUNS_ON: Final = re.compile(r",|\b(?:call|to|the|an?|via|with|use|using|and|or|at|by|from|of|see|is)$", re.IGNORECASE)
_ALONE: Final = re.compile(r"(?:GET|PUT|POST|DELETE|PATCH)\s+(?:https?://|/)\S{1,200}$")
_METHODS_BEGIN: Final = ("G", "P", "D")
_STANDS_FOR: Final = re.compile(r"\{|v\d")  # parameters and versions, which make no other operation
_MOST_BESIDE: Final = 12  # calls above one list of fields
_MOST_OF_CALLS: Final = 40  # lines of code that show an address with its queries
_WORDS: Final = re.compile(r"[A-Z]{3,7}")
_FILLED: Final = re.compile(r"[?&][\w.-]{1,60}=[{<]|\?[{<\[]?(?:parameters|params|options|query|\.{3}|…)[}>\]]?[\s`]*$", re.IGNORECASE)
_APART: Final = 2  # elements between a method and its address
_MOST_OF_ALONE: Final = 14  # characters of a method with its marks
_ANGLED: Final = re.compile(r"<[\w-]{1,40}\s?/?>")  # a parameter of an address, or the end of a line
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
    beside: frozenset[str] = frozenset()  # the parameters in the paths of others that are read of the same lines
    resources: frozenset[int] = frozenset()  # the first lines of tables above all operations of which this one sends the fields

    def precedes(self, element: Element) -> bool:
        """Whether a heading begins a part of the page that is about none of its several operations."""
        return element.first < self.heading and element.level < self.level

    def leaves(self, element: Element) -> bool:
        """Whether a heading below that of one of several operations is of a higher level: what stands below it is about none of them."""
        return element.first > self.heading >= 0 and element.level < self.level < LABEL_LEVEL

    def stands_before(self, element: Element) -> bool:
        """Whether an element stands above the first of several operations: fields there are those of what all of them are about."""
        return self.level > 0 and element.first < self.heading

    def end_of_call(self, lines: Sequence[Passage], element: Element) -> int:
        """The last line of an element that says what is called: what goes on behind that in the same paragraph is prose."""
        end = element.first if element.kind == "paragraph" else element.last
        shown = {n for p in (self.path, self.address) if p is not None for n in range(p.span.first - 1, p.span.last)}
        while end < element.last and (end + 1 in self.calls or end + 1 in shown or read_call(lines[end + 1]) is not None):
            end += 1
        return end

    @property
    def route(self) -> str:
        """The path with its parameters in braces; empty where the page does not show it."""
        return templated(self.path.text) if self.path else ""


def split(lines: Sequence[Passage], elements: Sequence[Element]) -> tuple[Scene, ...]:
    """The operations of a page in order, at least one; together they have every line."""
    elements = tuple(_apart(lines, elements))
    said = list(_calls(lines, elements))
    if not any(c.method and c.path for _, _, c in said):
        said = sorted([*said, *(list(listed_calls(lines, elements)) or method_calls(lines, elements))], key=itemgetter(0))
    keys = {call.key for _, _, call in said}
    said = sorted([*said, *(c for c in _with_bodies(lines, elements) if c[2].key not in keys)], key=itemgetter(0))
    known = {line for line, _, _ in said}
    said = sorted([*said, *(c for c in headed_calls(lines, elements) if c[0] not in known)], key=itemgetter(0))
    based = list(_bases(lines, elements))
    base, bases = based[0][1] if based else None, [n for n, _ in based]
    told = _heard(lines, elements)
    if any(c.method and c.path for _, _, c in said):
        said, told = sorted([*said, *told_beside(lines, elements, said, told)], key=itemgetter(0)), []
    starts = list(starts_called(lines, elements, said)) or list(starts_sampled(lines, elements))
    if len(starts) < 2 and len(begun := starts_told(lines, elements, told)) > 1:
        starts = begun
    starts = sorted({*starts, *starts_beside(lines, elements, starts, said)}) if said and starts else starts
    last = max(0, len(lines) - 1)
    if len(starts) < 2:
        here = frozenset([*(n for n, _, _ in said), *bases])
        whole = _scene(lines, elements, 0, last, [c for _, _, c in said], here, base, [c for _, c in told])
        return tuple(_doubled([replace(whole, heading=elements[starts[0]].first) if starts else whole], lines, elements, said))
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
    return tuple(_doubled([*with_resources(lines, elements, scenes)], lines, elements, said))


def _doubled(
    scenes: Sequence[Scene], lines: Sequence[Passage], elements: Sequence[Element], said: Sequence[tuple[int, int, Call]]
) -> Iterator[Scene]:
    """The operations, one that two lines below each other call by two addresses twice: what is listed below is of both.

    `POST /v1/pots`
    `PUT /v1/pots/{id}`
    """
    counts = Counter(c.key for _, _, c in said)
    lone = [(n, c) for n, at, c in said if elements[at].kind == "paragraph" and c.method and c.path]
    places, unaddressed = [n for n, _ in lone], [n for n, _, c in said if c.path is None]
    for scene in scenes:
        own = lone[bisect_left(places, scene.first) : bisect_right(places, scene.last)]
        listed = own[: next((k for k, ((n, _), (m, _)) in enumerate(pairwise(own), 1) if any(x.text for x in lines[n + 1 : m])), len(own))]
        if _listed(listed, counts) and (scene.method, scene.path) == (listed[0][1].method, listed[0][1].path):
            scene = replace(scene, beside=frozenset(name for _, c in listed for name in _PLACE.findall(c.key[1])))
            yield scene
            yield from (replace(scene, method=c.method, path=c.path, address=c.server or scene.address) for _, c in listed[1:])
            continue
        yield scene
        if len(own) != 2 or not scene.calls.isdisjoint(
            unaddressed[bisect_left(unaddressed, scene.first) : bisect_right(unaddressed, scene.last)]
        ):
            continue
        (n, one), (m, other) = own
        between = any(line.text for line in lines[n + 1 : m])
        routes = sorted(templated(c.path.text).rstrip("/") for c in (one, other) if c.path is not None)
        alike = one.method != other.method and (routes[0] == routes[1] or routes[1].startswith(f"{routes[0]}/{{"))
        if alike and not between and counts[one.key] == counts[other.key] == 1 and (scene.method, scene.path) == (one.method, one.path):
            yield replace(scene, method=other.method, path=other.path, address=other.server or scene.address)


def _listed(own: Sequence[tuple[int, Call]], counts: Mapping[tuple[str | None, str], int]) -> bool:
    """Whether calls that stand right below each other of one method and of addresses that are alike: they differ in one part, or
    are longer and shorter ways to one thing (`/pots/{id}/fire`, `/pots/name/{name}/fire`).
    """
    if not 1 < len(own) <= _MOST_BESIDE:
        return False
    if len({c.method for _, c in own}) > 1 or any(counts[c.key] > 1 for _, c in own):
        return False
    routes = [c.key[1].strip("/").split("/") for _, c in own]
    if len({len(r) for r in routes}) > 1:
        ends = {(r[0], r[-1]) for r in routes}
        return len(ends) == 1 and min(map(len, routes)) > 1 and not any(_STANDS_FOR.match(part) for part in next(iter(ends)))
    if any(m != n + 1 for (n, _), (m, _) in pairwise(own)):
        return False
    differ = [parts for parts in zip(*routes, strict=False) if len(set(parts)) > 1]
    return len(differ) == 1 and not any(_STANDS_FOR.match(part) for part in differ[0])


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
    if not found and (queried := read_queried(lines, elements)) is not None:
        found = [queried]
    call = next((c for c in found if c.method and c.path), found[0] if found else Call(None, None, None))
    method = call.method or next((c.method for c in found if c.method), None)
    server = call.server or base or next((c.server for c in found if c.server), None)
    path = call.path
    if call.server is not None and path is not None and base is not None and (below := _below(call.server, path, base)) is not None:
        server, path = base, below
    path = None if path is None else fuller_path(path, method, lines, elements)
    if server is None:
        server = server_of(path, [*_curls(lines, elements), *_requests(lines, elements)])
    return Scene(first, last, tuple(elements), places, method, path, server)


def _shown_to(lines: Sequence[Passage], elements: Sequence[Element], told: Sequence[Call], method: str | None) -> list[Call]:
    """What samples and sentences call where no line says it, by a method that may be known: a sentence that a sample bears out, else
    the samples, else a sentence where it is the only one.
    """
    shown = [c for c in (_curls(lines, elements) or _requests(lines, elements)) if method in (None, c.method)]
    heard = [c for c in told if method in (None, c.method)]
    heard += [structs.replace(c, path=path) for path in captions(lines, elements) for c in shown[:1]]
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


def _heard(lines: Sequence[Passage], elements: Sequence[Element]) -> list[tuple[int, Call]]:
    """What sentences say is called, with the indexes of their elements; of those that begin with it the first below each heading."""
    opened: dict[int, Call] = {}
    done = True
    for at, element in enumerate(elements):
        if element.kind == "heading" and element.level < LABEL_LEVEL:
            done = False
        elif element.kind == "paragraph" and not done and (call := read_opening(lines[element.first])) is not None:
            opened[at], done = call, True
    return sorted([*opened.items(), *((at, call) for at, call in mentions(lines, elements) if at not in opened)], key=itemgetter(0))


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
                if (
                    len(text) < _MOST
                    and "<" not in _ANGLED.sub("", text)
                    and (read_call(lines[n]) or read_base(lines[n]))
                    and _ends(lines, n, element)
                ):
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
                    call = read_headed(element.text) or read_titled(element.text)
                if call is None and method_of(_shown(lines[element.first]).text):
                    call = _called_below(lines, elements[at : at + 3])
                if call is None and element.kind == "paragraph" and at:
                    call = _item_below(elements[at - 1], lines[element.first])
                if call is not None:
                    yield element.first, at, call
            case "paragraph":
                for n in range(element.first, element.last + 1):
                    text = lines[n].text
                    may = n < element.last and ("<" in text or (n == element.first and _method_above(lines, n)))
                    path = whole_path(lines, n + 1) if may and lines[n + 1].text == "/" else None
                    if path is not None and path.span.last > path.span.first and (method := method_of(text)) is not None:
                        for piece in range(n, n + 2 + path.span.last - path.span.first):
                            yield piece, at, Call(method, None, path)
                        break
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
            case "table" if element.table is not None and len(element.table.rows) <= _MOST_OF_LABELS:
                few = len(element.table.rows) <= _MOST_OF_ROWS
                if (call := _tabled(element.table) if few else _told_of_one(element.table)) is not None:
                    yield element.first, at, call
            case _:
                continue


def _item_below(heading: Element, line: Passage) -> Call | None:
    """What a line or an item says below a heading that announces no more than its address or its method: `Request URL`, `- https://…/v1/x`."""
    title = words(heading.text).strip(":* ").lower() if heading.kind == "heading" and heading.text is not None else ""
    if title not in ANNOUNCING:
        return None
    item = ITEM.match(line.text)
    begin = item.end() if item else 0
    inner = line.text[begin:].strip("`* ")
    start = line.text.find(inner, begin)
    bare = within(line, start, start + len(inner))
    return Call(inner, None, None) if inner in METHODS else read_address(bare)


def _method_above(lines: Sequence[Passage], at: int) -> bool:
    """Whether a line is a method and no more, and the next one an address."""
    if len(lines[at].text) > _MOST_OF_ALONE or method_of(lines[at].text) is None:
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
    titled = above[:1].isupper() and len(above.split()) <= MOST_OF_TITLE and not _RUNS_ON.search(above)
    return not above.strip("`") or titled or above.endswith((".", ":", "¶")) or ITEM.match(lines[at].text) is not None


def _called_below(lines: Sequence[Passage], near: Sequence[Element]) -> Call | None:
    """What is called where a method stands alone: the address on the next line, or behind one more that announces it (`URI`)."""
    for element in near[1:]:
        if (call := read_tabled(_shown(lines[near[0].first]), _shown(lines[element.first]))) is not None:
            return call
        if element.first < element.last or len(lines[element.first].text.split()) > 2:
            return None
    return None


def _with_bodies(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, int, Call]]:
    """What pieces of code call that are a method with a path, and below it a body as JSON; they may show what is called elsewhere, too."""
    for at, element in enumerate(elements):
        code = [line for line in lines[slice(*element.code)][:_MOST_OF_CALLS] if line.text] if element.kind == "code" else []
        if len(code) > 1 and code[1].text[0] in "{[" and (call := read_call(code[0])) is not None and call.method and call.path:
            yield element.first, at, call


def _calls_alone(lines: Sequence[Passage], element: Element) -> bool:
    """Whether every line of a piece of code says what is called: one path, with the queries that it may have, or several that end alike."""
    shown = [read_call(line) for line in lines[slice(*element.code)][:_MOST_OF_CALLS] if line.text]
    if not all(shown) or element.last - element.first > _MOST_OF_CALLS:
        return False
    ends = {c.path.text.rpartition("/")[2] for c in shown if c is not None and c.path is not None}
    alike = len({c.method for c in shown if c is not None}) == len(ends) == 1 and min(ends)[:1] not in ("{", "<", ":", "")
    return alike or len({c.key for c in shown if c is not None}) == 1


def _told_of_one(table: Table) -> Call | None:
    """What a table of facts about one operation says is called: a row `URL`, and a row `Method`."""
    rows = [table.header, *(row for _, row in table.rows)]
    if any(len(row) != _OF_FACTS for row in rows):
        return None
    roles = {column_role(words(row[0]).strip(":* ")): row[1] for row in rows[::-1] if row[0].text}
    return read_tabled(roles["method"], roles["path"]) if "method" in roles and "path" in roles else None


def _tabled(table: Table) -> Call | None:
    """What a table with a column of methods and one of paths says is called, in the first of its rows that does."""
    roles = [column_role(words(cell)) for cell in table.header]
    if "method" not in roles or "path" not in roles:
        return _told_of_one(table)
    at, where = roles.index("method"), roles.index("path")
    for _, row in table.rows:
        if max(at, where) < len(row) and (call := read_tabled(row[at], row[where])) is not None:
            return call
    return None


def _bases(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, Passage]]:
    for element in elements:
        if element.kind == "paragraph" and element.first == element.last and (base := read_base(lines[element.first])):
            yield element.first, base
