"""Read API Blueprint: resources and actions as headings, parameters, requests and responses as lists, attributes in MSON.

    HOST: https://api.example.com                   the address
    # Group Images
    ## Image [/images/{id}{?draft}]                 a resource; its parameters are those of all its actions
    ### Repaint [PUT]                               an action: an operation

    + Parameters
        + draft: true (boolean, optional) - Quick.  where the path has no place for it, in the query
            + Default: false
    + Request (application/json)
        + Attributes (Painting)                     the members of a type, and others below
            + size (object, required)
                + width: 640 (number) - In pixels.
            + medium: oil (enum) - What to paint with.
                + `oil`
                + `ink`
        + Body                                      a sample
    + Response 422 (application/json)
        The `width` must be even.                   prose that is read for rules

    # Data Structures
    ## Painting (object)                            a type
    + prompt: a lighthouse (required) - What to paint.

Attributes of responses are no fields of the request. What one of several requests alone has is required by none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.block import Page
from swornspec.page.blueprint_action import TITLE, Action
from swornspec.page.blueprint_sections import Blueprint, Section, heads_action, read_part, read_sections
from swornspec.page.layout import Layout
from swornspec.page.mson import Item, read_member
from swornspec.page.rst_nodes import indents_of
from swornspec.text import Passage, lines


def score(page: Sequence[Passage]) -> int:
    """How many lines are headings of actions, parts of these and members; 0 without both an action or a type and such a part."""
    if not any(line.text[:1] == "#" and heads_action(line.text) for line in page):
        return 0
    sections = list(read_sections(page, indents_of(page)))
    actions = sum(s.role in ("action", "types") for s in sections)
    parts = [p for s in sections for p in s.parts if isinstance(p, Item) and (read_part(p) or s.role == "type")]
    if not actions or not parts or not any(s.role == "action" or s.role == "type" for s in sections):
        return 0
    return sum(s.role != "text" for s in sections) + sum(_counted(p) for p in parts)


def _counted(item: Item) -> int:
    part = read_part(item)
    if part is not None and part["part"].lower() in ("headers", "body", "schema"):
        return 1
    return int(part is not None or read_member(item.text) is not None) + sum(map(_counted, item.inner))


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page = lines(name, text)
    return tuple(_pages(Blueprint(name, text, page, tuple(read_sections(page, indents_of(page, text))))))


def _pages(page: Blueprint) -> Iterator[Page]:
    """The operations in order; what stands between two of them belongs to the later."""
    page.name_types()
    for section in page.sections:
        if section.role != "text" or section.title is not None:
            page.uses[section.first] = ("structure", "heading")
    edges: list[int] = [0]
    resource: Section | None = None
    shared: list[Section] = []
    done: list[Action] = []
    actions: Counter[int] = Counter()  # of each resource, by its line
    waiting: list[Section] = []
    for section in page.sections:
        if section.role in ("group", "types"):
            resource, shared = None, []
        if section.role in ("resource", "group", "types", "type", "text") and not waiting and done:
            edges.append(section.first)
        waiting.append(section)
        if section.role == "resource":
            resource, shared = section, [section]
        if section.role == "action":
            if len(edges) == len(done):
                edges.append(section.first)
            actions[resource.first if resource is not None else -1] += 1
            done.append(Action(page, section, resource, tuple(shared), tuple(waiting)))
            waiting = []
    if not done:
        whole = page.sections[0]
        done.append(Action(page, whole, None, (), ()))
    elif waiting and len(edges) > len(done):
        edges.pop()  # what stands behind the last operation belongs to it
    done[-1].sections = (*done[-1].sections, *waiting)
    for action in done:
        action.alone = action.resource is not None and actions[action.resource.first] == 1
    read = [action.read() for action in done]
    for n, operation in enumerate(read):
        last = edges[n + 1] if n + 1 < len(edges) else max(1, len(page.lines))
        yield operation.page(edges[n], last)


LAYOUT: Final = Layout(
    "api-blueprint",
    TITLE,
    "headings such as `### Create [POST]` with lists such as `+ Parameters`, `+ Request` and `+ Attributes`",
    score,
    read,
)
