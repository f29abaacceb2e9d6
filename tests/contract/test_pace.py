"""No second sees more requests than it may, and no run."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.contract.pace import Pace
from swornspec.errors import LimitError


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@given(st.floats(0.1, 50), st.lists(st.floats(0, 3), min_size=1, max_size=40))
def test_no_second_sees_more_than_the_rate(rate: float, pauses: list[float]) -> None:
    time = Time()
    pace = Pace(rate, clock=lambda: time.now, sleep=time.sleep)
    turns = []
    for pause in pauses:
        time.now += pause
        pace.take()
        turns.append(time.now)

    assert all(later - earlier >= 1 / rate - 1e-6 for earlier, later in itertools.pairwise(turns))


def test_without_a_limit_nobody_waits() -> None:
    pace = Pace(sleep=lambda seconds: pytest.fail("slept"))
    for _ in range(1000):
        pace.take()

    assert not pace.spent


def test_the_limit_of_requests_is_kept() -> None:
    pace = Pace(most=2)
    pace.take()
    pace.take()

    assert pace.spent
    with pytest.raises(LimitError, match="the limit of 2 requests is reached"):
        pace.take()


@given(st.integers(1, 16), st.integers(0, 100), st.floats(0.1, 100))
def test_workers_together_keep_to_the_limits(workers: int, most: int, rate: float) -> None:
    shares = [Pace(rate, most).share(workers, index) for index in range(workers)]

    assert sum(s.most or 0 for s in shares) == most
    assert sum(s.rate or 0 for s in shares) == pytest.approx(rate)


@pytest.mark.parametrize(("rate", "most"), [(0, None), (-1, None), (float("inf"), None), (float("nan"), None), (None, -1)])
def test_limits_are_positive(rate: float | None, most: int | None) -> None:
    with pytest.raises(ValueError, match="positive"):
        Pace(rate, most)
