"""`swornspec build`: pages and annotations in, everything generated out."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import click

from swornspec.cli.common import complete_api
from swornspec.cli.place import Change
from swornspec.cli.project import Build, build_project
from swornspec.text.safe import printable

_KINDS: Final = (
    (("new", "changed"), "stale; building writes them"),
    (("edited",), "edited by hand; building replaces them"),
    (("orphaned",), "orphaned; building removes them"),
)


@click.command()
@click.argument("names", metavar="[API]...", nargs=-1, shell_complete=complete_api)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a generated file is stale, missing, edited by hand or orphaned.")
def build(names: tuple[str, ...], check: bool) -> None:
    """Build everything that is generated from the pages and annotations of APIs (all of specs/ when none is named).

    Writes specs/API/openapi.yaml and generated/API_client/, and contracts/API/ where it is missing: a contract suite
    is yours once it is written. Only what changed is built. Generated files that were edited by hand are named and
    replaced; a copy of each stays below .swornspec/replaced/.
    """
    from swornspec.cli.conventions import detail, progress

    done = build_project(Path(), names, write=not check, say=progress, explain=detail)
    for line in () if check else _lost(done):
        click.echo(printable(line), err=True)
    for api, summary in done.summaries.items():
        click.echo(printable(summary), nl=False)
        files = done.of(api)
        click.echo(f"  {'unchanged' if not files else ', '.join(_by_folder(files))}")
    if check and done.changed:
        click.echo("not up to date; run: swornspec build")
        for kinds, heading in _KINDS:
            listed = [change for change in done.changed if change.kind in kinds]
            click.echo("".join([f"{heading}:\n", *(f"  {printable(str(change))}\n" for change in listed)]) if listed else "", nl=False)
        sys.exit(1)


def _lost(done: Build) -> Iterator[str]:
    """What a person should know of what a build took away: packages that no API gives, and what was written by hand."""
    from swornspec.report.text import many

    kept = f", and {done.kept} has a copy"
    known = {package for *_, package in done.folders.values()}
    strays = Counter("/".join(c.path.split("/")[:2]) for c in done.changed if c.kind == "orphaned")
    for package in [p for p in strays if p not in known]:
        copied = kept if any(c.by_hand and c.path.startswith(f"{package}/") for c in done.changed) else ""
        yield f"{package} is built from no API here; it was removed ({many(strays[package], 'file')}){copied}"
    for change in done.changed:
        if change.by_hand and change.path.startswith(tuple(f"{f}/" for folders in done.folders.values() for f in folders)):
            what = "edited by hand; it was replaced" if change.kind == "edited" else "none of the generated files; it was removed"
            yield f"{change.path} was {what}{kept}"


def _by_folder(files: Iterable[Change]) -> list[str]:
    """`changed specs/one/openapi.yaml`, or `generated/one_client (12 files)` for several below one folder."""
    folders: dict[str, list[Change]] = {}
    for change in files:
        folders.setdefault("/".join(change.path.split("/")[:2]), []).append(change)
    return [str(found[0]) if len(found) == 1 else f"{folder} ({len(found)} files)" for folder, found in folders.items()]
