"""Turns of phrase put otherwise (reworded.txt), for sentences that are not understood as they stand.

When setting `a` to `x`, make sure that `b` is `true`.     If `a` is `x`, `b` must be `true`.
If bulk mode is on (`mode` = `bulk`), required.            If `mode` is `bulk`, required.
Required if `a` is sent to say how late it may be.         Required if `a` is sent
The pot, this is applicable if `a` is sent.                This is applicable if `a` is sent.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

_QUOTED: Final = r"`[^`\n]{1,60}`"
_PLAIN: Final = (
    r"[*_]{0,2}(?!(?:it|this|that|they|you|we|if|and|or|a|an)\b)[A-Za-z](?:[\w.\[\]-]{0,59}[\w\]])?"
    r"(?: (?!(?:together|with|at|and|or|is|are|on|to|only|be|has|have|must|should|cannot"
    r"|if|when|for|in|of|as|was|not|xor)\b)[a-z]{2,20})?[*_]{0,2}"
)
_MACROS: Final = {
    "%given": r"(?:provided|specified|set|sent|present|supplied|given|passed)",
    "%q": _QUOTED,
    "%n": rf"(?:the )?(?:{_QUOTED}|\"[\w.-]{{1,60}}\"|{_PLAIN})(?: (?:parameter|field|property|option|argument|attribute)s?)?",
    "%v": rf"(?:{_QUOTED}|\"[^\"\n]{{1,60}}\"|'[^'\n]{{1,60}}'|“[^”\n]{{1,60}}”|‘[^’\n]{{1,60}}’|[\w.-]{{1,60}})",
    "%w": r"[^`(),.;:]{3,60}",
}

_BEFORE_MARK: Final = re.compile(r"(?<=\w) (?=[,;](?: |$)|\.$)")
_WORD: Final = re.compile(r"[a-z]+(?![\w.-])")  # that is no name of several words: `lid-url`, `lidUrl`


@cache
def _ways() -> Sequence[tuple[re.Pattern[str], str]]:
    """The turns of phrase, each with what is said in its place."""
    text = (files("swornspec.rules.english") / "reworded.txt").read_text(encoding="utf-8")
    rows = (line.partition(" =>") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((re.compile(_spelled(pattern), re.IGNORECASE), said.strip()) for pattern, _, said in rows)


def _spelled(pattern: str) -> str:
    for macro, meant in _MACROS.items():
        pattern = pattern.replace(macro, meant)
    return pattern


def reworded(text: str) -> str:
    """A sentence with its turns of phrase put otherwise."""
    shown, text = text, _BEFORE_MARK.sub("", " ".join(text.split()))  # blanks stand where markup was
    given = text
    for pattern, said in _ways():
        text = pattern.sub(said, text)
    text = text.strip() if text != given else shown.strip()
    return text[:1].upper() + text[1:] if _WORD.match(text) else text


__all__ = ["reworded"]
