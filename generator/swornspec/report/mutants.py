"""What became of the mutants of an API goes in; text for people or JSON comes out."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from swornspec.contract.derive import Plan
from swornspec.contract.mutant import Fate, Trial, Verdict
from swornspec.report.plain import one_line, printable


def mutants_as_text(api: str, trials: Sequence[tuple[Plan, Trial]], *, every: bool = False) -> str:
    """Survivors and proofs of each operation, then the figures; with `every`, also which case killed which mutant."""
    return "".join(f"{line}\n" for line in _text(api, trials, every=every))


def _text(api: str, trials: Sequence[tuple[Plan, Trial]], *, every: bool) -> Iterator[str]:
    for _, trial in trials:
        operation = trial.endpoint.operation_id
        for failure in trial.control:
            yield printable(f"{failure}\n")
        for verdict in trial.verdicts:
            name = f"{operation}/{one_line(verdict.mutant.id)}"
            if verdict.fate is Fate.SURVIVED:
                yield f"survived    {name}: {one_line(verdict.why)}"
                if verdict.shows is not None:
                    yield f"            they differ on {one_line(json.dumps(verdict.shows, ensure_ascii=False))[:500]}"
            elif verdict.fate is Fate.EQUIVALENT:
                yield f"equivalent  {name}: {one_line(verdict.why)}"
            elif every and verdict.case is not None:
                yield f"killed      {name}: by {verdict.case.id}"
    yield from _figures(api, trials)


def _figures(api: str, trials: Sequence[tuple[Plan, Trial]]) -> Iterator[str]:
    for plan, trial in trials:
        killed, survived, equivalent = (len(trial.of(f)) for f in (Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT))
        named = sum(v.named for v in trial.of(Fate.KILLED))
        yield (
            f"{one_line(api)}/{trial.endpoint.operation_id}: {len(trial.verdicts)} mutants on {len(plan.cases)} cases: {killed} killed "
            f"({named} by a case of the broken constraint), {survived} survived, {equivalent} proved equivalent"
        )
        never = never_alone(plan)
        yield f"  constraints that no case breaks alone, without a proof that none could: {', '.join(map(one_line, never)) or 'none'}"
        if trial.control:
            yield f"  the mock itself failed {len(trial.control)} cases, so nothing is known of its mutants"


def never_alone(plan: Plan) -> tuple[str, ...]:
    """The constraints that no case breaks alone and of which it is not proved that none could."""
    proved = {p.constraint for p in plan.proofs if p.proved}
    return tuple(c for c in plan.constraints if c not in plan.covered and c not in proved)


def mutants_as_json(api: str, trials: Sequence[tuple[Plan, Trial]]) -> str:
    """Everything as one JSON object."""
    found = {
        "api": api,
        "operations": [
            {
                "operation": trial.endpoint.operation_id,
                "cases": len(plan.cases),
                "control_failures": [printable(str(f)) for f in trial.control],
                "never_alone": list(never_alone(plan)),
                **{fate.value: len(trial.of(fate)) for fate in Fate},
                "mutants": [_verdict(v) for v in trial.verdicts],
            }
            for plan, trial in trials
        ],
    }
    return json.dumps(found, indent=2, ensure_ascii=True) + "\n"


def _verdict(verdict: Verdict) -> dict[str, Any]:
    found: dict[str, Any] = {"constraint": verdict.mutant.constraint, "manner": verdict.mutant.manner, "fate": verdict.fate.value}
    if verdict.case is not None:
        found |= {"case": verdict.case.id, "named": verdict.named}
    if verdict.why:
        found["why"] = verdict.why
    if verdict.shows is not None:
        found["differs_on"] = verdict.shows
    return found
