"""Contracts: test cases derived from a document alone, and the ways to run them against a server.

Names are imported when they are first used: the pytest plugin lives in this package and must cost nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from swornspec.contract.agreement import agree
    from swornspec.contract.bulk import Agreement, agree_in_bulk
    from swornspec.contract.case import Case, Kind, Proof
    from swornspec.contract.conformance import conform
    from swornspec.contract.contract import Contract
    from swornspec.contract.derive import Plan, cases, plan
    from swornspec.contract.expect import Failure, Fault
    from swornspec.contract.running import Outcome, Summary, run
    from swornspec.contract.server import ContractBrokenError, Server, mock_server
    from swornspec.contract.suite import write_suite

_HOMES = {
    "agreement": ("agree",),
    "bulk": ("Agreement", "agree_in_bulk"),
    "case": ("Case", "Kind", "Proof"),
    "derive": ("Plan", "cases", "plan"),
    "conformance": ("conform",),
    "contract": ("Contract",),
    "expect": ("Failure", "Fault"),
    "running": ("Outcome", "Summary", "run"),
    "server": ("ContractBrokenError", "Server", "mock_server"),
    "suite": ("write_suite",),
}


def __getattr__(name: str) -> Any:
    """A public name, imported on first use."""
    for home, names in _HOMES.items():
        if name in names:
            found = getattr(importlib.import_module(f"{__name__}.{home}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Agreement",
    "Case",
    "Contract",
    "ContractBrokenError",
    "Failure",
    "Fault",
    "Kind",
    "Outcome",
    "Plan",
    "Proof",
    "Server",
    "Summary",
    "agree",
    "agree_in_bulk",
    "cases",
    "conform",
    "mock_server",
    "plan",
    "run",
    "write_suite",
]
