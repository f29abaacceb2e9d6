"""Tables that say which values of two fields go together, by marks or by the values of a third.

    | Resolution | 5 seconds | 10 seconds |      duration must be 5 when resolution is 1080p
    | `720p`     | ✓         | ✓          |
    | `1080p`    | ✓         | ✗          |

    Resolutions by model:

    | Model | 5 s          | 10 s   |             resolution must be 720p when model is fine and duration is 10
    | fine  | 720p, 1080p  | 720p   |

Rows are values of one field, columns but the first those of another. A row with anything else is a gap.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.page import Lookup, Page
from swornspec.page.footnotes import without_marks
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.members import equal
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Vocabulary, parts_of, tokenize
from swornspec.rules.expr import Ref, both
from swornspec.rules.field import Field, Fields
from swornspec.rules.rule import Effect
from swornspec.spec.keyed_cells import limit_of, named_by, said_of_cell, speaks_otherwise
from swornspec.spec.keyed_values import values_in, values_said, whole_row
from swornspec.text import Passage
from swornspec.text.legible import legible, words

_OTHERWISE: Final = re.compile(
    r"recommend|suggest|example|respon[sd]|return|typical|default|pric|\bcosts?\b|credit|speed|quality of|latency"
    r"|\b(?:if|when|unless|only|except|enterprise|beta|paid|trial|plans?|tiers?)\b",
    re.IGNORECASE,
)
_SUPPORTING: Final = re.compile(r"support|availab|compatib|allowed|accept|valid|combination|permit", re.IGNORECASE)
_YES: Final = frozenset(("✓", "✔", "✔️", "✅", "☑", "●", ":white_check_mark:", ":heavy_check_mark:", "supported", "available", "allowed"))
_NO: Final = frozenset(
    ("✗", "✘", "✕", "✖", "❌", "×", ":x:", "⛔", "not supported", "unsupported", "not available", "unavailable", "not allowed")
)
_NONE: Final = frozenset(("-", "–", "—", "n/a", "none", "not supported", "unsupported", "✗", "❌", "×"))
_SECONDS: Final = re.compile(r"(?P<n>\d{1,4})\s?(?:s|secs?|seconds?)", re.IGNORECASE)
_BY: Final = re.compile(r"\(?\b(?:by|per|for (?:each|every|the different)|depend(?:s|ing)? on)\s+[\w, ]+\)?", re.IGNORECASE)
_SAID_YES, _SAID_NO = frozenset(("yes", "y", "true")), frozenset(("no", "n", "false"))
_MOST_ROWS: Final = 100
_MOST_COLUMNS: Final = 20


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of a page, the fields of the request, and the values that it says to go together."""

    page: Page
    lookup: Lookup
    fields: Fields
    vocabulary: Vocabulary

    def read(self) -> tuple[Sentence, ...] | None:
        """What the table states, a sentence for each row that leaves values out; None when it is no table of two fields' values."""
        header, rows = [words(cell) for cell in self.lookup.header], self.lookup.rows[:_MOST_ROWS]
        told = " ".join([self.lookup.above, header[0]])
        if not 2 < len(header) <= _MOST_COLUMNS or len(rows) < 2 or _OTHERWISE.search(told):
            return None
        key = self._of(header[0], [row[0] for row in rows if row])
        columns = self._columns(header[1:], key) if key is not None else None
        if key is None or columns is None:
            return None
        other, values = columns
        third = self._third(key, other)
        found = list(self._of_three(third, key, other, values)) if third is not None else []
        if found:
            return tuple(found)
        for row in rows:
            keyed = values_in(row[0], key) if row else ()
            marks = [self._mark(cell) for cell in row[1:]]
            passage = whole_row(self.page, row)
            if not keyed or len(marks) != len(values) or None in marks or not any(marks):
                found.append(Sentence(passage, Outcome.GAP, (), f"which values of {other.name} go with it is not clear"))
            elif not all(marks):
                allowed = [v for v, mark in zip(values, marks, strict=True) if mark]
                claim = Claim("enum", other.name, {"enum": allowed})
                condition = equal(Ref(key.name, effective=True), keyed)
                found.append(Sentence(passage, Outcome.RULE, (Reading(claim, (condition,), Effect.REJECT, None),)))
        return tuple(found) if any(s.readings for s in found) else None

    def _third(self, key: Field, other: Field) -> Field | None:
        """The field that cells have values of: the one that the table stands in the prose of, or that the words above name."""
        above = self.lookup.above.rpartition(" / ")[2]
        named = named_by(_BY.sub(" ", above), self.fields, self.vocabulary)
        about = [self.fields[name] for name in self.lookup.about if name in self.fields]
        found = about[0] if len(about) == 1 else named[0] if named is not None and named[1] in ("values", "either") else None
        return None if found is None or found.name in (key.name, other.name) or speaks_otherwise(_BY.sub(" ", above)) else found

    def _of_three(self, third: Field, key: Field, other: Field, values: Sequence[Any]) -> Iterator[Sentence]:
        """What the third field may be with each two values of the others; nothing where a cell has other words than its values."""
        stated: list[Sentence] = []
        for row in self.lookup.rows[:_MOST_ROWS]:
            keyed = values_in(row[0], key)
            if not keyed or len(row) != len(values) + 1:
                return
            readings, left = [], []
            for cell, value in zip(row[1:], values, strict=True):
                allowed = () if without_marks(cell)[1] else values_said(legible(cell).text.strip(), third)
                nothing = words(cell).strip().lower() in _NONE
                limits = {} if allowed or nothing or without_marks(cell)[1] else said_of_cell(legible(cell).text.strip(), third, "either")
                if not allowed and not nothing and not limits:
                    return
                left += [] if allowed or limits else [value]
                conditions = (equal(Ref(key.name, effective=True), keyed), equal(Ref(other.name, effective=True), (value,)))
                if limits:
                    readings.append(limit_of(third.name, limits, both(*conditions)))
                elif allowed and not (third.enum and set(third.enum) <= set(allowed)):
                    readings.append(Reading(Claim("enum", third.name, {"enum": list(allowed)}), (both(*conditions),), Effect.REJECT, None))
            if left and len(left) < len(values):
                claim = Claim("enum", other.name, {"enum": [v for v in values if v not in left]})
                readings.append(Reading(claim, (equal(Ref(key.name, effective=True), keyed),), Effect.REJECT, None))
            if readings:
                stated.append(Sentence(whole_row(self.page, row), Outcome.RULE, tuple(readings)))
        yield from stated

    def _of(self, header: str, cells: Sequence[Passage]) -> Field | None:
        """The field that the first column has values of."""
        named = {str(t.value) for t in tokenize(header, self.vocabulary) if t.kind == "FIELD"}
        holding = [f for f in self.fields.values() if (f.enum or f.name in named) and cells and all(values_in(cell, f) for cell in cells)]
        told = [f for f in holding if f.name in named] or holding
        return told[0] if len(told) == 1 else None

    def _columns(self, titles: Sequence[str], key: Field) -> tuple[Field, list[Any]] | None:
        """The other field that the columns are values of, and these in their order."""
        found = []
        lasting = [f for f in self.fields.values() if f.name != key.name and any_is("lasting", parts_of(f.name))]
        if len(lasting) == 1 and not lasting[0].enum and all(_SECONDS.fullmatch(title.strip("`* ")) for title in titles):
            said = [int(m["n"]) for title in titles if (m := _SECONDS.fullmatch(title.strip("`* "))) is not None]
            return lasting[0], [str(n) for n in said] if lasting[0].types == ("string",) else said
        for field in self.fields.values():
            if field.name == key.name or not field.enum:
                continue
            values = [values_said(_bare(title, field), field) for title in titles]
            if all(len(v) == 1 for v in values) and len({str(v[0]) for v in values}) == len(values):
                found.append((field, [v[0] for v in values]))
        return found[0] if len(found) == 1 else None

    def _mark(self, cell: Passage) -> bool | None:
        """Whether a mark says yes; None where it is none, or says no more than that of what is not said."""
        bare, marks = without_marks(cell)
        shown = " ".join(legible(bare).text.replace("`", "").replace("*", "").split()).strip(" .").lower()
        if marks:
            return None
        if shown in _YES or shown in _NO:
            return shown in _YES
        supporting = _SUPPORTING.search(" ".join([self.lookup.above, *map(words, self.lookup.header)]))
        return shown in _SAID_YES if supporting and (shown in _SAID_YES or shown in _SAID_NO) else None


def _bare(title: str, field: Field) -> str:
    """A title of a column less what its number counts and the name of the field: `5 seconds`, `duration: 5`, `10s`."""
    plain = title.strip("`* ")
    if field.types in (("integer",), ("number",)) or all(str(v).isdigit() for v in field.enum or ()):
        plain = re.sub(r"(?<=\d)\s?(?:s|secs?|seconds?|px|pixels?|fps|images?|frames?)\b", "", plain, flags=re.IGNORECASE)
    own = parts_of(field.name)
    kept = [w for w in re.split(r"[\s:=]+", plain) if tuple(parts_of(w)) != own]
    return " ".join(kept)


__all__ = ["Matrix"]
