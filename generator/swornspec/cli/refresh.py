"""`swornspec refresh`: have the documentation pages changed since they were saved?"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from swornspec.cli.common import complete_api


@dataclass(frozen=True, slots=True)
class Renewed:
    """What the addresses of an API gave: which pages were compared, those that differ, and what could not be compared, and why."""

    folder: Path
    compared: tuple[str, ...]
    pages: Mapping[str, bytes]
    by_hand: Mapping[str, str]
    unreachable: Mapping[str, str]


@click.command()
@click.argument("names", metavar="[API]...", nargs=-1, shell_complete=complete_api)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when what is read from a page changed.")
def refresh(names: tuple[str, ...], check: bool) -> None:
    """Read the pages of APIs again (all of specs/ when none is named), each from the address that api.yaml has as `documentation`.

    Shows what changed for whom, with both sentences, and writes the new pages, for `swornspec build` to go on with. A page
    that differs only in what is not read from it is no change. Pages that were copied by hand, and so are of another kind than
    what their address gives, are named and not compared. Exits 2 when an address cannot be read, or no page could be compared.
    """
    from swornspec.cli.conventions import complain, progress
    from swornspec.cli.place import write_whole
    from swornspec.cli.project import wanted_apis
    from swornspec.report.plain import one_line
    from swornspec.report.renewed import renewed_as_text

    changed, failed, compared = False, False, 0
    for api in wanted_apis(Path(), names):
        new = _fetched(Path("specs", api), lambda text: progress(one_line(text)))
        for page, why in new.by_hand.items():
            progress(one_line(f"{api}: {page} is not compared: {why}"))
        for error in new.unreachable.values():
            complain(one_line(error))
        said = renewed_as_text(new.folder, new.pages) if new.pages else ""
        same = "what is read from the pages did not change" if new.compared else "no page was compared"
        click.echo(f"{api}: {'changed' if said else same}\n{said}", nl=False)
        compared += len(new.compared)
        changed, failed = changed or bool(said), failed or bool(new.unreachable)
        for name, content in () if check else new.pages.items():
            write_whole(new.folder / "pages" / name, content)
            progress(f"wrote {new.folder / 'pages' / name}")
        if said and not check:
            progress(f"next: swornspec build {api}")
    sys.exit(1 if changed and check else 2 if failed or not compared else 0)


def _fetched(folder: Path, say: Callable[[str], None]) -> Renewed:
    """The pages of an API as their addresses have them now."""
    from swornspec.cli.fetch import fetch
    from swornspec.errors import PageError
    from swornspec.spec.annotation import load_annotations

    compared: list[str] = []
    pages: dict[str, bytes] = {}
    by_hand: dict[str, str] = {}
    unreachable: dict[str, str] = {}
    for operation in load_annotations(folder / "api.yaml").operations:
        name, address = operation.page, operation.documentation
        if name in (*compared, *by_hand, *unreachable) or not (folder / "pages" / name).is_file():
            continue
        if address is None:
            by_hand[name] = "api.yaml has no 'documentation' for it"
            continue
        try:
            found = fetch(address, say)
        except PageError as error:
            unreachable[name] = str(error)
            continue
        suffix = Path(found.name).suffix
        if suffix != Path(name).suffix:
            by_hand[name] = f"it was copied by hand, and {found.address} gives {suffix}"
            continue
        compared.append(name)
        if found.content != (folder / "pages" / name).read_bytes():
            pages[name] = found.content
    return Renewed(folder, tuple(compared), pages, by_hand, unreachable)
