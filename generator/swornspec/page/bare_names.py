"""A page in which marks set apart the names that stand on lines of their own: the same page without these marks.

    ### `width`      ·  **width**  ·  - width  ·  width:  ·  [width](#width)  ·  width ¶  ·  "width"  ·  ** [ width ](#width) **
    integer
    Required

Layouts that print a name, its type and what else is said of it on lines of their own print them without marks; a scrape as
Markdown, or another author, sets the names apart. Which of both a page is, the score of its layout tells (`swornspec.page.read`).
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from msgspec.structs import replace as replace_in

from swornspec.page.block import Block, Page
from swornspec.text import Passage, lines

_NEAR: Final = 50  # characters
_FEWEST: Final = 2  # names with the same marks
_ANCHOR: Final = r"<a (?:name|id)=\"[^\"<>\n]{0,200}\"> ?</a>"
_MARKED: Final = re.compile(
    rf"^(?P<before>[^\S\n]{{0,40}}(?:#{{2,6}} |[-*•] )?(?:{_ANCHOR} ?)?(?:(?:\*\*|__) ?)?(?:[`\"]|\[ ?)?)"
    r"(?P<name>[A-Za-z_$@](?:[\w.$@-]|\[\]|\\_){0,98})"
    rf"(?P<after>[`\"]?(?: ?\]\(#[^()\s]{{0,200}}\))?(?: ?(?:\*\*|__))?(?:[^\S\n]{{0,4}}{_ANCHOR})?(?: ?[#¶])?:?)"
    r"(?P<flags> (?:required|optional|deprecated|nullable)){0,3}[ \t]*$",
    re.MULTILINE,
)
_TARGET: Final = re.compile(r"#[^()]+|\"[^\"]+\"")
_SIGNS: Final = ("`", "**", "__", "#", "- ", "* ", "• ", ":\n", "¶", '"')


@lru_cache(maxsize=2)
def with_bare_names(text: str) -> str:
    """The text with blanks for the marks of such names, in which all else stands where it stood; the text itself where it has none.

    What follows each other is a list of values.
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    found = [
        m
        for m in _MARKED.finditer(text)
        if m["before"].strip() or (m["after"] and (m["after"] != ":" or m["name"][0].islower() or "-" in m["name"]))
    ]
    found = [m for m in found if not text[max(0, m.start() - _NEAR) : m.start()].rstrip().endswith(",")]  # the last of several values
    apart: dict[tuple[str, str], int] = {}
    listed: dict[tuple[str, str], int] = {}
    for match, below in zip_longest(found, found[1:]):
        follows = below is not None and _form(below) == _form(match) and not text[match.end() : below.start()].strip()
        counts = listed if follows else apart
        counts[_form(match)] = counts.get(_form(match), 0) + 1
    forms = {form for form, count in apart.items() if count >= _FEWEST and count > listed.get(form, 0)}
    shown, end = [], 0
    for match in found:
        if _form(match) in forms:
            shown += [text[end : match.start()], " " * len(match["before"]), match["name"], " " * len(match["after"])]
            end = match.end("after")
    return "".join((*shown, text[end:])) if shown else text


def with_marks(page: Page, text: str) -> Page:
    """What was read of the text without marks, as the page has it: with the marks within what a passage quotes."""

    def shown(passage: Passage) -> Passage:
        span = passage.span
        return passage if passage.text == text[span.start : span.end] else replace_in(passage, text=text[span.start : span.end])

    def all_shown(passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(map(shown, passages))

    def block_shown(block: Block) -> Block:
        stated = tuple(replace_in(one, passage=shown(one.passage)) for one in block.stated)
        told = {part: all_shown(getattr(block, part)) for part in ("flags", "prose", "asked")}
        return replace_in(block, kind=shown(block.kind), stated=stated, **told)

    own = lines(page.name, text)
    return replace(
        page,
        text=text,
        blocks=tuple(map(block_shown, page.blocks)),
        lines=tuple(replace_in(use, line=own[use.line.span.first - 1]) for use in page.lines),
        samples=tuple(replace(sample, passage=shown(sample.passage)) for sample in page.samples),
        lookups=tuple(replace(k, header=all_shown(k.header), rows=tuple(map(all_shown, k.rows))) for k in page.lookups),
        summary=all_shown(page.summary),
        notes=all_shown(page.notes),
        auth=all_shown(page.auth),
        strays=all_shown(page.strays),
    )


def _form(match: re.Match[str]) -> tuple[str, str]:
    return _TARGET.sub("#", match["before"].strip()), _TARGET.sub("#", match["after"])
