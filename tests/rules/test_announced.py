"""Lines that only announce values, and the one line below that has them all."""

import pytest

from swornspec.rules.english.announced import announced
from swornspec.text import Passage, Span


def passages(*lines: str) -> list[Passage]:
    return [Passage(line, Span("p.md", n, n, 10 * n, 10 * n + len(line))) for n, line in enumerate(lines, 1)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("The kind.", "Possible values:", "`fast`"), ["The kind.", "Possible values: `fast`"]),
        (("Allowed values are:", "`fast` `slow`"), ["Allowed values are: `fast`, `slow`"]),
        (("One of:", "`fast``slow`"), ["One of: `fast`, `slow`"]),
        (("Possible values:", "fast, slow", "The end."), ["Possible values: fast, slow", "The end."]),
        (("Possible values:", "`fast`", "`slow`"), ["Possible values:", "`fast`", "`slow`"]),
        (("Possible values:", "The kind of it."), ["Possible values:", "The kind of it."]),
        (("Example:", "`fast`"), ["Example:", "`fast`"]),
        (("Possible values:",), ["Possible values:"]),
        (("The kind.", "Enum", '"fast"', '"slow"'), ["The kind.", "Enum:", '"fast"', '"slow"']),
        (("Value", '"fast"'), ['Possible values: "fast"']),
        (("Value", "The value of it."), ["Value", "The value of it."]),
    ],
)
def test_values_below_the_line_that_announces_them_stand_behind_it(lines: tuple[str, ...], expected: list[str]) -> None:
    assert [p.text for p in announced(passages(*lines))] == expected


def test_the_place_is_that_of_both_lines() -> None:
    [found] = announced(passages("Possible values:", "`fast`"))

    assert (found.span.first, found.span.last, found.span.start, found.span.end) == (1, 2, 10, 26)
