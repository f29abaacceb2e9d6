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
REQUESTS = [
    {"body": {"name": "a", "watts": 100, "volts": "x", "colors": [{"hue": 1.5}], "free": {"a": 1}}},
    {"body": []},
    {"method": "GET", "query": "limit=x&tags=a&tags=b&lit=2"},
    {"method": "GET", "path": "/v2/lamps/1", "headers": {"x-trace": "a"}},
    {"method": "DELETE", "path": "/v2/lamps/1"},
]


def damaged(damages):
    raw = copy.deepcopy(WHOLE)
    for path, junk in damages:
        node = raw
        for key in path[:-1]:
            node = below(node, key)
        if isinstance(node, dict) or (isinstance(node, list) and path[-1] in range(len(node))):
            node[path[-1]] = junk
    return raw


DAMAGES = st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3)


@settings(max_examples=300, deadline=None)
@given(DAMAGES, st.booleans())
def test_a_damaged_document_is_served_or_refused(ask, damages, strict):
    raw = damaged(damages)
    try:
        app = create_app([read_document(raw, "lamps.yaml")], strict=strict)
    except SwornspecError as error:
        app, reason = None, str(error)

    if app is None:
        assert reason
        return
    for request in REQUESTS:
        assert 200 <= ask(app, **request).status < 500


ANSWERED = [
    (200, "application/json", b'{"id": "a", "watts": 100, "parts": [{"odd": 1}]}'),
    (400, "application/problem+json", b'{"title": 1, "errors": [{"constraint": 2}]}'),
    (204, "", b""),
]


@settings(max_examples=100, deadline=None)
@given(DAMAGES)
def test_what_can_be_served_can_be_proxied_and_shown(damages):
    try:
        document = read_document(damaged(damages), "lamps.yaml")
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
