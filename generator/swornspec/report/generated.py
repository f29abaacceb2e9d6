"""Where a generated client checks what is documented: the lines of its models and rules, found in its own sources."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from swornspec.codegen.manifest import MANIFEST, read_manifest
from swornspec.report.statement import Statement

_PROPERTY: Final = re.compile(r"#/components/schemas/(?P<schema>[^/]+)/(?:properties/(?P<property>[^/]+)(?:/|$)|required$)")
_LARGEST: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file (a path with `/`), and what stands there: `CreateRequest.width`."""

    path: str
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Client:
    """The places of a generated package: model fields by class and wire name, rules by id and text."""

    package: str
    fields: Mapping[tuple[str, str], Place]
    rules: Mapping[tuple[str, str], Place]

    def place_of(self, statement: Statement) -> Place | None:
        """Where the package has what a statement speaks of; None where it has no line of its own."""
        if statement.became.startswith("rule"):
            return self.rules.get((statement.id, statement.text))
        found = _PROPERTY.match(statement.pointer)
        if found is None:
            return None
        path = statement.constraint.path if statement.constraint is not None else ()
        wire = found["property"] or (path[-1] if path else "")
        return self.fields.get((_plain(found["schema"]), _plain(wire)))


def client_of(root: Path, digest: str) -> Client | None:
    """The client that was generated below a folder from the document with a SHA-256; None where there is none."""
    for manifest in sorted((root / "generated").glob(f"*/{MANIFEST}")):
        made = read_manifest(manifest.parent)
        if made is not None and made.document == digest:
            return _read(root, manifest.parent)
    return None


def _read(root: Path, folder: Path) -> Client:
    package = next((path.parent for path in sorted(folder.glob("*/_rules.py"))), folder)
    models, rules = package / "models.py", package / "_rules.py"
    fields = {(owner, wire): Place(_shown(models, root), line, f"{owner}.{name}") for owner, wire, name, line in _fields(_parsed(models))}
    known = {key: Place(_shown(rules, root), line, name) for key, name, line in _rules(_parsed(rules))}
    return Client(package.name, fields, known)


def _plain(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _parsed(path: Path) -> list[ast.stmt]:
    """The statements of a module; none where it cannot be read: somebody may have edited it."""
    try:
        if path.stat().st_size > _LARGEST:
            return []
        return ast.parse(path.read_bytes()).body
    except (OSError, SyntaxError, ValueError, RecursionError):
        return []


def _fields(body: list[ast.stmt]) -> Iterator[tuple[str, str, str, int]]:
    for node in body:
        for item in node.body if isinstance(node, ast.ClassDef) else ():
            if isinstance(node, ast.ClassDef) and isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                yield node.name, _alias(item.annotation) or item.target.id, item.target.id, item.lineno


def _alias(annotation: ast.expr) -> str | None:
    keywords = (k for call in ast.walk(annotation) if isinstance(call, ast.Call) for k in call.keywords)
    return next((str(k.value.value) for k in keywords if k.arg == "alias" and isinstance(k.value, ast.Constant)), None)


def _rules(body: list[ast.stmt]) -> Iterator[tuple[tuple[str, str], str, int]]:
    for node in body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
            called, given = node.value.func, [str(a.value) if isinstance(a, ast.Constant) else "" for a in node.value.args[:3]]
            if isinstance(called, ast.Name) and called.id == "Rule" and len(given) == 3:  # id, subject, text
                yield (given[0], given[2]), node.targets[0].id, node.lineno
