"""A plan to what its README shows: the calls, the tables of arguments, the rules with their sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.codegen.argument import bounds, default, first_sentence, prose, values
from swornspec.codegen.data_urls import gives_data_url
from swornspec.codegen.docs import rule_doc
from swornspec.codegen.example import Example, examples
from swornspec.codegen.judge import Judge
from swornspec.codegen.method import Argument, Method
from swornspec.codegen.paging import Paging
from swornspec.codegen.plan import Plan
from swornspec.codegen.quote import code_span, flat, markdown
from swornspec.codegen.refused import refused
from swornspec.codegen.security import lets_in
from swornspec.codegen.shapes import ObjectClass
from swornspec.codegen.source import call_source
from swornspec.codegen.streams import Stream
from swornspec.rules.rule import Effect, Rule
from swornspec.spec.document import Document, as_mapping

_FEW: Final = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of arguments, as Markdown."""

    name: str
    type: str
    allowed: str
    about: str


@dataclass(frozen=True, slots=True)
class Section:
    """What the README says of a method: its example as Python source (none: no valid request was found), its arguments and rules.

    `files` are the arguments that become data URLs, `pages` is a call that gives one page after the other, and `unread_paging`
    a statement about pages that the client does not follow; `shut` tells that the client alone cannot send the credentials.
    """

    method: Method
    anchor: str
    returns: str
    about: str
    example: str | None
    required: tuple[Row, ...]
    optional: tuple[Row, ...]
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    files: tuple[str, ...]
    stream: Stream | None
    paging: Paging | None
    pages: str | None
    unread_paging: str | None
    shut: bool


def readme_context(document: Document, plan: Plan) -> dict[str, Any]:
    """What the README's template needs: sections, the first call in its forms, and a call that is refused with its message."""
    judge = Judge(document)
    entered = {m.name for m in plan.methods if lets_in(m.endpoint)}
    known = {name: example for name, example in examples(document, plan, judge).items() if name in entered}
    sections = tuple(_section(m, known.get(m.name), plan) for m in plan.methods)
    streamed = {s.method for s in plan.streams if s.alone}
    first = next((m for m in plan.methods if m.name in known and m.name not in streamed), None)
    wrong = refused(judge, plan, known)
    info = as_mapping(document.raw.get("info"))
    models = {c.name for c in plan.classes if isinstance(c, ObjectClass)}
    return {
        "sections": sections,
        "first": first and _Calls(first, known[first.name]),
        "first_method": first,
        "first_is_model": first is not None and {*first.returns.split(" | ")} <= models,
        "wrong": wrong and call_source(f"client.{wrong.method.name}", wrong.example, indent=4),
        "message": wrong and wrong.message,
        "about_api": flat(str(info.get("description") or ""), 600),
        "links": tuple(links(document)),
        "licence": flat(str(as_mapping(info.get("license")).get("name") or ""), 100),
    }


def links(document: Document) -> Iterator[tuple[str, str]]:
    """What the document points to, as labels and addresses on the web."""
    info = as_mapping(document.raw.get("info"))
    stated = (
        ("Documentation", as_mapping(document.raw.get("externalDocs")).get("url")),
        ("Contact", as_mapping(info.get("contact")).get("url")),
        ("Terms of service", info.get("termsOfService")),
    )
    for label, url in stated:
        if isinstance(url, str) and re.fullmatch(r"https?://[!#$%&'*+,./0-9:;=?@A-Z_a-z~-]{1,500}", url):
            yield label, url


class _Calls:
    """The first call, written for the places where the README shows it."""

    def __init__(self, method: Method, example: Example) -> None:
        self._method, self._example = method, example

    def on(self, client: str, indent: int = 0, more: Mapping[str, Any] | None = None) -> str:
        """The call of a client that is called so."""
        return call_source(f"{client}.{self._method.name}", self._example, indent=indent, more=more)


def _section(method: Method, example: Example | None, plan: Plan) -> Section:
    live = [a for a in method.arguments if a.schema.get("deprecated") is not True]
    old = [a for a in method.arguments if a.schema.get("deprecated") is True]
    ordered = (*live, *old)
    stream = next((s for s in plan.streams if s.method == method.name), None)
    paging = next((p for p in plan.pagings if p.method == method.name), None)
    call = None if example is None else _shown(method, example, stream)
    rules = [r for r in (*method.endpoint.rules, *method.endpoint.parameter_rules) if r.text]
    return Section(
        method=method,
        anchor=re.sub(r"[^a-z0-9_-]", "", method.name.lower()),
        returns=plan.returns(method).replace("models.", ""),
        about=_about(method),
        example=call,
        required=tuple(_row(a) for a in ordered if a.required),
        optional=tuple(_row(a) for a in ordered if not a.required),
        rules=tuple(_rule(r) for r in rules if r.effect is Effect.REJECT),
        notes=tuple(_rule(r) for r in rules if r.effect is not Effect.REJECT),
        files=tuple(a.name for a in ordered if gives_data_url(a)),
        stream=stream,
        paging=paging,
        pages=None if paging is None or example is None else _paged(paging, example),
        unread_paging=next((statement for name, statement in plan.unread_pagings if name == method.name), None),
        shut=not lets_in(method.endpoint),
    )


def _shown(method: Method, example: Example, stream: Stream | None) -> str:
    """The call of a method and what is done with its result."""
    if stream is not None and stream.alone:
        return f"with {call_source(f'client.{method.name}', example)} as items:\n    for item in items:\n        print(item)"
    result = "result = " if method.returns != "None" else ""
    return f"{result}{call_source(f'client.{method.name}', example)}"


def _paged(paging: Paging, example: Example) -> str:
    """A loop over the first page, or over its items where the documentation says where they are."""
    name, one = (paging.items_name, "item") if paging.items_name else (paging.pages_name, "page")
    return f"for {one} in {call_source(f'client.{name}', example, more={paging.most_name: 1})}:\n    print({one})"


def _about(method: Method) -> str:
    summary, description = flat(method.endpoint.summary, 300), flat(method.endpoint.description)
    parts = [summary, description] if description != summary else [summary]
    return markdown(" ".join(p if p.endswith((".", "!", "?", ":")) else f"{p}." for p in parts if p))


def _row(argument: Argument) -> Row:
    schema = argument.schema
    listed = values(schema, _FEW)
    if len(schema.get("enum") or ()) > _FEW:
        listed = f"one of {len(schema['enum'])} values"
    allowed = [*bounds(schema), listed, f"default {default(schema)}" if default(schema) else ""]
    about = first_sentence(prose(argument))
    if schema.get("deprecated") is True:
        about = f"Deprecated. {about}"
    return Row(code_span(argument.name), _type(argument.annotation), _within("; ".join(a for a in allowed if a)), _within(about))


def _within(text: str) -> str:
    """A text that does not begin its line."""
    return markdown(f"a {text}")[2:] if text else ""


def _type(annotation: str) -> str:
    """The type for readers: models without the mappings that may stand for them, enums by their own name."""
    shown = annotation.replace(" | Mapping[str, Any]", "").replace("Sequence[", "list[")
    return code_span(re.sub(r"\b(\w+)Argument\b", r"\1", shown)).replace("|", "\\|")


def _rule(rule: Rule) -> str:
    text = markdown(rule_doc(rule))
    quotes = dict.fromkeys(flat(s.quote, 300) for s in rule.said if s.quote.strip())
    return " ".join([text, *(f"“{markdown(q)}”" for q in quotes)])
