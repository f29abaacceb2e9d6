"""Write the contract suite of an API: a short test file, written once and then its owner's."""

import os
import re
from pathlib import Path

from swornspec.contract.making import api_name
from swornspec.errors import GenerationError
from swornspec.rules.python import identifier
from swornspec.spec.document import Document

_SUITE = '''"""The contract of the {api} API: what its documentation promises, tested.

Written once by swornspec; it is yours, change it as you like. Every case is derived from the document; the toolkit
never writes over this file. Run it with `pytest`, against another server with `--base-url URL`.
"""

from pathlib import Path

{client_import}from swornspec.contract import Case, Contract, Server, agree, conform
from swornspec.spec.document import Endpoint

CONTRACT = Contract({document})


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

    assert not found.failures, "\\n\\n".join(found.failures[:10])


@CONTRACT.operations
def test_client_server_and_rules_agree(operation: Endpoint, server: Server) -> None:
    agree(server, operation{client_argument})
'''


def write_suite(document: Document, out: Path, client: str | None = None) -> bool:
    """Write the suite of a document to a file, unless it is there already; whether it was written.

    `client` is the import name of the generated package whose `check` takes part; GenerationError when it is no name.
    """
    if out.exists():
        return False
    if client is not None and not re.fullmatch(r"[a-z_][a-z0-9_]*", client):
        raise GenerationError(f"{client!r} is not the name of a package", where=str(out))
    text = _SUITE.format(
        api=identifier(api_name(document)),
        document=_located(Path(document.name), out),
        client_import=f"import {client}\n" if client else "",
        client_argument=f", {client}.check" if client else "",
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:  # someone else was faster, and a suite is never written over
        return False
    return True


def _located(document: Path, out: Path) -> str:
    """Where the document lies, seen from the suite."""
    relative = Path(os.path.relpath(document.resolve(), out.parent.resolve()))
    ups = sum(part == ".." for part in relative.parts)
    below = "/".join(relative.parts[ups:])
    return f"Path(__file__).parents[{ups}] / {below!r}".replace("'", '"') if '"' not in below and "'" not in below else repr(str(relative))
