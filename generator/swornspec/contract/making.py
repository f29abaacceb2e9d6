"""What all makers of cases share: the operation, the request that every case is a change of, and how cases are named."""

import re
from dataclasses import replace
from typing import Any

from swornspec.contract.case import UNSENT, Case, Kind
from swornspec.contract.media import encoded
from swornspec.contract.sent import placed
from swornspec.contract.space import Subject
from swornspec.rules.witness import sample
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document
from swornspec.spec.inline import inlined


class CaseMaker:
    """Makes cases of one operation; `known` are the constraints that were looked at, in order."""

    def __init__(self, subject: Subject) -> None:
        """Make the valid request that asks for least."""
        self.subject = subject
        self.endpoint = subject.endpoint
        self.prefix = f"{api_name(subject.document)}-{slug(subject.endpoint.operation_id)}"
        self.known: list[str] = []
        self.base = self._base()
        self.sound = self.subject.body is None or not self.subject.checker.broken(self.subject.least)

    def _base(self) -> Case:
        case = Case("", self.endpoint.operation_id, Kind.VALID, self.subject.least if self.subject.body is not None else UNSENT)
        if self.subject.body is None and self.endpoint.body is not None:
            media_type = self.endpoint.body.media_type
            known = encoded(sample(inlined(self.subject.document, self.endpoint.body.schema, Direction.REQUEST)), media_type)
            content, content_type = known or (b"text", media_type)
            case = replace(case, content=content, content_type=content_type)
        return placed(case, self.endpoint.parameters, self.subject.parameters)

    def case(self, kind: Kind, name: str, **changes: Any) -> Case:
        """The least request with some changes."""
        return replace(self.base, id=f"{self.prefix}-{name}", kind=kind, **changes)


def api_name(document: Document) -> str:
    """The short name of the API: `x-api`, else its title."""
    return slug(document.api)


def slug(text: str) -> str:
    """A text for an id: letters, digits, `_`, `.`, `[]`, `-`."""
    return re.sub(r"[^\w.\[\]-]+", "-", text).strip("-")[:80] or "empty"
