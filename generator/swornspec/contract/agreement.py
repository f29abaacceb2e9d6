"""Three judges, one verdict: the rules themselves, a generated client and a server, on the same bodies."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import httpx

from swornspec.contract.case import UNSENT, Case, Kind
from swornspec.contract.chance import Chance
from swornspec.contract.expect import quotation
from swornspec.contract.request import curl
from swornspec.contract.sent import placed
from swornspec.contract.server import Server
from swornspec.contract.space import Subject, subject_of
from swornspec.spec.document import Endpoint

EXAMPLES: Final = 150
_NO_VERDICT: Final = frozenset({401, 403, 404, 405, 429})


class Named(Protocol):
    """Something a client says is broken."""

    @property
    def constraint(self) -> str:
        """The id of the constraint."""


Check = Callable[[str, Any], Sequence[Named]]
"""A client's verdict: operation id and body in, broken constraints out."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What three judges say about one body; the client's is None where there is no client, the status 0 without an answer."""

    body: Any
    rules: tuple[str, ...]
    client: tuple[str, ...] | None
    status: int

    @property
    def agree(self) -> bool:
        """Whether the client names the same constraints as the rules, and the server accepts exactly what keeps them all."""
        named = self.client is None or sorted(set(self.client)) == sorted(set(self.rules))
        accepted = 200 <= self.status < 300
        refused = 400 <= self.status < 500 and self.status not in _NO_VERDICT
        return named and (refused if self.rules else accepted)


class DisagreementError(AssertionError):
    """Judges of one body differ."""


def verdicts(server: Server, subject: Subject, client: Check | None, body: Any) -> tuple[Verdicts, str]:
    """Ask all judges about a body; the second part is the request as a curl command."""
    endpoint = subject.endpoint
    rules = tuple(b.constraint for b in subject.checker.broken(body))
    named = None if client is None else tuple(b.constraint for b in client(endpoint.operation_id, body))
    case = Case(f"{endpoint.operation_id}-random", endpoint.operation_id, Kind.VALID, body)
    case = placed(case, endpoint.parameters, subject.parameters)
    request = server.request(case)
    try:
        status = server.send(request).status
    except httpx.HTTPError:
        status = 0
    return Verdicts(body, rules, named, status), curl(request)


def agree(server: Server, endpoint: Endpoint, client: Check | None = None, *, examples: int = EXAMPLES, seed: int | None = None) -> int:
    """Compare the judges on the bodies of all cases, then on random ones; the same ones every time.

    With a `seed` on random ones alone: those of that seed. DisagreementError shows a small body they differ on. Returns
    how many bodies were compared.
    """
    from hypothesis import given

    from swornspec.contract.derive import cases
    from swornspec.contract.making import api_name
    from swornspec.contract.strategies import any_bodies

    subject = subject_of(server.document, endpoint)
    if subject.body is None:
        return 0
    compared = 0

    def compare(body: Any) -> None:
        nonlocal compared
        compared += 1
        found, request = verdicts(server, subject, client, body)
        if not found.agree:
            raise DisagreementError(told(subject, found, request))

    for case in cases(server.document, endpoint) if seed is None else ():
        if case.body is not UNSENT:
            compare(case.body)

    @given(any_bodies(server.document, endpoint))
    def compare_any(body: Any) -> None:
        compare(body)

    what = f"agreement/{api_name(server.document)}/{endpoint.operation_id}"
    chance = server.chance if seed is None else Chance(seed)
    chance.deciding(compare_any, what, examples)()
    return compared


def told(subject: Subject, found: Verdicts, request: str = "") -> str:
    """A disagreement in words: the body, what each judge says with the sentences, and the request where there was one."""
    said = {b.constraint: b for b in subject.checker.broken(found.body)}
    sentences = [f"  {b.text} ({'; '.join(map(quotation, b.said)) or 'no sentence'})" for b in said.values()]
    client = "no client" if found.client is None else _listed(found.client)
    lines = [
        f"the judges differ on {json.dumps(found.body, ensure_ascii=False)[:1_000]}",
        f"rules:   {_listed(found.rules)}",
        *sentences,
        f"client:  {client}",
        f"server:  status {found.status}" if found.status else "server:  no answer",
        *([f"request: {request}"] if request else []),
    ]
    return "\n".join(lines)


def _listed(broken: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(broken)) or "valid"
