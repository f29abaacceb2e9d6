"""What a client may take of a server before it is let go: times in seconds, sizes in bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of each connection. How large a body may be is the application's matter (`create_app`, `max_body`)."""

    head: float = 10.0
    """How long the head of a request may take from its first byte, and a new connection until that byte."""
    body: float = 30.0
    """How long a body may take from the end of its head."""
    idle: float = 5.0
    """How long a connection is kept open between requests."""
    unread: float = 30.0
    """How long a client may read nothing of what was sent."""
    head_size: int = 65_536
    """Of a request line with its header fields; also of chunk extensions and trailers that complete nothing."""
    fields: int = 256
    """How many header fields a request may have."""
    connections: int = 1_000
    """How many may be open at once; fewer where the operating system allows fewer files."""
