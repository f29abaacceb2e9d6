"""The text of a page as it was saved: what the bytes read, without what the way to save it has added."""

import re
from typing import Final

_BLANKS: Final = dict.fromkeys((*map(ord, "\u00a0\u1680\u202f\u205f\u3000\u2028\u2029\x85\x0b\x0c"), *range(0x2000, 0x200B)), " ")
_LINKED: Final = re.compile(
    r"^(?P<marks>#{1,6} )(?:"
    r"(?P<before>[^\n]{0,300}?\S)?(?P<link>[ ]?\[[\u200b-\u200d\u2060\ufeff#¶§ ]{0,8}\]"
    r"\((?![^()\s#]{0,200}#(?:body|response|param|parameter|query|path|header)-)[^()\s#]{0,200}#[^()\n]{0,200}\)[ ]?)"
    r")(?P<after>[^\n]{0,300})$",
    re.MULTILINE,
)
"""A heading with a link to itself, which shows nothing or a sign; a link that names the place of a field stays, as it tells of it."""
_NOTHING: Final = "\u200b\u2060\ufeff\u00ad"
_UNSEEN: Final = re.compile(
    rf"^(?P<indent>[^\S\n]{{0,80}})[{_NOTHING}]{{1,8}}(?=[^\S\n]{{0,8}}[^\s{_NOTHING}])"
    rf"|(?<=[^\s\[{_NOTHING}])[{_NOTHING}]{{1,8}}(?=[ \t\n]|\Z)",
    re.MULTILINE,
)
"""What shows nothing at the edge of a line or before a blank; by itself on a line it tells where a link was."""
_ADORNED: Final = re.compile(
    r"^(?P<marks>#{1,6} )(?P<anchor>\s?<a (?:name|id)=[^<>\n]{1,100}>(?:</a>)?\s?)?"
    r"(?P<bold>\*\*(?=[A-Z][^*`_\n]{1,100}\*\*:?(?:\s|$)))?(?P<text>[^\n]{1,300}?)(?(bold)\*\*)(?P<behind>:?)"
    r"(?P<id>\s?\{#[\w.:-]{1,100}\})?(?P<closing>[ \t]#{1,6})?[ \t]*$"
)
"""A heading with an anchor, all of it in bold, with its marks once more behind it."""
_ANCHOR: Final = re.compile(r"<a (?:name|id)=(?:\"[^\"<>\n]{0,200}\"|'[^'<>\n]{0,200}'|[\w.-]{1,100})\s?(?:/>|>[ \t]{0,4}</a>)")
"""A place that links lead to, which shows nothing."""
_OF_SITE: Final = re.compile(r"<(?:html|body|head|main|article)\b", re.IGNORECASE)
_FENCES: Final = ("```", "~~~")
_INDENT: Final = re.compile(r"(?:[ \t]*\n)*(?P<indent>[ \t]+)\S")


def text_of(content: bytes) -> str:
    """The text of a page in UTF-8, with or without a byte order mark; UnicodeDecodeError where it is none.

    Line feeds stand for the line ends of every system, so that lines are those that editors count; blanks for all characters that
    only are wide or do not break, and for the links of headings to themselves.
    """
    text = content.decode("utf-8-sig")
    if "\r" in text:
        text = text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")
    if not text.isascii():
        text = text.translate(_BLANKS)
        if any(sign in text for sign in _NOTHING):
            text = _UNSEEN.sub(_seen, text)
    text = _LINKED.sub(_unlinked, text) if "](" in text else text
    text = _unadorned(text) if "# " in text else text
    if "<a " in text and not _OF_SITE.search(text):
        text = _ANCHOR.sub("", text)
    return _flush(text)


def _seen(found: re.Match[str]) -> str:
    return found["indent"] or ""


def _unadorned(text: str) -> str:
    """The text with headings that only say what they are called; what looks like one within code stays."""
    if "**" not in text and "{#" not in text and "<a " not in text and " #" not in text:
        return text
    shown, fence = [], ""
    for line in text.split("\n"):
        mark = line.lstrip()[:3]
        if mark in _FENCES and (not fence or mark == fence):
            fence = "" if fence else mark
        shown.append(line if fence or line[:1] != "#" else _ADORNED.sub(_bare, line))
    return "\n".join(shown)


def _bare(found: re.Match[str]) -> str:
    if not any(found.group("anchor", "bold", "id", "closing")):
        return found.group()
    return f"{found['marks']}{found['text']}{found['behind']}"


def _flush(text: str) -> str:
    """The text without the indent that all of its lines have."""
    found = _INDENT.match(text)
    indent = found["indent"] if found else ""
    if not indent or any(line.strip() and not line.startswith(indent) for line in text.split("\n")):
        return text
    return "\n".join([line.removeprefix(indent) for line in text.split("\n")])


def _unlinked(found: re.Match[str]) -> str:
    blank = " " * len(found["link"])
    if found["before"]:
        return f"{found['marks']}{found['before']}{blank}{found['after']}"
    return f"{blank}{found['marks']}{found['after']}"
