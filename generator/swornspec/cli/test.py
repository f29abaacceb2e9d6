"""`swornspec test`: does a server keep the documentation's word?"""

import os
import sys
from typing import Any

import click

from swornspec.cli.conventions import detail, progress
from swornspec.cli.mutants import test_the_tests


@click.command()
@click.argument("api")
@click.option("--base-url", metavar="URL", help="The server to test instead of our mock; its URL stands for the document's server.")
@click.option("--header", "headers", metavar="'NAME: VALUE'", multiple=True, help="A header to send along; may be repeated.")
@click.option("--allow-cost", is_flag=True, help="Send valid requests too to a server elsewhere; they may cost money.")
@click.option("--list", "only_list", is_flag=True, help="Print the cases and send nothing.")
@click.option("--mutants", is_flag=True, help="Test the tests: break our mock in every known way and count what the cases notice.")
@click.option("--format", "layout", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
def test(api: str, base_url: str | None, headers: tuple[str, ...], allow_cost: bool, only_list: bool, mutants: bool, layout: str) -> None:
    """Test a server against the documentation of API (its name or an OpenAPI file).

    Sends valid requests at every documented boundary and requests that break exactly one constraint, each with a known answer.
    Credentials for another server come from the variables that the document names, or from --header. Exits 1 when an
    answer is not as documented.
    """
    if mutants:
        if base_url or only_list:
            raise click.UsageError("--mutants breaks our own mock; it goes with neither --base-url nor --list")
        test_the_tests(api, layout)
    from swornspec.cli.common import find_document
    from swornspec.contract.derive import api_name, plan
    from swornspec.contract.running import run
    from swornspec.contract.server import Server, mock_server
    from swornspec.errors import RequestError
    from swornspec.report import tested
    from swornspec.spec.document import load_document

    if only_list and layout == "junit":
        raise click.UsageError("--list prints text or json")
    document = load_document(find_document(api))
    if not document.endpoints:
        raise RequestError(f"{document.name} has no operations to test")
    name = api_name(document)
    progress(f"deriving the cases of {name}")
    plans = tuple(plan(document, endpoint) for endpoint in document.endpoints)
    if only_list:
        click.echo((tested.listed_as_text if layout == "text" else tested.listed_as_json)(plans), nl=False)
        return
    pairs = _pairs(headers)
    where = base_url or "our mock"
    settings: dict[str, Any] = {"environment": os.environ, "headers": pairs, "allow_cost": allow_cost}
    with Server(document, base_url, **settings) if base_url else mock_server(document) as server:
        progress(f"sending up to {sum(len(p.cases) for p in plans)} requests to {where}")
        summary = run(plans, server, lambda outcome: detail(outcome.case.id))
    write = {"text": tested.tested_as_text, "json": tested.tested_as_json, "junit": tested.tested_as_junit}[layout]
    click.echo(write(name, where, summary), nl=False)
    sys.exit(1 if summary.failures else 0)


def _pairs(headers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    from swornspec.contract.request import header_pairs

    try:
        return header_pairs(headers)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--header") from error
