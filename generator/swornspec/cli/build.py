"""`swornspec build`: pages and annotations in, everything generated out."""

import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click

from swornspec.cli.place import Change, changes, put_in_place
from swornspec.spec.document import Document


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made or would make: the document of each API, its folders, and the files that differed from the project's."""

    documents: Mapping[str, Document]
    folders: Mapping[str, tuple[str, ...]]
    changed: tuple[Change, ...]

    def of(self, api: str) -> tuple[Change, ...]:
        """The files of one API that differed."""
        return tuple(c for c in self.changed if c.path.startswith(tuple(f"{f}/" for f in self.folders[api])))


@click.command()
@click.argument("names", metavar="[API]...", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a generated file is stale, missing or orphaned.")
def build(names: tuple[str, ...], check: bool) -> None:
    """Build everything that is generated from the pages and annotations of APIs (all of specs/ when none is named).

    Writes specs/API/openapi.yaml and generated/API_client/, and contracts/API/ where it is missing: a contract suite
    is yours once it is written.
    """
    from swornspec.cli.conventions import progress
    from swornspec.report.built import summary

    done = build_project(Path(), names, write=not check, say=progress)
    for api, document in done.documents.items():
        click.echo(summary(api, document, "docs/gaps.md" if Path("docs/gaps.md").is_file() else None), nl=False)
        files = done.of(api)
        click.echo(f"  {'unchanged' if not files else ', '.join(_by_folder(files))}")
    if check and done.changed:
        click.echo("not up to date; run: swornspec build")
        click.echo("".join(f"  {change}\n" for change in done.changed), nl=False)
        sys.exit(1)


def build_project(root: Path, names: Iterable[str] = (), *, write: bool = True, say: Callable[[str], None] = lambda _: None) -> Build:
    """Build some APIs of a project (all when none are named); nothing is written unless every one of them could be built."""
    from swornspec.cli.common import apis
    from swornspec.errors import AnnotationError

    known = apis(root)
    named = list(dict.fromkeys(names))
    wanted = named or known
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        there = f"the APIs here are {', '.join(known)}" if known else "there are no APIs here (specs/API/api.yaml and pages/)"
        raise AnnotationError(f"unknown API {', '.join(unknown)}; {there}" if unknown else there)
    with tempfile.TemporaryDirectory(prefix="swornspec-") as folder:
        made = Path(folder)
        documents, folders = {}, {}
        for api in wanted:
            say(f"building {api}")
            before = _clients(made)
            documents[api] = build_one(root, api, made)
            folders[api] = (f"specs/{api}", f"contracts/{api}", *(c for c in _clients(made) if c not in before))
        whole = dict.fromkeys(_clients(made) + ([] if named else _clients(root)))
        differing = changes(made, root, whole)
        if write:
            put_in_place(made, root, differing)
    return Build(documents, folders, differing)


def build_one(root: Path, api: str, made: Path) -> Document:
    """Build one API of a project below another folder, laid out as the project is."""
    from swornspec.codegen import generate_client
    from swornspec.contract import write_suite
    from swornspec.errors import AnnotationError
    from swornspec.rules.python import identifier
    from swornspec.spec.build import build_api
    from swornspec.spec.document import read_document

    built = build_api(root / "specs" / api)
    if (named := built.document["info"]["x-api"]) != api:
        raise AnnotationError(
            f"the API is called {named!r} here and {api!r} by its folder",
            where=f"specs/{api}/api.yaml",
            mend=f"write 'api: {api}', or rename the folder",
        )
    path = Path("specs", api, "openapi.yaml")
    (made / path).parent.mkdir(parents=True)
    (made / path).write_text(built.yaml, encoding="utf-8")
    document = read_document(built.document, path.as_posix())
    before = _clients(made)
    generate_client(document, made / "generated", before=root / "generated")  # whose version goes on
    if not any((root / "contracts" / api).glob("test_*.py")):
        client = next(Path(c).name for c in _clients(made) if c not in before)
        there = replace(document, name=str(made / path))  # the suite holds the way from itself to the document
        write_suite(there, made / "contracts" / api / f"test_{identifier(api)}.py", client=client)
    return document


def _clients(root: Path) -> list[str]:
    return sorted(f"generated/{f.name}" for f in (root / "generated").glob("*_client") if f.is_dir())


def _by_folder(files: Iterable[Change]) -> list[str]:
    """`changed specs/one/openapi.yaml`, or `generated/one_client (12 files)` for several below one folder."""
    folders: dict[str, list[Change]] = {}
    for change in files:
        folders.setdefault("/".join(change.path.split("/")[:2]), []).append(change)
    return [str(found[0]) if len(found) == 1 else f"{folder} ({len(found)} files)" for folder, found in folders.items()]
