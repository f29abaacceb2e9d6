"""Tables whose titles and cells make sentences about the field that a row begins with.

| Parameter | Required when    | Cannot be used with |      mask is required when mode is edit
| `mask`    | `mode` is `edit` | `style`             |      at most one of mask, style
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from swornspec.page import Lookup, Page
from swornspec.page.footnotes import without_marks
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.keyed_cells import speaks_otherwise
from swornspec.spec.keyed_values import whole_row
from swornspec.spec.under import about_field
from swornspec.text import Passage
from swornspec.text.legible import legible, words

_WHEN: Final = r"(?P<word>when|if|for|with|in|unless)"
_OPEN: Final = r"(?:available|supported|valid|allowed|accepted|applicable|applies|used)"
_APART: Final = (
    r"(?:cannot|can't|must not|may not) be (?:used|combined|sent|set)(?: together)? with|(?:is )?incompatible with"
    r"|conflicts(?: with)?|mutually exclusive with|not compatible with|excludes"
)
_SAYING: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), form)
    for pattern, form in (
        (rf"(?:conditionally |only )?(?:required|mandatory) {_WHEN}", "`{name}` is required {word} {cell}."),
        (rf"(?:only(?: {_OPEN})?|{_OPEN}) {_WHEN}", "`{name}` is only supported {word} {cell}."),
        (rf"ignored {_WHEN}", "`{name}` is ignored {word} {cell}."),
        (_APART, "`{name}` cannot be used with {cell}."),
        (r"requires|depends on|needs|dependenc(?:y|ies)", "`{name}` requires {cell}."),
        (rf"not {_OPEN} {_WHEN}", "`{name}` is not supported {word} {cell}."),
    )
)
_NOTHING: Final = frozenset(("", "-", "–", "—", "none", "n/a", "nothing", "always", "never"))
_MOST_ROWS: Final = 100
_LONGEST: Final = 300  # characters of a cell


@dataclass(frozen=True, slots=True)
class Headed:
    """A table of a page, and the fields of the request that its rows may begin with."""

    page: Page
    lookup: Lookup
    ground: Ground

    def read(self) -> tuple[Sentence, ...] | None:
        """What the table states, a sentence for each cell; a gap for each row that is not understood. None when nothing is."""
        columns = [(n, *said) for n, cell in enumerate(self.lookup.header) if n and (said := _said_by(words(cell))) is not None]
        if not columns or speaks_otherwise(words(self.lookup.header[0])):
            return None
        found = [s for row in self.lookup.rows[:_MOST_ROWS] for s in self._row(row, columns)]
        return tuple(found) if any(s.readings for s in found) else None

    def _row(self, row: tuple[Passage, ...] | list[Passage], columns: list[tuple[int, str, str]]) -> Iterator[Sentence]:
        name = words(row[0]).strip("`* ") if row else ""
        if name not in self.ground.fields:
            return
        for at, form, word in columns:
            cell = row[at] if at < len(row) else None
            shown = " ".join(legible(cell).text.split()).rstrip(".") if cell is not None else ""
            if cell is None or shown.lower() in _NOTHING or len(shown) > _LONGEST:
                continue
            text = form.format(name=name, word=word, cell=shown)
            read = about_field(Passage(text, cell.span), name, self.ground) if not without_marks(cell)[1] else []
            told = all(r.effect in (Effect.REJECT, Effect.IGNORED) for s in read for r in s.readings)
            if len(read) == 1 and read[0].outcome is Outcome.RULE and read[0].readings and told:
                yield replace(read[0], passage=whole_row(self.page, row))
            else:
                yield Sentence(whole_row(self.page, row), Outcome.GAP, (), f"what it says of {name} was not understood")


def _said_by(header: str) -> tuple[str, str] | None:
    """The sentence that a title makes with its cells, and the word between them."""
    plain = " ".join(header.strip("*: ").split())
    for pattern, form in _SAYING:
        if (found := pattern.fullmatch(plain)) is not None:
            word = next((w for w in found.groups() if w), "")
            return form, word.lower()
    return None


__all__ = ["Headed"]
