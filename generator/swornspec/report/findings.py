"""What `lint` found, as values: the input of every report format."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from swornspec.rules.remark import KINDS, Severity
from swornspec.rules.rule import Said

__all__ = ["KINDS", "Accepted", "Finding", "Review", "Severity", "count"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something worth saying about an operation.

    `kind` is a stable name (see `KINDS`), `operation` what it is about (empty: all operations), `subject` the field or rule
    it is about (empty: the whole operation), `said` the sentences that show it, `mend` what could be done about it, `at`
    the file and line where it stands when no sentence with a line shows it.
    """

    kind: str
    severity: Severity
    operation: str
    subject: str
    message: str
    said: tuple[Said, ...] = ()
    mend: str | None = None
    at: tuple[str, int] | None = None

    @property
    def place(self) -> str:
        """Operation and field or rule in one word: `print_pages.width`."""
        return f"{self.operation}.{self.subject}".strip(".")

    @property
    def fingerprint(self) -> str:
        """The same for the same finding in the next run, wherever its lines have moved: 16 hexadecimal digits."""
        words = (self.kind, self.operation, self.subject, *(" ".join(s.quote.split()) for s in self.said))
        return hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that a baseline accepts, and why."""

    finding: Finding
    fingerprint: str
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """All findings of one document; `pages` is the folder of its pages, both as paths with `/`, relative where possible.

    `accepted` are the findings that a baseline accepts; they are no longer among the `findings`.
    """

    document: str
    pages: str | None
    operations: int
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()

    def fingerprints(self) -> tuple[str, ...]:
        """The fingerprint of each finding; the second and later ones that have the same are numbered, so that none hides another."""
        seen: Counter[str] = Counter()
        return tuple(_numbered(f.fingerprint, seen) for f in self.findings)


def _numbered(fingerprint: str, seen: Counter[str]) -> str:
    seen[fingerprint] += 1
    return fingerprint if seen[fingerprint] == 1 else f"{fingerprint}:{seen[fingerprint]}"


def count(reviews: Iterable[Review]) -> dict[Severity, int]:
    """How many findings there are of each severity, worst first."""
    found = [f.severity for r in reviews for f in r.findings]
    return {severity: found.count(severity) for severity in Severity}
