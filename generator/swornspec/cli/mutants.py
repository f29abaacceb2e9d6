"""`swornspec test API --mutants`: do the cases notice a server that has forgotten or misread a constraint?"""

import sys

import click

from swornspec.cli.conventions import progress, verbose
from swornspec.cli.formats import Outputs, put_out


def test_the_tests(api: str, outputs: Outputs) -> None:
    """Try every mutant of every operation and print what became of them; exits 1 when one survived, or the mock itself failed."""
    from swornspec.cli.common import find_document
    from swornspec.contract.derive import api_name, plan
    from swornspec.contract.mutant import Fate, tried
    from swornspec.errors import RequestError
    from swornspec.report.mutants import mutants_as_json, mutants_as_text
    from swornspec.spec.document import load_document

    if any(layout not in ("text", "json") for layout, _ in outputs):
        raise click.UsageError("--mutants prints text or json")
    document = load_document(find_document(api))
    if not document.endpoints:
        raise RequestError(f"{document.name} has no operations to test")
    trials = []
    for endpoint in document.endpoints:
        progress(f"deriving the cases of {endpoint.operation_id} and trying its mutants")
        known = plan(document, endpoint)
        trials.append((known, tried(document, known)))
    name = api_name(document)
    put_out(outputs, lambda form, _: mutants_as_json(name, trials) if form == "json" else mutants_as_text(name, trials, every=verbose()))
    sys.exit(1 if any(t.control or t.of(Fate.SURVIVED) for _, t in trials) else 0)
