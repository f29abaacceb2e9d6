"""The JSON report of a contract run goes in; what became of each of its cases comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from swornspec.report.recorded import no_report, read_json, source_in

_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A request that was not answered as documented: what was expected and what came, with the fault in words."""

    fault: str
    expected: str
    actual: str
    answer: str | None


@dataclass(frozen=True, slots=True)
class Results:
    """A run: where its report is ("" for one just made), the server (None: our mock) and the SHA-256 of the document it is about.

    `passed` is None in a report that does not name the cases that passed.
    """

    source: str
    server: str | None
    digest: str
    passed: frozenset[str] | None
    failed: Mapping[str, Counterexample] = field(repr=False)
    run: int = 0

    def of(self, case: str) -> str:
        """`passed`, `failed`, `not sent` or `unknown`."""
        if case in self.failed:
            return "failed"
        if self.passed is None:
            return "unknown"
        return "passed" if case in self.passed else "not sent"


def read_results(path: Path) -> Results:
    """The results in a report that `swornspec test --format json` wrote; RequestError when the file is none."""
    try:
        return results_in(read_json(path), path.as_posix())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise no_report(path) from error


def results_in(raw: Any, source: str = "") -> Results:
    """The results in the parsed form of such a report; KeyError, TypeError or ValueError when it is none."""
    found, server, passed = source_in(raw), raw["server"], raw.get("passed")
    run = raw["cases"]["run"]
    return Results(
        source,
        None if server is None else str(server),
        found.digest,
        None if passed is None else frozenset(map(str, passed)),
        {str(entry["id"]): _counterexample(entry) for entry in raw["failures"]},
        run if isinstance(run, int) else 0,
    )


def _counterexample(entry: Mapping[str, Any]) -> Counterexample:
    answer = entry.get("answer")
    fault = str(entry["fault"]["title"])
    return Counterexample(
        fault, str(entry["expected"]), str(entry["actual"])[:_LONGEST], None if answer is None else str(answer)[:_LONGEST]
    )
