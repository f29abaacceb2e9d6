"""A field while its lines come in."""

from dataclasses import dataclass

from swornspec.page.entry import Entry


@dataclass(slots=True)
class Open:
    """A field whose lines come in: how far it is indented, whether it may hold fields, whether its name is a heading.

    There is no entry for one that is struck out.
    """

    entry: Entry | None
    indent: int
    holds: bool = False
    none: bool = False
    headed: bool = False

    def typed(self) -> None:
        """Its type may have become known."""
        if self.entry is not None:
            self.holds, self.none = self.entry.holding
