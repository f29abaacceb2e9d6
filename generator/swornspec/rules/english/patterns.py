"""Forms read from data files (forms/*.txt, conditions.txt): patterns over kinds of tokens, matched by the regular expression engine.

A row is tried only at tokens it can start with, in clauses that have all kinds of tokens it needs; both are worked out
once, when the file is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Final

from swornspec.rules.english.tokens import Token

_PIECE: Final = re.compile(r"\$(?P<macro>[a-z]\w*)|<(?P<open>[a-z]\w*):|(?P<close>>)|(?P<kind>[A-Z][A-Z_]*)|(?P<other>\S)|\s+")
_SYNTAX: Final = re.compile(
    r"\(\?:<(?P<kind>[A-Z_]+)>\)|(?P<any>\(\?:<(?:\(\?![A-Z_>|]+\))?\[A-Z_\]\+>\))|(?P<open>\(\?(?::|P<\w+>))|(?P<close>\))"
    r"|(?P<bar>\|)|(?P<times>[?*+]|\{\d*,?\d*\})"
)
_ANY: Final = "*"  # in a set of kinds: a token of any kind
MOST_TOKENS: Final = 1000
"""The longest clause that is read; no form is that long, and half a clause may mean the opposite."""
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
_TERM: Final = f"(?:<(?!{'|'.join(f'{kind}>' for kind in _NO_TERM)})[A-Z_]+>)"
"""What TERM stands for: any word that can be a value by itself."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence form: its name (what it means is said in the module that reads it) and its compiled pattern."""

    name: str
    pattern: re.Pattern[str]


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
            found.append(Form(form, re.compile(_compile(pattern, macros))))
    return tuple(found)


@cache
def _rows_from(name: str, kind: str) -> tuple[tuple[int, re.Pattern[str], frozenset[str]], ...]:
    """The rows of a table that can start with a token of a kind: each counted from 0, its pattern, the kinds that it needs."""
    rows = ((n, form.pattern) for n, form in enumerate(table(name)) if not _starts(form.pattern.pattern).isdisjoint((kind, _ANY)))
    return tuple((n, pattern, _needs(pattern.pattern)) for n, pattern in rows)


@cache
def _needs(pattern: str) -> frozenset[str]:
    """The kinds of tokens without which a compiled pattern matches nothing."""
    return frozenset(_always(list(_SYNTAX.finditer(pattern)), 0)[0])


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
def _starts(pattern: str) -> frozenset[str]:
    """The kinds of tokens that a compiled pattern can start with."""
    pieces = list(_SYNTAX.finditer(pattern))
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
            out.append(_TERM if piece["kind"] == "TERM" else f"(?:<{piece['kind']}>)")
        elif piece["other"]:
            out.append("(?:" if piece["other"] == "(" else "(?:<[A-Z_]+>)" if piece["other"] == "." else piece["other"])
    return "".join(out)


class Kinds:
    """Tokens as text for patterns, with the way back from characters to tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Prepare a clause; of a longer one than `MOST_TOKENS` only the start."""
        self.tokens = tuple(tokens[:MOST_TOKENS])
        pieces = [f"<{t.kind}>" for t in self.tokens]
        self.text = "".join(pieces)
        self._offsets = [0, *accumulate(len(p) for p in pieces)]
        self._present = frozenset(t.kind for t in self.tokens)
        self._index = {offset: n for n, offset in enumerate(self._offsets)}

    def find(self, file: str) -> Iterator[Match]:
        """Yield the forms of a table that stand in the tokens: left to right, the longest at each place, none overlapping."""
        at = 0
        while at < len(self.tokens):
            best = self.longest(file, at)
            if best is not None:
                yield best
            at = best.last if best else at + 1

    def longest(self, file: str, at: int) -> Match | None:
        """The form of a table that reaches farthest from a token on; the earlier row wins a tie."""
        found = self._farthest(file, at)
        if found is None:
            return None
        row, match = found
        parts = {k: self._part(match.span(k)) for k, v in match.groupdict().items() if v is not None}
        last = self._index[match.end()]
        return Match(table(file)[row].name, at, last, parts, self.tokens[at:last])

    def longest_row(self, file: str, at: int) -> int | None:
        """Which row of a table, counted from 0, reaches farthest from a token on."""
        found = self._farthest(file, at)
        return None if found is None else found[0]

    def _farthest(self, file: str, at: int) -> tuple[int, re.Match[str]] | None:
        start = self._offsets[at]
        best: tuple[int, re.Match[str]] | None = None
        end = start
        for row, pattern, needs in _rows_from(file, self.tokens[at].kind):
            match = pattern.match(self.text, start) if needs <= self._present else None
            if match and match.end() > end:
                best, end = (row, match), match.end()
        return best

    def _part(self, span: tuple[int, int]) -> tuple[Token, ...]:
        return self.tokens[self._index[span[0]] : self._index[span[1]]]
