"""What changed between two documents, for the version and the changelog of a client."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from swornspec.spec.compare import Change
    from swornspec.spec.document import Document


def changes(old: "Document", new: "Document") -> "Sequence[Change]":
    """The changes with what is decided of them, by a request or a proof; what decides is loaded only where something changed."""
    from swornspec.contract.compatibility import refined

    return refined(old, new)
