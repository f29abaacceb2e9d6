"""`swornspec mock`: APIs served as their documentation describes them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from swornspec.cli.common import complete_api
from swornspec.cli.limits import limit_options, limits_of
from swornspec.cli.traffic import Traffic, proxy_of, summarise, traffic_options, watched

if TYPE_CHECKING:
    from pathlib import Path

_OF_THE_MOCK = ("dynamic", "stateful", "latency", "fault", "by_host", "reload", "max_body")
"""The options that decide what our mock answers; a server behind it answers for itself."""


def _read(name: str) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """A callback that reads an option's text, or each of several, by a function of `swornspec.mock.fault`."""

    def read(_context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        from swornspec.mock import fault

        try:
            return tuple(map(getattr(fault, name), value)) if isinstance(value, tuple) else value and getattr(fault, name)(value)
        except ValueError as error:
            raise click.BadParameter(f"{error}.") from error

    return read


@click.command()
@click.argument("api", nargs=-1, required=True, shell_complete=complete_api)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; anything but loopback is reachable by others."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--seed", type=int, default=0, show_default=True, help="Decides all that is drawn: response data, latency, faults.")
@click.option("--strict", is_flag=True, help="Refuse undocumented or read-only body fields and undocumented query parameters too.")
@click.option("--token", multiple=True, help="Accept this credential alone (basic: USER:PASSWORD); may be given several times.")
@click.option("--dynamic", is_flag=True, help="Draw the data of each response from its schema, also where there is an example.")
@click.option("--stateful", is_flag=True, help="Keep what is created, so that it can be fetched back; POST /__reset forgets it.")
@click.option("--latency", metavar="TIME", callback=_read("read_latency"), help="Hold each answer back: 200ms, 1.5s, 50..200ms.")
@click.option(
    "--fault",
    multiple=True,
    metavar="FAULT=RATE",
    callback=_read("read_rate"),
    help="Let this share of requests fail: 429=0.1, drop=0.01 (also: timeout, truncate); may be given several times.",
)
@click.option("--by-host", is_flag=True, help="Tell documents apart by the hosts of their servers, not by path.")
@click.option("--reload", is_flag=True, help="Serve a document anew when its file changes.")
@limit_options
@traffic_options
def mock(api: tuple[str, ...], host: str, port: int, token: tuple[str, ...], reload: bool, **options: Any) -> None:
    """Serve each API (its name, or an OpenAPI file) until Ctrl-C.

    Requests that keep every documented rule get the documented success, others a problem (RFC 9457) that names each
    broken rule and its sentence. A request chooses its answer with Prefer: code=404, example=NAME, dynamic=true.
    With -v every request is logged on standard error as a line of JSON.

    With --upstream they are passed on to that server. Requests and responses that depart from the documentation are told on
    standard error, a line of JSON each, and summed up at the end (exit code 1); with --on-drift refuse they get no further.
    """
    from swornspec.cli.common import find_document
    from swornspec.cli.conventions import progress
    from swornspec.errors import DocumentError
    from swornspec.mock.page import Paged
    from swornspec.mock.server import bind, origin, serve
    from swornspec.spec.document import load_document

    files = [find_document(name) for name in api]
    documents = [load_document(file) for file in files]
    limits = limits_of(options.pop("connections"), options.pop("client_timeout"))
    traffic = Traffic(**{name: options.pop(name) for name in Traffic.__dataclass_fields__})
    proxied = proxy_of(traffic, documents, options["strict"])
    if proxied:
        _answers_for_itself({**options, "reload": reload})
    make = _maker(token, **options)

    def checked(made: Any) -> Any:
        if not made.operations:
            raise DocumentError("there is nothing to serve: no operations", where=", ".join(map(str, files)))
        return made

    def anew() -> Any:
        again = [load_document(file) for file in files]
        return checked(Paged(make(again), again))

    app = checked(Paged(proxied[0] if proxied else make(documents), documents))
    listener = bind(host, port)
    for note in app.notes:
        progress(f"note: {note}")
    _announce(app, origin(listener))
    accepted = f"{'The given' if token else 'Any well-formed'} credentials are accepted."
    passed = f"Requests are passed on to {', '.join(traffic.upstream)}."
    progress(f"{passed if proxied else accepted} A page to try them: {origin(listener)}/  Stop with Ctrl-C.")
    with _reloaded(app, files if reload else [], anew) as current, watched(current, traffic, documents) as served:
        serve(served, listener=listener, limits=limits)
    if proxied:
        summarise(proxied[1])


def _answers_for_itself(options: dict[str, Any]) -> None:
    given = [f"--{name.replace('_', '-')}" for name in _OF_THE_MOCK if options[name]]
    if given:
        raise click.UsageError(f"{', '.join(given)}: with --upstream the answers come from the server behind it")


def _maker(
    token: tuple[str, ...], latency: Any, fault: tuple[Any, ...], seed: int, max_body: int | None, **options: Any
) -> Callable[[Any], Any]:
    """What makes the application of some documents."""
    from swornspec.mock.app import MAX_BODY, create_app
    from swornspec.mock.fault import Faults

    try:
        faults = Faults(fault, latency, seed) if fault or latency else None
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="'--fault'") from error
    largest = MAX_BODY if max_body is None else max_body
    return lambda documents: create_app(documents, seed=seed, tokens=token or None, faults=faults, max_body=largest, **options)


def _announce(app: Any, base: str) -> None:
    """Print each operation with its address and what it needs."""
    from swornspec.mock.credential import how_to_send

    for (method, path), operation in app.operations.items():
        needed = how_to_send(operation.endpoint)
        address = f"{base}{path}"
        if path.startswith("//"):
            named, _, below = path[2:].partition("/")
            address, needed = f"{base}/{below}", f"Host: {named}" + (f", {needed}" if needed else "")
        click.echo(f"{method} {address}" + (f"  ({needed})" if needed else ""))


@contextmanager
def _reloaded(app: Any, files: "list[Path]", anew: Callable[[], Any]) -> Iterator[Any]:
    """The application, replaced whenever one of some files changes."""
    if not files:
        yield app
        return
    from swornspec.cli.conventions import progress
    from swornspec.mock.reload import Replaceable, reloading
    from swornspec.report.plain import one_line

    context = click.get_current_context()

    def told(reason: str | None) -> None:
        with context.scope(cleanup=False):  # another thread's
            if reason is None:
                progress("The documents changed and are served anew.")
            else:
                click.echo(f"swornspec: {one_line(reason)}; what was served before still is", err=True)

    current = Replaceable(app)
    with reloading(current, files, anew, told):
        yield current
