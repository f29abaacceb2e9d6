"""The requests of one endpoint as spaces to search: its body, and each parameter outside the body, judged by the Checker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from swornspec.contract.sent import Sender
from swornspec.rules.rule import Effect
from swornspec.rules.witness import Space, constraints, find, sample, satisfying
from swornspec.rules.witness.find import Found
from swornspec.rules.witness.sample import grown
from swornspec.spec.check import Broken, Checker
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint, Parameter
from swornspec.spec.inline import inlined
from swornspec.spec.least import body_space, least_body


@dataclass(frozen=True, slots=True)
class Subject:
    """An endpoint with what is needed to make requests to it.

    `body` is the space of its bodies (None without a JSON body), `least` a small valid body, `parameters` the values of
    the required parameters, by (location, name), `sender` what writes them. `together` is the space of all parameters,
    where rules are between them.
    """

    document: Document
    endpoint: Endpoint
    checker: Checker
    body: Space | None
    least: Any
    parameters: Mapping[tuple[str, str], Any]
    sender: Sender
    together: Space | None = None
    companions: dict[tuple[str, str], Mapping[tuple[str, str], Any]] = field(default_factory=dict, compare=False, repr=False)
    """What is sent beside each parameter, once it is known."""

    def broken(self, body: Any, parameters: Mapping[tuple[str, str], Any]) -> tuple[Broken, ...]:
        """Everything a request breaks."""
        of_body = self.checker.broken(body) if self.body is not None else ()
        return (*of_body, *self.checker.broken_parameters(parameters))


def subject_of(document: Document, endpoint: Endpoint) -> Subject:
    """An endpoint prepared for making requests."""
    checker = Checker(document, endpoint)
    space = body_space(document, endpoint, checker)
    least = None if space is None else least_body(space)
    sender = Sender(document, endpoint)
    together = _together(document, endpoint, checker, sender)
    fewest = satisfying(together) if together is not None else None
    parameters = required_parameters(document, endpoint) if fewest is None else keyed(endpoint, fewest)
    return Subject(document, endpoint, checker, space, least, parameters, sender, together)


def keyed(endpoint: Endpoint, sent: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Values of parameters by (location, name); of two that share a name, the first is meant."""
    return {(f.location, name): sent[name] for name, f in endpoint.parameter_fields.items() if name in sent}


def _together(document: Document, endpoint: Endpoint, checker: Checker, sender: Sender) -> Space | None:
    """All parameters as one object, judged with the rules between them; None where there are no such rules."""
    ruled = any(r.effect is Effect.REJECT for r in endpoint.parameter_rules)
    return all_parameters(document, endpoint, checker, sender) if ruled else None


def all_parameters(document: Document, endpoint: Endpoint, checker: Checker, sender: Sender) -> Space:
    """All parameters as one object, judged with the rules between them."""
    by_key = {(p.location, p.name): p for p in endpoint.parameters}
    schema = {
        "type": "object",
        "properties": {name: _sent(inlined(document, f.schema, Direction.REQUEST)) for name, f in endpoint.parameter_fields.items()},
        "required": [name for name, f in endpoint.parameter_fields.items() if f.required],
    }

    def judge(sent: Any) -> list[str]:
        if not isinstance(sent, dict):
            return ["body-type"]
        given = keyed(endpoint, sent)
        if any(sender.expressible(by_key[key], value) is None for key, value in given.items()):
            return ["not expressible"]
        return [b.constraint for b in checker.broken_parameters(given)]

    flat = {c.id: c for c in constraints(schema, endpoint.parameter_rules) if c.flat}
    return Space(schema, endpoint.parameter_rules, judge, tuple(flat.values()))


def _sent(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a parameter that is sent: an array without any item is as good as not sent."""
    empty = schema.get("type") == "array" and "minItems" not in schema and schema.get("maxItems") != 0
    return {**schema, "minItems": 1} if empty else schema


def required_parameters(document: Document, endpoint: Endpoint) -> dict[tuple[str, str], Any]:
    """A valid value for each required parameter; what no text can carry is left out."""
    found: dict[tuple[str, str], Any] = {}
    for parameter in endpoint.parameters:
        if parameter.required:
            schema = inlined(document, parameter.schema, Direction.REQUEST)
            value = sample(schema)
            if value == [] and schema.get("maxItems") != 0:
                value = sample({**schema, "minItems": 1})  # no item at all is as good as not sent
            elif value == {} and isinstance(schema.get("properties"), Mapping):
                value = grown(schema, {}, 1)
            found[parameter.location, parameter.name] = value
    return found


def beside(subject: Subject, parameter: Parameter) -> Mapping[tuple[str, str], Any]:
    """Values of the other parameters: the required ones, and what the rules ask for where this one is sent."""
    key = (parameter.location, parameter.name)
    if key not in subject.companions:
        subject.companions[key] = _companions(subject, parameter)
    return subject.companions[key]


def _companions(subject: Subject, parameter: Parameter) -> Mapping[tuple[str, str], Any]:
    key = (parameter.location, parameter.name)
    others = {k: v for k, v in subject.parameters.items() if k != key}
    together = subject.together
    known = None if together is None else together.fields.get(parameter.name)
    if together is None or known is None or key in subject.parameters:
        return others
    value = sample(known.schema)
    if not together.judge({parameter.name: value, **{name: v for (_, name), v in others.items()}}):
        return others
    result = find(together, fixed={parameter.name: value})
    return {k: v for k, v in keyed(subject.endpoint, result.body).items() if k != key} if isinstance(result, Found) else others


def parameter_space(subject: Subject, parameter: Parameter) -> Space:
    """The values of one parameter, as an object with that one field."""
    schema = {
        "type": "object",
        "properties": {parameter.name: inlined(subject.document, parameter.schema, Direction.REQUEST)},
        "required": [parameter.name] if parameter.required else [],
    }
    key = (parameter.location, parameter.name)
    others = beside(subject, parameter)

    def judge(sent: Any) -> list[str]:
        if not isinstance(sent, dict):
            return ["body-type"]
        given = {**others, key: sent[parameter.name]} if parameter.name in sent else others
        if parameter.name in sent and subject.sender.expressible(parameter, sent[parameter.name]) is None:
            return ["not expressible"]
        return [b.constraint for b in subject.checker.broken_parameters(given)]

    return Space(schema, (), judge, tuple(c for c in constraints(schema) if c.path))
