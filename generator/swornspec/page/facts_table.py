"""Tables of two columns that tell of one field: a label and what it says in each row."""

from typing import Final

from swornspec.page.facets import Facet, read_fact
from swornspec.page.gfm import Table
from swornspec.page.headings import column_role
from swornspec.text.legible import words

_OF_FACTS: Final = 2  # columns


def facts_in(table: Table) -> list[tuple[int, tuple[Facet, ...] | None]]:
    """What each row of a table of two columns says of one field, by line (`| Type | integer |`); None where its first cell is no label."""
    rows = [(n, row) for n, row in table.rows if len(row) == _OF_FACTS and row[0].text]
    if len(table.header) != _OF_FACTS or any(row[0].text.lstrip("*_`")[:1].islower() for _, row in rows):
        return []  # names, which may be called like labels
    told = [(n, read_fact(*row)) for n, row in rows]
    if column_role(words(table.header[1])) is None and (first := read_fact(*table.header)):
        told.insert(0, (table.first, first))
    return told
