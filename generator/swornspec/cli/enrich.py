"""`swornspec enrich`: what an OpenAPI document's own descriptions state and its schemas lack, added to it."""

import sys
from pathlib import Path

import click

from swornspec.cli.formats import Outputs, format_option, put_out
from swornspec.cli.lint import LAYOUTS


@click.command()
@click.argument("document", metavar="OPENAPI", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; .json and .yaml decide how.")
@format_option(LAYOUTS, "Report what disagrees and what was not read, as one of {}; may be given several times.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info"]), help="The least severity that makes the exit code 1.  [default: none]"
)
def enrich(document: Path, output: Path | None, outputs: Outputs, fail_on: str | None) -> None:
    """Add to OPENAPI what its own descriptions state and its schemas lack: keywords, and rules between fields.

    OPENAPI is an OpenAPI 3.0, 3.1 or Swagger 2.0 document, JSON or YAML. What it already says is kept; where its prose
    disagrees with its schemas, nothing is changed, and reported. The document goes to standard output, or to -o FILE.
    """
    from swornspec.cli.conventions import progress
    from swornspec.cli.lint import written as report
    from swornspec.cli.place import write_whole
    from swornspec.report.findings import Severity
    from swornspec.report.prose import disagreements, summary
    from swornspec.spec.enrich import enrich as add_to
    from swornspec.spec.source import layout_of, read_source, written

    if output is None and any(file is None for _, file in outputs):
        raise click.UsageError(
            "The document goes to standard output: give the report a file (--format text=FILE), or the document one (-o)."
        )
    source = read_source(document)
    enriched = add_to(source)
    review = disagreements(document, enriched)
    text = written(source, layout_of(output, source))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)
    if outputs:
        put_out(outputs, lambda layout, colour: report(layout, [review], colour))
    for line in summary(enriched):
        progress(line)
    sys.exit(1 if fail_on and any(f.severity.rank <= Severity(fail_on).rank for f in review.findings) else 0)
