"""What the attributes of tags of fields are called, and what each says of its field."""

from typing import Final

from swornspec.page.block import Location
from swornspec.page.roles import Role

SENT: Final[dict[str, Location]] = {
    "body": "body",
    "query": "query",
    "path": "path",
    "header": "header",
    "cookie": "cookie",
    "form": "body",
    "formData": "body",
}
ROLES: Final[dict[str, Role]] = {
    "type": "type",
    "default": "default",
    "defaultValue": "default",
    "enum": "values",
    "options": "values",
    "values": "values",
    "minimum": "minimum",
    "min": "minimum",
    "maximum": "maximum",
    "max": "maximum",
    "range": "bounds",
    "format": "format",
    "example": "example",
    "dataType": "type",
    "defaultvalue": "default",
    "allowedValues": "values",
    "possibleValues": "values",
    "choices": "values",
    "minLength": "shortest",
    "maxLength": "length",
    "pattern": "pattern",
    "description": "prose",
    "desc": "prose",
}
FLAGS: Final = frozenset(
    ("required", "deprecated", "nullable", "optional", "readOnly", "writeOnly", "Required", "Optional", "Deprecated", "mandatory")
)
DEMANDS: Final = frozenset(("required", "Required", "Optional", "Deprecated", "mandatory"))
SILENT: Final = frozenset(
    ("name", "in", "id", "key", "className", "style", "placeholder", "initialValue", "icon", "iconType", "color", "hidden", "title")
)
TOLD: Final = frozenset(("title", "summary", "description"))  # what is said of what stands in a tag
BADGES: Final = frozenset(("pre", "post"))
