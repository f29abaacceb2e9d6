"""`swornspec validate`: does a request body keep its word?"""

import sys

import click

from swornspec.cli.common import complete_api


@click.command()
@click.argument("api", shell_complete=complete_api)
@click.argument("operation")
@click.argument("body")
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True)
def validate(api: str, operation: str, body: str, layout: str) -> None:
    """Check BODY, a JSON file or - for standard input, as a request of OPERATION of API (its name or an OpenAPI file).

    Prints each documented constraint that the body breaks, with the sentence that states it. Exits 1 when there is one.
    """
    from swornspec.cli.common import find_document, read_body
    from swornspec.errors import RequestError
    from swornspec.report.verdict import verdict_as_json, verdict_as_text
    from swornspec.spec.check import Checker
    from swornspec.spec.document import load_document
    from swornspec.spec.refusal import refusals

    document = load_document(find_document(api))
    endpoint = document.endpoint(operation)
    if endpoint.body is None:
        raise RequestError(f"{operation} takes no request body")
    value = read_body(body)
    found = refusals(endpoint, value, Checker(document, endpoint).broken(value))
    name = "standard input" if body == "-" else body
    write = verdict_as_text if layout == "text" else verdict_as_json
    click.echo(write(operation, name, found), nl=False)
    sys.exit(1 if found else 0)
