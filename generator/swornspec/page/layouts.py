"""Every layout that pages are read in; one module each."""

from typing import Final

from swornspec.page import labelled, markdown_table, mintlify, mintlify_page, readme, readme_markdown
from swornspec.page.layout import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (
    readme.LAYOUT,
    labelled.LAYOUT,
    markdown_table.LAYOUT,
    mintlify.LAYOUT,
    mintlify_page.LAYOUT,
    readme_markdown.LAYOUT,
)
