"""The option `--format FORMAT[=FILE]`: reports in several formats at once, each to its own place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Outputs = tuple[tuple[str, Path | None], ...]
"""Formats, each with its file; without one it goes to standard output."""


def format_option(layouts: tuple[str, ...], text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option itself; in its help text `{}` stands for the formats. Its values come in `outputs`."""

    def split(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> Outputs:
        parts = [value.partition("=") for value in values]
        for layout, _, file in parts:
            if layout not in layouts:
                raise click.BadParameter(f"{layout!r} is not one of {', '.join(layouts)}.", ctx, parameter)
            if file and not Path(file).parent.is_dir():
                raise click.BadParameter(f"there is no folder {Path(file).parent} for the report.", ctx, parameter)
        return tuple((layout, Path(file) if file else None) for layout, _, file in parts)

    words = text.format(", ".join(layouts))
    return click.option("--format", "outputs", callback=split, multiple=True, metavar="FORMAT[=FILE]", help=words)


def put_out(outputs: Outputs, written: Callable[[str, bool], str]) -> None:
    """Write each report to its place, the text to standard output without any; `written` takes a format and whether it takes colour."""
    from swornspec.cli.conventions import coloured, progress
    from swornspec.cli.place import write_whole

    for layout, file in outputs or (("text", None),):
        if file is None:
            click.echo(written(layout, coloured()), nl=False)
        else:
            write_whole(file, written(layout, False))
            progress(f"wrote {file}")
