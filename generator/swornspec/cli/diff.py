"""`swornspec diff`: what changed between two versions of an API, and for whom that breaks something."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from swornspec.cli.formats import Outputs, format_option, put_out

if TYPE_CHECKING:
    from swornspec.cli.versions import Given
    from swornspec.report.compared import Comparison

LAYOUTS = ("text", "json", "markdown", "github")
_LIMITS = {"breaking": 1, "undecided": 2, "any": 4}
"""How many of the verdicts, the gravest first, make the exit code 1."""


@click.command()
@click.argument("versions", metavar="[API | OLD NEW]", nargs=-1)
@format_option(LAYOUTS, "One of {}; may be given several times.  [default: text]")
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Where the report goes.")
@click.option(
    "--fail-on",
    type=click.Choice(["breaking", "undecided", "any", "never"]),
    default="never",
    show_default=True,
    help="What makes the exit code 1; 'undecided' is breaking or not decided.",
)
def diff(versions: tuple[str, ...], outputs: Outputs, output: Path | None, fail_on: str) -> None:
    """Tell what changed from OLD to NEW, and for whom that breaks something.

    OLD and NEW are APIs, folders of APIs, OpenAPI documents or pages; GIT-REF:PATH is one in another revision. With one API, or
    none (then all of them), the last commit is compared with the working tree.

    A change breaks something for senders when a request that was valid is refused now, for readers when a reply is valid that
    was not; the report shows such a request or reply, or says that it is proved that there is none, or that it is not decided.
    """
    if len(versions) > 2:
        raise click.UsageError("Name one API, or OLD and NEW.")
    if output is not None:
        if len(outputs) > 1 or any(file for _, file in outputs):
            raise click.UsageError("-o takes one report; write --format FORMAT=FILE for several.")
        if not output.parent.is_dir():
            raise click.UsageError(f"there is no folder {output.parent} for the report.")
        outputs = ((outputs[0][0] if outputs else "text", output),)
    found = _compared(versions)
    put_out(outputs, lambda layout, colour: written(layout, found, colour))
    sys.exit(1 if fail_on != "never" and _reached(found, _LIMITS[fail_on]) else 0)


def _reached(comparisons: list["Comparison"], limit: int) -> bool:
    return any(n for c in comparisons for n in list(c.verdicts.values())[:limit])


def _compared(versions: tuple[str, ...]) -> list["Comparison"]:
    import tempfile

    from swornspec.cli.versions import given

    with tempfile.TemporaryDirectory(prefix="swornspec-") as folder:
        if len(versions) == 2:
            old, new = map(given, versions)
            return [_pair(new.name, old, new, Path(folder))]
        return list(_since_last_commit(versions, Path(folder)))


def _since_last_commit(versions: tuple[str, ...], folder: Path) -> "list[Comparison]":
    """The working tree against the last commit."""
    from swornspec.cli.common import apis
    from swornspec.cli.conventions import progress
    from swornspec.cli.revision import Revision
    from swornspec.cli.versions import LAST, Given, given, read_version
    from swornspec.errors import DocumentError
    from swornspec.report.compared import only

    if versions:
        named = [given(versions[0])]
        if named[0].ref is not None:
            raise DocumentError("one revision is named; what is it compared with?", mend=f"write: swornspec diff {versions[0]} NEW")
    else:
        before = {parts[1] for name in Revision(LAST, "specs").files() if len(parts := Path(name).parts) > 2}
        named = [Given(f"specs/{name}") for name in sorted(before | set(apis(Path())))]
        if not named:
            raise DocumentError("there is no specs folder with APIs in the current directory", mend="name OLD and NEW")
    found = []
    for n, here in enumerate(named):
        there = Given(here.path, LAST)
        scratch = folder / str(n)
        progress(f"comparing {here.path}")
        if not Path(here.path).exists():
            found.append(only(here.name, read_version(there, scratch), came=False))
        elif not there.revision.files():
            found.append(only(here.name, read_version(here, scratch), came=True))
        else:
            found.append(_pair(here.name, there, here, scratch))
    return found


def _pair(name: str, old: "Given", new: "Given", scratch: Path) -> "Comparison":
    from dataclasses import replace

    from swornspec.cli.versions import history_beside, read_version
    from swornspec.report.compared import compared
    from swornspec.rules.solver import available

    stem = Path(new.path).stem if old.is_page and new.is_page else None
    one, other = read_version(old, scratch / "old", stem), read_version(new, scratch / "new", stem)
    one = replace(one, history=history_beside(old, one.document, scratch / "old"))
    return compared(name, one, other, solver=available())


def written(layout: str, comparisons: list["Comparison"], colour: bool) -> str:
    """Comparisons in one of the `LAYOUTS`."""
    from swornspec.report.compared_github import compared_as_github
    from swornspec.report.compared_json import compared_as_json
    from swornspec.report.compared_markdown import compared_as_markdown
    from swornspec.report.compared_text import compared_as_text

    if layout == "text":
        return compared_as_text(comparisons, colour=colour)
    return {"json": compared_as_json, "markdown": compared_as_markdown, "github": compared_as_github}[layout](comparisons)
