"""Objects of several kinds, told apart by a property: `{"kind": "cat", ...}` is a Cat, `{"kind": "dog", ...}` a Dog."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final


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


class Unknown:
    """Stands for an object of a kind that the documentation does not know, until its model is built."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        """Keep the object."""
        self.value = value


def holds(choice: Choice, value: Any) -> bool:
    """Whether a value is of the kind that a choice speaks of: an array, or else an object."""
    return isinstance(value, list if choice.way[:1] == ("list",) else Mapping)


def chosen(choice: Choice, value: Any, owner: type[Any], build: Callable[[type[Any], Any], Any], depth: int = 0) -> Any:
    """A value that arrived with each object as its model; one that is of no known kind stays, marked as `Unknown`.

    `owner` is the model that holds the value: its siblings are those of the choice.
    """
    if depth < len(choice.way):
        if choice.way[depth] == "list" and isinstance(value, list):
            return [chosen(choice, item, owner, build, depth + 1) for item in value]
        if choice.way[depth] == "table" and isinstance(value, Mapping):
            return {key: chosen(choice, item, owner, build, depth + 1) for key, item in value.items()}
        return value
    if not isinstance(value, Mapping):
        return value
    tag = value.get(choice.property)
    name = choice.models.get(tag) if isinstance(tag, str) else None
    built = None if name is None else build(getattr(sys.modules[owner.__module__], name), value)
    return Unknown(value) if built is None else built


def shown(value: Any) -> Any:
    """A value with its marks of the unknown taken away."""
    if isinstance(value, Unknown):
        return value.value
    if isinstance(value, list):
        return [shown(item) for item in value]
    return {key: shown(item) for key, item in value.items()} if isinstance(value, dict) else value
