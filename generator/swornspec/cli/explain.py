"""`swornspec explain`: where something is stated, what it became, who enforces it."""

import click

from swornspec.cli.common import complete_api


@click.command()
@click.argument("api", metavar="API|FILE", shell_complete=complete_api)
@click.argument("topic", metavar='FIELD|RULE|"SENTENCE"')
@click.option("--operation", "operation", metavar="ID", help="Only this operation.  [default: all]")
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True)
def explain(api: str, topic: str, operation: str | None, layout: str) -> None:
    """Explain a field, a rule or a sentence of API (its name or an OpenAPI file).

    For each statement about it: where the documentation says it, what it became in the specification, who enforces it,
    its CEL text, a valid request and one that breaks it and nothing else.
    """
    from swornspec.cli.common import find_document
    from swornspec.report.explained import explained_as_json, explained_as_text, shown
    from swornspec.report.statement import statements
    from swornspec.report.topic import about
    from swornspec.spec.document import load_document

    path = find_document(api)
    document = load_document(path)
    endpoints = [document.endpoint(operation)] if operation is not None else list(document.endpoints)
    found = [s for endpoint in endpoints for s in statements(document, endpoint)]
    entries = [shown(s) for s in about(topic, found, document, endpoints, path.parent / "pages")]
    click.echo((explained_as_text if layout == "text" else explained_as_json)(entries), nl=False)
