"""Formats that prose names ("an ISO 8601 timestamp"), as rows of formats.txt: annotations, which nothing asserts."""

import re
from collections.abc import Set
from functools import cache
from importlib.resources import files

from swornspec.rules.english.tokens import parts_of


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    text = (files("swornspec.rules.english") / "formats.txt").read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    named = ((name.rstrip("]").partition("["), pattern) for name, _, pattern in rows)
    return tuple((name, word, re.compile(pattern, re.IGNORECASE)) for (name, _, word), pattern in named)


def format_of(sentence: str, own: Set[str]) -> str | None:
    """The format of a value that a sentence names, None when it names none or speaks of examples or conditions.

    `own` are the words of the field's name: a row with a word in brackets counts only for fields of such a name.
    """
    words = " ".join(sentence[:400].replace("`", " ").replace('"', " ").split())
    found = next((name for name, word, pattern in _rows() if (not word or word in own) and pattern.search(words)), None)
    if found is None or _LIMITED.search(words) or _ALTERNATIVE.search(sentence):
        return None
    of_another = any(not own >= set(parts_of(m.group(1))) for m in _OTHER.finditer(sentence))
    return None if of_another else found


_LIMITED = re.compile(
    r"^(?:if|when|unless|for example|e\.g)\b|\b(?:not|or a|or an|such as|duration|plus|followed by|separated by)\b",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\bor [`\"']")  # "a UUID or `latest`"
_OTHER = re.compile(r"[`\"'](\w+)[`\"'] (?:field|parameter|property|attribute|column)\b")
