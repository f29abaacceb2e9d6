"""Fields that stand in no table of their own, as elements of a page."""

from dataclasses import dataclass

from swornspec.page.markdown import Element
from swornspec.page.names import Named
from swornspec.text import Passage


@dataclass(slots=True, unsafe_hash=True)
class Item:
    """A field that stands in no table: the index of its line, its names with their indent, and what is said of it in which role.

    Roles are those of columns; `beside` is a word next to the name, of which only reading tells what it is.
    """

    line: int
    names: tuple[Named, ...]
    parts: tuple[tuple[str, Passage], ...]


@dataclass(slots=True, unsafe_hash=True)
class Items(Element):
    """Fields one after the other, deeper ones part of those above; `prose` are the lines that hold sentences about them.

    `sure` says that they are fields by their own looks; otherwise it is the heading above that decides.
    """

    items: tuple[Item, ...] = ()
    prose: frozenset[int] = frozenset()
    sure: bool = True


@dataclass(slots=True, unsafe_hash=True)
class Inner(Element):
    """A table in a cell of another: its rows are parts of the fields of the line `of`."""

    of: int = -1
