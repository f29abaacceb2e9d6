"""`swornspec read`: pages in, an OpenAPI document out; no project needed."""

from pathlib import Path

import click


@click.command()
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def read(pages: tuple[Path, ...]) -> None:
    """Read documentation pages, one operation each, and print an OpenAPI document.

    A field whose name the page lost is called field_1, field_2 and so on, in page order. What sounds like a rule and
    was not read is listed on standard error, and in the document under x-gaps.
    """
    from swornspec.cli.conventions import progress
    from swornspec.report.plain import one_line, quoted
    from swornspec.spec.build import read_pages

    built = read_pages(pages)
    click.echo(built.yaml, nl=False)
    for operation, subject, said, why in built.gaps:
        place = f"{operation}.{subject}".rstrip(".")
        progress(f"{one_line(place)}: not read ({one_line(why)})\n  {quoted(said)}")
