"""What of an HTML page a reader sees and is documentation: the rest is chrome (scripts, navigation, banners, hidden parts).

Which words name such parts is in `chrome.txt`. An element that holds the heading of the page is never chrome by
its class alone: sites say `has-sidebar` of the whole page.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from swornspec.page.hypertext import Node

_NEVER: Final = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "nav", "footer", "button", "select", "input", "textarea", "head", "iframe"),
        *("title", "datalist", "meter", "progress", "dialog", "canvas", "video", "audio", "object", "embed", "img", "link", "meta", "xmp"),
    )
)
_ROLES: Final = frozenset(
    ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "tooltip", "tablist", "menu", "menubar")
)
_HIDDEN: Final = re.compile(r"(?:display\s?:\s?none|visibility\s?:\s?hidden)", re.IGNORECASE)
_NAMES: Final = re.compile(r"(?:prop|property|param|parameter|field|attr|attribute)[\w-]{0,20}name", re.IGNORECASE)
_ANYWHERE: Final = re.compile(r"cookie|consent|gdpr|breadcrumb|feedback|newsletter", re.IGNORECASE)

_ANCHORS: Final = frozenset(("headerlink", "hash-link", "heading-anchor", "anchor-link", "permalink"))


@cache
def _words() -> frozenset[str]:
    text = (files("swornspec.page") / "chrome.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def see(text: str, nodes: Sequence[Node]) -> Node:
    """Find out of each node of a page whether it is hidden and whether a reader sees any of it; the element that holds all that counts.

    When a page has one main part, all that is outside of it is chrome.
    """
    titles = [n.start for n in nodes if n.tag == "h1"]
    known: dict[tuple[str, str], bool | None] = {}
    for node in reversed(nodes):
        if node.tag:
            if node.raw or node.tag in _NEVER:
                what = node.tag, node.raw
                if what not in known:
                    known[what] = _chrome(node)
                chrome = known[what]
                node.hidden = (
                    not _holds_name(node) if node.tag == "button" else bool(chrome) or (chrome is None and not _has_any(titles, node))
                )
                node.seen = node.seen and not node.hidden
            if not node.seen:
                continue
        if node.parent is not None:
            node.parent.seen = True
    mains = [n for n in nodes if n.tag == "main" or (n.raw and n.attributes.get("role") == "main")] if "main" in text else []
    outer = [n for n in mains if not any(m is not n and n.within(m) for m in mains[:8])]
    return outer[0] if len(outer) == 1 else nodes[0]


def _chrome(node: Node) -> bool | None:
    """Whether an element is no documentation by what its tag says; None where it may still hold the title of the page."""
    if node.tag in _NEVER:
        return True
    if node.tag in ("html", "body", "main"):
        return False
    attributes = node.attributes
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return True
    named = attributes.get("class", "").split() + attributes.get("id", "").split()
    tokens = {w.lower() for w in named}
    if attributes.get("aria-hidden") == "true" or not _ANCHORS.isdisjoint(tokens):
        return True
    said = attributes.get("role") in _ROLES or not _words().isdisjoint(tokens) or any(_ANYWHERE.search(w) for w in named)
    return None if said else False


def _holds_name(button: Node) -> bool:
    """Whether a button, to press for more, bears the name of a field or a value, not what it does."""
    return any(n.tag == "code" or (n.raw and _NAMES.search(n.attributes.get("class", ""))) for n in button.walk())


def _has_any(places: Sequence[int], node: Node) -> bool:
    """Whether one of some places is in an element."""
    at = bisect_left(places, node.start)
    return at < len(places) and places[at] < node.stop
