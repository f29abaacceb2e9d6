"""`swornspec replay`: are the failures of a report still there?"""

import sys
from pathlib import Path
from typing import Any

import click

from swornspec.cli.conventions import progress
from swornspec.cli.formats import Outputs, format_option
from swornspec.cli.sending import LAYOUTS, report_run, sending_options, server_for


@click.command()
@click.argument("report", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@sending_options
@format_option(LAYOUTS, "One of {}; may be given several times.  [default: text]")
def replay(report: Path, outputs: Outputs, base_url: str | None, **sending: Any) -> None:
    """Send the failures of FILE again, a report that `swornspec test --format json=FILE` wrote.

    They go to the server of the report (our mock, if that was it), or to --base-url. Exits 0 when all are answered as
    documented now, 1 when some are not or were not sent.
    """
    from swornspec.cli.progress import progress_of
    from swornspec.contract.making import api_name
    from swornspec.contract.running import run
    from swornspec.errors import RequestError
    from swornspec.report.recorded import document_at, plans_of, read_report, trusted
    from swornspec.report.tested import Tested, source_of
    from swornspec.spec.document import load_document

    recorded = read_report(report)
    path = document_at(recorded, report)
    document = load_document(path)
    source = source_of(path)
    if source.digest != recorded.source.digest:
        progress(f"note: {path} has changed since the report was made; answers are judged by what it says now")
    plans, lost = plans_of(recorded, document)
    for case_id in lost:
        progress(f"note: {case_id} is not sent: the document no longer has its operation")
    if recorded.random:
        progress("note: failures of random requests are not sent; swornspec test --only conformance finds them again")
    unknown = bool(lost or recorded.random)
    if unknown and not plans:
        raise RequestError("no failure of the report can be sent again", where=str(report))
    where = base_url or recorded.server
    if base_url is None and where is not None and not trusted(where, document):
        raise RequestError(f"the report names the server {where[:200]!r}, which the document does not", mend="name it with --base-url")
    with server_for(document, base_url=where, **sending) as server:
        total = sum(len(p.cases) for p in plans)
        progress(f"sending {total} requests again to {where or 'our mock'}")
        with progress_of(total) as told:
            summary = run(plans, server, told)
    if summary.idle:
        raise RequestError(f"nothing was sent: {summary.idle}")
    report_run(outputs, Tested(api_name(document), source, where, summary), document, path)
    sys.exit(1 if unknown or summary.broken or summary.passed < total else 0)
