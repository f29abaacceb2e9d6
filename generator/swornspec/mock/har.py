"""Exchanges become HTTP Archives (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/), which browsers and testing tools read.

What goes in is already without secrets (see `swornspec.mock.covered`).
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from swornspec.mock.answer import phrase
from swornspec.spec.secret import HIDDEN


@dataclass(frozen=True, slots=True)
class Content:
    """A body: how many bytes it had, and its text (or the bytes themselves, where it is none) as far as it was kept."""

    size: int
    media_type: str
    kept: str | bytes
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One request and its answer. `started` is a time of day (ISO 8601), `wait` and `receive` are milliseconds."""

    started: str
    wait: float
    receive: float
    method: str
    url: str
    version: str
    query: str
    headers: Sequence[tuple[str, str]]
    sent: Content
    status: int
    answered: Sequence[tuple[str, str]]
    content: Content


def entry(recorded: Recorded) -> bytes:
    """An exchange as the JSON text of an archive's entry."""
    request: dict[str, Any] = {
        "method": recorded.method,
        "url": recorded.url,
        "httpVersion": f"HTTP/{recorded.version}",
        "cookies": [_cookie(c) for n, v in recorded.headers if n == "cookie" for c in v.split(";")],
        "headers": _named(recorded.headers),
        "queryString": [_parameter(p) for p in recorded.query.split("&") if p],
        "headersSize": -1,
        "bodySize": recorded.sent.size,
    }
    if recorded.sent.size:
        request["postData"] = {"mimeType": recorded.sent.media_type, **_text(recorded.sent, encodable=False)}
    response = {
        "status": recorded.status,
        "statusText": phrase(recorded.status),
        "httpVersion": f"HTTP/{recorded.version}",
        "cookies": [_cookie(v.partition(";")[0]) for n, v in recorded.answered if n == "set-cookie"],
        "headers": _named(recorded.answered),
        "content": {"size": recorded.content.size, "mimeType": recorded.content.media_type, **_text(recorded.content, encodable=True)},
        "redirectURL": next((v for n, v in recorded.answered if n == "location"), ""),
        "headersSize": -1,
        "bodySize": recorded.content.size,
    }
    whole = {
        "startedDateTime": recorded.started,
        "time": recorded.wait + recorded.receive,
        "request": request,
        "response": response,
        "cache": {},
        "timings": {"send": 0, "wait": recorded.wait, "receive": recorded.receive},
    }
    return json.dumps(whole, separators=(",", ":")).encode()


def archive(entries: Iterable[bytes], version: str, remark: str = "") -> bytes:
    """Entries as a whole archive, in their order; `version` is the tool's own, `remark` says what is not among them."""
    log = {"version": "1.2", "creator": {"name": "swornspec", "version": version}, **({"comment": remark} if remark else {})}
    head = json.dumps({"log": log}).encode().removesuffix(b"}}")
    return head + b', "entries": [\n' + b",\n".join(entries) + b"\n]}}\n"


def _text(content: Content, *, encodable: bool) -> dict[str, str]:
    """The text of a body; bytes that are no text are encoded where the format has a word for that, else left out."""
    remark = {"comment": content.remark} if content.remark else {}
    if isinstance(content.kept, str):
        return {"text": content.kept, **remark}
    if encodable:
        return {"text": b64encode(content.kept).decode(), "encoding": "base64", **remark}
    return {"text": "", "comment": content.remark or "not text"}


def _named(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": n, "value": v} for n, v in pairs]


def _cookie(pair: str) -> dict[str, str]:
    """A cookie by its name: its value is nobody's business."""
    return {"name": pair.partition("=")[0].strip(), "value": HIDDEN}


def _parameter(pair: str) -> dict[str, str]:
    name, _, value = pair.partition("=")
    return {"name": unquote_plus(name), "value": unquote_plus(value)}
