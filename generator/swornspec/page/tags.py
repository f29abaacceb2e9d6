r"""The tags of MDX components in a text, with their attributes and places.

    <ParamField body="size" type={"object"} required default={{"width": 64}}>   </Expandable>   <Field name='a' />

    <APIField name="a" type="String">      a tag that a site has made itself, with a name and a type, is called `ParamField` as well
    <AcmeParamField body="a" required>     the same, where the attribute that has the name says where the field is sent

Only names that begin with a capital are components; `{/* … */}` and `<!-- … -->` are comments, and what is in them is none.

    {% swagger-parameter in="body" name="a" required="true" %}   {% endswagger-parameter %}

Blocks of GitBook sources are tags too: fields are called `ParamField`, others what they are; they may have a title.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

_OPENS: Final = re.compile(
    r"(?P<comment>\{/\*|<!--)|(?P<code>`+)|(?P<block>\{%[ \t]*(?P<end>end)?(?P<word>[a-z][a-z-]{1,50})(?=[\s%]))"
    r"|(?P<head><(?P<close>/)?(?P<name>[A-Z][A-Za-z0-9]{0,40}(?:\.[A-Z][A-Za-z0-9]{0,40})?)(?=[\s/>]))"
)
_ATTRIBUTE: Final = re.compile(
    r"\s++(?P<name>[A-Za-z_:][\w:.-]{0,60})(?:\s{0,40}=\s{0,40}(?:\"(?P<double>[^\"]{0,2000})\"|'(?P<single>[^']{0,2000})'"
    r"|\{(?P<braces>(?:[^{}]|\{[^{}]{0,400}\}){0,1000})\}|(?P<bare>[^\s\"'<>{}=`]{1,200}(?=[\s>]))))?"
)
_END: Final = re.compile(r"\s{0,200}(?P<alone>/)?>")
_OWN: Final = re.compile(
    r"(?:(?P<answer>Response|Return|Output)|(?P<place>Path|Query|Header|Cookie|Body|Form)|[A-Z][A-Za-z]{0,20}?)"
    r"(?:Field|Parameter|Param|Property|Prop|Attribute|Attr|Argument|Arg)|Parameter|Prop|Attribute|Argument"
)  # a site's own tags of fields
_BOUND: Final = re.compile(r"v-bind:|:|is(?=(?:Required|Optional|Deprecated)$)")  # before the names of attributes
_NAMED: Final = frozenset(("name", "body", "query", "path", "header", "cookie"))  # of which one has the name of its field
_TOLD: Final = frozenset(("type", "required", "Required", "optional", "description"))  # of which a tag of a field has one beside a name
_END_OF_BLOCK: Final = re.compile(r"\s{0,200}%\}")
_BLOCK_FIELDS: Final = frozenset(("swagger-parameter", "api-method-parameter"))
_TITLES: Final = ("status", "httpCode")  # of a block, besides its own name
_STRING: Final = re.compile(r"\s*([\"'`])(?P<text>[^\"'`]*)\1\s*")
_QUOTES: Final = frozenset("\"'`")
_MOST: Final = 40  # attributes of a tag


class Attribute(Struct, frozen=True, gc=False):
    """An attribute: its name, where the name stands, and where its value does, less quotes and braces; None without one."""

    name: str
    place: tuple[int, int]
    value: tuple[int, int] | None


class Tag(Struct, frozen=True, gc=False):
    """A tag or a comment (which has no name) in a text, from `start` to `end`; `alone` says that it opens nothing."""

    name: str
    start: int
    end: int
    closes: bool = False
    alone: bool = False
    attributes: tuple[Attribute, ...] = ()


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags of components and the comments of a text in order; what stands between backticks is neither."""
    at = 0
    never: set[str] = set()  # what closes nothing from here on, so that it is looked for once
    while (found := _OPENS.search(text, at)) is not None:
        at = found.end()
        if found["head"] or found["block"]:
            tag = _tag(text, found) if found["head"] else _block(text, found)
            if tag is not None:
                yield tag
                at = tag.end
            continue
        mark = found["code"] or {"<!--": "-->", "{/*": "*/}"}[found["comment"]]
        end = -1 if mark in never else text.find(mark, at)
        if end < 0:
            never.add(mark)
        elif found["code"]:
            at = end + len(mark) if "\n\n" not in text[at : min(end, at + 500)] else at
        else:
            yield Tag("", found.start(), end + len(mark))
            at = end + len(mark)


def _tag(text: str, found: re.Match[str]) -> Tag | None:
    attributes, at = _attributes(text, found.end())
    end = _END.match(text, at)
    if end is None:
        return None
    name, known = found["name"], [a.name for a in attributes]
    if (own := _OWN.fullmatch(name)) and (found["close"] or not (_NAMED.isdisjoint(known) or _TOLD.isdisjoint(known))):
        name = "ResponseField" if own["answer"] or name.endswith("ResponseField") else "ParamField"
        if own["place"] and not found["close"]:  # `<QueryParam name="limit">`
            place = found.start("name"), found.start("name") + len(own["place"])
            attributes.append(Attribute("in", place, place))
    return Tag(name, found.start(), end.end(), bool(found["close"]), bool(end["alone"]), tuple(attributes))


def _block(text: str, found: re.Match[str]) -> Tag | None:
    attributes, at = _attributes(text, found.end())
    end = _END_OF_BLOCK.match(text, at)
    if end is None:
        return None
    word = found["word"]
    shown = next((a.value for a in attributes if a.name in _TITLES and a.value), found.span("word"))
    titled = () if word in _BLOCK_FIELDS else (Attribute("title", found.span("word"), shown),)
    name = "ParamField" if word in _BLOCK_FIELDS else word
    return Tag(name, found.start(), end.end(), bool(found["end"]), False, (*attributes, *titled))


def _attributes(text: str, at: int) -> tuple[list[Attribute], int]:
    """The attributes from a place on, and where they end."""
    attributes: list[Attribute] = []
    while len(attributes) < _MOST and (read := _ATTRIBUTE.match(text, at)) is not None:
        group = read.lastgroup or "name"
        name = _BOUND.sub("", read["name"], count=1)
        end = read.end("name")
        attributes.append(Attribute(name, (end - len(name), end), _inner(text, *read.span(group)) if group != "name" else None))
        at = read.end()
    return attributes, at


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """A value less the quotes that it has within braces."""
    string = _STRING.fullmatch(text, start, end) if text[start] in _QUOTES or text[start].isspace() else None
    return string.span("text") if string else (start, end)
