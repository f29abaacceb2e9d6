"""Documentation pages to blocks: one module per page layout."""

from swornspec.page.block import Block, LineUse, Location, Page, Stated, Use
from swornspec.page.read import read_page

__all__ = ["Block", "LineUse", "Location", "Page", "Stated", "Use", "read_page"]
