"""What became of the documentation of an API, all of it: pages, statements, who enforces them, cases and figures."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from swornspec.contract.derive import Plan
from swornspec.digest import digest
from swornspec.report.checked import Checked, all_checks
from swornspec.report.described_sheet import sheet_of_descriptions
from swornspec.report.explained import Shown, shown
from swornspec.report.generated import Client, Place, client_of
from swornspec.report.located import read_lines
from swornspec.report.results import Results
from swornspec.report.sheet import BECAME, LOST_LIST, Heard, Key, Sheet, key_of, sheets_of_pages, with_quotes
from swornspec.report.statement import EVERYONE, Statement, statements
from swornspec.rules.rule import Said
from swornspec.spec.build import read_folder
from swornspec.spec.document import Document, Endpoint, as_list, as_mapping, reference_parts
from swornspec.spec.marked import Marked
from swornspec.spec.saying import read_said

_DESCRIBES: Final = "nobody: it describes, and refuses nothing"


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with its number, examples, cases, its line in the document and its place in the generated client."""

    number: int
    shown: Shown
    checked: Checked
    line: int | None
    client: Place | None

    @property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.shown.statement

    @property
    def kind(self) -> str:
        """`keyword`, `rule`, `advice`, `default`, `waived` or `gap`."""
        became = self.statement.became
        return "advice" if became == "rule (advice)" else became.partition(" ")[0]

    @property
    def effect(self) -> str:
        """What follows where it does not hold: `reject`, or another effect of a rule; nothing for a default or a gap."""
        if self.kind in ("rule", "advice"):
            return self.statement.became.partition("(")[2].rstrip(")")
        return "reject" if self.kind == "keyword" and self.statement.enforced != _DESCRIBES else ""

    @property
    def mocked(self) -> bool:
        """Whether the mock server refuses what breaks it."""
        return self.statement.enforced == EVERYONE


@dataclass(frozen=True, slots=True)
class Figures:
    """How much was read and is held: sentences by what became of them, statements by kind, constraints by who breaks them.

    `alone` constraints are broken alone by a case, of `implied` ones it is proved that none could be; `untested` is the
    rest. `rules` counts those that reject; of them `rules_alone` have a case that breaks them alone. `cases` counts the
    contract cases by their last result.
    """

    sentences: Mapping[str, int]
    statements: Mapping[str, int]
    constraints: int
    alone: int
    implied: int
    untested: int
    rules: int
    rules_alone: int
    cases: Mapping[str, int]

    @property
    def read(self) -> float:
        """The share of sentences that are no gap; 1 where there are none."""
        whole = sum(self.sentences.values())
        return 1 - self.sentences.get("gap", 0) / whole if whole else 1.0

    @property
    def read_percent(self) -> int:
        """The share in whole percent, 100 only where there is no gap."""
        return int(self.read * 100)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the report of an API says. `stray` are the numbers of statements whose words no page has any more."""

    api: str
    title: str
    path: str
    digest: str
    endpoints: tuple[Endpoint, ...] = field(repr=False)
    sheets: tuple[Sheet, ...] = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)
    sources: tuple[tuple[str, str], ...]
    figures: Figures
    results: Results | None
    client: str | None
    stray: tuple[int, ...]

    @property
    def is_read(self) -> bool:
        """Whether sentences were read: those of pages, or of descriptions that state something or are gaps."""
        return any(s.is_page for s in self.sheets) or any(e.statement.said for e in self.entries)

    @property
    def outdated(self) -> bool:
        """Whether the results are about another version of the document."""
        return self.results is not None and self.results.digest != self.digest


def overview(document: Document, path: Path, endpoints: Sequence[Endpoint], plans: Sequence[Plan], results: Results | None) -> Overview:
    """The overview of some operations of the document at a path; the pages and annotations beside it are read where they are there.

    AnnotationError or PageError when pages and annotations cannot be read, or do not fit each other.
    """
    content = path.read_bytes()
    found = [s for endpoint in endpoints for s in statements(document, endpoint)]
    operations = {e.operation_id for e in endpoints}
    folder = path.parent
    if (folder / "api.yaml").is_file() and (folder / "pages").is_dir():
        numbers = _Numbers(document, found)
        read = [(page, described) for page, described in read_folder(folder) if described.id in operations]
        sheets = tuple(_with_lists(with_quotes(s, numbers.unplaced(s.name)), found) for s in sheets_of_pages(read, numbers.of))
    else:
        sheets = (sheet_of_descriptions(document, endpoints, found),)
    checks = all_checks(plans, results)
    marked = read_lines(content.decode("utf-8", errors="replace"))
    client = client_of(path.parent.parent.parent, digest(content))
    entries = tuple(
        Entry(n, shown(s), checks[s.operation].of(s) if s.operation in checks else Checked(), line_of(marked, s.pointer), _in(client, s))
        for n, s in enumerate(found, 1)
    )
    return Overview(
        document.api,
        document.title,
        path.as_posix(),
        digest(content),
        tuple(endpoints),
        sheets,
        entries,
        tuple(_sources(document)),
        _figures(sheets, entries, plans, results),
        results,
        None if client is None else client.package,
        tuple(_stray(sheets, entries)),
    )


def _with_lists(sheet: Sheet, found: Sequence[Statement]) -> Sheet:
    """A sheet on which the announcement of a list that the page does not show leads to the values that a person supplied."""
    lists = {(s.operation, *s.fields): n for n, s in enumerate(found, 1) if s.became == "keyword enum"}

    def led(heard: Heard) -> Heard:
        number = lists.get((heard.operation, heard.name))
        return replace(heard, statements=(number,)) if heard.why == LOST_LIST and number and not heard.statements else heard

    return replace(sheet, heard=tuple(map(led, sheet.heard)))


class _Numbers:
    """The numbers of statements by the places that state them.

    What else the document ascribes to a sentence gets its number when it is asked for.
    """

    def __init__(self, document: Document, found: list[Statement]) -> None:
        """Number what was found; more is appended to it."""
        self._found = found
        self._by_key: dict[tuple[str, Key], list[int]] = {}
        self._placed: set[Key] = set()
        for number, statement in enumerate(found, 1):
            for said in statement.said:
                self._by_key.setdefault((statement.operation, key_of(said)), []).append(number)
        self._ascribed: dict[Key, list[tuple[str, str, list[Any]]]] = {}
        for pointer, name, entry in _ascribed(document.raw):
            self._ascribed.setdefault(key_of(read_said(entry)), []).append((pointer, name, as_list(entry.get("keywords"))))

    def of(self, operation: str, said: Said) -> tuple[int, ...]:
        """The numbers of what an operation states at a place."""
        key = key_of(said)
        self._placed.add(key)
        numbers = self._by_key.get((operation, key))
        if numbers is None:
            numbers = [self._numbered(operation, said, *rest) for rest in self._ascribed.get(key, ())]
            self._by_key[operation, key] = numbers
        return tuple(numbers)

    def unplaced(self, page: str) -> list[tuple[str, Said, tuple[int, ...]]]:
        """Places of a page that nothing was heard at, with the operation and the numbers of what is stated there."""
        found: dict[tuple[str, Key], tuple[Said, tuple[int, ...]]] = {}
        for (operation, key), numbers in self._by_key.items():
            if key[0] == page and key not in self._placed and numbers:
                found[operation, key] = (Said(*key), tuple(numbers))
        return [(operation, *rest) for (operation, _), rest in found.items()]

    def _numbered(self, operation: str, said: Said, pointer: str, name: str, keywords: list[Any]) -> int:
        listed = ", ".join(map(str, keywords))
        text = f"{name}: {listed}" if name else listed or "what stands there"
        self._found.append(
            Statement(operation, "", (name,) if name else (), f"keyword {listed}".rstrip(), text, (said,), pointer, _DESCRIBES)
        )
        return len(self._found)


def _ascribed(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every `x-said` of a document with keywords: the pointer to what it is about, the name of that property, and the entry."""
    waiting: list[tuple[str, str, Any]] = [("#", "", raw)]
    while waiting:
        pointer, name, node = waiting.pop()
        if isinstance(node, Mapping):
            for entry in as_list(node.get("x-said")):
                if isinstance(entry, Mapping) and entry.get("keywords"):
                    yield pointer, name, entry
            below = [(str(k), v) for k, v in node.items() if k != "x-said"]
        elif isinstance(node, list):
            below = [(str(n), v) for n, v in enumerate(node)]
        else:
            continue
        named = str(node["name"]) if isinstance(node, Mapping) and {"name", "in", "schema"} <= node.keys() else ""  # a parameter
        here = pointer.endswith("/properties")
        waiting += [(f"{pointer}/{k.replace('~', '~0').replace('/', '~1')}", k if here else named, v) for k, v in reversed(below)]


def _in(client: Client | None, statement: Statement) -> Place | None:
    return client.place_of(statement) if client is not None and "client" in statement.enforced else None


def line_of(marked: Marked | None, pointer: str) -> int | None:
    """The line of the document that a pointer leads to; None where it cannot be told."""
    if marked is None or not pointer:
        return None
    steps: tuple[str | int, ...] = ()
    for part in reference_parts(pointer):
        steps = (*steps, int(part)) if (*steps, part) not in marked.lines and part.isascii() and part.isdigit() else (*steps, part)
    return marked.lines.get(steps)


def _sources(document: Document) -> Iterator[tuple[str, str]]:
    for entry in as_list(as_mapping(document.raw.get("info")).get("x-sources")):
        item = as_mapping(entry)
        yield str(item.get("says", "")), str(item.get("at", ""))


def _figures(sheets: Iterable[Sheet], entries: Sequence[Entry], plans: Sequence[Plan], results: Results | None) -> Figures:
    sentences = Counter(h.became for s in sheets for h in s.heard if s.is_page or h.said.first not in s.structure)  # names are none
    covered = {(p.endpoint.operation_id, c) for p in plans for c in p.covered}
    proved = {(p.operation_id, p.constraint) for plan in plans for p in plan.proofs if p.proved}
    known = {(p.endpoint.operation_id, c) for p in plans for c in p.constraints}
    rules = [(e.statement.operation, e.statement.tested) for e in entries if e.kind == "rule" and e.effect == "reject"]
    cases = Counter("not run" if results is None else results.of(c.id) for p in plans for c in p.cases)
    return Figures(
        {b: sentences[b] for b in BECAME},
        dict(Counter(e.kind for e in entries)),
        len(known),
        len(covered & known),
        len((proved & known) - covered),
        len(known - covered - proved),
        len(rules),
        sum(r in covered for r in rules),
        dict(cases),
    )


def _stray(sheets: Sequence[Sheet], entries: Iterable[Entry]) -> Iterator[int]:
    placed = {n for s in sheets for h in s.heard for n in h.statements}
    pages = {s.name for s in sheets if s.is_page}
    yield from (e.number for e in entries if e.number not in placed and any(s.page in pages and s.quote for s in e.statement.said))
