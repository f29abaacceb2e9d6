"""What of a document its client will not have, as lines for a person, each with the line of the document it is about."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from swornspec.codegen.method import Refused
from swornspec.report.located import read_lines, searched


def refused_as_text(refused: Sequence[Refused], path: Path) -> Iterator[str]:
    """`pets.yaml:12: not generated: POST /pets (addPet): why`, then what was left out of operations, then a count."""
    if not refused:
        return
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    marked = read_lines(text)
    for one in sorted(refused, key=lambda r: bool(r.part)):
        line = marked.line(one.steps) if marked is not None else searched(text, one.operation_id)
        yield f"{path}:{line}: {'left out' if one.part else 'not generated'}: {one}"
    whole = sum(not r.part for r in refused)
    yield f"{whole} operation{'' if whole == 1 else 's'} not generated, {len(refused) - whole} times a part left out"
