"""Tables with a column of the objects that fields are sent in.

`message` beside `content` is sent as `message[content]`, or as `{"message": {"content": …}}`.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import structs

from swornspec.page.gfm import Table
from swornspec.page.names import Named
from swornspec.text import Passage
from swornspec.text.legible import words

_TITLE: Final = "scope"
_OBJECT: Final = re.compile(r"[A-Za-z_]\w{0,60}(?:\[[A-Za-z_]\w{0,60}\]){0,4}")


def scope_column(text: str, table: Table, at: int) -> int | None:
    """The column of a table that says in which objects fields are sent, which a sample on the page bears out; `at` is that of names."""
    where = next((n for n, title in enumerate(table.header) if n != at and words(title).lower() == _TITLE), None)
    if where is None:
        return None
    rows = [(row[at].text, row[where].text) for _, row in table.rows if max(at, where) < len(row) and row[where].text]
    if not rows or not all(_OBJECT.fullmatch(scope) for _, scope in rows):
        return None
    shown = any(f"{scope}[{name}]" in text or all(f'"{part}"' in text for part in (*_parts(scope), name)) for name, scope in rows)
    return where if shown else None


def scoped(names: Sequence[Named], row: Sequence[Passage], where: int) -> tuple[Named, ...]:
    """The names of a row, each within the object that its cell names."""
    scope = row[where].text if where < len(row) else ""
    return tuple(structs.replace(named, name=".".join((*_parts(scope), named.name))) if scope else named for named in names)


def _parts(scope: str) -> list[str]:
    return scope.replace("]", "").split("[")


__all__ = ["scope_column", "scoped"]
