"""JSON values to what models keep, by the annotations of their fields; nothing is refused.

A value of another type than documented stays as it is, unknown fields and unknown members of enums are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from .choice import CHOICES, reader_of
from .values import Value

Read: TypeAlias = Callable[[Any], Any]
Parts: TypeAlias = tuple[dict[str, Any], dict[str, Any] | None, set[str]]
"""What a model is made of: its fields, None where there is none, all others, and which fields were given."""
_Model = TypeVar("_Model", bound=BaseModel)

_EXACT: Final = 2.0**53
_set: Final = object.__setattr__


class Place(NamedTuple):
    """A field of a class: its name, its name on the wire, and how its value is read."""

    name: str
    wire: str
    read: Read


def read_parts(model: type[BaseModel], given: Mapping[str, Any]) -> Parts:
    """An object, by names on the wire, as the parts of a model; nothing is checked."""
    found, sent = dict[str, Any](), set[str]()
    known = 0
    for name, wire, read in places(model):
        if wire in given:
            known += 1
            sent.add(name)
            found[name] = read(given[wire])
        else:
            found[name] = None
    others = {} if known == len(given) else {k: v for k, v in given.items() if k not in _wires(model)}
    return found, others, sent


def read_model(model: type[_Model], given: Mapping[str, Any]) -> _Model:
    """An object, by names on the wire, as its model; nothing is checked."""
    return made(model, read_parts(model, given))


def made(model: type[_Model], parts: Parts) -> _Model:
    """The model that has some parts."""
    new = model.__new__(model)
    _set(new, "__dict__", parts[0])
    _set(new, "__pydantic_extra__", parts[1])
    _set(new, "__pydantic_fields_set__", parts[2])
    _set(new, "__pydantic_private__", None)
    return new


@cache
def places(model: type[BaseModel]) -> tuple[Place, ...]:
    """The fields of a class in their order."""
    if not model.__pydantic_fields_complete__:
        model.model_rebuild()  # now that every class has been written
    fields = model.__pydantic_fields__.items()
    return tuple(Place(name, info.alias or name, reader_in(model, info.alias or name, info.annotation)) for name, info in fields)


@cache
def _wires(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(place.wire for place in places(model))


def reader_in(model: type[BaseModel], wire: str, annotation: Any) -> Read:
    """How a value of a field is read, by its property where that tells its kind; `root` is the field of a root model."""
    choice = CHOICES.get(model.__name__, {}).get(wire)
    otherwise = reader(annotation)
    return otherwise if choice is None else reader_of(choice, model.__module__, read_model, otherwise)


def reader(annotation: Any) -> Read:
    """How a value of an annotated field is read."""
    options = options_of(annotation)
    if all(option in (str, int, float, bool) for option in options):  # each is kept as it is
        return _whole if int in options and float not in options else _itself
    if len(options) > 1:
        return lambda value: _of_several(options, value)
    return _reader_of(options[0]) if options else _itself


def options_of(annotation: Any) -> tuple[Any, ...]:
    """The types of a union other than None, or the only type."""
    listed = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return tuple(option for option in listed if option is not NoneType)


def fits(annotation: Any, value: Any) -> bool:
    """Whether a value is of the kind of an annotation, whatever is in it."""
    return any(_is_of(option, value) for option in options_of(annotation)) or (value is None and NoneType in get_args(annotation))


def _is_of(option: Any, value: Any) -> bool:
    kind = get_origin(option) or option
    if option is Any:
        return True
    if issubclass(kind, BaseModel | dict):
        return isinstance(value, Mapping)
    if issubclass(kind, Enum):
        return isinstance(value, str)
    return isinstance(value, int | float if kind is float else kind) and (kind is bool or not isinstance(value, bool))


def _reader_of(option: Any) -> Read:
    kind, arguments = get_origin(option) or option, get_args(option)
    if kind is list and arguments:
        each = reader(arguments[0])
        return lambda value: [each(item) for item in value] if _is_list(value) else value
    if kind is dict and arguments:
        every = reader(arguments[1])

        def table(value: Value) -> Any:
            return {k: every(v) for k, v in value.items()} if isinstance(value, Mapping) else value

        return table
    if isinstance(kind, type) and issubclass(kind, BaseModel):

        def model(value: Value) -> Any:
            return read_model(kind, value) if isinstance(value, Mapping) else value

        return model
    if _is_enum(option):
        kept: Read = option._kept  # which every enum of a client has

        def member(value: Value) -> Any:
            return kept(value) if isinstance(value, str) else value

        return member
    return _itself


def _of_several(options: tuple[Any, ...], value: Value) -> Any:
    """A value read as the option that fits it best."""
    fitting = [option for option in options if _is_of(option, value)]
    if isinstance(value, str) and len(fitting) > 1:
        known = [o for o in fitting if _is_enum(o) and value in o._value2member_map_]
        return _reader_of(known[0])(value) if known else value
    if isinstance(value, Mapping) and len(fitting) > 1:
        return _reader_of(max(fitting, key=lambda option: _likeness(option, value)))(value)
    return _reader_of(fitting[0])(value) if fitting else _whole(value) if int in options and float not in options else value


def _likeness(option: Any, given: Mapping[str, Any]) -> tuple[bool, bool, int]:
    """How well an object fits a class: all required fields there, all members of enums known, how many fields it has."""
    if not (isinstance(option, type) and issubclass(option, BaseModel)):
        return (True, True, 0)
    infos = {info.alias or name: info for name, info in option.__pydantic_fields__.items()}
    complete = all(wire in given for wire, info in infos.items() if info.is_required())
    enums = [(given[w], o) for w, info in infos.items() if w in given for o in options_of(info.annotation)[:1] if _is_enum(o)]
    return (
        complete,
        all(v is None or v in o._value2member_map_ for v, o in enums if isinstance(v, str | None)),
        len(infos.keys() & given.keys()),
    )


def _is_enum(option: Any) -> bool:
    return isinstance(option, type) and issubclass(option, Enum)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) or (isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray | memoryview))


def _whole(value: Any) -> Any:
    """512.0 as 512, which is the same number."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT else value


def _itself(value: Any) -> Any:
    return value
