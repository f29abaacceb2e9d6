"""What rules name that the operation does not have: fields of another page, values that are in no list."""

from collections.abc import Iterable, Iterator, Mapping

from swornspec.rules.expr import Compare, Expr, Literal, OneOf, Ref, names, walk
from swornspec.rules.field import Fields, field_at
from swornspec.rules.remark import Remark, Severity
from swornspec.rules.rule import Effect, Rule, Said
from swornspec.rules.values import same


def unknown_fields(fields: Fields, rules: Iterable[Rule], spoken: Iterable[tuple[str, Said]] = ()) -> Iterator[Remark]:
    """Each field that a rule, or a sentence (`spoken`: name and place), speaks of and the operation does not have."""
    found: dict[str, list[Said]] = {}
    for rule in rules:
        for name in dict.fromkeys(_spoken_of(rule)):
            if name and field_at(name, fields) is None:
                found.setdefault(name, []).extend(rule.said)
    for name, said in spoken:
        if name not in fields:
            found.setdefault(name, []).append(said)
    for name, places in found.items():
        yield Remark(
            "unknown-field",
            Severity.WARNING,
            name,
            f"the documentation speaks of {name}, which this operation does not have",
            tuple(dict.fromkeys(places)),
            "find out whether the sentence belongs to another operation, or the field is missing here",
        )


def unknown_values(fields: Fields, rules: Iterable[Rule], aliases: Mapping[tuple[str, str], str] | None = None) -> Iterator[Remark]:
    """Each constant that a rule compares a field with and that is not one of the field's values.

    `aliases` maps (field, value said) to the member that is meant, as a person has declared it.
    """
    meant = aliases or {}
    for rule in rules:
        for name, value in dict.fromkeys(_compared(rule.expr)) if rule.expr is not None else ():
            field = field_at(name, fields)
            if field is None or field.enum is None or any(same(value, v) for v in field.enum):
                continue
            member = meant.get((name, str(value)))
            if member is None:
                yield Remark(
                    "value-not-in-enum",
                    Severity.WARNING,
                    name,
                    f"the documentation speaks of {name} {value}, which is not one of its values ({_some(field.enum)})",
                    rule.said,
                    f"declare in api.yaml which value {value} means, with the evidence",
                )
            else:
                yield value_alias(name, str(value), member, rule.said)


def value_alias(name: str, said_as: str, member: str, said: tuple[Said, ...]) -> Remark:
    """A value that a sentence calls by another name than the field's list of values."""
    return Remark(
        "value-alias",
        Severity.WARNING,
        name,
        f"the documentation speaks of {name} {said_as}, which is not one of its values; it is read as {member}",
        said,
        f"write {member} on the page",
    )


def _spoken_of(rule: Rule) -> Iterator[str]:
    yield rule.subject
    if rule.expr is not None:
        yield from names(rule.expr)
    if rule.other is not None and rule.effect is not Effect.RELATION:
        yield rule.other


def _compared(expr: Expr) -> Iterator[tuple[str, str | int | float | bool]]:
    for node in walk(expr):
        if isinstance(node, OneOf) and isinstance(node.item, Ref):
            yield from ((node.item.name, v) for v in node.values)
        if isinstance(node, Compare) and node.operator in ("==", "!="):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, Ref) and isinstance(other, Literal):
                    yield one.name, other.value


def _some(values: tuple[object, ...]) -> str:
    shown = ", ".join(str(v) for v in values[:8])
    return shown if len(values) <= 8 else f"{shown}, and {len(values) - 8} more"
