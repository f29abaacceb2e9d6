"""The rows of a table of fields as items: each with its names and what its cells say of them, by the roles of their columns."""

from collections.abc import Sequence
from typing import Final

from swornspec.page.annotations import annotated
from swornspec.page.cell_labels import labelled
from swornspec.page.gfm import Table
from swornspec.page.items import Item
from swornspec.page.names import read_names
from swornspec.page.rows import (
    crossed,
    demand_apart,
    demand_before,
    divide,
    dividing,
    moved_back,
    open_to_demand,
    prose_below,
    prose_in_place,
    remark,
    typed_prose,
    typed_values,
    with_bars,
)
from swornspec.page.scoped import scope_column, scoped
from swornspec.text import Passage

Use = tuple[int, str, str]
_NONE: Final = ("None", "None.", "N/A")  # which no field is called
_MARKED: Final = 6  # characters of a cell that holds a mark


def items_of(
    text: str, table: Table, roles: Sequence[str | None], at: int, demand: Passage | None, *, of_all: bool
) -> tuple[list[Item], list[Use], list[Passage]]:
    """The fields of a table, what its other rows are, and those that say something of fields; `at` is the column of names.

    `demand` is a word that says whether the fields are required; `of_all` that it stands above the table, where a row may say otherwise.
    """
    items: list[Item] = []
    others: list[Use] = []
    remarks: list[Passage] = []
    columns = ["" if m == at else role or "prose" for m, role in enumerate(roles)]
    told = {} if "prose" in roles else prose_below(table.rows, at)
    dividers = dividing(table, at)
    cross, scopes = crossed(table, roles), scope_column(text, table, at)
    columns = ["" if m == scopes else role for m, role in enumerate(columns)] if scopes is not None else columns
    for n, cells in moved_back(table, roles):
        row = with_bars(text, cells, roles) if cells and "|" in cells[-1].text else cells
        names = read_names(row[at]) if at < len(row) and row[at].text not in _NONE else ()
        names = scoped(names, row, scopes) if scopes is not None else names
        if n in told and items:
            items[-1] = Item(items[-1].line, items[-1].names, (*items[-1].parts, ("prose", told[n])))
            continue
        if not table.broken and (said := remark(row)) is not None:
            others.append((n, "prose", "prose"))
            remarks.append(said)
            continue
        if n in dividers:
            others.append((n, "structure", "divider"))
            continue
        if not names or names[0].struck:
            divides = not names and divide([cell for cell in row if cell.text])
            others.append((n, "structure" if divides or names else "gap", "divider" if divides else "row"))
            continue
        parts = [(role, cell) for role, cell in zip(columns, row, strict=False) if role and (cell.text or table.broken)]
        parts += [("demand", demand)] if demand is not None and (not of_all or open_to_demand(parts)) else []
        parts = [*prose_in_place(parts)] if table.broken else parts
        parts = [*demand_apart(parts)] if "demand" in roles else [*demand_before(parts)]
        parts = [(role, cross if cross is not None and role == "demand" and len(cell.text) < _MARKED else cell) for role, cell in parts]
        parts = annotated(parts) if "type" in roles else list(labelled(typed_prose(typed_values(parts))))
        items.append(Item(n, names, tuple(parts)))
    return items, others, remarks
