"""The options of commands that send requests: where they go, what goes along, and how much of it."""

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from swornspec.cli.formats import Outputs
from swornspec.contract.pace import LEAST, MOST

if TYPE_CHECKING:
    from swornspec.contract.chance import Chance
    from swornspec.contract.server import Server
    from swornspec.report.tested import Tested
    from swornspec.spec.document import Document

LAYOUTS: Final = ("text", "json", "junit", "har", "sarif", "github")


class _Amount(click.FloatRange):
    """A number that can be waited for: neither infinite nor none at all."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        return number if number == number else self.fail(f"{value!r} is not a number", param, ctx)


_OPTIONS: Final = (
    click.option("--base-url", metavar="URL", help="The server to test instead of our mock; its URL stands for the document's server."),
    click.option("--header", "headers", metavar="'NAME: VALUE'", multiple=True, help="A header to send along; may be repeated."),
    click.option("--allow-cost", is_flag=True, help="Send valid requests too to a server elsewhere; they may cost money."),
    click.option("--rate", type=_Amount(LEAST, MOST), metavar="N", help="Send N requests a second at most."),
    click.option(
        "--max-requests", type=click.IntRange(min=1), metavar="N", help="Send N requests at most; the rest is reported as not sent."
    ),
    click.option("--timeout", type=_Amount(LEAST, MOST), metavar="SECONDS", help="How long each whole exchange may take.  [default: 30]"),
)


def sending_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options; their values come as keywords that `server_for` takes."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@contextlib.contextmanager
def server_for(
    document: "Document",
    base_url: str | None,
    headers: tuple[str, ...],
    allow_cost: bool,
    rate: float | None,
    max_requests: int | None,
    timeout: float | None,
    chance: "Chance | None" = None,
) -> Iterator["Server"]:
    """The server that the options name, or our mock of the document."""
    from swornspec.contract.pace import Pace
    from swornspec.contract.server import TIMEOUT, Server, mock_server

    settings: dict[str, Any] = {"headers": _pairs(headers), "allow_cost": allow_cost, "chance": chance}
    settings |= {"pace": Pace(rate, max_requests), "timeout": timeout or TIMEOUT}
    with Server(document, base_url, environment=os.environ, **settings) if base_url else mock_server(document, **settings) as server:
        yield server


def report_run(outputs: Outputs, tested: "Tested", document: "Document", path: Path) -> None:
    """Write the reports of a run."""
    from swornspec import __version__
    from swornspec.cli.formats import put_out
    from swornspec.report.failed import as_review, kinds
    from swornspec.report.github import to_github
    from swornspec.report.har import to_har
    from swornspec.report.sarif import to_sarif
    from swornspec.report.tested import tested_as_json, tested_as_junit, tested_as_text

    def written(layout: str, colour: bool) -> str:
        if layout == "sarif":
            return to_sarif([as_review(tested, document, path)], __version__, kinds(), what="test")
        if layout == "github":
            return to_github([as_review(tested, document, path)])
        if layout == "har":
            return to_har(tested, __version__)
        return {"text": tested_as_text, "json": tested_as_json, "junit": tested_as_junit}[layout](tested)

    put_out(outputs, written)


def _pairs(headers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    from swornspec.contract.request import header_pairs

    try:
        return header_pairs(headers)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--header") from error
