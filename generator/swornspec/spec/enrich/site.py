"""Where prose stands in a document, and what it speaks of: the values that are described together."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Dialect(StrEnum):
    """The versions of the format that differ in how a keyword is written."""

    SWAGGER = "2.0"
    OPENAPI_30 = "3.0"
    OPENAPI_31 = "3.1"


@dataclass(frozen=True, slots=True)
class Text:
    """A description: the object of the document that holds it, and under which key."""

    holder: dict[str, Any]
    key: str = "description"

    @property
    def words(self) -> str:
        """The description itself."""
        return str(self.holder[self.key])


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A described value: its name, the schema that keywords are added to, and its texts.

    `parameter` is the parameter or header object around the schema (the schema itself in Swagger 2.0), `owner` the
    object schema that lists the value as required; `path` says in words where it stands: operation or component, then
    the dotted name. A value of a response is nothing that a client sends.
    """

    name: str
    location: str
    schema: dict[str, Any]
    texts: tuple[Text, ...]
    path: tuple[str, str]
    parameter: dict[str, Any] | None = None
    owner: dict[str, Any] | None = None
    sent: bool = True


@dataclass(slots=True, eq=False)
class Family:
    """Values whose descriptions may speak of each other: the parameters of an operation, the properties of an object.

    `sites` are described here and get their keywords here; `guests` are described elsewhere, once for several families,
    and only rules are taken from their prose here; `others` are further values that sentences may name. `whole` are texts
    about all of them. Rules go to `holder`, which is an operation or an object schema; None where rules have no meaning, as in
    a response. `body` names the values that are sent in the body, where there is one.
    """

    path: str
    holder: dict[str, Any] | None
    sites: list[Site] = field(default_factory=list)
    guests: list[Site] = field(default_factory=list)
    others: list[Site] = field(default_factory=list)
    whole: list[Text] = field(default_factory=list)
    body: frozenset[str] | None = None
    shared: bool = False
    of_operation: bool = False
