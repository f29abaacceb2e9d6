"""Fields that a scrape has put on the line of the one before them, behind its prose.

Which model.size (integer, optional): In pixels. - seed (number): Any.

Only a name with its type in brackets and a colon begins one, right behind the end of a sentence, or behind the mark of an item.
"""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.facets import Facets, read_facets
from swornspec.page.names import Leading, leading_names
from swornspec.text import Passage, within

_BEGINS: Final = re.compile(
    r"(?:(?<=[.!?)])|\s[-•–]\s)(?P<name>[A-Za-z_][\w.]{0,60})\s?"
    r"\((?:string|integer|int|number|float|double|bool|boolean|array|object|list|map|enum|file)\b[^()\n]{0,80}\):\s"
)
_VALUE: Final = re.compile(r"[-*+•] +(?P<value>`[\w.:/+-]{1,60}`)(?:\s?(?:[:–—=(]|-\s).*)?", re.DOTALL)


def run_on(prose: Passage) -> tuple[Passage, Sequence[tuple[Leading, Facets]]]:
    """The prose of a field up to the next one, and the fields behind it, each with what is said of it."""
    starts = [m.start("name") for m in _BEGINS.finditer(prose.text)] if "):" in prose.text else []
    if not starts:
        return prose, ()
    others = []
    for start, end in zip(starts, [*starts[1:], len(prose.text)], strict=True):
        line = _without_mark(within(prose, start, end))
        leading = leading_names(line)
        if leading is None or len(leading.names) != 1:
            return prose, ()
        others.append((leading, read_facets(within(line, leading.end, len(line.text)), mark=":")))
    return _without_mark(within(prose, 0, starts[0])), others


def values_in(prose: Passage) -> Sequence[Passage]:
    """The values of a field of which nothing is said but a list of items, each with a value in ticks first; else none.

    - `fast`: In a hurry.
    - `fine`: Takes its time.
    """
    at = 0
    found = []
    for line in prose.text.split("\n"):
        item = _VALUE.fullmatch(line.strip())
        if item is None:
            return ()
        start = at + line.index("`")
        found.append(within(prose, start, start + len(item["value"])))
        at += len(line) + 1
    flags = {value.text.strip("`") for value in found} <= {"true", "false"}
    return found if len(found) > 1 and not flags else ()


def _without_mark(passage: Passage) -> Passage:
    """A passage without the mark of the item that follows, and white space at its end."""
    bare = passage.text.rstrip()
    if bare[-2:] in (" -", " •", " –"):
        bare = bare[:-2].rstrip()
    return within(passage, 0, len(bare))
