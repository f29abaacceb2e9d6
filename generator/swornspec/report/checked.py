"""Which contract cases check a statement, and how they went."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from swornspec.contract.case import UNSENT, Case, Kind
from swornspec.contract.derive import Plan
from swornspec.report.plain import one_line
from swornspec.report.results import Counterexample, Results
from swornspec.report.statement import Statement

_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Check:
    """A contract case: whether its request is valid or breaks the statement, the request itself in short, and its last result.

    `result` is `passed`, `failed`, `not sent`, `unknown`, or `not run` where there are no results at all.
    """

    id: str
    kind: str
    request: str
    result: str
    shows: Counterexample | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The cases of a statement: those that break it, those at its edges; and why none breaks it alone, where none does.

    `status` sums them up: a result of `Check`, or `no case`, `implied` (it is proved that other constraints say as much),
    or "" for what no request can break.
    """

    breaking: tuple[Check, ...] = ()
    edges: tuple[Check, ...] = ()
    why: str = ""
    status: str = ""

    @property
    def counterexample(self) -> Check | None:
        """The shortest request that was not answered as documented, of those that break the statement if there is any."""
        failed = [c for c in self.breaking if c.shows is not None] or [c for c in self.edges if c.shows is not None]
        return min(failed, key=lambda c: len(c.request), default=None)


class Checks:
    """The cases of an operation by what they are about."""

    def __init__(self, plan: Plan, results: Results | None) -> None:
        """Sort the cases."""
        self._proofs = {p.constraint: p for p in plan.proofs}
        self._known = frozenset(plan.constraints)
        self._breaking: dict[str, list[Check]] = {}
        self._edges: dict[str, list[Check]] = {}
        for case in plan.cases:
            check = _check(case, results)
            about = dict.fromkeys([*([case.constraint] if case.constraint else []), *case.also, *case.touches])
            for name in about:
                if case.kind in (Kind.VALID, Kind.INVALID):
                    (self._edges if case.kind is Kind.VALID else self._breaking).setdefault(name, []).append(check)

    def of(self, statement: Statement) -> Checked:
        """The cases of a statement: of a keyword of a field, the valid requests at the edges of that field too."""
        name = statement.tested
        if not name:
            return Checked()
        breaking = tuple(self._breaking.get(name, ()))
        field = statement.fields[0] if statement.became.startswith("keyword") and statement.fields else name
        edges = {c.id: c for about in dict.fromkeys((name, field)) for c in self._edges.get(about, ())}
        proof = self._proofs.get(name)
        found = Checked(breaking, tuple(edges.values()), "" if proof is None else proof.why)
        if name not in self._known and not breaking:
            return found
        status = _status((*breaking, *edges.values())) if breaking else "implied" if proof is not None and proof.proved else "no case"
        return replace(found, status=status)


def _status(checks: Iterable[Check]) -> str:
    """The result that says most; `not run` is the one of all where there are no results."""
    found = {c.result for c in checks}
    return next(r for r in ("failed", "not run", "passed", "unknown", "not sent") if r in found)


def _check(case: Case, results: Results | None) -> Check:
    result = "not run" if results is None else results.of(case.id)
    shows = results.failed.get(case.id) if results is not None else None
    return Check(case.id, case.kind.value, request_in_short(case), result, shows)


def request_in_short(case: Case) -> str:
    """What a case sends, on one line: parameters, then the body as JSON."""
    pairs = [f"{place} {name}={value}" for place in ("path", "query", "headers", "cookies") for name, value in getattr(case, place)]
    if case.content is not None:
        pairs.append(case.content[: _LONGEST + 1].decode("utf-8", errors="replace"))
    elif case.body is not UNSENT:
        pairs.append(json_in_short(case.body))
    text = one_line("; ".join(pairs)) or "no body"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def json_in_short(value: Any) -> str:
    """A value as JSON on one line, cut where it is very long."""
    text = one_line(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def all_checks(plans: Iterable[Plan], results: Results | None) -> Mapping[str, Checks]:
    """The cases of each operation by its id."""
    return {plan.endpoint.operation_id: Checks(plan, results) for plan in plans}
