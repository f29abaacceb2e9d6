"""Pages that name the address of the next one, in their body or in the header `Link` (RFC 8288).

A link is followed only below the client's own address, so that the key goes nowhere else.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import httpx
from pydantic import BaseModel

from .connection import AsyncCall, AsyncConnection, Call, Connection, Endpoint, Options
from .errors import ResponseInvalid
from .model import http_response
from .pages import Way, digest, most_pages, not_seen, value_at

_Model = TypeVar("_Model", bound=BaseModel)
_LINK: Final = re.compile(r"<([^<>]*)>([^<]*)")
_REL: Final = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
_LONGEST: Final = 16_384


@dataclass(frozen=True, slots=True)
class Linked:
    """The next page has an address: at `url` in the body, or in the header `Link` (RFC 8288) as `rel="next"`."""

    url: Way | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is: the path below the client's address, None for that of the operation, and the query."""

    path: str | None = None
    query: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])


class _Trail:
    """Which address is next; the same for pages that are awaited and those that are not."""

    def __init__(self, plan: Linked, base_url: str, most: int | None) -> None:
        self._plan = plan
        self._base = base_url
        self._left = most_pages(most)
        self._seen: set[bytes] = set()
        self.place: Place | None = Place()

    def goes_on(self) -> bool:
        return self.place is not None and (self._left is None or self._left > 0)

    def step(self, page: BaseModel) -> None:
        self._left = None if self._left is None else self._left - 1
        if self._left == 0:
            return
        response = http_response(page)
        stated = value_at(page, self._plan.url) if self._plan.url is not None else _next_link(response)
        self.place = None if stated is None or stated == "" else _place(stated, self._base, response)
        if self.place is not None:
            not_seen(digest(repr(self.place).encode()), self._seen, page)


def linked(call: Callable[[Place], _Model], plan: Linked, connection: Connection, endpoint: Endpoint, most: int | None) -> Iterator[_Model]:
    """Page after page of what is called with the place of each, at most `most`."""
    trail = _Trail(plan, _base(connection, endpoint), most)

    def each() -> Iterator[_Model]:
        while trail.goes_on():
            page = call(trail.place or Place())
            yield page
            trail.step(page)

    return each()


def async_linked(
    call: Callable[[Place], Awaitable[_Model]], plan: Linked, connection: AsyncConnection, endpoint: Endpoint, most: int | None
) -> AsyncIterator[_Model]:
    """The twin of `linked`."""
    trail = _Trail(plan, _base(connection, endpoint), most)

    async def each() -> AsyncIterator[_Model]:
        while trail.goes_on():
            page = await call(trail.place or Place())
            yield page
            trail.step(page)

    return each()


@dataclass(frozen=True, slots=True)
class _CallAt(Call):
    """A call that asks for another page than its operation says."""

    place: Place = field(default_factory=Place)

    def send(self, *, stream: bool = False, **parts: Any) -> httpx.Response:
        return Call.send(self, stream=stream, **_moved(parts, self.place))


@dataclass(frozen=True, slots=True)
class _AsyncCallAt(AsyncCall):
    """The twin of `_CallAt`."""

    place: Place = field(default_factory=Place)

    async def send(self, *, stream: bool = False, **parts: Any) -> httpx.Response:
        return await AsyncCall.send(self, stream=stream, **_moved(parts, self.place))


def at(place: Place) -> Callable[[Connection, Endpoint, Options], Call]:
    """What makes the call for a page."""
    return lambda connection, endpoint, options: _CallAt(connection, endpoint, options, place=place)


def async_at(place: Place) -> Callable[[AsyncConnection, Endpoint, Options], AsyncCall]:
    """The twin of `at`."""
    return lambda connection, endpoint, options: _AsyncCallAt(connection, endpoint, options, place=place)


def _base(connection: Connection | AsyncConnection, endpoint: Endpoint) -> str:
    """The address that an operation's path is put behind."""
    return connection.base_url if connection.chosen or not endpoint.server else endpoint.server.rstrip("/")


def _moved(parts: dict[str, Any], place: Place) -> dict[str, Any]:
    return parts if place.path is None else {**parts, "url": place.path, "params": place.query}


def _next_link(response: httpx.Response) -> str | None:
    """The target of the link with the relation `next` (RFC 8288, 3.3); None without one."""
    for header in response.headers.get_list("link"):
        for target, attributes in _LINK.findall(header[:_LONGEST]):
            named = _REL.search(attributes)
            if named and "next" in (named[1] or named[2] or "").lower().split():
                return str(target)
    return None


def _place(stated: Any, base_url: str, response: httpx.Response) -> Place:
    if not isinstance(stated, str) or len(stated) > _LONGEST:
        raise ResponseInvalid("the address of the next page is none", response)
    base = httpx.URL(base_url)
    try:
        url = response.request.url.join(stated)
    except (httpx.InvalidURL, ValueError) as error:
        raise ResponseInvalid("the address of the next page is none", response) from error
    path, root = url.raw_path.partition(b"?")[0].decode("ascii"), base.raw_path.decode("ascii").rstrip("/")
    if (url.scheme, url.host, url.port) != (base.scheme, base.host, base.port) or not path.startswith(f"{root}/") or url.userinfo:
        raise ResponseInvalid("the next page is at another address than this client's, where its key must not go", response)
    return Place(path[len(root) :], {name: url.params.get_list(name) for name in url.params})


__all__ = ["Linked", "Place", "async_at", "async_linked", "at", "linked"]
