"""HTML within prose, to Markdown that reads the same: what stands in descriptions, where markup of a page has no place.

<p>One of <code>a</code>, <b>b</b>.</p><ul><li>first</li></ul>    gives    One of `a`, b.

- first
"""

import html
import re
from typing import Final

_CODE: Final = frozenset(("code", "tt", "kbd", "samp", "var"))
_TAG: Final = re.compile(r"<!--.*?-->|</?(?P<tag>[A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>", re.DOTALL)
_PARAGRAPHS: Final = frozenset(("p", "ul", "ol", "div", "blockquote", "table", "dl", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "section"))
_LINES: Final = frozenset(("br", "tr", "dt"))
_UNKNOWN: Final = frozenset(("string", "id", "name", "type", "value", "key", "object", "path"))  # placeholders, no elements
_WRAPPED: Final = re.compile(r"[ \t\r]{0,80}\n\s{0,200}")
_MANY: Final = re.compile(r"\n{3,}")


def readable(text: str) -> str:
    """The text without HTML elements and entities; unchanged where it has no end tag, so that Markdown stays what it is."""
    if "</" not in text and not ("&" in text and "<" not in text and ";" in text):
        return text
    pieces: list[str] = []
    at = 0
    for found in _TAG.finditer(text):
        pieces.append(_shown(text[at : found.start()]))
        at = found.end()
        tag, closing = (found["tag"] or "").lower(), found.group().startswith("</")
        if (tag in _UNKNOWN and not closing) or tag in ("sup", "sub"):
            pieces.append(found.group())
        elif tag in _CODE:
            pieces.append("`")
        elif tag in _PARAGRAPHS:
            pieces.append("\n\n")
        elif tag == "li" and not closing:
            pieces.append("\n- ")
        elif tag in ("td", "th", "dd") and not closing:
            pieces.append(" ")
        elif tag in _LINES and not closing:
            pieces.append("\n")
    pieces.append(_shown(text[at:]))
    plain = "\n".join(line.strip() for line in "".join(pieces).split("\n"))
    return _MANY.sub("\n\n", plain).replace("- \n\n", "- ").strip()


def _shown(text: str) -> str:
    """What stands between two tags: a line end there is a blank."""
    return _WRAPPED.sub(" ", html.unescape(text)).replace("\u00a0", " ") if text else ""
