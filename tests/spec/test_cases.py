"""Pages of no API in particular: what `swornspec read` makes of each is a golden file next to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from swornspec.spec.build import read_pages
from swornspec.spec.check import Checker
from swornspec.spec.document import read_document

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*/page.*"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_a_page_gives_its_specification(case: Path, golden: Callable[[Path, str], None]) -> None:
    built = read_pages([case])

    golden(case.parent / "spec.yaml", built.yaml)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.parent.name)
def test_the_specification_of_a_page_can_judge_requests(case: Path) -> None:
    document = read_document(read_pages([case]).document, case.parent.name)

    for endpoint in document.endpoints:
        assert bool(Checker(document, endpoint).broken(None)) is (endpoint.body is not None)
