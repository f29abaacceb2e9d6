"""`swornspec mock`: APIs served as their documentation describes them."""

import contextlib
from collections.abc import Callable
from typing import Any

import click


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
@click.argument("api", nargs=-1, required=True)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; anything but loopback is reachable by others."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--seed", type=int, default=0, show_default=True, help="Decides all that is drawn: response data, latency, faults.")
@click.option("--strict", is_flag=True, help="Refuse undocumented body fields and query parameters too.")
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
def mock(
    api: tuple[str, ...],
    host: str,
    port: int,
    seed: int,
    strict: bool,
    token: tuple[str, ...],
    dynamic: bool,
    stateful: bool,
    latency: Any,
    fault: tuple[Any, ...],
    by_host: bool,
    reload: bool,
) -> None:
    """Serve each API (its name, or an OpenAPI file) until Ctrl-C.

    Requests that keep every documented rule get the documented success, others a problem (RFC 9457) that names each
    broken rule and its sentence. A request chooses its answer with Prefer: code=404, example=NAME, dynamic=true.
    With -v every request is logged on standard error as a line of JSON.
    """
    from swornspec.cli.common import find_document
    from swornspec.cli.conventions import detail, progress, verbose
    from swornspec.errors import DocumentError
    from swornspec.mock.app import create_app
    from swornspec.mock.credential import how_to_send
    from swornspec.mock.fault import Faults
    from swornspec.mock.log import logged
    from swornspec.mock.server import bind, origin, serve
    from swornspec.spec.document import load_document

    files = [find_document(name) for name in api]
    try:
        faults = Faults(fault, latency, seed) if fault or latency else None
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="'--fault'") from error

    def made() -> Any:
        documents = [load_document(file) for file in files]
        app = create_app(
            documents,
            seed=seed,
            strict=strict,
            tokens=token or None,
            dynamic=dynamic,
            faults=faults,
            stateful=stateful,
            by_host=by_host,
        )
        if not app.operations:
            raise DocumentError("there is nothing to serve: no operations", where=", ".join(d.name for d in documents))
        return app

    app = made()
    listener = bind(host, port)
    for note in app.notes:
        progress(f"note: {note}")
    for (method, path), operation in app.operations.items():
        needed = how_to_send(operation.endpoint)
        address = f"{origin(listener)}{path}"
        if path.startswith("//"):
            named, _, below = path[2:].partition("/")
            address, needed = f"{origin(listener)}/{below}", f"Host: {named}" + (f", {needed}" if needed else "")
        click.echo(f"{method} {address}" + (f"  ({needed})" if needed else ""))
    progress(f"{'The given' if token else 'Any well-formed'} credentials are accepted. Stop with Ctrl-C.")
    with contextlib.ExitStack() as while_served:
        if reload:
            from swornspec.mock.reload import Replaceable, reloading
            from swornspec.report.plain import one_line

            context = click.get_current_context()

            def told(reason: str | None) -> None:
                with context.scope(cleanup=False):  # another thread's
                    if reason is None:
                        progress("The documents changed and are served anew.")
                    else:
                        click.echo(f"swornspec: {one_line(reason)}; what was served before still is", err=True)

            app = Replaceable(app)
            while_served.enter_context(reloading(app, files, made, told))
        serve(logged(app, detail) if verbose() else app, listener=listener)
