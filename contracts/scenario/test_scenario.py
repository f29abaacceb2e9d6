"""The contract of the scenario API: what its documentation promises, tested.

Written once by swornspec; it is yours, change it as you like. Every case is derived from the document; the toolkit
never writes over this file. Run it with `pytest`, against another server with `--base-url URL`.
"""

from pathlib import Path

import scenario_client
from swornspec.contract import Case, Contract, Server, agree, conform
from swornspec.spec.document import Endpoint

CONTRACT = Contract(Path(__file__).parents[2] / "specs/scenario/openapi.yaml")


@CONTRACT.cases("valid")
def test_documented_requests_are_accepted(case: Case, server: Server) -> None:
    server.check(case)


@CONTRACT.cases("invalid")
def test_broken_constraints_are_refused(case: Case, server: Server) -> None:
    server.check(case)


@CONTRACT.cases("malformed")
def test_malformed_requests_are_refused(case: Case, server: Server) -> None:
    server.check(case)


@CONTRACT.cases("unauthorized")
def test_requests_without_credentials_are_refused(case: Case, server: Server) -> None:
    server.check(case)


@CONTRACT.operations
def test_random_requests_conform(operation: Endpoint, server: Server) -> None:
    found = conform(server, operation)

    assert not found.failures, "\n\n".join(found.failures[:10])


@CONTRACT.operations
def test_client_server_and_rules_agree(operation: Endpoint, server: Server) -> None:
    agree(server, operation, scenario_client.check)
