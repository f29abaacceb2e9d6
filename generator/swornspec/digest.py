"""Contents to digests, by which a later run finds out whether a file is still what it was."""

import hashlib


def digest(content: bytes) -> str:
    """The SHA-256 of a text in which CR LF counts as LF, since version control may write either (git's `core.autocrlf`)."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
