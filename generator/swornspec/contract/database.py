"""Where examples that failed are kept between runs: a folder, or Redis for a team."""

from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from hypothesis.database import DirectoryBasedExampleDatabase, ExampleDatabase

from swornspec.errors import RequestError

FOLDER: Final = ".swornspec/examples"
"""Where they are kept when nothing else is said."""
VARIABLE: Final = "SWORNSPEC_EXAMPLE_DATABASE"
"""The environment variable that says where, for addresses with a password."""
NOWHERE: Final = "none"
_PATIENCE: Final = 5.0
_PREFIX: Final = b"swornspec:"
_NOT_FAILED: Final = b".pareto"
"""How hypothesis marks examples that it keeps for other reasons; without them a run that finds nothing changes nothing."""
_MEND: Final = "give a folder, redis://HOST:PORT/DB or none"


def open_database(place: str, note: Callable[[str], None] = lambda _: None) -> "Kept | None":
    """The examples at a place (a folder, `redis://...` or `none`); RequestError when it cannot be used.

    A Redis that is gone later in the run ends nothing: `note` is told once, and no more examples are kept.
    """
    if place.strip().lower() == NOWHERE:
        return None
    if "://" not in place:
        if not place.strip() or "\0" in place:
            raise RequestError("the example database has no name", mend=_MEND)
        return Kept(DirectoryBasedExampleDatabase(place), place, (OSError,), note)
    try:
        parts = urlsplit(place)
        name = f"{parts.scheme}://{parts.hostname}:{parts.port or 6379}"  # without what may be secret
    except ValueError as error:
        raise RequestError("the address of the example database is none", mend=_MEND) from error
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        raise RequestError(f"an example database cannot be at {parts.scheme[:20]}://", mend=_MEND)
    return _redis(place, name, note)


def _redis(url: str, name: str, note: Callable[[str], None]) -> "Kept":
    try:
        import redis
        from hypothesis.extra.redis import RedisExampleDatabase
    except ImportError as error:
        raise RequestError("an example database in Redis needs the package redis", mend="install swornspec[redis]") from error
    try:
        connection = redis.Redis.from_url(url, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE)
        connection.ping()
    except (redis.RedisError, ValueError) as error:
        why = "it wants other credentials" if isinstance(error, redis.AuthenticationError) else type(error).__name__
        raise RequestError(f"the example database {name} cannot be used: {why}", mend="check that Redis runs there") from error
    return Kept(RedisExampleDatabase(connection, key_prefix=_PREFIX), name, (redis.RedisError,), note)


class Kept:
    """The examples of all tests at one place; `name` is how messages call it."""

    def __init__(
        self, examples: ExampleDatabase, name: str, errors: tuple[type[Exception], ...], note: Callable[[str], None] = lambda _: None
    ) -> None:
        """`errors` are those that mean that the place is gone."""
        self.name = name
        self._examples = examples
        self._errors = errors
        self._note = note
        self._gone = False

    def of(self, what: str) -> ExampleDatabase:
        """The examples of one test."""
        return _Part(self, what.encode("utf-8", "replace"))

    def attempt(self, act: str, *arguments: Any) -> Any:
        """Do something with the examples; None when the place is gone."""
        if self._gone:
            return None
        try:
            found = getattr(self._examples, act)(*arguments)
            return list(found) if act == "fetch" else None
        except self._errors as error:
            self._gone = True
            self._note(f"the example database {self.name} is gone ({type(error).__name__}); failing examples are not kept any more")
            return None


class _Part(ExampleDatabase):
    """The part of a database that holds the examples of one test; hypothesis names them by the code alone."""

    def __init__(self, kept: Kept, what: bytes) -> None:
        super().__init__()
        self._kept = kept
        self._what = what

    def save(self, key: bytes, value: bytes) -> None:
        if not key.endswith(_NOT_FAILED):
            self._kept.attempt("save", self._named(key), value)

    def fetch(self, key: bytes) -> Iterable[bytes]:
        yield from self._kept.attempt("fetch", self._named(key)) or ()

    def delete(self, key: bytes, value: bytes) -> None:
        self._kept.attempt("delete", self._named(key), value)

    def _named(self, key: bytes) -> bytes:
        return self._what + b"/" + key
