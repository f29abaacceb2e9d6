"""Hypothesis strategies: valid bodies of an operation, and bodies of any kind.

`bodies` draws freely from the schema and then mends what the rules refuse, so nothing is thrown away. `any_bodies`
draws valid ones, valid ones with a few fields spoilt, and junk: for checking that several judges agree.
"""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from swornspec.contract.repair import Mender
from swornspec.contract.space import Subject, subject_of
from swornspec.errors import RequestError
from swornspec.rules.witness import Space, confusions, notable, sample
from swornspec.rules.witness.ranges import Range, plain
from swornspec.rules.witness.sample import number_range, types_of
from swornspec.spec.document import Document, Endpoint

_LONGEST_TEXT: Final = 40
_MOST_ITEMS: Final = 4
_TEXT: Final = st.characters(codec="utf-8")
_FAR: Final = 10**12
_LARGEST: Final = 1e300


def bodies(document: Document, endpoint: Endpoint) -> SearchStrategy[Any]:
    """Valid bodies; RequestError when the operation takes none or no valid one was found."""
    subject = subject_of(document, endpoint)
    return _valid(subject, _space(subject))


def any_bodies(document: Document, endpoint: Endpoint) -> SearchStrategy[Any]:
    """Valid, nearly valid and senseless JSON bodies, in about equal parts."""
    subject = subject_of(document, endpoint)
    space = _space(subject)
    valid = _valid(subject, space)
    return st.one_of(valid, _spoilt(space, valid), _free(space), junk())


def mender(subject: Subject) -> Mender:
    """What mends bodies of an operation."""
    return Mender(_space(subject), subject.least)


def _space(subject: Subject) -> Space:
    if subject.body is None:
        raise RequestError(f"{subject.endpoint.operation_id} takes no JSON body")
    return subject.body


def _valid(subject: Subject, space: Space) -> SearchStrategy[Any]:
    if subject.checker.broken(subject.least):
        raise RequestError(f"no valid body of {subject.endpoint.operation_id} was found", mend="run: swornspec lint")
    mend = Mender(space, subject.least)
    randoms = st.randoms(use_true_random=False)
    return st.builds(mend.mended, _free(space), randoms)


def _free(space: Space) -> SearchStrategy[Any]:
    """Bodies that keep the schema field by field; rules between fields may be broken."""
    kinds = types_of(space.schema)
    if kinds and "object" not in kinds:
        return values(space.schema)
    return _objects(space.schema, undocumented=True)


@st.composite
def _spoilt(draw: st.DrawFn, space: Space, valid: SearchStrategy[Any]) -> Any:
    body = draw(valid)
    if not isinstance(body, dict):
        return draw(junk())
    names = draw(st.lists(st.sampled_from(sorted(space.fields) or ["field"]), min_size=1, max_size=3, unique=True))
    for name in names:
        field = space.fields.get(name)
        schema = field.schema if field else {}
        wrong = [*confusions(schema), *(v for _, v in notable(schema))]
        kind = draw(st.integers(0, 3))
        if kind == 0 and name in body:
            body = {k: v for k, v in body.items() if k != name}
        elif kind == 1 and wrong:
            body = {**body, name: draw(st.sampled_from(wrong))}
        else:
            body = {**body, name: draw(st.one_of(junk(), _numbers_around(schema)))}
    return body


def _numbers_around(schema: Mapping[str, Any]) -> SearchStrategy[Any]:
    allowed = number_range(schema) or Range()
    ends = [int(b) for b in (allowed.low, allowed.high) if b is not None] or [0]
    return st.builds(
        lambda end, distance, half: end + distance + half, st.sampled_from(ends), st.integers(-9, 9), st.sampled_from([0, 0, 0.5])
    )


def junk() -> SearchStrategy[Any]:
    """Any JSON value."""
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**25), 10**25),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(_TEXT, max_size=_LONGEST_TEXT),
    )
    return st.recursive(
        scalars,
        lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(st.text(_TEXT, max_size=8), below, max_size=3)),
        max_leaves=6,
    )


def values(schema: Any, depth: int = 0) -> SearchStrategy[Any]:
    """Values of a schema (references inlined), field by field; what is too deep or unusual is a typical value."""
    if not isinstance(schema, Mapping) or depth > 6:
        return st.just(sample(schema))
    for known in ("enum", "x-extensible-enum"):
        members = schema.get(known)
        if isinstance(members, list) and members:
            return st.sampled_from([*members, *([None] if known != "enum" and "null" in types_of(schema) else [])])
    if "const" in schema:
        return st.just(schema["const"])
    edges = [v for _, v in notable(schema)]
    drawn = [_of_type(kind, schema, depth) for kind in types_of(schema)]
    if not drawn:
        return junk() if not set(schema) & {"anyOf", "oneOf", "allOf", "not"} else st.just(sample(schema))
    return st.one_of(*drawn, st.sampled_from(edges)) if edges else st.one_of(*drawn)


def _of_type(kind: str, schema: Mapping[str, Any], depth: int) -> SearchStrategy[Any]:
    match kind:
        case "integer" | "number":
            return _numbers(kind, schema)
        case "boolean":
            return st.booleans()
        case "string":
            return _strings(schema)
        case "array":
            least, most = _size(schema, "minItems", 0), _size(schema, "maxItems", _MOST_ITEMS)
            return st.lists(values(schema.get("items", {}), depth + 1), min_size=least, max_size=max(least, min(most, least + _MOST_ITEMS)))
        case "object":
            return _objects(schema, depth)
        case _:
            return st.none()


def _numbers(kind: str, schema: Mapping[str, Any]) -> SearchStrategy[Any]:
    allowed = number_range(schema)
    if allowed is None:
        return st.just(sample(schema))
    step = allowed.step
    low = allowed.low if allowed.low is not None else (allowed.high or 0) - _FAR
    high = allowed.high if allowed.high is not None else (allowed.low or 0) + _FAR
    if step is not None:
        return st.integers(int(-(-low // step)), int(high // step)).map(lambda k: plain(k * step))
    if kind == "number":
        ends = [float(min(max(end, -_LARGEST), _LARGEST)) for end in (low, high)]
        wide = ends[0] < ends[1]
        floats = st.floats(*ends, exclude_min=wide and allowed.low_open, exclude_max=wide and allowed.high_open)
        return st.one_of(floats, floats.map(lambda f: round(f, 2)))
    return st.integers(int(low), int(high))


def _strings(schema: Mapping[str, Any]) -> SearchStrategy[str]:
    if isinstance(schema.get("pattern"), str):
        return st.just(str(sample(schema)))
    least, most = _size(schema, "minLength", 0), _size(schema, "maxLength", _LONGEST_TEXT)
    return st.text(_TEXT, min_size=least, max_size=max(least, min(most, least + _LONGEST_TEXT)))


def _objects(schema: Mapping[str, Any], depth: int = 0, *, undocumented: bool = False) -> SearchStrategy[dict[str, Any]]:
    properties = schema.get("properties")
    known = dict(properties) if isinstance(properties, Mapping) else {}
    required = {r for r in schema.get("required") or () if isinstance(r, str)}
    must = {name: values(known.get(name, {}), depth + 1) for name in known if name in required}
    must |= {name: st.just("text") for name in sorted(required - set(known))}
    may = {name: values(below, depth + 1) for name, below in known.items() if name not in required}
    drawn = st.fixed_dictionaries(must, optional=may)
    if not undocumented or schema.get("additionalProperties") is False:
        return drawn
    extra = st.sampled_from([{}, {}, {}, {"undocumented_field": 1}])
    return st.builds(lambda body, more: {**body, **more}, drawn, extra)


def _size(schema: Mapping[str, Any], keyword: str, otherwise: int) -> int:
    value = schema.get(keyword)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000 else otherwise
