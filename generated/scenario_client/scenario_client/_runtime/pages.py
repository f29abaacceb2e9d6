"""Results that come in pages, where the documentation states how: page after page, or item after item.

A page is asked for when it is needed. The end is where the documentation says so: no cursor (absent, null or empty), no link
to a next page; no items where pages are counted. A server that names the same next page twice, or gives the same page again
where pages are counted, would never come to an end: that is ResponseInvalid, not an end, for what it gave is not the whole list.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Protocol, TypeAlias, TypeVar

from pydantic import BaseModel

from .errors import ClientError, ResponseInvalid
from .model import http_response, unrooted
from .values import Value

Way: TypeAlias = tuple[str | int, ...]
"""From the top of a response body to a value: names of properties as they are on the wire, and places in lists."""

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Header:
    """A value that a response carries in a header."""

    name: str


@dataclass(frozen=True, slots=True)
class Cursors:
    """The next page is asked for with the values that this one names: `moved` are the arguments, and where their values stand.

    A page without `items` is the last one where that is stated; otherwise it may stand between others. `integers` and `strings`
    are the arguments of that type; a cursor that says the same as the other type is sent as theirs.
    """

    moved: Mapping[str, Way | Header]
    items: Way | None = None
    integers: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()

    def after(self, page: BaseModel, given: Mapping[str, Any], asked: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The arguments of the next page; None after the last one."""
        if self.items is not None and not items_of(page, self.items):
            return None
        found = {name: value_at(page, source) for name, source in self.moved.items()}
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
        return digest(repr(sorted((name, str(asked[name])) for name in self.moved)).encode())


@dataclass(frozen=True, slots=True)
class Counted:
    """Pages, or the items before a page, are counted by an argument, from `first` where it is not given.

    `by_items`: the argument counts items. The last page has no items; or is the one that `total`, the number of pages,
    names; or has anything but true at `more`. One that has fewer items than were asked for is not the last for that: a
    server may give fewer than it is asked for.
    """

    argument: str
    first: int
    items: Way
    by_items: bool = False
    total: Way | None = None
    more: Way | None = None

    def after(self, page: BaseModel, given: Mapping[str, Any], asked: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The arguments of the next page; None after the last one."""
        count = len(items_of(page, self.items))
        here = asked.get(self.argument, given.get(self.argument))
        number = here if isinstance(here, int) and not isinstance(here, bool) else self.first
        if not count or (self.more is not None and value_at(page, self.more) is not True):
            return None
        total = None if self.total is None else value_at(page, self.total)
        if isinstance(total, int | float) and number - self.first + 1 >= total:
            return None
        return {**asked, self.argument: number + (count if self.by_items else 1)}

    def seen(self, page: BaseModel, asked: Mapping[str, Any]) -> bytes:
        """What two pages have in common only if they are the same."""
        return digest(http_response(page).content)


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
        self._left = most_pages(most)
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
            not_seen(mark, self._seen, page)
        self.asked = following


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
    found: Value = _at(page, way)
    if found is not None and not isinstance(found, list):
        raise ResponseInvalid(f"the items of a page are of type {type(found).__name__}", http_response(page))
    return found or []


def value_at(page: BaseModel, source: Way | Header) -> Any:
    """What a page says at the end of a way, or in a header; None when it says nothing there."""
    return http_response(page).headers.get(source.name) if isinstance(source, Header) else _at(page, source)


def _at(value: Value | BaseModel, way: Way) -> Any:
    """The value at the end of a way through a page; None when there is none."""
    for part in way:
        value = unrooted(value)
        if isinstance(part, int):
            value = value[part] if isinstance(value, list) and -len(value) <= part < len(value) else None
        elif isinstance(value, BaseModel):
            value = _property(value, part)
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    return unrooted(value)


def _property(model: BaseModel, wire: str) -> Any:
    for name, info in type(model).model_fields.items():
        if (info.alias or name) == wire:
            return getattr(model, name, None)
    return (model.model_extra or {}).get(wire)


def not_seen(mark: bytes, seen: set[bytes], page: BaseModel) -> None:
    """Keep the mark of a next page; ResponseInvalid when there was one like it."""
    if mark in seen:
        raise ResponseInvalid("the server names the same next page again: there would be no end", http_response(page))
    seen.add(mark)


def digest(content: bytes) -> bytes:
    """A short mark of bytes."""
    return blake2b(content, digest_size=16).digest()


def most_pages(most: object) -> int | None:
    """The number of pages that are wanted, None for all; ClientError for what is none."""
    if most is None:
        return None
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise ClientError("max_pages must be a positive integer, or None for all pages")
    return most


__all__ = ["Counted", "Cursors", "Header", "Plan", "Way", "async_each_item", "async_pages", "digest", "each_item"]
__all__ += ["items_of", "most_pages", "not_seen", "pages", "value_at"]
