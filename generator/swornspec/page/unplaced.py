"""Where a field is sent of which the page does not say so: in the path that has a place for it, in a header that has its name, ..."""

import re
from typing import Final

from swornspec.page.block import Location

_HEADER: Final = re.compile(  # RFC 9110, and what by custom begins with "X-"
    r"(?:Proxy-)?Authorization|Accept|Cookie"
    r"|(?i:content-type|accept-(?:language|encoding|charset)|user-agent|if-(?:none-)?match|if-(?:un)?modified-since|idempotency-key)"
    r"|[Xx]-[A-Za-z][\w-]{1,60}"
)
QUERIED: Final = frozenset(("GET", "DELETE", "HEAD"))
"""Methods whose requests have no body."""


def unplaced(name: str, route: str, method: str | None) -> Location:
    """The location of a field of that name, of an operation with this path and method."""
    if f"{{{name}}}" in route:
        return "path"
    if _HEADER.fullmatch(name):
        return "header"
    return "query" if method in QUERIED else "body"


__all__ = ["QUERIED", "unplaced"]
