"""What of an HTML page a reader sees and is documentation: the rest is chrome (scripts, navigation, banners, hidden parts).

Which words name such parts is in `chrome.txt`. An element that holds the heading of the page is never chrome by
its class alone: sites say `has-sidebar` of the whole page.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

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

_AMBIGUOUS: Final = frozenset(  # what operations and sections of documentation are called as well
    ("search", "pagination", "menu", "navigation", "feedback", "playground", "promo", "ads", "advert", "tooltip", "updated-at")
)
_CONTENT: Final = frozenset(("h1", "table", "dl", "pre", "code"))
_PIECES: Final = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "dt", "dd", "code", "label", "caption", "summary", "tbody")
)
_HOLDERS: Final = frozenset(("li", "td", "dd", "details", "blockquote", "figure"))
_VERB: Final = re.compile(r"\s*(?:get|put|post|delete|patch)\s*", re.IGNORECASE)
_LINK: Final = re.compile(r"[\W_]*|(?:direct |copy |share )?(?:perma)?(?:link|anchor)\b.{0,100}", re.IGNORECASE | re.DOTALL)
_Chrome: TypeAlias = Literal["no", "yes", "untitled", "empty", "link", "button", "footer"]
_ANCHORS: Final = frozenset(("headerlink", "hash-link", "heading-anchor", "anchor-link", "permalink"))


@cache
def _words() -> frozenset[str]:
    text = (files("swornspec.page") / "chrome.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def see(text: str, nodes: Sequence[Node]) -> Node:
    """Find out of each node of a page whether it is hidden and whether a reader sees any of it; the element that holds all that counts.

    When a page has one main part, all that is outside of it is chrome.
    """
    titles: Sequence[int] | None = None
    parts: Sequence[int] | None = None
    known: dict[tuple[str, str], _Chrome] = {}
    for node in reversed(nodes):
        if node.tag:
            if node.raw or node.tag in _NEVER:
                what = node.tag, node.raw
                if what not in known:
                    known[what] = _chrome(node)
                match known[what]:
                    case "yes":
                        node.hidden = True
                    case "untitled":
                        if titles is None:
                            titles = [n.start for n in nodes if n.tag == "h1"]
                        node.hidden = not _has_any(titles, node)
                    case "empty":
                        if parts is None:
                            parts = [n.start for n in nodes if n.tag in _CONTENT]
                        node.hidden = not _has_any(parts, node)
                    case "link":
                        node.hidden = _LINK.fullmatch(" ".join(text[n.inner : n.end] for n in node.walk() if not n.tag)) is not None
                    case "button":
                        node.hidden = not _holds_name(text, node)
                    case "footer":
                        node.hidden = not _is_part(node)
                    case _:
                        pass
                node.seen = node.seen and not node.hidden
            if not node.seen:
                continue
        if node.parent is not None:
            node.parent.seen = True
    mains = [n for n in nodes if n.tag == "main" or (n.raw and n.attributes.get("role") == "main")] if "main" in text else []
    outer = [n for n in mains if not any(m is not n and n.within(m) for m in mains[:8])]
    return outer[0] if len(outer) == 1 else nodes[0]


def _chrome(node: Node) -> _Chrome:
    """Whether an element is no documentation by what its tag says, and where that leaves it open, what decides.

    One that is `untitled` is none unless it holds the title of the page, one that is `empty` unless it holds a part of documentation.
    """
    if node.tag in ("button", "footer"):
        return "button" if node.tag == "button" else "footer"
    if node.tag in _NEVER:
        return "yes"
    if node.tag in ("html", "body", "main"):
        return "no"
    attributes = node.attributes
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) or attributes.get("aria-hidden") == "true":
        return "yes"
    named, called = attributes.get("class", "").lower().split(), attributes.get("id", "").lower().split()
    if not _ANCHORS.isdisjoint((*named, *called)):
        return "link"
    words = _words().intersection(named) | {w for w in named if _ANYWHERE.search(w)}
    if attributes.get("role") in _ROLES or words - _AMBIGUOUS:
        return "untitled"
    words |= _words().intersection(called) | {w for w in called if _ANYWHERE.search(w)}
    if not words or node.tag in _PIECES:
        return "no"
    return "untitled" if words - _AMBIGUOUS - {w for w in called if _ANYWHERE.search(w)} else "empty"


def _is_part(footer: Node) -> bool:
    """Whether a footer is that of an item, a cell or a quotation, not of the page."""
    around = footer.parent
    while around is not None and around.tag not in _HOLDERS:
        around = around.parent
    return around is not None


def _holds_name(text: str, button: Node) -> bool:
    """Whether a button, to press for more, bears the name of a field, a value, or what is called, not what it does."""
    texts = [n for n in button.walk() if not n.tag]
    if len(texts) > 1 and _VERB.fullmatch(text, texts[0].inner, texts[0].end) and text.startswith("/", texts[1].inner):
        return True
    return any(n.tag == "code" or (n.raw and _NAMES.search(n.attributes.get("class", ""))) for n in button.walk())


def _has_any(places: Sequence[int], node: Node) -> bool:
    """Whether one of some places is in an element."""
    at = bisect_left(places, node.start)
    return at < len(places) and places[at] < node.stop
