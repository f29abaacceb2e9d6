"""A JSON report goes in, the cases of its failures come out, to be sent again.

Reports travel: what one says is checked, and the server it names is used only where that is no risk (see `trusted`).
"""

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from swornspec.contract.case import UNSENT, Case, Identity, Kind
from swornspec.contract.derive import Plan
from swornspec.errors import DocumentError, RequestError
from swornspec.report.tested import VERSION, Source
from swornspec.spec.address import is_loopback
from swornspec.spec.document import Document, as_list, read_said

_LARGEST: Final = 256 * 1024 * 1024
_PLACES: Final = ("path", "query", "headers", "cookies")


@dataclass(frozen=True, slots=True)
class Recorded:
    """The failures of a report: which document they are about, the server they came from (None: our mock), the cases, and
    how many random requests failed, which have no case.
    """

    source: Source
    server: str | None
    cases: tuple[Case, ...]
    random: int


def read_report(path: Path) -> Recorded:
    """The failures of a report that `swornspec test --format json` wrote; RequestError when the file is none."""
    try:
        return _recorded(read_json(path))
    except (ValueError, KeyError, TypeError) as error:
        raise no_report(path) from error


def no_report(path: Path) -> RequestError:
    """What to say of a file that is no report of a contract run."""
    mend = "give a file that `swornspec test --format json=FILE` wrote"
    return RequestError("this is no report of a contract run", where=str(path), mend=mend)


def read_json(path: Path) -> Any:
    """What is in a JSON file; ValueError when it is no JSON, RequestError when it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise RequestError(f"cannot read the report: {error.strerror}", where=str(path)) from error
    if len(content) > _LARGEST:
        raise RequestError(f"the report is larger than {_LARGEST // 2**20} MiB", where=str(path))
    try:
        return json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def plans_of(recorded: Recorded, document: Document) -> tuple[tuple[Plan, ...], tuple[str, ...]]:
    """The recorded cases by operation, and the ids of those whose operation the document no longer has."""
    plans = []
    for endpoint in document.endpoints:
        cases = tuple(c for c in recorded.cases if c.operation_id == endpoint.operation_id)
        if cases:
            plans.append(Plan(endpoint, cases, (), ()))
    kept = {p.endpoint.operation_id for p in plans}
    return tuple(plans), tuple(c.id for c in recorded.cases if c.operation_id not in kept)


def trusted(server: str, document: Document) -> bool:
    """Whether credentials may go to the server that a report names: this machine, or a server of the document itself."""
    try:
        return is_loopback(server) or any(_origin(server) == _origin(known) for known in document.servers)
    except ValueError:
        return False


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def source_in(raw: Any) -> Source:
    """The document that the parsed form of a report is about; KeyError, TypeError or ValueError when it is no such report."""
    if raw["version"] != VERSION:
        raise ValueError("another version")
    return Source(_text(raw["document"]["path"]), _text(raw["document"]["sha256"]))


def _recorded(raw: Any) -> Recorded:
    source = source_in(raw)
    server = raw["server"]
    random = sum(len(as_list(entry.get("failures"))) for entry in as_list(raw.get("conformance")))
    return Recorded(source, None if server is None else _text(server), tuple(_case(entry) for entry in raw["failures"]), random)


def _case(raw: Mapping[str, Any]) -> Case:
    content = raw.get("content_base64")
    content_type, constraint = raw.get("content_type"), raw.get("constraint")
    path, query, headers, cookies = (tuple((_text(name), _text(value)) for name, value in raw.get(place, ())) for place in _PLACES)
    return Case(
        id=_text(raw["id"]),
        operation_id=_text(raw["operation"]),
        kind=Kind(raw["kind"]),
        body=raw.get("body", UNSENT),
        content=None if content is None else b64decode(_text(content), validate=True),
        content_type=None if content_type is None else _text(content_type),
        path=path,
        query=query,
        headers=headers,
        cookies=cookies,
        identity=Identity(raw.get("identity", Identity.RIGHT)),
        constraint=None if constraint is None else _text(constraint),
        text=_text(raw.get("text", "")),
        said=tuple(read_said(s) for s in as_list(raw.get("said"))),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def document_at(recorded: Recorded, report: Path) -> Path:
    """Where the document of a report lies: seen from here, else from the report; DocumentError when it is in neither place."""
    path = Path(recorded.source.path)
    for candidate in (path, report.parent / path):
        if candidate.is_file():
            return candidate
    raise DocumentError(f"{recorded.source.path!r}, which the report is about, is not there", mend="run it where the report was made")
