"""Documented paths become a tree in which a request's path is found."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Generic, TypeVar
from urllib.parse import unquote, urlsplit

from swornspec.errors import DocumentError
from swornspec.spec.document import Document
from swornspec.spec.servers import urls_of

_VARIABLE: Final = re.compile(r"\{([^{}/]*)\}")
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


def variables(template: str) -> tuple[str, ...]:
    """The names of a path template's variables, in order."""
    return tuple(_VARIABLE.findall(template))


class Routes(Generic[T]):
    """Things found by path template and method. Literal segments win over templated ones (OpenAPI 3.1, Paths Object)."""

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def at(self, template: str) -> dict[str, T]:
        """The mapping (of methods) at a template such as `/images/{id}`, a new one at first."""
        node = self._root
        for segment in template.split("/"):
            if _VARIABLE.search(segment):
                pattern = _segment_pattern(segment)
                node = node.templated.setdefault(pattern, _Node(re.compile(pattern, re.DOTALL)))
            else:
                node = node.literal.setdefault(unquote(segment), _Node())
        return node.things

    def find(self, path: str) -> tuple[Mapping[str, T], tuple[str, ...]] | None:
        """What stands at a path as it was sent (percent-encoded), and the values of the template's variables, still encoded."""
        return next(((node.things, values) for node, values in self._root.matching(path.split("/"), 0, ()) if node.things), None)


class _Node(Generic[T]):
    __slots__ = ("literal", "pattern", "templated", "things")

    def __init__(self, pattern: re.Pattern[str] | None = None) -> None:
        self.pattern = pattern
        self.literal: dict[str, _Node[T]] = {}
        self.templated: dict[str, _Node[T]] = {}
        self.things: dict[str, T] = {}

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
    return "".join(variable if n % 2 else re.escape(p) for n, p in enumerate(pieces))


def listed(names: Iterable[str], most: int = 20) -> str:
    """Some names in one line, the first of very many."""
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
