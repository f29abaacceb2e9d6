"""Tables and lists that limit one field by the value of another, to rules.

    | Model  | Max width | Steps |        width must be at most 1024 when model is fast
    | `fast` | 1024      | 1-20  |        steps must be between 1 and 20 when model is fast

    - `fast`: 1-4 images                  in what num_images says: num_images must be between 1 and 4 when model is fast

The column of keys has values of one field; what another column limits is in its header, by words of `FACETS` and the
name of a field. What a cell says must be a bound or a list of values, else the row is a gap. Nothing is read of tables of
prices, rates and recommendations, or where the words above state a condition of their own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final

from swornspec.page import Lookup, Page
from swornspec.page.cells import unquoted
from swornspec.page.footnotes import without_marks
from swornspec.rules.english.members import equal
from swornspec.rules.english.reader import OF_LABEL, Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.expr import Ref
from swornspec.rules.field import Field, Fields, that_may_have
from swornspec.spec.ground import ground_of
from swornspec.spec.keyed_cells import CONDITION, FACETS, PRICED, UNITS, limit_of, named_in, plain_words, said_of_cell
from swornspec.spec.keyed_combined import Combined
from swornspec.spec.keyed_demands import Demands
from swornspec.spec.keyed_exclusive import Exclusive
from swornspec.spec.keyed_headed import Headed
from swornspec.spec.keyed_matrix import Matrix
from swornspec.spec.keyed_told import Told
from swornspec.spec.keyed_values import values_in, whole_row
from swornspec.text import Passage, Span
from swornspec.text.legible import legible, words

_OF_KEY: Final = frozenset(("", "name", "id", "value", "values", "type"))
_QUOTED: Final = r"`[^`\n]{1,80}`|\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[\w.-]{1,80}"
_LABEL: Final = re.compile(rf"\s*(?P<open>[*_]{{0,2}})(?P<word>{_QUOTED})(?P=open)\s*(?::|=|→|->|[–—]|-\s)\s*")
_MOST_ROWS: Final = 200
_MOST_TABLES: Final = 100
_LABELLED: Final = OF_LABEL


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a table states, a sentence for each row, and the place that it has on the page."""

    sentences: tuple[Sentence, ...]
    span: Span


def read_lookups(page: Page, fields: Fields, vocabulary: Vocabulary) -> tuple[Keyed, ...]:
    """The tables of a page that limit fields by the value of another; tables that do not are left out."""
    return tuple(found for lookup in page.lookups[:_MOST_TABLES] if (found := read_lookup(page, lookup, fields, vocabulary)) is not None)


def read_lookup(page: Page, lookup: Lookup, fields: Fields, vocabulary: Vocabulary) -> Keyed | None:
    """What one table states; None where it does not limit a field by the value of another, or nothing in it is understood."""
    ground = ground_of(fields, vocabulary)
    limits = _Table(page, lookup, fields, vocabulary).read()
    said = (
        (limits.sentences if limits is not None else None)
        or Demands(page, lookup, fields, vocabulary).read()
        or Combined(page, lookup, fields, vocabulary).read()
        or Matrix(page, lookup, fields, vocabulary).read()
        or Exclusive(page, lookup, ground).read()
        or Headed(page, lookup, ground).read()
    )
    told = Told(lookup, fields, ground).read() or ()
    if said is None:
        return Keyed(told, _span_of(lookup)) if told else None
    return Keyed((*said, *(one for one in told if one.outcome is Outcome.RULE)), _span_of(lookup))


def _span_of(lookup: Lookup) -> Span:
    first, last = lookup.header[0].span, lookup.rows[-1][-1].span
    return Span(first.page, first.first, last.last, first.start, last.end)


def keyed_items(sentences: Sequence[Sentence], subject: Field, fields: Fields, vocabulary: Vocabulary) -> list[Sentence]:
    """The sentences about a field; items of a list whose labels are all values of one other field are limits under these.

    The words above the list must name that field: `low` may be a value of several things.
    """
    labels = [_LABEL.match(s.passage.text) if s.outcome is not Outcome.ADVICE and _only_values(s) else None for s in sentences]
    at = [n for n, label in enumerate(labels) if label is not None]
    words_of = [unquoted(label["word"]) for label in labels if label is not None]
    if len(at) < 2 or at[-1] - at[0] >= len(at) or len(set(words_of)) < len(at):
        return list(sentences)
    holding = (f for f in that_may_have(words_of[0], fields) if f.name != subject.name and f.enum)
    keys = list(islice((f for f in holding if {*map(str, f.enum or ())}.issuperset(words_of)), 2))  # more than one is none
    above = " ".join(one.passage.text for one in sentences[max(0, at[0] - 2) : at[0]])
    if len(keys) != 1 or not any(t.kind == "FIELD" and t.value == keys[0].name for t in tokenize(above, vocabulary)):
        return list(sentences)
    read = not CONDITION.search(above) and not PRICED.search(above)
    result = list(sentences)
    for n, word in zip(at, words_of, strict=True):
        passage, label = sentences[n].passage, labels[n]
        stated = said_of_cell(passage.text[label.end() :] if label is not None and read else "", subject, "either")
        value = next(v for v in keys[0].enum or () if str(v) == word)
        if stated:
            result[n] = _sentence(passage, [limit_of(subject.name, stated, equal(Ref(keys[0].name, effective=True), (value,)))])
        elif sentences[n].readings:
            result[n] = Sentence(passage, Outcome.NOTE if not read else Outcome.GAP, (), "" if not read else _LABELLED)
    if at[0] and result[at[0]] is not sentences[at[0]] and above.endswith(":") and sentences[at[0] - 1].outcome is Outcome.GAP:
        result[at[0] - 1] = replace(sentences[at[0] - 1], outcome=Outcome.NOTE, why="")
    return result


def _only_values(sentence: Sentence) -> bool:
    """Whether a sentence states nothing, or no more than the values of its field."""
    return all(set(r.claim.keywords) <= {"enum", "items.enum"} and r.is_keyword for r in sentence.readings)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column that limits a field: its index, and what its cells hold; `sized` says that they count characters."""

    at: int
    field: Field
    facet: str
    sized: bool


@dataclass(frozen=True, slots=True)
class _Table:
    page: Page
    lookup: Lookup
    fields: Fields
    vocabulary: Vocabulary

    def read(self) -> Keyed | None:
        """What the table states; None when it is no table of limits, or nothing in it is understood."""
        header, rows = [words(cell) for cell in self.lookup.header], self.lookup.rows[:_MOST_ROWS]
        key = self._key(header) if len(header) > 1 else None
        told = " | ".join([self.lookup.above, *header, *(cell.text for row in rows for cell in row)])
        if key is None or CONDITION.search(self.lookup.above) or PRICED.search(told):
            return None
        found = (self._column(n, text, key) for n, text in enumerate(header) if n)
        columns = [column for column in found if column is not None]
        listed = {c.at for c in columns if any(self._lists(row, c) for row in rows)}
        columns = [c for c in columns if c.facet != "either" or c.at in listed]
        keyed = [values_in(row[0], key) for row in rows]
        flat = [value for values in keyed for value in values]
        if not columns or len(flat) < 2 or len(set(map(str, flat))) < len(flat):
            return None
        sentences = [self._row(row, values, key, columns) for row, values in zip(rows, keyed, strict=True)]
        if not any(s.readings for s in sentences):
            return None
        return Keyed(tuple(s for s in sentences if s.outcome is not Outcome.NOTE), _span_of(self.lookup))

    def _key(self, header: Sequence[str]) -> Field | None:
        """The field whose values the first column has: its header names the field, or its cells are values of one field alone."""
        cells = [row[0] for row in self.lookup.rows[:_MOST_ROWS]]
        named = self._named(header[0])
        if named is not None and named[1] in _OF_KEY:
            return named[0] if any(values_in(cell, named[0]) for cell in cells) else None
        holding = [f for f in self.fields.values() if f.enum and cells and all(values_in(cell, f) for cell in cells)]
        return holding[0] if len(holding) == 1 else None

    def _named(self, header: str) -> tuple[Field, str] | None:
        return named_in(header, self.fields, self.vocabulary)

    def _column(self, at: int, header: str, key: Field) -> _Column | None:
        sized = any(found["sized"] for found in UNITS.finditer(header))
        bare = " ".join(re.sub(r"[()]", " ", UNITS.sub(" ", header)).split())
        named = self._named(bare)
        if named is None and len(self.lookup.about) == 1 and self.lookup.about[0] in self.fields:
            named = self.fields[self.lookup.about[0]], plain_words(bare)
        facet = FACETS.get(named[1]) if named is not None else None
        if named is None or facet is None or named[0].name == key.name:
            return None
        return _Column(at, named[0], facet, sized)

    def _lists(self, row: Sequence[Passage], column: _Column) -> bool:
        """Whether a cell is a range or list by its looks, so that the column limits the field and does not set it."""
        stated = self._stated(row, column) or {}
        return any(keyword != "enum" or len(value) > 1 for keyword, value in stated.items())

    def _stated(self, row: Sequence[Passage], column: _Column) -> dict[str, Any] | None:
        if column.at >= len(row):
            return {}
        if without_marks(row[column.at])[1]:
            return None  # a footnote says more
        return said_of_cell(legible(row[column.at]).text, column.field, column.facet, sized=column.sized)

    def _row(self, row: Sequence[Passage], values: tuple[Any, ...], key: Field, columns: Iterable[_Column]) -> Sentence:
        passage = whole_row(self.page, row)
        if not values:
            return Sentence(passage, Outcome.GAP, (), f"is no value of {key.name} that the page documents")
        condition = equal(Ref(key.name, effective=True), values)
        readings, unread = [], []
        for column in columns:
            stated = self._stated(row, column)
            if stated is None:
                unread.append(column.field.name)
            elif stated:
                readings.append(limit_of(column.field.name, stated, condition))
        sentence = _sentence(passage, readings)
        if unread:
            return replace(sentence, outcome=Outcome.GAP, why=f"what it says of {', '.join(unread)} was not understood")
        return sentence


def _sentence(passage: Passage, readings: Sequence[Reading]) -> Sentence:
    return Sentence(passage, Outcome.RULE if readings else Outcome.NOTE, tuple(readings))


__all__ = ["Keyed", "keyed_items", "read_lookup", "read_lookups"]
