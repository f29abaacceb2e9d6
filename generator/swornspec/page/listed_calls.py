"""What a table says of the operations of a page, where each has a heading that is called like it.

| Method                   | HTTP request     |          | Operation | Method | Path     |
|--------------------------|------------------|          |-----------|--------|----------|
| [**fire_pot**](#firepot) | **POST** /v1/pot |          | Fire pot  | POST   | /v1/pots |

# **fire_pot**                                           ## Fire pot
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import structs

from swornspec.page.markdown import Element
from swornspec.page.requests import Call, read_address_alone, read_call, read_tabled
from swornspec.text import Passage
from swornspec.text.legible import words

_MOST_OF_NAME: Final = 100  # characters
_FEWEST: Final = 3  # of them
_MOST_OF_WORDS: Final = 600  # characters below an address
_REQUEST: Final = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\s+(?:HTTP\s+)?(?:requests?|calls?)\b")


def listed_calls(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, int, Call]]:
    """What is called below headings, with the indexes of their lines and elements, as the tables above them say."""
    named: dict[str, Call] = {}
    for at, element in enumerate(elements):
        if element.table is not None:
            for _, row in element.table.rows:
                if row and len(row[0].text) <= 2 * _MOST_OF_NAME and (call := _called(row)) is not None:
                    named.setdefault(_key(row[0]), call)
        elif element.kind == "heading" and element.text is not None and named and len(element.text.text) <= _MOST_OF_NAME:
            key = _key(element.text)
            if len(key) >= _FEWEST and key in named:
                yield element.first, at, named[key]


def headed_calls(lines: Sequence[Passage], elements: Sequence[Element]) -> Iterator[tuple[int, int, Call]]:
    """What is called below headings that are addresses, with the indexes of their lines and elements, by the method that the words right
    below them name: `### /v1/pots`, `You can fire a pot by making a POST request to it.`
    """
    for at, element in enumerate(elements):
        if element.kind != "heading" or element.text is None or len(element.text.text) > _MOST_OF_NAME:
            continue
        call = read_address_alone(element.text)
        below = elements[at + 1] if call is not None and at + 1 < len(elements) else None
        if call is None or below is None or below.kind != "paragraph":
            continue
        text = " ".join(line.text for line in lines[below.first : below.last + 1])[:_MOST_OF_WORDS]
        methods = set(_REQUEST.findall(text))
        if len(methods) == 1:
            yield element.first, at, structs.replace(call, method=methods.pop())


def _called(row: Sequence[Passage]) -> Call | None:
    """What a row says is called, in one of its cells or in two beside each other; not in its first, which has the name."""
    for cell in row[1:]:
        call = read_call(cell) if "/" in cell.text else None
        if call is not None and call.method and call.path is not None:
            return call
    return next((call for one, other in pairwise(row[1:]) if (call := read_tabled(one, other)) is not None), None)


def _key(name: Passage) -> str:
    """A name as it is compared: its letters and digits."""
    return "".join(c for c in words(name).lower() if c.isalnum())


__all__ = ["headed_calls", "listed_calls"]
