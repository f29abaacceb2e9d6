"""OpenAPI documents as they were written: values with the lines of their descriptions, and back to text."""

from swornspec.spec.source.embedded import embedded, fenced
from swornspec.spec.source.read import Layout, Source, read_source, source_of
from swornspec.spec.source.scripted import scripted
from swornspec.spec.source.to_yaml import to_yaml
from swornspec.spec.source.write import layout_of, written

__all__ = ["Layout", "Source", "embedded", "fenced", "layout_of", "read_source", "scripted", "source_of", "to_yaml", "written"]
