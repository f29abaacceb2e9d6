"""What the documentation says of requests and does not demand: advice, and what has no effect. Generated: do not edit."""

from typing import Any

from ._runtime.advice import Note
from ._runtime.request import Said
from ._runtime.values import (
    compare,
    number,
    present,
    string,
)


def describe_style_temperature_excludes_top_p(body: Any) -> bool:
    """advice: topP must not be sent when temperature is sent"""
    temperature = number(body, "temperature")
    return not (temperature is not None) or (not present(body, "topP"))


def describe_style_top_p_excludes_temperature(body: Any) -> bool:
    """advice: temperature must not be sent when topP is sent"""
    topp = number(body, "topP")
    return not (topp is not None) or (not present(body, "temperature"))


def caption_images_temperature_excludes_top_p(body: Any) -> bool:
    """advice: topP must not be sent when temperature is sent"""
    temperature = number(body, "temperature")
    return not (temperature is not None) or (not present(body, "topP"))


def caption_images_top_p_excludes_temperature(body: Any) -> bool:
    """advice: temperature must not be sent when topP is sent"""
    topp = number(body, "topP")
    return not (topp is not None) or (not present(body, "temperature"))


def caption_images_details_level_ignored_when_model_id(body: Any) -> bool:
    """detailsLevel is ignored when modelId is sent, given: examples are available"""
    return present(body, "modelId")


def generate_prompt_images_overrides_model_id_when_not_mode_cont(body: Any) -> bool:
    """images wins over modelId unless mode is contextual"""
    mode = string(body, "mode", "structured")
    return not compare("==", mode, "contextual")


def generate_prompt_temperature_excludes_top_p(body: Any) -> bool:
    """advice: topP must not be sent when temperature is sent"""
    temperature = number(body, "temperature")
    return not (temperature is not None) or (not present(body, "topP"))


def generate_prompt_asset_ids_ignored_when_mode_image_editing(body: Any) -> bool:
    """assetIds is ignored when mode is image-editing"""
    mode = string(body, "mode", "structured")
    return compare("==", mode, "image-editing")


def generate_prompt_top_p_excludes_temperature(body: Any) -> bool:
    """advice: temperature must not be sent when topP is sent"""
    topp = number(body, "topP")
    return not (topp is not None) or (not present(body, "temperature"))


NOTES: dict[str, tuple[Note, ...]] = {
    "describe_style": (
        Note(
            "images-overrides-modelId",
            "overrides",
            "images",
            "modelId",
            "images wins over modelId, given: all other modes",
            (Said("describe-style.txt", 22, 22, "in all other modes, it supersedes the modelId parameter when provided.", None),),
            None,
        ),
        Note(
            "seed-repeatable",
            "advice",
            "seed",
            None,
            "usually, requests that are the same, seed included, give the same results",
            (
                Said(
                    "describe-style.txt",
                    26,
                    26,
                    "If specified, the API will make a best effort to produce the same results, such that repeated requests with the same seed and parameters should return the same outputs.",
                    None,
                ),
                Said(
                    "describe-style.txt", 26, 26, "Must be used along with the same parameters including prompt, model's state, etc..", None
                ),
            ),
            None,
        ),
        Note(
            "temperature-excludes-topP",
            "advice",
            "temperature",
            None,
            "advice: topP must not be sent when temperature is sent",
            (Said("describe-style.txt", 47, 47, "We generally recommend altering this or topP but not both.", None),),
            describe_style_temperature_excludes_top_p,
        ),
        Note(
            "topP-excludes-temperature",
            "advice",
            "topP",
            None,
            "advice: temperature must not be sent when topP is sent",
            (Said("describe-style.txt", 60, 60, "We generally recommend altering this or temperature but not both.", None),),
            describe_style_top_p_excludes_temperature,
        ),
    ),
    "caption_images": (
        Note(
            "images-overrides-assetIds",
            "overrides",
            "images",
            "assetIds",
            "images wins over assetIds",
            (Said("caption.txt", 24, 24, "Replaces assetIds parameter", None),),
            None,
        ),
        Note(
            "images-advice",
            "advice",
            "images",
            None,
            "the documentation gives advice about images",
            (
                Said(
                    "caption.txt",
                    25,
                    25,
                    "if you want to caption multiple images at a time, please prefer using asset ids instead of data url",
                    None,
                ),
            ),
            None,
        ),
        Note(
            "seed-repeatable",
            "advice",
            "seed",
            None,
            "usually, requests that are the same, seed included, give the same results",
            (
                Said(
                    "caption.txt",
                    29,
                    29,
                    "If specified, the API will make a best effort to produce the same results, such that repeated requests with the same seed and parameters should return the same outputs.",
                    None,
                ),
                Said("caption.txt", 29, 29, "Must be used along with the same parameters including prompt, model's state, etc..", None),
            ),
            None,
        ),
        Note(
            "temperature-excludes-topP",
            "advice",
            "temperature",
            None,
            "advice: topP must not be sent when temperature is sent",
            (Said("caption.txt", 46, 46, "We generally recommend altering this or topP but not both.", None),),
            caption_images_temperature_excludes_top_p,
        ),
        Note(
            "assetIds-deprecated-images",
            "deprecated",
            "assetIds",
            "images",
            "assetIds is deprecated; use images instead",
            (Said("caption.txt", 51, 51, "Deprecated, use images parameter instead.", None),),
            None,
        ),
        Note(
            "topP-excludes-temperature",
            "advice",
            "topP",
            None,
            "advice: temperature must not be sent when topP is sent",
            (Said("caption.txt", 59, 59, "We generally recommend altering this or temperature but not both.", None),),
            caption_images_top_p_excludes_temperature,
        ),
        Note(
            "detailsLevel-ignored-when-modelId",
            "ignored",
            "detailsLevel",
            None,
            "detailsLevel is ignored when modelId is sent, given: examples are available",
            (Said("caption.txt", 66, 66, "When a modelId is provided and examples are available, the details level is ignored.", None),),
            caption_images_details_level_ignored_when_model_id,
        ),
    ),
    "generate_prompt": (
        Note(
            "images-overrides-modelId-when-not-mode-contextual",
            "overrides",
            "images",
            "modelId",
            "images wins over modelId unless mode is contextual",
            (Said("prompt.txt", 36, 36, "in all other modes, it supersedes the modelId parameter when provided.", None),),
            generate_prompt_images_overrides_model_id_when_not_mode_cont,
        ),
        Note(
            "seed-repeatable",
            "advice",
            "seed",
            None,
            "usually, requests that are the same, seed included, give the same results",
            (
                Said(
                    "prompt.txt",
                    40,
                    40,
                    "If specified, the API will make a best effort to produce the same results, such that repeated requests with the same seed and parameters should return the same outputs.",
                    None,
                ),
                Said("prompt.txt", 40, 40, "Must be used along with the same parameters including prompt, model's state, etc..", None),
            ),
            None,
        ),
        Note(
            "temperature-excludes-topP",
            "advice",
            "temperature",
            None,
            "advice: topP must not be sent when temperature is sent",
            (Said("prompt.txt", 55, 55, "We generally recommend altering this or topP but not both.", None),),
            generate_prompt_temperature_excludes_top_p,
        ),
        Note(
            "assetIds-overrides-modelId",
            "overrides",
            "assetIds",
            "modelId",
            "assetIds wins over modelId",
            (Said("prompt.txt", 64, 64, "supersedes the modelId parameter when provided.", None),),
            None,
        ),
        Note(
            "assetIds-ignored-when-mode-image-editing",
            "ignored",
            "assetIds",
            None,
            "assetIds is ignored when mode is image-editing",
            (Said("prompt.txt", 65, 65, "ignored when mode is image-editing-prompt.", None),),
            generate_prompt_asset_ids_ignored_when_mode_image_editing,
        ),
        Note(
            "topP-excludes-temperature",
            "advice",
            "topP",
            None,
            "advice: temperature must not be sent when topP is sent",
            (Said("prompt.txt", 81, 81, "We generally recommend altering this or temperature but not both.", None),),
            generate_prompt_top_p_excludes_temperature,
        ),
    ),
}
