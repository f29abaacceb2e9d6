"""`swornspec mock`: APIs served as their documentation describes them."""

import click


@click.command()
@click.argument("api", nargs=-1, required=True)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on; anything but loopback is reachable by others."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="The port to listen on; 0 takes a free one.")
@click.option("--seed", type=int, default=0, show_default=True, help="Decides response data where the documentation has no example.")
@click.option("--strict", is_flag=True, help="Refuse undocumented body fields and query parameters too.")
@click.option("--token", multiple=True, help="Accept this credential alone (basic: USER:PASSWORD); may be given several times.")
def mock(api: tuple[str, ...], host: str, port: int, seed: int, strict: bool, token: tuple[str, ...]) -> None:
    """Serve each API (its name, or an OpenAPI file) until Ctrl-C.

    Requests that keep every documented rule get the documented success, others a problem (RFC 9457) that names each
    broken rule and its sentence. With -v every request is logged on standard error as a line of JSON.
    """
    from swornspec.cli.common import find_document
    from swornspec.cli.conventions import detail, progress, verbose
    from swornspec.errors import DocumentError
    from swornspec.mock.app import create_app
    from swornspec.mock.credential import how_to_send
    from swornspec.mock.log import logged
    from swornspec.mock.server import bind, origin, serve
    from swornspec.spec.document import load_document

    documents = [load_document(find_document(name)) for name in api]
    app = create_app(documents, seed=seed, strict=strict, tokens=token or None)
    if not app.operations:
        raise DocumentError("there is nothing to serve: no operations", where=", ".join(d.name for d in documents))
    listener = bind(host, port)
    for note in app.notes:
        progress(f"note: {note}")
    for (method, path), operation in app.operations.items():
        needed = how_to_send(operation.endpoint)
        click.echo(f"{method} {origin(listener)}{path}" + (f"  ({needed})" if needed else ""))
    progress(f"{'The given' if token else 'Any well-formed'} credentials are accepted. Stop with Ctrl-C.")
    serve(logged(app, detail) if verbose() else app, listener=listener)
