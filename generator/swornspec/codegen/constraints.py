"""A plan to the source of the client's rules: every constraint of its requests, as plain data and plain functions.

Keywords stay JSON Schema and are read by the runtime; rules between fields become one function each.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from swornspec.codegen.choices import choices_source
from swornspec.codegen.method import DEFAULT_STYLES
from swornspec.codegen.notes import deprecated_of_class, deprecated_of_method, said_source
from swornspec.codegen.plan import Argument, Method, Plan
from swornspec.codegen.quote import Name, flat, literal
from swornspec.codegen.runtime.pattern import python_pattern
from swornspec.codegen.runtime.schema import COVERED
from swornspec.codegen.shapes import ObjectClass
from swornspec.codegen.subschemas import BY_NAME, LISTED, SINGLE
from swornspec.errors import DocumentError, GenerationError
from swornspec.rules import values
from swornspec.rules.expr import Ref, walk
from swornspec.rules.field import Fields, field_at, path_at
from swornspec.rules.python import function_source, shortcut_source
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.direction import Direction, projection_of
from swornspec.spec.document import Document, as_mapping, documented_fields, pointed, read_rule, resolve
from swornspec.spec.names import python_name
from swornspec.spec.nested import nested_rules
from swornspec.spec.nodes import as_list

_UNREADABLE: Final = frozenset({"$dynamicRef", "$recursiveRef", "unevaluatedProperties", "unevaluatedItems", "dependencies"})


def rules_source(document: Document, plan: Plan) -> str:
    """The source of the rules module; GenerationError for a keyword or pattern that generated code cannot check."""
    writer = Writer(document)
    operations = [writer.operation(m) for m in plan.methods]
    contracts = [writer.contract(c) for c in plan.classes if isinstance(c, ObjectClass) and c.pointer in writer.pointers]
    functions = "\n\n".join(writer.functions)
    shortcuts = "\n\n".join(writer.shortcuts)
    of_shortcuts = "\n# The rules of a request all at once, for values that are None or of the documented types.\n\n" if shortcuts else ""
    schemas = ",\n".join(f"    {literal(k)}: {literal(v)}" for k, v in writer.schemas.items())
    operations_text = "\n".join(operations)
    return f'''"""What the documentation demands of requests: schemas as data, rules between fields as functions. Generated: do not edit."""

from typing import Any

from ._runtime.advice import Deprecated
from ._runtime.choice import CHOICES, Choice
from ._runtime.model import CONTRACTS, Contract
from ._runtime.request import Operation, Parameter, Rule, Said, Shortcut
from ._runtime.values import {", ".join(values.__all__)}

{functions}
{of_shortcuts}{shortcuts}
SCHEMAS: dict[str, Any] = {{
{schemas}
}}

OPERATIONS: dict[str, Operation] = {{
{operations_text}
}}

CONTRACTS.update({{
{"".join(contracts)}}})
{choices_source(plan)}'''


class Writer:
    """Gathers the schemas that requests refer to, and a function for each rule.

    Those of responses come without rules, and without keywords and patterns that generated code cannot check. What does not
    go the way of a schema is not required (see `swornspec.spec.direction`).
    """

    def __init__(self, document: Document, *, of_responses: bool = False) -> None:
        """Start with nothing gathered."""
        self._of_responses = of_responses
        self._projection = projection_of(document.raw, Direction.RESPONSE if of_responses else Direction.REQUEST)
        self._document = document
        self._names: set[str] = {*values.__all__, "schemas", "operations", "contracts"}
        self._written: dict[tuple[str, str], str] = {}
        self._shortcuts: dict[str, str] = {}
        self._nested = nested_rules(document, document.endpoints)
        self.schemas: dict[str, Any] = {}
        self.functions: list[str] = []
        self.shortcuts: list[str] = []

    @property
    def pointers(self) -> frozenset[str]:
        """Where the document has the schemas that were gathered."""
        return frozenset(self.schemas)

    def operation(self, method: Method) -> str:
        """The source of what is demanded of requests of an operation."""
        endpoint, body = method.endpoint, method.body
        rules = "".join(self._rule(r, endpoint.fields) for r in endpoint.rules if _rejects(r))
        between = "".join(self._rule(r, endpoint.parameter_fields) for r in endpoint.parameter_rules if _rejects(r))
        schema = "None" if body is None else literal(self.schema(body.schema))
        listed = "".join(
            f"Parameter({literal(p.wire)}, {literal(p.location)}, {p.required}, {literal(self.schema(p.schema))}{_unusual(p)}), "
            for p in method.parameters
        )
        name, more = literal(method.name), f", ({between})" if between else ""
        fields = endpoint.body.fields if endpoint.body else {}
        short = self._shortcut(f"{method.name} rules", rules, [r for r in endpoint.rules if _rejects(r)], fields)
        more += f", shortcut={short}" if short else ""
        deprecated = deprecated_of_method(self._document, method)
        more += f", deprecated=({deprecated})" if deprecated else ""
        return f"    {name}: Operation({literal(endpoint.operation_id)}, {schema}, ({rules}), ({listed}), SCHEMAS{more}),"

    def contract(self, described: ObjectClass) -> str:
        """The source of what is demanded of a class."""
        pointer = described.pointer or ""
        resolved = resolve(self._document.raw, {"$ref": pointer})
        fields = documented_fields(self._document.raw, resolved)
        stated = resolved.get("x-rules")
        rules = [read_rule(r) for r in stated] if isinstance(stated, list) else []
        text = "".join(self._rule(r, fields) for r in rules if _rejects(r))
        short = self._shortcut(f"{described.name} rules", text, [r for r in rules if _rejects(r)], fields)
        more = f", {short}" if short else ""
        deprecated = deprecated_of_class(described.attributes, rules)
        more += f", deprecated=({deprecated})" if deprecated else ""
        return f"    {literal(described.name)}: Contract({literal({'$ref': pointer})}, ({text}), SCHEMAS{more}),\n"

    def _shortcut(self, title: str, rules: str, stated: list[Rule], fields: Fields) -> str:
        """The name of the shortcut of some rules, which are those of an operation and of its class; none when there is no way."""
        written = shortcut_source("shortcut", [r.expr for r in stated if r.expr is not None], fields) if stated else None
        if written is None:
            return ""
        if rules not in self._shortcuts:
            name = python_name(title, self._names)
            self._names |= {name, name.upper()}
            self._shortcuts[rules] = name.upper()
            source = written[0].replace("def shortcut(", f"def {name}(", 1)
            self.shortcuts.append(f"{source}\n\n{name.upper()} = Shortcut(({''.join(f'{literal(f)}, ' for f in written[1])}), {name})\n")
        return self._shortcuts[rules]

    def _rule(self, rule: Rule, fields: Fields) -> str:
        return f"{self._named(rule, fields)}, "

    def _named(self, rule: Rule, fields: Fields) -> str:
        """The name of a rule, which is written on the first call: a function and what is known of it."""
        assert rule.expr is not None
        said = "".join(f"{said_source(s)}, " for s in rule.said)
        defaults = "".join(f"({literal(n)}, {literal(d)}), " for n, d in read_defaults(rule, fields))
        known = f"{literal(rule.id)}, {literal(rule.subject)}, {literal(flat(rule.text))}, ({said}), ({defaults})"
        source = function_source("rule", rule.expr, fields, flat(rule.text))
        if (source, known) not in self._written:  # the rules of a body are those of its class: one serves both
            name = python_name(rule.id, self._names)
            self._names |= {name, name.upper()}
            self._written[source, known] = name.upper()
            way = path_at(rule.subject, fields)
            more = f", {literal(way)}" if len(way) > 1 else ""
            self.functions.append(f"{source.replace('def rule(', f'def {name}(', 1)}\n\n{name.upper()} = Rule({known}, {name}{more})\n")
        return self._written[source, known]

    def schema(self, schema: Any, above: frozenset[str] = frozenset()) -> Any:
        """A schema without its prose, with the schemas that it refers to gathered by their pointer.

        `above` are the properties that schemas around it, about the same value, say not to go this way.
        """
        if not isinstance(schema, Mapping):
            return schema is not False
        unreadable = sorted(_UNREADABLE & schema.keys())
        if unreadable and not self._of_responses:
            raise GenerationError(
                f"{unreadable[0]} cannot be checked by generated code", where=self._document.name, mend="say it with other keywords"
            )
        nested = None if self._of_responses else self._nested.get(id(schema))
        lifted = self._projection.lifted(schema, above)
        schema = _without_strange_patterns(lifted.schema) if self._of_responses else lifted.schema
        kept = {k: self._keyword(k, v, lifted.names) for k, v in schema.items() if k in COVERED or k == "x-said"}
        return kept if nested is None else {**kept, "x-rules": [Name(self._named(r, nested.fields)) for r in nested.rules]}

    def _pointed(self, pointer: str) -> Any:
        try:
            return pointed(self._document.raw, pointer)
        except DocumentError:
            if self._of_responses:
                return True
            raise

    def _keyword(self, keyword: str, value: Any, names: frozenset[str]) -> Any:
        if keyword == "$ref":
            if value not in self.schemas:
                self.schemas[value] = None  # taken: it may refer to itself
                self.schemas[value] = self.schema(self._pointed(value))
            return value
        if keyword == "x-said":
            return [said_entry(e) for e in value if isinstance(e, Mapping)] if isinstance(value, list) else []
        if keyword in BY_NAME:
            if keyword == "patternProperties":
                for pattern in value:
                    self._pattern(pattern)
            return {str(name): self.schema(below, self._projection.inherited(keyword, below, names)) for name, below in value.items()}
        if keyword in LISTED:
            return [self.schema(below, self._projection.inherited(keyword, below, names)) for below in value]
        if keyword in SINGLE:
            return self.schema(value, self._projection.inherited(keyword, value, names))
        return self._pattern(value) if keyword == "pattern" else value

    def _pattern(self, pattern: str) -> str:
        try:
            python_pattern(pattern)
        except re.error as error:
            shown = flat(pattern, 80)
            raise GenerationError(f"the pattern {shown!r} has no equivalent in Python: {error}", where=self._document.name) from error
        return pattern


def _without_strange_patterns(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    unreadable = {"pattern", "patternProperties"} & schema.keys() if _has_strange_pattern(schema) else set()
    return {k: v for k, v in schema.items() if k not in unreadable}


def _has_strange_pattern(schema: Mapping[str, Any]) -> bool:
    for pattern in (schema.get("pattern"), *as_mapping(schema.get("patternProperties"))):
        try:
            python_pattern(pattern if isinstance(pattern, str) else "")
        except re.error:
            return True
    return False


def read_defaults(rule: Rule, fields: Fields) -> Iterator[tuple[str | tuple[str, ...], Any]]:
    """The fields whose documented default the rule reads, in reading order; those within objects by their path."""
    assert rule.expr is not None
    read = dict.fromkeys(n.name for n in walk(rule.expr) if isinstance(n, Ref) and n.effective)
    for name in read:
        field = field_at(name, fields)
        if field is not None and field.default is not None:
            yield field.path if field.within else name, field.default


def _unusual(argument: Argument) -> str:
    return "" if argument.style == DEFAULT_STYLES.get(argument.location) else f", {literal(argument.style)}"


def _rejects(rule: Rule) -> bool:
    return rule.effect is Effect.REJECT and rule.expr is not None


def said_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An item of `x-said` as generated code has it: what is of the right type."""
    kept: dict[str, Any] = {"keywords": [k for k in as_list(entry.get("keywords")) if isinstance(k, str)]}
    for key in ("page", "quote", "evidence"):
        if entry.get(key) is not None:
            kept[key] = str(entry[key])
    for key in ("line", "end_line"):
        if isinstance(entry.get(key), int) and not isinstance(entry[key], bool):
            kept[key] = entry[key]
    return kept


def require_json(document: Document) -> None:
    """GenerationError unless a document is plain JSON: no infinite numbers, no dates or bytes of YAML, no circles."""
    try:
        json.dumps(document.raw, allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise GenerationError(f"the document is not plain JSON: {flat(str(error), 200)}", where=document.name) from error
