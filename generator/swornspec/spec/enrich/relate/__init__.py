"""Relations between request and response: where in the responses of a document they can be checked."""

from swornspec.spec.enrich.relate.related import Related, relate

__all__ = ["Related", "relate"]
