"""An operation in two documents: its arguments, rules, answers and credentials."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from swornspec.spec.compare.change import Change, Kind, Side
from swornspec.spec.compare.difference import Difference, Topic, Trend, kind_of
from swornspec.spec.compare.rules import compare_rules
from swornspec.spec.compare.schemas import SchemaComparer
from swornspec.spec.document import Body, Endpoint, Parameter, Response


def compare_endpoints(comparer: SchemaComparer, old: Endpoint, new: Endpoint) -> Iterator[Change]:
    """Every change of an operation that both documents have."""
    name = new.operation_id
    yield from _address(old, new)
    yield from _parameters(comparer, name, old.parameters, new.parameters)
    yield from _body(comparer, name, old.body, new.body)
    of_body = compare_rules(old.rules, new.rules, {**old.fields, **new.fields})
    between = (*of_body, *compare_rules(old.parameter_rules, new.parameter_rules, {**old.parameter_fields, **new.parameter_fields}))
    yield from _changes(name, "", Side.SENDER, between, ("rules",))
    yield from _security(old, new)
    yield from _responses(comparer, name, old.responses, new.responses)
    for what, was, now in (("summary", old.summary, new.summary), ("description", old.description, new.description)):
        if was.split() != now.split():
            yield Change(name, "", Side.SENDER, Kind.DOCUMENTATION, f"it has another {what}", " ".join(was.split()), " ".join(now.split()))


def _address(old: Endpoint, new: Endpoint) -> Iterator[Change]:
    if (old.method, old.path) != (new.method, new.path):
        text = f"it is called by {new.method} {new.path} (before: {old.method} {old.path})"
        yield Change(new.operation_id, "", Side.SENDER, Kind.COMPATIBLE, text, about=addressed(text))


def _parameters(comparer: SchemaComparer, name: str, old: Iterable[Parameter], new: Iterable[Parameter]) -> Iterator[Change]:
    was, now = ({(p.location, p.name): p for p in ps} for ps in (old, new))
    for key, parameter in was.items():
        there, sender = f"the {parameter.location} parameter {parameter.name}", Side.SENDER
        other = now.get(key)
        if other is None:
            yield Change(name, parameter.name, sender, Kind.BREAKING, f"{there} is no longer documented")
            continue
        if parameter.required != other.required:
            kind = Kind.BREAKING if other.required else Kind.COMPATIBLE
            text = f"{there} is {'' if other.required else 'no longer '}required"
            yield Change(name, parameter.name, sender, kind, text, part=("parameter", *key))
        if _writing(parameter) != _writing(other):
            text = f"{there} is written in another way"
            yield Change(name, parameter.name, sender, Kind.COMPATIBLE, text, about=addressed(text))
        part = ("parameter", *key)
        yield from _changes(name, parameter.name, sender, comparer.differences(parameter.schema, other.schema, sender), part)
    for key, parameter in now.items():
        if key not in was:
            kind, need = (Kind.BREAKING, " and required") if parameter.required else (Kind.COMPATIBLE, "")
            text = f"the {parameter.location} parameter {parameter.name} is new{need}"
            yield Change(name, parameter.name, Side.SENDER, kind, text, part=("parameter", *key))


def addressed(text: str) -> Difference:
    """That requests go to another place, or are written in another way: no matter for a new client, but for whoever sends them."""
    return Difference((), Topic.ADDRESS, Trend.OTHER, text)


def _writing(parameter: Parameter) -> tuple[object, ...]:
    return parameter.style, parameter.explode, parameter.media_type


def _body(comparer: SchemaComparer, name: str, old: Body | None, new: Body | None) -> Iterator[Change]:
    sender = Side.SENDER
    if old is None or new is None:
        if new is not None:
            yield Change(name, "", sender, Kind.BREAKING if new.required else Kind.COMPATIBLE, "requests have a body")
        elif old is not None:
            yield Change(name, "", sender, Kind.BREAKING, "requests have no body any more")
        return
    if old.required != new.required:
        kind = Kind.BREAKING if new.required else Kind.COMPATIBLE
        yield Change(name, "", sender, kind, f"the body of a request is {'' if new.required else 'no longer '}required")
    if sorted(old.media_types) != sorted(new.media_types):
        gone = set(old.media_types) - set(new.media_types)
        text = f"the body of a request may be {', '.join(new.media_types)} (before: {', '.join(old.media_types)})"
        yield Change(name, "", sender, Kind.BREAKING if gone else Kind.COMPATIBLE, text)
    yield from _changes(name, "", sender, comparer.differences(old.schema, new.schema, sender, rules=False), ("body",))


def _security(old: Endpoint, new: Endpoint) -> Iterator[Change]:
    was, now = (_needs(e) for e in (old, new))
    if was != now:
        still = was <= now if was else frozenset() in now  # who sent what was enough goes on doing so
        kind = Kind.COMPATIBLE if still else Kind.BREAKING
        text = f"it needs {_either(new)} (before: {_either(old)})"
        yield Change(new.operation_id, "credentials", Side.SENDER, kind, text)


def _needs(endpoint: Endpoint) -> frozenset[frozenset[tuple[object, ...]]]:
    """The alternatives of credentials, each as what is sent; none where none is needed."""
    needs = frozenset(frozenset((c.kind, c.scheme, c.location, c.parameter, c.environment) for c in need) for need in endpoint.security)
    return needs if needs - {frozenset()} else frozenset()


def _either(endpoint: Endpoint) -> str:
    needs = [" and ".join(c.name for c in need) or "no credentials" for need in endpoint.security]
    return " or ".join(dict.fromkeys(needs)) or "no credentials"


def _responses(comparer: SchemaComparer, name: str, old: Mapping[str, Response], new: Mapping[str, Response]) -> Iterator[Change]:
    for status, response in old.items():
        other = new.get(status)
        if other is None:
            kind = Kind.BREAKING if status.startswith("2") else Kind.COMPATIBLE
            yield Change(name, status, Side.READER, kind, f"the response {status} is no longer documented", before=response.description)
        else:
            yield from _response(comparer, name, response, other)
    for status, response in new.items():
        if status not in old:
            yield answered(name, status, f"the response {status} is new", response.description)


def answered(name: str, status: str, text: str, after: str = "") -> Change:
    """That responses may be what they were not: no matter for a lenient client, but for whoever knows the old ones alone."""
    about = Difference((), Topic.ANSWER, Trend.MORE, text)
    return Change(name, status, Side.READER, Kind.COMPATIBLE, text, after=after, about=about, part=("response", status))


def _response(comparer: SchemaComparer, name: str, old: Response, new: Response) -> Iterator[Change]:
    status, reader = new.status, Side.READER
    for media_type in old.media_types:
        if media_type not in new.media_types:
            yield Change(name, status, reader, Kind.BREAKING, f"the response {status} is never {media_type} any more")
    for media_type in new.media_types:
        if media_type not in old.media_types:
            yield answered(name, status, f"the response {status} may be {media_type}")
    seen: set[Difference] = set()
    for media_type in sorted(set(old.media_types) & set(new.media_types)):
        found = [d for d in comparer.differences(old.schemas.get(media_type, {}), new.schemas.get(media_type, {}), reader) if d not in seen]
        seen |= {*found}
        yield from _changes(name, status, reader, found, ("response", status))
    if sorted(old.headers) != sorted(new.headers) or sorted(old.header_schemas) != sorted(new.header_schemas):
        text = f"the response {status} has other headers: {', '.join(sorted(new.headers)) or 'none'}"
        yield Change(name, status, reader, Kind.COMPATIBLE, text)
    for header in sorted(set(old.header_schemas) & set(new.header_schemas)):
        found = list(comparer.differences(old.header_schemas[header], new.header_schemas[header], reader))
        yield from _changes(name, f"{status} {header}", reader, found, ("header", status, header))
    if old.description.split() != new.description.split():
        yield Change(
            name, status, reader, Kind.DOCUMENTATION, f"the response {status} is described in other words", old.description, new.description
        )


def compare_components(comparer: SchemaComparer) -> Iterator[Change]:
    """Every change of the components that operations refer to from within their schemas; they belong to no operation in particular."""
    for side, component, differences in comparer.components():
        for found in differences:
            field = _dotted(found.path)
            subject = f"{field} of {component}" if field else component
            text = _sentence(found, f"{subject} in responses" if side is Side.READER else subject)
            where = f"{component}.{field}" if field else component
            part = ("component", component)
            yield Change("", where, side, kind_of(found, side), text, found.before, found.after, found.sure, found, part)


def _changes(name: str, top: str, side: Side, differences: Iterable[Difference], part: tuple[str, ...]) -> Iterator[Change]:
    for found in differences:
        field = _dotted(found.path)
        if side is Side.READER:
            where, subject = " ".join(p for p in (top, field) if p), f"{field or 'the body'} of the response {top}"
        else:
            where = ".".join(p for p in (top, field) if p)
            subject = where or "the body"
        text = _sentence(found, subject)
        yield Change(name, where, side, kind_of(found, side), text, found.before, found.after, found.sure, found, part)


def _sentence(found: Difference, subject: str) -> str:
    return found.text if found.text.startswith(_OWN_SUBJECT) else f"{subject} {found.text}"


_OWN_SUBJECT = ("a new ", "another rule", "no longer documented", "the rule ")


def _dotted(path: Iterable[Any]) -> str:
    return "".join("[]" if p == "[]" else f".{' '.join(str(p).split())}" for p in path).lstrip(".")
