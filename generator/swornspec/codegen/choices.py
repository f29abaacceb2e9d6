"""A plan to the source that tells the runtime which fields hold one of several models, and by which property."""

from collections.abc import Iterator

from swornspec.codegen.plan import Plan
from swornspec.codegen.quote import literal
from swornspec.codegen.shapes import Array, Choice, Class, ObjectClass, RootClass, Scalar, Shape, Table, Union


def choices_source(plan: Plan) -> str:
    """What fills `runtime.choice.CHOICES`; empty when no field needs it."""
    entries = "".join(f"    {literal(c.name)}: {{{fields}}},\n" for c in plan.classes if (fields := "".join(_fields(c))))
    return f"CHOICES.update({{\n{entries}}})\n" if entries else ""


def _fields(described: Class) -> Iterator[str]:
    shapes = [(a.wire, a.shape) for a in described.attributes] if isinstance(described, ObjectClass) else []
    if isinstance(described, RootClass):
        shapes = [("root", described.shape)]
    for wire, shape in shapes:
        found = _choice(shape, ())
        if found is not None:
            choice, way = found
            steps = "".join(f"{literal(w)}, " for w in way)
            yield f"{literal(wire)}: Choice({literal(choice.property)}, {literal(dict(choice.classes))}, ({steps})), "


def _choice(shape: Shape, way: tuple[str, ...]) -> tuple[Choice, tuple[str, ...]] | None:
    """The choice in a shape and the way to it; what is beside null counts as if it stood alone."""
    match shape:
        case Union(choice=Choice() as choice):
            return choice, way
        case Union((only, Scalar("null"))):
            return _choice(only, way)
        case Array(items):
            return _choice(items, (*way, "list"))
        case Table(values):
            return _choice(values, (*way, "table"))
        case _:
            return None
