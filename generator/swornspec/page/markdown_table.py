r"""Read Markdown pages that list fields in tables, whatever the columns are called and wherever they stand.

    ## Create an image                                          the operation
    `POST /v1/images`                                           its address
    ### Body parameters                                         where the fields of the next table are sent

    | Parameter   | Type          | Required | Description      |
    |-------------|---------------|----------|------------------|
    | prompt      | string        | Yes      | What to paint.   |
    | size        | object        | No       |                  |
    | ↳ width*    | integer       | No       | In pixels.       part of `size`, as are `size.width` and a table below "The size object"

    \* Must be a multiple of 8.                                 a footnote: prose of the fields that bear its mark
    > `seed` requires `draft`.                                  prose about the operation, read for rules about fields that it names

    ### Errors
    | 400 | `steps` must be at most 50 |                        so are the texts of errors

Tables of values below the heading of a field are prose of that field. Tables of limits, prices and responses are no
fields of the request; rows that are commented out or struck out are none either.
"""

from collections.abc import Sequence
from typing import Final

from swornspec.page.block import Page
from swornspec.page.columns import fields_in
from swornspec.page.gfm import may_hold_tables
from swornspec.page.layout import Layout
from swornspec.page.markdown import elements
from swornspec.page.of_other_format import is_blueprint
from swornspec.page.operations import split
from swornspec.page.tables import Reader
from swornspec.text import Passage, lines

_TITLE: Final = "Markdown parameter table"


def score(page: Sequence[Passage]) -> int:
    """How many lines are headers and rows of tables whose columns are those of fields; 0 without any, and in API Blueprint."""
    if not may_hold_tables(page) or is_blueprint(page):
        return 0
    return fields_in(elements(page), page)


def read(name: str, text: str) -> tuple[Page, ...]:
    """Every operation of the page."""
    page = lines(name, text)
    return tuple(Reader(name, text, page, scene, _TITLE).page() for scene in split(page, tuple(elements(page))))


LAYOUT: Final = Layout(
    "markdown-table",
    _TITLE,
    "a table with a column of names (Parameter, Field, Name) beside one of types, defaults or descriptions",
    score,
    read,
)
