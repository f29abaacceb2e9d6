"""What the documentation says of responses, for clients that are strict. Generated: do not edit."""

from typing import Any

SCHEMAS: dict[str, Any] = {
    "#/components/schemas/CreateGenerationResponse": {
        "type": "object",
        "properties": {"sdGenerationJob": {"anyOf": [{"$ref": "#/components/schemas/GenerationJob"}, {"type": "null"}]}},
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
            }
        ],
    },
    "#/components/schemas/GenerationJob": {
        "type": "object",
        "properties": {
            "generationId": {"type": "string"},
            "apiCreditCost": {"type": ["integer", "null"]},
            "cost": {"anyOf": [{"$ref": "#/components/schemas/Cost"}, {"type": "null"}]},
        },
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
            }
        ],
    },
    "#/components/schemas/Cost": {
        "type": "object",
        "properties": {"amount": {"type": "string"}, "unit": {"type": "string", "enum": ["CREDITS", "DOLLARS"]}},
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
            }
        ],
    },
}

RESPONSES: dict[str, dict[str, Any]] = {
    "create_generation": {"200": {"$ref": "#/components/schemas/CreateGenerationResponse"}},
}
