"""Sentences that give each of several cases its share, as one sentence for each case.

Must be between 1 and 4 for `fast`, and between 1 and 8 for `slow`.     For `fast`, must be between 1 and 4.
                                                                        For `slow`, must be between 1 and 8.
One of `a` (wide) or `b` (tall) for the kiln models, `c` for `oven`.    For the kiln models, one of `a` or `b`. For `oven`, one of `c`.
"""

import re
from typing import Final

_QUOTED: Final = r"[`\"'][^`\"'\n]{1,60}[`\"']"
_CASE: Final = (
    rf"(?:{_QUOTED}(?:(?:, and|, or|,| and| or) {_QUOTED}){{0,5}}(?: [a-z]{{3,20}}s?)?"
    r"|(?:the )?[A-Za-z][\w.-]{1,40}(?: [A-Za-z][\w.-]{1,40}){0,2}? [a-z]{3,20}s)"
)
_FOR: Final = re.compile(rf"\s(?:for|with|on)\s(?P<case>{_CASE})(?=(?:,| and|;| or)\s|[.;]?\s*$)")
_JOINT: Final = re.compile(r"^\s*(?:[,;]\s*)?(?:(?:and|or|but|while)\s+)?", re.IGNORECASE)
_REMARK: Final = re.compile(r"(?<=[`\"'])\s\([^()`]{2,40}\)(?=,|\s(?:or|and)\b|\s*$)")
_ALONE: Final = re.compile(_QUOTED)
_ONE_OF: Final = re.compile(r"(?:\bmust be\s+)?\b(?:one|either|any) of\s+$", re.IGNORECASE)
_END: Final = re.compile(r"\s*[.;]?\s*")
_LONGEST: Final = 600
_FEWEST: Final = 2


def shares(text: str) -> list[str]:
    """The sentences of which each says what holds in one case; nothing where a sentence does not give two cases theirs."""
    if len(text) > _LONGEST:
        return []
    found = list(_FOR.finditer(text))
    if len(found) < _FEWEST or _END.fullmatch(text, found[-1].end()) is None:
        return []
    ends = [0, *(m.end() for m in found)]
    given = [_REMARK.sub("", _JOINT.sub("", text[start : m.start()], count=1)) for start, m in zip(ends, found, strict=False)]
    first = given[0]
    told = []
    for share, case in zip(given, found, strict=True):
        head = "" if share is first else _head(first, share)
        if head is None or not share:
            return []
        alone = _ALONE.fullmatch(share) is not None
        whole = f"{_ONE_OF.sub('must be ', head, count=1) if alone else head}{share}"
        told.append(f"For {case['case']}, {whole[:1].lower()}{whole[1:]}.")
    return told


def _head(first: str, share: str) -> str | None:
    """The words of the first share that another one leaves out, up to what it begins with; None where it begins with nothing of it."""
    begins = share[0]
    if begins in "`\"'":
        at = first.find(begins)
    elif begins.isdigit() or begins == "-":
        digit = re.search(r"(?<![\w`\"'])-?\d", first)
        at = digit.start() if digit is not None else -1
    else:
        word = re.match(r"\w+", share)
        same = re.search(rf"\b{re.escape(word.group())}\b", first, re.IGNORECASE) if word is not None else None
        at = same.start() if same is not None else -1
    return first[:at] if at >= 0 else None


__all__ = ["shares"]
