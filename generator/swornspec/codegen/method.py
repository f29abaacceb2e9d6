"""An operation as a method of a client: the values that a plan consists of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from swornspec.codegen.quote import flat
from swornspec.codegen.shapes import Shape
from swornspec.spec.document import Body, Endpoint
from swornspec.spec.names import IDEMPOTENCY_ARGUMENT, is_idempotency_key

Steps: TypeAlias = tuple[str | int, ...]
DEFAULT_STYLES: Final = {"path": "simple", "header": "simple", "query": "form*", "cookie": "form*"}
"""How a parameter is written unless it says otherwise; `*` is for `explode` (OpenAPI 3.1, Parameter Object)."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A keyword of a method. `location` is body, path, query, header or cookie; `style` how its value is written there.

    A style is that of OpenAPI with a `*` when exploded, or `json`; empty for fields of the body.
    """

    name: str
    wire: str
    location: str
    required: bool
    shape: Shape
    annotation: str
    schema: Mapping[str, Any]
    style: str = ""

    @property
    def passed(self) -> str:
        """What endpoint functions call it, whose writer keeps `type` for itself."""
        return "type_" if self.name == "type" else self.name


@dataclass(frozen=True, slots=True)
class Success:
    """A documented success: status (`200`, `2XX`, `default`), media type, and the class of its body if that is JSON."""

    status: str
    media_type: str
    model: str | None


@dataclass(frozen=True, slots=True)
class Key:
    """One piece of a credential: the argument that takes it, the variable that holds it."""

    argument: str
    variable: str


@dataclass(frozen=True, slots=True)
class KeyScheme:
    """A way to authenticate as the runtime knows it: bearer, basic, header, query or cookie."""

    name: str
    kind: str
    parameter: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """What a document has and its client has not: a whole operation, or (`part`) something of one.

    `steps` lead through the document to where it stands; `operation_id` is empty where there is none.
    """

    method: str
    path: str
    operation_id: str
    part: str
    why: str
    steps: Steps = ()

    def __str__(self) -> str:
        """`POST /pets (addPet): parameter 'x': why`; documented text in it is on one line."""
        name = f" ({flat(self.operation_id, 80)})" if self.operation_id else ""
        part = f" {self.part}:" if self.part else ""
        return f"{self.method} {flat(self.path, 120)}{name}:{part} {flat(self.why, 300)}"


@dataclass(frozen=True, slots=True)
class Method:
    """An operation as a method of the client.

    `encoded_as` is the media type of a body that is not JSON, `encoding` how some of its fields are written there;
    `other_types` are the documented media types that the method does not send, `accept` those that it asks for,
    `server` is the operation's own.
    """

    name: str
    endpoint: Endpoint
    path: str
    arguments: tuple[Argument, ...]
    body: Body | None
    body_class: str | None
    whole_body: bool
    successes: tuple[Success, ...]
    errors: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    security: tuple[tuple[str, ...], ...]
    encoded_as: str = ""
    encoding: tuple[tuple[str, str], ...] = ()
    other_types: tuple[str, ...] = ()
    accept: str = "application/json"
    server: str = ""
    deprecated: bool = False

    @property
    def body_arguments(self) -> tuple[Argument, ...]:
        """The arguments that are fields of the body."""
        return tuple(a for a in self.arguments if a.location == "body")

    @property
    def parameters(self) -> tuple[Argument, ...]:
        """The arguments outside the body."""
        return tuple(a for a in self.arguments if a.location != "body")

    @property
    def documents_idempotency(self) -> bool:
        """Whether the documentation has a header for the idempotency key, which is then an argument like any other."""
        return any(is_idempotency_key(a.location, a.wire) and a.name == IDEMPOTENCY_ARGUMENT for a in self.arguments)

    @property
    def returns(self) -> str:
        """The type of the result."""
        types = dict.fromkeys(_result(s) for s in self.successes)
        return " | ".join(sorted(types, key=lambda t: (t == "None", t))) or "None"


def operation_steps(endpoint: Endpoint) -> Steps:
    """The way through a document to an operation."""
    return ("paths", endpoint.path, endpoint.method.lower())


def refused(endpoint: Endpoint, why: str, part: str = "", *below: str | int) -> Refused:
    """An operation, or a part of one, that is not generated; `below` leads from the operation to it."""
    return Refused(endpoint.method, endpoint.path, endpoint.operation_id, part, why, (*operation_steps(endpoint), *below))


def _result(success: Success) -> str:
    if success.model is not None:
        return success.model
    return {"text/plain": "str", "application/octet-stream": "File"}.get(success.media_type, "None")
