"""What can be wrong with the input, as a tree of exceptions.

    SwornspecError          the input is wrong; the message says what, where, why and how to mend it
    ├── PageError           a page cannot be read as any layout we know
    ├── AnnotationError     an api.yaml is malformed, or does not fit its pages
    ├── DocumentError       an OpenAPI document cannot be read or served
    ├── RuleError           a rule tree is malformed
    │   └── InexpressibleError  another language has no words for a rule
    ├── BaselineError       a baseline of accepted findings cannot be read, or lacks a reason
    ├── RequestError        a request body or operation named on the command line cannot be read
    ├── LimitError          as many requests have been sent as may be
    ├── GenerationError     code could not be generated from a document
    └── CampaignError       the targets, the store or the workers of a campaign cannot be used

The command line turns a SwornspecError into one line on standard error and exit code 2. Anything else is a bug of
ours and keeps its traceback. An odd sentence is never an error: it is a gap (see `swornspec.rules`).
"""

from collections.abc import Sequence


class SwornspecError(Exception):
    """Wrong input: what is wrong, where it stands, and how to mend it."""

    def __init__(
        self,
        reason: str,
        *,
        where: str | None = None,
        mend: str | None = None,
        places: Sequence[str] = (),
        parts: "Sequence[SwornspecError]" = (),
    ) -> None:
        """Keep the facts; `where` is `file`, `file:line` or `file:line:column`, `mend` an imperative sentence.

        `places` are further places of that form that the reason speaks of; `parts` the errors that this one is made of, if several.
        """
        self.reason = reason
        self.where = where
        self.mend = mend
        self.places = tuple(places)
        self.parts = tuple(parts)
        place = f"{where}: " if where else ""
        remedy = f" ({mend})" if mend else ""
        super().__init__(f"{place}{reason}{remedy}")


class PageError(SwornspecError):
    """A page cannot be read as any layout we know."""


class AnnotationError(SwornspecError):
    """An api.yaml is malformed, or does not fit its pages."""


class DocumentError(SwornspecError):
    """An OpenAPI document cannot be read or served."""


class RuleError(SwornspecError):
    """A rule tree is malformed."""


class InexpressibleError(RuleError):
    """Another language (IDL, JSON Schema) has no words for a rule; `reason` says which part of it and why."""


class BaselineError(SwornspecError):
    """A baseline of accepted findings cannot be read, or accepts one without a reason."""


class RequestError(SwornspecError):
    """A request body or operation named on the command line cannot be read."""


class LimitError(SwornspecError):
    """As many requests have been sent as the user allowed."""


class GenerationError(SwornspecError):
    """Code could not be generated from a document."""


class CampaignError(SwornspecError):
    """The targets, the store or the workers of a campaign cannot be used."""
