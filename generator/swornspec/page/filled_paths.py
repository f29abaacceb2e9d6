"""Paths that a page shows with values in the places of their parameters, which it lists: `/v1/pots/5f2b9a7c`, below it `id` in the path."""

import re
from collections.abc import Sequence
from typing import Final

_VALUE: Final = re.compile(
    r"(?=[^/]{0,80}\d)(?!v\d{1,3}(?:\.\d{1,3})?$)(?:\d{1,40}|[\w-]{6,80}|[a-z]{1,5}[_-]?\d{1,20})|[A-Z]{2,20}(?:_[A-Z]{1,20}){1,4}"
)


def with_places(path: str, names: Sequence[str]) -> str:
    """A path as it is called: values in it are those of the parameters in `names` that have no place there, where there is one for each."""
    lacking = [name for name in names if f"{{{name}}}" not in path]
    parts = path.split("/")
    filled = [n for n, part in enumerate(parts) if _VALUE.fullmatch(part)]
    if not lacking or len(lacking) != len(filled):
        return path
    for n, name in zip(filled, lacking, strict=True):
        parts[n] = f"{{{name}}}"
    return "/".join(parts)


def is_value(part: str) -> bool:
    """Whether a part of a path is a value in the place of a parameter, by its looks: `5f2b9a7c`, `pot-123`, `42`."""
    return _VALUE.fullmatch(part) is not None


__all__ = ["is_value", "with_places"]
