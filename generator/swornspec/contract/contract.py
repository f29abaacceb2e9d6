"""What a suite holds in its hand: one document, its cases, and the ways to run them under pytest."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from swornspec.contract.case import Case, Kind, Proof
from swornspec.contract.derive import Plan, plan
from swornspec.contract.making import api_name
from swornspec.spec.document import Document, Endpoint, load_document

if TYPE_CHECKING:
    import pytest

_Test = TypeVar("_Test", bound=Callable[..., Any])


class Contract:
    """The contract of one API: everything its document promises, as test cases.

    CONTRACT = Contract(Path(__file__).parents[2] / "specs/example/openapi.yaml")

    @CONTRACT.cases("valid")
    def test_valid_requests_are_accepted(case: Case, server: Server) -> None:
        server.check(case)
    """

    def __init__(self, document: Path | Document) -> None:
        """Keep the document; DocumentError when it cannot be read."""
        self.document = load_document(document) if isinstance(document, Path) else document
        self.name = api_name(self.document)

    @functools.cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The cases of every operation, derived once."""
        return tuple(plan(self.document, endpoint) for endpoint in self.document.endpoints)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The constraints without a case, with the reason."""
        return tuple(proof for p in self.plans for proof in p.proofs)

    def cases(self, *kinds: str) -> "Callable[[_Test], _Test]":
        """Run a test once for each case of some kinds (all kinds without any); ids are the cases' own."""
        import pytest

        wanted = {Kind(k) for k in kinds} or set(Kind)
        chosen = [c for p in self.plans for c in p.cases if c.kind in wanted]
        return _parametrised(pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in chosen]))

    def operations(self, test: _Test) -> _Test:
        """Run a test once for each operation."""
        import pytest

        endpoints = [pytest.param(e, id=f"{self.name}-{e.operation_id}") for e in self.document.endpoints]
        return _parametrised(pytest.mark.parametrize("operation", endpoints))(test)


def _parametrised(mark: "pytest.MarkDecorator") -> Callable[[_Test], _Test]:
    def apply(test: _Test) -> _Test:
        marked: _Test = mark(test)
        return marked

    return apply


__all__ = ["Case", "Contract", "Endpoint"]
