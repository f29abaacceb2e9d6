"""Formats that prose names ("an ISO 8601 timestamp"), as rows of formats.txt: annotations, which nothing asserts."""

import re
from functools import cache
from importlib.resources import files


@cache
def _rows() -> tuple[tuple[str, re.Pattern[str]], ...]:
    text = (files("swornspec.rules.english") / "formats.txt").read_text(encoding="utf-8")
    rows = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, _, pattern in rows)


def format_of(sentence: str) -> str | None:
    """The format of a value that a sentence names, None when it names none or speaks of examples or conditions."""
    words = " ".join(sentence[:400].replace("`", " ").replace('"', " ").split())
    if _LIMITED.search(words):
        return None
    return next((name for name, pattern in _rows() if pattern.search(words)), None)


_LIMITED = re.compile(r"^(?:if|when|unless|for example|e\.g)\b|\b(?:not|or a|such as)\b", re.IGNORECASE)
