"""The verdict that a client will give, while it is being made: the checker that it carries, over the schemas of its document.

What the document's own checker compiles for each operation is read here as far as a request needs it, so that hundreds
of operations that share their schemas cost little.
"""

from collections.abc import Mapping
from typing import Any, Final

from swornspec.codegen.constraints import read_defaults, said_entry
from swornspec.codegen.method import Method
from swornspec.codegen.quote import flat
from swornspec.codegen.runtime.request import Operation, Parameter, Said
from swornspec.codegen.runtime.request import Rule as SentRule
from swornspec.codegen.runtime.schema import COVERED
from swornspec.codegen.subschemas import BY_NAME
from swornspec.rules import rule as documented
from swornspec.rules.field import Fields, path_at
from swornspec.rules.python import compiled
from swornspec.rules.witness import Space
from swornspec.spec.direction import Direction, projection_of
from swornspec.spec.document import Document, as_list, as_mapping, pointed
from swornspec.spec.inline import inlined
from swornspec.spec.nested import nested_rules

_DATA: Final = frozenset({"$ref", "type", "enum", "const", "required", "dependentRequired", "pattern"})


class Judge:
    """Makes the operations of a client as values, from the document alone."""

    def __init__(self, document: Document) -> None:
        """DocumentError for a malformed rule."""
        self._document = document
        self._nested = nested_rules(document, document.endpoints)
        self._projection = projection_of(document.raw, Direction.REQUEST)
        self._schemas = _Pointed(self)

    def operation(self, method: Method) -> Operation:
        """What the documentation demands of the requests of a method."""
        endpoint = method.endpoint
        listed = tuple(Parameter(p.wire, p.location, p.required, self.schema(p.schema), p.style) for p in method.parameters)
        return Operation(
            endpoint.operation_id,
            None if method.body is None else self.schema(method.body.schema),
            self._rules(endpoint.rules, endpoint.fields),
            listed,
            self._schemas,
            self._rules(endpoint.parameter_rules, endpoint.parameter_fields),
        )

    def space(self, method: Method, operation: Operation) -> Space | None:
        """The JSON bodies of a method as a space to search; None where it takes none."""
        if method.body is None or "json" not in method.body.media_type:
            return None
        schema = inlined(self._document, method.body.schema, Direction.REQUEST)
        return Space(schema, method.endpoint.rules, lambda body: [b.constraint for b in operation.broken(body)])

    def pointed(self, reference: str) -> Any:
        """The schema that a reference points to."""
        return self.schema(pointed(self._document.raw, reference))

    def schema(self, schema: Any, above: frozenset[str] = frozenset()) -> Any:
        """A schema as the checker reads it: without what it does not check, its rules compiled.

        `above` are the properties that the schemas around it, of the same value, say to be read-only (see `spec.direction`).
        """
        if not isinstance(schema, Mapping):
            return schema is not False
        lifted = self._projection.lifted(schema, above)
        made = {k: self._keyword(k, v, lifted.names) for k, v in lifted.schema.items() if k in COVERED}
        if "x-said" in schema:
            made["x-said"] = [said_entry(as_mapping(e)) for e in as_list(schema["x-said"])]
        nested = self._nested.get(id(schema))
        return made if nested is None else {**made, "x-rules": self._rules(nested.rules, nested.fields)}

    def _keyword(self, keyword: str, value: Any, names: frozenset[str]) -> Any:
        inherited = self._projection.inherited
        if keyword in BY_NAME:
            return {str(name): self.schema(below, inherited(keyword, below, names)) for name, below in value.items()}
        if keyword in _DATA or not isinstance(value, list | Mapping | bool):
            return value
        if keyword == "uniqueItems":
            return value
        if isinstance(value, list):
            return [self.schema(below, inherited(keyword, below, names)) for below in value]
        return self.schema(value, inherited(keyword, value, names))

    def _rules(self, rules: tuple[documented.Rule, ...], fields: Fields) -> tuple[SentRule, ...]:
        return tuple(
            SentRule(
                r.id,
                r.subject,
                flat(r.text),
                tuple(map(_said, r.said)),
                tuple(read_defaults(r, fields)),
                compiled(r.expr, fields),
                path_at(r.subject, fields),
            )
            for r in rules
            if r.effect is documented.Effect.REJECT and r.expr is not None
        )


class _Pointed(dict[str, Any]):
    """The schemas by reference, each made when it is first asked for."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, reference: str) -> Any:
        self[reference] = made = self._judge.pointed(reference)
        return made


def _said(said: documented.Said) -> Said:
    return Said(said.page, said.first, said.last, said.quote, said.evidence)
