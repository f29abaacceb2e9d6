"""Values that prose lists one to a passage, each with its meaning.

Granularity of the marks. One of:
`word`: one mark for every word (default).
`line`: one mark for every line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.tokens import Token, Vocabulary, tokenize
from swornspec.text.span import Passage

_INTRODUCING: Final = frozenset({"ACCEPTS", "ONE_OF", "LISTED"})
_DENYING: Final = frozenset(
    {"EXAMPLE", "EXAMPLE_WORD", "INCLUDING", "CANNOT", "NOT", "UNSUPPORTED", "IF", "UNLESS", "FOR", "ONLY_VALID", "IGNORED"}
)
_QUOTES: Final = "`\"'“"
_DASHES: Final = "-–—"


@dataclass(frozen=True, slots=True)
class ValueList:
    """Passages [first, last) that are the items of a list of values; `default` is the one marked as such."""

    first: int
    last: int
    values: tuple[Any, ...]
    default: Any = None


@dataclass(frozen=True, slots=True)
class _Item:
    value: Any
    quoted: bool
    meant: bool
    default: bool


def value_lists(passages: Sequence[Passage], scope: Scope, vocabulary: Vocabulary) -> Iterator[ValueList]:
    """Yield the lists of two values and more that are all that their lines hold.

    Quoted values with a meaning each ("`a`: first") need no introduction; bare ones, and those without a meaning, need
    a sentence before them that speaks of values and ends with a colon. A list of which one item is something else is none.
    """
    if len(passages) < 2 or scope.field.types not in (("string",), ("array",)):
        return
    items = [_item(tokenize(p.text, vocabulary), p.text, scope) for p in passages]
    at = 0
    while at < len(items):
        end = at
        while end < len(items) and items[end] is not None and (end == at or _adjoin(passages[end - 1], passages[end])):
            end += 1
        if end - at > 1:
            found = _read(at, end, [i for i in items[at:end] if i], passages, vocabulary)
            known = scope.field.enum
            agrees = known is None or (found is not None and {str(v) for v in known} == {str(v) for v in found.values})
            if found and agrees:
                yield found  # a list of some of the values that are known explains them, and states nothing
        at = max(end, at + 1)


def _read(first: int, last: int, items: Sequence[_Item], passages: Sequence[Passage], vocabulary: Vocabulary) -> ValueList | None:
    before = tokenize(passages[first - 1].text, vocabulary) if first else ()
    opens = bool(before) and before[-1].kind == "COLON"
    introduced = opens and any(t.kind in _INTRODUCING for t in before)
    if opens and any(t.kind in _DENYING for t in before[_sentence_start(before) :]):
        return None
    if not introduced and not all(i.quoted and i.meant for i in items):
        return None
    if not introduced and first and not opens and _adjoin(passages[first - 1], passages[first]) and _marked(before):
        return None
    if last < len(passages) and _adjoin(passages[last - 1], passages[last]):
        return None  # the list goes on with something that is no value
    values = tuple(i.value for i in items)
    defaults = [i.value for i in items if i.default]
    if len(set(map(str, values))) < len(values):
        return None
    return ValueList(first, last, values, defaults[0] if len(defaults) == 1 else None)


def _item(tokens: Sequence[Token], text: str, scope: Scope) -> _Item | None:
    if not tokens or tokens[0].kind not in ("VAL", "W", "NUM"):
        return None
    quoted = tokens[0].kind == "VAL" and text[tokens[0].start] in _QUOTES
    after = tokens[1] if len(tokens) > 1 else None
    meant = after is not None and (after.kind in ("COLON", "SET_TO") or (after.value in tuple(_DASHES) and text[after.start - 1] == " "))
    alone = after is None or after.kind in ("STOP", "COMMA") or after.kind == "LPAR"
    if not (meant or alone) or (alone and after is not None and after.kind in ("STOP", "COMMA") and len(tokens) > 2):
        return None
    kinds = [t.kind for t in tokens]
    default = any(kinds[n : n + 3] == ["LPAR", "BARE_DEFAULT", "RPAR"] for n in range(len(kinds)))
    value = scope.bind(scope.subject, tokens[0]) if tokens[0].kind == "VAL" else text[tokens[0].start : tokens[0].end]
    return _Item(value, quoted, meant, default)


def _marked(tokens: Sequence[Token]) -> bool:
    """Whether a passage is itself an item with a meaning, of something that is no value."""
    return len(tokens) > 1 and tokens[1].kind in ("COLON", "MINUS")


def _sentence_start(tokens: Sequence[Token]) -> int:
    return max((n + 1 for n, t in enumerate(tokens[:-1]) if t.kind == "STOP"), default=0)


def _adjoin(one: Passage, other: Passage) -> bool:
    """Whether a passage begins on the line after another one's last."""
    return other.span.first <= one.span.last + 1
