"""Credentials for the requests of a contract: right ones, none, and ones that cannot be right.

For a mock any well-formed credentials do; for another server they come from the environment variables that the document
names (`x-env`) or from headers given by hand. They are sent and never shown.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from swornspec.contract.case import Identity
from swornspec.errors import RequestError
from swornspec.spec.document import Credential, Endpoint

HIDDEN: Final = "***"
_PLACEHOLDER: Final = "contract-test-key"


@dataclass(frozen=True, slots=True)
class Carried:
    """What credentials add to a request; their values are not shown."""

    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    query: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    cookies: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class Environment(dict[str, str]):
    """Environment variables, for tracebacks that show arguments: none of them is shown."""

    def __repr__(self) -> str:
        """How many there are."""
        return f"<{len(self)} environment variables>"


def identities(endpoint: Endpoint) -> tuple[Identity, ...]:
    """The identities that make sense for an endpoint; only the right one where credentials are not needed."""
    needed = endpoint.security
    if not needed or any(not alternative for alternative in needed):
        return (Identity.RIGHT,)
    credentials = [c for alternative in needed for c in alternative]
    if not all(_seen(c) for c in credentials):
        return (Identity.RIGHT,)
    if any(_on_authorization(c) for c in credentials):
        return tuple(Identity)
    return (Identity.RIGHT, Identity.NONE)


def carried(endpoint: Endpoint, identity: Identity, environment: Mapping[str, str] | None = None) -> Carried:
    """What an identity adds to a request; placeholders without an environment, else RequestError names the missing variables."""
    schemes = endpoint.security[0] if endpoint.security else ()
    if identity is Identity.RIGHT:
        return _right(endpoint, environment)
    if identity is Identity.NONE or not any(_on_authorization(c) for c in schemes):
        return Carried()
    scheme = next(c for c in schemes if _on_authorization(c))
    word = _word(scheme)
    if identity is Identity.EMPTY:
        return Carried(headers=(("Authorization", word),))
    if identity is Identity.OTHER_SCHEME:
        known = {_word(c).lower() for alternative in endpoint.security for c in alternative if _on_authorization(c)}
        other = next(w for w in ("Bearer", "Basic", "Digest") if w.lower() not in known)
        return Carried(headers=(("Authorization", f"{other} {_pair('user', 'password')}"),))
    return Carried(headers=(("Authorization", "not-a-scheme"),))


def secrets_of(carried_by: Carried, identity: Identity = Identity.RIGHT) -> tuple[str, ...]:
    """The texts that must never be shown; credentials that are wrong on purpose are no secret."""
    values = [v for _, v in (*carried_by.headers, *carried_by.query, *carried_by.cookies)]
    if identity is not Identity.RIGHT:
        return ()
    return tuple(part for v in values for part in parts_of(v))


def parts_of(value: str) -> tuple[str, ...]:
    """What is secret in the value of a header or parameter: all of it, what follows its scheme, each cookie, user and password."""
    after = value.partition(" ")[2]
    cookies = [pair.partition("=")[2].strip() for pair in value.split(";") if "=" in pair]
    return tuple(dict.fromkeys(p for p in (value, after, *cookies, *_unpaired(value)) if len(p) > 3))


def _unpaired(value: str) -> tuple[str, ...]:
    """User and password of Basic credentials (RFC 7617)."""
    scheme, _, packed = value.partition(" ")
    if scheme.lower() != "basic":
        return ()
    try:
        pair = b64decode(packed, validate=True).decode()
    except ValueError:  # whatever it is, it is hidden as a whole
        return ()
    return tuple(part for part in pair.split(":", 1) if part)


def _right(endpoint: Endpoint, environment: Mapping[str, str] | None) -> Carried:
    missing: list[str] = []
    for alternative in endpoint.security or ((),):
        parts = [_carry(c, environment) for c in alternative]
        if all(p is not None for p in parts):
            found = [p for p in parts if p is not None]
            return Carried(
                tuple(h for p in found for h in p.headers),
                tuple(q for p in found for q in p.query),
                tuple(k for p in found for k in p.cookies),
            )
        missing += [name for c in alternative for name in c.environment]
    needed = ", ".join(dict.fromkeys(missing)) or "credentials"
    raise RequestError(f"{endpoint.operation_id} needs credentials", mend=f"set {needed}, or give --header 'Authorization: ...'")


def _carry(credential: Credential, environment: Mapping[str, str] | None) -> Carried | None:
    values = _values(credential, environment)
    if values is None:
        return None if _seen(credential) else Carried()
    if credential.kind == "apiKey":
        pair = ((credential.parameter, values[0]),)
        return {"query": Carried(query=pair), "cookie": Carried(cookies=pair)}.get(credential.location, Carried(headers=pair))
    if credential.kind == "http" and credential.scheme == "basic":
        user, password = (*values, "")[:2]
        return Carried(headers=(("Authorization", f"Basic {_pair(user, password)}"),))
    return Carried(headers=(("Authorization", f"{_word(credential)} {values[0]}"),)) if _seen(credential) else Carried()


def _values(credential: Credential, environment: Mapping[str, str] | None) -> tuple[str, ...] | None:
    if environment is None:
        return (_PLACEHOLDER, _PLACEHOLDER)
    found = tuple(environment.get(name, "") for name in credential.environment)
    return found if found and all(found) else None


def _on_authorization(credential: Credential) -> bool:
    return credential.kind in ("http", "oauth2", "openIdConnect")


def _seen(credential: Credential) -> bool:
    """Whether a request shows the credentials; client certificates it does not."""
    return _on_authorization(credential) or credential.kind == "apiKey"


def _word(credential: Credential) -> str:
    known = {"basic": "Basic", "digest": "Digest", "": "Bearer", "bearer": "Bearer"}
    return known.get(credential.scheme, credential.scheme.capitalize())


def _pair(user: str, password: str) -> str:
    return b64encode(f"{user}:{password}".encode()).decode()
