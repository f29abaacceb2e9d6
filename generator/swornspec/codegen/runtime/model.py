"""The base of the generated models, and the way from models to JSON and back.

A field that was never given is not sent; one that was given as None is sent as null. Requests are checked against the
documentation whenever a model is built and again when it is sent; responses are read leniently: unknown fields and enum
values are kept, a value of the wrong type stays as it arrived.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from enum import StrEnum as _StrEnum
from typing import Any, Final, NamedTuple, Self, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from .advice import Deprecated, warn_of
from .errors import RequestInvalid, ResponseInvalid
from .reader import Parts, fits, made, places, read_model, read_parts, reader_in
from .request import Broken, Operation, Rule, Shortcut, broken_constraints
from .speakable import TooDeep
from .speakable import unspeakable as unspeakable
from .types import Given
from .values import Value

_Model = TypeVar("_Model", bound=BaseModel)

_ARRIVED: Final = "_arrived"
"""Where the `vars` of a model keep the response that brought it: pydantic compares, shows and dumps fields alone."""
_DEEPEST: Final = 200
_set: Final = object.__setattr__
_PLAIN: Final = frozenset({str, int, float, bool, type(None)})


class Contract(NamedTuple):
    """What the documentation demands of a model used in requests: its schema, and the rules between its fields."""

    schema: Any
    rules: tuple[Rule, ...]
    schemas: Mapping[str, Any]
    shortcut: Shortcut | None = None
    deprecated: tuple[Deprecated, ...] = ()

    def broken(self, body: Any) -> tuple[Broken, ...]:
        """Every constraint that a body breaks."""
        return broken_constraints(self.schema, self.rules, body, self.schemas)


class StrEnum(_StrEnum):
    """A closed list of values in requests; a response may bring one that the documentation does not know."""

    @classmethod
    def _kept(cls, value: str) -> Self:
        """A value that a response brought, known or not; how one that was pickled comes back."""
        known = cls._value2member_map_.get(value)
        if isinstance(known, cls):
            return known
        unknown = str.__new__(cls, value)
        unknown._name_ = value
        unknown._value_ = value
        return unknown

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self)._kept, (str(self),)


class ApiModel(BaseModel):
    """A documented object. Fields may be given by their Python name or by their name on the wire."""

    model_config = ConfigDict(extra="allow", validate_by_name=True, validate_by_alias=True, protected_namespaces=(), defer_build=True)

    def __init__(self, /, **given: Any) -> None:
        """Check the fields; pydantic's ValidationError lists every documented constraint that they break."""
        __tracebackhide__ = True
        model = self.__class__
        ready = _READY.get(model) or _prepared(model)
        if ready is None:
            self.__pydantic_validator__.validate_python(given, self_instance=self)
            return
        take, deprecated = ready
        try:
            parts = take(given)
        except ValueError:
            parts = None
        fields, others, sent = parts or _checked_parts(model, given)
        _set(self, "__dict__", fields)
        _set(self, "__pydantic_extra__", others)
        _set(self, "__pydantic_fields_set__", sent)
        _set(self, "__pydantic_private__", None)
        if not deprecated.isdisjoint(sent):
            _warn(model, fields, sent)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined] # pydantic need not call it: see `_held_to_contract`

    @model_validator(mode="wrap")
    @classmethod
    def _held_to_contract(cls, given: Any, build: Callable[[Any], Self]) -> Self:
        return cls(**given) if cls.__name__ in CONTRACTS and _is_named(given) else build(given)


CONTRACTS: Final[dict[str, Contract]] = {}
"""What requests must keep, by the name of the model; filled when the client's rules are imported."""

_READY: Final[dict[type[BaseModel], tuple[Callable[[Any], Parts], frozenset[str]]]] = {}
"""How models are built in one go whose fields are valid beyond doubt, and their deprecated fields; made once it is needed."""


def read_request(model: type[_Model], body: Any) -> _Model:
    """A checked body as its model."""
    return read_model(model, body) if issubclass(model, ApiModel) else _root(model, body)


def to_wire(operation: Operation, body: Any) -> Any:
    """A request body as JSON values; RequestInvalid when it breaks a documented constraint."""
    value = json_value(body)
    broken = verdict(operation, value)
    if broken:
        raise RequestInvalid(operation.id, broken)
    return value


def verdict(operation: Operation, value: Any) -> tuple[Broken, ...]:
    """Every documented constraint that a body breaks, or, when it is no JSON value, why it is none."""
    return () if operation.accepts(value) else tuple(unspeakable(value)) or operation.broken(value)


def from_response(model: type[_Model], response: httpx.Response) -> _Model:
    """A success response as its model, read leniently; ResponseInvalid when it holds no such thing at all."""
    try:
        raw = response.json()
    except (ValueError, RecursionError) as error:
        raise ResponseInvalid(f"the {response.status_code} response is not JSON", response) from error
    result = read_leniently(model, raw)
    if result is None:
        raise ResponseInvalid(f"the {response.status_code} response is not a {model.__name__}", response)
    vars(result)[_ARRIVED] = response
    return result


def read_leniently(model: type[_Model], raw: Any) -> _Model | None:
    """A JSON value as a model, with unknown fields and values kept; None when it is not of its kind at all."""
    try:
        return _read(model, raw)
    except RecursionError:
        return None


def http_response(result: BaseModel) -> httpx.Response:
    """The HTTP response that a result was read from; ValueError for a model that was not returned by a call."""
    response = vars(result).get(_ARRIVED)
    if not isinstance(response, httpx.Response):
        raise ValueError("this model was not returned by a call")
    return response


def json_value(value: Given | Enum | BaseModel, above: tuple[int, ...] = ()) -> Any:
    """A value with its models, enums and sequences replaced by JSON values; what is no JSON value stays, see `unspeakable`."""
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str | int | float):
        return value
    if len(above) > _DEEPEST or id(value) in above:  # what contains itself has no end
        return TooDeep()
    below = (*above, id(value))
    if isinstance(value, ApiModel):
        return {k: json_value(v, below) for k, v in _sent(value)}
    kind: type[Any] = value.__class__
    if is_root(kind):
        return json_value(vars(value)["root"], below)
    if isinstance(value, Mapping):
        return {k: json_value(v, below) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [json_value(v, below) for v in value]
    return value


def is_root(kind: type[Any]) -> bool:
    """Whether a class wraps a value that is no object with documented properties: see `root.RootModel`."""
    return issubclass(kind, BaseModel) and kind.__pydantic_root_model__


def unrooted(value: Any) -> Any:
    """What a class wraps that is no object with documented properties; any other value as it is."""
    kind: type[Any] = value.__class__
    return value.root if is_root(kind) else value


def _sent(model: ApiModel) -> Iterator[tuple[str, Any]]:
    given, present = model.model_fields_set, vars(model)
    for name, wire, _ in places(type(model)):
        if name in given and name in present:
            yield wire, present[name]
    yield from (model.__pydantic_extra__ or {}).items()


def _read(model: type[_Model], value: Value) -> _Model | None:
    if issubclass(model, ApiModel):
        return read_model(model, value) if isinstance(value, Mapping) else None
    return _root(model, value) if fits(model.__pydantic_fields__["root"].annotation, value) else None


def _root(model: type[_Model], value: Any) -> _Model:
    return model.model_construct(root=reader_in(model, "root", model.__pydantic_fields__["root"].annotation)(value))


def _prepared(model: type[ApiModel]) -> tuple[Callable[[Any], Parts], frozenset[str]] | None:
    if model.__name__ not in CONTRACTS:
        return None
    from .building import Builder

    old = {d.name for d in CONTRACTS[model.__name__].deprecated}
    deprecated = frozenset(place.name for place in places(model) if place.wire in old)
    return _READY.setdefault(model, (Builder(CONTRACTS, json_value, made).take(model, by_name=True), deprecated))


def _warn(model: type[ApiModel], fields: Mapping[str, Any], sent: set[str]) -> None:
    """Warn of the deprecated fields that were sent; those of which nothing more is to be said are no longer looked for."""
    values = {place.wire: fields[place.name] for place in places(model) if place.name in sent}
    contract = CONTRACTS[model.__name__]
    warn_of(model.__name__, contract.deprecated, set(values), values)
    later = {d.name for d in contract.deprecated if d.values is not None or d.name not in values}
    take, deprecated = _READY[model]
    _READY[model] = (take, deprecated & {place.name for place in places(model) if place.wire in later})


def _checked_parts(model: type[ApiModel], given: Mapping[str, Any]) -> Parts:
    """The parts of a model; ValidationError with every constraint that its fields break."""
    wire = {place.name: place.wire for place in places(model)}
    by_wire = {wire.get(name, name): value for name, value in given.items()}
    body = json_value(by_wire)
    broken = tuple(unspeakable(body)) or CONTRACTS[model.__name__].broken(body)
    if broken:
        raise ValidationError.from_exception_data(model.__name__, [_detail(b, given) for b in broken])
    return read_parts(model, by_wire)


def _is_named(given: Mapping[Any, Any] | BaseModel | None) -> bool:
    return isinstance(given, Mapping) and all(isinstance(key, str) for key in given)


def _detail(broken: Broken, given: Mapping[str, Any]) -> InitErrorDetails:
    where = tuple(part for part in broken.pointer.split("/") if part)
    said = PydanticCustomError("documented_constraint", "{message}", {"message": str(broken), "constraint": broken.constraint})
    return InitErrorDetails(type=said, loc=where, input=given)
