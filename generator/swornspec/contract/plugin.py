"""pytest plugin: run contract suites against our mock or any server.

    pytest contracts/                                              the mock, started and stopped for you
    pytest contracts/example --base-url https://api.example.com    a real server; invalid requests only
    pytest contracts/example --base-url ... --allow-cost           valid ones too, which may cost money

A suite names its API in a module variable `CONTRACT`; the fixture `server` is a server for it. Importing this module
costs nothing: everything heavy is imported by the fixtures.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from swornspec.contract.contract import Contract
    from swornspec.contract.server import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare where requests go and what they may cost."""
    group = parser.getgroup("swornspec", "contract suites")
    options: list[tuple[str, dict[str, Any]]] = [
        ("--base-url", {"metavar": "URL", "help": "The server under test, instead of a mock; its URL stands for the document's server."}),
        ("--header", {"metavar": "'NAME: VALUE'", "action": "append", "default": [], "help": "A header to send along; may be repeated."}),
        ("--allow-cost", {"action": "store_true", "help": "Send valid requests too to a server elsewhere; they may cost money."}),
    ]
    for name, settings in options:
        try:
            group.addoption(name, dest=f"swornspec_{name[2:].replace('-', '_')}", **settings)
        except ValueError:  # another plugin has an option of that name: read its value under ours
            group.addoption(f"--swornspec-{name[2:]}", dest=f"swornspec_{name[2:].replace('-', '_')}", **settings)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse headers that are none before anything runs."""
    given = config.getoption("swornspec_header", [])
    if given:
        from swornspec.contract.request import header_pairs

        try:
            header_pairs(given)
        except ValueError as error:
            raise pytest.UsageError(str(error)) from error


_REFUSED: pytest.StashKey[str] = pytest.StashKey()
"""Why no test of this session can run."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a server that no credentials were given for, once and before anything is sent."""
    base = config.getoption("swornspec_base_url", None)
    contracts = {id(c): c for c in (getattr(getattr(i, "module", None), "CONTRACT", None) for i in items) if c is not None} if base else {}
    if not contracts:
        return
    from swornspec.errors import SwornspecError

    servers = Servers(config)
    try:
        for contract in contracts.values():
            server = servers.of(contract)
            for endpoint in contract.document.endpoints:
                server.credentials(endpoint)
    except SwornspecError as error:
        if not hasattr(config, "workerinput"):
            raise pytest.UsageError(str(error)) from error
        # a worker of pytest-xdist can only speak through a test: the first one does, for all
        config.stash[_REFUSED] = str(error)
        items[:] = [next(i for i in items if getattr(getattr(i, "module", None), "CONTRACT", None) is not None)]
    finally:
        servers.close()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say what was refused at collection."""
    refused = item.config.stash.get(_REFUSED, None)
    if refused is not None:
        pytest.fail(refused, pytrace=False)


class Servers:
    """The servers of one test session, one for each document, all closed at its end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._stack = ExitStack()
        self._by_contract: dict[str, Server] = {}

    def of(self, contract: Contract) -> Server:
        """The server for a contract, started when it is first asked for."""
        name = contract.document.name
        if name not in self._by_contract:
            self._by_contract[name] = self._stack.enter_context(self._open(contract))
        return self._by_contract[name]

    def close(self) -> None:
        """Stop the mocks and close the connections."""
        self._stack.close()

    def _open(self, contract: Contract) -> Any:
        from swornspec.contract.request import header_pairs
        from swornspec.contract.server import Server, mock_server

        base = self._config.getoption("swornspec_base_url")
        if not base:
            return mock_server(contract.document)
        return Server(
            contract.document,
            base,
            environment=os.environ,
            headers=header_pairs(self._config.getoption("swornspec_header")),
            allow_cost=self._config.getoption("swornspec_allow_cost"),
        )


@pytest.fixture(scope="session")
def swornspec_servers(request: pytest.FixtureRequest) -> Iterator[Servers]:
    """The servers of this session."""
    servers = Servers(request.config)
    yield servers
    servers.close()


@pytest.fixture
def server(request: pytest.FixtureRequest, swornspec_servers: Servers) -> Server:
    """The server under test for the suite's `CONTRACT`; a test that would cost money is skipped."""
    from swornspec.errors import SwornspecError

    contract = getattr(request.module, "CONTRACT", None)
    if contract is None:
        raise pytest.UsageError(f"{request.module.__name__} uses the fixture `server` and has no CONTRACT")
    try:
        found = swornspec_servers.of(contract)
    except SwornspecError as error:
        raise pytest.UsageError(str(error)) from error
    _hold_back(request, found)
    return found


def _hold_back(request: pytest.FixtureRequest, found: Server) -> None:
    parameters = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    case = parameters.get("case")
    free = found.sends(case) if case is not None else not found.costly
    if not free:
        pytest.skip(f"sends valid requests to {found.base}, which may cost money; allow it with --allow-cost")
