"""The base of the generated models, and the way from models to JSON and back.

A field that was never given is not sent; one that was given as None is sent as null. Requests are checked against the
documentation whenever a model is built and again when it is sent; responses are read leniently: unknown fields and enum
values are kept, a value of the wrong type stays as it arrived.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from enum import StrEnum as _StrEnum
from typing import Any, Final, Generic, Literal, Self, TypeAlias, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError, field_validator, model_validator
from pydantic import RootModel as _RootModel
from pydantic.fields import FieldInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from .choice import CHOICES, chosen, holds, shown
from .errors import RequestInvalid, ResponseInvalid
from .request import Broken, Operation, Rule, broken_constraints
from .schema import equal

Mode: TypeAlias = Literal["checked", "trusted", "lenient"]
_Model = TypeVar("_Model", bound=BaseModel)
_Root = TypeVar("_Root")

_MODE: ContextVar[Mode] = ContextVar("mode", default="checked")
_DEEPEST: Final = 200


@dataclass(frozen=True, slots=True)
class Contract:
    """What the documentation demands of a model used in requests: its schema, and the rules between its fields."""

    schema: Any
    rules: tuple[Rule, ...]
    schemas: Mapping[str, Any]

    def broken(self, body: Any) -> tuple[Broken, ...]:
        """Every constraint that a body breaks."""
        return broken_constraints(self.schema, self.rules, body, self.schemas)


class StrEnum(_StrEnum):
    """A closed list of values in requests; a response may bring one that the documentation does not know."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if _MODE.get() != "lenient" or not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = value
        unknown._value_ = value
        return unknown

    @classmethod
    def _kept(cls, value: str) -> Self:
        """A value that a response brought, known or not; how one that was pickled comes back."""
        with _in_mode("lenient"):
            return cls(value)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return type(self)._kept, (str(self),)


class _Arrived:
    """The HTTP response behind a model, if there is one; models are equal whichever responses brought them."""

    __slots__ = ("response",)

    def __init__(self) -> None:
        self.response: httpx.Response | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Arrived)

    __hash__ = None  # type: ignore[assignment] # as that of models, which can be edited


class ApiModel(BaseModel):
    """A documented object. Fields may be given by their Python name or by their name on the wire."""

    model_config = ConfigDict(extra="allow", validate_by_name=True, validate_by_alias=True, protected_namespaces=(), defer_build=True)

    _arrived: _Arrived = PrivateAttr(default_factory=_Arrived)

    @model_validator(mode="wrap")
    @classmethod
    def _held_to_contract(cls, given: Any, build: Callable[[Any], Self]) -> Self:
        mode = _MODE.get()
        if mode == "lenient" and isinstance(given, Mapping):
            return _built_of_choices(cls, given, build) if cls.__name__ in CHOICES else _built_leniently(cls, given, build)
        if mode == "trusted" and isinstance(given, Mapping):
            return _built_checked(cls, given, build)
        contract = CONTRACTS.get(cls.__name__)
        if mode != "checked" or contract is None or isinstance(given, cls):
            return build(given)
        if not isinstance(given, Mapping):
            return build(given)
        body = json_value(_by_alias(cls, given))
        broken = tuple(unspeakable(body)) or contract.broken(body)
        if broken:
            raise ValidationError.from_exception_data(cls.__name__, [_detail(b, given) for b in broken])
        with _in_mode("trusted"):
            return _built_checked(cls, given, build)

    @field_validator("*", mode="wrap")
    @classmethod
    def _kept(cls, given: Any, build: Callable[[Any], Any]) -> Any:
        mode = _MODE.get()
        if mode == "checked":
            return build(given)
        try:
            built = build(given)
        except ValidationError:
            return _each(given, build) if mode == "lenient" else given
        if mode == "trusted" and not equal(json_value(built), json_value(given)):
            return given
        return built


class RootModel(_RootModel[_Root], Generic[_Root]):
    """A documented body that is no object with documented properties; `root` is its value."""

    _arrived: _Arrived = PrivateAttr(default_factory=_Arrived)


_Api = TypeVar("_Api", bound=ApiModel)

CONTRACTS: Final[dict[str, Contract]] = {}
"""What requests must keep, by the name of the model; filled when the client's rules are imported."""


def read_request(model: type[_Model], body: Any) -> _Model:
    """A checked body as its model."""
    with _in_mode("trusted"):
        return model.model_validate(body, by_alias=True, by_name=False)


def to_wire(operation: Operation, body: Any) -> Any:
    """A request body as JSON values; RequestInvalid when it breaks a documented constraint."""
    value = json_value(body)
    broken = verdict(operation, value)
    if broken:
        raise RequestInvalid(operation.id, broken)
    return value


def verdict(operation: Operation, value: Any) -> tuple[Broken, ...]:
    """Every documented constraint that a body breaks, or, when it is no JSON value, why it is none."""
    return tuple(unspeakable(value)) or operation.broken(value)


def from_response(model: type[_Model], response: httpx.Response) -> _Model:
    """A success response as its model, read leniently; ResponseInvalid when it holds no such thing at all."""
    try:
        raw = response.json()
    except (ValueError, RecursionError) as error:
        raise ResponseInvalid(f"the {response.status_code} response is not JSON", response) from error
    result = read_leniently(model, raw)
    if result is None:
        raise ResponseInvalid(f"the {response.status_code} response is not a {model.__name__}", response)
    if isinstance(result, ApiModel | RootModel):
        result._arrived.response = response
    return result


def read_leniently(model: type[_Model], raw: Any) -> _Model | None:
    """A JSON value as a model, with unknown fields and values kept; None when it is not of its kind at all."""
    with _in_mode("lenient"):
        try:
            whole = CHOICES.get(model.__name__, {}).get("root")
            if whole is not None and holds(whole, raw) and issubclass(model, RootModel):
                return model.model_construct(root=shown(chosen(whole, raw, model, read_leniently)))
            return model.model_validate(raw, by_alias=True, by_name=False)
        except (ValidationError, RecursionError):
            if not issubclass(model, RootModel) or not isinstance(raw, list):
                return None
            return model.model_construct(root=_each(raw, lambda item: model.model_validate(item).root))


def http_response(result: BaseModel) -> httpx.Response:
    """The HTTP response that a result was read from; ValueError for a model that was not returned by a call."""
    response = result._arrived.response if isinstance(result, ApiModel | RootModel) else None
    if response is None:
        raise ValueError("this model was not returned by a call")
    return response


def json_value(value: Any, above: tuple[int, ...] = ()) -> Any:
    """A value with its models, enums and sequences replaced by JSON values; what is no JSON value stays, see `unspeakable`."""
    if isinstance(value, str | int | float | None) and not isinstance(value, Enum):
        return value
    if len(above) > _DEEPEST or id(value) in above:  # what contains itself has no end
        return _TooDeep()
    below = (*above, id(value))
    if isinstance(value, ApiModel):
        return {k: json_value(v, below) for k, v in _sent(value)}
    if isinstance(value, RootModel):
        return json_value(value.root, below)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {k: json_value(v, below) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray | memoryview):
        return [json_value(v, below) for v in value]
    return value


def unspeakable(value: Any, path: str = "") -> Iterator[Broken]:
    """What JSON cannot say (RFC 8259): anything but objects, arrays, strings, finite numbers, booleans and null."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            if isinstance(key, str):
                yield from unspeakable(below, f"{path}/{key.replace('~', '~0').replace('/', '~1')}")
            else:
                yield Broken("body-json", path, f"{path or 'body'} has a key that is not a string")
    elif isinstance(value, list | tuple):
        for i, below in enumerate(value):
            yield from unspeakable(below, f"{path}/{i}")
    elif isinstance(value, float) and not math.isfinite(value):
        yield Broken("body-json", path, f"{path or 'body'} is not a finite number")
    elif isinstance(value, str):
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            yield Broken("body-json", path, f"{path or 'body'} has half of a surrogate pair")
    elif isinstance(value, _TooDeep):
        yield Broken("body-json", path, f"{path or 'body'} is nested too deep, or contains itself")
    elif value is not None and not isinstance(value, bool | int | float):
        yield Broken("body-json", path, f"{path or 'body'} is {type(value).__name__}, which JSON does not have")


class _TooDeep:
    """Stands for what is nested too deep to be sent."""


def _sent(model: ApiModel) -> Iterator[tuple[str, Any]]:
    given, present = model.model_fields_set, vars(model)
    for name, info in type(model).model_fields.items():
        if name in given and name in present:
            yield _wire(name, info), present[name]
    yield from (model.__pydantic_extra__ or {}).items()


def _each(given: Any, build: Callable[[Any], Any]) -> Any:
    """A list with each item built that can be, and the others as they arrived; anything but a list as it is."""
    if not isinstance(given, list):
        return given
    items = []
    for item in given:
        try:
            built = build([item])
        except ValidationError:
            built = None
        items.append(built[0] if isinstance(built, list) and len(built) == 1 else item)
    return items


def _wire(name: str, info: FieldInfo) -> str:
    return name if info.alias is None else info.alias


def _by_alias(model: type[ApiModel], given: Mapping[str, Any]) -> dict[str, Any]:
    wire = {name: _wire(name, info) for name, info in model.model_fields.items()}
    return {wire.get(name, name): value for name, value in given.items()}


def _built_leniently(model: type[_Api], given: Mapping[str, Any], build: Callable[[Any], _Api]) -> _Api:
    absent = {_wire(n, i) for n, i in model.model_fields.items() if i.is_required()} - given.keys()
    built = build({**given, **dict.fromkeys(absent)}) if absent else build(given)
    for name, info in model.model_fields.items():
        if _wire(name, info) in absent:
            built.__pydantic_fields_set__.discard(name)
    return built


def _built_checked(model: type[_Api], given: Mapping[str, Any], build: Callable[[Any], _Api]) -> _Api:
    """A model of what the documentation allows: what is readOnly may be missing, though it is required of responses."""
    try:
        return build(given)
    except ValidationError:
        return _built_leniently(model, _by_alias(model, given), build)


def _built_of_choices(model: type[_Api], given: Mapping[str, Any], build: Callable[[Any], _Api]) -> _Api:
    """A model some of whose fields hold one of several models; of those, what is of no known kind stays as it arrived."""
    choices = CHOICES[model.__name__]
    picked = {wire: chosen(choice, given[wire], model, read_leniently) for wire, choice in choices.items() if wire in given}
    built = _built_leniently(model, {**given, **picked}, build)
    for name, info in model.model_fields.items():
        if _wire(name, info) in picked:
            built.__dict__[name] = shown(built.__dict__[name])
    return built


def _detail(broken: Broken, given: Mapping[str, Any]) -> InitErrorDetails:
    where = tuple(part for part in broken.pointer.split("/") if part)
    said = PydanticCustomError("documented_constraint", "{message}", {"message": str(broken), "constraint": broken.constraint})
    return InitErrorDetails(type=said, loc=where, input=given)


@contextmanager
def _in_mode(mode: Mode) -> Iterator[None]:
    token = _MODE.set(mode)
    try:
        yield
    finally:
        _MODE.reset(token)
