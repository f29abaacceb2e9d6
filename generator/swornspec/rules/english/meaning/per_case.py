"""What the forms mean that give a limit, or values, for each of several cases: "at most 9 for `small` and 99 for `large`"."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from swornspec.rules.english.conditions import Scope
from swornspec.rules.english.meaning.claim import Claim, quoted_number
from swornspec.rules.english.members import of_members
from swornspec.rules.english.patterns import Match
from swornspec.rules.english.subject import own_parts
from swornspec.rules.english.tokens import Token, kind_at, parts_of
from swornspec.rules.expr import Expr

_NUMERIC: Final = frozenset({"integer", "number"})
_BETWEEN: Final = frozenset({"COMMA", "SEMI", "AND", "OR", "SLASH"})
_LOWER: Final = frozenset({"MINIMUM", "AT_LEAST"})
_UPPER: Final = frozenset({"MAXIMUM", "AT_MOST"})
_ALLOWING: Final = frozenset({"MUST", "BE", "CAN", "ONE_OF", "ACCEPTS", "LISTED"})
_COUNTED: Final = {"CHARACTERS": "Length", "ITEMS": "Items"}


def _by_value(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The limit of each case, where every case is one of a value that one other field alone is documented to have."""
    bound = next((t.kind for t in match.parts.get("bound", ()) if t.kind in _LOWER | _UPPER), "")
    exact = "must" in match.parts
    claims = []
    units = [t for t in match.parts["cases"] if t.kind in _COUNTED]
    for limit, case in _cases(match.parts["cases"]):
        group = of_members([t for t in case if t.kind not in _BETWEEN], scope)
        shared = (
            units if all(t.kind in ("NUM", "RNG", "AND", "TO", *_LOWER, *_UPPER) for t in limit) else ()
        )  # "500 characters for `a`, 9 for `b`"
        what = _counted((*match.parts.get("what", ()), *limit, *shared), scope)
        single = [t for t in limit if t.kind in ("NUM", "VAL")]
        value = (single[0].value if single[0].kind == "NUM" else quoted_number(single[0])) if exact and len(single) == 1 else None
        if value is not None and what == "" and all(t.kind in ("NUM", "VAL", "W", "FIELD") for t in limit) and group is not None:
            claims.append(Claim("enum", scope.subject, {"enum": [value]}, condition=group))
            continue
        numbers = _limits([t for t in limit if t.kind in ("NUM", "VAL", "RNG") or t.kind in _LOWER | _UPPER], bound)
        if group is None or what is None or numbers is None:
            return
        named = {"minimum": f"min{what}", "maximum": f"max{what}"} if what else {"minimum": "minimum", "maximum": "maximum"}
        keywords = {named[k]: v for k, v in numbers.items()}
        claims.append(Claim("between" if len(keywords) > 1 else "at_most", scope.subject, keywords, condition=group))
    yield from claims


def _cases(tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """The words of each limit, and those of the case behind it."""
    start, at = 0, 0
    while at < len(tokens):
        if tokens[at].kind != "FOR":
            at += 1
            continue
        end = next((n for n in range(at + 1, len(tokens)) if tokens[n].kind not in ("VAL", *_BETWEEN)), len(tokens))
        if end < len(tokens) and tokens[end].kind in ("W", "FIELD"):
            end += 1
        yield [t for t in tokens[start:at] if t.kind not in ("COMMA", "SEMI", "TO")], [t for t in tokens[at + 1 : end] if t.kind == "VAL"]
        start = at = end


def _counted(words: Sequence[Token], scope: Scope) -> str | None:
    """What limits are of: of the value itself, "", of its "Length" or its "Items"; None where they are of another thing."""
    kinds = {t.kind for t in words}
    types = scope.field.types
    if "CHARACTERS" in kinds or ("LENGTH" in kinds and types == ("string",)):
        return "Length" if types == ("string",) and not scope.separated else None
    own = any(t.kind in ("W", "FIELD") and own_parts(scope.subject) & set(parts_of(str(t.value))) for t in words)
    if types == ("array",):
        return "Items" if "ITEMS" in kinds or own or kinds <= {"NUM", "RNG", "AND", *_LOWER, *_UPPER} else None
    return "" if _NUMERIC & set(types) and "BYTES" not in kinds else None


def _limits(tokens: Sequence[Token], bound: str) -> Mapping[str, int | float] | None:
    """The bounds that "1 to 9", "at most 9", or a number behind a word for a bound, say; None for anything else."""
    kinds = [t.kind for t in tokens]
    said = [t.value if t.kind == "NUM" else quoted_number(t) for t in tokens if t.kind in ("NUM", "VAL")]
    numbers = [n for n in said if n is not None]
    if len(numbers) < len(said):
        return None
    if kinds == ["RNG"] or (kinds == ["NUM", "NUM"] and not bound):
        low, high = tokens[0].value if kinds == ["RNG"] else numbers
        return {"minimum": low, "maximum": high} if low <= high else None
    if len(numbers) != 1 or len(kinds) > 2:
        return None
    bound = kinds[0] if len(kinds) == 2 else bound
    keyword = "minimum" if bound in _LOWER else "maximum" if bound in _UPPER else ""
    return {keyword: numbers[0]} if keyword else None


def _lists_by_value(match: Match, scope: Scope, text: str) -> Iterable[Claim]:
    """The values that each case allows: "one of `a`, `b` for `small` and one of `c`, `d` for `large`"."""
    tokens = match.parts["cases"]
    if "default" in text.lower():
        return  # "5 for `small`, 9 for `large` by default"
    found: list[tuple[list[Any], Expr]] = []
    at = 0
    while at < len(tokens):
        case = next((n for n in range(at, len(tokens)) if tokens[n].kind == "FOR"), len(tokens))
        values = [scope.bind(scope.subject, t) for t in tokens[at:case] if t.kind in ("VAL", "NUM")]
        group, at = _longest(tokens, case + 1, scope)
        if group is None or not values or not all(scope.fits(scope.subject, v) for v in values):
            return
        found.append((values, group))
    told = any(t.kind in _ALLOWING for t in match.tokens) or any(len(values) > 1 for values, _ in found)  # "5 for `small`" may cost that
    if told and len(found) > 1 and len({str(group) for _, group in found}) == len(found):
        yield from (Claim("enum", scope.subject, {"enum": values}, condition=group) for values, group in found)


def _longest(tokens: Sequence[Token], start: int, scope: Scope) -> tuple[Expr | None, int]:
    """The case that the values from a place on are, as many as one other field alone has, and where its words end."""
    said: list[Token] = []
    best: Expr | None = None
    end = start
    for n in range(start, len(tokens)):
        if tokens[n].kind not in ("VAL", *_BETWEEN):
            break
        if tokens[n].kind != "VAL":
            continue
        said.append(tokens[n])
        group = of_members(said, scope)
        if group is None:
            break
        best, end = group, n + 1
    return best, end + (kind_at(tokens, end) in ("W", "FIELD"))


READERS: Final[Mapping[str, Callable[[Match, Scope, str], Iterable[Claim]]]] = {"by_value": _by_value, "lists_by_value": _lists_by_value}
