"""The clients of stablecog_client. Generated: do not edit."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy as _copy
from types import TracebackType
from typing import Any, Self

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
from .models import CreateGenerationRequest, CreateGenerationResponse

_PACKAGE = __name__.rpartition(".")[0]


_SCHEME_BEARER = Scheme("bearer", "", (Part("api_key", "STABLECOG_API_KEY"),))

_SERVICE = Service(
    name="stablecog",
    version="1.0.0",
    server="https://api.stablecog.com",
    server_variable="STABLECOG_BASE_URL",
    schemes=(_SCHEME_BEARER,),
)
_ENDPOINT_CREATE_GENERATION = Endpoint(
    OPERATIONS["create_generation"],
    security=((_SCHEME_BEARER,),),
    errors={
        "400": {"application/json": models.GenerationError, "application/problem+json": models.Problem},
        "401": {"application/json": models.Error, "application/problem+json": models.Problem},
        "403": {"application/json": models.Error, "application/problem+json": models.Problem},
        "429": {"application/problem+json": models.Problem},
        "500": {"application/json": models.Error, "application/problem+json": models.Problem},
    },
)


class Stablecog:
    """A client of the Stablecog API.

    Keys come from the arguments, else from STABLECOG_API_KEY.
    Requests that the documentation forbids are never sent: they raise RequestInvalid, which says all that is wrong.

    Methods:
        create_generation: Create Generation.
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
            api_key: A key; from the environment variable STABLECOG_API_KEY otherwise.
            base_url: The server's address; from STABLECOG_BASE_URL otherwise, else as documented.
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
    def with_raw_response(self) -> StablecogRawResponses:
        """The same methods, which return a RawResponse: the result with its status, headers and bytes."""
        return StablecogRawResponses(self)

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
        model_id: str | Unset = UNSET,
        width: int | Unset = UNSET,
        height: int | Unset = UNSET,
        negative_prompt: str | Unset = UNSET,
        num_outputs: int | Unset = UNSET,
        guidance_scale: float | Unset = UNSET,
        inference_steps: int | Unset = UNSET,
        scheduler_id: str | Unset = UNSET,
        seed: int | Unset = UNSET,
        init_image_url: str | Unset = UNSET,
        prompt_strength: float | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> CreateGenerationResponse:
        """Create Generation.

        This endpoint is for generating images. Although it supports many parameters, in its simplest form, you just
        need to send a prompt and the system will use the defaults for the rest. Below is the simplest example of
        generating an image. You just send a prompt and the system will use the defaults for the rest.

        Args:
            prompt: Tell the model what image to generate.
                Documented in create-generation.txt line 38.
            model_id: The model that will be used for generating the image. Note: The server has a default model of
                its own.
                Known values: 22b0857d-7edc-4d00-9cd9-45aa509db093, 048b4aa3-5586-47ed-900f-f4341c96bdb2,
                48a7031d-43b6-4a23-9f8c-8020eb6862e4, 36d9d835-646f-4fc7-b9fe-98654464bf8e,
                b6c1372f-31a7-457c-907c-d292a6ffef97, eaa438e1-dbf9-48fd-be71-206f0f257617,
                f7f3d973-ac6f-4a7a-9db8-e89e4fba03a9, 8acfe4c8-751d-4aa6-8c3c-844e3ef478e0,
                fc06f6ab-ed14-4186-a7c0-aaec288d4f38.
                Note: the response repeats model_id, width, height, num_outputs, guidance_scale and inference_steps
                (create-generation.txt line 129).
            width: The width of the image. The value should be a multiple of 8 and follow this formula: width *
                height * inference steps <= 1024 * 1024 * 30. Note: Defaults to the width of the model, 512 or 768.
                Allowed: 256 to 1024, a multiple of 8.
                Rule: width * height * inference_steps must be at most 31457280 (create-generation.txt lines 52-53,
                59-60).
                Documented in create-generation.txt lines 50, 52-53.
            height: The height of the image. The value should be a multiple of 8 and follow this formula: height *
                width * inference steps <= 1024 * 1024 * 30. Note: Defaults to the height of the model, 512 or 768.
                Allowed: 256 to 1024, a multiple of 8.
                Documented in create-generation.txt lines 57, 59-60.
            negative_prompt: Tell the model what to avoid or exclude when generating the image. The opposite of the
                prompt.
                Documented in create-generation.txt line 64.
            num_outputs: The number of images to generate.
                Allowed: 1 to 4. Default: 4 (not sent).
                Note: there are as many results as num_outputs says (create-generation.txt line 72).
                Documented in create-generation.txt line 70.
            guidance_scale: How similar the image will be to your prompt. Higher values make the image closer to
                your prompt and provides less creative freedom to the model.
                Allowed: 1 to 20. Default: 7 (not sent).
                Documented in create-generation.txt line 76.
            inference_steps: How many steps will be taken to generate the image. Higher values usually provide more
                details (which isn't always a good thing) but take longer to generate. The value should follow this
                formula: inference steps * width * height < 50 * 640 * 640.
                Allowed: 10 to 50. Default: 30 (not sent).
                Rule: inference_steps * width * height must be under 20480000 (create-generation.txt lines 84-85).
                Documented in create-generation.txt line 82.
            scheduler_id: Schedulers define the entire denoising process during diffusion. Note: Which schedulers
                there are depends on the model; the server replaces any other by the model's default.
                Known values: b7224e56-1440-43b9-ac86-66d66f9e8c91, 82cf78dd-6afb-48cc-aca6-14224cca6950,
                55027f8b-f046-4e71-bc51-53d5448661e0, 6fb13b76-9900-4fa4-abf8-8f843e034a7f,
                af2679a4-dbbb-4950-8c06-c3bb15416ef6, 9d175114-9a26-4371-861c-729ba9ecb4da.
                Usually, the response repeats scheduler_id and seed (create-generation.txt line 129).
            seed: To get repeatable results. Same seed combined with same settings will generate the same image.
                Note: A random number is drawn when it is negative or not sent.
                Note: requests that are the same, seed included, give the same results (create-generation.txt line
                97).
                Documented in create-generation.txt line 95.
            init_image_url: An image URL to base the generation on. The generations using this parameter are often
                called img2img or image to image generations. Note: The address begins with http://, https:// or
                s3://.
                Documented in create-generation.txt line 101.
            prompt_strength: How the model should prioritize init_image_url and prompt. Higher value will follow the
                prompt more closely, lower value will follow the init_image_url more closely.
                Allowed: 0 to 1.
                Documented in create-generation.txt line 107.
            extra_body: Undocumented fields to send as well.
            extra_query: Undocumented query parameters to send as well.
            extra_headers: Headers to send as well.
            timeout: Seconds, for this call alone.
            max_retries: How often a failed attempt is repeated, for this call alone.
            idempotency_key: Sent as Idempotency-Key with every attempt, which makes it safe to repeat them.

        Returns:
            CreateGenerationResponse: The generated images, the credits that remain, and the settings that were
                used.

        Raises:
            RequestInvalid: The request breaks documented constraints; nothing was sent.
            APIStatusError: The server answered with an error (documented: 400, 401, 403, 429, 500).
            APIConnectionError: There was no answer.
        """
        _value = _checked(
            _ENDPOINT_CREATE_GENERATION.operation,
            _fields(
                {
                    "prompt": prompt,
                    "model_id": model_id,
                    "width": width,
                    "height": height,
                    "negative_prompt": negative_prompt,
                    "num_outputs": num_outputs,
                    "guidance_scale": guidance_scale,
                    "inference_steps": inference_steps,
                    "scheduler_id": scheduler_id,
                    "seed": seed,
                    "init_image_url": init_image_url,
                    "prompt_strength": prompt_strength,
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


class AsyncStablecog:
    """The twin of `Stablecog` whose methods are awaited, under asyncio."""

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
            api_key: A key; from the environment variable STABLECOG_API_KEY otherwise.
            base_url: The server's address; from STABLECOG_BASE_URL otherwise, else as documented.
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
    def with_raw_response(self) -> AsyncStablecogRawResponses:
        """The same methods, which return a RawResponse: the result with its status, headers and bytes."""
        return AsyncStablecogRawResponses(self)

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
        model_id: str | Unset = UNSET,
        width: int | Unset = UNSET,
        height: int | Unset = UNSET,
        negative_prompt: str | Unset = UNSET,
        num_outputs: int | Unset = UNSET,
        guidance_scale: float | Unset = UNSET,
        inference_steps: int | Unset = UNSET,
        scheduler_id: str | Unset = UNSET,
        seed: int | Unset = UNSET,
        init_image_url: str | Unset = UNSET,
        prompt_strength: float | Unset = UNSET,
        extra_body: Mapping[str, Any] | None = None,
        extra_query: Mapping[str, Any] | None = None,
        extra_headers: Mapping[str, str] | None = None,
        timeout: Timeout | Unset = UNSET,
        max_retries: int | Unset = UNSET,
        idempotency_key: str | None = None,
    ) -> CreateGenerationResponse:
        """Like `Stablecog.create_generation`, awaited: same arguments, same errors."""
        _value = _checked(
            _ENDPOINT_CREATE_GENERATION.operation,
            _fields(
                {
                    "prompt": prompt,
                    "model_id": model_id,
                    "width": width,
                    "height": height,
                    "negative_prompt": negative_prompt,
                    "num_outputs": num_outputs,
                    "guidance_scale": guidance_scale,
                    "inference_steps": inference_steps,
                    "scheduler_id": scheduler_id,
                    "seed": seed,
                    "init_image_url": init_image_url,
                    "prompt_strength": prompt_strength,
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


class StablecogRawResponses:
    """The methods of `Stablecog`, each of which returns a RawResponse."""

    def __init__(self, client: Stablecog) -> None:
        self.create_generation = _raw(client.create_generation)


class AsyncStablecogRawResponses:
    """The methods of `AsyncStablecog`, each of which returns a RawResponse."""

    def __init__(self, client: AsyncStablecog) -> None:
        self.create_generation = _raw_awaited(client.create_generation)


__all__ = ["AsyncStablecog", "Stablecog"]
