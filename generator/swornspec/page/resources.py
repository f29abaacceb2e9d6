"""Tables of what all operations of a page are about, which some of them send: a sample of what they send has fields of these.

## Boat properties            the fields of a boat, above all operations
| Attribute | Type | …

## Add a boat                 its sample sends `name` and `sails`, which the table has: the table is of its body
curl -X POST … -d '{"name": "Ada", "sails": 2}'

What no sample bears out stays a table of none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from swornspec.page.columns import roles_of
from swornspec.page.headings import section_of
from swornspec.page.markdown import Element
from swornspec.page.sent import requests_in
from swornspec.text import Passage
from swornspec.text.legible import words

if TYPE_CHECKING:
    from swornspec.page.operations import Scene

_SENDING: Final = ("POST", "PUT", "PATCH")
_FEWEST: Final = 2  # fields that a sample sends
_MOST: Final = 40  # tables above the first operation
_MOST_SAMPLES: Final = 8  # of an operation


@dataclass(frozen=True, slots=True)
class _Table:
    element: Element
    heading: Element | None
    names: frozenset[str]


def with_resources(lines: Sequence[Passage], elements: Sequence[Element], scenes: Sequence["Scene"]) -> Iterator["Scene"]:
    """The operations of a page, those that send what the tables above all of them tell of with these tables."""
    first = min((s.heading for s in scenes if s.heading >= 0), default=-1)
    tables = list(_tables(elements, first)) if len(scenes) > 1 and any(s.method in _SENDING for s in scenes) else []
    for scene in scenes:
        sent = _sent(lines, scene) if tables and scene.method in _SENDING and scene.heading >= 0 else frozenset()
        told = _told(tables, sent)
        names = frozenset[str]().union(*(t.names for t in told))
        common = names & sent
        if len(common) < _FEWEST or 3 * len(common) < 2 * len(sent) or _tells(scene, sent):
            yield scene
            continue
        inner = [t for t in tables if t not in told and t.heading is not None and _is_of(t.heading, names)]
        shown = sorted({e.first: e for t in (*told, *inner) for e in (t.heading, t.element) if e is not None}.items())
        added = tuple(e for at, e in shown if not scene.first <= at <= scene.last)
        yield replace(scene, elements=(*added, *scene.elements), resources=frozenset(t.element.first for t in told))


def _told(tables: Sequence[_Table], sent: frozenset[str]) -> list[_Table]:
    """The tables that have fields that are sent, each some that no table before it has, and those that are titled as these are."""
    told: list[_Table] = []
    left = set(sent)
    for table in tables:
        if table.names & left:
            told.append(table)
            left -= table.names
    titles = {_title(t.heading) for t in told if t.heading is not None}
    return [t for t in tables if t in told or (t.heading is not None and len(told) > 1 and _title(t.heading) in titles)]


def _title(heading: Element) -> tuple[int, tuple[str, ...]]:
    """The level of a heading and its last words: `Steam boat properties` is titled as `Sail boat properties` is."""
    return heading.level, tuple(words(heading.text).lower().split()[-2:]) if heading.text else ()


def _tables(elements: Sequence[Element], end: int) -> Iterator[_Table]:
    """The tables of fields that stand before a line, each with the heading it is below."""
    heading, found = None, 0
    for element in elements:
        if element.first >= end or found >= _MOST:
            return
        heading = element if element.kind == "heading" else heading
        names = _names(element)
        if names:
            found += 1
            yield _Table(element, heading, names)


def _names(element: Element) -> frozenset[str]:
    """The names of the fields of a table that says more of them than a word each; nothing for other elements."""
    roles = roles_of(element.table) if element.kind == "table" and element.table is not None else ()
    at = next((roles.index(role) for role in ("name", "weak name") if role in roles), -1)
    if at < 0 or element.table is None or not {"type", "prose"} & set(roles):
        return frozenset()
    return frozenset(words(row[at]).split(" ")[0].strip("`*") for _, row in element.table.rows if at < len(row) and row[at].text)


def _sent(lines: Sequence[Passage], scene: "Scene") -> frozenset[str]:
    """The fields of the body that the first sample of an operation with a body sends."""
    said, left = "", _MOST_SAMPLES
    for element in scene.elements:
        if element.first < scene.heading:
            continue
        if element.kind in ("heading", "paragraph"):
            said = lines[element.last].text
        elif element.kind == "code" and left:
            left -= 1
            code = "\n".join(line.text for line in lines[slice(*element.code)])
            for sent in requests_in(code):
                if sent.body and (sent.method == scene.method or (sent.method is None and _asks(said))):
                    return frozenset(name for name, value in sent.body.items() if value is not None)
    return frozenset()


def _asks(said: str) -> bool:
    """Whether words above a sample say that it is what is sent."""
    return "request" in said.lower() and section_of(said) not in ("response", "errors")


def _tells(scene: "Scene", sent: frozenset[str]) -> bool:
    """Whether an operation lists itself what it sends."""
    return any(_names(e) & sent for e in scene.elements if e.first > scene.heading)


def _is_of(heading: Element, names: frozenset[str]) -> bool:
    """Whether a heading names a field, whose parts stand below it: `Boat - crew list properties` of `crew_list`."""
    text = f" {words(heading.text).lower()} " if heading.text else ""
    return any(f" {name.replace('_', ' ').lower()} " in text for name in names if len(name) > _FEWEST)


__all__ = ["with_resources"]
