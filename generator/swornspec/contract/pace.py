"""How often and how many requests are sent to one server."""

import threading
import time
from collections.abc import Callable

from swornspec.errors import LimitError

LEAST, MOST = 0.001, 100_000.0
"""The limits of rates (requests a second) and timeouts (seconds) that users can ask for."""


class Pace:
    """At most `rate` requests a second, evenly spaced, and at most `most` altogether; None: no limit.

    A token bucket that holds one token: no second ever sees more than `rate` requests. Threads may share it.
    """

    def __init__(
        self,
        rate: float | None = None,
        most: int | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """ValueError unless the limits are positive."""
        if (rate is not None and not 0 < rate < float("inf")) or (most is not None and most < 0):
            raise ValueError("limits are positive numbers")
        self.rate = rate
        self.most = most
        self.sent = 0
        self._clock, self._sleep = clock, sleep
        self._next = float("-inf")
        self._lock = threading.Lock()

    @property
    def spent(self) -> bool:
        """Whether no request may be sent any more."""
        return self.most is not None and self.sent >= self.most

    def take(self) -> None:
        """Wait for the turn of one request; LimitError when all that may be sent have been sent."""
        with self._lock:
            if self.spent:
                raise LimitError(f"the limit of {self.most} requests is reached")
            self.sent += 1
            now = self._clock()
            turn = max(now, self._next)
            if self.rate is not None:
                self._next = turn + 1 / self.rate
        if turn > now:
            self._sleep(turn - now)

    def share(self, workers: int, index: int) -> "Pace":
        """The part of one of several workers that send at the same time: together they keep to the limits."""
        rate = None if self.rate is None else self.rate / workers
        most = None if self.most is None else self.most // workers + (index < self.most % workers)
        return Pace(rate, most, clock=self._clock, sleep=self._sleep)
