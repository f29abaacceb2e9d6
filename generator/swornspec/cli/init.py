"""`swornspec init`: a folder for an API from its pages, with a draft of what a person must supply."""

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from swornspec.page import Page
    from swornspec.spec.draft import Blank, Draft


@click.command()
@click.argument("api", metavar="API")
@click.argument("pages", metavar="PAGE...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Ask nothing: leave every blank for later.")
@click.option("--layout", metavar="NAME", help="Read every page in this layout; `swornspec read --layout help` lists them.")
def init(api: str, pages: tuple[str, ...], yes: bool, layout: str | None) -> None:
    """Start an API from its documentation pages: copy them to specs/API/pages and write a draft of specs/API/api.yaml.

    The draft has "???" where the pages say nothing and a person must. On a terminal each of these is asked for; an empty
    answer leaves it for later. Then `swornspec build API` makes the document, the client and the contract suite.

    A PAGE may be an address: that page alone is fetched, in Markdown where the site serves it so.
    """
    from swornspec.cli.conventions import progress
    from swornspec.cli.fetch import gathered
    from swornspec.spec.draft import draft

    folder = Path("specs", api)
    _startable(api, folder)
    files = gathered(pages, progress)
    origins = {path.name: (f.address, f"{f.when:%Y-%m-%d}") for path, f in files.items() if f is not None}
    read = _read(list(files), layout, len(pages))
    made = draft(api, read, layout=layout, origins=origins)
    if made.blanks and not yes and on_terminal():
        made = draft(api, read, _asked(made.blanks), layout=layout, origins=origins)
    _write(folder, list(files), made)
    operations = [page for of_file in read for page in of_file]
    fields = sum(len(page.blocks) for page in operations)
    click.echo(f"{folder / 'api.yaml'}: {len(operations)} operation{'s' * (len(operations) != 1)}, {fields} fields")
    for blank in made.blanks:
        perhaps = f"; perhaps {' or '.join(blank.proposals)}" if blank.proposals else ""
        click.echo(f"  {folder / 'api.yaml'}:{blank.line}: {blank.what}{perhaps}")
    click.echo(f"next: {'fill these in, with evidence, then ' if made.blanks else ''}swornspec build {api}")


def on_terminal() -> bool:
    """Whether there is somebody to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _startable(api: str, folder: Path) -> None:
    from swornspec.errors import AnnotationError

    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", api):
        raise AnnotationError(f"{api!r} cannot be the name of an API", mend="use a lower-case letter, then letters, digits and _")
    if folder.exists():
        raise AnnotationError(f"{folder} is there already", mend="remove it, or choose another name")


def _read(files: Sequence[Path], layout: str | None, given: int) -> "list[tuple[Page, ...]]":
    from swornspec.errors import AnnotationError
    from swornspec.spec.build import read_file

    names = [path.name for path in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    if len(files) < given:
        raise AnnotationError("a page is given twice", mend="give each once")
    if twice:
        raise AnnotationError(f"several pages are called {', '.join(twice)}", mend="give each its own file name")
    return [read_file(path, layout) for path in files]


def _asked(blanks: "Sequence[Blank]") -> dict[str, str]:
    """What a person answers; nothing for what is left open."""
    answers = {}
    for blank in blanks:
        shown = f" ({' or '.join(blank.proposals)})" if blank.proposals else ""
        answer = click.prompt(f"{blank.what}{shown}", default="", show_default=False, err=True).strip()
        if answer:
            answers[blank.key] = answer
    return answers


def _write(folder: Path, pages: Sequence[Path], made: "Draft") -> None:
    """Write the folder of an API in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".init-", dir=folder.parent) as scratch:
        whole = Path(scratch, "api")
        (whole / "pages").mkdir(parents=True)
        for page in pages:
            shutil.copyfile(page, whole / "pages" / page.name)
        (whole / "api.yaml").write_text(made.text, encoding="utf-8", newline="\n")
        whole.rename(folder)
