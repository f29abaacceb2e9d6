"""A plan to the docstrings of its client: what an editor shows of a class or a method, Google style."""

from collections.abc import Iterator, Sequence
from typing import Final

from swornspec.codegen.argument import bounds, cited, default, places, prose, values
from swornspec.codegen.data_urls import gives_data_url
from swornspec.codegen.method import Argument, Method
from swornspec.codegen.plan import Plan
from swornspec.codegen.quote import flat
from swornspec.rules.rule import Effect, Rule

_INTRO: Final = {
    Effect.REJECT: "",
    Effect.ADVICE: "",
    Effect.IGNORED: "Note: ",
    Effect.OVERRIDES: "Note: ",
    Effect.DEPRECATED: "Note: ",
    Effect.RELATION: "Note: ",
    Effect.EXTERNAL: "Not checked: ",
}
"""What stands before the text of a rule, by its effect; that of an advice says so itself."""
_OPTIONS: Final = (
    ("extra_query", "Undocumented query parameters to send as well."),
    ("extra_headers", "Headers to send as well."),
    ("timeout", "Seconds, for this call alone."),
    ("max_retries", "How often a failed attempt is repeated, for this call alone."),
)
"""The arguments of every method."""
_MOST_METHODS: Final = 50
_RAISES: Final = (
    ("RequestInvalid", "The request breaks documented constraints; nothing was sent."),
    ("APIStatusError", "The server answered with an error."),
    ("APIConnectionError", "There was no answer."),
)


def method_doc(method: Method, returns: str) -> str:
    """The text of a method's docstring: summary, description, arguments with their rules, result and errors; `returns` is its type."""
    endpoint = method.endpoint
    lines = [_ended(flat(endpoint.summary, 300) or f"{endpoint.method} {flat(endpoint.path, 200)}"), ""]
    if method.deprecated:
        lines += ["Deprecated.", ""]
    if endpoint.description and flat(endpoint.description) != flat(endpoint.summary):
        lines += [_ended(flat(endpoint.description)), ""]
    if method.encoded_as:
        lines += [f"The body is sent as {flat(method.encoded_as, 100)}.", ""]
    if method.other_types:
        types = ", ".join(flat(m, 100) for m in method.other_types)
        lines += [f"The documentation also takes the body as {types}, which this method does not send.", ""]
    rules = [r for r in (*endpoint.rules, *endpoint.parameter_rules) if r.text]
    lines.append("Args:")
    for argument in method.arguments:
        lines += argument_doc(argument, [r for r in rules if r.subject == argument.wire])
    if method.body and not method.whole_body:
        lines.append("    extra_body: Undocumented fields to send as well.")
    lines += [f"    {name}: {text}" for name, text in _OPTIONS]
    if not method.documents_idempotency:
        lines.append("    idempotency_key: Sent as Idempotency-Key with every attempt, which makes it safe to repeat them.")
    known = {a.wire for a in method.arguments}
    others = [r for r in rules if r.subject not in known]
    if others:
        lines += ["", "Rules:", *(f"    * {rule_doc(r)}" for r in others)]
    lines += ["", "Returns:", f"    {_result(method, returns)}", "", "Raises:"]
    lines += [f"    {name}: {_errors(method) if name == 'APIStatusError' else text}" for name, text in _RAISES]
    return "\n".join(lines)


def argument_doc(argument: Argument, rules: Sequence[Rule] = ()) -> Iterator[str]:
    """The lines about an argument: its prose, then, further in, what it may be, its rules, and where that is documented."""
    schema = argument.schema
    facts = []
    allowed = ", ".join(bounds(schema))
    if allowed:
        facts.append(_ended(f"Allowed: {allowed}"))
    listed = values(schema)
    if listed:
        facts.append(_ended(f"{listed[0].upper()}{listed[1:]}"))
    if default(schema):
        facts.append(f"Default: {default(schema)} (not sent).")
    if schema.get("deprecated") is True:
        facts.append("Deprecated.")
    if gives_data_url(argument):
        facts.append("A path, or the bytes of a file, is sent as a data URL.")
    if argument.wire != argument.name:
        facts.append(f"On the wire: {flat(argument.wire, 100)}.")
    text = prose(argument)
    if not text:
        text, facts = (" ".join(facts) or "Not described."), []
    yield f"    {argument.name}: {text}"
    if facts:
        yield f"        {' '.join(facts)}"
    yield from (f"        {'Rule: ' if r.effect is Effect.REJECT else ''}{rule_doc(r)}" for r in rules)
    where = places(schema)
    if where:
        yield f"        Documented in {where}."


def rule_doc(rule: Rule) -> str:
    """A rule in plain English, with the place that states it."""
    text = f"{_INTRO[rule.effect]}{flat(rule.text)}"
    said = cited(rule.said)
    text = f"{text[0].upper()}{text[1:]}" if rule.effect is Effect.ADVICE else text
    return f"{text} ({said})." if said else _ended(text)


def class_doc(plan: Plan) -> str:
    """The text of the client's docstring."""
    keys = " and ".join(k.variable for k in plan.keys)
    lines = [f"A client of the {plan.title} API.", ""]
    if plan.description.strip():
        lines += [_ended(flat(plan.description)), ""]
    lines += [f"Keys come from the arguments, else from {keys}." if keys else "It needs no key."]
    lines += ["Requests that the documentation forbids are never sent: they raise RequestInvalid, which says all that is wrong."]
    if plan.methods:
        shown = plan.methods[:_MOST_METHODS]
        lines += ["", "Methods:", *(f"    {m.name}: {_ended(flat(m.endpoint.summary, 200) or _address(m))}" for m in shown)]
        lines += [f"    And {len(plan.methods) - len(shown)} more."] if len(shown) < len(plan.methods) else []
    return "\n".join(lines)


def _result(method: Method, returns: str) -> str:
    documented = [r.description for s, r in method.endpoint.responses.items() if s.startswith("2") and r.description.strip()]
    said = flat(" ".join(documented[:1]), 300)
    return f"{returns}: {_ended(said)}" if said else f"{returns}."


def _errors(method: Method) -> str:
    known = [s for s in method.endpoint.responses if not s.startswith("2") and s != "default"]
    documented = f" (documented: {flat(', '.join(known), 200)})" if known else ""
    return f"The server answered with an error{documented}."


def _address(method: Method) -> str:
    return f"{method.endpoint.method} {flat(method.endpoint.path, 200)}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
