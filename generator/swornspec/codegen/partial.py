"""A third-party document to a client of all that can be generated of it, and the list of what cannot."""

from dataclasses import dataclass, replace
from pathlib import Path

from swornspec.codegen.generate import planned, planned_sources
from swornspec.codegen.history import Comparing, continued, read_history
from swornspec.codegen.plan import Plan
from swornspec.codegen.write import replace_folder
from swornspec.errors import GenerationError
from swornspec.spec.compare import compare
from swornspec.spec.document import Document


@dataclass(frozen=True, slots=True)
class Generated:
    """What was generated: its folder, the files that changed, and the plan, whose `refused` the client does not have."""

    folder: Path
    changed: tuple[Path, ...]
    plan: Plan


def generate_what_can_be(document: Document, out: Path, name: str | None = None, *, comparing: Comparing = compare) -> Generated:
    """Write the package of a document below `out`; `name` is what its API is called, unless it is to be taken from the document.

    Its version and changes follow from the package that is there; `comparing` tells what changed since then. GenerationError
    when nothing at all can be generated; nothing is written then.
    """
    if name is not None:
        info = {**document.raw.get("info", {}), "x-api": name}
        document = replace(document, raw={**document.raw, "info": info})
    checked, plan = planned(document)
    if plan.refused and not plan.methods:
        raise GenerationError(f"no operation can be generated, the first because {plan.refused[0].why}", where=document.name)
    folder = out / plan.package
    sources = planned_sources(checked, plan, continued(read_history(folder), document, plan, comparing))
    changed = replace_folder({path.split("/", 1)[1]: content for path, content in sources.items()}, folder)
    return Generated(folder, tuple(changed), plan)
