"""Questions about all requests at once, answered by z3 (the optional extra `solver`); without it nothing here can be asked."""

from importlib.util import find_spec

INSTALL = "install swornspec[solver]"
"""What to do to have a solver."""


def available() -> bool:
    """Whether z3 is installed; it is not imported to find out."""
    return find_spec("z3") is not None


__all__ = ["INSTALL", "available"]
