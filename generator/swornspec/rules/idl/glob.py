r"""What stands after LIKE in IDL, as a regular expression and back: `*` is any text, everything else is itself.

*cat*  cat        cat*  ^cat        cat  ^cat$        c*t  ^c[\s\S]*t$
"""

import re
from typing import Final

_ANY: Final = r"[\s\S]*"
_SPECIAL: Final = frozenset("\\^$.*+?()[]{}|")
_TOKEN: Final = re.compile(r"\[\\s\\S\]\*|\\(?P<escaped>.)|(?P<plain>.)", re.DOTALL)


def pattern_of(glob: str) -> str:
    """The regular expression (not anchored by itself, as in JSON Schema) of the texts that a glob stands for."""
    parts = [p for i, p in enumerate(glob.split("*")) if p or i == 0 or i == glob.count("*")]
    escaped = [re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", p) for p in parts]
    if len(parts) == 1:
        return f"^{escaped[0]}$"
    first, *between, last = escaped
    return _ANY.join([p for p in (f"^{first}" if first else "", *between, f"{last}$" if last else "") if p])


def glob_of(pattern: str) -> str | None:
    """The glob that a regular expression stands for; None when it is not the pattern of one."""
    start, end = pattern.startswith("^"), pattern.endswith("$") and not pattern.endswith("\\$")
    text = pattern[start : len(pattern) - end]
    made = [] if start else ["*"]
    for token in _TOKEN.finditer(text):
        escaped, plain = token["escaped"], token["plain"]
        if escaped == "*" or (plain and plain in _SPECIAL) or (escaped and escaped not in _SPECIAL):
            return None
        made.append(escaped or plain or "*")
    glob = "".join([*made, *([] if end else ["*"])]) if text or start or end else "*"
    return glob if pattern_of(glob) == pattern else None
