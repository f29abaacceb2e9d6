"""Rules as a Python module that needs nothing else: a function per rule, and what a value is, as generated clients have it."""

import ast
import inspect
from collections.abc import Sequence
from typing import Final

from swornspec.rules import values
from swornspec.rules.python import function_source, identifier
from swornspec.spec.export.chosen import Chosen, Export, one_line

_HEAD: Final = '''"""Rules between the fields of requests. A body is any JSON value; every function is total and never raises."""

'''
_TAIL: Final = '''

def broken(operation: str, body: Any) -> list[tuple[str, str]]:
    """The id and meaning of every rule of an operation that a body breaks."""
    return [(name, text) for name, text, holds in RULES[operation] if not holds(body)]
'''


def to_module(groups: Sequence[Chosen]) -> Export:
    """The source of a module: `RULES` by operation, and `broken(operation, body)`."""
    functions: list[str] = []
    table: list[str] = []
    taken = {"RULES", "broken", "Any"}
    for group in groups:
        rows = []
        for rule, expr in group.expressions:
            name = identifier(f"{group.name}_{rule.id}", taken)
            taken.add(name)
            functions.append(function_source(name, expr, group.fields, one_line(rule.text)))
            rows.append(f"        ({rule.id!a}, {one_line(rule.text)!a}, {name}),\n")
        if rows:
            table.append(f"    {group.name!a}: [\n{''.join(rows)}    ],\n")
    rules = f"RULES: dict[str, list[tuple[str, str, Any]]] = {{\n{''.join(table)}}}\n"
    return Export("\n\n".join([_HEAD + _meaning(), *functions, rules]) + _TAIL)


def _meaning() -> str:
    """The source of `swornspec.rules.values` without its docstring."""
    source = inspect.getsource(values)
    docstring = ast.parse(source).body[0]
    return "\n".join(source.splitlines()[docstring.end_lineno :]).strip() + "\n"
