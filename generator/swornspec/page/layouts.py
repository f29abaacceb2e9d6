"""Every layout that pages are read in; one module each."""

from typing import Final

from swornspec.page import blueprint, labelled, markdown_table, readme, rst
from swornspec.page.layout import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (
    readme.LAYOUT,
    labelled.LAYOUT,
    markdown_table.LAYOUT,
    rst.LAYOUT,
    blueprint.LAYOUT,
)
