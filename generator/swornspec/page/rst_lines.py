"""What a node of a reStructuredText page says in its first line: a field of the HTTP domain, or names with facts behind them."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from swornspec.page.block import Location
from swornspec.page.facets import Facets, read_facets
from swornspec.page.kinds import read_kind
from swornspec.page.names import Named, leading_names
from swornspec.page.rst_nodes import Node
from swornspec.text import Passage, Span, within

PLACES: Final[Mapping[str, Location]] = {
    **dict.fromkeys(("param", "parameter", "arg", "argument"), "path"),
    **dict.fromkeys(("query", "queryparameter", "queryparam", "qparam"), "query"),
    **dict.fromkeys(("form", "formparameter", "formparam", "fparam"), "body"),
    **dict.fromkeys(("<json", "<jsonobj", "reqjson", "reqjsonobj", "json", "jsonparam", "jsonparameter"), "body"),
    **dict.fromkeys(("<header", "reqheader", "requestheader"), "header"),
    **dict.fromkeys((">json", ">jsonobj", "resjson", "resjsonobj", ">jsonarr", "resjsonarr"), "response"),
}
SENT: Final = ("path", "query", "header", "cookie", "body", "response", "request")
STATUS: Final = frozenset(("status", "statuscode", "code"))
OTHERS: Final = frozenset((">header", "resheader", "responseheader", "return", "returns", "rtype", "raise", "raises", "throws"))
WHOLE: Final = frozenset(("<jsonarr", "reqjsonarr"))  # fields of the items of a body that is an array
_ROLE: Final = re.compile(r"(?::[\w:+.-]{1,60}:`|`(?=[^`]{1,200}`__?$))(?P<shown>[^`<>\n]{1,200}?)(?:\s*<[^<>`\n]{1,200}>)?`_{0,2}")
OPENING_ROLE: Final = re.compile(r":[\w:+.-]{1,60}:(?=`[^`<>\n]{1,200}`)")  # `` :guilabel:`name` `` is `` `name` ``
_TYPED: Final = re.compile(r"(?P<mark>``|\*\*|\*)(?P<said>[^`*\n]{2,80})(?P=mark)(?:\s?[:.,–—-](?=\s|$))?(?:\s+|$)")
_LISTED: Final = re.compile(r"\[\s*(?:``[^`\n]{1,60}``\s*,\s*){1,40}``[^`\n]{1,60}``\s*\]")
_DEMAND: Final = re.compile(r"\s*[(\[]?\*{1,2}\(?(?P<word>required|optional|mandatory)\.?\)?\*{1,2}[)\]]?\.?$", re.IGNORECASE)
_CLASSIFIER: Final = re.compile(r"\s+:\s+")


def domain_word(node: Node) -> str | None:
    """What a field of the HTTP domain says, by the first word of its label."""
    return known_word(node.text.text) if node.text else None


def known_word(label: str) -> str | None:
    """The first word of a label, in lower case, where the HTTP domain has such a field; None for any other."""
    parts = label.split() or [""]
    word = parts[0].lower()
    known = word in PLACES or word in STATUS or word in OTHERS or word in WHOLE
    return word if known and (len(parts) > 1 or word in OTHERS) else None


def typed_name(node: Node) -> tuple[Passage, tuple[Named, ...]] | None:
    """The type and the name that a label of two words is, where the HTTP domain has no such field: `:integer pot: Which one.`"""
    parts = node.text.text.split() if node.text is not None else []
    if node.text is None or len(parts) != 2 or known_word(node.text.text) is not None or read_kind(parts[0]) is None:
        return None
    leading = leading_names(within(node.text, len(node.text.text) - len(parts[1]), len(node.text.text)))
    return (within(node.text, 0, len(parts[0])), leading.names) if leading is not None and leading.names else None


class Opened(Struct, frozen=True, gc=False):
    """The fields that a term, an item or a field begins with, what its line says of them, and whether the names are set apart."""

    names: tuple[Named, ...]
    facets: Facets
    apart: bool


def opened(node: Node) -> Opened | None:
    """The names that a node begins with; None when its first word can be none."""
    line = node.text
    if line is not None and (role := OPENING_ROLE.match(line.text)) is not None:
        line = within(line, role.end(), len(line.text))
    leading = leading_names(line) if line is not None and len(line.text) <= 400 else None
    if line is None or leading is None or not leading.names:
        return None
    tail = within(line, leading.end, len(line.text))
    if (found := _CLASSIFIER.match(tail.text)) and (shown := bare(within(tail, found.end(), len(tail.text)))).text != tail.text[
        found.end() :
    ]:
        return Opened(leading.names, Facets((("type", shown),), mark=":"), leading.apart)
    return Opened(leading.names, read_facets(tail), leading.apart)


def type_before(passage: Passage) -> tuple[Facets, Passage | None]:
    """What prose begins with that is set apart, where that tells of the type (``` ``string`` The glaze. ```), and the prose behind it."""
    found = _TYPED.match(passage.text)
    if found is None:
        return Facets(), passage
    facets = read_facets(within(passage, *found.span("said")))
    if "type" not in facets.roles or facets.prose is not None:
        return Facets(), passage
    return facets, within(passage, found.end(), len(passage.text)) if found.end() < len(passage.text) else None


def lists_values(lines: Sequence[Passage]) -> bool:
    """Whether lines are values in brackets and no more: ``[ ``red``, ``blue`` ]``."""
    return bool(lines) and lines[0].text.startswith("[") and _LISTED.fullmatch("\n".join(line.text for line in lines)) is not None


def demand_at_end(passage: Passage, last: Passage) -> tuple[Passage | None, Passage]:
    """The word at the end of prose whose last line is given that says whether a field is required, and the prose without it."""
    found = _DEMAND.search(passage.text, max(0, len(passage.text) - 40)) if "*" in passage.text[-4:] else None
    if found is None:
        return None, passage
    lost = len(last.text) - len(passage.text)
    word = within(last, found.start("word") + lost, found.end("word") + lost)
    if word.span.start < last.span.start:
        return None, passage
    cut = passage.text[: found.start()]
    span = passage.span
    return word, Passage(cut, Span(span.page, span.first, span.first + cut.count("\n"), span.start, span.start + len(cut)), passage.level)


def bare(passage: Passage) -> Passage:
    """What a role or a reference shows, when a passage is nothing else: `Size` of ``:ref:`Size <size>` `` and of `` `Size`_ ``."""
    found = _ROLE.fullmatch(passage.text) if "`" in passage.text else None
    return within(passage, *found.span("shown")) if found else passage
