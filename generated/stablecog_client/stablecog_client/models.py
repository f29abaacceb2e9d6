"""The documented objects, one set for requests and responses. Generated: do not edit."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ._runtime.model import ApiModel


class CreateGenerationRequest(ApiModel):
    prompt: str = Field(..., description="Tell the model what image to generate.")
    model_id: str | None = Field(
        None, description="The model that will be used for generating the image. Note: The server has a default model of its own."
    )
    width: int | None = Field(
        None,
        description="The width of the image. The value should be a multiple of 8 and follow this formula: width * height * inference steps <= 1024 * 1024 * 30. Note: Defaults to the width of the model, 512 or 768.",
    )
    height: int | None = Field(
        None,
        description="The height of the image. The value should be a multiple of 8 and follow this formula: height * width * inference steps <= 1024 * 1024 * 30. Note: Defaults to the height of the model, 512 or 768.",
    )
    negative_prompt: str | None = Field(
        None, description="Tell the model what to avoid or exclude when generating the image. The opposite of the prompt."
    )
    num_outputs: int | None = Field(None, description="The number of images to generate.")
    guidance_scale: int | float | None = Field(
        None,
        description="How similar the image will be to your prompt. Higher values make the image closer to your prompt and provides less creative freedom to the model.",
    )
    inference_steps: int | None = Field(
        None,
        description="How many steps will be taken to generate the image. Higher values usually provide more details (which isn't always a good thing) but take longer to generate. The value should follow this formula: inference steps * width * height < 50 * 640 * 640.",
    )
    scheduler_id: str | None = Field(
        None,
        description="Schedulers define the entire denoising process during diffusion. Note: Which schedulers there are depends on the model; the server replaces any other by the model's default.",
    )
    seed: int | None = Field(
        None,
        description="To get repeatable results. Same seed combined with same settings will generate the same image. Note: A random number is drawn when it is negative or not sent.",
    )
    init_image_url: str | None = Field(
        None,
        description="An image URL to base the generation on. The generations using this parameter are often called img2img or image to image generations. Note: The address begins with http://, https:// or s3://.",
    )
    prompt_strength: int | float | None = Field(
        None,
        description="How the model should prioritize init_image_url and prompt. Higher value will follow the prompt more closely, lower value will follow the init_image_url more closely.",
    )


class Error(ApiModel):
    error: str = Field(..., description="A code or a sentence.")


class Errors(ApiModel):
    constraint: str = Field(..., description="The id of the rule, or field and keyword.")
    pointer: str | None = Field(None, description="The offending value in the body (RFC 6901).")
    parameter: str | None = Field(None, description="The offending parameter.")
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
    errors: list[Errors] | None = Field(None, description="Each documented constraint that the request breaks.")


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
    outputs: list[TOutput] | None = Field(None, description="Generated images.")
    remaining_credits: int | float | None = Field(None, description="Your remaining credits after this request.")
    settings: TGenerationSettings | None = Field(
        None, description="Settings for the generation. Useful if you are using the defaults and want to know what they are."
    )


class GenerationError(ApiModel):
    error: str = Field(..., description="A code or a sentence.")
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
