"""`swornspec report`: what became of every sentence of the documentation, on one page."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from swornspec.cli.formats import Outputs, format_option

if TYPE_CHECKING:
    from swornspec.contract.derive import Plan
    from swornspec.report.results import Results
    from swornspec.spec.document import Document

LAYOUTS = ("html", "json", "markdown")


@click.command()
@click.argument("api", metavar="API|FILE")
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.  [default: API-report.html]"
)
@format_option(LAYOUTS, "One of {}; may be given several times. json and markdown go to standard output without a file.  [default: html]")
@click.option("--operation", "operations", metavar="ID", multiple=True, help="Only this operation; may be repeated.  [default: all]")
@click.option("--results", type=click.Path(path_type=Path), metavar="FILE", help="Results that `swornspec test --format json=FILE` wrote.")
@click.option("--test", "run_now", is_flag=True, help="Run the contract cases against our mock, and show the results.")
def report(api: str, out: Path | None, outputs: Outputs, operations: tuple[str, ...], results: Path | None, run_now: bool) -> None:
    """Show what became of every sentence of the documentation of API (its name or an OpenAPI file).

    The report is one HTML file that needs no network: the pages, each sentence coloured by what became of it; and for
    each statement where it is said, who enforces it, which contract cases check it and how they went.

    Example: swornspec report specs/shop/openapi.yaml --test -o shop.html
    """
    if results is not None and run_now:
        raise click.UsageError("--test makes results, and --results brings them; give one of the two")
    if out is not None and len([1 for _, file in outputs if file is None]) > 1:
        raise click.UsageError("-o takes one report; name the file of each with --format FORMAT=FILE")
    if out is not None and not out.parent.is_dir():
        raise click.BadParameter(f"there is no folder {out.parent} for the report.", param_hint="-o")
    from swornspec.cli.common import find_document, from_here
    from swornspec.cli.conventions import progress
    from swornspec.contract.derive import plan
    from swornspec.errors import RequestError
    from swornspec.report.overview import overview
    from swornspec.report.results import read_results
    from swornspec.spec.document import load_document

    path = from_here(find_document(api))
    document = load_document(path)
    endpoints = [document.endpoint(name) for name in dict.fromkeys(operations)] or list(document.endpoints)
    if not endpoints:
        raise RequestError(f"{document.name} has no operations to report")
    found = read_results(results) if results is not None else None
    progress(f"deriving the cases of {len(endpoints)} operation{'s' * (len(endpoints) != 1)}")
    plans = [plan(document, endpoint) for endpoint in endpoints]
    if run_now:
        found = _run(document, path, plans)
    it = overview(document, path, endpoints, plans, found)
    for layout, file in outputs or (("html", None),):
        _write(it, layout, file or out or (Path(f"{_name(path)}-report.html") if layout == "html" else None))


def _run(document: "Document", path: Path, plans: "list[Plan]") -> "Results":
    """The results of the cases against our mock."""
    import json

    from swornspec.cli.conventions import progress
    from swornspec.cli.progress import progress_of
    from swornspec.contract.running import run
    from swornspec.contract.server import mock_server
    from swornspec.report.results import results_in
    from swornspec.report.tested import Tested, source_of, tested_as_json

    total = sum(len(p.cases) for p in plans)
    progress(f"sending up to {total} requests to our mock")
    with mock_server(document) as server, progress_of(total) as tell:
        summary = run(tuple(plans), server, tell)
    return results_in(json.loads(tested_as_json(Tested(document.api, source_of(path), None, summary))))


def _write(it: Any, layout: str, file: Path | None) -> None:
    from swornspec.cli.conventions import progress
    from swornspec.cli.place import write_whole
    from swornspec.report.facts import overview_as_json
    from swornspec.report.html import overview_as_html
    from swornspec.report.markdown_summary import overview_as_markdown

    text = {"html": overview_as_html, "json": overview_as_json, "markdown": overview_as_markdown}[layout](it)
    if file is None:
        click.echo(text, nl=False)
    else:
        write_whole(file, text)
        progress(f"wrote {file}")


def _name(path: Path) -> str:
    """What a document is called in a project: its folder under specs/, else its own name."""
    return path.parent.name if path.name == "openapi.yaml" and path.parent.name else path.stem
