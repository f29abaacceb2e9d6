"""What of an HTML page a reader sees and is documentation: the rest is chrome (scripts, navigation, banners, hidden parts).

Which words name such parts is in `chrome.txt`. An element that holds the heading of the page is never chrome by
its class alone: sites say `has-sidebar` of the whole page.
"""

import re
from bisect import bisect_left
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
_ANYWHERE: Final = re.compile(r"cookie|consent|gdpr|breadcrumb|feedback|newsletter", re.IGNORECASE)


@cache
def _words() -> frozenset[str]:
    text = (files("swornspec.page") / "chrome.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


class Sight:
    """The visible parts of a page; what was found out about an element is kept."""

    def __init__(self, text: str, root: Node) -> None:
        """When the page has one main part, all that is outside of it is chrome."""
        self._shows: dict[int, bool] = {}
        self._hidden: dict[int, bool] = {}
        mains = [n for n in root.walk() if n.tag == "main" or n.attributes.get("role") == "main"] if "main" in text else []
        outer = [n for n in mains if not any(m is not n and n.within(m) for m in mains[:8])]
        self.root = outer[0] if len(outer) == 1 else root
        self._content = sorted(n.start for n in root.walk() if n.tag == "h1")

    def hides(self, node: Node) -> bool:
        """Whether an element is no documentation."""
        if not node.tag or (not node.raw and node.tag not in _NEVER):
            return False
        known = self._hidden.get(node.start)
        if known is None:
            known = self._hidden[node.start] = self._chrome(node)
        return known

    def _chrome(self, node: Node) -> bool:
        if node.tag in _NEVER:
            return True
        if not node.raw or node.tag in ("html", "body", "main"):
            return False
        attributes = node.attributes
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            return True
        named = attributes.get("class", "").split() + attributes.get("id", "").split()
        anchor = any(w.lower() in ("headerlink", "hash-link", "heading-anchor", "anchor-link", "permalink") for w in named)
        if anchor or attributes.get("aria-hidden") == "true":
            return True
        tokens = {w.lower() for w in named}
        said = attributes.get("role") in _ROLES or bool(tokens & _words()) or any(_ANYWHERE.search(w) for w in named)
        return said and not self._has_content(node)

    def _has_content(self, node: Node) -> bool:
        at = bisect_left(self._content, node.start)
        return at < len(self._content) and self._content[at] < node.stop

    def shows(self, node: Node) -> bool:
        """Whether a reader sees any character of a node."""
        if not node.tag:
            return not node.blank
        key = node.start
        known = self._shows.get(key)
        if known is None:
            known = self._shows[key] = not self.hides(node) and any(map(self.shows, node.children))
        return known
