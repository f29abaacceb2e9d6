"""Which texts are regular expressions."""

import re
from typing import Final

_TEMPLATE: Final = re.compile(r"\[\s*[A-Za-z]{1,20}\s*(?:\|\s*[A-Za-z]{1,20}\s*)+\]")


def compiles(pattern: str) -> bool:
    """Whether a text is a regular expression, and no template: `NUM[px|in|mm]` lists units."""
    if _TEMPLATE.search(pattern) is not None:
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True
