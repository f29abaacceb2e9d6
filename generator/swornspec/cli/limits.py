"""The options of `swornspec mock` that bound what a client may take of it."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from swornspec.mock.limits import Limits

C = TypeVar("C", bound=Callable[..., Any])


def limit_options(command: C) -> C:
    """Give a command the options `max_body`, `connections` and `client_timeout`; each is None where it is not given."""
    options = (
        click.option("--max-body", type=click.IntRange(min=1), metavar="BYTES", help="The largest request body.  [default: 1048576]"),
        click.option(
            "--connections", type=click.IntRange(min=1), metavar="N", help="How many connections may be open at once.  [default: 1000]"
        ),
        click.option(
            "--client-timeout",
            type=click.FloatRange(0.1, 86_400),
            metavar="SECONDS",
            help="How long a client may take to send a head, to send a body, and to read an answer.  [default: 10, 30, 30]",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def limits_of(connections: int | None, client_timeout: float | None) -> "Limits":
    """The bounds of each connection: those that are given, the usual ones for the rest."""
    from swornspec.mock.limits import Limits

    if client_timeout is not None and math.isnan(client_timeout):
        raise click.BadParameter("not a number of seconds.", param_hint="'--client-timeout'")
    usual = Limits()
    timed = usual if client_timeout is None else replace(usual, head=client_timeout, body=client_timeout, unread=client_timeout)
    return timed if connections is None else replace(timed, connections=connections)
