"""The security schemes of a document as the credentials of a client, and the requirements of its operations in terms of them.

    {type: http, scheme: bearer}, oauth2, openIdConnect     a bearer token
    {type: http, scheme: basic}                             a key and a secret
    {type: apiKey, in: header | query | cookie}             a key under its name

Others (digest, mutual TLS) are the affair of the HTTP client that a user passes in; that is reported.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from swornspec.codegen.method import Key, KeyScheme, Refused, refused
from swornspec.codegen.quote import flat
from swornspec.spec.document import Credential, Document, Endpoint
from swornspec.spec.names import distinct, python_name, snake_case

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""What HTTP allows as the name of a header or cookie (RFC 9110, 5.6.2)."""


def key_schemes(document: Document, api: str) -> dict[str, KeyScheme]:
    """The schemes that the operations of a document use and a client can send, by their names in the document."""
    used: dict[str, Credential] = {c.name: c for e in document.endpoints for need in e.security for c in need if not _unsendable(c)}
    found: dict[str, KeyScheme] = {}
    prefixes: set[str] = set()
    for name, credential in used.items():
        prefix = "" if len(used) == 1 else distinct(snake_case(name), prefixes)
        prefixes.add(prefix)
        kind = _kind(credential)
        pieces = ("api_key", "api_secret") if kind == "basic" else ("api_key",)
        arguments = [f"{prefix}_{piece}" if prefix else piece for piece in pieces]
        variables = [v if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", v) else "" for v in credential.environment]
        keys = tuple(
            Key(argument, variables[i] if i < len(variables) and variables[i] else f"{api}_{argument}".upper())
            for i, argument in enumerate(arguments)
        )
        parameter = credential.parameter if kind in ("header", "query", "cookie") else ""
        found[name] = KeyScheme(python_name(name, [s.name for s in found.values()]), kind, parameter, keys)
    return found


def security_of(endpoint: Endpoint, schemes: Mapping[str, KeyScheme]) -> tuple[tuple[str, ...], ...]:
    """The alternatives of an operation by the names of our schemes; the one that needs no key comes last, as a key may be there."""
    needs = [tuple(schemes[c.name].name for c in need if c.name in schemes) for need in endpoint.security]
    return tuple(dict.fromkeys(sorted(needs, key=lambda need: not need)))


def unsent_credentials(endpoint: Endpoint) -> Iterator[Refused]:
    """The security schemes of an operation that a client cannot send by itself."""
    alternatives: Sequence[Sequence[Credential]] = endpoint.security
    for credential in dict.fromkeys(c for need in alternatives for c in need):
        why = _unsendable(credential)
        if why:
            part = f"security scheme {flat(credential.name, 60)!r}"
            yield refused(endpoint, f"{why}; pass an http_client that does it", part)


def lets_in(endpoint: Endpoint) -> bool:
    """Whether the client can send by itself all that one of an operation's alternatives asks for."""
    return not endpoint.security or any(not any(map(_unsendable, need)) for need in endpoint.security)


def _unsendable(credential: Credential) -> str:
    if credential.kind == "mutualTLS":
        return "certificates are not sent by the client itself"
    if credential.kind == "http" and credential.scheme not in ("basic", "bearer", ""):
        return f"the HTTP scheme {flat(credential.scheme, 40)} is not known to the client"
    if credential.kind == "apiKey" and credential.location != "query" and not TOKEN.fullmatch(credential.parameter):
        return "it has a name that HTTP does not allow"
    return ""


def _kind(credential: Credential) -> str:
    if credential.kind == "http" and credential.scheme == "basic":
        return "basic"
    if credential.kind == "apiKey":
        return credential.location if credential.location in ("header", "query", "cookie") else "header"
    return "bearer"
