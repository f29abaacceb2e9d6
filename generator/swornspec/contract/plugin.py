"""pytest plugin: run contract suites against our mock or any server.

    pytest contracts/                                              the mock, started and stopped for you
    pytest contracts/example --base-url https://api.example.com    a real server; invalid requests only
    pytest contracts/example --base-url ... --allow-cost           valid ones too, which may cost money
    pytest contracts/example --only invalid --rate 5               invalid requests alone, five a second

A suite names its API in a module variable `CONTRACT`; the fixture `server` is a server for it. `swornspec_mock` serves
any document to tests of your own. Importing this module costs nothing: everything heavy is imported by the fixtures.

Every option has a long name that begins with `--swornspec-`. The short names are added last, and only where neither
another plugin nor a conftest has an option of that name, so that installing this package breaks nobody's tests.
"""

from __future__ import annotations

import os
import warnings
from argparse import ArgumentError, ArgumentTypeError
from contextlib import ExitStack
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from swornspec.contract.contract import Contract
    from swornspec.contract.server import Server

_CONFORMANCE = "conformance"
_ONLY = ("valid", "invalid", "malformed", "unauthorized", _CONFORMANCE)


class Mock(Protocol):
    """The fixture `swornspec_mock`: a document's mock, started when it is first asked for; its URL stands for the document's server."""

    def __call__(self, document: str | Path, *, seed: int = 0, strict: bool = False) -> str:
        """The URL; `document` is relative to pytest's root directory."""


def _amount(text: str) -> float:
    from swornspec.contract.pace import LEAST, MOST

    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not LEAST <= value <= MOST:
        raise ArgumentTypeError(f"{text!r} is not a number from {LEAST} to {MOST:g}")
    return value


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text[:40]!r} is not a number from 1")
    return int(text)


_OPTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("base-url", {"metavar": "URL", "help": "The server under test, instead of a mock; its URL stands for the document's server."}),
    ("header", {"metavar": "'NAME: VALUE'", "action": "append", "default": [], "help": "A header to send along; may be repeated."}),
    ("allow-cost", {"action": "store_true", "help": "Send valid requests too to a server elsewhere; they may cost money."}),
    ("only", {"choices": _ONLY, "action": "append", "default": [], "help": "Run tests of this kind alone; may be repeated."}),
    ("rate", {"type": _amount, "metavar": "N", "help": "Send N requests a second at most, all workers together."}),
    ("max-requests", {"type": _count, "metavar": "N", "help": "Send N requests at most, all workers together; other tests are skipped."}),
    ("timeout", {"type": _amount, "metavar": "SECONDS", "help": "How long each whole exchange may take (30)."}),
    ("seed", {"type": int, "metavar": "N", "help": "Decides the random requests; without it they are the same in every run."}),
    (
        "example-database",
        {
            "metavar": "PLACE",
            "help": "Keep random requests that failed, to be sent first next time: a folder, redis://HOST:PORT/DB or none"
            " (.swornspec/examples; none where CI is set).",
        },
    ),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare where requests go, what they may cost and which are sent, under names that are ours alone."""
    group = parser.getgroup("swornspec", "contract suites")
    for name, settings in _OPTIONS:
        group.addoption(f"--swornspec-{name}", dest=_stored(name), **settings)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]) -> Generator[None, object, object]:
    """Add the short names that are still free, once all plugins and conftests have theirs."""
    paths: list[str] = early_config.known_args_namespace.file_or_dir
    short = {f"--{name}" for name, settings in _OPTIONS if "action" not in settings or settings["action"] == "append"}
    for value in [after for option, after in pairwise(args) if option in short]:
        if value in paths:  # it was taken for a path so far, which decides what conftests are loaded
            paths.remove(value)
    result = yield
    group = parser.getgroup("swornspec")
    for name, settings in _OPTIONS:
        try:
            group.addoption(f"--{name}", dest=_stored(name), **settings)
        except (ArgumentError, ValueError):
            continue  # somebody else's; the long name is there
    return result


def _stored(name: str) -> str:
    return f"swornspec_{name.replace('-', '_')}"


def _option(config: pytest.Config, name: str) -> Any:
    return config.getoption(_stored(name), None)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse headers that are none before anything runs."""
    given = _option(config, "header")
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
    """Keep the kinds that are asked for, and refuse a server that no credentials were given for before anything is sent."""
    _select(config, items)
    contracts = {id(c): c for c in map(_contract_of, items) if c is not None}
    if not contracts or not (_option(config, "base-url") or _option(config, "example-database")):
        return
    from swornspec.errors import SwornspecError

    servers = Servers(config)
    try:
        for contract in contracts.values() if _option(config, "base-url") else ():
            server = servers.of(contract)
            for endpoint in contract.document.endpoints:
                server.credentials(endpoint)
        servers.chance()
    except SwornspecError as error:
        if not hasattr(config, "workerinput"):
            raise pytest.UsageError(str(error)) from error
        # a worker of pytest-xdist can only speak through a test: the first one does, for all
        config.stash[_REFUSED] = str(error)
        items[:] = [next(i for i in items if _contract_of(i) is not None)]
    finally:
        servers.close()


def _contract_of(item: pytest.Item) -> Contract | None:
    found: Contract | None = getattr(getattr(item, "module", None), "CONTRACT", None)
    return found


def _select(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the tests of contract suites whose kind `--only` does not name; tests of other modules stay."""
    wanted = _option(config, "only")
    if not wanted:
        return
    left_out = [i for i in items if _contract_of(i) is not None and _kind_of(i) not in wanted]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(map(id, left_out))
        items[:] = [i for i in items if id(i) not in gone]


def _kind_of(item: pytest.Item) -> str | None:
    """What a test of a suite sends: the kind of its case, or random requests to its operation; None for one of the user's own."""
    parameters = _parameters(item)
    if "case" in parameters:
        return str(getattr(parameters["case"], "kind", ""))
    return _CONFORMANCE if "operation" in parameters else None


def _parameters(item: pytest.Item) -> dict[str, Any]:
    found: dict[str, Any] = item.callspec.params if hasattr(item, "callspec") else {}
    return found


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say what was refused at collection."""
    refused = item.config.stash.get(_REFUSED, None)
    if refused is not None:
        pytest.fail(refused, pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """A test that uses up the requests that may be sent is skipped."""
    try:
        return (yield)
    except Exception as error:
        if _contract_of(pyfuncitem) is None:
            raise
        from swornspec.errors import LimitError

        if not isinstance(error, LimitError):
            raise
        pytest.skip(f"not sent: {error}")


class Servers:
    """The servers of one test session, one for each document, all closed at its end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._stack = ExitStack()
        self._by_contract: dict[str, Server] = {}
        self._mocks: dict[object, str] = {}
        self._shared: dict[str, Any] = {}

    def of(self, contract: Contract) -> Server:
        """The server for a contract, started when it is first asked for."""
        name = contract.document.name
        if name not in self._by_contract:
            self._by_contract[name] = self._stack.enter_context(self._open(contract))
        return self._by_contract[name]

    def mock(self, path: Path, **options: Any) -> str:
        """The URL of a mock of the document at a path."""
        from swornspec.contract.server import mocked
        from swornspec.spec.document import load_document

        key = (path, *sorted(options.items()))
        if key not in self._mocks:
            self._mocks[key] = self._stack.enter_context(mocked(load_document(path), **options))
        return self._mocks[key]

    def chance(self) -> Any:
        """What decides random requests; SwornspecError when the examples that failed cannot be kept where they should."""
        if "chance" not in self._shared:
            from swornspec.contract.chance import Chance
            from swornspec.contract.database import FOLDER, NOWHERE, VARIABLE, open_database

            usual = NOWHERE if os.environ.get("CI") else str(self._config.rootpath / FOLDER)
            place = _option(self._config, "example-database") or os.environ.get(VARIABLE) or usual
            self._shared["chance"] = Chance(
                _option(self._config, "seed"), open_database(place, lambda text: warnings.warn(text, stacklevel=2))
            )
        return self._shared["chance"]

    def close(self) -> None:
        """Stop the mocks and close the connections."""
        self._stack.close()

    def _pace(self) -> Any:
        """What all servers of this session share; of several workers each has its part."""
        if "pace" not in self._shared:
            from swornspec.contract.pace import Pace

            pace = Pace(_option(self._config, "rate"), _option(self._config, "max-requests"))
            worker = getattr(self._config, "workerinput", None)
            if worker is not None:
                pace = pace.share(worker["workercount"], int(worker["workerid"].removeprefix("gw")))
            self._shared["pace"] = pace
        return self._shared["pace"]

    def _open(self, contract: Contract) -> Any:
        from swornspec.contract.request import header_pairs
        from swornspec.contract.server import TIMEOUT, Server, mock_server

        base = _option(self._config, "base-url")
        settings: dict[str, Any] = {"pace": self._pace(), "chance": self.chance(), "timeout": _option(self._config, "timeout") or TIMEOUT}
        settings["headers"] = header_pairs(_option(self._config, "header") or ())
        if not base:
            return mock_server(contract.document, **settings)
        allowed = bool(_option(self._config, "allow-cost"))
        return Server(contract.document, base, environment=os.environ, allow_cost=allowed, **settings)


@pytest.fixture(scope="session")
def swornspec_servers(request: pytest.FixtureRequest) -> Iterator[Servers]:
    """The servers of this session."""
    servers = Servers(request.config)
    yield servers
    servers.close()


@pytest.fixture(scope="session")
def swornspec_mock(request: pytest.FixtureRequest, swornspec_servers: Servers) -> Mock:
    """Mocks of any OpenAPI documents, for tests of your own: give it a path, it gives you a URL."""
    from swornspec.errors import SwornspecError

    def url(document: str | Path, *, seed: int = 0, strict: bool = False) -> str:
        try:
            return swornspec_servers.mock(request.config.rootpath / document, seed=seed, strict=strict)
        except SwornspecError as error:
            raise pytest.UsageError(str(error)) from error

    return url


@pytest.fixture
def server(request: pytest.FixtureRequest, swornspec_servers: Servers) -> Server:
    """The server under test for the suite's `CONTRACT`; a test that may not send what it wants to is skipped."""
    from swornspec.errors import SwornspecError

    contract = getattr(request.module, "CONTRACT", None)
    if contract is None:
        raise pytest.UsageError(f"{request.module.__name__} uses the fixture `server` and has no CONTRACT")
    try:
        found = swornspec_servers.of(contract)
    except SwornspecError as error:
        raise pytest.UsageError(str(error)) from error
    why = found.held_back(_parameters(request.node).get("case"))
    if why is not None:
        pytest.skip(f"not sent to {found.base}: {why}")
    return found
