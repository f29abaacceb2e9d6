"""How far a run of many requests is: a bar on a terminal, a line now and then elsewhere, nothing with `-q`."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from swornspec.cli.conventions import detail, progress, quiet

if TYPE_CHECKING:
    from swornspec.contract.running import Outcome

_EVERY = 200


@contextlib.contextmanager
def progress_of(total: int) -> Iterator[Callable[["Outcome"], None]]:
    """While a block runs, a function to be told of each case; what it shows goes to standard error."""
    shown = _bar if _on_a_terminal() else _lines
    with contextlib.nullcontext(_nothing) if quiet() else shown(total) as report:
        yield report


@contextlib.contextmanager
def progress_by_name() -> Iterator[Callable[[str], None]]:
    """While a block runs, a function to be told what is being done: the latest of it on a terminal, a line each elsewhere."""
    if quiet() or not _on_a_terminal():
        yield progress
        return
    from rich.console import Console

    from swornspec.report.plain import one_line

    with Console(stderr=True).status("") as shown:
        yield lambda text: shown.update(one_line(text).replace("[", "\\["))


def _on_a_terminal() -> bool:
    wanted = click.get_current_context().color
    return sys.stderr.isatty() and wanted is not False


def _nothing(outcome: "Outcome") -> None:
    """Keep quiet."""


@contextlib.contextmanager
def _lines(total: int) -> Iterator[Callable[["Outcome"], None]]:
    done = failed = 0

    def report(outcome: "Outcome") -> None:
        nonlocal done, failed
        done += 1
        failed += outcome.failure is not None
        detail(outcome.case.id)
        if done % _EVERY == 0 and done < total:
            progress(f"{done} of {total} cases, {failed} failed")

    yield report


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Callable[["Outcome"], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from swornspec.report.plain import one_line

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    failed = 0
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("sending", total=total)

        def report(outcome: "Outcome") -> None:
            nonlocal failed
            failed += outcome.failure is not None
            name = one_line(outcome.case.operation_id[:60])
            words = f"{name}, {failed} failed" if failed else name
            shown.update(task, advance=1, description=words)

        yield report
