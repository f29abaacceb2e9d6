"""One thing worth saying about an operation's documentation: what every analysis gives."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from swornspec.rules.rule import Said


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The documentation contradicts itself: no request can follow all of it."""
    WARNING = "warning"
    """A reader who follows the documentation may be refused, or misled."""
    INFO = "info"
    """Worth knowing: what was not read, what a person supplied, what cannot be checked."""

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for information."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about one operation, before anyone knows which.

    `kind` is one of `KINDS`, `subject` the field or rule it is about, `said` the sentences that show it, `mend` what
    the author of the pages or annotations could do.
    """

    kind: str
    severity: Severity
    subject: str
    message: str
    said: tuple[Said, ...] = ()
    mend: str | None = None


KINDS: Final = {
    "unsatisfiable": "no request keeps every documented constraint",
    "default-breaks-schema": "a documented default is not a value that its own field takes",
    "default-breaks-rule": "a request is refused because a field it leaves out has the default it has",
    "sent-default-breaks-rule": "a request is refused when it states a documented default, and accepted when it leaves it out",
    "required-with-default": "a field is documented as required and with a default",
    "implied-constraint": "a documented constraint can never be the only one that a request breaks",
    "unreachable-value": "no valid request has a documented value, or meets the condition of a rule",
    "dead-field": "no valid request can send a field",
    "hidden-required": "no valid request leaves out a field that is not marked as required",
    "never-alone": "a field is refused, or does nothing, in every request that sends it with nothing but the required fields",
    "value-not-in-enum": "a sentence names a value that is not one of the field's documented values",
    "value-alias": "a sentence names a value by another name than the field's list does",
    "unknown-field": "a sentence speaks of a field that the operation does not have",
    "enum-values-lost": "the page says that a field has fixed values and does not list them",
    "enum-values-annotated": "the values of a field are not on the page and were supplied by a person",
    "sample-breaks-rule": "a sample request on the page breaks what the page says",
    "undocumented-field": "a sample request sends a field that the page does not describe",
    "path-parameter-without-place": "a parameter is documented as a part of a path that has no place for it",
    "conflict": "two sources disagree",
    "waived-rule": "a documented rule is not enforced, by decision",
    "external-rule": "whether a rule holds depends on knowledge that the documents do not hold",
    "not-analysed": "questions about an operation were neither answered nor proved unanswerable",
    "stale-baseline": "a baseline accepts a finding that is no longer there",
    "prose-not-in-schema": "a description states a constraint that its schema lacks",
    "prose-contradicts-schema": "a description and its schema disagree",
    "gap": "a sentence sounds like a rule and was not read",
}
"""Every kind of finding, with what it means; the names are stable, for baselines and for tools that read SARIF."""

OF_SAMPLES: Final = ("sample-breaks-rule", "undocumented-field")
"""The kinds that samples on pages show."""
