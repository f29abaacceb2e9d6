"""Which values of a sample are evidence: rows of a table."""

import json
from pathlib import Path

import pytest

from swornspec.page.fill_in import fill_ins, parts_of

ROWS = [
    tuple(cell.strip() for cell in line.rsplit("|", 1))
    for line in (Path(__file__).parent / "samples.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("body", "blank"), ROWS)
def test_values_that_only_stand_where_one_belongs_are_no_evidence(body: str, blank: str) -> None:
    value = json.loads(body)

    found = fill_ins(value)

    named = {"".join("[]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".") for path in found}
    everything = {path for path, _ in parts_of(value)}
    assert found == everything if blank == "all" else named == (set() if blank == "-" else set(blank.split()))
