"""JSON samples: where one begins and ends, so that its lines are not taken for fields."""

import re
from collections.abc import Mapping, Sequence
from itertools import compress, count
from operator import attrgetter
from typing import Final

from swornspec.text import Passage
from swornspec.text.lines import found_once

_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"?')  # the closing quote may be missing: one pass whatever the line holds
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_TICKED: Final = ("`{", "`[")  # a scrape has set the whole of it in ticks
_PAIRS: Final = {"}": "{", "]": "["}


@found_once
def sample_ends(lines: Sequence[Passage]) -> Mapping[int, int]:
    """For each line that opens a JSON object or array with its first character: the index of the line that ends with its close.

    An opening that is never closed has no entry, so that a sample that was cut off does not swallow the rest of a page.
    """
    ends: dict[int, int] = {}
    opened: list[tuple[str, int, bool]] = []  # bracket, line, whether it is the line's first character
    texts = list(map(attrgetter("text"), lines))
    for index in compress(count(), map(_BRACKETS.search, texts)):
        text = texts[index]
        bare = _STRING.sub("", text) if '"' in text else text
        for found in _BRACKETS.finditer(bare):
            bracket = found[0]
            if bracket not in _PAIRS:
                opened.append((bracket, index, (found.start() == 0 and text[:1] == bracket) or text in _TICKED))
            elif opened and opened[-1][0] == _PAIRS[bracket]:
                _, start, leads = opened.pop()
                if leads and not bare[found.end() :].strip(",; `"):
                    ends[start] = index
            else:
                opened.clear()
    return ends
