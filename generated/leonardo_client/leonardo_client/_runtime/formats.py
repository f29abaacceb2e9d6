"""How the items of a documented stream are read: from the events, lines or texts that arrive to the documented models."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, cast

from pydantic import BaseModel

from .events import EventReader, LineReader, Sent, SequenceReader
from .model import read_leniently

_Item = TypeVar("_Item")
_Read = TypeVar("_Read", covariant=True)


class WrongItem(ValueError):  # noqa: N818 - it says what is wrong, not that something is
    """A stream holds something else than what is documented."""


@dataclass(frozen=True, slots=True)
class ServerSentEvent(Generic[_Item]):
    """An event of a stream: its type (`message` where none is sent), its data as text, and `value`, what the data say.

    `value` is None where the data are not what is documented, such as a `[DONE]` that closes a stream of JSON. `id` is the
    last that the server sent, `retry` the pause in milliseconds that it asks for before a reconnection.
    """

    event: str
    data: str
    value: _Item | None
    id: str
    retry: int | None


class Reader(Protocol[_Read]):
    """Takes the bytes of a stream in chunks and gives its items."""

    def feed(self, chunk: bytes, /) -> Iterator[_Read]:
        """The items that a chunk completes."""
        ...

    def end(self) -> Iterator[_Read]:
        """The items that are complete now that nothing follows."""
        ...


class Format(Protocol[_Read]):
    """How the items of a documented stream are read."""

    @property
    def accept(self) -> str:
        """The media type that is asked for."""
        ...

    @property
    def accepted(self) -> frozenset[str]:
        """The media types that may arrive."""
        ...

    def reader(self, longest: int, /) -> Reader[_Read]:
        """A reader for one response."""
        ...


@dataclass(frozen=True, slots=True)
class Events(Generic[_Item]):
    """Server-sent events. `models` are the documented kinds of data by the type of event, `""` that of all others.

    None stands for any JSON value, `str` for data that are text.
    """

    models: Mapping[str, type[BaseModel] | type[str] | None] = field(repr=False)
    accept: str = "text/event-stream"

    @property
    def accepted(self) -> frozenset[str]:
        """The media types that may arrive: none but this one (WHATWG HTML, 9.2.3)."""
        return frozenset({"text/event-stream"})

    def reader(self, longest: int, /) -> Reader[ServerSentEvent[_Item]]:
        """A reader of one response's events."""
        return _Typed(EventReader(longest), self._event)

    def _event(self, sent: Sent) -> ServerSentEvent[_Item]:
        model = self.models.get(sent.event, self.models.get("", None))
        return ServerSentEvent(sent.event, sent.data, _value(model, sent.data), sent.id, sent.retry)


@dataclass(frozen=True, slots=True)
class Values(Generic[_Item]):
    """JSON lines, or a JSON sequence (RFC 7464) where `accept` says so: every item is a JSON value of one documented kind."""

    model: type[BaseModel] | None = field(repr=False)
    accept: str

    @property
    def accepted(self) -> frozenset[str]:
        """The media types that may arrive: what is documented, and what servers often call it instead."""
        often = {"application/json", "text/plain", "application/octet-stream"}
        return frozenset({self.accept, "application/x-ndjson", "application/ndjson", "application/jsonl", *often})

    def reader(self, longest: int, /) -> Reader[_Item]:
        """A reader of one response's items."""
        lines = SequenceReader(longest) if "json-seq" in self.accept else LineReader(longest)
        return _Typed(lines, self._item)

    def _item(self, text: bytes) -> _Item:
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise WrongItem("an item of the stream is not JSON") from error
        item: Any = raw if self.model is None else read_leniently(self.model, raw)
        if item is None and self.model is not None:
            raise WrongItem(f"an item of the stream is not a {self.model.__name__}")
        return cast("_Item", item)


class _Typed(Generic[_Item]):
    """A reader whose items are made of those of another."""

    def __init__(self, inner: Reader[Any], made: Callable[[Any], _Item]) -> None:
        self._inner = inner
        self._made = made

    def feed(self, chunk: bytes, /) -> Iterator[_Item]:
        yield from map(self._made, self._inner.feed(chunk))

    def end(self) -> Iterator[_Item]:
        yield from map(self._made, self._inner.end())


def _value(model: type[BaseModel] | type[str] | None, data: str) -> Any:
    if model is str:
        return data
    try:
        raw = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return raw if model is None or not issubclass(model, BaseModel) else read_leniently(model, raw)


__all__ = ["Events", "Format", "Reader", "ServerSentEvent", "Values", "WrongItem"]
