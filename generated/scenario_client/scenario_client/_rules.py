"""What the documentation demands of requests: schemas as data, rules between fields as functions. Generated: do not edit."""

from typing import Any

from ._runtime.advice import Deprecated
from ._runtime.model import CONTRACTS, Contract
from ._runtime.request import Operation, Parameter, Rule, Said, Shortcut
from ._runtime.values import (
    compare,
    member,
    present,
    string,
)


def image_required_when_mode_image_editing(body: Any) -> bool:
    """image is required when mode is image-editing"""
    mode = string(body, "mode", "structured")
    return not compare("==", mode, "image-editing") or present(body, "image")


IMAGE_REQUIRED_WHEN_MODE_IMAGE_EDITING = Rule(
    "image-required-when-mode-image-editing",
    "image",
    "image is required when mode is image-editing",
    (Said("prompt.txt", 24, 24, "Required when mode is image-editing-prompt.", None),),
    (("mode", "structured"),),
    image_required_when_mode_image_editing,
)


def model_id_one_of_when_mode_image_editing(body: Any) -> bool:
    """modelId must be one of gemini-2.0-flash, gemini-2.5-flash, gpt-image-1, flux-kontext, runway-gen4-image when mode is image-editing"""
    modelid = string(body, "modelId")
    mode = string(body, "mode", "structured")
    return not ((modelid is not None) and compare("==", mode, "image-editing")) or member(
        modelid, ("gemini-2.0-flash", "gemini-2.5-flash", "gpt-image-1", "flux-kontext", "runway-gen4-image")
    )


MODEL_ID_ONE_OF_WHEN_MODE_IMAGE_EDITING = Rule(
    "modelId-one-of-when-mode-image-editing",
    "modelId",
    "modelId must be one of gemini-2.0-flash, gemini-2.5-flash, gpt-image-1, flux-kontext, runway-gen4-image when mode is image-editing",
    (
        Said(
            "prompt.txt",
            48,
            48,
            "Only supports 'gemini-2.0-flash', 'gemini-2.5-flash', 'gpt-image-1', 'flux-kontext' and 'runway-gen4-image' for now when mode is image-editing-prompt.",
            None,
        ),
    ),
    (("mode", "structured"),),
    model_id_one_of_when_mode_image_editing,
)


# The rules of a request all at once, for values that are None or of the documented types.


def generate_prompt_rules(mode: Any, image: Any, modelid: Any) -> bool:
    mode_or_default = "structured" if mode is None else mode
    if not (not (mode_or_default == "image-editing") or (image is not None)):
        return False
    if not (
        not ((modelid is not None) and (mode_or_default == "image-editing"))
        or (modelid in ("gemini-2.0-flash", "gemini-2.5-flash", "gpt-image-1", "flux-kontext", "runway-gen4-image"))
    ):
        return False
    return True


GENERATE_PROMPT_RULES = Shortcut(
    (
        "mode",
        "image",
        "modelId",
    ),
    generate_prompt_rules,
)

SCHEMAS: dict[str, Any] = {
    "#/components/schemas/DescribeStyleRequest": {
        "type": "object",
        "properties": {
            "ensureIPCleared": {
                "type": "boolean",
                "x-said": [{"keywords": ["type"], "page": "describe-style.txt", "quote": "boolean", "line": 8}],
            },
            "images": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "describe-style.txt", "quote": "array of strings", "line": 13},
                    {
                        "keywords": ["items.examples"],
                        "page": "describe-style.txt",
                        "quote": 'Images are set a data URLs (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw").',
                        "line": 17,
                    },
                ],
            },
            "seed": {"type": "number", "x-said": [{"keywords": ["type"], "page": "describe-style.txt", "quote": "number", "line": 24}]},
            "unwantedSequences": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [{"keywords": ["type", "items"], "page": "describe-style.txt", "quote": "array of strings", "line": 29}],
            },
            "modelId": {"type": "string", "x-said": [{"keywords": ["type"], "page": "describe-style.txt", "quote": "string", "line": 34}]},
            "temperature": {
                "type": "number",
                "minimum": 0,
                "maximum": 2,
                "x-said": [
                    {"keywords": ["type"], "page": "describe-style.txt", "quote": "number", "line": 42},
                    {"keywords": ["minimum", "maximum"], "page": "describe-style.txt", "quote": "0 to 2", "line": 43},
                ],
            },
            "assetIds": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [{"keywords": ["type", "items"], "page": "describe-style.txt", "quote": "array of strings", "line": 50}],
            },
            "topP": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "x-said": [
                    {"keywords": ["type"], "page": "describe-style.txt", "quote": "number", "line": 55},
                    {"keywords": ["minimum", "maximum"], "page": "describe-style.txt", "quote": "0 to 1", "line": 56},
                ],
            },
        },
    },
    "#/components/schemas/CaptionImagesRequest": {
        "type": "object",
        "required": ["images"],
        "properties": {
            "ensureIPCleared": {
                "type": "boolean",
                "x-said": [{"keywords": ["type"], "page": "caption.txt", "quote": "boolean", "line": 8}],
            },
            "images": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "caption.txt", "quote": "array of strings", "line": 13},
                    {"keywords": ["required"], "page": "caption.txt", "quote": "required", "line": 14},
                    {
                        "keywords": ["items.examples"],
                        "page": "caption.txt",
                        "quote": 'Images are set a data URLs (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw").',
                        "line": 18,
                    },
                ],
            },
            "seed": {"type": "number", "x-said": [{"keywords": ["type"], "page": "caption.txt", "quote": "number", "line": 27}]},
            "unwantedSequences": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [{"keywords": ["type", "items"], "page": "caption.txt", "quote": "array of strings", "line": 32}],
            },
            "modelId": {"type": "string", "x-said": [{"keywords": ["type"], "page": "caption.txt", "quote": "string", "line": 37}]},
            "temperature": {
                "type": "number",
                "minimum": 0,
                "maximum": 2,
                "x-said": [
                    {"keywords": ["type"], "page": "caption.txt", "quote": "number", "line": 41},
                    {"keywords": ["minimum", "maximum"], "page": "caption.txt", "quote": "0 to 2", "line": 42},
                ],
            },
            "assetIds": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "caption.txt", "quote": "array of strings", "line": 49},
                    {"keywords": ["deprecated"], "page": "caption.txt", "quote": "Deprecated, use images parameter instead.", "line": 51},
                ],
            },
            "topP": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "x-said": [
                    {"keywords": ["type"], "page": "caption.txt", "quote": "number", "line": 54},
                    {"keywords": ["minimum", "maximum"], "page": "caption.txt", "quote": "0 to 1", "line": 55},
                ],
            },
            "detailsLevel": {
                "type": "string",
                "enum": ["action", "action+style"],
                "x-said": [
                    {"keywords": ["type"], "page": "caption.txt", "quote": "string", "line": 61},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04; the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document",
                    },
                ],
            },
        },
    },
    "#/components/schemas/GeneratePromptRequest": {
        "type": "object",
        "required": ["mode"],
        "properties": {
            "mode": {
                "type": "string",
                "enum": ["completion", "contextual", "image-editing", "inventive", "structured"],
                "x-said": [
                    {"keywords": ["type"], "page": "prompt.txt", "quote": "string", "line": 8},
                    {"keywords": ["required"], "page": "prompt.txt", "quote": "required", "line": 10},
                    {"keywords": ["default"], "page": "prompt.txt", "quote": "Defaults to structured", "line": 11},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's own Swagger 2.0 export of 2025-11-04; the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document",
                    },
                ],
            },
            "ensureIPCleared": {
                "type": "boolean",
                "x-said": [{"keywords": ["type"], "page": "prompt.txt", "quote": "boolean", "line": 16}],
            },
            "image": {
                "type": "string",
                "x-said": [
                    {"keywords": ["type"], "page": "prompt.txt", "quote": "string", "line": 20},
                    {
                        "keywords": ["examples"],
                        "page": "prompt.txt",
                        "quote": 'The input image as a data URL (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset ID (example: "asset_GTrL3mq4SXWyMxkOHRxlpw")',
                        "line": 22,
                    },
                ],
            },
            "images": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "prompt.txt", "quote": "array of strings", "line": 27},
                    {
                        "keywords": ["items.examples"],
                        "page": "prompt.txt",
                        "quote": 'Images are set a data URLs (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw").',
                        "line": 31,
                    },
                ],
            },
            "seed": {"type": "number", "x-said": [{"keywords": ["type"], "page": "prompt.txt", "quote": "number", "line": 38}]},
            "modelId": {"type": "string", "x-said": [{"keywords": ["type"], "page": "prompt.txt", "quote": "string", "line": 42}]},
            "temperature": {
                "type": "number",
                "minimum": 0,
                "maximum": 2,
                "x-said": [
                    {"keywords": ["type"], "page": "prompt.txt", "quote": "number", "line": 50},
                    {"keywords": ["minimum", "maximum"], "page": "prompt.txt", "quote": "0 to 2", "line": 51},
                ],
            },
            "assetIds": {
                "type": "array",
                "items": {"type": "string"},
                "x-said": [{"keywords": ["type", "items"], "page": "prompt.txt", "quote": "array of strings", "line": 58}],
            },
            "numResults": {
                "type": "number",
                "minimum": 1,
                "maximum": 5,
                "x-said": [
                    {"keywords": ["type"], "page": "prompt.txt", "quote": "number", "line": 67},
                    {"keywords": ["minimum", "maximum"], "page": "prompt.txt", "quote": "1 to 5", "line": 68},
                ],
            },
            "prompt": {"type": "string", "x-said": [{"keywords": ["type"], "page": "prompt.txt", "quote": "string", "line": 72}]},
            "topP": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "x-said": [
                    {"keywords": ["type"], "page": "prompt.txt", "quote": "number", "line": 76},
                    {"keywords": ["minimum", "maximum"], "page": "prompt.txt", "quote": "0 to 1", "line": 77},
                ],
            },
        },
    },
}

OPERATIONS: dict[str, Operation] = {
    "describe_style": Operation(
        "describe_style",
        {"$ref": "#/components/schemas/DescribeStyleRequest"},
        (),
        (
            Parameter(
                "dryRun",
                "query",
                False,
                {
                    "type": "string",
                    "x-said": [
                        {"keywords": ["type"], "page": "describe-style.txt", "quote": "string", "line": 6},
                        {
                            "keywords": ["description"],
                            "evidence": "the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document; the vendor's open-source Blender client",
                        },
                    ],
                },
            ),
        ),
        SCHEMAS,
    ),
    "caption_images": Operation(
        "caption_images",
        {"$ref": "#/components/schemas/CaptionImagesRequest"},
        (),
        (
            Parameter(
                "dryRun",
                "query",
                False,
                {
                    "type": "string",
                    "x-said": [
                        {"keywords": ["type"], "page": "caption.txt", "quote": "string", "line": 6},
                        {
                            "keywords": ["description"],
                            "evidence": "the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document; the vendor's open-source Blender client",
                        },
                    ],
                },
            ),
        ),
        SCHEMAS,
        deprecated=(
            Deprecated(
                "assetIds",
                "assetIds is deprecated; use images instead (The assetIds to generate captions. Results are returned in the same order as the given assetIds. Deprecated, use images parameter instead.)",
            ),
        ),
    ),
    "generate_prompt": Operation(
        "generate_prompt",
        {"$ref": "#/components/schemas/GeneratePromptRequest"},
        (
            IMAGE_REQUIRED_WHEN_MODE_IMAGE_EDITING,
            MODEL_ID_ONE_OF_WHEN_MODE_IMAGE_EDITING,
        ),
        (
            Parameter(
                "dryRun",
                "query",
                False,
                {
                    "type": "string",
                    "x-said": [
                        {"keywords": ["type"], "page": "prompt.txt", "quote": "string", "line": 6},
                        {
                            "keywords": ["description"],
                            "evidence": "the vendor's Python package scenario-sdk, versions 0.0.3 to 2.4.0, generated from the vendor's OpenAPI document; the vendor's open-source Blender client",
                        },
                    ],
                },
            ),
        ),
        SCHEMAS,
        shortcut=GENERATE_PROMPT_RULES,
    ),
}

CONTRACTS.update(
    {
        "CaptionImagesRequest": Contract(
            {"$ref": "#/components/schemas/CaptionImagesRequest"},
            (),
            SCHEMAS,
            deprecated=(
                Deprecated(
                    "assetIds",
                    "assetIds is deprecated; use images instead (The assetIds to generate captions. Results are returned in the same order as the given assetIds. Deprecated, use images parameter instead.)",
                ),
            ),
        ),
        "DescribeStyleRequest": Contract({"$ref": "#/components/schemas/DescribeStyleRequest"}, (), SCHEMAS),
        "GeneratePromptRequest": Contract(
            {"$ref": "#/components/schemas/GeneratePromptRequest"},
            (
                IMAGE_REQUIRED_WHEN_MODE_IMAGE_EDITING,
                MODEL_ID_ONE_OF_WHEN_MODE_IMAGE_EDITING,
            ),
            SCHEMAS,
            GENERATE_PROMPT_RULES,
        ),
    }
)
