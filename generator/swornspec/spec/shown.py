"""Which samples of a page are requests of one of its operations, and how much of a request each shows.

A sample counts where what it calls is the operation's address, or where its members are the operation's fields; not
where the page shows it as one that is refused.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from swornspec.page import Page, Sample
from swornspec.page.fill_in import fill_ins
from swornspec.page.sent import Path, Sent, requests_in
from swornspec.rules.rule import Said
from swornspec.spec.where import path_of

_MOST_SAMPLES: Final = 50
_LINES_ABOVE: Final = 4
_MOST_ABOVE: Final = 300  # characters of the line above
_REFUSED: Final = re.compile(
    r"\b(?:invalid|incorrect|wrong|fails?|failing|failed|reject(?:s|ed)?|refused|not (?:allowed|valid|work|accepted|supported)|"
    r"don't|do not|won't|cannot|can't|bad request|errors?|deprecated|instead of)\b|❌|✗|✘",
    re.IGNORECASE,
)
_FORM: Final = re.compile(r"curl --request \w+ \\\n {5}--url ")
"""How a reference page shows what a reader has typed into its form: what is left out there, nobody has left out."""
_VARIABLE: Final = re.compile(r"\{[^{}]*\}|<[^<>]*>|\$\{?\w+\}?|:\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of an operation: whether its fields in the body, by name, are required; the names of those of its response."""

    method: str | None
    path: str | None
    members: Mapping[str, bool]
    answered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shown:
    """A request that a sample shows; `whole` says that it shows all that is sent, `sure` that no other operation is meant."""

    page: Page
    sample: Sample
    sent: Sent
    whole: bool
    sure: bool

    def line(self, path: Path = ()) -> int:
        """The line of the page on which a part of the body stands; where that is not known, the first of the sample."""
        at = self.sent.places.get(path)
        return self.sample.passage.span.first + (self.sample.code.count("\n", 0, at) if at is not None else 0)

    @property
    def blank(self) -> frozenset[Path]:
        """The parts of the body that are no evidence."""
        return fill_ins(self.sent.body) if self.sent.body is not None else frozenset()

    def said(self, path: Path, quote: str) -> Said:
        """A part of the sample as what shows a finding."""
        line = self.line(path)
        return Said(self.page.name, line, line, quote)

    def at(self, path: Path) -> str:
        """Where a part of the sample stands, as a message says it."""
        return f"the sample at {self.page.name}:{self.line(path)}"


def requests_of(asked: Asked, page: Page) -> Iterator[Shown]:
    """The requests of an operation that the samples of its page show."""
    for sample in page.samples[:_MOST_SAMPLES]:
        if sample.kind == "response" or _is_refused(page, sample):
            continue
        for sent in requests_in(sample.code):
            place = _belongs(asked, page, sample, sent)
            if place is not None:
                yield Shown(page, sample, sent, *place)


def _is_refused(page: Page, sample: Sample) -> bool:
    """Whether the words right above a sample say that it is an example of what not to do."""
    at = bisect_left(page.lines, sample.passage.span.first, key=lambda use: use.line.span.first)
    above = [use.line.text for use in page.lines[max(0, at - _LINES_ABOVE) : at] if use.line.text]
    near = [text for text in above if not text.startswith(("```", "~~~", "<"))]
    return bool(near) and bool(_REFUSED.search(near[-1][-_MOST_ABOVE:]))


def _belongs(asked: Asked, page: Page, sample: Sample, sent: Sent) -> tuple[bool, bool] | None:
    """Whether a request is one of the operation: (it shows all that is sent, it is surely no other's); None where it may be another's."""
    known, members = asked.members, set(sent.body or ())
    same = asked.method is None or sent.method in (None, asked.method)
    if sent.address and asked.path and same and _calls(sent.address, asked.path):
        return not _FORM.search(sample.code), True
    if (sent.address and path_of(page) is not None) or not members or not known:
        return None
    complete = all(name in members for name, required in known.items() if required)
    if sample.kind == "request" and not sent.address:
        likely = 2 * len(members & known.keys()) > len(members)
        return (complete, complete) if likely else None
    return (True, False) if complete and members <= known.keys() and not members <= asked.answered else None


def _calls(address: str, path: str) -> bool:
    """Whether an address ends in the path of an operation, with anything where the path has a parameter."""
    called = re.sub(r"^https?://[^/]*", "", address).partition("?")[0].partition("#")[0].rstrip("/").split("/")
    wanted = path.rstrip("/").split("/")[1:]
    if len(called) <= len(wanted) or not wanted:
        return False
    pairs = zip(called[-len(wanted) :], wanted, strict=True)
    return all(c == w or (c != "" and "{" in w) or (_VARIABLE.fullmatch(c) and _VARIABLE.fullmatch(w)) for c, w in pairs)
