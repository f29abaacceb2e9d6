"""`swornspec build --watch`: a project is built again whenever something that it is built from changes, until Ctrl-C."""

import contextlib
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from importlib import resources
from pathlib import Path
from types import FrameType
from typing import Final

import click

from swornspec.cli.conventions import coloured, complain, detail, progress
from swornspec.cli.progress import progress_by_name
from swornspec.cli.project import Build, build_one, build_project, wanted_apis
from swornspec.cli.record import document_of
from swornspec.errors import SwornspecError

_TICK: Final = 500
"""Milliseconds after which a watcher reports that nothing happened."""

Tell = Callable[[Build, Collection[str]], None]


def watch_project(root: Path, names: Sequence[str], tell: Tell) -> None:
    """Build some APIs (all when none are named), then again after every change, and show what became of their documents.

    `tell` is given each build, and the APIs of which it wrote something. What cannot be built is told, and awaits the next
    change. AnnotationError when there is nothing to build from the start.
    """
    wanted = wanted_apis(root, names)
    with _interruptible() as stop:  # while building, too; that leaves nothing half-written
        _build(root, names, tell, first=True)
        _warm_up(root, wanted[0])
        for changed in _changes(root, stop):
            if changed:
                progress(f"{time.strftime('%H:%M:%S')} changed: {', '.join(changed)}")
            _build(root, names, tell)
            if not changed:
                progress("watching specs; stop with Ctrl-C")
    progress("stopped")


@contextlib.contextmanager
def _interruptible() -> Iterator[threading.Event]:
    """Ends what is within at an interrupt; the event tells of it even where the exception is lost, as in a finalizer."""
    stop = threading.Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _build(root: Path, names: Sequence[str], tell: Tell, *, first: bool = False) -> None:
    from jinja2 import TemplateError

    from swornspec.report.changed import changed_as_text
    from swornspec.report.excerpt import told

    began = time.monotonic()
    before = {path: _content(path) for path in sorted((root / "specs").glob("*/openapi.yaml"))}
    try:
        with progress_by_name() as say:
            done = build_project(root, names, say=say, explain=detail)
    except SwornspecError as error:
        complain(told(error))
        return
    except (TemplateError, OSError) as error:  # a template half-written; a file that went while it was read
        complain(f"not built: {error}")
        return
    written = [api for api in done.summaries if done.of(api)]
    if written or first:
        tell(done, list(done.summaries) if first else written)
    for api in written:
        path = root / document_of(api)
        click.echo(changed_as_text(document_of(api), before.get(path, b""), _content(path), colour=coloured()), nl=False)
    if written:
        progress(f"built in {time.monotonic() - began:.1f} s")


def _warm_up(root: Path, api: str) -> None:
    """Build an API to nowhere: what is imported and compiled for it is there when the first change comes."""
    with tempfile.TemporaryDirectory(prefix="swornspec-") as folder, contextlib.suppress(SwornspecError):  # it was told already
        build_one(root, api, Path(folder))


def _changes(root: Path, stop: threading.Event) -> Iterator[list[str]]:
    """What changed, again and again until told to stop: nothing the first time, once the watcher is at work, for what was before that."""
    import watchfiles

    specs, templates = (root / "specs").resolve(), Path(str(resources.files("swornspec.codegen") / "templates")).resolve()
    started = False
    for found in watchfiles.watch(
        specs,
        templates,
        watch_filter=lambda _, path: _is_input(Path(path), specs, templates),
        debounce=200,
        step=20,
        rust_timeout=_TICK,
        yield_on_timeout=True,
        raise_interrupt=False,
        stop_event=stop,
    ):
        if found or not started:
            started = True
            yield sorted({_named(Path(path), specs) for _, path in found})


def _is_input(path: Path, specs: Path, templates: Path) -> bool:
    """Whether a build reads what is at a path: annotations, pages, templates, and the folders that hold them."""
    if path.is_relative_to(templates):
        return path.suffix == ".jinja"
    below = path.relative_to(specs).parts if path.is_relative_to(specs) else ()
    return not any(part.startswith(".") for part in below) and (len(below) < 2 or below[1] in ("api.yaml", "pages"))


def _named(path: Path, specs: Path) -> str:
    return path.relative_to(specs.parent).as_posix() if path.is_relative_to(specs) else path.name


def _content(path: Path) -> bytes:
    """The bytes of a file; none when it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
