"""OpenAPI documents to installable, typed clients that refuse what the documentation forbids."""

from swornspec.codegen.generate import client_sources, generate_client

__all__ = ["client_sources", "generate_client"]
