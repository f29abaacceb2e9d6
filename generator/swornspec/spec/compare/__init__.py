"""Two documents of one API: what changed, and for whom that breaks something."""

from swornspec.spec.compare.change import Change, Kind, Side, worst
from swornspec.spec.compare.difference import Difference, Topic, Trend
from swornspec.spec.compare.documents import compare, paired
from swornspec.spec.compare.endpoints import compare_components, compare_endpoints

__all__ = [
    "Change",
    "Difference",
    "Kind",
    "Side",
    "Topic",
    "Trend",
    "compare",
    "compare_components",
    "compare_endpoints",
    "paired",
    "worst",
]
