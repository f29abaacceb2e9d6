"""Documented paths become a tree in which a request's path is found."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Generic, TypeVar
from urllib.parse import quote, unquote, urlsplit

from swornspec.errors import DocumentError
from swornspec.spec.document import Document
from swornspec.spec.servers import urls_of

_VARIABLE: Final = re.compile(r"\{([^{}/]*)\}")
_ENCODED: Final = re.compile(r"%[0-9A-Fa-f]{2}|.", re.DOTALL)
_DELIMITERS: Final = "!$&'()*+,;=:@"
"""Reserved characters that stand in paths as they are (RFC 3986, 3.3); encoded they are part of a value, and delimit nothing."""
T = TypeVar("T")


def server_path(document: Document) -> str:
    """The path of a document's first server URL, without a slash at its end: `/api/rest/v1`, or nothing."""
    url = next(server_urls(document), "")
    try:
        path = urlsplit(url).path
    except ValueError as error:
        raise DocumentError(f"the server URL {url!r} is not valid", where=document.name) from error
    path = path.rstrip("/")
    return path if path.startswith("/") or not path else f"/{path}"


def server_urls(document: Document) -> Iterator[str]:
    """A document's server URLs, their variables replaced by the defaults."""
    return urls_of(document.raw.get("servers"))


class Routes(Generic[T]):
    """Things found by path template and method. Literal segments win over templated ones (OpenAPI 3.1, Paths Object).

    Which of two templated segments wins where both match is left open there; here it is the one with more literal
    characters, so that `/{name}:cancel` is found beside `/{name}`, whichever is documented first.
    """

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def at(self, template: str) -> dict[str, T]:
        """The mapping (of methods) at a template such as `/images/{id}`, a new one at first."""
        node = self._root
        for segment in template.split("/"):
            node = node.below(segment) if _VARIABLE.search(segment) else node.literal.setdefault(unquote(segment), _Node())
        return node.things

    def find(self, path: str) -> tuple[Mapping[str, T], tuple[str, ...]] | None:
        """What stands at a path as it was sent (percent-encoded), and the values of the template's variables, still encoded."""
        return next(((node.things, values) for node, values in self._root.matching(path.split("/"), 0, ()) if node.things), None)


class _Node(Generic[T]):
    __slots__ = ("literal", "pattern", "said", "templated", "things")

    def __init__(self, pattern: re.Pattern[str] | None = None, said: int = 0) -> None:
        """`said` is how many characters of the segment are literal."""
        self.pattern = pattern
        self.said = said
        self.literal: dict[str, _Node[T]] = {}
        self.templated: dict[str, _Node[T]] = {}
        self.things: dict[str, T] = {}

    def below(self, segment: str) -> "_Node[T]":
        """The node of a templated segment, a new one at first; those that say more come first, else those that came first."""
        pattern = _segment_pattern(segment)
        if pattern not in self.templated:
            self.templated[pattern] = _Node(re.compile(pattern, re.DOTALL), len(_VARIABLE.sub("", segment)))
            self.templated = dict(sorted(self.templated.items(), key=lambda known: -known[1].said))
        return self.templated[pattern]

    def matching(self, segments: list[str], at: int, values: tuple[str, ...]) -> Iterator[tuple["_Node[T]", tuple[str, ...]]]:
        """The nodes that a path leads to, best first; each node is visited once at most."""
        if at == len(segments):
            yield self, values
            return
        below = self.literal.get(unquote(segments[at]))
        if below is not None:
            yield from below.matching(segments, at + 1, values)
        for node in self.templated.values():
            matched = node.pattern.fullmatch(segments[at]) if node.pattern else None
            if matched:
                yield from node.matching(segments, at + 1, (*values, *matched.groups()))


def _segment_pattern(segment: str) -> str:
    """`{name}.{kind}` as a pattern; where several variables share a segment each is bounded, so that matching stays cheap."""
    pieces = _VARIABLE.split(segment)
    variable = "(.+)" if len(pieces) == 3 else "(.{1,200}?)"
    return "".join(variable if n % 2 else _as_sent(p) for n, p in enumerate(pieces))


def _as_sent(text: str) -> str:
    """A pattern of what literal text may look like in a request: `é` is sent as `%C3%A9`, `#` as `%23`, `:` as it is."""
    return "".join(_character(c) for c in _ENCODED.findall(text))


def _character(character: str) -> str:
    plain = unquote(character) if len(character) > 1 else character
    known = {character} if character in _DELIMITERS or plain == "\ufffd" else {character, plain, quote(plain, safe="", errors="replace")}
    forms = [f"(?i:{re.escape(f)})" if len(f) > 1 else re.escape(f) for f in sorted(known)]
    return forms[0] if len(forms) == 1 else f"(?:{'|'.join(forms)})"


def listed(names: Iterable[str], most: int = 20) -> str:
    """Some names in one line, the first of very many."""
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
