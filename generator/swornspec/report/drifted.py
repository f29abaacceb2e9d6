"""What a validating proxy saw, for a person to read when it stops: drift by constraint, most frequent first, with its sentence."""

from swornspec.mock.drift import Count, DriftLog, Kind
from swornspec.report.plain import one_line, quoted
from swornspec.report.text import many


def drift_as_text(log: DriftLog) -> str:
    """The summary, one block per kind of drift; a line when there is none."""
    passed = many(log.exchanges, "request")
    notes = [f"{many(log.unread, 'response')} passed on unread: too large, streamed, compressed, or not JSON"] if log.unread else []
    notes += [f"{many(log.unanswered, 'request')} without an answer from the server"] if log.unanswered else []
    if not log.total:
        return "\n".join([f"No drift in {passed}.", *notes, ""])
    lines = [f"Drift in {passed}: {many(log.total, 'departure')} from the documents."]
    for kind, count in sorted(log.counts.items(), key=lambda item: (-item[1].seen, item[0].operation, item[0].constraint)):
        lines += ["", *_block(kind, count)]
    if log.uncounted:
        lines += ["", f"{log.uncounted} more, of kinds too many to count one by one"]
    return "\n".join([*lines, *([""] if notes else []), *notes, ""])


def _block(kind: Kind, count: Count) -> list[str]:
    accepted = f", {count.accepted} of them accepted by the server" if count.accepted else ""
    return [
        f"{count.seen} x {kind.side.value} of {one_line(kind.operation)}: {one_line(kind.constraint)}{accepted}",
        f"  {one_line(count.text)}",
        *(f"  {quoted(said)}" for said in count.said),
    ]
