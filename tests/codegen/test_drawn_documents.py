"""Any document that hypothesis draws generates whole, imports, and has an operation called against its mock."""

import tempfile
from pathlib import Path
from typing import Any

from calling import arguments_for, call, imported
from drawn import documents
from hypothesis import HealthCheck, Phase, given, settings

from swornspec.codegen.partial import generate_what_can_be
from swornspec.spec.document import read_document


# Without shrinking, which would take minutes: a package is generated for each example.
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate])
@given(documents())
def test_a_drawn_document_generates_imports_and_is_called(raw: dict[str, Any]) -> None:
    document = read_document(raw, "drawn")
    with tempfile.TemporaryDirectory() as folder:
        done = generate_what_can_be(document, Path(folder))

        assert done.plan.refused == ()
        assert len(done.plan.methods) == len(document.endpoints)
        with imported(done.folder, done.plan.package) as module:
            method = done.plan.methods[-1]
            call(module, done.plan, document, {method.name: arguments_for(document, method, whole=True)})
