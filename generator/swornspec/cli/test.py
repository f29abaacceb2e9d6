"""`swornspec test`: does a server keep the documentation's word?"""

import os
import sys
from typing import Any

import click

from swornspec.cli.common import complete_api
from swornspec.cli.conventions import progress
from swornspec.cli.formats import Outputs, format_option
from swornspec.cli.mutants import test_the_tests
from swornspec.cli.sending import LAYOUTS, report_run, sending_options, server_for

_KINDS = ("valid", "invalid", "malformed", "unauthorized")
_CONFORMANCE = "conformance"


@click.command()
@click.argument("api", shell_complete=complete_api)
@sending_options
@click.option(
    "--only",
    type=click.Choice([*_KINDS, _CONFORMANCE]),
    multiple=True,
    help="Send this kind of requests alone; may be repeated. conformance, random requests by schemathesis, must be asked for.",
)
@click.option("--seed", type=int, help="Decides the random requests.  [default: the same ones in every run]")
@click.option(
    "--example-database",
    metavar="PLACE",
    help="Keep random requests that failed, to be sent first next time: a folder, redis://HOST:PORT/DB or none. "
    "[default: .swornspec/examples; none where CI is set]",
)
@click.option("--list", "only_list", is_flag=True, help="Print the cases and send nothing.")
@click.option("--mutants", is_flag=True, help="Test the tests: break our mock in every known way and count what the cases notice.")
@format_option(LAYOUTS, "One of {}; may be given several times.  [default: text]")
def test(
    api: str,
    only: tuple[str, ...],
    seed: int | None,
    example_database: str | None,
    only_list: bool,
    mutants: bool,
    outputs: Outputs,
    **sending: Any,
) -> None:
    """Test a server against the documentation of API (its name or an OpenAPI file).

    Sends valid requests at every documented boundary and requests that break exactly one constraint, each with a known answer.
    Credentials for another server come from the variables that the document names, or from --header. Exits 1 when an
    answer is not as documented.
    """
    if mutants and (sending["base_url"] or only_list):
        raise click.UsageError("--mutants breaks our own mock; it goes with neither --base-url nor --list")
    if (mutants or only_list) and any(layout not in ("text", "json") for layout, _ in outputs):
        raise click.UsageError(f"--{'mutants' if mutants else 'list'} prints text or json")
    from swornspec.cli.common import find_document, from_here
    from swornspec.cli.progress import progress_of
    from swornspec.contract.case import Kind
    from swornspec.contract.chance import Chance
    from swornspec.contract.derive import plan
    from swornspec.contract.making import api_name
    from swornspec.contract.running import run
    from swornspec.errors import RequestError
    from swornspec.report.tested import Tested, source_of
    from swornspec.spec.document import load_document

    path = from_here(find_document(api))
    document = load_document(path)
    if not document.endpoints:
        raise RequestError(f"{document.name} has no operations to test")
    if mutants:
        test_the_tests(document, outputs)
    name = api_name(document)
    kinds = tuple(Kind(k) for k in only or _KINDS if k != _CONFORMANCE)
    progress(f"deriving the cases of {name}")
    plans = tuple(plan(document, endpoint) for endpoint in document.endpoints)
    if only_list:
        _list(outputs, plans, kinds)
        return
    breadth = _CONFORMANCE in only
    chance = Chance(seed, _kept(example_database) if breadth else None)
    with server_for(document, chance=chance, **sending) as server:
        total = sum(c.kind in kinds for p in plans for c in p.cases)
        progress(f"sending up to {total} requests to {sending['base_url'] or 'our mock'}")
        with progress_of(total) as report:
            summary = run(plans, server, report, kinds=kinds, breadth=breadth)
    if summary.idle:
        raise RequestError(f"nothing was sent: {summary.idle}")
    report_run(outputs, Tested(name, source_of(path), sending["base_url"], summary), document, path)
    sys.exit(1 if summary.broken else 0)


def _kept(place: str | None) -> Any:
    from swornspec.contract.database import FOLDER, NOWHERE, VARIABLE, open_database

    chosen = place or os.environ.get(VARIABLE) or (NOWHERE if os.environ.get("CI") else FOLDER)
    return open_database(chosen, lambda text: progress(f"note: {text}"))


def _list(outputs: Outputs, plans: tuple[Any, ...], kinds: tuple[Any, ...]) -> None:
    from dataclasses import replace

    from swornspec.cli.formats import put_out
    from swornspec.report.tested import listed_as_json, listed_as_text

    chosen = tuple(replace(p, cases=tuple(c for c in p.cases if c.kind in kinds)) for p in plans)
    put_out(outputs, lambda layout, _: (listed_as_text if layout == "text" else listed_as_json)(chosen))
