"""A document whose rules between fields are JSON Schema keywords, for tools that do not know `x-rules`.

Each schema's `x-rules` that reject become parts of its `allOf`. Rules that JSON Schema has no words for, and those that
reject nothing, stay where they are.
"""

from collections.abc import Mapping
from typing import Any, Final

from swornspec.errors import DocumentError, RuleError
from swornspec.rules.rule import Effect
from swornspec.spec.document import Document, documented_fields, read_rule
from swornspec.spec.export.chosen import Omitted
from swornspec.spec.export.schemas import rules_as_schemas

_VALUES: Final = frozenset({"enum", "const", "default", "example", "examples"})


def inlined_document(document: Document) -> tuple[dict[str, Any], tuple[Omitted, ...]]:
    """The document (as OpenAPI 3.1) with its rules inlined, and the rules that could not be; DocumentError when it is nested too deeply."""
    writer = _Writer(document)
    try:
        raw = writer.copied(document.raw, "#")
    except RecursionError as error:
        raise DocumentError("the document is nested too deeply", where=document.name) from error
    outside = [Omitted(e.operation_id, r.id, _PARAMETERS) for e in document.endpoints for r in e.parameter_rules if _rejects(r)]
    return raw, (*writer.omitted, *outside)


_PARAMETERS: Final = "OpenAPI has no schema for several parameters together"


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self.omitted: list[Omitted] = []

    def copied(self, node: Any, place: str) -> Any:
        if isinstance(node, list):
            return [self.copied(part, f"{place}/{i}") for i, part in enumerate(node)]
        if not isinstance(node, Mapping):
            return node
        made = {k: v if k in _VALUES or str(k).startswith("x-") else self.copied(v, f"{place}/{k}") for k, v in node.items()}
        stated = node.get("x-rules")
        if not isinstance(stated, list) or "responses" in node:  # an operation's own rules speak of parameters
            return made
        return self._with_rules(made, node, stated, place)

    def _with_rules(self, made: dict[str, Any], node: Mapping[str, Any], stated: list[Any], place: str) -> dict[str, Any]:
        fields = documented_fields(self._document.raw, node)
        try:
            rules = [read_rule(r) for r in stated]
        except RuleError as error:
            raise DocumentError(error.reason, where=self._document.name) from error
        written, omitted = rules_as_schemas(place.rsplit("/", 1)[-1], rules, fields)
        self.omitted += omitted
        left = {o.rule for o in omitted} | {r.id for r in rules if not _rejects(r)}
        rest = [raw for raw, rule in zip(stated, rules, strict=True) if rule.id in left]
        known = made.pop("allOf", [])
        made.pop("x-rules")
        return {
            **made,
            **({"allOf": [*known, *written]} if known or written else {}),
            **({"x-rules": rest} if rest else {}),
        }


def _rejects(rule: Any) -> bool:
    return rule.effect is Effect.REJECT and rule.expr is not None
