"""Values that prose lists one to a passage, each with its meaning.

Granularity of the marks. One of:
`word`: one mark for every word (default).
`line`: one mark for every line.

Quoted values need no introduction. Bare ones need a sentence before them that speaks of values or names the field or a
category ("type", "mode"), or must be codes ("GT10", "Y"). A list of which one item is no value is no list of values.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.items import Item, could_be, fits, item, says_more, typed
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.subject import head_of, is_category, own_parts
from swornspec.rules.english.tokens import Token, Vocabulary, parts_of, tokenize
from swornspec.text.sentences import sentences
from swornspec.text.span import Passage

_INTRODUCING: Final = frozenset({"ACCEPTS", "ONE_OF", "LISTED", "ALLOWED"})
_DENYING: Final = frozenset(
    {"EXAMPLE", "EXAMPLE_WORD", "INCLUDING", "CANNOT", "NOT", "UNSUPPORTED", "ONLY_VALID", "IGNORED", "RETURNED", "REFER"}
)
_SET_APART: Final = re.compile(r"(?i:(?:if|when) (?:set to|the value is)\s+)?[`\"'][^`\"'\n]{1,80}[`\"']\s*(?::|=|,|[-–—]{1,2}\s)")
_ABSENT: Final = re.compile(r"(?:null|empty|blank|omitted|unset|not set)\b", re.IGNORECASE)
_CODE: Final = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9_.+-]+|\w+_\w+")
_CASED: Final = re.compile(r"\b(?:is|are) (?:(?:only )?(?:supported|available|allowed|valid|accepted|offered)|the only)\b", re.IGNORECASE)
"""What an item says whose values are for some case: another item may have them for another one."""
_TICKED: Final = re.compile(r"`[^`\n]{1,80}`")
_AFTERWARDS: Final = re.compile(r"(?:When|If|Note|Defaults?|Only|For|This|These|The|It|Not|Must|Required|Unless)\b(?!\s*[:=–—-]).*\s.*\s")
"""The beginning of a sentence on a line of its own, which goes on with no list."""
_CELLS: Final = re.compile(r"\s*\|\s*")
_OF_JSON: Final = re.compile(r"-?\d.*|true|false|null|none", re.IGNORECASE)  # what is no text, or need not be one
_REACH: Final = 8  # words before a list that may name what it lists
_CLOSE: Final = 4  # of these, the ones that a list follows directly


@dataclass(frozen=True, slots=True)
class ValueList:
    """Passages [first, last) that hold a list of values; the item of one of them may say that it is the default."""

    first: int
    last: int
    values: tuple[Any, ...]
    default: Any = None
    default_at: int = -1


def value_lists(passages: Sequence[Passage], scope: Scope, vocabulary: Vocabulary) -> Iterator[ValueList]:
    """Yield the lists of two values and more that are all that their items hold."""
    if len(passages) < 2 or scope.field.types not in ((), ("string",), ("array",), ("integer",)):
        return
    at = 0
    while at < len(passages):
        run, end = _run(passages, at)
        if _is_row(passages[at].text):
            found = _table(passages, at, end, scope)
        else:
            found = _read([item(n, passages[n].text, scope) for n in run], run, end, passages, scope, vocabulary)
        if found is not None and agrees(found.values, scope):
            yield found
        deeper = (n for n in range(at + 1, end) if passages[n].level > passages[at].level) if found is None else iter(())
        at = next(deeper, max(end, at + 1))  # a list within an item of one that is none


def agrees(values: Iterable[Any], scope: Scope) -> bool:
    """Whether a list holds all values that are known: a list of some of them explains them, and states nothing."""
    known = scope.field.enum
    return known is None or {str(v) for v in known} == {str(v) for v in values}


def default_of(items: Sequence[Item]) -> tuple[Any, int]:
    """The value of the one item that says it is the default, and its place; (None, -1) when there is none, or several."""
    defaults = [i for i in items if i.default]
    return (defaults[0].values[0], defaults[0].at) if len(defaults) == 1 else (None, -1)


def _run(passages: Sequence[Passage], at: int) -> tuple[list[int], int]:
    """The passages that are items of one list, from one on, and where the list ends; nested ones belong to their item."""
    level, table = passages[at].level, _is_row(passages[at].text)
    run, end = [at], at + 1
    for n in range(at + 1, len(passages)):
        one = passages[n]
        if level == 0 and not _goes_on(passages[at], passages[n - 1], one, table=table):
            break
        if one.level < level and not (one.level == 0 and n + 1 < len(passages) and passages[n + 1].level == level):
            break
        if one.level == level:
            run.append(n)
            end = n + 1
        elif one.level > level and end == n:
            end = n + 1
    return run, end


def _is_row(text: str) -> bool:
    """Whether a line may be a row of a table, with bars around it or between its cells alone."""
    return text.startswith("|") or " | " in text


def _goes_on(first: Passage, before: Passage, one: Passage, *, table: bool) -> bool:
    """Whether a line of prose goes on with the list or table that a line before it has started."""
    near = 2 if table or (_SET_APART.match(one.text) and _SET_APART.match(first.text)) else 1
    if one.level or not _adjoin(before, one, near) or _is_row(one.text) != table:
        return False
    return table or (could_be(one.text) and could_be(first.text))


def _read(
    items: Sequence[Item | None], run: Sequence[int], end: int, passages: Sequence[Passage], scope: Scope, vocabulary: Vocabulary
) -> ValueList | None:
    absent = [n for n, i in enumerate(items) if (i is None or not i.quoted) and _ABSENT.match(passages[run[n]].text)]
    known = [i for n, i in enumerate(items) if i is not None and n not in absent]
    said = [v for i in known for v in i.values]
    values = tuple({str(v): v for v in said}.values())
    again = {v for v in said if said.count(v) > 1} if len(values) < len(said) else set()
    twice = any(not _CASED.search(passages[i.at].text) for i in known if again.intersection(i.values))
    if len(known) < 2 or len(known) + len(absent) < len(items) or not all(map(fits, values)) or twice:
        return None
    if not _in_place(known[0].at, end, passages):
        return None
    before = _Introduction(passages, known[0].at, scope, vocabulary)
    if not before.allows(known) or (not scope.field.types and not before.sure_of(values)):
        return None
    return ValueList(known[0].at, end, values, *default_of(known))


def _in_place(first: int, end: int, passages: Sequence[Passage]) -> bool:
    """Whether lines of prose start and end a list where it seems to: nothing of it stands before or after them."""
    if passages[first].level:
        return True
    before = passages[first - 1] if first and _adjoin(passages[first - 1], passages[first]) else None
    if before is not None and (before.text.endswith(",") or (says_more(before.text) and not before.text.endswith(":"))):
        return False
    if before is not None and before.text.endswith(":") and end < len(passages) and _AFTERWARDS.match(passages[end].text):
        return True
    return not (end < len(passages) and passages[end].level == 0 and _adjoin(passages[end - 1], passages[end]))


class _Introduction:
    """What stands before a list, and what that makes of it."""

    def __init__(self, passages: Sequence[Passage], first: int, scope: Scope, vocabulary: Vocabulary) -> None:
        self._scope, self._first, self._level = scope, first, passages[first].level
        above = [p for p in passages[max(0, first - 2) : first] if p.level < max(1, self._level)]
        tokens = [t for p in above for s in [*sentences(p)][-2:] for t in tokenize(s.text, vocabulary)]
        last = tokens[_last_sentence(tokens) :]
        self._opens = bool(tokens) and tokens[-1].kind == "COLON"
        self._of_values = self._opens and any(t.kind in _INTRODUCING for t in tokens)
        self._itself = any(t.kind == "FIELD" and t.value == scope.subject for t in last)
        self._some = any_is("open", (str(t.value).lower() for t in last))
        self._near, self._close = _words(last[-_REACH:]), _words(last[-_CLOSE:])
        self._of_letters = any(
            t.kind == "CHARACTERS" and n and str(tokens[n - 1].value).lower() in ("first", "last") for n, t in enumerate(tokens)
        )
        denied = any(t.kind in _DENYING and not (self._of_values and t.kind == "INCLUDING") for t in last)
        self._denies = denied or (bool(last) and last[0].kind in ("IF", "UNLESS", "FOR"))

    def allows(self, items: Sequence[Item]) -> bool:
        """Whether items in this place are the values of the field."""
        named = self._names(self._close)
        other = not self._of_values and not named and any_is("structure", self._close)
        expression = not self._of_values and any_is("syntax", (head_of(self._scope.subject),))
        if (self._opens and self._denies) or other or expression or self._of_letters or self._some:
            return False
        if all(i.quoted for i in items):
            meant = any(i.meant for i in items) if self._level else all(i.meant for i in items)
            return self._of_values or self._opens or meant or named
        if any(i.quoted for i in items) or len({i.sign for i in items if i.meant}) > 1:
            return False
        if self._of_values:
            return True
        if not any(i.meant for i in items):
            return self._opens and (named or any_is("generic", self._close))
        return all(i.meant for i in items) and self._allows_bare(items)

    def sure_of(self, values: Sequence[Any]) -> bool:
        """Whether values of a field whose type nobody knows are texts for sure, and said to be its values."""
        return self._of_values and not any(_OF_JSON.fullmatch(str(value)) for value in values)

    def _allows_bare(self, items: Sequence[Item]) -> bool:
        if self._level == 0 and not self._opens:
            return False
        sign = items[0].sign
        named = self._itself or self._names(self._near) or any_is("generic", self._near)
        starts = not self._first and is_category(self._scope.subject)
        coded = all(_CODE.fullmatch(str(v)) for i in items for v in i.values)
        return (coded and (named or sign == "=" or starts)) or (named and sign != ",")

    def _names(self, words: Set[str]) -> bool:
        """Whether words name the field or a category, of which values could follow."""
        return any_is("category", words) or not words.isdisjoint(own_parts(self._scope.subject))


def _table(passages: Sequence[Passage], first: int, end: int, scope: Scope) -> ValueList | None:
    """The column of a table that holds values: its head says so, its cells are single words of the field's type."""
    rows = [_CELLS.split(p.text.strip().strip("|").strip()) for p in passages[first:end]]
    if len(rows) < 3 or any(len(r) != len(rows[0]) for r in rows):
        return None
    for column, head in enumerate(rows[0]):
        words = set(parts_of(head))
        values = tuple(typed(row[column].strip("`\"' "), scope) for row in rows[1:])
        single = all(v not in (None, "") and not re.search(r"\s", str(v)) for v in values) and len({str(v) for v in values}) == len(values)
        numbers = scope.field.types != ("integer",) and all(str(v).isdigit() for v in values)
        untitled = not words and not column and all(_TICKED.fullmatch(row[column]) for row in rows[1:])
        if single and not numbers and (untitled or any_is("generic", words) or words & {*own_parts(scope.subject), "name"}):
            return ValueList(first, end, values)
    return None


def _words(tokens: Sequence[Token]) -> set[str]:
    return {p for t in tokens if isinstance(t.value, str) and t.kind != "THIS" for p in parts_of(t.value)}


def _last_sentence(tokens: Sequence[Token]) -> int:
    return max((n + 1 for n, t in enumerate(tokens[:-1]) if t.kind == "STOP"), default=0)


def _adjoin(one: Passage, other: Passage, lines: int = 1) -> bool:
    """Whether a passage begins at most some lines after another one's last."""
    return other.span.first <= one.span.last + lines
