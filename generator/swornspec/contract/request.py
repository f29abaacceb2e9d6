"""A case becomes an HTTP request, and a curl command that shows it without its secrets."""

import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from swornspec.contract.case import UNSENT, Case, Identity
from swornspec.contract.credential import Carried, parts_of, secrets_of
from swornspec.contract.sent import in_path
from swornspec.spec.address import encoded_path
from swornspec.spec.document import Endpoint
from swornspec.spec.secret import CARRIERS, covered, redacted, secret_headers

_LONGEST_SHOWN: Final = 2_000


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent; `secrets` are the texts in it that must not be shown, `base` the URL that its path follows."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes | None
    secrets: tuple[str, ...] = ()
    base: str = ""

    def __repr__(self) -> str:
        """The request without its secrets."""
        return f"Request({curl(self)})"


def build(case: Case, endpoint: Endpoint, base: str, credentials: Carried, extra: Iterable[tuple[str, str]] = ()) -> Request:
    """The request of a case; `base` is the URL that the endpoint's path follows, `extra` headers given by hand.

    A header given by hand replaces one of ours, except where the case is about credentials: those stay as the case wants them.
    """
    path = encoded_path(endpoint.path)
    for name, value in case.path:
        path = path.replace(f"{{{name}}}", in_path(value))
    query = urlencode([*case.query, *credentials.query])
    headers: dict[str, tuple[str, str]] = {}
    given = [*case.headers, *credentials.headers]
    content = case.content
    if case.body is not UNSENT and endpoint.body is not None:
        content = json.dumps(case.body, ensure_ascii=False, allow_nan=False).encode()
    media_type = case.content_type or (endpoint.body.media_type if content is not None and endpoint.body else None)
    if media_type is not None:
        given.append(("Content-Type", media_type))
    cookies = "; ".join(f"{name}={value}" for name, value in (*case.cookies, *credentials.cookies))
    if cookies:
        given.append(("Cookie", cookies))
    by_hand = [h for h in extra if case.identity is Identity.RIGHT or h[0].lower() not in secret_headers(endpoint)]
    for name, value in (*given, *by_hand):
        headers[name.lower()] = (name, value)
    secrets = (*secrets_of(credentials, case.identity), *(part for _, v in by_hand for part in parts_of(v)))
    base = base.rstrip("/")
    return Request(endpoint.method, f"{base}{path}{f'?{query}' if query else ''}", tuple(headers.values()), content, secrets, base)


def curl(request: Request) -> str:
    """A command that sends the same request; credentials are replaced by asterisks."""
    parts = ["curl", "-X", request.method, redacted(request.url, request.secrets)]
    for name, value in shown_headers(request):
        parts += ["-H", f"{name}: {value}"]
    if request.content is not None:
        text = redacted(request.content.decode("utf-8", errors="replace"), request.secrets)
        parts += ["--data-raw", text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}... ({len(text)} characters)"]
    return shlex.join(parts)


def shown_headers(request: Request) -> list[tuple[str, str]]:
    """The headers of a request with asterisks for what is secret."""
    return [
        (name, covered(value) if name.lower() in CARRIERS or value in request.secrets else redacted(value, request.secrets))
        for name, value in request.headers
    ]


def header_pairs(given: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """`Name: value` texts as pairs; ValueError tells which is none (without its value)."""
    pairs: list[tuple[str, str]] = []
    for text in given:
        name, colon, value = text.partition(":")
        if not colon or not name.strip().isascii() or not name.strip() or any(c.isspace() for c in name.strip()) or not value.strip():
            raise ValueError(f"a header is written 'Name: value'; {name.strip()[:40]!r} is none")
        if not (value.isascii() and value.strip().isprintable()):
            raise ValueError(f"the value of header {name.strip()[:40]!r} is not printable ASCII")
        pairs.append((name.strip(), value.strip()))
    return tuple(pairs)
