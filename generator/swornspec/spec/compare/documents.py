"""Two documents of one API: every change, the API's own first, then operation by operation, then what several share."""

from collections.abc import Iterator

from swornspec.spec.compare.change import Change, Kind, Side
from swornspec.spec.compare.endpoints import addressed, compare_components, compare_endpoints
from swornspec.spec.compare.schemas import SchemaComparer
from swornspec.spec.document import Document, Endpoint, as_mapping


def compare(old: Document, new: Document) -> tuple[Change, ...]:
    """What changed from one document to another, in the order of the new one; nothing where only the order of keys differs.

    An operation is the same when its id is, else when its method and path are (then it was renamed). Examples are not compared.
    """
    return tuple(dict.fromkeys(_changes(old, new)))


def _changes(old: Document, new: Document) -> Iterator[Change]:
    yield from _api(old, new)
    comparer = SchemaComparer(old.raw, new.raw)
    pairs, gone = paired(old, new)
    for endpoint in gone:
        yield Change(endpoint.operation_id, "", Side.SENDER, Kind.BREAKING, f"{endpoint.method} {endpoint.path} is no longer documented")
    for endpoint in new.endpoints:
        before = pairs.get(endpoint.operation_id)
        if before is None:
            yield Change(endpoint.operation_id, "", Side.SENDER, Kind.COMPATIBLE, f"{endpoint.method} {endpoint.path} is new")
            continue
        if before.operation_id != endpoint.operation_id:
            text = f"it is now called {endpoint.operation_id} (before: {before.operation_id})"
            yield Change(endpoint.operation_id, "", Side.SENDER, Kind.BREAKING, text)
        yield from compare_endpoints(comparer, before, endpoint)
        yield from _deprecated(old, before, new, endpoint)
    yield from compare_components(comparer)


def paired(old: Document, new: Document) -> tuple[dict[str, Endpoint], list[Endpoint]]:
    """The old endpoints by the id of the new ones that they are now, and those that are gone."""
    by_id, ids = {e.operation_id: e for e in old.endpoints}, {e.operation_id for e in new.endpoints}
    pairs = {e.operation_id: by_id[e.operation_id] for e in new.endpoints if e.operation_id in by_id}
    left = {(e.method, e.path): e for e in old.endpoints if e.operation_id not in ids}
    for endpoint in new.endpoints:
        renamed = left.pop((endpoint.method, endpoint.path), None) if endpoint.operation_id not in pairs else None
        if renamed is not None:
            pairs[endpoint.operation_id] = renamed
    return pairs, list(left.values())


def _api(old: Document, new: Document) -> Iterator[Change]:
    if old.version != new.version:
        yield Change("", "version", Side.SENDER, Kind.DOCUMENTATION, f"the version of the API is {new.version} (before: {old.version})")
    if old.servers != new.servers:
        was, now = (", ".join(d.servers) or "not documented" for d in (old, new))
        text = f"the server is {now} (before: {was})"
        about = addressed(text) if set(old.servers) - set(new.servers) else None
        yield Change("", "server", Side.SENDER, Kind.COMPATIBLE, text, about=about)
    for what in ("title", "description"):
        before, after = (" ".join(str(as_mapping(d.raw.get("info")).get(what, "")).split()) for d in (old, new))
        if before != after:
            yield Change("", what, Side.SENDER, Kind.DOCUMENTATION, f"the API has another {what}", before, after)


def _deprecated(old: Document, before: Endpoint, new: Document, after: Endpoint) -> Iterator[Change]:
    was, now = (_is_deprecated(d, e) for d, e in ((old, before), (new, after)))
    if was != now:
        yield Change(after.operation_id, "", Side.SENDER, Kind.COMPATIBLE, f"it is {'now' if now else 'no longer'} deprecated")


def _is_deprecated(document: Document, endpoint: Endpoint) -> bool:
    item = document.resolve(as_mapping(document.raw.get("paths")).get(endpoint.path))
    return as_mapping(item.get(endpoint.method.lower())).get("deprecated") is True
