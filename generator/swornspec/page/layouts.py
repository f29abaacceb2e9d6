"""Every layout that pages are read in; one module each."""

from typing import Final

from swornspec.page import fern, labelled, markdown_table, readme, stainless
from swornspec.page import field_list, labelled, markdown_table, readme
from swornspec.page.layout import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (
    readme.LAYOUT,
    labelled.LAYOUT,
    markdown_table.LAYOUT,
    fern.LAYOUT,
    stainless.LAYOUT,
    field_list.LAYOUT,
)
