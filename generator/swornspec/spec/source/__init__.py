"""OpenAPI documents as they were written: values with the lines of their descriptions, and back to text."""

from swornspec.spec.source.embedded import embedded
from swornspec.spec.source.read import Layout, Source, read_source, source_of
from swornspec.spec.source.write import layout_of, written

__all__ = ["Layout", "Source", "embedded", "layout_of", "read_source", "source_of", "written"]
