"""The bytes of a stream as its parts, however they are cut into chunks: server-sent events, JSON lines, JSON sequences.

Each reader is fed with chunks and gives what is complete; `end` gives what is complete only now that nothing follows.
What is kept in memory is at most one part: one that grows over a limit ends in TooLong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MOST_DIGITS: Final = 15


class TooLong(ValueError):  # noqa: N818 - it says what is wrong, not that something is
    """One part of a stream is longer than the limit."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An event as it was sent: its type, data and the last id, and the reconnection time in milliseconds where one was sent."""

    event: str
    data: str
    id: str
    retry: int | None


class EventReader:
    """Reads server-sent events (WHATWG HTML, 9.2.6)."""

    def __init__(self, longest: int) -> None:
        """`longest` is the limit in bytes of one event with its comments."""
        self._lines = _Lines(longest)
        self._longest = longest
        self._size = 0
        self._first = True
        self._type = ""
        self._data: list[bytes] = []
        self._id = ""
        self._retry: int | None = None

    def feed(self, chunk: bytes) -> Iterator[Sent]:
        """The events that a chunk completes; TooLong."""
        for line in self._lines.feed(chunk):
            if self._first:
                line = line.removeprefix(b"\xef\xbb\xbf")
                self._first = False
            if line:
                self._size += len(line)
                if self._size > self._longest:
                    raise TooLong
                self._field(line)
                continue
            self._size = 0
            if self._data:
                data = b"\n".join(self._data).decode("utf-8", "replace")
                yield Sent(self._type or "message", data, self._id, self._retry)
            self._type, self._data, self._retry = "", [], None

    def end(self) -> Iterator[Sent]:
        """Nothing: an event that no empty line ends is not one."""
        yield from ()

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._type = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        elif name == b"retry" and value.isdigit() and len(value) <= _MOST_DIGITS:
            self._retry = int(value)


class LineReader:
    """Reads the lines of JSON lines, without those that are blank."""

    def __init__(self, longest: int) -> None:
        """`longest` is the limit in bytes of one line."""
        self._parts = _Parts(b"\n", longest)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The lines that a chunk completes; TooLong."""
        yield from (line for line in self._parts.feed(chunk) if line.strip())

    def end(self) -> Iterator[bytes]:
        """The last line, if no line end follows it."""
        yield from (line for line in self._parts.end() if line.strip())


class SequenceReader:
    """Reads the texts of a JSON sequence (RFC 7464), each of which begins with a record separator."""

    def __init__(self, longest: int) -> None:
        """`longest` is the limit in bytes of one text."""
        self._parts = _Parts(b"\x1e", longest)

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The texts that a chunk completes: where one ends is known when the next one begins. TooLong."""
        yield from (text for text in self._parts.feed(chunk) if text.strip())

    def end(self) -> Iterator[bytes]:
        """The last text."""
        yield from (text for text in self._parts.end() if text.strip())


class _Parts:
    """What stands between separators of one byte."""

    def __init__(self, separator: bytes, longest: int) -> None:
        self._separator = separator
        self._longest = longest
        self._pending = bytearray()

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        *complete, rest = chunk.split(self._separator)
        for part in complete:
            self._keep(part)
            yield from self.end()
        self._keep(rest)

    def end(self) -> Iterator[bytes]:
        whole, self._pending = bytes(self._pending), bytearray()
        yield whole

    def _keep(self, part: bytes) -> None:
        if len(self._pending) + len(part) > self._longest:
            raise TooLong
        self._pending += part


class _Lines:
    """Lines that end in CR LF, LF or CR; one that ends in CR is there at once, whether or not an LF follows."""

    def __init__(self, longest: int) -> None:
        self._parts = _Parts(b"\n", longest)
        self._after_return = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        if not chunk:
            return
        if self._after_return and chunk.startswith(b"\n"):
            chunk = chunk[1:]
            self._after_return = False
            if not chunk:
                return
        self._after_return = chunk.endswith(b"\r")
        yield from self._parts.feed(chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))


__all__ = ["EventReader", "LineReader", "Sent", "SequenceReader", "TooLong"]
