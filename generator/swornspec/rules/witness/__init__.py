"""Witnesses: small requests that break exactly one documented constraint, and valid ones at every boundary."""

from swornspec.rules.witness.boundary import Boundary, Unreachable, boundaries, everything, of_rule, satisfying, unreachable
from swornspec.rules.witness.breaking import Implied, Outcome, Undecided, Witness, breaking, together, violations, with_stranger, with_value
from swornspec.rules.witness.constraint import Constraint, constraints
from swornspec.rules.witness.edges import confusions, embed, notable
from swornspec.rules.witness.find import Judge, Space, find, prove
from swornspec.rules.witness.sample import sample
from swornspec.rules.witness.ways import breaking_ways

__all__ = [
    "Boundary",
    "Constraint",
    "Implied",
    "Judge",
    "Outcome",
    "Space",
    "Undecided",
    "Unreachable",
    "Witness",
    "boundaries",
    "breaking",
    "breaking_ways",
    "confusions",
    "constraints",
    "embed",
    "everything",
    "find",
    "notable",
    "of_rule",
    "prove",
    "sample",
    "satisfying",
    "together",
    "unreachable",
    "violations",
    "with_stranger",
    "with_value",
]
