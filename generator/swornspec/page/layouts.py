"""Every layout that pages are read in; one module each."""

from typing import Final

from swornspec.page import fern, field_list, labelled, markdown_table, mintlify, mintlify_page, readme, readme_markdown, stainless
from swornspec.page.layout import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (
    readme.LAYOUT,
    labelled.LAYOUT,
    markdown_table.LAYOUT,
    fern.LAYOUT,
    stainless.LAYOUT,
    field_list.LAYOUT,
    mintlify.LAYOUT,
    mintlify_page.LAYOUT,
    readme_markdown.LAYOUT,
)
