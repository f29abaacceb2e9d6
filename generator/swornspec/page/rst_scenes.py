"""The operations of a reStructuredText page: which nodes are about which, and what each calls.

    Create an image                              begins at the heading above
    ---------------
    .. http:post:: /v1/images/(int:album)?a=b    the method and the path

Pages without directives of the HTTP domain are split at lines that say what is called, as pages of Markdown are.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from swornspec.page.headings import section_of
from swornspec.page.markdown import LABEL_LEVEL, Element
from swornspec.page.operations import Scene, split
from swornspec.page.requests import METHODS, read_base
from swornspec.page.roles import Role
from swornspec.page.rst_nodes import Node
from swornspec.text import Passage, within

NOTES: Final = frozenset(
    (
        "note",
        "warning",
        "important",
        "tip",
        "hint",
        "caution",
        "attention",
        "danger",
        "error",
        "admonition",
        "seealso",
        "topic",
        "sidebar",
        "versionadded",
        "versionchanged",
        "versionremoved",
        "deprecated",
        "todo",
        "epigraph",
        "highlights",
        "pull-quote",
    )
)
CHROME: Final = frozenset(
    (
        "toctree",
        "contents",
        "image",
        "figure",
        "include",
        "index",
        "meta",
        "highlight",
        "sectnum",
        "default-role",
        "role",
        "sectionauthor",
        "codeauthor",
        "default-domain",
        "currentmodule",
        "module",
        "automodule",
        "title",
        "tags",
        "replace",
        "unicode",
        "date",
        "youtube",
    )
)
_STRONG: Final = re.compile(r"\*\*(?P<text>[^*]{1,80}?):?\*\*:?")
_HOST: Final = re.compile(r"https?://[^/\s]{1,300}")
_ENDS: Final = re.compile(r"[\s?]|\\\?")

FACTS: Final[Mapping[str, Role]] = {
    "type": "type",
    "required": "demand",
    "default": "default",
    "enum": "values",
    "values": "values",
    "format": "format",
    "minimum": "minimum",
    "maximum": "maximum",
    "example": "example",
}
"""What directives in the cell of a field say of it."""
OPTIONS: Final[Mapping[str, Role]] = {**FACTS, "condition": "demand", "requirement": "demand", "optional": "demand", "presence": "demand"}
"""What the options of a directive say of the field that it is about."""
_OF_FIELD: Final = re.compile(r"(?!py:|c:|js:)(?:\w{1,20}[:-])?(?:[a-z]{0,12}(?:param(?:eter)?|field|property|attribute|argument))")
_ONE_NAME: Final = re.compile(r"`{0,2}[A-Za-z_$@][\w.$\[\]-]{0,80}`{0,2}")


def is_call(node: Node) -> bool:
    """Whether a node is a call of the HTTP domain: `.. http:post:: /v1/images`; or has `:method:` and `:url:` as options."""
    if node.kind != "directive":
        return False
    if node.options and _optioned(node) is not None:
        return True
    return node.name.startswith("http:") and node.text is not None and node.text.text.startswith(("/", "http"))


def _optioned(node: Node) -> tuple[str, Passage] | None:
    """The method and the address that the options of a directive say; None where they do not."""
    said = dict(node.options)
    address = next((said[word] for word in ("url", "path", "uri", "endpoint") if word in said), None)
    method = said["method"].text.upper() if "method" in said else ""
    return (method, address) if address is not None and method in METHODS and address.text.startswith(("/", "http")) else None


def tells_of_field(node: Node) -> bool:
    """Whether a directive of a site's own is about one field: `.. parameter:: hue`, with its type as an option."""
    if node.kind != "directive" or node.text is None or not any(word == "type" for word, _ in node.options):
        return False
    return _OF_FIELD.fullmatch(node.name) is not None and _ONE_NAME.fullmatch(node.text.text) is not None


def flat_nodes(tree: Iterable[Node]) -> Iterator[Node]:
    """The nodes of a page without what only holds others: `only`, `tab`, `container`, whatever a site defines for itself."""
    for node in tree:
        known = (
            node.name.startswith("http:") or tells_of_field(node) or node.name in NOTES or node.name in CHROME or node.name == "list-table"
        )
        if node.kind == "directive" and not known and node.inner:
            yield structs.replace(node, inner=(), last=node.inner[0].first - 1)
            titled = node.name == "table" and node.inner[0].kind == "table"
            yield from flat_nodes((structs.replace(node.inner[0], text=node.text), *node.inner[1:]) if titled else node.inner)
        else:
            yield node


def element_of(page: Sequence[Passage], node: Node) -> Element:
    """A node as the reader of tables knows it; what it does not know is markup there, and the reader of this layout handles it."""
    match node.kind:
        case "heading":
            return Element("heading", node.last - 1, node.last, node.level, node.text)
        case "paragraph":
            return Element("paragraph", node.first, node.last) if (label := _label(page, node)) is None else label
        case "directive" if node.name == "rubric" and node.text is not None:
            return Element("heading", node.first, node.last, LABEL_LEVEL, node.text)
        case "table":
            return Element("table", node.first, node.last, table=node.table)
        case "comment":
            return Element("comment", node.first, node.last)
        case _:
            return Element("markup", node.first, node.last)


def _label(page: Sequence[Passage], node: Node) -> Element | None:
    """A paragraph that is a heading in all but its marks: stressed as a whole, or a few words and a colon."""
    line = page[node.first]
    if node.first != node.last or len(line.text) > 120:
        return None
    if found := _STRONG.fullmatch(line.text):
        return Element("heading", node.first, node.last, LABEL_LEVEL, within(line, found.start("text"), found.end("text")))
    if line.text.endswith(":") and not line.text.endswith("::") and len(line.text.split()) <= 4 and section_of(line.text) is not None:
        return Element("heading", node.first, node.last, LABEL_LEVEL, within(line, 0, len(line.text) - 1))
    return None


def scenes_of(page: Sequence[Passage], flat: Sequence[Node]) -> Iterator[tuple[Scene, dict[int, Node]]]:
    """The operations of a page, each with its nodes by the lines of their elements."""
    made = [(element_of(page, node), node) for node in flat]
    calls = [n for n, node in enumerate(flat) if is_call(node)]
    scenes = list(_called(page, flat, made, calls)) if calls else list(split(page, [_seen(e, node) for e, node in made]))
    at = 0
    for scene in scenes:
        start = at
        while at < len(made) and made[at][1].first <= scene.last:
            at += 1
        part = made[start:at]
        yield replace(scene, elements=tuple(e for e, _ in part)), {e.first: node for e, node in part}


def _seen(element: Element, node: Node) -> Element:
    """An element as the search for what is called wants it: code between two lines, a short field as a line of its own."""
    if node.kind == "code":
        return Element("code", code_start(node) - 1, node.last + 1)
    short = node.kind == "field" or (node.kind == "bullet" and not node.inner)
    return Element("paragraph", node.first, node.last) if short else element


def code_start(node: Node) -> int:
    """The first line of code itself, below its directive."""
    return node.level or node.first


def _called(page: Sequence[Passage], flat: Sequence[Node], made: Sequence[tuple[Element, Node]], calls: Sequence[int]) -> Iterator[Scene]:
    """An operation for each directive of the HTTP domain; it begins at the heading above."""
    bases = [(n.first, b) for n in flat if n.kind == "paragraph" and n.first == n.last and (b := read_base(page[n.first]))]
    starts, before = [], -1
    for at in calls:
        starts.append(next((n for n in range(at - 1, before, -1) if flat[n].kind == "heading"), at))
        before = at
    edges = [0, *(flat[n].first for n in starts[1:]), max(1, len(page))]
    for n, at in enumerate(calls):
        node, first, last = flat[at], edges[n], edges[n + 1] - 1
        method, said = _optioned(node) or (node.name.removeprefix("http:").upper(), node.text)
        address, path = _address(said) if said is not None else (None, None)
        heading = made[starts[n]][0].first if starts[n] != at else -1
        level = flat[starts[n]].level if starts[n] != at and len(calls) > 1 else 0
        own = frozenset(line for line, _ in bases if first <= line <= last)
        base = address or (bases[0][1] if bases else None)
        yield Scene(first, last, (), own, method if method in METHODS else None, path, base, heading, level)


def _address(said: Passage) -> tuple[Passage | None, Passage | None]:
    """The server, where a call shows it, and the path without its query."""
    host = _HOST.match(said.text)
    start = host.end() if host else 0
    ends = _ENDS.search(said.text, start)
    path = within(said, start, ends.start() if ends else len(said.text))
    return within(said, 0, start) if host else None, path if path.text.startswith("/") else None
