"""Fields below a heading that sends them in the URL, where the page shows that its path has no place for them: they are queries.

GET /v1/kites/{id}
URL parameters: id, deep          `id` is in the path, `deep` in the query
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from swornspec.page.entry import Entry
from swornspec.page.operations import Scene

_PARAMETERS: Final = re.compile(r"\{(?P<name>[^{}]{1,80})\}")
_OF_URL: Final = re.compile(r"\bur[li]\b(?!.*\bpath\b)|\bin url\b", re.IGNORECASE)


def of_url(headings: Iterable[str]) -> bool:
    """Whether headings send fields in the URL, and do not say in which part of it."""
    return any(_OF_URL.search(heading) for heading in headings)


def relocate(entries: Sequence[Entry], scene: Scene) -> None:
    """Send fields in the query for which a path that the page states has no place: all that it has are taken by others."""
    places = {found["name"].lower() for found in _PARAMETERS.finditer(scene.route)}
    names = {entry.name.lower() for entry in entries}
    if scene.calls and scene.path is not None and places <= names:
        for entry in entries:
            if entry.location == "path" and entry.name.lower() not in places:
                entry.location = "query"
