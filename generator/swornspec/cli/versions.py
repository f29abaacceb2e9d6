"""What `diff` is given: an API, its folder, a document or a page, here or in another revision; to a version of a document."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from swornspec.cli.common import apis, from_here
from swornspec.cli.revision import Revision
from swornspec.codegen.history import FILE, History, read_history
from swornspec.codegen.plan import api_name
from swornspec.errors import DocumentError, SwornspecError
from swornspec.report.compared import Version
from swornspec.spec.build import build_api, read_pages
from swornspec.spec.document import Document, load_document, read_document
from swornspec.spec.source import fenced, source_of

_DOCUMENTS: Final = frozenset((".yaml", ".yml", ".json"))
LAST: Final = "HEAD"
"""The last commit."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was named: a path here, or in another revision."""

    path: str
    ref: str | None = None

    @property
    def revision(self) -> Revision:
        """The path in its revision."""
        assert self.ref is not None
        return Revision(self.ref, self.path)

    @property
    def name(self) -> str:
        """What it is called in a report: the folder of an API, else the file."""
        path = Path(self.path)
        return path.parent.name if path.name == "openapi.yaml" and path.parent.name else path.name

    @property
    def is_page(self) -> bool:
        """Whether it is called like a page: not like a document, and not like a folder."""
        return Path(self.path).suffix.lower() not in {*_DOCUMENTS, ""}


def given(text: str) -> Given:
    """What a text names: what exists here, else `git-ref:path`; DocumentError when neither."""
    if text in apis(Path()):
        return Given(f"specs/{text}")
    if Path(text).exists():
        return Given(from_here(Path(text)).as_posix())
    ref, colon, path = text.partition(":")
    if colon and ref and path:
        return Given(path, ref)
    known = apis(Path())
    there = f"the APIs here are {', '.join(known)}" if known else "there is no specs folder with APIs in the current directory"
    raise DocumentError(f"{text!r} is neither an API nor a file or folder, nor git-ref:path; {there}")


def read_version(one: Given, scratch: Path, stem: str | None = None) -> Version:
    """The version that is there; `scratch` is an empty folder for copies. A page is read as if its file were called `stem`."""
    if one.ref is None:
        return _read(Path(one.path), one.path, "", scratch, stem, Path())
    prefix = f"{one.ref}:"
    return _read(one.revision.copied(scratch / "tree"), one.path, prefix, scratch, stem, scratch / "tree")


def _read(real: Path, shown: str, prefix: str, scratch: Path, stem: str | None, root: Path) -> Version:
    """`real` is where the files are, `shown` what they are called."""
    if real.is_dir():
        return _folder(real, shown, prefix)
    if not real.is_file():
        raise DocumentError("does not exist, or is no file", where=f"{prefix}{shown}")
    if real.suffix.lower() in _DOCUMENTS:
        return _document(real, shown, prefix)
    text = real.read_text(encoding="utf-8", errors="replace")
    if (held := fenced(text)) is not None:
        document = read_document(source_of(real.read_bytes(), shown).value, f"{prefix}{shown}", partly=True)
        return Version(document, shown, prefix, text=held)
    page = scratch / "page" / f"{stem or real.stem}{real.suffix}"
    page.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(real, page)
    built = read_pages([page])
    version = Version(read_document(built.document, f"{prefix}{shown}", partly=True), shown, prefix)
    return replace(version, renamed={page.name: shown})


def _folder(real: Path, shown: str, prefix: str) -> Version:
    """The document of an API's folder; where it has not been built, what it would be."""
    shown = shown.rstrip("/")
    if (real / "openapi.yaml").is_file():
        return _document(real / "openapi.yaml", f"{shown}/openapi.yaml", prefix)
    if not (real / "api.yaml").is_file():
        raise DocumentError("the folder holds neither openapi.yaml nor api.yaml", where=f"{prefix}{shown}")
    built = build_api(real)
    return Version(read_document(built.document, f"{prefix}{shown}"), f"{shown}/openapi.yaml", prefix, f"{shown}/pages", built.yaml)


def _document(real: Path, shown: str, prefix: str) -> Version:
    try:
        document = load_document(real, partly=True)
    except DocumentError as error:
        raise DocumentError(error.reason, where=f"{prefix}{shown}", mend=error.mend) from error
    pages = (Path(shown).parent / "pages").as_posix()
    text = real.read_text(encoding="utf-8", errors="replace")
    return Version(replace(document, name=f"{prefix}{shown}"), shown, prefix, pages, text)


def history_beside(one: Given, document: Document, scratch: Path) -> History | None:
    """The history of the client package that a project has of a document; None where there is none that can be read."""
    folder = f"generated/{api_name(document)}_client"
    try:
        if one.ref is None:
            return read_history(Path(folder))
        return read_history(Revision(one.ref, f"{folder}/{FILE}").copied(scratch / "client").parent)
    except SwornspecError:  # the step is told from the API's own version then
        return None
