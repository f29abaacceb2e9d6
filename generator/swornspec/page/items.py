"""Fields that stand in no table of their own, as elements of a page."""

from msgspec import Struct

from swornspec.page.markdown import Element
from swornspec.page.names import Named
from swornspec.text import Passage


class Item(Struct, frozen=True, gc=False):
    """A field that stands in no table: the index of its line, its names with their indent, and what is said of it in which role.

    Roles are those of columns; `beside` is a word next to the name, of which only reading tells what it is.
    """

    line: int
    names: tuple[Named, ...]
    parts: tuple[tuple[str, Passage], ...]


class Items(Element, frozen=True, gc=False):
    """Fields one after the other, deeper ones part of those above; `prose` are the lines that hold sentences about them.

    `sure` says that they are fields by their own looks; otherwise it is the heading above that decides.
    """

    items: tuple[Item, ...] = ()
    prose: frozenset[int] = frozenset()
    sure: bool = True
