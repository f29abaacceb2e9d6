"""Every kind of finding as a rule of its own: how grave it usually is, why it matters, how it is mended."""

from dataclasses import dataclass
from typing import Final

from swornspec.rules.remark import KINDS, Severity


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding; `means` is one clause without a full stop, `matters` and `mend` are sentences."""

    name: str
    severity: Severity
    means: str
    matters: str
    mend: str


_REFUSED: Final = "A caller who follows the documentation is refused."
_IDLE: Final = "One of two sentences is idle, and a reader cannot tell which was meant."
_DETAILS: Final = {
    "unsatisfiable": ("No caller can satisfy the documentation.", "Find out which sentence holds, and waive the other in api.yaml."),
    "default-breaks-schema": ("A caller who sends the documented default is refused.", "Correct the default or the values."),
    "default-breaks-rule": (_REFUSED, "Say in the documentation that the other field must be sent as well."),
    "sent-default-breaks-rule": (_REFUSED, "Leave the field out of such requests; do not send documented defaults."),
    "required-with-default": ("A default means nothing where a value must be sent.", "Find out whether the field may be left out."),
    "implied-constraint": (_IDLE, "Find out which of the limits holds."),
    "unreachable-value": ("A caller who uses the documented value is always refused.", "Find out which of the sentences holds."),
    "dead-field": ("A caller who sends the field is always refused.", "Find out which of the sentences holds."),
    "hidden-required": ("A caller who leaves the field out is always refused.", "Mark the field as required."),
    "never-alone": ("A caller must know which fields go together.", "Name its companions where the field is described."),
    "value-not-in-enum": ("The rule in that sentence can never apply.", "Declare in api.yaml which value is meant, with the evidence."),
    "value-alias": ("A caller who sends the value as the sentence spells it is refused.", "Write the value as the list has it."),
    "unknown-field": ("The sentence may belong to another operation.", "Move the sentence, or document the field."),
    "enum-values-lost": ("Wrong values cannot be told from right ones.", "List the values in api.yaml, with their evidence."),
    "enum-values-annotated": ("The values may change without the page changing.", "Check them against their source now and then."),
    "sample-breaks-rule": ("A caller who copies the sample is refused, or the sentence is wrong.", "Send the sample, and see which holds."),
    "undocumented-field": ("Nobody knows what the field takes.", "Find out what it takes, and describe it on the page."),
    "path-parameter-without-place": (
        "The parameter is sent nowhere, and checked nowhere.",
        "Write the whole path where the request is shown.",
    ),
    "conflict": ("Only one of the sources can be right.", "Ask the vendor which of them holds."),
    "waived-rule": ("The rule is not checked by client, mock or contract.", "Remove the waiver when its reason is gone."),
    "external-rule": ("The rule is not checked by client, mock or contract.", "Name the missing values as a group in api.yaml, if known."),
    "not-analysed": ("What is wrong there was not found.", "Install swornspec[solver]; else read the sentences yourself."),
    "prose-not-in-schema": ("Tools that read the schema alone let wrong values pass.", "Add what swornspec enrich adds."),
    "prose-contradicts-schema": ("A caller who follows one of the two is refused by the other.", "Correct the description or the schema."),
    "gap": ("The rule, if it is one, is not checked by client, mock or contract.", "Read it yourself; teach its form if it is a rule."),
    "stale-baseline": ("A baseline that holds what is gone hides what comes back.", "Remove the entry from the baseline."),
}
_SEVERITIES: Final = {
    Severity.ERROR: ("unsatisfiable", "default-breaks-schema"),
    Severity.INFO: ("enum-values-annotated", "waived-rule", "external-rule", "never-alone", "not-analysed", "gap"),
}
_USUAL: Final = {name: severity for severity, names in _SEVERITIES.items() for name in names}


def kind_of(name: str) -> Kind:
    """What is known of a kind; one that a document brings along has no more than its name."""
    matters, mend = _DETAILS.get(name, ("The documentation is doubtful there.", "Read the sentences that it names."))
    return Kind(name, _USUAL.get(name, Severity.WARNING), KINDS.get(name, name), matters, mend)
