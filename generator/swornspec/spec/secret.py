"""What in a request is secret, and texts without it: credentials are sent and never shown."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote, quote_plus

from swornspec.spec.document import Endpoint

HIDDEN: Final = "***"
CARRIERS: Final = ("authorization", "cookie", "proxy-authorization")
"""Header fields, in lower case, that carry credentials whatever a document says."""
_SAME_IN_URLS: Final = re.compile(r"[A-Za-z0-9._~-]*")
_SCHEMES: Final = ("apikey", "basic", "bearer", "digest", "dpop", "key", "negotiate", "oauth", "token")


def redacted(text: str, secrets: Iterable[str]) -> str:
    """A text with every secret replaced: as it is, as it stands in a URL, and as it stands in JSON."""
    for secret in sorted({s for s in secrets if len(s) > 3}, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
        if not _SAME_IN_URLS.fullmatch(secret):
            in_urls = (quote(secret, safe=""), quote(secret), quote_plus(secret))
            in_json = (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1])
            for form in (*in_urls, *in_json):
                text = text.replace(form, HIDDEN)
    return text


def redacted_value(value: Any, secrets: tuple[str, ...]) -> Any:
    """A JSON value with every secret in its texts replaced."""
    if isinstance(value, str):
        return redacted(value, secrets)
    if isinstance(value, Mapping):
        return {redacted(k, secrets): redacted_value(v, secrets) for k, v in value.items()}
    return [redacted_value(v, secrets) for v in value] if isinstance(value, list) else value


def covered(value: str) -> str:
    """The value of a header field that carries a credential: a scheme that is known may be seen, `Bearer ***`."""
    word, space, _ = value.partition(" ")
    return f"{word} {HIDDEN}" if space and word.lower() in _SCHEMES else HIDDEN


def secret_headers(endpoint: Endpoint) -> frozenset[str]:
    """The headers, in lower case, that carry credentials to an endpoint."""
    return frozenset({*CARRIERS, *(name.lower() for name in _keys(endpoint, "header"))})


def secret_parameters(endpoint: Endpoint) -> frozenset[str]:
    """The query parameters that carry credentials to an endpoint."""
    return frozenset(_keys(endpoint, "query"))


def _keys(endpoint: Endpoint, location: str) -> Iterable[str]:
    return (c.parameter for needed in endpoint.security for c in needed if c.kind == "apiKey" and c.location == location)
