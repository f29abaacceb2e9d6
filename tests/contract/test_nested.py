"""Rules of objects within a body: three judges agree on them, each has a request that breaks it alone or is listed as not tested."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from swornspec.codegen import generate_client
from swornspec.contract import Fault, Kind, Server, agree, plan, run
from swornspec.contract.agreement import DisagreementError
from swornspec.contract.server import mock_server
from swornspec.spec.document import Document, load_document, read_document

PARCELS = Path(__file__).parents[1] / "codegen" / "documents" / "parcels.yaml"


@pytest.fixture(scope="module")
def parcels() -> Document:
    return load_document(PARCELS)


@pytest.fixture(scope="module")
def client(parcels: Document, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The generated client, imported as if nobody else had."""
    folder = tmp_path_factory.mktemp("client")
    generate_client(parcels, folder)
    before = {n: sys.modules.pop(n) for n in list(sys.modules) if n.partition(".")[0] == "parcels_client"}
    sys.path.insert(0, str(folder / "parcels_client"))
    try:
        yield importlib.import_module("parcels_client")
    finally:
        sys.path.remove(str(folder / "parcels_client"))
        sys.modules.update(before)


@pytest.fixture
def forgetful() -> Document:
    """The document of a server that knows the rules of the whole body alone."""
    raw = yaml.safe_load(PARCELS.read_text(encoding="utf-8"))
    del raw["components"]["schemas"]["Parcel"]["allOf"][1]["x-rules"]
    return read_document(raw, str(PARCELS))


@pytest.mark.parametrize("operation", ["ship", "label"])
def test_rules_client_and_mock_agree(parcels: Document, client: Any, operation: str) -> None:
    with mock_server(parcels) as server:
        assert agree(server, parcels.endpoint(operation), client.check, examples=60) > 100


def test_a_client_that_forgets_them_is_noticed(parcels: Document, forgetful: Document) -> None:
    with mock_server(forgetful) as wrong, Server(parcels, wrong.base) as server, pytest.raises(DisagreementError, match="parcels"):
        agree(server, parcels.endpoint("ship"))


def test_each_is_broken_alone_or_listed(parcels: Document) -> None:
    ship, label = (plan(parcels, parcels.endpoint(name)) for name in ("ship", "label"))

    listed = [c for c in (*ship.cases, *label.cases) if c.kind is Kind.INVALID and c.constraint is not None]
    bodies = {c.constraint: c.body for c in reversed(listed)}  # the first of each
    assert bodies["parcels[].area"] == {"parcels": [{"height": 3}]}
    assert bodies["parcels[].to.mail-or-phone"] == {"parcels": [{"to": {}}]}
    assert bodies["png-needs-dpi"] == {"format": "png"}
    open_ones = {p.constraint: p.why for p in ship.proofs if not p.proved and "=" not in p.constraint}
    assert open_ones == {
        "parcels[].tags.*.mail-or-phone": "rule of a nested object",
        "sender.mail-or-phone": "rule of a nested object",
    }


def test_a_server_that_forgets_them_is_found_out(parcels: Document, forgetful: Document) -> None:
    with mock_server(forgetful) as wrong, Server(parcels, wrong.base) as server:
        summary = run((plan(parcels, parcels.endpoint("ship")),), server)

    assert {f.case.constraint: f.fault for f in summary.failures} == {"parcels[].area": Fault.INVALID_ACCEPTED}
