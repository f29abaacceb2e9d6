"""The clients of leonardo_client. Generated: do not edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy as _copy
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

import httpx

from . import models
from ._rules import OPERATIONS
from ._runtime.advice import Advice
from ._runtime.arguments import advise as _advise
from ._runtime.arguments import checked as _checked
from ._runtime.arguments import fields as _fields
from ._runtime.connection import AsyncCall, AsyncConnection, Call, Connection, Endpoint, Options, Service
from ._runtime.credentials import Part, Scheme
from ._runtime.credentials import hidden as _hidden
from ._runtime.model import read_request as _read_request
from ._runtime.options import DEFAULT_RESPONSE_BYTES, DEFAULT_RETRIES, DEFAULT_TIMEOUT, OnAttempt, Timeout
from ._runtime.options import Settings as _Settings
from ._runtime.raw import raw as _raw
from ._runtime.raw import raw_awaited as _raw_awaited
from ._runtime.types import UNSET, Unset
from .api.default import create_generation as _create_generation
from .models import (
    CanvasRequestType,
    ControlnetInput,
    ControlNetType,
    CreateGenerationRequest,
    CreateGenerationResponse,
    ElementInput,
    PhotoRealVersion,
    PresetStyle,
    PromptMagicVersion,
    Scheduler,
    SdVersion,
    Transparency,
    UserElementsInput,
)

_PACKAGE = __name__.rpartition(".")[0]

CanvasRequestTypeArgument: TypeAlias = CanvasRequestType | Literal["INPAINT", "OUTPAINT", "SKETCH2IMG", "IMG2IMG"]
ControlNetTypeArgument: TypeAlias = ControlNetType | Literal["POSE", "CANNY", "DEPTH"]
PhotoRealVersionArgument: TypeAlias = PhotoRealVersion | Literal["v1", "v2"]
PresetStyleArgument: TypeAlias = (
    PresetStyle
    | Literal[
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
    ]
)
PromptMagicVersionArgument: TypeAlias = PromptMagicVersion | Literal["v2", "v3"]
SchedulerArgument: TypeAlias = (
    Scheduler | Literal["KLMS", "EULER_ANCESTRAL_DISCRETE", "EULER_DISCRETE", "DDIM", "DPM_SOLVER", "PNDM", "LEONARDO"]
)
SdVersionArgument: TypeAlias = (
    SdVersion | Literal["v1_5", "v2", "v3", "SDXL_0_8", "SDXL_0_9", "SDXL_1_0", "SDXL_LIGHTNING", "PHOENIX", "FLUX", "FLUX_DEV", "KINO_2_0"]
)
TransparencyArgument: TypeAlias = Transparency | Literal["disabled", "foreground_only"]

_SCHEME_BEARER = Scheme("bearer", "", (Part("api_key", "LEONARDO_API_KEY"),))

_SERVICE = Service(
    name="leonardo",
    version="1.0.0",
    server="https://cloud.leonardo.ai/api/rest/v1",
    server_variable="LEONARDO_BASE_URL",
    schemes=(_SCHEME_BEARER,),
)
_ENDPOINT_CREATE_GENERATION = Endpoint(
    OPERATIONS["create_generation"],
    security=((_SCHEME_BEARER,),),
    errors={
        "400": {"application/json": models.ApiError, "application/problem+json": models.Problem},
        "401": {"application/json": models.ApiError, "application/problem+json": models.Problem},
        "429": {"application/problem+json": models.Problem},
        "5XX": {"application/problem+json": models.Problem},
    },
)


class Leonardo:
    """A client of the Leonardo.Ai API.

    Keys come from the arguments, else from LEONARDO_API_KEY.
    Requests that the documentation forbids are never sent: they raise RequestInvalid, which says all that is wrong.

    Methods:
        create_generation: Create a Generation of Images.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        on_attempt: OnAttempt | None = None,
        max_response_bytes: int | None = DEFAULT_RESPONSE_BYTES,
        strict: bool = False,
        http_client: httpx.Client | None = None,
    ) -> None:
        """Take keys and address from the arguments, else from the environment; nothing is sent yet.

        Args:
            api_key: A key; from the environment variable LEONARDO_API_KEY otherwise.
            base_url: The server's address; from LEONARDO_BASE_URL otherwise, else as documented.
            timeout: Seconds for each step of an attempt (connect, write, read), or an httpx.Timeout; None for no limit.
            max_retries: How often a failed attempt is repeated, where that does nothing twice.
            deadline: Seconds for a whole call with all its attempts and the pauses between them.
            default_headers: Headers of every request.
            on_attempt: Called with an Attempt after each one; what it raises is logged and changes nothing.
            max_response_bytes: The longest response that is read, decompressed; None for no limit.
            strict: Raise ResponseInvalid for successes that are not as documented.
            http_client: Your own httpx client, for proxies, certificates or tests; it stays open.
        """
        given = _hidden(api_key=api_key)
        del api_key  # so that no traceback shows a key
        settings = _Settings(timeout, max_retries, deadline, default_headers, on_attempt, max_response_bytes, strict)
        self._connection = Connection(_SERVICE, given, base_url=base_url, settings=settings, http_client=http_client)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({getattr(self, '_connection', None)!r})"  # which frames of a failed __init__ show

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a given `http_client` stays open."""
        self._connection.close()

    @property
    def with_raw_response(self) -> LeonardoRawResponses:
        """The same methods, which return a RawResponse: the result with its status, headers and bytes."""
        return LeonardoRawResponses(self)

    def with_options(
        self,
        *,
        timeout: Timeout | Unset = UNSET,
        max_retries: int | Unset = UNSET,
        deadline: float | None | Unset = UNSET,
        default_headers: Mapping[str, str] | None | Unset = UNSET,
        on_attempt: OnAttempt | None | Unset = UNSET,
        max_response_bytes: int | None | Unset = UNSET,
        strict: bool | Unset = UNSET,
    ) -> Self:
        """A copy with other options, which shares keys and connections.

        Default headers are added to those of the client; None takes these away.

        The connections stay those of the client that made them: closing a copy leaves them open.
        """
        twin = _copy(self)
        twin._connection = self._connection.changed(
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            default_headers=default_headers,
            on_attempt=on_attempt,
            max_response_bytes=max_response_bytes,
            strict=strict,
        )
        return twin

    def advice(self, operation_id: str, body: Any) -> tuple[Advice, ...]:
        """What the documentation says of a request body without forbidding it: see the function `advice`."""
        return _advise(_PACKAGE, OPERATIONS, operation_id, body)

    def create_generation(
        self,
        *,
        prompt: str,
        alchemy: bool | None | Unset = UNSET,
        contrast_ratio: float | None | Unset = UNSET,
        contrast: float | None | Unset = UNSET,
        controlnets: Sequence[ControlnetInput | Mapping[str, Any]] | None | Unset = UNSET,
        elements: Sequence[ElementInput | Mapping[str, Any]] | None | Unset = UNSET,
        user_elements: Sequence[UserElementsInput | Mapping[str, Any]] | None | Unset = UNSET,
        expanded_domain: bool | None | Unset = UNSET,
        fantasy_avatar: bool | None | Unset = UNSET,
        guidance_scale: float | None | Unset = UNSET,
        height: int | None | Unset = UNSET,
        high_contrast: bool | None | Unset = UNSET,
        high_resolution: bool | None | Unset = UNSET,
        image_prompts: Sequence[str | None] | None | Unset = UNSET,
        image_prompt_weight: float | None | Unset = UNSET,
        init_generation_image_id: str | None | Unset = UNSET,
        init_image_id: str | None | Unset = UNSET,
        init_strength: float | None | Unset = UNSET,
        model_id: str | None | Unset = UNSET,
        negative_prompt: str | None | Unset = UNSET,
        num_images: int | None | Unset = UNSET,
        num_inference_steps: int | None | Unset = UNSET,
        photo_real: bool | None | Unset = UNSET,
        photo_real_version: PhotoRealVersionArgument | None | Unset = UNSET,
        photo_real_strength: float | None | Unset = UNSET,
        preset_style: PresetStyleArgument | None | Unset = UNSET,
        prompt_magic: bool | None | Unset = UNSET,
        prompt_magic_strength: float | None | Unset = UNSET,
        prompt_magic_version: PromptMagicVersionArgument | None | Unset = UNSET,
        public: bool | None | Unset = UNSET,
        scheduler: SchedulerArgument | Unset = UNSET,
        sd_version: SdVersionArgument | Unset = UNSET,
        seed: int | None | Unset = UNSET,
        tiling: bool | None | Unset = UNSET,
        transparency: TransparencyArgument | None | Unset = UNSET,
        ultra: bool | None | Unset = UNSET,
        unzoom: bool | None | Unset = UNSET,
        unzoom_amount: float | None | Unset = UNSET,
        upscale_ratio: float | None | Unset = UNSET,
        width: int | None | Unset = UNSET,
        control_net: bool | None | Unset = UNSET,
        control_net_type: ControlNetTypeArgument | Unset = UNSET,
        weighting: float | None | Unset = UNSET,
        canvas_request: bool | None | Unset = UNSET,
        canvas_request_type: CanvasRequestTypeArgument | None | Unset = UNSET,
        canvas_init_id: str | None | Unset = UNSET,
        canvas_mask_id: str | None | Unset = UNSET,
        enhance_prompt: bool | None | Unset = UNSET,
        enhance_prompt_instruction: str | None | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> CreateGenerationResponse:
        """Create a Generation of Images.

        This endpoint will generate images Query parameters to be provided in the request body as a JSON object.

        Args:
            prompt: The prompt used to generate images.
                Default: A majestic cat in the snow (not sent).
                Documented in create-generation.txt lines 114, 116.
            alchemy: Enable to use Alchemy. Note: The appropriate Alchemy version is selected for the specified
                model. For example, XL models will use Alchemy V2.
                Default: true (not sent).
                Documented in create-generation.txt lines 14, 15.
            contrast_ratio: Contrast Ratio to use with Alchemy. Must be a float between 0 and 1 inclusive.
                Allowed: 0 to 1. On the wire: contrastRatio.
                Documented in create-generation.txt lines 19, 21.
            contrast: Adjusts the contrast level of the generated image. Used in Phoenix and Flux models. Accepts
                values [1.0, 1.3, 1.8, 2.5, 3, 3.5, 4, 4.5]. For Phoenix, if alchemy is true, contrast needs to be
                2.5 or higher.
                Allowed: 1 to 4.5. One of 1.0, 1.3, 1.8, 2.5, 3, 3.5, 4, 4.5, null.
                Not checked: contrast must be at least 2.5 when alchemy is true, but only for Phoenix
                (create-generation.txt line 26).
                Documented in create-generation.txt lines 23, 24, 26.
            controlnets: Not described.
                Documented in create-generation.txt line 29.
            elements: Not described.
                Documented in create-generation.txt line 32.
            user_elements: On the wire: userElements.
                Documented in create-generation.txt line 35.
            expanded_domain: Enable to use the Expanded Domain feature of Alchemy.
                On the wire: expandedDomain.
                Documented in create-generation.txt line 37.
            fantasy_avatar: Enable to use the Fantasy Avatar feature.
                On the wire: fantasyAvatar.
                Documented in create-generation.txt line 41.
            guidance_scale: How strongly the generation should reflect the prompt. 7 is recommended. Must be between
                1 and 20.
                Allowed: 1 to 20.
                The documentation gives advice about guidance_scale (create-generation.txt line 47).
                Documented in create-generation.txt lines 45, 47.
            height: The input height of the images. Must be between 32 and 1536 and be a multiple of 8. Note: Input
                resolution is not always the same as output resolution due to upscaling from other features.
                Allowed: 32 to 1536, a multiple of 8. Default: 768 (not sent).
                Documented in create-generation.txt lines 49, 50, 52.
            high_contrast: Enable to use the High Contrast feature of Prompt Magic. Note: Controls RAW mode. Set to
                false to enable RAW mode.
                On the wire: highContrast.
                Documented in create-generation.txt line 54.
            high_resolution: Enable to use the High Resolution feature of Prompt Magic.
                On the wire: highResolution.
                Documented in create-generation.txt line 58.
            image_prompts: On the wire: imagePrompts.
                Documented in create-generation.txt line 63.
            image_prompt_weight: On the wire: imagePromptWeight.
                Documented in create-generation.txt line 65.
            init_generation_image_id: The ID of an existing image to use in image2image.
                Documented in create-generation.txt line 66.
            init_image_id: The ID of an Init Image to use in image2image.
                Documented in create-generation.txt line 70.
            init_strength: How strongly the generated images should reflect the original image in image2image. Must
                be a float between 0.1 and 0.9.
                Allowed: 0.1 to 0.9.
                Documented in create-generation.txt lines 74, 76.
            model_id: The model ID used for image generation. If not provided, uses sd_version to determine the
                version of Stable Diffusion to use. In-app, model IDs are under the Finetune Models menu. Click on
                the platform model or your custom model, then click View More. For platform models, you can also use
                the List Platform Models API.
                Default: b24e16ff-06e3-43eb-8d33-4416c2d75876 (not sent). On the wire: modelId.
                Note: modelId wins over sd_version (create-generation.txt line 81).
                Documented in create-generation.txt lines 78, 79.
            negative_prompt: The negative prompt used for the image generation.
                Documented in create-generation.txt line 83.
            num_images: The number of images to generate. Must be between 1 and 8. If either width or height is over
                768, must be between 1 and 4.
                Allowed: 1 to 8. Default: 4 (not sent).
                Note: there are as many results as num_images says (create-generation.txt line 90).
                Rule: num_images must be between 1 and 4 when width or height is over 768 (create-generation.txt
                line 90).
                Documented in create-generation.txt lines 87, 88, 90.
            num_inference_steps: The Step Count to use for the generation. Must be between 10 and 60. Default is 15.
                Allowed: 10 to 60. Default: 15 (not sent).
                Documented in create-generation.txt lines 92, 94.
            photo_real: Enable the photoReal feature. Requires enabling alchemy and unspecifying modelId (for
                photoRealVersion V1).
                On the wire: photoReal.
                Rule: alchemy must be true when photoReal is true (create-generation.txt line 98).
                Rule: modelId must not be sent when photoReal is true and photoRealVersion is v1
                (create-generation.txt line 98).
                Documented in create-generation.txt line 96.
            photo_real_version: The version of photoReal to use. Must be v1 or v2.
                One of v1, v2, null. On the wire: photoRealVersion.
                Documented in create-generation.txt lines 100, 102.
            photo_real_strength: Depth of field of photoReal. Must be 0.55 for low, 0.5 for medium, or 0.45 for
                high. Defaults to 0.55 if not specified.
                One of 0.55, 0.5, 0.45, null. Default: 0.55 (not sent). On the wire: photoRealStrength.
                Documented in create-generation.txt lines 104, 106.
            preset_style: The style to generate images with. When photoReal is enabled, refer to the Guide section
                for a full list. When alchemy is disabled, use LEONARDO or NONE. When alchemy is enabled, use ANIME,
                CREATIVE, DYNAMIC, ENVIRONMENT, GENERAL, ILLUSTRATION, PHOTOGRAPHY, RAYTRACED, RENDER_3D, SKETCH_BW,
                SKETCH_COLOR, or NONE.
                One of ANIME, BOKEH, CINEMATIC, CINEMATIC_CLOSEUP, CREATIVE, DYNAMIC, ENVIRONMENT, FASHION, FILM,
                FOOD, GENERAL, HDR, ILLUSTRATION, LEONARDO, LONG_EXPOSURE, MACRO, MINIMALISTIC, MONOCHROME, MOODY,
                NONE, NEUTRAL, PHOTOGRAPHY, PORTRAIT, RAYTRACED, RENDER_3D, RETRO, SKETCH_BW, SKETCH_COLOR,
                STOCK_PHOTO, VIBRANT, UNPROCESSED, null. Default: DYNAMIC (not sent). On the wire: presetStyle.
                Not checked: presetStyle is limited further (depends on: what the page refers to when photoReal is
                true) (create-generation.txt line 112).
                Rule: presetStyle must be one of LEONARDO, NONE when alchemy is false and photoReal is not true
                (create-generation.txt line 112).
                Rule: presetStyle must be one of ANIME, CREATIVE, DYNAMIC, ENVIRONMENT, GENERAL, ILLUSTRATION,
                PHOTOGRAPHY, RAYTRACED, RENDER_3D, SKETCH_BW, SKETCH_COLOR, NONE when alchemy is true and photoReal
                is not true (create-generation.txt line 112).
                Documented in create-generation.txt lines 108, 110.
            prompt_magic: Enable to use Prompt Magic.
                On the wire: promptMagic.
                Documented in create-generation.txt line 120.
            prompt_magic_strength: Strength of prompt magic. Must be a float between 0.1 and 1.0.
                Allowed: 0.1 to 1.0. On the wire: promptMagicStrength.
                Documented in create-generation.txt lines 124, 126.
            prompt_magic_version: Prompt magic version v2 or v3, for use when promptMagic: true.
                One of v2, v3, null. On the wire: promptMagicVersion.
                Note: promptMagicVersion is ignored unless promptMagic is true (create-generation.txt line 130).
                Documented in create-generation.txt lines 128, 130.
            public: Whether the generated images should show in the community feed.
                Documented in create-generation.txt line 132.
            scheduler: The scheduler to generate images with. Defaults to EULER_DISCRETE if not specified.
                One of KLMS, EULER_ANCESTRAL_DISCRETE, EULER_DISCRETE, DDIM, DPM_SOLVER, PNDM, LEONARDO. Default:
                EULER_DISCRETE (not sent).
                Documented in create-generation.txt lines 136, 139.
            sd_version: The base version of stable diffusion to use if not using a custom model. v1_5 is 1.5, v2 is
                2.1, if not specified it will default to v1_5. Also includes SDXL and SDXL Lightning models.
                One of v1_5, v2, v3, SDXL_0_8, SDXL_0_9, SDXL_1_0, SDXL_LIGHTNING, PHOENIX, FLUX, FLUX_DEV,
                KINO_2_0. Default: v1_5 (not sent).
                Documented in create-generation.txt lines 142, 145.
            seed: Apply a fixed seed to maintain consistency across generation sets. The maximum seed value is
                2147483637 for Flux and 9999999998 for other models.
                Allowed: at most 9999999998.
                Not checked: seed must be at most 2147483637, but only for Flux (create-generation.txt line 149).
                Documented in create-generation.txt lines 147, 149.
            tiling: Whether the generated images should tile on all axis.
                Documented in create-generation.txt line 151.
            transparency: Which type of transparency this image should use.
                One of disabled, foreground_only, null.
                Documented in create-generation.txt line 155.
            ultra: Enable to use Ultra mode. Note: can not be used with Alchemy.
                Rule: alchemy must not be true when ultra is true (create-generation.txt line 163).
                Documented in create-generation.txt line 161.
            unzoom: Whether the generated images should be unzoomed (requires unzoomAmount and init_image_id to be
                set).
                Rule: unzoomAmount is required when unzoom is true (create-generation.txt line 167).
                Rule: init_image_id is required when unzoom is true (create-generation.txt line 167).
                Documented in create-generation.txt line 165.
            unzoom_amount: How much the image should be unzoomed (requires an init_image_id and unzoom to be set to
                true).
                On the wire: unzoomAmount.
                Rule: init_image_id is required when unzoomAmount is sent (create-generation.txt line 171).
                Rule: unzoom must be true when unzoomAmount is sent (create-generation.txt line 171).
                Documented in create-generation.txt line 169.
            upscale_ratio: How much the image should be upscaled. (Enterprise Only).
                On the wire: upscaleRatio.
                Not checked: upscaleRatio is for Enterprise only (create-generation.txt line 175).
                Documented in create-generation.txt line 173.
            width: The input width of the images. Must be between 32 and 1536 and be a multiple of 8. Note: Input
                resolution is not always the same as output resolution due to upscaling from other features.
                Allowed: 32 to 1536, a multiple of 8. Default: 1024 (not sent).
                Documented in create-generation.txt lines 177, 178, 180.
            control_net: This parameter will be deprecated in September 2024. Please use the controlnets array
                instead.
                Deprecated. On the wire: controlNet.
                Note: controlNet is deprecated; use controlnets instead (create-generation.txt line 185).
                Documented in create-generation.txt line 182.
            control_net_type: This parameter will be deprecated in September 2024. Please use the controlnets array
                instead.
                One of POSE, CANNY, DEPTH. Deprecated. On the wire: controlNetType.
                Note: controlNetType is deprecated; use controlnets instead (create-generation.txt line 191).
                Documented in create-generation.txt line 187.
            weighting: This parameter will be deprecated in September 2024. Please use the controlnets array
                instead.
                Deprecated.
                Note: weighting is deprecated; use controlnets instead (create-generation.txt line 197).
                Documented in create-generation.txt line 194.
            canvas_request: Whether the generation is for the Canvas Editor feature.
                On the wire: canvasRequest.
                Documented in create-generation.txt line 199.
            canvas_request_type: The type of request for the Canvas Editor.
                One of INPAINT, OUTPAINT, SKETCH2IMG, IMG2IMG, null. On the wire: canvasRequestType.
                Documented in create-generation.txt line 203.
            canvas_init_id: The ID of an initial image to use in Canvas Editor request.
                On the wire: canvasInitId.
                Documented in create-generation.txt line 209.
            canvas_mask_id: The ID of a mask image to use in Canvas Editor request.
                On the wire: canvasMaskId.
                Documented in create-generation.txt line 213.
            enhance_prompt: When enabled, your prompt is expanded to include more detail.
                On the wire: enhancePrompt.
                Documented in create-generation.txt line 217.
            enhance_prompt_instruction: When enhancePrompt is enabled, the prompt is enhanced based on the given
                instructions.
                On the wire: enhancePromptInstruction.
                Documented in create-generation.txt line 221.
            extra_body: Undocumented fields to send as well.
            extra_query: Undocumented query parameters to send as well.
            extra_headers: Headers to send as well.
            timeout: Seconds, for this call alone.
            max_retries: How often a failed attempt is repeated, for this call alone.
            idempotency_key: Sent as Idempotency-Key with every attempt, which makes it safe to repeat them.

        Returns:
            CreateGenerationResponse: The generation job that was started, and what it costs.

        Raises:
            RequestInvalid: The request breaks documented constraints; nothing was sent.
            APIStatusError: The server answered with an error (documented: 400, 401, 429, 5XX).
            APIConnectionError: There was no answer.
        """
        _value = _checked(
            _ENDPOINT_CREATE_GENERATION.operation,
            _fields(
                {
                    "prompt": prompt,
                    "alchemy": alchemy,
                    "contrastRatio": contrast_ratio,
                    "contrast": contrast,
                    "controlnets": controlnets,
                    "elements": elements,
                    "userElements": user_elements,
                    "expandedDomain": expanded_domain,
                    "fantasyAvatar": fantasy_avatar,
                    "guidance_scale": guidance_scale,
                    "height": height,
                    "highContrast": high_contrast,
                    "highResolution": high_resolution,
                    "imagePrompts": image_prompts,
                    "imagePromptWeight": image_prompt_weight,
                    "init_generation_image_id": init_generation_image_id,
                    "init_image_id": init_image_id,
                    "init_strength": init_strength,
                    "modelId": model_id,
                    "negative_prompt": negative_prompt,
                    "num_images": num_images,
                    "num_inference_steps": num_inference_steps,
                    "photoReal": photo_real,
                    "photoRealVersion": photo_real_version,
                    "photoRealStrength": photo_real_strength,
                    "presetStyle": preset_style,
                    "promptMagic": prompt_magic,
                    "promptMagicStrength": prompt_magic_strength,
                    "promptMagicVersion": prompt_magic_version,
                    "public": public,
                    "scheduler": scheduler,
                    "sd_version": sd_version,
                    "seed": seed,
                    "tiling": tiling,
                    "transparency": transparency,
                    "ultra": ultra,
                    "unzoom": unzoom,
                    "unzoomAmount": unzoom_amount,
                    "upscaleRatio": upscale_ratio,
                    "width": width,
                    "controlNet": control_net,
                    "controlNetType": control_net_type,
                    "weighting": weighting,
                    "canvasRequest": canvas_request,
                    "canvasRequestType": canvas_request_type,
                    "canvasInitId": canvas_init_id,
                    "canvasMaskId": canvas_mask_id,
                    "enhancePrompt": enhance_prompt,
                    "enhancePromptInstruction": enhance_prompt_instruction,
                },
                extra_body,
                required=True,
            ),
            {},
        )
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = Call(self._connection, _ENDPOINT_CREATE_GENERATION, _options)
        _result = _create_generation.sync_detailed(
            client=_call,
            body=_read_request(CreateGenerationRequest, _value),
        )
        return _result.parsed


class AsyncLeonardo:
    """The twin of `Leonardo` whose methods are awaited, under asyncio."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        on_attempt: OnAttempt | None = None,
        max_response_bytes: int | None = DEFAULT_RESPONSE_BYTES,
        strict: bool = False,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        """Take keys and address from the arguments, else from the environment; nothing is sent yet.

        Args:
            api_key: A key; from the environment variable LEONARDO_API_KEY otherwise.
            base_url: The server's address; from LEONARDO_BASE_URL otherwise, else as documented.
            timeout: Seconds for each step of an attempt (connect, write, read), or an httpx.Timeout; None for no limit.
            max_retries: How often a failed attempt is repeated, where that does nothing twice.
            deadline: Seconds for a whole call with all its attempts and the pauses between them.
            default_headers: Headers of every request.
            on_attempt: Called with an Attempt after each one; what it raises is logged and changes nothing.
            max_response_bytes: The longest response that is read, decompressed; None for no limit.
            strict: Raise ResponseInvalid for successes that are not as documented.
            http_client: Your own httpx client, for proxies, certificates or tests; it stays open.
        """
        given = _hidden(api_key=api_key)
        del api_key  # so that no traceback shows a key
        settings = _Settings(timeout, max_retries, deadline, default_headers, on_attempt, max_response_bytes, strict)
        self._connection = AsyncConnection(_SERVICE, given, base_url=base_url, settings=settings, http_client=http_client)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({getattr(self, '_connection', None)!r})"  # which frames of a failed __init__ show

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a given `http_client` stays open."""
        await self._connection.close()

    @property
    def with_raw_response(self) -> AsyncLeonardoRawResponses:
        """The same methods, which return a RawResponse: the result with its status, headers and bytes."""
        return AsyncLeonardoRawResponses(self)

    def with_options(
        self,
        *,
        timeout: Timeout | Unset = UNSET,
        max_retries: int | Unset = UNSET,
        deadline: float | None | Unset = UNSET,
        default_headers: Mapping[str, str] | None | Unset = UNSET,
        on_attempt: OnAttempt | None | Unset = UNSET,
        max_response_bytes: int | None | Unset = UNSET,
        strict: bool | Unset = UNSET,
    ) -> Self:
        """A copy with other options, which shares keys and connections.

        Default headers are added to those of the client; None takes these away.

        The connections stay those of the client that made them: closing a copy leaves them open.
        """
        twin = _copy(self)
        twin._connection = self._connection.changed(
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            default_headers=default_headers,
            on_attempt=on_attempt,
            max_response_bytes=max_response_bytes,
            strict=strict,
        )
        return twin

    def advice(self, operation_id: str, body: Any) -> tuple[Advice, ...]:
        """What the documentation says of a request body without forbidding it: see the function `advice`."""
        return _advise(_PACKAGE, OPERATIONS, operation_id, body)

    async def create_generation(
        self,
        *,
        prompt: str,
        alchemy: bool | None | Unset = UNSET,
        contrast_ratio: float | None | Unset = UNSET,
        contrast: float | None | Unset = UNSET,
        controlnets: Sequence[ControlnetInput | Mapping[str, Any]] | None | Unset = UNSET,
        elements: Sequence[ElementInput | Mapping[str, Any]] | None | Unset = UNSET,
        user_elements: Sequence[UserElementsInput | Mapping[str, Any]] | None | Unset = UNSET,
        expanded_domain: bool | None | Unset = UNSET,
        fantasy_avatar: bool | None | Unset = UNSET,
        guidance_scale: float | None | Unset = UNSET,
        height: int | None | Unset = UNSET,
        high_contrast: bool | None | Unset = UNSET,
        high_resolution: bool | None | Unset = UNSET,
        image_prompts: Sequence[str | None] | None | Unset = UNSET,
        image_prompt_weight: float | None | Unset = UNSET,
        init_generation_image_id: str | None | Unset = UNSET,
        init_image_id: str | None | Unset = UNSET,
        init_strength: float | None | Unset = UNSET,
        model_id: str | None | Unset = UNSET,
        negative_prompt: str | None | Unset = UNSET,
        num_images: int | None | Unset = UNSET,
        num_inference_steps: int | None | Unset = UNSET,
        photo_real: bool | None | Unset = UNSET,
        photo_real_version: PhotoRealVersionArgument | None | Unset = UNSET,
        photo_real_strength: float | None | Unset = UNSET,
        preset_style: PresetStyleArgument | None | Unset = UNSET,
        prompt_magic: bool | None | Unset = UNSET,
        prompt_magic_strength: float | None | Unset = UNSET,
        prompt_magic_version: PromptMagicVersionArgument | None | Unset = UNSET,
        public: bool | None | Unset = UNSET,
        scheduler: SchedulerArgument | Unset = UNSET,
        sd_version: SdVersionArgument | Unset = UNSET,
        seed: int | None | Unset = UNSET,
        tiling: bool | None | Unset = UNSET,
        transparency: TransparencyArgument | None | Unset = UNSET,
        ultra: bool | None | Unset = UNSET,
        unzoom: bool | None | Unset = UNSET,
        unzoom_amount: float | None | Unset = UNSET,
        upscale_ratio: float | None | Unset = UNSET,
        width: int | None | Unset = UNSET,
        control_net: bool | None | Unset = UNSET,
        control_net_type: ControlNetTypeArgument | Unset = UNSET,
        weighting: float | None | Unset = UNSET,
        canvas_request: bool | None | Unset = UNSET,
        canvas_request_type: CanvasRequestTypeArgument | None | Unset = UNSET,
        canvas_init_id: str | None | Unset = UNSET,
        canvas_mask_id: str | None | Unset = UNSET,
        enhance_prompt: bool | None | Unset = UNSET,
        enhance_prompt_instruction: str | None | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> CreateGenerationResponse:
        """Like `Leonardo.create_generation`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_CREATE_GENERATION.operation,
            _fields(
                {
                    "prompt": prompt,
                    "alchemy": alchemy,
                    "contrastRatio": contrast_ratio,
                    "contrast": contrast,
                    "controlnets": controlnets,
                    "elements": elements,
                    "userElements": user_elements,
                    "expandedDomain": expanded_domain,
                    "fantasyAvatar": fantasy_avatar,
                    "guidance_scale": guidance_scale,
                    "height": height,
                    "highContrast": high_contrast,
                    "highResolution": high_resolution,
                    "imagePrompts": image_prompts,
                    "imagePromptWeight": image_prompt_weight,
                    "init_generation_image_id": init_generation_image_id,
                    "init_image_id": init_image_id,
                    "init_strength": init_strength,
                    "modelId": model_id,
                    "negative_prompt": negative_prompt,
                    "num_images": num_images,
                    "num_inference_steps": num_inference_steps,
                    "photoReal": photo_real,
                    "photoRealVersion": photo_real_version,
                    "photoRealStrength": photo_real_strength,
                    "presetStyle": preset_style,
                    "promptMagic": prompt_magic,
                    "promptMagicStrength": prompt_magic_strength,
                    "promptMagicVersion": prompt_magic_version,
                    "public": public,
                    "scheduler": scheduler,
                    "sd_version": sd_version,
                    "seed": seed,
                    "tiling": tiling,
                    "transparency": transparency,
                    "ultra": ultra,
                    "unzoom": unzoom,
                    "unzoomAmount": unzoom_amount,
                    "upscaleRatio": upscale_ratio,
                    "width": width,
                    "controlNet": control_net,
                    "controlNetType": control_net_type,
                    "weighting": weighting,
                    "canvasRequest": canvas_request,
                    "canvasRequestType": canvas_request_type,
                    "canvasInitId": canvas_init_id,
                    "canvasMaskId": canvas_mask_id,
                    "enhancePrompt": enhance_prompt,
                    "enhancePromptInstruction": enhance_prompt_instruction,
                },
                extra_body,
                required=True,
            ),
            {},
        )
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = AsyncCall(self._connection, _ENDPOINT_CREATE_GENERATION, _options)
        _result = await _create_generation.asyncio_detailed(
            client=_call,
            body=_read_request(CreateGenerationRequest, _value),
        )
        return _result.parsed


class LeonardoRawResponses:
    """The methods of `Leonardo`, each of which returns a RawResponse."""

    def __init__(self, client: Leonardo) -> None:
        self.create_generation = _raw(client.create_generation)


class AsyncLeonardoRawResponses:
    """The methods of `AsyncLeonardo`, each of which returns a RawResponse."""

    def __init__(self, client: AsyncLeonardo) -> None:
        self.create_generation = _raw_awaited(client.create_generation)


__all__ = [
    "AsyncLeonardo",
    "Leonardo",
    "CanvasRequestTypeArgument",
    "ControlNetTypeArgument",
    "PhotoRealVersionArgument",
    "PresetStyleArgument",
    "PromptMagicVersionArgument",
    "SchedulerArgument",
    "SdVersionArgument",
    "TransparencyArgument",
]
