"""A plan to what its client says of requests without refusing them: advice, and what is deprecated."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from swornspec.codegen.plan import Method, Plan
from swornspec.codegen.quote import flat, literal
from swornspec.codegen.shapes import Attribute
from swornspec.rules import values
from swornspec.rules.field import path_at
from swornspec.rules.python import function_source
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.spec.document import Document, as_list, as_mapping
from swornspec.spec.names import python_name

_EFFECTS: Final = (Effect.ADVICE, Effect.IGNORED, Effect.OVERRIDES, Effect.DEPRECATED)
_LONGEST: Final = 300


def advice_source(plan: Plan) -> str:
    """The source of the module with everything that the documentation says of requests and does not demand."""
    names = {*values.__all__, "notes", "note", "said"}
    functions: list[str] = []
    listed = []
    for method in plan.methods:
        notes = "".join(
            f"{_note(rule, method, names, functions)}, " for rule in method.endpoint.rules if rule.effect in _EFFECTS and rule.text
        )
        notes += "".join(f"{note}, " for note in _unspoken(method))
        listed.append(f"    {literal(method.name)}: ({notes}),\n")
    return f'''"""What the documentation says of requests and does not demand: advice, and what has no effect. Generated: do not edit."""

from typing import Any

from ._runtime.advice import Note
from ._runtime.request import Said
from ._runtime.values import {", ".join(values.__all__)}

{"".join(f"{f}{chr(10)}{chr(10)}" for f in functions)}
NOTES: dict[str, tuple[Note, ...]] = {{
{"".join(listed)}}}
'''


def deprecated_of_class(attributes: tuple[Attribute, ...], rules: list[Rule]) -> str:
    """The source of the deprecated fields of a class, each as name and text."""
    return "".join(f"{d}, " for d in _deprecated_fields({a.wire: a.schema for a in attributes}, rules))


def deprecated_of_method(document: Document, method: Method) -> str:
    """The source of what is deprecated about an operation: itself, its parameters, the fields of its body."""
    endpoint = method.endpoint
    item = document.resolve(as_mapping(document.raw.get("paths")).get(endpoint.path))
    stated = as_mapping(item.get(endpoint.method.lower()))
    itself = [f"Deprecated('', {literal(_text('this operation is deprecated', stated.get('description')))})"] * (
        stated.get("deprecated") is True
    )
    schemas = {a.wire: a.schema for a in method.body_arguments}
    for one in map(document.resolve, (*as_list(item.get("parameters")), *as_list(stated.get("parameters")))):
        if one.get("deprecated") is True:
            schemas.setdefault(str(one.get("name")), {"deprecated": True, "description": one.get("description")})
    rules = [] if method.whole_body else [*endpoint.rules, *endpoint.parameter_rules]
    return "".join(f"{d}, " for d in (*itself, *_deprecated_fields(schemas, rules)))


def _deprecated_fields(schemas: Mapping[str, Mapping[str, Any]], rules: list[Rule]) -> Iterator[str]:
    spoken = {r.subject: flat(r.text) for r in rules if r.effect is Effect.DEPRECATED and r.text and r.expr is None}
    for name, schema in schemas.items():
        if schema.get("deprecated") is True or name in spoken:
            text = _text(spoken.get(name, f"{flat(name, 100)} is deprecated"), schema.get("description"))
            yield f"Deprecated({literal(name)}, {literal(text)})"
        for kind in ("oneOf", "anyOf"):
            parts = [as_mapping(part) for part in as_list(schema.get(kind))]
            old = [p["const"] for p in parts if p.get("deprecated") is True and isinstance(p.get("const"), str | int | float)]
            if old:
                shown = f"{flat(name, 100)} should no longer be {' or '.join(flat(str(v), 60) for v in old)}"
                yield f"Deprecated({literal(name)}, {literal(shown)}, ({''.join(f'{literal(v)}, ' for v in old)}))"


def _text(text: str, description: Any) -> str:
    more = flat(description, _LONGEST) if isinstance(description, str) else ""
    return f"{text} ({more})" if more else text


def _note(rule: Rule, method: Method, names: set[str], functions: list[str]) -> str:
    holds = "None"
    if rule.expr is not None:
        holds = python_name(f"{method.name} {rule.id}", names)
        names.add(holds)
        source = function_source("note", rule.expr, method.endpoint.fields, flat(rule.text))
        functions.append(source.replace("def note(", f"def {holds}(", 1))
    said = "".join(f"{said_source(s)}, " for s in rule.said)
    known = (literal(v) for v in (rule.id, str(rule.effect), rule.subject, rule.other, flat(rule.text)))
    ways = {n: way for n in (rule.subject, rule.other) if n and len(way := path_at(n, method.endpoint.fields)) > 1}
    return f"Note({', '.join(known)}, ({said}), {holds}{f', {literal(ways)}' if ways else ''})"


def _unspoken(method: Method) -> Iterator[str]:
    """Notes of the fields that are marked as deprecated and of which no rule speaks."""
    spoken = {r.subject for r in method.endpoint.rules if r.effect is Effect.DEPRECATED}
    for argument in method.body_arguments:
        if argument.schema.get("deprecated") is True and argument.wire not in spoken:
            text = _text(f"{flat(argument.wire, 100)} is deprecated", argument.schema.get("description"))
            known = (literal(v) for v in (f"{argument.wire}-deprecated", "deprecated", argument.wire, None, text))
            yield f"Note({', '.join(known)}, (), None)"


def said_source(said: Said) -> str:
    """The source of where the documentation says something."""
    return f"Said({literal(said.page)}, {said.first}, {said.last}, {literal(said.quote)}, {literal(said.evidence)})"
