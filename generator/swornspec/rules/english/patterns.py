"""Forms read from data files (forms.txt, conditions.txt): patterns over kinds of tokens, matched by the regular expression engine."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Final

from swornspec.rules.english.tokens import Token

_PIECE: Final = re.compile(r"\$(?P<macro>[a-z]\w*)|<(?P<open>[a-z]\w*):|(?P<close>>)|(?P<kind>[A-Z][A-Z_]*)|(?P<other>\S)|\s+")
_MOST_TOKENS: Final = 400


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence form: its name (what it means is said in the module that reads it) and its compiled pattern."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in tokens [first, last), with the tokens of each named part."""

    form: str
    first: int
    last: int
    parts: dict[str, tuple[Token, ...]]


@cache
def table(file: str) -> tuple[Form, ...]:
    """The forms of a data file of this folder, in the order of the file."""
    text = (files("swornspec.rules.english") / file).read_text(encoding="utf-8")
    macros: dict[str, str] = {}
    found = []
    for line in text.splitlines():
        if line.startswith("$"):
            name, _, pattern = line[1:].partition(" = ")
            macros[name] = f"(?:{_compile(pattern, macros)})"
        elif line and not line.startswith("#"):
            name, _, pattern = line.partition(": ")
            found.append(Form(name, re.compile(_compile(pattern, macros))))
    return tuple(found)


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
            out.append(f"(?:<{piece['kind']}>)")
        elif piece["other"]:
            out.append("(?:" if piece["other"] == "(" else "(?:<[A-Z_]+>)" if piece["other"] == "." else piece["other"])
    return "".join(out)


class Kinds:
    """Tokens as text for patterns, with the way back from characters to tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Prepare a clause; one of more than 400 tokens is cut, as no form is that long."""
        self.tokens = tuple(tokens)[:_MOST_TOKENS]
        pieces = [f"<{t.kind}>" for t in self.tokens]
        self.text = "".join(pieces)
        self._offsets = [0, *accumulate(len(p) for p in pieces)]
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
        row = self.longest_row(file, at)
        return None if row is None else self._match(table(file)[row], at)

    def longest_row(self, file: str, at: int) -> int | None:
        """Which row of a table, counted from 0, reaches farthest from a token on."""
        ends = [(m.last, -n) for n, f in enumerate(table(file)) if (m := self._match(f, at))]
        return -max(ends)[1] if ends else None

    def _match(self, form: Form, at: int) -> Match | None:
        found = form.pattern.match(self.text, self._offsets[at])
        if not found or not found.group():
            return None
        parts = {k: self._part(found.span(k)) for k, v in found.groupdict().items() if v is not None}
        return Match(form.name, at, self._index[found.end()], parts)

    def _part(self, span: tuple[int, int]) -> tuple[Token, ...]:
        return self.tokens[self._index[span[0]] : self._index[span[1]]]
