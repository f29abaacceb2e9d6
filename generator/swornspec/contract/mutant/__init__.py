"""Mutants: servers that break a document's word in one known way each, and whether the cases notice."""

from swornspec.contract.mutant.mutant import Mutant
from swornspec.contract.mutant.mutants import mutants
from swornspec.contract.mutant.trial import Fate, Trial, Verdict, tried

__all__ = ["Fate", "Mutant", "Trial", "Verdict", "mutants", "tried"]
