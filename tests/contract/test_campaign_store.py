"""Results are kept whole and once, for the campaign they belong to."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from swornspec.contract.campaign.result import Found, Result, Status
from swornspec.contract.campaign.store import open_store
from swornspec.contract.campaign.tasks import Settings, Task, TaskKind
from swornspec.errors import CampaignError

TASK = Task("a.yaml", "0" * 64, TaskKind.VALID, "one")
RESULT = Result(requests=3, findings=(Found("wrong", "\ud7ff\U0001f642", code=102),), constraints=("a-maximum",), seconds=0.5)
IDENTITY = Settings().identity


def test_a_kept_result_is_there_in_the_next_run(tmp_path: Path) -> None:
    with open_store(tmp_path / "s", IDENTITY) as store:
        store.keep([(TASK, RESULT)])
    with open_store(tmp_path / "s", IDENTITY, resume=True) as store:
        assert store.result(TASK) == RESULT


def test_the_first_result_counts_and_one_for_a_changed_document_replaces_it(tmp_path: Path) -> None:
    changed = replace(TASK, digest="1" * 64)
    with open_store(None, IDENTITY) as store:
        store.keep([(TASK, RESULT), (TASK, Result(requests=9))])

        assert store.result(TASK) == RESULT
        assert store.result(changed) is None

        store.keep([(changed, Result(requests=9))])

        assert store.result(changed) == Result(requests=9)
        assert store.result(TASK) is None


def test_failed_tasks_are_forgotten_on_demand() -> None:
    failed = replace(TASK, operation="two")
    with open_store(None, IDENTITY) as store:
        store.keep([(TASK, RESULT), (failed, Result(Status.FAILED, reason="its worker died"))])

        assert store.forget_failed() == 1
        assert store.result(failed) is None
        assert store.result(TASK) == RESULT


def refused(folder: Path, settings: Settings, *, resume: bool) -> str:
    with pytest.raises(CampaignError) as told, open_store(folder, settings.identity, resume=resume):
        pass
    return str(told.value)


def test_another_campaign_is_never_written_over(tmp_path: Path) -> None:
    with open_store(tmp_path, IDENTITY):
        pass

    assert "--resume" in refused(tmp_path, Settings(), resume=False)
    assert "seeds: 0..0 then, 0..9 now" in refused(tmp_path, Settings(seeds=(0, 9)), resume=True)


def test_a_store_is_used_by_one_campaign_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("swornspec.contract.campaign.store._BUSY", 0.0)
    with open_store(tmp_path, IDENTITY):
        assert "another campaign is using the store" in refused(tmp_path, Settings(), resume=True)


def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "campaign.sqlite3").write_bytes(b"not a database" * 100)

    assert "not a store of ours" in refused(tmp_path, Settings(), resume=True)
    assert (tmp_path / "campaign.sqlite3").read_bytes() == b"not a database" * 100

    (tmp_path / "file").write_text("")

    assert "cannot make the store" in refused(tmp_path / "file", Settings(), resume=False)


def test_a_store_of_another_layout_is_refused(tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "campaign.sqlite3")
    database.execute("PRAGMA user_version = 99")
    database.close()

    assert "another version" in refused(tmp_path, Settings(), resume=True)


def test_a_damaged_row_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path, IDENTITY) as store:
        store.keep([(TASK, RESULT)])
    database = sqlite3.connect(tmp_path / "campaign.sqlite3")
    database.execute('UPDATE result SET result = \'{"requests": "many"}\'')
    database.commit()
    database.close()

    with pytest.raises(CampaignError, match="damaged"), open_store(tmp_path, IDENTITY, resume=True) as store:
        store.result(TASK)
