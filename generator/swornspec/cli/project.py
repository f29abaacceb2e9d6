"""A project built: the APIs of which something changed, below a folder of their own first, then put in place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from swornspec.cli.orphans import idle_suites, sourced, strays
from swornspec.cli.place import Change, changes, files_below, put_in_place
from swornspec.cli.record import Record, differing_inputs, document_of, is_written, read_record, toolkit, what_is_read, write_record
from swornspec.digest import digest

GAPS: Final = "docs/gaps.md"
"""Where a project may explain its gaps."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build made or would make: what it says of each API, its folders, and the files that differed from the project's.

    `kept` is the folder with copies of what a person had written in their place, if anything; `idle` are suites of APIs that are gone.
    """

    summaries: Mapping[str, str]
    folders: Mapping[str, tuple[str, ...]]
    changed: tuple[Change, ...]
    kept: str = ""
    idle: tuple[str, ...] = ()

    def of(self, api: str) -> tuple[Change, ...]:
        """The files of one API that differed."""
        return tuple(c for c in self.changed if c.path.startswith(tuple(f"{f}/" for f in self.folders[api])))


def build_project(
    root: Path,
    names: Iterable[str] = (),
    *,
    write: bool = True,
    say: Callable[[str], None] = lambda _: None,
    explain: Callable[[str], None] = lambda _: None,
) -> Build:
    """Build some APIs of a project (all when none are named); nothing is written unless every one of them could be built.

    An API of which nothing changed since it was built, inputs, tools and outputs, is not built again. `say` hears what is
    built, `explain` why.
    """
    names = tuple(names)
    wanted, whole = wanted_apis(root, names), not names
    idle = tuple(idle_suites(root, wanted)) if whole else ()
    tools = toolkit()
    standing = {api: found for api in wanted if (found := _standing(root, api, tools, lambda _: None))}
    gone = strays(root, {record.package for record in standing.values()}, wanted) if whole else []
    if len(standing) == len(wanted) and not gone:
        return _done(standing, (), idle)
    if not write:
        import tempfile

        with tempfile.TemporaryDirectory(prefix="swornspec-") as folder:
            return replace(_build(root, wanted, tools, Path(folder), say, explain, whole=whole)[0], idle=idle)
    from swornspec.cli.stage import building, free_place
    from swornspec.codegen.manifest import MANIFEST

    with building(root, say) as made:
        done, records = _build(root, wanted, tools, made, say, explain, whole=whole)
        for api, record in records.items():  # first, for it is believed only once all it tells of is there
            write_record(root, api, record)
        kept = free_place(root) if any(c.by_hand for c in done.changed) else None
        put_in_place(made, root, sorted(done.changed, key=lambda c: c.path.endswith(f"/{MANIFEST}")), kept)  # it tells of the others
    return replace(done, idle=idle, kept="" if kept is None else kept.relative_to(root).as_posix())


def wanted_apis(root: Path, names: Iterable[str]) -> list[str]:
    """The APIs to build, all of the project when none are named; AnnotationError when there are none, or not those."""
    from swornspec.errors import AnnotationError

    known = sourced(root)
    wanted = list(dict.fromkeys(names)) or known
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        there = f"the APIs here are {', '.join(known)}" if known else "there are no APIs here (specs/API/api.yaml and pages/)"
        raise AnnotationError(f"unknown API {', '.join(unknown)}; {there}" if unknown else there)
    return wanted


def _build(
    root: Path,
    wanted: Sequence[str],
    tools: Mapping[str, str],
    made: Path,
    say: Callable[[str], None],
    explain: Callable[[str], None],
    *,
    whole: bool,
) -> tuple[Build, dict[str, Record]]:
    """Build below `made` what does not stand; the build, and a record of each API that was built."""
    records: dict[str, Record] = {}
    standing: dict[str, Record] = {}
    for api in wanted:
        found = _standing(root, api, tools, explain)
        if found is None:
            say(f"building {api}")
            read = what_is_read(root, api, tools, GAPS)  # before it is read to be built: what changes meanwhile is found next time
            summary, package = build_one(root, api, made)
            below = [document_of(api), *(f"{package}/{path}" for path in files_below(made / package))]
            records[api] = Record(read, summary, package, {path: digest((made / path).read_bytes()) for path in below})
        else:
            standing[api] = found
    ordered = {api: records.get(api) or standing[api] for api in wanted}
    packages = _distinct({api: record.package for api, record in ordered.items()})
    gone = strays(root, packages, wanted) if whole else []
    built = {records[api].package: api for api in records}
    by_hand = _by_hand(root, {**built, **dict.fromkeys(gone)})
    return _done(ordered, changes(made, root, [*built, *gone], by_hand)), records


def _standing(root: Path, api: str, tools: Mapping[str, str], explain: Callable[[str], None]) -> Record | None:
    """The record of an API that need not be built again."""
    record = read_record(root, api)
    if record is None:
        explain(f"{api} has not been built here")
    elif changed := differing_inputs(record, what_is_read(root, api, tools, GAPS)):
        explain(f"changed since {api} was built: {', '.join(changed)}")
    elif not is_written(root, api, record) or not _has_suite(root, api):
        explain(f"what was built of {api} is not there as it was written")
    else:
        return record
    return None


def _done(records: Mapping[str, Record], changed: tuple[Change, ...], idle: tuple[str, ...] = ()) -> Build:
    folders = {api: (f"specs/{api}", f"contracts/{api}", record.package) for api, record in records.items()}
    return Build({api: record.summary for api, record in records.items()}, folders, changed, idle=idle)


def _by_hand(root: Path, packages: Mapping[str, str | None]) -> Callable[[str, str], bool]:
    """Whether a person put what has a digest at a path; None stands for the API of a package that none gives.

    Where neither a manifest nor a record tells what was built, as in a project of an older toolkit, nobody can know.
    """
    from swornspec.codegen.manifest import MANIFEST, read_manifest

    known: set[tuple[str, str]] = set()
    covered: set[str] = set()
    for package, api in packages.items():
        manifest, record = read_manifest(root / package), read_record(root, api) if api else None
        if manifest is not None:
            known |= {(f"{package}/{path}", left) for path, left in manifest.files.items()}
            known |= {(document_of(api or package.removeprefix("generated/").removesuffix("_client")), manifest.document)}
        if record is not None:  # as a build left it that was killed before the manifest was in place
            known |= set(record.written.items())
        if api is None or manifest is not None or record is not None:  # of a package that no API gives, a manifest tells what was built
            covered |= {package, *([document_of(api)] if api else [])}

    def by_hand(path: str, found: str) -> bool:
        folder = "/".join(path.split("/")[:2])
        return not covered.isdisjoint((folder, path)) and path != f"{folder}/{MANIFEST}" and (path, found) not in known

    return by_hand


def build_one(root: Path, api: str, made: Path) -> tuple[str, str]:
    """Build one API of a project below another folder, laid out as the project is; what is said of it, and its package's folder."""
    from swornspec.cli.changes import changes
    from swornspec.codegen import generate_client
    from swornspec.contract import write_suite
    from swornspec.errors import AnnotationError
    from swornspec.report.built import summary
    from swornspec.rules.python import identifier
    from swornspec.spec.build import build_api
    from swornspec.spec.document import read_document

    built = build_api(root / "specs" / api)
    if (named := built.document["info"]["x-api"]) != api:
        raise AnnotationError(
            f"the API is called {named!r} here and {api!r} by its folder",
            where=f"specs/{api}/api.yaml",
            mend=f"write 'api: {api}', or rename the folder",
        )
    path = made / document_of(api)
    path.parent.mkdir(parents=True)
    path.write_text(built.yaml, encoding="utf-8", newline="\n")
    document = read_document(built.document, document_of(api))
    before = root / "generated"  # whose version goes on
    written = generate_client(document, made / "generated", built.yaml.encode(), before=before, comparing=changes)
    client = written[0].relative_to(made / "generated").parts[0]
    if not _has_suite(root, api):
        there = replace(document, name=str(path))  # the suite holds the way from itself to the document
        write_suite(there, made / "contracts" / api / f"test_{identifier(api)}.py", client=client)
    return summary(api, document, GAPS if (root / GAPS).is_file() else None), f"generated/{client}"


def _has_suite(root: Path, api: str) -> bool:
    return any((root / "contracts" / api).glob("test_*.py"))


def _distinct(packages: Mapping[str, str]) -> frozenset[str]:
    """The packages of some APIs; AnnotationError when two of them give the same one."""
    from swornspec.errors import AnnotationError

    first: dict[str, str] = {}
    for api, package in packages.items():
        if first.setdefault(package, api) != api:
            raise AnnotationError(f"the APIs {first[package]} and {api} are both built to {package}", mend="rename one of them")
    return frozenset(first)
