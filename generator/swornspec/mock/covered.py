"""What in the traffic of some documents is secret, and the parts of messages without it.

Secret are the fields that always carry credentials (Authorization, cookies), the API keys of the documents' security
schemes, and headers and parameters whose name says as much. What was secret in a request is hidden wherever it comes up again.
"""

import binascii
import json
import re
from base64 import b64decode
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias
from urllib.parse import unquote_plus

from swornspec.spec.document import Document
from swornspec.spec.secret import CARRIERS, HIDDEN, covered, redacted, secret_headers, secret_parameters

RawHeaders: TypeAlias = Sequence[tuple[bytes, bytes]]
_NAMED: Final = re.compile(
    r"(x[-_])?(api[-_]?key|api[-_]?secret|auth([-_]?token)?|token|key|secret|password|passwd|signature|sig"
    r"|(access|refresh|id|session|csrf|xsrf)[-_]?token|client[-_]?secret|private[-_]?key)",
    re.IGNORECASE,
)
_MEMBER: Final = re.compile(
    r'("(?:api[-_]?key|api[-_]?secret|password|passwd|secret|token|(?:access|refresh|id|auth|session)[-_]?token|client[-_]?secret'
    r'|private[-_]?key)"\s*:\s*")(?:[^"\\]|\\.)*+',
    re.IGNORECASE,
)


class Covering:
    """Hides the secrets of messages."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Read which headers and parameters the documents' security schemes name."""
        endpoints = [e for d in documents for e in d.endpoints]
        self._headers = frozenset({"set-cookie", *CARRIERS}.union(*map(secret_headers, endpoints)))
        self._parameters = frozenset[str]().union(*map(secret_parameters, endpoints))

    def secrets(self, headers: RawHeaders, query: bytes) -> tuple[str, ...]:
        """The texts of a request that must not be shown: credentials as they were sent, and without their scheme."""
        found: list[str] = []
        for name, value in self._texts(headers):
            if name == "cookie":
                found += (pair.partition("=")[2].strip() for pair in value.split(";"))
            elif self._secret_header(name):
                found += (value, value.partition(" ")[2].strip(), *_decoded(value))
        for name, value in _pairs(query.decode("latin-1")):
            if self._secret_parameter(name):
                found += (value, unquote_plus(value))
        return tuple(dict.fromkeys(f for f in found if f))

    def headers(self, headers: RawHeaders, secrets: Iterable[str]) -> list[tuple[str, str]]:
        """Header fields with the values of secret ones hidden, and the secrets in all others."""
        hidden = tuple(secrets)
        return [(n, _without_value(n, v) if self._secret_header(n) else redacted(v, hidden)) for n, v in self._texts(headers)]

    def query(self, raw: bytes, secrets: Iterable[str]) -> str:
        """A query string with the values of secret parameters hidden, and the secrets in all others."""
        return redacted(self.form(raw.decode("latin-1")), secrets)

    def form(self, text: str) -> str:
        """`name=value&...` with the values of secret names hidden."""
        shown = [f"{n}={HIDDEN}" if self._secret_parameter(n) else p for p, (n, _) in zip(text.split("&"), _pairs(text), strict=True)]
        return "&".join(shown)

    def body(self, text: str, media_type: str, secrets: Iterable[str]) -> str:
        """The text of a body, whole or cut off, with what is named as a secret hidden (JSON, forms), and the request's secrets."""
        if media_type == "application/x-www-form-urlencoded":
            text = self.form(text)
        elif "json" in media_type:
            text = _MEMBER.sub(rf"\g<1>{HIDDEN}", text)
            secrets = [form for s in secrets for form in (s, json.dumps(s)[1:-1], json.dumps(s, ensure_ascii=False)[1:-1])]
        return redacted(text, secrets)

    def _secret_header(self, name: str) -> bool:
        return name in self._headers or bool(_NAMED.fullmatch(name))

    def _secret_parameter(self, name: str) -> bool:
        plain = unquote_plus(name)
        return plain in self._parameters or bool(_NAMED.fullmatch(plain))

    def _texts(self, headers: RawHeaders) -> Iterable[tuple[str, str]]:
        return ((n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in headers)


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    return ((n, v) for n, _, v in (p.partition("=") for p in text.split("&")))


def _without_value(name: str, value: str) -> str:
    """The value of a secret header field as it may be shown: a known scheme, the names of cookies."""
    if name == "cookie":
        return "; ".join(map(_without_cookie, value.split(";")))
    if name == "set-cookie":
        pair, semicolon, attributes = value.partition(";")
        return _without_cookie(pair) + semicolon + attributes
    return covered(value)


def _without_cookie(pair: str) -> str:
    name, equals, _ = pair.strip().partition("=")
    return f"{name}={HIDDEN}" if equals else HIDDEN


def _decoded(value: str) -> tuple[str, ...]:
    """What basic credentials (RFC 7617) hold: the pair and the password."""
    scheme, _, sent = value.partition(" ")
    if scheme.lower() != "basic":
        return ()
    try:
        pair = b64decode(sent.strip()).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ()
    return pair, pair.partition(":")[2]
