"""`swornspec lint`: what is wrong, doubtful or unread in the documentation."""

import sys
from pathlib import Path
from typing import Any

import click

from swornspec.cli.common import complete_api
from swornspec.cli.formats import Outputs, format_option, put_out

LAYOUTS = ("text", "json", "sarif", "github")


@click.command()
@click.argument("documents", metavar="[API|FILE]...", nargs=-1, shell_complete=complete_api)
@format_option(LAYOUTS, "One of {}; may be given several times.  [default: text]")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--baseline", type=click.Path(path_type=Path), help="Accepted findings.  [default: lint-baseline.yaml beside the document]")
@click.option("--write-baseline", is_flag=True, help="Accept what --fail-on counts; each entry then needs a reason.")
def lint(
    documents: tuple[str, ...],
    outputs: Outputs,
    fail_on: str,
    baseline: Path | None,
    write_baseline: bool,
) -> None:
    """Report what is wrong, doubtful or unread in the documentation of APIs (all of specs/ when none is named)."""
    from swornspec.cli.common import find_documents, from_here
    from swornspec.report.findings import Severity
    from swornspec.report.lint import review

    found = find_documents(documents)
    if baseline is not None and len(found) != 1:
        raise click.UsageError("--baseline is for one document; name it.")
    reviews = [review(from_here(path)) for path in found]
    if write_baseline:
        for one, path in zip(reviews, found, strict=True):
            _write_baseline(one, baseline or _baseline_beside(path), Severity(fail_on))
        return
    reviews = [_accepting(one, path, baseline) for one, path in zip(reviews, found, strict=True)]
    put_out(outputs, lambda layout, colour: written(layout, reviews, colour))
    limit = Severity(fail_on).rank
    sys.exit(1 if any(f.severity.rank <= limit for r in reviews for f in r.findings) else 0)


def _baseline_beside(document: Path) -> Path:
    from swornspec.cli.common import from_here
    from swornspec.report.baseline import NAME

    return from_here(document).with_name(NAME)


def _accepting(review: Any, document: Path, baseline: Path | None) -> Any:
    """The review less what the baseline accepts; the one beside a document need not be there."""
    from swornspec.report.baseline import accepting, read_baseline

    path = baseline or _baseline_beside(document)
    return accepting(review, read_baseline(path), path.as_posix()) if baseline is not None or path.exists() else review


def _write_baseline(review: Any, path: Path, limit: Any) -> None:
    from swornspec.cli.conventions import progress
    from swornspec.cli.place import write_whole
    from swornspec.report.baseline import baseline_text, read_baseline

    before = read_baseline(path, unfinished=True) if path.exists() else ()
    text = baseline_text(review, limit, before)
    write_whole(path, text)
    entries = read_baseline(path, unfinished=True)
    missing = sum(not e.reason.strip() for e in entries)
    progress(f"wrote {path}: {len(entries)} accepted" + (f", {missing} without a reason; lint stops until each has one" if missing else ""))


def written(layout: str, reviews: list[Any], colour: bool) -> str:
    """Reviews in one of the `LAYOUTS`."""
    from swornspec import __version__
    from swornspec.report.github import to_github
    from swornspec.report.sarif import to_sarif
    from swornspec.report.structured import to_json
    from swornspec.report.text import to_text

    if layout == "text":
        return to_text(reviews, colour=colour)
    if layout == "sarif":
        return to_sarif(reviews, __version__)
    return to_json(reviews) if layout == "json" else to_github(reviews)
