"""An OpenAPI document to an installable client package: the same bytes for the same document, always."""

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from swornspec.codegen.changelog import changelog
from swornspec.codegen.constraints import require_json, rules_source
from swornspec.codegen.endpoints import endpoint_sources
from swornspec.codegen.facade import facade_sources
from swornspec.codegen.history import FILE, Comparing, History, continued, history_text, read_history
from swornspec.codegen.manifest import MANIFEST, manifest_source
from swornspec.codegen.models import models_source
from swornspec.codegen.notes import advice_source
from swornspec.codegen.plan import Plan, api_name, plan_client
from swornspec.codegen.quote import flat
from swornspec.codegen.replies import responses_source
from swornspec.codegen.unchecked import checkable
from swornspec.codegen.write import formatted, replace_folder
from swornspec.errors import GenerationError
from swornspec.spec.compare import compare
from swornspec.spec.document import Document

_COPIES = {
    "values.py": ("swornspec.rules", "values.py"),
    "pattern.py": ("swornspec.rules", "pattern.py"),
    "phrases.py": ("swornspec.spec", "phrases.py"),
    "styles.py": ("swornspec.spec", "styles.py"),
}


def generate_client(
    document: Document, out: Path, text: bytes | None = None, *, before: Path | None = None, comparing: Comparing = compare
) -> list[Path]:
    """Write the package `<api>_client` below `out`; the paths that changed.

    Its version and changes follow from the package as it was built last: the one below `before` or, if that is not said,
    below `out`. Nothing is written unless everything could be generated; files that no longer belong are removed. The name is
    `info.x-api`, else made of the title. `text` is the file that the document was read from, whose digest the manifest
    then holds. `comparing` tells what changed since then. GenerationError for what generated code could not do right.
    """
    package = f"{api_name(document)}_client"
    sources = client_sources(document, text, before=read_history((before or out) / package), comparing=comparing)
    return replace_folder({path.split("/", 1)[1]: content for path, content in sources.items()}, out / package)


def client_sources(
    document: Document, text: bytes | None = None, *, before: History | None = None, comparing: Comparing = compare
) -> dict[str, bytes]:
    """The files of a document's client by path, the first part of which is the name of the package; `before` is its history so far."""
    checked, plan = planned(document)
    if plan.refused:
        lost = plan.refused[0]
        part = f"{lost.part}: " if lost.part else ""
        raise GenerationError(f"{lost.method} {flat(lost.path, 100)}: {part}{lost.why}", where=document.name)
    return planned_sources(checked, plan, continued(before, document, plan, comparing), text)


def planned(document: Document) -> tuple[Document, Plan]:
    """The document as generated code can check it, and the plan of its client, which tells what it will not have."""
    require_json(document)
    document, found = checkable(document)
    return document, plan_client(document, found)


def planned_sources(document: Document, plan: Plan, history: History, text: bytes | None = None) -> dict[str, bytes]:
    """The files of a planned client, whose version is the newest of its history; `text` is the file that the document was read from."""
    plan = replace(plan, version=history.version)
    package = plan.package
    rules = rules_source(document, plan)  # first: it refuses what cannot be checked
    sources = facade_sources(document, plan)
    sources |= {f"{package}/{path}": text for path, text in endpoint_sources(plan).items()}
    sources |= {f"{package}/_runtime/{name}": text for name, text in _runtime().items()}
    sources[f"{package}/models.py"] = models_source(plan.classes)
    sources[f"{package}/_rules.py"] = rules
    sources[f"{package}/_responses.py"] = responses_source(document, plan)
    sources[f"{package}/_advice.py"] = advice_source(plan)
    sources[f"{package}/py.typed"] = ""
    sources |= {"CHANGELOG.md": changelog(history, plan), FILE: history_text(history)}
    packed = formatted(sources)
    packed[MANIFEST] = manifest_source(json.dumps(document.raw).encode() if text is None else text, packed)
    return {f"{package}/{path}": content for path, content in sorted(packed.items())}


@cache
def _runtime() -> dict[str, str]:
    """The modules that every client carries, by name."""
    own = {f.name: f.read_text(encoding="utf-8") for f in files("swornspec.codegen.runtime").iterdir() if f.name.endswith(".py")}
    copies = {name: (files(package) / file).read_text(encoding="utf-8") for name, (package, file) in _COPIES.items()}
    return dict(sorted((own | copies).items()))
