"""What a page calls that says so nowhere, by the addresses it shows: one whose queries have the names of its fields.

    `https://api.example.com/v1/kilns?heat=900&glaze=red`        GET /v1/kilns, where `heat` and `glaze` are fields

A page that speaks of another method than GET is left alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from swornspec.page.columns import of_fields, roles_of
from swornspec.page.markdown import Element
from swornspec.page.names import leading_names, read_names
from swornspec.page.requests import Call
from swornspec.text import Passage, within

_SHOWN: Final = re.compile(
    r"(?<![\w/@.-])(?P<server>https?://[\w.-]{1,200}(?::\d{1,5})?|(?:localhost|[\d.]{7,15}):\d{2,5})?"
    r"(?P<path>/[\w.~@%+*/{}-]{1,200})\?{1,2}(?P<query>[\w.-]{1,60}(?:\[\w{0,40}\])?=[^\s`\"'<>()]{0,1000})"
)
_NAME: Final = re.compile(r"(?:^|&(?:amp;)?)(?P<name>[\w.-]{1,60}(?:\[\w{0,40}\])?)=")
_ITEM: Final = re.compile(r"[-*+•]\s+(?=[`*_])")
_OTHERS: Final = re.compile(r"\b(?:POST|PUT|PATCH|DELETE)\b")
_URL: Final = re.compile(r"\bur[li]\b", re.IGNORECASE)
_IN_PATH: Final = re.compile(r"\b(?:path|route|segment)s?\b", re.IGNORECASE)
_MOST: Final = 4_000  # characters of a line
_MOST_LINES: Final = 2_000
_FEWEST: Final = 2  # fields that the queries name


def in_query(name: str, titles: Sequence[str], route: str) -> bool:
    """Whether a field below `URL parameters` is one of the query: the path is known and has none, nor does the title speak of it."""
    title = titles[-1] if titles else ""
    return bool(route) and "{" not in f"{route}{name}" and _URL.search(title) is not None and _IN_PATH.search(title) is None


def read_queried(lines: Sequence[Passage], elements: Sequence[Element]) -> Call | None:
    """What the addresses call whose queries name the fields that are listed; None where they name few of them, or call several things."""
    if not elements:
        return None
    part = lines[elements[0].first : elements[-1].last + 1][:_MOST_LINES]
    shown = [(line, found) for line in part if "?" in line.text and len(line.text) <= _MOST for found in _SHOWN.finditer(line.text)]
    if not shown or any(_OTHERS.search(line.text) for line in part):
        return None
    fields = frozenset(_listed(lines, elements))
    told: Counter[str] = Counter()
    named: set[str] = set()
    for _, found in shown:
        names = {m["name"] for m in _NAME.finditer(found["query"])}
        if 2 * len(names & fields) >= len(names):
            told[found["path"]] += 1
            named |= names & fields
    if len(told) != 1 or len(named) < min(_FEWEST, len(fields)):
        return None
    path = next(iter(told))
    line, found = max(((line, found) for line, found in shown if found["path"] == path), key=lambda one: one[1]["server"] is not None)
    server = within(line, *found.span("server")) if found["server"] and "://" in found["server"] else None
    return Call("GET", server, within(line, *found.span("path")), strong=False)


def _listed(lines: Sequence[Passage], elements: Iterable[Element]) -> Iterator[str]:
    """The names of what tables and lists say of fields."""
    for element in elements:
        if element.table is not None and of_fields(element.table, "request"):
            roles = roles_of(element.table)
            at = roles.index("name") if "name" in roles else roles.index("weak name")
            yield from (named.name for _, row in element.table.rows if at < len(row) for named in read_names(row[at]))
        elif element.kind in ("paragraph", "heading"):
            for line in lines[element.first : element.last + 1]:
                body = element.text if element.kind == "heading" else line
                item = _ITEM.match(body.text) if body is not None else None
                start = item.end() if item else 0
                if body is None or (item is None and body.text[:1] not in "`*" and element.kind != "heading"):
                    continue
                leading = leading_names(within(body, start, len(body.text)))
                if leading is not None and (leading.apart or element.kind == "heading"):
                    yield from (named.name for named in leading.names)
