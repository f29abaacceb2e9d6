"""Documents of no API in particular, their constraints in prose: what `swornspec enrich` makes of each is a golden file next to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from swornspec.spec.enrich import enrich
from swornspec.spec.source import layout_of, read_source, written

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/described.*"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_document_states_what_its_descriptions_do(case: Path, golden: Callable[[Path, str], None]) -> None:
    source = read_source(case)
    enrich(source)

    golden(case.parent / "enriched.yaml", written(source, layout_of(Path("enriched.yaml"), source)))
