"""What a way to save a page adds to it changes nothing that is read of it: ends of lines, blanks, links of headings, notices below."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from swornspec.errors import PageError
from swornspec.page import read_operations
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
    layout = recognise(path.name, text).layout.name
    changed = change(text) if layout not in others else content

    assert read(path, changed) == read(path, content)
    assert read(path, content) is not None


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
