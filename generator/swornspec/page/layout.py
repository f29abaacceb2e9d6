"""What a page layout is: how to tell it, and how to read it.

To add a layout, write one module in this folder that ends in

    LAYOUT: Final = Layout("tab-table", "table pasted from a browser", "a row of column titles with tabs between them", score, read)

and add it to `LAYOUTS` in `swornspec.page.layouts`. Both functions are total: whatever the text, they return, or raise
PageError; no other exception, in time that grows with the length of the text alone.

`score(lines)` says how many lines of the page this layout would take for the structure of fields: headings of
sections of fields, names, type lines, rows of parameter tables, tags. Prose, samples, titles and blank lines do not
count. It is 0 when nothing that only this layout has is on the page. The layout with the most wins; so a layout counts
no line twice, and none of which it is not sure.

`read(name, text)` gives every operation of the page, in page order, at least one. Every line of the text is in
`lines` of exactly one of them (what stands before the first operation belongs to the first). `swornspec.page.account`
keeps this account; `swornspec.page.entry` makes a block of what a page says about one field in cells and badges;
`docs/layouts.md` shows the whole way, with the tests that every layout has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from swornspec.page.block import Page
from swornspec.text import Passage


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print documentation.

    `name` is what commands and api.yaml call it, `title` what messages call it, `wants` what a page of it must have. A
    `general` one is no site's own: it takes many forms, and gives way where a page fits a particular layout as well. `bare` says
    that names of fields stand on lines of their own, with nothing around them.
    """

    name: str
    title: str
    wants: str
    score: Callable[[Sequence[Passage]], int]
    read: Callable[[str, str], tuple[Page, ...]]
    general: bool = False
    bare: bool = False
