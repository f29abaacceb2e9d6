"""Values as the texts that carry them outside a JSON body, in every style of OpenAPI 3.1 (Style Values): `name=value` pairs out.

    form [3, 4]                     (ids, 3) (ids, 4)           without explode: (ids, 3,4)
    deepObject {"r": 1, "g": 2}     (c[r], 1) (c[g], 2)
    label {"r": 1, "g": 2}          (c, .r,1,g,2)               exploded: (c, .r=1.g=2)
    matrix [3, 4]                   (ids, ;ids=3,4)             exploded: (ids, ;ids=3;ids=4)

Needs nothing but the standard library: generated clients carry a copy.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

Pairs: TypeAlias = tuple[tuple[str, str], ...]
_Value: TypeAlias = Mapping[str, Any] | list[Any] | tuple[Any, ...] | str | int | float | None
DELIMITERS: Final = {"spaceDelimited": " ", "pipeDelimited": "|"}


def pairs_of(name: str, value: _Value, style: str, explode: bool, encoded: Callable[[str], str] = str) -> Pairs | None:
    """The pairs that carry a value in a style; None when none can.

    `encoded` writes each text (name, key, item) on its own, before the separators of the style stand between them.
    """
    name = encoded(name)
    if isinstance(value, Mapping):
        members = {encoded(str(k)): as_text(v) for k, v in value.items()}
        known = {k: encoded(t) for k, t in members.items() if t is not None}
        return _object(name, style, explode, known) if len(known) == len(members) and members else None
    if isinstance(value, list | tuple):
        items = [as_text(v) for v in value]
        texts = [encoded(t) for t in items if t is not None]
        return _array(name, style, explode, texts) if len(texts) == len(items) and items else None
    text = as_text(value)
    if text is None:
        return None
    prefix = {"label": ".", "matrix": f";{name}="}.get(style, "")
    return ((name, prefix + encoded(text)),)


def as_text(value: _Value) -> str | None:
    """The text of a scalar; None for null and for what has parts."""
    if value is None or isinstance(value, Mapping | list | tuple):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _array(name: str, style: str, explode: bool, texts: Sequence[str]) -> Pairs | None:
    match style:
        case "form" | "spaceDelimited" | "pipeDelimited":
            if explode:
                return tuple((name, t) for t in texts)
            return ((name, DELIMITERS.get(style, ",").join(texts)),)
        case "simple":
            return ((name, ",".join(texts)),)
        case "label":
            return ((name, "." + ("." if explode else ",").join(texts)),)
        case "matrix":
            return ((name, "".join(f";{name}={t}" for t in texts) if explode else f";{name}={','.join(texts)}"),)
        case _:
            return None


def _object(name: str, style: str, explode: bool, members: Mapping[str, str]) -> Pairs | None:
    flat = [part for pair in members.items() for part in pair]
    named = [f"{k}={t}" for k, t in members.items()]
    match style:
        case "deepObject":
            return tuple((f"{name}[{k}]", t) for k, t in members.items())
        case "form" if explode:
            return tuple(members.items())
        case "form" | "spaceDelimited" | "pipeDelimited":
            return ((name, DELIMITERS.get(style, ",").join(flat)),)
        case "simple":
            return ((name, ",".join(named if explode else flat)),)
        case "label":
            return ((name, "." + (".".join(named) if explode else ",".join(flat))),)
        case "matrix":
            return ((name, "".join(f";{n}" for n in named) if explode else f";{name}={','.join(flat)}"),)
        case _:
            return None


__all__ = ["DELIMITERS", "Pairs", "as_text", "pairs_of"]
