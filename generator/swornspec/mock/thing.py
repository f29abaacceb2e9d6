"""The things of a collection, as a document describes them: what ids they may have, what they may hold, how responses show them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from swornspec.mock.collection import Collection, Shape
from swornspec.mock.sample import NoSampleError, draw
from swornspec.mock.store import Key, Things
from swornspec.spec.direction import Direction, projection_of
from swornspec.spec.document import Document, as_mapping
from swornspec.spec.schemas import Schemas

_ATTEMPTS: Final = 50
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})")


class Kind:
    """The things of a collection, and what they must be."""

    def __init__(self, document: Document, collection: Collection, schemas: Schemas, seed: int, things: Things) -> None:
        """`things` are where they are kept; DocumentError when a schema is not valid."""
        self.things = things
        self.identity = collection.identity
        self.fields = collection.created.fields
        self.accepts = schemas.validator(collection.created.thing, collection.path).is_valid
        self._never_sent = projection_of(document.raw, Direction.REQUEST).names(collection.created.thing)
        self._raw = document.raw
        self._seed = f"{seed}/{collection.path}"
        self._name = collection.path.rsplit("/", 1)[-1].removesuffix("s")
        own = self.fields[self.identity]
        self._schemas = ({"allOf": [own, collection.parameter]}, own)
        self._is_identity = schemas.validator(own, collection.identity).is_valid
        self._is_parameter = schemas.validator(collection.parameter, collection.identity).is_valid

    def fits(self, identity: Any) -> bool:
        """Whether a value can be the id of a thing, and stand in a path."""
        text = text_of(identity)
        if not text or not self._is_identity(identity):
            return False
        return any(map(self._is_parameter, (text, *whole_number(text))))

    def has_ids(self) -> bool:
        """Whether there are ids that both the response and the path allow; to be asked while there are no things."""
        try:
            self.fresh(())
        except NoSampleError:
            return False
        finally:
            self.things.reset()
        return True

    def fresh(self, parent: Key) -> Any:
        """An id that no thing has; NoSampleError where none is found."""
        for _ in range(_ATTEMPTS):
            for candidate in self._candidates(self.things.number()):
                if self.fits(candidate) and (*parent, text_of(candidate)) not in self.things:
                    return candidate
        raise NoSampleError

    def _candidates(self, number: int) -> Iterator[Any]:
        yield number
        if not {"format", "pattern", "enum", "const"} & self._schemas[1].keys():
            yield f"{self._name}-{number}"
            yield str(number)
        for schema in self._schemas:
            try:
                yield draw(self._raw, schema, f"{self._seed}/{number}", self.fits, varied=True)
            except NoSampleError:
                continue

    def given(self, sent: Mapping[str, Any]) -> Any:
        """The id that a request says its thing has; None where it says none, or ids are read-only."""
        return None if self.identity in self._never_sent else sent.get(self.identity)

    def laid_over(self, thing: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
        """A thing with what fits of a body laid over it; its id stays, and so does what is read-only."""
        said = {n: v for n, v in body.items() if n in self.fields and n not in self._never_sent and n != self.identity}
        whole = {**thing, **said}
        if self.accepts(whole):
            return whole
        whole = dict(thing)
        for name, value in said.items():
            without = {n: v for n, v in whole.items() if n != name}
            whole = next((t for t in ({**whole, name: value}, *((without,) if value is None else ())) if self.accepts(t)), whole)
        return whole


class Face:
    """How a response shows a thing."""

    def __init__(self, shape: Shape, schemas: Schemas) -> None:
        """DocumentError when the schema of the response is not valid."""
        self.shape = shape
        self._accepts = schemas.validator(shape.whole, "response").is_valid

    def thing(self, base: Any) -> Any:
        """What stands where the thing belongs."""
        return base if self.shape.envelope is None else as_mapping(base).get(self.shape.envelope)

    def sent(self, body: Any) -> Mapping[str, Any]:
        """What a request body says of the thing: it may stand in the same member as in the response, or alone."""
        members = as_mapping(body)
        within = None if self.shape.envelope is None else members.get(self.shape.envelope)
        return within if isinstance(within, Mapping) else members

    def shown(self, base: Any, thing: Mapping[str, Any]) -> Any:
        """The response with a thing in its place, or as much of it as conforms to the document."""
        within = as_mapping(self.thing(base))
        known = {n: v for n, v in thing.items() if n in self.shape.fields}
        for candidate in (known, {**within, **known}):
            if self._accepts(whole := self._around(base, candidate)):
                return whole
        laid = dict(within)
        for name, value in known.items():
            if self._accepts(self._around(base, {**laid, name: value})):
                laid[name] = value
        return self._around(base, laid)

    def _around(self, base: Any, thing: Mapping[str, Any]) -> Any:
        return thing if self.shape.envelope is None else {**as_mapping(base), self.shape.envelope: thing}


def text_of(identity: Any) -> str:
    """An id as it stands in a path; nothing for what is no id."""
    return str(identity) if isinstance(identity, str | int) and not isinstance(identity, bool) else ""


def whole_number(text: str) -> tuple[int, ...]:
    """The whole number that a text is, in a tuple; an empty one when it is none, or written in another way than numbers are."""
    return (int(text),) if _NUMBER.fullmatch(text) else ()
