"""A mock that keeps what is created: it can be fetched back, changed, listed and deleted, and every answer still conforms."""

import uuid

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from swornspec.mock import create_app
from swornspec.mock.collection import collections
from swornspec.mock.store import MOST_THINGS, Store
from swornspec.spec.document import read_document

THINGS, LAMPS, LABELS = "/v1/things", "/v1/rooms/a%20b/lamps", "/v1/labels"


@pytest.fixture
def app(shop):
    return create_app([shop], stateful=True)


@pytest.fixture(scope="module")
def conforms(shop):
    """Whether a reply has a documented status, and a body that conforms to what is documented for it."""
    judges = {}

    def judged(operation_id, reply):
        response = shop.endpoint(operation_id).response_for(reply.status)
        if response is None or not reply.body:
            return response is not None or reply.headers.get("content-type") == "application/problem+json"
        key = operation_id, response.status
        if key not in judges:
            schema = {**response.schemas.get("application/json", {}), "components": shop.raw["components"]}
            judges[key] = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
        return judges[key].is_valid(reply.json)

    return judged


def test_the_collections_of_a_document_are_read_from_its_paths_and_responses(shop):
    found = {c.path: (c.identity, c.created.envelope, c.listing is not None, sorted(c.single)) for c in collections(shop)}

    assert found == {
        "/things": ("id", None, True, ["DELETE", "GET", "PATCH", "PUT"]),
        "/rooms/{room}/lamps": ("id", "lamp", True, ["DELETE", "GET"]),
        "/labels": ("name", None, False, ["GET", "PUT"]),
    }


def test_a_created_thing_can_be_fetched_back(app, ask):
    made = ask(app, "POST", THINGS, {"name": "desk", "size": 4, "secret": "x"})
    fetched = ask(app, "GET", f"{THINGS}/1")

    assert (made.status, made.json) == (201, {"id": 1, "name": "desk", "size": 4, "made": "2024-01-01T00:00:00Z"})
    assert (fetched.status, fetched.json) == (200, made.json)
    assert ask(app, "HEAD", f"{THINGS}/1").headers["content-length"] == str(len(fetched.body))


def test_what_was_never_created_is_not_there(app, ask):
    replies = [ask(app, m, f"{THINGS}/5", {"name": "a"} if m in ("PUT", "PATCH") else None) for m in ("GET", "PUT", "PATCH", "DELETE")]

    assert [r.status for r in replies] == [404] * 4
    assert replies[0].json == {"code": "gone"}
    assert replies[3].json["detail"] == "Nothing with this id was created, or it is deleted."


def test_things_are_listed_in_the_order_of_their_creation(app, ask):
    assert ask(app, "GET", THINGS).json == {"data": [], "total": 0}
    for name in "abcd":
        ask(app, "POST", THINGS, {"name": name})

    listed = ask(app, "GET", THINGS).json

    assert ([t["name"] for t in listed["data"]], listed["total"]) == (["a", "b", "c"], 4)


def test_things_are_replaced_changed_and_deleted(app, ask):
    ask(app, "POST", THINGS, {"name": "desk", "size": 4})

    replaced = ask(app, "PUT", f"{THINGS}/1", {"name": "table"})
    changed = ask(app, "PATCH", f"{THINGS}/1", {"size": 7, "id": 9, "unknown": 1})
    after = ask(app, "GET", f"{THINGS}/1")
    nulled = ask(app, "PATCH", f"{THINGS}/1", {"size": None})

    assert replaced.json == {"id": 1, "name": "table", "made": "2024-01-01T00:00:00Z"}
    assert (changed.status, changed.body) == (204, b"")
    assert after.json == {"id": 1, "name": "table", "made": "2024-01-01T00:00:00Z", "size": 7}
    assert (nulled.status, ask(app, "GET", f"{THINGS}/1").json) == (204, replaced.json)
    assert [ask(app, "DELETE", f"{THINGS}/1").status for _ in range(2)] == [204, 404]
    assert ask(app, "GET", f"{THINGS}/1").status == 404


def test_what_a_response_has_no_room_for_is_not_repeated(app, ask):
    made = ask(app, "POST", THINGS, {"name": "desk", "size": 44})

    assert made.json == {"id": 1, "name": "desk", "size": 3, "made": "2024-01-01T00:00:00Z"}


def test_things_in_an_envelope_belong_to_what_their_path_names(app, ask):
    made = ask(app, "POST", LAMPS, {"lamp": {"id": str(uuid.UUID(int=1)), "watts": 16}})
    other = ask(app, "POST", LAMPS, {})
    key = other.json["lamp"]["id"]

    assert made.json["lamp"] | {"id": str(uuid.UUID(int=1)), "watts": 16} == made.json["lamp"]
    assert ask(app, "GET", f"{LAMPS}/{key}").json["lamp"] == other.json["lamp"]
    assert ask(app, "GET", f"/v1/rooms/b/lamps/{key}").status == 404
    assert [lamp["id"] for lamp in ask(app, "GET", LAMPS).json] == [str(uuid.UUID(int=1)), key]
    assert ask(app, "GET", "/v1/rooms/b/lamps").json == []
    assert ask(app, "DELETE", f"{LAMPS}/{key}").json["lamp"] == other.json["lamp"]
    assert ask(app, "GET", f"{LAMPS}/{key}").status == 404


def test_ids_that_the_client_chooses_are_taken_once(app, ask):
    first, second = (ask(app, "POST", LABELS, {"name": "a/ü", "color": "red"}) for _ in range(2))

    assert (first.status, second.status, second.json["title"]) == (201, 409, "Conflict")
    assert ask(app, "GET", f"{LABELS}/a%2F%C3%BC").json == {"name": "a/ü", "color": "red"}


def test_a_put_that_documents_a_creation_creates(app, ask):
    put = ask(app, "PUT", f"{LABELS}/new", {"color": "blue"})

    assert put.json == {"name": "new", "color": "blue"}
    assert ask(app, "GET", f"{LABELS}/new").json == put.json


def test_a_reset_forgets_everything_and_begins_anew(app, ask):
    first = ask(app, "POST", THINGS, {"name": "a"}).body

    assert (ask(app, "GET", "/__reset").status, ask(app, "POST", "/__reset").status) == (405, 204)
    assert ask(app, "GET", f"{THINGS}/1").status == 404
    assert ask(app, "POST", THINGS, {"name": "a"}).body == first


def test_names_that_yaml_reads_as_numbers_are_text(document_of, ask):
    thing = {"type": "object", "properties": {"id": {"type": "integer"}, 7: {"type": "string"}}}
    answer = {"200": {"description": "It.", "content": {"application/json": {"schema": thing}}}}
    paths = {"/things": {"post": {"responses": answer, "requestBody": {"content": {"application/json": {"schema": thing}}}}}}
    paths["/things/{id}"] = {"get": {"responses": answer}}
    app = create_app([document_of(paths=paths)], stateful=True)

    made = ask(app, "POST", "/things", {"7": "seven"}).json

    assert made["7"] == "seven"
    assert ask(app, "GET", f"/things/{made['id']}").json == made


def test_a_documented_path_of_that_name_is_not_taken_away(document_of, ask):
    document = document_of(path="/__reset")

    assert ask(create_app([document], stateful=True), path="/__reset").status == 200


def test_without_state_nothing_is_kept(shop, ask):
    app = create_app([shop])

    assert ask(app, "POST", THINGS, {"name": "desk"}).json["name"] == "lamp"
    assert ask(app, "GET", f"{THINGS}/5").json == {"id": 1, "name": "small"}
    assert ask(app, "POST", "/__reset").status == 404


def test_what_a_client_prefers_or_accepts_comes_first_and_keeps_nothing(app, ask):
    preferred = ask(app, "POST", THINGS, {"name": "a"}, headers={"prefer": "code=201"})
    failed = ask(app, "POST", THINGS, {"name": "a"}, headers={"x-mock-fault": "500"})
    other = ask(app, "POST", THINGS, {"name": "a"}, headers={"prefer": "return=representation"})

    assert (preferred.json["name"], failed.status, other.json["id"]) == ("lamp", 500, 1)
    assert ask(app, "GET", f"{THINGS}/1", headers={"accept": "text/csv"}).headers["content-type"] == "text/csv"
    assert ask(app, "GET", f"{THINGS}/7", headers={"accept": "text/html"}).status == 406
    assert ask(app, "GET", f"{THINGS}/7", headers={"prefer": "example=large"}).json == {"id": 2, "name": "large"}


def test_wrong_requests_change_nothing(app, ask):
    assert ask(app, "POST", THINGS, {}).status == 400
    assert ask(app, "GET", THINGS).json["total"] == 0


def test_a_person_is_told_what_is_kept(shop, lamps):
    assert create_app([shop], stateful=True).notes == ("what is created is kept at /v1/things, /v1/rooms/{room}/lamps, /v1/labels",)
    assert create_app([lamps]).notes == ()


def test_nothing_is_kept_where_no_id_can_stand_in_the_path(lamps, ask):
    app = create_app([lamps], stateful=True)

    assert app.notes == ("what is created is kept at no path: nothing can be created and fetched back",)
    assert ask(app, "GET", "/v2/lamps/1", headers={"x-trace": "ab"}).status == 200


def test_the_oldest_things_leave(app, ask):
    for n in range(MOST_THINGS + 2):
        ask(app, "POST", THINGS, {"name": str(n)})

    assert [ask(app, "GET", f"{THINGS}/{n}").status for n in (1, 2, 3, MOST_THINGS + 2)] == [404, 404, 200, 200]
    assert ask(app, "GET", THINGS).json["total"] == MOST_THINGS


def test_large_things_leave_earlier():
    things = Store().things()
    for n in range(20):
        things.put((str(n),), {"text": "x" * 1_000_000})
    things.put(("19",), {"text": "y" * 1_000_000})

    assert [n for n in range(20) if (str(n),) in things] == list(range(12, 20))
    things.put(("20",), {"text": "x" * 20_000_000})
    assert [n for n in range(21) if (str(n),) in things] == [20]
    things.remove(("20",))
    assert things.below(()) == []


NAMES = st.sampled_from(["a", "b", "a/b", "ü", "x" * 19, "1"])
MEMBERS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={"size": st.sampled_from([0, 9, 10, -1, None, 10**30]), "color": NAMES, "id": st.integers(-1, 3), "watts": st.just(8)},
)
ACTS = [
    ("make_thing", "POST", THINGS), ("list_things", "GET", THINGS), ("read_thing", "GET", THINGS + "/{}"),
    ("replace_thing", "PUT", THINGS + "/{}"), ("change_thing", "PATCH", THINGS + "/{}"), ("delete_thing", "DELETE", THINGS + "/{}"),
    ("add_lamp", "POST", LAMPS), ("list_lamps", "GET", LAMPS),
    ("make_label", "POST", LABELS), ("read_label", "GET", LABELS + "/{}"), ("put_label", "PUT", LABELS + "/{}"),
]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), MEMBERS, st.sampled_from(["1", "2", "3", "a", "%FF", "a%2Fb"])), max_size=25), st.booleans()
)
def test_every_answer_of_any_history_conforms(shop, ask, conforms, history, dynamic):
    app = create_app([shop], stateful=True, dynamic=dynamic)
    there = set()
    for (operation_id, method, path), body, key in history:
        reply = ask(app, method, path.format(key), body if method in ("POST", "PUT", "PATCH") else None)

        assert reply.status < 500
        assert conforms(operation_id, reply)
        if operation_id == "make_thing" and reply.status == 201:
            assert reply.json["id"] not in there
            there.add(reply.json["id"])
        if operation_id == "read_thing" and key.isdigit():
            assert (reply.status == 200) == (int(key) in there)
        if operation_id == "delete_thing" and reply.status == 204:
            there.remove(int(key))


def test_what_is_read_only_is_the_servers_and_what_is_write_only_is_never_shown(ask):
    properties = {
        "id": {"type": "string", "readOnly": True},
        "stamp": {"allOf": [{"type": "integer", "minimum": 9}], "readOnly": True},
        "key": {"type": "string", "writeOnly": True},
        "name": {"type": "string"},
    }
    user = {"type": "object", "required": ["id", "stamp", "key", "name"], "properties": properties}
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/User"}}}}
    single = {"responses": {"200": {"description": "", **content}}}
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    raw = {
        "openapi": "3.1.0",
        "paths": {"/users": {"post": {"requestBody": content, **single}}, "/users/{id}": {"parameters": [parameter], "get": single}},
        "components": {"schemas": {"User": user}},
    }
    app = create_app([read_document(raw, "users")], stateful=True)

    made = ask(app, "POST", "/users", {"name": "n", "key": "k", "stamp": 10, "id": "mine"}).json
    found = ask(app, "GET", f"/users/{made['id']}").json

    assert (made.keys(), made["name"]) == ({"id", "stamp", "name"}, "n")
    assert made["id"] != "mine"
    assert found == made
