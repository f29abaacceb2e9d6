"""One operation under schemathesis: breadth that nobody thought of, judged by the documented constraints.

Schemathesis gets the plain schema. Requests that it means to be valid are mended by the rules before they are sent, and
whether a request was valid is decided from the bytes that went out, by the rules' own verdict: so rules that a JSON
Schema cannot say cause no false alarms, and formats, which are annotations, refuse nothing.
"""

import copy
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

import httpx

from swornspec.contract.bounds import StuckError, bounded, events_of, limited
from swornspec.contract.expect import NO_REFUSAL, quotation
from swornspec.contract.making import api_name
from swornspec.contract.media import covers
from swornspec.contract.repair import Mender
from swornspec.contract.request import Request
from swornspec.contract.server import Server
from swornspec.contract.space import Subject, subject_of
from swornspec.contract.strategies import mender
from swornspec.rules.witness.find import canonical
from swornspec.spec.document import Endpoint
from swornspec.spec.secret import redacted

if TYPE_CHECKING:
    from hypothesis import settings as Settings  # noqa: N812 - the type, beside the function of that name
    from schemathesis.checks import CheckContext
    from schemathesis.core.transport import Response as Received
    from schemathesis.generation.case import Case as Generated
    from schemathesis.schemas import BaseSchema

EXAMPLES: Final = 100
SECONDS: Final = 20
_GRACE: Final = 3.0
"""Seconds that a run may take to stop, beside the time of one answer."""
_CHECKS: Final = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)
_OWN: Final = "documented_constraints"


@dataclass(frozen=True, slots=True)
class Conformance:
    """What a run found: how many requests were sent, how many of them were valid ones, and each failure in words, once."""

    requests: int
    accepted: int
    failures: tuple[str, ...]


def conform(
    server: Server, endpoint: Endpoint, *, examples: int = EXAMPLES, seconds: int = SECONDS, seed: int | None = None
) -> Conformance:
    """Run schemathesis on one operation of a server, the same way every time for a seed.

    About a hundred random requests and several hundred systematic ones; `seconds` ends a run against a slow server early,
    and so does the server's limit of requests; LimitError when it allows none.
    """
    from schemathesis.engine.run.probes import PROBES

    try:
        server.send(Request("GET", server.base, (), None))
    except httpx.HTTPError as error:
        return Conformance(0, 0, (f"{server.base} does not answer: {type(error).__name__}: {error}",))
    for _ in PROBES:  # what schemathesis asks a server next, whatever it is to do
        server.pace.take()
    subject = subject_of(server.document, endpoint)
    schema = _schema(server, endpoint, examples, seed)
    _mend(schema, subject)
    key = (id(schema.raw_schema), endpoint.method, endpoint.path)
    SUBJECTS[key] = subject
    try:
        with bounded(schema, server.pace, server.timeout):
            return _run(server, endpoint, schema, time.monotonic() + seconds)
    except StuckError:
        return Conformance(0, 0, (f"{server.base} does not answer: an answer did not end within {server.timeout:g} seconds",))
    finally:
        del SUBJECTS[key]


def _run(server: Server, endpoint: Endpoint, schema: "BaseSchema", until: float) -> Conformance:
    from schemathesis.engine import events, from_schema

    sent = accepted = 0
    failures: dict[str, None] = {}
    secrets = _secrets(server, endpoint)
    stream = from_schema(schema).execute()
    for event in events_of(stream, until, server.timeout + _GRACE):  # a time limit of schemathesis's own would be filled up, not kept
        if isinstance(event, events.ScenarioFinished):
            for case_id, interaction in event.recorder.interactions.items():
                sent += 1
                status = interaction.response.status_code if interaction.response is not None else 0
                accepted += 200 <= status < 300
                for node in event.recorder.checks.get(case_id, ()):
                    if node.failure_info is not None:
                        failures.setdefault(redacted(f"{node.failure_info.failure}\n{node.failure_info.code_sample}", secrets))
        elif isinstance(event, events.NonFatalError | events.FatalError) and not limited(event):
            text = getattr(event, "info", None) or getattr(event, "exception", event)
            failures.setdefault(redacted(f"the run could not go on: {text}", secrets))
    if not sent and time.monotonic() > until:  # nothing of what was begun is known
        failures.setdefault(f"{server.base} answered too slowly for anything to be judged")
    return Conformance(sent, accepted, tuple(failures))


def _schema(server: Server, endpoint: Endpoint, examples: int, seed: int | None) -> "BaseSchema":
    from hypothesis import settings
    from schemathesis import config
    from schemathesis.openapi.loaders import from_dict

    kept = server.chance.examples_of(f"conformance/{api_name(server.document)}/{endpoint.operation_id}")
    generation = config.GenerationConfig(
        max_examples=examples,
        deterministic=server.chance.seed is None and kept is None,
        database="none" if kept is None else None,
        no_shrink=True,
        with_security_parameters=False,
        allow_x00=False,
    )
    checks = config.ChecksConfig()
    _register()
    names = [n for n in _CHECKS if n != "status_code_conformance" or endpoint.response_for(400) is not None]
    checks.update(included_check_names=[*names, _OWN])
    phases = config.PhasesConfig(examples=config.ExamplesPhaseConfig(enabled=False), stateful=config.StatefulPhaseConfig(enabled=False))
    phases.fuzzing.error_feedback.is_enabled = False
    phases.fuzzing.extra_data_sources.responses = False
    credentials = server.credentials(endpoint)
    headers = {**dict(credentials.headers), **dict(server.headers)}
    if credentials.cookies:
        headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in credentials.cookies)

    class Project(config.ProjectConfig):
        """A project whose failing examples are kept where we say, which no option of schemathesis can name."""

        def get_hypothesis_settings(self, *arguments: Any, **more: Any) -> "Settings":
            found = super().get_hypothesis_settings(*arguments, **more)
            return found if kept is None else settings(found, database=kept)

        def explicit_hypothesis_settings(self, *arguments: Any, **more: Any) -> set[str]:
            """What no profile of hypothesis, such as that of a CI, changes."""
            stated: set[str] = super().explicit_hypothesis_settings(*arguments, **more)
            return stated if kept is None else {*stated, "database", "derandomize"}

    project = Project(
        request_timeout=server.timeout,
        base_url=server.base,
        headers=headers,
        parameters=dict(credentials.query) or None,
        generation=generation,
        checks=checks,
        phases=phases,
    )
    whole = config.SchemathesisConfig(
        seed=seed or server.chance.seed or 1, max_failures=20, projects=config.ProjectsConfig(default=project)
    )
    schema = from_dict(without_extensions(server.document.raw), config=whole)
    return schema.include(method=endpoint.method, path=endpoint.path)


def without_extensions(raw: Any) -> Any:
    """The document without extension keys: the base schema."""
    if isinstance(raw, dict):
        return {k: without_extensions(v) for k, v in raw.items() if not (isinstance(k, str) and k.startswith("x-"))}
    return [without_extensions(v) for v in raw] if isinstance(raw, list) else copy.copy(raw)


def _mend(schema: "BaseSchema", subject: Subject) -> None:
    """Mend the bodies that are meant to be valid; those that are meant to be invalid are left as they are."""
    mend = mending(subject)

    def map_case(context: Any, case: "Generated[Any]") -> "Generated[Any]":
        return mend(case)

    schema.hooks.hook(map_case)


def mending(subject: Subject) -> Callable[["Generated[Any]"], "Generated[Any]"]:
    """What mends the generated cases of an operation that are meant to be valid: their bodies, and parameters that rules are between."""
    from schemathesis import GenerationMode

    body = mender(subject) if subject.body is not None and not subject.checker.broken(subject.least) else None
    fewest = {name: subject.parameters[f.location, name] for name, f in subject.endpoint.parameter_fields.items() if f.required}
    outside = Mender(subject.together, fewest) if subject.together is not None else None

    def mended(case: "Generated[Any]") -> "Generated[Any]":
        if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
            return case
        if body is not None and isinstance(case.body, dict) and not subject.checker.accepts(case.body):
            case.body = body.mended(case.body, Random(canonical(case.body)))  # noqa: S311 - the same every time, on purpose
        if outside is not None:
            _mend_parameters(subject, outside, case)
        return case

    return mended


def _mend_parameters(subject: Subject, mend: Mender, case: "Generated[Any]") -> None:
    """Mend the parameters of a case that break a rule between them."""
    held = {"path": case.path_parameters, "query": case.query, "header": case.headers, "cookie": case.cookies}
    fields = {name: held.get(f.location) for name, f in subject.endpoint.parameter_fields.items()}
    sent = {name: container[name] for name, container in fields.items() if container is not None and name in container}
    given = {(subject.endpoint.parameter_fields[name].location, name): value for name, value in sent.items()}
    rules = {r.id for r in subject.endpoint.parameter_rules}
    if not any(b.constraint in rules for b in subject.checker.broken_parameters(given)):
        return
    well = mend.mended(sent, Random(repr(sorted(sent))))  # noqa: S311 - the same every time, on purpose
    for name, container in fields.items():
        if container is not None and name in well:
            container[name] = well[name]
        elif container is not None:
            container.pop(name, None)


SUBJECTS: Final[dict[tuple[int, str, str], Subject | None]] = {}
"""The operations under test, by the identity of the schema that schemathesis holds while it runs, method and path."""


def _register() -> None:
    """Register our check with schemathesis, once; it keeps quiet about schemas that are not ours."""
    import schemathesis
    from schemathesis.checks import CHECKS

    if _OWN not in CHECKS.get_all_names():
        schemathesis.check(documented_constraints)


def documented_constraints(ctx: "CheckContext", response: "Received", case: "Generated[Any]") -> bool | None:
    """Requests that keep every documented constraint are accepted, all others are refused."""
    operation = case.operation
    subject = SUBJECTS.get((id(operation.schema.raw_schema), operation.method.upper(), operation.path))
    if subject is None or response.request.method != subject.endpoint.method:
        return None
    why = _misjudged(subject, response, case)
    if why is not None:
        from schemathesis.core.failures import Failure

        raise Failure(operation=case.operation.label, title="The documented constraints say otherwise", message=why)
    return None


def _misjudged(subject: Subject, response: "Received", case: "Generated[Any]") -> str | None:
    status, sent = response.status_code, response.request
    if _elsewhere(case) or subject.body is None or status >= 500 or _misread(subject, sent, case):
        return None
    media_type = (_text(sent.headers.get("Content-Type")) or "").partition(";")[0].strip().lower()
    content = sent.body if isinstance(sent.body, bytes) else str(sent.body).encode() if sent.body is not None else b""
    expected = subject.endpoint.body.media_type.lower() if subject.endpoint.body else ""
    if not content and not (subject.endpoint.body and subject.endpoint.body.required):
        return f"status {status} for a request without a body, which is optional" if status >= 400 else None
    if media_type != expected and subject.endpoint.body and any(covers(known, media_type) for known in subject.endpoint.body.media_types):
        return None  # the contents of other documented media types are not judged
    if media_type != expected or not content:
        return None if status >= 400 else f"status {status} for a request without a body of type {expected}"
    try:
        body = json.loads(content, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None if status >= 400 else f"status {status} for a body that is no JSON"
    broken = subject.checker.broken(body)
    if not broken and status >= 400:
        return f"status {status} for a request that keeps every documented constraint"
    if broken and (status < 400 or status in NO_REFUSAL):
        sentences = [f"{b.text} ({'; '.join(map(quotation, b.said)) or 'no sentence'})" for b in broken[:5]]
        return f"status {status} for a request that breaks: " + "\n".join(sentences)
    return None


def _misread(subject: Subject, sent: Any, case: "Generated[Any]") -> bool:
    """Whether parameters break something, as they were sent: then a refusal is none of the body."""
    headers = tuple((str(n), _text(v) or "") for n, v in sent.headers.items())
    cookies = tuple(
        (n.strip(), v) for line in headers if line[0].lower() == "cookie" for n, _, v in (p.partition("=") for p in line[1].split(";"))
    )
    path = tuple((str(n), str(v)) for n, v in (case.path_parameters or {}).items())
    query = tuple(parse_qsl(urlsplit(str(sent.url)).query, keep_blank_values=True))
    return bool(subject.checker.broken_parameters(subject.sender.read(path, query, headers, cookies)))


def _elsewhere(case: "Generated[Any]") -> bool:
    """Whether something outside the body was made wrong on purpose; the deterministic cases judge that."""
    if case.meta is None:
        return True
    from schemathesis.core.parameters import ParameterLocation

    return any(info.mode.is_negative for place, info in case.meta.components.items() if place != ParameterLocation.BODY)


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _text(value: str | bytes | None) -> str | None:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _secrets(server: Server, endpoint: Endpoint) -> tuple[str, ...]:
    from swornspec.contract.credential import secrets_of

    return (*secrets_of(server.credentials(endpoint)), *(v for _, v in server.headers))
