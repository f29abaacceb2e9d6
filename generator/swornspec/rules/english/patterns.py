"""Forms read from data files (forms/*.txt, conditions.txt): patterns over kinds of tokens, matched by the regular expression engine.

Every kind of token is one character to the patterns, so that a place in a text of kinds is a place among the tokens. A row
is tried only at tokens it can start with, in clauses that have all kinds of tokens it needs; both are worked out once, when
the file is read. What stands in a clause depends on its kinds of tokens alone: it is found once for all clauses of the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final

from swornspec.rules.english.tokens import Token

_PIECE: Final = re.compile(r"\$(?P<macro>[a-z]\w*)|<(?P<open>[a-z]\w*):|(?P<close>>)|(?P<kind>[A-Z][A-Z_]*)|(?P<other>\S)|\s+")
_SYNTAX: Final = re.compile(
    r"(?P<kind>[\ue000-\uf8ff])|(?P<any>\.|\[\^[^\]]+\])|(?P<open>\(\?(?::|P<\w+>))|(?P<close>\))|(?P<bar>\|)|(?P<times>[?*+]|\{\d*,?\d*\})"
)
_ANY: Final = "*"  # in a set of kinds: a token of any kind
_FIRST_SIGN: Final = 0xE000  # the first character that stands for a kind: those of private use mean nothing to patterns
MOST_TOKENS: Final = 1000
"""The longest clause that is read; no form is that long, and half a clause may mean the opposite."""
_MOST_KEPT: Final = 200  # tokens of a clause whose matches are kept for others like it
_FILES: Final = {
    "forms": tuple(f"forms/{part}.txt" for part in ("macros", "bounds", "values", "presence", "effects", "between", "texts")),
    "lists": ("forms/macros.txt", "forms/lists.txt"),
    "conditions": ("conditions.txt",),
    "answers": ("forms/answers.txt",),
}
_NO_TERM: Final = (
    *("OR", "AND", "COMMA", "SEMI", "COLON", "STOP", "LPAR", "RPAR", "LSQB", "RSQB", "SLASH", "PIPE", "MINUS", "MARK", "STAR", "PLUS"),
    *("IS", "BE", "MUST", "CAN", "CANNOT", "WILL", "NOT", "IF", "UNLESS", "FOR", "WITH", "TO", "IN", "THIS", "YOU", "EXAMPLE", "SET_TO"),
    *("REL_LE", "REL_GE", "REL_LT", "REL_GT", "REL_NE", "RNG", "ONE_OF", "ACCEPTS", "WHETHER", "HOLD", "INCLUDING", "AT_LEAST", "AT_MOST"),
    *("CASE", "DEFAULT", "BY_DEFAULT", "AS_DEFAULT", "BETWEEN", "IGNORED", "DEPRECATED", "ONLY", "ONLY_VALID", "ONLY_MATTERS", "OVERRIDES"),
)


class _Signs(dict[str, str]):
    """The character that stands for a kind of token; a kind has the next one free when it is first met."""

    def __missing__(self, kind: str) -> str:
        self[kind] = sign = chr(_FIRST_SIGN + len(self))
        return sign


_SIGNS: Final = _Signs()


@dataclass(frozen=True)
class Form:
    """A sentence form: its name (what it means is said in the module that reads it) and its pattern over kinds of tokens."""

    name: str
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern; most pages have no use for most forms."""
        return re.compile(self.source)


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in tokens [first, last): all of these tokens, and those of each named part."""

    form: str
    first: int
    last: int
    parts: dict[str, tuple[Token, ...]]
    tokens: tuple[Token, ...] = ()


@cache
def table(name: str) -> tuple[Form, ...]:
    """The rows of `forms` (sentence forms), `lists` (lists of bare values), `conditions` or `answers`, in the order of their files."""
    macros: dict[str, str] = {}
    found = []
    for line in _rows(name):
        if line.startswith("$"):
            macro, _, pattern = line[1:].partition(" = ")
            macros[macro] = f"(?:{_compile(pattern, macros)})"
        else:
            form, _, pattern = line.partition(": ")
            found.append(Form(form, _compile(pattern, macros)))
    return tuple(found)


@cache
def _rows_from(name: str, sign: str) -> tuple[tuple[int, Form, frozenset[str]], ...]:
    """The rows of a table that can start with a kind of token: each counted from 0, its form, the kinds that it needs."""
    rows = ((n, form) for n, form in enumerate(table(name)) if not _starts(form.source).isdisjoint((sign, _ANY)))
    return tuple((n, form, _needs(form.source)) for n, form in rows)


@cache
def _needs(source: str) -> frozenset[str]:
    """The kinds of tokens without which a pattern matches nothing."""
    return frozenset(_always(list(_SYNTAX.finditer(source)), 0)[0])


def _always(pieces: Sequence[re.Match[str]], at: int) -> tuple[set[str], int]:
    """The kinds that all of the alternatives from a place on need, and where they end."""
    alternatives: list[set[str]] = [set()]
    while at < len(pieces) and not pieces[at]["close"]:
        piece = pieces[at]
        at += 1
        if piece["bar"]:
            alternatives.append(set())
            continue
        inner = {piece["kind"]} if piece["kind"] else set()
        if piece["open"]:
            inner, at = _always(pieces, at)
            at += 1
        if at < len(pieces) and (times := pieces[at]["times"]):
            inner = set() if times in "?*" or times.startswith(("{0", "{,")) else inner
            at += 1
        alternatives[-1] |= inner
    return set.intersection(*alternatives), at


@cache
def _starts(source: str) -> frozenset[str]:
    """The kinds of tokens that a pattern can start with."""
    pieces = list(_SYNTAX.finditer(source))
    return frozenset(_first(pieces, 0)[0])


def _first(pieces: Sequence[re.Match[str]], at: int) -> tuple[set[str], bool, int]:
    """Of the alternatives from a place on: the kinds they start with, whether one may be empty, and where they end."""
    kinds: set[str] = set()
    some_empty, empty = False, True
    while at < len(pieces) and not pieces[at]["close"]:
        piece = pieces[at]
        at += 1
        if piece["bar"]:
            some_empty, empty = some_empty or empty, True
            continue
        inner, optional = {piece["kind"] or _ANY}, False
        if piece["open"]:
            inner, optional, at = _first(pieces, at)
            at += 1
        if at < len(pieces) and pieces[at]["times"]:
            optional = optional or pieces[at]["times"] in "?*" or pieces[at]["times"].startswith(("{0", "{,"))
            at += 1
        if empty:
            kinds |= inner
        empty = empty and optional
    return kinds, some_empty or empty, at


def _rows(name: str) -> Iterator[str]:
    for file in _FILES[name]:
        text = (files("swornspec.rules.english") / file).read_text(encoding="utf-8")
        yield from (line for line in text.splitlines() if line and not line.startswith("#"))


def _compile(pattern: str, macros: dict[str, str]) -> str:
    out = []
    for piece in _PIECE.finditer(pattern):
        if piece["macro"]:
            out.append(macros[piece["macro"]])
        elif piece["open"]:
            out.append(f"(?P<{piece['open']}>")
        elif piece["close"]:
            out.append(")")
        elif piece["kind"]:
            out.append(f"[^{''.join(_SIGNS[k] for k in _NO_TERM)}]" if piece["kind"] == "TERM" else _SIGNS[piece["kind"]])
        elif piece["other"]:
            out.append("(?:" if piece["other"] == "(" else piece["other"])
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a row of a table matches: its number, its name, its tokens [first, last), and those of its named parts."""

    row: int
    form: str
    first: int
    last: int
    parts: tuple[tuple[str, int, int], ...]


class _Shape:
    """The kinds of the tokens of a clause, and what was found in it."""

    def __init__(self, text: str) -> None:
        self._text, self._present = text, frozenset(text)
        self._longest: dict[tuple[str, int], _Found | None] = {}
        self._all: dict[str, tuple[_Found, ...]] = {}

    def find(self, file: str) -> tuple[_Found, ...]:
        if file not in self._all:
            self._all[file] = tuple(self._find(file))
        return self._all[file]

    def longest(self, file: str, at: int) -> _Found | None:
        if (file, at) not in self._longest:
            self._longest[file, at] = self._farthest(file, at)
        return self._longest[file, at]

    def _find(self, file: str) -> Iterator[_Found]:
        at = 0
        while at < len(self._text):
            best = self.longest(file, at)
            if best is not None:
                yield best
            at = best.last if best else at + 1

    def _farthest(self, file: str, at: int) -> _Found | None:
        text, present = self._text, self._present
        best: tuple[int, Form, re.Match[str]] | None = None
        end = at
        for row, form, needs in _rows_from(file, text[at]):
            match = form.pattern.match(text, at) if needs <= present else None
            if match and match.end() > end:
                best, end = (row, form, match), match.end()
        if best is None:
            return None
        row, form, match = best
        parts = ((name, *match.span(name)) for name in form.pattern.groupindex)
        return _Found(row, form.name, at, end, tuple(part for part in parts if part[1] >= 0))


_shape = lru_cache(maxsize=1 << 12)(_Shape)
"""The same shape for the same kinds of tokens."""


class Kinds:
    """Tokens as text for patterns: a character for each."""

    __slots__ = ("_shape", "text", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Prepare a clause; of a longer one than `MOST_TOKENS` only the start."""
        self.tokens = tuple(tokens[:MOST_TOKENS])
        self.text = "".join([_SIGNS[t.kind] for t in self.tokens])
        self._shape = _shape(self.text) if len(self.text) <= _MOST_KEPT else _Shape(self.text)

    def find(self, file: str) -> Iterator[Match]:
        """Yield the forms of a table that stand in the tokens: left to right, the longest at each place, none overlapping."""
        return map(self._match, self._shape.find(file))

    def longest(self, file: str, at: int) -> Match | None:
        """The form of a table that reaches farthest from a token on; the earlier row wins a tie."""
        found = self._shape.longest(file, at)
        return None if found is None else self._match(found)

    def longest_row(self, file: str, at: int) -> int | None:
        """Which row of a table, counted from 0, reaches farthest from a token on."""
        found = self._shape.longest(file, at)
        return None if found is None else found.row

    def _match(self, found: _Found) -> Match:
        tokens = self.tokens
        parts = {name: tokens[first:last] for name, first, last in found.parts}
        return Match(found.form, found.first, found.last, parts, tokens[found.first : found.last])


def stands_in(file: str, kinds: Iterable[str]) -> bool:
    """Whether a form of a table stands anywhere among tokens of some kinds."""
    shape = _Shape("".join([_SIGNS[kind] for kind in kinds]))
    return next(iter(shape.find(file)), None) is not None
