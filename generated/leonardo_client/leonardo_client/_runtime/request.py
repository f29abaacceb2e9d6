"""The documentation's verdict on a request: every documented constraint that it breaks, each with its sentence.

A body is any JSON value. Nothing is converted: `"512"`, `true` and `512.5` are not integers, `512.0` is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from .phrases import keyword_text, rule_text
from .schema import Path, faults
from .values import Value, mapping, present

_QUOTE: Final = 300
_NO_VALUE = object()  # of no documented type: in its place a rule reads nothing, not even the default


@dataclass(frozen=True, slots=True)
class Said:
    """Where the documentation says something: page, first and last line from 1, and the words.

    What no page says, but a person has established, has its evidence instead of a quote.
    """

    page: str = ""
    line: int = 0
    end_line: int = 0
    quote: str = ""
    evidence: str | None = None

    def __str__(self) -> str:
        """`page.txt line 90: "the sentence"`."""
        lines = f"{self.line}-{self.end_line}" if self.end_line > self.line else str(self.line)
        place = f"{self.page} line{'s' if self.end_line > self.line else ''} {lines}" if self.line else self.page
        words = f'"{_short(self.quote)}"' if self.quote else _short(self.evidence or "")
        return ": ".join(part for part in (place, words) if part)


@dataclass(frozen=True, slots=True)
class Broken:
    """A documented constraint that a request breaks.

    `constraint` identifies it, `pointer` is the JSON Pointer (RFC 6901) of the offending value in the body or `?name`
    for a parameter, `text` says what must hold, `said` where the documentation says so, `notes` what the request left
    unsaid and the constraint therefore read from documented defaults.
    """

    constraint: str
    pointer: str
    text: str
    said: tuple[Said, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The statement, then its sentences and the defaults it read, each indented on a line of its own."""
        return "\n".join([self.text, *(f"  ({s})" for s in self.said if str(s)), *(f"  {n}" for n in self.notes)])


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule between fields; `defaults` are the fields that it reads with their documented default when they are not sent.

    `path` leads to the subject, and a tuple to a field of `defaults`, where that is a field of an object within the body.
    """

    id: str
    subject: str
    text: str
    said: tuple[Said, ...]
    defaults: tuple[tuple[str | tuple[str, ...], Any], ...]
    holds: Callable[[Any], bool] = field(repr=False)
    path: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, ...]:
        """The names that lead to the subject."""
        return self.path or (self.subject,)


class Shortcut(NamedTuple):
    """All rules of a body at once: whether they hold for the values of some fields (None where absent) of documented types."""

    fields: tuple[str, ...]
    hold: Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter outside the body, by its name on the wire; `location` is path, query, header or cookie.

    `style` is that of OpenAPI with a `*` when exploded, or `json`; empty for the usual one of its place.
    """

    name: str
    location: str
    required: bool
    schema: Any = field(repr=False)
    style: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """Everything the documentation demands of requests of one operation."""

    id: str
    body: Any = field(repr=False)
    rules: tuple[Rule, ...] = field(repr=False)
    parameters: tuple[Parameter, ...] = field(repr=False)
    schemas: Mapping[str, Any] = field(repr=False)
    parameter_rules: tuple[Rule, ...] = field(default=(), repr=False)
    shortcut: Shortcut | None = field(default=None, repr=False)
    deprecated: tuple[tuple[str, str, tuple[Any, ...] | None], ...] = field(default=(), repr=False)
    _quick: list[Callable[[Any], bool]] = field(default_factory=list, repr=False, compare=False)

    def accepts(self, body: Any) -> bool:
        """Whether a body is valid for sure, in the quickest way; one that is not accepted may be valid all the same."""
        if not self._quick:  # made once it is needed
            from .judge import judge

            self._quick.append(judge(self.body, self.rules, self.schemas, self.shortcut))
        return self._quick[0](body)

    def broken(self, body: Any) -> tuple[Broken, ...]:
        """Every constraint that a body breaks: keywords first, then rules, each in the document's order."""
        return broken_constraints(self.body, self.rules, body, self.schemas)

    def broken_parameters(self, sent: Mapping[tuple[str, str], Any]) -> tuple[Broken, ...]:
        """Every constraint that parameters break, given as values by (location, name)."""
        found = [b for p in self.parameters for b in self._broken_parameter(p, sent)]
        by_name = {p.name: sent[p.location, p.name] for p in reversed(self.parameters) if (p.location, p.name) in sent}
        return (*found, *(replace(b, pointer=f"?{r.place[0]}") for r in self.parameter_rules for b in broken_rules((r,), by_name)))

    def _broken_parameter(self, parameter: Parameter, sent: Mapping[tuple[str, str], Any]) -> Iterator[Broken]:
        name, key = parameter.name, (parameter.location, parameter.name)
        if key not in sent:
            if parameter.required:
                yield Broken(f"{name}-required", f"?{name}", f"{name} is required")
            return
        for keyword, way in faults(parameter.schema, sent[key], self.schemas):
            if isinstance(keyword, Rule):
                yield Broken(f"{name}.{keyword.id}", f"?{name}", rule_text(name, keyword.text), keyword.said)
                continue
            here = _schema_at(parameter.schema, way, self.schemas)
            text = keyword_text(name, keyword, here, f"breaks {keyword}")
            yield Broken(f"{name}-{keyword}", f"?{name}", text, _said(here, keyword))


def broken_constraints(schema: Any, rules: tuple[Rule, ...], body: Any, schemas: Mapping[str, Any]) -> tuple[Broken, ...]:
    """Every keyword of a body's schema (None: anything goes), and every rule of it or of the objects in it, that the body breaks."""
    found = () if schema is None else broken_keywords(schema, body, schemas)
    told = {(b.constraint, b.pointer) for b in found}  # a schema may hold the body and objects in it
    return (*found, *(b for b in broken_rules(rules, body) if (b.constraint, b.pointer) not in told))


def broken_keywords(schema: Any, body: Any, schemas: Mapping[str, Any]) -> tuple[Broken, ...]:
    """Every keyword of a body's schema, and every rule of the objects in it, that the body breaks."""
    return tuple(
        _broken_within(keyword, way, body)
        if isinstance(keyword, Rule)
        else _broken_keyword(keyword, _spoken(keyword, way), schema, schemas)
        for keyword, way in faults(schema, body, schemas)
    )


def _broken_keyword(keyword: str, path: Path, schema: Any, schemas: Mapping[str, Any]) -> Broken:
    here = _schema_at(schema, path, schemas)
    name = _dotted(path) or "body"
    text = keyword_text(name, keyword, here, f"breaks {keyword}")
    return Broken(f"{name}-{keyword}", _pointer(path), text, _said(here, keyword))


def _broken_within(rule: Rule, way: Path, body: Any) -> Broken:
    """The rule of an object, which stands at the end of a way through a body."""
    path, value = _spoken("", way), body
    for part in way:
        value = value[part]
    place = _pointer(path)
    name = f"{_dotted(path)}.{rule.id}" if path else rule.id
    return Broken(name, place + _pointer(rule.place), rule_text(place, rule.text), rule.said, tuple(_notes(rule, value)))


def _dotted(path: Path) -> str:
    return "".join("[]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def _pointer(path: Path) -> str:
    return "".join(f"/{str(p).replace('~', '~0').replace('/', '~1')}" for p in path)


def _spoken(keyword: str, path: Path) -> Path:
    """The way without properties whose name is empty, which the document's own check does not speak of either."""
    missing = path[-1:] if keyword == "required" else ()
    return (*(p for p in path[: len(path) - len(missing)] if p != ""), *missing)


def broken_rules(rules: tuple[Rule, ...], body: Any) -> tuple[Broken, ...]:
    """Every rule that a body breaks, with the documented defaults that it read."""
    return tuple(Broken(r.id, _pointer(r.place), r.text, r.said, tuple(_notes(r, body))) for r in rules if not r.holds(body))


def _notes(rule: Rule, body: Value) -> Iterator[str]:
    """The documented defaults that decide; where none does alone, all that were read."""
    read: list[tuple[tuple[str, ...], str]] = []
    for name, default in rule.defaults:
        path = (name,) if isinstance(name, str) else name
        holder: Any = body
        for step in path[:-1]:
            holder = mapping(holder, step)
        if not present(holder, path[-1]) and (len(path) == 1 or holder is not None):
            sent = "null" if isinstance(holder, Mapping) and path[-1] in holder else "not sent"
            read.append((path, f"{'.'.join(path)} was {sent} and defaults to {_json(default)}"))
    deciding = [note for path, note in read if rule.holds(_without_value(body, path))]
    yield from deciding or (note for _, note in read)


def _without_value(body: Value, path: tuple[str, ...]) -> dict[Any, Any]:
    """A body with what has no value where a path leads."""
    fields = dict(body) if isinstance(body, Mapping) else {}
    return {**fields, path[0]: _without_value(fields.get(path[0]), path[1:]) if len(path) > 1 else _NO_VALUE}


def _json(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _short(str(value))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else f"{flat[: _QUOTE - 3]}..."


def _schema_at(schema: Any, path: Path, schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    here = _resolved(schema, schemas)
    for part in path:
        below = here.get("items", {}) if isinstance(part, int) else here.get("properties", {}).get(part, {})
        here = _resolved(below, schemas)
    return here


def _resolved(schema: Value, schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    over: dict[str, Any] = {}
    seen: set[str] = set()
    while isinstance(schema, Mapping) and "$ref" in schema and schema["$ref"] not in seen:
        seen.add(schema["$ref"])
        over = {**{k: v for k, v in schema.items() if k != "$ref"}, **over}
        schema = schemas[schema["$ref"]]
    return {**_mapping(schema), **over}


def _mapping(schema: Value) -> Mapping[str, Any]:
    return schema if isinstance(schema, Mapping) else {}


def _said(schema: Value, keyword: str) -> tuple[Said, ...]:
    entries = _mapping(schema).get("x-said", ())
    return tuple(
        Said(e.get("page", ""), e.get("line", 0), e.get("end_line", e.get("line", 0)), e.get("quote", ""), e.get("evidence"))
        for e in entries
        if keyword in e.get("keywords", ())
    )
