"""An OpenAPI document to an installable client package: the same bytes for the same document, always."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from swornspec.codegen.constraints import require_json, rules_source
from swornspec.codegen.endpoints import endpoint_sources
from swornspec.codegen.facade import facade_sources
from swornspec.codegen.manifest import MANIFEST, manifest_source
from swornspec.codegen.models import models_source
from swornspec.codegen.notes import advice_source
from swornspec.codegen.plan import Plan, plan_client
from swornspec.codegen.quote import flat
from swornspec.codegen.replies import responses_source
from swornspec.codegen.unchecked import checkable
from swornspec.codegen.write import formatted, replace_folder
from swornspec.errors import GenerationError
from swornspec.spec.document import Document

_COPIES = {
    "values.py": ("swornspec.rules", "values.py"),
    "pattern.py": ("swornspec.rules", "pattern.py"),
    "phrases.py": ("swornspec.spec", "phrases.py"),
    "styles.py": ("swornspec.spec", "styles.py"),
}


def generate_client(document: Document, out: Path, text: bytes | None = None) -> list[Path]:
    """Write the package `<api>_client` below `out`; the paths that changed.

    Nothing is written unless everything could be generated; files that no longer belong are removed. The name is
    `info.x-api`, else made of the title. `text` is the file that the document was read from, whose digest the manifest
    then holds. GenerationError for what generated code could not do right.
    """
    sources = client_sources(document, text)
    package = next(iter(sources)).split("/", 1)[0]
    return replace_folder({path.split("/", 1)[1]: content for path, content in sources.items()}, out / package)


def client_sources(document: Document, text: bytes | None = None) -> dict[str, bytes]:
    """The files of a document's client by path, the first part of which is the name of the package."""
    document, plan = planned(document)
    if plan.refused:
        lost = plan.refused[0]
        part = f"{lost.part}: " if lost.part else ""
        raise GenerationError(f"{lost.method} {flat(lost.path, 100)}: {part}{lost.why}", where=document.name)
    return planned_sources(document, plan, text)


def planned(document: Document) -> tuple[Document, Plan]:
    """The document as generated code can check it, and the plan of its client, which tells what it will not have."""
    require_json(document)
    document, found = checkable(document)
    return document, plan_client(document, found)


def planned_sources(document: Document, plan: Plan, text: bytes | None = None) -> dict[str, bytes]:
    """The files of a planned client; `text` is the file that the document was read from."""
    package = plan.package
    sources = facade_sources(plan)
    sources |= {f"{package}/{path}": text for path, text in endpoint_sources(plan).items()}
    sources |= {f"{package}/_runtime/{name}": text for name, text in _runtime().items()}
    sources[f"{package}/models.py"] = models_source(plan.classes)
    sources[f"{package}/_rules.py"] = rules_source(document, plan)
    sources[f"{package}/_responses.py"] = responses_source(document, plan)
    sources[f"{package}/_advice.py"] = advice_source(plan)
    sources[f"{package}/py.typed"] = ""
    packed = formatted(sources)
    packed[MANIFEST] = manifest_source(json.dumps(document.raw).encode() if text is None else text, packed)
    return {f"{package}/{path}": content for path, content in sorted(packed.items())}


@cache
def _runtime() -> dict[str, str]:
    """The modules that every client carries, by name."""
    own = {f.name: f.read_text(encoding="utf-8") for f in files("swornspec.codegen.runtime").iterdir() if f.name.endswith(".py")}
    copies = {name: (files(package) / file).read_text(encoding="utf-8") for name, (package, file) in _COPIES.items()}
    return dict(sorted((own | copies).items()))
