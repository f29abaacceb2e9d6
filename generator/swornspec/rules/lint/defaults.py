"""Documented defaults that lead into a refusal, from the fields and rules of one operation.

Two traps. A request leaves a field out, and its default breaks a rule: `{"draft": true}` where glossy defaults to
true and the two exclude each other. Or a request states a default word for word, and that breaks a rule which leaving
the field out does not: `{"glossy": false, "style": "BOLD"}`.
"""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from swornspec.rules.evaluate import holds
from swornspec.rules.expr import Compare, Expr, Literal, OneOf, Ref, Term, children, names, walk
from swornspec.rules.field import Field, Fields, bare_body, field_at, path_at
from swornspec.rules.lint.decisive import decisive_defaults
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule
from swornspec.rules.values import as_number, integer, same

_MOST_VALUES: Final = 48
"""How many values of one field are tried."""
_MOST_FIELDS: Final = 4
"""How many fields a request may hold besides the required ones."""
_MOST_REQUESTS: Final = 20_000
"""How many requests are tried per rule and default; a rule that needs more is left alone."""


def default_traps(fields: Fields, rules: Iterable[Rule]) -> Iterator[Remark]:
    """Each documented default that breaks a rule, with the smallest request that shows it; in the order of the rules."""
    rejecting = [r for r in rules if r.effect is Effect.REJECT and r.expr is not None]
    exprs = [r.expr for r in rejecting if r.expr is not None]
    for rule, expr in zip(rejecting, exprs, strict=True):
        known = {**fields, **{n: f for n in names(expr) if (f := field_at(n, fields)) is not None}}
        read = [n for n in names(expr) if n in known]
        for name in read:
            if known[name].default is not None:
                yield from _silent(rule, expr, name, read, known, exprs)
                yield from _stated(rule, expr, name, read, known)


def _silent(rule: Rule, expr: Expr, name: str, read: Sequence[str], fields: Fields, all_rules: Sequence[Expr]) -> Iterator[Remark]:
    """The default of an absent field, and nothing else, breaks the rule; another value of the field would keep all rules."""
    if Ref(name, effective=True) not in set(walk(expr)):
        return
    others = [n for n in read if n != name]
    values = _values(name, expr, fields)
    for sent in _bodies(others, expr, fields, {}):
        body = _placed(sent, fields, name)
        if name not in decisive_defaults(expr, body, fields):
            continue
        if any(all(holds(e, _placed({**sent, name: value}, fields), fields) for e in all_rules) for value in values):
            yield Remark(
                "default-breaks-rule",
                Severity.WARNING,
                rule.subject,
                f"{_shown(body)} is refused because {name} defaults to {_shown(fields[name].default)}: {rule.text}",
                rule.said,
                f"say on the page that {name} must be sent as well",
            )
            return


def _stated(rule: Rule, expr: Expr, name: str, read: Sequence[str], fields: Fields) -> Iterator[Remark]:
    """The default, stated, breaks a rule that the absent field keeps."""
    default = fields[name].default
    others = [n for n in read if n != name]
    for sent in _bodies(others, expr, fields, {name: default}):
        body, left_out = _placed(sent, fields), _placed({k: v for k, v in sent.items() if k != name}, fields, name)
        if not holds(expr, body, fields) and holds(expr, left_out, fields):
            yield Remark(
                "sent-default-breaks-rule",
                Severity.WARNING,
                name,
                f"{_shown(body)} is refused although {_shown(default)} is the documented default of {name}, "
                f"and accepted without it: {rule.text}",
                rule.said,
                f"leave {name} out of such requests; documented defaults should not be sent",
            )
            return


def _bodies(candidates: Sequence[str], expr: Expr, fields: Fields, given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Values of some fields, fewest fields first, always in the same order."""
    values = {n: _values(n, expr, fields) for n in candidates}
    tried = 0
    for count in range(min(len(candidates), _MOST_FIELDS) + 1):
        for chosen in itertools.combinations(candidates, count):
            for row in itertools.product(*(values[n] for n in chosen)):
                tried += 1
                if tried > _MOST_REQUESTS:
                    return
                sent = dict(zip(chosen, row, strict=True)) | dict(given)
                yield {n: sent[n] for n in fields if n in sent}


def _placed(sent: Mapping[str, Any], fields: Fields, about: str = "") -> dict[str, Any]:
    """The request that sends some values, and the objects around the field that it is about."""
    body = bare_body(about, fields)
    for name, value in sent.items():
        *around, key = path_at(name, fields)
        holder: Any = body
        for step in around:
            if not isinstance(holder.get(step), dict):
                holder[step] = {}
            holder = holder[step]
        holder[key] = value
    return body


def _values(name: str, expr: Expr, fields: Fields) -> list[Any]:
    """Values of a field at which an expression may change its mind: its own, what the expression says, and the bounds."""
    field, schema = fields[name], fields[name].schema
    if field.enum is not None:
        return list(field.enum)[:_MOST_VALUES]
    if field.types == ("boolean",):
        return [True, False]
    found: list[Any] = list(_spoken(name, expr, fields))
    numbers = [n for n in (as_number(v) for v in found) if n is not None]
    step = as_number(schema.get("multipleOf"))
    if isinstance(step, int) and step:
        found += [near for n in numbers if isinstance(n, int) for near in (n - n % step, n - n % step + step)]
    found += [schema[k] for k in ("minimum", "maximum") if as_number(schema.get(k)) is not None]
    found += ["x"] if "string" in field.types or not field.types else []
    found += [1] if not numbers and {"integer", "number"} & set(field.types) else []
    found += [True] if not field.types else []
    unique: list[Any] = []
    for value in found:
        if takes(field, value) and not any(same(value, u) for u in unique):
            unique.append(value)
    return unique[:_MOST_VALUES]


def _spoken(name: str, expr: Expr, fields: Fields) -> Iterator[Any]:
    """The constants that an expression compares a field with, one step above and below numbers included."""
    for node in walk(expr):
        if isinstance(node, OneOf) and _is(node.item, name):
            yield from node.values
        if isinstance(node, Compare) and any(_is(t, name) for t in (node.left, node.right)):
            for term in (node.left, node.right):
                if isinstance(term, Literal):
                    yield term.value
                    number = as_number(term.value)
                    if number is not None:
                        yield from (number - 1, number + 1)
                if isinstance(term, Ref) and term.name in fields and fields[term.name].default is not None:
                    yield fields[term.name].default
        elif isinstance(node, Compare) and any(isinstance(n, Ref) and n.name == name for c in children(node) for n in walk(c)):
            schema = fields[name].schema
            yield from (schema[k] for k in ("maximum", "minimum") if k in schema)


def _is(term: Term, name: str) -> bool:
    return isinstance(term, Ref) and term.name == name


def takes(field: Field, value: Any) -> bool:
    """Whether a value has the field's type and keeps its enum, bounds and multiple (other keywords are not looked at)."""
    schema = field.schema
    if value is None:
        return field.nullable
    if field.types and not any(_has_type(value, t) for t in field.types):
        return False
    if field.enum is not None and not any(same(value, v) for v in field.enum):
        return False
    number = as_number(value)
    if number is None:
        return True
    low, high, step = (as_number(schema.get(k)) for k in ("minimum", "maximum", "multipleOf"))
    bounded = (low is None or number >= low) and (high is None or number <= high)
    return bounded and (not step or isinstance(step, float) or isinstance(number, float) or number % step == 0)


def _has_type(value: Any, kind: str) -> bool:
    match kind:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return integer({"value": value}, "value") is not None
        case "number":
            return as_number(value) is not None
        case "string":
            return isinstance(value, str)
        case "array":
            return isinstance(value, list | tuple)
        case _:
            return isinstance(value, Mapping)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:197]}..."
