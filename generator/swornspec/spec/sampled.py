"""The samples of a page held against what is read from it: requests that break a rule, and fields that nothing describes.

    the sample at page.md:41 sends width 2048, but width must be at most 1536      (page.md line 12)

Values that only stand where one belongs are no evidence (`swornspec.page.fill_in`).
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from swornspec.page import Page
from swornspec.page.fill_in import fill_ins
from swornspec.page.flags import typed
from swornspec.page.sent import Path
from swornspec.rules.expr import names
from swornspec.rules.field import Fields, path_at
from swornspec.rules.remark import OF_SAMPLES, Remark, Severity
from swornspec.rules.rule import Rule
from swornspec.spec.check import Broken, Checker
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.shown import Asked, Shown, requests_of

_BREAKS, _UNKNOWN = OF_SAMPLES
_MOST: Final = 20  # findings of an operation
_MADE_UP: Final = re.compile(r"additionalProp\d|property\d|any_additional_property|key\d?", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Za-z_$@][\w$@.-]{0,79}")
_LONGEST: Final = 60  # characters of a value


def remarks_on_samples(document: Document, endpoint: Endpoint, page: Page, answered: Iterable[str] = ()) -> tuple[Remark, ...]:
    """What the samples of an operation's page break of what is read from it, and the fields in them that it does not describe.

    `answered` are the names of the fields of its response. Each finding comes once, whatever the samples that show it;
    DocumentError when the schemas of the document cannot be used.
    """
    members = {name: field.required for name, field in endpoint.body.fields.items()} if endpoint.body is not None else {}
    shown = list(requests_of(Asked(endpoint.method, endpoint.path, members, frozenset(answered)), page))
    if not shown:
        return ()
    checker = Checker(document, endpoint)
    found: dict[tuple[str, str, str], Remark] = {}
    for one in shown:
        for key, remark in (*_broken(endpoint, checker, one), *_in_address(endpoint, checker, one), *_unknown(document, endpoint, one)):
            found.setdefault((remark.kind, remark.subject, key), remark)
    return tuple(islice(found.values(), _MOST))


def _broken(endpoint: Endpoint, checker: Checker, shown: Shown) -> Iterator[tuple[str, Remark]]:
    body = shown.sent.body
    if body is None or endpoint.body is None:
        return
    blank = shown.blank
    rules = {rule.id: rule for rule in endpoint.rules}
    for broken in checker.broken(body):
        path = _path(body, broken.pointer)
        rule = broken.within.rule if broken.within is not None else rules.get(broken.constraint)
        fields = broken.within.fields if broken.within is not None else endpoint.fields
        spoken = _of_rule(path[: len(path) - len(path_at(rule.subject, fields))], rule, fields) if rule is not None else (path,)
        there = [p for p in spoken if _value(body, p) is not _ABSENT]
        if any(p in blank for p in (*there, path[:-1])) or (len(there) < len(spoken) and not shown.whole):
            continue
        yield broken.constraint, _remark(shown, broken, spoken, {p: _value(body, p) for p in there})


def _of_rule(around: Path, rule: Rule, fields: Fields) -> tuple[Path, ...]:
    spoken = dict.fromkeys((rule.subject, *(names(rule.expr) if rule.expr is not None else ())))
    return tuple((*around, *path_at(name, fields)) for name in spoken)


def _remark(shown: Shown, broken: Broken, spoken: tuple[Path, ...], values: Mapping[Path, Any]) -> Remark:
    """What a sample breaks, by the fields that the constraint speaks of (its subject first) and the values of those that are sent."""
    there, absent = [p for p in spoken if p in values], [p for p in spoken if p not in values]
    first = there[0] if there else ()
    sends = [f"{_dotted(p)} {_short(values[p])}" for p in there]
    lacks = [_dotted(p) for p in absent]
    verb = f"sends {_listed(sends)}" if sends else f"leaves out {_listed(lacks)}"
    without = f" without {_listed(lacks)}" if sends and lacks else ""
    quote = ", ".join(f"{json.dumps(p[-1])}: {_short(values[p])}" for p in there) or _short(shown.sent.body or {})
    return Remark(
        _BREAKS,
        Severity.WARNING,
        _dotted(spoken[0]),
        f"{shown.at(first)} {verb}{without}, but {broken.text}",
        (shown.said(first, quote), *broken.said),
        "find out which of the two holds, and ask the vendor to correct the other",
    )


def _in_address(endpoint: Endpoint, checker: Checker, shown: Shown) -> Iterator[tuple[str, Remark]]:
    """What the query of an address breaks; values are taken for what the documented types make of their text."""
    query = parse_qsl(urlsplit(shown.sent.address).query) if "?" in shown.sent.address else []
    schemas = {p.name: p.schema for p in endpoint.parameters if p.location == "query"}
    sent = {("query", name): _typed(text, schemas[name]) for name, text in query if name in schemas}
    blank = fill_ins({name: value for (_, name), value in sent.items()})
    rules = {rule.id: rule for rule in endpoint.parameter_rules}
    for broken in checker.broken_parameters(sent):
        rule = rules.get(broken.constraint)
        spoken = _of_rule((), rule, endpoint.parameter_fields) if rule is not None else ((broken.pointer[1:],),)
        there = [p for p in spoken if ("query", p[0]) in sent]
        if len(there) == len(spoken) and not any(p in blank for p in there):
            yield broken.constraint, _remark(shown, broken, spoken, {p: sent["query", str(p[0])] for p in there})


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    value = typed(text, schema)
    return text if value is None else value[0]


def _unknown(document: Document, endpoint: Endpoint, shown: Shown) -> Iterator[tuple[str, Remark]]:
    """The members of a body that no field of the page describes, in objects of which it describes some."""
    if not shown.sure or endpoint.body is None or shown.sent.body is None:
        return
    unread = " ".join(passage.text for passage in shown.page.gaps)
    elsewhere = {p.name for p in endpoint.parameters}
    for path in _undescribed(document, endpoint.body.resolved, shown.sent.body):
        name = str(path[-1])
        if name in elsewhere or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", unread):
            continue
        message = f"{shown.at(path)} sends {_dotted(path)}, which is none of the fields that the page describes"
        mend = "find out what the field takes, and ask the vendor to describe it"
        said = (shown.said(path, f"{json.dumps(name)}: {_short(_value(shown.sent.body, path))}"),)
        yield "", Remark(_UNKNOWN, Severity.WARNING, _dotted(path), message, said, mend)


def _undescribed(document: Document, schema: Mapping[str, Any], value: Any) -> Iterator[Path]:
    waiting: list[tuple[Path, Mapping[str, Any], Any]] = [((), schema, value)]
    while waiting:
        path, schema, value = waiting.pop()
        if isinstance(value, list):
            waiting += [((*path, n), document.resolve(schema.get("items")), item) for n, item in enumerate(value)]
        properties = schema.get("properties")
        open_to_all = any(k in schema for k in ("additionalProperties", "patternProperties", "allOf", "anyOf", "oneOf"))
        if not isinstance(value, dict) or not properties or open_to_all:
            continue
        for name, below in value.items():
            if name in properties:
                waiting.append(((*path, name), document.resolve(properties[name]), below))
            elif _NAME.fullmatch(name) and not _MADE_UP.fullmatch(name):
                yield (*path, name)


_ABSENT: Final = object()


def _value(body: Any, path: Path) -> Any:
    for part in path:
        held: dict[Any, Any] = body if isinstance(body, dict) else dict(enumerate(body)) if isinstance(body, list) else {}
        if part not in held:
            return _ABSENT
        body = held[part]
    return body


def _path(body: Any, pointer: str) -> Path:
    """A JSON Pointer (RFC 6901) into a body as keys and indices."""
    path: list[str | int] = []
    for part in pointer.split("/")[1:]:
        path.append(int(part) if isinstance(_value(body, tuple(path)), list) else part.replace("~1", "/").replace("~0", "~"))
    return tuple(path)


def _dotted(path: Path) -> str:
    return "".join("[]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _listed(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
