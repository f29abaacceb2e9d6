"""Reading is the inverse of printing, less what a copy loses."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from render import LABELLED_SECTIONS, Param, Wanted, found, labelled, labelled_wanted, readme, readme_wanted, specs

from swornspec.page import Block, read_page

RESPONSIVE = tuple(LABELLED_SECTIONS)


@given(specs())
@settings(max_examples=80, deadline=None)
def test_copied_readme_pages_give_the_spec_less_scalar_names_and_values(spec: list[Param]) -> None:
    page = read_page("page.txt", readme(spec))

    assert [found(block) for block in page.blocks] == [readme_wanted(param) for param in spec]
    assert page.gaps == ()


@given(specs(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_copied_readme_pages_that_kept_their_names_give_them(spec: list[Param], values: bool) -> None:
    page = read_page("page.txt", readme(spec, names=True, values=values))

    assert [found(block) for block in page.blocks] == [readme_wanted(param, names=True, values=values) for param in spec]
    assert page.gaps == ()


@given(specs(RESPONSIVE))
@settings(max_examples=80, deadline=None)
def test_labelled_pages_give_the_spec_less_values_and_defaults(spec: list[Param]) -> None:
    page = read_page("page.txt", labelled(spec))

    assert [found(block) for block in page.blocks] == [labelled_wanted(param) for param in spec]
    assert page.gaps == ()
    assert (page.method, page.path and page.path.text) == ("POST", "/v1/things")


@given(specs(), st.sampled_from((readme, labelled)), st.sampled_from(("\n", "\r\n")), st.integers(1, 3))
@settings(max_examples=40, deadline=None)
def test_line_endings_and_more_blank_lines_change_nothing(spec: list[Param], write: Callable[..., str], ending: str, gaps: int) -> None:
    usual = read_page("page.txt", write(spec))

    page = read_page("page.txt", write(spec, gaps=gaps).replace("\n", ending))

    assert [unspaced(block) for block in page.blocks] == [unspaced(block) for block in usual.blocks]


def unspaced(block: Block) -> Wanted:
    wanted = found(block)
    return replace(wanted, prose=tuple(" ".join(text.split()) for text in wanted.prose))


def test_a_type_with_its_null_is_no_name_with_a_type() -> None:
    page = read_page("page.txt", "Create a Thing\n\nBody Params\ndate-time | null\nrequired\ndeprecated\n\nWhen.\n")

    assert [(b.name, b.schema.get("format"), b.required) for b in page.blocks] == [(None, "date-time", True)]


def test_flags_below_a_type_say_that_it_is_no_name() -> None:
    fields = "uuid\nrequired\ndeprecated\n\nThe tile.\ndate-time\nrequired\n\nWhen.\nobject\nrequired\n\nnumber of tiles, and more.\n"
    page = read_page("page.txt", f"Create a Thing\n\nQuery Params\n{fields}Body Params\ntags\narray of strings\ntags\nResponses\n")

    assert [(b.name, b.schema.get("format"), b.required) for b in page.blocks[:2]] == [(None, "uuid", True), (None, "date-time", True)]


def test_a_name_that_is_a_type_word_is_a_name_where_no_name_is_lost() -> None:
    text = "Send\n\nPOST /v1/send\n\nBody Parameters\n\nemail\nstring\nrequired\nWho gets it.\n\nurl\nstring\nrequired\nWhat they get.\n"

    assert [(b.name, b.required) for b in read_page("page.txt", text).blocks] == [("email", True), ("url", True)]
