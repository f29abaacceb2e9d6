"""Documents with everything OpenAPI has: each constraint is broken alone or proved impossible, and our mock passes every case."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from swornspec.contract import Kind, Plan, plan, run
from swornspec.contract.case import Identity
from swornspec.contract.server import mock_server
from swornspec.spec.document import Document, load_document

CASES = Path(__file__).parents[1] / "cases"
NAMES = ("bookings", "warehouse")


Planned = tuple[Document, dict[str, Plan]]


@pytest.fixture(scope="module")
def every() -> dict[str, Planned]:
    documents = {name: load_document(CASES / name / "openapi.yaml") for name in NAMES}
    return {name: (d, {e.operation_id: plan(d, e) for e in d.endpoints}) for name, d in documents.items()}


@pytest.fixture(params=NAMES)
def planned(request: pytest.FixtureRequest, every: dict[str, Planned]) -> Planned:
    return every[request.param]


@pytest.fixture
def bookings(every: dict[str, Planned]) -> dict[str, Plan]:
    return every["bookings"][1]


@pytest.fixture
def warehouse(every: dict[str, Planned]) -> dict[str, Plan]:
    return every["warehouse"][1]


def test_no_constraint_is_never_broken_alone(planned: Planned) -> None:
    open_ones = {
        (p.endpoint.operation_id, c)
        for p in planned[1].values()
        for c in set(p.constraints) - set(p.covered) - {q.constraint for q in p.proofs if q.proved}
    }

    assert open_ones == set()


def test_what_is_neither_sent_nor_proved_is_only_what_is_no_json(planned: Planned) -> None:
    assert {q.why for p in planned[1].values() for q in p.proofs if not q.proved} <= {
        "the contents of text/plain bodies are not judged, only those of JSON"
    }


def test_our_mock_passes_every_case(planned: Planned) -> None:
    document, plans = planned
    with mock_server(document) as server:
        summary = run(tuple(plans.values()), server)

    assert [str(f) for f in summary.failures] == []
    assert Counter(o.case.kind for o in summary.outcomes).keys() == set(Kind)


@pytest.mark.parametrize(
    ("constraint", "query"),
    [
        ("query-tags-maxItems", [("tags", "quiet"), ("tags", "projector"), ("tags", "daylight")]),
        ("query-seats[]-multipleOf", [("seats", "3")]),
        ("query-floors-minItems", [("floors", "1")]),
        ("query-floors[]-maximum", [("floors", "41 1")]),
        ("query-price.from-multipleOf", [("price[currency]", "EUR"), ("price[from]", "1.25")]),
        ("query-page.limit-minimum", [("limit", "0")]),
        ("query-window.closes-maximum", [("window", "opens,1,closes,25")]),
    ],
)
def test_parameters_are_broken_in_their_own_style(bookings: dict[str, Plan], constraint: str, query: list[tuple[str, str]]) -> None:
    found = [c for c in bookings["find_rooms"].cases if c.constraint == constraint and c.kind is Kind.INVALID]

    assert list(found[0].query) == query


def test_values_in_paths_are_written_in_their_own_style(bookings: dict[str, Plan]) -> None:
    case = next(c for c in bookings["read_plan"].cases if c.id.endswith("required-only"))

    assert dict(case.path) == {
        "floor": ".1",
        "wings": ".north",
        "spots": ".1,1",
        "corner": ".x=1",
        "level": ";level=1",
        "marks": ";marks=1",
        "codes": ";codes=text",
        "frame": ";w=2",
        "area": "r,1",
    }


def test_each_constraint_of_an_alternative_is_broken_alone(bookings: dict[str, Plan]) -> None:
    cases = {c.id.partition("payment-oneOf-")[2]: c.body["payment"] for c in bookings["book"].cases if "-payment-oneOf-" in c.id}

    assert cases["2.due-maximum-violated"] == {"method": "invoice", "due": 91, "address": {"street": "text", "country": "MY"}}
    assert cases["1.number-required-violated"] == {"method": "card"}


def test_rules_between_parameters_and_of_nested_objects_are_broken_alone(warehouse: dict[str, Plan]) -> None:
    stock = {c.constraint: c for c in reversed(warehouse["list_stock"].cases) if c.kind is Kind.INVALID}  # the first of each
    ship = {c.constraint: c.body for c in warehouse["ship"].cases if c.kind is Kind.INVALID}

    assert dict(stock["query-after-or-before"].query).keys() == {"after", "before"}
    assert int(dict(stock["query-offset-plus-limit"].query)["offset"]) == 9_951
    assert ship["to.us-needs-state"]["to"] == {"country": "US"}
    assert ship["parcels[].insured-needs-value"]["parcels"] == [{"weight": 1, "insured": True}]


def test_credentials_are_wrong_in_every_way(bookings: dict[str, Plan]) -> None:
    def ways(operation: str) -> set[Identity]:
        return {c.identity for c in bookings[operation].cases if c.kind is Kind.UNAUTHORIZED}

    assert ways("find_rooms") == set(Identity) - {Identity.RIGHT, Identity.INCOMPLETE}
    assert ways("change_booking") == set(Identity) - {Identity.RIGHT}
    assert ways("close_room") == set()


def test_a_repeated_key_may_be_refused_or_not(bookings: dict[str, Plan]) -> None:
    found: dict[str, Any] = {c.id.rpartition("twice-")[2]: c.content for c in bookings["book"].cases if c.tolerated}

    assert found.keys() == {"alike", "wrong-last", "wrong-first"}
    assert all(content.count(b'"room"') == 2 for content in found.values())


def test_bodies_are_sent_in_every_documented_media_type(bookings: dict[str, Plan]) -> None:
    types = {(c.content_type or "").partition(";")[0] for c in bookings["change_booking"].cases if c.kind is Kind.VALID}

    assert types >= {"application/x-www-form-urlencoded", "multipart/form-data"}
    assert next(c for c in bookings["note"].cases if c.kind is Kind.VALID).content_type == "text/plain"
