"""Annotations: an api.yaml goes in; what the pages of an API do not say comes out, each value with its evidence.

`annotation.schema.json` next to this module describes the file; docs of each key stand there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from swornspec.errors import AnnotationError
from swornspec.page import Location
from swornspec.spec.annotation_check import Problem, check_meaning, check_shape
from swornspec.spec.marked import read_marked


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something: in a few words, and where it can be read; `key` names it in the file's table of sources."""

    text: str
    address: str | None = None
    key: str | None = None

    def __str__(self) -> str:
        """The source as messages and documents cite it."""
        return f"{self.text} ({self.address})" if self.address else self.text


Evidence = tuple[Source, ...]


def cite(evidence: Evidence) -> str:
    """Evidence in one line, as `x-said` has it; the addresses stand once, in the document's table of sources."""
    return "; ".join(source.text for source in evidence)


@dataclass(frozen=True, slots=True)
class Server:
    """An address that paths are joined to."""

    url: str
    description: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Auth:
    """A way to identify the caller, as an OpenAPI security scheme; `environment` names the variables that hold its parts."""

    name: str
    kind: Literal["http", "apiKey"]
    scheme: str | None
    location: str | None
    parameter: str | None
    description: str | None
    environment: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FieldAnnotation:
    """What a page does not say about one of its fields.

    `schema` holds the JSON Schema keywords that the page lost (type, format, default, enum, items, $ref);
    `known_values` are the values known so far of an open list, each with a few words about it. `evidence` is by
    keyword; it always has `name`. `within` names the objects that the field is a part of, as in `Block.within`.
    """

    name: str
    location: Location
    fingerprint: str
    schema: Mapping[str, Any]
    known_values: Mapping[str, str | None]
    note: str | None
    evidence: Mapping[str, Evidence]
    line: int
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponseAnnotation:
    """A response of an operation; with `from_page` its body has the fields that the page lists for the response."""

    status: str
    description: str
    schema: Mapping[str, Any] | None
    from_page: bool
    has_example: bool
    example: Any
    evidence: Evidence
    line: int


@dataclass(frozen=True, slots=True)
class Component:
    """A named schema."""

    name: str
    schema: Mapping[str, Any]
    evidence: Evidence
    line: int


@dataclass(frozen=True, slots=True)
class Alias:
    """A value that sentences call by another word: where they say `said` of the field, they mean `means`."""

    field: str
    said: Any
    means: Any
    evidence: Evidence
    line: int


@dataclass(frozen=True, slots=True)
class Group:
    """A name that sentences use for several values of a field."""

    name: str
    field: str
    values: tuple[Any, ...]
    evidence: Evidence
    line: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule that was read and shall not be enforced, with the reason; in one operation, or in all that have it."""

    rule: str
    operation: str | None
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of several statements that contradict each other."""

    says: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all be true, and what the specification says instead of choosing silently."""

    about: str
    sides: tuple[Side, ...]
    kept: str
    line: int


@dataclass(frozen=True, slots=True)
class OperationAnnotation:
    """What the page of one operation does not say; `file` is the api.yaml it stands in.

    `fields` are in the order of the page; `responses` are the operation's own, then those that all operations have.
    `section` says which operation of the page it is, where the page has several: `POST /v1/images`, or its heading;
    `layout` names the layout of the page, where it is not recognised rightly.
    """

    id: str
    file: str
    page: str
    method: str | None
    path: str | None
    documentation: str | None
    evidence: Evidence
    fields: tuple[FieldAnnotation, ...]
    responses: tuple[ResponseAnnotation, ...]
    aliases: tuple[Alias, ...]
    conflicts: tuple[Conflict, ...]
    line: int
    section: str | None = None
    layout: str | None = None


@dataclass(frozen=True, slots=True)
class Api:
    """The annotations of an API; `name` is its short name."""

    name: str
    title: str
    version: str
    evidence: Evidence
    file: str
    servers: tuple[Server, ...]
    auth: tuple[Auth, ...]
    operations: tuple[OperationAnnotation, ...]
    schemas: tuple[Component, ...]
    groups: tuple[Group, ...]
    waivers: tuple[Waiver, ...]
    conflicts: tuple[Conflict, ...]
    sources: Mapping[str, Source] = field(repr=False)


def load_annotations(path: Path) -> Api:
    """Read an api.yaml. AnnotationError names file and line of everything that is wrong in it, and how to mend it."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8 text"
        raise AnnotationError(f"cannot read the annotations: {reason}", where=str(path)) from error
    return read_annotations(text, str(path))


def read_annotations(text: str, name: str) -> Api:
    """Read the text of an api.yaml; `name` is what messages call the file."""
    marked = read_marked(text, name)
    problems = check_shape(marked) or check_meaning(marked)
    if problems:
        raise _error(problems, name)
    return _Reader(marked.value, marked.line, name).api()


def _error(problems: list[Problem], name: str) -> AnnotationError:
    first, *others = (AnnotationError(p.reason, where=f"{name}:{p.line}", mend=p.mend) for p in problems)
    if not others:
        return first
    return AnnotationError("\n".join(map(str, [first, *others])), parts=[first, *others])


class _Reader:
    """The values, once their shape is known to be right."""

    def __init__(self, raw: Mapping[str, Any], line: Any, name: str) -> None:
        self.raw = raw
        self.line = line
        self.name = name
        self.sources = {key: Source(entry["says"], entry.get("at"), key) for key, entry in raw.get("sources", {}).items()}

    def api(self) -> Api:
        raw = self.raw
        return Api(
            name=raw["api"],
            title=raw["title"],
            version=raw["version"],
            evidence=self._evidence(raw["evidence"]),
            file=self.name,
            servers=tuple(Server(s["url"], s.get("description"), self._evidence(s["evidence"])) for s in raw["servers"]),
            auth=tuple(self._auth(key, entry) for key, entry in raw.get("auth", {}).items()),
            operations=tuple(self._operation(key, entry) for key, entry in raw["operations"].items()),
            schemas=tuple(
                Component(key, entry["schema"], self._evidence(entry["evidence"]), self.line(("schemas", key)))
                for key, entry in raw.get("schemas", {}).items()
            ),
            groups=tuple(
                Group(key, g["field"], tuple(g["values"]), self._evidence(g["evidence"]), self.line(("groups", key)))
                for key, g in raw.get("groups", {}).items()
            ),
            waivers=tuple(
                Waiver(w["rule"], w.get("operation"), w["reason"], self.line(("waivers", at)))
                for at, w in enumerate(raw.get("waivers", ()))
            ),
            conflicts=self._conflicts(raw, ()),
            sources=self.sources,
        )

    def _evidence(self, stated: str | list[str]) -> Evidence:
        listed = [stated] if isinstance(stated, str) else stated
        return tuple(self.sources.get(entry) or Source(entry) for entry in listed)

    def _auth(self, name: str, entry: Mapping[str, Any]) -> Auth:
        return Auth(
            name=name,
            kind=entry["type"],
            scheme=entry.get("scheme"),
            location=entry.get("in"),
            parameter=entry.get("parameter"),
            description=entry.get("description"),
            environment=tuple(entry["environment"]),
            evidence=self._evidence(entry["evidence"]),
        )

    def _operation(self, name: str, entry: Mapping[str, Any]) -> OperationAnnotation:
        at: tuple[str | int, ...] = ("operations", name)
        names = self._evidence(entry["evidence"])
        return OperationAnnotation(
            id=name,
            file=self.name,
            page=entry["page"],
            method=entry.get("method"),
            path=entry.get("path"),
            documentation=entry.get("documentation"),
            evidence=names,
            fields=tuple(self._field(f, names, self.line((*at, "fields", n))) for n, f in enumerate(entry["fields"])),
            responses=(*self._responses(entry, at), *(r for r in self._responses(self.raw, ()) if r.status not in entry["responses"])),
            aliases=tuple(
                Alias(a["field"], a["said"], a["means"], self._evidence(a["evidence"]), self.line((*at, "aliases", n)))
                for n, a in enumerate(entry.get("aliases", ()))
            ),
            conflicts=self._conflicts(entry, at),
            line=self.line(at),
            section=entry.get("section"),
            layout=entry.get("layout"),
        )

    def _field(self, entry: Mapping[str, Any], names: Evidence, line: int) -> FieldAnnotation:
        stated = entry.get("evidence", {})
        lost = {key: value for key, value in entry.items() if key in ("type", "format", "default", "enum", "items", "$ref")}
        told = [*lost, *(key for key in ("known_values", "note") if key in entry)]
        by_keyword = stated if isinstance(stated, dict) else dict.fromkeys(told or ["name"], stated)
        return FieldAnnotation(
            name=entry["name"],
            location=entry.get("in", "body"),
            fingerprint=entry["fingerprint"],
            schema=lost,
            known_values=entry.get("known_values", {}),
            note=entry.get("note"),
            evidence={"name": names, **{key: self._evidence(value) for key, value in by_keyword.items()}},
            line=line,
            within=tuple(entry.get("within", ())),
        )

    def _responses(self, entry: Mapping[str, Any], at: tuple[str | int, ...]) -> tuple[ResponseAnnotation, ...]:
        found = entry.get("responses", {})
        return tuple(self._response(status, response, self.line((*at, "responses", status))) for status, response in found.items())

    def _response(self, status: str, entry: Mapping[str, Any], line: int) -> ResponseAnnotation:
        return ResponseAnnotation(
            status=status,
            description=entry["description"],
            schema=entry.get("schema"),
            from_page="from" in entry,
            has_example="example" in entry,
            example=entry.get("example"),
            evidence=self._evidence(entry["evidence"]),
            line=line,
        )

    def _conflicts(self, entry: Mapping[str, Any], at: tuple[str | int, ...]) -> tuple[Conflict, ...]:
        return tuple(
            Conflict(
                about=conflict["about"],
                sides=tuple(Side(side["says"], self._evidence(side["evidence"])) for side in conflict["sides"]),
                kept=conflict["kept"],
                line=self.line((*at, "conflicts", n)),
            )
            for n, conflict in enumerate(entry.get("conflicts", ()))
        )
