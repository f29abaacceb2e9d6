"""Tables that say which fields go with a value of another field: required, or not to be sent.

    | Type     | Additional mandatory parameters |      price is required when type is LIMIT
    | `LIMIT`  | `quantity`, `price`             |
    | `MARKET` | `quantity` or `total`           |      at least one of quantity, total is required when type is MARKET

    | Parameter | fast | fine     |                    steps must not be sent when mode is fast
    | `steps`   | ✗    | Required |                    steps is required when mode is fine

    | Mode   | steps    | seed |                        the same, the other way round
    | `fine` | Required | ✓    |

Marks that say yes or no are read where the words around say of what; letters where the page explains them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from typing import Literal as OneOf

from swornspec.page import Lookup, Page
from swornspec.page.footnotes import without_marks
from swornspec.rules.english.meaning.claim import Claim
from swornspec.rules.english.members import equal
from swornspec.rules.english.reader import Outcome, Sentence
from swornspec.rules.english.reading import Reading
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.rules.expr import Compare, Count, Expr, Literal, Not, Present, Ref
from swornspec.rules.field import Field, Fields
from swornspec.rules.rule import Effect
from swornspec.spec.keyed_cells import limit_of, named_by, number_of, said_of_cell, speaks_otherwise
from swornspec.spec.keyed_values import values_in, values_said, whole_row
from swornspec.text import Passage
from swornspec.text.legible import legible, words

Use = OneOf["required", "forbidden", "ignored", "free", "unclear"]
_MOST_ROWS: Final = 200
_MOST_COLUMNS: Final = 40
_DEMANDING: Final = re.compile(r"\b(?:required|mandatory|must (?:have|be sent)|compulsory)\b", re.IGNORECASE)
_REFUSING: Final = re.compile(r"\b(?:unsupported|not (?:supported|allowed|permitted|accepted)|forbidden|prohibited)\b", re.IGNORECASE)
_SUPPORTING: Final = re.compile(r"support|availab|applicab|compatib|allowed|accept|feature|capabilit", re.IGNORECASE)
_SOFT: Final = re.compile(r"recommend|suggest|example|respon[sd]|return|typical|\bnot (?:required|mandatory)\b|optional", re.IGNORECASE)
_NARROWED: Final = re.compile(
    r"recommend|suggest|example|respon[sd]|return|typical|\b(?:if|when|unless|only|except|with|without|enterprise|beta|paid|trial)\b",
    re.IGNORECASE,
)
"""Words above a table that make advice of it, or state a condition that its rules would lose."""
_LISTS: Final = re.compile(r"[`\"']?(?P<name>[A-Za-z_$][\w$.-]*)[`\"']?")
_APART: Final = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|\n|\band\b|\+|&)\s*", re.IGNORECASE)
_OR: Final = re.compile(r"\s*(?:\bor\b|/|\|)\s*", re.IGNORECASE)
_NOTHING: Final = frozenset(("", "-", "–", "—", "none", "n/a", "no additional", "nothing"))
_SAID: Final[dict[str, Use]] = {
    **dict.fromkeys(("required", "mandatory", "always required", "must", "must be sent"), "required"),
    **dict.fromkeys(("optional", "allowed", "supported", "available", "accepted", "may be sent", "not required"), "free"),
    **dict.fromkeys(("not supported", "unsupported", "not allowed", "forbidden", "prohibited", "not accepted"), "forbidden"),
    **dict.fromkeys(
        ("not permitted", "not available", "unavailable", "must not be sent", "must be omitted", "cannot be sent"), "forbidden"
    ),
    **dict.fromkeys(("ignored", "not applicable", "n/a", "not used", "unused", "has no effect"), "ignored"),
}
_YES: Final = frozenset(("✓", "✔", "✔️", "✅", "☑", "●", "yes", "y", "true", ":white_check_mark:", ":heavy_check_mark:"))
_NO: Final = frozenset(("✗", "✘", "✕", "✖", "❌", "×", "no", "n", "false", ":x:", "⨯", "⛔"))
_MARKS: Final = frozenset(mark for mark in _YES | _NO if not mark.isalpha())
_ASIDE: Final = re.compile(r"\s*\([^()]{1,60}\)$")
_DASHED: Final = re.compile(r"[-–—]+")
_BARE: Final = frozenset(("yes", "y", "true", "no", "n", "false"))
_LEGEND: Final = (
    r"(?mi)(?:^|[(,;|])[\s*`\"'-]*{letter}[`\"'*]*\s*(?:=|:|-|–|—|\bis\b|\bmeans\b|\bstands\b|\bdenotes\b|\bindicates\b)"
    r"[\s*`\"'“]*(?:is |for |means )*[\s*`\"'“]*"
    r"(?P<word>required|mandatory|optional|not (?:supported|allowed|used|applicable)|unsupported|forbidden)\b"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table as a sentence is made of it: fields with the use that they have under a condition."""

    row: Sequence[Passage]
    uses: tuple[tuple[str, Use, Expr], ...] = ()
    either: tuple[tuple[tuple[str, ...], Expr], ...] = ()
    unread: tuple[str, ...] = ()
    limits: tuple[tuple[str, Mapping[str, Any], Expr], ...] = ()


@dataclass(frozen=True)
class Demands:
    """A table of a page, the fields of the request, and what the table says of their use."""

    page: Page
    lookup: Lookup
    fields: Fields
    vocabulary: Vocabulary

    def read(self) -> tuple[Sentence, ...] | None:
        """What the table states, a sentence for each row; None when it is no table of uses."""
        header, rows = self.lookup.header, self.lookup.rows[:_MOST_ROWS]
        if len(header) < 2 or len(header) > _MOST_COLUMNS or not rows or _NARROWED.search(self.lookup.above):
            return None
        lines = self._listed() or self._by_column() or self._by_row()
        if not lines or not any(line.uses or line.either or line.limits for line in lines):
            return None
        return tuple(s for line in lines if (s := self._sentence(line)) is not None)

    def _listed(self) -> list[_Line] | None:
        """The fields that each value needs, listed in a cell."""
        header = [words(cell) for cell in self.lookup.header]
        columns = [(n, use) for n, text in enumerate(header) if n and (use := _listing(text)) is not None]
        key = self._key_of_rows() if columns else None
        if key is None:
            return None
        found = []
        for row in self.lookup.rows[:_MOST_ROWS]:
            values = values_in(row[0], key) if row else ()
            if not values:
                found.append(_Line(row, unread=(words(row[0]) if row else "",)))
                continue
            when = equal(Ref(key.name, effective=True), values)
            uses: list[tuple[str, Use, Expr]] = []
            either, unread = [], []
            for n, use in columns:
                for group in self._groups(row[n]) if n < len(row) else ():
                    if isinstance(group, str):
                        unread.append(group)
                    elif len(group) == 1:
                        uses.append((group[0], use, when))
                    elif use == "required":
                        either.append((group, when))
                    else:
                        uses += [(name, use, when) for name in group]
            found.append(_Line(row, tuple(u for u in uses if u[0] != key.name), tuple(either), tuple(unread)))
        return found

    def _groups(self, cell: Passage) -> Iterator[tuple[str, ...] | str]:
        """The fields that a cell lists, alternatives together; words that name none as they are."""
        shown = " ".join(legible(without_marks(cell)[0]).text.replace("\n", " , ").split()).rstrip(".")
        if shown.lower() in _NOTHING:
            return
        for piece in _APART.split(shown):
            names = [self._name(part) for part in _OR.split(piece)]
            if piece and None not in names:
                yield tuple(n for n in names if n is not None)
            elif piece:
                yield piece

    def _name(self, text: str) -> str | None:
        """The field that a piece of a cell names, and nothing else."""
        found = _LISTS.fullmatch(text.strip("* "))
        if found is None:
            return None
        name = found["name"]
        if name in self.fields:
            return name
        told = [t for t in tokenize(text.strip("* "), self.vocabulary) if t.kind == "FIELD"]
        return str(told[0].value) if len(told) == 1 and (told[0].start, told[0].end) == (0, len(text.strip("* "))) else None

    def _by_column(self) -> list[_Line] | None:
        """Rows that are fields, columns that are values of another."""
        key, columns = self._key_of_columns()
        if key is None:
            return None
        found = []
        for row in self.lookup.rows[:_MOST_ROWS]:
            label = words(without_marks(row[0])[0]) if row else ""
            cells = [(row[n], values) for n, values in columns if n < len(row)]
            if (limits := self._limits(label, cells, key)) is not None:
                found.append(_Line(row, limits=limits))
                continue
            name = self._name(label)
            if name is None or name == key.name:
                if name is None and any(self._use(cell) in ("required", "forbidden", "ignored") for cell, _ in cells):
                    found.append(_Line(row, unread=(words(row[0]) if row else "",)))
                continue
            found.append(self._marked(row, key, [(name, cell, values) for cell, values in cells]))
        return found

    def _limits(
        self, label: str, cells: Sequence[tuple[Passage, tuple[Any, ...]]], key: Field
    ) -> tuple[tuple[str, Mapping[str, Any], Expr], ...] | None:
        """What the cells of a row limit the field that it begins with to, under each value; None where not all of them limit it.

        A row of single values sets them, unless its label says that they limit.
        """
        named = named_by(label, self.fields, self.vocabulary)
        if named is None or named[0].name == key.name or speaks_otherwise(f"{self.lookup.above} {label}"):
            return None
        field, facet = named
        stated = []
        for cell, values in cells:
            shown = legible(cell).text
            said = (
                None
                if without_marks(cell)[1]
                else said_of_cell(shown, field, facet) or (number_of(shown, field) if facet == "either" else None)
            )
            if said is None:
                return None
            stated.append((said, equal(Ref(key.name, effective=True), values)))
        listing = facet != "either" or any(k != "enum" or len(v) > 1 for said, _ in stated for k, v in said.items())
        if not listing or not any(said for said, _ in stated):
            return None
        known = set(map(str, field.enum or ()))
        limiting = ((said, when) for said, when in stated if said and not (known and known <= set(map(str, said.get("enum", ())))))
        return tuple((field.name, said, when) for said, when in limiting)

    def _by_row(self) -> list[_Line] | None:
        """Rows that are values of a field, columns that are others."""
        named = [(n, name) for n, cell in enumerate(self.lookup.header) if n and (name := self._name(words(cell))) is not None]
        key = self._key_of_rows() if named else None
        if key is None:
            return None
        found = []
        for row in self.lookup.rows[:_MOST_ROWS]:
            values = values_in(row[0], key) if row else ()
            cells = [(name, row[n]) for n, name in named if n < len(row) and name != key.name]
            if not any(self._use(cell) is not None for _, cell in cells):
                return None  # its cells hold values, not marks
            if not values:
                found.append(_Line(row, unread=(words(row[0]) if row else "",)))
                continue
            found.append(self._marked(row, key, [(name, cell, values) for name, cell in cells]))
        return found

    def _marked(self, row: Sequence[Passage], key: Field, cells: Iterable[tuple[str, Passage, tuple[Any, ...]]]) -> _Line:
        """What the marks of a row say: one use of a field under all the values that have it."""
        under: dict[tuple[str, Use], list[Any]] = {}
        unread = []
        for name, cell, values in cells:
            use = self._use(cell)
            if use in ("required", "forbidden", "ignored"):
                under.setdefault((name, use), []).extend(values)
            elif use != "free" or (self._dashed and _DASHED.fullmatch(cell.text.strip())):
                unread.append(name)
        uses = ((name, use, equal(Ref(key.name, effective=True), tuple(values))) for (name, use), values in under.items())
        return _Line(row, tuple(uses), unread=tuple(dict.fromkeys(unread)))

    @cached_property
    def _dashed(self) -> bool:
        """Whether a dash may say that something is not supported: among marks that say so of others with a tick alone."""
        shown = {words(cell).strip().lower() for row in self.lookup.rows[:_MOST_ROWS] for cell in row[1:]}
        return bool(shown & _YES) and self._topic != "required"

    def _use(self, cell: Passage) -> Use | None:
        """What a cell says of the use of a field; None where it is no mark of any use."""
        bare, marks = without_marks(cell)
        shown = " ".join(legible(bare).text.replace("`", "").replace("*", "").split()).strip(" .").lower()
        if marks or re.fullmatch(r".{1,12}\s?\(\d{1,2}\)", shown):
            return "unclear"
        if shown in ("", "-", "–", "—"):
            return "free"
        mark, _, word = shown.partition(" ")
        if word and mark in _MARKS:
            shown = _ASIDE.sub("", word)  # `✅ Required (1-2 images)`
        if (said := _SAID.get(shown)) is not None:
            return said
        if shown in _YES or shown in _NO:
            topic = self._topic
            if topic == "required":
                return "required" if shown in _YES else "free"
            if topic == "supported" or shown not in _BARE:
                return "free" if shown in _YES else "forbidden"
            return "unclear"
        return self._letters.get(shown.upper()) if len(shown) == 1 else None

    @cached_property
    def _topic(self) -> str | None:
        told = " ".join([self.lookup.above.rpartition(" / ")[2], *(words(cell) for cell in self.lookup.header)])
        if _DEMANDING.search(told):
            return None if _SUPPORTING.search(told) else "required"
        told = f"{self.lookup.above} {told}"
        return "supported" if _SUPPORTING.search(told) and not _DEMANDING.search(told) else None

    @cached_property
    def _letters(self) -> dict[str, Use]:
        """What single letters mean, where the page explains them."""
        cells = {words(c).strip().upper() for row in self.lookup.rows[:_MOST_ROWS] for c in row[1:] if len(words(c).strip()) == 1}
        found: dict[str, Use] = {}
        for letter in sorted(c for c in cells if c.isalpha()):
            legend = re.search(_LEGEND.format(letter=letter), self.page.text)
            if legend is not None:
                found[letter] = _SAID.get(legend["word"].lower(), "unclear")
        return found

    def _key_of_rows(self) -> Field | None:
        """The field that the first column has values of."""
        cells = [row[0] for row in self.lookup.rows[:_MOST_ROWS] if row]
        named = [t.value for t in tokenize(words(self.lookup.header[0]), self.vocabulary) if t.kind == "FIELD"]
        if len(named) == 1 and named[0] in self.fields:
            field = self.fields[named[0]]
            return field if any(values_in(cell, field) for cell in cells) else None
        holding = [f for f in self.fields.values() if f.enum and cells and all(values_in(cell, f) for cell in cells)]
        return holding[0] if len(holding) == 1 else None

    def _key_of_columns(self) -> tuple[Field | None, list[tuple[int, tuple[Any, ...]]]]:
        """The field that the columns but the first are values of, and these."""
        titles = [(n, legible(cell).text.strip()) for n, cell in enumerate(self.lookup.header) if n]
        for field in self.fields.values():
            if not field.enum and field.types != ("boolean",):
                continue
            found = [(n, values_said(_without_name(title, field), field)) for n, title in titles]
            kept = [(n, values) for n, values in found if values]
            flat = [str(v) for _, values in kept for v in values]
            known = len(kept) >= len(titles) - 1 or all(self._of_marks(n) for n, values in found if not values)
            if len(kept) > 1 and len(set(flat)) == len(flat) and known:
                return field, kept
        return None, []

    def _of_marks(self, column: int) -> bool:
        """Whether a column has nothing but marks: it is one of a kind that the page has no value for."""
        cells = [row[column] for row in self.lookup.rows[:_MOST_ROWS] if column < len(row)]
        return bool(cells) and all(self._use(cell) is not None for cell in cells)

    def _sentence(self, line: _Line) -> Sentence | None:
        passage = whole_row(self.page, line.row)
        readings = [r for name, use, when in line.uses if (r := self._reading(name, use, when)) is not None]
        for group, when in line.either:
            if not any(self.fields[n].required for n in group):
                either = Count(1, None, tuple(map(Present, group)))
                readings.append(Reading(Claim("at_least_one", group[0], expr=either, demands=True), (when,), Effect.REJECT, None))
        readings += [limit_of(name, stated, when) for name, stated, when in line.limits]
        if line.unread:
            why = f"what it says of {', '.join(line.unread)} was not understood"
            return Sentence(passage, Outcome.GAP, tuple(readings), why)
        return Sentence(passage, Outcome.RULE, tuple(readings)) if readings else None

    def _reading(self, name: str, use: Use, when: Expr) -> Reading | None:
        if use == "required":
            if self.fields[name].required:
                return None  # as it always is
            return Reading(Claim("required", name, expr=Present(name), demands=True), (when,), Effect.REJECT, None)
        if use == "forbidden":
            used: Expr = Compare("==", Ref(name), Literal(True)) if self.fields[name].types == ("boolean",) else Present(name)
            return Reading(Claim("forbidden", name, expr=Not(used), demands=True), (when,), Effect.REJECT, None)
        return Reading(Claim("ignored", name, effect=Effect.IGNORED), (when,), Effect.IGNORED, None)


def _listing(header: str) -> Use | None:
    """What a column says of the fields that its cells list; None where it lists none or says nothing firm."""
    if _REFUSING.search(header):
        return "forbidden"
    if _DEMANDING.search(header) and not _SOFT.search(header):
        return "required"
    return "ignored" if re.search(r"\bignored\b", header, re.IGNORECASE) else None


def _without_name(title: str, field: Field) -> str:
    """A title of a column without the name of its field: `mode=fast`, `mode: fast` and `fast mode` are `fast`."""
    bare = re.sub(rf"^`?{re.escape(field.name)}`?\s*(?:=|:)\s*|\s+{re.escape(field.name)}$", "", title.strip("* "), flags=re.IGNORECASE)
    return bare.strip("* ")


__all__ = ["Demands"]
