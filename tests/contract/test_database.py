"""Examples that failed are found again first, from a folder and from a real Redis, and a Redis that is gone ends nothing."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.contract import Server, agree, cases, conform
from swornspec.contract.agreement import DisagreementError
from swornspec.contract.case import UNSENT
from swornspec.contract.chance import Chance
from swornspec.contract.database import open_database
from swornspec.errors import RequestError
from swornspec.spec.check import Checker
from swornspec.spec.document import Document


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of our own on a free port of this machine."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed (Debian: apt-get install redis-server)")
    pytest.importorskip("redis", reason="the package redis is not installed (swornspec[redis])")
    folder = tmp_path_factory.mktemp("redis")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", "--requirepass", "s3cr3t"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield f"redis://:s3cr3t@127.0.0.1:{port}/3"
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, "redis-server ended"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("redis-server does not listen")


@pytest.fixture(params=["folder", "redis"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "kept") if request.param == "folder" else str(request.getfixturevalue("redis_url"))


def drawn(chance: Chance, what: str, fails: Callable[[int], bool]) -> list[int]:
    """The numbers that a test is given until it fails."""
    seen: list[int] = []

    @given(st.integers(0, 10**9))
    def test(number: int) -> None:
        seen.append(number)
        assert not fails(number)

    try:
        chance.deciding(test, what, 60)()
    except AssertionError:
        return seen
    return seen


def test_what_failed_comes_first_and_only_in_its_own_test(place: str) -> None:
    fails = lambda number: number > 10**6  # noqa: E731
    before = drawn(Chance(1, open_database(place)), "one", fails)
    again = drawn(Chance(2, open_database(place)), "one", fails)
    other = drawn(Chance(2, open_database(place)), "other", fails)

    assert not fails(before[0])
    assert fails(again[0])
    assert not fails(other[0])


@pytest.mark.parametrize("seed", [None, 7])
def test_without_a_database_every_run_is_the_same(seed: int | None) -> None:
    first, second = (drawn(Chance(seed), "one", lambda number: False) for _ in range(2))

    assert first == second
    assert drawn(Chance(8), "one", lambda number: False) != first


def test_agreement_finds_a_rare_disagreement_at_once_the_second_time(pumps: Document, answering: Any, tmp_path: Path) -> None:
    endpoint = pumps.endpoint("start_pump")
    checker = Checker(pumps, endpoint)
    known = [c.body for c in cases(pumps, endpoint) if c.body is not UNSENT]
    sent: list[bool] = []

    def deaf(_method: str, _path: str, _headers: Any, body: bytes) -> tuple[int, Any]:
        value = json.loads(body)
        sent.append(not body.isascii() and checker.accepts(value))
        return (201, {}) if checker.accepts(value) and not sent[-1] else (400, {})

    def found_after() -> int:
        sent.clear()
        chance = Chance(3, open_database(str(tmp_path)))
        with answering(pumps, deaf) as server, Server(pumps, server.base, chance=chance) as settled, pytest.raises(DisagreementError):
            agree(settled, endpoint)
        return sent.index(True) - len(known)

    first, second = found_after(), found_after()

    assert first > second == 0


def test_schemathesis_keeps_its_failures_there_too(pumps: Document, answering: Any, tmp_path: Path) -> None:
    refuse = lambda *_: (400, {"title": "no", "status": 400})  # noqa: E731
    with answering(pumps, refuse) as server, Server(pumps, server.base, chance=Chance(3, open_database(str(tmp_path)))) as kept:
        found = conform(kept, pumps.endpoint("start_pump"), examples=10, seconds=300)

    assert found.failures
    assert any(tmp_path.iterdir())


def test_a_redis_that_goes_away_is_noted_once_and_ends_nothing(pumps: Document) -> None:
    import redis
    from hypothesis.database import InMemoryExampleDatabase

    from swornspec.contract.database import Kept

    class Gone(InMemoryExampleDatabase):
        def fetch(self, key: bytes) -> Any:
            raise redis.ConnectionError("gone")

        save = delete = fetch  # type: ignore[assignment]

    notes: list[str] = []
    chance = Chance(1, Kept(Gone(), "redis://host:6379", (redis.RedisError,), notes.append))

    assert drawn(chance, "one", lambda number: number > 10**6)
    assert notes == ["the example database redis://host:6379 is gone (ConnectionError); failing examples are not kept any more"]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("redis://:s3cr3t@127.0.0.1:9/0", "the example database redis://127.0.0.1:9 cannot be used"),
        ("redis://127.0.0.1:x", "the address of the example database is none"),
        ("http://127.0.0.1:9", "an example database cannot be at http://"),
        (" ", "has no name"),
    ],
)
def test_a_place_that_cannot_be_used_is_said_in_one_line_without_its_password(place: str, says: str) -> None:
    pytest.importorskip("redis")
    with pytest.raises(RequestError) as caught:
        open_database(place)

    assert says in str(caught.value)
    assert "s3cr3t" not in str(caught.value)


def test_a_wrong_password_is_said_and_not_shown(redis_url: str) -> None:
    with pytest.raises(RequestError, match="it wants other credentials") as caught:
        open_database(redis_url.replace("s3cr3t", "wr0ng"))

    assert "wr0ng" not in str(caught.value)


def test_none_keeps_nothing() -> None:
    assert open_database("none") is None


def test_a_run_that_finds_nothing_keeps_nothing(pumps: Document, mocked: Server, tmp_path: Path) -> None:
    place = tmp_path / "kept"
    with Server(pumps, mocked.base, chance=Chance(None, open_database(str(place)))) as server:
        found = conform(server, pumps.endpoint("start_pump"), examples=10)
        agree(server, pumps.endpoint("start_pump"), examples=10)

    assert found.failures == ()
    assert not place.exists()
