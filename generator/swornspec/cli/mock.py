"""`swornspec mock`: APIs served as their documentation describes them."""

from typing import Any

import click

from swornspec.cli.traffic import Traffic, proxy_of, summarise, traffic_options, watched


@click.command()
@click.argument("api", nargs=-1, required=True)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; anything but loopback is reachable by others."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--seed", type=int, default=0, show_default=True, help="Decides response data where the documentation has no example.")
@click.option("--strict", is_flag=True, help="Refuse undocumented body fields and query parameters too.")
@click.option("--token", multiple=True, help="Accept this credential alone (basic: USER:PASSWORD); may be given several times.")
@traffic_options
def mock(api: tuple[str, ...], host: str, port: int, seed: int, strict: bool, token: tuple[str, ...], **watching: Any) -> None:
    """Serve each API (its name, or an OpenAPI file) until Ctrl-C.

    Requests that keep every documented rule get the documented success, others a problem (RFC 9457) that names each
    broken rule and its sentence. With -v every request is logged on standard error as a line of JSON.

    With --upstream they are passed on to that server. Requests and responses that depart from the documentation are told on
    standard error, a line of JSON each, and summed up at the end (exit code 1); with --on-drift refuse they get no further.
    """
    from swornspec.cli.common import find_document
    from swornspec.cli.conventions import progress
    from swornspec.errors import DocumentError
    from swornspec.mock.app import create_app
    from swornspec.mock.credential import how_to_send
    from swornspec.mock.page import Paged
    from swornspec.mock.server import bind, origin, serve
    from swornspec.spec.document import load_document

    documents = [load_document(find_document(name)) for name in api]
    traffic = Traffic(**watching)
    proxied = proxy_of(traffic, documents, strict)
    app = Paged(proxied[0] if proxied else create_app(documents, seed=seed, strict=strict, tokens=token or None), documents)
    if not app.operations:
        raise DocumentError("there is nothing to serve: no operations", where=", ".join(d.name for d in documents))
    listener = bind(host, port)
    for note in app.notes:
        progress(f"note: {note}")
    for (method, path), operation in app.operations.items():
        needed = how_to_send(operation.endpoint)
        click.echo(f"{method} {origin(listener)}{path}" + (f"  ({needed})" if needed else ""))
    accepted = f"{'The given' if token else 'Any well-formed'} credentials are accepted."
    passed = f"Requests are passed on to {', '.join(traffic.upstream)}."
    progress(f"{passed if proxied else accepted} A page to try them: {origin(listener)}/  Stop with Ctrl-C.")
    with watched(app, traffic, documents) as served:
        serve(served, listener=listener)
    if proxied:
        summarise(proxied[1])
