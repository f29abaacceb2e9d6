"""Whether a page is in a format of its own, whose lists and tables are none of Markdown: API Blueprint, reStructuredText, HTML, OpenAPI."""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page.blueprint_sections import heads_action
from swornspec.text import Passage

_PARTS: Final = ("+ Response", "+ Request", "+ Parameters", "+ Attributes")
_LINE: Final = re.compile(
    r"\+ (?:Request|Response|Attributes|Parameters|Model)\b.{0,200}|\.\. [\w:-]{1,40}::.{0,300}"
    r"|:(?:param|query|json|reqjson)\b.{1,300}:.{0,300}|(?:openapi|swagger):\s.{1,20}"
)
_BEGINS: Final = (".", ":", "o", "s", "+")


def is_blueprint(page: Sequence[Passage]) -> bool:
    """Whether a page has headings of actions and parts of them as API Blueprint has: its tables are prose."""
    parts = any(line.text.startswith(_PARTS) for line in page)
    return parts and any(line.text[:1] == "#" and heads_action(line.text) for line in page)


def of_other_format(page: Sequence[Passage]) -> bool:
    """Whether a page is in one of those formats, by a line that only it has, or as most of its lines are tags."""
    if any(line.text[:1] in _BEGINS and _LINE.fullmatch(line.text) for line in page):
        return True
    return 2 * sum(line.text[:1] == "<" for line in page) > sum(bool(line.text) for line in page)
