"""What a contract run sent and received as an HTTP Archive (HAR 1.2); the verdicts stand in members that begin with `_`.

Credentials are replaced by asterisks, in headers, cookies and query strings, and wherever an answer repeats them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from swornspec.contract.expect import Answer, Exchange
from swornspec.contract.request import Request, shown_headers
from swornspec.contract.running import Outcome
from swornspec.report.plain import json_text
from swornspec.report.tested import Tested
from swornspec.spec.document import said_as_json
from swornspec.spec.secret import HIDDEN, redacted, redacted_value

_VERSION: Final = "HTTP/1.1"
_SESSION: Final = ("set-cookie", "authentication-info")


def to_har(tested: Tested, version: str) -> str:
    """Every request of a run with its answer, in the order of sending; `version` is the tool's own."""
    entries = [_entry(o, o.exchange) for o in tested.summary.outcomes if o.exchange is not None]
    return json_text({"log": {"version": "1.2", "creator": {"name": "swornspec", "version": version}, "entries": entries}})


def _entry(outcome: Outcome, exchange: Exchange) -> dict[str, Any]:
    milliseconds = round(exchange.seconds * 1000, 3)
    secrets = exchange.request.secrets
    entry = {
        "startedDateTime": datetime.fromtimestamp(exchange.started, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "time": milliseconds,
        "request": _request(exchange.request),
        "response": _response(exchange.answer),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        **_verdict(outcome, exchange),
    }
    return dict(redacted_value(entry, secrets))


def _request(request: Request) -> dict[str, Any]:
    headers = shown_headers(request)
    cookies = [pair.partition("=")[0].strip() for name, value in request.headers if name.lower() == "cookie" for pair in value.split(";")]
    made: dict[str, Any] = {
        "method": request.method,
        "url": redacted(request.url, request.secrets),
        "httpVersion": _VERSION,
        "cookies": [{"name": name, "value": HIDDEN} for name in cookies],
        "headers": [_pair(*h) for h in headers],
        "queryString": [_pair(*pair) for pair in parse_qsl(urlsplit(request.url).query, keep_blank_values=True)],
        "headersSize": -1,
        "bodySize": len(request.content or b""),
    }
    if request.content is not None:
        kind = next((value for name, value in headers if name.lower() == "content-type"), "application/octet-stream")
        made["postData"] = {"mimeType": kind, "params": [], "text": request.content.decode("utf-8", errors="replace")}
    return made


def _response(answer: Answer | None) -> dict[str, Any]:
    """An answer; status 0 stands for none, as browsers write it."""
    status = 0 if answer is None else answer.status
    headers: Mapping[str, str] = {} if answer is None else answer.headers
    size = 0 if answer is None else answer.size or len(answer.content)
    text = "" if answer is None else answer.content.decode("utf-8", errors="replace")
    return {
        "status": status,
        "statusText": HTTPStatus(status).phrase if status in set(HTTPStatus) else "",
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": [_pair(name, HIDDEN if name in _SESSION else value) for name, value in headers.items()],
        "content": {"size": size, "mimeType": headers.get("content-type", ""), "text": text},
        "redirectURL": headers.get("location", ""),
        "headersSize": -1,
        "bodySize": -1,
    }


def _verdict(outcome: Outcome, exchange: Exchange) -> dict[str, Any]:
    case, failure = outcome.case, outcome.failure
    found: dict[str, Any] = {"_case": case.id, "_operation": case.operation_id, "_kind": case.kind.value}
    found["_verdict"] = "passed" if failure is None else "failed"
    if case.constraint is not None:
        found["_constraint"] = case.constraint
    if case.said:
        found["_said"] = [said_as_json(s) for s in case.said]
    if failure is not None:
        found["_fault"] = {"code": failure.fault.code, "title": failure.fault.title}
        found["_expected"], found["_actual"] = failure.expected, failure.actual
    if exchange.answer is None:
        found["_error"] = exchange.why
    return found


def _pair(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}
