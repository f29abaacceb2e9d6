"""What a JSON Schema keyword demands, in plain English; the standard library alone, since generated clients carry a copy."""

from collections.abc import Mapping
from typing import Any


def keyword_text(name: str, keyword: str, schema: Mapping[str, Any], otherwise: str) -> str:
    """What a keyword demands of a field, in plain English; `otherwise` serves for keywords without a phrase."""
    value = schema.get(keyword)
    if value is None and keyword != "required":  # what states it stands elsewhere, as in a part of an `allOf`
        return f"{name}: {otherwise}"
    match keyword:
        case "required":
            return f"{name} is required"
        case "type":
            types = [value] if isinstance(value, str) else list(value or ())
            return f"{name} must be {' or '.join(_ARTICLES.get(t, str(t)) for t in types)}"
        case "enum":
            members = [v for v in value or () if v is not None]
            return f"{name} must be {'one of ' if len(members) > 1 else ''}{', '.join(map(str, members))}"
        case "minimum" | "maximum":
            return f"{name} must be at {'least' if keyword == 'minimum' else 'most'} {value}"
        case "exclusiveMinimum" | "exclusiveMaximum":
            return f"{name} must be {'over' if keyword == 'exclusiveMinimum' else 'under'} {value}"
        case "multipleOf":
            return f"{name} must be a multiple of {value}"
        case "minLength" | "maxLength":
            return f"{name} must have at {'least' if keyword == 'minLength' else 'most'} {value} characters"
        case "minItems" | "maxItems":
            return f"{name} must have at {'least' if keyword == 'minItems' else 'most'} {value} items"
        case "pattern":
            return f"{name} must match {value}"
        case _:
            return f"{name}: {otherwise}"


def rule_text(place: str, text: str) -> str:
    """What a rule demands of an object at a place within a request; of the whole body where the place is empty."""
    return f"in {place}, {text}" if place else text


_ARTICLES = {
    "integer": "an integer",
    "array": "an array",
    "object": "an object",
    "null": "null",
    "string": "a string",
    "number": "a number",
    "boolean": "true or false",
}
