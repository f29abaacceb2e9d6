"""Every layout that pages are read in; one module each."""

from typing import Final

from swornspec.page import html_page, labelled, markdown_table, readme, tab_table
from swornspec.page.layout import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (
    readme.LAYOUT,
    labelled.LAYOUT,
    markdown_table.LAYOUT,
    html_page.LAYOUT,
    tab_table.LAYOUT,
)
