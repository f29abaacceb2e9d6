"""How many broken servers our cases notice, beside plain schemathesis: the same mutants, in the same run.

    python tests/bench/bench_mutants.py [EXAMPLES] [FILE...]

Schemathesis runs on the right server with its default checks and `EXAMPLES` random requests an operation (100 unless stated),
credentials given. A mutant's answer depends on the request alone, so every request of that run is then put to every mutant,
and judged as schemathesis' checks do: a mutant is noticed when a check fails that did not fail on the right server. Mutants of
credentials are left out on both sides, since schemathesis tries those in its own way. Exits 1 when a mutant of ours survives.
"""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from schemathesis import config
from schemathesis.engine import events, from_schema
from schemathesis.openapi.loaders import from_dict

from swornspec.contract import plan
from swornspec.contract.case import Identity
from swornspec.contract.credential import carried
from swornspec.contract.expect import Answer
from swornspec.contract.inside import Ask, inside
from swornspec.contract.judge import Judge
from swornspec.contract.mutant import Fate, tried
from swornspec.contract.request import Request
from swornspec.mock import create_app, running, server_path
from swornspec.report.mutants import never_alone
from swornspec.spec.document import Document, Endpoint, load_document

ROOT = Path(__file__).parents[2]
REJECTED = {400, 401, 403, 404, 405, 406, 409, 415, 422, 428, 429}
NOT_ACCEPTED_BUT_FINE = {401, 403, 404, 405, 409, 429}


def recorded(document: Document, endpoint: Endpoint, examples: int) -> list[tuple[Request, bool]]:
    """What schemathesis sends to the right server, and whether it means each request to be valid."""
    credentials = carried(endpoint, Identity.RIGHT)
    with running(create_app([document])) as server:
        project = config.ProjectConfig(
            base_url=server.url.rstrip("/") + server_path(document).rstrip("/"),
            headers=dict(credentials.headers),
            parameters=dict(credentials.query) or None,
            continue_on_failure=True,
            generation=config.GenerationConfig(max_examples=examples, deterministic=True, database="none", no_shrink=True),
            phases=config.PhasesConfig(stateful=config.StatefulPhaseConfig(enabled=False)),
        )
        whole = config.SchemathesisConfig(seed=1, max_failures=100_000, projects=config.ProjectsConfig(default=project))
        schema = from_dict(dict(document.raw), config=whole).include(method=endpoint.method, path=endpoint.path)
        found = []
        for event in from_schema(schema).execute():
            if isinstance(event, events.ScenarioFinished):
                for case_id, interaction in event.recorder.interactions.items():
                    sent = interaction.request
                    node = event.recorder.cases.get(case_id)
                    meta = node.value.meta if node is not None else None
                    headers = tuple((k, v[0] if isinstance(v, list) else v) for k, v in sent.headers.items())
                    valid = meta is None or not meta.generation.mode.is_negative
                    found.append((Request(sent.method, sent.uri, headers, sent.body), valid))
    return found


def complaint(judge: Judge, endpoint: Endpoint, answer: Answer, *, valid: bool) -> str | None:
    """What schemathesis' default checks would say of an answer."""
    if answer.status >= 500:
        return "server error"
    if endpoint.response_for(answer.status) is None:
        return "status not documented"
    if valid and 400 <= answer.status < 500 and answer.status not in NOT_ACCEPTED_BUT_FINE:
        return "valid data refused"
    if not valid and answer.status not in REJECTED:
        return "invalid data accepted"
    return judge.departure(endpoint, endpoint.method, answer)


def noticed(judge: Judge, endpoint: Endpoint, ask: Ask, right: list[tuple[Request, bool, Answer, str | None]]) -> bool:
    """Whether some request shows that a server is not the right one."""
    for request, valid, answer, known in right:
        other = ask(request)
        if other != answer and (found := complaint(judge, endpoint, other, valid=valid)) is not None and found != known:
            return True
    return False


def compare(document: Document, endpoint: Endpoint, examples: int) -> dict[str, Any]:
    """The figures of one operation."""
    known = plan(document, endpoint)
    trial = tried(document, known)
    here = replace(document, endpoints=(endpoint,))
    ask, judge = inside(create_app([here])), Judge(document)
    sent = [(r, v, a := ask(r), complaint(judge, endpoint, a, valid=v)) for r, v in recorded(document, endpoint, examples)]
    killable = [v.mutant for v in trial.verdicts if v.fate is not Fate.EQUIVALENT and v.mutant.constraint != "credentials"]
    theirs = 0
    for mutant in killable:
        other = inside(create_app([replace(document, endpoints=(mutant.endpoint,))]))
        theirs += noticed(judge, endpoint, mutant.around(other) if mutant.around else other, sent)
    return {
        "operation": f"{Path(document.name).parent.name}/{endpoint.operation_id}",
        "mutants": len(killable),
        "ours": sum(v.fate is Fate.KILLED and v.mutant.constraint != "credentials" for v in trial.verdicts),
        "our_requests": len(known.cases),
        "theirs": theirs,
        "their_requests": len(sent),
        "their_false_alarms": sum(c is not None for *_, c in sent),
        "survivors": [v.mutant.id for v in trial.of(Fate.SURVIVED)],
        "never_alone": never_alone(known),
    }


def show(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Print the table; 1 when a mutant of ours survives."""
    given = sys.argv[1:]
    examples = int(given.pop(0)) if given and given[0].isdigit() else 100
    files = [Path(f) for f in given] or sorted(ROOT.glob("specs/*/openapi.yaml"))
    rows = [compare(document, endpoint, examples) for document in map(load_document, files) for endpoint in document.endpoints]
    show(f"{'operation':34} {'mutants':>8} {'ours':>12} {'requests':>9} {f'plain n={examples}':>14} {'requests':>9} {'false alarms':>13}")
    for r in rows:
        ours, theirs = (f"{r[k]} {r[k] / r['mutants']:.0%}" for k in ("ours", "theirs"))
        left = f"{r['operation']:34} {r['mutants']:8} {ours:>12} {r['our_requests']:9}"
        show(f"{left} {theirs:>14} {r['their_requests']:9} {r['their_false_alarms']:13}")
    total, ours, theirs = (sum(r[k] for r in rows) for k in ("mutants", "ours", "theirs"))
    show(f"all: ours {ours / total:.1%} of {total}, plain schemathesis {theirs / total:.1%}; ratio {ours / max(theirs, 1):.2f}")
    for r in rows:
        show(f"{r['operation']}: never broken alone, without a proof: {', '.join(r['never_alone']) or 'none'}")
        for survivor in r["survivors"]:
            show(f"{r['operation']}: survived: {survivor}")
    return 1 if any(r["survivors"] or r["never_alone"] for r in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
