"""Documentation pages to blocks: one module per page layout."""

from swornspec.page.block import Block, LineUse, Location, Lookup, Page, Sample, Stated, Use, typed_places
from swornspec.page.read import called, layout_named, read_operations, read_page, recognise

__all__ = [
    "Block",
    "LineUse",
    "Location",
    "Lookup",
    "Page",
    "Sample",
    "Stated",
    "Use",
    "called",
    "layout_named",
    "read_operations",
    "read_page",
    "recognise",
    "typed_places",
]
