"""Contracts: test cases derived from a document alone, and the ways to run them against a server."""

from swornspec.contract.agreement import agree
from swornspec.contract.case import Case, Kind, Proof
from swornspec.contract.cases import Plan, cases, plan
from swornspec.contract.conformance import conform
from swornspec.contract.contract import Contract
from swornspec.contract.expect import Failure, Fault
from swornspec.contract.run import Outcome, Summary, run
from swornspec.contract.server import ContractBrokenError, Server, mock_server
from swornspec.contract.suite import write_suite

__all__ = [
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
    "cases",
    "conform",
    "mock_server",
    "plan",
    "run",
    "write_suite",
]
