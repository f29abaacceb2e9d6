"""The specification stage as a whole: the folder of an API, or single pages, to an OpenAPI document and its YAML."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from swornspec.errors import AnnotationError, DocumentError, PageError
from swornspec.page import Block, Page, called, read_operations, recognise
from swornspec.page.together import together
from swornspec.rules.english.tokens import parts_of
from swornspec.rules.lint import Remark, Severity
from swornspec.rules.python import identifier
from swornspec.rules.remark import OF_SAMPLES
from swornspec.rules.rule import Rule, Said
from swornspec.spec.annotation import Api, Conflict, OperationAnnotation, ResponseAnnotation, Server, Source, cite, load_annotations
from swornspec.spec.bind import address_of, bind
from swornspec.spec.cited import lines_cited
from swornspec.spec.document import Document, read_document
from swornspec.spec.enrich.relate import Related, relate
from swornspec.spec.levels import Level, level_of
from swornspec.spec.mentions import without_mentions
from swornspec.spec.openapi import Described, finding_as_json, to_openapi, waived_as_json
from swornspec.spec.operation import NamedBlock, Operation, read_operation, said_at
from swornspec.spec.sampled import remarks_on_samples
from swornspec.spec.source import fenced, scripted, to_yaml
from swornspec.spec.where import path_of, server_of, slug_of
from swornspec.text import Passage
from swornspec.text.readable import readable
from swornspec.text.saved import text_of
from swornspec.text.sentences import sentences
from swornspec.text.undisturbed import undisturbed

_HEADING: Final = "# Built by swornspec from the pages and api.yaml beside it; edit those and run `swornspec build`.\n"


@dataclass(frozen=True, slots=True)
class BuiltApi:
    """What the specification stage made of an API."""

    document: dict[str, Any]
    yaml: str
    operations: tuple[Described, ...]

    @property
    def gaps(self) -> tuple[tuple[str, str, Said, str], ...]:
        """Operation id, field, place and reason of everything that sounds like a rule and was not read."""
        return tuple((d.id, *gap) for d in self.operations for gap in d.operation.gaps)

    @property
    def doubts(self) -> tuple[tuple[str, Remark], ...]:
        """Operation id and finding for each sample that does not fit its page."""
        return tuple((d.id, remark) for d in self.operations for remark in d.remarks if remark.kind in OF_SAMPLES)


@undisturbed()
def build_api(folder: Path) -> BuiltApi:
    """Build the document of an API from its folder (api.yaml and pages/).

    AnnotationError or PageError when either cannot be read, or when they do not fit each other.
    """
    api = load_annotations(folder / "api.yaml")
    described = _all_described(api, folder / "pages")
    _no_page_unused(api, folder / "pages")
    described = [_with_foreign_words(d, described) for d in described]
    return _built(api, described, _HEADING)


@undisturbed()
def read_folder(folder: Path) -> tuple[tuple[Page, Described], ...]:
    """Each operation of an API with the page that documents it, in the order of api.yaml; errors as in `build_api`."""
    api = load_annotations(folder / "api.yaml")
    pages = [(annotation, _page(folder / "pages" / annotation.page, annotation)) for annotation in api.operations]
    return tuple((page, _described(api, annotation, page)) for annotation, page in pages)


def read_file(path: Path, layout: str | None = None) -> tuple[Page, ...]:
    """The operations of a page; `layout` names its layout, else it is recognised. PageError when it cannot be read."""
    return read_operations(path.name, _text(path), layout)


@undisturbed()
def read_pages(paths: Sequence[Path], layout: str | None = None, say: Callable[[str], None] = lambda _: None) -> BuiltApi:
    """Build a document from pages alone; fields whose name a page lost are called `field_1`, `field_2` and so on.

    `layout` names the layout of all of them, else each is recognised, and `say` is told what each was read as.
    """
    described: list[Described] = []
    servers: list[str] = []
    idents: set[str] = set()
    for path in paths:
        text = _text(path)
        if layout is None and fenced(text) is not None:
            mend = f"run `swornspec enrich {path}`: it reads the document, with what its descriptions state"
            raise PageError("the page holds an OpenAPI document", where=path.name, mend=mend)
        if found := scripted(text):
            count = f"{len(found.value['paths'])} path{'s' if len(found.value['paths']) != 1 else ''}"
            say(f"{path.name}: line {found.line} holds an OpenAPI document of {count}; 'swornspec enrich {path.name}' reads that")
        named = layout or recognise(path.name, text)
        pages = read_operations(path.name, text, named if isinstance(named, str) else named.layout.name)
        say(f"{path.name}: {_counted(pages)}, read as a {named if layout is None else pages[0].layout}")
        for page in pages:
            server, one = _alone(page, path.stem if len(pages) == 1 else f"{path.stem}_{slug_of(page)}", idents)
            servers += [server] if server else []
            described.append(one)
            idents.add(one.id)
    _no_address_twice(described)
    nothing = Source("the pages do not say")
    api = Api(
        "api",
        described[0].title if described else "API",
        "0",
        (nothing,),
        "",
        tuple(Server(url, None, ()) for url in dict.fromkeys(servers or ["/"])),
        (),
        (),
        (),
        (),
        (),
        (),
        {},
    )
    return _built(api, described, "")


def _alone(page: Page, name: str, taken: Container[str]) -> tuple[str | None, Described]:
    """The server and the description of an operation of which nothing is known but its page; its id is none of those taken."""
    page = without_mentions(page)
    blocks = [NamedBlock(b.name or f"field_{n}", b) for n, b in enumerate(page.blocks, 1)]
    ident = identifier(name, taken)
    address = path_of(page) or "/".join(("", ident, *(f"{{{b.name}}}" for b in blocks if b.block.location == "path")))
    ok = ResponseAnnotation("200", "The documented response.", None, any(b.location == "response" for b in page.blocks), False, None, (), 0)
    operation = read_operation(page, _unique(blocks))
    return server_of(page), Described(ident, page.method or "POST", address, *_titles(page), None, operation, (ok,), page=page)


def _counted(pages: Sequence[Page]) -> str:
    fields = sum(len(page.blocks) for page in pages)
    operations = f"{len(pages)} operations, " if len(pages) > 1 else ""
    return f"{operations}{fields} field{'' if fields == 1 else 's'}"


def _built(api: Api, described: Sequence[Described], heading: str) -> BuiltApi:
    document = to_openapi(api, described, [_conflict(c) for c in api.conflicts])
    stated = relate(document, lambda _, sentence: _said_of_response(sentence, described))
    _no_waiver_unused(api, described, stated)
    for d in described:
        _waive(document["paths"][d.path][d.method.lower()], d, {r.rule.id: r.rule for r in stated if r.operation == d.id})
    described = list(_held_to_samples(document, described))
    return BuiltApi(document, heading + to_yaml(document), tuple(described))


def _held_to_samples(document: dict[str, Any], described: Sequence[Described]) -> Iterator[Described]:
    """The operations, each with what the samples of its page show; the document has these findings too."""
    shown = [d for d in described if d.page is not None and d.page.samples]
    read = read_document(document, shown[0].operation.page, partly=True) if shown else None
    for d in described:
        remarks = _shown_by_samples(read, d, d.page) if read is not None and d.page is not None and d.page.samples else ()
        if remarks:
            operation = document["paths"][d.path][d.method.lower()]
            operation["x-findings"] = [*operation.get("x-findings", []), *map(finding_as_json, remarks)]
        yield replace(d, remarks=(*d.remarks, *remarks))


def _shown_by_samples(document: Document, described: Described, page: Page) -> tuple[Remark, ...]:
    answered = (f.name for f in described.operation.fields if f.location == "response")
    try:
        return remarks_on_samples(document, document.endpoint(described.id), page, answered)
    except DocumentError as error:  # what the page states is no usable schema; whoever serves the document is told so
        return (Remark("not-analysed", Severity.INFO, "", f"the samples on the page were not held against it: {error.reason}"),)


def _waive(operation: dict[str, Any], described: Described, stated: Mapping[str, Rule]) -> None:
    """Take the relations that a person waives out of an operation again, and list them with the reason."""
    waived = [(stated[w.rule], w.reason) for w in described.waivers if w.rule in stated]
    if not waived:
        return
    gone = {rule.id for rule, _ in waived}
    operation["x-rules"] = [r for r in operation["x-rules"] if r["id"] not in gone]
    if not operation["x-rules"]:
        del operation["x-rules"]
    operation["x-waived"] = [*operation.get("x-waived", []), *(waived_as_json(rule, reason) for rule, reason in waived)]


def _said_of_response(sentence: Passage, described: Sequence[Described]) -> Said:
    """Where a sentence about a response stands: on the page, or in what a person annotated."""
    words = " ".join(sentence.text.split())
    stated = (s for d in described for p in d.operation.answered for s in sentences(p))
    found = next((said_at(s) for s in stated if " ".join(s.text.split()) == words), None)
    return found or Said("", 0, 0, words, "the response as api.yaml describes it")


def _all_described(api: Api, pages: Path) -> list[Described]:
    """Every operation; when some cannot be read, one error with what is wrong in each of them."""
    described: list[Described] = []
    errors: list[AnnotationError | PageError] = []
    for annotation in api.operations:
        try:
            described.append(_described(api, annotation, _page(pages / annotation.page, annotation)))
        except (AnnotationError, PageError) as error:
            errors.append(error)
    if len(errors) > 1:
        raise AnnotationError("\n".join(map(str, errors)), parts=[part for error in errors for part in error.parts or (error,)])
    if errors:
        raise errors[0]
    return described


def _described(api: Api, annotation: OperationAnnotation, page: Page) -> Described:
    bound = bind(page, annotation)
    method, address = address_of(page, annotation)
    blocks = [NamedBlock(b.annotation.name, b.block, b.annotation) for b in bound]
    operation = read_operation(page, blocks, annotation.aliases, api.groups)
    waivers = tuple(w for w in api.waivers if w.operation in (None, annotation.id))
    remarks = tuple(_conflict(c, page) for c in annotation.conflicts)
    shown = (("method", page.method), ("path", page.path), ("names", all(b.name for b in page.blocks)))
    lost = tuple(what for what, there in shown if not there)
    return Described(
        annotation.id,
        method,
        address,
        *_titles(page),
        annotation.documentation,
        operation,
        annotation.responses,
        waivers,
        remarks,
        lost,
        annotation.evidence,
        page,
    )


def _page(path: Path, annotation: OperationAnnotation) -> Page:
    """The page of an operation; what is wrong with it is said with its whole path, since APIs have pages of the same name."""
    if not path.is_file():
        reason = f"the page of {annotation.id}, {path}, does not exist"
        raise AnnotationError(reason, where=f"{annotation.file}:{annotation.line}", mend="put the page there, or mend 'page'")
    try:
        pages = read_operations(path.name, _text(path), annotation.layout)
    except PageError as error:
        raise PageError(error.reason, where=str(path), mend=error.mend) from error
    named = [page for page in pages if annotation.section in (None, called(page), page.title.text if page.title else None)]
    if len(named) == 1:
        return named[0]
    shown = ", ".join(repr(called(page)) for page in pages)
    what = f"{len(pages)} operations" if annotation.section is None else f"no single operation {annotation.section!r}"
    reason = f"the page of {annotation.id}, {path}, documents {what}; they are {shown}"
    raise AnnotationError(reason, where=f"{annotation.file}:{annotation.line}", mend="say with 'section' which of them it is")


def _titles(page: Page) -> tuple[str, str]:
    """The summary line and the description of the operation."""
    prose = [readable(" ".join(p.text.split())) for p in page.summary]
    title = readable(page.title.text) if page.title else ""
    if page.path and title == page.path.text and prose:
        return prose[0].rstrip("."), "\n\n".join(prose[1:])
    return title or (prose[0].rstrip(".") if prose else page.name), "\n\n".join(prose)


def _conflict(conflict: Conflict, page: Page | None = None) -> Remark:
    """What a person found to disagree, with the lines of the page that the evidence cites."""
    sides = "; ".join(f"{side.says} ({cite(side.evidence)})" for side in conflict.sides)
    said = [place for side in conflict.sides for place in lines_cited(side.evidence, page.name, page.text)] if page is not None else []
    message = f"sources disagree about {conflict.about}: {sides}. Kept: {conflict.kept}"
    return Remark("conflict", Severity.WARNING, conflict.about, message, tuple(dict.fromkeys(said)))


def _with_foreign_words(described: Described, all_described: Sequence[Described]) -> Described:
    """Add a finding for each sentence whose condition speaks of a field that only another operation of the API has."""
    own = {f.name for f in described.operation.fields}
    known = {parts_of(name) for name in own}
    foreign = {f.name for d in all_described for f in d.operation.fields if parts_of(f.name) not in known}
    spoken = list(_foreign_words(described.operation, foreign))
    remarks = tuple(
        Remark(
            "unknown-field",
            Severity.WARNING,
            name,
            f"the documentation speaks of {name}, which this operation does not have (another operation of the API does)",
            tuple(dict.fromkeys(said for n, said in spoken if n == name)),
            "find out whether the sentence was meant for the other operation",
        )
        for name in dict.fromkeys(n for n, _ in spoken)
    )
    return replace(described, remarks=(*described.remarks, *remarks))


def _foreign_words(operation: Operation, foreign: Iterable[str]) -> Iterator[tuple[str, Said]]:
    names = {parts_of(name): name for name in sorted(foreign)}
    for _, sentence in operation.sentences:
        for phrase in sentence.unread:
            pieces = parts_of(phrase)
            for parts, name in names.items():
                if any(pieces[n : n + len(parts)] == parts for n in range(len(pieces))):
                    yield name, said_at(sentence.passage)


def _no_page_unused(api: Api, pages: Path) -> None:
    used = {o.page for o in api.operations}
    unused = sorted(p.name for p in pages.glob("*") if p.is_file() and p.name not in used and not p.name.startswith("."))
    if unused:
        raise AnnotationError(
            f"no operation documents {', '.join(unused)} in pages/",
            where=api.file,
            mend="add an operation for each page, or remove the page",
        )


def _no_waiver_unused(api: Api, described: Sequence[Described], stated: Sequence[Related]) -> None:
    for waiver in api.waivers:
        scope = [d for d in described if waiver.operation in (None, d.id)]
        names = [r.id for d in scope for r in (*d.operation.all_rules, *(s.rule for s in stated if s.operation == d.id))]
        if waiver.rule not in names:
            known = ", ".join(names) or "none"
            raise AnnotationError(
                f"a waiver names the rule {waiver.rule!r}, which does not exist; rules: {known}", where=f"{api.file}:{waiver.line}"
            )


def _no_address_twice(described: Sequence[Described]) -> None:
    seen: dict[tuple[str, str], Described] = {}
    for d in described:
        first = seen.setdefault((d.method, d.path), d)
        if first is not d:
            raise PageError(
                f"documents {d.method} {d.path}, as {first.operation.page} does", where=d.operation.page, mend="give one page an operation"
            )


def _text(path: Path) -> str:
    try:
        return text_of(path.read_bytes())
    except OSError as error:
        raise PageError(f"cannot read the page: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise PageError("the page is not UTF-8 text", where=str(path), mend="save it as UTF-8") from error


def _unique(blocks: Sequence[NamedBlock]) -> list[NamedBlock]:
    """Blocks with names of their own: what a page says in several places of a field is about one field."""
    found: dict[tuple[str, Level, str], NamedBlock] = {}
    for named in blocks:
        place = (*_place(named.block), named.name)
        before = found.get(place)
        found[place] = named if before is None else NamedBlock(named.name, together(before.block, named.block))
    return list(found.values())


def _place(block: Block) -> tuple[str, Level]:
    return block.location, level_of(block)


__all__ = ["BuiltApi", "build_api", "read_folder", "read_pages"]
