"""What a page says, before anyone has understood its sentences: blocks, and what became of every line."""

import html
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, Literal

from msgspec import Struct

from swornspec.page.filled_paths import with_places
from swornspec.text import Passage, Span

Location = Literal["query", "body", "header", "path", "cookie", "response"]
_SHOUTED: Final = re.compile(  # `/v1/pots/POT-ID`, `/v1/pots/SHOP`: what stands in capital letters behind a plural, or is called an ID
    r"/(?P<name>(?<=s/)(?!(?:API|REST|RPC|SOAP|JSON|XML|CSV|PDF|HTML|SMS|MMS)\b)[A-Z]{3,20}(?=/|$)"
    r"|(?:[A-Z]{1,20}[-_]){0,3}(?:ID|UUID|GUID|NAME|KEY|SLUG)(?=/|$))"
)
_NOTED: Final = re.compile(r"(?<=[\w.-])[#=][^{}\s]{1,200}(?=\})")
_PARAMETER: Final = re.compile(
    r"<(?P<angle>[\w.-]+)>|(?<=/):(?P<colon>[A-Za-z_]\w*)|(?<=[/._-])\((?:\w+:\s?)?(?P<round>[\w-]+)\)"
    r"|(?<![^/])\[(?P<square>[A-Za-z_][\w-]{0,60})\](?=/|$)"
)
_TYPED_PLACE: Final = re.compile(r"[(<](?P<type>int|integer|float|uuid):\s?(?P<name>[\w-]{1,80})[)>]", re.IGNORECASE)
_OF_PLACES: Final[Mapping[str, Mapping[str, str]]] = {
    **{word: {"type": "integer"} for word in ("int", "integer")},
    "float": {"type": "number"},
    "uuid": {"type": "string", "format": "uuid"},
}
_STRESSED: Final = re.compile(r"\*{1,3}(?=[<{:])|(?<=[>}])\*{1,3}")  # `/kittens/*<id>*`
_BROKEN: Final = re.compile(r"\s*\n\s*|(?<=/) | (?=/)")
_TAG: Final = re.compile(r"</[a-z]{1,10}>|<(?P<bare>[a-z]{1,10})>|<[a-z]{1,10}\s[^<>]{1,400}>", re.IGNORECASE)
_INLINE: Final = frozenset(("b", "i", "em", "strong", "span", "code", "var", "mark", "u"))
_SHOWN: Final = re.compile(r"[^\n]")
_SHORT: Final = 200  # characters of a path that is asked for again and again
Use = Literal["title", "structure", "prose", "chrome", "gap"]


class Stated(Struct, frozen=True, gc=False):
    """Words of the page that state JSON Schema keywords.

    The keywords are `required` and those of the block's schema; `enum` also where the page says that there is a list
    of values and lost it.
    """

    keywords: tuple[str, ...]
    passage: Passage


class Told(Struct, frozen=True, gc=False):
    """One of several places that tell of a field: whether it is said there to be required (None where nothing is said of that)."""

    start: int
    required: bool | None


class Block(Struct, frozen=True):
    """What a page says about one field; `name` is None where the copy lost it.

    `prose` has one passage per paragraph or list item, as the page has it less the list mark; `flags` are the short
    lines or words next to the type line (`required`, `Defaults to 7`). `schema` is what type line and flags state, as
    JSON Schema: with null last in `type`, and the default typed. `type_name` is a type that the page names and does
    not show; `enum_lost` says that there is a list of values that the page does not show.

    `within` names the objects of the body or response that the field is a part of, outermost first, `name[]` for the
    items of an array; `name` is then the field's own name in there. Fields outside of bodies have none: a query
    parameter called `filter.id` has that name. `markup` says that the prose is Markdown or HTML, which whoever reads
    its sentences takes away. `asked` are the cells that say in other words than yes or no when the field is required.
    `told` has the places that tell of the field, where there are several.
    """

    name: str | None
    location: Location
    kind: Passage
    flags: tuple[Passage, ...]
    prose: tuple[Passage, ...]
    span: Span
    schema: Mapping[str, Any]
    stated: tuple[Stated, ...]
    required: bool = False
    enum_lost: bool = False
    type_name: str | None = None
    within: tuple[str, ...] = ()
    markup: bool = False
    asked: tuple[Passage, ...] = ()
    told: tuple[Told, ...] = ()

    @property
    def path(self) -> str | None:
        """The name with those of the objects around it, as `size.width` or `images[].url`; None where the name is lost."""
        return None if self.name is None else ".".join((*self.within, self.name))


@dataclass(frozen=True, slots=True)
class Sample:
    """A piece of code that the page shows: its language where it is named, and the code itself, as the page has it.

    `kind` says what it is a sample of, where the page makes that clear; `shown` is the code as a reader sees it, where markup
    stands in it, and empty where the page has it as it is.
    """

    kind: Literal["request", "response", "unknown"]
    language: str
    passage: Passage
    shown: str = ""

    @property
    def code(self) -> str:
        """The code as a reader sees it."""
        return self.shown or self.passage.text


@dataclass(frozen=True, slots=True)
class Lookup:
    """A table that lists no fields, in which values of one field may be looked up by those of another: its cells as the page has them.

    `above` is what the headings and the paragraph right above it say, `about` the fields that the heading is about.
    """

    header: tuple[Passage, ...]
    rows: tuple[tuple[Passage, ...], ...]
    above: str
    about: tuple[str, ...] = ()


class LineUse(Struct, frozen=True, gc=False):
    """What a line of a page was taken for: `use` for the count, `role` in the words of the layout (`flag`, `name`, …)."""

    line: Passage
    use: Use
    role: str


@dataclass(frozen=True, slots=True)
class Page:
    """One operation of a page that was read: its blocks in page order, and the use of every line that is about it.

    The pages of a file with several operations share name and text; every line of the file is in one of them.

    `summary` is prose about the operation, not about a field; `auth` is what the page says about credentials;
    `address` is the whole address where the page shows one, `path` the path where it stands alone. `notes` is Markdown
    prose about the operation in which rules are looked for, about the fields that it names: notes below a table, texts
    of documented errors, and the summary where it is Markdown. `samples` are the pieces of code that it shows, `strays`
    pieces of lines (a cell, a word in a badge) that nobody understood, `lookups` tables that may relate the values of
    fields. `pieces` are the lines of cells that others stand beside: [start, end) in the text, and the number of the cell.
    """

    name: str
    text: str = field(repr=False)
    layout: str
    title: Passage | None
    summary: tuple[Passage, ...]
    method: str | None
    path: Passage | None
    auth: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    lines: tuple[LineUse, ...] = field(repr=False)
    address: Passage | None = None
    notes: tuple[Passage, ...] = ()
    samples: tuple[Sample, ...] = ()
    strays: tuple[Passage, ...] = ()
    pieces: tuple[tuple[int, int, int], ...] = ()
    lookups: tuple[Lookup, ...] = ()

    def plain(self, passage: Passage) -> Passage:
        """A passage of a cell with blanks for what other cells have between its lines."""
        start, end, text = passage.span.start, passage.span.end, passage.text
        at = bisect_right(self.pieces, start, key=itemgetter(0)) - 1
        if at < 0 or self.pieces[at][1] >= end or self.pieces[at][1] <= start:
            return passage
        cell, shown, last = self.pieces[at][2], [], start
        for first, stop, number in self.pieces[at : bisect_right(self.pieces, end, key=itemgetter(0))]:
            if number == cell:
                shown += [_SHOWN.sub(" ", text[last - start : max(first, start) - start]), text[max(first, start) - start : stop - start]]
                last = stop
        return Passage("".join([*shown, _SHOWN.sub(" ", text[last - start :])]), passage.span, passage.level)

    @property
    def gaps(self) -> tuple[Passage, ...]:
        """The lines that fit no rule of the layout, and the pieces of lines that were not understood."""
        return (*(use.line for use in self.lines if use.use == "gap"), *self.strays)

    @property
    def route(self) -> str | None:
        """The path with its parameters in braces; None where the page does not show the path alone.

        A sample may show parameters by their bare names: `/kittens/id` is `/kittens/{id}` where the page has a field `id` in the path;
        or with their values: `/kittens/5f2b9a7c`.
        """
        if self.path is None:
            return None
        names = list(dict.fromkeys(block.name for block in self.blocks if block.location == "path" and block.name is not None))
        path = templated(self.path.text)
        lacking = [name for name in names if f"{{{name}}}" not in path]
        return with_places("/".join(f"{{{part}}}" if part in lacking else part for part in path.split("/")), names) if names else path


def typed_places(path: str) -> dict[str, Mapping[str, str]]:
    """What the places of a path say of the values of parameters, as keywords by their names: `(int:id)`, `<uuid:pot>`."""
    return {found["name"]: _OF_PLACES[found["type"].lower()] for found in _TYPED_PLACE.finditer(path)}


def templated(path: str) -> str:
    """A path with its parameters in braces, as OpenAPI has them: `/kittens/{id}` for `/kittens/<id>`, `:id`, `(int:id)`, `{id#note}`."""
    return _templated(path) if len(path) <= _SHORT else _templated.__wrapped__(path)


@lru_cache(maxsize=1024)
def _templated(path: str) -> str:
    bare = untagged(path).replace("\\_", "_").replace("${", "{")
    bare = _STRESSED.sub("", bare) if "*" in bare else bare
    plain = _NOTED.sub("", bare) if "#" in path or "=" in path else bare
    shown = _PARAMETER.sub(lambda m: f"{{{m['angle'] or m['colon'] or m['round'] or m['square']}}}", plain)
    shown = _SHOUTED.sub(r"/{\g<name>}", shown) if not shown.isupper() else shown
    return shown if shown.startswith("/") or not shown else f"/{shown}"


def untagged(address: str) -> str:
    """An address without HTML or line ends in it: `/v1/<b>{id}</b>` is `/v1/{id}`; `/kittens/<id>` stays, which is a parameter."""
    address = _BROKEN.sub("", address)
    if "<" not in address and "&" not in address:
        return address

    def shown(found: re.Match[str]) -> str:
        tag = found["bare"]
        following = address[found.end() : found.end() + 1]
        inline = tag == "wbr" or (tag in _INLINE and following not in ("", "/", "?"))
        return found.group() if tag and not inline else ""

    return html.unescape(_TAG.sub(shown, address))
