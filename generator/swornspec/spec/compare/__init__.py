"""Two documents of one API: what changed, and for whom that breaks something."""

from swornspec.spec.compare.change import Change, Kind, Side, worst
from swornspec.spec.compare.documents import compare
from swornspec.spec.compare.endpoints import compare_components, compare_endpoints

__all__ = ["Change", "Kind", "Side", "compare", "compare_components", "compare_endpoints", "worst"]
