"""What the documentation says of requests and does not demand: advice, and what has no effect. Generated: do not edit."""

from typing import Any

from ._runtime.advice import Note
from ._runtime.request import Said
from ._runtime.values import (
    boolean,
    compare,
)


def create_generation_prompt_magic_version_ignored_when_not_prom(body: Any) -> bool:
    """promptMagicVersion is ignored unless promptMagic is true"""
    promptmagic = boolean(body, "promptMagic")
    return not compare("==", promptmagic, True)


NOTES: dict[str, tuple[Note, ...]] = {
    "create_generation": (
        Note(
            "guidance_scale-advice",
            "advice",
            "guidance_scale",
            None,
            "the documentation gives advice about guidance_scale",
            (Said("create-generation.txt", 47, 47, "7 is recommended.", None),),
            None,
        ),
        Note(
            "modelId-overrides-sd_version",
            "overrides",
            "modelId",
            "sd_version",
            "modelId wins over sd_version",
            (
                Said(
                    "create-generation.txt",
                    81,
                    81,
                    "If not provided, uses sd_version to determine the version of Stable Diffusion to use.",
                    None,
                ),
            ),
            None,
        ),
        Note(
            "promptMagicVersion-ignored-when-not-promptMagic",
            "ignored",
            "promptMagicVersion",
            None,
            "promptMagicVersion is ignored unless promptMagic is true",
            (Said("create-generation.txt", 130, 130, "Prompt magic version v2 or v3, for use when promptMagic: true", None),),
            create_generation_prompt_magic_version_ignored_when_not_prom,
        ),
        Note(
            "controlNet-deprecated-controlnets",
            "deprecated",
            "controlNet",
            "controlnets",
            "controlNet is deprecated; use controlnets instead",
            (Said("create-generation.txt", 185, 185, "Please use the controlnets array instead.", None),),
            None,
        ),
        Note(
            "controlNetType-deprecated-controlnets",
            "deprecated",
            "controlNetType",
            "controlnets",
            "controlNetType is deprecated; use controlnets instead",
            (Said("create-generation.txt", 191, 191, "Please use the controlnets array instead.", None),),
            None,
        ),
        Note(
            "weighting-deprecated-controlnets",
            "deprecated",
            "weighting",
            "controlnets",
            "weighting is deprecated; use controlnets instead",
            (Said("create-generation.txt", 197, 197, "Please use the controlnets array instead.", None),),
            None,
        ),
    ),
}
