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

    The same seed gives the same requests in every run, and so does none; where failing examples are kept, they come first.
    """

    seed: int | None = None
    kept: "Kept | None" = None

    def examples_of(self, what: str) -> "ExampleDatabase | None":
        """Where the failing examples of one test are kept; `what` names it among those of all documents."""
        return None if self.kept is None else self.kept.of(what)

    def deciding(self, test: Callable[[], Any], what: str, examples: int) -> Callable[[], Any]:
        """A test of hypothesis (already `given` its strategies) that draws as this says."""
        from hypothesis import HealthCheck, seed, settings

        return settings(  # around the seed, which would drop the database
            max_examples=examples,
            deadline=None,
            database=self.examples_of(what),
            derandomize=False,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )(seed(self.seed or 0)(test))
