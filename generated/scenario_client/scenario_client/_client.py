"""The clients of scenario_client. Generated: do not edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

import httpx

from . import models
from ._rules import OPERATIONS
from ._runtime.arguments import checked as _checked
from ._runtime.arguments import fields as _fields
from ._runtime.arguments import query as _query
from ._runtime.connection import (
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    AsyncCall,
    AsyncConnection,
    Call,
    Connection,
    Endpoint,
    Options,
    Service,
    Timeout,
)
from ._runtime.credentials import Part, Scheme
from ._runtime.model import read_request as _read_request
from ._runtime.types import UNSET, Unset
from .api.default import caption_images as _caption_images
from .api.default import describe_style as _describe_style
from .api.default import generate_prompt as _generate_prompt
from .models import (
    CaptionImagesRequest,
    CaptionImagesResponse,
    DescribeStyleRequest,
    DescribeStyleResponse,
    DetailsLevel,
    DryRunResponse,
    GeneratePromptRequest,
    GeneratePromptResponse,
    Mode,
)

DetailsLevelArgument: TypeAlias = DetailsLevel | Literal["action", "action+style"]
ModeArgument: TypeAlias = Mode | Literal["completion", "contextual", "image-editing", "inventive", "structured"]

_SCHEME_BASIC = Scheme(
    "basic",
    "",
    (
        Part("api_key", "SCENARIO_API_KEY"),
        Part("api_secret", "SCENARIO_API_SECRET"),
    ),
)

_SERVICE = Service(
    name="scenario",
    version="2025.11.4",
    server="https://api.cloud.scenario.com/v1",
    server_variable="SCENARIO_BASE_URL",
    schemes=(_SCHEME_BASIC,),
)
_ENDPOINT_DESCRIBE_STYLE = Endpoint(
    OPERATIONS["describe_style"],
    security=((_SCHEME_BASIC,),),
    errors={
        "400": {"application/json": models.BadRequest, "application/problem+json": models.Problem},
        "401": {"application/problem+json": models.Problem},
        "403": {"application/json": models.Forbidden, "application/problem+json": models.Problem},
        "404": {"application/problem+json": models.Problem},
        "429": {"application/json": models.TooManyRequests, "application/problem+json": models.Problem},
        "500": {"application/json": models.InternalServerError, "application/problem+json": models.Problem},
    },
)
_ENDPOINT_CAPTION_IMAGES = Endpoint(
    OPERATIONS["caption_images"],
    security=((_SCHEME_BASIC,),),
    errors={
        "400": {"application/json": models.BadRequest, "application/problem+json": models.Problem},
        "401": {"application/problem+json": models.Problem},
        "403": {"application/json": models.Forbidden, "application/problem+json": models.Problem},
        "404": {"application/problem+json": models.Problem},
        "429": {"application/json": models.TooManyRequests, "application/problem+json": models.Problem},
        "500": {"application/json": models.InternalServerError, "application/problem+json": models.Problem},
    },
)
_ENDPOINT_GENERATE_PROMPT = Endpoint(
    OPERATIONS["generate_prompt"],
    security=((_SCHEME_BASIC,),),
    errors={
        "400": {"application/json": models.BadRequest, "application/problem+json": models.Problem},
        "401": {"application/problem+json": models.Problem},
        "403": {"application/json": models.Forbidden, "application/problem+json": models.Problem},
        "404": {"application/problem+json": models.Problem},
        "429": {"application/json": models.TooManyRequests, "application/problem+json": models.Problem},
        "500": {"application/json": models.InternalServerError, "application/problem+json": models.Problem},
    },
)


class Scenario:
    """A client of the Scenario API.

    Keys come from the arguments, else from SCENARIO_API_KEY and SCENARIO_API_SECRET.
    Requests that the documentation forbids are never sent: they raise RequestInvalid, which says all that is wrong.

    Methods:
        describe_style: Describe the style of the given images or models.
        caption_images: Caption image(s).
        generate_prompt: Generate, complete or invent new prompts.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        api_secret: str | None = None,
        base_url: str | None = None,
        timeout: Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        http_client: httpx.Client | None = None,
    ) -> None:
        """Take keys and address from the arguments, else from the environment; nothing is sent yet."""
        given: dict[str, str | None] = {"api_key": api_key, "api_secret": api_secret}
        self._connection = Connection(_SERVICE, given, base_url=base_url, timeout=timeout, max_retries=max_retries, http_client=http_client)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._connection!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a given `http_client` stays open."""
        self._connection.close()

    def describe_style(
        self,
        *,
        ensure_ip_cleared: bool | Unset = UNSET,
        images: Sequence[str] | Unset = UNSET,
        seed: float | Unset = UNSET,
        unwanted_sequences: Sequence[str] | Unset = UNSET,
        model_id: str | Unset = UNSET,
        temperature: float | Unset = UNSET,
        asset_ids: Sequence[str] | Unset = UNSET,
        top_p: float | Unset = UNSET,
        dry_run: str | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
    ) -> DescribeStyleResponse | DryRunResponse:
        """Describe the style of the given images or models.

        Args:
            ensure_ip_cleared: Whether we try to ensure IP removal for new prompt generation.
                On the wire: ensureIPCleared.
                Documented in describe-style.txt line 8.
            images: List of images used to condition the generation. Images are set a data URLs (example:
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=")
                or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw"). in contextual mode, images condition
                prompt generation by using their actual descriptions as context in all other modes, it supersedes
                the modelId parameter when provided.
                Note: images wins over modelId, given: all other modes (describe-style.txt line 22).
                Documented in describe-style.txt line 13.
            seed: If specified, the API will make a best effort to produce the same results, such that repeated
                requests with the same seed and parameters should return the same outputs. Must be used along with
                the same parameters including prompt, model's state, etc..
                Usually, requests that are the same, seed included, give the same results (describe-style.txt line
                26).
                Documented in describe-style.txt line 24.
            unwanted_sequences: Optional list of words sequences that should not be present in the generated
                prompts.
                On the wire: unwantedSequences.
                Note: no result holds any of unwantedSequences (describe-style.txt line 31).
                Documented in describe-style.txt line 29.
            model_id: The modelId used to condition the generation. When provided, the generation will take into
                account model's training images, examples. In contextual mode, the modelId is used to retrieve
                additional context from the model such as its type and capabilities.
                On the wire: modelId.
                Documented in describe-style.txt line 34.
            temperature: The sampling temperature to use. Higher values like 0.8 will make the output more random,
                while lower values like 0.2 will make it more focused and deterministic. We generally recommend
                altering this or topP but not both.
                Allowed: 0 to 2.
                Advice: topP must not be sent when temperature is sent (describe-style.txt line 47).
                Documented in describe-style.txt lines 42, 43.
            asset_ids: The asset ids used to condition the generation.
                On the wire: assetIds.
                Documented in describe-style.txt line 50.
            top_p: An alternative to sampling with temperature, called nucleus sampling, where the model considers
                the results of the tokens with top_p probability mass. So 0.1 means only the tokens comprising the
                top 10% probability mass are considered. We generally recommend altering this or temperature but not
                both.
                Allowed: 0 to 1. On the wire: topP.
                Advice: temperature must not be sent when topP is sent (describe-style.txt line 60).
                Documented in describe-style.txt lines 55, 56.
            dry_run: On the wire: dryRun.
                Documented in describe-style.txt line 6.
            extra_body: Undocumented fields to send as well.
            extra_query: Undocumented query parameters to send as well.
            extra_headers: Headers to send as well.
            timeout: Seconds, for this call alone.

        Returns:
            DescribeStyleResponse | DryRunResponse: The style of the images or the model, in words.

        Raises:
            RequestInvalid: The request breaks documented constraints; nothing was sent.
            APIStatusError: The server answered with an error (documented: 400, 401, 403, 404, 429, 500).
            APIConnectionError: There was no answer.
        """
        _value = _checked(
            _ENDPOINT_DESCRIBE_STYLE.operation,
            _fields(
                {
                    "ensureIPCleared": ensure_ip_cleared,
                    "images": images,
                    "seed": seed,
                    "unwantedSequences": unwanted_sequences,
                    "modelId": model_id,
                    "temperature": temperature,
                    "assetIds": asset_ids,
                    "topP": top_p,
                },
                extra_body,
                required=False,
            ),
            {("query", "dryRun"): dry_run},
        )
        _call = Call(self._connection, _ENDPOINT_DESCRIBE_STYLE, Options(timeout, extra_headers, extra_query))
        _result = _describe_style.sync_detailed(
            client=_call,
            body=_value if isinstance(_value, Unset) else _read_request(DescribeStyleRequest, _value),
            dry_run=_query(dry_run, "value"),
        )
        return _result.parsed

    def caption_images(
        self,
        *,
        images: Sequence[str],
        ensure_ip_cleared: bool | Unset = UNSET,
        seed: float | Unset = UNSET,
        unwanted_sequences: Sequence[str] | Unset = UNSET,
        model_id: str | Unset = UNSET,
        temperature: float | Unset = UNSET,
        asset_ids: Sequence[str] | Unset = UNSET,
        top_p: float | Unset = UNSET,
        details_level: DetailsLevelArgument | Unset = UNSET,
        dry_run: str | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
    ) -> CaptionImagesResponse | DryRunResponse:
        """Caption image(s).

        Args:
            images: List of images used to generate captions. Results are returned in the same order as the given
                images. Images are set a data URLs (example:
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=")
                or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw"). if both modelId and images are provided,
                modelId's examples and training images will be used to influence the caption structure of the images
                if only images are provided, the captions will be conditioned by the detailsLevel parameter Replaces
                assetIds parameter if you want to caption multiple images at a time, please prefer using asset ids
                instead of data url.
                Note: results are returned in the order of images (caption.txt line 16).
                Note: images wins over assetIds (caption.txt line 24).
                The documentation gives advice about images (caption.txt line 25).
                Documented in caption.txt line 13.
            ensure_ip_cleared: Whether we try to ensure IP removal for new prompt generation.
                On the wire: ensureIPCleared.
                Documented in caption.txt line 8.
            seed: If specified, the API will make a best effort to produce the same results, such that repeated
                requests with the same seed and parameters should return the same outputs. Must be used along with
                the same parameters including prompt, model's state, etc..
                Usually, requests that are the same, seed included, give the same results (caption.txt line 29).
                Documented in caption.txt line 27.
            unwanted_sequences: Optional list of words sequences that should not be present in the generated
                prompts.
                On the wire: unwantedSequences.
                Note: no result holds any of unwantedSequences (caption.txt line 34).
                Documented in caption.txt line 32.
            model_id: When provided, the model will follow the model's training images and examples' prompt to
                generate the captions.
                On the wire: modelId.
                Documented in caption.txt line 37.
            temperature: The sampling temperature to use. Higher values like 0.8 will make the output more random,
                while lower values like 0.2 will make it more focused and deterministic. We generally recommend
                altering this or topP but not both.
                Allowed: 0 to 2.
                Advice: topP must not be sent when temperature is sent (caption.txt line 46).
                Documented in caption.txt lines 41, 42.
            asset_ids: The assetIds to generate captions. Results are returned in the same order as the given
                assetIds. Deprecated, use images parameter instead.
                Deprecated. On the wire: assetIds.
                Note: results are returned in the order of assetIds (caption.txt line 51).
                Note: assetIds is deprecated; use images instead (caption.txt line 51).
                Documented in caption.txt line 49.
            top_p: An alternative to sampling with temperature, called nucleus sampling, where the model considers
                the results of the tokens with top_p probability mass. So 0.1 means only the tokens comprising the
                top 10% probability mass are considered. We generally recommend altering this or temperature but not
                both.
                Allowed: 0 to 1. On the wire: topP.
                Advice: temperature must not be sent when topP is sent (caption.txt line 59).
                Documented in caption.txt lines 54, 55.
            details_level: The details level used to generate the captions. When a modelId is provided and examples
                are available, the details level is ignored.
                One of action, action+style. On the wire: detailsLevel.
                Note: detailsLevel is ignored when modelId is sent, given: examples are available (caption.txt line
                66).
                Documented in caption.txt line 61.
            dry_run: On the wire: dryRun.
                Documented in caption.txt line 6.
            extra_body: Undocumented fields to send as well.
            extra_query: Undocumented query parameters to send as well.
            extra_headers: Headers to send as well.
            timeout: Seconds, for this call alone.

        Returns:
            CaptionImagesResponse | DryRunResponse: A caption for each image, in the order of the images.

        Raises:
            RequestInvalid: The request breaks documented constraints; nothing was sent.
            APIStatusError: The server answered with an error (documented: 400, 401, 403, 404, 429, 500).
            APIConnectionError: There was no answer.
        """
        _value = _checked(
            _ENDPOINT_CAPTION_IMAGES.operation,
            _fields(
                {
                    "images": images,
                    "ensureIPCleared": ensure_ip_cleared,
                    "seed": seed,
                    "unwantedSequences": unwanted_sequences,
                    "modelId": model_id,
                    "temperature": temperature,
                    "assetIds": asset_ids,
                    "topP": top_p,
                    "detailsLevel": details_level,
                },
                extra_body,
                required=True,
            ),
            {("query", "dryRun"): dry_run},
        )
        _call = Call(self._connection, _ENDPOINT_CAPTION_IMAGES, Options(timeout, extra_headers, extra_query))
        _result = _caption_images.sync_detailed(
            client=_call,
            body=_read_request(CaptionImagesRequest, _value),
            dry_run=_query(dry_run, "value"),
        )
        return _result.parsed

    def generate_prompt(
        self,
        *,
        mode: ModeArgument,
        ensure_ip_cleared: bool | Unset = UNSET,
        image: str | Unset = UNSET,
        images: Sequence[str] | Unset = UNSET,
        seed: float | Unset = UNSET,
        model_id: str | Unset = UNSET,
        temperature: float | Unset = UNSET,
        asset_ids: Sequence[str] | Unset = UNSET,
        num_results: float | Unset = UNSET,
        prompt: str | Unset = UNSET,
        top_p: float | Unset = UNSET,
        dry_run: str | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
    ) -> DryRunResponse | GeneratePromptResponse:
        """Generate, complete or invent new prompts.

        Args:
            mode: The mode used to generate new prompt(s).
                One of completion, contextual, image-editing, inventive, structured. Default: structured (not sent).
                Documented in prompt.txt lines 8, 11.
            ensure_ip_cleared: Whether we try to ensure IP removal for new prompt generation.
                On the wire: ensureIPCleared.
                Documented in prompt.txt line 16.
            image: The input image as a data URL (example:
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=")
                or the asset ID (example: "asset_GTrL3mq4SXWyMxkOHRxlpw") Required when mode is
                image-editing-prompt.
                Rule: image is required when mode is image-editing (prompt.txt line 24).
                Documented in prompt.txt line 20.
            images: List of images used to condition the generation. Images are set a data URLs (example:
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=")
                or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw"). in contextual mode, images condition
                prompt generation by using their actual descriptions as context in all other modes, it supersedes
                the modelId parameter when provided.
                Note: images wins over modelId unless mode is contextual (prompt.txt line 36).
                Documented in prompt.txt line 27.
            seed: If specified, the API will make a best effort to produce the same results, such that repeated
                requests with the same seed and parameters should return the same outputs. Must be used along with
                the same parameters including prompt, model's state, etc..
                Usually, requests that are the same, seed included, give the same results (prompt.txt line 40).
                Documented in prompt.txt line 38.
            model_id: The modelId used to condition the generation. When provided, the generation will take into
                account model's training images, examples. Only supports 'gemini-2.0-flash', 'gemini-2.5-flash',
                'gpt-image-1', 'flux-kontext' and 'runway-gen4-image' for now when mode is image-editing-prompt.
                On the wire: modelId.
                Rule: modelId must be one of gemini-2.0-flash, gemini-2.5-flash, gpt-image-1, flux-kontext,
                runway-gen4-image when mode is image-editing (prompt.txt line 48).
                Documented in prompt.txt line 42.
            temperature: The sampling temperature to use. Higher values like 0.8 will make the output more random,
                while lower values like 0.2 will make it more focused and deterministic. We generally recommend
                altering this or topP but not both.
                Allowed: 0 to 2.
                Advice: topP must not be sent when temperature is sent (prompt.txt line 55).
                Documented in prompt.txt lines 50, 51.
            asset_ids: The asset ids used to condition the generation. supersedes the modelId parameter when
                provided. ignored when mode is image-editing-prompt.
                On the wire: assetIds.
                Note: assetIds wins over modelId (prompt.txt line 64).
                Note: assetIds is ignored when mode is image-editing (prompt.txt line 65).
                Documented in prompt.txt line 58.
            num_results: The number of results to return.
                Allowed: 1 to 5. On the wire: numResults.
                Note: there are as many results as numResults says (prompt.txt line 70).
                Documented in prompt.txt lines 67, 68.
            prompt: The initial prompt spark feed to completion, inventive or structured modes.
                Documented in prompt.txt line 72.
            top_p: An alternative to sampling with temperature, called nucleus sampling, where the model considers
                the results of the tokens with top_p probability mass. So 0.1 means only the tokens comprising the
                top 10% probability mass are considered. We generally recommend altering this or temperature but not
                both.
                Allowed: 0 to 1. On the wire: topP.
                Advice: temperature must not be sent when topP is sent (prompt.txt line 81).
                Documented in prompt.txt lines 76, 77.
            dry_run: On the wire: dryRun.
                Documented in prompt.txt line 6.
            extra_body: Undocumented fields to send as well.
            extra_query: Undocumented query parameters to send as well.
            extra_headers: Headers to send as well.
            timeout: Seconds, for this call alone.

        Returns:
            DryRunResponse | GeneratePromptResponse: The new prompts.

        Raises:
            RequestInvalid: The request breaks documented constraints; nothing was sent.
            APIStatusError: The server answered with an error (documented: 400, 401, 403, 404, 429, 500).
            APIConnectionError: There was no answer.
        """
        _value = _checked(
            _ENDPOINT_GENERATE_PROMPT.operation,
            _fields(
                {
                    "mode": mode,
                    "ensureIPCleared": ensure_ip_cleared,
                    "image": image,
                    "images": images,
                    "seed": seed,
                    "modelId": model_id,
                    "temperature": temperature,
                    "assetIds": asset_ids,
                    "numResults": num_results,
                    "prompt": prompt,
                    "topP": top_p,
                },
                extra_body,
                required=True,
            ),
            {("query", "dryRun"): dry_run},
        )
        _call = Call(self._connection, _ENDPOINT_GENERATE_PROMPT, Options(timeout, extra_headers, extra_query))
        _result = _generate_prompt.sync_detailed(
            client=_call,
            body=_read_request(GeneratePromptRequest, _value),
            dry_run=_query(dry_run, "value"),
        )
        return _result.parsed


class AsyncScenario:
    """The twin of `Scenario` whose methods are awaited, under asyncio."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        api_secret: str | None = None,
        base_url: str | None = None,
        timeout: Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_RETRIES,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        """Take keys and address from the arguments, else from the environment; nothing is sent yet."""
        given: dict[str, str | None] = {"api_key": api_key, "api_secret": api_secret}
        self._connection = AsyncConnection(
            _SERVICE, given, base_url=base_url, timeout=timeout, max_retries=max_retries, http_client=http_client
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._connection!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a given `http_client` stays open."""
        await self._connection.close()

    async def describe_style(
        self,
        *,
        ensure_ip_cleared: bool | Unset = UNSET,
        images: Sequence[str] | Unset = UNSET,
        seed: float | Unset = UNSET,
        unwanted_sequences: Sequence[str] | Unset = UNSET,
        model_id: str | Unset = UNSET,
        temperature: float | Unset = UNSET,
        asset_ids: Sequence[str] | Unset = UNSET,
        top_p: float | Unset = UNSET,
        dry_run: str | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
    ) -> DescribeStyleResponse | DryRunResponse:
        """Like `Scenario.describe_style`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_DESCRIBE_STYLE.operation,
            _fields(
                {
                    "ensureIPCleared": ensure_ip_cleared,
                    "images": images,
                    "seed": seed,
                    "unwantedSequences": unwanted_sequences,
                    "modelId": model_id,
                    "temperature": temperature,
                    "assetIds": asset_ids,
                    "topP": top_p,
                },
                extra_body,
                required=False,
            ),
            {("query", "dryRun"): dry_run},
        )
        _call = AsyncCall(self._connection, _ENDPOINT_DESCRIBE_STYLE, Options(timeout, extra_headers, extra_query))
        _result = await _describe_style.asyncio_detailed(
            client=_call,
            body=_value if isinstance(_value, Unset) else _read_request(DescribeStyleRequest, _value),
            dry_run=_query(dry_run, "value"),
        )
        return _result.parsed

    async def caption_images(
        self,
        *,
        images: Sequence[str],
        ensure_ip_cleared: bool | Unset = UNSET,
        seed: float | Unset = UNSET,
        unwanted_sequences: Sequence[str] | Unset = UNSET,
        model_id: str | Unset = UNSET,
        temperature: float | Unset = UNSET,
        asset_ids: Sequence[str] | Unset = UNSET,
        top_p: float | Unset = UNSET,
        details_level: DetailsLevelArgument | Unset = UNSET,
        dry_run: str | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
    ) -> CaptionImagesResponse | DryRunResponse:
        """Like `Scenario.caption_images`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_CAPTION_IMAGES.operation,
            _fields(
                {
                    "images": images,
                    "ensureIPCleared": ensure_ip_cleared,
                    "seed": seed,
                    "unwantedSequences": unwanted_sequences,
                    "modelId": model_id,
                    "temperature": temperature,
                    "assetIds": asset_ids,
                    "topP": top_p,
                    "detailsLevel": details_level,
                },
                extra_body,
                required=True,
            ),
            {("query", "dryRun"): dry_run},
        )
        _call = AsyncCall(self._connection, _ENDPOINT_CAPTION_IMAGES, Options(timeout, extra_headers, extra_query))
        _result = await _caption_images.asyncio_detailed(
            client=_call,
            body=_read_request(CaptionImagesRequest, _value),
            dry_run=_query(dry_run, "value"),
        )
        return _result.parsed

    async def generate_prompt(
        self,
        *,
        mode: ModeArgument,
        ensure_ip_cleared: bool | Unset = UNSET,
        image: str | Unset = UNSET,
        images: Sequence[str] | Unset = UNSET,
        seed: float | Unset = UNSET,
        model_id: str | Unset = UNSET,
        temperature: float | Unset = UNSET,
        asset_ids: Sequence[str] | Unset = UNSET,
        num_results: float | Unset = UNSET,
        prompt: str | Unset = UNSET,
        top_p: float | Unset = UNSET,
        dry_run: str | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
    ) -> DryRunResponse | GeneratePromptResponse:
        """Like `Scenario.generate_prompt`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_GENERATE_PROMPT.operation,
            _fields(
                {
                    "mode": mode,
                    "ensureIPCleared": ensure_ip_cleared,
                    "image": image,
                    "images": images,
                    "seed": seed,
                    "modelId": model_id,
                    "temperature": temperature,
                    "assetIds": asset_ids,
                    "numResults": num_results,
                    "prompt": prompt,
                    "topP": top_p,
                },
                extra_body,
                required=True,
            ),
            {("query", "dryRun"): dry_run},
        )
        _call = AsyncCall(self._connection, _ENDPOINT_GENERATE_PROMPT, Options(timeout, extra_headers, extra_query))
        _result = await _generate_prompt.asyncio_detailed(
            client=_call,
            body=_read_request(GeneratePromptRequest, _value),
            dry_run=_query(dry_run, "value"),
        )
        return _result.parsed


__all__ = ["AsyncScenario", "Scenario", "DetailsLevelArgument", "ModeArgument"]
