"""How many valid bodies a second hypothesis draws from our strategy, beside schemathesis's own generator in the same run.

    python tests/bench/bench_strategies.py [COUNT] [FILE OPERATION]

Measured as a user would: a loop of draws, on one core. Schemathesis is given the schema without rules, for it refuses
most rules between fields; how many of its bodies the rules accept is printed. Then, for each rule, how often its
condition held and failed in our bodies. Exits 1 when fewer than 700 bodies a second are drawn, one of them is invalid, or
a condition that a valid body can meet was never met.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from swornspec.contract.conformance import without_extensions
from swornspec.contract.derive import plan
from swornspec.contract.strategies import bodies
from swornspec.rules.evaluate import holds
from swornspec.rules.expr import Expr, Implies
from swornspec.rules.rule import Effect
from swornspec.spec.check import Checker
from swornspec.spec.document import Document, Endpoint, load_document

LEONARDO = Path(__file__).parents[2] / "specs" / "leonardo" / "openapi.yaml"
BAR = 700


def show(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def draws(strategy: SearchStrategy[Any], count: int) -> tuple[list[Any], float]:
    """So many values of a strategy, and the seconds that drawing them took."""
    found: list[Any] = []

    @settings(
        max_examples=count, deadline=None, database=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(strategy)
    def draw(body: Any) -> None:
        found.append(body)

    start = time.process_time()
    draw()
    return found, time.process_time() - start


def of_schemathesis(document: Document, endpoint: Endpoint) -> SearchStrategy[Any]:
    """Schemathesis's own strategy for the bodies of an operation."""
    from schemathesis.openapi.loaders import from_dict

    schema = from_dict(without_extensions(document.raw))
    cases: SearchStrategy[Any] = schema[endpoint.path][endpoint.method].as_strategy()
    return cases.map(lambda case: case.body)


def conditions(endpoint: Endpoint) -> dict[str, Expr]:
    """The condition of each rule that has one, and of the others what they say."""
    rules = [r for r in endpoint.rules if r.effect is Effect.REJECT and r.expr is not None]
    return {r.id: r.expr.when if isinstance(r.expr, Implies) else r.expr for r in rules if r.expr is not None}


def main(count: int, path: Path, operation: str | None) -> int:
    document = load_document(path)
    endpoint = document.endpoint(operation) if operation else document.endpoints[0]
    accepts: Callable[[Any], bool] = Checker(document, endpoint).accepts
    missed = False
    for name, strategy in (("ours", bodies(document, endpoint)), ("schemathesis", of_schemathesis(document, endpoint))):
        found, seconds = draws(strategy, count)
        valid = sum(map(accepts, found))
        show(f"{name:13} {len(found) / seconds:7.0f} bodies/s  {valid / seconds:7.0f} valid bodies/s  {valid} of {len(found)} valid")
        if name == "ours":
            ours, missed = found, valid < len(found) or valid / seconds < BAR
    show(f"bar: at least {BAR} valid bodies/s: {'missed' if missed else 'met'}")
    impossible = {p.constraint.partition("=")[0] for p in plan(document, endpoint).proofs if p.proved and "condition" in p.constraint}
    body = endpoint.body
    assert body is not None
    for rule, condition in conditions(endpoint).items():
        met = sum(holds(condition, drawn, body.fields) for drawn in ours)
        never = met == 0 and rule not in impossible
        missed = missed or never
        show(f"  {rule:60} condition met {met:6}, not met {len(ours) - met:6}{'  never met' if never else ''}")
    return int(missed)


if __name__ == "__main__":
    sys.exit(
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 2_000,
            Path(sys.argv[2]) if len(sys.argv) > 2 else LEONARDO,
            sys.argv[3] if len(sys.argv) > 3 else None,
        )
    )
