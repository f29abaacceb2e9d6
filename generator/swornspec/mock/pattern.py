"""A regular expression becomes a string that matches it, for the patterns of JSON Schema (ECMA-262 syntax).

Look-around, back-references and Unicode properties are not drawn: `NoMatchError` says so, and so does every pattern that is
not well formed. What comes out is a good guess that its user still checks, because anchors inside a pattern
(`a$b`) are read as if they could hold.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

_WORD: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_PRINTABLE: Final = "".join(map(chr, range(0x20, 0x7F)))
_CLASSES: Final = {"d": "0123456789", "w": _WORD, "s": " "}
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
_MOST_REPEATS: Final = 3
"""How many more than the fewest repetitions are drawn at most."""
_LONGEST: Final = 10_000
_DEEPEST: Final = 50
_MOST_STEPS: Final = 50_000


class NoMatchError(Exception):
    """No string can be drawn for a pattern."""


@dataclass(slots=True)
class _Draw:
    pattern: str
    rng: Random
    at: int = 0
    depth: int = 0
    steps: int = 0

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

    def alternatives(self) -> str:
        """One of the branches of `a|b|c`; all are read, so that the place after them is known."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NoMatchError("the pattern is nested too deep")
        branches = [self.sequence()]
        while self.skip("|"):
            branches.append(self.sequence())
        self.depth -= 1
        return self.rng.choice(branches)

    def sequence(self) -> str:
        parts: list[str] = []
        length = 0
        while self.peek() not in ("", "|", ")"):
            start = self.at
            piece = self.atom()
            end = self.at
            low, high = self.quantifier()
            times = self.rng.randint(low, min(high, low + _MOST_REPEATS))
            if times * len(piece) + length > _LONGEST:
                raise NoMatchError("the pattern asks for too long a string")
            after = self.at
            for n in range(times):
                if n:  # drawn anew, so that [a-z]{3} is not one letter three times
                    self.at = start
                    piece = self.atom()
                parts.append(piece)
                length += len(piece)
            self.at = max(after, end)
        return "".join(parts)

    def quantifier(self) -> tuple[int, int]:
        low, high = 1, 1
        match self.peek():
            case "*":
                low, high = 0, _MOST_REPEATS
            case "+":
                low, high = 1, 1 + _MOST_REPEATS
            case "?":
                low, high = 0, 1
            case "{":
                return self.counted()
            case _:
                return low, high
        self.at += 1
        self.skip("?")
        return low, high

    def counted(self) -> tuple[int, int]:
        end = self.pattern.find("}", self.at)
        first, comma, last = self.pattern[self.at + 1 : end].partition(",") if end > 0 else ("", "", "")
        if not (first.isascii() and first.isdigit()) or not (not last or (last.isascii() and last.isdigit())):
            raise NoMatchError("a brace that is no quantifier")
        if len(first) > 5 or len(last) > 9:
            raise NoMatchError("the pattern asks for too long a string")
        self.at = end + 1
        self.skip("?")
        low = int(first)
        high = int(last) if last else (low + _MOST_REPEATS if comma else low)
        if high < low:
            raise NoMatchError("a quantifier whose bounds are the wrong way round")
        return low, high

    def atom(self) -> str:
        self.steps += 1
        if self.steps > _MOST_STEPS:  # (((a{9}){9}){9}){9}
            raise NoMatchError("the pattern asks for too long a string")
        char = self.take()
        match char:
            case "(":
                return self.group()
            case "[":
                return self.rng.choice(self.members())
            case ".":
                return self.rng.choice(_WORD[:52])
            case "^" | "$":
                return ""
            case "\\":
                return self.rng.choice(self.escape() or " ")
            case "*" | "+" | "?":
                raise NoMatchError("a quantifier without anything to repeat")
            case _:
                return char

    def group(self) -> str:
        if self.skip("?") and not self.skip(":"):
            if not self.skip("<") or self.peek() in ("=", "!"):
                raise NoMatchError("look-around is not drawn")
            self.at = self.pattern.find(">", self.at) + 1 or len(self.pattern)
        text = self.alternatives()
        if not self.skip(")"):
            raise NoMatchError("a group is not closed")
        return text

    def escape(self) -> str:
        """The characters that the escape after a backslash stands for; none for a place such as a word boundary."""
        char = self.take()
        if char in _CLASSES:
            return _CLASSES[char]
        if char.lower() in _CLASSES:
            return "".join(c for c in _PRINTABLE if c not in _CLASSES[char.lower()])
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char in "xu":
            digits = self.pattern[self.at : self.at + (2 if char == "x" else 4)]
            self.at += len(digits)
            try:
                return chr(int(digits, 16))
            except ValueError as error:
                raise NoMatchError("an escape without its hexadecimal digits") from error
        if char.isalnum():
            raise NoMatchError(f"\\{char} is not drawn")
        return char

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


def matching(pattern: str, rng: Random) -> str:
    """A string that matches a pattern; NoMatchError when none can be drawn."""
    draw = _Draw(pattern, rng)
    text = draw.alternatives()
    if draw.at != len(pattern):
        raise NoMatchError("a bracket is closed that was not opened")
    return text
