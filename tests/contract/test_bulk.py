"""Rules, client and mock give one verdict on very many random bodies."""

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from swornspec.contract import agree_in_bulk
from swornspec.contract.agreement import DisagreementError
from swornspec.contract.bulk import BODIES
from swornspec.errors import RequestError
from swornspec.spec.document import Document, load_document, read_document

TESTS = Path(__file__).parents[1]
SPECS = sorted((TESTS.parent / "specs").glob("*/openapi.yaml"))
OPERATIONS = [pytest.param(p, e.operation_id, id=f"{p.parent.name}-{e.operation_id}") for p in SPECS for e in load_document(p).endpoints]
SYNTHETIC = [("warehouse", "ship"), ("warehouse", "put_item"), ("bookings", "book"), ("bookings", "change_booking")]


def without_rule(path: Path, rule: str) -> Document:
    """A document in which the rules of the whole body lack one."""
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for schema in raw["components"]["schemas"].values():
        schema["x-rules"] = [r for r in schema.get("x-rules", ()) if r["id"] != rule]
    return read_document(raw, str(path))


@pytest.mark.parametrize(("path", "operation"), OPERATIONS)
def test_rules_client_and_mock_agree_on_every_body(path: Path, operation: str, record_property: Callable[[str, object], None]) -> None:
    document = load_document(path)
    client = importlib.import_module(f"{path.parent.name}_client")

    found = agree_in_bulk(document, document.endpoint(operation), client.check)

    record_property("agreement", str(found))
    assert found.compared == BODIES >= 20_000
    assert min(found.valid, found.nearly_valid, found.senseless) >= BODIES // 3
    assert found.valid <= found.accepted < 0.6 * found.compared


@pytest.mark.parametrize(("name", "operation"), SYNTHETIC)
def test_rules_and_mock_agree_on_bodies_of_any_shape(name: str, operation: str) -> None:
    document = load_document(TESTS / "cases" / name / "openapi.yaml")

    found = agree_in_bulk(document, document.endpoint(operation), bodies=1_500)

    assert found.valid <= found.accepted < found.compared


def test_the_bodies_are_the_same_for_the_same_seed(pumps: Document) -> None:
    endpoint = pumps.endpoint("start_pump")
    first = agree_in_bulk(pumps, endpoint, bodies=600, seed=4)

    assert agree_in_bulk(pumps, endpoint, bodies=600, seed=4) == first != agree_in_bulk(pumps, endpoint, bodies=600, seed=5)


def test_the_bodies_are_the_same_in_every_process() -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from swornspec.contract import agree_in_bulk\n"
        "from swornspec.spec.document import load_document\n"
        "document = load_document(Path(sys.argv[1]))\n"
        "print([agree_in_bulk(document, document.endpoint('start_pump'), bodies=600, seed=s).accepted for s in range(4)])\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program, str(TESTS / "contract" / "pumps.yaml")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert told[0] == told[1]
    assert len(json.loads(told[0])) == 4


def test_a_disagreement_is_made_small() -> None:
    path = TESTS / "cases" / "warehouse" / "openapi.yaml"
    document = load_document(path)

    with pytest.raises(DisagreementError) as caught:
        agree_in_bulk(document, document.endpoint("ship"), bodies=3_000, served=without_rule(path, "drone-budget"))
    told = str(caught.value)

    assert "rules:   drone-budget" in told
    assert "Drones cost at least 256." in told
    assert "server:  status 202" in told
    assert len(told.splitlines()[0]) < 200


def test_an_operation_without_a_body_has_nothing_to_agree_on(pumps: Document) -> None:
    with pytest.raises(RequestError, match="takes no JSON body"):
        agree_in_bulk(pumps, pumps.endpoint("read_pump"))
