"""What decides random requests: a seed, and the examples that failed before."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.database import ExampleDatabase

    from swornspec.contract.database import Kept


@dataclass(frozen=True, slots=True)
class Chance:
    """How random requests are drawn.

    The same seed gives the same requests in every run; with a database those that failed before come first. Without
    a seed it is that of the test itself, and nothing is kept.
    """

    seed: int | None = None
    kept: "Kept | None" = None

    def examples_of(self, what: str) -> "ExampleDatabase | None":
        """Where the failing examples of one test are kept; `what` names it among those of all documents."""
        return None if self.kept is None else self.kept.of(what)

    def deciding(self, test: Callable[[], Any], what: str, examples: int) -> Callable[[], Any]:
        """A test of hypothesis (already `given` its strategies) that draws as this says."""
        from hypothesis import HealthCheck, seed, settings

        fixed = self.seed is None and self.kept is None
        drawn = settings(
            max_examples=examples,
            deadline=None,
            database=self.examples_of(what),
            derandomize=fixed,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )(test)
        return drawn if fixed else seed(self.seed or 0)(drawn)
