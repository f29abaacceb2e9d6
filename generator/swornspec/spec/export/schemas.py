"""Each operation's request as a JSON Schema (2020-12) of its own, with the rules between its fields under `allOf`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from swornspec.errors import DocumentError, InexpressibleError
from swornspec.rules.field import Fields
from swornspec.rules.json_schema import to_json_schema
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.document import Document
from swornspec.spec.export.chosen import Chosen, Export, Omitted, one_line

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_VALUES: Final = frozenset({"enum", "const", "default", "example", "examples"})
_BY_NAME: Final = frozenset({"properties", "patternProperties", "dependentSchemas", "$defs"})


def to_schemas(document: Document, groups: Sequence[Chosen], *, single: bool) -> Export:
    """JSON: a schema for each operation, by its name; the schema alone where one operation was asked for and has one request part."""
    omitted: list[Omitted] = []
    made: dict[str, Any] = {}
    for group in groups:
        if group.about == "body" or group.expressions or len(groups) == 1:
            schema, left_out = _schema(document, group)
            made[group.name] = schema
            omitted += left_out
    only = next(iter(made.values())) if single and len(made) == 1 else made
    return Export(json.dumps(only, indent=2, ensure_ascii=False) + "\n", tuple(omitted))


def rules_as_schemas(name: str, rules: Sequence[Rule], fields: Fields) -> tuple[list[dict[str, Any]], list[Omitted]]:
    """The rules that reject as schemas, each with a comment that says what it means; and those that are none."""
    written: list[dict[str, Any]] = []
    omitted: list[Omitted] = []
    for rule in rules:
        if rule.effect is not Effect.REJECT or rule.expr is None:
            continue
        try:
            schema = to_json_schema(rule.expr, fields)
        except InexpressibleError as error:
            omitted.append(Omitted(name, rule.id, error.reason))
            continue
        written.append({"$comment": one_line(f"{rule.id}: {rule.text}"), **schema})
    return written, omitted


def _schema(document: Document, group: Chosen) -> tuple[dict[str, Any], list[Omitted]]:
    body = group.endpoint.body
    base = body.schema if group.about == "body" and body is not None else _parameters(group)
    gathered = _Gathered(document)
    try:
        whole = gathered.copied(base)
    except RecursionError as error:
        raise DocumentError(f"the schema of {group.name} is nested too deeply", where=document.name) from error
    rules, omitted = rules_as_schemas(group.name, group.rules, group.fields)
    comment = "; ".join(one_line(f"{o.rule} is not expressed: {o.why}") for o in omitted)
    schema = {
        "$schema": _DIALECT,
        "title": group.name,
        **({"$comment": comment} if comment else {}),
        "allOf": [whole, *rules],
        **({"$defs": gathered.definitions} if gathered.definitions else {}),
    }
    return schema, omitted


def _parameters(group: Chosen) -> Mapping[str, Any]:
    """Parameters as an object, for the requests of which only they are judged."""
    required = [f.name for f in group.fields.values() if f.required]
    properties = {name: field.schema for name, field in group.fields.items()}
    return {"type": "object", **({"required": required} if required else {}), "properties": properties}


class _Gathered:
    """Copies schemas without our own keys; what they refer to is gathered under `$defs`."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names: dict[str, str] = {}
        self.definitions: dict[str, Any] = {}

    def copied(self, schema: Any) -> Any:
        """A schema with its references turned to `$defs`."""
        if not isinstance(schema, Mapping):
            return schema
        return {str(k): self._part(str(k), v) for k, v in schema.items() if not str(k).startswith("x-")}

    def _part(self, key: str, value: Any) -> Any:
        if key == "$ref" and isinstance(value, str):
            return f"#/$defs/{self._gathered(value)}"
        if key in _VALUES:
            return value
        if key in _BY_NAME and isinstance(value, Mapping):
            return {str(name): self.copied(below) for name, below in value.items()}
        return [self.copied(part) for part in value] if isinstance(value, list) else self.copied(value)

    def _gathered(self, reference: str) -> str:
        if reference not in self._names:
            last = "".join(c if c.isalnum() else "_" for c in reference.rsplit("/", 1)[-1]) or "schema"
            name, n = last, 1
            while name in self.definitions:
                n += 1
                name = f"{last}_{n}"
            self._names[reference] = name
            self.definitions[name] = {}  # taken: it may refer to itself
            self.definitions[name] = self.copied(self._document.resolve({"$ref": reference}))
        return self._names[reference]
