"""Lines of a page that evidence cites in words: `the page, lines 21-22 and 40` to the places themselves, with what stands there."""

import re
from typing import Final

from swornspec.rules.rule import Said
from swornspec.spec.annotation import Evidence

_CITED: Final = re.compile(r"\bthe page,? (?:in )?lines? (?P<lines>\d+(?:-\d+)?(?:(?:, and|,| and) \d+(?:-\d+)?)*)")
_RANGE: Final = re.compile(r"(\d+)(?:-(\d+))?")


def lines_cited(evidence: Evidence, page: str, text: str) -> tuple[Said, ...]:
    """The places of a page that evidence names; lines that the page does not have are left out."""
    lines = text.split("\n")
    found: dict[Said, None] = {}
    for source in evidence:
        for cited in _CITED.finditer(source.text):
            for start, end in _RANGE.findall(cited["lines"]):
                first, last = int(start[:9]), int((end or start)[:9])
                quote = " ".join(" ".join(lines[first - 1 : last]).split()) if 0 < first <= last <= len(lines) else ""
                if quote:
                    found[Said(page, first, last, quote)] = None
    return tuple(found)
