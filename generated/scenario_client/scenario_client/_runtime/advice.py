"""What the documentation says of a request without forbidding it, and what it says should no longer be used."""

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from inspect import currentframe
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from .request import Said
from .values import Value, mapping, present, value

_PACKAGE: Final = __name__.rpartition("._runtime.")[0]
_WARNED: Final[set[tuple[str, str]]] = set()


@dataclass(frozen=True, slots=True)
class Advice:
    """What the documentation says of a request that it allows.

    `effect` is `advice`, `ignored`, `overrides` or `deprecated`; `rule` identifies it, `pointer` is the JSON Pointer (RFC 6901)
    of the field it speaks of, `text` says it in short, `said` where the documentation says so.
    """

    rule: str
    effect: str
    pointer: str
    text: str
    said: tuple[Said, ...] = ()

    def __str__(self) -> str:
        """The statement, then its sentences, each indented on a line of its own."""
        return "\n".join([self.text, *(f"  ({s})" for s in self.said if str(s))])


class Note(NamedTuple):
    """A statement that refuses nothing. `other` is the field that is overridden; `holds` says whether the expression holds.

    `paths` lead to these fields where they are fields of objects within the body.
    """

    id: str
    effect: str
    subject: str
    other: str | None
    text: str
    said: tuple[Said, ...]
    holds: Callable[[Any], bool] | None
    paths: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def sends(self, body: Any, name: str) -> bool:
        """Whether a body sends a field."""
        *around, key = self.paths.get(name, (name,))
        for step in around:
            body = mapping(body, step)
        return present(body, key)

    def applies(self, body: Any) -> bool:
        """Whether it concerns a body: its subject was sent, and the advice is not followed, or the condition is met."""
        if not self.sends(body, self.subject) or (self.effect == "overrides" and self.other and not self.sends(body, self.other)):
            return False
        return self.holds is None or self.holds(body) is not (self.effect == "advice")


class Deprecated(NamedTuple):
    """A field, or where the name is empty an operation, that should no longer be used; `values` if only some of its values should not."""

    name: str
    text: str
    values: tuple[Any, ...] | None = None


def advice_on(notes: Iterable[Note], body: Any) -> tuple[Advice, ...]:
    """Everything that notes say of a body (any JSON value), in the document's order."""
    return tuple(Advice(n.id, n.effect, _pointer(n.paths.get(n.subject, (n.subject,))), n.text, n.said) for n in notes if n.applies(body))


def warn_of(where: str, deprecated: Iterable[tuple[str, str, tuple[Any, ...] | None]], sent: Collection[str], body: Any = None) -> None:
    """Warn of what was sent though it is deprecated, once for each place and process; the warning names the caller's line."""
    for name, text, values in deprecated:
        used = not name or name in sent
        if used and (values is None or value(body, name) in values) and (where, text) not in _WARNED:
            _WARNED.add((where, text))
            warnings.warn(f"{where}: {text}", DeprecationWarning, stacklevel=_caller())


def _caller() -> int:
    """How many frames above `warn_of` the first one stands that is not of this package."""
    frame, level = currentframe(), 0
    while frame is not None and frame.f_back is not None and frame.f_globals.get("__name__", "").startswith((f"{_PACKAGE}.", "pydantic")):
        frame, level = frame.f_back, level + 1
    return level


def _pointer(path: Iterable[str]) -> str:
    return "".join(f"/{name.replace('~', '~0').replace('/', '~1')}" for name in path)


def sent_names(body: Value, parameters: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The names of the fields and parameters that were given."""
    return frozenset((*(body if isinstance(body, Mapping) else ()), *(name for _, name in parameters)))
