"""The clients of scenario_client. Generated: do not edit."""

from __future__ import annotations

import pathlib
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
from ._runtime.arguments import written as _written
from ._runtime.connection import AsyncCall, AsyncConnection, Call, Connection, Endpoint, Options, Service
from ._runtime.credentials import Part, Scheme
from ._runtime.credentials import hidden as _hidden
from ._runtime.files import as_data_urls as _as_data_urls
from ._runtime.model import read_request as _read_request
from ._runtime.options import DEFAULT_RESPONSE_BYTES, DEFAULT_RETRIES, DEFAULT_TIMEOUT, OnAttempt, Timeout
from ._runtime.options import Settings as _Settings
from ._runtime.raw import raw as _raw
from ._runtime.raw import raw_awaited as _raw_awaited
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

_PACKAGE = __name__.rpartition(".")[0]

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
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        on_attempt: OnAttempt | None = None,
        max_response_bytes: int | None = DEFAULT_RESPONSE_BYTES,
        strict: bool = False,
        http_client: httpx.Client | None = None,
    ) -> None:
        """Take keys and address from the arguments, else from the environment; nothing is sent yet.

        Args:
            api_key: A key; from the environment variable SCENARIO_API_KEY otherwise.
            api_secret: A key; from the environment variable SCENARIO_API_SECRET otherwise.
            base_url: The server's address; from SCENARIO_BASE_URL otherwise, else as documented.
            timeout: Seconds for each step of an attempt (connect, write, read), or an httpx.Timeout; None for no limit.
            max_retries: How often a failed attempt is repeated, where that does nothing twice.
            deadline: Seconds for a whole call with all its attempts and the pauses between them.
            default_headers: Headers of every request.
            on_attempt: Called with an Attempt after each one; what it raises is logged and changes nothing.
            max_response_bytes: The longest response that is read, decompressed; None for no limit.
            strict: Raise ResponseInvalid for successes that are not as documented.
            http_client: Your own httpx client, for proxies, certificates or tests; it stays open.
        """
        given = _hidden(api_key=api_key, api_secret=api_secret)
        del api_key, api_secret  # so that no traceback shows a key
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
    def with_raw_response(self) -> ScenarioRawResponses:
        """The same methods, which return a RawResponse: the result with its status, headers and bytes."""
        return ScenarioRawResponses(self)

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

    def describe_style(
        self,
        *,
        ensure_ip_cleared: bool | Unset = UNSET,
        images: Sequence[str | pathlib.Path | bytes] | Unset = UNSET,
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
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
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
                A path, or the bytes of a file, is sent as a data URL.
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
            max_retries: How often a failed attempt is repeated, for this call alone.
            idempotency_key: Sent as Idempotency-Key with every attempt, which makes it safe to repeat them.

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
                    "images": _as_data_urls(images),
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
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = Call(self._connection, _ENDPOINT_DESCRIBE_STYLE, _options)
        _result = _describe_style.sync_detailed(
            client=_call,
            body=_value if isinstance(_value, Unset) else _read_request(DescribeStyleRequest, _value),
            dry_run=_written(_ENDPOINT_DESCRIBE_STYLE.operation, "query", "dryRun", dry_run),
        )
        return _result.parsed

    def caption_images(
        self,
        *,
        images: Sequence[str | pathlib.Path | bytes],
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
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
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
                A path, or the bytes of a file, is sent as a data URL.
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
            max_retries: How often a failed attempt is repeated, for this call alone.
            idempotency_key: Sent as Idempotency-Key with every attempt, which makes it safe to repeat them.

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
                    "images": _as_data_urls(images),
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
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = Call(self._connection, _ENDPOINT_CAPTION_IMAGES, _options)
        _result = _caption_images.sync_detailed(
            client=_call,
            body=_read_request(CaptionImagesRequest, _value),
            dry_run=_written(_ENDPOINT_CAPTION_IMAGES.operation, "query", "dryRun", dry_run),
        )
        return _result.parsed

    def generate_prompt(
        self,
        *,
        mode: ModeArgument,
        ensure_ip_cleared: bool | Unset = UNSET,
        image: str | pathlib.Path | bytes | Unset = UNSET,
        images: Sequence[str | pathlib.Path | bytes] | Unset = UNSET,
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
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
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
                A path, or the bytes of a file, is sent as a data URL.
                Rule: image is required when mode is image-editing (prompt.txt line 24).
                Documented in prompt.txt line 20.
            images: List of images used to condition the generation. Images are set a data URLs (example:
                "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVQYV2NgYAAAAAMAAWgmWQ0AAAAASUVORK5CYII=")
                or the asset IDs (example: "asset_GTrL3mq4SXWyMxkOHRxlpw"). in contextual mode, images condition
                prompt generation by using their actual descriptions as context in all other modes, it supersedes
                the modelId parameter when provided.
                A path, or the bytes of a file, is sent as a data URL.
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
            max_retries: How often a failed attempt is repeated, for this call alone.
            idempotency_key: Sent as Idempotency-Key with every attempt, which makes it safe to repeat them.

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
                    "image": _as_data_urls(image),
                    "images": _as_data_urls(images),
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
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = Call(self._connection, _ENDPOINT_GENERATE_PROMPT, _options)
        _result = _generate_prompt.sync_detailed(
            client=_call,
            body=_read_request(GeneratePromptRequest, _value),
            dry_run=_written(_ENDPOINT_GENERATE_PROMPT.operation, "query", "dryRun", dry_run),
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
        deadline: float | None = None,
        default_headers: Mapping[str, str] | None = None,
        on_attempt: OnAttempt | None = None,
        max_response_bytes: int | None = DEFAULT_RESPONSE_BYTES,
        strict: bool = False,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        """Take keys and address from the arguments, else from the environment; nothing is sent yet.

        Args:
            api_key: A key; from the environment variable SCENARIO_API_KEY otherwise.
            api_secret: A key; from the environment variable SCENARIO_API_SECRET otherwise.
            base_url: The server's address; from SCENARIO_BASE_URL otherwise, else as documented.
            timeout: Seconds for each step of an attempt (connect, write, read), or an httpx.Timeout; None for no limit.
            max_retries: How often a failed attempt is repeated, where that does nothing twice.
            deadline: Seconds for a whole call with all its attempts and the pauses between them.
            default_headers: Headers of every request.
            on_attempt: Called with an Attempt after each one; what it raises is logged and changes nothing.
            max_response_bytes: The longest response that is read, decompressed; None for no limit.
            strict: Raise ResponseInvalid for successes that are not as documented.
            http_client: Your own httpx client, for proxies, certificates or tests; it stays open.
        """
        given = _hidden(api_key=api_key, api_secret=api_secret)
        del api_key, api_secret  # so that no traceback shows a key
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
    def with_raw_response(self) -> AsyncScenarioRawResponses:
        """The same methods, which return a RawResponse: the result with its status, headers and bytes."""
        return AsyncScenarioRawResponses(self)

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

    async def describe_style(
        self,
        *,
        ensure_ip_cleared: bool | Unset = UNSET,
        images: Sequence[str | pathlib.Path | bytes] | Unset = UNSET,
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
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> DescribeStyleResponse | DryRunResponse:
        """Like `Scenario.describe_style`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_DESCRIBE_STYLE.operation,
            _fields(
                {
                    "ensureIPCleared": ensure_ip_cleared,
                    "images": _as_data_urls(images),
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
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = AsyncCall(self._connection, _ENDPOINT_DESCRIBE_STYLE, _options)
        _result = await _describe_style.asyncio_detailed(
            client=_call,
            body=_value if isinstance(_value, Unset) else _read_request(DescribeStyleRequest, _value),
            dry_run=_written(_ENDPOINT_DESCRIBE_STYLE.operation, "query", "dryRun", dry_run),
        )
        return _result.parsed

    async def caption_images(
        self,
        *,
        images: Sequence[str | pathlib.Path | bytes],
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
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> CaptionImagesResponse | DryRunResponse:
        """Like `Scenario.caption_images`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_CAPTION_IMAGES.operation,
            _fields(
                {
                    "images": _as_data_urls(images),
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
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = AsyncCall(self._connection, _ENDPOINT_CAPTION_IMAGES, _options)
        _result = await _caption_images.asyncio_detailed(
            client=_call,
            body=_read_request(CaptionImagesRequest, _value),
            dry_run=_written(_ENDPOINT_CAPTION_IMAGES.operation, "query", "dryRun", dry_run),
        )
        return _result.parsed

    async def generate_prompt(
        self,
        *,
        mode: ModeArgument,
        ensure_ip_cleared: bool | Unset = UNSET,
        image: str | pathlib.Path | bytes | Unset = UNSET,
        images: Sequence[str | pathlib.Path | bytes] | Unset = UNSET,
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
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> DryRunResponse | GeneratePromptResponse:
        """Like `Scenario.generate_prompt`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_GENERATE_PROMPT.operation,
            _fields(
                {
                    "mode": mode,
                    "ensureIPCleared": ensure_ip_cleared,
                    "image": _as_data_urls(image),
                    "images": _as_data_urls(images),
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
        _options = Options(timeout, max_retries, extra_headers, extra_query, idempotency_key)
        _call = AsyncCall(self._connection, _ENDPOINT_GENERATE_PROMPT, _options)
        _result = await _generate_prompt.asyncio_detailed(
            client=_call,
            body=_read_request(GeneratePromptRequest, _value),
            dry_run=_written(_ENDPOINT_GENERATE_PROMPT.operation, "query", "dryRun", dry_run),
        )
        return _result.parsed


class ScenarioRawResponses:
    """The methods of `Scenario`, each of which returns a RawResponse."""

    def __init__(self, client: Scenario) -> None:
        self.describe_style = _raw(client.describe_style)
        self.caption_images = _raw(client.caption_images)
        self.generate_prompt = _raw(client.generate_prompt)


class AsyncScenarioRawResponses:
    """The methods of `AsyncScenario`, each of which returns a RawResponse."""

    def __init__(self, client: AsyncScenario) -> None:
        self.describe_style = _raw_awaited(client.describe_style)
        self.caption_images = _raw_awaited(client.caption_images)
        self.generate_prompt = _raw_awaited(client.generate_prompt)


__all__ = ["AsyncScenario", "Scenario", "DetailsLevelArgument", "ModeArgument"]
