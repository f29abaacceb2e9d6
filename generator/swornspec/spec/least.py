"""A small valid request body, found from the document alone."""

from typing import Any

from swornspec.rules.witness import Space, sample, satisfying
from swornspec.spec.check import Checker
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.inline import inlined


def body_space(document: Document, endpoint: Endpoint, checker: Checker) -> Space | None:
    """The JSON bodies of an endpoint as a space to search, judged by its checker; None where it takes no JSON."""
    if endpoint.body is None or "json" not in endpoint.body.media_type:
        return None
    return Space(inlined(document, endpoint.body.schema, Direction.REQUEST), endpoint.rules, checker.named)


def least_body(space: Space) -> Any:
    """A small valid body: the required fields and what they need; a typical one, valid or not, where none was found."""
    found = satisfying(space)
    return sample(space.schema) if found is None else found
