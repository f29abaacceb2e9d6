"""A served application is replaced when its files change."""

import asyncio
import queue
import sys

import pytest

from swornspec.errors import DocumentError, SwornspecError
from swornspec.mock.reload import Replaceable, reloading


async def _nothing(scope, receive, send):
    return


def app_of(answer):
    async def app(scope, receive, send):
        await send(answer)

    return app


def answer_of(served):
    said = []

    async def send(message):
        said.append(message)

    asyncio.run(served({}, None, send))
    return said


@pytest.fixture
def watched(tmp_path):
    """A file of words that is served as the answer, and what is told of its changes."""
    file = tmp_path / "words.txt"
    file.write_text("first")
    told: queue.Queue[str | None] = queue.Queue()

    def make():
        words = file.read_text() if file.exists() else "bad"
        if words.startswith("bad"):
            raise DocumentError("no good", where="words.txt")
        return app_of(words)

    served = Replaceable(make())
    with reloading(served, [file], make, told.put):
        yield file, served, lambda: told.get(timeout=10)


def test_a_change_replaces_what_is_served(watched):
    file, served, told = watched
    assert answer_of(served) == ["first"]

    file.write_text("second")

    assert told() is None
    assert answer_of(served) == ["second"]


def test_a_file_that_is_renamed_into_place_is_a_change_and_its_neighbours_are_none(watched):
    file, served, told = watched

    file.with_name("other.txt").write_text("other")
    file.with_name("new.txt").write_text("third")
    file.with_name("new.txt").replace(file)

    assert told() is None
    assert answer_of(served) == ["third"]


def test_what_cannot_be_served_leaves_the_old_one_in_place(watched):
    file, served, told = watched

    file.write_text("bad news")

    assert told() == "words.txt: no good"
    assert answer_of(served) == ["first"]
    file.write_text("good news")
    while told() is not None:
        pass
    assert answer_of(served) == ["good news"]


def test_a_request_is_answered_by_the_application_that_it_came_to():
    started, go_on = asyncio.Event(), asyncio.Event()

    async def slow(scope, receive, send):
        started.set()
        await go_on.wait()
        await send("old")

    async def both():
        served = Replaceable(slow)
        said = []

        async def send(message):
            said.append(message)

        first = asyncio.create_task(served({}, None, send))
        await started.wait()
        served.app = app_of("new")
        await served({}, None, send)
        go_on.set()
        await first
        return said

    assert asyncio.run(both()) == ["new", "old"]


def test_without_a_watcher_there_is_one_clear_error(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    with pytest.raises(SwornspecError, match="pip install watchfiles"), reloading(Replaceable(_nothing), [tmp_path / "a"], _nothing, print):
        pass
