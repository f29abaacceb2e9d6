"""What the documentation demands of requests: schemas as data, rules between fields as functions. Generated: do not edit."""

from typing import Any

from ._runtime.advice import Deprecated
from ._runtime.model import CONTRACTS, Contract
from ._runtime.request import Operation, Rule, Said, Shortcut
from ._runtime.values import (
    boolean,
    compare,
    integer,
    member,
    number,
    present,
    string,
)


def num_images_between_when_width_height(body: Any) -> bool:
    """num_images must be between 1 and 4 when width or height is over 768"""
    num_images = integer(body, "num_images")
    width = integer(body, "width", 1024)
    height = integer(body, "height", 768)
    return not ((num_images is not None) and (compare(">", width, 768) or compare(">", height, 768))) or (
        compare(">=", num_images, 1) and compare("<=", num_images, 4)
    )


NUM_IMAGES_BETWEEN_WHEN_WIDTH_HEIGHT = Rule(
    "num_images-between-when-width-height",
    "num_images",
    "num_images must be between 1 and 4 when width or height is over 768",
    (Said("create-generation.txt", 90, 90, "If either width or height is over 768, must be between 1 and 4.", None),),
    (
        ("width", 1024),
        ("height", 768),
    ),
    num_images_between_when_width_height,
)


def photo_real_requires_alchemy(body: Any) -> bool:
    """alchemy must be true when photoReal is true"""
    photoreal = boolean(body, "photoReal")
    alchemy = boolean(body, "alchemy", True)
    return not compare("==", photoreal, True) or compare("==", alchemy, True)


PHOTO_REAL_REQUIRES_ALCHEMY = Rule(
    "photoReal-requires-alchemy",
    "photoReal",
    "alchemy must be true when photoReal is true",
    (Said("create-generation.txt", 98, 98, "Requires enabling alchemy and unspecifying modelId (for photoRealVersion V1).", None),),
    (("alchemy", True),),
    photo_real_requires_alchemy,
)


def photo_real_requires_no_model_id_when_photo_real_version_v1(body: Any) -> bool:
    """modelId must not be sent when photoReal is true and photoRealVersion is v1"""
    photoreal = boolean(body, "photoReal")
    photorealversion = string(body, "photoRealVersion")
    return not (compare("==", photoreal, True) and compare("==", photorealversion, "v1")) or (not present(body, "modelId"))


PHOTO_REAL_REQUIRES_NO_MODEL_ID_WHEN_PHOTO_REAL_VERSION_V1 = Rule(
    "photoReal-requires-no-modelId-when-photoRealVersion-v1",
    "photoReal",
    "modelId must not be sent when photoReal is true and photoRealVersion is v1",
    (Said("create-generation.txt", 98, 98, "Requires enabling alchemy and unspecifying modelId (for photoRealVersion V1).", None),),
    (),
    photo_real_requires_no_model_id_when_photo_real_version_v1,
)


def preset_style_one_of_when_alchemy_false_not_photo_real(body: Any) -> bool:
    """presetStyle must be one of LEONARDO, NONE when alchemy is false and photoReal is not true"""
    presetstyle = string(body, "presetStyle")
    alchemy = boolean(body, "alchemy", True)
    photoreal = boolean(body, "photoReal")
    return not ((presetstyle is not None) and compare("==", alchemy, False) and (not compare("==", photoreal, True))) or member(
        presetstyle, ("LEONARDO", "NONE")
    )


PRESET_STYLE_ONE_OF_WHEN_ALCHEMY_FALSE_NOT_PHOTO_REAL = Rule(
    "presetStyle-one-of-when-alchemy-false-not-photoReal",
    "presetStyle",
    "presetStyle must be one of LEONARDO, NONE when alchemy is false and photoReal is not true",
    (Said("create-generation.txt", 112, 112, "When alchemy is disabled, use LEONARDO or NONE.", None),),
    (("alchemy", True),),
    preset_style_one_of_when_alchemy_false_not_photo_real,
)


def preset_style_one_of_when_alchemy_not_photo_real(body: Any) -> bool:
    """presetStyle must be one of ANIME, CREATIVE, DYNAMIC, ENVIRONMENT, GENERAL, ILLUSTRATION, PHOTOGRAPHY, RAYTRACED, RENDER_3D, SKETCH_BW, SKETCH_COLOR, NONE when alchemy is true and photoReal is not true"""
    presetstyle = string(body, "presetStyle")
    alchemy = boolean(body, "alchemy", True)
    photoreal = boolean(body, "photoReal")
    return not ((presetstyle is not None) and compare("==", alchemy, True) and (not compare("==", photoreal, True))) or member(
        presetstyle,
        (
            "ANIME",
            "CREATIVE",
            "DYNAMIC",
            "ENVIRONMENT",
            "GENERAL",
            "ILLUSTRATION",
            "PHOTOGRAPHY",
            "RAYTRACED",
            "RENDER_3D",
            "SKETCH_BW",
            "SKETCH_COLOR",
            "NONE",
        ),
    )


PRESET_STYLE_ONE_OF_WHEN_ALCHEMY_NOT_PHOTO_REAL = Rule(
    "presetStyle-one-of-when-alchemy-not-photoReal",
    "presetStyle",
    "presetStyle must be one of ANIME, CREATIVE, DYNAMIC, ENVIRONMENT, GENERAL, ILLUSTRATION, PHOTOGRAPHY, RAYTRACED, RENDER_3D, SKETCH_BW, SKETCH_COLOR, NONE when alchemy is true and photoReal is not true",
    (
        Said(
            "create-generation.txt",
            112,
            112,
            "When alchemy is enabled, use ANIME, CREATIVE, DYNAMIC, ENVIRONMENT, GENERAL, ILLUSTRATION, PHOTOGRAPHY, RAYTRACED, RENDER_3D, SKETCH_BW, SKETCH_COLOR, or NONE.",
            None,
        ),
    ),
    (("alchemy", True),),
    preset_style_one_of_when_alchemy_not_photo_real,
)


def ultra_excludes_alchemy(body: Any) -> bool:
    """alchemy must not be true when ultra is true"""
    ultra = boolean(body, "ultra")
    alchemy = boolean(body, "alchemy", True)
    return not compare("==", ultra, True) or (not compare("==", alchemy, True))


ULTRA_EXCLUDES_ALCHEMY = Rule(
    "ultra-excludes-alchemy",
    "ultra",
    "alchemy must not be true when ultra is true",
    (Said("create-generation.txt", 163, 163, "Note: can not be used with Alchemy.", None),),
    (("alchemy", True),),
    ultra_excludes_alchemy,
)


def unzoom_requires_unzoom_amount(body: Any) -> bool:
    """unzoomAmount is required when unzoom is true"""
    unzoom = boolean(body, "unzoom")
    return not compare("==", unzoom, True) or present(body, "unzoomAmount")


UNZOOM_REQUIRES_UNZOOM_AMOUNT = Rule(
    "unzoom-requires-unzoomAmount",
    "unzoom",
    "unzoomAmount is required when unzoom is true",
    (
        Said(
            "create-generation.txt",
            167,
            167,
            "Whether the generated images should be unzoomed (requires unzoomAmount and init_image_id to be set).",
            None,
        ),
    ),
    (),
    unzoom_requires_unzoom_amount,
)


def unzoom_requires_init_image_id(body: Any) -> bool:
    """init_image_id is required when unzoom is true"""
    unzoom = boolean(body, "unzoom")
    return not compare("==", unzoom, True) or present(body, "init_image_id")


UNZOOM_REQUIRES_INIT_IMAGE_ID = Rule(
    "unzoom-requires-init_image_id",
    "unzoom",
    "init_image_id is required when unzoom is true",
    (
        Said(
            "create-generation.txt",
            167,
            167,
            "Whether the generated images should be unzoomed (requires unzoomAmount and init_image_id to be set).",
            None,
        ),
    ),
    (),
    unzoom_requires_init_image_id,
)


def unzoom_amount_requires_init_image_id(body: Any) -> bool:
    """init_image_id is required when unzoomAmount is sent"""
    unzoomamount = number(body, "unzoomAmount")
    return not (unzoomamount is not None) or present(body, "init_image_id")


UNZOOM_AMOUNT_REQUIRES_INIT_IMAGE_ID = Rule(
    "unzoomAmount-requires-init_image_id",
    "unzoomAmount",
    "init_image_id is required when unzoomAmount is sent",
    (
        Said(
            "create-generation.txt",
            171,
            171,
            "How much the image should be unzoomed (requires an init_image_id and unzoom to be set to true).",
            None,
        ),
    ),
    (),
    unzoom_amount_requires_init_image_id,
)


def unzoom_amount_requires_unzoom(body: Any) -> bool:
    """unzoom must be true when unzoomAmount is sent"""
    unzoomamount = number(body, "unzoomAmount")
    unzoom = boolean(body, "unzoom")
    return not (unzoomamount is not None) or compare("==", unzoom, True)


UNZOOM_AMOUNT_REQUIRES_UNZOOM = Rule(
    "unzoomAmount-requires-unzoom",
    "unzoomAmount",
    "unzoom must be true when unzoomAmount is sent",
    (
        Said(
            "create-generation.txt",
            171,
            171,
            "How much the image should be unzoomed (requires an init_image_id and unzoom to be set to true).",
            None,
        ),
    ),
    (),
    unzoom_amount_requires_unzoom,
)


# The rules of a request all at once, for values that are None or of the documented types.


def create_generation_rules(
    num_images: Any,
    width: Any,
    height: Any,
    photoreal: Any,
    alchemy: Any,
    photorealversion: Any,
    modelid: Any,
    presetstyle: Any,
    ultra: Any,
    unzoom: Any,
    unzoomamount: Any,
    init_image_id: Any,
) -> bool:
    width_or_default = 1024 if width is None else width
    height_or_default = 768 if height is None else height
    alchemy_or_default = True if alchemy is None else alchemy
    if not (
        not (
            (num_images is not None)
            and ((width_or_default is not None and width_or_default > 768) or (height_or_default is not None and height_or_default > 768))
        )
        or ((num_images is not None and num_images >= 1) and (num_images is not None and num_images <= 4))
    ):
        return False
    if not (not (photoreal is True) or (alchemy_or_default is True)):
        return False
    if not (not ((photoreal is True) and (photorealversion == "v1")) or (not (modelid is not None))):
        return False
    if not (
        not ((presetstyle is not None) and (alchemy_or_default is False) and (not (photoreal is True)))
        or (presetstyle in ("LEONARDO", "NONE"))
    ):
        return False
    if not (
        not ((presetstyle is not None) and (alchemy_or_default is True) and (not (photoreal is True)))
        or (
            presetstyle
            in (
                "ANIME",
                "CREATIVE",
                "DYNAMIC",
                "ENVIRONMENT",
                "GENERAL",
                "ILLUSTRATION",
                "PHOTOGRAPHY",
                "RAYTRACED",
                "RENDER_3D",
                "SKETCH_BW",
                "SKETCH_COLOR",
                "NONE",
            )
        )
    ):
        return False
    if not (not (ultra is True) or (not (alchemy_or_default is True))):
        return False
    if not (not (unzoom is True) or (unzoomamount is not None)):
        return False
    if not (not (unzoom is True) or (init_image_id is not None)):
        return False
    if not (not (unzoomamount is not None) or (init_image_id is not None)):
        return False
    if not (not (unzoomamount is not None) or (unzoom is True)):
        return False
    return True


CREATE_GENERATION_RULES = Shortcut(
    (
        "num_images",
        "width",
        "height",
        "photoReal",
        "alchemy",
        "photoRealVersion",
        "modelId",
        "presetStyle",
        "ultra",
        "unzoom",
        "unzoomAmount",
        "init_image_id",
    ),
    create_generation_rules,
)

SCHEMAS: dict[str, Any] = {
    "#/components/schemas/CreateGenerationRequest": {
        "type": "object",
        "required": ["prompt"],
        "properties": {
            "alchemy": {
                "type": ["boolean", "null"],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 14},
                    {"keywords": ["default"], "page": "create-generation.txt", "quote": "Defaults to true", "line": 15},
                ],
            },
            "contrastRatio": {
                "type": ["number", "null"],
                "minimum": 0,
                "maximum": 1,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 19},
                    {
                        "keywords": ["minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "Must be a float between 0 and 1 inclusive.",
                        "line": 21,
                    },
                ],
            },
            "contrast": {
                "type": ["number", "null"],
                "minimum": 1,
                "maximum": 4.5,
                "enum": [1.0, 1.3, 1.8, 2.5, 3, 3.5, 4, 4.5, None],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 23},
                    {"keywords": ["minimum", "maximum"], "page": "create-generation.txt", "quote": "1 to 4.5", "line": 24},
                    {
                        "keywords": ["enum"],
                        "page": "create-generation.txt",
                        "quote": "Accepts values [1.0, 1.3, 1.8, 2.5, 3, 3.5, 4, 4.5].",
                        "line": 26,
                    },
                ],
            },
            "controlnets": {
                "type": ["array", "null"],
                "items": {"$ref": "#/components/schemas/ControlnetInput"},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "create-generation.txt", "quote": "array of objects | null", "line": 29},
                    {
                        "keywords": ["items"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                ],
            },
            "elements": {
                "type": ["array", "null"],
                "items": {"$ref": "#/components/schemas/ElementInput"},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "create-generation.txt", "quote": "array of objects | null", "line": 32},
                    {
                        "keywords": ["items"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                ],
            },
            "userElements": {
                "type": ["array", "null"],
                "items": {"$ref": "#/components/schemas/UserElementsInput"},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "create-generation.txt", "quote": "array of objects | null", "line": 35},
                    {
                        "keywords": ["items"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                ],
            },
            "expandedDomain": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 37}],
            },
            "fantasyAvatar": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 41}],
            },
            "guidance_scale": {
                "type": ["number", "null"],
                "minimum": 1,
                "maximum": 20,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 45},
                    {"keywords": ["minimum", "maximum"], "page": "create-generation.txt", "quote": "Must be between 1 and 20.", "line": 47},
                ],
            },
            "height": {
                "type": ["integer", "null"],
                "minimum": 32,
                "maximum": 1536,
                "multipleOf": 8,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "integer | null", "line": 49},
                    {"keywords": ["default"], "page": "create-generation.txt", "quote": "Defaults to 768", "line": 50},
                    {
                        "keywords": ["minimum", "maximum", "multipleOf"],
                        "page": "create-generation.txt",
                        "quote": "Must be between 32 and 1536 and be a multiple of 8.",
                        "line": 52,
                    },
                ],
            },
            "highContrast": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 54}],
            },
            "highResolution": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 58}],
            },
            "imagePrompts": {
                "type": ["array", "null"],
                "items": {"type": ["string", "null"]},
                "x-said": [
                    {"keywords": ["type", "items"], "page": "create-generation.txt", "quote": "array of strings or null | null", "line": 63}
                ],
            },
            "imagePromptWeight": {
                "type": ["number", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 65}],
            },
            "init_generation_image_id": {
                "type": ["string", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 66}],
            },
            "init_image_id": {
                "type": ["string", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 70}],
            },
            "init_strength": {
                "type": ["number", "null"],
                "minimum": 0.1,
                "maximum": 0.9,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 74},
                    {
                        "keywords": ["minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "Must be a float between 0.1 and 0.9.",
                        "line": 76,
                    },
                ],
            },
            "modelId": {
                "type": ["string", "null"],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 78},
                    {
                        "keywords": ["default"],
                        "page": "create-generation.txt",
                        "quote": "Defaults to b24e16ff-06e3-43eb-8d33-4416c2d75876",
                        "line": 79,
                    },
                ],
            },
            "negative_prompt": {
                "type": ["string", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 83}],
            },
            "num_images": {
                "type": ["integer", "null"],
                "minimum": 1,
                "maximum": 8,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "integer | null", "line": 87},
                    {"keywords": ["default"], "page": "create-generation.txt", "quote": "Defaults to 4", "line": 88},
                    {"keywords": ["minimum", "maximum"], "page": "create-generation.txt", "quote": "Must be between 1 and 8.", "line": 90},
                ],
            },
            "num_inference_steps": {
                "type": ["integer", "null"],
                "minimum": 10,
                "maximum": 60,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "integer | null", "line": 92},
                    {
                        "keywords": ["minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "Must be between 10 and 60.",
                        "line": 94,
                    },
                    {"keywords": ["default"], "page": "create-generation.txt", "quote": "Default is 15.", "line": 94},
                ],
            },
            "photoReal": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 96}],
            },
            "photoRealVersion": {
                "type": ["string", "null"],
                "enum": ["v1", "v2", None],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 100},
                    {"keywords": ["enum"], "page": "create-generation.txt", "quote": "Must be v1 or v2.", "line": 102},
                ],
            },
            "photoRealStrength": {
                "type": ["number", "null"],
                "enum": [0.55, 0.5, 0.45, None],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 104},
                    {
                        "keywords": ["enum"],
                        "page": "create-generation.txt",
                        "quote": "Must be 0.55 for low, 0.5 for medium, or 0.45 for high.",
                        "line": 106,
                    },
                    {"keywords": ["default"], "page": "create-generation.txt", "quote": "Defaults to 0.55 if not specified.", "line": 106},
                ],
            },
            "presetStyle": {
                "type": ["string", "null"],
                "enum": [
                    "ANIME",
                    "BOKEH",
                    "CINEMATIC",
                    "CINEMATIC_CLOSEUP",
                    "CREATIVE",
                    "DYNAMIC",
                    "ENVIRONMENT",
                    "FASHION",
                    "FILM",
                    "FOOD",
                    "GENERAL",
                    "HDR",
                    "ILLUSTRATION",
                    "LEONARDO",
                    "LONG_EXPOSURE",
                    "MACRO",
                    "MINIMALISTIC",
                    "MONOCHROME",
                    "MOODY",
                    "NONE",
                    "NEUTRAL",
                    "PHOTOGRAPHY",
                    "PORTRAIT",
                    "RAYTRACED",
                    "RENDER_3D",
                    "RETRO",
                    "SKETCH_BW",
                    "SKETCH_COLOR",
                    "STOCK_PHOTO",
                    "VIBRANT",
                    "UNPROCESSED",
                    None,
                ],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 108},
                    {"keywords": ["default"], "page": "create-generation.txt", "quote": "Defaults to DYNAMIC", "line": 110},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                ],
            },
            "prompt": {
                "type": "string",
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string", "line": 114},
                    {"keywords": ["required"], "page": "create-generation.txt", "quote": "required", "line": 115},
                    {
                        "keywords": ["default"],
                        "page": "create-generation.txt",
                        "quote": "Defaults to A majestic cat in the snow",
                        "line": 116,
                    },
                ],
            },
            "promptMagic": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 120}],
            },
            "promptMagicStrength": {
                "type": ["number", "null"],
                "minimum": 0.1,
                "maximum": 1.0,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 124},
                    {
                        "keywords": ["minimum", "maximum"],
                        "page": "create-generation.txt",
                        "quote": "Must be a float between 0.1 and 1.0",
                        "line": 126,
                    },
                ],
            },
            "promptMagicVersion": {
                "type": ["string", "null"],
                "enum": ["v2", "v3", None],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 128},
                    {
                        "keywords": ["enum"],
                        "page": "create-generation.txt",
                        "quote": "Prompt magic version v2 or v3, for use when promptMagic: true",
                        "line": 130,
                    },
                ],
            },
            "public": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 132}],
            },
            "scheduler": {
                "type": "string",
                "enum": ["KLMS", "EULER_ANCESTRAL_DISCRETE", "EULER_DISCRETE", "DDIM", "DPM_SOLVER", "PNDM", "LEONARDO"],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string", "line": 136},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                    {
                        "keywords": ["default"],
                        "page": "create-generation.txt",
                        "quote": "Defaults to EULER_DISCRETE if not specified.",
                        "line": 139,
                    },
                ],
            },
            "sd_version": {
                "type": "string",
                "enum": [
                    "v1_5",
                    "v2",
                    "v3",
                    "SDXL_0_8",
                    "SDXL_0_9",
                    "SDXL_1_0",
                    "SDXL_LIGHTNING",
                    "PHOENIX",
                    "FLUX",
                    "FLUX_DEV",
                    "KINO_2_0",
                ],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string", "line": 142},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                    {
                        "keywords": ["default"],
                        "page": "create-generation.txt",
                        "quote": "v1_5 is 1.5, v2 is 2.1, if not specified it will default to v1_5.",
                        "line": 145,
                    },
                ],
            },
            "seed": {
                "type": ["integer", "null"],
                "maximum": 9999999998,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "integer | null", "line": 147},
                    {
                        "keywords": ["format"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                    {
                        "keywords": ["maximum"],
                        "page": "create-generation.txt",
                        "quote": "The maximum seed value is 2147483637 for Flux and 9999999998 for other models",
                        "line": 149,
                    },
                ],
            },
            "tiling": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 151}],
            },
            "transparency": {
                "type": ["string", "null"],
                "enum": ["disabled", "foreground_only", None],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 155},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                ],
            },
            "ultra": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 161}],
            },
            "unzoom": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 165}],
            },
            "unzoomAmount": {
                "type": ["number", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 169}],
            },
            "upscaleRatio": {
                "type": ["number", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 173}],
            },
            "width": {
                "type": ["integer", "null"],
                "minimum": 32,
                "maximum": 1536,
                "multipleOf": 8,
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "integer | null", "line": 177},
                    {"keywords": ["default"], "page": "create-generation.txt", "quote": "Defaults to 1024", "line": 178},
                    {
                        "keywords": ["minimum", "maximum", "multipleOf"],
                        "page": "create-generation.txt",
                        "quote": "Must be between 32 and 1536 and be a multiple of 8.",
                        "line": 180,
                    },
                ],
            },
            "controlNet": {
                "type": ["boolean", "null"],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 182},
                    {"keywords": ["deprecated"], "page": "create-generation.txt", "quote": "deprecated", "line": 183},
                    {
                        "keywords": ["deprecated"],
                        "page": "create-generation.txt",
                        "quote": "This parameter will be deprecated in September 2024.",
                        "line": 185,
                    },
                ],
            },
            "controlNetType": {
                "type": "string",
                "enum": ["POSE", "CANNY", "DEPTH"],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string", "line": 187},
                    {"keywords": ["deprecated"], "page": "create-generation.txt", "quote": "deprecated", "line": 189},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                    {
                        "keywords": ["deprecated"],
                        "page": "create-generation.txt",
                        "quote": "This parameter will be deprecated in September 2024.",
                        "line": 191,
                    },
                ],
            },
            "weighting": {
                "type": ["number", "null"],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "number | null", "line": 194},
                    {"keywords": ["deprecated"], "page": "create-generation.txt", "quote": "deprecated", "line": 195},
                    {
                        "keywords": ["deprecated"],
                        "page": "create-generation.txt",
                        "quote": "This parameter will be deprecated in September 2024.",
                        "line": 197,
                    },
                ],
            },
            "canvasRequest": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 199}],
            },
            "canvasRequestType": {
                "type": ["string", "null"],
                "enum": ["INPAINT", "OUTPAINT", "SKETCH2IMG", "IMG2IMG", None],
                "x-said": [
                    {"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 203},
                    {
                        "keywords": ["enum"],
                        "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
                    },
                ],
            },
            "canvasInitId": {
                "type": ["string", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 209}],
            },
            "canvasMaskId": {
                "type": ["string", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 213}],
            },
            "enhancePrompt": {
                "type": ["boolean", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "boolean | null", "line": 217}],
            },
            "enhancePromptInstruction": {
                "type": ["string", "null"],
                "x-said": [{"keywords": ["type"], "page": "create-generation.txt", "quote": "string | null", "line": 221}],
            },
        },
    },
    "#/components/schemas/ControlnetInput": {
        "type": "object",
        "properties": {
            "initImageId": {"type": "string"},
            "initImageType": {"type": "string", "enum": ["GENERATED", "UPLOADED"]},
            "preprocessorId": {"type": "number"},
            "weight": {"type": ["number", "null"]},
            "strengthType": {"type": ["string", "null"], "enum": ["Low", "Mid", "High", "Ultra", "Max", None]},
        },
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
            }
        ],
    },
    "#/components/schemas/ElementInput": {
        "type": "object",
        "required": ["akUUID"],
        "properties": {"akUUID": {"type": "string"}, "weight": {"type": ["number", "null"]}},
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
            }
        ],
    },
    "#/components/schemas/UserElementsInput": {
        "type": "object",
        "properties": {"userLoraId": {"type": ["number", "null"]}, "weight": {"type": ["number", "null"]}},
        "x-said": [
            {
                "keywords": [],
                "evidence": "the vendor's OpenAPI document as archived by API Evangelist on 2026-08-22; the vendor's TypeScript SDK of 2026-04-16, generated from the vendor's OpenAPI document",
            }
        ],
    },
}

OPERATIONS: dict[str, Operation] = {
    "create_generation": Operation(
        "create_generation",
        {"$ref": "#/components/schemas/CreateGenerationRequest"},
        (
            NUM_IMAGES_BETWEEN_WHEN_WIDTH_HEIGHT,
            PHOTO_REAL_REQUIRES_ALCHEMY,
            PHOTO_REAL_REQUIRES_NO_MODEL_ID_WHEN_PHOTO_REAL_VERSION_V1,
            PRESET_STYLE_ONE_OF_WHEN_ALCHEMY_FALSE_NOT_PHOTO_REAL,
            PRESET_STYLE_ONE_OF_WHEN_ALCHEMY_NOT_PHOTO_REAL,
            ULTRA_EXCLUDES_ALCHEMY,
            UNZOOM_REQUIRES_UNZOOM_AMOUNT,
            UNZOOM_REQUIRES_INIT_IMAGE_ID,
            UNZOOM_AMOUNT_REQUIRES_INIT_IMAGE_ID,
            UNZOOM_AMOUNT_REQUIRES_UNZOOM,
        ),
        (),
        SCHEMAS,
        shortcut=CREATE_GENERATION_RULES,
        deprecated=(
            Deprecated(
                "controlNet",
                "controlNet is deprecated; use controlnets instead (This parameter will be deprecated in September 2024. Please use the controlnets array instead.)",
            ),
            Deprecated(
                "controlNetType",
                "controlNetType is deprecated; use controlnets instead (This parameter will be deprecated in September 2024. Please use the controlnets array instead.)",
            ),
            Deprecated(
                "weighting",
                "weighting is deprecated; use controlnets instead (This parameter will be deprecated in September 2024. Please use the controlnets array instead.)",
            ),
        ),
    ),
}

CONTRACTS.update(
    {
        "ControlnetInput": Contract({"$ref": "#/components/schemas/ControlnetInput"}, (), SCHEMAS),
        "CreateGenerationRequest": Contract(
            {"$ref": "#/components/schemas/CreateGenerationRequest"},
            (
                NUM_IMAGES_BETWEEN_WHEN_WIDTH_HEIGHT,
                PHOTO_REAL_REQUIRES_ALCHEMY,
                PHOTO_REAL_REQUIRES_NO_MODEL_ID_WHEN_PHOTO_REAL_VERSION_V1,
                PRESET_STYLE_ONE_OF_WHEN_ALCHEMY_FALSE_NOT_PHOTO_REAL,
                PRESET_STYLE_ONE_OF_WHEN_ALCHEMY_NOT_PHOTO_REAL,
                ULTRA_EXCLUDES_ALCHEMY,
                UNZOOM_REQUIRES_UNZOOM_AMOUNT,
                UNZOOM_REQUIRES_INIT_IMAGE_ID,
                UNZOOM_AMOUNT_REQUIRES_INIT_IMAGE_ID,
                UNZOOM_AMOUNT_REQUIRES_UNZOOM,
            ),
            SCHEMAS,
            CREATE_GENERATION_RULES,
            deprecated=(
                Deprecated(
                    "controlNet",
                    "controlNet is deprecated; use controlnets instead (This parameter will be deprecated in September 2024. Please use the controlnets array instead.)",
                ),
                Deprecated(
                    "controlNetType",
                    "controlNetType is deprecated; use controlnets instead (This parameter will be deprecated in September 2024. Please use the controlnets array instead.)",
                ),
                Deprecated(
                    "weighting",
                    "weighting is deprecated; use controlnets instead (This parameter will be deprecated in September 2024. Please use the controlnets array instead.)",
                ),
            ),
        ),
        "ElementInput": Contract({"$ref": "#/components/schemas/ElementInput"}, (), SCHEMAS),
        "UserElementsInput": Contract({"$ref": "#/components/schemas/UserElementsInput"}, (), SCHEMAS),
    }
)
