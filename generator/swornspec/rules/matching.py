"""A regular expression becomes strings that match it, for the patterns of JSON Schema (ECMA-262 syntax).

    ^(VIP|STD)-[0-9]{3,5}$        any: VIP-0493        of 7 characters: VIP-000        lengths: 7, 8, 9

Look-around and back-references are not drawn: `NoMatchError` says so, and so does every pattern that is not well formed.
What comes out is a good guess that its user still checks, because anchors inside a pattern (`a$b`) are read as if they
could hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Final, TypeAlias

_WORD: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_PRINTABLE: Final = "".join(map(chr, range(0x20, 0x7F)))
_CLASSES: Final = {"d": "0123456789", "w": _WORD, "s": " "}
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
_PROPERTIES: Final = {
    **dict.fromkeys(("L", "Letter", "Alphabetic"), "abcXYZéßЖλ漢"),
    **dict.fromkeys(("Lu", "Uppercase_Letter", "Uppercase"), "ABZÉЖΛ"),
    **dict.fromkeys(("Ll", "Lowercase_Letter", "Lowercase"), "abzéжλ"),
    **dict.fromkeys(("N", "Number", "Nd", "Decimal_Number"), "0123456789"),
    **dict.fromkeys(("P", "Punctuation"), "!.,-_"),
    **dict.fromkeys(("S", "Symbol"), "+<=>"),
    **dict.fromkeys(("Z", "Separator", "Zs", "Space_Separator"), " "),
    "Sc": "$€",
}
"""Some members of the character properties (Unicode Standard Annex 44) that patterns name."""
_MOST_REPEATS: Final = 3
"""How many more than the fewest repetitions are drawn at most, unless a length is asked for."""
LONGEST: Final = 10_000
"""How long a string is made at most."""
_DEEPEST: Final = 50
_MOST_STEPS: Final = 50_000
_MOST_POWERS: Final = 64
"""How many times a part of several lengths is repeated at most when a length is asked for."""


_MOST_JOINS: Final = 2_000
"""How often the lengths of two parts are put together for one pattern."""


class NoMatchError(Exception):
    """No string can be drawn for a pattern."""


@dataclass(frozen=True, slots=True)
class _Chars:
    """One of some characters."""

    members: str


@dataclass(frozen=True, slots=True)
class _Sequence:
    parts: "tuple[_Node, ...]"


@dataclass(frozen=True, slots=True)
class _Either:
    branches: "tuple[_Node, ...]"


@dataclass(frozen=True, slots=True)
class _Repeat:
    """A part some times over; no `high` is any number of times."""

    part: "_Node"
    low: int
    high: int | None


_Node: TypeAlias = _Chars | _Sequence | _Either | _Repeat


def matching(pattern: str, rng: Random) -> str:
    """A short string that matches a pattern; NoMatchError when none can be drawn."""
    return _Draw(rng).text(_read(pattern))


def of_length(pattern: str, length: int, rng: Random) -> str | None:
    """A string of so many characters that matches a pattern, None where it has none; NoMatchError for patterns that are not drawn."""
    sized = _Sized(rng)
    node = _read(pattern)
    return sized.text(node, length) if 0 <= length <= LONGEST and sized.lengths(node) >> length & 1 else None


def lengths(pattern: str, low: int = 0, high: int = LONGEST) -> Iterator[int]:
    """The lengths of the strings that match a pattern, the shortest first, as far as `of_length` knows them."""
    known = _Sized(Random(0)).lengths(_read(pattern))  # noqa: S311 - no secret
    return (n for n in range(max(0, low), min(high, known.bit_length()) + 1) if known >> n & 1)


def ends(pattern: str) -> tuple[int, int | None]:
    """How long what a pattern matches is at least and at most (None: any length); NoMatchError for patterns that are not drawn."""
    return _ends(_read(pattern))


def _ends(node: _Node) -> tuple[int, int | None]:
    match node:
        case _Chars():
            return 1, 1
        case _Sequence(parts):
            known = [_ends(p) for p in parts]
            return sum(k[0] for k in known), None if any(k[1] is None for k in known) else sum(k[1] or 0 for k in known)
        case _Either(branches):
            known = [_ends(b) for b in branches]
            return min(k[0] for k in known), None if any(k[1] is None for k in known) else max(k[1] or 0 for k in known)
        case _Repeat(part, low, high):
            least, most = _ends(part)
            return low * least, None if high is None or (most is None and high) else high * (most or 0)


@dataclass(slots=True)
class _Draw:
    """Draws strings of any length."""

    rng: Random
    length: int = 0
    steps: int = 0

    def text(self, node: _Node) -> str:
        self.steps += 1
        if self.steps > _MOST_STEPS or self.length > LONGEST:  # (((a{9}){9}){9}){9}
            raise NoMatchError("the pattern asks for too long a string")
        match node:
            case _Chars(members):
                self.length += 1
                return self.rng.choice(members)
            case _Sequence(parts):
                return "".join([self.text(p) for p in parts])
            case _Either(branches):
                return self.text(self.rng.choice(branches))
            case _Repeat(part, low, high):
                most = low + _MOST_REPEATS
                times = self.rng.randint(low, most if high is None else min(high, most))
                return "".join([self.text(part) for _ in range(times)])


class _Sized:
    """Draws strings of a given length. Sets of lengths are numbers whose bits say which lengths there are."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._all = (1 << (LONGEST + 1)) - 1
        self._known: dict[_Node, int] = {}
        self._joins = 0

    def lengths(self, node: _Node) -> int:
        if node not in self._known:
            self._known[node] = self._lengths(node)
        return self._known[node]

    def _lengths(self, node: _Node) -> int:
        match node:
            case _Chars():
                return 2
            case _Sequence(parts):
                return self._suffixes(parts)[0]
            case _Either(branches):
                found = 0
                for branch in branches:
                    found |= self.lengths(branch)
                return found
            case _Repeat(part, low, high):
                one = self.lengths(part)
                if one == 2:  # the usual case: a class of characters
                    most = LONGEST if high is None else min(high, LONGEST)
                    return ((1 << (most + 1)) - 1) >> low << low if low <= most else 0
                found = 0
                for n, power in enumerate(self._powers(part, low, high)):
                    found |= power if n >= low else 0
                return found

    def _powers(self, part: _Node, low: int, high: int | None) -> list[int]:
        """The lengths of no, one, two, ... repetitions."""
        powers = [1]
        most = low + _MOST_POWERS if high is None else min(high, low + _MOST_POWERS)
        while len(powers) <= most and powers[-1]:
            powers.append(self._joined(powers[-1], self.lengths(part)))
        return powers

    def _joined(self, one: int, other: int) -> int:
        """The lengths of two parts, one after the other."""
        self._joins += 1
        if self._joins > _MOST_JOINS:
            raise NoMatchError("the pattern has too many parts")
        if not one or not other:
            return 0
        if not _in_a_row(one) and (_in_a_row(other) or one.bit_count() > other.bit_count()):
            one, other = other, one
        low = (one & -one).bit_length() - 1
        found = other
        if _in_a_row(one):
            width, span = 1, one.bit_length() - low
            while width < span:
                step = min(width, span - width)
                found |= found << step & self._all
                width += step
            return found << low & self._all
        found = 0
        for n in range(low, one.bit_length()):
            if one >> n & 1:
                found |= other << n
        return found & self._all

    def _suffixes(self, parts: tuple[_Node, ...]) -> list[int]:
        """The lengths of all parts from each on."""
        found = [1]
        for part in reversed(parts):
            found.append(self._joined(found[-1], self.lengths(part)))
        return found[::-1]

    def text(self, node: _Node, length: int) -> str:
        """A string of a length that the node has."""
        match node:
            case _Chars(members):
                return self._rng.choice(members)
            case _Sequence(parts):
                return self._split(parts, self._suffixes(parts), length)
            case _Either(branches):
                fitting = [b for b in branches if self.lengths(b) >> length & 1]
                return self.text(self._rng.choice(fitting), length)
            case _Repeat(part, low, high):
                if self.lengths(part) == 2:
                    return "".join([self.text(part, 1) for _ in range(length)])
                powers = self._powers(part, low, high)
                times = next(n for n, power in enumerate(powers) if n >= low and power >> length & 1)
                return self._split((part,) * times, powers[times::-1], length)

    def _split(self, parts: tuple[_Node, ...], suffixes: list[int], length: int) -> str:
        pieces: list[str] = []
        for part, rest in zip(parts, suffixes[1:], strict=True):
            own = self.lengths(part)
            size = next(n for n in range(length + 1) if own >> n & 1 and rest >> (length - n) & 1)
            pieces.append(self.text(part, size))
            length -= size
        return "".join(pieces)


def _in_a_row(lengths: int) -> bool:
    """Whether a set of lengths has no gaps."""
    return bool(lengths) and (lengths // (lengths & -lengths) + 1).bit_count() == 1


@lru_cache(maxsize=512)
def _read(pattern: str) -> _Node:
    reader = _Reader(pattern)
    node = reader.alternatives()
    if reader.at != len(pattern):
        raise NoMatchError("a bracket is closed that was not opened")
    return node


@dataclass(slots=True)
class _Reader:
    pattern: str
    at: int = 0
    depth: int = 0

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def take(self) -> str:
        char = self.peek()
        if not char:
            raise NoMatchError("the pattern ends too early")
        self.at += 1
        return char

    def skip(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def alternatives(self) -> _Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NoMatchError("the pattern is nested too deep")
        branches = [self.sequence()]
        while self.skip("|"):
            branches.append(self.sequence())
        self.depth -= 1
        return branches[0] if len(branches) == 1 else _Either(tuple(branches))

    def sequence(self) -> _Node:
        parts: list[_Node] = []
        while self.peek() not in ("", "|", ")"):
            atom = self.atom()
            low, high = self.quantifier()
            parts.append(atom if (low, high) == (1, 1) else _Repeat(atom, low, high))
        return parts[0] if len(parts) == 1 else _Sequence(tuple(parts))

    def quantifier(self) -> tuple[int, int | None]:
        known: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self.peek() == "{":
            return self.counted()
        if self.peek() not in known:
            return 1, 1
        found = known[self.take()]
        self.skip("?")
        return found

    def counted(self) -> tuple[int, int | None]:
        end = self.pattern.find("}", self.at)
        first, comma, last = self.pattern[self.at + 1 : end].partition(",") if end > 0 else ("", "", "")
        if not (first.isascii() and first.isdigit()) or not (not last or (last.isascii() and last.isdigit())):
            raise NoMatchError("a brace that is no quantifier")
        if len(first) > 5 or len(last) > 9:
            raise NoMatchError("the pattern asks for too long a string")
        self.at = end + 1
        self.skip("?")
        low = int(first)
        high = int(last) if last else (None if comma else low)
        if high is not None and high < low:
            raise NoMatchError("a quantifier whose bounds are the wrong way round")
        return low, high

    def atom(self) -> _Node:
        char = self.take()
        match char:
            case "(":
                return self.group()
            case "[":
                return _Chars(self.members())
            case ".":
                return _Chars(_WORD[:52])
            case "^" | "$":
                return _Sequence(())
            case "\\":
                members = self.escape()
                return _Chars(members) if members else _Sequence(())
            case "*" | "+" | "?":
                raise NoMatchError("a quantifier without anything to repeat")
            case _:
                return _Chars(char)

    def group(self) -> _Node:
        if self.skip("?") and not self.skip(":"):
            if not self.skip("<") or self.peek() in ("=", "!"):
                raise NoMatchError("look-around is not drawn")
            self.at = self.pattern.find(">", self.at) + 1 or len(self.pattern)
        node = self.alternatives()
        if not self.skip(")"):
            raise NoMatchError("a group is not closed")
        return node

    def escape(self) -> str:
        """The characters that the escape after a backslash stands for."""
        char = self.take()
        if char in _CLASSES:
            return _CLASSES[char]
        if char.lower() in _CLASSES:
            return "".join(c for c in _PRINTABLE if c not in _CLASSES[char.lower()])
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char in "xu":
            return self.coded(char)
        if char in "pP":
            return self.named(inverted=char == "P")
        if char.isalnum():
            raise NoMatchError(f"\\{char} is not drawn")
        return char

    def coded(self, char: str) -> str:
        digits = self.pattern[self.at : self.at + (2 if char == "x" else 4)]
        self.at += len(digits)
        try:
            return chr(int(digits, 16))
        except ValueError as error:
            raise NoMatchError("an escape without its hexadecimal digits") from error

    def named(self, *, inverted: bool) -> str:
        r"""Members of a character property `\p{Name}`."""
        end = self.pattern.find("}", self.at)
        name = self.pattern[self.at + 1 : end].rpartition("=")[2] if self.peek() == "{" and end > 0 else ""
        if name not in _PROPERTIES or inverted:
            raise NoMatchError("a character property that is not drawn")
        self.at = end + 1
        return _PROPERTIES[name]

    def members(self) -> str:
        """The characters of a class `[...]`, from after its bracket to after the closing one."""
        inverted = self.skip("^")
        found: list[str] = []
        while not self.skip("]"):
            low = self._member()
            if len(low) == 1 and self.peek() == "-" and self.pattern[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self._member()
                if len(high) != 1 or ord(high) < ord(low):
                    raise NoMatchError("a range whose ends are the wrong way round")
                low = "".join(map(chr, range(ord(low), min(ord(high), ord(low) + 255) + 1)))
            found.append(low)
        chars = "".join(found)
        chars = "".join(c for c in _PRINTABLE if c not in chars) if inverted else chars
        if not chars:
            raise NoMatchError("a class without members")
        return chars

    def _member(self) -> str:
        char = self.take()
        return self.escape() if char == "\\" else char
