"""Rules as IDL, the inter-parameter dependency language of `x-dependencies` (IDL4OAS), written and read."""

from swornspec.rules.idl.read import Dependency, read_idl
from swornspec.rules.idl.write import dependencies, to_idl

__all__ = ["Dependency", "dependencies", "read_idl", "to_idl"]
