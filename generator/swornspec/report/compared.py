"""Two documents compared, as values for the reports: every decided change with both sentences, and the version that follows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from swornspec.codegen.changelog import section
from swornspec.codegen.history import History, Release, first_release, next_release
from swornspec.codegen.plan import api_name
from swornspec.contract.compatibility import Decided, Verdict, decide
from swornspec.contract.compatibility.decide import kinds
from swornspec.contract.compatibility.tries import TRIES
from swornspec.report.located import read_lines
from swornspec.report.place import Place
from swornspec.rules.rule import Said
from swornspec.spec.compare import Change, Kind, Side, Topic, Trend
from swornspec.spec.compare.keywords import canonical
from swornspec.spec.document import Document, as_list, as_mapping, pointed, reference_parts
from swornspec.spec.marked import Marked

_MOST_PLACES: Final = 3
_MOST_REFERENCES: Final = 20
_Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Version:
    """One side of a comparison: a document, what it is called, and where its sentences stand.

    `path` is the file of the document as a path, `pages` the folder of its pages, both after `prefix`, which names another
    revision (`HEAD:`) or is empty. `text` is the document as it is written down; empty where it was read from pages. `history` is
    that of the client package beside it, `renamed` what a page is called in truth that was read under another name.
    """

    document: Document
    path: str
    prefix: str = ""
    pages: str | None = None
    text: str = ""
    history: History | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """`HEAD:specs/lamps/openapi.yaml`."""
        return f"{self.prefix}{self.path}"

    def place(self, said: Said) -> Place:
        """Where a sentence stands."""
        own = said.page and said.page in (self.path, self.path.rsplit("/", 1)[-1])
        paged = f"{self.pages}/{said.page}" if self.pages is not None else said.page
        path = self.path if own else self.renamed.get(said.page, paged)
        return Place(f"{self.prefix}{path}" if said.page else said.evidence or self.label, said.first, said.last, said.quote)

    def line(self, steps: Sequence[str | int]) -> int:
        """The line of a place in the document, references followed, or of the nearest place around it; 0 where it was not written down."""
        return self._marked.line(self._followed(steps)) if self._marked is not None else 0

    def _followed(self, steps: Sequence[str | int]) -> _Steps:
        node: Any = self.document.raw
        real: _Steps = ()
        for step in steps:
            for _ in range(_MOST_REFERENCES):
                reference = as_mapping(node).get("$ref")
                if not isinstance(reference, str) or not reference.startswith("#/"):
                    break
                real, node = reference_parts(reference), pointed(self.document.raw, reference)
            real = (*real, step)
            inside = isinstance(node, list) and isinstance(step, int) and step < len(node)
            node = as_mapping(node).get(str(step)) if not inside else node[step]
        return real

    @cached_property
    def _marked(self) -> Marked | None:
        return read_lines(self.text) if self.text else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A decided change with the places and words that it is about, before and after."""

    decided: Decided
    before: tuple[Place, ...] = ()
    after: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The version of the client package that follows: its name, the version before, the release, and its section of the changelog."""

    package: str
    before: str
    release: Release
    section: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one version to another; `name` is what is compared, `old` and `new` are None where there is none."""

    name: str
    old: Version | None
    new: Version | None
    entries: tuple[Entry, ...] = ()
    step: Step | None = None
    verdicts: Mapping[Verdict, int] = field(init=False)

    def __post_init__(self) -> None:
        """Count."""
        found = [e.decided.verdict for e in self.entries]
        object.__setattr__(self, "verdicts", {verdict: found.count(verdict) for verdict in Verdict})

    def operations(self) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """The entries by operation, the API as a whole first, in each the gravest first."""
        order = tuple(Verdict)
        for operation in dict.fromkeys(e.decided.change.operation for e in self.entries):
            own = [e for e in self.entries if e.decided.change.operation == operation]
            yield operation, tuple(sorted(own, key=lambda e: order.index(e.decided.verdict)))


def compared(name: str, old: Version, new: Version, *, solver: bool = False, tries: int = TRIES) -> Comparison:
    """Two versions compared; `solver` asks z3 too, `tries` random messages are drawn for each part of an operation that changed."""
    decided = decide(old.document, new.document, solver=solver, tries=tries)
    everything = [*_unread(old.document, new.document), *decided, *_gaps(old.document, new.document)]
    ordered = sorted(everything, key=lambda d: d.change.operation != "")
    entries = _with_words([_entry(d, old, new) for d in ordered])
    return Comparison(name, old, new, tuple(entries), _step(old, new, kinds(decided)))


def only(name: str, version: Version, *, came: bool) -> Comparison:
    """An API that is new, or gone."""
    text = "the API is new" if came else "the API is no longer there"
    change = Change("", "", Side.SENDER, Kind.COMPATIBLE if came else Kind.BREAKING, text)
    decided = Decided(change, Verdict.COMPATIBLE if came else Verdict.BREAKING, "")
    return Comparison(name, None if came else version, version if came else None, (Entry(decided),))


def _step(old: Version, new: Version, changes: Sequence[Change]) -> Step | None:
    """The step that a build takes from the package of the old document; from the API's own version where there is no such package."""
    if not changes:
        return None
    released = first_release(old.document.version)
    known = old.history
    if known is not None and canonical(known.document) == canonical(old.document.raw):
        released = known.releases[0]
    release = next_release(released, new.document.version, changes)
    text = "\n".join([f"## {release.version}", *section(release, released)]) + "\n"
    return Step(f"{api_name(new.document)}-client".replace("_", "-"), released.version, release, text)


def _unread(old: Document, new: Document) -> Iterator[Decided]:
    """Operations of which nothing can be said, because one of the documents does not tell what they are."""
    for unread, whose in ((u, w) for d, w in ((old, "old"), (new, "new")) for u in d.unread):
        was, now = (as_mapping(d.raw.get("paths")).get(unread.path) for d in (old, new))
        if canonical(was) != canonical(now):
            text = f"{unread.method} {unread.path} is not compared, because the {whose} document does not tell what it is"
            change = Change(unread.operation_id, "", Side.SENDER, Kind.BREAKING, text, sure=False)
            yield Decided(change, Verdict.UNDECIDED, unread.why)


def _gaps(old: Document, new: Document) -> Iterator[Decided]:
    """Sentences that sound like a rule and were not read, as far as they are new or gone."""
    was, now = ({(e.operation_id, g.subject, _flat(g.said.quote)): g for e in d.endpoints for g in e.gaps} for d in (old, new))
    for key, gap in now.items():
        if key not in was:
            text = f"a new sentence{f' about {gap.subject}' if gap.subject else ''} sounds like a rule and was not read"
            change = Change(key[0], gap.subject, Side.SENDER, Kind.DOCUMENTATION, text, after=key[2])
            yield Decided(change, Verdict.UNDECIDED, gap.why or "it has a form that is not known")
    for key, gap in was.items():
        if key not in now:
            text = f"a sentence{f' about {gap.subject}' if gap.subject else ''} that was not read is gone"
            yield Decided(Change(key[0], gap.subject, Side.SENDER, Kind.DOCUMENTATION, text, before=key[2]), Verdict.DOCUMENTATION, "")


def _with_words(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries; where only one side states a constraint, with what the other side says of the field instead."""
    words: dict[tuple[str, str, Side], Entry] = {}
    for entry in entries:
        change = entry.decided.change
        if change.about is not None and change.about.topic is Topic.WORDS and change.before and change.after:
            words.setdefault((change.operation, change.where, change.side), entry)
    for entry in entries:
        change = entry.decided.change
        other = words.get((change.operation, change.where, change.side))
        if other is None or change.about is None or change.about.topic is Topic.FIELD:
            yield entry
        else:
            before, after = (here if any(p.quote for p in here) else there for here, there in _sides(entry, other))
            yield replace(entry, before=before, after=after)


def _sides(entry: Entry, other: Entry) -> Iterator[tuple[tuple[Place, ...], tuple[Place, ...]]]:
    yield entry.before, other.before
    yield entry.after, other.after


def _flat(text: str) -> str:
    return " ".join(text.split())


def _entry(decided: Decided, old: Version, new: Version) -> Entry:
    change = decided.change
    was, now = change.about.said if change.about is not None else ((), ())
    came = gone = False
    if change.about is not None and change.about.of_rule:  # a rule that comes allows fewer requests
        came, gone = change.about.trend is Trend.FEWER, change.about.trend is Trend.MORE
    elif change.about is not None and change.about.topic is Topic.FIELD:
        came, gone = change.about.trend is Trend.MORE, change.about.trend is Trend.FEWER
    before = () if came else _places(change, was, change.before, old)
    return Entry(decided, before, () if gone else _places(change, now, change.after, new))


def _places(change: Change, said: Sequence[Said], words: str, version: Version) -> tuple[Place, ...]:
    """Where the documentation says it, else where the document has it."""
    if not said and words:
        gaps = (g.said for e in version.document.endpoints for g in e.gaps if _flat(g.said.quote) == words)
        said = tuple(gaps)
    if said and words and change.about is not None and change.about.topic in (Topic.WORDS, Topic.FIELD):
        return (replace(version.place(said[0]), quote=words),)
    if said:
        return tuple(dict.fromkeys(version.place(s) for s in said))[:_MOST_PLACES]
    steps = _steps(change, version.document)
    line = version.line(steps) if steps else 0
    return (Place(version.label, line, line, words),) if words or line else ()


def _steps(change: Change, document: Document) -> _Steps:
    """The way to what a change is about in the document, as far as it is known."""
    part, found = change.part, change.about
    inner = _below(found.place) if found is not None else ()
    if part[:1] == ("component",):
        return ("components", "schemas", part[1], *inner)
    endpoint = next((e for e in document.endpoints if e.operation_id == change.operation), None)
    if endpoint is None:
        return ("info",) if not change.operation else ()
    operation: _Steps = ("paths", endpoint.path, endpoint.method.lower())
    body = endpoint.body
    if part[:1] in (("body",), ("rules",)) and body is not None:
        if body.component is not None:
            return ("components", "schemas", body.component, *inner)
        return (*operation, "requestBody", "content", body.media_type, "schema", *inner)
    if part[:1] == ("parameter",):
        raw = document.resolve(as_mapping(document.raw.get("paths")).get(endpoint.path))
        listed = as_list(as_mapping(raw.get(endpoint.method.lower())).get("parameters"))
        at = next((n for n, p in enumerate(listed) if as_mapping(p).get("name") == part[2]), None)
        return operation if at is None else (*operation, "parameters", at, "schema")
    if part[:1] == ("response",):
        response = endpoint.responses.get(part[1])
        media = next(iter(response.schemas), "") if response is not None else ""
        return (*operation, "responses", part[1], "content", media, "schema", *inner)
    return operation


def _below(path: Iterable[str]) -> _Steps:
    steps: list[str | int] = []
    for step in path:
        steps += ["items"] if step == "[]" else ["additionalProperties"] if step == "*" else ["properties", step]
    return tuple(steps)


def message_of(entry: Entry) -> Any:
    """The message of an entry as JSON: the body, or the parameters by name; None where there is none."""
    return entry.decided.message.value if entry.decided.message is not None else None
