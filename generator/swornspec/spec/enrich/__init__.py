"""Documents that others wrote, with the constraints that their own descriptions state and their schemas lack."""

from swornspec.spec.enrich.enrich import Addition, Enriched, dialect_of, enrich

__all__ = ["Addition", "Enriched", "dialect_of", "enrich"]
