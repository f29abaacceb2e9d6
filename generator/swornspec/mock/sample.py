"""A JSON Schema (2020-12, as OpenAPI 3.1 writes it) becomes a value that conforms to it, always the same for the same seed.

    {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}, "width": {"type": "integer", "minimum": 256}}}
    -> {"id": "5d1b2a3e-...", "width": 312}

Documented examples and defaults inside the schema come first, then members of enums, then drawn values. Optional
properties are all there, except where a schema contains itself: recursion stops at the first place that allows it.
Work is bounded, whatever the schema. What is drawn is a candidate; `draw` returns only one that the schema accepts.
"""

from collections.abc import Callable, Iterable, Mapping
from random import Random
from typing import Any, Final

from swornspec.errors import DocumentError
from swornspec.mock.merge import merged
from swornspec.mock.number import number_for
from swornspec.mock.text import text_for
from swornspec.rules.witness.sample import free_name
from swornspec.spec.direction import Direction, projection_of
from swornspec.spec.document import as_list, as_mapping, resolve

_ATTEMPTS: Final = 12
_BUDGET: Final = 5_000
"""How many values one attempt may draw."""
_DEEPEST: Final = 60
_MOST_ITEMS: Final = 1_000
_MORE_ITEMS: Final = 3
"""How many items more than is needed a varied list has at most."""


class NoSampleError(Exception):
    """No value that conforms to a schema was found."""


def draw(
    raw: Mapping[str, Any],
    schema: Any,
    seed: str,
    accepts: Callable[[Any], bool],
    *,
    varied: bool = False,
    direction: Direction = Direction.RESPONSE,
) -> Any:
    """A value that `accepts` says yes to, for a schema of the document `raw`; NoSampleError when some dozen candidates fail.

    What does not go in the `direction` is left out. What is `varied` takes no examples and defaults, any branch, lists of some
    lengths, and leaves optional properties out at times.
    """
    for attempt in range(_ATTEMPTS):
        rng = Random(f"{seed}/{attempt}".encode("utf-8", "replace"))  # noqa: S311 - no secret
        varying = varied and attempt < _ATTEMPTS // 2
        drawer = _Drawer(raw, rng, direction, documented=attempt == 0 and not varied, first=attempt < 2 and not varied, varied=varying)
        try:
            value = _with_text_keys(drawer.value(schema))
        except (NoSampleError, DocumentError, RecursionError):
            continue  # another attempt takes other branches
        if accepts(value):
            return value
    raise NoSampleError


def _with_text_keys(value: Any) -> Any:
    """A value with the names in its objects as text; those of a documented one may be numbers in YAML."""
    if isinstance(value, Mapping):
        return {str(k): _with_text_keys(v) for k, v in value.items()}
    return [_with_text_keys(v) for v in value] if isinstance(value, list) else value


class _Drawer:
    """One attempt. `documented`: take examples and defaults; `first`: take the first of several branches, else any.

    `varied`: lists of some lengths, null and absence where they are allowed.
    """

    def __init__(
        self, raw: Mapping[str, Any], rng: Random, direction: Direction, *, documented: bool, first: bool, varied: bool = False
    ) -> None:
        self._raw = raw
        self._projection = projection_of(raw, direction)
        self._rng = rng
        self._documented = documented
        self._first = first
        self._varied = varied
        self._left = _BUDGET
        self._depth = 0
        self._open: set[str] = set()

    def value(self, schema: Any) -> Any:
        """A candidate for a schema; NoSampleError where this attempt finds none."""
        self._left -= 1
        if schema is False or self._left < 0 or self._depth > _DEEPEST:
            raise NoSampleError
        if not isinstance(schema, Mapping):
            return self._rng.choice(("amber", "delta", "river"))
        opened: set[str] = set()
        self._depth += 1
        try:
            return self._flat_value(self._flat(schema, opened))
        finally:
            self._open -= opened
            self._depth -= 1

    def _flat(self, schema: Mapping[str, Any], opened: set[str]) -> Mapping[str, Any]:
        """A schema with its references followed and its `allOf` merged; a reference to what is being drawn is recursion."""
        reference = schema.get("$ref")
        if isinstance(reference, str):
            if reference in self._open:
                raise NoSampleError
            self._open.add(reference)
            opened.add(reference)
            schema = resolve(self._raw, schema)
        parts = schema.get("allOf")
        if not isinstance(parts, list):
            return schema
        whole: Mapping[str, Any] = {}
        for part in (*parts, {k: v for k, v in schema.items() if k != "allOf"}):
            if part is False:
                raise NoSampleError
            if isinstance(part, Mapping):
                self._left -= 1
                whole = merged(whole, self._flat(part, opened))
        return whole

    def _flat_value(self, schema: Mapping[str, Any]) -> Any:
        if self._documented and (found := _documented(schema)):
            return found[0]
        if "const" in schema:
            return schema["const"]
        for keyword in ("oneOf", "anyOf"):
            branches = schema.get(keyword)
            if isinstance(branches, list) and branches:
                rest = {k: v for k, v in schema.items() if k != keyword}
                return self._any_of(merged(rest, b) if isinstance(b, Mapping) else (rest if b else False) for b in self._ordered(branches))
        if "if" in schema and isinstance(schema["if"], Mapping):
            return self._any_of(self._ordered(_branches(schema)))
        for keyword in ("enum", "x-extensible-enum"):
            if isinstance(schema.get(keyword), list) and schema[keyword]:
                return self._member(schema[keyword], schema)
        return self._typed(schema)

    def _seldom(self) -> bool:
        """Whether a thing is left out this time: once in eight."""
        return self._rng.random() < 1 / 8

    def _ordered(self, branches: list[Any]) -> list[Any]:
        """Branches in the order in which they are tried: null last, else as documented or (later attempts) shuffled."""
        ordered = list(branches) if self._first else self._rng.sample(branches, len(branches))
        return sorted(ordered, key=lambda b: isinstance(b, Mapping) and b.get("type") == "null")

    def _any_of(self, schemas: Iterable[Any]) -> Any:
        for schema in schemas:
            try:
                return self.value(schema)
            except NoSampleError:
                continue
        raise NoSampleError

    def _member(self, values: list[Any], schema: Mapping[str, Any]) -> Any:
        fitting = [v for v in values if v is not None and _is_of(v, _types(schema))]
        return self._rng.choice(fitting or values)

    def _typed(self, schema: Mapping[str, Any]) -> Any:
        types = _types(schema) or _implied(schema)
        others = [t for t in types if t != "null"]
        if self._varied and "null" in types and self._seldom():
            return None
        for kind in others if self._first else self._rng.sample(others, len(others)):
            found = None
            try:
                found = self._of_type(kind, schema)
            except NoSampleError:
                if "null" not in types and kind == others[-1]:
                    raise
            if found is not None:
                return found
        if "null" in types:
            return None
        raise NoSampleError

    def _of_type(self, kind: str, schema: Mapping[str, Any]) -> Any:
        match kind:
            case "integer" | "number":
                return number_for(schema, self._rng, whole=kind == "integer")
            case "string":
                return text_for(schema, self._rng)
            case "boolean":
                return self._rng.choice((True, False))
            case "array":
                return self._array(schema)
            case "object":
                return self._object(schema)
            case _:
                return None

    def _array(self, schema: Mapping[str, Any]) -> list[Any]:
        low, high = _count(schema, "minItems", 0), _count(schema, "maxItems", _MOST_ITEMS)
        if low > _MOST_ITEMS or low > high:
            raise NoSampleError
        fixed = [s for s in as_list(schema.get("prefixItems")) if s is not None]
        contains = schema.get("contains")
        if isinstance(contains, Mapping) and len(fixed) < high:
            fixed += [{"allOf": [s for s in (schema.get("items"), contains) if isinstance(s, Mapping)]}] * _count(schema, "minContains", 1)
        wanted = min(high, max(low, len(fixed), 1 if schema.get("items") is not False else 0))
        if self._varied:
            wanted = self._rng.randint(wanted if low else min(wanted, len(fixed)), min(high, wanted + _MORE_ITEMS))
        items: list[Any] = []
        for n in range(wanted):
            try:
                items.append(
                    self._item(fixed[n] if n < len(fixed) else schema.get("items", True), items, schema.get("uniqueItems") is True)
                )
            except NoSampleError:
                if n < low:
                    raise
                break
        return items

    def _item(self, schema: Any, others: list[Any], unique: bool) -> Any:
        for _ in range(50 if unique else 1):
            item = self.value(schema)
            if not unique or item not in others:
                return item
        raise NoSampleError

    def _object(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        known = as_mapping(schema.get("properties"))
        other_way = {str(k) for k, v in known.items() if self._projection.is_marked(v)}
        properties = {str(k): v for k, v in known.items() if str(k) not in other_way}
        low, high = _count(schema, "minProperties", 0), _count(schema, "maxProperties", 10_000)
        required = self._required(schema, [str(r) for r in as_list(schema.get("required")) if str(r) not in other_way], properties)
        result: dict[str, Any] = {}
        for name in dict.fromkeys((*required, *properties)):
            sub = properties.get(name, _additional(schema, name))
            needed = name in required
            if not needed and len(result) >= high:
                continue
            if not needed and self._varied and self._seldom():
                continue
            try:
                result[name] = self.value(sub)
            except NoSampleError:
                if needed:
                    raise
        extra = 0
        while len(result) < low or (not properties and not extra and isinstance(schema.get("additionalProperties"), Mapping)):
            extra += 1
            name = free_name(schema, extra) if "propertyNames" in schema else f"key{extra}"
            if len(result) >= high or extra > low + 1:
                break
            try:
                result[name] = self.value(_additional(schema, name))
            except NoSampleError:
                break
        order = [*properties, *result]
        return {name: result[name] for name in dict.fromkeys(order) if name in result}

    @staticmethod
    def _required(schema: Mapping[str, Any], required: list[str], properties: Mapping[str, Any]) -> list[str]:
        """What is required once all properties are there: `dependentRequired` of those that are drawn."""
        dependent = as_mapping(schema.get("dependentRequired"))
        for name in (*required, *properties):
            required += [str(n) for n in as_list(dependent.get(name)) if n not in required]
        return required


def _documented(schema: Mapping[str, Any]) -> list[Any]:
    """The documented value, if there is one: example, else the first of examples, else default (null is no value)."""
    examples = schema.get("examples")
    listed = examples[:1] if isinstance(examples, list) else []
    found = [schema[k] for k in ("example",) if k in schema] + listed + [schema[k] for k in ("default",) if k in schema]
    return [v for v in found if v is not None][:1]


def _branches(schema: Mapping[str, Any]) -> list[Any]:
    rest = {k: v for k, v in schema.items() if k not in ("if", "then", "else")}
    then, otherwise = (s if isinstance(s, Mapping) else {} for s in (schema.get("then"), schema.get("else")))
    holds = False if schema.get("then") is False else {"allOf": [rest, schema["if"], then]}
    fails = False if schema.get("else") is False else {"allOf": [rest, otherwise]}
    return [holds, fails]


def _types(schema: Mapping[str, Any]) -> list[str]:
    stated = schema.get("type")
    types = [stated] if isinstance(stated, str) else [t for t in stated if isinstance(t, str)] if isinstance(stated, list) else []
    return [*types, "null"] if schema.get("nullable") is True and types else types


def _implied(schema: Mapping[str, Any]) -> list[str]:
    """The type that keywords speak of where none is stated; a string, where they speak of nothing."""
    for kind, keywords in _SPEAK_OF.items():
        if not keywords.isdisjoint(schema):
            return [kind]
    return ["string"]


_SPEAK_OF: Final = {
    "object": {"properties", "required", "additionalProperties", "patternProperties", "minProperties", "dependentRequired"},
    "array": {"items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
}


def _is_of(value: Any, types: list[str]) -> bool:
    if not types:
        return True
    names = {bool: ("boolean",), str: ("string",), int: ("integer", "number"), list: ("array",), dict: ("object",)}
    known = ("number", *(("integer",) if value.is_integer() else ())) if isinstance(value, float) else names.get(type(value), ())
    return any(t in known for t in types)


def _additional(schema: Mapping[str, Any], name: str) -> Any:
    patterns = as_mapping(schema.get("patternProperties"))
    return (
        next(iter(patterns.values()), True)
        if patterns and "additionalProperties" not in schema
        else schema.get("additionalProperties", True)
    )


def _count(schema: Mapping[str, Any], keyword: str, otherwise: int) -> int:
    value = schema.get(keyword)
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2**31 else otherwise
