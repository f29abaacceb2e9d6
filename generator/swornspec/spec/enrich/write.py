"""Additions put into a document, in the words of its version, each with its evidence."""

from collections.abc import Mapping, Sequence
from typing import Any

from swornspec.errors import RuleError
from swornspec.rules.english.build import numbered
from swornspec.rules.field import Fields
from swornspec.rules.idl import dependencies
from swornspec.rules.rule import Rule, Said
from swornspec.spec.document import read_rule, said_as_json
from swornspec.spec.enrich.site import Dialect, Site
from swornspec.spec.openapi import rule_as_json

_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def write_keywords(site: Site, added: Mapping[str, tuple[Any, Sequence[Said]]], nullable: bool, dialect: Dialect) -> None:
    """Add keywords to the schema of a described value, and who states them to its `x-said`."""
    by_sentence: dict[Said, list[str]] = {}
    for keyword, (value, said) in added.items():
        holder, name = site.schema, keyword.removeprefix("items.")
        if keyword.startswith("items."):
            inner = site.schema.setdefault("items", {})
            holder = inner if isinstance(inner, dict) else site.schema
        elif name == "enum" and nullable and None not in value:
            value = [*value, None]
        if name == "required":
            _require(site)
        elif name == "deprecated":
            _deprecate(site, dialect)
        elif name == "examples":
            _show(site, holder, value, dialect)
        elif name in _BOUNDS and dialect is not Dialect.OPENAPI_31:
            holder[_BOUNDS[name]], holder[name] = value, True
        else:
            holder[name] = value
        for sentence in said:
            by_sentence.setdefault(sentence, []).append(keyword)
    entries = site.schema.setdefault("x-said", [])
    if isinstance(entries, list):
        entries += [{"keywords": keywords, **said_as_json(said)} for said, keywords in by_sentence.items()]


def _require(site: Site) -> None:
    if site.parameter is not None:
        site.parameter["required"] = True
    elif site.owner is not None:
        site.owner.setdefault("required", []).append(site.name)


def _deprecate(site: Site, dialect: Dialect) -> None:
    if dialect is Dialect.SWAGGER:
        site.schema["x-deprecated"] = True
    else:
        (site.schema if site.parameter is None else site.parameter)["deprecated"] = True


def _show(site: Site, holder: dict[str, Any], values: list[Any], dialect: Dialect) -> None:
    if dialect is Dialect.OPENAPI_31:
        holder["examples"] = values
    elif dialect is Dialect.SWAGGER:
        holder["example" if site.parameter is None and holder is site.schema else "x-example"] = values[0]
    elif "$ref" in holder and site.parameter is not None:
        site.parameter["example"] = values[0]
    else:
        holder["example"] = values[0]


def write_rules(holder: dict[str, Any], rules: Sequence[Rule], fields: Fields) -> tuple[Rule, ...]:
    """Add rules to the `x-rules` of an operation or object schema, and tell which are new there; those that are there stay as they are."""
    there = holder.get("x-rules", [])
    if not isinstance(there, list):
        return ()
    before = numbered(_readable(there))
    new = numbered([*before, *rules])[len(before) :]
    if new:
        holder["x-rules"] = [*there, *(rule_as_json(rule, fields) for rule in new)]
    return new


def write_dependencies(operation: dict[str, Any], fields: Fields) -> None:
    """State the `x-rules` of an operation as IDL too, as far as IDL has words for them; where it states any, they stay alone."""
    stated = dependencies(_readable(operation["x-rules"]), fields)
    if stated and "x-dependencies" not in operation:
        operation["x-dependencies"] = stated


def _readable(items: Sequence[Any]) -> list[Rule]:
    """The rules among items of `x-rules`; what is none is not ours, and stays."""
    found = []
    for item in items:
        try:
            found.append(read_rule(item))
        except RuleError:
            continue
    return found
