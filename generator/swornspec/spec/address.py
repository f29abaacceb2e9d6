"""The address of a server that a person gives: checked before anything is sent there."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from swornspec.errors import RequestError

_MEND: Final = "give one such as https://api.example.com/v1"


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


def is_loopback(url: str) -> bool:
    """Whether a URL points to this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, not an address
        return False
