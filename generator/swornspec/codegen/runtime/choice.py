"""Objects of several kinds, told apart by a property: `{"kind": "cat", ...}` is a Cat, `{"kind": "dog", ...}` a Dog."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .values import Value


@dataclass(frozen=True, slots=True)
class Choice:
    """How a field that holds one of several models is read: `models` are their names by the value of a property.

    `way` leads from the field to them: `list` for the items of an array, `table` for the values of an object.
    """

    property: str
    models: Mapping[str, str]
    way: tuple[str, ...] = ()


CHOICES: Final[dict[str, Mapping[str, Choice]]] = {}
"""The fields of models that hold one of several models, by the name of the model and of the field on the wire (`root`: the whole)."""


def reader_of(choice: Choice, module: str, read: Callable[[type[Any], Any], Any], otherwise: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """How a field with a choice is read: objects of a known kind by `read` as their model, all else `otherwise` if it is no object.

    `module` is that of the models. An object of no known kind stays as it is.
    """

    def at(value: Value, depth: int) -> Any:
        if depth < len(choice.way):
            if choice.way[depth] == "list" and isinstance(value, list):
                return [at(item, depth + 1) for item in value]
            if choice.way[depth] == "table" and isinstance(value, Mapping):
                return {key: at(item, depth + 1) for key, item in value.items()}
            return value if depth else otherwise(value)
        if not isinstance(value, Mapping):
            return value if depth else otherwise(value)
        tag = value.get(choice.property)
        name = choice.models.get(tag) if isinstance(tag, str) else None
        return value if name is None else read(getattr(sys.modules[module], name), value)

    return lambda value: at(value, 0)
