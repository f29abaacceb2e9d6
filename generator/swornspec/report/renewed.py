"""What new pages say that the old ones did not: changes for whoever sends requests and reads responses."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from swornspec.errors import SwornspecError
from swornspec.report.changed import changes_as_text, lines_as_text
from swornspec.report.plain import one_line
from swornspec.spec.annotation import load_annotations
from swornspec.spec.build import BuiltApi, build_api, read_pages
from swornspec.spec.compare import compare
from swornspec.spec.document import read_document

_TEXTS: Final = (".md", ".txt", ".rst")


def renewed_as_text(folder: Path, pages: Mapping[str, bytes]) -> str:
    """What changes in an API, by its folder, when some pages are replaced by others; nothing where what is read stays the same.

    Where the annotations do not fit the new pages, the pages are compared as they are read on their own.
    """
    with tempfile.TemporaryDirectory(prefix="swornspec-") as scratch:
        new = Path(scratch, folder.name)
        shutil.copytree(folder, new, ignore=lambda at, names: [n for n in names if Path(at) == folder and n not in ("api.yaml", "pages")])
        for name, content in pages.items():
            (new / "pages" / name).write_bytes(content)
        try:
            built = build_api(folder), build_api(new)
        except SwornspecError:
            return "".join(_alone(folder, new, pages))
    said = _changes(*built)
    return said + "".join(_lines(folder, pages)) if said else ""


def _alone(folder: Path, new: Path, pages: Mapping[str, bytes]) -> Iterator[str]:
    layouts = {operation.page: operation.layout for operation in load_annotations(folder / "api.yaml").operations}
    yield "  api.yaml does not fit the new pages: swornspec build will say where, and how to mend it\n"
    for name in pages:
        try:
            was, now = (read_pages([at / "pages" / name], layouts.get(name)) for at in (folder, new))
        except SwornspecError as error:
            yield f"  {one_line(f'{name} cannot be read as it is now: {error.reason}')}\n"
        else:
            yield _changes(was, now)
    yield from _lines(folder, pages)


def _changes(was: BuiltApi, now: BuiltApi) -> str:
    return changes_as_text(compare(read_document(was.document, "the old pages"), read_document(now.document, "the new pages")))


def _lines(folder: Path, pages: Mapping[str, bytes]) -> Iterator[str]:
    """The lines of pages that are texts; those of HTML say nothing to a person."""
    for name, content in pages.items():
        if Path(name).suffix in _TEXTS:
            yield f"  {one_line(name)}\n{lines_as_text((folder / 'pages' / name).read_bytes(), content)}"
