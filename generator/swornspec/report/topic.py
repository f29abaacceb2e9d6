"""What a person asks about: the name of a field or rule, or the words of a sentence, to the statements that answer it."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from swornspec.errors import RequestError
from swornspec.report.statement import Statement
from swornspec.rules.rule import Said
from swornspec.spec.document import Document, Endpoint

_SHORTEST: Final = 8
"""Words of a sentence are searched for from so many characters on."""
_NOTE: Final = "nobody: it states nothing that a request could break"
_ALIKE: Final = 0.8
_MOST_WORDS: Final = 2_000


def about(query: str, found: Sequence[Statement], document: Document, endpoints: Iterable[Endpoint], pages: Path) -> list[Statement]:
    """The statements about a field, rule, constraint or sentence; RequestError names what is alike when there are none."""
    wanted = query.strip()
    listed = list(endpoints)
    for chosen in (
        [s for s in found if wanted in s.fields],
        [s for s in found if s.id and s.id == wanted],
        [s for s in found if any(_bare(wanted) == _bare(f) for f in s.fields)] if _bare(wanted) else [],
        list(_sentences(wanted, found)),
        list(_notes(wanted, listed, pages)),
    ):
        if chosen:
            order = {e.operation_id: n for n, e in enumerate(listed)}
            return sorted({id(s): s for s in chosen}.values(), key=lambda s: order[s.operation])
    if any(wanted in e.fields for e in listed):
        return []
    raise RequestError(f"{wanted!r} is no field, rule or sentence of {_named(listed)}{_meant(wanted, found, listed)}", where=document.name)


def _sentences(wanted: str, found: Iterable[Statement]) -> Iterator[Statement]:
    """The statements made by a sentence that has these words, or nearly these."""
    words = _words(wanted)
    if len(words) < _SHORTEST:
        return
    by_quote: dict[str, list[Statement]] = {}
    for statement in found:
        for said in statement.said:
            by_quote.setdefault(_words(said.quote), []).append(statement)
    exact = [q for q in by_quote if words in q]
    near = exact or difflib.get_close_matches(words[:_MOST_WORDS], [q[:_MOST_WORDS] for q in by_quote], 1, _ALIKE)
    for quote in near:
        yield from by_quote.get(quote, ())


def _notes(wanted: str, endpoints: Iterable[Endpoint], pages: Path) -> Iterator[Statement]:
    """Sentences of a description in which no statement was read."""
    words = _words(wanted)
    for endpoint in endpoints if len(words) >= _SHORTEST else ():
        for about, fields, description in _descriptions(endpoint):
            if words in _words(description):
                text = f"a note in the description of {about}; no rule was read in it"
                yield Statement(endpoint.operation_id, "", fields, "note", text, tuple(_on_pages(words, pages)), "", _NOTE)


def _descriptions(endpoint: Endpoint) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What is described, the fields that this is about, and the words: of fields, the operation itself, its responses."""
    for name, field in endpoint.fields.items():
        description = field.schema.get("description")
        if isinstance(description, str):
            yield name, (name,), description
    yield "the operation", (), f"{endpoint.summary}\n{endpoint.description}"
    yield from ((f"response {status}", (), response.description) for status, response in endpoint.responses.items())


def _on_pages(words: str, pages: Path) -> Iterator[Said]:
    for page in sorted(pages.glob("*.txt")) if pages.is_dir() else ():
        for number, line in enumerate(page.read_text(encoding="utf-8", errors="replace").split("\n"), 1):
            if words in _words(line):
                yield Said(page.name, number, number, " ".join(line.split()))


def _meant(wanted: str, found: Iterable[Statement], endpoints: Iterable[Endpoint]) -> str:
    named = [n for s in found for n in (*s.fields, s.rule.id if s.rule is not None else "") if n]
    known = dict.fromkeys([*(n for e in endpoints for n in e.fields), *named])
    by_bare = {_bare(name): name for name in reversed(known)}
    close = difflib.get_close_matches(_bare(wanted)[:_MOST_WORDS], list(by_bare), 3, 0.6)
    return f"; did you mean {' or '.join(by_bare[c] for c in close)}?" if close else ""


def _named(endpoints: Sequence[Endpoint]) -> str:
    names = [e.operation_id for e in endpoints]
    return ", ".join(names) if len(names) <= 4 else f"the {len(names)} operations"


def _words(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .\"'•")


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
