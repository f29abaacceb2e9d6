"""`swornspec doctor`: what is installed, what is missing, and what that would give."""

import sys

import click


@click.command()
@click.option("--format", "layout", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor(layout: str) -> None:
    """Say what this installation has: Python, the libraries it needs, its extras, and programs that some commands use.

    Exits 1 when a library that is needed is missing or of a version that will not do. Extras and programs are optional;
    of each that is missing it says what it would give, and how to get it.
    """
    from swornspec.cli.conventions import verbose
    from swornspec.report.equipment import as_json, as_text, equipment

    found = equipment()
    click.echo(as_json(found) if layout == "json" else as_text(found, every=verbose()), nl=False)
    sys.exit(0 if found.works else 1)
