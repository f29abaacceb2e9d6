"""The options of `swornspec mock` that watch traffic: a server behind it, a log, an archive, and a summary at the end."""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from swornspec.mock.drift import DriftLog
    from swornspec.mock.proxy import Proxy
    from swornspec.spec.document import Document

C = TypeVar("C", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Traffic:
    """What the options say."""

    upstream: tuple[str, ...]
    on_drift: str
    upstream_timeout: float
    log: str | None
    har: Path | None


def traffic_options(command: C) -> C:
    """Give a command the options; they are the fields of `Traffic`."""
    file = click.Path(dir_okay=False, path_type=Path)
    options = (
        click.option(
            "--upstream", multiple=True, metavar="URL", help="Pass requests on to this server (that of the document) and judge both ways."
        ),
        click.option("--on-drift", type=click.Choice(["report", "refuse"]), default="report", show_default=True, help="With --upstream."),
        click.option(
            "--upstream-timeout", type=click.FloatRange(0.1, 3600), default=120.0, show_default=True, help="Seconds for an answer."
        ),
        click.option("--log", metavar="FILE", help="Append a line of JSON per request; - is standard error, as -v."),
        click.option("--har", type=file, help="Write the last requests as an HTTP Archive (HAR 1.2) when stopped."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def proxy_of(traffic: Traffic, documents: Sequence["Document"], strict: bool) -> "tuple[Proxy, DriftLog] | None":
    """The application that passes requests on, and its log, where a server was named."""
    if not traffic.upstream:
        if traffic.on_drift == "refuse":
            raise click.UsageError("--on-drift refuse needs --upstream; without a server behind it the mock refuses what is wrong anyway")
        return None
    from swornspec.mock.drift import DriftLog
    from swornspec.mock.proxy import proxied

    log = DriftLog(_told)
    refuse = traffic.on_drift == "refuse"
    return proxied(documents, traffic.upstream, log, refuse=refuse, strict=strict, timeout=traffic.upstream_timeout), log


@contextmanager
def watched(app: Any, traffic: Traffic, documents: Sequence["Document"]) -> Iterator[Any]:
    """The application with its requests logged and recorded; on leaving, also by SIGTERM, what was recorded is written."""
    from swornspec.cli.conventions import progress, verbose
    from swornspec.mock.log import Lines, logged

    with ExitStack() as stack:
        if traffic.har is not None:
            app = stack.enter_context(_recorded(app, traffic.har, documents))
        if verbose() or traffic.log == "-":
            app = logged(app, _told)
        if traffic.log not in (None, "-"):
            app = logged(app, stack.enter_context(Lines(Path(traffic.log), progress)))
        stack.enter_context(_terminable())
        yield app


def summarise(log: "DriftLog") -> None:
    """Print what a proxy saw; exit 1 when there was drift."""
    from swornspec.report.drifted import drift_as_text

    click.echo(drift_as_text(log), nl=False)
    sys.exit(1 if log.total else 0)


def _told(line: str) -> None:
    with suppress(BrokenPipeError):  # nobody listens any more, and clients still want their answers
        click.echo(line, err=True)


@contextmanager
def _recorded(app: Any, path: Path, documents: Sequence["Document"]) -> Iterator[Any]:
    from swornspec import __version__
    from swornspec.cli.place import write_whole
    from swornspec.mock.covered import Covering
    from swornspec.mock.record import Recorder

    recorder = Recorder(app, Covering(documents))
    write_whole(path, recorder.written(__version__))  # a file that cannot be written is told now
    try:
        yield recorder
    finally:
        write_whole(path, recorder.written(__version__))


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)
