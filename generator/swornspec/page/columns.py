"""Which tables list fields: what the columns of each are about, by their headers."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from swornspec.page.above import announced_section
from swornspec.page.block import Lookup
from swornspec.page.cells import read_demand
from swornspec.page.gfm import Table
from swornspec.page.headings import ASKED, FIELDS, Section, column_role, section_of
from swornspec.page.kinds import read_kind
from swornspec.page.markdown import Element
from swornspec.page.names import read_names
from swornspec.text import Passage
from swornspec.text.legible import words, words_of

_MOST_ABOVE: Final = 6  # lines
_MOST_TYPED: Final = 20  # rows of which one has a type beside its name
_MOST_KEPT: Final = 400  # characters of headers that are kept with their roles
_FIRST: Final = 8  # rows of a table that tell what a column holds

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")  # `isRequired`, `ParameterName`
_FEWEST_TYPES: Final = 3
_MOST_OF_TYPES: Final = 0.7  # of the cells of a column of types, which are no names of types that only the page knows
_UNTOLD: Final = (None, "location", "value", "status", "path")  # what a column may hold whose header is no title of such a column
FACETS: Final = frozenset(
    ("type", "demand", "optional", "default", "bounds", "minimum", "maximum", "length", "shortest", "location", "nullable", "format")
)
"""The roles of columns that only tables of fields have."""


def fields_in(pieces: Iterable[Element], lines: Sequence[Passage] = ()) -> int:
    """How many lines are headers and rows of tables whose columns are those of fields; `lines` are those above which may announce them."""
    return sum(max(2 + len(e.table.rows), _lines_of(e)) for e in field_tables(pieces, lines) if e.table is not None)


def field_tables(pieces: Iterable[Element], lines: Sequence[Passage] = ()) -> Iterator[Element]:
    """The tables of fields: by their columns, or by the heading or, of `lines`, the line above them."""
    last: Element | None = None
    above: list[tuple[int, Section]] = []  # the headings around that say what is below them, and their levels
    for element in pieces:
        if element.kind == "heading" and element.text is not None:
            above = [heading for heading in above if heading[0] < element.level]
            above += [(element.level, said)] if (said := section_of(words(element.text))) is not None else []
        elif element.table is not None and (
            of_fields(element.table, None) or _asked(element.table, above) or _announced(element.table, last, lines, above)
        ):
            yield element
        last = element


def _asked(table: Table, above: Sequence[tuple[int, Section]]) -> bool:
    """Whether the rows of a table are fields of a request by the nearest heading that says so."""
    return bool(above) and above[-1][1] in ASKED and of_fields(table, above[-1][1])


def _announced(table: Table, last: Element | None, lines: Sequence[Passage], above: Sequence[tuple[int, Section]]) -> bool:
    """Whether the rows of a table are fields of a request by the line right above it, where no heading says anything else."""
    if not lines or above or last is None or last.kind != "paragraph":
        return False
    said = announced_section(lines[last.last].text)
    return said is not None and of_fields(table, said)


def listed_in(pieces: Iterable[Element]) -> frozenset[str]:
    """The names, in lower case, of the fields that tables list with what of them is required."""
    found: set[str] = set()
    for element in pieces:
        table = element.table
        if table is None or not of_fields(table, None):
            continue
        roles = roles_of(table)
        at = next((n for n, role in enumerate(roles) if role in ("name", "weak name")), None)
        if at is None or "demand" not in roles:
            continue
        found.update(n.name.lower() for _, row in table.rows if at < len(row) for n in read_names(row[at]))
    return frozenset(found)


def _lines_of(element: Element) -> int:
    """How many lines a table has that is set in Markdown, the cells of whose rows may stand on lines of their own."""
    table = element.table
    return 0 if table is None or not table.broken else table.last - table.first + 1


def roles_of(table: Table) -> list[str | None]:
    """The role of each column, by its header; a column of formats that are types has the types, where no other has."""
    headers = tuple([cell.text for cell in table.header])
    if not headers:
        return []  # of a table without any cell
    roles = [*(_by_headers if sum(map(len, headers)) <= _MOST_KEPT else _by_headers.__wrapped__)(headers)]
    if roles == ["name", None] and not headers[1]:
        roles[1] = "prose"  # which needs no title beside names
    if len(roles) > 1 and not any(headers[1:]) and (not headers[0] or section_of(headers[0].strip("*_` ")) in FIELDS):
        return _by_contents(table, roles, headers[0] != "")
    if "type" not in roles and "format" in roles and _types_in(table, at := roles.index("format"), most=True):
        roles[at] = "type"
    if roles[0] == "path" and "type" in roles and not {"name", "weak name", "method"} & set(roles):
        roles[0] = "name"  # of a field, as generators of tests print them: `Path | Type | Description`
    if not {"name", "weak name"} & set(roles) and _of_a_field(table, roles):
        named = next((n for n, role in enumerate(roles[:_FIRST]) if role in _UNTOLD and _names_in(table, n)), None)
        if named is not None:
            roles[named] = "name"
    if "type" not in roles and {"name", "weak name"} & set(roles):
        typed = [n for n, role in enumerate(roles) if role in _UNTOLD and _types_in(table, n, most=True)]
        roles[typed[0] if len(typed) == 1 else 0] = "type" if len(typed) == 1 else roles[0]
    if "value" in roles and "name" in roles and "prose" not in roles and not _facets_in(table, roles.index("name")):
        at = roles.index("value")  # `Parameter | Value`
        roles[at] = "type" if "type" not in roles and _types_in(table, at) else "prose"
    if roles[0] == "weak name" and "name" in roles and headers[roles.index("name")].strip("*` ").lower() == "attributes":
        roles[roles.index("name")], roles[0] = "demand", "name"  # as tables of JSDoc have them: `<optional>`
    return roles


def _by_contents(table: Table, roles: Sequence[str | None], titled: bool) -> list[str | None]:
    """The roles of columns of which none has a title, or the first alone that of a section: `| Payload | | |`."""
    typed = next((n for n in range(1, len(roles)) if _types_in(table, n, most=True)), None)
    if not titled and (typed is None or not _names_in(table, 0)):
        return list(roles)
    rest = [None if n == typed or n == 0 else "prose" if n == len(roles) - 1 else None for n in range(len(roles))]
    return ["name" if n == 0 else "type" if n == typed else role for n, role in enumerate(rest)]


def names_in(table: Table | None) -> bool:
    """Whether a table has a column of names."""
    return table is not None and bool({"name", "weak name"} & set(roles_of(table)))


def _names_in(table: Table, at: int) -> bool:
    """Whether the first cells of a column are names, each of another field, as nothing else is written (`max_age`, `tail.length`)."""
    cells = [row[at] for _, row in table.rows[:_FIRST] if at < len(row) and any(cell.text for cell in row)]
    names = [read_names(cell) for cell in cells]
    plain = [named[0].name for named in names if len(named) == 1]
    told = [name for name in plain if name[:1].islower() and read_kind(name) is None]
    return len(plain) == len(cells) > 1 and len(set(plain)) == len(plain) and len(told) > len(plain) / 2


def _facets_in(table: Table, at: int) -> bool:
    """Whether the first cells of a column are titles of what a field is told in (`Type`, `Default`), and no names of fields."""
    cells = [words(row[at]) for _, row in table.rows[:_FIRST] if at < len(row)]
    return any(cell[:1].isupper() and column_role(cell) in FACETS for cell in cells)


def _of_a_field(table: Table, roles: Sequence[str | None]) -> bool:
    """Whether a column has types, or says yes or no of whether what its rows are about is required."""
    if "type" in roles:
        return True
    at = roles.index("demand") if "demand" in roles else len(roles)
    cells = [row[at].text for _, row in table.rows[:_FIRST] if at < len(row)]
    return bool(cells) and all(read_demand(text) is not None for text in cells)


@lru_cache(maxsize=1024)
def _by_headers(headers: tuple[str, ...]) -> Sequence[str | None]:
    """The roles of columns by their headers alone, as tables of a site are alike."""
    plain = [words_of(header) for header in headers]
    return [_of_length(column_role(_CAMEL.sub(" ", said) if said.isidentifier() else said), said) for said in plain]


def _of_length(role: str | None, header: str) -> str | None:
    """The role of a column of bounds, which are those of texts alone where its header says `length`."""
    if role not in ("bounds", "minimum", "maximum") or "len" not in header.lower():
        return role
    return "shortest" if role == "minimum" else "length"


def heads_field(heading: str, table: Table) -> bool:
    """Whether a heading is the name of a field in the table below it: `Response format`, above `response_format`."""
    spelt = heading.lower().replace(" ", "_")
    return any(row and row[0].text.strip("`*").lower() == spelt for _, row in table.rows)


def _types_in(table: Table, at: int, *, most: bool = False) -> bool:
    """Whether the first cells of a column are types, as most of them have no other name (`String`, `Integer`).

    `most` says that types that only their page knows may stand between them.
    """
    said = [words(row[at]) for _, row in table.rows[:_FIRST] if at < len(row) and row[at].text.strip("-–— ")]
    kinds = [(found := read_kind(text)) is not None and bool(found.kind.schema) for text in said]
    return bool(said) and (all(kinds) or (most and sum(kinds) >= _FEWEST_TYPES and sum(kinds) >= len(kinds) * _MOST_OF_TYPES))


def of_fields(table: Table, section: Section | None) -> bool:
    """Whether the rows of a table are fields: by its columns, and where those leave it open by the heading above it."""
    roles = roles_of(table)
    others = FACETS & set(roles)
    if section in ("ignored", "errors", "types") or (not others and {"price", "status"} & set(roles)):
        return False
    if "name" in roles:
        return bool(others) or "prose" in roles
    if "weak name" not in roles or (roles.index("weak name") and roles[0] == "type" and not _types_in(table, 0)):
        return False
    listed = "values" in roles or (not others and _typed_names(table, roles.index("weak name")))
    told = "prose" in roles and (section in FIELDS or (section is None and listed))
    return bool(others - {"format", "nullable"}) or told


def _typed_names(table: Table, at: int) -> bool:
    """Whether a table has names with their types beside them in one cell, as Swagger UI prints them."""
    names = [read_names(row[at]) for _, row in table.rows[:_MOST_TYPED] if at < len(row)]
    return any(n and any(read_kind(words(p)) is not None for p in n[0].rest) for n in names)


def speaks_of_fields(table: Table, roles: Sequence[str | None], known: Container[str]) -> bool:
    """Whether a table that lists no fields says something of known ones: its columns are called like them, or its cells name them."""
    headers = sum(words(cell).lower() in known for cell in table.header)
    if "price" in roles:
        return headers > 1
    named = (w.strip("`,.()").lower() in known for _, row in table.rows for cell in row for w in cell.text.split() if w[:1] == "`")
    return headers > 0 or any(named)


def lookup_of(table: Table, lines: Sequence[Passage], at: int) -> Lookup:
    """A table that lists no fields, with the few lines above the one it begins in, up to the nearest heading."""
    above: list[str] = []
    for line in reversed(lines[max(0, at - _MOST_ABOVE) : at]):
        if line.text:
            above.append(words(line))
        if line.text.startswith("#"):
            break
    return Lookup(table.header, tuple(row for _, row in table.rows), " / ".join(reversed(above)))
