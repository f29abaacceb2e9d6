"""`swornspec lint`: what is wrong, doubtful or unread in the documentation."""

import sys
from pathlib import Path
from typing import Any

import click

LAYOUTS = ("text", "json", "sarif", "github")


def _outputs(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, Path | None], ...]:
    """Split `sarif=lint.sarif` into a report format and the file to write it to (standard output without one)."""
    split = [value.partition("=") for value in values]
    for layout, _, _ in split:
        if layout not in LAYOUTS:
            raise click.BadParameter(f"{layout!r} is not one of {', '.join(LAYOUTS)}.", ctx, parameter)
    return tuple((layout, Path(file) if file else None) for layout, _, file in split)


@click.command()
@click.argument("documents", metavar="[API|FILE]...", nargs=-1)
@click.option(
    "--format",
    "outputs",
    callback=_outputs,
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"One of {', '.join(LAYOUTS)}; may be given several times.  [default: text]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
def lint(documents: tuple[str, ...], outputs: tuple[tuple[str, Path | None], ...], fail_on: str) -> None:
    """Report what is wrong, doubtful or unread in the documentation of APIs (all of specs/ when none is named)."""
    from swornspec.cli.common import find_documents
    from swornspec.cli.conventions import coloured, progress
    from swornspec.report.findings import Severity
    from swornspec.report.lint import review

    reviews = [review(_from_here(path)) for path in find_documents(documents)]
    for layout, file in outputs or (("text", None),):
        if file is None:
            click.echo(written(layout, reviews, coloured()), nl=False)
        else:
            file.write_text(written(layout, reviews, False), encoding="utf-8")
            progress(f"wrote {file}")
    limit = Severity(fail_on).rank
    sys.exit(1 if any(f.severity.rank <= limit for r in reviews for f in r.findings) else 0)


def _from_here(path: Path) -> Path:
    """A path relative to the current directory where it lies below it: code hosts match it with the files of the repository."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def written(layout: str, reviews: list[Any], colour: bool) -> str:
    """Reviews in one of the `LAYOUTS`."""
    from swornspec import __version__
    from swornspec.report.github import to_github
    from swornspec.report.sarif import to_sarif
    from swornspec.report.structured import to_json
    from swornspec.report.text import to_text

    if layout == "text":
        return to_text(reviews, colour=colour)
    if layout == "sarif":
        return to_sarif(reviews, __version__)
    return to_json(reviews) if layout == "json" else to_github(reviews)
