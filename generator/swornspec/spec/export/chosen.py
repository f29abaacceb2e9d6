"""What is exported of a document: the rules that reject requests, with the fields that each group of them speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from swornspec.rules.expr import Expr
from swornspec.rules.field import Fields
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.document import Document, Endpoint


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules of one operation about its body, or about its parameters outside the body."""

    endpoint: Endpoint
    about: Literal["body", "parameters"]
    rules: tuple[Rule, ...]
    fields: Fields

    @property
    def name(self) -> str:
        """What the group is called: the operation, and that it is about parameters where it is."""
        return self.endpoint.operation_id if self.about == "body" else f"{self.endpoint.operation_id} parameters"

    @property
    def expressions(self) -> tuple[tuple[Rule, Expr], ...]:
        """The rules that reject, with what must hold."""
        return tuple((r, r.expr) for r in self.rules if r.effect is Effect.REJECT and r.expr is not None)


@dataclass(frozen=True, slots=True)
class Omitted:
    """A rule that is not in an export, and why."""

    operation: str
    rule: str
    why: str

    def __str__(self) -> str:
        """`create_image: width-maximum: why`."""
        return f"{self.operation}: {self.rule}: {self.why}"


@dataclass(frozen=True, slots=True)
class Export:
    """What was written, and the rules that another language has no words for."""

    text: str
    omitted: tuple[Omitted, ...] = ()


def chosen(document: Document, operation: str | None = None) -> tuple[Chosen, ...]:
    """What to export of a document, or of one of its operations; DocumentError when it has no such operation."""
    endpoints = document.endpoints if operation is None else (document.endpoint(operation),)
    return tuple(_groups(endpoints))


def one_line(text: str, longest: int = 300) -> str:
    """A text that can stand in a comment: one line, nothing in it that is not printable."""
    flat = " ".join(text.split())
    shown = "".join(c if c.isprintable() else "?" for c in flat)
    return shown if len(shown) <= longest else f"{shown[: longest - 3]}..."


def _groups(endpoints: Iterable[Endpoint]) -> Iterable[Chosen]:
    for endpoint in endpoints:
        if endpoint.body is not None:
            yield Chosen(endpoint, "body", endpoint.rules, endpoint.fields)
        if endpoint.parameters:
            yield Chosen(endpoint, "parameters", endpoint.parameter_rules, endpoint.parameter_fields)
