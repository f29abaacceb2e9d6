"""The keywords of JSON Schema whose values are schemas, by the form of these values (2020-12, section 10)."""

from typing import Final

BY_NAME: Final = frozenset({"properties", "patternProperties", "dependentSchemas"})
LISTED: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
SINGLE: Final = frozenset({"items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"})
