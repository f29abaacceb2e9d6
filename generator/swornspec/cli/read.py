"""`swornspec read`: pages in, an OpenAPI document out; no project needed."""

import click


def _shown(context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """The layouts there are, for `--layout help`; any other name must be one of them."""
    from swornspec.page import layout_named
    from swornspec.page.layouts import LAYOUTS

    if value == "help":
        click.echo("".join(f"{layout.name}: {layout.title}; has {layout.wants}\n" for layout in LAYOUTS), nl=False)
        context.exit()
    return value if value is None else layout_named(value).name


@click.command()
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True)
@click.option(
    "--layout",
    metavar="NAME",
    callback=_shown,
    is_eager=True,
    help="Read every page in this layout; 'help' lists them.  [default: recognised]",
)
def read(pages: tuple[str, ...], layout: str | None) -> None:
    """Read documentation pages and print an OpenAPI document with every operation in them.

    A page is a file, or an address: that page alone is fetched, in Markdown where the site serves it so, and kept below
    .swornspec/pages with its address and date.

    A field whose name the page lost is called field_1, field_2 and so on, in page order. The layout of each page is
    recognised from its text and named on standard error. What sounds like a rule and was not read is listed there too,
    and in the document under x-gaps; so is a sample request that does not fit the page, under x-findings.
    """
    from swornspec.cli.conventions import progress
    from swornspec.cli.fetch import gathered
    from swornspec.report.plain import one_line, quoted
    from swornspec.spec.build import read_pages

    def say(line: str) -> None:
        progress(one_line(line))

    built = read_pages(list(gathered(pages, say)), layout, say)
    click.echo(built.yaml, nl=False)
    for operation, subject, said, why in built.gaps:
        place = f"{operation}.{subject}".rstrip(".")
        progress(f"{one_line(place)}: not read ({one_line(why)})\n  {quoted(said)}")
    for operation, doubt in built.doubts:
        sentences = "".join(f"\n  {quoted(said)}" for said in doubt.said[1:])
        progress(f"{one_line(operation)}: {one_line(doubt.message)}{sentences}")
