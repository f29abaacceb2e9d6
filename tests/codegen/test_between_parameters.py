"""Rules between parameters, and about the items of arrays, are enforced by generated clients before anything is sent."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from swornspec.spec.document import Document

TRAILS = Path(__file__).parents[1] / "spec" / "trails.yaml"


@pytest.fixture(scope="module")
def trails(generated: Callable[[Path], tuple[Document, ModuleType]]) -> ModuleType:
    return generated(TRAILS)[1]


@pytest.mark.parametrize(
    ("method", "given", "broken"),
    [
        ("find_trails", {}, [("only-one-near-box[north]", "?near")]),
        ("find_trails", {"radius": 3, "box_north": 1.5}, [("requires-radius-near", "?radius")]),
        ("find_trails", {"near": "x", "min_length": 2, "max_length": 1.5}, [("compare-min_length-max_length", "?min_length")]),
        ("add_trail", {"name": "x"}, [("or-loop-start", "/loop")]),
        ("add_trail", {"start": "x", "stops": [{}, {"distance": 0}]}, [("stops-beside-the-start", "/stops")]),
    ],
)
def test_a_request_that_breaks_a_rule_is_not_sent(trails: ModuleType, method: str, given: dict[str, Any], broken: Any) -> None:
    client = trails.Trails()

    with pytest.raises(trails.RequestInvalid) as error:
        getattr(client, method)(**given)

    assert [(b.constraint, b.pointer) for b in error.value.errors] == broken
