"""Values that sentences of one passage start with, each saying what it does ("`a` keeps it. Use `b` to drop it.")."""

import re
from collections.abc import Sequence
from typing import Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.items import fits, item
from swornspec.rules.english.listed import ValueList, agrees, default_of
from swornspec.rules.english.tokens import Vocabulary, tokenize
from swornspec.text.span import Passage

_QUOTATION: Final = re.compile(r"(?<!\w)([`\"'])(?P<value>[\w.+/-]{1,60})\1(?!\w)")
_SAYS_WHAT: Final = re.compile(r"^\W*[\w.+/-]+\W*\s(?:is|are)\b")
_QUOTES: Final = "`\"'“”"
_TWO: Final = 4  # quotation marks of two quoted values
_LEAD: Final = re.compile(r"(?:use|specify|choose|select|enter|send|a value of|a|an|the value)\s+(?=[`\"'])", re.IGNORECASE)


def spoken_values(parts: Sequence[Passage], scope: Scope, vocabulary: Vocabulary) -> ValueList | None:
    """The values of a passage cut into sentences; None when there are no two, or another quoted word stands among them."""
    if scope.field.types not in (("string",), ("array",)) or sum(p.text.count(mark) for p in parts for mark in _QUOTES) < _TWO:
        return None
    pieces = [(n, piece) for n, part in enumerate(parts) for piece in re.split(r";\s+", part.text)]
    read = [(item(n, _LEAD.sub("", piece), scope), piece) for n, piece in pieces]
    known = [i for i, piece in read if i is not None and i.quoted and i.meant and not _SAYS_WHAT.search(piece)]
    values = tuple(v for i in known for v in i.values)
    if len(known) < 2 or not all(values) or not all(map(fits, values)) or len(set(values)) < len(values):
        return None
    first = known[0].at
    others = {m["value"] for part in parts[first:] for m in _QUOTATION.finditer(part.text)}.difference(map(str, values))
    if others or any(vocabulary.is_field(str(v)) or re.search(r"\s", str(v)) for v in values):
        return None
    if any(t.kind in ("EXAMPLE", "EXAMPLE_WORD", "INCLUDING") for part in parts[:first] for t in tokenize(part.text, vocabulary)):
        return None
    found = ValueList(first, len(parts), values, *default_of(known))
    return found if agrees(found.values, scope) else None
