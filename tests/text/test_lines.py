from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from swornspec.text import Passage, lines
from swornspec.text.lines import found_once

PAGES = st.text(st.sampled_from("ab \t\r\n\u2028\u00a0"), max_size=60) | st.text(max_size=60)


@given(PAGES)
def test_each_line_is_where_it_says_and_has_no_white_space_around_it(text: str) -> None:
    found = lines("page", text)

    assert len(found) == text.count("\n") + (not text.endswith("\n")) - (not text)
    for number, (line, raw) in enumerate(zip(found, text.split("\n"), strict=False), 1):
        assert line.text == raw.strip() == text[line.span.start : line.span.end]
        assert (line.span.first, line.span.last) == (number, number)


def test_what_is_found_about_a_page_is_found_once() -> None:
    asked = []

    @found_once
    def count(page: Sequence[Passage]) -> int:
        asked.append(page)
        return len(page)

    assert [count(lines("a", "1\n2")), count(lines("a", "1\n2")), count(lines("a", "1\n2\n3"))] == [2, 2, 3]
    assert len(asked) == 2


def test_what_is_found_about_some_lines_of_a_page_is_not_kept_for_all() -> None:
    count = found_once(len)
    page = lines("a", "1\n2\n3")

    assert (count(page), count(page[1:])) == (3, 2)
