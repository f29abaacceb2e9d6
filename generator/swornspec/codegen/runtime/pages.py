"""Results that come in pages, where the documentation states how: page after page, or item after item.

A page is asked for when it is needed. The end is where the documentation says so: no cursor (absent, null or empty), no
link to a next page, no items. A server that names the same next page twice, or gives the same page again where pages are
counted, would never come to an end: that is ResponseInvalid, not an end, for what it gave is not the whole list. A link
is followed only below the client's own address, so that the key goes nowhere else.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final, Protocol, TypeAlias, TypeVar

import httpx
from pydantic import BaseModel

from .connection import AsyncCall, AsyncConnection, Call, Connection, Endpoint, Options
from .errors import ClientError, ResponseInvalid
from .model import RootModel, http_response

Way: TypeAlias = tuple[str | int, ...]
"""From the top of a response body to a value: names of properties as they are on the wire, and places in lists."""

_Page = TypeVar("_Page")
_Model = TypeVar("_Model", bound=BaseModel)
_LINK: Final = re.compile(r"<([^<>]*)>([^<]*)")
_REL: Final = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
_LONGEST: Final = 16_384


@dataclass(frozen=True, slots=True)
class Header:
    """A value that a response carries in a header."""

    name: str


@dataclass(frozen=True, slots=True)
class Cursors:
    """The next page is asked for with the values that this one names: `moved` are the arguments, and where their values stand.

    `integers` and `strings` are the arguments of that type; a cursor that says the same as the other type is sent as theirs.
    """

    moved: Mapping[str, Way | Header]
    items: Way | None = None
    integers: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()

    def after(self, page: BaseModel, given: Mapping[str, Any], asked: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The arguments of the next page; None after the last one."""
        if self.items is not None and not items_of(page, self.items):
            return None
        found = {name: _held(page, source) for name, source in self.moved.items()}
        if any(value is None or value == "" for value in found.values()):
            return None
        for value in found.values():
            if isinstance(value, bool) or not isinstance(value, str | int | float):
                raise ResponseInvalid(f"the cursor of the next page is of type {type(value).__name__}", http_response(page))
        return {**asked, **{name: self._fitted(name, value) for name, value in found.items()}}

    def _fitted(self, name: str, value: Any) -> Any:
        if name in self.integers and isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
            return int(value)
        return str(value) if name in self.strings else value

    def seen(self, page: BaseModel, asked: Mapping[str, Any]) -> bytes:
        """What two pages have in common only if they are the same."""
        return _digest(repr(sorted((name, str(asked[name])) for name in self.moved)).encode())


@dataclass(frozen=True, slots=True)
class Counted:
    """Pages, or the items before a page, are counted by an argument, from `first` where it is not given.

    `by_items`: the argument counts items. The last page has no items, or fewer than the argument `size` asks for; or is
    the one that `total`, the number of pages, names; or has false at `more`.
    """

    argument: str
    first: int
    items: Way
    by_items: bool = False
    size: str = ""
    total: Way | None = None
    more: Way | None = None

    def after(self, page: BaseModel, given: Mapping[str, Any], asked: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The arguments of the next page; None after the last one."""
        count = len(items_of(page, self.items))
        here = asked.get(self.argument, given.get(self.argument))
        number = here if isinstance(here, int) and not isinstance(here, bool) else self.first
        size = given.get(self.size) if self.size else None
        if not count or (isinstance(size, int) and not isinstance(size, bool) and count < size):
            return None
        if self.more is not None and _held(page, self.more) is not True:
            return None
        total = None if self.total is None else _held(page, self.total)
        if isinstance(total, int | float) and number - self.first + 1 >= total:
            return None
        return {**asked, self.argument: number + (count if self.by_items else 1)}

    def seen(self, page: BaseModel, asked: Mapping[str, Any]) -> bytes:
        """What two pages have in common only if they are the same."""
        return _digest(http_response(page).content)


@dataclass(frozen=True, slots=True)
class Linked:
    """The next page has an address: at `url` in the body, or in the header `Link` (RFC 8288) as `rel="next"`."""

    url: Way | None = None
    items: Way | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is: the path below the client's address and the query; both are None for the first page."""

    path: str | None = None
    query: Mapping[str, list[str]] = field(default_factory=dict)


class Plan(Protocol):
    """How pages follow each other by their arguments."""

    def after(self, page: BaseModel, given: Mapping[str, Any], asked: Mapping[str, Any], /) -> Mapping[str, Any] | None:
        """The arguments of the next page; None after the last one."""
        ...

    def seen(self, page: BaseModel, asked: Mapping[str, Any], /) -> bytes:
        """What two pages have in common only if they are the same."""
        ...


class _Walk:
    """Which page is next; the same for pages that are awaited and those that are not."""

    def __init__(self, plan: Plan, given: Mapping[str, Any], most: int | None) -> None:
        self._plan = plan
        self._given = given
        self._left = _checked(most)
        self._seen: set[bytes] = set()
        self.asked: Mapping[str, Any] | None = {}

    def goes_on(self) -> bool:
        return self.asked is not None and (self._left is None or self._left > 0)

    def step(self, page: BaseModel) -> None:
        assert self.asked is not None
        self._left = None if self._left is None else self._left - 1
        if self._left == 0:
            return
        following = self._plan.after(page, self._given, self.asked)
        if following is not None:
            mark = self._plan.seen(page, following)
            if isinstance(self._plan, Counted):  # two pages may hold the same, but not one after the other
                self._seen &= {mark}
            _new(mark, self._seen, page)
        self.asked = following


class _Trail:
    """Which address is next; the same for pages that are awaited and those that are not."""

    def __init__(self, plan: Linked, base_url: str, most: int | None) -> None:
        self._plan = plan
        self._base = base_url
        self._left = _checked(most)
        self._seen: set[bytes] = set()
        self.place: Place | None = Place()

    def goes_on(self) -> bool:
        return self.place is not None and (self._left is None or self._left > 0)

    def step(self, page: BaseModel) -> None:
        self._left = None if self._left is None else self._left - 1
        if self._left == 0:
            return
        response = http_response(page)
        stated = _held(page, self._plan.url) if self._plan.url is not None else _next_link(response)
        self.place = None if stated is None or stated == "" else _place(stated, self._base, response)
        if self.place is not None:
            _new(_digest(repr(self.place).encode()), self._seen, page)


def pages(call: Callable[[Mapping[str, Any]], _Model], plan: Plan, given: Mapping[str, Any], most: int | None) -> Iterator[_Model]:
    """Page after page of a method that is called with changed arguments, at most `most`."""
    walk = _Walk(plan, given, most)

    def each() -> Iterator[_Model]:
        while walk.goes_on():
            page = call(walk.asked or {})
            yield page
            walk.step(page)

    return each()


def async_pages(
    call: Callable[[Mapping[str, Any]], Awaitable[_Model]], plan: Plan, given: Mapping[str, Any], most: int | None
) -> AsyncIterator[_Model]:
    """The twin of `pages`."""
    walk = _Walk(plan, given, most)

    async def each() -> AsyncIterator[_Model]:
        while walk.goes_on():
            page = await call(walk.asked or {})
            yield page
            walk.step(page)

    return each()


def linked(call: Callable[[Place], _Model], plan: Linked, base_url: str, most: int | None) -> Iterator[_Model]:
    """Page after page of what is called with the place of each, at most `most`."""
    trail = _Trail(plan, base_url, most)

    def each() -> Iterator[_Model]:
        while trail.goes_on():
            page = call(trail.place or Place())
            yield page
            trail.step(page)

    return each()


def async_linked(call: Callable[[Place], Awaitable[_Model]], plan: Linked, base_url: str, most: int | None) -> AsyncIterator[_Model]:
    """The twin of `linked`."""
    trail = _Trail(plan, base_url, most)

    async def each() -> AsyncIterator[_Model]:
        while trail.goes_on():
            page = await call(trail.place or Place())
            yield page
            trail.step(page)

    return each()


def each_item(found: Iterator[_Model], items: Way) -> Iterator[Any]:
    """The items of pages."""
    for page in found:
        yield from items_of(page, items)


async def async_each_item(found: AsyncIterator[_Model], items: Way) -> AsyncIterator[Any]:
    """The twin of `each_item`."""
    async for page in found:
        for item in items_of(page, items):
            yield item


def items_of(page: BaseModel, way: Way) -> list[Any]:
    """The items of a page, none where they are absent or null; ResponseInvalid when there is something else in their place."""
    found = _at(page, way)
    if found is not None and not isinstance(found, list):
        raise ResponseInvalid(f"the items of a page are of type {type(found).__name__}", http_response(page))
    return found or []


@dataclass(frozen=True, slots=True)
class _CallAt(Call):
    """A call that asks for another page than its operation says."""

    place: Place = field(default_factory=Place)

    def send(self, *, method: str, **parts: Any) -> httpx.Response:
        return Call.send(self, method=method, **_moved(parts, self.place))


@dataclass(frozen=True, slots=True)
class _AsyncCallAt(AsyncCall):
    """The twin of `_CallAt`."""

    place: Place = field(default_factory=Place)

    async def send(self, *, method: str, **parts: Any) -> httpx.Response:
        return await AsyncCall.send(self, method=method, **_moved(parts, self.place))


def at(place: Place) -> Callable[[Connection, Endpoint, Options], Call]:
    """What makes the call for a page."""
    return lambda connection, endpoint, options: _CallAt(connection, endpoint, options, place=place)


def async_at(place: Place) -> Callable[[AsyncConnection, Endpoint, Options], AsyncCall]:
    """The twin of `at`."""
    return lambda connection, endpoint, options: _AsyncCallAt(connection, endpoint, options, place=place)


def _moved(parts: dict[str, Any], place: Place) -> dict[str, Any]:
    return parts if place.path is None else {**parts, "url": place.path, "params": place.query}


def _held(page: BaseModel, source: Way | Header) -> Any:
    return http_response(page).headers.get(source.name) if isinstance(source, Header) else _at(page, source)


def _at(value: Any, way: Way) -> Any:
    """The value at the end of a way through a page; None when there is none."""
    for part in way:
        value = value.root if isinstance(value, RootModel) else value
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and -len(value) <= part < len(value) else None
        elif isinstance(value, BaseModel):
            value = _property(value, part)
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    return value.root if isinstance(value, RootModel) else value


def _property(model: BaseModel, wire: str) -> Any:
    for name, info in type(model).model_fields.items():
        if (info.alias or name) == wire:
            return getattr(model, name, None)
    return (model.model_extra or {}).get(wire)


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


def _new(mark: bytes, seen: set[bytes], page: BaseModel) -> None:
    if mark in seen:
        raise ResponseInvalid("the server names the same next page again: there would be no end", http_response(page))
    seen.add(mark)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()


def _checked(most: int | None) -> int | None:
    if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 1):
        raise ClientError("max_pages must be a positive integer, or None for all pages")
    return most


__all__ = ["Counted", "Cursors", "Header", "Linked", "Place", "async_at", "async_each_item", "async_linked", "async_pages"]
__all__ += ["at", "each_item", "items_of", "linked", "pages"]
