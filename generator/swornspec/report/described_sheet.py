"""A document without its pages: its own descriptions as one sheet, field by field, each sentence with what it states."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from swornspec.report.sheet import Became, Heard, Sheet, ranges
from swornspec.report.statement import Statement
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.operation import said_at
from swornspec.text import Passage, Span
from swornspec.text.sentences import sentences

_TOP: Final = re.compile(r"[.\[]")
_SHORTEST: Final = 8
"""A quote of so many characters may be a part of a sentence, or hold one."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading (`states` are the numbers of what it stands for) or a text of a document."""

    text: str
    field: str = ""
    heading: bool = False
    states: tuple[int, ...] = ()


def sheet_of_descriptions(document: Document, endpoints: Iterable[Endpoint], found: Sequence[Statement]) -> Sheet:
    """The descriptions of some operations; statements are numbered from 1 in the order of `found`.

    What no sentence of its field states stands behind the name of the field.
    """
    writer = _Writer(document.name.rsplit("/", 1)[-1])
    for endpoint in endpoints:
        own = [(n, s) for n, s in enumerate(found, 1) if s.operation == endpoint.operation_id]
        writer.write(endpoint.operation_id, [_Part(f"{endpoint.method} {endpoint.path}", heading=True)], own)
        writer.write(endpoint.operation_id, [_Part(t) for t in (endpoint.summary, endpoint.description) if t.strip()], own)
        for name in endpoint.fields:
            writer.write(endpoint.operation_id, list(_of_field(endpoint, name, own)), own)
        for status, response in endpoint.responses.items():
            texts = [_Part(f"Response {status}", heading=True), *([_Part(response.description)] if response.description.strip() else [])]
            writer.write(endpoint.operation_id, texts, own)
    return Sheet(writer.name, writer.text, tuple(writer.heard), frozenset(writer.headings), is_page=False)


def _of_field(endpoint: Endpoint, name: str, own: Sequence[tuple[int, Statement]]) -> Iterator[_Part]:
    description = endpoint.fields[name].schema.get("description")
    text = description if isinstance(description, str) and description.strip() else ""
    about = [(n, s) for n, s in own if s.fields and _TOP.split(s.fields[0])[0] == name]
    words = [_bare(part.text) for part in sentences(_passage("", text, 1, 0))]
    apart = tuple(n for n, s in about if not any(_same(word, said.quote) for word in words for said in s.said))
    yield _Part(" ".join(name.split()), name, heading=True, states=apart)
    if text:
        yield _Part(text, name)


class _Writer:
    """The text of the sheet while it grows, and what is heard in it."""

    def __init__(self, name: str) -> None:
        """Nothing is written yet."""
        self.name = name
        self.heard: list[Heard] = []
        self.headings: set[int] = set()
        self._lines: list[str] = []
        self._at = 0

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(f"{line}\n" for line in self._lines)

    def write(self, operation: str, parts: Sequence[_Part], own: Sequence[tuple[int, Statement]]) -> None:
        """Write parts one below the other, then a blank line."""
        for part in parts:
            passage = _passage(self.name, part.text, len(self._lines) + 1, self._at)
            if part.heading:
                self.headings.add(passage.span.first)
                if part.states:
                    became = became_of(s for n, s in own if n in part.states)
                    self.heard.append(Heard(operation, part.field, said_at(passage), became, "", part.states, tuple(ranges(passage))))
            else:
                self.heard += (_heard(operation, part.field, one, own) for one in sentences(passage))
            self._add(part.text)
        if parts:
            self._add("")

    def _add(self, text: str) -> None:
        self._lines += text.split("\n")
        self._at += len(text) + 1


def _heard(operation: str, name: str, sentence: Passage, own: Sequence[tuple[int, Statement]]) -> Heard:
    words = _bare(sentence.text)
    states = [
        (n, s)
        for n, s in own
        if (not name or not s.fields or _TOP.split(s.fields[0])[0] == name) and any(_same(words, said.quote) for said in s.said)
    ]
    why = next((s.text for _, s in states if s.became == "gap"), "")
    return Heard(
        operation, name, said_at(sentence), became_of(s for _, s in states), why, tuple(n for n, _ in states), tuple(ranges(sentence))
    )


def became_of(stated: Iterable[Statement]) -> Became:
    """What became of a sentence, by what it states."""
    kinds = {"advice" if s.became == "rule (advice)" else s.became.partition(" ")[0] for s in stated}
    if "gap" in kinds:
        return "gap"
    if kinds & {"rule", "waived"}:
        return "rule"
    return "keyword" if kinds & {"keyword", "default"} else "advice" if kinds else "note"


def _same(words: str, quote: str) -> bool:
    said = _bare(quote)
    return words == said or (min(len(words), len(said)) >= _SHORTEST and (words in said or said in words))


def _bare(text: str) -> str:
    return " ".join(text.split())


def _passage(name: str, text: str, first: int, at: int) -> Passage:
    return Passage(text, Span(name, first, first + text.count("\n"), at, at + len(text)))
