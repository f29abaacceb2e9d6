"""The documented objects, one set for requests and responses. Generated: do not edit."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ._runtime.model import ApiModel, StrEnum


class ApiError(ApiModel):
    """
    What is wrong; the code is a word such as unexpected or access-denied.
    """

    error: str | None = None
    path: str | None = None
    code: str | None = None


class CanvasRequestType(StrEnum):
    """
    The type of request for the Canvas Editor.
    """

    INPAINT = "INPAINT"
    OUTPAINT = "OUTPAINT"
    SKETCH2IMG = "SKETCH2IMG"
    IMG2IMG = "IMG2IMG"


class ControlNetType(StrEnum):
    """
    This parameter will be deprecated in September 2024. Please use the controlnets array instead.
    """

    POSE = "POSE"
    CANNY = "CANNY"
    DEPTH = "DEPTH"


class ElementInput(ApiModel):
    """
    An element (a published style) to apply.
    """

    ak_uuid: Annotated[str, Field(alias="akUUID")]
    weight: int | float | None = None


class Errors(ApiModel):
    constraint: Annotated[str, Field(description="The id of the rule, or field and keyword.")]
    pointer: Annotated[str | None, Field(description="The offending value in the body (RFC 6901).")] = None
    parameter: Annotated[str | None, Field(description="The offending parameter.")] = None
    detail: str
    said: list[dict[str, Any]] | None = None


class InitImageType(StrEnum):
    GENERATED = "GENERATED"
    UPLOADED = "UPLOADED"


class PhotoRealVersion(StrEnum):
    """
    The version of photoReal to use. Must be v1 or v2.
    """

    V1 = "v1"
    V2 = "v2"


class PresetStyle(StrEnum):
    """
    The style to generate images with. When photoReal is enabled, refer to the Guide section for a full list. When alchemy is disabled, use LEONARDO or NONE. When alchemy is enabled, use ANIME, CREATIVE, DYNAMIC, ENVIRONMENT, GENERAL, ILLUSTRATION, PHOTOGRAPHY, RAYTRACED, RENDER_3D, SKETCH_BW, SKETCH_COLOR, or NONE.
    """

    ANIME = "ANIME"
    BOKEH = "BOKEH"
    CINEMATIC = "CINEMATIC"
    CINEMATIC_CLOSEUP = "CINEMATIC_CLOSEUP"
    CREATIVE = "CREATIVE"
    DYNAMIC = "DYNAMIC"
    ENVIRONMENT = "ENVIRONMENT"
    FASHION = "FASHION"
    FILM = "FILM"
    FOOD = "FOOD"
    GENERAL = "GENERAL"
    HDR = "HDR"
    ILLUSTRATION = "ILLUSTRATION"
    LEONARDO = "LEONARDO"
    LONG_EXPOSURE = "LONG_EXPOSURE"
    MACRO = "MACRO"
    MINIMALISTIC = "MINIMALISTIC"
    MONOCHROME = "MONOCHROME"
    MOODY = "MOODY"
    NONE = "NONE"
    NEUTRAL = "NEUTRAL"
    PHOTOGRAPHY = "PHOTOGRAPHY"
    PORTRAIT = "PORTRAIT"
    RAYTRACED = "RAYTRACED"
    RENDER_3D = "RENDER_3D"
    RETRO = "RETRO"
    SKETCH_BW = "SKETCH_BW"
    SKETCH_COLOR = "SKETCH_COLOR"
    STOCK_PHOTO = "STOCK_PHOTO"
    VIBRANT = "VIBRANT"
    UNPROCESSED = "UNPROCESSED"


class Problem(ApiModel):
    """
    Problem details (RFC 9457), as the mock server and servers that follow the RFC give them.
    """

    type: str | None = None
    title: str | None = None
    status: int | None = None
    detail: str | None = None
    errors: Annotated[list[Errors] | None, Field(description="Each documented constraint that the request breaks.")] = None


class PromptMagicVersion(StrEnum):
    """
    Prompt magic version v2 or v3, for use when promptMagic: true
    """

    V2 = "v2"
    V3 = "v3"


class Scheduler(StrEnum):
    """
    The scheduler to generate images with. Defaults to EULER_DISCRETE if not specified.
    """

    KLMS = "KLMS"
    EULER_ANCESTRAL_DISCRETE = "EULER_ANCESTRAL_DISCRETE"
    EULER_DISCRETE = "EULER_DISCRETE"
    DDIM = "DDIM"
    DPM_SOLVER = "DPM_SOLVER"
    PNDM = "PNDM"
    LEONARDO = "LEONARDO"


class SdVersion(StrEnum):
    """
    The base version of stable diffusion to use if not using a custom model. v1_5 is 1.5, v2 is 2.1, if not specified it will default to v1_5. Also includes SDXL and SDXL Lightning models
    """

    V1_5 = "v1_5"
    V2 = "v2"
    V3 = "v3"
    SDXL_0_8 = "SDXL_0_8"
    SDXL_0_9 = "SDXL_0_9"
    SDXL_1_0 = "SDXL_1_0"
    SDXL_LIGHTNING = "SDXL_LIGHTNING"
    PHOENIX = "PHOENIX"
    FLUX = "FLUX"
    FLUX_DEV = "FLUX_DEV"
    KINO_2_0 = "KINO_2_0"


class StrengthType(StrEnum):
    LOW = "Low"
    MID = "Mid"
    HIGH = "High"
    ULTRA = "Ultra"
    MAX = "Max"


class Transparency(StrEnum):
    """
    Which type of transparency this image should use
    """

    DISABLED = "disabled"
    FOREGROUND_ONLY = "foreground_only"


class Unit(StrEnum):
    CREDITS = "CREDITS"
    DOLLARS = "DOLLARS"


class UserElementsInput(ApiModel):
    """
    A custom element to apply.
    """

    user_lora_id: Annotated[int | float | None, Field(alias="userLoraId")] = None
    weight: int | float | None = None


class ControlnetInput(ApiModel):
    """
    An image that guides the generation, and how.
    """

    init_image_id: Annotated[str | None, Field(alias="initImageId")] = None
    init_image_type: Annotated[InitImageType | None, Field(alias="initImageType")] = None
    preprocessor_id: Annotated[int | float | None, Field(alias="preprocessorId")] = None
    weight: int | float | None = None
    strength_type: Annotated[StrengthType | None, Field(alias="strengthType")] = None


class Cost(ApiModel):
    amount: str | None = None
    unit: Unit | None = None


class CreateGenerationRequest(ApiModel):
    alchemy: Annotated[
        bool | None,
        Field(
            description="Enable to use Alchemy. Note: The appropriate Alchemy version is selected for the specified model. For example, XL models will use Alchemy V2."
        ),
    ] = None
    contrast_ratio: Annotated[
        int | float | None,
        Field(alias="contrastRatio", description="Contrast Ratio to use with Alchemy. Must be a float between 0 and 1 inclusive."),
    ] = None
    contrast: Annotated[
        int | float | None,
        Field(
            description="Adjusts the contrast level of the generated image. Used in Phoenix and Flux models. Accepts values [1.0, 1.3, 1.8, 2.5, 3, 3.5, 4, 4.5]. For Phoenix, if alchemy is true, contrast needs to be 2.5 or higher."
        ),
    ] = None
    controlnets: list[ControlnetInput] | None = None
    elements: list[ElementInput] | None = None
    user_elements: Annotated[list[UserElementsInput] | None, Field(alias="userElements")] = None
    expanded_domain: Annotated[
        bool | None, Field(alias="expandedDomain", description="Enable to use the Expanded Domain feature of Alchemy.")
    ] = None
    fantasy_avatar: Annotated[bool | None, Field(alias="fantasyAvatar", description="Enable to use the Fantasy Avatar feature.")] = None
    guidance_scale: Annotated[
        int | float | None,
        Field(description="How strongly the generation should reflect the prompt. 7 is recommended. Must be between 1 and 20."),
    ] = None
    height: Annotated[
        int | None,
        Field(
            description="The input height of the images. Must be between 32 and 1536 and be a multiple of 8. Note: Input resolution is not always the same as output resolution due to upscaling from other features."
        ),
    ] = None
    high_contrast: Annotated[
        bool | None,
        Field(
            alias="highContrast",
            description="Enable to use the High Contrast feature of Prompt Magic. Note: Controls RAW mode. Set to false to enable RAW mode.",
        ),
    ] = None
    high_resolution: Annotated[
        bool | None, Field(alias="highResolution", description="Enable to use the High Resolution feature of Prompt Magic.")
    ] = None
    image_prompts: Annotated[list[str | None] | None, Field(alias="imagePrompts")] = None
    image_prompt_weight: Annotated[int | float | None, Field(alias="imagePromptWeight")] = None
    init_generation_image_id: Annotated[str | None, Field(description="The ID of an existing image to use in image2image.")] = None
    init_image_id: Annotated[str | None, Field(description="The ID of an Init Image to use in image2image.")] = None
    init_strength: Annotated[
        int | float | None,
        Field(
            description="How strongly the generated images should reflect the original image in image2image. Must be a float between 0.1 and 0.9."
        ),
    ] = None
    model_id: Annotated[
        str | None,
        Field(
            alias="modelId",
            description="The model ID used for image generation. If not provided, uses sd_version to determine the version of Stable Diffusion to use. In-app, model IDs are under the Finetune Models menu. Click on the platform model or your custom model, then click View More. For platform models, you can also use the List Platform Models API.",
        ),
    ] = None
    negative_prompt: Annotated[str | None, Field(description="The negative prompt used for the image generation")] = None
    num_images: Annotated[
        int | None,
        Field(
            description="The number of images to generate. Must be between 1 and 8. If either width or height is over 768, must be between 1 and 4."
        ),
    ] = None
    num_inference_steps: Annotated[
        int | None, Field(description="The Step Count to use for the generation. Must be between 10 and 60. Default is 15.")
    ] = None
    photo_real: Annotated[
        bool | None,
        Field(
            alias="photoReal",
            description="Enable the photoReal feature. Requires enabling alchemy and unspecifying modelId (for photoRealVersion V1).",
        ),
    ] = None
    photo_real_version: Annotated[
        PhotoRealVersion | None, Field(alias="photoRealVersion", description="The version of photoReal to use. Must be v1 or v2.")
    ] = None
    photo_real_strength: Annotated[
        int | float | None,
        Field(
            alias="photoRealStrength",
            description="Depth of field of photoReal. Must be 0.55 for low, 0.5 for medium, or 0.45 for high. Defaults to 0.55 if not specified.",
        ),
    ] = None
    preset_style: Annotated[
        PresetStyle | None,
        Field(
            alias="presetStyle",
            description="The style to generate images with. When photoReal is enabled, refer to the Guide section for a full list. When alchemy is disabled, use LEONARDO or NONE. When alchemy is enabled, use ANIME, CREATIVE, DYNAMIC, ENVIRONMENT, GENERAL, ILLUSTRATION, PHOTOGRAPHY, RAYTRACED, RENDER_3D, SKETCH_BW, SKETCH_COLOR, or NONE.",
        ),
    ] = None
    prompt: Annotated[str, Field(description="The prompt used to generate images")]
    prompt_magic: Annotated[bool | None, Field(alias="promptMagic", description="Enable to use Prompt Magic.")] = None
    prompt_magic_strength: Annotated[
        int | float | None, Field(alias="promptMagicStrength", description="Strength of prompt magic. Must be a float between 0.1 and 1.0")
    ] = None
    prompt_magic_version: Annotated[
        PromptMagicVersion | None,
        Field(alias="promptMagicVersion", description="Prompt magic version v2 or v3, for use when promptMagic: true"),
    ] = None
    public: Annotated[bool | None, Field(description="Whether the generated images should show in the community feed.")] = None
    scheduler: Annotated[
        Scheduler | None, Field(description="The scheduler to generate images with. Defaults to EULER_DISCRETE if not specified.")
    ] = None
    sd_version: Annotated[
        SdVersion | None,
        Field(
            description="The base version of stable diffusion to use if not using a custom model. v1_5 is 1.5, v2 is 2.1, if not specified it will default to v1_5. Also includes SDXL and SDXL Lightning models"
        ),
    ] = None
    seed: Annotated[
        int | None,
        Field(
            description="Apply a fixed seed to maintain consistency across generation sets. The maximum seed value is 2147483637 for Flux and 9999999998 for other models"
        ),
    ] = None
    tiling: Annotated[bool | None, Field(description="Whether the generated images should tile on all axis.")] = None
    transparency: Annotated[Transparency | None, Field(description="Which type of transparency this image should use")] = None
    ultra: Annotated[bool | None, Field(description="Enable to use Ultra mode. Note: can not be used with Alchemy.")] = None
    unzoom: Annotated[
        bool | None,
        Field(description="Whether the generated images should be unzoomed (requires unzoomAmount and init_image_id to be set)."),
    ] = None
    unzoom_amount: Annotated[
        int | float | None,
        Field(
            alias="unzoomAmount",
            description="How much the image should be unzoomed (requires an init_image_id and unzoom to be set to true).",
        ),
    ] = None
    upscale_ratio: Annotated[
        int | float | None, Field(alias="upscaleRatio", description="How much the image should be upscaled. (Enterprise Only)")
    ] = None
    width: Annotated[
        int | None,
        Field(
            description="The input width of the images. Must be between 32 and 1536 and be a multiple of 8. Note: Input resolution is not always the same as output resolution due to upscaling from other features."
        ),
    ] = None
    control_net: Annotated[
        bool | None,
        Field(
            alias="controlNet",
            deprecated=True,
            description="This parameter will be deprecated in September 2024. Please use the controlnets array instead.",
        ),
    ] = None
    control_net_type: Annotated[
        ControlNetType | None,
        Field(
            alias="controlNetType",
            deprecated=True,
            description="This parameter will be deprecated in September 2024. Please use the controlnets array instead.",
        ),
    ] = None
    weighting: Annotated[
        int | float | None,
        Field(
            deprecated=True, description="This parameter will be deprecated in September 2024. Please use the controlnets array instead."
        ),
    ] = None
    canvas_request: Annotated[
        bool | None, Field(alias="canvasRequest", description="Whether the generation is for the Canvas Editor feature.")
    ] = None
    canvas_request_type: Annotated[
        CanvasRequestType | None, Field(alias="canvasRequestType", description="The type of request for the Canvas Editor.")
    ] = None
    canvas_init_id: Annotated[
        str | None, Field(alias="canvasInitId", description="The ID of an initial image to use in Canvas Editor request.")
    ] = None
    canvas_mask_id: Annotated[
        str | None, Field(alias="canvasMaskId", description="The ID of a mask image to use in Canvas Editor request.")
    ] = None
    enhance_prompt: Annotated[
        bool | None, Field(alias="enhancePrompt", description="When enabled, your prompt is expanded to include more detail.")
    ] = None
    enhance_prompt_instruction: Annotated[
        str | None,
        Field(
            alias="enhancePromptInstruction",
            description="When enhancePrompt is enabled, the prompt is enhanced based on the given instructions.",
        ),
    ] = None


class GenerationJob(ApiModel):
    generation_id: Annotated[str | None, Field(alias="generationId")] = None
    api_credit_cost: Annotated[int | None, Field(alias="apiCreditCost", deprecated=True)] = None
    cost: Cost | None = None


class CreateGenerationResponse(ApiModel):
    sd_generation_job: Annotated[GenerationJob | None, Field(alias="sdGenerationJob")] = None


__all__ = [
    "ApiError",
    "CanvasRequestType",
    "ControlNetType",
    "ControlnetInput",
    "Cost",
    "CreateGenerationRequest",
    "CreateGenerationResponse",
    "ElementInput",
    "Errors",
    "GenerationJob",
    "InitImageType",
    "PhotoRealVersion",
    "PresetStyle",
    "Problem",
    "PromptMagicVersion",
    "Scheduler",
    "SdVersion",
    "StrengthType",
    "Transparency",
    "Unit",
    "UserElementsInput",
]
