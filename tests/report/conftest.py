"""Projects with one small API, built from a page, for the tests of reports."""

from pathlib import Path

import pytest

PAGE = """\
Print pages

POST

/v1/print

Prints a text.

Request Body

text required

string

The text to print.

width

min10  max200 | int

The width of the page. The value should be a multiple of 5.

copies

int

How many copies to print. If width is over 100, must be at most 4. We recommend 2 copies. Some say that it must not be odd on Sundays.
"""


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documented: object) -> Path:
    """The folder of an API whose page has every kind of sentence; the current directory is the project."""
    assert callable(documented)
    monkeypatch.chdir(tmp_path)
    folder: Path = documented(Path("specs/printer"), PAGE)
    return folder
