"""What a way to save a page adds to it changes nothing that is read of it: ends of lines, blanks, links of headings, notices below."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from swornspec.errors import PageError
from swornspec.page import read_operations
from swornspec.page.bare_names import with_bare_names
from swornspec.page.read import recognise
from swornspec.text.saved import text_of

CASES: Final = Path(__file__).parent.parent / "cases"
PAGES: Final = sorted(path for path in CASES.glob("*/page*.*") if path.suffix in (".md", ".mdx", ".txt", ".rst", ".html", ".apib"))
PROSE: Final = frozenset(("html", "rst", "api-blueprint"))  # markup of their own, in which lines of text mean something else
FOOT: Final = (
    "\n\nWas this page helpful?\n\nYes\n\nNo\n\nPrevious\n\nNext\n\nOn this page\n\nCopyright 2031 Kites Inc. All rights reserved.\n"
)


def outside_of_code(text: str, change: Callable[[str], str]) -> str:
    """The text with each line changed that stands in no fence."""
    shown, fenced = [], False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        shown.append(line if fenced or line.startswith("```") else change(line))
    return "\n".join(shown)


def linked(line: str) -> str:
    found = re.fullmatch(r"(#{2,6} \S.*)", line)
    return f'{line} [\u200b](#kites-and-tails "Direct link to this heading")' if found else line


def led(line: str) -> str:
    found = re.fullmatch(r"(#{2,6} )(\S.*)", line)
    return f"{found[1]}[](https://docs.kites.example/fly#kites){found[2]}" if found else line


def deeper(line: str) -> str:
    return f"#{line}" if re.match(r"#{1,5} ", line) else line


def heading(form: str) -> Callable[[str], str]:
    """A heading of a section or an operation in another form: `{0}` are its marks, `{1}` what it says."""

    def changed(line: str) -> str:
        found = re.fullmatch(r"(#{1,6}) ([A-Z][A-Za-z ]*)", line)
        return form.format(*found.groups()) if found else line

    return changed


def called(form: str) -> Callable[[str], str]:
    """The line that says what is called in another form: `{0}` is the method, `{1}` the address."""

    def changed(line: str) -> str:
        found = re.fullmatch(r"[*`]*(GET|POST|PUT|PATCH|DELETE)[*`]* [*`]*((?:https?:/)?/[^\s`*]+)[*`]*", line)
        return form.format(*found.groups()) if found else line

    return changed


BODY: Final = frozenset(("Body", "Request Body", "Request body", "Body parameters", "Body Parameters", "JSON Parameters"))
PATH: Final = frozenset(("Path Parameters", "Path parameters"))
QUERY: Final = frozenset(("Query Parameters", "Query parameters"))


def titled(title: str, others: frozenset[str]) -> Callable[[str], str]:
    """The title of a section in other words."""

    def changed(line: str) -> str:
        marks, _, text = line.rpartition("# ")
        return f"{line[: len(line) - len(text)]}{title}" if text in others and not marks.strip("#") else line

    return changed


def everywhere(change: Callable[[str], str]) -> Callable[[str], bytes]:
    return lambda text: outside_of_code(text, change).encode()


def rows(change: Callable[[str], str]) -> Callable[[str], bytes]:
    """The lines of tables in Markdown, but for those of dashes, changed."""
    return everywhere(lambda line: change(line) if line.startswith("|") and not re.fullmatch(r"[|: -]+", line) else line)


def first_cell(form: str) -> Callable[[str], str]:
    """A row whose first cell is a name without marks, in another form."""
    return lambda line: re.sub(r"^\| ([a-z][\w.]*) +\|", lambda found: f"| {form.format(found[1])} |", line)


def labelled_values(label: str) -> Callable[[str], str]:
    """The label of the values of a field in another word."""
    return lambda line: re.sub(r"^(?:Allowed(?: values)?|Available options|Enum):(?! *<)", f"{label}:", line)


LABELLED: Final = frozenset(("readme", "readme-markdown", "mintlify-page", "fern", "redoc"))
TABLES: Final = frozenset(("markdown-table",))
HAND_MADE: Final = frozenset(("markdown-table", "field-list", "labelled", "fern", "stainless", "label-blocks", "tab-table"))
WAYS: Final[dict[str, tuple[Callable[[str], bytes], frozenset[str]]]] = {
    "headings closed by their marks": (everywhere(heading("{0} {1} {0}")), frozenset()),
    "headings in bold": (everywhere(heading("{0} **{1}**")), frozenset()),
    "headings with names": (everywhere(heading("{0} {1} {{#kites}}")), frozenset()),
    "headings behind their anchors": (everywhere(heading('{0} <a name="kites"></a>{1}')), frozenset()),
    "an indent of all lines": (
        lambda text: re.sub(r"(?m)^(?=.)", "   ", text).encode(),
        frozenset(("fern", "stainless", "redoc", "labelled")),
    ),
    "characters that show nothing": (lambda text: re.sub(r"(?<=[a-z])\n", "\u200b\n", text).encode(), frozenset()),
    **{
        f"called {form!r}": (everywhere(called(form)), frozenset())
        for form in ("[{0}] {1}", "Endpoint: `{0} {1}`", "{1} ({0})", "{0} → {1}")
    },
    "called in two lines": (everywhere(called("\n**Method:** {0}\n\n**URL:** `{1}`\n")), HAND_MADE),
    **{f"a section {title!r}": (everywhere(titled(title, BODY)), HAND_MADE) for title in ("Request Body (application/json)", "JSON body")},
    "names behind anchors": (rows(first_cell('<a id="{0}"></a>{0}')), TABLES),
    "names in quotes": (rows(first_cell('"{0}"')), TABLES),
    "types in angles": (rows(lambda line: re.sub(r"\| (string|integer|number|boolean|object) +\|", r"| <\1> |", line)), TABLES),
    "a title of names that says nothing": (rows(lambda line: re.sub(r"^\| Parameter +\| Type ", "| JSON | Type ", line)), TABLES),
    **{
        f"a column {title!r}": (rows(lambda line, title=title: re.sub(r"\| Required\?? +\|", f"| {title} |", line)), TABLES)  # type: ignore[misc]
        for title in ("isRequired", "Must", "Obligation")
    },
    **{f"values {label!r}": (everywhere(labelled_values(label)), LABELLED) for label in ("Possible values", "Enum", "Accepted values")},
    "a section 'URI parameters'": (everywhere(titled("URI parameters", PATH)), HAND_MADE),
    "a section 'Query string'": (everywhere(titled("Query string", QUERY)), HAND_MADE),
}
"""What another author would write of the same, or another copy would have; in which layouts, none named for all but those of markup."""


CAPTURES: Final[dict[str, tuple[Callable[[str], bytes], frozenset[str]]]] = {
    "ends of lines of another system": (lambda text: text.replace("\n", "\r\n").encode(), frozenset()),
    "a byte order mark": (lambda text: text.encode("utf-8-sig"), frozenset()),
    "blanks at the ends of lines": (lambda text: re.sub(r"(?<=\S)\n", "  \n", text).encode(), frozenset()),
    "blanks that do not break": (lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text).encode(), frozenset({"rst"})),
    "two blank lines for one": (lambda text: text.replace("\n\n", "\n\n\n").encode(), frozenset({"rst"})),
    "links behind headings": (lambda text: outside_of_code(text, linked).encode(), PROSE),
    "links before headings": (lambda text: outside_of_code(text, led).encode(), PROSE),
    "deeper headings": (lambda text: outside_of_code(text, deeper).encode(), PROSE),
    "what a site prints below": (lambda text: (text + FOOT).encode(), PROSE),
}


@cache
def recognise_once(path: Path, text: str) -> str:
    return recognise(path.name, text).layout.name


@cache
def read(path: Path, content: bytes) -> Any:
    """What is read of a page: the calls, and of each field its place and all that is stated of it; None where it is refused."""
    try:
        pages = read_operations(path.name, text_of(content))
    except PageError:
        return None
    return [
        (page.method, page.route, [(b.path, b.location, b.within, dict(b.schema), b.required, b.type_name) for b in page.blocks])
        for page in pages
    ]


@pytest.mark.parametrize("capture", CAPTURES)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_capture_changes_nothing_that_is_read(path: Path, capture: str) -> None:
    change, others = CAPTURES[capture]
    content = path.read_bytes()
    text = text_of(content)
    layout = recognise_once(path, text)
    changed = change(text) if layout not in others else content

    assert read(path, changed) == read(path, content)
    assert read(path, content) is not None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_another_way_to_write_the_same_changes_nothing(path: Path) -> None:
    content = path.read_bytes()
    text = text_of(content)
    layout = recognise_once(path, text)
    ways = {way: change(text) for way, (change, layouts) in WAYS.items() if layout in layouts or (not layouts and layout not in PROSE)}

    assert [way for way, changed in ways.items() if changed != text.encode() and read(path, changed) != read(path, content)] == []


@pytest.mark.parametrize("form", ["`{}`", "**{}**", "### `{}`", "- {}", "[{}](#{})", "{} #"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_names_on_lines_of_their_own_may_be_set_apart(path: Path, form: str) -> None:
    content = path.read_bytes()
    text = text_of(content)
    layout = recognise_once(path, text)
    if layout not in ("labelled", "redoc", "mintlify-page", "fern") or (layout == "fern" and "#" in form):
        return
    names = {field[0].rpartition(".")[2] for page in read(path, content) for field in page[2] if field[0]}
    changed = outside_of_code(text, lambda line: form.format(line.strip(), line.strip()) if line.strip() in names else line)

    assert read(path, changed.encode()) == read(path, content)


def test_values_in_a_list_keep_their_marks() -> None:
    values = "- `fast`\n- `slow`\n- `late`\n"

    assert with_bare_names(values) == values
    assert with_bare_names(f"- `mode`\nstring\n{values}- `size`\ninteger\n") == f"- `mode`\nstring\n{values}- `size`\ninteger\n"
    assert with_bare_names("#### `mode`\nstring\n#### `size`\ninteger\n") == "      mode \nstring\n      size \ninteger\n"
    assert with_bare_names("mode:\nstring\nNote:\nsize:\ninteger\n") == "mode \nstring\nNote:\nsize \ninteger\n"


def test_text_is_decoded_once_and_for_all() -> None:
    assert text_of(b"\xef\xbb\xbfa\r\nb\rc") == "a\nb\rc"
    assert text_of(b"a\rb") == "a\nb"
    assert text_of("a\u00a0b\u2003c\u200bd".encode()) == "a b c\u200bd"
    with pytest.raises(UnicodeDecodeError):
        text_of(b"\xff\xfe")


def test_a_link_of_a_heading_to_itself_becomes_blanks_in_its_place() -> None:
    text = "## Kites [\u200b](#kites)\n\n### [#](https://docs.kites.example/a#tails) Tails\n\n## See [tails](#tails)\n\n"
    text += "#### [](#body-size) size\n"

    shown = text_of(text.encode())

    assert [line.strip() for line in shown.split("\n") if line] == [
        "## Kites",
        "### Tails",
        "## See [tails](#tails)",
        "#### [](#body-size) size",
    ]
    assert len(shown) == len(text)
    assert shown.index("Tails") == text.index("Tails")


def test_a_layout_that_reads_a_page_as_it_is_goes_before_one_that_takes_marks_off_its_names() -> None:
    page = "# Pots\n\n`POST /v1/pots`\n\n## Form data parameters\n\n`glazes`\nType: array of booleans\nNullable: true\n"

    assert recognise("p.md", page).layout.name == "field-list"
