"""What a campaign tests: documents from files and folders, targets from a file, and the tasks they become."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from swornspec.contract.campaign.inputs import gather
from swornspec.contract.campaign.targets import aim, missing_variables, read_targets
from swornspec.contract.campaign.tasks import KINDS, Input, Settings, Target, Task, TaskKind, reading, tasks_of
from swornspec.errors import CampaignError

OPENAPI = "openapi: 3.1.0\ninfo: {title: One, version: '1'}\npaths: {}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    files = {
        "b.yaml": OPENAPI,
        "deep/er/a.json": '{"openapi": "3.0.3"}',
        "deep/c.YML": "{openapi: 3.1.0}",
        "old.yaml": "swagger: '2.0'\n",
        "settings.yaml": "colour: red\n",
        "notes.txt": OPENAPI,
        ".git/d.yaml": OPENAPI,
    }
    for name, text in files.items():
        path = tmp_path / "apis" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Path("apis")


def test_a_folder_gives_its_documents_and_says_what_is_none(folder: Path) -> None:
    inputs, left_out = gather([folder])

    assert [i.name for i in inputs] == ["apis/b.yaml", "apis/deep/c.YML", "apis/deep/er/a.json"]
    assert [(o.name, o.reason, o.broken) for o in left_out] == [
        ("apis/old.yaml", "Swagger 2.0; only OpenAPI 3 is tested", False),
        ("apis/settings.yaml", "not an OpenAPI document: no key 'openapi' in it", False),
    ]


def test_a_file_named_twice_counts_once_and_is_never_left_out(folder: Path) -> None:
    inputs, left_out = gather([folder / "old.yaml", folder / "deep", folder / "deep/er/../c.YML", folder / "old.yaml"])

    assert sorted(i.name for i in inputs) == ["apis/deep/er/../c.YML", "apis/deep/er/a.json", "apis/old.yaml"]
    assert left_out == ()


def test_what_cannot_be_read_is_a_finding(folder: Path) -> None:
    (folder / "gone.yaml").symlink_to("nowhere.yaml")

    _, left_out = gather([folder, folder / "missing.yaml"])

    assert [(o.name, o.broken) for o in left_out if o.reason == "not a file"] == [("apis/gone.yaml", False), ("apis/missing.yaml", True)]


def targets_in(tmp_path: Path, text: str) -> dict[str, tuple[Target, ...]]:
    path = tmp_path / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    return read_targets(path)


def test_documents_get_their_targets_by_name_then_by_pattern(tmp_path: Path) -> None:
    text = """\
    "pay/*": {url: "https://pay.example.com/v1/", headers: {X-Key: PAY_KEY}, rate: 5, allow_cost: true}
    pay/two.yaml: [{url: "https://two.example.com"}, {url: "https://PAY.example.com/v2", rate: 2.5}]
    """
    inputs = [Input(name, b"") for name in ("other.yaml", "pay/one.yaml", "pay/two.yaml")]

    aimed = {i.name: i.targets for i in aim(inputs, targets_in(tmp_path, text), "targets.yaml")}

    assert aimed["other.yaml"] == (Target(),)
    assert aimed["pay/one.yaml"] == (Target("https://pay.example.com/v1", (("X-Key", "PAY_KEY"),), 2.5, True),)
    assert aimed["pay/two.yaml"] == (Target("https://two.example.com"), Target("https://PAY.example.com/v2", rate=2.5))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a.yaml: {url: ftp://x}", "not the URL of a server"),
        ("a.yaml: {url: 'https://me:secret@x'}", "holds credentials"),
        ("a.yaml: {url: 'https://x/v1?key=secret'}", "has a query or a fragment"),
        ("a.yaml: {url: https://x, rate: 0}", "a.yaml / rate: Input should be greater than 0"),
        ("a.yaml: {url: https://x, speed: 1}", "speed: Extra inputs are not permitted"),
        ("a.yaml: {url: https://x, headers: {X: 'Bearer secret'}}", "headers / X: String should match pattern"),
        ("a.yaml: {url: https://x, headers: {'X: y': KEY}}", "[key]: String should match pattern"),
        ("a.yaml: {rate: 1}", "url: Field required"),
        ("- 1", "the file: Input should be a valid dictionary"),
        ("a.yaml: [", "not valid YAML"),
        ("b.yaml: {url: https://x}", "'b.yaml' is none of the documents (write it as it is listed: a.yaml)"),
    ],
)
def test_a_wrong_targets_file_is_told_in_one_line(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CampaignError) as told:
        aim([Input("a.yaml", b"")], targets_in(tmp_path, text), "targets.yaml")

    assert reason in str(told.value)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_variables_that_are_not_set_are_named() -> None:
    given_ = Input("a.yaml", b"", targets=(Target("https://x", (("A", "ONE"), ("B", "TWO"))),))

    assert missing_variables([given_], {"ONE": "1", "TWO": ""}) == ("TWO",)


def test_each_operation_kind_and_range_of_seeds_is_a_task() -> None:
    settings = Settings(seeds=(0, 4), seeds_in_task=2)

    batches = list(tasks_of(Input("a.yaml", b"x"), ["one", "two"], settings))

    assert [[t.kind for t in b] for b in batches[:2]] == [list(KINDS[:4]), [TaskKind.AGREEMENT]]
    assert [t.seeds for b in batches for t in b if t.kind is TaskKind.CONFORMANCE and t.operation == "two"] == [(0, 1), (2, 3), (4, 4)]
    assert len({t.id for b in batches for t in b}) == sum(map(len, batches)) == 2 * (4 + 2 * 3)
    assert batches[0][0].id == "a.yaml :: valid :: one :: mock"


@given(st.integers(0, 50), st.integers(0, 50), st.integers(1, 20))
def test_ranges_hold_every_seed_once(first: int, more: int, in_task: int) -> None:
    ranges = Settings(seeds=(first, first + more), seeds_in_task=in_task).ranges()

    assert [s for a, b in ranges for s in range(a, b + 1)] == list(range(first, first + more + 1))


TASK = Task("a.yaml", "0" * 64, TaskKind.AGREEMENT, "one", Target("https://x"), (0, 1), 10)


@pytest.mark.parametrize(
    "change",
    [
        {"document": "b.yaml"},
        {"digest": "1" * 64},
        {"kind": TaskKind.CONFORMANCE},
        {"operation": "two"},
        {"target": Target("https://y")},
        {"target": Target("https://x", allow_cost=True)},
        {"target": Target("https://x", (("X", "KEY"),))},
        {"seeds": (0, 2)},
        {"examples": 11},
    ],
)
def test_a_key_changes_with_what_the_result_depends_on(change: dict[str, Any]) -> None:
    assert replace(TASK, **change).key != TASK.key


def test_a_key_does_not_change_with_the_rate_and_an_id_not_with_the_document() -> None:
    assert replace(TASK, target=Target("https://x", rate=3.0)).key == TASK.key
    assert replace(TASK, digest="1" * 64).id == TASK.id
    assert reading(Input("a.yaml", b"1")).id == reading(Input("a.yaml", b"2")).id == "a.yaml :: read"
