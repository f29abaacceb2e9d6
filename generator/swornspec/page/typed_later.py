"""A name that is a paragraph by itself, where a label below some prose says its type."""

from collections.abc import Sequence
from typing import Final

from swornspec.page.facets import label_roles
from swornspec.page.operations import Scene
from swornspec.text import Passage

_FAR: Final = 10  # lines between a name and the label of its type,
_MOST_OF_PROSE: Final = 3  # of which so many have prose


def typed_later(page: Sequence[Passage], at: int, scene: Scene) -> bool:
    """Whether a line is a paragraph by itself, and a label below some prose says a type: `width`, `In pixels.`, `Type: integer`."""
    if at >= scene.last or page[at + 1].text or (at > scene.first and page[at - 1].text):
        return False
    prose = 0
    for n in range(at + 1, min(at + _FAR, scene.last + 1)):
        line = page[n]
        if line.text.startswith(("Type: ", "Required: ")) and prose > 0:
            return not {"type", "demand"}.isdisjoint(label_roles(line.text))
        prose += bool(line.text)
        if prose > _MOST_OF_PROSE:
            return False
    return False
