"""`swornspec generate`: the typed client of any OpenAPI document."""

import re
import sys
from pathlib import Path

import click


@click.command()
@click.argument("document", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where the package goes."
)
@click.option("--package-name", metavar="NAME", help="The name of the package; ends in _client.  [default: made of the title]")
@click.option("--strict", is_flag=True, help="Exit 1 when anything of the document was left out.")
def generate(document: Path, output: Path, package_name: str | None, strict: bool) -> None:
    """Generate the client of an OpenAPI 3.0 or 3.1 document, JSON or YAML: DIR/NAME_client, an installable package.

    What the client will not have is listed on standard error, by operation, and in the package's README; the rest is generated.
    """
    from swornspec.cli.changes import changes
    from swornspec.cli.common import from_here
    from swornspec.cli.conventions import progress
    from swornspec.codegen.partial import generate_what_can_be
    from swornspec.report.refused import refused_as_text
    from swornspec.spec.document import load_document

    name = None if package_name is None else package_name.removesuffix("_client")
    if name is not None and not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise click.UsageError("--package-name must be lower-case letters, digits and underscores, as Python names its packages.")
    done = generate_what_can_be(load_document(document, partly=True), output, name, comparing=changes)
    for line in refused_as_text(done.plan.refused, document):
        progress(line)
    calls = len(done.plan.methods)
    click.echo(f"{from_here(done.folder)}: {calls} operation{'' if calls == 1 else 's'}, {len(done.plan.classes)} models", nl=False)
    click.echo(", unchanged" if not done.changed else "")
    sys.exit(1 if strict and done.plan.refused else 0)
