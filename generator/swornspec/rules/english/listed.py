"""Values that prose lists one to a passage, each with its meaning.

Granularity of the marks. One of:
`word`: one mark for every word (default).
`line`: one mark for every line.

Quoted values need no introduction. Bare ones need a sentence before them that speaks of values or names the field or a
category ("type", "mode"), or must be codes ("GT10", "Y"). A list of which one item is no value is no list of values.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import Token, Vocabulary, lexicon, number, parts_of, tokenize
from swornspec.text.sentences import sentences
from swornspec.text.span import Passage

_INTRODUCING: Final = frozenset({"ACCEPTS", "ONE_OF", "LISTED", "ALLOWED"})
_DENYING: Final = frozenset({"EXAMPLE", "EXAMPLE_WORD", "INCLUDING", "CANNOT", "NOT", "UNSUPPORTED", "ONLY_VALID", "IGNORED", "RETURNED"})
_QUOTED: Final = re.compile(
    r"(?:(?:if|when)\s+(?:set\s+to\s+|the\s+value\s+is\s+|`?(?P<field>[\w.]+)`?\s*(?:==?|is(?:\s+set\s+to)?)\s*)?|set\s+to\s+)?"
    r"[`\"'“]{1,3}(?P<value>[^`\"'“”\n]{0,80}?)[`\"'”]{1,3}(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE: Final = re.compile(
    r"(?P<value>[^\s:=,`\"'“()|;]{1,60}?)(?P<sign>\s*(?:->|=>|→|:|=)\s|\s*=(?=\S)|\s+[-–—]{1,2}\s+|\s*,\s+|\s+\(|\s+(?:to|for)\s+|\s*[.,;]?\s*$)(?P<rest>.*)",
    re.DOTALL,
)
_SET_APART: Final = re.compile(r"(?i:(?:if|when) (?:set to|the value is)\s+)?[`\"'][^`\"'\n]{1,80}[`\"']\s*(?::|=|,|[-–—]{1,2}\s)")
_MORE: Final = re.compile(r"\s*(?:,|and|or|/)\s*[`\"'“](?P<value>[^`\"'“”\n]{1,80}?)[`\"'”](?P<rest>.*)", re.DOTALL)
_QUOTATION: Final = re.compile(r"(?<!\w)([`\"'])(?P<value>[\w.+/-]{1,60})\1(?!\w)")
_SAYS_WHAT: Final = re.compile(r"^\W*[\w.+/-]+\W*\s(?:is|are)\b")
_LEAD: Final = re.compile(r"(?:use|specify|choose|select|enter|send|a value of|a|an|the value)\s+(?=[`\"'])", re.IGNORECASE)
_RANGE: Final = re.compile(r"[A-Za-z]+\d+-[A-Za-z]+\d+")
_ABSENT: Final = re.compile(r"(?:null|empty|blank|omitted|unset|not set)\b", re.IGNORECASE)
_DEFAULT: Final = re.compile(
    r"\(\s*(?:the\s+)?default\b[^()]{0,30}\)|\bis\s+the\s+default\b|(?:^|[.\s])\s*default\s*\.?\s*$", re.IGNORECASE
)
_CODE: Final = re.compile(r"(?=.*[A-Z0-9])[A-Z0-9_.+-]+|\w+_\w+")
_CELLS: Final = re.compile(r"\s*\|\s*")
_REACH: Final = 8  # words before a list that may name what it lists


@dataclass(frozen=True, slots=True)
class ValueList:
    """Passages [first, last) that hold a list of values; the item of one of them may say that it is the default."""

    first: int
    last: int
    values: tuple[Any, ...]
    default: Any = None
    default_at: int = -1


@dataclass(frozen=True, slots=True)
class _Item:
    at: int
    values: tuple[Any, ...]
    quoted: bool
    sign: str
    meant: bool
    default: bool


def value_lists(passages: Sequence[Passage], scope: Scope, vocabulary: Vocabulary) -> Iterator[ValueList]:
    """Yield the lists of two values and more that are all that their items hold."""
    if len(passages) < 2 or not {"string", "array", "integer"} & set(scope.field.types) or len(scope.field.types) != 1:
        return
    at = 0
    while at < len(passages):
        run, end = _run(passages, at)
        table = passages[at].text.startswith("|")
        items = [] if table else [_item(n, passages[n].text, scope) for n in run]
        found = _table(passages, at, end, scope) if table else _read(run, items, end, passages, scope, vocabulary)
        if found is not None and _agrees(found, scope):
            yield found
        at = max(end, at + 1)


def _run(passages: Sequence[Passage], at: int) -> tuple[list[int], int]:
    """The passages that are items of one list, from one on, and where the list ends; nested ones belong to their item."""
    level, table = passages[at].level, passages[at].text.startswith("|")
    run, end = [at], at + 1
    for n in range(at + 1, len(passages)):
        one = passages[n]
        if level == 0:
            near = 2 if table or (_SET_APART.match(one.text) and _SET_APART.match(passages[at].text)) else 1
            if one.level or not _adjoin(passages[n - 1], one, near) or one.text.startswith("|") != table:
                break
            if not table and not (_stated(one.text) and _stated(passages[at].text)):
                break
        elif one.level < level and not (one.level == 0 and n + 1 < len(passages) and passages[n + 1].level == level):
            break
        if one.level == level:
            run.append(n)
            end = n + 1
        elif one.level > level and end == n:
            end = n + 1
    return run, end


def _item(at: int, text: str, scope: Scope) -> _Item | None:
    quoted = _QUOTED.match(text)
    if quoted:
        if quoted["field"] and quoted["field"] != scope.subject.rsplit(".", 1)[-1]:
            return None
        values, rest = [quoted["value"].strip().rstrip("*†")], quoted["rest"]
        while more := _MORE.match(rest):
            values.append(more["value"])
            rest = more["rest"]
        return _Item(at, tuple(_typed(v, scope) for v in values), True, "", bool(rest.strip(" .,;")), _DEFAULT.search(rest) is not None)
    bare = _BARE.match(text)
    if bare is None:
        return None
    sign, rest = bare["sign"].strip(), bare["rest"]
    meant = bool(rest.strip()) and bool(sign)
    value = _typed(bare["value"].rstrip("*†"), scope)
    if value is None and sign in ("=", ":"):
        value = _typed(rest.strip(), scope)  # "Queued = 1"
    sign = "-" if sign in ("–", "—", "--") else sign.strip(".;")
    return _Item(at, (value,), False, sign, meant, _DEFAULT.search(bare["sign"] + rest) is not None)


def _typed(text: str, scope: Scope) -> Any:
    if scope.field.types != ("integer",):
        return text
    return number(text) if re.fullmatch(r"-?\d{1,15}", text) else None


def _read(
    run: Sequence[int], items: Sequence[_Item | None], end: int, passages: Sequence[Passage], scope: Scope, vocabulary: Vocabulary
) -> ValueList | None:
    absent = [n for n, i in enumerate(items) if (i is None or not i.quoted) and _ABSENT.match(passages[run[n]].text)]
    known = [i for n, i in enumerate(items) if i is not None and n not in absent]
    if len(known) < 2 or len(known) + len(absent) < len(items) or not all(_fits(v) for i in known for v in i.values):
        return None
    values = tuple(v for i in known for v in i.values)
    if len(set(map(str, values))) < len(values):
        return None
    first = known[0].at
    before = [
        t
        for p in passages[max(0, first - 2) : first]
        if p.level < max(1, passages[first].level)
        for s in [*sentences(p)][-2:]
        for t in tokenize(s.text, vocabulary)
    ]
    if not _stands(known, before, passages, end, scope):
        return None
    defaults = [i for i in known if i.default]
    default = defaults[0] if len(defaults) == 1 else None
    return ValueList(first, end, values, default.values[0] if default else None, default.at if default else -1)


def _fits(value: Any) -> bool:
    """Whether something is a single value: no range of codes ("A1-A9")."""
    return value is not None and not _RANGE.fullmatch(str(value))


def _stands(items: Sequence[_Item], before: Sequence[Token], passages: Sequence[Passage], end: int, scope: Scope) -> bool:
    """Whether what stands around a list makes it one of values."""
    opens = bool(before) and before[-1].kind == "COLON"
    introduced = opens and any(t.kind in _INTRODUCING for t in before)
    last = before[_sentence_start(before) :]
    near = {p for t in last[-_REACH:] if isinstance(t.value, str) for p in parts_of(t.value)}
    lead = {p for t in before[-12:] if t.kind == "CHARACTERS" for p in parts_of(str(t.value))}
    latest = {p for t in last[-4:] if isinstance(t.value, str) for p in parts_of(t.value)}
    first = items[0].at
    denied = any(t.kind in _DENYING and not (introduced and t.kind == "INCLUDING") for t in last) or (
        bool(last) and last[0].kind in ("IF", "UNLESS", "FOR")
    )
    if (
        (opens and denied)
        or (not introduced and not _names_values(latest, scope) and any_is("structure", latest))
        or any_is("structure", lead)
    ):
        return False
    if passages[first].level == 0:
        if first and passages[first - 1].text.endswith(",") and _adjoin(passages[first - 1], passages[first]):
            return False  # the list starts within the text before it
        if end < len(passages) and passages[end].level == 0 and _adjoin(passages[end - 1], passages[end]):
            return False  # the list goes on with something that is no value
        if not introduced and not opens and first and _adjoin(passages[first - 1], passages[first]) and _marked(passages[first - 1].text):
            return False
    if all(i.quoted for i in items):
        meant = any(i.meant for i in items) if passages[first].level else all(i.meant for i in items)
        return introduced or opens or meant or _names_values(latest, scope)
    if any(i.quoted for i in items) or len({i.sign for i in items if i.meant}) > 1:
        return False
    if introduced:
        return True
    if not all(i.meant for i in items) and not opens:
        return False
    if opens and not any(i.meant for i in items):
        return _names_values(latest, scope) or any_is("generic", latest)
    coded = all(_CODE.fullmatch(str(v)) for i in items for v in i.values)
    own = bool(near & own_parts(scope.subject)) or any(t.kind == "FIELD" and t.value == scope.subject for t in last)
    named = own or any_is("category", near) or any_is("generic", near)
    if passages[first].level == 0 and not opens:
        return False
    return (coded and (named or items[0].sign == "=" or (not first and any_is("category", own_parts(scope.subject))))) or (
        named and all(i.meant for i in items) and items[0].sign != ","
    )


def _names_values(words: Set[str], scope: Scope) -> bool:
    """Whether words name the field or a category, of which values could follow."""
    return any_is("category", words) or not words.isdisjoint(own_parts(scope.subject))


def _table(passages: Sequence[Passage], first: int, end: int, scope: Scope) -> ValueList | None:
    """The column of a table that holds values: its head says so, its cells are single words of the field's type."""
    rows = [[c for c in _CELLS.split(p.text.strip().strip("|").strip())] for p in passages[first:end]]
    if len(rows) < 3 or any(len(r) != len(rows[0]) for r in rows):
        return None
    for column, head in enumerate(rows[0]):
        words = set(parts_of(head))
        values = [_typed(row[column].strip("`\"' "), scope) for row in rows[1:]]
        fits = all(v not in (None, "") and not re.search(r"\s", str(v)) for v in values) and len({str(v) for v in values}) == len(values)
        if (
            fits
            and (any_is("generic", words) or words & own_parts(scope.subject) or "name" in words)
            and not all(str(v).isdigit() for v in values if scope.field.types != ("integer",))
        ):
            return ValueList(first, end, tuple(values))
    return None


def spoken_values(parts: Sequence[Passage], scope: Scope, vocabulary: Vocabulary) -> ValueList | None:
    """The values that sentences of one passage start with, each saying what it does ("`a` keeps it. `b` drops it.").

    No other quoted word may stand among them.
    """
    if scope.field.types not in (("string",), ("array",)):
        return None
    pieces = [(n, piece) for n, part in enumerate(parts) for piece in re.split(r";\s+", part.text)]
    items = [_item(n, _LEAD.sub("", piece), scope) for n, piece in pieces]
    known = [
        i for i, (_, piece) in zip(items, pieces, strict=True) if i is not None and i.quoted and i.meant and not _SAYS_WHAT.search(piece)
    ]
    first = known[0].at if known else 0
    values = tuple(v for i in known for v in i.values)
    others = {v for part in parts[first:] for v in _quotations(part.text)} - {str(v) for v in values}
    named = any(vocabulary.is_field(str(v)) for v in values) or any(re.search(r"\s", str(v)) for v in values)
    if len(known) < 2 or others or named or not all(map(_fits, values)) or len(set(values)) < len(values):
        return None
    before = [t for part in parts[:first] for t in tokenize(part.text, vocabulary)]
    if any(t.kind in ("EXAMPLE", "EXAMPLE_WORD", "INCLUDING") for t in before) or not all(values):
        return None
    defaults = [i for i in known if i.default]
    default = defaults[0] if len(defaults) == 1 else None
    found = ValueList(first, len(parts), values, default.values[0] if default else None, default.at if default else -1)
    return found if _agrees(found, scope) else None


def _quotations(text: str) -> set[str]:
    return {m["value"] for m in _QUOTATION.finditer(text)}


def _agrees(found: ValueList, scope: Scope) -> bool:
    """Whether a list holds all values that are known: a list of some of them explains them, and states nothing."""
    known = scope.field.enum
    return known is None or {str(v) for v in known} == {str(v) for v in found.values}


def _marked(text: str) -> bool:
    """Whether a passage is itself an item with a meaning, of something that is no value."""
    found = _BARE.match(text)
    return found is not None and bool(found["sign"].strip()) and bool(found["rest"].strip())


def _sentence_start(tokens: Sequence[Token]) -> int:
    return max((n + 1 for n, t in enumerate(tokens[:-1]) if t.kind == "STOP"), default=0)


def _stated(text: str) -> bool:
    """Whether a line of prose can be an item of a list."""
    bare = _BARE.match(text)
    return _QUOTED.match(text) is not None or (
        bare is not None and lexicon().get((bare["value"].lower(),), "W") in ("W", "TRUE", "FALSE", "NO")
    )


def _adjoin(one: Passage, other: Passage, lines: int = 1) -> bool:
    """Whether a passage begins at most some lines after another one's last."""
    return other.span.first <= one.span.last + lines


def labelled(text: str, scope: Scope) -> bool:
    """Whether an item starts with a label that is no word for a constraint: what it says holds for what the label names."""
    found = _QUOTED.match(text) or _BARE.match(text)
    if found is None or (found.re is _BARE and found["sign"].strip()[:1] not in tuple(":=-–—")) or not found["rest"].strip():
        return False
    label = found["value"].lower()
    return (
        lexicon().get((label,), "W") == "W"
        and not set(parts_of(label)) & own_parts(scope.subject)
        and not any_is("generic", parts_of(label))
    )
