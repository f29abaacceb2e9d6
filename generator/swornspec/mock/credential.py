"""Documented security schemes become a guard, which says whether a request brings well-formed credentials.

HTTP bearer (RFC 6750), HTTP basic (RFC 7617), API keys in a header, query parameter or cookie; OAuth 2 and OpenID
Connect are bearer tokens on the wire. What cannot be seen in a request (mutual TLS) is taken as given. Credentials
are compared and forgotten: nothing here, and no answer, repeats them.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias
from urllib.parse import unquote_to_bytes

from swornspec.spec.document import Credential, Document, Endpoint

Headers: TypeAlias = Mapping[bytes, bytes]
_BEARER: Final = re.compile(rb"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)
_BASIC: Final = re.compile(rb"basic +([A-Za-z0-9+/]+={0,2})", re.IGNORECASE)
_OTHER: Final = rb" +[\x21-\x7e][\x20-\x7e]*"
_KEY: Final = re.compile(rb"[\x20-\x7e]*[\x21-\x7e]")


class Verdict(Enum):
    """What a guard says of a request's credentials."""

    WELL = "well"
    MISSING = "missing"
    """There are none."""
    MALFORMED = "malformed"
    """There are some, but they are not well formed, or not among the accepted ones."""


Check: TypeAlias = Callable[[Headers, bytes], Verdict]


@dataclass(frozen=True, slots=True)
class Guard:
    """The security of one endpoint: alternatives, each of checks that must all say well; and what to ask for instead."""

    alternatives: tuple[tuple[Check, ...], ...]
    challenges: tuple[bytes, ...]
    """Values for WWW-Authenticate (RFC 9110, 11.6.1), one per scheme."""

    def judge(self, headers: Headers, query: bytes) -> Verdict:
        """The verdict on a request's headers (lower-case names) and raw query string; the best of all alternatives."""
        worst = Verdict.MISSING
        for checks in self.alternatives:
            verdict = Verdict.WELL
            for check in checks:
                verdict = check(headers, query)
                if verdict is not Verdict.WELL:
                    break
            if verdict is Verdict.WELL:
                return verdict
            worst = verdict if verdict is Verdict.MALFORMED else worst
        return worst


def guard_for(document: Document, endpoint: Endpoint, tokens: Collection[str] | None) -> Guard | None:
    """The guard of an endpoint; None when anyone may call it. `tokens`: the accepted ones (`user:password` for basic), None for all."""
    if not endpoint.security or any(not needed for needed in endpoint.security):
        return None
    accepted = None if tokens is None else frozenset(t.encode() for t in tokens)
    alternatives = tuple(tuple(_check(c, accepted) for c in needed) for needed in endpoint.security)
    realm = re.sub(r"[^A-Za-z0-9 ._-]", "", document.title)[:60] or "api"
    challenges = dict.fromkeys(_challenge(c, realm) for needed in endpoint.security for c in needed)
    return Guard(alternatives, tuple(c for c in challenges if c))


def how_to_send(endpoint: Endpoint) -> str:
    """What a caller of an endpoint sends as credentials, for a person to read; empty when anyone may call it."""
    if any(not needed for needed in endpoint.security):
        return ""
    return ", or ".join(" and ".join(map(_sent_as, needed)) for needed in endpoint.security)


def _sent_as(credential: Credential) -> str:
    match credential.kind, credential.scheme:
        case "apiKey", _:
            form = {"query": "?{}=KEY", "cookie": "Cookie: {}=KEY"}.get(credential.location, "{}: KEY")
            return form.format(credential.parameter)
        case "http", "basic":
            return "Authorization: Basic base64(USER:PASSWORD)"
        case ("http", "bearer") | ("oauth2" | "openIdConnect", _):
            return "Authorization: Bearer TOKEN"
        case "http", scheme:
            return f"Authorization: {scheme.capitalize()} CREDENTIALS"
        case _:
            return f"{credential.kind} {credential.name}"


def _check(credential: Credential, accepted: frozenset[bytes] | None) -> Check:
    match credential.kind, credential.scheme:
        case ("http", "bearer") | ("oauth2" | "openIdConnect", _):
            return _bearer(accepted)
        case "http", "basic":
            return _basic(accepted)
        case "http", scheme:
            pattern = re.compile(re.escape(scheme.encode()) + _OTHER, re.IGNORECASE)
            return lambda headers, _: _matching(pattern, headers.get(b"authorization"))
        case "apiKey", _:
            return _api_key(_finder(credential), accepted)
        case _:
            return lambda _headers, _query: Verdict.WELL


def _matching(pattern: re.Pattern[bytes], sent: bytes | None) -> Verdict:
    if sent is None:
        return Verdict.MISSING
    return Verdict.WELL if pattern.fullmatch(sent) else Verdict.MALFORMED


def _bearer(accepted: frozenset[bytes] | None) -> Check:
    def check(headers: Headers, _: bytes) -> Verdict:
        sent = headers.get(b"authorization")
        if sent is None:
            return Verdict.MISSING
        found = _BEARER.fullmatch(sent)
        return Verdict.WELL if found and (accepted is None or found[1] in accepted) else Verdict.MALFORMED

    return check


def _basic(accepted: frozenset[bytes] | None) -> Check:
    def check(headers: Headers, _: bytes) -> Verdict:
        sent = headers.get(b"authorization")
        if sent is None:
            return Verdict.MISSING
        found = _BASIC.fullmatch(sent)
        try:
            pair = b64decode(found[1], validate=True) if found else b""
        except binascii.Error:  # a number of characters that base64 cannot have
            return Verdict.MALFORMED
        user, colon, _password = pair.partition(b":")
        well = user and colon and min(pair) >= 0x20 and 0x7F not in pair and (accepted is None or pair in accepted)
        return Verdict.WELL if well else Verdict.MALFORMED

    return check


def _api_key(find: Check | Callable[[Headers, bytes], bytes | None], accepted: frozenset[bytes] | None) -> Check:
    def check(headers: Headers, query: bytes) -> Verdict:
        key = find(headers, query)
        if not isinstance(key, bytes):
            return Verdict.MISSING
        return Verdict.WELL if _KEY.fullmatch(key) and (accepted is None or key in accepted) else Verdict.MALFORMED

    return check


def _finder(credential: Credential) -> Callable[[Headers, bytes], bytes | None]:
    name = credential.parameter.encode()
    match credential.location:
        case "query":
            return lambda _, query: _pair(query.replace(b"+", b" "), b"&", name)
        case "cookie":
            return lambda headers, _: _pair(headers.get(b"cookie", b""), b";", name)
        case _:
            lower = name.lower()
            return lambda headers, _: headers.get(lower)


def _pair(text: bytes, separator: bytes, name: bytes) -> bytes | None:
    """The value of the first `name=value` in a list of them, percent-decoded."""
    for pair in text.split(separator):
        key, equals, value = pair.partition(b"=")
        if equals and unquote_to_bytes(key.strip()) == name:
            return unquote_to_bytes(value.strip())
    return None


def _challenge(credential: Credential, realm: str) -> bytes:
    match credential.kind, credential.scheme:
        case "http", "basic":
            return f'Basic realm="{realm}", charset="UTF-8"'.encode()
        case ("http", "bearer") | ("oauth2" | "openIdConnect", _):
            return f'Bearer realm="{realm}"'.encode()
        case "apiKey", _:
            return f'ApiKey realm="{realm}"'.encode()
        case "http", scheme if re.fullmatch(r"[a-z0-9!#$%&'*+.^_`|~-]+", scheme):
            return f'{scheme.capitalize()} realm="{realm}"'.encode()
        case _:
            return b""
