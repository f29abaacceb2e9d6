"""Every layout that pages are read in; one module each."""

from typing import Final

from swornspec.page import (
    blueprint,
    docusaurus,
    fern,
    field_list,
    html_page,
    label_blocks,
    labelled,
    markdown_table,
    mintlify,
    mintlify_page,
    readme,
    readme_markdown,
    redoc,
    rst,
    scalar,
    schema_code,
    stainless,
    swagger_ui,
    tab_table,
)
from swornspec.page.layout import Layout

LAYOUTS: Final[tuple[Layout, ...]] = (
    readme.LAYOUT,
    labelled.LAYOUT,
    markdown_table.LAYOUT,
    fern.LAYOUT,
    stainless.LAYOUT,
    swagger_ui.LAYOUT,
    field_list.LAYOUT,
    label_blocks.LAYOUT,
    mintlify.LAYOUT,
    mintlify_page.LAYOUT,
    docusaurus.LAYOUT,
    readme_markdown.LAYOUT,
    redoc.LAYOUT,
    scalar.LAYOUT,
    html_page.LAYOUT,
    tab_table.LAYOUT,
    rst.LAYOUT,
    blueprint.LAYOUT,
    schema_code.LAYOUT,
)
