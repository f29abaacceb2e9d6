"""Values that one field alone is documented to have: what words in prose that name no field may speak of."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from swornspec.rules.english.nouns import any_is
from swornspec.rules.english.scope import Scope
from swornspec.rules.english.tokens import Token, parts_of
from swornspec.rules.expr import Compare, Expr, Literal, OneOf, Ref, Scalar
from swornspec.rules.field import Field, that_may_have

_NUMERIC: Final = frozenset({"integer", "number"})
_LASTING: Final = re.compile(r"(?P<n>\d{1,6})[- ]?(?:s|secs?|seconds?)")


def of_members(said: Sequence[Token], scope: Scope, *, own: bool = False) -> Expr | None:
    """That a field has one of some values which it alone of all other fields is documented to have: "for `a` and `b`".

    They must be spelled as documented, but for all letters being capital or small: "for Phoenix models" need not mean the
    member PHOENIX of some field. `own` says that they may be those of the field whose prose it is, as what follows is said
    of another.
    """
    values = tuple(str(t.value) for t in said if t.kind == "VAL")
    found: list[tuple[str, tuple[str, ...]]] = []
    if values and len(values) == len(said):
        found = list(
            islice(((f.name, values) for f in that_may_have(values[0], scope.fields) if all(v in (f.enum or ()) for v in values)), 2)
        )
    if not found and said:
        folded = ((f.name, _folded(said, f.enum or ())) for f in that_may_have(said[0].value, scope.fields))
        found = list(islice(((n, members) for n, members in folded if members), 2))
    if not found and len(said) == 1 and (amount := lasting(str(said[0].value), scope)) is not None:
        return amount
    if len(found) != 1 or (found[0][0] in (scope.subject, scope.itself) and not own):
        return None
    return equal(scope.ref(found[0][0]), found[0][1])


def lasting(word: str, scope: Scope) -> Expr | None:
    """That the one field for how long something is has some value: "for 6-second clips"."""
    said = _LASTING.fullmatch(word.lower())
    if said is None:
        return None
    value = int(said["n"])
    named = [n for n, f in scope.fields.items() if n != scope.subject and any_is("lasting", parts_of(n)) and _may_be(f, value)]
    return Compare("==", scope.ref(named[0]), Literal(value)) if len(named) == 1 else None


def _may_be(field: Field, value: int) -> bool:
    """Whether a number is one that a field may have, as far as is documented."""
    return bool(_NUMERIC & set(field.types)) and (not field.enum or value in field.enum)


def _folded(said: Sequence[Token], enum: Sequence[Any]) -> tuple[str, ...]:
    """The members of an enum that words are, but for all their letters being capital or small; nothing where one is none."""
    found: list[str] = []
    for token in said:
        word = str(token.value)
        alike = [m for m in enum if isinstance(m, str) and m.casefold() == word.casefold()]
        plain = word.isupper() or word.islower()
        common = token.kind != "VAL" and any(any_is(kind, (word.lower(),)) for kind in ("vague", "datum", "generic"))
        if len(alike) != 1 or not plain or common or token.kind not in ("VAL", "W"):
            return ()
        found.append(alike[0])
    return tuple(found)


def equal(ref: Ref, values: tuple[Scalar, ...]) -> Expr:
    """That a field has one of some values."""
    return Compare("==", ref, Literal(values[0])) if len(values) == 1 else OneOf(ref, values)
