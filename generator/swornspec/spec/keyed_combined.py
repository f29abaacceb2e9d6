"""Tables of the combinations of values that are supported.

    Supported combinations:

    | Model  | Duration | Resolution |      duration must be 6 when model is slim
    | `wide` | 6        | 512, 768   |      resolution must be one of 512, 768 when model is wide and duration is 6
    | `wide` | 10       | 512        |      resolution must be 512 when model is wide and duration is 10
    | `slim` | 6        | 768        |      resolution must be 768 when model is slim and duration is 6

Each column has values of one field, and the words above say that these combinations are the ones there are. A table with a
cell that is not understood is none: what its row allows would be refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.page import Lookup, Page
from swornspec.page.footnotes import without_marks
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.members import equal
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.expr import Expr, Ref, both
from swornspec.rules.field import Field, Fields
from swornspec.rules.rule import Effect
from swornspec.spec.keyed_values import values_said, whole_row
from swornspec.text import Passage
from swornspec.text.legible import legible, words

_SUPPORTED: Final = re.compile(r"combination|\bsupported\b|\bvalid\b|\ballowed\b|\bavailable\b|\baccepted\b|\bpermitted\b", re.IGNORECASE)
_OTHERWISE: Final = re.compile(
    r"recommend|suggest|example|respon[sd]|return|typical|unsupported|invalid|\bnot\b|default|pric|\bcosts?\b|credit"
    r"|\b(?:if|when|unless|only|except|with|without|enterprise|beta|paid|trial)\b",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"\b(?:supported|allowed|valid|available|accepted|values?|options|in|seconds?|pixels?|px|s)\b|[()]", re.IGNORECASE
)
_UNIT: Final = re.compile(r"(?<=\d)\s?(?:s|sec|seconds?|px|pixels?|fps)\b", re.IGNORECASE)
_MOST_ROWS: Final = 100
_MOST_COLUMNS: Final = 5


@dataclass(frozen=True, slots=True)
class Combined:
    """A table of a page, the fields of the request, and the combinations that the table lists."""

    page: Page
    lookup: Lookup
    fields: Fields
    vocabulary: Vocabulary

    def read(self) -> tuple[Sentence, ...] | None:
        """What the table states, a sentence for each group of rows; None when it lists no combinations, or not all is understood."""
        rows = self.lookup.rows[:_MOST_ROWS]
        width = len(self.lookup.header)
        told = " ".join([self.lookup.above, *map(words, self.lookup.header)])
        if not (1 < width <= _MOST_COLUMNS and len(rows) > 1) or not _SUPPORTED.search(told) or _OTHERWISE.search(told):
            return None
        columns = [self._column(cell) for cell in self.lookup.header]
        fields = [f for f in columns if f is not None]
        if len(fields) < width or len({f.name for f in fields}) < width or any(len(row) != width for row in rows):
            return None
        cells = [[_values(cell, field) for cell, field in zip(row, fields, strict=True)] for row in rows]
        if not all(all(row) for row in cells):
            return None
        return tuple(self._sentences(fields, cells)) or None

    def _column(self, header: Passage) -> Field | None:
        """The field that a column has values of."""
        plain = " ".join(_BESIDE.sub(" ", words(header)).split())
        named = [t for t in tokenize(plain, self.vocabulary) if t.kind == "FIELD"]
        if len(named) != 1 or (named[0].start, named[0].end) != (0, len(plain)) or named[0].value not in self.fields:
            return None
        return self.fields[named[0].value]

    def _sentences(self, fields: Sequence[Field], cells: Sequence[Sequence[tuple[Any, ...]]]) -> Iterator[Sentence]:
        """For each column but the first the values that it may have beside those to the left of it."""
        for at in range(1, len(fields)):
            groups: dict[tuple[tuple[Any, ...], ...], list[int]] = {}
            for n, row in enumerate(cells):
                groups.setdefault(tuple(row[:at]), []).append(n)
            for left, numbers in groups.items():
                allowed = list(dict.fromkeys(v for n in numbers for v in cells[n][at]))
                if set(fields[at].enum or ()) <= set(allowed) and fields[at].enum:
                    continue
                conditions: list[Expr] = [equal(Ref(f.name, effective=True), values) for f, values in zip(fields, left, strict=False)]
                claim = Claim("enum", fields[at].name, {"enum": allowed})
                passage = whole_row(self.page, self.lookup.rows[numbers[0]])
                yield Sentence(passage, Outcome.RULE, (Reading(claim, (both(*conditions),), Effect.REJECT, None),))


def _values(cell: Passage, field: Field) -> tuple[Any, ...]:
    """The values that a cell names; none where it names anything else."""
    if without_marks(cell)[1]:
        return ()
    shown = legible(cell).text.strip()
    return values_said(shown, field) or values_said(_UNIT.sub("", shown), field)


__all__ = ["Combined"]
