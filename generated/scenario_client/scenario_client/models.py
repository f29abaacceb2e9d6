"""The documented objects, one set for requests and responses. Generated: do not edit."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ._runtime.model import ApiModel, StrEnum


class BadRequest(ApiModel):
    reason: str | None = None
    trace_id: str | None = None


class DescribeStyleRequest(ApiModel):
    ensure_ip_cleared: Annotated[
        bool | None, Field(alias="ensureIPCleared", description="Whether we try to ensure IP removal for new prompt generation.")
    ] = None
    images: Annotated[
        list[str] | None,
        Field(
            description='List of images used to condition the generation. Images are set a data URLs (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw"). in contextual mode, images condition prompt generation by using their actual descriptions as context in all other modes, it supersedes the modelId parameter when provided.'
        ),
    ] = None
    seed: Annotated[
        int | float | None,
        Field(
            description="If specified, the API will make a best effort to produce the same results, such that repeated requests with the same seed and parameters should return the same outputs. Must be used along with the same parameters including prompt, model's state, etc.."
        ),
    ] = None
    unwanted_sequences: Annotated[
        list[str] | None,
        Field(
            alias="unwantedSequences", description="Optional list of words sequences that should not be present in the generated prompts."
        ),
    ] = None
    model_id: Annotated[
        str | None,
        Field(
            alias="modelId",
            description="The modelId used to condition the generation. When provided, the generation will take into account model's training images, examples. In contextual mode, the modelId is used to retrieve additional context from the model such as its type and capabilities.",
        ),
    ] = None
    temperature: Annotated[
        int | float | None,
        Field(
            description="The sampling temperature to use. Higher values like 0.8 will make the output more random, while lower values like 0.2 will make it more focused and deterministic. We generally recommend altering this or topP but not both."
        ),
    ] = None
    asset_ids: Annotated[list[str] | None, Field(alias="assetIds", description="The asset ids used to condition the generation.")] = None
    top_p: Annotated[
        int | float | None,
        Field(
            alias="topP",
            description="An alternative to sampling with temperature, called nucleus sampling, where the model considers the results of the tokens with top_p probability mass. So 0.1 means only the tokens comprising the top 10% probability mass are considered. We generally recommend altering this or temperature but not both.",
        ),
    ] = None


class DetailsLevel(StrEnum):
    """
    The details level used to generate the captions. When a modelId is provided and examples are available, the details level is ignored.
    """

    ACTION = "action"
    ACTION_STYLE = "action+style"


class DryRunResponse(ApiModel):
    creative_units_cost: Annotated[int | float, Field(alias="creativeUnitsCost")]
    creative_units_discount: Annotated[int | float | None, Field(alias="creativeUnitsDiscount")] = None


class Errors(ApiModel):
    constraint: Annotated[str, Field(description="The id of the rule, or field and keyword.")]
    pointer: Annotated[str | None, Field(description="The offending value in the body (RFC 6901).")] = None
    parameter: Annotated[str | None, Field(description="The offending parameter.")] = None
    detail: str
    said: list[dict[str, Any]] | None = None


class Forbidden(ApiModel):
    message: str | None = None


class InternalServerError(ApiModel):
    api_error: Annotated[Any, Field(alias="apiError")]
    created_at: Annotated[Any, Field(alias="createdAt")]
    error: Any
    id: Any
    infos: Any
    updated_at: Annotated[Any, Field(alias="updatedAt")]


class JobStatus(StrEnum):
    CANCELED = "canceled"
    FAILURE = "failure"
    FINALIZING = "finalizing"
    IN_PROGRESS = "in-progress"
    PENDING = "pending"
    QUEUED = "queued"
    SUCCESS = "success"
    WARMING_UP = "warming-up"


class JobType(StrEnum):
    ASSETS_DOWNLOAD = "assets-download"
    CANVAS_EXPORT = "canvas-export"
    CAPTION = "caption"
    CAPTION_LLAVA = "caption-llava"
    CUSTOM = "custom"
    DESCRIBE_STYLE = "describe-style"
    DETECTION = "detection"
    EMBED = "embed"
    FLUX = "flux"
    FLUX_MODEL_TRAINING = "flux-model-training"
    GENERATE_PROMPT = "generate-prompt"
    IMAGE_GENERATION = "image-generation"
    IMAGE_PROMPT_EDITING = "image-prompt-editing"
    INFERENCE = "inference"
    MODEL_DOWNLOAD = "model-download"
    MODEL_IMPORT = "model-import"
    MODEL_TRAINING = "model-training"
    OPENAI_IMAGE_GENERATION = "openai-image-generation"
    PATCH_IMAGE = "patch-image"
    PIXELATE = "pixelate"
    REFRAME = "reframe"
    REMOVE_BACKGROUND = "remove-background"
    REPAINT = "repaint"
    RESTYLE = "restyle"
    SEGMENT = "segment"
    SKYBOX_3D = "skybox-3d"
    SKYBOX_BASE_360 = "skybox-base-360"
    SKYBOX_HDRI = "skybox-hdri"
    SKYBOX_UPSCALE_360 = "skybox-upscale-360"
    TEXTURE = "texture"
    TRANSLATE = "translate"
    UPLOAD = "upload"
    UPSCALE = "upscale"
    UPSCALE_SKYBOX = "upscale-skybox"
    UPSCALE_TEXTURE = "upscale-texture"
    VECTORIZE = "vectorize"
    WORKFLOW = "workflow"


class Metadata(ApiModel):
    asset_ids: Annotated[list[str] | None, Field(alias="assetIds")] = None
    input_: Annotated[dict[str, Any] | None, Field(alias="input")] = None
    output: dict[str, Any] | None = None
    flow: list[dict[str, Any]] | None = None


class Mode(StrEnum):
    """
    The mode used to generate new prompt(s).
    """

    COMPLETION = "completion"
    CONTEXTUAL = "contextual"
    IMAGE_EDITING = "image-editing"
    INVENTIVE = "inventive"
    STRUCTURED = "structured"


class Problem(ApiModel):
    """
    Problem details (RFC 9457), as the mock server and servers that follow the RFC give them.
    """

    type: str | None = None
    title: str | None = None
    status: int | None = None
    detail: str | None = None
    errors: Annotated[list[Errors] | None, Field(description="Each documented constraint that the request breaks.")] = None


class StatusHistory(ApiModel):
    date: str
    status: JobStatus


class TooManyRequests(ApiModel):
    reason: str | None = None
    remaining_seconds: Annotated[int | float | None, Field(alias="remainingSeconds")] = None


class CaptionImagesRequest(ApiModel):
    ensure_ip_cleared: Annotated[
        bool | None, Field(alias="ensureIPCleared", description="Whether we try to ensure IP removal for new prompt generation.")
    ] = None
    images: Annotated[
        list[str],
        Field(
            description='List of images used to generate captions. Results are returned in the same order as the given images. Images are set a data URLs (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw"). if both modelId and images are provided, modelId\'s examples and training images will be used to influence the caption structure of the images if only images are provided, the captions will be conditioned by the detailsLevel parameter Replaces assetIds parameter if you want to caption multiple images at a time, please prefer using asset ids instead of data url'
        ),
    ]
    seed: Annotated[
        int | float | None,
        Field(
            description="If specified, the API will make a best effort to produce the same results, such that repeated requests with the same seed and parameters should return the same outputs. Must be used along with the same parameters including prompt, model's state, etc.."
        ),
    ] = None
    unwanted_sequences: Annotated[
        list[str] | None,
        Field(
            alias="unwantedSequences", description="Optional list of words sequences that should not be present in the generated prompts."
        ),
    ] = None
    model_id: Annotated[
        str | None,
        Field(
            alias="modelId",
            description="When provided, the model will follow the model's training images and examples' prompt to generate the captions.",
        ),
    ] = None
    temperature: Annotated[
        int | float | None,
        Field(
            description="The sampling temperature to use. Higher values like 0.8 will make the output more random, while lower values like 0.2 will make it more focused and deterministic. We generally recommend altering this or topP but not both."
        ),
    ] = None
    asset_ids: Annotated[
        list[str] | None,
        Field(
            alias="assetIds",
            deprecated=True,
            description="The assetIds to generate captions. Results are returned in the same order as the given assetIds. Deprecated, use images parameter instead.",
        ),
    ] = None
    top_p: Annotated[
        int | float | None,
        Field(
            alias="topP",
            description="An alternative to sampling with temperature, called nucleus sampling, where the model considers the results of the tokens with top_p probability mass. So 0.1 means only the tokens comprising the top 10% probability mass are considered. We generally recommend altering this or temperature but not both.",
        ),
    ] = None
    details_level: Annotated[
        DetailsLevel | None,
        Field(
            alias="detailsLevel",
            description="The details level used to generate the captions. When a modelId is provided and examples are available, the details level is ignored.",
        ),
    ] = None


class GeneratePromptRequest(ApiModel):
    mode: Annotated[Mode, Field(description="The mode used to generate new prompt(s).")]
    ensure_ip_cleared: Annotated[
        bool | None, Field(alias="ensureIPCleared", description="Whether we try to ensure IP removal for new prompt generation.")
    ] = None
    image: Annotated[
        str | None,
        Field(
            description='The input image as a data URL (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset ID (example: "asset_GTrL3mq4SXWyMxkOHRxlpw") Required when mode is image-editing-prompt.'
        ),
    ] = None
    images: Annotated[
        list[str] | None,
        Field(
            description='List of images used to condition the generation. Images are set a data URLs (example: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=") or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw"). in contextual mode, images condition prompt generation by using their actual descriptions as context in all other modes, it supersedes the modelId parameter when provided.'
        ),
    ] = None
    seed: Annotated[
        int | float | None,
        Field(
            description="If specified, the API will make a best effort to produce the same results, such that repeated requests with the same seed and parameters should return the same outputs. Must be used along with the same parameters including prompt, model's state, etc.."
        ),
    ] = None
    model_id: Annotated[
        str | None,
        Field(
            alias="modelId",
            description="The modelId used to condition the generation. When provided, the generation will take into account model's training images, examples. Only supports 'gemini-2.0-flash', 'gemini-2.5-flash', 'gpt-image-1', 'flux-kontext' and 'runway-gen4-image' for now when mode is image-editing-prompt.",
        ),
    ] = None
    temperature: Annotated[
        int | float | None,
        Field(
            description="The sampling temperature to use. Higher values like 0.8 will make the output more random, while lower values like 0.2 will make it more focused and deterministic. We generally recommend altering this or topP but not both."
        ),
    ] = None
    asset_ids: Annotated[
        list[str] | None,
        Field(
            alias="assetIds",
            description="The asset ids used to condition the generation. supersedes the modelId parameter when provided. ignored when mode is image-editing-prompt.",
        ),
    ] = None
    num_results: Annotated[int | float | None, Field(alias="numResults", description="The number of results to return.")] = None
    prompt: Annotated[str | None, Field(description="The initial prompt spark feed to completion, inventive or structured modes.")] = None
    top_p: Annotated[
        int | float | None,
        Field(
            alias="topP",
            description="An alternative to sampling with temperature, called nucleus sampling, where the model considers the results of the tokens with top_p probability mass. So 0.1 means only the tokens comprising the top 10% probability mass are considered. We generally recommend altering this or temperature but not both.",
        ),
    ] = None


class ScenarioJob(ApiModel):
    """
    The work that was started.
    """

    job_id: Annotated[str, Field(alias="jobId")]
    job_type: Annotated[JobType, Field(alias="jobType")]
    status: JobStatus
    status_history: Annotated[list[StatusHistory], Field(alias="statusHistory")]
    progress: int | float
    metadata: Metadata
    author_id: Annotated[str | None, Field(alias="authorId")] = None
    owner_id: Annotated[str | None, Field(alias="ownerId")] = None
    created_at: Annotated[str, Field(alias="createdAt", description="An ISO 8601 date and time.")]
    updated_at: Annotated[str, Field(alias="updatedAt", description="An ISO 8601 date and time.")]


class CaptionImagesResponse(ApiModel):
    captions: list[str]
    details_level: Annotated[DetailsLevel | None, Field(alias="detailsLevel")] = None
    job: Annotated[ScenarioJob, Field(description="The work that was started.")]
    creative_units_cost: Annotated[int | float | None, Field(alias="creativeUnitsCost")] = None
    creative_units_discount: Annotated[int | float | None, Field(alias="creativeUnitsDiscount")] = None


class DescribeStyleResponse(ApiModel):
    synthesis: str
    description: str
    job: Annotated[ScenarioJob, Field(description="The work that was started.")]
    creative_units_cost: Annotated[int | float | None, Field(alias="creativeUnitsCost")] = None
    creative_units_discount: Annotated[int | float | None, Field(alias="creativeUnitsDiscount")] = None


class GeneratePromptResponse(ApiModel):
    prompts: list[str]
    mode: Mode | None = None
    job: Annotated[ScenarioJob, Field(description="The work that was started.")]
    creative_units_cost: Annotated[int | float | None, Field(alias="creativeUnitsCost")] = None
    creative_units_discount: Annotated[int | float | None, Field(alias="creativeUnitsDiscount")] = None


__all__ = [
    "BadRequest",
    "CaptionImagesRequest",
    "CaptionImagesResponse",
    "DescribeStyleRequest",
    "DescribeStyleResponse",
    "DetailsLevel",
    "DryRunResponse",
    "Errors",
    "Forbidden",
    "GeneratePromptRequest",
    "GeneratePromptResponse",
    "InternalServerError",
    "JobStatus",
    "JobType",
    "Metadata",
    "Mode",
    "Problem",
    "ScenarioJob",
    "StatusHistory",
    "TooManyRequests",
]
