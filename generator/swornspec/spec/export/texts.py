"""Rules as a list of CEL validations, in the form of Kubernetes' `x-kubernetes-validations`, and as IDL text."""

import json
import re
from collections.abc import Sequence

from swornspec.errors import InexpressibleError
from swornspec.rules.cel import to_cel
from swornspec.rules.field import path_at
from swornspec.rules.idl import to_idl
from swornspec.spec.export.chosen import Chosen, Export, Omitted, one_line


def to_cel_list(groups: Sequence[Chosen]) -> Export:
    """YAML: for each rule its operation, id, `rule` (CEL over `self`), message and fieldPath."""
    lines: list[str] = []
    omitted: list[Omitted] = []
    for group in groups:
        for rule, expr in group.expressions:
            try:
                parts = {
                    "operation": group.endpoint.operation_id,
                    "about": group.about,
                    "id": rule.id,
                    "rule": to_cel(expr, group.fields),
                    "message": rule.text,
                    "fieldPath": "".join(map(_path, path_at(rule.subject, group.fields))),
                }
            except InexpressibleError as error:
                omitted.append(Omitted(group.name, rule.id, error.reason))
                lines.append(f"# not expressed: {one_line(str(omitted[-1]))}")
                continue
            lines += [f"{'-' if i == 0 else ' '} {key}: {json.dumps(text)}" for i, (key, text) in enumerate(parts.items())]
    return Export("\n".join([*(lines or ["[]"]), ""]), tuple(omitted))


def to_idl_text(groups: Sequence[Chosen]) -> Export:
    """IDL: each rule's dependencies below a comment with its id and meaning."""
    lines: list[str] = []
    omitted: list[Omitted] = []
    for group in groups:
        if group.expressions:
            lines += [*([""] if lines else []), f"// {one_line(group.name)}"]
        for rule, expr in group.expressions:
            try:
                written = to_idl(expr, group.fields)
            except InexpressibleError as error:
                omitted.append(Omitted(group.name, rule.id, error.reason))
                lines.append(f"// not expressed: {one_line(f'{rule.id}: {error.reason}')}")
                continue
            lines += [f"// {one_line(f'{rule.id}: {rule.text}')}", *written]
    return Export("".join(f"{line}\n" for line in lines), tuple(omitted))


def _path(name: str) -> str:
    return f".{name}" if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name, re.ASCII) else f"[{json.dumps(name)}]"
