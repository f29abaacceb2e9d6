"""The documented objects, one set for requests and responses. Generated: do not edit."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from ._runtime.model import ApiModel


class CreateGenerationRequest(ApiModel):
    prompt: Annotated[str, Field(description="Tell the model what image to generate.")]
    model_id: Annotated[
        str | None,
        Field(description="The model that will be used for generating the image. Note: The server has a default model of its own."),
    ] = None
    width: Annotated[
        int | None,
        Field(
            description="The width of the image. The value should be a multiple of 8 and follow this formula: width * height * inference steps <= 1024 * 1024 * 30. Note: Defaults to the width of the model, 512 or 768."
        ),
    ] = None
    height: Annotated[
        int | None,
        Field(
            description="The height of the image. The value should be a multiple of 8 and follow this formula: height * width * inference steps <= 1024 * 1024 * 30. Note: Defaults to the height of the model, 512 or 768."
        ),
    ] = None
    negative_prompt: Annotated[
        str | None, Field(description="Tell the model what to avoid or exclude when generating the image. The opposite of the prompt.")
    ] = None
    num_outputs: Annotated[int | None, Field(description="The number of images to generate.")] = None
    guidance_scale: Annotated[
        int | float | None,
        Field(
            description="How similar the image will be to your prompt. Higher values make the image closer to your prompt and provides less creative freedom to the model."
        ),
    ] = None
    inference_steps: Annotated[
        int | None,
        Field(
            description="How many steps will be taken to generate the image. Higher values usually provide more details (which isn't always a good thing) but take longer to generate. The value should follow this formula: inference steps * width * height < 50 * 640 * 640."
        ),
    ] = None
    scheduler_id: Annotated[
        str | None,
        Field(
            description="Schedulers define the entire denoising process during diffusion. Note: Which schedulers there are depends on the model; the server replaces any other by the model's default."
        ),
    ] = None
    seed: Annotated[
        int | None,
        Field(
            description="To get repeatable results. Same seed combined with same settings will generate the same image. Note: A random number is drawn when it is negative or not sent."
        ),
    ] = None
    init_image_url: Annotated[
        str | None,
        Field(
            description="An image URL to base the generation on. The generations using this parameter are often called img2img or image to image generations. Note: The address begins with http://, https:// or s3://."
        ),
    ] = None
    prompt_strength: Annotated[
        int | float | None,
        Field(
            description="How the model should prioritize init_image_url and prompt. Higher value will follow the prompt more closely, lower value will follow the init_image_url more closely."
        ),
    ] = None


class Error(ApiModel):
    error: Annotated[str, Field(description="A code or a sentence.")]


class Errors(ApiModel):
    constraint: Annotated[str, Field(description="The id of the rule, or field and keyword.")]
    pointer: Annotated[str | None, Field(description="The offending value in the body (RFC 6901).")] = None
    parameter: Annotated[str | None, Field(description="The offending parameter.")] = None
    detail: str
    said: list[dict[str, Any]] | None = None


class Problem(ApiModel):
    """
    Problem details (RFC 9457), as the mock server and servers that follow the RFC give them.
    """

    type: str | None = None
    title: str | None = None
    status: int | None = None
    detail: str | None = None
    errors: Annotated[list[Errors] | None, Field(description="Each documented constraint that the request breaks.")] = None


class TGenerationSettings(ApiModel):
    model_id: str | None = None
    width: int | None = None
    height: int | None = None
    num_outputs: int | None = None
    guidance_scale: int | float | None = None
    inference_steps: int | None = None
    scheduler_id: str | None = None
    seed: int | None = None


class TOutput(ApiModel):
    id: str | None = None
    url: str | None = None


class CreateGenerationResponse(ApiModel):
    outputs: Annotated[list[TOutput] | None, Field(description="Generated images.")] = None
    remaining_credits: Annotated[int | float | None, Field(description="Your remaining credits after this request.")] = None
    settings: Annotated[
        TGenerationSettings | None,
        Field(description="Settings for the generation. Useful if you are using the defaults and want to know what they are."),
    ] = None


class GenerationError(ApiModel):
    error: Annotated[str, Field(description="A code or a sentence.")]
    settings: TGenerationSettings | None = None


__all__ = [
    "CreateGenerationRequest",
    "CreateGenerationResponse",
    "Error",
    "Errors",
    "GenerationError",
    "Problem",
    "TGenerationSettings",
    "TOutput",
]
