"""The results of a campaign in a folder: each is there whole or not at all, whenever the campaign is killed.

One SQLite file in WAL mode with full synchronisation, written by one campaign at a time (docs/decisions/0010).
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from swornspec.contract.campaign.result import Result, Status
from swornspec.contract.campaign.tasks import Task
from swornspec.errors import CampaignError

_NAME: Final = "campaign.sqlite3"
_LAYOUT: Final = 1
_BUSY: Final = 2.0
"""Seconds that another campaign may take to let go of the store: one that was just killed does at once."""


class Store:
    """The kept results, by the ids of their tasks; `open_store` makes one."""

    def __init__(self, database: sqlite3.Connection, where: str) -> None:
        self._database = database
        self._where = where

    def result(self, task: Task) -> Result | None:
        """What is kept for a task, unless what its result depends on has changed since."""
        with _told(self._where):
            row = self._database.execute("SELECT result FROM result WHERE id = ? AND key = ?", (task.id, task.key)).fetchone()
            return None if row is None else msgspec.json.decode(row[0], type=Result)

    def keep(self, results: Iterable[tuple[Task, Result]]) -> None:
        """Keep some results, all of them or none; one that is there already counts, a second one for the same key does not."""
        rows = [(task.id, task.key, msgspec.json.encode(result)) for task, result in results]
        with _told(self._where), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(
                "INSERT INTO result VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET key = excluded.key, result = excluded.result"
                " WHERE key != excluded.key",
                rows,
            )

    def forget_failed(self) -> int:
        """Drop the results of tasks that could not be run to their end, and say how many they were."""
        with _told(self._where), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            rows = self._database.execute("SELECT id, result FROM result").fetchall()
            failed = [(name,) for name, found in rows if msgspec.json.decode(found, type=Result).status is Status.FAILED]
            self._database.executemany("DELETE FROM result WHERE id = ?", failed)
        return len(failed)


@contextmanager
def open_store(folder: Path | None, identity: Mapping[str, Any], *, resume: bool = False) -> Iterator[Store]:
    """The store in a folder, in memory without one.

    CampaignError when it holds a campaign that is not to be resumed, or one of other settings, when another campaign
    has it open, or when it is no store.
    """
    if folder is None:
        where = ":memory:"
    else:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CampaignError(f"cannot make the store: {error.strerror or error}", where=str(folder)) from error
        where = str(folder / _NAME)
    with _told(where):
        database = sqlite3.connect(where, timeout=_BUSY, isolation_level=None)
    with closing(database):
        with _told(where):
            _begin(database, where, dict(identity), resume)
        yield Store(database, where)


def _begin(database: sqlite3.Connection, where: str, identity: dict[str, Any], resume: bool) -> None:
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
        database.execute(f"PRAGMA {pragma}").fetchone()
    with database:
        database.execute("BEGIN IMMEDIATE")
        layout = database.execute("PRAGMA user_version").fetchone()[0]
        if not layout:
            database.execute("CREATE TABLE campaign (identity TEXT NOT NULL)")
            database.execute("CREATE TABLE result (id TEXT PRIMARY KEY, key TEXT NOT NULL, result BLOB NOT NULL)")
            database.execute("INSERT INTO campaign VALUES (?)", (json.dumps(identity),))
            database.execute(f"PRAGMA user_version = {_LAYOUT}")
            return
        if layout != _LAYOUT:
            raise CampaignError("the store was written by another version", where=where, mend="use another folder")
        before = json.loads(database.execute("SELECT identity FROM campaign").fetchone()[0])
    if not resume:
        raise CampaignError("a campaign is kept here already", where=where, mend="go on with it: --resume; or name another folder")
    differing = [name for name in identity if before.get(name) != identity[name]]
    if differing:
        changed = "; ".join(f"{name}: {before.get(name)} then, {identity[name]} now" for name in differing)
        raise CampaignError(f"the store is that of another campaign: {changed}", where=where, mend="use its settings, or another folder")


@contextmanager
def _told(where: str) -> Iterator[None]:
    """SQLite's errors, in one line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        locked = "locked" in str(error)
        reason = "another campaign is using the store" if locked else f"the store cannot be used: {error}"
        raise CampaignError(reason, where=where, mend="wait for it, or name another folder" if locked else None) from error
    except (sqlite3.DatabaseError, msgspec.ValidationError, ValueError, TypeError) as error:
        raise CampaignError(f"not a store of ours, or damaged: {error}", where=where, mend="name another folder") from error
