"""`swornspec campaign`: hundreds of documents and targets, tested as independent tasks."""

import os
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from swornspec.cli.formats import format_option

_KINDS = ("valid", "invalid", "malformed", "unauthorized", "agreement", "conformance")
_LAYOUTS = ("text", "json", "junit")


def _seeds(ctx: click.Context, parameter: click.Parameter, value: str) -> tuple[int, int]:
    first, dots, last = value.partition("..")
    try:
        seeds = int(first), int(last if dots else first)
    except ValueError:
        seeds = 0, -1
    if not 0 <= seeds[0] <= seeds[1] < 2**32:
        raise click.BadParameter(f"{value!r} is no range such as 0..9.", ctx, parameter)
    return seeds


@click.command()
@click.argument("documents", metavar="[API|FILE|FOLDER]...", nargs=-1, required=True)
@click.option(
    "--targets", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Where documents are served; our mock without it."
)
@click.option("--only", type=click.Choice(_KINDS), multiple=True, help="Only this kind of tasks; may be repeated.")
@click.option("--seeds", default="0", callback=_seeds, metavar="N[..M]", show_default=True, help="The seeds of the random kinds.")
@click.option("--seeds-per-task", type=click.IntRange(1, 1_000_000), default=1, show_default=True, help="How many of them one task takes.")
@click.option("--examples", type=click.IntRange(1, 1_000_000), default=100, show_default=True, help="Random examples of each seed.")
@click.option("--store", type=click.Path(file_okay=False, path_type=Path), help="Keep each result in this folder, to go on after a stop.")
@click.option("--resume", is_flag=True, help="Go on with the campaign in --store; run what is missing or has changed.")
@click.option("--retry-failed", is_flag=True, help="With --resume: run tasks again that could not be run to their end.")
@click.option("--workers", type=click.IntRange(1, 1024), help="Processes of this machine.  [default: one for each core]")
@click.option("--memory", type=click.IntRange(256), default=2048, show_default=True, help="MiB that each of them may use.")
@click.option("--scheduler", metavar="URL", help="Use the workers of a Dask scheduler instead, such as tcp://host:8786.")
@click.option("--timeout", type=click.FloatRange(1), default=300, show_default=True, help="Seconds that a task may take.")
@click.option(
    "--attempts", type=click.IntRange(1, 100), default=2, show_default=True, help="How often a task that ends its worker is begun."
)
@format_option(_LAYOUTS, "One of {}; may be given several times.  [default: text]")
def campaign(
    documents: tuple[str, ...],
    targets: Path | None,
    only: tuple[str, ...],
    seeds: tuple[int, int],
    seeds_per_task: int,
    examples: int,
    store: Path | None,
    resume: bool,
    retry_failed: bool,
    workers: int | None,
    memory: int,
    scheduler: str | None,
    timeout: float,
    attempts: int,
    outputs: tuple[tuple[str, Path | None], ...],
) -> None:
    """Test many documents: APIs of the project, OpenAPI files, or folders of them.

    Every operation, kind and range of seeds is a task of its own; they run on the cores of this machine or on a Dask
    cluster, and give one report, the same whoever ran them. Exits 1 when something is not as documented or could not be tested.
    """
    from swornspec.cli.conventions import progress
    from swornspec.cli.place import write_whole
    from swornspec.contract.campaign.run import Limits, run
    from swornspec.contract.campaign.store import open_store
    from swornspec.contract.campaign.tasks import Settings, TaskKind
    from swornspec.report.campaign import WRITTEN

    if (resume or retry_failed) and store is None:
        raise click.UsageError("--resume and --retry-failed need --store.")
    if retry_failed and not resume:
        raise click.UsageError("--retry-failed goes with --resume.")
    if workers is not None and scheduler is not None:
        raise click.UsageError("--workers are those of this machine; it does not go with --scheduler.")
    inputs, left_out = _inputs(documents, targets, local=scheduler is None)
    chosen = tuple(TaskKind(k) for k in _KINDS if k in only or not only)
    settings = Settings(chosen, seeds, seeds_per_task, examples)
    began = time.monotonic()
    told = _Told(began)
    with open_store(store, settings.identity, resume=resume) as kept:
        if retry_failed:
            progress(f"{kept.forget_failed()} failed tasks are run again")
        with _crew(workers, memory, scheduler) as crew:
            progress(f"{len(inputs)} files on {crew.name}")
            outcome = run(inputs, left_out, settings, kept, crew, Limits(timeout, attempts), told.tell)
    before = f", {told.kept} of them before" if told.kept else ""
    progress(f"{len(outcome.tested)} tasks in {time.monotonic() - began:.1f} seconds{before}")
    for layout, file in outputs or (("text", None),):
        if file is None:
            click.echo(WRITTEN[layout](outcome), nl=False)
        else:
            write_whole(file, WRITTEN[layout](outcome))
            progress(f"wrote {file}")
    sys.exit(1 if outcome.findings or outcome.failed else 0)


def _inputs(documents: tuple[str, ...], targets: Path | None, *, local: bool) -> Any:
    from swornspec.cli.common import find_document
    from swornspec.contract.campaign.inputs import gather
    from swornspec.contract.campaign.targets import aim, missing_variables, read_targets
    from swornspec.errors import CampaignError

    inputs, left_out = gather(Path(d) if Path(d).is_dir() else find_document(d) for d in documents)
    if not inputs and not any(o.broken for o in left_out):
        raise CampaignError("there is no OpenAPI document to test", where=", ".join(documents))
    if targets is None:
        return inputs, left_out
    inputs = aim(inputs, read_targets(targets), str(targets))
    missing = missing_variables(inputs, os.environ) if local else ()
    if missing:
        raise CampaignError(f"the environment lacks {', '.join(missing)}", where=str(targets), mend="set them")
    return inputs, left_out


def _crew(workers: int | None, memory: int, scheduler: str | None) -> AbstractContextManager[Any]:
    if scheduler is not None:
        from swornspec.contract.campaign.distributed import DaskCrew

        return DaskCrew(scheduler, memory=memory)
    from swornspec.contract.campaign.crew import LocalCrew

    return LocalCrew(workers or os.cpu_count() or 1, memory=memory)


class _Told:
    """Progress on standard error: a line now and then, with `-v` one for each task."""

    def __init__(self, began: float) -> None:
        self._last = began
        self.kept = 0

    def tell(self, now: Any) -> None:
        """Say how far the campaign is."""
        from swornspec.cli.conventions import detail, progress
        from swornspec.report.plain import one_line

        task, result = now.last.task, now.last.result
        before = now.kept > self.kept
        self.kept = now.kept
        detail(one_line(f"{'kept' if before else result.status.value} {task.id} ({result.seconds:.1f} s, {result.found} findings)"))
        if time.monotonic() - self._last >= 5:
            self._last = time.monotonic()
            progress(f"{now.done} of {now.known} tasks done")
