"""The rule tree as Python source: a plain function per rule, with nothing but `values` to import.

    def draft_excludes_glossy(body):
        draft = boolean(body, "draft")
        glossy = boolean(body, "glossy", True)
        return not (draft is True) or glossy is not True

Names and literals are quoted with `repr`, so no page or document text ever becomes code.
"""

import keyword
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, Final, assert_never

from swornspec.rules import values
from swornspec.rules.expr import (
    AllOrNone,
    And,
    Arithmetic,
    Compare,
    Count,
    Expr,
    ForAll,
    HasValue,
    Implies,
    Item,
    Literal,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    Ref,
    Size,
    Term,
    walk,
)
from swornspec.rules.field import Field, Fields, field_at, of_items, path_at
from swornspec.rules.pattern import python_text

_READERS: Final = {
    "string": "string",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "array": "array",
    "object": "mapping",
}
_USUAL: Final = {
    "string": "{0}.__class__ is not _str",
    "number": "{0}.__class__ is not _int",
    "integer": "{0}.__class__ is not _int",
    "boolean": "{0} is not True and {0} is not False",
}
"""When a value needs a second look, by the documented type of its field."""
_BUILT_IN: Final = ("body", "item", "sum", "all", "next", "isinstance", "list", "tuple")
_RESERVED: Final = frozenset((*values.__all__, *keyword.kwlist, *keyword.softkwlist, *_BUILT_IN))
_COMBINE: Final = {"+": "plus", "-": "minus", "*": "times", "%": "remainder"}


def identifier(text: str, taken: Container[str] = frozenset()) -> str:
    """A Python name for a text: ASCII letters, digits and underscores, no keyword, not one already taken."""
    name = re.sub(r"\W+", "_", text, flags=re.ASCII).strip("_").lower() or "field"
    name = f"f_{name}" if name[0].isdigit() else name
    candidate, n = name, 1
    while candidate in taken or candidate in _RESERVED:
        n += 1
        candidate = f"{name}_{n}"
    return candidate


def function_source(name: str, expr: Expr, fields: Fields, doc: str | None = None) -> str:
    """The source of a function of one argument, the body, that says whether the expression holds.

    `name` must be an identifier; `doc` becomes its docstring, safely quoted.
    """
    local = _locals(expr)
    lines = [f"def {name}(body: Any) -> bool:"]
    if doc:
        lines.append(f"    {_docstring(doc)}")
    lines += [f"    {variable} = {_read_field(ref, fields, 'body')}" for ref, variable in local.items()]
    lines.append(f"    return {_Writer(fields, local).expr(expr, top=True)}")
    return "\n".join(lines) + "\n"


def shortcut_source(name: str, exprs: Sequence[Expr], fields: Fields) -> tuple[str, tuple[str, ...]] | None:
    """The source of one function for several expressions, and the fields whose values are its arguments, in order.

    It says whether all of them hold, for values of the documented types: None stands for one that is absent or null. There
    is none (None) for expressions about items, objects and fields of several types.
    """
    if not all(_is_typed(node, fields) for expr in exprs for node in walk(expr)):
        return None
    read = dict.fromkeys(n for expr in exprs for node in walk(expr) for n in _refs(node))
    local: dict[Ref, str] = {}
    for ref in sorted(read, key=lambda r: r.effective):
        local[ref] = identifier(f"{ref.name} or default" if ref.effective else ref.name, local.values())
    lines = [f"def {name}({', '.join(f'{v}: Any' for ref, v in local.items() if not ref.effective)}) -> bool:"]
    for ref, variable in local.items():
        if ref.effective:
            plain = local[Ref(ref.name)]
            lines.append(f"    {variable} = {_plain(_typed_default(fields[ref.name]))} if {plain} is None else {plain}")
    for expr in exprs:
        lines += [f"    if not ({_Typed(fields, local).expr(expr, top=True)}):", "        return False"]
    lines.append("    return True")
    return "\n".join(lines) + "\n", tuple(ref.name for ref in local if not ref.effective)


def _refs(node: object) -> Iterator[Ref]:
    """The values that a part of an expression reads; one that may be a default is read as it was sent, too."""
    if isinstance(node, Present):
        yield Ref(node.name)
    if isinstance(node, Ref):
        yield Ref(node.name)
        if node.effective:
            yield node


def _typed_default(field: Field) -> Any:
    """The documented default of a field of one type, if it is of that type."""
    read = getattr(values, _READERS[field.types[0]])
    return read({"default": field.default}, "default")


def _is_typed(node: object, fields: Fields) -> bool:
    """Whether a part of an expression can be written for values of the documented types."""
    if isinstance(node, Item | ForAll):
        return False
    if isinstance(node, Present):
        return node.name in fields  # not by a path: what is sent in objects is not among the values
    if isinstance(node, Ref):
        field = fields.get(node.name)
        return field is not None and len(field.types) == 1 and field.types[0] != "object"
    if isinstance(node, Compare | OneOf):
        terms = (node.left, node.right) if isinstance(node, Compare) else (node.item,)
        return not any(isinstance(t, Ref) and _only_type(t, fields) == "array" for t in terms)
    return True


def compiled(expr: Expr, fields: Fields) -> Callable[[Any], bool]:
    """An expression as a Python function; the fastest back end."""
    space: dict[str, Any] = {n: getattr(values, n) for n in values.__all__} | {"Any": Any, "_dict": dict, "_int": int, "_str": str}
    source = function_source("_any", expr, fields) + _direct_source("_direct", expr, fields, "_any")
    exec(compile(source, "<rule>", "exec"), space)  # noqa: S102 - source is ours: see module docstring
    function: Callable[[Any], bool] = space["_direct"]
    return function


def _locals(expr: Expr) -> dict[Ref, str]:
    """A variable for each field that an expression reads."""
    local: dict[Ref, str] = {}
    for ref in dict.fromkeys(n for n in walk(expr) if isinstance(n, Ref)):
        local[ref] = identifier(ref.name, local.values())
    return local


def _direct_source(name: str, expr: Expr, fields: Fields, other: str) -> str:
    """The same function with fewer calls: what the functions of `values` come to for usual values is written in place.

    Values of other types than documented still go through them, and bodies that are no `dict` through the function `other`.
    """
    local = _locals(expr)
    lines = [f"def {name}(body):", f"    if body.__class__ is not _dict: return {other}(body)"]
    for ref, variable in local.items():
        test = _USUAL.get(_only_type(ref, fields)) if len(path_at(ref.name, fields)) == 1 else None
        lines.append(f"    {variable} = " + (_read_field(ref, fields, "body") if test is None else f"body.get({ref.name!r})"))
        if test is not None:
            lines.append(f"    if {test.format(variable)}: {variable} = {_read_field(ref, fields, 'body')}")
    lines.append(f"    return {_Direct(fields, local).expr(expr, top=True)}")
    return "\n".join(lines) + "\n"


def _only_type(ref: Ref, fields: Fields) -> str:
    field = field_at(ref.name, fields)
    return field.types[0] if field and len(field.types) == 1 else ""


def _docstring(text: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    flat = shown.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{flat}"""'


def _read_field(ref: Ref, fields: Fields, body: str) -> str:
    field = field_at(ref.name, fields)
    default = field.default if ref.effective and field else None
    *around, key = path_at(ref.name, fields)
    holder = _object(body, around)
    read = _read(field, f"{holder}, {key!r}" + ("" if default is None else f", {_plain(default)}"))
    return f"(None if {holder} is None else {read})" if around and default is not None else read


def _object(body: str, path: Sequence[str]) -> str:
    """The source of the object that a path leads to."""
    for step in path:
        body = f"mapping({body}, {step!r})"
    return body


def _read(field: Field | None, arguments: str) -> str:
    types = field.types if field else ()
    if not types:
        return f"value({arguments})"
    if len(types) == 1:
        return f"{_READERS[types[0]]}({arguments})"
    calls = ", ".join(f"{_READERS[t]}({arguments})" for t in types)
    return f"next((v for v in ({calls}) if v is not None), None)"


def _plain(value: Any) -> str:
    """The source of a JSON value; anything else (there is nothing else in a document) reads as no value."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{str(k)!r}: {_plain(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_plain(v) for v in value) + "]"
    if isinstance(value, float) and not isfinite(value):  # its repr would be a name
        return "None"
    return repr(value) if isinstance(value, str | int | float | None) else "None"


class _Writer:
    """Writes expressions with parentheses only where they are needed.

    Fields of the body are local variables; an `item` of an array and its fields are read where they are used.
    """

    def __init__(self, fields: Fields, local: Mapping[Ref, str], itself: Field | None = None, body: str = "body") -> None:
        self._fields = fields
        self._local = local
        self._itself = itself
        self._body = body

    def ref(self, ref: Ref | Item) -> str:
        if isinstance(ref, Item):
            return _read(self._itself, f'{{"item": {self._body}}}, "item"')
        return self._local[ref] if ref in self._local else _read_field(ref, self._fields, self._body)

    def each(self, over: Ref, each: Expr) -> str:
        one, fields = of_items(over.name, self._fields)
        name = "item" if self._body == "body" else f"{self._body}_of"
        array = self.ref(over)
        inner = _Writer(fields, {}, one, name).expr(each, top=True)
        return f"isinstance({array}, (list, tuple)) and all({inner} for {name} in {array})"

    def expr(self, node: Expr, *, top: bool = False) -> str:
        match node:
            case Compare(operator, left, right):
                return f"compare({operator!r}, {self.term(left)}, {self.term(right)})"
            case OneOf(item, members):
                return f"member({self.term(item)}, {_tuple(members)})"
            case Matches(item, pattern):
                return f"matches({self.term(item)}, {python_text(pattern)!r})"
            case Present(name):
                *around, key = path_at(name, self._fields)
                return f"present({_object(self._body, around)}, {key!r})"
            case HasValue(ref):
                return f"{self.ref(ref)} is not None" if top else f"({self.ref(ref)} is not None)"
            case Not(part):
                return f"not {self.expr(part)}" if top else f"(not {self.expr(part)})"
            case And(parts):
                return self._joined(" and ", parts, "True", top)
            case Or(parts):
                return self._joined(" or ", parts, "False", top)
            case Implies(when, then):
                text = f"not {self.expr(when)} or {self.expr(then)}"
                return text if top else f"({text})"
            case Count(low, high, parts):
                total = f"sum({_tuple_source([self.expr(p) for p in parts])})"
                text = f"{low} <= {total}" if high is None else f"{low} <= {total} <= {high}"
                return text if top else f"({text})"
            case AllOrNone(parts):
                each = _tuple_source([self.expr(p) for p in parts])
                text = f"sum({each}) in (0, {len(parts)})"
                return text if top else f"({text})"
            case ForAll(over, part):
                text = self.each(over, part)
                return text if top else f"({text})"
            case _:
                assert_never(node)

    def term(self, node: Term) -> str:
        match node:
            case Literal(value):
                return repr(value)
            case Ref() | Item():
                return self.ref(node)
            case Size(of):
                return f"size({self.ref(of)})"
            case Arithmetic(operator, operands):
                return f"{_COMBINE[operator]}({', '.join(self.term(o) for o in operands)})"
            case _:
                assert_never(node)

    def _joined(self, word: str, parts: tuple[Expr, ...], empty: str, top: bool) -> str:
        if len(parts) < 2:
            return self.expr(parts[0], top=top) if parts else empty
        text = word.join(self.expr(p) for p in parts)
        return text if top else f"({text})"


class _Direct(_Writer):
    """Writes comparisons of variables, whose type is known, with constants as Python's own."""

    def expr(self, node: Expr, *, top: bool = False) -> str:
        match node:
            case Compare(operator, Ref() as ref, Literal(value)) if ref in self._local:
                kind, name = _only_type(ref, self._fields), self._local[ref]
                if operator == "==" and kind == "boolean" and isinstance(value, bool):
                    return f"({name} is {value})"
                if operator == "==" and kind == "string" and isinstance(value, str):
                    return f"({name} == {value!r})"
                if operator in ("<", "<=", ">", ">=") and kind in ("integer", "number") and type(value) is int:
                    return f"({name} is not None and {name} {operator} {value})"
            case Compare(_, Arithmetic(sign, operands), Literal(value)) if sign != "%" and type(value) is int:
                names = [name for name in map(self._whole, operands) if name is not None]
                if len(names) == len(operands):
                    return self._of_integers(node, sign, names)
            case OneOf(Ref() as ref, members) if ref in self._local and _only_type(ref, self._fields) == "string":
                if all(isinstance(m, str) for m in members):
                    return f"({self._local[ref]} in {_tuple(members)})"
            case _:
                pass
        return super().expr(node, top=top)

    def _of_integers(self, node: Compare, sign: str, names: list[str]) -> str:
        """A sum or product of integer fields compared in place, where the fields hold integers."""
        whole = " and ".join(f"{n}.__class__ is _int" for n in names)
        return f"({f' {sign} '.join(names)} {node.operator} {self.term(node.right)} if {whole} else {super().expr(node)})"

    def _whole(self, term: Term) -> str | None:
        """The variable of a field that is an integer; None for all other terms."""
        whole = isinstance(term, Ref) and term in self._local and _only_type(term, self._fields) == "integer"
        return self._local[term] if whole and isinstance(term, Ref) else None


class _Typed(_Direct):
    """Writes expressions of variables that are None or of the documented type."""

    def expr(self, node: Expr, *, top: bool = False) -> str:
        match node:
            case Present(name):
                return f"({self._local[Ref(name)]} is not None)"
            case Compare(operator, Ref() as ref, Literal(value)) if _only_type(ref, self._fields) in ("integer", "number"):
                if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
                    name = self._local[ref]
                    return f"({name} is not None and {name} {operator} {value})"
            case _:
                pass
        return super().expr(node, top=top)

    def _of_integers(self, node: Compare, sign: str, names: list[str]) -> str:
        there = " and ".join(f"{n} is not None" for n in names)
        return f"({there} and {f' {sign} '.join(names)} {node.operator} {self.term(node.right)})"


def _tuple(members: tuple[Any, ...]) -> str:
    return _tuple_source([repr(m) for m in members])


def _tuple_source(parts: list[str]) -> str:
    return f"({', '.join(parts)},)" if len(parts) == 1 else f"({', '.join(parts)})"
