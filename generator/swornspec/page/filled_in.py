"""Addresses below headings of examples, which fill in the parameters of one that is known: `GET /v1/pots/7`, of `GET /v1/pots/{id}`."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from swornspec.page.markdown import Element
from swornspec.page.requests import Call
from swornspec.text.legible import words

EXAMPLE: Final = re.compile(r"\b(?:examples?|samples?)\b", re.IGNORECASE)


def fills_in(elements: Sequence[Element], at: int, before: int, call: Call, seen: Iterable[tuple[str | None, str]]) -> bool:
    """Whether an address below a heading that announces an example fills in the parameters of one that is known."""
    shown = next((e.text for e in reversed(elements[before + 1 : at + 1]) if e.kind == "heading"), None)
    if shown is None or call.path is None or not EXAMPLE.search(words(shown)):
        return False
    parts = call.path.text.rstrip("/").split("/")
    for method, route in seen:
        known = route.rstrip("/").split("/")
        if method == call.method and len(known) == len(parts) and all(a == b or a[:1] == "{" for a, b in zip(known, parts, strict=True)):
            return True
    return False
