"""A plan to the files that users see: the client classes, the package's front, its README and its pyproject."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from swornspec.codegen.data_urls import gives_data_url
from swornspec.codegen.plan import EXPORTS, Argument, Method, Plan
from swornspec.codegen.quote import code_span, docstring, flat, literal, markdown, toml
from swornspec.codegen.streams import STREAM_TYPES
from swornspec.rules.rule import Effect, Said
from swornspec.spec.document import said_of

_BOUNDS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "over {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "under {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matching {}",
}
_MOST_VALUES = 40


def facade_sources(plan: Plan) -> dict[str, str]:
    """The files by path: those of the distribution at the top, those of the package below its name."""
    models = [c.name for c in plan.classes]
    unused = () if plan.streams else STREAM_TYPES
    exported = sorted({*EXPORTS, *models, plan.class_name, f"Async{plan.class_name}"}.difference(unused))
    used = {m.body_class for m in plan.methods if m.body_class} | _words(plan)
    context: dict[str, Any] = {
        "plan": plan,
        "models": models,
        "imported": [m for m in models if m in used],
        "exported": exported,
        "docs": {m.name: docstring(method_doc(m), 8) for m in plan.methods},
        "class_doc": docstring(_class_doc(plan), 4),
        "package_doc": docstring(f"A typed client of the {plan.title} API that keeps to its documentation. Generated: do not edit."),
        "streams": {s.method: s for s in plan.streams},
        "pagings": {p.method: p for p in plan.pagings},
        "gives_data_url": gives_data_url,
        "about": about,
        "rules_of": _rules_of,
    }
    templates = _templates()
    return {
        "pyproject.toml": templates.get_template("pyproject.toml.jinja").render(context),
        "README.md": templates.get_template("README.md.jinja").render(context),
        f"{plan.package}/__init__.py": templates.get_template("init.py.jinja").render(context),
        f"{plan.package}/_client.py": templates.get_template("client.py.jinja").render(context),
    }


def about(argument: Argument) -> str:
    """What the documentation says of an argument: its prose, then type keywords, values, default, and the places."""
    schema = argument.schema
    prose = flat(str(schema.get("description") or ""))
    sentences = [prose if not prose or prose[-1] in ".!?" else f"{prose}."]
    bounds = [form.format(_shown(schema[k])) for k, form in _BOUNDS.items() if k in schema]
    if bounds:
        sentences.append(f"{', '.join(bounds)[0].upper()}{', '.join(bounds)[1:]}.")
    for keyword, intro in (("enum", "One of"), ("x-extensible-enum", "Known values:")):
        members = schema.get(keyword)
        if isinstance(members, list) and members:
            shown = [_shown(v) for v in members[:_MOST_VALUES]]
            sentences.append(f"{intro} {', '.join(shown)}{', ...' if len(members) > _MOST_VALUES else ''}.")
    if schema.get("default") is not None:
        sentences.append(f"Defaults to {_shown(schema['default'])}, which is not sent.")
    if schema.get("deprecated") is True:
        sentences.append("Deprecated.")
    if gives_data_url(argument):
        sentences.append("A path, or the bytes of a file, is sent as a data URL.")
    if argument.wire != argument.name:
        sentences.append(f"On the wire: {flat(argument.wire, 100)}.")
    places = _places(schema)
    return " ".join(s for s in [*sentences, f"({places})" if places else ""] if s)


def method_doc(method: Method) -> str:
    """The text of a method's docstring: summary, description, arguments and the rules between them."""
    endpoint = method.endpoint
    lines = [flat(endpoint.summary, 300) or f"{endpoint.method} {flat(endpoint.path, 200)}", ""]
    if method.deprecated:
        lines += ["Deprecated.", ""]
    if method.encoded_as:
        lines += [f"The body is sent as {flat(method.encoded_as, 100)}.", ""]
    if method.other_types:
        others = ", ".join(flat(m, 100) for m in method.other_types)
        lines += [f"The documentation also takes the body as {others}, which this method does not send.", ""]
    if endpoint.description and flat(endpoint.description) != flat(endpoint.summary):
        lines += [flat(endpoint.description), ""]
    lines.append("Args:")
    lines += [f"    {a.name}: {about(a) or 'Not described.'}" for a in method.arguments]
    if method.body and not method.whole_body:
        lines.append("    extra_body: Undocumented fields to send as well.")
    lines += [
        "    extra_query: Undocumented query parameters to send as well.",
        "    extra_headers: Headers to send as well.",
        "    timeout: Seconds, for this call alone.",
        "    max_retries: How often a failed attempt is repeated, for this call alone.",
    ]
    if not method.documents_idempotency:
        lines.append("    idempotency_key: Sent as Idempotency-Key with every attempt, which makes it safe to repeat them.")
    rules = _rules_of(method)
    if rules:
        lines += ["", "Rules:"]
        lines += [f"    * {text}{f' ({said})' if said else ''}" for text, said in rules]
    lines += ["", "Raises:", "    RequestInvalid: The request breaks documented constraints; nothing was sent."]
    lines += ["    APIStatusError: The server answered with an error.", "    APIConnectionError: There was no answer."]
    return "\n".join(lines)


def _rules_of(method: Method) -> list[tuple[str, str]]:
    kinds = {
        Effect.REJECT: "",
        Effect.ADVICE: "",
        Effect.IGNORED: "Note: ",
        Effect.OVERRIDES: "Note: ",
        Effect.DEPRECATED: "Note: ",
    }
    rules = [r for r in (*method.endpoint.rules, *method.endpoint.parameter_rules) if r.effect in kinds and r.text]
    return [(f"{kinds[r.effect]}{flat(r.text)}", _cited(r.said)) for r in rules]


def _class_doc(plan: Plan) -> str:
    keys = " and ".join(k.variable for k in plan.keys)
    lines = [f"A client of the {plan.title} API.", ""]
    if plan.description.strip():
        lines += [flat(plan.description), ""]
    lines.append(f"Keys come from the arguments, else from {keys}." if keys else "It needs no key.")
    lines.append("Requests that the documentation forbids are never sent.")
    return "\n".join(lines)


def _places(schema: Mapping[str, Any]) -> str:
    said = [s for k in (*_BOUNDS, "type", "enum", "default", "x-extensible-enum") for s in said_of(schema, k) if s.first]
    return _cited(said)


def _cited(said: Iterable[Said]) -> str:
    """`page.txt lines 4, 7-9; other.txt line 3`."""
    pages: dict[str, list[Said]] = {}
    for one in said:
        pages.setdefault(one.page, []).append(one)
    return "; ".join(_cited_page(page, sorted(set(ones), key=lambda s: (s.first, s.last))) for page, ones in pages.items())


def _cited_page(page: str, said: list[Said]) -> str:
    lines = list(dict.fromkeys(s.lines for s in said if s.first))
    plural = "s" if len(lines) > 1 or any("-" in line for line in lines) else ""
    return flat(f"{page} line{plural} {', '.join(lines)}" if lines else page, 200)


def _shown(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return flat(str(value), 100)


def _words(plan: Plan) -> set[str]:
    """The names that annotations use."""
    texts = (
        [a.annotation for m in plan.methods for a in m.arguments]
        + [m.returns for m in plan.methods]
        + [enum for _, enum, _ in plan.aliases]
    )
    return {w for text in texts for w in text.replace("[", " ").replace("]", " ").replace(",", " ").split()}


def _way(way: tuple[str | int, ...] | None) -> str:
    """The source of a way through a response body."""
    return "None" if way is None else f"({''.join(f'{literal(step)}, ' for step in way)})"


def _cell(annotation: str) -> str:
    return code_span(annotation).replace("|", "\\|")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("swornspec.codegen"),
        autoescape=False,  # noqa: S701 - what is printed is Python and Markdown; text passes the filters of `quote`
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(literal=literal, md=markdown, code=code_span, cell=_cell, toml=toml, way=_way)
    return environment
