"""What can be wrong with an api.yaml: its shape against the JSON Schema, then what the shape cannot say."""

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import jsonschema_rs

from swornspec.spec.marked import Marked, Path

_MOST_PROBLEMS: Final = 20
_LONGEST_QUOTE: Final = 60
BLANK: Final = "???"
"""What a draft has in place of what a person must supply."""

_FILLED: Final = frozenset({"title", "version", "evidence", "url", "method", "path", "name"})
_NAMED: Final = {
    "string": "text",
    "object": "a mapping",
    "array": "a list",
    "null": "null",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in an api.yaml: the line, what it is, and how to mend it."""

    line: int
    reason: str
    mend: str | None


def check_shape(marked: Marked) -> list[Problem]:
    """What is still blank in the file, else what its JSON Schema says against it, in the order of the file."""
    found = list(_blanks(marked, (), marked.value)) or [_shape_problem(marked, error) for error in _validator().iter_errors(marked.value)]
    return sorted(found, key=lambda problem: problem.line)[:_MOST_PROBLEMS]


def _blanks(marked: Marked, at: Path, value: Any) -> Iterator[Problem]:
    """The places where a draft has `???` for what a person must supply."""
    if isinstance(value, Mapping):
        for key, below in value.items():
            if below == BLANK and key in _FILLED:
                yield _blank(marked, (*at, key))
            else:
                yield from _blanks(marked, (*at, key), below)
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _blanks(marked, (*at, number), below)


def _blank(marked: Marked, at: Path) -> Problem:
    if at[0] == "operations" and at[2:3] == ("fields",) and at[-1] == "name":
        return Problem(marked.line(at), f"a field of {at[1]} has no name yet", "name it, from a source that you give as evidence")
    of = f" of {at[1]}" if at[0] == "operations" and len(at) > 2 else ""
    return Problem(marked.line(at), f"{at[-1]}{of} is still {BLANK!r}", "fill it in")


def check_meaning(marked: Marked) -> list[Problem]:
    """What is wrong in a file of the right shape: names that nothing has, schemas that are none, evidence that is missing."""
    raw = marked.value
    broken = list(_schemas(marked))
    if broken:  # everything that refers to them would be reported as well
        return sorted(broken, key=lambda problem: problem.line)[:_MOST_PROBLEMS]
    found = [
        *_sources(marked),
        *_auth(marked),
        *_responses(marked, ()),
        *_waivers(marked),
        *_groups(marked),
        *(problem for name, operation in raw["operations"].items() for problem in _operation(marked, name, operation)),
    ]
    return sorted(found, key=lambda problem: problem.line)[:_MOST_PROBLEMS]


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_file_schema())


@cache
def _file_schema() -> Any:
    return json.loads(resources.files("swornspec.spec").joinpath("annotation.schema.json").read_text(encoding="utf-8"))


def _shape_problem(marked: Marked, error: jsonschema_rs.ValidationError) -> Problem:
    path: Path = tuple(error.instance_path)
    facts = error.kind.as_dict()
    place = _place(path)
    match error.kind.name:
        case "additionalProperties":
            key = facts["unexpected"][0]
            return Problem(marked.line((*path, key)), f"unknown key {key!r}{place}", _nearest(key, _known_keys(error)))
        case "required":
            return Problem(marked.line(path), f"the key {facts['property']!r} is missing{place}", "add it")
        case "type":
            types = facts["types"] if isinstance(facts.get("types"), list) else [facts.get("type", "?")]
            wanted = " or ".join(_NAMED.get(t, t) for t in types)
            return Problem(marked.line(path), f"{_quote(error.instance)} is not {wanted}{place}", _type_hint(error.instance, types))
        case "enum":
            return Problem(
                marked.line(path), f"{_quote(error.instance)} is not one of {', '.join(map(str, facts['options']))}{place}", None
            )
        case "pattern" if form := _form(error):
            return Problem(marked.line(path), f"{_quote(error.instance)} is not {form[0]}{place}", form[1])
        case "propertyNames":
            key = facts["error"].instance
            if form := _form(error):
                return Problem(marked.line((*path, key)), f"{_quote(key)} is not {form[0]}{place}", form[1])
            return Problem(marked.line((*path, key)), f"{error.message}{place}", "rename the key")
        case _:
            return Problem(marked.line(path), f"{error.message[:200]}{place}", None)


def _known_keys(error: jsonschema_rs.ValidationError) -> list[str]:
    return list(_stated_in(error).get("properties", ()))


def _form(error: jsonschema_rs.ValidationError) -> tuple[str, str | None] | None:
    """What a text has to be, and what that looks like, in the words of the JSON Schema (`x-form`, beside its pattern)."""
    what, _, looks = str(_stated_in(error).get("x-form", "")).partition(": ")
    return (what, looks or None) if what else None


def _stated_in(error: jsonschema_rs.ValidationError) -> Mapping[str, Any]:
    """The part of the JSON Schema that an error comes from."""
    part: Any = _file_schema()
    definitions = part["$defs"]
    for step in error.schema_path[:-1]:
        target = isinstance(part, dict) and step == "$ref" and part.get("$ref")
        part = definitions[str(target).rsplit("/", 1)[-1]] if target else part[step]
    return part if isinstance(part, dict) else {}


def _sources(marked: Marked) -> Iterator[Problem]:
    known = marked.value.get("sources", {})
    for path, stated in _evidence_in(marked.value, ()):
        for entry in [stated] if isinstance(stated, str) else stated:
            if entry not in known and " " not in entry.strip():
                hint = _nearest(entry, list(known)) or "add it under sources, or write a sentence that names the source"
                yield Problem(marked.line(path), f"unknown source {entry!r}{_place(path)}", hint)


def _evidence_in(node: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every evidence in the file; schemas and examples are somebody else's words and may hold a key of that name."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            at = (*path, key)
            if key == "evidence":
                yield from ((((*at, k), v) for k, v in value.items()) if isinstance(value, Mapping) else ((at, value),))
            elif key not in ("schema", "example", "items", "default", "enum", "values", "sources"):
                yield from _evidence_in(value, at)
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from _evidence_in(item, (*path, number))


def _auth(marked: Marked) -> Iterator[Problem]:
    for name, entry in marked.value.get("auth", {}).items():
        needs = ("scheme",) if entry["type"] == "http" else ("in", "parameter")
        for key in needs:
            if key not in entry:
                yield Problem(marked.line(("auth", name)), f"auth {name!r} of type {entry['type']} has no {key!r}", "add it")
        parts = 2 if str(entry.get("scheme", "")).lower() == "basic" else 1
        if len(entry["environment"]) != parts:
            wanted = "two environment variables, for user and password" if parts == 2 else "one environment variable, for the key"
            yield Problem(marked.line(("auth", name, "environment")), f"auth {name!r} needs {wanted}", "list the names of the variables")


def _schemas(marked: Marked) -> list[Problem]:
    """The named schemas: first their references, and only when all of those lead somewhere, whether they are schemas."""
    paths: list[Path] = [("schemas", name, "schema") for name in marked.value.get("schemas", {})]
    dangling = [problem for path in paths for problem in _dangling(marked, path)]
    return dangling or [problem for path in paths for problem in _schema(marked, path)]


def _dangling(marked: Marked, path: Path) -> Iterator[Problem]:
    components = marked.value.get("schemas", {})
    for place, reference in _references(_at(marked.value, path), path):
        target = reference.removeprefix("#/components/schemas/")
        if target == reference or target not in components:
            hint = _nearest(target, list(components)) or "add it under schemas"
            yield Problem(marked.line(place), f"the reference {reference!r} leads nowhere", hint)


def _schema(marked: Marked, path: Path, example: Path | None = None) -> Iterator[Problem]:
    """Whether a value of the file is a JSON Schema whose references lead somewhere, and an example of it keeps it."""
    schema = _at(marked.value, path)
    components = {name: entry["schema"] for name, entry in marked.value.get("schemas", {}).items()}
    dangling = list(_dangling(marked, path))
    if dangling:
        yield from dangling
        return
    try:
        validator = jsonschema_rs.Draft202012Validator({**schema, "components": {"schemas": components}}, offline=True)
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        yield Problem(marked.line(path), f"not a JSON Schema: {str(error).splitlines()[0][:200]}", None)
        return
    if example is not None:
        for misfit in validator.iter_errors(_at(marked.value, example)):
            at = (*example, *misfit.instance_path)
            yield Problem(marked.line(at), f"the example does not fit its schema: {misfit.message[:200]}", "mend one of them")
            return


def _references(node: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(node, str) and path[-1] == "$ref":
        yield path, node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _references(value, (*path, key))
    elif isinstance(node, list):
        for number, item in enumerate(node):
            yield from _references(item, (*path, number))


def _waivers(marked: Marked) -> Iterator[Problem]:
    for number, waiver in enumerate(marked.value.get("waivers", ())):
        if "operation" in waiver and waiver["operation"] not in marked.value["operations"]:
            hint = _nearest(waiver["operation"], list(marked.value["operations"]))
            yield Problem(marked.line(("waivers", number, "operation")), f"unknown operation {waiver['operation']!r}", hint)


def _groups(marked: Marked) -> Iterator[Problem]:
    fields = [entry for operation in marked.value["operations"].values() for entry in operation["fields"]]
    for name, group in marked.value.get("groups", {}).items():
        having = [entry for entry in fields if entry["name"] == group["field"]]
        if not having:
            hint = _nearest(group["field"], list(dict.fromkeys(entry["name"] for entry in fields)))
            yield Problem(
                marked.line(("groups", name)), f"the group {name!r} is for the field {group['field']!r}, which no operation has", hint
            )
        for number, value in enumerate(group["values"]):
            if having and all(value not in entry.get("enum", group["values"]) for entry in having):
                known = [str(v) for entry in having for v in entry["enum"]]
                reason = f"the group {name!r} holds {value!r}, which is no value of {group['field']!r}"
                yield Problem(marked.line(("groups", name, "values", number)), reason, _nearest(str(value), known))


def _operation(marked: Marked, name: str, operation: Mapping[str, Any]) -> Iterator[Problem]:
    at: Path = ("operations", name)
    fields: dict[tuple[str, str], Mapping[str, Any]] = {}
    for number, entry in enumerate(operation["fields"]):
        path = (*at, "fields", number)
        key = (entry.get("in", "body"), ".".join((*entry.get("within", ()), entry["name"])))
        if key in fields:
            yield Problem(marked.line(path), f"{key[1]!r} is listed twice in the {key[0]} of {name}", "keep one of them, or mend its name")
        fields[key] = entry
        yield from _field(marked, path, entry)
    yield from _responses(marked, at)
    for number, alias in enumerate(operation.get("aliases", ())):
        path = (*at, "aliases", number)
        target = next((entry for (_, field), entry in fields.items() if field == alias["field"]), None)
        if target is None:
            hint = _nearest(alias["field"], [field for _, field in fields])
            yield Problem(marked.line(path), f"the alias is for the field {alias['field']!r}, which {name} does not have", hint)
        elif "enum" in target and alias["means"] not in target["enum"]:
            hint = _nearest(str(alias["means"]), list(map(str, target["enum"])))
            yield Problem(marked.line(path), f"the alias means {alias['means']!r}, which is no value of {alias['field']!r}", hint)


def _responses(marked: Marked, at: Path) -> Iterator[Problem]:
    for status, response in _at(marked.value, at).get("responses", {}).items():
        path = (*at, "responses", status)
        if "schema" in response and "from" in response:
            yield Problem(marked.line(path), f"response {status} has both a schema and 'from: page'", "keep one of them")
        elif "schema" in response:
            yield from _schema(marked, (*path, "schema"), (*path, "example") if "example" in response else None)
        elif "example" in response and "from" not in response:
            yield Problem(marked.line((*path, "example")), f"response {status} has an example and no schema", "add its schema")


def _field(marked: Marked, path: Path, entry: Mapping[str, Any]) -> Iterator[Problem]:
    told = [key for key in entry if key not in ("name", "in", "within", "fingerprint", "evidence")]
    evidence = entry.get("evidence")
    if told and evidence is None:
        yield Problem(marked.line(path), f"{entry['name']!r} has {', '.join(told)} and no evidence", "add evidence: who says so")
    elif isinstance(evidence, Mapping):
        for key in told:
            if key not in evidence:
                yield Problem(
                    marked.line((*path, "evidence")), f"{entry['name']!r} has {key} and no evidence for it", f"add {key} to its evidence"
                )
        for key in evidence:
            if key not in told and key != "name":
                yield Problem(
                    marked.line((*path, "evidence", key)), f"{entry['name']!r} has evidence for {key}, which it does not have", "remove it"
                )
    if "enum" in entry and "known_values" in entry:
        yield Problem(
            marked.line(path), f"{entry['name']!r} has enum and known_values: a list is either closed or open", "keep one of them"
        )
    lost = {key: entry[key] for key in ("type", "format", "enum", "items") if key in entry}
    try:
        jsonschema_rs.Draft202012Validator({key: value for key, value in lost.items() if key != "items"}, offline=True)
    except ValueError as error:
        yield Problem(marked.line(path), f"{entry['name']!r}: not JSON Schema: {str(error).splitlines()[0][:200]}", None)
    if "items" in entry:
        yield from _schema(marked, (*path, "items"))
    if "$ref" in entry:
        yield from _dangling(marked, (*path, "$ref"))


def _at(node: Any, path: Path) -> Any:
    for part in path:
        node = node[part]
    return node


def _place(path: Path) -> str:
    """` in operations > create > fields`, or nothing at the top."""
    return f" in {' > '.join(map(str, path))}" if path else ""


def _quote(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def _nearest(word: str, known: list[str]) -> str | None:
    near = difflib.get_close_matches(word[:100], known, n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(known[:20])}" if known else None


def _type_hint(value: Any, types: list[str]) -> str | None:
    return "put it in quotes" if types == ["string"] and isinstance(value, (bool, int, float)) else None
