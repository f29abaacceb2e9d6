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
from swornspec.safe import printable

_KINDS: Final = (
    (("new", "changed"), "stale; building writes them"),
    (("edited",), "edited by hand; building replaces them"),
    (("orphaned",), "orphaned; building removes them"),
)


@click.command()
@click.argument("names", metavar="[API]...", nargs=-1, shell_complete=complete_api)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a generated file is stale, missing, edited by hand or orphaned.")
@click.option(
    "--watch", is_flag=True, help="Build again whenever a page or an annotation changes, and show what that changed; until Ctrl-C."
)
def build(names: tuple[str, ...], check: bool, watch: bool) -> None:
    """Build everything that is generated from the pages and annotations of APIs (all of specs/ when none is named).

    Writes specs/API/openapi.yaml and generated/API_client/, and contracts/API/ where it is missing: a contract suite
    is yours once it is written. Only what changed is built. Generated files that were edited by hand are named and
    replaced; a copy of each stays below .swornspec/replaced/.
    """
    from swornspec.cli.conventions import detail
    from swornspec.cli.progress import progress_by_name

    if watch:
        from swornspec.cli.watch import watch_project

        if check:
            raise click.UsageError("--watch writes; it does not go with --check")
        watch_project(Path(), names, tell)
        return
    with progress_by_name() as say:
        done = build_project(Path(), names, write=not check, say=say, explain=detail)
    if not check:
        tell(done)
        return
    _say_of_each(done, done.summaries)
    if done.changed or done.idle:
        _list(done)
        sys.exit(1)


def tell(done: Build, apis: Iterable[str] | None = None) -> None:
    """Say what a build made (of some APIs, all when they are not named), and on standard error what it took away."""
    for line in _lost(done):
        click.echo(printable(line), err=True)
    _say_of_each(done, done.summaries if apis is None else apis)


def _say_of_each(done: Build, apis: Iterable[str]) -> None:
    for api in apis:
        click.echo(printable(done.summaries[api]), nl=False)
        files = done.of(api)
        click.echo(f"  {'unchanged' if not files else ', '.join(_by_folder(files))}")


def _list(done: Build) -> None:
    """What is not up to date, by what becomes of it."""
    click.echo("not up to date; run: swornspec build")
    for kinds, heading in _KINDS:
        listed = list(_shown(done, [change for change in done.changed if change.kind in kinds]))
        click.echo("".join([f"{heading}:\n", *(f"  {printable(line)}\n" for line in listed)]) if listed else "", nl=False)
    if done.idle:
        suites = "".join(f"  idle {printable(suite)}\n" for suite in done.idle)
        click.echo(f"suites of APIs that are not here; yours to remove:\n{suites}", nl=False)


def _shown(done: Build, listed: Iterable[Change]) -> Iterator[str]:
    """Changes one by one, and a folder that goes as a whole once."""
    from swornspec.report.text import many

    going: Counter[str] = Counter()
    for change in listed:
        folder = _folder(change)
        if change.kind == "orphaned" and folder not in _packages(done):
            going[folder] += 1
        else:
            yield str(change)
    yield from (f"orphaned {folder} ({many(number, 'file')})" for folder, number in going.items())


def _packages(done: Build) -> set[str]:
    return {package for *_, package in done.folders.values()}


def _folder(change: Change) -> str:
    return "/".join(change.path.split("/")[:2])


def _lost(done: Build) -> Iterator[str]:
    """What a person should know of what a build took away: packages that no API gives, and what was written by hand."""
    from swornspec.report.text import many

    kept = f", and {done.kept} has a copy"
    known = _packages(done)
    strays = Counter(_folder(c) for c in done.changed if c.kind == "orphaned")
    for package in [p for p in strays if p not in known]:
        copied = kept if any(c.by_hand and c.path.startswith(f"{package}/") for c in done.changed) else ""
        yield f"{package} is built from no API here; it was removed ({many(strays[package], 'file')}){copied}"
    for change in done.changed:
        if change.by_hand and change.path.startswith(tuple(f"{f}/" for folders in done.folders.values() for f in folders)):
            what = "edited by hand; it was replaced" if change.kind == "edited" else "none of the generated files; it was removed"
            yield f"{change.path} was {what}{kept}"
    for suite in done.idle:
        yield f"{suite} tests an API that is not here; it is yours to remove"


def _by_folder(files: Iterable[Change]) -> list[str]:
    """`changed specs/one/openapi.yaml`, or `generated/one_client (12 files)` for several below one folder."""
    folders: dict[str, list[Change]] = {}
    for change in files:
        folders.setdefault(_folder(change), []).append(change)
    return [str(found[0]) if len(found) == 1 else f"{folder} ({len(found)} files)" for folder, found in folders.items()]
