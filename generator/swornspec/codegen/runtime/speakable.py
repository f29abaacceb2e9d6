"""What JSON can say (RFC 8259): objects, arrays, strings, finite numbers, booleans and null."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from .request import Broken


class TooDeep:
    """Stands for what is nested too deep to be sent."""


_Given: TypeAlias = Mapping[Any, Any] | list[Any] | tuple[Any, ...] | str | float | bytes | TooDeep | None


def unspeakable(value: _Given, path: str = "") -> Iterator[Broken]:
    """What JSON cannot say: anything but objects, arrays, strings, finite numbers, booleans and null."""
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
    elif isinstance(value, TooDeep):
        yield Broken("body-json", path, f"{path or 'body'} is nested too deep, or contains itself")
    elif value is not None and not isinstance(value, bool | int | float):
        yield Broken("body-json", path, f"{path or 'body'} is {type(value).__name__}, which JSON does not have")
