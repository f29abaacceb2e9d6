"""Hooks for users of schemathesis: our repair and our verdict in their own runs.

    SCHEMATHESIS_HOOKS=swornspec.contract.hooks schemathesis run openapi.yaml --url http://127.0.0.1:8000

or, in `schemathesis.toml`, `hooks = "swornspec.contract.hooks"`. Importing this module registers three things for whatever
document is run, with or without `x-rules`:

* examples: for each documented constraint of a JSON body one request that breaks it and nothing else, which chance
  hardly ever finds;

* `map_case`: generated requests that are meant to be valid are mended until they keep the rules between fields, so that
  rules which no JSON Schema can say cause no false alarms;
* the check `documented_constraints`: a request whose body keeps every documented constraint must be accepted, and one that
  breaks any of them must be refused. A failure names the rule and the sentence that states it.

Credentials are schemathesis's own affair: give them with `--header` or in its configuration.
"""

from collections.abc import Callable
from typing import Any, Final

import click
import schemathesis
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CaseMetadata, ComponentInfo, ExamplesPhaseData, GenerationInfo, PhaseInfo, TestPhase

from swornspec.contract import conformance
from swornspec.contract.case import UNSENT, Case, Kind
from swornspec.contract.derive import cases
from swornspec.contract.space import Subject, subject_of
from swornspec.errors import SwornspecError
from swornspec.spec.document import Document, read_document
from swornspec.spec.styles import as_text

_DOCUMENTS: Final[dict[int, tuple[Any, Document | None]]] = {}
"""The documents under test by the identity of what schemathesis loaded, which is kept so that the identity stays its own."""
_OURS: Final = "breaks alone: "
"""How the descriptions of our examples begin: schemathesis, which knows no rules between fields, takes some of them for valid ones."""
_MENDING: Final[dict[tuple[int, str, str], Callable[[Any], Any]]] = {}


@schemathesis.hook
def map_case(context: Any, case: Any) -> Any:
    """Mend a request that is meant to be valid; ours are meant to be what they are."""
    if case.meta is not None and str(getattr(case.meta.phase.data, "description", "")).startswith(_OURS):
        return case
    key = _prepare(case.operation)
    mend = _MENDING.get(key)
    return case if mend is None else mend(case)


@schemathesis.hook
def before_add_examples(context: Any, examples: list[Any]) -> None:
    """Add a request for each documented constraint that breaks it alone."""
    operation = context.operation
    subject = conformance.SUBJECTS.get(_prepare(operation))
    if subject is None or subject.endpoint.body is None or not _plainly_sent(subject):
        return
    broken: set[str | None] = set()
    for case in cases(subject.document, subject.endpoint):
        if case.kind is Kind.INVALID and case.body is not UNSENT and case.constraint not in broken:
            broken.add(case.constraint)
            examples.append(_example(operation, subject, case))


def _plainly_sent(subject: Subject) -> bool:
    """Whether the required parameters are scalars, which schemathesis writes as we do."""
    return all(as_text(value) is not None for value in subject.parameters.values())


def _example(operation: Any, subject: Subject, case: Case) -> Any:
    given: dict[str, dict[str, Any]] = {place: {} for place in ("path", "query", "header", "cookie")}
    for (location, name), value in subject.parameters.items():
        given[location][name] = value
    negative = GenerationMode.NEGATIVE
    phase = PhaseInfo(TestPhase.EXAMPLES, ExamplesPhaseData(f"{_OURS}{case.text}", None, ParameterLocation.BODY, None))
    meta = CaseMetadata(GenerationInfo(0.0, negative), {ParameterLocation.BODY: ComponentInfo(negative)}, phase)
    assert subject.endpoint.body is not None
    return operation.Case(
        path_parameters=given["path"],
        query=given["query"],
        headers={name: str(value) for name, value in given["header"].items()},
        cookies={name: str(value) for name, value in given["cookie"].items()},
        body=case.body,
        media_type=subject.endpoint.body.media_type,
        _meta=meta,
    )


def documented_constraints(ctx: Any, response: Any, case: Any) -> bool | None:
    """Requests that keep every documented constraint are accepted, all others are refused."""
    _prepare(case.operation)
    return conformance.documented_constraints(ctx, response, case)


def _prepare(operation: Any) -> tuple[int, str, str]:
    """Derive what is documented of an operation, once; what the parts of this module know it by."""
    raw = operation.schema.raw_schema
    key = (id(raw), operation.method.upper(), operation.path)
    if key not in conformance.SUBJECTS:
        document = _document(raw)
        known = {(e.method, e.path): e for e in document.endpoints} if document is not None else {}
        endpoint = known.get(key[1:])
        subject = subject_of(document, endpoint) if document is not None and endpoint is not None else None
        conformance.SUBJECTS[key] = subject
        if subject is not None:
            _MENDING[key] = conformance.mending(subject)
    return key


def _document(raw: Any) -> Document | None:
    """The document that schemathesis has loaded; None where it is none that we read."""
    if id(raw) not in _DOCUMENTS:
        try:
            _DOCUMENTS[id(raw)] = (raw, read_document(raw, "the document under test"))
        except SwornspecError as error:
            _DOCUMENTS[id(raw)] = (raw, None)
            click.echo(f"swornspec: {error}; its constraints are not checked", err=True)
    return _DOCUMENTS[id(raw)][1]


if documented_constraints.__name__ not in CHECKS.get_all_names():
    schemathesis.check(documented_constraints)
