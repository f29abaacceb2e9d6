"""Drawn bodies: the valid ones are all valid and spread over the rules, the others are of every kind."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from swornspec.contract.strategies import any_bodies, bodies
from swornspec.errors import RequestError
from swornspec.spec.check import Checker
from swornspec.spec.document import Document

quick = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def drawn(strategy: st.SearchStrategy[Any], count: int = 150) -> list[Any]:
    found: list[Any] = []

    @settings(quick, max_examples=count, derandomize=True, database=None, phases=[Phase.generate])
    @given(strategy)
    def draw(body: Any) -> None:
        found.append(body)

    draw()
    return found


def test_every_valid_body_is_accepted(pumps: Document) -> None:
    checker = Checker(pumps, pumps.endpoint("start_pump"))

    assert [b for b in drawn(bodies(pumps, pumps.endpoint("start_pump"))) if not checker.accepts(b)] == []


def test_valid_bodies_reach_every_condition(pumps: Document) -> None:
    found = drawn(bodies(pumps, pumps.endpoint("start_pump")))

    assert any(b.get("turbo") is True for b in found)
    assert any("flow" in b and b.get("hours") for b in found)
    assert len({repr(b) for b in found}) > 0.8 * len(found)


def test_bodies_of_any_kind_are_valid_and_invalid_in_fair_parts(pumps: Document) -> None:
    checker = Checker(pumps, pumps.endpoint("start_pump"))
    found = drawn(any_bodies(pumps, pumps.endpoint("start_pump")))
    valid = sum(checker.accepts(b) for b in found)

    assert 0.2 * len(found) < valid < 0.8 * len(found)
    assert any(not isinstance(b, dict) for b in found)


def test_an_operation_without_a_body_has_no_bodies(pumps: Document) -> None:
    with pytest.raises(RequestError):
        bodies(pumps, pumps.endpoint("read_pump"))
