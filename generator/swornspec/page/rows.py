"""What a row says outside of the columns for it: types and badges in prose, `Required` in the title of the column of names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from swornspec.page.cells import read_badge, read_demand
from swornspec.page.facets import Facets, read_facets
from swornspec.page.gfm import Table, trimmed
from swornspec.page.kinds import read_kind
from swornspec.page.names import read_names
from swornspec.text import Passage, joined, within
from swornspec.text.legible import reads, words

_LINED: Final = re.compile(r"<br|\n|[.:;–—-]\s", re.IGNORECASE)
_LABEL: Final = re.compile(r"<(?P<tag>i|span|em|b|strong|small|sup|kbd)\s[^<>]{0,100}class=[^<>]{1,200}>(?P<text>[^<>]{1,30})</(?P=tag)>")
_DEMAND: Final = re.compile(r"[*`\s]{0,4}(?P<word>required|optional)\s", re.IGNORECASE)

_CUT: Final = re.compile(r"[\w.:/+-]{1,40}")  # what stands between bars that end no cell

_BASE: Final = re.compile(r"\W{0,2}(?:string|str|integer|int|number|float|double|bool(?:ean)?|object|array|list)\b", re.IGNORECASE)

_CODED: Final = re.compile(  # `` `string` Required. The name.``
    r"`(?P<kind>(?P<type>[A-Za-z][\w\[\]<>]{2,30})(?P<of> ?\([^()`\n]{1,60}\))?)`(?:\s{1,3}|<br ?/?>|$)"
    r"(?:(?P<word>(?i:required|optional))\.(?:\s{1,3}|$))?(?=[A-Z`\[]|$)"
)
_DEMANDED: Final = re.compile(
    r"(?!.*\b(?:is|are|has|have|must|should|can|may|will|be|come)\b)"  # which says something of them
    r"(?P<word>required|mandatory)\s+(?:\w+\s+){0,2}(?:param|field|argument|attribute|propert|option|key|input)",
    re.IGNORECASE,
)
_SET_APART: Final = re.compile(  # `**required** The name.`, `[Optional] The name.`
    r"(?:(?P<open>\*\*|__|`|\*|_|<(?P<tag>b|strong|em|i|code|small)>)(?P<word>(?i:required|optional|mandatory))"
    r"(?:(?P=open)|</(?P=tag)>)"
    r"|\[(?P<boxed>(?i:required|optional|mandatory))\])(?:<br ?/?>|\s)\s{0,3}"
    r"(?!(?:If|When|Unless|For|In|Only|Or|And|Either|With)\b)(?=[`*\"A-Z])"
)
_CROSS: Final = "x"
_AND_MORE: Final = re.compile(  # a word of demand, and what is set apart from it
    r"[*_`\s]{0,4}(?P<word>[^\W\d_]{1,12}|[✓✔✅✗✘❌×-])[*_`]{0,3}(?:\s{0,3}[,;.:–—/-]\s{0,3}|\s{0,3}(?P<open>[(\[])|<br ?/?>\s{0,3}|\n)"
)
_MOST_OF_TYPE: Final = 30  # characters
_SEVERAL: Final = 2  # rows that show how a copy has moved their cells
_MOVED: Final = ("default", "demand", "example")
_TELLS_DEMAND: Final = re.compile(r"\b(?:required|mandatory|optional)\b", re.IGNORECASE)
_MOST_OF_HEADING: Final = 80  # characters
_MOST_OF_TITLE: Final = 8  # words
_FEWEST_OF_REMARK: Final = 4
_SAYS: Final = re.compile(
    r"\b(?:must|should|cannot|can't|may|only one|at least one|either|neither|both|exclusive|ignored"
    r"|required (?:if|when|unless|for)|only (?:if|when|for))\b"
    r"|[.!]$",
    re.IGNORECASE,
)


def demand_in(header: Passage) -> Passage | None:
    """The word in the title of a column of names that says that all of them are required, or that none is."""
    found = _DEMAND.match(header.text)
    return None if found is None else within(header, *found.span("word"))


def demanded_in(title: Passage | None) -> Passage | None:
    """The word in the title of a section, or in the line above a list, that says that the fields below are required."""
    said = words(title) if title is not None and len(title.text) <= _MOST_OF_HEADING else ""
    found = _DEMANDED.match(said) if "required" in said.lower() or "mandatory" in said.lower() else None
    at = title.text.lower().find(found["word"].lower()) if found is not None and title is not None else -1
    return within(title, at, at + len(found["word"])) if found is not None and title is not None and at >= 0 else None


def open_to_demand(parts: Iterable[tuple[str, Passage]]) -> bool:
    """Whether a row does not say itself when its field is required."""
    return not any(role == "prose" and _TELLS_DEMAND.search(cell.text) for role, cell in parts)


def badges_in(cell: Passage) -> Iterator[Passage]:
    """The badges in prose, which elements with a class set apart: `<i class="label">read-only</i>`."""
    for found in _LABEL.finditer(cell.text):
        if read_badge(found["text"]) is not None:
            yield within(cell, *found.span("text"))


def typed_prose(parts: Iterable[tuple[str, Passage]]) -> Iterator[tuple[str, Passage]]:
    """What a row says where no column has the types: these may stand at the start of the prose, on a line of their own."""
    for role, cell in parts:
        kind, bar, behind = cell.text.partition("|") if role == "prose" else ("", "", "")
        if bar and behind.strip() and len(kind) <= _MOST_OF_TYPE and read_kind(kind.strip()) is not None:
            yield "type", within(cell, 0, len(kind.rstrip()))  # in a cell that has no column of its own
            yield "prose", within(cell, len(cell.text) - len(behind.lstrip()), len(cell.text))
            continue
        if role == "prose" and (coded := _coded(cell)):
            yield from coded
            continue
        facets = read_facets(cell) if role == "prose" else Facets()
        typed = facets.prose is not None and bool(facets.said) and facets.said[0][0] == "type"
        if not typed or facets.prose is None or not (_LINED.search(_between(cell, facets)) or _led(facets.said[0][1], facets.prose)):
            yield role, cell
        else:
            yield from facets.said
            demand = _DEMAND.match(facets.prose.text)
            rest = within(facets.prose, demand.end() if demand else 0, len(facets.prose.text))
            if demand is not None and rest.text[:1].isupper():  # `string Required The name.`
                yield "demand", within(facets.prose, *demand.span("word"))
                yield "prose", rest
            else:
                yield "prose", facets.prose


def _coded(cell: Passage) -> list[tuple[str, Passage]]:
    """What a cell says that begins with a type set apart as code: `` `object (Wind)` Optional. The wind.``; nothing for any other."""
    found = _CODED.match(cell.text)
    kind = read_kind(found["kind"]) if found is not None else None
    if found is None or kind is None or not (kind.kind.schema or kind.kind.enum) or (kind.rest and not found["of"]):
        return []
    rest = within(cell, found.end(), len(cell.text))
    said: list[tuple[str, Passage]] = [("type", within(cell, *found.span("type")))]
    if found["word"]:
        said.append(("badge", within(cell, *found.span("word"))))
    return [*said, ("prose", rest)] if rest.text else said


def demand_before(parts: Iterable[tuple[str, Passage]]) -> Iterator[tuple[str, Passage]]:
    """What a row says where no column has the demands: a word set apart may say it before the prose, `**required** The name.`"""
    for role, cell in parts:
        found = _SET_APART.match(cell.text) if role == "prose" and cell.text[:1] in "*_`<[" else None
        if found is None:
            yield role, cell
            continue
        word = "word" if found["word"] else "boxed"
        yield "demand", within(cell, *found.span(word))
        yield "prose", within(cell, found.end(), len(cell.text))


def crossed(table: Table, roles: Sequence[str | None]) -> Passage | None:
    """The title of a column of demands that marks with an X what is required: its cells hold that or nothing, and some hold either."""
    at = roles.index("demand") if "demand" in roles else -1
    said = {row[at].text.strip("*` ").lower() if at < len(row) else "" for _, row in table.rows} if at >= 0 else set()
    title = words(table.header[at]).strip(" ?") if at >= 0 else ""
    start = table.header[at].text.find(title)
    crosses = bool(title) and start >= 0 and said in ({_CROSS, ""}, {_CROSS, "-"}) and read_demand(title) == "yes"
    return within(table.header[at], start, start + len(title)) if crosses else None


def demand_apart(parts: Iterable[tuple[str, Passage]]) -> Iterator[tuple[str, Passage]]:
    """What a row says whose cell of demand has more in it that is understood to its end: `no (default 5)`, `optional, 1-10`."""
    for role, cell in parts:
        mark = _AND_MORE.match(cell.text) if role == "demand" and read_demand(words(cell)) is None else None
        end = len(cell.text.rstrip(" .)]")) if mark is not None and mark["open"] else len(cell.text)
        more = Facets() if mark is None or read_demand(mark["word"]) is None else read_facets(within(cell, mark.end(), end))
        if mark is None or not more.said or more.prose is not None:
            yield role, cell
        else:
            yield "demand", within(cell, *mark.span("word"))
            yield from more.said


def moved_back(table: Table, roles: Sequence[str | None]) -> Sequence[tuple[int, tuple[Passage, ...]]]:
    """The rows of a table, with the empty cell of prose before their types again, where a copy lost it and all behind it moved up."""
    at = roles.index("type") - 1 if "type" in roles else 0
    if at < 1 or roles[at] != "prose":
        return table.rows
    short = [n for n, row in table.rows if len(row) == at + 1 and read_kind(words(row[at])) is not None]
    if len(short) >= _SEVERAL and len(short) == len([n for n, row in table.rows if len(row) > 1]):  # the lines of a row fell apart
        return [(n, (*row[:at], within(row[at], 0, 0), row[at]) if n in short else row) for n, row in table.rows]
    if not table.broken:
        return table.rows
    moved = [n for n, row in table.rows if len(row) == len(roles) and not row[-1].text and read_kind(words(row[at])) is not None]
    if len(moved) < _SEVERAL:
        return table.rows
    return [(n, (*row[:at], row[-1], *row[at:-1]) if len(row) == len(roles) and not row[-1].text else row) for n, row in table.rows]


def prose_in_place(parts: Sequence[tuple[str, Passage]]) -> Sequence[tuple[str, Passage]]:
    """What a row says whose cells moved up where a copy lost an empty one: words in the place of a default or a demand are its prose."""
    if any(role == "prose" and cell.text for role, cell in parts):
        return parts
    said = [n for n, (role, cell) in enumerate(parts) if role in _MOVED and " " in cell.text.strip() and read_demand(cell.text) is None]
    return [("prose" if n in said[-1:] else role, cell) for n, (role, cell) in enumerate(parts)]


def typed_values(parts: Iterable[tuple[str, Passage]]) -> Iterator[tuple[str, Passage]]:
    """What a row says where no column has the types: a column of values may hold them, `integer, 0-100` beside `png, jpg`."""
    for role, cell in parts:
        yield ("type" if role == "values" and _states_type(reads(cell.text)) else role), cell


def _led(kind: Passage, prose: Passage) -> bool:
    """Whether prose is led by a type in lower case, as no sentence begins: `string The name.`"""
    return kind.text.islower() and prose.text[:1].isupper() and _BASE.match(kind.text) is not None


@lru_cache(maxsize=1024)
def _states_type(text: str) -> bool:
    """Whether a cell of values says of what type they are, rather than which there are (`string, number` may be two)."""
    found = read_kind(text)
    if found is None or (found.kind.enum and not found.rest) or "enum" in found.kind.schema:
        return False
    if "|" in text and sum(part.strip() != "null" for part in text.split("|")) > 1:
        return False
    rest = [text[start:end] for start, end in found.rest]
    return not rest or (_BASE.match(text) is not None and not any(read_kind(part) for part in rest))


def divide(filled: Sequence[Passage]) -> bool:
    """Whether the cells of a row that are filled say no more than what the rows below it have in common: a title, not a sentence."""
    said = words(filled[0]) if len(filled) == 1 else ""
    return len(filled) < 2 and len(said.split()) <= _MOST_OF_TITLE and not said.endswith((".", "!")) and ". " not in said


def dividing(table: Table, at: int) -> frozenset[int]:
    """The rows that only say again what the columns hold, or in one word with a capital letter what those below have in common.

    No name of a field is written so: all of these begin with small letters, and no row of one is empty but for its name.
    """
    titles = [cell.text for cell in table.header]
    again = {n for n, row in table.rows if [cell.text for cell in row] == titles}
    alone: list[tuple[int, str]] = []
    told: list[tuple[int, str]] = []
    for n, row in table.rows:
        if n not in again and at < len(row) and row[at].text:
            (told if any(cell.text for m, cell in enumerate(row) if m != at) else alone).append((n, words(row[at])))
    if told and all(text[:1].islower() for _, text in told):
        again |= {n for n, text in alone if text[:1].isupper() and not _SAYS.search(text)}
    return frozenset(again)


def remark(row: Sequence[Passage]) -> Passage | None:
    """The one cell of a row that says something, of fields that it names: no title of the rows below it, and no name of a field."""
    filled = [cell for cell in row if cell.text]
    if len(filled) != 1 or len(filled[0].text.split()) < _FEWEST_OF_REMARK:
        return None
    return filled[0] if _SAYS.search(filled[0].text) is not None or not divide(filled) else None


def prose_below(rows: Sequence[tuple[int, Sequence[Passage]]], at: int) -> dict[int, Passage]:
    """The one cell of rows that tell of the field in the row above them, by line, where no column has prose.

    Most fields have such a row, right below their own; `at` is the column of names.
    """
    found: dict[int, Passage] = {}
    fields = 0
    above = False  # whether the row above is one of a field
    for n, row in rows:
        filled = [cell for cell in row if cell.text]
        if len(filled) > 1 or not above:
            above = at < len(row) and len(filled) > 1 and bool(read_names(row[at]))
            fields += above
            continue
        if filled and " " in (said := words(filled[0]).strip()) and said.count("`") != 2:
            found[n] = filled[0]
        above = False
    return found if len(found) > 1 and 2 * len(found) > fields else {}


def with_bars(text: str, cells: Sequence[Passage], roles: Sequence[str | None]) -> Sequence[Passage]:
    """A row whose last cell has what a bar cut off one of values or types: `| red | blue | Which one. |` below two titles.

    The cells as they are, unless all that the bars are between are single words.
    """
    at = next((roles.index(role) for role in ("values", "type") if role in roles), len(cells))
    if len(cells) != len(roles) or at >= len(cells) - 1:
        return cells
    all_cells = [*cells[:-1], *trimmed(cells[-1].span, cells[-1].text.split("|"))]
    cut = len(all_cells) - len(cells)
    apart = [cell.text for cell in all_cells[at : at + cut + 1]]
    if not all(_CUT.fullmatch(word) and (roles[at] == "values" or word == "null" or read_kind(word)) for word in apart):
        return cells
    return (*all_cells[:at], joined(text, all_cells[at], all_cells[at + cut]), *all_cells[at + cut + 1 :])


def _between(cell: Passage, facets: Facets) -> str:
    """What stands between the last short word about a field and its prose."""
    end = cell.span.end if facets.prose is None else facets.prose.span.start
    return cell.text[facets.said[-1][1].span.end - cell.span.start : end - cell.span.start]
