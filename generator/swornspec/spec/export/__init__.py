"""The rules of a document in the languages of other tools."""

from swornspec.spec.export.chosen import Chosen, Export, Omitted, chosen
from swornspec.spec.export.inline import inlined_document
from swornspec.spec.export.module import to_module
from swornspec.spec.export.schemas import to_schemas
from swornspec.spec.export.texts import to_cel_list, to_idl_text

__all__ = ["Chosen", "Export", "Omitted", "chosen", "inlined_document", "to_cel_list", "to_idl_text", "to_module", "to_schemas"]
