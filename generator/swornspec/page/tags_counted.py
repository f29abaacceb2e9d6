"""How much of a page is tags of fields, such as `<ParamField body="size" type="object">`."""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.page import field_list
from swornspec.page.columns import fields_in
from swornspec.page.markdown import elements
from swornspec.page.tags import Tag, tags
from swornspec.text import Passage

_SIGNS: Final = frozenset(("ParamField", "ResponseField"))
_SHORT: Final = frozenset(("Field", "Param", "Property"))
_SIGN: Final = re.compile(
    r"</?(?:Param|Response)Field|<[A-Z]\w{1,20}(?:Field|Param|Parameter|Property|Attribute)\s(?=.{0,200}\b(?:name|body|query|path|header)=)"
    r"|<(?:Field|Param|Parameter|Property|Prop|Attribute|Argument)\s(?=.{0,200}\bname=)(?=.{0,200}\b(?:type|required|description)\b)"
    r"|\{%[ \t]*(?:swagger|api-method)-parameter"
)


def score(page: Sequence[Passage]) -> int:
    """How many lines have tags of fields; 0 without any."""
    found = 0
    for element in elements(page) if any(map(_signs, page)) else ():
        if element.kind in ("heading", "paragraph", "markup"):
            text = "\n".join(line.text for line in page[element.first : element.last + 1])
            if _may_sign(text):
                found += len({text.count("\n", 0, tag.start) for tag in tags(text) if _of_field(tag)})
    if found and any("<ParamField" in line.text for line in page):
        return found + max(field_list.score(page), fields_in(elements(page)))  # lists and tables of others, which may stand among them
    return found + fields_in(elements(page)) if found and any(line.text.startswith("{%") and _signs(line) for line in page) else found


def _of_field(tag: Tag) -> bool:
    """Whether a tag is that of a field; one of a short name has to have a name and a type."""
    return tag.name in _SIGNS or (tag.name in _SHORT and {"name", "type"} <= {a.name for a in tag.attributes})


def _signs(line: Passage) -> bool:
    return _may_sign(line.text) and _SIGN.search(line.text) is not None


def _may_sign(text: str) -> bool:
    return "Field" in text or "-parameter" in text or ("name=" in text and "<" in text)
