"""An account of a page while it is read: the use of each line, the blocks so far, and the prose that waits for its end."""

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

from msgspec import Struct

from swornspec.page.block import Block, LineUse, Location, Lookup, Page, Sample, Stated, Use
from swornspec.page.prose import read_prose
from swornspec.page.types import Kind
from swornspec.text import Passage, Span

_NOTE: Final = re.compile(
    r"\W{0,4}(?:note|notice|important|warning|caution|attention|limitations?|restrictions?)\b ?[:!–—-]",
    re.IGNORECASE,
)
"""How prose that stands apart begins, where a copy has lost the box around it."""

_RULING: Final = re.compile(
    r"\b(?:either|at least one|exactly one|one of|only one|mutually exclusive|not both|together|required (?:if|when|unless)|ignored"
    r"|cannot be|can't be|must (?:be|also)|instead of|only (?:if|when|for|one))\b",
    re.IGNORECASE,
)
"""Words of prose about an operation that may relate its fields."""
_MOST_OF_NOTE: Final = 5000
_MOST_BARE: Final = 4  # characters of a line that says nothing
_NOTHING: Final = frozenset(("n/a", "none", "na"))


def says_nothing(text: str) -> bool:
    """Whether words about a field say nothing of it: `-`, `N/A`, `none`."""
    return not any(c.isalnum() for c in text) or text.strip().lower() in _NOTHING


class Draft(Struct, eq=False):
    """A block while its lines come in."""

    name: str | None
    location: Location
    kind_line: Passage
    kind: Kind
    first: Passage
    last: Passage
    flags: list[Passage] = []
    stated: list[Stated] = []
    schema: dict[str, Any] = {}
    values: dict[str, Any] = {}  # by their text on the page
    prose: list[Passage] = []
    required: bool = False
    enum: bool = False
    within: tuple[str, ...] = ()

    def finished(self) -> Block:
        """The block, with the listed values as `enum` when the page shows them."""
        schema = {**self.schema, "enum": list(self.values.values())} if self.values else self.schema
        span = Span(self.first.span.page, self.first.span.first, self.last.span.last, self.first.span.start, self.last.span.end)
        return Block(
            name=self.name,
            location=self.location,
            kind=self.kind_line,
            flags=tuple(self.flags),
            prose=tuple(self.prose),
            span=span,
            schema=schema,
            stated=tuple(self.stated),
            required=self.required,
            enum_lost=self.enum and not self.values,
            type_name=self.kind.type_name,
            within=self.within,
        )


def draft(name: str | None, location: Location, first: Passage, kind_line: Passage, kind: Kind) -> Draft:
    """A block that begins with a line (its name, or the type line itself) and has a type line."""
    opened = Draft(name, location, kind_line, kind, first, kind_line, schema=dict(kind.schema), enum=kind.enum)
    keywords = (*kind.schema, *(("enum",) if kind.enum else ()))
    if keywords:
        opened.stated.append(Stated(keywords, kind_line))
    return opened


class Account:
    """What became of each line of an operation so far, by its index among them.

    Prose is kept back until a structural line ends it, then grouped and handed on.
    """

    def __init__(self, text: str, lines: Sequence[Passage]) -> None:
        """Blank lines are structure from the start; of the others nothing is known yet."""
        self.text = text
        self.lines = lines
        blank: tuple[Use, str] = ("structure", "blank")
        self.uses: list[tuple[Use, str] | None] = [None if line.text else blank for line in lines]
        self.title: Passage | None = None
        self.method: str | None = None
        self.path: Passage | None = None
        self.address: Passage | None = None
        self.summary: list[Passage] = []
        self.auth: list[Passage] = []
        self.blocks: list[Block] = []
        self.notes: list[Passage] = []
        self.samples: list[Sample] = []
        self.lookups: list[Lookup] = []
        self.strays: list[Passage] = []
        self.draft: Draft | None = None
        self._waiting: list[Passage] = []

    def use(self, index: int, use: Use, role: str) -> None:
        """A line was recognised: whatever prose stood before it is complete. Lines of other operations are left to these."""
        if self._waiting:
            self.settle()
        if 0 <= index < len(self.uses):
            self.uses[index] = (use, role)

    def prose(self, index: int) -> None:
        """A line of prose; it belongs to the open block, else to the operation."""
        self.uses[index] = ("prose", "prose")
        self._waiting.append(self.lines[index])

    def settle(self) -> None:
        """Group the prose that waits, and give it to the open block or to the operation."""
        if not self._waiting:
            return
        read = read_prose(self.text, self._waiting)
        for number in read.labels:
            self.uses[number - self.lines[0].span.first] = ("structure", "label")
        if self.draft is None:
            self.summary.extend(read.passages)
            self.notes.extend(p for p in read.passages if _NOTE.match(p.text) or _RULING.search(p.text[:_MOST_OF_NOTE]))
        else:
            self.draft.prose.extend(read.passages)
            self.draft.last = self._waiting[-1]
        self._waiting.clear()

    def open(self, block: Draft) -> None:
        """A block begins, and so the one before it ends."""
        self.close()
        self.draft = block

    def close(self) -> None:
        """The open block, if any, is complete."""
        self.settle()
        if self.draft is not None:
            self.blocks.append(self.draft.finished())
        self.draft = None

    def page(self, name: str, layout: str) -> Page:
        """The page; lines that nobody recognised are gaps, and those of prose that say nothing are no prose."""
        self.close()
        uses: list[tuple[Use, str]] = [use or ("gap", "unread") for use in self.uses]
        for n in [n for n, use in enumerate(uses) if use == ("prose", "prose")]:
            if len(self.lines[n].text) <= _MOST_BARE and says_nothing(self.lines[n].text):
                uses[n] = ("structure", "markup")
        return Page(
            name=name,
            text=self.text,
            layout=layout,
            title=self.title,
            summary=tuple(self.summary),
            method=self.method,
            path=self.path,
            auth=tuple(self.auth),
            blocks=tuple(self.blocks),
            lines=tuple(map(LineUse, self.lines, map(itemgetter(0), uses), map(itemgetter(1), uses))),
            address=self.address,
            notes=tuple(self.notes),
            samples=tuple(self.samples),
            strays=tuple(self.strays),
            lookups=tuple(self.lookups),
        )
