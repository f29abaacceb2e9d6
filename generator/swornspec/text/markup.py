"""Descriptions in CommonMark or HTML as passages of prose, one to a paragraph, list item, table row or line of its own.

Markup becomes blanks of the same length, so that every character of a passage stands where it stands in the description:

    <p>One of <code>a</code> or &quot;b&quot;.</p>
       One of      `a`       or      "b"     .

What sets a value apart stays visible: `<code>` as a backtick, a term of a definition list as an item with a colon, a
row of a table by its bars. Items of lists are passages with a level. Blocks of code are samples, not prose.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from swornspec.text.span import Passage, Span
from swornspec.text.wrapped import GOES_ON

_TAG: Final = re.compile(
    r"<!--.*?-->|</?(?P<tag>[A-Za-z][A-Za-z0-9-]{0,15})(?:\s[^<>]{0,2000})?/?>|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});",
    re.DOTALL,
)
_LINK: Final = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{1,300})\]\((?P<url>[^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,1000})?)(?:\s+\"[^\"\n]{0,300}\")?\)"
)
_STRONG: Final = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|(?<!\w)__(?=\S)|(?<=\S)__(?!\w)")
_STRESSED: Final = re.compile(r"(?<![\w*`])\*(?=[^\s*])(?P<text>[^*\n`]{1,300}?)(?<=[^\s*])\*(?![\w*`])")
_ITALIC: Final = re.compile(r"(?<![\w`\\/])_(?=[A-Za-z0-9])(?P<text>(?:[^_\n`\\]|\\_|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])){1,200}?)_(?![\w`/])")
_TRIPLE: Final = re.compile(r"(?<!`)```(?P<code>[^`\n]{1,300})```(?!`)")
_DOUBLE: Final = re.compile(r"(?<!`)``(?!`)(?:(?P<code>[^`\n]{1,300})``(?!`))?")
_OPENS_ITEM: Final = re.compile(r"<(?:li|dd|dt|td|th)\b[^<>]*>\s*$", re.IGNORECASE)
_ENDS: Final = re.compile(r"[\n\f]")
_FENCE: Final = re.compile(r"^[ \t]*(?P<mark>```+|~~~+)[^\n`]*$")
_BULLET: Final = re.compile(r"[ \t]*(?:[-*+•·–][ \t]+|\(?\d{1,3}[.)][ \t]+)(?=\S)")
_HEADING: Final = re.compile(r"[ \t]*#{1,6}[ \t]")
_RULE: Final = re.compile(r"[ \t]*(?:[-=*_][ \t]?){3,}[ \t]*$|[ \t|:+=-]*-[ \t|:+=-]*\|[ \t|:+=-]*$")
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_CODE: Final = frozenset(("code", "tt", "kbd", "samp", "var"))
_OPENING: Final = "\"'`"
_APOSTROPHES: Final = ("'", "’")
_LETTERS: Final = re.compile(r"[A-Za-z]{1,40}")
_BLOCK, _ITEM, _DEEPER = "\f", "\x0e", "\x0f"  # where HTML starts a block, an item of a list, an item of a list within an item
_TAG_WIDTH: Final = 4  # of what is left of `<br/>` before the text
_SHORT: Final = 48  # characters of a line that was ended on purpose, not wrapped
_VALUE: Final = re.compile(r"[`\"'][^`\"'\n]{1,60}[`\"']\s*(?::|=|[-–—]{1,2}\s)")
_LABELLED: Final = re.compile(r"[a-z][\w.-]{0,40}:\s[A-Z]")  # `fast: In a hurry`, of lines one below the other
_VALUE_WITHIN: Final = re.compile(r"(?:`[^`\n]{1,60}`|\d[\d.,]{0,12}) [a-z]")
_WORDS: Final = 3  # blanks in a line that is no title
_DEFAULT: Final = re.compile(r"(?:the\s)?default(?:\s(?:value|option|setting))?(?:s\sto|\sis|\s?[:=])\s", re.IGNORECASE)
_BOLD: Final = re.compile(r"<(?:b|strong)\b[^<>]{0,80}>[^\s<>]{1,60}</(?:b|strong)>")
_BOLD_END: Final = re.compile(r"(?:<li>|<li\b[^<>]{0,80}>)\s{0,3}(?:<p>\s{0,3})?<(?:b|strong)\b[^<>]{0,80}>[^\s<>]{1,60}$")
_BOLD_CODE: Final = re.compile(r"\*\*(?P<value>(?=[^*]*(?:\d|_|[a-z][A-Z]))[\w.-]{1,60})\*\*")
_QUOTE_MARK: Final = re.compile(r"(?m)^[ \t]{0,12}>(?!=|[ \t]?-?\d)[ \t]?")
_SIGN: Final = "[⚠❗🚧📘📌💡👍ℹ🛈]\ufe0f?"  # signs that remarks begin with
_REMARK: Final = "Notes?|Important|Warning|Tip|Caution|Attention|Info"
_OF_FIELD: Final = "Description|Details|Remarks?|Constraints?|Restrictions?|Limitations?|Validation"
_ANNOUNCED: Final = re.compile(  # what a remark or the prose of a field is announced with, and says nothing
    r"(?m)^(?P<before>[ \t]*(?:>[ \t]{0,3})?(?:[-*+•][ \t]+)?)(?P<label>\[!(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION)\]"
    rf"|(?:{_SIGN}[ \t]{{1,3}})?(?:(?P<mark>\*\*|__)(?:{_REMARK}|{_OF_FIELD})[ \t]?:?(?P=mark)[ \t]?:?"
    r"|(?:Notes?|Important|Warning|Attention|Description)[ \t]?:)(?=\s))"
    rf"|^(?P<lead>[ \t]*(?:>[ \t]{{0,3}})?)(?P<sign>{_SIGN})(?=[ \t])"
)
_CODE_SPAN: Final = re.compile(r"`[^`\n]{1,400}`")
_INLINE: Final = re.compile(r"(?<=\S)[ \t]\*[ \t](?=[`\"']|\w{1,30}:[ \t])|(?<=[.;:])[ \t]-[ \t](?=[`\"'])")
_BOLD_ITEM: Final = re.compile(r"(?m)^(?P<mark>[ \t]*[-*+•][ \t]+)\*\*(?P<value>[^\s*`]{1,60})\*\*")
_OPENS_SENTENCE: Final = re.compile(  # with a capital, where the line above has no full stop
    r"(?:If|When|Unless|Can't|Can’t|Cannot|Can only|Must|Should|Only|Required|Optional|Defaults?|Supported|Supports|Possible|Valid|Allowed"
    r"|Maximum|Minimum|Ignored|Otherwise|This|These|The|It)\b(?! [A-Z])"
)
_STARTS: Final = re.compile(r"[A-Z0-9`\"'“\[({]|[\w.-]{1,30}\s?(?:->|=>|[:=–-]\s)")


_ESCAPED: Final = re.compile(  # all but `\_`, which is read as a part of a word; in code, a bar alone
    r"(?P<code>(?<![\\`])`[^`\n]{1,400}`|<(?P<tag>code|tt|kbd|samp)\b[^<>]{0,300}>[^<>]{0,400}</(?P=tag)>)"
    r"|\\`(?P<ticked>[^`\n]{1,80}?)\\`|\\(?P<char>[!-/:-@\[-^`{-~])"
)


_ROLE: Final = re.compile(
    r"(?<![\w:`]):(?P<role>[A-Za-z][\w.+-]{0,40}(?::[\w.+-]{1,40}){0,2}):`(?P<text>[^`<]{1,300}?)(?P<target>\s*<[^<>`]{1,300}>)?`"
    r"|(?<![\w:`])`(?P<linked>[^`<\n]{1,300}?)(?P<address>\s*<[^<>`\n]{1,500}>)?`__?(?!\w)"
)
_LETTERED: Final = re.compile(r"(?<![\w`.])[CIOVEP]\((?P<text>[^()`\n]{1,120})\)")  # `C(value)`, `I(name)`, `O(name=value)` of Ansible
_SHOWN_AS_CODE: Final = frozenset(
    ("code", "literal", "mimetype", "samp", "file", "envvar", "option", "json", "param", "kbd", "const", "data")
)


_CONTROLS: Final = dict.fromkeys(map(ord, (_BLOCK, _ITEM, _DEEPER, "\v", "\x85", "\u2028", "\u2029")), " ")


def passages(page: str, text: str) -> tuple[Passage, ...]:
    """The prose of a description: passages in order, offsets counted in `text`, lines counted from 1; never fails."""
    return tuple(_joined(page, _plain(text)))


def unmarked(passage: Passage) -> tuple[Passage, ...]:
    """The prose of a passage that is Markdown or HTML itself, with the places that it has on its page; never fails."""
    at = passage.span

    def moved(found: Passage) -> Passage:
        span = found.span
        lines = (span.first + at.first - 1, span.last + at.first - 1)
        return Passage(found.text, Span(at.page, *lines, span.start + at.start, span.end + at.start), found.level or passage.level)

    return tuple(map(moved, passages(at.page, _ESCAPED.sub(_of_escape, passage.text))))


def _of_escape(match: re.Match[str]) -> str:
    r"""The character that a backslash escapes; code is as it stands, a pattern in it above all: `^\+[0-9]+$`."""
    if match["ticked"]:  # code, by a scrape that escaped its marks
        return f" `{match['ticked']}` ".replace("\\_", " _")
    return match["code"].replace("\\|", " |") if match["code"] else f" {match['char']}"


def _plain(text: str) -> str:
    """The text with its markup blanked, a character for a character; control characters stand where HTML starts a block or item."""
    text = text.translate(_CONTROLS)
    text = _ANNOUNCED.sub(_of_announced, text)
    if ":`" in text or "`_" in text:
        text = _ROLE.sub(_of_role, text)
    if "C(" in text or "I(" in text or "O(" in text or "V(" in text:
        text = _LETTERED.sub(lambda m: f" `{m['text']}`", text)
    if "<" in text or "&" in text:
        text = _without_tags(text)
    if ">" in text:
        text = _QUOTE_MARK.sub(lambda m: " " * len(m.group()), text)
    if len(_INLINE.findall(text)) > 1:
        text = _INLINE.sub(f"{_BLOCK}{_ITEM} ", text)
    if "](" in text:
        text = _LINK.sub(_linked, text)
    if "*" in text or "__" in text:
        text = _BOLD_ITEM.sub(lambda m: f"{m['mark']} `{m['value']}` ", text)
        text = _BOLD_CODE.sub(r" `\g<value>` ", text)
        text = _STRONG.sub("  ", text)
        text = _STRESSED.sub(lambda m: f" {m['text']} ", text)
    if "_" in text:
        text = _ITALIC.sub(lambda m: f" {m['text']} ", text)
    if "```" in text:
        text = _TRIPLE.sub(r"  `\g<code>`  ", text)
    return _DOUBLE.sub(lambda m: f" `{m['code']}` " if m["code"] else " `", text) if "``" in text else text


def _of_announced(match: re.Match[str]) -> str:
    """Blanks for what only announces a remark: `**Note:**`, `[!NOTE]`."""
    before = match["before"] if match["label"] else match["lead"]
    return before + " " * (len(match.group()) - len(before))


def _of_role(match: re.Match[str]) -> str:
    """What a role or a reference of reStructuredText shows: ``:ref:`limits <l>` `` is `limits`."""
    shown = match["text"] or match["linked"]
    before = match.start("text" if match["text"] else "linked") - match.start()
    mark = "`" if match["role"] and match["role"].rpartition(":")[2] in _SHOWN_AS_CODE else " "
    return _blank(match.group()[: before - 1]) + mark + shown + mark + _blank(match.group()[before + len(shown) + 1 :])


def _linked(match: re.Match[str]) -> str:
    before = match.start("text") - match.start()
    return " " * before + match["text"] + _blank(match.string[match.end("text") : match.end()])


def _without_tags(text: str) -> str:
    pieces: list[str] = []
    at, sample, depth = 0, "", 0
    spans = [m.span() for m in _CODE_SPAN.finditer(text)] if "`" in text else []
    shown = 0
    for match in _TAG.finditer(text):
        while shown < len(spans) and spans[shown][1] <= match.start():
            shown += 1
        if shown < len(spans) and spans[shown][0] < match.start() and not match.group().startswith("&") and not sample:
            continue  # a tag in a code span is what the span shows
        between = text[at : match.start()]
        pieces.append(_blank(between) if sample else between)
        at = match.end()
        tag = (match["tag"] or "").lower()
        closing = match.group().startswith("</")
        if sample:
            sample = "" if tag == sample and closing else sample
            pieces.append(_blank(match.group(), _BLOCK))
            continue
        if tag in ("ul", "ol", "dl"):
            depth = max(0, depth - 1) if closing else depth + 1
        if tag == "pre" and not closing:
            sample = tag
            pieces.append(_blank(match.group(), _BLOCK))
        else:
            shape = _shown(match, tag, closing, depth)
            if shape[0] in _APOSTROPHES and pieces[-1][-1:].isalpha() and (rest := _LETTERS.match(text, at)):
                shape = shape[0] + rest.group() + shape[1:]  # `isn&#39;t`: the word goes on
                at = rest.end()
            pieces.append(shape)
    pieces.append(text[at:])
    return "".join(pieces)


def _shown(match: re.Match[str], tag: str, closing: bool, depth: int) -> str:
    """What a tag or an entity leaves behind, in its own length."""
    raw = match.group()
    if raw.startswith("&"):
        return _character(match)
    if tag in _CODE:
        return "`" + _blank(raw[1:]) if closing else _blank(raw[1:]) + "`"
    if (
        tag in ("b", "strong")
        and not closing
        and _OPENS_ITEM.search(match.string, max(0, match.start() - 60), match.start())
        and _BOLD.match(match.string, match.start())
    ):
        return _blank(raw[1:]) + "`"
    if tag in ("b", "strong") and closing and _BOLD_END.search(match.string, max(0, match.start() - 300), match.start()):
        return "`" + _blank(raw[1:])
    if tag in ("li", "dt") and not closing:
        return _BLOCK + (_ITEM if depth < 2 else _DEEPER) + _blank(raw[2:])
    if tag == "dd" or (tag == "dt" and closing):
        return _blank(raw, "" if closing else ":") if tag == "dd" else _blank(raw)
    if tag in ("td", "th"):
        return _blank(raw) if closing else _blank(raw, "|")
    if tag == "p" and not closing and _OPENS_ITEM.search(match.string, max(0, match.start() - 60), match.start()):
        return _blank(raw)
    return _blank(raw, _BLOCK) if tag in _BLOCKS else _blank(raw)


def _character(match: re.Match[str]) -> str:
    """The character that an entity stands for: an opening quote at the end of its place, anything else at the start."""
    raw = match.group()
    char = html.unescape(raw)
    if len(char) != 1 or not char.isprintable() or char.isspace():
        return _blank(raw)
    before = match.string[match.start() - 1 : match.start()]
    opens = char in _OPENING and not (before.isalnum() or before in tuple(".,)_-"))
    opens = opens or (char in "<>!" and match.string[match.end() : match.end() + 1] == "&")  # `&lt;&#61;`
    return " " * (len(raw) - 1) + char if opens else char + " " * (len(raw) - 1)


def _blank(raw: str, first: str = "") -> str:
    """White space in place of characters, line ends kept; `first` takes the first place."""
    if "\n" not in raw:
        return first + " " * (len(raw) - len(first))
    return first + "".join("\n" if c == "\n" else " " for c in raw[len(first) :])


@dataclass(slots=True)
class _Open:
    """A passage that is still being read: its offsets so far, its first line, its level."""

    start: int
    end: int
    first: int
    level: int


def _joined(page: str, text: str) -> Iterator[Passage]:
    """Lines of the plain text joined into passages: a blank line, a new block, an item, a heading or a table row ends one."""
    current: _Open | None = None
    fence, number, before, tabled = "", 1, "", False
    for begin, line in _pieces(text):
        number += text[begin - 1 : begin] == "\n"
        mark = _FENCE.match(line)
        bare = line.strip()
        if fence or mark:
            opens = mark is not None and not fence
            fence = mark["mark"][:3] if opens and mark else "" if mark and mark["mark"].startswith(fence) else fence
            bare = line = ""
        ruled = bool(bare) and _RULE.match(line) is not None
        tabled = (tabled and bool(bare)) or (ruled and "|" in bare and "|" in before)  # rows may have no bars around them
        alone = bare.startswith("|") or (tabled and "|" in bare) or (bool(bare) and _HEADING.match(line) is not None)
        offset, level = _item(begin, line, broken=text[begin - 1 : begin] == _BLOCK)
        if current and (not bare or ruled or alone or level or text[begin - 1 : begin] == _BLOCK or _breaks(before, bare)):
            yield _passage(page, text, current)
            current = None
        if bare and not ruled:
            current = current or _Open(offset, offset, number, level)
            current.end = begin + len(line.rstrip())
            if current.end <= current.start:
                current = None
        if current and alone:
            yield _passage(page, text, current)
            current = None
        before = bare
    if current:
        yield _passage(page, text, current)


def _item(begin: int, line: str, *, broken: bool) -> tuple[int, int]:
    """The offset of the first character of a line's text, and the level of the item that the line opens (0: none).

    What stands for a tag that broke the line is no indent.
    """
    lead = len(line) - len(line.lstrip())
    if line[:1] in (_ITEM, _DEEPER):
        return begin + 1 + len(line[1:]) - len(line[1:].lstrip()), 1 if line[0] == _ITEM else 2
    heading = _HEADING.match(line)
    if heading:
        return begin + heading.end() + len(line[heading.end() :]) - len(line[heading.end() :].lstrip()), 0
    bullet = _BULLET.match(line)
    return (begin + bullet.end(), 1 + (max(0, lead - _TAG_WIDTH) if broken else lead) // 2) if bullet else (begin + lead, 0)


def _breaks(before: str, line: str) -> bool:
    """Whether a line was ended on purpose: it introduces what follows, or it is short and what follows starts anew."""
    return (
        before.endswith(":")
        or (before.endswith("`") and line[:1].isupper())
        or _VALUE.match(line) is not None
        or (_LABELLED.match(before) is not None and _LABELLED.match(line) is not None)
        or (_DEFAULT.match(line) is not None and not GOES_ON.search(before))
        or (_OPENS_SENTENCE.match(line) is not None and before[-1:] not in ",;(" and not GOES_ON.search(before))
        or (len(before) < _SHORT and not GOES_ON.search(before) and _STARTS.match(line) is not None and not _within(before, line))
    )


def _within(before: str, line: str) -> bool:
    """Whether a line begins with a value in the middle of a sentence: ``… trees want`` and ```width` of at least 2``."""
    return before[-1:].islower() and before.count(" ") >= _WORDS and _VALUE_WITHIN.match(line) is not None


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The lines and blocks of the plain text, each with the offset of its first character."""
    at = 0
    for match in _ENDS.finditer(text):
        yield at, text[at : match.start()]
        at = match.end()
    yield at, text[at:]


def _passage(page: str, text: str, found: _Open) -> Passage:
    shown = text[found.start : found.end]
    return Passage(shown, Span(page, found.first, found.first + shown.count("\n"), found.start, found.end), found.level)
