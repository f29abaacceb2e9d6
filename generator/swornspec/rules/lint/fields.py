"""What single fields say that cannot all be meant: required with a default, a default they do not take, lost values."""

import json
from collections.abc import Iterable, Iterator

from swornspec.rules.field import Fields
from swornspec.rules.lint.defaults import takes
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Said


def required_with_default(fields: Fields) -> Iterator[Remark]:
    """Each field that must be sent and yet has a documented default, of which one is idle."""
    for field in fields.values():
        if field.required and field.default is not None:
            yield Remark(
                "required-with-default",
                Severity.WARNING,
                field.name,
                f"{field.name} is required and has the default {_shown(field.default)}; a default means nothing where a value must be sent",
                (),
                f"find out whether {field.name} may be left out; the requirement is enforced",
            )


def wrong_defaults(fields: Fields) -> Iterator[Remark]:
    """Each documented default that its own field does not take."""
    for field in fields.values():
        if field.default is not None and not takes(field, field.default):
            yield Remark(
                "default-breaks-schema",
                Severity.ERROR,
                field.name,
                f"the documented default {_shown(field.default)} of {field.name} is not a value that the field takes",
                (),
                "correct the default or the values",
            )


def lost_values(lost: Iterable[tuple[str, str | None, tuple[Said, ...]]]) -> Iterator[Remark]:
    """Each (field, evidence for its values or None, where the page announces them): a list of values that the page lost."""
    for name, evidence, said in lost:
        if evidence is None:
            yield Remark(
                "enum-values-lost",
                Severity.WARNING,
                name,
                f"the page says that {name} has fixed values and does not list them; any value of its type is accepted",
                said,
                f"list the values of {name} in api.yaml, with their evidence",
            )
        else:
            yield Remark(
                "enum-values-annotated",
                Severity.INFO,
                name,
                f"the page does not list the values of {name}; a person has supplied them",
                (*said, Said("", 0, 0, "", evidence)),
            )


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."
