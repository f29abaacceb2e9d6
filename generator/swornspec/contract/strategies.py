"""Bodies of an operation at random: valid ones, nearly valid ones and senseless ones, fast and for hypothesis.

Each field has its own few bytes, which decide whether it is sent and seed its value; all zeros is the smallest valid
body. So one draw of bytes is a whole body, and hypothesis shrinks it field by field. What the rules refuse is mended,
nothing is thrown away.
"""

from collections.abc import Mapping
from random import Random
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from swornspec.contract.drawer import Draw, around, drawing, junk
from swornspec.contract.repair import Mender
from swornspec.contract.space import Subject, subject_of
from swornspec.errors import RequestError
from swornspec.rules.witness import Space, confusions, notable, sample
from swornspec.rules.witness.sample import flattened, types_of
from swornspec.spec.document import Document, Endpoint

_SEED: Final = 4
"""Bytes of a field: one for whether it is sent, the others seed its value."""
_EXTRA: Final = {"undocumented_field": 1}


def bodies(document: Document, endpoint: Endpoint) -> SearchStrategy[Any]:
    """Valid bodies; RequestError when the operation takes none or no valid one was found."""
    drawn = Bodies(subject_of(document, endpoint))
    return st.binary(min_size=drawn.size, max_size=drawn.size).map(drawn.valid)


def any_bodies(document: Document, endpoint: Endpoint) -> SearchStrategy[Any]:
    """Valid, nearly valid and senseless JSON bodies, in about equal parts."""
    drawn = Bodies(subject_of(document, endpoint))
    raw = st.binary(min_size=drawn.size, max_size=drawn.size)
    return st.one_of(raw.map(drawn.valid), raw.map(drawn.nearly_valid), raw.map(drawn.senseless))


def mender(subject: Subject) -> Mender:
    """What mends bodies of an operation."""
    return Mender(_space(subject), subject.least, subject.checker.accepts)


def _space(subject: Subject) -> Space:
    if subject.body is None:
        raise RequestError(f"{subject.endpoint.operation_id} takes no JSON body")
    return subject.body


class Bodies:
    """Makes bodies of one operation from bytes, `size` of them for each; the same bytes always give the same body.

    `accepts` tells whether a body is valid, `required` are the fields that must be sent.
    """

    def __init__(self, subject: Subject) -> None:
        """Work out what each field may be; RequestError when there is no JSON body or no valid one was found."""
        space = _space(subject)
        if subject.checker.broken(subject.least):
            raise RequestError(f"no valid body of {subject.endpoint.operation_id} was found", mend="run: swornspec lint")
        self.accepts = subject.checker.accepts
        self.required = frozenset(name for name, field in space.fields.items() if field.required)
        self._least = subject.least
        self._mender = Mender(space, subject.least, self.accepts)
        kinds = types_of(flattened(space.schema))
        self._object = not kinds or "object" in kinds
        self._whole = drawing(space.schema)
        closed = flattened(space.schema).get("additionalProperties") is False
        self._extra = {} if closed else _EXTRA
        self._fields: list[tuple[str, bool, Any, Draw]] = [
            (name, field.required, self._typical(name, field.schema), drawing(field.schema)) for name, field in space.fields.items()
        ]
        self._wrong = {name: _wrong(field.schema) for name, field in space.fields.items()}
        self._names = sorted(space.fields) or ["field"]
        self.size = 2 * _SEED + _SEED * len(self._fields)

    def _typical(self, name: str, schema: Mapping[str, Any]) -> Any:
        known = isinstance(self._least, Mapping) and name in self._least
        return self._least[name] if known else sample(schema)

    def valid(self, raw: bytes) -> Any:
        """A valid body."""
        body = self.free(raw)
        return body if self.accepts(body) else self._mender.mended(body, Random(raw))  # noqa: S311 - no secret

    def nearly_valid(self, raw: bytes) -> Any:
        """A valid body with one to three fields left out or replaced by something wrong; or one that no rule has been asked about."""
        if raw[1] % 2:
            return self.free(raw)
        return self.spoilt(self.valid(raw), Random(raw + b"n"))  # noqa: S311 - no secret

    def spoilt(self, body: Any, rng: Random) -> Any:
        """A body with one to three fields left out or replaced by something wrong, or likely to be."""
        if not isinstance(body, dict):
            return junk(rng)
        for _ in range(rng.choice((1, 1, 2, 3))):
            name = self._names[int(rng.random() * len(self._names))]
            if rng.random() < 0.25 and name in body:
                body = {k: v for k, v in body.items() if k != name}
            else:
                wrong = self._wrong.get(name) or (None,)
                value = junk(rng, 2) if rng.random() < 0.2 else wrong[int(rng.random() * len(wrong))]
                body = {**body, name: value}
        return body

    def senseless(self, raw: bytes) -> Any:
        """Any JSON value, more often than not an object with some of the documented names."""
        rng = Random(raw + b"s")  # noqa: S311 - no secret
        if rng.random() < 0.2:
            return junk(rng)
        return {name: junk(rng, 1) for name in rng.sample(self._names, min(len(self._names), rng.randrange(1, 6)))}

    def free(self, raw: bytes) -> Any:
        """A body that keeps the schema field by field; rules between fields may be broken. All zeros are the smallest valid one."""
        if not self._object or not self._fields:
            return self._whole(Random(raw)) if any(raw) else self._least  # noqa: S311 - no secret
        found: dict[str, Any] = {}
        for n, (name, required, typical, draw) in enumerate(self._fields):
            at = 2 * _SEED + _SEED * n
            sent, seed = raw[at], raw[at + 1 : at + _SEED]
            if required or sent > 127:
                found[name] = draw(Random(int.from_bytes(seed, "big"))) if any(seed) else typical  # noqa: S311 - no secret
        if not any(raw):
            return self._least
        return {**found, **self._extra} if raw[0] < 16 else found


def _wrong(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    """Values that are wrong, or at an edge."""
    return (*confusions(schema), *(v for _, v in notable(schema)), *around(schema))
