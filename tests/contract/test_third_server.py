"""A server that is not ours: ten planted faults are all found, and its twin without them raises no alarm."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from swornspec.contract import Fault, Plan, Server, plan, run
from swornspec.mock import running
from swornspec.spec.document import Document, load_document

HERE = Path(__file__).parent
WAREHOUSE = HERE.parent / "cases" / "warehouse" / "openapi.yaml"
ACCEPTED = Fault.INVALID_ACCEPTED
FINDS = {
    "maximum-masked-by-multiple": ("ship", ACCEPTED, "budget-maximum"),
    "length-off-by-one": ("put_item", ACCEPTED, "name-maxLength"),
    "enum-in-any-case": ("ship", ACCEPTED, "speed-enum"),
    "true-is-an-integer": ("ship", ACCEPTED, "pickup_slot-type"),
    "rule-ignored": ("ship", ACCEPTED, "drone-budget"),
    "required-when-ignored": ("ship", ACCEPTED, "express-needs-code"),
    "query-bound-ignored": ("list_stock", ACCEPTED, "query-limit-maximum"),
    "open-to-all": ("put_item", Fault.CREDENTIALS_IGNORED, None),
    "field-missing": ("ship", Fault.RESPONSE_MISMATCH, None),
    "fails-on-null": ("ship", Fault.SERVER_ERROR, None),
}


@pytest.fixture(scope="module")
def third() -> ModuleType:
    spec = importlib.util.spec_from_file_location("third_server", HERE / "third_server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def warehouse() -> Document:
    return load_document(WAREHOUSE)


@pytest.fixture(scope="module")
def plans(warehouse: Document) -> tuple[Plan, ...]:
    return tuple(plan(warehouse, e) for e in warehouse.endpoints)


@contextmanager
def serving(third: ModuleType, *faults: str) -> Iterator[str]:
    with running(third.create_server(*faults)) as server:
        yield server.url.rstrip("/")


def test_every_fault_has_a_test(third: ModuleType) -> None:
    assert FINDS.keys() == third.FAULTS.keys()


@pytest.mark.parametrize("fault", sorted(FINDS))
def test_a_planted_fault_is_found_and_nothing_else(third: ModuleType, warehouse: Document, plans: tuple[Plan, ...], fault: str) -> None:
    operation, kind, constraint = FINDS[fault]
    own = tuple(p for p in plans if p.endpoint.operation_id == operation)
    with serving(third, fault) as url, Server(warehouse, url) as server:
        found = run(own, server).failures

    assert {f.fault for f in found} == {kind}
    assert constraint is None or {f.case.constraint for f in found} == {constraint}


def test_the_command_finds_all_of_them_at_once_and_none_in_their_twin(third: ModuleType) -> None:
    command = [sys.executable, "-m", "swornspec", "test", str(WAREHOUSE), "--base-url"]
    with serving(third) as right, serving(third, *FINDS) as wrong:
        passed = subprocess.run([*command, right], capture_output=True, text=True, timeout=120)
        failed = subprocess.run([*command, wrong], capture_output=True, text=True, timeout=120)

    assert (passed.returncode, failed.returncode) == (0, 1), passed.stdout + passed.stderr
    assert all(c in failed.stdout for _, _, c in FINDS.values() if c is not None)
    assert all(kind.title in failed.stdout for _, kind, _ in FINDS.values())
