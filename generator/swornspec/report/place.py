"""Where a finding stands: the lines of the pages that show it, else a line of the document itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from swornspec.report.findings import Finding, Review
from swornspec.rules.rule import Said


@dataclass(frozen=True, slots=True)
class Place:
    """A file, as a path with `/`, first and last line (from 1), and what stands there."""

    path: str
    first: int
    last: int
    quote: str = ""

    @property
    def uri(self) -> str:
        """The path as a reference (RFC 3986): relative, or with its scheme where the file lies elsewhere."""
        escaped = quote(self.path, safe="/", errors="surrogatepass")
        return f"file://{escaped}" if escaped.startswith("/") else escaped


def places(review: Review, finding: Finding) -> tuple[Place, ...]:
    """Every place of a finding, the most telling first; there is always one."""
    found = tuple(dict.fromkeys(_said(review, finding)))
    if found:
        return found
    path, line = finding.at or (review.document, 1)
    return (Place(path, line, line),)


def _said(review: Review, finding: Finding) -> Iterator[Place]:
    for said in finding.said:
        path = _file(review, said)
        if said.first > 0 and path is not None:
            yield Place(path, said.first, max(said.first, said.last), said.quote)


def _file(review: Review, said: Said) -> str | None:
    """The file of a sentence: the document, where it states something itself, or one of its pages."""
    if said.page and said.page in (review.document, review.document.rsplit("/", 1)[-1]):
        return review.document
    return f"{review.pages}/{said.page}" if review.pages is not None else None
