"""Where a page says that its operation is: the server, the path below it, and the words that name it."""

import re
from typing import Final

from swornspec.page import Page, called
from swornspec.page.block import templated, untagged

_ADDRESS: Final = re.compile(r"(?P<server>https?://[^/\s?#]+)(?P<path>/[^\s?#]*)?")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")
_LONGEST_NAME: Final = 60


def server_of(page: Page) -> str | None:
    """The part of the page's address that the path is joined to; None where it shows no address."""
    whole = _ADDRESS.match(untagged(page.address.text)) if page.address else None
    if whole is None:
        return None
    before = (whole["path"] or "").rstrip("/")
    if page.path is None or before.endswith(untagged(page.path.text).rstrip("/")):
        return whole["server"]
    return f"{whole['server']}{before}"


def path_of(page: Page) -> str | None:
    """The path of the operation, alone on the page or a part of its address; None where it shows neither."""
    whole = _ADDRESS.match(untagged(page.address.text)) if page.address else None
    return page.route or (templated(whole["path"]) if whole and whole["path"] else None)


def slug_of(page: Page) -> str:
    """The words that name an operation: those of its title, else of its method and path."""
    return "_".join(_WORD.findall(page.title.text if page.title else called(page)))[:_LONGEST_NAME]
