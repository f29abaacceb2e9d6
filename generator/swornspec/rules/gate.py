"""Fields without which an expression holds, whatever else a body says: they let most rules be skipped for most bodies.

    if draft == true then not glossy == true       holds wherever `draft` was not sent

Found by reading the tree with such a field absent: every atom that touches it is false, what the others say stays open.
"""

from swornspec.rules.expr import AllOrNone, And, Count, Expr, Implies, Not, Or, Present, Ref, names, walk


def gates(expr: Expr) -> tuple[str, ...]:
    """The fields whose absence (or null) alone makes an expression hold, in reading order."""
    return tuple(name for name in names(expr) if _verdict(expr, name) is True)


def _verdict(expr: Expr, absent: str) -> bool | None:
    """Whether an expression holds without a field; None when that depends on other fields (or on its default)."""
    match expr:
        case Not(part):
            verdict = _verdict(part, absent)
            return None if verdict is None else not verdict
        case And(parts):
            return _all([_verdict(p, absent) for p in parts])
        case Or(parts):
            return _any([_verdict(p, absent) for p in parts])
        case Implies(when, then):
            return _any([_verdict(Not(when), absent), _verdict(then, absent)])
        case Count(low, high, parts):
            verdicts = [_verdict(p, absent) for p in parts]
            least, most = verdicts.count(True), len(verdicts) - verdicts.count(False)
            if low <= least and (high is None or most <= high):
                return True
            return False if most < low or (high is not None and least > high) else None
        case AllOrNone(parts):
            verdicts = [_verdict(p, absent) for p in parts]
            if len(set(verdicts)) <= 1:
                return None if None in verdicts else True
            return False if {True, False} <= set(verdicts) else None
        case Present(name):
            return False if name == absent else None
        case _:
            return False if any(node == Ref(absent) for node in walk(expr)) else None


def _all(verdicts: list[bool | None]) -> bool | None:
    return False if False in verdicts else None if None in verdicts else True


def _any(verdicts: list[bool | None]) -> bool | None:
    return True if True in verdicts else None if None in verdicts else False
