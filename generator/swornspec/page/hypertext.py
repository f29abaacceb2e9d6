"""HTML as a tree of elements, each with its places in the page, character for character.

The parsers there are give no offsets (selectolax), a line alone (lxml), or take a time that grows with the square of what
is never closed (html.parser before 3.13), so this one is our own. It follows the standard where documentation needs it:
end tags that may be left out, elements without any, the contents of `<script>`, and whatever is never opened or closed.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav"),
        *("ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "figcaption"),
    )
)
MOST_DEEP: Final = 200  # elements within elements; those that are deeper belong to the one that holds them

_TAG: Final = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"]*\"|'[^']*')*+)>|<[!?][^<>]*>"
)
_ATTRIBUTE: Final = re.compile(
    r"(?P<name>[^\s=\"'/]+)(?:\s{0,9}=\s{0,9}(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"']+)))?"
)
_VOID: Final = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"))
_RAW: Final = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed"))
# what an element ends when it opens, and the elements that keep it from looking further out
_ENDS: Final = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "tr": (("tr", "td", "th"), ("table",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tbody": (("tbody", "thead", "tfoot", "tr", "td", "th"), ("table",)),
    "thead": (("tbody", "thead", "tfoot", "tr", "td", "th"), ("table",)),
    "tfoot": (("tbody", "thead", "tfoot", "tr", "td", "th"), ("table",)),
    "option": (("option",), ("select", "datalist")),
}
_FENCES: Final = frozenset(("table", "td", "th", "caption", "html"))


class Node(Struct, eq=False):
    """An element, or a text where `tag` is empty: [start, stop) with its tags, [inner, end) without them.

    Of a text, [inner, end) is without the white space around it. `blocks` says whether there is a block within an
    element, `hidden` that it is no documentation, and `seen` whether a reader sees any character of it
    (`swornspec.page.shown` finds out). Texts share a list of children, which stays empty.
    """

    tag: str
    start: int
    inner: int
    end: int
    stop: int
    raw: str
    parent: "Node | None"
    children: "list[Node]"
    seen: bool = False
    blocks: bool = False
    hidden: bool = False
    _attributes: dict[str, str] | None = None

    @property
    def depth(self) -> int:
        """How many elements are around it."""
        found, around = 0, self.parent
        while around is not None:
            found, around = found + 1, around.parent
        return found

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes by their names in lower case; one without a value is empty."""
        if self._attributes is not None:
            return self._attributes
        found = self._attributes = {}
        for match in _ATTRIBUTE.finditer(self.raw[:4000]):
            value = match["double"] or match["single"] or match["bare"] or ""
            found.setdefault(match["name"].lower(), html.unescape(value))
        return found

    def within(self, other: "Node") -> bool:
        """Whether it is another element or a part of it."""
        return other.start <= self.start and self.stop <= other.stop

    def walk(self) -> Iterator["Node"]:
        """The element and everything in it, in page order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            if node.children:
                waiting += reversed(node.children)


_NONE: Final[list[Node]] = []


def parse(text: str) -> list[Node]:
    """The tree of a page or a part of one, as its nodes in page order, the root first; whatever the text, it never fails."""
    root = Node("root", 0, 0, len(text), len(text), "", None, [])
    nodes = [root]
    open_nodes = [root]
    tags, is_block = _TAG.finditer(text), BLOCKS.__contains__
    at, glue = 0, -1  # where an empty comment stands, which parts of a text have between them that a program has put together
    while (found := next(tags, None)) is not None:
        before = at
        start, at = found.span()
        if start > before and not (raw := text[before:start]).isspace():
            _text(raw, open_nodes[-1], before, start, nodes, glue)
        close, tag, said = found.groups()
        if tag is None:
            if text.startswith("<!--", start):
                end = text.find("-->", at)
                at = len(text) if end < 0 else end + 3
                glue = start if not text[start + 4 : at - 3].strip() else -1
                tags = _TAG.finditer(text, at)
            continue
        tag = tag.lower()
        if close:
            node = open_nodes[-1]
            if node.tag == tag and node is not root:
                del open_nodes[-1]
                node.end, node.stop = start, at
            else:
                _close(open_nodes, tag, found)
            continue
        block = is_block(tag)
        if block and open_nodes[-1].tag == "p":
            _end(open_nodes, len(open_nodes) - 1, start)
        if tag in _ENDS and open_nodes[-1].tag not in _ENDS[tag][1]:
            _imply(open_nodes, tag, start)
        parent = open_nodes[-1]
        node = Node(tag, start, at, at, at, said, parent, [])
        parent.children.append(node)
        nodes.append(node)
        if block and not parent.blocks:
            _mark(parent)
        if tag in _RAW:
            at = _skip(text, node, nodes)
            tags = _TAG.finditer(text, at)
        elif tag not in _VOID and said[-1:] != "/" and len(open_nodes) <= MOST_DEEP:
            open_nodes.append(node)
    _text(text[at:], open_nodes[-1], at, len(text), nodes, glue)
    for node in open_nodes[1:]:
        node.end = node.stop = len(text)
    return nodes


def _text(raw: str, parent: Node, start: int, end: int, nodes: list[Node], glue: int = -1) -> None:
    """Add a text to the tree, if it is more than white space, which no reader sees."""
    if length := len(raw.strip()):
        inner = start if length == end - start else start + len(raw) - len(raw.lstrip())
        if glue >= 0 and (last := nodes[-1]).stop == glue and not last.tag and last.parent is parent:
            last.end, last.stop = inner + length, end
            return
        leaf = Node("", start, inner, inner + length, end, "", parent, _NONE, seen=True)
        parent.children.append(leaf)
        nodes.append(leaf)


def _mark(node: Node | None) -> None:
    while node is not None and not node.blocks:
        node.blocks = True
        node = node.parent


def _skip(text: str, node: Node, nodes: list[Node]) -> int:
    """Past the end tag of an element whose contents are no markup."""
    end = re.compile(f"</{node.tag}", re.IGNORECASE).search(text, node.inner)
    node.end = len(text) if end is None else end.start()
    close = -1 if end is None else text.find(">", node.end)
    node.stop = len(text) if close < 0 else close + 1
    _text(text[node.inner : node.end], node, node.inner, node.end, nodes)
    return node.stop


def _imply(open_nodes: list[Node], tag: str, at: int) -> None:
    """End what the start of an element ends: `<li>` the item before it."""
    ended, fences = _ENDS[tag]
    outermost = None
    for n in range(len(open_nodes) - 1, 0, -1):
        if open_nodes[n].tag in fences:
            break
        if open_nodes[n].tag in ended:
            outermost = n
    if outermost is not None:
        _end(open_nodes, outermost, at)


def _close(open_nodes: list[Node], tag: str, found: re.Match[str]) -> None:
    for n in range(len(open_nodes) - 1, 0, -1):
        if open_nodes[n].tag == tag:
            node = open_nodes[n]
            _end(open_nodes, n, found.start())
            node.stop = found.end()
            return
        if open_nodes[n].tag in _FENCES and tag not in ("table", "tr", "tbody", "thead", "tfoot", "body", "html"):
            return


def _end(open_nodes: list[Node], first: int, at: int) -> None:
    for node in open_nodes[first:]:
        node.end = node.stop = at
    del open_nodes[first:]
