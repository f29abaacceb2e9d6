"""What the documentation says of responses, for clients that are strict. Generated: do not edit."""

from typing import Any

SCHEMAS: dict[str, Any] = {
    "#/components/schemas/CreateGenerationResponse": {
        "type": "object",
        "properties": {
            "outputs": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/TOutput"},
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "array of TOutput", "line": 115},
                    {"keywords": ["items"], "evidence": "the source of the documentation site, with the boxes that the copy collapsed"},
                ],
            },
            "remaining_credits": {
                "type": "number",
                "x-said": [{"keywords": ["type", "format"], "page": "create-generation.txt", "quote": "float", "line": 121}],
            },
            "settings": {
                "type": "object",
                "$ref": "#/components/schemas/TGenerationSettings",
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "(object) TGenerationSettings", "line": 127},
                    {"keywords": ["$ref"], "evidence": "the source of the documentation site, with the boxes that the copy collapsed"},
                ],
            },
        },
    },
    "#/components/schemas/TOutput": {
        "type": "object",
        "properties": {"id": {"type": "string"}, "url": {"type": "string"}},
        "x-said": [{"keywords": [], "evidence": "the source of the documentation site, with the boxes that the copy collapsed"}],
    },
    "#/components/schemas/TGenerationSettings": {
        "type": "object",
        "properties": {
            "model_id": {"type": "string"},
            "width": {"type": "integer", "minimum": 256, "maximum": 1024},
            "height": {"type": "integer", "minimum": 256, "maximum": 1024},
            "num_outputs": {"type": "integer", "minimum": 1, "maximum": 4},
            "guidance_scale": {"type": "number", "minimum": 1, "maximum": 20},
            "inference_steps": {"type": "integer", "minimum": 10, "maximum": 50},
            "scheduler_id": {"type": "string"},
            "seed": {"type": "integer"},
        },
        "x-said": [{"keywords": [], "evidence": "the source of the documentation site, with the boxes that the copy collapsed"}],
    },
}

RESPONSES: dict[str, dict[str, Any]] = {
    "create_generation": {"200": {"$ref": "#/components/schemas/CreateGenerationResponse"}},
}
