"""What is created is kept, and found again by the endpoints that speak of the same collection (see `swornspec.mock.collection`).

A thing is what the POST that made it answered, with what its body says laid over as far as the documented response has
room for it. Every answer still conforms to the document.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol
from urllib.parse import unquote

import msgspec

from swornspec.mock.answer import Answer, is_json, with_value
from swornspec.mock.collection import ListShape, Shape, collections, list_of, shapes
from swornspec.mock.problem import Refusals, problem
from swornspec.mock.sample import NoSampleError
from swornspec.mock.store import MOST_THINGS, Key, Store
from swornspec.mock.thing import Face, Kind, text_of, whole_number
from swornspec.spec.document import Document, Endpoint, as_mapping
from swornspec.spec.schemas import Schemas

RESET: Final = b"/__reset"
"""The path at which a POST forgets everything, where no document has it."""
_TOTALS: Final = ("total", "count", "totalcount", "totalitems", "itemcount")
"""What documents call the number of things in all, in plain letters."""


class Keeper(Protocol):
    """Makes the answers of one endpoint speak of what is kept."""

    def answer(self, values: tuple[str, ...], body: Any, base: Answer, refusals: Refusals) -> Answer:
        """The answer to a valid request; `base` is what is sent where nothing is kept, `values` are of the path's variables, encoded."""


def keepers(document: Document, schemas: Schemas, seed: int, store: Store) -> dict[tuple[str, str], Keeper]:
    """The keepers of the endpoints that take part in a collection, by method and path."""
    found: dict[tuple[str, str], Keeper] = {}
    for collection in collections(document):
        kind = Kind(document, collection, schemas, seed, store.things())
        if not kind.has_ids():
            continue
        found["POST", collection.path] = _Create(kind, collection.created, schemas)
        if collection.listing is not None and (shape := list_of(document, collection.listing, collection.identity)) is not None:
            found["GET", collection.path] = _List(kind, shape, schemas)
        for method, endpoint in collection.single.items():
            shown = next((s for s in shapes(document, endpoint) if collection.identity in s.fields), None)
            face = None if shown is None else Face(shown, schemas)
            if method == "GET" and face is not None:
                found[method, endpoint.path] = _Read(kind, face)
            elif method == "DELETE":
                found[method, endpoint.path] = _Delete(kind, face)
            elif method in ("PUT", "PATCH"):
                found[method, endpoint.path] = _Change(kind, face, endpoint)
    return found


class _Create:
    """POST of the collection."""

    def __init__(self, kind: Kind, shape: Shape, schemas: Schemas) -> None:
        self._kind = kind
        self._face = Face(shape, schemas)

    def answer(self, values: tuple[str, ...], body: Any, base: Answer, refusals: Refusals) -> Answer:
        kind, parent, value = self._kind, _key(values), _value(base)
        within = self._face.thing(value)
        if not isinstance(within, dict):
            return base
        sent = self._face.sent(body)
        identity = kind.given(sent)
        if kind.fits(identity) and kind.accepts({**within, kind.identity: identity}):
            if (*parent, text_of(identity)) in kind.things:
                return refusals.answer(problem(409, "There is a thing with this id already."))
        else:
            try:
                identity = kind.fresh(parent)
            except NoSampleError:
                return base
        thing = kind.laid_over({**within, kind.identity: identity}, sent)
        kind.things.put((*parent, text_of(identity)), thing)
        return with_value(base, self._face.shown(value, thing))


class _Read:
    """GET of a thing."""

    def __init__(self, kind: Kind, face: Face) -> None:
        self._kind = kind
        self._face = face

    def answer(self, values: tuple[str, ...], body: Any, base: Answer, refusals: Refusals) -> Answer:
        thing = self._kind.things.get(_key(values))
        if thing is None:
            return _absent(refusals)
        return _showing(self._face, base, thing)


class _Delete:
    """DELETE of a thing."""

    def __init__(self, kind: Kind, face: Face | None) -> None:
        self._kind = kind
        self._face = face

    def answer(self, values: tuple[str, ...], body: Any, base: Answer, refusals: Refusals) -> Answer:
        key = _key(values)
        thing = self._kind.things.get(key)
        if thing is None:
            return _absent(refusals)
        self._kind.things.remove(key)
        return _showing(self._face, base, thing)


class _Change:
    """PUT or PATCH of a thing; a PUT that documents 201 creates what is not there."""

    def __init__(self, kind: Kind, face: Face | None, endpoint: Endpoint) -> None:
        self._kind = kind
        self._face = face
        self._replaces = endpoint.method == "PUT"
        self._creates = self._replaces and face is not None and "201" in endpoint.responses
        self._sendable = frozenset(endpoint.body.fields if endpoint.body else ())

    def answer(self, values: tuple[str, ...], body: Any, base: Answer, refusals: Refusals) -> Answer:
        kind, key = self._kind, _key(values)
        thing = kind.things.get(key)
        if thing is None:
            thing = self._made(key[-1], base)
        if thing is None:
            return _absent(refusals)
        sent = as_mapping(body) if self._face is None else self._face.sent(body)
        rest = {n: v for n, v in thing.items() if n == kind.identity or n not in self._sendable or n in sent}
        if self._replaces and kind.accepts({**rest, **{n: v for n, v in sent.items() if n in kind.fields and n != kind.identity}}):
            thing = rest
        changed = kind.laid_over(thing, sent)
        kind.things.put(key, changed)
        return _showing(self._face, base, changed)

    def _made(self, identity: str, base: Answer) -> dict[str, Any] | None:
        """What a PUT makes under an id that stands in its path."""
        within = self._face.thing(_value(base)) if self._creates and self._face else None
        if not isinstance(within, dict):
            return None
        number = whole_number(identity)
        known = {n: v for n, v in within.items() if n in self._kind.fields}
        made = ({**known, self._kind.identity: i} for i in (identity, *number) if self._kind.fits(i))
        return next((m for m in made if self._kind.accepts(m)), None)


class _List:
    """GET of the collection."""

    def __init__(self, kind: Kind, shape: ListShape, schemas: Schemas) -> None:
        self._kind = kind
        self._envelope = shape.envelope
        self._item = Face(shape.item, schemas)
        self._accepts = schemas.validator(shape.whole, "response").is_valid
        most = shape.array.get("maxItems")
        self._most = int(most) if isinstance(most, int | float) and not isinstance(most, bool) and most >= 0 else MOST_THINGS

    def answer(self, values: tuple[str, ...], body: Any, base: Answer, refusals: Refusals) -> Answer:
        value = _value(base)
        listed = value if self._envelope is None else as_mapping(value).get(self._envelope)
        if not isinstance(listed, list):
            return base
        things = self._kind.things.below(_key(values))
        sample = as_mapping(listed[0]) if listed else {}
        items = [self._item.shown(sample, thing) for thing in things[: self._most]]
        whole = items if self._envelope is None else self._counted({**value, self._envelope: items}, len(things))
        return with_value(base, whole) if self._accepts(whole) else base

    def _counted(self, whole: dict[str, Any], count: int) -> dict[str, Any]:
        """The response with the members that say how many things there are."""
        for name, said in whole.items():
            plain = name.lower().replace("_", "").replace("-", "")
            if plain in _TOTALS and isinstance(said, int) and not isinstance(said, bool) and self._accepts({**whole, name: count}):
                whole = {**whole, name: count}
        return whole


def _showing(face: Face | None, base: Answer, thing: Mapping[str, Any]) -> Answer:
    value = _value(base)
    return base if face is None or not isinstance(value, dict) else with_value(base, face.shown(value, thing))


def _absent(refusals: Refusals) -> Answer:
    return refusals.answer(problem(404, "Nothing with this id was created, or it is deleted."))


def _value(base: Answer) -> Any:
    """The JSON that a success says; None where it is none."""
    media_type = next((v for n, v in base.headers if n == b"content-type"), b"").decode("latin-1")
    if not base.body or not is_json(media_type):
        return None
    return msgspec.json.decode(base.body)


def _key(values: Iterable[str]) -> Key:
    return tuple(unquote(v, errors="replace") for v in values)
