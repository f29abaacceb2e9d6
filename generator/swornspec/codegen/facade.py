"""A plan to the files that users see: the client classes, the package's front, its README and its pyproject."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from swornspec.codegen.data_urls import gives_data_url
from swornspec.codegen.docs import class_doc, method_doc
from swornspec.codegen.plan import EXPORTS, Plan
from swornspec.codegen.quote import code_span, docstring, literal, markdown, toml
from swornspec.codegen.readme import readme_context
from swornspec.codegen.streams import STREAM_TYPES
from swornspec.spec.document import Document


def facade_sources(document: Document, plan: Plan) -> dict[str, str]:
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
        "docs": {m.name: docstring(method_doc(m, plan.returns(m)), 8) for m in plan.methods},
        "class_doc": docstring(class_doc(plan), 4),
        "package_doc": docstring(f"A typed client of the {plan.title} API that keeps to its documentation. Generated: do not edit."),
        "streams": {s.method: s for s in plan.streams},
        "pagings": {p.method: p for p in plan.pagings},
        "gives_data_url": gives_data_url,
        "keywords": sorted({plan.api.replace("_", "-"), "api", "client", "openapi"}),
        **readme_context(document, plan),
    }
    templates = _templates()
    return {
        "pyproject.toml": templates.get_template("pyproject.toml.jinja").render(context),
        "README.md": templates.get_template("README.md.jinja").render(context),
        f"{plan.package}/__init__.py": templates.get_template("init.py.jinja").render(context),
        f"{plan.package}/_client.py": templates.get_template("client.py.jinja").render(context),
    }


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
    environment.filters.update(literal=literal, md=markdown, code=code_span, toml=toml, way=_way)
    return environment
