"""Documents are input too: a damaged one is served as far as it goes, or refused with a reason."""

import copy
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.errors import SwornspecError
from swornspec.mock import create_app
from swornspec.mock.drift import DriftLog
from swornspec.mock.page.facts import operation_facts
from swornspec.mock.page.render import json_text, page_of
from swornspec.mock.proxy import proxied
from swornspec.mock.returned import ResponseJudge
from swornspec.spec.answered import Answers
from swornspec.spec.document import read_document
from swornspec.spec.schemas import Schemas

WHOLE = yaml.safe_load(Path(__file__).with_name("lamps.yaml").read_text(encoding="utf-8"))
JUNK = st.sampled_from(
    [None, True, False, 0, -1, 1.5, float("inf"), 10**400, "", "x", "$ref", "{", "\ud800", "\r\n", [], [None], [[]], {}, {"": None}, {1: 2}]
)
JUNK |= st.sampled_from(
    [{"$ref": "#"}, {"$ref": "#/components/schemas/Lamp"}, {"$ref": "#/nowhere"}, {"$ref": 1}, {"type": "object"}, ["string", "null"]]
)


def places(node, path=()):
    yield path
    for key, below in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(below, (*path, key))


def below(node, key):
    """What stands at a key, where an earlier damage has left something there."""
    try:
        return node[key]
    except (KeyError, IndexError, TypeError):
        return None


PLACES = [p for p in places(WHOLE) if p]
SHOP = yaml.safe_load(Path(__file__).with_name("shop.yaml").read_text(encoding="utf-8"))
SHOP_PLACES = [p for p in places(SHOP) if p]
VISITS = [
    ("POST", "/v1/things", {"name": "a", "size": 3}),
    ("GET", "/v1/things", None),
    ("GET", "/v1/things/1", None),
    ("PUT", "/v1/things/1", {"name": "b"}),
    ("PATCH", "/v1/things/1", {"size": None}),
    ("DELETE", "/v1/things/1", None),
    ("POST", "/v1/rooms/a/lamps", {"lamp": {"watts": 8}}),
    ("GET", "/v1/rooms/a/lamps", None),
    ("GET", "/v1/rooms/a/lamps/1", None),
    ("POST", "/v1/labels", {"name": "a"}),
    ("PUT", "/v1/labels/b", {"color": "red"}),
    ("GET", "/v1/labels/a", None),
]
REQUESTS = [
    {"body": {"name": "a", "watts": 100, "volts": "x", "colors": [{"hue": 1.5}], "free": {"a": 1}}},
    {"body": []},
    {"method": "GET", "query": "limit=x&tags=a&tags=b&lit=2"},
    {"method": "GET", "path": "/v2/lamps/1", "headers": {"x-trace": "a"}},
    {"method": "DELETE", "path": "/v2/lamps/1"},
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3), st.booleans())
def test_a_damaged_document_is_served_or_refused(ask, damages, strict):
    app = served(damaged(WHOLE, damages), strict=strict)

    for request in REQUESTS if app else ():
        assert 200 <= ask(app, **request).status < 500


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SHOP_PLACES), JUNK), min_size=1, max_size=3),
    st.booleans(),
    st.sampled_from([{}, {"prefer": "dynamic=true"}, {"prefer": "example=small"}, {"prefer": "code=404"}, {"accept": "text/csv"}]),
)
def test_a_damaged_document_keeps_and_prefers_what_it_can(ask, damages, dynamic, headers):
    app = served(damaged(SHOP, damages), dynamic=dynamic, stateful=True)

    for method, path, body in VISITS if app else ():
        assert 200 <= ask(app, method, path, body, headers=headers).status < 500


def damaged(whole, damages):
    raw = copy.deepcopy(whole)
    for path, junk in damages:
        node = raw
        for key in path[:-1]:
            node = below(node, key)
        if isinstance(node, dict) or (isinstance(node, list) and path[-1] in range(len(node))):
            node[path[-1]] = junk
    return raw


def served(raw, **options):
    """The application, or None where the document is refused with a reason."""
    try:
        return create_app([read_document(raw, "damaged.yaml")], **options)
    except SwornspecError as error:
        assert str(error)  # noqa: PT017 - not every document is refused
        return None


ANSWERED = [
    (200, "application/json", b'{"id": "a", "watts": 100, "parts": [{"odd": 1}]}'),
    (400, "application/problem+json", b'{"title": 1, "errors": [{"constraint": 2}]}'),
    (204, "", b""),
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
def test_what_can_be_served_can_be_proxied_and_shown(damages):
    try:
        document = read_document(damaged(WHOLE, damages), "lamps.yaml")
        app = create_app([document])
        proxy = proxied([document], ["http://127.0.0.1:9"], DriftLog(print))
    except SwornspecError:
        return
    for operation in app.operations.values():
        judge = ResponseJudge(document, operation.endpoint, Schemas(document), Answers(document))
        for status, media_type, content in ANSWERED:
            found = judge.judge("POST", status, [(b"content-type", media_type.encode()), (b"x-left", b"x")], content)
            assert all(b.constraint for b in (*found.broken, *found.undocumented))
    page, _ = page_of(json_text(operation_facts([document])))

    assert list(proxy.operations) == list(app.operations)
    assert page.count("</script>") == 2
