"""What the documentation demands of requests: schemas as data, rules between fields as functions. Generated: do not edit."""

from typing import Any

from ._runtime.model import CONTRACTS, Contract
from ._runtime.request import Operation, Rule, Said, Shortcut
from ._runtime.values import (
    compare,
    integer,
    times,
)


def width_formula_height_inference_steps(body: Any) -> bool:
    """width * height * inference_steps must be at most 31457280"""
    width = integer(body, "width")
    height = integer(body, "height")
    inference_steps = integer(body, "inference_steps", 30)
    return not ((width is not None) and (height is not None) and (inference_steps is not None)) or compare(
        "<=", times(width, height, inference_steps), 31457280
    )


WIDTH_FORMULA_HEIGHT_INFERENCE_STEPS = Rule(
    "width-formula-height-inference_steps",
    "width",
    "width * height * inference_steps must be at most 31457280",
    (
        Said(
            "create-generation.txt",
            52,
            53,
            "The value should be a multiple of 8 and follow this formula: width * height * inference steps <= 1024 * 1024 * 30.",
            None,
        ),
        Said(
            "create-generation.txt",
            59,
            60,
            "The value should be a multiple of 8 and follow this formula: height * width * inference steps <= 1024 * 1024 * 30.",
            None,
        ),
    ),
    (("inference_steps", 30),),
    width_formula_height_inference_steps,
)


def inference_steps_formula_width_height(body: Any) -> bool:
    """inference_steps * width * height must be under 20480000"""
    inference_steps = integer(body, "inference_steps")
    width = integer(body, "width")
    height = integer(body, "height")
    return not ((inference_steps is not None) and (width is not None) and (height is not None)) or compare(
        "<", times(inference_steps, width, height), 20480000
    )


INFERENCE_STEPS_FORMULA_WIDTH_HEIGHT = Rule(
    "inference_steps-formula-width-height",
    "inference_steps",
    "inference_steps * width * height must be under 20480000",
    (
        Said(
            "create-generation.txt",
            84,
            85,
            "The value should follow this formula: inference steps * width * height < 50 * 640 * 640.",
            None,
        ),
    ),
    (),
    inference_steps_formula_width_height,
)


# The rules of a request all at once, for values that are None or of the documented types.


def create_generation_rules(width: Any, height: Any, inference_steps: Any) -> bool:
    inference_steps_or_default = 30 if inference_steps is None else inference_steps
    if not (
        not ((width is not None) and (height is not None) and (inference_steps_or_default is not None))
        or (
            width is not None
            and height is not None
            and inference_steps_or_default is not None
            and width * height * inference_steps_or_default <= 31457280
        )
    ):
        return False
    if not (
        not ((inference_steps is not None) and (width is not None) and (height is not None))
        or (inference_steps is not None and width is not None and height is not None and inference_steps * width * height < 20480000)
    ):
        return False
    return True


CREATE_GENERATION_RULES = Shortcut(
    (
        "width",
        "height",
        "inference_steps",
    ),
    create_generation_rules,
)

SCHEMAS: dict[str, Any] = {
    "#/components/schemas/CreateGenerationRequest": {
        "type": "object",
        "required": ["prompt"],
        "properties": {
            "prompt": {
                "type": "string",
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string", "line": 38},
                    {"keywords": ["required"], "page": "create-generation.txt", "quote": "prompt required", "line": 36},
                ],
            },
            "model_id": {
                "type": "string",
                "x-said": [
                    {
                        "keywords": ["type", "format"],
                        "evidence": "the vendor's hand-written OpenAPI document of 2023-06-20; the source of the server as of 2025-11-06",
                    },
                    {
                        "keywords": ["x-extensible-enum", "x-enumDescriptions"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed",
                    },
                    {"keywords": ["description"], "evidence": "the source of the server as of 2025-11-06"},
                ],
            },
            "width": {
                "type": "integer",
                "minimum": 256,
                "maximum": 1024,
                "multipleOf": 8,
                "x-said": [
                    {
                        "keywords": ["type", "minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "min256 max1024 | int",
                        "line": 50,
                    },
                    {
                        "keywords": ["description"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed; the vendor's hand-written OpenAPI document of 2023-06-20; the source of the server as of 2025-11-06",
                    },
                    {
                        "keywords": ["multipleOf"],
                        "page": "create-generation.txt",
                        "quote": "The value should be a multiple of 8 and follow this formula: width * height * inference steps <= 1024 * 1024 * 30.",
                        "line": 52,
                        "end_line": 53,
                    },
                ],
            },
            "height": {
                "type": "integer",
                "minimum": 256,
                "maximum": 1024,
                "multipleOf": 8,
                "x-said": [
                    {
                        "keywords": ["type", "minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "min256 max1024 | int",
                        "line": 57,
                    },
                    {
                        "keywords": ["description"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed; the vendor's hand-written OpenAPI document of 2023-06-20; the source of the server as of 2025-11-06",
                    },
                    {
                        "keywords": ["multipleOf"],
                        "page": "create-generation.txt",
                        "quote": "The value should be a multiple of 8 and follow this formula: height * width * inference steps <= 1024 * 1024 * 30.",
                        "line": 59,
                        "end_line": 60,
                    },
                ],
            },
            "negative_prompt": {
                "type": "string",
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "string", "line": 64}],
            },
            "num_outputs": {
                "type": "integer",
                "minimum": 1,
                "maximum": 4,
                "x-said": [
                    {"keywords": ["type", "minimum", "maximum"], "page": "create-generation.txt", "quote": "min1 max4 | int", "line": 70},
                    {
                        "keywords": ["default"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed; the vendor's hand-written OpenAPI document of 2023-06-20",
                    },
                ],
            },
            "guidance_scale": {
                "type": "number",
                "minimum": 1,
                "maximum": 20,
                "x-said": [
                    {
                        "keywords": ["type", "format", "minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "min1 max20 | float",
                        "line": 76,
                    },
                    {
                        "keywords": ["default"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed; the vendor's hand-written OpenAPI document of 2023-06-20; the source of the server as of 2025-11-06",
                    },
                ],
            },
            "inference_steps": {
                "type": "integer",
                "minimum": 10,
                "maximum": 50,
                "x-said": [
                    {"keywords": ["type", "minimum", "maximum"], "page": "create-generation.txt", "quote": "min10 max50 | int", "line": 82},
                    {
                        "keywords": ["default"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed; the vendor's hand-written OpenAPI document of 2023-06-20; the source of the server as of 2025-11-06",
                    },
                ],
            },
            "scheduler_id": {
                "type": "string",
                "x-said": [
                    {
                        "keywords": ["type", "format"],
                        "evidence": "the vendor's hand-written OpenAPI document of 2023-06-20; the source of the server as of 2025-11-06",
                    },
                    {
                        "keywords": ["x-extensible-enum", "x-enumDescriptions"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed",
                    },
                    {
                        "keywords": ["description"],
                        "evidence": "the source of the documentation site, with the boxes that the copy collapsed; the source of the server as of 2025-11-06",
                    },
                ],
            },
            "seed": {
                "type": "integer",
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "int", "line": 95},
                    {"keywords": ["format"], "evidence": "the vendor's hand-written OpenAPI document of 2023-06-20"},
                    {"keywords": ["description"], "evidence": "the source of the server as of 2025-11-06"},
                ],
            },
            "init_image_url": {
                "type": "string",
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string", "line": 101},
                    {"keywords": ["description"], "evidence": "the source of the server as of 2025-11-06"},
                ],
            },
            "prompt_strength": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "x-said": [
                    {
                        "keywords": ["type", "format", "minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "min0 max1 | float",
                        "line": 107,
                    }
                ],
            },
        },
    }
}

OPERATIONS: dict[str, Operation] = {
    "create_generation": Operation(
        "create_generation",
        {"$ref": "#/components/schemas/CreateGenerationRequest"},
        (
            WIDTH_FORMULA_HEIGHT_INFERENCE_STEPS,
            INFERENCE_STEPS_FORMULA_WIDTH_HEIGHT,
        ),
        (),
        SCHEMAS,
        shortcut=CREATE_GENERATION_RULES,
    ),
}

CONTRACTS.update(
    {
        "CreateGenerationRequest": Contract(
            {"$ref": "#/components/schemas/CreateGenerationRequest"},
            (
                WIDTH_FORMULA_HEIGHT_INFERENCE_STEPS,
                INFERENCE_STEPS_FORMULA_WIDTH_HEIGHT,
            ),
            SCHEMAS,
            CREATE_GENERATION_RULES,
        ),
    }
)
