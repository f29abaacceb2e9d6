"""`swornspec test API --mutants`: do the cases notice a server that has forgotten or misread a constraint?"""

import sys
from typing import TYPE_CHECKING

from swornspec.cli.conventions import progress, verbose
from swornspec.cli.formats import Outputs, put_out

if TYPE_CHECKING:
    from swornspec.spec.document import Document


def test_the_tests(document: "Document", outputs: Outputs) -> None:
    """Try every mutant of every operation and print what became of them; exits 1 when one survived, or the mock itself failed."""
    from swornspec.contract.derive import plan
    from swornspec.contract.making import api_name
    from swornspec.contract.mutant import Fate, tried
    from swornspec.report.mutants import mutants_as_json, mutants_as_text

    trials = []
    for endpoint in document.endpoints:
        progress(f"deriving the cases of {endpoint.operation_id} and trying its mutants")
        known = plan(document, endpoint)
        trials.append((known, tried(document, known)))
    name = api_name(document)
    put_out(outputs, lambda form, _: mutants_as_json(name, trials) if form == "json" else mutants_as_text(name, trials, every=verbose()))
    sys.exit(1 if any(t.control or t.of(Fate.SURVIVED) for _, t in trials) else 0)
