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
    return _LINKED.sub(_unlinked, text) if "](" in text else text


def _unlinked(found: re.Match[str]) -> str:
    blank = " " * len(found["link"])
    if found["before"]:
        return f"{found['marks']}{found['before']}{blank}{found['after']}"
    return f"{blank}{found['marks']}{found['after']}"
