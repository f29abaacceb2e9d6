"""Addresses: that of a server, given by a person and checked before anything is sent there, and the paths below it."""

import ipaddress
import re
from typing import Final
from urllib.parse import quote, urlsplit

from swornspec.errors import RequestError

_MEND: Final = "give one such as https://api.example.com/v1"
_VARIABLE: Final = re.compile(r"(\{[^{}/]*\})")
_IN_PATHS: Final = "/:@!$&'()*+,;=~%-._"
"""What stands in a path as it is (RFC 3986, 3.3), and what is percent-encoded already."""


def server_url(given: str) -> str:
    """The URL of a server, without a slash at its end; RequestError when it is none, or holds credentials."""
    try:
        parts = urlsplit(given)
        (parts.hostname or "").encode("idna")  # as looking the name up would
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and given.isprintable() and " " not in given
    except ValueError:
        usable = False
    if not usable:
        shown = re.sub(r"//.*@", "//***@", given, flags=re.DOTALL)[:200]
        raise RequestError(f"{shown!r} is not the URL of a server", mend=_MEND)
    if parts.username or parts.password:
        raise RequestError("the URL of the server holds credentials", mend="leave them out; they are sent as a header")
    if "?" in given or "#" in given:
        raise RequestError("the URL of the server has a query or a fragment, which paths cannot follow", mend=_MEND)
    return given.rstrip("/")


def encoded_path(template: str) -> str:
    """A documented path as it is sent, its variables left alone: `/a#b/{id}` as `/a%23b/{id}`, for a path has no fragment and no query."""
    return "".join(p if n % 2 else quote(p, safe=_IN_PATHS, errors="replace") for n, p in enumerate(_VARIABLE.split(template)))


def variables(template: str) -> tuple[str, ...]:
    """The names of a path template's variables, in order."""
    return tuple(v[1:-1] for v in _VARIABLE.findall(template))


def is_loopback(url: str) -> bool:
    """Whether a URL points to this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, not an address
        return False
