"""A mutant: the mock of one operation, broken in one known way.

width-maximum: dropped                          the operation without that keyword
num_images-when-large: condition-inverted       the operation with another rule
outputs-required: missing in 200                the right operation, its answers changed on their way
"""

from collections.abc import Callable
from dataclasses import dataclass

from swornspec.contract.inside import Ask
from swornspec.rules.expr import Expr
from swornspec.rules.witness import Constraint, Space
from swornspec.spec.document import Endpoint


@dataclass(frozen=True, slots=True)
class Altered:
    """What a request constraint was, and what the mutant holds requests to instead (None: to nothing).

    `where` says which requests they are about: a body, the parameter of that location and name, or all parameters together;
    `inside` is the space of the objects in a body that they are about, where it is not the whole.
    """

    before: Constraint | Expr
    after: Constraint | Expr | None
    where: tuple[str, str] | None = None
    inside: Space | None = None


@dataclass(frozen=True, slots=True)
class Mutant:
    """One way to break one documented constraint of one operation.

    `constraint` is the id that cases and verdicts give it, `manner` the way it is broken. `endpoint` is what is served
    instead; `around`, where there is one, stands between that server and its clients. `about` are other names under which
    a case may speak of the constraint: the field it belongs to. A mutant that can only accept more than the document
    `loosens` a constraint, by the name that proofs give it.
    """

    constraint: str
    manner: str
    endpoint: Endpoint
    around: Callable[[Ask], Ask] | None = None
    altered: Altered | None = None
    about: tuple[str, ...] = ()
    loosens: str | None = None

    @property
    def id(self) -> str:
        """`width-maximum: dropped`."""
        return f"{self.constraint}: {self.manner}"
