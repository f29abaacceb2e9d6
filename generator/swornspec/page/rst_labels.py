"""Fields whose name stands alone in literals, above a list of labels, as what a directive with options would be.

``hue``

:Description: As the owner set it.
:Type: String
:Required: No
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.page.rst_nodes import Node
from swornspec.page.rst_scenes import FACTS
from swornspec.text import Passage, within

_NAME: Final = re.compile(r"(?P<mark>``|\*\*|`)(?P<name>[A-Za-z_$@][\w.$\[\]-]{0,80})(?P=mark):?")
_PROSE: Final = frozenset(("description", "meaning", "details", "notes", "note", "constraints", "purpose"))
_KNOWN: Final = _PROSE | FACTS.keys()


def labelled(tree: Sequence[Node], page: Sequence[Passage]) -> Iterator[Node]:
    """The nodes, each name above labels, one of which says its type, as one node with these."""
    at = 0
    while at < len(tree):
        end = at + 1
        name = _named(tree[at], page)
        while name is not None and end < len(tree) and _label(tree[end]) in _KNOWN:
            end += 1
        said = tree[at + 1 : end]
        if name is not None and any(_label(node) == "type" for node in said):
            yield _whole(tree[at], name, said)
            at = end
        else:
            yield tree[at]
            at += 1


def _named(node: Node, page: Sequence[Passage]) -> Passage | None:
    """The name that is all of a paragraph."""
    if node.kind != "paragraph" or node.first != node.last:
        return None
    found = _NAME.fullmatch(page[node.first].text)
    return None if found is None else within(page[node.first], *found.span("name"))


def _label(node: Node) -> str:
    return node.text.text.strip().lower() if node.kind == "field" and node.text is not None else ""


def _whole(head: Node, name: Passage, said: Sequence[Node]) -> Node:
    options = tuple((_label(node), node.rest) for node in said if _label(node) in FACTS and node.rest is not None)
    prose = tuple(
        Node("directive", node.first, node.last, name="note", text=node.rest, inner=node.inner) for node in said if _label(node) in _PROSE
    )
    return Node("directive", head.first, said[-1].last, name="parameter", text=name, inner=prose, options=options)


__all__ = ["labelled"]
