"""A call of each operation that its documentation allows, for people to read and run.

Documented examples come first, as far as the document itself accepts them; else the smallest request that can be found,
with documented values in it. What is given out is valid under the schemas and the rules; where nothing is found, nothing is.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from swornspec.codegen.judge import Judge
from swornspec.codegen.method import Argument, Method
from swornspec.codegen.plan import Plan
from swornspec.codegen.readable import merged, readable
from swornspec.codegen.runtime.arguments import checked
from swornspec.codegen.runtime.errors import RequestInvalid
from swornspec.codegen.runtime.request import Broken, Operation
from swornspec.codegen.runtime.types import UNSET as UNSET_BODY
from swornspec.codegen.stated import stated_body, stated_parameter
from swornspec.errors import DocumentError
from swornspec.rules.witness import Space, satisfying
from swornspec.rules.witness.sample import types_of
from swornspec.rules.witness.strings import size_of
from swornspec.spec.direction import Direction
from swornspec.spec.document import Document, Endpoint, as_list, as_mapping, example_of
from swornspec.spec.inline import inlined

UNSENT: Final = object()
"""In the place of a body: none is sent."""
_TEXT: Final = "..."
_FILE: Final = b"..."
_TYPICAL: Final = {"image/*": "image/png", "audio/*": "audio/mpeg", "video/*": "video/mp4", "text/*": "text/plain"}
_MARKS: Final = frozenset(",| .;=&")
"""What separates the parts of parameters in one style or another."""
_LONGEST: Final = 4_000
"""How many characters of JSON an example has at most."""
_SHOWN: Final = 2
"""How many fields the example of a body shows of which none is required."""
_SEARCHES: Final = 12
"""For how many operations a valid request is searched where the obvious ones are not valid."""


@dataclass(frozen=True, slots=True)
class Example:
    """The arguments of a call, in the order of the method's; `extra` are fields of the body that the method does not have."""

    arguments: Mapping[str, Any]
    extra: Mapping[str, Any]


def examples(document: Document, plan: Plan, judge: Judge) -> dict[str, Example]:
    """An example for each method for which one was found, by its name."""
    maker = _Maker(document, judge)
    found = {m.name: maker.example(m) for m in plan.methods}
    return {name: example for name, example in found.items() if example is not None}


def call_of(method: Method, body: Any, parameters: Mapping[tuple[str, str], Any]) -> Example:
    """A request as the arguments of a call; `body` may be UNSENT."""
    values = {a.name: parameters[a.location, a.wire] for a in method.parameters if (a.location, a.wire) in parameters}
    extra: dict[str, Any] = {}
    if method.whole_body:
        values |= {a.name: body for a in method.body_arguments if body is not UNSENT}
    elif isinstance(body, Mapping):
        fields = {a.wire: a for a in method.body_arguments}
        values |= {fields[name].name: _sent_as_file(fields[name], value) for name, value in body.items() if name in fields}
        extra = {name: value for name, value in body.items() if name not in fields}
    return Example({a.name: values[a.name] for a in method.arguments if a.name in values}, extra)


class _Maker:
    def __init__(self, document: Document, judge: Judge) -> None:
        self._document, self._judge = document, judge
        self._searches = _SEARCHES

    def example(self, method: Method) -> Example | None:
        """A valid call of a method; None where none is found, or where a reference leads out of the document."""
        try:
            checker = self._judge.operation(method)
            parameters = self._parameters(method, checker)
            body = self._body(method, checker)
        except DocumentError:
            return None
        if parameters is None or body is None:
            return None
        return call_of(method, body[0], parameters)

    def _parameters(self, method: Method, checker: Operation) -> dict[tuple[str, str], Any] | None:
        found: dict[tuple[str, str], Any] = {}
        for argument in method.parameters:
            if argument.required:
                value = next((v for v in self._values(method.endpoint, argument) if _fits(checker, method.endpoint, argument, v)), UNSENT)
                if value is UNSENT:
                    return None
                found[argument.location, argument.wire] = value
        if not _broken_parameters(checker, found):
            return found
        return self._searched_parameters(method, checker) if self._may_search() else None

    def _values(self, endpoint: Endpoint, argument: Argument) -> Iterator[Any]:
        """Values of a parameter to try: documented ones, then readable ones."""
        stated = stated_parameter(self._document, endpoint, argument.wire, argument.location)
        yield from _documented(self._document, stated)
        yield readable(self._document, argument.schema, argument.wire)
        several = {**argument.schema, "minItems": max(1, size_of(argument.schema.get("minItems")))}  # an empty list is not sent
        yield readable(self._document, several, argument.wire)

    def _searched_parameters(self, method: Method, checker: Operation) -> dict[tuple[str, str], Any] | None:
        """Parameters that keep the rules between them."""
        by_name = {a.wire: a for a in reversed(method.parameters)}
        schema = {
            "type": "object",
            "properties": {name: inlined(self._document, a.schema, Direction.REQUEST) for name, a in by_name.items()},
            "required": [name for name, a in by_name.items() if a.required],
        }

        def keyed(sent: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
            return {(by_name[n].location, n): v for n, v in sent.items() if n in by_name}

        def judge(sent: Any) -> list[str]:
            if not isinstance(sent, dict) or not all(writable(by_name[n].location, v) for n, v in sent.items() if n in by_name):
                return ["not-sendable"]
            return [b.constraint for b in _broken_parameters(checker, keyed(sent))]

        found = satisfying(Space(schema, method.endpoint.parameter_rules, judge))
        return keyed(found) if isinstance(found, dict) else None

    def _body(self, method: Method, checker: Operation) -> tuple[Any] | None:
        """A valid body, UNSENT where none is needed; None where none is found."""
        endpoint, body = method.endpoint, method.body
        if body is None:
            return (UNSENT,)
        for candidate in _documented(self._document, stated_body(self._document, endpoint, body.media_type)):
            if _short(candidate) and _fits_body(method, candidate) and _accepts(checker, candidate):
                return (candidate,)
        if method.whole_body and "FileInput" in method.body_arguments[0].annotation:
            return (_file(body.media_type) if method.body_arguments[0].annotation == "FileInput" else _TEXT,)
        candidate = readable(self._document, body.schema, endpoint.operation_id)
        if _short(candidate) and _fits_body(method, candidate) and _accepts(checker, candidate):
            return (self._telling(candidate, body.schema, checker),)
        if not body.required:
            return (UNSENT,)
        space = self._judge.space(method, checker)
        if space is None or not self._may_search():
            return None
        found = satisfying(space)
        return (found,) if found is not None and _short(found) else None

    def _telling(self, body: Any, schema: Any, checker: Operation) -> Any:
        """A valid body that shows something: an item in each empty list, and a field where there is none, as far as it stays valid."""
        whole = merged(self._document, schema)
        if body == []:
            several = readable(self._document, {**whole, "minItems": 1}, "item")
            return several if _short(several) and _accepts(checker, several) else body
        if not isinstance(body, dict):
            return body
        properties = as_mapping(whole.get("properties"))
        wanted = [name for name, value in body.items() if value == []]
        wanted += [n for n, p in properties.items() if not body and as_mapping(p).get("deprecated") is not True][:_SHOWN]
        for name in wanted:
            below = merged(self._document, properties.get(name, {}))
            told = {**body, name: readable(self._document, {**below, "minItems": 1} if "array" in types_of(below) else below, name)}
            if told[name] is not None and _short(told) and _accepts(checker, told):
                body = told
        return body

    def _may_search(self) -> bool:
        self._searches -= 1
        return self._searches >= 0


def _fits_body(method: Method, value: Any) -> bool:
    """Whether a value is of the kind that the method takes for its whole body, or as the fields of it."""
    if not method.encoded_as:
        return True
    if method.whole_body and "Mapping" not in method.body_arguments[0].annotation:
        return isinstance(value, str) and method.body_arguments[0].annotation.startswith("str")
    return isinstance(value, dict)


def _file(media_type: str) -> Any:
    """What stands for a file: bytes, with a name and a media type where the documentation leaves the type to the caller."""
    kind = media_type.split(";")[0].strip().lower()
    if not kind.endswith("/*") or kind.startswith("*"):
        return _FILE
    return "file", _FILE, _TYPICAL.get(kind, f"{kind.split('/')[0]}/octet-stream")


def _accepts(checker: Operation, body: Any) -> bool:
    return not checker.broken(body)


def writable(location: str, value: Any) -> bool:
    """Whether a parameter can be written at its place without any doubt: no empty list, no text that HTTP cannot carry."""
    if isinstance(value, list | dict):
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        return bool(parts) and all(writable(location, v) and not (isinstance(v, list | dict) or set(str(v)) & _MARKS) for v in parts)
    text = str(value)
    if value is None or (location == "path" and text in ("", ".", "..")):
        return False
    return location in ("path", "query") or (
        text.isascii() and text.isprintable() and text == text.strip() != "" and not set(text) & set(';,"\\')
    )


def _fits(checker: Operation, endpoint: Endpoint, argument: Argument, value: Any) -> bool:
    """Whether a value keeps everything that is about its parameter alone."""
    between = {r.id for r in endpoint.parameter_rules}
    broken = _broken_parameters(checker, {(argument.location, argument.wire): value})
    own = any(b.pointer == f"?{argument.wire}" and b.constraint not in between for b in broken)
    return (argument.style == "json" or writable(argument.location, value)) and not own


def _broken_parameters(checker: Operation, sent: Mapping[tuple[str, str], Any]) -> tuple[Broken, ...]:
    """What the client refuses about parameters, that they cannot be written among it."""
    try:
        checked(checker, UNSET_BODY, sent)
    except RequestInvalid as refused:
        return refused.errors
    return ()


def _sent_as_file(argument: Argument, value: Any) -> Any:
    """A value of a form as it is passed: where a file belongs, bytes that stand for one."""
    if "FileInput" not in argument.annotation:
        return value
    return [_FILE] if "Sequence[" in argument.annotation and isinstance(value, list) else _FILE


def _documented(document: Document, node: Mapping[str, Any]) -> Iterator[Any]:
    """The examples of a media type or parameter: its own, all of several, those of its schema. Nothing that is no JSON."""
    schema = document.resolve(node.get("schema", {}))
    several = (example_of(document.raw, {"examples": {"one": e}}) for e in as_mapping(node.get("examples")).values())
    stated = (
        [node["example"]] if "example" in node else [],
        several,
        [schema["example"]] if "example" in schema else [],
        as_list(schema.get("examples")),
    )
    for value in (v for values in stated for v in values if v is not None):
        try:
            yield json.loads(json.dumps(value, allow_nan=False))
        except (TypeError, ValueError, RecursionError):
            continue  # a date of YAML is no example


def _short(value: Any) -> bool:
    return len(json.dumps(value)) <= _LONGEST
