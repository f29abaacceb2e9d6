"""What the documentation says of responses, for clients that are strict. Generated: do not edit."""

from typing import Any

SCHEMAS: dict[str, Any] = {
    "#/components/schemas/DescribeStyleResponse": {
        "type": "object",
        "required": ["description", "job", "synthesis"],
        "properties": {
            "synthesis": {"type": "string"},
            "description": {"type": "string"},
            "job": {"$ref": "#/components/schemas/ScenarioJob"},
            "creativeUnitsCost": {"type": "number"},
            "creativeUnitsDiscount": {"type": "number"},
        },
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04; the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document",
            }
        ],
    },
    "#/components/schemas/ScenarioJob": {
        "type": "object",
        "required": ["createdAt", "jobId", "jobType", "metadata", "progress", "status", "statusHistory", "updatedAt"],
        "properties": {
            "jobId": {"type": "string"},
            "jobType": {
                "type": "string",
                "enum": [
                    "assets-download",
                    "canvas-export",
                    "caption",
                    "caption-llava",
                    "custom",
                    "describe-style",
                    "detection",
                    "embed",
                    "flux",
                    "flux-model-training",
                    "generate-prompt",
                    "image-generation",
                    "image-prompt-editing",
                    "inference",
                    "model-download",
                    "model-import",
                    "model-training",
                    "openai-image-generation",
                    "patch-image",
                    "pixelate",
                    "reframe",
                    "remove-background",
                    "repaint",
                    "restyle",
                    "segment",
                    "skybox-3d",
                    "skybox-base-360",
                    "skybox-hdri",
                    "skybox-upscale-360",
                    "texture",
                    "translate",
                    "upload",
                    "upscale",
                    "upscale-skybox",
                    "upscale-texture",
                    "vectorize",
                    "workflow",
                ],
            },
            "status": {"$ref": "#/components/schemas/JobStatus"},
            "statusHistory": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["date", "status"],
                    "properties": {"date": {"type": "string"}, "status": {"$ref": "#/components/schemas/JobStatus"}},
                },
            },
            "progress": {"type": "number", "minimum": 0, "maximum": 1},
            "metadata": {
                "type": "object",
                "properties": {
                    "assetIds": {"type": "array", "items": {"type": "string"}},
                    "input": {"type": "object"},
                    "output": {"type": "object"},
                    "flow": {"type": "array", "items": {"type": "object"}},
                },
            },
            "authorId": {"type": "string"},
            "ownerId": {"type": "string"},
            "createdAt": {"type": "string"},
            "updatedAt": {"type": "string"},
        },
        "x-said": [{"keywords": [], "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04"}],
    },
    "#/components/schemas/JobStatus": {
        "type": "string",
        "enum": ["canceled", "failure", "finalizing", "in-progress", "pending", "queued", "success", "warming-up"],
        "x-said": [{"keywords": [], "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04"}],
    },
    "#/components/schemas/DryRunResponse": {
        "type": "object",
        "required": ["creativeUnitsCost"],
        "properties": {"creativeUnitsCost": {"type": "number"}, "creativeUnitsDiscount": {"type": "number"}},
        "x-said": [{"keywords": [], "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04"}],
    },
    "#/components/schemas/CaptionImagesResponse": {
        "type": "object",
        "required": ["captions", "job"],
        "properties": {
            "captions": {"type": "array", "items": {"type": "string"}},
            "detailsLevel": {"type": "string", "enum": ["action", "action+style"]},
            "job": {"$ref": "#/components/schemas/ScenarioJob"},
            "creativeUnitsCost": {"type": "number"},
            "creativeUnitsDiscount": {"type": "number"},
        },
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04; the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document",
            }
        ],
    },
    "#/components/schemas/GeneratePromptResponse": {
        "type": "object",
        "required": ["job", "prompts"],
        "properties": {
            "prompts": {"type": "array", "items": {"type": "string"}},
            "mode": {"type": "string", "enum": ["completion", "contextual", "image-editing", "inventive", "structured"]},
            "job": {"$ref": "#/components/schemas/ScenarioJob"},
            "creativeUnitsCost": {"type": "number"},
            "creativeUnitsDiscount": {"type": "number"},
        },
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04; the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document",
            }
        ],
    },
}

RESPONSES: dict[str, dict[str, Any]] = {
    "describe_style": {
        "200": {"$ref": "#/components/schemas/DescribeStyleResponse"},
        "269": {"$ref": "#/components/schemas/DryRunResponse"},
    },
    "caption_images": {
        "200": {"$ref": "#/components/schemas/CaptionImagesResponse"},
        "269": {"$ref": "#/components/schemas/DryRunResponse"},
    },
    "generate_prompt": {
        "200": {"$ref": "#/components/schemas/GeneratePromptResponse"},
        "269": {"$ref": "#/components/schemas/DryRunResponse"},
    },
}
