"""Tables that say in words what goes with a value of a field, or what a field is held to.

    | Mode   | Meaning                            |      mask is required when mode is edit
    | `edit` | Changes a picture. Requires `mask`. |

    | Limitation       | Description               |      duration must be 5 when resolution is 1080p
    | 1080p resolution | Only supports 5 s duration |
    | Duration         | 5 or 10 seconds            |      is about duration

Only sentences that are understood state something; those that sound like rules and are not are gaps.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from swornspec.page import Lookup
from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.field import Field, Fields
from swornspec.rules.rule import Effect
from swornspec.spec.ground import Ground
from swornspec.spec.keyed_values import values_in
from swornspec.spec.labels import Condition, condition_of
from swornspec.spec.under import about_field, named_fields, read_under
from swornspec.spec.valued import said_of_value
from swornspec.spec.whole import about_fields
from swornspec.text import Passage
from swornspec.text.legible import words
from swornspec.text.markup import unmarked
from swornspec.text.sentences import sentences

_LIMITING: Final = re.compile(r"\b(?:limit(?:ation)?s?|constraints?|restrictions?|rules?|requirements?|conditions?)\b", re.IGNORECASE)
_OTHERWISE: Final = re.compile(
    r"pric|\bcosts?\b|credits?\b|rate|quota|plan|tier|respon[sd]|return|status|error|event|recommend|example|best|use case|latency",
    re.IGNORECASE,
)
_MOST_ROWS: Final = 100
_MOST_COLUMNS: Final = 6
_LONGEST: Final = 600  # characters of a cell
_FEWEST: Final = 2  # words of a cell that says something


@dataclass(frozen=True, slots=True)
class Told:
    """A table of a page, the fields of the request, and what its cells say in words."""

    lookup: Lookup
    fields: Fields
    ground: Ground

    def read(self) -> tuple[Sentence, ...] | None:
        """What the table states, a sentence for each that is understood or sounds so; None when nothing in it is understood."""
        header = [words(cell) for cell in self.lookup.header]
        if not 1 < len(header) <= _MOST_COLUMNS or _OTHERWISE.search(" ".join([header[0], self.lookup.above])):
            return None
        found = list(self._of_values(header)) or list(self._of_limits(header))
        return tuple(found) if any(s.readings for s in found) else None

    def _of_values(self, header: Sequence[str]) -> Iterator[Sentence]:
        """What cells say of the value that their row begins with."""
        key = self._key(header[0])
        if key is None:
            return
        scope = Scope(key.name, self.ground.fields, {}, {})
        for row in self.lookup.rows[:_MOST_ROWS]:
            values = values_in(row[0], key) if row else ()
            if len(values) != 1:
                continue
            for n, cell in enumerate(row[1:], start=1):
                if n < len(header) and not _OTHERWISE.search(header[n]):
                    for part in _sentences_of(cell):
                        yield from said_of_value(part, values[0], scope, self.ground)

    def _key(self, header: str) -> Field | None:
        """The field that the first column has values of: the only one that has them all, or the one that the words above name."""
        cells = [row[0] for row in self.lookup.rows[:_MOST_ROWS] if row]
        if len(cells) < 2:
            return None
        holding = [f for f in self.fields.values() if f.enum and all(values_in(cell, f) for cell in cells)]
        if len(holding) == 1:
            return holding[0]
        named = {*named_fields(header, self.ground), *self.lookup.about}
        told = [f for f in holding or self.fields.values() if f.name in named and any(values_in(cell, f) for cell in cells)]
        return told[0] if len(told) == 1 else None

    def _of_limits(self, header: Sequence[str]) -> Iterator[Sentence]:
        """What the second column says of the field, or under the value, that the first one names."""
        if len(header) != 2 or not _LIMITING.search(f"{header[0]} {header[1]} {self.lookup.above.rpartition(' / ')[2]}"):
            return
        for row in self.lookup.rows[:_MOST_ROWS]:
            if len(row) != 2:
                continue
            label, told = words(row[0]).strip(), list(_sentences_of(row[1]))
            named = list(named_fields(label, self.ground))
            condition = None if len(named) == 1 and _is_name(label, named[0]) else condition_of(label, self.ground, whole=True)
            for part in told:
                if condition is not None:
                    yield from self._under(condition, part)
                elif len(named) == 1 and _is_name(label, named[0]):
                    yield from (s for s in about_field(part, named[0], self.ground) if s.outcome in (Outcome.RULE, Outcome.KEYWORD))

    def _under(self, condition: Condition, part: Passage) -> Iterator[Sentence]:
        for said in read_under(condition, part, self.ground):
            kept = tuple(r for reading in said.readings if (r := about_fields(reading, formulas=True)) is not None)
            if (
                kept
                and len(kept) == len(said.readings)
                and said.outcome is Outcome.RULE
                and all(r.effect is not Effect.ADVICE for r in kept)
            ):
                yield replace(said, readings=kept)


def _is_name(label: str, name: str) -> bool:
    """Whether a label is the name of a field and nothing else, in whatever case."""
    return "".join(c for c in label.lower() if c.isalnum()) == "".join(c for c in name.lower() if c.isalnum())


def _sentences_of(cell: Passage) -> Iterator[Passage]:
    """The sentences of a cell."""
    if len(cell.text) <= _LONGEST and len(cell.text.split()) >= _FEWEST:
        for passage in unmarked(cell):
            yield from (Passage(part.text, part.span) for part in sentences(passage))


__all__ = ["Told"]
